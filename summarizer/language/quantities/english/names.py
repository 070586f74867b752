"""Numbers that count nothing: dates, clock times, and names that hold a number."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, groupby
from typing import NamedTuple

from ...lexicon import alternatives, lexicon
from ..number import Kind
from .dates_and_times import date_patterns, time_patterns, year_patterns
from .designators import designator_patterns, fixed_patterns
from .digit_windows import find_digit_windows
from .pattern_marks import AT_DIGITS, AT_YEARS, WORDS_TOO, needing
from .unread import unread_patterns

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
        *(("designator", pattern) for pattern in fixed_patterns(words)),
        *(("time", pattern) for pattern in time_patterns(words)),
        *(("date", pattern) for pattern in date_patterns(words)),
        *(("designator", pattern) for pattern in designator_patterns(words)),
        *(("date", pattern) for pattern in year_patterns(words)),
        *(("unread", pattern) for pattern in unread_patterns(words)),
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
