"""Limits of a number, over the shadow text: each numeral, alone or joined with a neighbour, with what bounds it."""

import math
import re
from collections.abc import Iterator

from ...bounds import WordedBound
from ..intervals import interval
from .limit_patterns import LimitPatterns, limit_patterns, words_of
from .limited import Limited, make_limited
from .masking import NUMERAL, Shadow
from .pairs import read_pair
from .unit_words import DURATIONS
from .units import Measured

# The longest words that bound a number ("slightly less than") have under half as many characters.
_LEAD = 48


def read_limits(shadow: Shadow, numerals: list[Measured]) -> Iterator[Limited]:
    """Yield every numeral, alone or joined with a neighbour, with what limits it."""
    patterns = limit_patterns()
    at = 0
    for numeral in shadow.numerals:
        if numeral < at:
            continue  # joined with the one before
        match = patterns.every.search(shadow.text, max(at, numeral - _LEAD))
        if match is None:
            break
        number = read_pair(shadow, numerals, match, patterns)
        if number is None:  # no pair: read the first alone, then go on
            first = match.start() + match[0].index(NUMERAL)
            single = patterns.every.search(shadow.text, match.start(), first + 1)
            assert single is not None  # noqa: S101  # a numeral always matches alone
            match = single if match["single"] is None else match
            number = _read_single(shadow, numerals, match, patterns)
        yield number
        at = match.end()


def _read_single(shadow: Shadow, numerals: list[Measured], match: re.Match[str], patterns: LimitPatterns) -> Limited:
    item = numerals[shadow.numeral_at(match.start() + match[0].index(NUMERAL))]
    start, end = item.start, item.end
    bound: WordedBound = "exactly"
    lead, trail, far = (words_of(match, name) for name in ("lead", "trail", "far"))
    if far and not (lead or trail):
        bound = patterns.far[far]
    elif trail:
        bound, end = patterns.after[trail], shadow.to_offset(match.end() - 1) + 1
    elif lead and not (_is_time_span(shadow, match, item, patterns) or _is_spatial(shadow, match, item, patterns)):
        bound, start = patterns.before[lead], shadow.to_offset(match.start())
    if item.atom.style == "vague":
        return _read_vague(item, start, end, bound)
    if item.atom.style in ("ordinal", "zero"):
        return make_limited(item, item.start, item.end, "exactly", item.atom.low, item.atom.high)
    if item.atom.style == "ambiguous" and (item.unit is None or item.kind == "money"):
        return Limited(item.start, item.end, "unread", math.nan, math.nan, None, "exactly", None)
    if item.atom.style == "odd" and bound == "exactly":
        bound = "about"
    low, high = interval(item.atom.low, bound)
    return make_limited(item, start, end, bound, low, high)


def _is_time_span(shadow: Shadow, match: re.Match[str], item: Measured, patterns: LimitPatterns) -> bool:
    """Return whether it says when ("over two days"), not how long at least ("for over two days")."""
    if item.dimension != DURATIONS or words_of(match, "lead") not in patterns.duration_words:
        return False
    return not patterns.bounded_after.search(shadow.text, max(0, match.start() - 20), match.start())


def _is_spatial(shadow: Shadow, match: re.Match[str], item: Measured, patterns: LimitPatterns) -> bool:
    """Return whether it says where: "over six states", "under 12-foot drifts"."""
    if words_of(match, "lead") not in patterns.spatial_words:
        return False
    hyphenated = item.end > item.atom.end and shadow.is_hyphenated(item.atom.end)
    return hyphenated or bool(patterns.place_after.match(shadow.text, match.end()))


def _read_vague(item: Measured, start: int, end: int, bound: WordedBound) -> Limited:
    """Read a vague count; a bound opens the end that it speaks of."""
    low, high = item.atom.low, item.atom.high
    if bound in ("more_than", "at_least", "just_over"):
        high = float("inf")
    elif bound in ("less_than", "at_most"):
        low = 0.0
    return Limited(start, end, item.kind, low, high, item.unit, "vague", None)
