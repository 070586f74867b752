"""Names as they are compared: folded, without the words that every name of their kind has, as consonant skeletons."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from anyascii import anyascii

from .lexicon import table, word_set
from .places import countries

_LONGEST = 80  # letters of a place name: what is longer is no name, and would be compared letter by letter
_CACHED = 200_000  # names: a corpus of a million reports holds about a tenth as many
_ASCII_WORD = re.compile("[a-z0-9]+")
_DROPPED = str.maketrans("", "", "aeiouyh' -")
_ONE_SOUND = str.maketrans("wcqzjd", "vkkssd")


def fold(text: str) -> str:
    """Fold a text to lower case, without accents or punctuation."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


@lru_cache(_CACHED)
def place_key(name: str | None) -> str:
    """A place name without the words that every place of its kind has."""
    words = fold(name or "").split()
    return " ".join([word for word in words if word not in word_set("places", "kinds")] or words)[:_LONGEST].rstrip()


@lru_cache(_CACHED)
def country_key(name: str | None) -> str:
    """A country by one name, whatever it goes by; what is none that we know, as a skeleton."""
    return find_country_name(name or "") or skeleton(place_key(name))


@lru_cache(_CACHED)
def find_country_name(name: str) -> str | None:
    """Find our name for a country, whatever it goes by; an adjective names none."""
    return _countries().get(fold(name)) or _countries().get(place_key(name))


@cache
def _countries() -> dict[str, str]:
    """Our name for a country by each of its names, folded, with and without the words that every place has."""
    entries = countries()
    named = [(name, country) for country, entry in entries.items() for name in (country, *entry.names)]
    whole = {fold(name): country for name, country in reversed(named)}
    also = Counter(word for entry in entries.values() for word in entry.also)
    named += [(word, country) for country, entry in entries.items() for word in entry.also if also[word] == 1]
    return {place_key(name): country for name, country in reversed(named)} | whole


@cache
def shared_country_names() -> dict[str, tuple[str, ...]]:
    """Names that each stand for several countries, folded, with these: "Congo", "Korea"."""
    named: dict[str, set[str]] = {}
    for country, entry in countries().items():
        for name in (country, *entry.names, *entry.also):
            named.setdefault(fold(name), set()).add(country)
    return {name: tuple(sorted(each)) for name, each in named.items() if len(each) > 1}


@lru_cache(_CACHED)
def skeleton(key: str) -> str:
    """The consonants of a folded name, with what transliterations confuse made one: Kharkiv, Harkov, Харків → hrkv.

    A name that keeps fewer than two letters so is its own skeleton: Ohio, Io.
    """
    text = key if key.isascii() else fold(anyascii(key))
    for spelling, sound in table("places")["spellings"]:
        text = text.replace(spelling, sound)
    text = re.sub(r"(.)\1", r"\1", text.translate(_DROPPED).translate(_ONE_SOUND))
    return text if len(text) > 1 else key
