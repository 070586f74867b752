"""`python -m benchmarks.soak`: every scenario, a short table, exit code 1 if a promise is broken."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from . import hostile, recordings, scenarios
from .disks import guarded_folder, small_disk
from .promises import Promise
from .scenarios import Scale, Stage

_SMALL = 300  # articles where the trouble is not one of scale
_CASSETTE = 150  # articles that are recorded, several times over: a cassette holds some 2,000
_HARD_KILLS = 4  # of a recording


def main() -> int:
    """Play every scenario and print what each promise came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scale = Scale(options.articles, options.kills, concurrency=32, latency=0.2, seed=options.seed)
    started = time.monotonic()
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, play in _scenarios(Path(folder), scale):
            broken += _show(name, play())
    print(f"\n{time.monotonic() - started:.0f} s, {broken} promises broken")
    return 1 if broken else 0


def _scenarios(folder: Path, scale: Scale) -> Iterator[tuple[str, Callable[[], list[Promise]]]]:
    large = _stage(folder / "large", scale)
    beside = scenarios.undisturbed(large)
    yield f"{scale.articles} articles, 30 % faults, {scale.kills} kills", lambda: scenarios.killed(large, beside)
    small = _stage(folder / "small", replace(scale, articles=_SMALL, concurrency=8, latency=0.02))
    nearby = scenarios.undisturbed(small)
    yield "no file may grow", lambda: scenarios.disk_full(small, nearby, blocks=600)
    with small_disk(folder / "disk", "300k") as grow:
        if grow:
            yield "a full disk", lambda: scenarios.disk_full_of(small, nearby, folder / "disk", grow)
    with guarded_folder(folder / "guarded") as allow:
        if allow:
            yield (
                "a store that may not be written",
                lambda: scenarios.read_only(small, nearby, folder / "guarded", allow),
            )
    yield "a budget that ends half way", lambda: scenarios.over_budget(small, nearby)
    yield "Ctrl-C half way", lambda: scenarios.interrupted(small, nearby)
    yield "two processes, half of the articles each", lambda: scenarios.halves(small, nearby)
    yield "two processes, all articles each", lambda: scenarios.both(small, nearby)
    yield "a reply that hangs its check, one without end, SIGTERM", lambda: hostile.hanging(small, nearby)
    yield "an article that crashed, an event that fails its stage", lambda: hostile.crashing(small, nearby)
    yield "an article that crashed, by the built-in rules", lambda: hostile.crashing_rules(small)
    taped = _stage(folder / "taped", replace(small.scale, articles=_CASSETTE, kills=_HARD_KILLS))
    played = recordings.undisturbed(taped)
    yield f"{_CASSETTE} articles recorded, {_HARD_KILLS} kills", lambda: recordings.killed(taped, played)
    yield "two recorders, one cassette", lambda: recordings.both(taped, played)


def _stage(folder: Path, scale: Scale) -> Stage:
    folder.mkdir()
    return Stage(folder, scale)


def _show(name: str, found: list[Promise]) -> int:
    print(f"\n{name}")
    for promise in found:
        print(f"  {'held  ' if promise.held else 'BROKEN'}  {promise.says}: {promise.seen}")
    sys.stdout.flush()
    return sum(not promise.held for promise in found)


if __name__ == "__main__":
    sys.exit(main())
