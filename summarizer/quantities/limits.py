"""What limits a number: "more than N", "N to N", "between N and N", "N in N" over the shadow text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from .intervals import interval
from .lexicon import alternatives, lexicon
from .measured import DURATIONS, Measured, with_unit_of
from .number import Kind, Limit
from .shadow import NUMERAL, Shadow

# The longest words that limit a number ("slightly less than") have under half as many characters.
_LEAD = 48
_LIMITS: tuple[Limit, ...] = (
    "more_than", "at_least", "at_most", "less_than", "about", "nearly", "just_over", "exactly",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limited:
    """A number with its final span and interval; offsets are the text's own."""

    start: int
    end: int
    kind: Kind
    low: float
    high: float
    unit: str | None
    limit: Limit
    value: float | None


@dataclass(frozen=True)
class _Patterns:
    every: re.Pattern[str]
    before: dict[str, Limit]
    after: dict[str, Limit]
    bounded_after: re.Pattern[str]
    duration_words: frozenset[str]


@cache
def _patterns(language: str) -> _Patterns:
    table = lexicon(language).bounds
    before: dict[str, Limit] = {phrase: limit for limit in _LIMITS for phrase in table["before"].get(limit, ())}
    after: dict[str, Limit] = {phrase.strip(): limit for limit in _LIMITS for phrase in table["after"].get(limit, ())}
    lead = rf"(?:(?:(?<=\W)|^)(?P<{{0}}>{alternatives(before)})\s*)?"
    words = [join for join in table["ranges"]["joins"] if join[0].isalpha()]
    dashes = "".join(re.escape(join) for join in table["ranges"]["joins"] if not join[0].isalpha())
    joins = rf"(?:\s+(?:{alternatives(words)})\s+|\s?[{dashes}]\s?)"
    n = NUMERAL
    every = re.compile(
        rf"(?P<margin>{n}\s?(?:{alternatives(table['margins']['joins'])})\s?{n})"
        rf"|(?P<both>\b(?:more|over|greater)\s(?:than\s)?{n}\s+(?:but|and)\s+(?:fewer|less)\s+than\s+{n})"
        rf"|(?P<between>\b(?:{alternatives(table['ranges']['between'])})\s+{n}\s+(?:{alternatives(table['ranges']['between_joins'])})\s+{n})"
        rf"|(?P<spans>\b(?:{alternatives(table['ranges']['spans_from'])})\s+{n}\s+to\s+{n})"
        rf"|(?P<ratio>{n}\s+(?:{alternatives(table['ratios']['joins'])})\s+{n})"
        rf"|(?P<change>\b(?:{alternatives(table['ranges']['changes_from'])})\s+{n}\s+to\s+{n})"
        rf"|(?P<range>{lead.format('first')}{n}{joins}{n})"
        rf"|(?P<single>{lead.format('lead')}{n}(?:\s?(?P<trail>{alternatives(after)})(?!\w))?)",
        re.IGNORECASE,
    )
    durations = table["durations"]
    return _Patterns(
        every,
        before,
        after,
        re.compile(rf"\b(?:{alternatives(durations['bounded_after'])})\s+$", re.IGNORECASE),
        frozenset(durations["prepositions"]),
    )


def limited(shadow: Shadow, numerals: list[Measured], language: str = "en") -> Iterator[Limited]:
    """Every numeral, alone or joined with a neighbour, with what limits it."""
    patterns = _patterns(language)
    at = 0
    for numeral in shadow.numerals:
        if numeral < at:
            continue  # joined with the one before
        match = patterns.every.search(shadow.text, max(at, numeral - _LEAD))
        if match is None:
            break
        found = _joined(shadow, numerals, match, patterns)
        if found is None:  # the two numbers are no pair: read the first alone, then go on
            first = match.start() + match[0].index(NUMERAL)
            single = patterns.every.search(shadow.text, match.start(), first + 1)
            assert single is not None  # noqa: S101  # a numeral always matches alone
            match, found = single, _single(shadow, numerals, single, patterns)
        yield found
        at = match.end()


def _joined(shadow: Shadow, numerals: list[Measured], match: re.Match[str], patterns: _Patterns) -> Limited | None:
    """A pair as one number; None if these two are no pair. A single numeral is always read."""
    form = match.lastgroup if match.lastgroup in ("margin", "both", "between", "spans", "ratio", "change") else None
    form = form or ("range" if match["range"] else "single")
    if form == "single":
        return _single(shadow, numerals, match, patterns)
    first = shadow.numeral(match.start() + match[0].index(NUMERAL))
    low, high = numerals[first], numerals[first + 1]
    low = with_unit_of(low, high)
    start, end = shadow.offset(match.start()), shadow.offset(match.end() - 1) + (high.end - high.start)
    if not _countable(low, high):
        return None
    if form == "margin":
        middle, margin = low.atom.low, high.atom.low
        return _limited(low, start, end, "between", middle - margin, middle + margin)
    if form == "ratio":
        if low.unit or high.unit or not 0 < low.atom.low <= high.atom.low:
            return None
        share = replace(low, unit="share")
        return _limited(share, start, end, "exactly", low.atom.low / high.atom.low, low.atom.low / high.atom.low)
    if form == "change" or low.atom.low >= high.atom.low or high.unit not in (None, low.unit):
        return None
    return _limited(low, start, end, "between", low.atom.low, high.atom.high)


def _countable(low: Measured, high: Measured) -> bool:
    styles = {low.atom.style, high.atom.style}
    return "ordinal" not in styles and "zero" not in styles


def _single(shadow: Shadow, numerals: list[Measured], match: re.Match[str], patterns: _Patterns) -> Limited:
    item = numerals[shadow.numeral(match.start() + match[0].index(NUMERAL))]
    start, end = item.start, item.end
    limit: Limit = "exactly"
    lead, trail = _phrase(match, "lead"), _phrase(match, "trail")
    if trail:
        limit, end = patterns.after[trail], shadow.offset(match.end() - 1) + 1
    elif lead and not _is_time_span(shadow, match, item, patterns):
        limit, start = patterns.before[lead], shadow.offset(match.start())
    if item.atom.style == "vague":
        return _vague(item, start, end, limit)
    if item.atom.style in ("ordinal", "zero"):
        return _limited(item, item.start, item.end, "exactly", item.atom.low, item.atom.high)
    low, high = interval(item.atom.low, limit)
    return _limited(item, start, end, limit, low, high)


def _phrase(match: re.Match[str], group: str) -> str:
    return " ".join((match[group] or "").lower().split())


def _is_time_span(shadow: Shadow, match: re.Match[str], item: Measured, patterns: _Patterns) -> bool:
    """Whether it says when ("over two days"), not how long at least ("for over two days")."""
    if item.dimension != DURATIONS or _phrase(match, "lead") not in patterns.duration_words:
        return False
    return not patterns.bounded_after.search(shadow.text, max(0, match.start() - 20), match.start())


def _vague(item: Measured, start: int, end: int, limit: Limit) -> Limited:
    """A vague count; a limit moves the end that it speaks of away."""
    low, high = item.atom.low, item.atom.high
    if limit in ("more_than", "at_least", "just_over"):
        high = float("inf")
    elif limit in ("less_than", "at_most"):
        low = 0.0
    return Limited(start, end, item.kind, low, high, item.unit, "vague", None)


def _limited(item: Measured, start: int, end: int, limit: Limit, low: float, high: float) -> Limited:
    return Limited(start, end, item.kind, low, high, item.unit, limit, item.atom.low if limit != "between" else low)
