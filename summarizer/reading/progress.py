"""Progress of a run: a callback for each outcome, and one for the stages behind the reading."""

from collections.abc import Callable
from typing import Literal, Protocol, runtime_checkable

from .outcome import Outcome

Progress = Callable[[Outcome], None]  # is called with the outcome of each article
Stage = Literal["linking", "adjudicating", "checking"]
At = Callable[[Stage, int, int], None]  # is called with the stage, how much of it is done, and its total


@runtime_checkable
class Staged(Protocol):
    """A progress that also follows the stages behind the reading."""

    def at(self, stage: Stage, done: int, total: int) -> None:
        """Report how many of all event reports are linked, questions asked, or incidents checked."""
        ...


def stage_callback(progress: object) -> At:
    """Return the callback for stages of a progress; one that does nothing if it has none."""
    return progress.at if isinstance(progress, Staged) else lambda *_: None
