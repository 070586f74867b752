"""The worlds by name, and the seeds that may be looked at while weights are tuned."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from benchmarks import events

from . import local, real, war
from .readings import missing

TUNING_SEEDS: Final = range(10)  # may be looked at while anything is tuned
HELD_OUT_SEEDS: Final = range(90, 100)  # only for the figures that are published

Records = Iterator[tuple[dict[str, Any], int]]


@dataclass(frozen=True)
class World:
    """A stream of records of any length, each with the number of its true incident; the same seed gives the same.

    `missing` says why it cannot be made here, None where it can. What is not `endless` has a fixed size.
    """

    generate: Callable[[int, int], Records]
    missing: Callable[[], str | None] = lambda: None
    endless: bool = True


WORLDS: Final = {
    "news": World(events.generate),
    "war": World(war.generate),
    "local": World(local.generate, missing),
    "local-dense": World(local.generate_dense, missing),
    "local-rules": World(local.generate_by_rules, missing),
    "real": World(real.generate, missing, endless=False),
    "real-all": World(real.generate_all, missing, endless=False),
    "real-annotated": World(real.generate_annotated, missing, endless=False),
}
