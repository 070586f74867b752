"""From numerals to numbers: their units, what bounds them on either side, ranges and shares."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...bounds import WordedBound
from ..intervals import interval
from ..number import Kind, Number
from .numerals import Numeral
from .patterns import Patterns

NEAR: Final = 56  # characters before a number in which its bound stands
_FAR: Final = 90  # characters before a number in which the verb of its change stands
_HALVED: Final = ("minute", "hour", "day", "week", "month", "year", "decade")
_COMMAS: Final = (",", "、", "،")
_GUESSED: Final = 10
_SENTENCE_END: Final = re.compile(r"[.!?]\s")
_CHANGE: Final = 60  # and a verb of change
_DASHES: Final = "-–—~"
_MOST_SCORED: Final = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """A numeral with its unit: `start` and `end` are of the span with the unit, a bound may stand from `behind` on.

    `minor` says that it was told in hundredths of its unit, as cents.
    """

    numeral: Numeral
    start: int
    end: int
    behind: int
    kind: Kind = "quantity"
    unit: str | None = None
    minor: bool = False


def measure(text: str, numeral: Numeral, patterns: Patterns) -> Measured:
    """Attach the unit, currency or percent sign beside a numeral."""
    start, tail = numeral.start, numeral.tail
    before = text[max(0, start - NEAR) : start]
    offset = start - len(before)
    if match := patterns.percent_before.search(before):
        return Measured(numeral, offset + match.start(), numeral.end, tail, "percent", "%")
    if match := patterns.age_behind.match(text, tail):
        return Measured(numeral, start, match.end(), match.end(), "age", "year")
    if match := patterns.age_before.search(before):
        return Measured(numeral, start, numeral.end, tail, "age", "year")
    match = patterns.unit.match(text, tail)
    if match and match[0].strip() in patterns.words_too and not patterns.of_or_end.match(text, match.end()):
        return Measured(replace(numeral, style="unread"), start, numeral.end, tail)  # "2514 ha travolto": "ha" is "has"
    if match:
        return _with_unit(numeral, match, before, patterns)
    currency = patterns.currency_before.search(before)
    if currency is None and numeral.style == "exact" and (match := patterns.minor_unit.match(text, tail)):
        numeral = replace(numeral, low=round(numeral.low / 100, 9), high=round(numeral.high / 100, 9))
        unit = patterns.minor[match["minor"]]
        return Measured(numeral, start, match.end(), match.end(), "money", unit, minor=True)
    if (match := patterns.currency.match(text, tail)) and currency is None:
        unit = patterns.money[re.sub(rf"^{patterns.of.pattern}\s*", "", match[0]).strip()]
        return Measured(numeral, start, match.end(), match.end(), "money", unit)
    if currency:
        end = match.end() if match else numeral.end  # "新台币30万元"
        unit = patterns.money_before[currency["money"]]
        return Measured(numeral, offset + currency.start(), end, max(end, tail), "money", unit)
    counter = patterns.counter.match(text, tail)
    return Measured(numeral, start, numeral.end, counter.end() if counter else tail)


def _with_unit(numeral: Numeral, match: re.Match[str], before: str, patterns: Patterns) -> Measured:
    found = patterns.unit_word.search(match[0])
    unit = patterns.units[found[0]] if found else ""
    half = patterns.half_behind.match(match.string, match.end())
    if half and unit in _HALVED and numeral.style == "exact":  # "due anni e mezzo"
        numeral = replace(numeral, low=numeral.low + 0.5, high=numeral.high + 0.5)
        return Measured(numeral, numeral.start, half.end(), half.end(), "quantity", unit)
    if unit == "percent":
        return Measured(numeral, numeral.start, match.end(), match.end(), "percent", "%")
    if unit == "points":
        return Measured(numeral, numeral.start, match.end(), match.end(), "quantity", "pp")
    if unit == "year" and patterns.person_before.search(before):
        return Measured(numeral, numeral.start, match.end(), match.end(), "age", "year")
    return Measured(numeral, numeral.start, match.end(), match.end(), "quantity", unit)


def read_limits(text: str, measured: Sequence[Measured], patterns: Patterns) -> Iterator[Number]:
    """Yield the numbers of a text, each with its bound; two that are a range are one."""
    at, done = 0, 0
    while at < len(measured):
        item = measured[at]
        following = measured[at + 1] if at + 1 < len(measured) else None
        pair = _read_range(text, item, following, patterns, done) if following else None
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
    if not alike or not first.in_digits or not joins_range(text, low, high, patterns):
        return low
    value = first.low * second.scale
    return replace(low, numeral=replace(first, low=value, high=value), kind=high.kind, unit=high.unit)


def _read_range(text: str, low: Measured, high: Measured, patterns: Patterns, done: int) -> Number | None:
    """Read two neighbours as a range: "12-15", "from 12 to more than 15"; None if they are none."""
    gap = text[low.behind : high.start]
    if low.kind == "age" and low.unit and high.unit is None and gap.strip() not in _DASHES:
        return None
    bounded = patterns.bound_before.search(gap) if len(gap) > 1 else None
    start = low.start
    frame = None
    for first, between, last in patterns.frames:
        opening = first.search(text, max(done, low.start - NEAR), low.start)
        joined = between.fullmatch(gap) or (bounded and between.fullmatch(gap[: bounded.start()] + " "))
        closing = last.match(text, high.behind)
        if opening and joined and closing:
            frame = (opening.start(), closing.end() if closing.end() > high.behind else high.end)
            break
    if frame is None and not (
        _is_guess(low, high, gap, patterns)
        or _joins_counters(text, low, high, gap, patterns)
        or patterns.range_join.fullmatch(gap)
        or (bounded and patterns.range_join.fullmatch(gap[: bounded.start()]))
        or _joins_bounded(gap, patterns)
    ):
        return None
    if (
        frame is None
        and not patterns.spaces
        and patterns.changed.search(text, max(done, low.start - _CHANGE), low.start)
    ):
        return None  # "上涨2.3美元至85.6美元"
    if frame and frame[0] < low.start and patterns.changes.search(text, max(done, low.start - _CHANGE), low.start):
        return None
    if (
        frame is None
        and gap.strip() in _DASHES
        and gap.strip()
        and low.unit is None
        and high.unit is None
        and _is_score(low, high)
    ):
        scored = low.numeral.low < _MOST_SCORED and gap in _DASHES and low.numeral.in_digits
        return Number(start, high.end, "", "designator") if scored else None
    if _is_said_twice(low, high, gap):
        return Number(
            start, high.end, "", high.kind, high.numeral.low, high.numeral.low, high.unit, "exactly", high.numeral.low
        )
    ends = _ends_of(low, high)
    if ends is None:
        return None
    end = high.end
    if frame:
        start, end = min(frame[0], start) if frame[0] < start else start, max(end, frame[1])
    elif lead := patterns.bound_before.search(text, max(done, low.start - NEAR), low.start):
        start = lead.start()
    kind, unit = (high.kind, high.unit) if high.unit and low.kind != "age" else (low.kind, low.unit)
    vague = "vague" in (low.numeral.style, high.numeral.style)
    return Number(start, end, "", kind, *ends, unit, "vague" if vague else "between", None if vague else ends[0])


def _is_guess(low: Measured, high: Measured, gap: str, patterns: Patterns) -> bool:
    """Return whether two neighbours below ten with a comma are a guess: "cztery, pięć godzin", "5、6体"."""
    first, second = low.numeral, high.numeral
    words = not patterns.spaces or not (first.in_digits or second.in_digits)
    return gap.strip() in _COMMAS and words and low.unit is None and second.low == first.low + 1 < _GUESSED


def _joins_bounded(gap: str, patterns: Patterns) -> bool:
    """Return whether a word of ranges and then a bound stand between two numbers: "60 tot meer dan 80"."""
    join = patterns.range_join.match(gap)
    bound = patterns.bound_before.match(gap, join.end()) if join and join.end() else None
    return bound is not None and patterns.before[bound["bound"]] in ("more_than", "at_least", "about", "nearly")


def _joins_counters(text: str, low: Measured, high: Measured, gap: str, patterns: Patterns) -> bool:
    """Return whether a word joins two numbers with one counter: "60人から70人"; between two counters it is another."""
    counters = text[low.numeral.tail : low.behind], text[high.numeral.tail : high.behind]
    return patterns.counted_join.fullmatch(gap) is not None and bool(counters[1]) and counters[0] in ("", counters[1])


def _is_said_twice(low: Measured, high: Measured, gap: str) -> bool:
    """Return whether a number is doubled, as Hindi says "each": "पांच-पांच लाख"."""
    first, second = low.numeral, high.numeral
    return gap.strip() == "-" and {first.style, second.style} == {"exact"} and first.low * second.scale == second.low


def joins_range(text: str, low: Measured, high: Measured, patterns: Patterns) -> bool:
    """Return whether a word of ranges stands between two numerals."""
    gap = text[low.behind : high.start]
    return any(pattern.fullmatch(gap) for pattern in (patterns.range_join, *(frame[1] for frame in patterns.frames)))


def _is_score(low: Measured, high: Measured) -> bool:
    return low.numeral.low >= high.numeral.low


def _ends_of(low: Measured, high: Measured) -> tuple[float, float] | None:
    """Return the ends of a range, the first with the scale of the second: "2-3 million"."""
    first, second = low.numeral, high.numeral
    before = high.unit is None and low.start < low.numeral.start  # "Rp 10-12 miliar", "Yüzde 60-70"
    alike = low.unit in (None, high.unit) or before
    if "unread" in (first.style, second.style) or not alike:
        return None
    if (first.style == "vague") != (second.style == "vague"):
        return None
    value = first.low
    if first.scale == 1 < second.scale != second.low and value < second.scale:  # no bare scale: "fifty to a hundred"
        value *= second.scale
    return (value, second.high) if value < second.high else None


def _follows_change(text: str, at: int, patterns: Patterns) -> bool:
    """Return whether a verb of change stands shortly before an offset in its sentence: "rose from 5 to"."""
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
    if numeral.style == "about" and bound == "exactly":
        bound = "about"
    return Number(start, end, "", item.kind, *interval(numeral.low, bound), item.unit, bound, numeral.low)


def _find_bound(text: str, item: Measured, patterns: Patterns, done: int, until: int) -> tuple[WordedBound, int, int]:
    """Find what bounds a number, before it, behind it, or behind its noun, and the span that takes it in."""
    start, end = item.start, item.end
    before = patterns.bound_before.search(text, max(done, start - NEAR), start)
    bound: WordedBound = patterns.before[before["bound"]] if before else "exactly"
    joins = before is not None and patterns.frame_ends.fullmatch(before["bound"]) is not None
    if before and joins and bound == "at_most" and _follows_change(text, before.start(), patterns):
        bound = "exactly"  # "rose to 15", where "to" may also be "up to"
    if before and bound != "exactly":
        start = before.start()
    if item.numeral.inside and bound == "exactly":
        bound = item.numeral.inside
    behind = patterns.bound_behind.match(text, item.behind, until)
    if behind is None and item.behind != item.end:
        behind = patterns.bound_behind.match(text, item.end, until)
    if behind is None and item.numeral.tail != item.numeral.end and item.unit is None:
        behind = patterns.bound_behind.match(text, item.numeral.end, until)
    if behind and bound in ("exactly", "about"):
        return patterns.behind[behind["bound"] or behind["apart"]], start, behind.end()
    if bound == "exactly" and (far := patterns.bound_behind_noun.match(text, item.behind, until)):
        following = patterns.bound_before.search(text, item.behind, until)
        if following is None or following.start("bound") >= far.end("bound"):  # "tre morti e almeno 20 feriti"
            bound = patterns.behind_noun[far["bound"]]
    return bound, start, end


def restore(number: Number, text: str, offsets: Sequence[int]) -> Number:
    """Return a number with the offsets and words of the text itself."""
    start, end = (
        offsets[number.start],
        offsets[number.end - 1] + 1 if number.end > number.start else offsets[number.end],
    )
    return replace(number, start=start, end=end, text=text[start:end])
