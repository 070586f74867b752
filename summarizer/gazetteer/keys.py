"""Keys under which the names of places are looked up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, Literal

from ..language.lexicon import table

# Letters that Unicode does not take apart into one of the plain alphabet and an accent.
_PLAIN: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "ħ": "h",
        "ə": "e",
        "ǝ": "e",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ŋ": "n",
    }
)
Level = Literal["streets", "grounds", "buildings", "quarters", "towns", "counties", "regions", "named_after_towns"]
SITES: Final[tuple[Level, ...]] = ("streets", "grounds", "buildings")
DIVISIONS: Final[tuple[Level, ...]] = ("counties", "regions")
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_KEY: Final = 60  # letters: what is longer is no name


def fold_name(name: str) -> str:
    """Fold a name to lower case words, without accents, points or apostrophes: "Port-au-Prince", "N'Djaména"."""
    letters = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold().translate(_PLAIN)
    return " ".join(_WORD.findall("".join(c for c in letters if unicodedata.category(c) not in _MARKS)))


_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʻʼʿʾ`´ʹ."))
_MARKS: Final = ("Mn", "Lm")


def gazetteer_key(name: str) -> str:
    """The key of a name: folded, its first words contracted ("Saint", "Fort"), without spaces."""
    first, _, rest = fold_name(name).partition(" ")
    return f"{_contractions().get(first, first) if rest else first}{rest.replace(' ', '')}"[:_LONGEST_KEY]


@cache
def _contractions() -> dict[str, str]:
    words: dict[str, Any] = table("addresses")["contractions"]
    return words


@cache
def _kind_words(level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = table("addresses")
    return tuple(sorted(words[level], key=len, reverse=True)), tuple(
        sorted(words.get(f"{level}_before", ()), key=len, reverse=True)
    )


def strip_kind(folded: str, level: Level) -> str:
    """Return a folded name without the word for its kind at a level of `addresses.toml`; unchanged without one."""
    after, before = _kind_words(level)
    for kind in after:
        if folded.endswith(f" {kind}"):
            return folded[: -len(kind) - 1]
    for kind in before:
        if folded.startswith(f"{kind} "):
            return folded[len(kind) + 1 :]
    return folded


def find_kind(words: str, levels: Iterable[Level]) -> Level | None:
    """Return the level of the kind that a name ends or begins with, if it says more than that kind."""
    return next((level for level in levels if strip_kind(words, level) != words), None)
