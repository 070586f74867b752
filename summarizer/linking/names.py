"""Names as they are compared: folded, without what every name of their kind has, and as consonant skeletons."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

_WORDS = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_PLACE_KINDS = frozenset(_WORDS["place_kinds"])
_EMPTY = frozenset(_WORDS["empty"])
_NAMELESS = frozenset(_WORDS["nameless"])
_COUNTRIES: dict[str, str] = _WORDS["countries"]
_SPELLINGS: list[list[str]] = _WORDS["spellings"]
_STEM = 5  # letters: "Ukraine" and "Ukrainian", "Russia" and "Russian" share as many
_LONGEST = 80  # letters of a place name: what is longer is no name, and would be compared letter by letter
_CACHED = 200_000  # names: a corpus of a million reports holds about a tenth as many
_DROPPED = str.maketrans("", "", "aeiouyh' -")
_ONE_SOUND = str.maketrans("wcqzjd", "vkkssd")


def fold(text: str) -> str:
    """Lower case, without accents or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


@lru_cache(_CACHED)
def place_key(name: str | None) -> str:
    """A place name without the words that every place of its kind has."""
    words = fold(name or "").split()
    return " ".join([word for word in words if word not in _PLACE_KINDS] or words)[:_LONGEST].rstrip()


@lru_cache(_CACHED)
def country_key(name: str | None) -> str:
    """A country's name, one for each country that goes by several."""
    key = place_key(name)
    return _COUNTRIES.get(key, key)


@lru_cache(_CACHED)
def skeleton(key: str) -> str:
    """The consonants of a folded name, with what transliterations confuse made one: Kharkiv, Harkov → hrkv, hrkv.

    A name that keeps fewer than two letters so is its own skeleton: Ohio, Io.
    """
    text = key
    for spelling, sound in _SPELLINGS:
        text = text.replace(spelling, sound)
    text = re.sub(r"(.)\1", r"\1", text.translate(_DROPPED).translate(_ONE_SOUND))
    return text if len(text) > 1 else key


@lru_cache(_CACHED)
def stems(text: str) -> tuple[str, ...]:
    """The first letters of each word that means something, in order, each once."""
    return tuple(dict.fromkeys(word[:_STEM] for word in fold(text).split() if word not in _EMPTY))


@lru_cache(_CACHED)
def actor_stems(name: str) -> tuple[str, ...]:
    """The stems of an actor's name; none for "unidentified gunmen", who may be anybody."""
    return tuple(dict.fromkeys(w[:_STEM] for w in fold(name).split() if w not in _EMPTY and w not in _NAMELESS))
