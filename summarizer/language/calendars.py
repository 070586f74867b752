"""Months, weekdays and words for a day in the languages whose numbers are read, whichever of them the words are in."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from .quantities.multilingual import languages
from .quantities.multilingual.folding import fold
from .quantities.multilingual.lexicon import WORD, number_table

_TOKEN: Final = re.compile(rf"\d+|(?:(?!\d){WORD})+")
_LONGEST: Final = 3  # words of a name: "yavm al-ithnayn", "kanun al-thani"
_WHOLE: Final = 6  # letters of a weekday's name that may begin a longer word
_ENDING: Final = 4  # letters that a star stands for at most
# Letters of a Latin name; a shorter one is a word of another language ("so", "do"). A month stands beside a number.
_LEAST: Final = {"months": 3, "weekdays": 4, "days_back": 4}
_LATIN: Final = "\u024f"
_YEARS: Final = range(1000, 3000)
# "5月3日", "2023년 5월 3일": the signs are those of no other writing.
_BY_SIGNS: Final = re.compile(r"(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]")
_BY_NUMBERS: Final = re.compile(r"(?<![\d.,])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")


class MonthDay(NamedTuple):
    """A day of a month, and its year where one is named."""

    month: int
    day: int
    year: int | None


def find_foreign_weekday(words: str) -> int | None:
    """Find the one weekday that words of another language than English name, Monday being 0; None for none or several.

    A name that means several weekdays in several languages is none.
    """
    named = set(_find_named(fold(words), "weekdays").values())
    return named.pop() if len(named) == 1 else None


def find_foreign_day(words: str) -> MonthDay | None:
    """Find the day that words of another language than English name: "3 травня 2023 року", "3 de mayo", "5月3日".

    Months of other calendars than the Gregorian are not read.
    """
    folded = fold(words)
    if signed := _BY_SIGNS.search(folded):
        return _make_day(signed[2], signed[3], signed[1])
    tokens = list(_TOKEN.finditer(folded))
    for at, month in _find_named(folded, "months").items():
        beside = [token[0] for token in tokens if token[0].isdigit() and not token.start() <= at < token.end()]
        before = [token[0] for token in tokens if token.end() <= at and token[0].isdigit()]
        behind = [token[0] for token in tokens if token.start() > at and token[0].isdigit()]
        days = [number for number in (*before[-1:], *behind[:1]) if len(number) <= 2]
        year = next((number for number in beside if len(number) == 4 and int(number) in _YEARS), None)
        if days:
            return _make_day(str(month + 1), days[0], year)
    numbered = _BY_NUMBERS.search(folded)
    return _make_day(numbered[3], numbered[1], numbered[4]) if numbered else None


def find_foreign_days_back(words: str) -> int | None:
    """Find how many days before publication words of another language are: "вчора" is 1; None for none or several."""
    named = set(_find_named(fold(words), "days_back").values())
    return named.pop() if len(named) == 1 else None


def _make_day(month: str, day: str, year: str | None) -> MonthDay | None:
    made = MonthDay(int(month), int(day), int(year) if year else None)
    return made if made.month in range(1, 13) and made.day in range(1, 32) else None


def _find_named(folded: str, table: str) -> dict[int, int]:
    """Find the names of a table in a folded text: where each begins, and its place in the table."""
    names = _gather(table)
    found = {
        match.start(): names.get(match[0], names.get(f"{match[0]}*", 0)) for match in _signs(table).finditer(folded)
    }
    tokens = list(_TOKEN.finditer(folded))
    for nth, first in enumerate(tokens):
        for last in tokens[nth : nth + _LONGEST]:
            name = folded[first.start() : last.end()]
            stems = (f"{name[: len(name) - ending]}*" for ending in range(min(_ENDING + 1, len(name))))
            whole = (
                name[:end] for end in range(len(name) - 1, _WHOLE - 1, -1) if table == "weekdays"
            )  # "Dienstagabend"
            known = next((form for form in (name, *stems, *whole) if form in names), None)
            if known:
                found[first.start()] = names[known]
    return found


@cache
def _signs(table: str) -> re.Pattern[str]:
    """Return a pattern of the names in writings that do not part words."""
    names = sorted((name for name in _gather(table) if re.search(r"[\u1000-\u109f\u3040-\u9fff]", name)), key=len)
    return re.compile("|".join(re.escape(name.rstrip("*")) for name in reversed(names)) or "(?!)")


@cache
def _gather(table: str) -> Mapping[str, int]:
    """Gather the names of every language's `[dates]` with their places, without those that have several."""
    places: dict[str, set[int]] = {}
    for name, place in _list_names(table):
        places.setdefault(fold(name).strip(" ."), set()).add(place)
    return {
        name: found.pop()
        for name, found in places.items()
        if len(found) == 1 and (len(name) >= _LEAST[table] or name[:1] > _LATIN)
    }


def _list_names(table: str) -> Iterator[tuple[str, int]]:
    for language in languages():
        for place, names in enumerate(number_table(language)["dates"].get(table, ())):
            yield from ((name, place) for name in names)
