"""From numerals to numbers: what bounds each on either side, and which two are one range."""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...bounds import WordedBound
from ..intervals import interval
from ..number import Number
from .measures import BELOW_ZERO, NEAR, Measured, find_sign, negate
from .patterns import Patterns
from .ranges import DASHES, is_framed, joins_range, read_range

_FAR: Final = 90  # characters before a number in which the verb of its change stands
_COMMA: Final = re.compile("[,،]")
_SENTENCE_END: Final = re.compile(r"[.!?]\s")


def _share_sign(text: str, low: Measured, high: Measured, patterns: Patterns, done: int) -> tuple[Measured, Measured]:
    """Return two numerals of degrees as those below zero that they are: "from minus 5 to minus 8", "minus 18-20"."""
    sign = find_sign(text[max(done, low.start - NEAR) : low.start], patterns)
    gap = text[low.behind : high.start]
    if not sign or low.numeral.style != "exact" or (high.numeral.low > 0 and gap.strip() not in DASHES):
        return low, high
    below = replace(low, start=low.start - sign, numeral=negate(low.numeral))
    return below, high if high.numeral.low < 0 else replace(high, numeral=negate(high.numeral))


def read_limits(text: str, measured: Sequence[Measured], patterns: Patterns) -> Iterator[Number]:
    """Yield the numbers of a text, each with its bound; two that are a range are one."""
    at, done = 0, 0
    while at < len(measured):
        item = measured[at]
        following = measured[at + 1] if at + 1 < len(measured) else None
        if following and following.unit in BELOW_ZERO and item.unit is None:
            item, following = _share_sign(text, item, following, patterns, done)
        pair = read_range(text, item, following, patterns, done) if following else None
        if following and pair is None:
            item = _share_scale(text, item, following, patterns)
        number = pair or _read_single(text, item, patterns, done, following.start if following else len(text))
        yield number
        done = number.end
        at += 2 if pair else 1


def _share_scale(text: str, low: Measured, high: Measured, patterns: Patterns) -> Measured:
    """Give a number the scale and unit of the one that it changed to: "rose from 5 to 7 billion"."""
    first, second = low.numeral, high.numeral
    alike = first.scale == 1 and {first.style, second.style} == {"exact"} and low.unit is None
    alike = alike and low.behind == first.tail  # with a counter of its own it has all its scales too
    if not alike or not first.in_digits or not joins_range(text, low, high, patterns):
        return low
    if second.scale != 1 and not is_framed(text, low, high, patterns):
        return low  # "five and three thousand"
    value = first.low * second.scale
    return replace(low, numeral=replace(first, low=value, high=value), kind=high.kind, unit=high.unit)


def _tells_of_change(text: str, at: int, behind: int, patterns: Patterns) -> bool:
    """Return whether a verb of change stands shortly before an offset in its sentence, or behind: "rose from 5 to"."""
    if patterns.apart.risen.match(text, behind):
        return True
    found = [match.end() for match in patterns.changes.finditer(text, max(0, at - _FAR), at)]
    return bool(found) and _SENTENCE_END.search(text, found[-1], at) is None


def _read_single(text: str, item: Measured, patterns: Patterns, done: int, until: int) -> Number:
    numeral, start, end = item.numeral, item.start, item.end
    if numeral.style == "unread":
        return Number(numeral.start, numeral.end, "", "unread")
    bound, start, end = _find_bound(text, item, patterns, done, until)
    if numeral.style == "vague" and bound != "exactly" and text[numeral.start : numeral.end] in patterns.genitives:
        numeral = replace(numeral, style="exact", low=numeral.scale, high=numeral.scale)  # "более тысячи"
    if numeral.style == "vague":
        low = 0.0 if bound in ("less_than", "at_most") else numeral.low
        high = math.inf if bound in ("more_than", "at_least", "just_over") else numeral.high
        return Number(start, end, "", item.kind, low, high, item.unit, "vague", None)
    if numeral.style == "span":
        return _read_span(item, bound, start, end)
    if numeral.style == "about" and bound == "exactly":
        bound = "about"
    if numeral.low < 0 and bound in ("at_most", "at_least", "more_than", "less_than"):
        return Number(start, end, "", "unread")  # "down to -15": which side is meant is not certain
    return Number(start, end, "", item.kind, *interval(numeral.low, bound), item.unit, bound, numeral.low)


