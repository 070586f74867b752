"""What is searched for in a text of a language: its number words, bounds, units, dates and names, compiled once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Any, Final

from ...bounds import WORDED_BOUNDS, WordedBound
from .apart import Apart, apart_of
from .coins import Coins, coins_of
from .decades import Decades, decades_of
from .digits import Separators
from .folding import fold
from .lexicon import (
    LETTER,
    WORD,
    Phrases,
    by_payload,
    by_value,
    find_edge,
    find_table,
    glued,
    list_whole_words,
    number_table,
    parse_ends,
    shared_table,
    spelt_decimal,
)
from .names import Named, find_names
from .share_patterns import PARTS, SharePattern, make_share_pattern
from .tenths import Tenths, tenths_of

_DASH: Final = r"\s?(?:[-–—~…]|\.\.\.)\s?"


@dataclass(frozen=True)
class Patterns:
    """The compiled words of a language; all match folded text."""

    spaces: bool
    compounds: bool
    counted: bool
    separators: Separators
    decimal_word: re.Pattern[str]
    decimals_before: re.Pattern[str]
    scale_first: bool
    digits_behind: bool
    other_years: range
    words: Phrases[float]
    scales: Phrases[float]
    plurals: Phrases[float]
    collectives: Phrases[float]
    halves: Phrases[float]
    half_behind: re.Pattern[str]
    vague: Phrases[tuple[float, float]]
    alone: frozenset[str]
    genitives: frozenset[str]
    spelt_decimal: re.Pattern[str]
    has_eleven: bool
    only_counted: frozenset[str]
    counted_by: re.Pattern[str]
    inside: Phrases[WordedBound]
    bound_inside: re.Pattern[str]
    scale_behind: re.Pattern[str]
    magnitudes: Phrases[float]
    magnitude: re.Pattern[str]
    teens_behind: frozenset[float]
    atom: re.Pattern[str]
    joins: tuple[re.Pattern[str], ...]
    before_tens: re.Pattern[str]
    glued_join: re.Pattern[str]
    proclitic: re.Pattern[str]
    enclitic: re.Pattern[str]
    counter: re.Pattern[str]
    of: re.Pattern[str]
    units: Phrases[str]
    unit: re.Pattern[str]
    words_too: frozenset[str]
    of_or_end: re.Pattern[str]
    unit_word: re.Pattern[str]
    minor: Phrases[str]
    minor_unit: re.Pattern[str]
    coins: Coins
    part_join: re.Pattern[str]
    money: Phrases[str]
    currency: re.Pattern[str]
    money_before: Phrases[str]
    currency_before: re.Pattern[str]
    percent_before: re.Pattern[str]
    negative: re.Pattern[str]
    negative_behind: re.Pattern[str]
    before: Phrases[WordedBound]
    bound_before: re.Pattern[str]
    apart: Apart
    behind: Phrases[WordedBound]
    bound_behind: re.Pattern[str]
    behind_unit: Phrases[WordedBound]
    behind_noun: Phrases[WordedBound]
    bound_behind_noun: re.Pattern[str]
    range_join: re.Pattern[str]
    counted_join: re.Pattern[str]
    frame_ends: re.Pattern[str]
    frames: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]
    changes: re.Pattern[str]
    changed: re.Pattern[str]
    shares: Phrases[float]
    share: re.Pattern[str]
    denominators: Phrases[float]
    denominator: re.Pattern[str]
    part_word: re.Pattern[str]
    tenths: Tenths
    share_part: re.Pattern[str]
    share_before: re.Pattern[str]
    share_patterns: tuple[SharePattern, ...]
    names: tuple[Named, ...]
    ordinal: re.Pattern[str]
    ordinal_before: re.Pattern[str]
    ordinal_behind: re.Pattern[str]
    ordinal_ones: re.Pattern[str]
    clock_behind: re.Pattern[str]
    year_before: re.Pattern[str]
    month_behind: re.Pattern[str]
    decades: Decades
    days_before: re.Pattern[str]
    day_sign: re.Pattern[str]
    age_behind: re.Pattern[str]
    age_before: re.Pattern[str]
    person_before: re.Pattern[str]
    ones: re.Pattern[str]
    articles: frozenset[str]
    zeros: re.Pattern[str]


def _ends(pattern: str, between: str = r"\s*") -> re.Pattern[str]:
    """Compile a pattern that is searched at the end of what stands before a number."""
    return re.compile(rf"{pattern}{between}$")


def _bounds(table: Mapping[str, Iterable[str]]) -> list[tuple[str, WordedBound]]:
    return [(phrase, bound) for bound in WORDED_BOUNDS for phrase in table.get(bound, ())]


def _with_glued(bounds: list[tuple[str, WordedBound]], joins: Mapping[str, Any]) -> list[tuple[str, WordedBound]]:
    """Add the bounds with the letter for "and" before them: "ولا يزيد عن" is "and no more than"."""
    letters = [letter for letter in joins.get("glued", ()) if len(letter) == 1]
    return [*bounds, *((f"{letter}{words}", bound) for letter in letters for words, bound in bounds)]


@cache
def patterns(language: str) -> Patterns:
    """Compile the patterns of a language. Raises KeyError where its file lacks a table."""
    table, signs = number_table(language), shared_table()
    writing, joins, bounds = table["writing"], table["joins"], table["bounds"]
    spaces = writing["spaces"]

    def phrases(listed: Iterable[str], *, left: bool = True) -> str:
        return Phrases([(phrase, True) for phrase in listed], spaces=spaces, left=left).pattern

    def words(listed: Iterable[tuple[str, Any]], *, glued: bool = False, left: bool = True) -> Phrases[Any]:
        return Phrases(listed, spaces=spaces and not glued, left=left)

    compounds = writing["compounds"]
    apart = not table.get("counters", {}).get("words") and not writing.get("glued", False)
    numbers = {kind: words(by_value(table[kind]), glued=True) for kind in ("words", "scales", "plurals", "collectives")}
    vague = words(
        [(word, (3.0, 9.0)) for word in table["vague"]["several"]]
        + [(word, (2.0, 5.0)) for word in table["vague"]["few"]]
        + [(word, (3.0, float("inf"))) for word in table["vague"]["many"]]
        + [(word, parse_ends(ends)) for ends, each in table["vague"].get("between", {}).items() for word in each],
        glued=True,
    )
    halves = words([(word, 0.5) for word in table["halves"]["before"]], glued=True)
    half_more = words([(word, 0.5) for word in table["halves"]["behind"]], glued=True)
    decimal_words = [sign.strip() for sign in table["digits"]["decimals"] if len(sign.strip()) > 1]
    listed = [table[kind].values() for kind in ("words", "scales", "plurals", "collectives")]
    vaguely = [
        *(table["vague"][kind] for kind in ("several", "few", "many")),
        *table["vague"].get("between", {}).values(),
    ]
    numerals = [*chain.from_iterable([*chain.from_iterable(listed), *vaguely]), *table["halves"]["before"]]
    counters = table.get("counters", {}).get("words", [])
    magnitudes = words(by_value(signs["magnitudes"]), glued=True)
    more = find_table(language, "apart")
    if_more: list[tuple[str, WordedBound]] = [(phrase, "at_least") for phrase in more["if_more"]]
    exceeded: list[tuple[str, WordedBound]] = [(phrase, "more_than") for phrase in more["behind"]]
    behind = words([*_bounds(bounds["behind"]), *exceeded, *if_more], left=apart)
    edge = find_edge(writing, behind.glued)
    measure = partial(Phrases, spaces=spaces, left=not counters, right=edge)  # Korean writes them behind a counter
    units: Phrases[str] = measure(
        [(word, unit) for unit, listed in signs["units"].items() for word in listed]
        + [
            (word, unit)
            for unit, listed in table["units"].items()
            if unit not in ("percent_before", "negative", "negative_behind")
            for word in listed
        ]
        + [(word, "percent") for word in signs["percent"]],
    )
    money: Phrases[str] = measure([*by_payload(table["money"]["behind"]), *by_payload(signs["money"])])
    minor: Phrases[str] = measure(by_payload(table["money"].get("minor", {})))
    money_before = words([*by_payload(table["money"]["before"]), *by_payload(signs["money"])])
    before = words(_with_glued(_bounds(bounds["before"]), joins))
    behind_noun = words([*_bounds(bounds["behind_noun"]), *if_more])
    inside = words(_bounds(bounds.get("inside", {})), glued=True)
    far = r"\s+" if spaces else r"\s*"
    aged = Phrases(((word, True) for word in table["ages"]["behind"]), spaces=spaces, left=False, right=edge).pattern
    whole = by_value(table["shares"]["denominators"])
    denominators = words(whole)
    # "jeder fünfte" is a share by itself, "Fünftel" one behind a number
    listed_shares = [*by_value(table["shares"]["words"]), *((each, 1 / of) for each, of in whole if " " in each)]
    shares: Phrases[float] = Phrases(listed_shares, spaces=spaces, right=edge)
    plain = phrases(filler for filler in table["dates"]["fillers"] if "*" not in filler)
    fillers = phrases(bounds["before"].get("exactly", ()))
    of = rf"(?:\s+{phrases(joins['of'])})?" if spaces else f"(?:{phrases(joins['of'])})?"
    listed_joins = [*joins["parts"], *joins["before_tens"]]
    parts = phrases(listed_joins) if spaces and not compounds else glued(listed_joins)
    if letters := joins.get("glued"):
        parts = rf"(?:{parts}|(?<!{WORD}){glued(letters)})"
    ordinals = phrases(table["ordinals"]["words"])
    gap = rf"\s+(?:{LETTER}+\s+)?" if spaces else r"\s*"  # with one adjective between
    parted = glued(
        piece for pattern in table["shares"]["patterns"] if len(piece := PARTS.split(pattern)[1].strip()) > 1
    )
    return Patterns(
        spaces=spaces,
        compounds=compounds,
        counted=bool(counters),
        decimal_word=re.compile(rf"\s?(?:{glued(decimal_words)})\s?(?P<decimals>\d+)(?!\d)"),
        decimals_before=_ends(phrases(table["digits"].get("decimals_before", ()))),
        scale_first=bool(joins.get("scale_first")),
        digits_behind=bool(joins.get("digits_behind")),
        other_years=range(*table["dates"].get("other_years", (0, 0))),
        separators=Separators(
            frozenset(table["digits"]["thousands"]),
            frozenset(sign for sign in table["digits"]["decimals"] if len(sign) == 1),
            table["digits"].get("indian", False),
            frozenset(table["digits"].get("unsure", ())),
        ),
        words=numbers["words"],
        scales=numbers["scales"],
        plurals=numbers["plurals"],
        collectives=numbers["collectives"],
        halves=halves,
        half_behind=re.compile(rf"\s*{half_more.pattern}"),
        vague=vague,
        alone=frozenset(map(fold, table["vague"].get("alone", ()))),
        spelt_decimal=spelt_decimal(table),
        has_eleven="11" in table["words"],
        only_counted=frozenset(map(fold, table.get("only_counted", {}).get("words", ()))),
        counted_by=re.compile(rf"\s*{glued(table.get('only_counted', {}).get('before', ()))}"),
        genitives=frozenset(map(fold, table.get("genitives", {}).get("words", ()))),
        inside=inside,
        bound_inside=re.compile(inside.pattern),
        magnitudes=magnitudes,
        magnitude=re.compile(rf"\s?(?P<letters>{magnitudes.pattern})(?=\s?[$€£₽₴]|{of}\s*{money.pattern})"),
        scale_behind=re.compile(rf"\s*{numbers['scales'].pattern}{'' if compounds or not spaces else f'(?!{WORD})'}"),
        teens_behind=frozenset(map(float, joins.get("teens_behind", ()))),
        atom=re.compile(rf"(?P<digits>\d)|(?P<number>{glued(numerals)})"),
        joins=tuple(
            re.compile(join) for join in (r"\s*-\s?|\s*", rf"[\s-]*{parts}[\s-]*", rf"\s*{phrases(joins['of'])}\s*")
        ),
        before_tens=re.compile(rf"\s*(?:{glued(joins['before_tens'])})\s*"),
        glued_join=re.compile(rf"\s*{glued(joins.get('glued', ()))}"),
        proclitic=re.compile(rf"(?<!{WORD})(?:{glued(writing['proclitics'])})$"),
        enclitic=re.compile(rf"(?:{glued(writing['enclitics'])})(?!{WORD})"),
        counter=re.compile(rf"\s?{glued(counters)}") if counters else re.compile("(?!)"),
        of=re.compile(of),
        units=units,
        unit=re.compile(rf"(?:{of}[\s-]*|)(?:{_find_before_join(table, units)}{units.pattern})"),
        words_too=frozenset(map(fold, table["units"].get("words_too", ()))),
        of_or_end=re.compile(rf"\s+{phrases(joins['of'])}|\s*(?:[^\w\s]|$)"),
        unit_word=re.compile(rf"{units.pattern}$"),
        minor=minor,
        minor_unit=re.compile(rf"(?:{of}\s*)(?P<minor>{minor.pattern})"),
        coins=coins_of(language),
        part_join=re.compile(rf",?\s*{parts}\s*"),
        money=money,
        currency=re.compile(rf"(?:{of}\s*){money.pattern}"),
        money_before=money_before,
        currency_before=_ends(rf"(?P<money>{money_before.pattern})"),
        percent_before=_ends(f"(?:%|{phrases(table['units'].get('percent_before', ()))})"),
        before=before,
        apart=apart_of(language),
        bound_before=_ends(
            rf"(?P<bound>{before.pattern})(?:\s*{fillers}){{0,{2 if counters else 1}}}", r"(?:\s*,)?[\s:]*"
        ),
        behind=behind,
        bound_behind=re.compile(
            rf"(?:\s*(?P<bound>{behind.pattern})|[,،、，]\s*(?P<apart>{phrases(more['if_more'])}|{behind.pattern}(?!{far}{WORD})))"
        ),
        behind_unit=words(_bounds(bounds.get("behind_unit", {}))),
        negative=_ends(phrases(table["units"].get("negative", ()))),
        negative_behind=re.compile(rf"\s*{phrases(table['units'].get('negative_behind', ()))}"),
        behind_noun=behind_noun,
        bound_behind_noun=re.compile(rf"(?:[\s]+{WORD}+){{1,3}}?[,،]?\s+(?P<bound>{behind_noun.pattern})"),
        range_join=re.compile(rf"{_DASH}|\s*{phrases(table['ranges']['joins'], left=apart)}\s*"),
        counted_join=re.compile(rf"\s*{phrases(table['ranges'].get('counted_joins', ()))}\s*"),
        frame_ends=re.compile(phrases(frame[1] for frame in table["ranges"]["frames"])),
        frames=tuple(_frame(frame, phrases) for frame in table["ranges"]["frames"]),
        changes=re.compile(phrases(table["ranges"]["changes"])),
        changed=_ends(phrases(table["ranges"]["changes"])),
        shares=shares,
        share=re.compile(shares.pattern),
        denominators=denominators,
        denominator=re.compile(rf"[\s-]*(?P<whole>{denominators.pattern})"),
        part_word=re.compile(glued(list_whole_words(table))),
        tenths=tenths_of(language),
        share_part=re.compile(parted),
        share_before=re.compile(f"{parted}$"),
        share_patterns=tuple(
            make_share_pattern(pattern, spaces=spaces and not counters) for pattern in table["shares"]["patterns"]
        ),
        names=tuple(find_names(table, phrases, units)),
        ordinal=re.compile(ordinals),
        ordinal_before=_ends(ordinals) if spaces else re.compile("(?!)"),
        ordinal_ones=re.compile(rf"{ordinals}\s+{glued(joins.get('glued', ()))}$"),
        ordinal_behind=re.compile(rf"(?:\s*{parts}\s*|[\s-]){ordinals}") if spaces else re.compile("(?!)"),
        clock_behind=re.compile(rf"\s?(?!{units.pattern}){phrases(table['times']['behind'])}"),
        month_behind=re.compile(rf"(?:\s*{plain})?\s*{phrases(chain.from_iterable(table['dates']['months']))}"),
        year_before=_ends(phrases(table["dates"]["year_before"])),
        decades=decades_of(language),
        days_before=re.compile(rf"{phrases(table['dates'].get('span_before', ()))}\s*(?:\d+{_DASH}|\d+[、,]\s?)?$"),
        day_sign=re.compile(rf"\s?{glued(table['dates']['day_behind'])}"),
        age_behind=re.compile(rf"[\s-]*(?!{glued(table['ages'].get('others', ()))}){aged}"),
        age_before=_ends(phrases(table["ages"]["before"])),
        person_before=_ends(phrases(table["ages"]["person_before"])),
        ones=re.compile(rf"{phrases(table['ones']['articles'])}(?={gap}{phrases(table['ones']['nouns'])})"),
        articles=frozenset(word.casefold() for word in table["ones"]["articles"]),
        zeros=re.compile(phrases(table["none"]["words"])),
    )


def _find_before_join(table: Mapping[str, Any], units: Phrases[str]) -> str:
    """Return a pattern of units with a word of ranges written together behind them: "3m에서 5m"."""
    joins = table["ranges"].get("counted_joins", ()) if table["writing"]["spaces"] else ()
    return f"{units.glued}(?={glued(joins)})|" if joins else ""


def _frame(frame: list[str], phrases: Any) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    first, between, *last = (*frame, "")[:3]
    return (
        _ends(phrases([first])) if first else re.compile("$"),
        re.compile(rf"\s*{phrases([between])}\s*"),
        re.compile(rf"\s*{phrases(last)}") if last != [""] else re.compile(""),
    )
