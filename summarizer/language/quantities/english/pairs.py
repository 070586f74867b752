"""Two numerals that are one number: ranges, shares, margins, and what is said twice."""

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ..intervals import interval
from .limit_patterns import LimitPatterns, limit_patterns, words_of
from .limited import Limited, make_limited
from .masking import NUMERAL, Shadow
from .units import Measured, share_unit

_THOUSAND = 1000
_ONE_OR = (2, 3)
_WITH_NOUNS = ("per", "to every", "for every", "to each")  # "one nurse to every 140 patients"
_APART = 100_000  # "between 2 and 300,000" may leave out the thousands of the first
_OPEN = ("between", "spans")
_FORMS = ("framed", "margin", "neither", "both", "repeat", "between", "spans", "ratio", "change", "list", "range")


@dataclass(frozen=True)
class _Neighbours:
    """Two neighbouring numerals, the first with the unit of the second, and the span of both.

    `low_shared` says that the first has no unit of its own.
    """

    low: Measured
    high: Measured
    start: int
    end: int
    low_shared: bool


def read_pair(
    shadow: Shadow, numerals: list[Measured], match: re.Match[str], patterns: LimitPatterns
) -> Limited | None:
    """Read a pair as one number; None if these two are no pair, or the match is a single numeral."""
    form = next((name for name in _FORMS if match[name]), None)
    if form is None:
        return None
    first = shadow.numeral_at(match.start() + match[0].index(NUMERAL))
    low, high = numerals[first], numerals[first + match[0].count(NUMERAL) - 1]
    last = match.start() + match[0].rindex(NUMERAL)
    end = high.end if last == match.end() - 1 else shadow.to_offset(match.end() - 1) + 1
    shared = low if form == "ratio" else share_unit(low, high)
    pair = _Neighbours(shared, high, shadow.to_offset(match.start()), end, low.unit is None)
    if not _may_join(low, high):
        return None
    match form:
        case "repeat":
            return _read_repeat(pair, match, patterns)
        case "margin":
            middle, margin = pair.low.atom.low, high.atom.low
            return make_limited(pair.low, pair.start, end, "between", middle - margin, middle + margin)
        case "ratio":
            return _read_ratio(pair, match, patterns)
        case "list":
            steps = [numerals[at].atom.low for at in range(first, first + match[0].count(NUMERAL))]
            return _read_range(pair, form) if all(b == a + 1 for a, b in pairwise(steps)) else None
        case "range":
            return _read_joined(shadow, pair, match, patterns)
        case "between" | "both" | "neither" | "spans" | "framed":
            is_open = form in _OPEN and patterns.open_end.search(match[0], match[0].index(NUMERAL) + 1)
            return _read_open_range(pair) if is_open else _read_range(pair, form)
        case _:
            if low.unit is None and high.kind in ("percent", "money"):
                numerals[first] = replace(pair.low, start=low.start, end=low.end)  # "from 30 to 55 percent"
            return None


def _read_joined(shadow: Shadow, pair: _Neighbours, match: re.Match[str], patterns: LimitPatterns) -> Limited | None:
    """Read two numbers with a word or a sign between them: a range, or odds ("a 10-to-1 majority")."""
    low, high = pair.low.atom.low, pair.high.atom.low
    to = " to " in match[0]
    unitless = pair.low_shared and not pair.high.unit
    if low > high > 0 and ("-to-" in match[0] or (to and high == 1 and unitless)):
        times = replace(pair.low, unit="share", atom=replace(pair.low.atom, low=low / high))
        return make_limited(times, pair.start, pair.end, "exactly", low / high, low / high)
    steps = to and patterns.steps.search(shadow.text, max(0, match.start() - 6), match.start())
    if steps and not (pair.high.unit and pair.low_shared):  # but "up by 8 to 12 per cent"
        return None
    return _read_range(pair, "range")


def _read_open_range(pair: _Neighbours) -> Limited:
    """Read a range whose end is open too: "between 14 and over 30"."""
    return make_limited(pair.low, pair.start, pair.end, "at_least", pair.low.atom.low, math.inf)


