"""Ages that are no number of their own: decades, groups and words for persons; "Ana, 34," is read with the numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...bounds import WordedBound
from ...lexicon import alternatives, lexicon
from ..intervals import interval
from ..number import Number

_DECADE = 10


@dataclass(frozen=True)
class _Ages:
    decades: re.Pattern[str]
    groups: re.Pattern[str]
    persons: re.Pattern[str]
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
    return _Ages(
        decades=re.compile(
            rf"\b(?:(?:{alternatives(whose)})\s(?:(?P<part>{part})[\s-])?|(?P<alone>{part})[\s-])"
            rf"(?P<decade>{decade})\b(?:\s(?:or|to)\s(?:(?P<next>{part})[\s-])?(?P<last>{decade})\b)?"
        ),
        groups=re.compile(
            rf"(?<![\w-])(?P<limit>{alternatives(word for words in groups.values() for word in words)})"
            rf"-(?P<age>\d{{1,3}}|{alternatives(numbers)})['’]?s?\b(?!-)",
            re.IGNORECASE,
        ),
        persons=re.compile(rf"\b(?:(?P<person>{alternatives(of_persons)})s?|(?P<some>{some})s?)\b", re.IGNORECASE),
        in_words={word: (low, high) for word, (low, high) in in_words.items()},
        of_persons={word: (low, high) for word, (low, high) in of_persons.items()},
        parts={word: (low, high) for word, (low, high) in parts.items()},
        parts_of_teens={word: (low, high) for word, (low, high) in table["parts_of_teens"].items()},
        numbers=numbers,
        bounds={word: bound for bound in ("less_than", "more_than") for word in groups[bound]},
    )


def find_ages(text: str) -> Iterator[Number]:
    """Find "in her early twenties", "the over-60s", "octogenarians", "a fiftysomething mayor" in a text."""
    tables = _tables()
    for match in tables.decades.finditer(text):
        part = match["part"] or match["alone"]
        if not match["part"] and match["alone"] and not match["decade"][0].isalpha():
            continue  # "the early 90s" are years
        low, high = _read_decade(tables, match["decade"], part)
        if match["last"]:
            high = _read_decade(tables, match["last"], match["next"])[1]
        yield _make_age(match, low, high)
    for match in tables.groups.finditer(text):
        written = match["age"].lower()
        value = float(written) if written.isdigit() else tables.numbers[written]
        bound = tables.bounds[match["limit"].lower()]
        yield _make_age(match, *interval(value, bound), bound, value)
    for match in tables.persons.finditer(text):
        if match["person"]:
            low, high = tables.of_persons[match["person"].lower()]
        else:
            low = int(tables.numbers[match["some"].lower().removesuffix("something")])
            high = low + _DECADE - 1
        yield _make_age(match, low, high)


def _read_decade(tables: _Ages, decade: str, part: str | None) -> tuple[int, int]:
    if decade == "teens":
        return tables.parts_of_teens[part] if part else tables.in_words[decade]
    first = tables.in_words[decade][0] if decade in tables.in_words else int(decade[:2])
    low, high = tables.parts[part] if part else (0, _DECADE - 1)
    return first + low, first + high


def _make_age(
    match: re.Match[str], low: float, high: float, bound: WordedBound = "between", value: float | None = None
) -> Number:
    return Number(match.start(), match.end(), match[0], "age", low, high, "year", bound, low if value is None else value)
