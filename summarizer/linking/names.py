"""Normalised names: folded, without the words that every name of their kind has, and as consonant skeletons."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from ..language.lexicon import table, word_set
from ..language.places import countries

_STEM = 5  # letters: "Ukraine" and "Ukrainian", "Russia" and "Russian" share as many
_LONGEST = 80  # letters of a place name: what is longer is no name, and would be compared letter by letter
_CACHED = 200_000  # names: a corpus of a million reports holds about a tenth as many
_WORD = re.compile(r"[^\W_]+")
_DROPPED = str.maketrans("", "", "aeiouyh' -")
_ONE_SOUND = str.maketrans("wcqzjd", "vkkssd")


def fold(text: str) -> str:
    """Fold a text to lower case, without accents or punctuation."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(_WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


@lru_cache(_CACHED)
def place_key(name: str | None) -> str:
    """A place name without the words that every place of its kind has."""
    words = fold(name or "").split()
    return " ".join([word for word in words if word not in word_set("places", "kinds")] or words)[:_LONGEST].rstrip()


@lru_cache(_CACHED)
def country_key(name: str | None) -> str:
    """A country by one name, whatever it goes by; what is none that we know, as a skeleton."""
    folded, key = fold(name or ""), place_key(name)
    return _countries().get(folded) or _countries().get(key) or skeleton(key)


@cache
def _countries() -> dict[str, str]:
    """Our name for a country by each of its names, folded, with and without the words that every place has."""
    entries = countries()
    named = [(name, country) for country, entry in entries.items() for name in (country, *entry.names)]
    whole = {fold(name): country for name, country in reversed(named)}
    also = Counter(word for entry in entries.values() for word in entry.also)
    named += [(word, country) for country, entry in entries.items() for word in entry.also if also[word] == 1]
    return {place_key(name): country for name, country in reversed(named)} | whole


@lru_cache(_CACHED)
def skeleton(key: str) -> str:
    """The consonants of a folded name, with what transliterations confuse made one: Kharkiv, Harkov → hrkv, hrkv.

    A name that keeps fewer than two letters so is its own skeleton: Ohio, Io.
    """
    text = key
    for spelling, sound in table("places")["spellings"]:
        text = text.replace(spelling, sound)
    text = re.sub(r"(.)\1", r"\1", text.translate(_DROPPED).translate(_ONE_SOUND))
    return text if len(text) > 1 else key


@lru_cache(_CACHED)
def stems(text: str) -> tuple[str, ...]:
    """The first letters of each word that means something, in order, each once."""
    return tuple(
        dict.fromkeys(word[:_STEM] for word in fold(text).split() if word not in word_set("function_words", "empty"))
    )


@lru_cache(_CACHED)
def actor_stems(name: str) -> tuple[str, ...]:
    """The stems of an actor's name; none for "unidentified gunmen", who may be anybody."""
    return _stems(name, word_set("function_words", "empty") | word_set("actors", "nameless"))


def _stems(text: str, empty: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_STEM] for word in fold(text).split() if word not in empty))
