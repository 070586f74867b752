"""Two numerals that are one range: "12-15", "from 12 to more than 15", "cztery, pięć"."""

from dataclasses import replace
from typing import Final

from ...bounds import WordedBound
from ..number import Number
from .measures import NEAR, Measured
from .patterns import Patterns

DASHES: Final = "-–—~"
_COMMAS: Final = (",", "、", "،")
_GUESSED: Final = 10
# How many of a unit of time are one of the next.
_TIMES: Final = {
    ("second", "minute"): 60,
    ("minute", "hour"): 60,
    ("hour", "day"): 24,
    ("day", "week"): 7,
    ("month", "year"): 12,
}
_CHANGE: Final = 60  # characters before a number in which a verb of change stands


def read_range(text: str, low: Measured, high: Measured, patterns: Patterns, done: int) -> Number | None:
    """Read two neighbours as a range: "12-15", "from 12 to more than 15"; None if they are none."""
    gap = text[low.behind : high.start]
    if low.unit is None and low.numeral.tail > low.numeral.end:  # an ending that is a word of ranges: "तीनदेखि चार"
        whole = text[low.numeral.end : high.start]
        gap = whole if patterns.range_join.fullmatch(whole) else gap
    if low.kind == "age" and low.unit and high.unit is None and high.kind == "quantity":
        if low.behind != low.numeral.tail and gap.strip() not in DASHES:
            return None
        high = replace(high, kind="age", unit=low.unit)  # a word before both: "aged 18 to 25"
    if repeated := _find_repeat(text, low, high, gap):
        return repeated
    frame = _find_frame(text, low, high, gap, patterns, done)
    changed = max(done, low.start - _CHANGE)
    if frame and frame[0] < low.start and patterns.changes.search(text, changed, low.start):
        return None
    if (
        frame
        and high.kind == "quantity"
        and high.unit is None
        and patterns.apart.changed.search(text, changed, low.start)
    ):
        return None
    if frame is None and not _is_joined(text, low, high, gap, patterns, changed):
        return None
    worded = any(character.isalpha() for character in gap)  # a dash or a comma tells of no change
    if worded and patterns.apart.risen.match(text, high.behind):
        return None  # "12人から15人に増えた"
    if _is_said_twice(low, high, gap):
        value = high.numeral.low
        return Number(low.start, high.end, "", high.kind, value, value, high.unit, "exactly", value)
    start, end = frame or (low.start, high.end)
    lead = None if frame else patterns.bound_before.search(text, max(done, low.start - NEAR), low.start)
    low, high = _share_unit(low, high)
    ends = _ends_of(low, high)
    if ends is None:
        return None
    kind, unit = (high.kind, high.unit) if high.unit and low.kind != "age" else (low.kind, low.unit)
    vague = "vague" in (low.numeral.style, high.numeral.style)
    bound: WordedBound = "vague" if vague else "between"
    return Number(lead.start() if lead else start, end, "", kind, *ends, unit, bound, None if vague else ends[0])


def _find_repeat(text: str, low: Measured, high: Measured, gap: str) -> Number | None:
    """Read a number that is told again in brackets: "8 (delapan) orang"."""
    closed = text.startswith((")", "）"), high.end)
    alike = low.numeral.style == high.numeral.style == "exact" and low.numeral.low == high.numeral.low
    if gap.strip() not in ("(", "（") or not closed or not alike:
        return None
    kind, unit = (high.kind, high.unit) if low.unit is None else (low.kind, low.unit)
    value = low.numeral.low
    return Number(low.start, high.end + 1, "", kind, value, value, unit, "exactly", value)


def _find_frame(
    text: str, low: Measured, high: Measured, gap: str, patterns: Patterns, done: int
) -> tuple[int, int] | None:
    """Find words that stand before, between and behind two numbers of a range, and return the span of all."""
    bounded = patterns.bound_before.search(gap) if len(gap) > 1 else None
    for first, between, last in patterns.frames:
        opening = first.search(text, max(done, low.start - NEAR), low.start)
        joined = between.fullmatch(gap) or (bounded and between.fullmatch(gap[: bounded.start()] + " "))
        closing = last.match(text, high.behind)
        if opening and joined and closing:
            end = closing.end() if closing.end() > high.behind else high.end
            return min(opening.start(), low.start), max(high.end, end)
    return None


