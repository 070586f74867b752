"""An event type of one's own with a fault in it: `--event benchmarks.soak.faultytype:Quarrel`.

Its first day is a date that can be read, kept and written, but not compared: the first that compares it is the linker.
"""

from datetime import date
from typing import Literal, NoReturn

from pydantic import field_validator

from summarizer import Event


class Incomparable(date):
    """A day that is neither before nor after another."""

    def _compare(self, other: object) -> NoReturn:
        raise ZeroDivisionError(f"{self} beside {other}")

    __lt__ = __le__ = __gt__ = __ge__ = _compare


class Quarrel(Event):
    """People quarrelled."""

    type: Literal["quarrel"]

    @field_validator("start")
    @classmethod
    def _be_incomparable(cls, day: date | None) -> date | None:
        return day and Incomparable(day.year, day.month, day.day)
