"""Limits of a number: "more than N", "N to N", "between N and N", "N in N" over the shadow text."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ...bounds import WORDED_BOUNDS, WordedBound
from ...lexicon import alternatives, lexicon
from ..intervals import interval
from ..number import Kind
from .masking import NUMERAL, Shadow
from .units import DURATIONS, Measured, share_unit

# The longest words that bound a number ("slightly less than") have under half as many characters.
_LEAD = 48


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


@dataclass(frozen=True)
class _Patterns:
    every: re.Pattern[str]
    before: dict[str, WordedBound]
    after: dict[str, WordedBound]
    far: dict[str, WordedBound]
    bounded_after: re.Pattern[str]
    duration_words: frozenset[str]
    spatial_words: frozenset[str]
    round_joins: frozenset[str]
    round: frozenset[float]
    place_after: re.Pattern[str]
    steps: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = lexicon().bounds
    before: dict[str, WordedBound] = {
        phrase: bound for bound in WORDED_BOUNDS for phrase in table["before"].get(bound, ())
    }
    after: dict[str, WordedBound] = {
        phrase.strip(): bound for bound in WORDED_BOUNDS for phrase in table["after"].get(bound, ())
    }
    far: dict[str, WordedBound] = {
        phrase: bound for bound in WORDED_BOUNDS for phrase in table["after"].get(f"{bound}_far", ())
    }
    inside = alternatives(table["between"]["words"])
    signs = "".join(sorted({phrase[-1] for phrase in before if not phrase[-1].isalnum() and phrase[-1] != "."}))
    apart = rf"(?:(?<=[{re.escape(signs)}])[^\S\n]*|(?<![{re.escape(signs)}]),?\s*)"  # a sign is on one line
    lead = rf"(?:(?<![\w.])(?P<{{0}}>{alternatives(before)}){apart}(?:(?:{inside})\s+)?)?"
    words = [join for join in table["ranges"]["joins"] if join[0].isalpha()]
    dashes = "".join(
        re.escape(join) for join in table["ranges"]["joins"] if len(join) == 1 and join != table["ranges"]["close"]
    )
    unsure = alternatives(table["ranges"]["unsure_joins"])
    word = alternatives(words)
    aside = r"(?:,\s[a-z][^,;.\d]{2,40},)?"
    joins = (
        rf"(?:\s+(?:{word}){aside}\s+|,?\s+(?:{unsure})\s+|-(?:{word})-|-\s(?:{word})\s|\s?\.{{3}}\s?|[^\S\n]?[{dashes}]\s?"
        rf"|{table['ranges']['close']}|{table['ranges']['slash']})"
    )
    between, and_, spans = (alternatives(table["ranges"][name]) for name in ("between", "between_joins", "spans_from"))
    changes, margins = alternatives(table["ranges"]["changes_from"]), alternatives(table["margins"]["joins"])
    limit = rf"(?:(?:{alternatives(before)})\s+|plus\s+)?"
    ends = rf"(?:(?:{'|'.join(table['ranges']['ends'])})\s+){{0,4}}?"
    framed = "|".join(
        [rf"{NUMERAL}\s+{low}(?:\s+and|,|\s+but)\s+{NUMERAL}\s+{high}\b" for low, high in table["ranges"]["behind"]]
        + [rf"\b{low}\s+{NUMERAL}\s+(?:and|to|or)\s+{high}\s+{NUMERAL}" for low, high in table["ranges"]["before"]]
    )
    lower = alternatives([*table["before"]["more_than"], *table["before"]["at_least"]])
    upper = alternatives([*table["before"]["less_than"], *table["before"]["at_most"]])
    # Behind a number, "at least" and "or more" are not of the number or of the "than" that follows.
    alone = rf"(?!\s+(?:(?:{inside}|of)\s+)?(?:{NUMERAL}|{alternatives(table['ranges']['compares'])}\b))"
    old = "|".join(table["ranges"]["changes_between"])
    ratios = alternatives([*table["ratios"]["joins"], *table["ratios"]["round_joins"]])
    n = NUMERAL
    opposite = (
        rf"(?:{lower})\s+{n}\s+(?:{{joins}})\s+(?:{upper})\s+{n}|(?:{upper})\s+{n}\s+(?:{{joins}})\s+(?:{lower})\s+{n}"
    )
    every = re.compile(
        rf"(?:(?<!\w)|(?={n}))(?:(?P<framed>{framed})|(?P<margin>{n},?\s?(?:{margins})\s?{n})"
        rf"|(?P<neither>\b(?:{lower})\s+{n}\s+(?:{alternatives(table['ranges']['nor'])})\s+{n})"
        rf"|(?P<both>\b(?:{opposite.format(joins=alternatives(table['ranges']['both_joins']))}))"
        rf"|(?P<repeat>{lead.format('said')}{n}(?:\s[a-z-]+){{0,2}}\s?[(\[]\s?{n}(?:\s[a-z]+){{0,2}}\s?[)\]])"
        rf"|(?P<between>\b(?:{between})\s+{limit}{n}(?P<counted>(?:\s+[a-z]+){{1,2}}?)?"
        rf"\s+(?:{and_}){aside}\s+{limit}{n}(?(counted)(?:(?P=counted)|(?=[,.;)]))))"
        rf"|(?P<spans>\b(?:{spans})\s+{ends}{limit}{n}{aside}\s+to\s+{ends}{limit}{n}|\b(?:{changes})\s+{limit}{n}\s+up\s+to\s+{limit}{n})"
        rf"|(?P<ratio>{lead.format('share')}{n}(?:\s+(?:(?P<one_of>[a-z]+)\s+)??(?P<by>{ratios})\s+|-(?:{ratios})-){n})"
        rf"|(?P<change>\b(?:{changes})\s+(?:(?:{old})\s+){{0,4}}?{n}\s+to\s+{n})"
        rf"|(?P<list>{n}(?:,\s{n})+,?\s+or\s+(?:even\s+|perhaps\s+)?{n})"
        rf"|(?P<range>{lead.format('first')}{n}{joins}{n})"
        rf"|(?P<single>{lead.format('lead')}{n}(?:,?\s?(?P<trail>{alternatives(after)})(?!\w){alone})?"
        rf"(?P<behind>(?:\s+[a-z-]+){{1,2}}?,?\s+(?P<far>{alternatives(far)})(?!\w){alone})?))",
        re.IGNORECASE,
    )
    durations = table["durations"]
    return _Patterns(
        every,
        before,
        after,
        far,
        re.compile(rf"\b(?:{alternatives(durations['bounded_after'])})\s+$", re.IGNORECASE),
        frozenset(durations["prepositions"]),
        frozenset(table["spatial"]["prepositions"]),
        frozenset(table["ratios"]["round_joins"]),
        frozenset(table["ratios"]["round"]),
        re.compile(rf"\s+(?:{alternatives(table['spatial']['places'])})\b"),
        re.compile(rf"\b(?:{alternatives(table['ranges']['steps'])})\s+$", re.IGNORECASE),
    )


def read_limits(shadow: Shadow, numerals: list[Measured]) -> Iterator[Limited]:
    """Yield every numeral, alone or joined with a neighbour, with what limits it."""
    patterns = _patterns()
    at = 0
    for numeral in shadow.numerals:
        if numeral < at:
            continue  # joined with the one before
        match = patterns.every.search(shadow.text, max(at, numeral - _LEAD))
        if match is None:
            break
        number = _read_pair(shadow, numerals, match, patterns)
        if number is None:  # the two numbers are no pair: read the first alone, then go on
            first = match.start() + match[0].index(NUMERAL)
            single = patterns.every.search(shadow.text, match.start(), first + 1)
            assert single is not None  # noqa: S101  # a numeral always matches alone
            match, number = single, _read_single(shadow, numerals, single, patterns)
        yield number
        at = match.end()


_THOUSAND = 1000
_ONE_OR = (2, 3)
_APART = 100_000  # "between 2 and 300,000" may leave out the thousands of the first
_FORMS = ("framed", "margin", "neither", "both", "repeat", "between", "spans", "ratio", "change", "list", "range")


def _read_pair(shadow: Shadow, numerals: list[Measured], match: re.Match[str], patterns: _Patterns) -> Limited | None:
    """Read a pair as one number; None if these two are no pair. A single numeral is always read."""
    form = next((name for name in _FORMS if match[name]), "single")
    if form == "single":
        return _read_single(shadow, numerals, match, patterns)
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
            return _make_limited(pair.low, pair.start, end, "between", middle - margin, middle + margin)
        case "ratio":
            return _read_ratio(pair, match, patterns)
        case "list":
            steps = [numerals[at].atom.low for at in range(first, first + match[0].count(NUMERAL))]
            return _read_range(pair, form) if all(b == a + 1 for a, b in pairwise(steps)) else None
        case "range" | "between" | "both" | "neither" | "spans" | "framed":
            stepped = (
                form == "range"
                and " to " in match[0]
                and not (high.unit and low.unit is None)  # "up by 8 to 12 per cent"
                and patterns.steps.search(shadow.text, max(0, match.start() - 6), match.start())
            )
            odds = "-to-" in match[0] or (high.atom.low == 1 and " to " in match[0] and not (low.unit or high.unit))
            if form == "range" and odds and low.atom.low > high.atom.low > 0:  # "a 10-to-1 majority"
                times = replace(pair.low, unit="share", atom=replace(low.atom, low=low.atom.low / high.atom.low))
                return _make_limited(times, pair.start, end, "exactly", times.atom.low, times.atom.low)
            return None if stepped else _read_range(pair, form)
        case _:
            if low.unit is None and high.kind in ("percent", "money"):
                numerals[first] = replace(pair.low, start=low.start, end=low.end)  # "from 30 to 55 percent"
            return None


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
    return _make_limited(pair.low, pair.start, pair.end, "between", low.low, high.high)


def _read_repeat(pair: _Neighbours, match: re.Match[str], patterns: _Patterns) -> Limited | None:
    """Read a number that is said twice: "at least seventeen (17)"."""
    low, high = pair.low.atom, pair.high.atom
    if (low.low, low.high) != (high.low, high.high):
        return None
    bound = patterns.before[_words_of(match, "said")] if match["said"] else "exactly"
    unit = pair.low if pair.low.unit else replace(pair.low, kind=pair.high.kind, unit=pair.high.unit)
    return _make_limited(unit, pair.start, pair.end, bound, *interval(low.low, bound))


def _read_ratio(pair: _Neighbours, match: re.Match[str], patterns: _Patterns) -> Limited | None:
    """Read a share: "one in five", "fewer than one in ten", "one flight in five"; not "12 in 3 attacks"."""
    low, high = pair.low.atom.low, pair.high.atom.low
    every = "every" in _words_of(match, "by")  # "nine of every ten litres"
    if (
        pair.low.unit
        or (pair.high.unit and not every)
        or not 0 < low <= high
        or (match["one_of"] and not _is_share_of_one(low, match))
    ):
        return None
    if _words_of(match, "by") in patterns.round_joins and high not in patterns.round and not match["one_of"]:
        return None
    bound = patterns.before[_words_of(match, "share")] if match["share"] else "exactly"
    ends = interval(low / high, bound)
    share = replace(pair.low, unit="share", atom=replace(pair.low.atom, low=low / high))
    return _make_limited(share, pair.start, pair.end, bound, *ends)


def _is_share_of_one(low: float, match: re.Match[str]) -> bool:
    """Return whether "one flight in five" is a share: "one goal in seven games" is not."""
    return low == 1 and (
        _words_of(match, "by") == "per"
        or not re.match(
            r"\s(?!(?:was|is|has|as|its|his|this)\b)[a-z]+s\b", match.string[match.end() : match.end() + 24]
        )
    )


def _may_join(low: Measured, high: Measured) -> bool:
    styles = {low.atom.style, high.atom.style}
    return styles.isdisjoint(("ordinal", "zero", "ambiguous"))


def _read_single(shadow: Shadow, numerals: list[Measured], match: re.Match[str], patterns: _Patterns) -> Limited:
    item = numerals[shadow.numeral_at(match.start() + match[0].index(NUMERAL))]
    start, end = item.start, item.end
    bound: WordedBound = "exactly"
    lead, trail, far = (_words_of(match, name) for name in ("lead", "trail", "far"))
    if far and not (lead or trail):
        bound = patterns.far[far]
    elif trail:
        bound, end = patterns.after[trail], shadow.to_offset(match.end() - 1) + 1
    elif lead and not (_is_time_span(shadow, match, item, patterns) or _is_spatial(shadow, match, item, patterns)):
        bound, start = patterns.before[lead], shadow.to_offset(match.start())
    if item.atom.style == "vague":
        return _read_vague(item, start, end, bound)
    if item.atom.style in ("ordinal", "zero"):
        return _make_limited(item, item.start, item.end, "exactly", item.atom.low, item.atom.high)
    if item.atom.style == "ambiguous" and (item.unit is None or item.kind == "money"):
        return Limited(item.start, item.end, "unread", math.nan, math.nan, None, "exactly", None)
    if item.atom.style == "odd" and bound == "exactly":
        bound = "about"
    low, high = interval(item.atom.low, bound)
    return _make_limited(item, start, end, bound, low, high)


def _words_of(match: re.Match[str], group: str) -> str:
    return " ".join((match[group] or "").lower().split())


def _is_time_span(shadow: Shadow, match: re.Match[str], item: Measured, patterns: _Patterns) -> bool:
    """Return whether it says when ("over two days"), not how long at least ("for over two days")."""
    if item.dimension != DURATIONS or _words_of(match, "lead") not in patterns.duration_words:
        return False
    return not patterns.bounded_after.search(shadow.text, max(0, match.start() - 20), match.start())


def _is_spatial(shadow: Shadow, match: re.Match[str], item: Measured, patterns: _Patterns) -> bool:
    """Return whether it says where: "over six states", "under 12-foot drifts"."""
    if _words_of(match, "lead") not in patterns.spatial_words:
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


def _make_limited(item: Measured, start: int, end: int, bound: WordedBound, low: float, high: float) -> Limited:
    return Limited(start, end, item.kind, low, high, item.unit, bound, item.atom.low if bound != "between" else low)
