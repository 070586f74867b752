"""`Limited`: a numeral with its unit, its bound and the interval that they allow."""

from dataclasses import dataclass

from ...bounds import WordedBound
from ..number import Kind
from .units import Measured


@dataclass(frozen=True, slots=True)
class Limited:
    """A number with its final span and interval; offsets are the text's own."""

    start: int
    end: int
    kind: Kind
    low: float
    high: float
    unit: str | None
    bound: WordedBound
    value: float | None


def make_limited(item: Measured, start: int, end: int, bound: WordedBound, low: float, high: float) -> Limited:
    """Make a number of a numeral, with its span, bound and interval."""
    return Limited(start, end, item.kind, low, high, item.unit, bound, item.atom.low if bound != "between" else low)
