"""Patterns of what limits or joins numerals: "more than N", "N to N", "between N and N", "N in N"."""

import re
from dataclasses import dataclass
from functools import cache

from ...bounds import WORDED_BOUNDS, WordedBound
from ...lexicon import alternatives, lexicon
from .masking import NUMERAL
from .pattern_marks import counted_nouns


@dataclass(frozen=True)
class LimitPatterns:
    """How numerals are limited and joined; `before`, `after` and `far` hold bounds by phrase, by where it stands."""

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
    plural_after: re.Pattern[str]
    open_end: re.Pattern[str]


@cache
def limit_patterns() -> LimitPatterns:
    """Return the patterns of numerals with their limits, over the shadow text."""
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
    said = r",\s[a-z][^,;.\d]{{2,30}},\s"  # "at least, police say, 30"
    apart = rf"(?:(?<=[{re.escape(signs)}])[^\S\n]*|(?<![{re.escape(signs)}])(?:{said}|,?\s*))"  # a sign is on one line
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
    alone = rf"(?!\.?\s+(?:(?:{inside}|of)\s+)?(?:{NUMERAL}|{alternatives(table['ranges']['compares'])}\b))"
    more = alternatives(phrase for phrase in far if phrase.endswith("more"))  # behind a verb too: "died, if not more"
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
        rf"(?P<behind>(?:(?:\s+[a-z-]+){{1,2}}?,?|(?:\s+[a-z-]+){{3,6}}?,(?=\s+{more}))\s+(?P<far>{alternatives(far)})(?!\w){alone})?))",
        re.IGNORECASE,
    )
    durations = table["durations"]
    return LimitPatterns(
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
        re.compile(rf"\s{counted_nouns(adjective=False)}"),
        re.compile(rf"\b{lower}\s+{n}", re.IGNORECASE),
    )


def words_of(match: re.Match[str], group: str) -> str:
    """Return the words of a group, in small letters and with single spaces; empty where it does not match."""
    return " ".join((match[group] or "").lower().split())
