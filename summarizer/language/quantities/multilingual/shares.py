"""Shares: what part of a whole a text tells of, in two numbers, in one with its denominator, or in a word."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ...bounds import WordedBound
from ..intervals import interval
from ..number import Number
from .measures import NEAR, Measured
from .patterns import Patterns
from .tenths import TENTHS

# "One in five" is a share; "61 of the 84" tells of two counts.
_TIMES: Final = ("minute", "hour", "day", "week", "month", "year")
_WHOLES: Final = (*range(2, 11), 12, 15, 20, 50, 100, 1000, 10_000, 100_000)


def find_shares(text: str, measured: Sequence[Measured], patterns: Patterns) -> Iterator[tuple[Number, Sequence[int]]]:
    """Yield the shares that numerals tell of, with the places of these: "two of every five", "two thirds"."""
    taken: set[int] = set()
    for at, (one, other) in enumerate(pairwise(measured)):
        share = _read_pair(text, one, other, patterns) if at not in taken else None
        if share:
            taken |= {at, at + 1}
            yield share, (at, at + 1)
    for at, item in enumerate(measured):
        match = patterns.denominator.match(text, item.numeral.tail)
        if match and at not in taken and item.numeral.style == "exact" and item.unit != TENTHS:
            whole = patterns.denominators[match["whole"]]
            if item.numeral.low < whole:
                value, end = item.numeral.low / whole, match.end()
                part = _make_duration(text, item.start, end, value, patterns)
                share = part or _make_share(text, item.start, end, value, patterns)
                yield share, (at,)


def _read_pair(text: str, one: Measured, other: Measured, patterns: Patterns) -> Number | None:
    """Read two neighbours as a part and its whole; None if they are none."""
    if {one.numeral.style, other.numeral.style} != {"exact"}:
        return None
    between = text[one.numeral.tail : other.numeral.start]
    for pattern in patterns.share_patterns:
        before = pattern.before.search(text, max(0, one.numeral.start - NEAR), one.numeral.start)
        behind = pattern.behind.match(text, other.numeral.tail)
        if not (pattern.between.fullmatch(between) and before and behind):
            continue
        part, whole = (one, other) if pattern.part_first else (other, one)
        if pattern.part_first and (_is_bounded(text, whole, patterns) or _begins_range(text, whole, patterns)):
            continue  # "in two raids more than 20", "three men to terms of five to eight years"
        if pattern.is_one and part.numeral.low != 1:
            continue  # "beş kişiden üçü" are three of five
        if 0 < part.numeral.low < whole.numeral.low and whole.numeral.low in _WHOLES and whole.unit is None:
            value = part.numeral.low / whole.numeral.low
            return _make_share(text, before.start(), max(other.end, behind.end()), value, patterns)
    return None


def _begins_range(text: str, item: Measured, patterns: Patterns) -> bool:
    """Return whether a word of ranges and another numeral stand behind a number."""
    join = patterns.range_join.match(text, item.numeral.tail)
    return join is not None and join.end() > item.numeral.tail and patterns.atom.match(text, join.end()) is not None


def _is_bounded(text: str, item: Measured, patterns: Patterns) -> bool:
    """Return whether words that bound it stand right before a number."""
    before = patterns.bound_before.search(text, max(0, item.start - NEAR), item.start)
    return before is not None and patterns.before[before["bound"]] != "exactly"


def _make_share(text: str, start: int, end: int, value: float, patterns: Patterns) -> Number:
    before = patterns.bound_before.search(text, max(0, start - NEAR), start)
    bound: WordedBound = patterns.before[before["bound"]] if before else "exactly"
    start = before.start() if before and bound != "exactly" else start
    if behind := patterns.bound_behind.match(text, end):
        bound, end = patterns.behind[behind["bound"] or behind["apart"]], behind.end()
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Number(start, end, "", "quantity", *interval(value, bound), "share", bound, value)


def find_halves(text: str, mask: bytearray, patterns: Patterns) -> Iterator[Number]:
    """Yield shares in one word, "half"; of an hour, it is a duration; behind an ordinal ("the second half") none."""
    for match in patterns.share.finditer(text):
        start = match.start()
        if mask.find(1, start, match.end()) >= 0 or patterns.ordinal_before.search(text, max(0, start - NEAR), start):
            continue
        value = patterns.shares[match[0]]
        part = _make_duration(text, start, match.end(), value, patterns)
        yield part or _make_share(text, start, match.end(), value, patterns)


def _make_duration(text: str, start: int, end: int, value: float, patterns: Patterns) -> Number | None:
    """Return a part of an hour, a year or a percent as a number of these; None where no such unit follows."""
    behind = patterns.unit.match(text, end)
    word = patterns.unit_word.search(behind[0]) if behind else None
    unit = patterns.units[word[0]] if word else None
    if behind and unit == "percent":
        return Number(start, behind.end(), "", "percent", value, value, "%", "exactly", value)
    if behind and unit in _TIMES:
        return Number(start, behind.end(), "", "quantity", value, value, unit, "exactly", value)
    return None
