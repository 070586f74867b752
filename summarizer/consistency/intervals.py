"""Intervals of figures: whether they share a number, and how far they lie apart."""

import math
from collections.abc import Sequence
from typing import Final

from ..records.events import ReportedFigure

# The tolls of large disasters were raised by less than threefold from one report to the next (Beirut in 2020: 10, 25,
# 50, 63, 78, 100; Kahramanmaras in 2023: 76, 118, 237, 284, 568); small ones by some few at once, whatever the ratio.
_NEAR_RATIO: Final = 3.0
_NEAR_COUNT: Final = 10.0
_COUNTED_ONE_BY_ONE: Final = 10.0


def overlaps(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether two intervals share a number; "more than 70" and 70 do not."""
    low = max(b.lowest, a.lowest)
    high = min(b.highest, a.highest)
    if low != high:
        return low < high
    for figure in (a, b):
        if figure.bound == "more_than" and figure.lowest == low:
            return False
        if figure.bound == "less_than" and figure.highest == high:
            return False
    return True


def fits_in(part: ReportedFigure, whole: ReportedFigure) -> bool:
    """Test whether a part can be no larger than its whole."""
    return part.lowest < whole.highest or (
        part.lowest == whole.highest and part.bound != "more_than" and whole.bound != "less_than"
    )


def are_exact(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether both intervals are a single number."""
    return a.lowest == a.highest and b.lowest == b.highest


def is_near(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether one count may have become the other from one report to the next, by two sources."""
    return _are_near(min(a.highest, b.highest), max(a.lowest, b.lowest))


def are_far_apart(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether ranges that meet are unlikely to mean one number: "at least 5" beside 80."""
    if a.value is None or b.value is None:
        return False
    return not _are_near(*sorted((a.value, b.value)))


def may_be_more(vague: ReportedFigure, other: ReportedFigure) -> bool:
    """Test whether "several" or "a few" may mean a higher number: its upper end is a convention.

    Of larger words it is not: who says "dozens" does not mean hundreds.
    """
    if not vague.words or vague.value is not None or vague.highest >= _COUNTED_ONE_BY_ONE:
        return False
    return vague.highest < other.lowest and _are_near(vague.highest, other.lowest)


def _are_near(lower: float, upper: float) -> bool:
    return upper <= max(_NEAR_RATIO * lower, lower + _NEAR_COUNT)


def keep_tightest(figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Leave out figures whose range holds a tighter one: beside 83, "more than 80" adds nothing."""
    ranges = {(figure.lowest, figure.highest) for figure in figures}
    if len(ranges) < 2:
        return list(figures)
    kept: set[tuple[float, float]] = set()
    least = math.inf  # the lowest upper end of the ranges that begin no lower
    for low, high in sorted(ranges, key=lambda ends: (-ends[0], ends[1])):
        if not kept or high < least:
            kept.add((low, high))
            least = high
    return [figure for figure in figures if (figure.lowest, figure.highest) in kept]
