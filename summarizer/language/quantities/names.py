"""Numbers that count nothing: dates, clock times, and names that hold a number."""

import re
from collections.abc import Iterator
from functools import cache

from ..lexicon import Lexicon, alternatives, lexicon
from .digit_windows import find_digit_windows
from .number import Kind

Span = tuple[int, int, Kind]
_WORDS_TOO = "(?#words too)"  # in a pattern: it matches without a digit as well


def find_names(text: str, language: str = "en") -> Iterator[Span]:
    """Find the spans of dates, times and designators, the surer first; they may overlap."""
    near, everywhere = list(find_digit_windows(text)), [(0, len(text))]
    for kind, pattern in _patterns(language):
        group = "span" if "span" in pattern.groupindex else 0
        for start, end in near if _needs_a_digit(pattern) else everywhere:
            for match in pattern.finditer(text, start, end):
                yield *match.span(group), kind


@cache
def _needs_a_digit(pattern: re.Pattern[str]) -> bool:
    """Return whether a digit must stand in what the pattern matches: patterns that words match as well say so."""
    return r"\d" in pattern.pattern and _WORDS_TOO not in pattern.pattern


@cache
def _patterns(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    words = lexicon(language)
    listed: list[tuple[Kind, str]] = [
        *_fixed_patterns(words),
        *(("time", pattern) for pattern in _time_patterns(words)),
        *(("date", pattern) for pattern in _date_patterns(words)),
        *(("designator", pattern) for pattern in _designator_patterns(words)),
        *(("date", pattern) for pattern in _year_patterns(words)),
    ]
    return tuple((kind, re.compile(pattern)) for kind, pattern in listed)


def _fixed_patterns(words: Lexicon) -> Iterator[tuple[Kind, str]]:
    yield "designator", rf"(?<![\w.])(?:{alternatives(words.designators['fixed'])})(?![\w])"
    yield "designator", r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    yield "designator", r"(?<!\w)\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b"


def _time_patterns(words: Lexicon) -> Iterator[str]:
    zones = alternatives(words.calendar["zones"])
    half = r"\s?(?:[ap]\.m\.|[ap]\.?m\b)"
    yield rf"(?<![\w.:])\d{{1,2}}(?:[:.]\d{{2}})?{half}"
    yield rf"(?<![\w.:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:])(?:\s(?:{zones})\b)?"
    yield rf"(?<![\w.:])(?:[01]\d|2[0-3])[0-5]\d\s(?:{zones})\b"


def _date_patterns(words: Lexicon) -> Iterator[str]:
    month = alternatives(words.months)
    day, year = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)", r"(?:1[5-9]|20)\d{2}"
    days = rf"{day}(?:\s?(?:[-–—/]|to|and|or)\s?{day})?"
    yield r"(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\w-])"
    yield r"(?<![\w./])(?:[0-2]?\d|3[01])[./](?:0?\d|1[0-2])[./](?:19|20)?\d{2}(?![\w/])"
    yield rf"\b{days}\s(?:of\s)?(?:{month})(?!\w)(?:,?\s{year}\b)?"
    yield rf"\b(?:{month})\s{days}\b(?![,.]\d)(?:,?\s{year}\b)?"
    yield rf"\b(?:{month}),?\s{year}\b"


def _year_patterns(words: Lexicon) -> Iterator[str]:
    before = alternatives(words.calendar["before_year"])
    year = r"(?:1[5-9]|20)\d{2}"
    yield rf"(?<![\w.,$£€]){year}s\b"
    yield r"\b(?:19|20)(?!00)\d{2}\b(?=\s[A-Z][a-z])"
    # After such a word it is a year, unless a counted noun follows: "in 2000 homes".
    yield rf"\b(?i:{before})[\s-](?P<span>{year})\b(?![,.]\d|\s?%)(?!\s+[a-z]+s\b)"


def _designator_patterns(words: Lexicon) -> Iterator[str]:
    table, numerals = words.designators, words.numerals
    nouns, heads = alternatives(table["nouns"]), alternatives(table["heads"])
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    ranks = alternatives(word.capitalize() for word in numerals["ordinals"])
    code = r"\d[\w-]*(?:\sMAX)?(?:\s\d+\b)?"
    yield r"\b\d{4}-\d{2}\b(?!-)"
    yield r"\b(?!Rs\.?\d|(?i:mid|pre|post|late|early)-)[A-Za-z]+[-‑]?\d+[A-Za-z0-9]*(?:[-.]\d+)*\b(?!,\d)"
    yield r"\b[A-Z]{1,4}(?:\.\d+)+\b"
    yield r"\b\d+ers\b"
    yield r"\b(?:911|999|112)(?=\s(?:call|operator|dispatch|emergency))"
    yield r"\b\d+[A-Z](?:\s[A-Z][a-z]+)+"
    yield rf"\b\d+\s(?:[NESW]\.?\s)?(?:[A-Z][a-z]+\s){{1,2}}(?:{alternatives(table['streets'])})(?!\w)"
    yield rf"\b(?P<span>\d{{2,5}})(?=[\s-](?:{alternatives(table['blocks'])})\b)"
    apart = "".join(rf"(?<!\b{word}\s)" for word in table["not_after"])
    follower = rf"(?:[,.;:)]|\s(?:{alternatives(table['followers'])})\b)"
    month = alternatives(words.months)
    yield rf"(?<=[a-z,]\s){apart}(?!(?:{month})\b)[A-Z][\w.&]*\s\d+(?={follower}(?!\d))"
    yield rf"{_WORDS_TOO}\b(?:{nouns})\s(?:{code}|(?:{capital})\b|[IVX]+\b)"
    yield r"\b[A-Z][a-z]+\s(?:[IVX]{2,}|V|X)\b"
    yield rf"\b\d+(?:st|nd|rd|th)(?=\s(?:[A-Z]\w+\s){{0,3}}(?:{heads})\b)"
    yield rf"\b(?:{ranks})\s(?:{heads})\b"
    yield rf"(?<=[a-z,]\s)(?:{capital})\s[A-Z][a-z]+"
    yield rf"\b[Oo]ne(?=\s+(?:{alternatives(table['pronoun_before'])})\b)"
    yield rf"\b(?i:{alternatives(table['pronoun_after'])})\s+(?P<span>one)\b(?!\s+(?:of|hundred|thousand|million))"
    yield r"\b(?i:dial|dials|dialled|dialed|call|calls|called)\s(?P<span>\d{3})\b"