def _read_range(pair: _Neighbours, form: str) -> Limited | None:
    low, high = pair.low.atom, pair.high.atom
    if pair.high.unit not in (None, pair.low.unit):
        return None
    if (low.style == "vague") != (high.style == "vague"):
        return None
    if pair.low.kind == "percent" and pair.high.unit is None and not pair.low_shared:
        return None  # "slid 2.1 percent to 41.3"
    if not pair.low_shared and pair.low.share != pair.high.share:
        return None  # "rise 20p to £2.90"
    if pair.low.unit == "share" and pair.high.unit is None:
        return None  # "rose threefold to 383"
    if low.style == high.style == "vague":
        ends = (low.low, high.high) if low.low < high.low else (high.low, low.high)
        return Limited(pair.start, pair.end, pair.low.kind, *ends, pair.low.unit, "vague", None)
    if high.low >= _THOUSAND * low.low and high.low % _THOUSAND == 0 and form == "range" and low.low >= 1:
        low = replace(low, low=low.low * _THOUSAND, high=low.high * _THOUSAND)  # "5-6,000"
    if low.scale > 1 and low.low == low.scale and high.low in _ONE_OR and high.scale == 1 and form == "range":
        high = replace(high, low=high.low * low.scale, high=high.high * low.scale)  # "a thousand or two"
    if high.low >= _APART * max(low.low, 1) and form == "between":
        return Limited(pair.start, pair.end, "unread", math.nan, math.nan, None, "exactly", None)
    if low.low >= high.low:
        if form not in ("framed", "both") and (form not in ("between", "spans", "range") or low.low >= 0):
            return None  # "52-48" is a score; only below zero does news count down: "between minus 40 and minus 45"
        low, high = high, low
    return make_limited(pair.low, pair.start, pair.end, "between", low.low, high.high)


def _read_repeat(pair: _Neighbours, match: re.Match[str], patterns: LimitPatterns) -> Limited | None:
    """Read a number that is said twice: "at least seventeen (17)"."""
    low, high = pair.low.atom, pair.high.atom
    if (low.low, low.high) != (high.low, high.high):
        return None
    bound = patterns.before[words_of(match, "said")] if match["said"] else "exactly"
    unit = pair.low if pair.low.unit else replace(pair.low, kind=pair.high.kind, unit=pair.high.unit)
    return make_limited(unit, pair.start, pair.end, bound, *interval(low.low, bound))


def _read_ratio(pair: _Neighbours, match: re.Match[str], patterns: LimitPatterns) -> Limited | None:
    """Read a share: "one in five", "fewer than one in ten", "one flight in five"; not "12 in 3 attacks"."""
    low, high = pair.low.atom.low, pair.high.atom.low
    every = "every" in words_of(match, "by")  # "nine of every ten litres"
    if (
        pair.low.unit
        or (pair.high.unit and not every)
        or not 0 < low <= high
        or (match["one_of"] and not _is_share_of_one(low, match))
    ):
        return None
    if words_of(match, "by") in patterns.round_joins and high not in patterns.round and not match["one_of"]:
        return None
    bound = patterns.before[words_of(match, "share")] if match["share"] else "exactly"
    ends = interval(low / high, bound)
    share = replace(pair.low, unit="share", atom=replace(pair.low.atom, low=low / high))
    return make_limited(share, pair.start, pair.end, bound, *ends)


def _is_share_of_one(low: float, match: re.Match[str]) -> bool:
    """Return whether "one flight in five" is a share: "one goal in seven games" is not."""
    per = words_of(match, "by") in _WITH_NOUNS
    return low == 1 and (per or not limit_patterns().plural_after.match(match.string, match.end()))


def _may_join(low: Measured, high: Measured) -> bool:
    styles = {low.atom.style, high.atom.style}
    return styles.isdisjoint(("ordinal", "zero", "ambiguous"))