def _read_span(item: Measured, bound: WordedBound, start: int, end: int) -> Number:
    """Read a word for any number between two: "in their forties" ends at 49, "over forty" begins at 40."""
    low, high = item.numeral.low, item.numeral.high
    if bound in ("exactly", "about"):
        return Number(start, end, "", item.kind, low, high, item.unit, "between", low)
    value = high if bound == "at_most" else low
    return Number(start, end, "", item.kind, *interval(value, bound), item.unit, bound, value)


def _find_before(text: str, start: int, patterns: Patterns, done: int) -> re.Match[str] | None:
    """Find a bound before a number; "~" is none between two: "A~13"."""
    before = patterns.bound_before.search(text, max(done, start - NEAR), start)
    between = before and before["bound"] in DASHES and text[before.start() - 1 : before.start()].isalnum()
    return None if between else before


def _find_behind(text: str, item: Measured, patterns: Patterns, until: int) -> re.Match[str] | None:
    """Find a bound behind a number and its counter, behind its unit alone, or behind an ending that is one itself."""
    places = [item.behind]
    places += [item.end] if item.behind != item.end else []
    places += [item.numeral.end] if item.numeral.tail != item.numeral.end and item.unit is None else []
    found = (patterns.bound_behind.match(text, place) for place in places)
    behind = next((match for match in found if match and match.end() <= until), None)
    return None if behind and _bounds_next(text, behind, until) else behind


def _find_bound(text: str, item: Measured, patterns: Patterns, done: int, until: int) -> tuple[WordedBound, int, int]:
    """Find what bounds a number, before it, behind it, or behind its noun, and the span that takes it in."""
    start, end = item.start, item.end
    before = _find_before(text, start, patterns, done)
    bound: WordedBound = patterns.before[before["bound"]] if before else "exactly"
    joins = before is not None and patterns.frame_ends.fullmatch(before["bound"]) is not None
    if before and joins and bound == "at_most" and _tells_of_change(text, before.start(), item.behind, patterns):
        bound = "exactly"  # "rose to 15", where "to" may also be "up to"
    if before and bound != "exactly":
        start = before.start()
    elif bound == "exactly":
        bound, start = patterns.apart.find(text, item.start, item.behind, done) or (bound, start)
    if item.numeral.inside and bound == "exactly":
        bound = item.numeral.inside
    behind = _find_behind(text, item, patterns, until)
    if behind and item.unit and (behind["bound"] or "") in patterns.behind_unit:
        return patterns.behind_unit[behind["bound"]], start, behind.end()
    if behind and bound in ("exactly", "about"):
        return patterns.behind[behind["bound"] or behind["apart"]], start, behind.end()
    if bound == "exactly" and (far := patterns.bound_behind_noun.match(text, item.behind, until)):
        following = patterns.bound_before.search(text, item.behind, until) if until < len(text) else None
        if following is None or following.start("bound") >= far.end("bound"):  # "tre morti e almeno 20 feriti"
            bound = patterns.behind_noun[far["bound"]]
            end = far.end() if _COMMA.search(far[0]) else end  # "70 personas, si no más,"
    elif bound == "exactly" and (more := patterns.apart.if_more.match(text, item.behind, until)):
        bound, end = "at_least", more.end()
    return bound, start, end


def _bounds_next(text: str, behind: re.Match[str], until: int) -> bool:
    """Return whether a bound behind a comma stands right before the next number: "five hours, nearly two hundred"."""
    return behind["apart"] is not None and until < len(text) and not text[behind.end() : until].strip()


def restore(number: Number, text: str, offsets: Sequence[int]) -> Number:
    """Return a number with the offsets and words of the text itself."""
    start, end = (
        offsets[number.start],
        offsets[number.end - 1] + 1 if number.end > number.start else offsets[number.end],
    )
    while end > start and end < len(text) and unicodedata.category(text[end]) == "Mn" and end < offsets[number.end]:
        end += 1  # a sign of the last letter, which folding left out: the point of Hindi "करोड़"
    return replace(number, start=start, end=end, text=text[start:end])
