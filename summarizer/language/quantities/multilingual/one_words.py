"""Words that are a number and what it counts in one: "사흘" is three days, "六旬" an age of sixty odd."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from ..number import Kind
from .lexicon import LETTER, Phrases, number_table
from .measures import Measured
from .numerals import Numeral
from .runs import Style

_SEVERAL: Final = (3.0, 9.0)
_Read = tuple[float, float, Style, Kind, str | None]


@dataclass(frozen=True)
class OneWords:
    """The words of a language with the ends, the style, the kind and the unit of each."""

    words: Phrases[_Read]
    pattern: re.Pattern[str]

    def find(self, text: str, mask: bytearray, taken: Container[int]) -> Iterator[Measured]:
        """Yield those of a text that nothing else has been read of."""
        for match in self.pattern.finditer(text):
            start, end = match.span()
            if mask.find(1, start, end) < 0 and start not in taken:
                low, high, style, kind, unit = self.words[match[0]]
                yield Measured(Numeral(start, end, end, low, high, style), start, end, end, kind, unit)


@cache
def one_words_of(language: str) -> OneWords:
    """Compile the words of a language."""
    table = number_table(language)
    listed: list[tuple[str, _Read]] = [(word, _read("count", "2")) for word in table["duals"]["words"]]
    for unit, by_value in table.get("in_one", {}).items():
        for value, words in by_value.items():
            listed += [(word, _read(unit, value)) for word in words]
    spaces = table["writing"]["spaces"]
    phrases: Phrases[_Read] = Phrases(listed, spaces=spaces)
    glued = spaces and bool(table.get("counters", {}).get("words"))
    return OneWords(phrases, re.compile(rf"(?<!{LETTER}){phrases.glued}" if glued else phrases.pattern))


def _read(unit: str, value: str) -> _Read:
    """Return what words in a table say: the unit is "count" for none, the value "3", "3-4" or "several"."""
    kind: Kind = "age" if unit == "age" else "quantity"
    named = {"count": None, "age": "year"}.get(unit, unit)
    if value == "several":
        return (*_SEVERAL, "vague", kind, named)
    low, _, high = value.partition("-")
    return float(low), float(high or low), "span" if high else "exact", kind, named
