"""Numbers that count nothing: dates, clock times, and names that hold a number."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from ...lexicon import Lexicon, alternatives, lexicon
from ..number import Kind
from .digit_windows import find_digit_windows

Span = tuple[int, int, Kind]
# Comments at the beginning of a pattern, by which it is searched for where it can be alone: it begins with a run of
# digits; it holds a number of four digits near its beginning; it matches without a digit as well.
_AT_DIGITS, _AT_YEARS, _WORDS_TOO = "(?#at digits)", "(?#at years)", "(?#words too)"
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
        _AT_YEARS: [(max(0, year.start() - _BEFORE), year.end() + _BEHIND) for year in _YEAR.finditer(text)],
        _WORDS_TOO: [(0, len(text))],
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
    if name.where == _AT_DIGITS:
        return filter(None, (name.pattern.match(text, at) for at in digits))
    return chain.from_iterable(name.pattern.finditer(text, *window) for window in windows)


@cache
def _patterns() -> tuple[_Name, ...]:
    words = lexicon()
    times_that = words.vague["times_that"]
    listed: list[tuple[Kind, str]] = [
        ("unread", rf"{_needing(times_that)}\b(?i:{alternatives(times_that)})\b"),
        *_fixed_patterns(words),
        *(("time", pattern) for pattern in _time_patterns(words)),
        *(("date", pattern) for pattern in _date_patterns(words)),
        *(("designator", pattern) for pattern in _designator_patterns(words)),
        *(("date", pattern) for pattern in _year_patterns(words)),
        *(("unread", pattern) for pattern in _unread_patterns(words)),
    ]
    return tuple(_compile(kind, pattern) for kind, pattern in listed)


def _compile(kind: Kind, pattern: str) -> _Name:
    compiled, needed = re.compile(pattern), _NEEDED.match(pattern)
    where = next((mark for mark in (_AT_DIGITS, _AT_YEARS, _WORDS_TOO) if mark in pattern), "")
    if not where and r"\d" not in pattern:
        where = _WORDS_TOO
    group = "span" if "span" in compiled.groupindex else 0
    return _Name(kind, compiled, group, where, tuple(needed[1].split("|")) if needed else ())


def _needing(words: Iterable[str]) -> str:
    """Write into a pattern that what it matches holds one of some words, in any case."""
    return f"(?#needs {'|'.join(word.lower() for word in words)}){_WORDS_TOO}"


def _fixed_patterns(words: Lexicon) -> Iterator[tuple[Kind, str]]:
    yield "designator", rf"(?<![\w.])(?:{alternatives(words.designators['fixed'])})(?![\w])"
    yield "designator", _needing(("://", "www.", "@")) + r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    yield "designator", r"(?<!\w)\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b"


def _time_patterns(words: Lexicon) -> Iterator[str]:
    zones, marks = alternatives(words.calendar["zones"]), alternatives(words.calendar["clock_marks"])
    units, clock = alternatives(words.numerals["units"]), alternatives(words.calendar["clock"])
    half = r"\s?(?:[ap]\.m\.|[ap]\.?m\b|[AP]\.M\.|[AP]M\b)"
    hour = r"(?:[01]?\d|2[0-3])"
    yield rf"{_AT_DIGITS}(?<![\w.:]){hour}(?:[:.][0-5]\d)?(?:\s?(?:-|–|to)\s?{hour}(?:[:.][0-5]\d)?)?{half}"
    yield rf"{_AT_DIGITS}(?<![\w.:]){hour}:[0-5]\d(?::[0-5]\d)?(?:Z\b|(?![\w:])(?:\s(?:{zones})\b)?)"
    yield rf"{_AT_DIGITS}(?<![\w.:]){hour}\.[0-5]\d\s?(?:{zones}|{marks})\b"
    yield rf"{_AT_DIGITS}(?<![\w.:])(?:[01]\d|2[0-4])[0-5]\d\s?(?:{zones}|{marks})\b"
    yield rf"{_AT_DIGITS}(?<![\w.:]){hour}h[0-5]\d\b"
    hours = rf"(?:{hour}(?:[.:][0-5]\d)?|(?i:{units}))"
    parts, past = words.calendar["parts_of_day"], words.calendar["past_hour"]
    yield rf"{_needing(parts)}(?<![\w.:]){hours}\s(?:{alternatives(parts)})\b"
    yield rf"{_needing(past)}\b(?i:{alternatives(past)})\s{hours}\b(?!\s[a-z]+s\b)"
    yield rf"{_needing(words.calendar['clock'])}(?<![\w.:])(?:{hour}|(?i:{units}))\s(?:{clock})"


def _date_patterns(words: Lexicon) -> Iterator[str]:
    month = alternatives(words.months)
    day, year = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)", r"(?:1[5-9]|20)\d{2}"
    days = rf"{day}(?:\s?(?:[-–—/]|to|and|or)\s?{day})?"
    yield _AT_DIGITS + r"(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\w-])"
    yield _AT_DIGITS + r"(?<![\w./])(?:[0-2]?\d|3[01])[./](?:0?\d|1[0-2])[./](?:19|20)?\d{2}(?![\w/])"
    yield rf"{_AT_DIGITS}\b{days}\s(?:of\s)?(?:{month})(?!\w)(?:,?\s{year}\b)?"
    yield rf"\b(?:{month})\s{days}\b(?![,.]\d)(?:,?\s{year}\b)?"
    yield rf"\b(?:{month}),?\s{year}\b"
    yield _AT_DIGITS + r"(?<![\w/.-])(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|[12]\d|3[01])-(?:19|20)\d{2}(?![\w-])"
    yield _AT_DIGITS + r"(?<![\w/.-])(?:19|20)\d{2}[/.](?:0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])(?![\w/])"
    large = alternatives(words.numerals["large"])
    apart = r"(?<![\w/.,-])(?<!\d\s)"
    yield rf"{_AT_DIGITS}{apart}(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\w/])(?!\s(?:of|{large})\b)"
    yield rf"{_AT_YEARS}\b(?:{alternatives(words.calendar['quarters'])})\s?(?:of\s)?(?:19|20)\d{{2}}\b"


def _year_patterns(words: Lexicon) -> Iterator[str]:
    before, verbs = alternatives(words.calendar["before_year"]), alternatives(words.calendar["after_year"])
    year = r"(?:1[5-9]|20)\d{2}"
    recent = r"(?:19|20)(?!00)\d{2}"
    ends = r"(?![,.]\d|\s?%|[-–/]\d|\w)"
    yield rf"{_AT_DIGITS}(?<![\w.,$£€]){year}s\b"
    yield r"(?<!\w)['’]\d0s\b|(?<!\w)['’]\d{2}(?:[-–]\d{2})?\b(?!['’])"
    yield rf"{_AT_DIGITS}(?<![\w.,$£€/-]){recent}\s?[-–/]\s?(?:{recent}|\d{{2}})(?![,.]?\d|\w|\s[a-z]+s\b)"
    yield rf"{_AT_DIGITS}\b{recent}\b(?=\s[A-Z][a-z])"
    yield rf"{_AT_YEARS}\({year}\)"
    yield rf"{_AT_DIGITS}(?<![\w.,$£€]){recent}{ends}(?=\s(?:{verbs})\b)"
    yield rf"{_AT_YEARS}\b(?i:{before})\s{year}(?P<span>,\s{year}(?:,\s{year})*)(?=,?\sand\s{year})"
    single = r"(?=\s[a-z-]+\b)(?!\s(?:[a-z-]+\s)?[a-z]+s\b)"
    yield rf"{_AT_YEARS}\b(?i:an?|the|its|his|her|their)\s(?P<span>{recent}){ends}{single}"
    yield rf"{_AT_YEARS}\b[A-Z][a-z]+\s(?P<span>{recent}){ends}(?!\s(?:[a-z-]+\s)?[a-z]+s\b)(?!\speople\b)"
    # After such a word it is a year, unless a counted noun follows: "in 2000 homes".
    yield rf"{_AT_YEARS}\b(?i:between|from)\s(?P<span>{recent})(?=\s(?:and|to)\s{recent}\b)"
    uncounted = r"(?!\s+(?:[a-z-]+\s)?(?:people|[a-z]+s)\b)"
    yield rf"{_AT_YEARS}\b(?i:{before})[\s-](?P<span>{year})\b(?![,.]\d|\s?%|-[a-z]){uncounted}"


def _unread_patterns(words: Lexicon) -> Iterator[str]:
    """Yield what holds a number that is not certain: none of its pieces is one."""
    numerals = words.numerals
    scales = alternatives([*numerals["scales"], *numerals["abbreviated"], *numerals["suffixes"]])
    small, fractions = alternatives([*numerals["units"], *numerals["tens"]]), alternatives(numerals["fractions"])
    yield _AT_DIGITS + r"(?<![\w.,])\d{1,3},\s?\n\s?\d{3}(?!\d)|(?<![\w.,])\d{1,3},\d{1,2}\n\d{1,2}(?!\d)"
    yield rf"{_AT_DIGITS}(?<![\w.,])\d+,\d{{1,2}}(?![\d,])(?![\s-](?:{scales})\b)"
    yield rf"{_AT_DIGITS}(?<![\w/.])(?<!\d\s)\d+/\d+(?![\w/])(?!\sof\b|\s(?:{scales})\b)"
    figures, halves = words.vague["figures"], words.vague["and_half"]
    yield rf"{_needing(figures)}\b(?i:{small}|\d+)[\s-](?:{alternatives(figures)})\b"
    noun = rf"(?!(?:{scales}|{fractions})\b)[a-z]+"
    yield rf"{_needing(halves)}(?<!and )\b(?i:an?|one)\s{noun}\s(?i:{alternatives(halves)})\b"
    yield _AT_DIGITS + r"(?<![\w.,])10[⁰¹²³⁴-⁹]+|\d+(?:\.\d+)?\s?[x×]\s?10\s?\^?-?\d+"


def _money_before(words: Lexicon) -> str:
    """Return what begins an amount that touches its currency: "KSh3", "N500 million"."""
    money, numerals = words.units["money"], words.numerals
    signs = alternatives({sign for signs in money["before"].values() for sign in signs if sign.isalpha()})
    letters = "".join({letter for letters in money["letters"].values() for letter in letters})
    scales = alternatives([*numerals["scales"], *numerals["suffixes"], *numerals["abbreviated"]])
    return rf"(?:{signs})\.?\d|[{letters}]\d[\d,.]*[\s-]?(?:{scales})\b|[{letters}]\d{{1,3}},\d{{3}}"


def _designator_patterns(words: Lexicon) -> Iterator[str]:
    table, numerals = words.designators, words.numerals
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    signs = alternatives(
        {sign for marks in words.units["money"]["before"].values() for sign in marks if sign.isalpha()}
    )
    yield (
        _AT_DIGITS
        + r"(?<![\w.])\d{1,3}(?:\.\d+)?\s?°\s?(?:\d+(?:\.\d+)?\s?['’′]\s?(?:\d+(?:\.\d+)?\s?[\"”″])?)?\s?[NSEW]\b"
        r"|(?<![\w.])\d{1,3}\.\d+°?\s?[NSEW]\b"
    )
    yield _AT_DIGITS + r"\b\d{4}-\d{2}\b(?!-)"
    yield r"(?<=[\w.,;:”\"'’)])\[\d{1,3}\]"
    yield _AT_DIGITS + r"\b\d{1,2}[xX×]\d{1,2}s?\b(?!\s?\^)"
    yield rf"\b(?:{alternatives(table['plurals'])})\s\d+[A-Z]?(?:,\s\d+[A-Z]?)*(?:,?\sand\s\d+[A-Z]?)?\b"
    yield _AT_DIGITS + r"(?<![\w.,])\d[GD]\b(?=\s[a-z])"
    yield _AT_DIGITS + r"(?<![\w.,])\d{1,4}[ADHJLOPQRUVXYZ]\b(?![-.]\w)"
    yield r"(?<!['’])\b(?![AI]\s)[A-Z]\s\d{1,3}s?\b(?![,.]\d|\s(?:[a-z-]+\s)?(?:people|[a-z]+s)\b)"
    yield r"\bi[A-Z][a-z]+\s\d+(?:['’]?s)?\b"
    counted, scales = r"(?:[a-z-]+\s)?(?:people|[a-z]+s)", alternatives(numerals["scales"])
    alone = rf"(?![,.]\d|\s(?:{counted}|{scales})\b|\s?%)"
    yield rf"(?<=[a-z]\s)(?!(?:{signs})\s)[A-Z]{{2,6}}\s(?:\d+/\d+|\d{{2,4}})\b{alone}"
    small = alternatives([*numerals["units"], *numerals["tens"]])
    multiples = [f"-{word}" for word in table["multiples"]]
    yield rf"{_needing(multiples)}\b(?:\d+|(?i:{small}))(?:{alternatives(multiples)})\b"
    known = "".join(rf"(?<!\b{word}\s)" for word in table["not_named"])
    initials = "".join(sorted({word[0] for word in (*table["lower"], *table["spans"])}))
    known = rf"\b(?=[{initials}]\w*\.?\s#?\d){known}"
    lower, spans = alternatives(table["lower"]), alternatives(table["spans"])
    numbered = rf"(?:{lower})\s#?\d+[A-Za-z]?\b(?![,.]\d|\s(?:{scales})\b)"
    yield rf"{known}(?:{numbered}|(?:{spans})\s\d+\b(?![,.]\d|\s{counted}\b))"
    yield rf"{_WORDS_TOO}(?<=[Tt]he )(?:[A-Z][a-z]+\s)(?:{capital})\b"
    yield r"(?:(?<=\n)|(?<![^\n]))[^\S\n]*\(?\d{1,2}[.)](?=\s+[A-Z])|(?<=[.;]\s)\d{1,2}\.(?=\s[A-Z])"
    yield r"\b[A-Z][a-z]+\s0\d\b"
    yield _AT_DIGITS + r"(?<![\d:])\d{1,4}:\d{1,4}(?![\d:])"
    yield _AT_DIGITS + r"(?<!\w)0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}\b|\b\d{3}-\d{4}\b|\b(?:1-)?\d{3}[-.]\d{3}[-.]\d{4}\b"
    yield from _code_patterns(words)


def _code_patterns(words: Lexicon) -> Iterator[str]:
    """Yield names by their form, and numbers behind or before words that make names of them."""
    table, numerals = words.designators, words.numerals
    nouns, heads = alternatives(table["nouns"]), alternatives(table["heads"])
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    ranks = alternatives(word.capitalize() for word in numerals["ordinals"])
    code = r"\d[\w-]*(?:\sMAX)?(?:\s\d+\b)?"
    no_code = rf"(?!{_money_before(words)}|(?i:mid|pre|post|late|early|to|or|and|of|in|by)-)"
    yield rf"\b{no_code}[A-Za-z]+[-‑]?\d+[A-Za-z0-9]*(?:[-.]\d+)*\b(?!,\d)"
    yield r"\b[A-Z]{1,4}(?:\.\d+)+\b"
    yield _AT_DIGITS + r"\b\d+ers\b"
    yield rf"{_AT_DIGITS}\b\d+\s(?:{alternatives(table['units_of_armies'])})\b"
    yield _AT_DIGITS + r"\b(?:911|999|112)(?=\s(?:call|operator|dispatch|emergency))"
    yield _AT_DIGITS + r"\b\d+[A-Z](?:\s[A-Z][a-z]+)+"
    yield rf"{_AT_DIGITS}\b\d+\s(?:[NESW]\.?\s)?(?:[A-Z][a-z]+\s){{1,2}}(?:{alternatives(table['streets'])})(?!\w)"
    yield rf"{_AT_DIGITS}\b(?P<span>\d{{2,5}})(?=[\s-](?:{alternatives(table['blocks'])})\b)"
    apart = "".join(rf"(?<!\b{word}\s)" for word in table["not_after"])
    follower = rf"(?:[,.;:)]|\s(?:{alternatives(table['followers'])})\b)"
    month = alternatives(words.months)
    yield rf"(?<=[a-z,]\s){apart}(?!(?:{month})\b)[A-Z][\w.&]*\s\d+(?={follower}(?!\d))"
    yield rf"{_WORDS_TOO}\b(?:{nouns})\s(?:{code}|(?:{capital})\b|[IVX]+\b)"
    yield r"\b[A-Z][a-z]+\s(?:[IVX]{2,}|V|X)\b"
    yield rf"{_AT_DIGITS}\b\d+(?:st|nd|rd|th)(?=\s(?:[A-Z]\w+\s){{0,3}}(?:{heads})\b)"
    yield rf"\b(?:{ranks})\s(?:{heads})\b"
    yield rf"(?<=[a-z,]\s)(?:{capital})\s[A-Z][a-z]+"
    yield rf"\b[Oo]ne(?=\s+(?:{alternatives(table['pronoun_before'])})\b)"
    yield rf"\b(?i:{alternatives(table['pronoun_after'])})\s+(?P<span>one)\b(?!\s+(?:of|hundred|thousand|million))"
    yield _needing(("dial", "call")) + r"\b(?i:dial|dials|dialled|dialed|call|calls|called)\s(?P<span>\d{3})\b"
