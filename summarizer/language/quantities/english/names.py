"""Numbers that count nothing: dates, clock times, and names that hold a number."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, groupby
from typing import Any, NamedTuple

from ...lexicon import Lexicon, alternatives, lexicon
from ...lexicon import table as table_of
from ..number import Kind
from .dates_and_times import date_patterns, time_patterns, year_patterns
from .digit_windows import find_digit_windows
from .pattern_marks import AT_DIGITS, AT_YEARS, WORDS_TOO, counted_nouns, needing

Span = tuple[int, int, Kind]
_NEEDED = re.compile(r"\(\?#needs ([^)]*)\)")  # and: what it matches holds one of these words
_RUN, _YEAR = re.compile(r"\d+"), re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_BEFORE, _BEHIND = 24, 60  # characters around a year


class _Name(NamedTuple):
    """A pattern of names, with where it is searched for."""

    kind: Kind
    pattern: re.Pattern[str]
    group: str | int
    where: str
    needed: tuple[str, ...]


def find_names(text: str) -> Iterator[Span]:
    """Find the spans of dates, times and designators, the surer first; they may overlap."""
    lower, digits = text.lower(), [run.start() for run in _RUN.finditer(text)]
    windows = {
        AT_YEARS: [(max(0, year.start() - _BEFORE), year.end() + _BEHIND) for year in _YEAR.finditer(text)],
        WORDS_TOO: [(0, len(text))],
        "": list(find_digit_windows(text)),
    }
    for name in _patterns():
        if name.needed and not any(word in lower for word in name.needed):
            continue
        for match in _find_all(name, text, digits, windows.get(name.where, [])):
            yield *match.span(name.group), name.kind


def _find_all(
    name: _Name, text: str, digits: Iterable[int], windows: Iterable[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    if name.where == AT_DIGITS:
        return filter(None, (name.pattern.match(text, at) for at in digits))
    return chain.from_iterable(name.pattern.finditer(text, *window) for window in windows)


@cache
def _patterns() -> tuple[_Name, ...]:
    words = lexicon()
    times_that = words.vague["times_that"]
    listed: list[tuple[Kind, str]] = [
        ("unread", rf"{needing(times_that)}\b(?i:{alternatives(times_that)})\b"),
        *_fixed_patterns(words),
        *(("time", pattern) for pattern in time_patterns(words)),
        *(("date", pattern) for pattern in date_patterns(words)),
        *(("designator", pattern) for pattern in _designator_patterns(words)),
        *(("date", pattern) for pattern in year_patterns(words)),
        *(("unread", pattern) for pattern in _unread_patterns(words)),
    ]
    return tuple(_compile(kind, pattern) for kind, pattern in _merge(listed))


def _merge(listed: Iterable[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    """Yield patterns; those that follow one another, are of one kind and begin at digits are one, which is faster."""
    for (kind, at_digits), some in groupby(listed, key=lambda each: (each[0], _begins_at_digits(each[1]))):
        patterns = [pattern for _, pattern in some]
        if at_digits:
            yield kind, AT_DIGITS + "|".join(f"(?:{pattern.removeprefix(AT_DIGITS)})" for pattern in patterns)
        else:
            yield from ((kind, pattern) for pattern in patterns)


def _begins_at_digits(pattern: str) -> bool:
    return pattern.startswith(AT_DIGITS) and "(?P<" not in pattern


def _compile(kind: Kind, pattern: str) -> _Name:
    compiled, needed = re.compile(pattern), _NEEDED.match(pattern)
    where = next((mark for mark in (AT_DIGITS, AT_YEARS, WORDS_TOO) if mark in pattern), "")
    if not where and r"\d" not in pattern:
        where = WORDS_TOO
    group = "span" if "span" in compiled.groupindex else 0
    return _Name(kind, compiled, group, where, tuple(needed[1].split("|")) if needed else ())


def _fixed_patterns(words: Lexicon) -> Iterator[tuple[Kind, str]]:
    yield "designator", rf"(?<![\w.])(?:{alternatives(words.designators['fixed'])})(?![\w])"
    yield "designator", needing(("://", "www.", "@")) + r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    yield "designator", r"(?<!\w)\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b"


def _unread_patterns(words: Lexicon) -> Iterator[str]:
    """Yield what holds a number that is not certain: none of its pieces is one."""
    numerals = words.numerals
    scales = alternatives([*numerals["scales"], *numerals["abbreviated"], *numerals["suffixes"]])
    metric = alternatives(words.units["after_comma"])
    yield AT_DIGITS + r"(?<![\w.,])\d{1,3},\s?\n\s?\d{3}(?!\d)|(?<![\w.,])\d{1,3},\d{1,2}\n\d{1,2}(?!\d)"
    yield rf"{AT_DIGITS}(?<![\w.,])\d+,\d{{1,2}}(?![\d,])(?![\s-]?(?i:{scales})(?!\w)|\s?%|\s?(?:{metric})(?!\w))"
    measured = rf"\d\d+/\d\d+\s?(?:{alternatives(words.units['slashed'])})\b"
    part = r"(?:1/[2-5]|2/3|3/[45])\s[a-z]"
    yield rf"{AT_DIGITS}(?<![\w/.])(?<!\d\s)(?!{measured}|{part})\d+/\d+(?![\w/])(?!\sof\b|\s(?:{scales})\b)"
    figures = words.vague["figures"]
    yield rf"{needing(figures)}\b\d+[\s-](?:{alternatives(figures)})\b"
    yield AT_DIGITS + r"(?<![\w.,])10[⁰¹²³⁴-⁹]+|\d+(?:\.\d+)?\s?[x×]\s?10\s?\^?-?\d+"


def _money_before(words: Lexicon, *, apart: bool = False) -> str:
    """Return what begins an amount with its currency: "KSh3", "N500 million"; also apart from it: "Tk 160"."""
    money, numerals = words.units["money"], words.numerals
    signs = alternatives({sign for signs in money["before"].values() for sign in signs if sign[0].isalpha()})
    letters = alternatives({letter for letters in money["letters"].values() for letter in letters})
    scales = alternatives([*numerals["scales"], *numerals["suffixes"], *numerals["abbreviated"]])
    many = rf"\d[\d,.]*(?:[\s-]?(?:{scales})|-[MBT])\b|\d{{1,3}}[, ]\d{{3}}"
    gap = r"\s?" if apart else ""
    quake = rf"M\d\.\d\s(?:{alternatives(words.units['earthquakes'])})\b"
    return rf"(?:{signs})\.?{gap}\d|(?:{letters})(?:{many})|{quake}"


def _designator_patterns(words: Lexicon) -> Iterator[str]:
    table, numerals = words.designators, words.numerals
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    signs = alternatives(
        {sign for marks in words.units["money"]["before"].values() for sign in marks if sign.isalpha()}
    )
    yield rf"{WORDS_TOO}\b(?:{alternatives(table['plurals'])})\s\d+[A-Z]?(?:,\s\d+[A-Z]?)*(?:,?\sand\s\d+[A-Z]?)?\b"
    yield (
        AT_DIGITS
        + r"(?<![\w.])\d{1,3}(?:\.\d+)?\s?°\s?(?:\d+(?:\.\d+)?\s?['’′]\s?(?:\d+(?:\.\d+)?\s?[\"”″])?)?\s?[NSEW]\b"
        r"|(?<![\w.])\d{1,3}\.\d+°?\s?[NSEW]\b"
    )
    yield AT_DIGITS + r"\b\d{4}-\d{2}\b(?!-)"
    yield AT_DIGITS + r"(?<=[:;.]\s)\d{1,2}\)(?= [A-Za-z])|(?<=[:;.]\s\()\d{1,2}(?=\) [A-Z])"
    yield AT_DIGITS + r"\b\d{1,3}-\d+(?:st|nd|rd|th)\b"
    yield AT_DIGITS + r"(?<=[a-z]\s)\d{1,2}\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s\d{1,2}\b(?![,.]\d|\s[a-z]|%)"
    yield AT_DIGITS + r"\b\d[-\s]foot[-\s]\d{1,2}\b"
    yield AT_DIGITS + r"\b1[38]00[ -]\d{3}[ -]\d{3}\b"
    yield AT_DIGITS + r"(?<![\w.,])7[0-8]7-[1-9]00\b"
    yield AT_DIGITS + r"\b\d{1,2}[xX×]\d{1,2}s?\b(?!\s?\^)"
    yield AT_DIGITS + r"(?<![\w.,])\d[GD]\b(?=\s[a-z]|[,.;)])"
    yield AT_DIGITS + r"(?<![\w.,])\d{1,4}[ADHJLOPQRUVXYZ]\b(?![-.]\w)"
    yield AT_DIGITS + r"(?<![\d:])(?<!\bratio of )\d{1,4}:\d{1,4}(?![\d:]|,\d{3})"
    local = (
        r"(?<!\w)0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}",
        r"(?<![\w,.])0\d{2,4}(?:-\d{2,4}){1,3}",
        r"\b\d{3}-\d{4}",
        r"\b(?:1-)?\d{3}[-.]\d{3}[-.]\d{4}",
    )
    yield rf"{AT_DIGITS}(?:{'|'.join(local)})\b"
    yield r"\[\d{1,3}\]"
    yield r"(?<!['’])\b(?![AI]\s)[A-Z]\s\d{1,3}s?\b(?![,.]\d|\s(?:[a-z-]+\s)?(?:people|[a-z]+s)\b)"
    yield r"\bi[A-Z][a-z]+\s\d+(?:['’]?s)?\b"
    counted, scales = counted_nouns(), alternatives(numerals["scales"])
    alone = rf"(?![,.]\d|\s(?:{counted}|{scales}\b)|\s?%)"
    yield rf"(?<=[a-z]\s)(?!(?:{signs})\s)[A-Z]{{2,6}}\s(?:\d+/\d+|\d{{2,4}}(?:-\d+)?)\b{alone}"
    small = alternatives([*numerals["units"], *numerals["tens"]])
    multiples = [f"-{word}" for word in table["multiples"]]
    yield rf"{needing(multiples)}\b(?:\d+|(?i:{small}))(?:{alternatives(multiples)})\b"
    known = "".join(rf"(?<!\b{word}\s)" for word in table["not_named"])
    initials = "".join(sorted({word[0] for word in (*table["lower"], *table["spans"])}))
    known = rf"\b(?=[{initials}]\w*\.?\s#?\d){known}"
    lower, spans = alternatives(table["lower"]), alternatives(table["spans"])
    verb = "".join(rf"(?<!\b{word}\s)" for word in table["who_number"])
    numbered = rf"(?!number\s)(?:{lower})\s#?\d+[A-Za-z]?(?:[-/]\d+)*\b(?![,.]\d|\s(?:{scales})\b)"
    yield rf"(?<![a-z]s\s){verb}\bnumber\s\d+[A-Za-z]?\b(?![,.]\d|\s(?:{scales})\b)"
    yield rf"{known}(?:{numbered}|(?:{spans})\s\d+\b(?![,.]\d|\s{counted}))"
    yield rf"{WORDS_TOO}(?<=[Tt]he )(?:[A-Z][a-z]+\s)(?:{capital})\b"
    item = r"(?=\s+(?:[A-Z]|\d[\d,]*\s[a-z]))"
    yield rf"(?:(?<=\n)|(?<![^\n]))[^\S\n]*\(?\d{{1,2}}[.)]{item}|(?<=[.;]\s)\d{{1,2}}\.{item}"
    yield r"\b[A-Z][a-z]+\s0\d\b"
    yield from _code_patterns(words)


def _single_words(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of a measure that stand alone and tell what a number counts: "killed", "deaths"."""
    phrases = chain.from_iterable(row.get(kind, ()) for kind in ("before", "after", "nouns", "fates", "tolls"))
    return (phrase for phrase in phrases if phrase.isalpha())


