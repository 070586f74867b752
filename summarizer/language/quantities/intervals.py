"""From a value and how it is limited to the interval that the words allow."""

import math

from ..bounds import WordedBound

# "about 25" and "about 200" say how far they were rounded: to 5 and to 100. The true count lies
# within half of that; but nobody says "about 1,230" for 1,300, nor "about 100" for 151.
_LEAST_SHARE, _MOST_SHARE = 0.05, 0.25


def rounding(value: float) -> float:
    """Return half the unit that a round number was rounded to: 25 → 2.5, 200 → 50, 1500 → 250.

    Kept between 5 % and 25 % of the value; a whole number under 20 is off by 1 at least.
    """
    size = abs(value)
    if size == 0 or not math.isfinite(size):
        return 0.0
    unit = 10.0 ** math.floor(math.log10(size))
    while unit > 1e-6 and not _divides(unit, size):
        unit /= 2 if _divides(unit / 2, size) else 10
    half = min(max(unit / 2, _LEAST_SHARE * size), _MOST_SHARE * size)
    return max(half, 1.0) if 4 <= size < 20 and float(size).is_integer() else half


def _divides(unit: float, size: float) -> bool:
    return abs(size / unit - round(size / unit)) < 1e-9


def interval(value: float, bound: WordedBound, upper: float | None = None) -> tuple[float, float]:
    """Return the lowest and the highest number that the words allow; an end may be infinite.

    A count has no end below 0; a negative value (a temperature) has.
    """
    floor = 0.0 if value >= 0 else -math.inf
    match bound:
        case "at_least" | "more_than":
            return value, math.inf
        case "at_most" | "less_than":
            return floor, value
        case "about":
            return value - rounding(value), value + rounding(value)
        case "nearly":
            return value - 2 * rounding(value), value
        case "just_over":
            return value, value + 2 * rounding(value)
        case "between" if upper is not None:
            return value, upper
        case _:
            return value, value
