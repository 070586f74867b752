"""The number words of a language, from its folder's `numbers.toml`, as patterns over folded text."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from ...lexicon import alternatives
from .folding import fold

_FOLDER: Final = resources.files(__package__.rpartition(".quantities")[0])
_FILE: Final = "numbers.toml"
_LATIN: Final = 0x24F  # the last letter of Latin Extended-B

# Letters, digits and the vowel signs that belong to letters; and the same without digits, for "5kg".
WORD: Final = r"[\w\u0900-\u0963\u0971-\u097f\u102b-\u103e]"
LETTER: Final = rf"(?!\d){WORD}"
_STAR: Final = "\ue000"  # in place of the star that ends a stem
# No vowel, tone or final consonant of the same syllable follows: "လ" (month) is no part of "လေး" (four).
_SYLLABLE_END: Final = r"(?![\u102b-\u103e]|[\u1000-\u1021]\u1037?[\u1039\u103a])"
_ENDING: Final = rf"{WORD}{{0,4}}"
_EDGE: Final = rf"(?!{WORD})"  # the end of a word


@cache
def languages() -> tuple[str, ...]:
    """Return the languages, besides English, whose numbers are read, by their two letters."""
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if folder.joinpath(_FILE).is_file()))


@cache
def number_table(language: str) -> dict[str, Any]:
    """Read a language's `numbers.toml`; docs/languages.md says what each of its tables means."""
    return tomllib.loads(_FOLDER.joinpath(language, _FILE).read_text(encoding="utf-8"))


@cache
def find_table(language: str, name: str) -> dict[str, Any]:
    """Read another file of a language's folder; empty if it has none."""
    file = _FOLDER.joinpath(language, f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def shared_table() -> dict[str, Any]:
    """Read the signs that are the same in every language: currencies, units."""
    return tomllib.loads(_FOLDER.joinpath("signs.toml").read_text(encoding="utf-8"))


def is_latin(language: str) -> bool:
    """Test whether a language is written in Latin letters."""
    return ord(number_table(language)["words"]["3"][0][0]) <= _LATIN


Payload = TypeVar("Payload")


class Phrases(Generic[Payload]):
    """Words and phrases of one kind with what each means; a star ends a stem.

    Attributes:
        pattern: A regular expression of them all, without groups; one that matches nothing where there are none.
        glued: The same, where a word may go on behind.
    """

    def __init__(
        self, phrases: Iterable[tuple[str, Payload]], *, spaces: bool = True, left: bool = True, right: str = _EDGE
    ) -> None:
        self._exact: dict[str, Payload] = {}
        self._stems: list[tuple[re.Pattern[str], Payload]] = []
        folded = []
        for phrase, payload in phrases:
            words = fold(phrase)
            folded.append(words)
            if "*" in words:
                self._stems.append((re.compile(_expression([words])), payload))
            else:
                self._exact.setdefault(words, payload)
        self._stems.sort(key=lambda stem: -len(stem[0].pattern))
        self.pattern = _bounded(folded, spaces=spaces, left=left, right=right)
        self.glued = _bounded(folded, spaces=False, left=left)

    def __getitem__(self, words: str) -> Payload:
        words = " ".join(words.split())
        if words in self._exact:
            return self._exact[words]
        return next(payload for stem, payload in self._stems if stem.fullmatch(words))

    def __contains__(self, words: str) -> bool:
        words = " ".join(words.split())
        return words in self._exact or any(stem.fullmatch(words) for stem, _ in self._stems)


def _expression(phrases: Iterable[str]) -> str:
    return alternatives(phrase.replace("*", _STAR) for phrase in phrases).replace(_STAR, _ENDING)


def _bounded(phrases: list[str], *, spaces: bool, left: bool, right: str = _EDGE) -> str:
    """Return a pattern of phrases that stand apart where they begin or end with a letter and words are parted.

    Without `left`, what they begin with may touch a word before; `right` is what must stand behind.
    """
    if not phrases:
        return "(?!)"
    if not spaces:
        burmese = any("\u1000" <= character <= "\u109f" for phrase in phrases for character in phrase)
        return f"(?:{_expression(phrases)}){_SYLLABLE_END if burmese else ''}"
    parts = []
    for first in (True, False):
        for last in (True, False):
            some = [p for p in phrases if _is_letter(p[0]) == first and _is_letter(p[-1]) == last]
            if some:
                edges = (rf"(?<!{LETTER})" if first and left else "", right if last else "")
                parts.append(f"{edges[0]}(?:{_expression(some)}){edges[1]}")
    return f"(?:{'|'.join(parts)})"


def _is_letter(character: str) -> bool:
    return character == "*" or re.match(WORD, character) is not None


def by_payload(table: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return the phrases of a table, each with the key that it stands under."""
    return [(phrase, key) for key, phrases in table.items() for phrase in phrases]


def by_value(table: Mapping[str, Iterable[str]]) -> list[tuple[str, float]]:
    """Return the phrases of a table whose keys are numbers."""
    return [(phrase, float(key)) for key, phrases in table.items() for phrase in phrases]


def glued(listed: Iterable[str]) -> str:
    """Return a pattern of what is written together with a number, or with one space; nothing where there is none."""
    return Phrases([(word, True) for word in listed], spaces=False).pattern


def list_whole_words(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words that begin with a numeral and are read as a whole: "一半", "六旬"."""
    for value, listed in table["shares"]["words"].items():
        yield from listed if float(value) < 1 else ()
    for by_value in table.get("in_one", {}).values():
        yield from chain.from_iterable(by_value.values())


def parse_ends(ends: str) -> tuple[float, float]:
    """Parse "11-19"."""
    low, _, high = ends.partition("-")
    return float(low), float(high)


def find_edge(writing: Mapping[str, Any], bounds: str = "(?!)") -> str:
    """Return a pattern of what must stand behind a word: its end, or a particle or bound that is written together.

    "86억원이다", "100원가량".
    """
    if not writing.get("particles"):
        return _EDGE
    particles = "|".join(glued(writing[key]) for key in ("particles", "enclitics"))
    return rf"(?:(?!{LETTER})|(?=(?:{particles}){{1,2}}(?!{LETTER}))|(?={bounds}))"


SPELT_DIGITS: Final = "〇零一二三四五六七八九"


def spelt_decimal(table: Mapping[str, Any]) -> re.Pattern[str]:
    """Return a pattern of decimals in words behind a number in words, which are no minutes: "十二点五", "三・六"."""
    points, hours = table["digits"].get("spelt", ()), table["digits"].get("no_spelt", ())
    none = f"(?!{glued(hours)})" if hours else ""
    return re.compile(rf"{glued(points)}(?P<decimals>[{SPELT_DIGITS}]++){none}" if points else "(?!)")