def _code_patterns(words: Lexicon) -> Iterator[str]:
    """Yield names by their form, and numbers behind or before words that make names of them."""
    table, numerals = words.designators, words.numerals
    sides, streets = alternatives(table["sides"]), alternatives(table["streets"])
    nouns, heads = alternatives(table["nouns"]), alternatives(table["heads"])
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    ranks = alternatives(word.capitalize() for word in numerals["ordinals"])
    code = r"\d[\w-]*(?:[/.]\d+)*(?:\(\w{1,3}\))*(?:\sMAX)?(?:\s\d+\b)?"
    no_code = rf"(?!{_money_before(words)}|(?i:mid|pre|post|late|early|to|or|and|of|in|by)-)"
    yield rf"\b(?=[A-Za-z]+[-‑]?\d){no_code}[A-Za-z]+[-‑]?\d+[A-Za-z0-9]*(?:[-./]\d+)*\b(?!,\d)"
    yield r"\b[A-Z]{2,}(?:/[A-Z0-9.]+)+\b|\b[A-Z]{2}\s\d{1,2}\s[A-Z]{1,2}\s\d{3,4}\b"
    yield r"(?<=[“\"'‘])\d{4}(?=[”\"'’])"
    yield rf"{AT_DIGITS}(?<=\bthe\s)\d{{1,4}}[A-Z]?(?=\s(?:is|was|isn['’]t|wasn['’]t|hasn['’]t|has)\b)"
    yield rf"{AT_DIGITS}(?<=\bThe\s)\d{{1,4}}[A-Z]?(?=\s(?:is|was|isn['’]t|wasn['’]t|hasn['’]t|has)\b)"
    yield AT_DIGITS + r"(?<![\w.,])7[0-8]7s\b"
    yield r"(?<=[a-z]\s)[A-Z][a-z]+\s(?P<span>\d{1,3}s)\b"
    yield AT_DIGITS + r"\b\d+ers\b"
    yield AT_DIGITS + r"\b\d{3}(?:-\d+)?\sMAX(?:\s\d+)?\b"
    yield rf"{AT_DIGITS}\b\d+\s(?:{alternatives(table['units_of_armies'])})\b"
    yield AT_DIGITS + r"\b(?:911|999|112)(?=\s(?:call|operator|dispatch|emergency))"
    yield AT_DIGITS + r"(?<![\w.,])\d+[AC-JLN-SU-Z](?:\s[A-Z][a-z]+)+"
    named = r"(?:\d+(?:st|nd|rd|th)\s|(?:[A-Z][a-z]+\s){1,2})"
    yield rf"{AT_DIGITS}\b\d+[A-Za-z]?\s(?:(?:{sides})\s)?{named}(?:{streets})(?!\w)"
    yield rf"{AT_DIGITS}\b\d+(?:st|nd|rd|th)(?=\s(?:[A-Z]\w+\s){{0,3}}(?:{heads})\b)"
    yield r"\b[A-Z]{1,4}(?:\.\d+)+\b"
    yield rf"{AT_YEARS}\b(?:{alternatives(table['acts'])}),?\s(?:of\s)?(?P<span>(?:1[5-9]|20)\d{{2}})\b"
    yield rf"{AT_DIGITS}\b\d{{1,5}}[A-Za-z]?(?=,?\s(?:{alternatives(table['streets_before'])})\s)"
    yield rf"{AT_DIGITS}\b(?P<span>\d{{2,5}})(?=[\s-](?:{alternatives(table['blocks'])})\b)"
    apart = "".join(rf"(?<!\b{word}\s)" for word in table["not_after"])
    follower = rf"(?:[,.;:)]|\s(?:{alternatives(table['followers'])})\b)"
    measures = (phrase for row in table_of("measures").values() for phrase in _single_words(row))
    counting = alternatives({*table["headlines"], *(word.capitalize() for word in measures)})
    month = alternatives([*words.months, *words.calendar["weekdays"]])
    no_name = rf"(?!(?:{month})\b|(?:[A-Z]\w*\s)?(?:{counting})\s\d|{_money_before(words, apart=True)})"
    listed = r"(?!,\s[A-Z][\w'’-]+\s\d)"
    yield rf"(?<=[a-z,]\s)(?<!\d,\s){apart}{no_name}[A-Z][\w.&]*(?:\s[A-Z][a-z]+)?\s\d+(?={follower}(?!\d)){listed}"
    more = rf"(?!\d*(?:,\d{{3}})|\d+\s(?:{alternatives(numerals['scales'])})\b)"
    yield rf"{WORDS_TOO}\b(?:{nouns})\s(?:{more}{code}|(?:{capital})\b|[IVX]+\b)"
    verb_nouns = alternatives(table["verb_nouns"])
    yield rf"\b(?:{verb_nouns})\s{more}{code}(?!\w|\s{counted_nouns('[A-Za-z]')})"
    yield rf"{AT_DIGITS}\b\d{{3}}(?=\s(?:{alternatives(table['called'])})\b)"
    yield r"\b[A-Z][a-z]+\s(?:[IVX]{2,}|V|X)\b"
    yield rf"\b(?:{ranks})\s(?:{heads})\b"
    yield rf"(?<=[a-z,]\s)(?:{capital})\s[A-Z][a-z]+"
    yield rf"{WORDS_TOO}[Oo]ne(?<=\b[Oo]ne)(?=\s+(?:{alternatives(table['pronoun_before'])})\b)"
    after = "|".join(rf"(?<=\b{word}\sone)|(?<=\b{word.capitalize()}\sone)" for word in table["pronoun_after"])
    yield rf"{WORDS_TOO}one\b(?:{after})(?!-|\s+(?:of|hundred|thousand|million))"
    calls = alternatives(table["calls"])
    yield rf"\b(?i:{calls})\s(?P<span>\d{{3,5}}(?:\s(?:or|and)\s\d{{3,5}})?)\b(?!\s{counted_nouns()})"
