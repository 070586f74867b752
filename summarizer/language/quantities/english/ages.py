"""Ages that are no number of their own: decades, groups and words for persons; "Ana, 34," is read with the numbers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ...bounds import WordedBound
from ...lexicon import alternatives, lexicon
from ..intervals import interval
from ..number import Number

_DECADE = 10


@dataclass(frozen=True)
class _Form:
    """A form of ages: its pattern, what a text must hold for it in small letters, and how it is read."""

    pattern: re.Pattern[str]
    marks: tuple[str, ...]
    read: Callable[["_Ages", re.Match[str]], Number | None]


@dataclass(frozen=True)
class _Ages:
    listed: _Form
    decades: _Form
    groups: _Form
    persons: _Form
    in_words: dict[str, tuple[int, int]]
    of_persons: dict[str, tuple[int, int]]
    parts: dict[str, tuple[int, int]]
    parts_of_teens: dict[str, tuple[int, int]]
    numbers: dict[str, float]
    bounds: dict[str, WordedBound]


@cache
def _tables() -> _Ages:
    table, numerals = lexicon().units["age"], lexicon().numerals
    in_words, of_persons, parts = table["decades_in_words"], table["persons_of"], table["parts_of_decades"]
    groups: dict[str, list[str]] = table["groups"]
    numbers = {**numerals["units"], **numerals["tens"]}
    whose, part = table["whose"], alternatives(parts)
    decade = rf"(?:{alternatives(in_words)}|[2-9]0['’]?s)"
    some = alternatives(f"{word}something" for word in numerals["tens"])
    joined = table["joined"]
    olds = alternatives(words for words in table["words_after"] if "-" in words)
    return _Ages(
        listed=_Form(
            re.compile(
                rf"(?<![\w.,-])\d{{1,3}}(?=-(?:,\s?\d{{1,3}}-)*,?\s{joined}\s\d{{1,3}}[\s-]{olds}\b)"
                rf"|(?<=[a-z],\s)\d{{1,2}}(?=(?:,\s\d{{1,2}})*\s{joined}\s\d{{1,2}},\s[a-z])"
                rf"|(?:(?<=[a-z],\s\d\d\s{joined}\s)|(?<=[a-z],\s\d\s{joined}\s))\d{{1,2}}(?=,\s[a-z])"
            ),
            tuple(f" {joined} {digit}" for digit in range(1, 10)),
            _read_listed,
        ),
        decades=_Form(
            re.compile(
                rf"\b(?:(?:{alternatives(whose)})\s(?:(?P<part>{part})[\s-])?|(?P<alone>{part})[\s-])"
                rf"(?P<decade>{decade})\b(?:\s(?:or|to)\s(?:(?P<next>{part})[\s-])?(?P<last>{decade})\b)?"
            ),
            (*in_words, "0s", "0's", "0’s"),
            _read_decades,
        ),
        groups=_Form(
            re.compile(
                rf"(?<![\w-])(?P<limit>{alternatives(word for words in groups.values() for word in words)})"
                rf"-(?P<age>\d{{1,3}}|{alternatives(numbers)})['’]?s?\b(?!-)",
                re.IGNORECASE,
            ),
            tuple(f"{word}-" for words in groups.values() for word in words),
            _read_group,
        ),
        persons=_Form(
            re.compile(rf"\b(?:(?P<person>{alternatives(of_persons)})s?|(?P<some>{some})s?)\b", re.IGNORECASE),
            (*of_persons, "something"),
            _read_person,
        ),
        in_words={word: (low, high) for word, (low, high) in in_words.items()},
        of_persons={word: (low, high) for word, (low, high) in of_persons.items()},
        parts={word: (low, high) for word, (low, high) in parts.items()},
        parts_of_teens={word: (low, high) for word, (low, high) in table["parts_of_teens"].items()},
        numbers=numbers,
        bounds={word: bound for bound in ("less_than", "more_than") for word in groups[bound]},
    )


def find_ages(text: str) -> Iterator[Number]:
    """Find "in her early twenties", "the over-60s", "octogenarians", "a fiftysomething mayor" in a text."""
    tables, lower = _tables(), text.lower()
    for forms in (tables.listed, tables.decades, tables.groups, tables.persons):
        if any(mark in lower for mark in forms.marks):
            yield from filter(None, (forms.read(tables, match) for match in forms.pattern.finditer(text)))


def _read_listed(_tables: "_Ages", match: re.Match[str]) -> Number:
    """Read one of "the 12-, 14- and 16-year-old", "the victims, 12 and 14,"."""
    value = float(match[0])
    return _make_age(match, value, value, "exactly", value)


def _read_decades(tables: "_Ages", match: re.Match[str]) -> Number | None:
    part = match["part"] or match["alone"]
    if match["alone"] and not match["decade"][0].isalpha():
        return None  # "the early 90s" are years
    low, high = _read_decade(tables, match["decade"], part)
    if match["last"]:
        high = _read_decade(tables, match["last"], match["next"])[1]
    return _make_age(match, low, high)


def _read_group(tables: "_Ages", match: re.Match[str]) -> Number:
    written = match["age"].lower()
    value = float(written) if written.isdigit() else tables.numbers[written]
    bound = tables.bounds[match["limit"].lower()]
    return _make_age(match, *interval(value, bound), bound, value)


def _read_person(tables: "_Ages", match: re.Match[str]) -> Number:
    if match["person"]:
        return _make_age(match, *tables.of_persons[match["person"].lower()])
    low = tables.numbers[match["some"].lower().removesuffix("something")]
    return _make_age(match, low, low + _DECADE - 1)


def _read_decade(tables: _Ages, decade: str, part: str | None) -> tuple[int, int]:
    if decade == "teens":
        return tables.parts_of_teens[part] if part else tables.in_words[decade]
    first = tables.in_words[decade][0] if decade in tables.in_words else int(decade[:2])
    low, high = tables.parts[part] if part else (0, _DECADE - 1)
    return first + low, first + high


def _make_age(
    match: re.Match[str], low: float, high: float, bound: WordedBound = "between", value: float | None = None
) -> Number:
    return Number(
        match.start(), match.end(), match[0], "age", low, high, "year", bound, low if value is None else value
    )
