"""Ages that are told by their decade: "20代", "三十代後半", "40대 남성"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from .lexicon import glued, number_table

_DECADES: Final = range(10, 100, 10)
_YEARS, _HALF = 9, 5


@dataclass(frozen=True)
class Decades:
    """The pattern of a language: a word behind a round number, and its first or second half behind that."""

    word: re.Pattern[str]

    def read(self, text: str, at: int, age: float) -> tuple[float, float, int] | None:
        """Read the word at an offset behind a number: the first and last age that it says, and where it ends."""
        match = self.word.match(text, at) if age in _DECADES else None
        if match is None:
            return None
        first = age + _HALF if match["last"] else age
        last = age + _HALF - 1 if match["first"] else age + _YEARS
        return first, last, match.end()


@cache
def decades_of(language: str) -> Decades:
    """Compile the pattern of a language; it matches nothing where there is no such word."""
    ages = number_table(language)["ages"]
    words, nouns = ages.get("decades", ()), ages.get("decade_nouns", ())
    halves = rf"\s?(?:(?P<first>{glued(ages.get('first_half', ()))})|(?P<last>{glued(ages.get('second_half', ()))}))"
    another = rf"\W?\w{{0,2}}\s?[1-9]0{glued(words)}"  # "20대와 30대 여성"
    behind = rf"(?=\s?{glued(nouns)}|{another})" if nouns else ""
    return Decades(re.compile(rf"(?!{glued(ages.get('others', ()))}){glued(words)}(?:{halves}|{behind})"))
