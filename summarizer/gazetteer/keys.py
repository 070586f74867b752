"""Keys under which the names of places are looked up."""

import re
import unicodedata
from functools import cache, lru_cache
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
_CACHED: Final = 100_000  # names
_LONGEST_KIND: Final = 4  # words
_LONGEST_KEY: Final = 60  # letters: what is longer is no name


@lru_cache(_CACHED)
def fold_name(name: str) -> str:
    """Fold a name to lower case words, without accents, points or apostrophes: "Port-au-Prince", "N'Djaména"."""
    if name.isascii():
        return " ".join(_WORD.findall(name.translate(_APOSTROPHES).lower()))
    letters = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold().translate(_PLAIN)
    return " ".join(_WORD.findall("".join(c for c in letters if unicodedata.category(c) not in _MARKS)))


_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʻʼʿʾ`´ʹ."))
_MARKS: Final = ("Mn", "Lm")


@lru_cache(_CACHED)
def gazetteer_key(name: str) -> str:
    """The key of a name: folded, its first words contracted ("Saint", "Fort"), without spaces."""
    first, _, rest = fold_name(name).partition(" ")
    return f"{_contractions().get(first, first) if rest else first}{rest.replace(' ', '')}"[:_LONGEST_KEY]


@cache
def _contractions() -> dict[str, str]:
    words: dict[str, Any] = table("addresses")["contractions"]
    return words


@cache
def _kind_words(level: Level) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds of a level that stand after a name, and those before it."""
    words = table("addresses")
    return frozenset(words[level]), frozenset(words.get(f"{level}_before", ()))


@lru_cache(_CACHED)
def strip_kind(folded: str, level: Level) -> str:
    """Return a folded name without the word for its kind at a level of `addresses.toml`; unchanged without one."""
    after, before = _kind_words(level)
    words = folded.split()
    for length in range(min(_LONGEST_KIND, len(words) - 1), 0, -1):
        if " ".join(words[-length:]) in after:
            return " ".join(words[:-length])
    for length in range(min(_LONGEST_KIND, len(words) - 1), 0, -1):
        if " ".join(words[:length]) in before:
            return " ".join(words[length:])
    return folded


@lru_cache(_CACHED)
def find_kind(words: str, levels: tuple[Level, ...]) -> Level | None:
    """Return the level of the kind that a name ends or begins with, if it says more than that kind."""
    return next((level for level in levels if strip_kind(words, level) != words), None)


def is_bare_word(words: str) -> bool:
    """Test whether folded words say how a place lies, and name none: "near", "of", "the", "in the north"."""
    return words in _bare_words() or all(word in _bare_words() for word in words.split())


@cache
def _bare_words() -> frozenset[str]:
    addresses, places = table("addresses"), table("places")
    listed = (addresses["bare"], addresses["articles"], addresses["directions"])
    return frozenset(
        fold_name(word) for words in (*listed, places["before"], places["links"], places["parts"]) for word in words
    )