def _is_joined(text: str, low: Measured, high: Measured, gap: str, patterns: Patterns, changed: int) -> bool:
    """Return whether what stands between two numbers makes a range of them; `changed` is where a change may be told."""
    bounded = patterns.bound_before.search(gap) if len(gap) > 1 else None
    if not (
        _is_guess(low, high, gap, patterns)
        or _joins_counters(text, low, high, gap, patterns)
        or patterns.range_join.fullmatch(gap)
        or (bounded and patterns.range_join.fullmatch(gap[: bounded.start()]))
        or _joins_bounded(gap, patterns)
    ):
        return False
    if not patterns.spaces and patterns.changed.search(text, changed, low.start):
        return False  # "上涨2.3美元至85.6美元"
    scored = bool(gap.strip()) and gap.strip() in DASHES and low.unit is None and high.unit is None
    return not (scored and low.numeral.low >= high.numeral.low)


def _is_guess(low: Measured, high: Measured, gap: str, patterns: Patterns) -> bool:
    """Return whether two neighbours below ten with a comma are a guess: "cztery, pięć godzin", "5、6体"."""
    first, second = low.numeral, high.numeral
    words = not patterns.spaces or not (first.in_digits or second.in_digits)
    plain = low.unit in (None, high.unit) and low.behind == first.tail and low.kind != "age"
    return gap.strip() in _COMMAS and words and plain and second.low == first.low + 1 < _GUESSED


def _joins_bounded(gap: str, patterns: Patterns) -> bool:
    """Return whether a word of ranges and then a bound stand between two numbers: "60 tot meer dan 80"."""
    join = patterns.range_join.match(gap)
    bound = patterns.bound_before.match(gap, join.end()) if join and join.end() else None
    return bound is not None and patterns.before[bound["bound"]] in ("more_than", "at_least", "about", "nearly")


def _joins_counters(text: str, low: Measured, high: Measured, gap: str, patterns: Patterns) -> bool:
    """Return whether a word joins two numbers with one counter: "60人から70人"; between two counters it is another."""
    counters = text[low.numeral.tail : low.behind], text[high.numeral.tail : high.behind]
    alike = counters[0] in ("", counters[1]) or (low.unit, high.unit) in _TIMES
    return patterns.counted_join.fullmatch(gap) is not None and bool(counters[1]) and alike


def _is_said_twice(low: Measured, high: Measured, gap: str) -> bool:
    """Return whether a number is doubled, as Hindi says "each": "पांच-पांच लाख"."""
    first, second = low.numeral, high.numeral
    return gap.strip() == "-" and {first.style, second.style} == {"exact"} and first.low * second.scale == second.low


def joins_range(text: str, low: Measured, high: Measured, patterns: Patterns) -> bool:
    """Return whether a word of ranges stands between two numerals."""
    gap = text[low.behind : high.start]
    return any(pattern.fullmatch(gap) for pattern in (patterns.range_join, *(frame[1] for frame in patterns.frames)))


def is_framed(text: str, low: Measured, high: Measured, patterns: Patterns) -> bool:
    """Return whether all words of a range stand around two numerals: "between 5 and 7", not "5 and 7"."""
    gap = text[low.behind : high.start]
    return patterns.range_join.fullmatch(gap) is not None or any(
        between.fullmatch(gap)
        and first.search(text, max(0, low.start - NEAR), low.start)
        and last.match(text, high.behind)
        for first, between, last in patterns.frames
    )


def _share_unit(low: Measured, high: Measured) -> tuple[Measured, Measured]:
    """Return two lengths of time in one unit, if the second is the larger: "6개월에서 1년", "6カ月から4歳"."""
    many = _TIMES.get((low.unit or "", high.unit or ""))
    if many is None or low.kind == "age":
        return low, high
    if high.kind == "age":
        first = replace(low.numeral, low=low.numeral.low / many, high=low.numeral.high / many)
        return replace(low, numeral=first, kind="age", unit=high.unit), high
    last = replace(high.numeral, low=high.numeral.low * many, high=high.numeral.high * many)
    return low, replace(high, numeral=last, unit=low.unit)


def _ends_of(low: Measured, high: Measured) -> tuple[float, float] | None:
    """Return the ends of a range, the first with the scale of the second: "2-3 million"."""
    first, second = low.numeral, high.numeral
    before = high.unit is None and low.start < low.numeral.start  # "Rp 10-12 miliar", "Yüzde 60-70"
    alike = low.unit in (None, high.unit) or before
    if "unread" in (first.style, second.style) or not alike:
        return None
    if (first.style == "vague") != (second.style == "vague"):
        return None
    value, end = first.low, second.high
    if value < 0 and end < 0:
        return (min(value, end), max(value, end))
    bare = low.behind == first.tail or low.unit is not None
    if bare and first.scale == 1 < second.scale != second.low and value < second.scale:  # not "fifty to a hundred"
        value *= second.scale
    return (value, end) if value < end else None
