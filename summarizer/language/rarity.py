"""Rarity of words: how much it says that two news texts share one."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from .lexicon import table, word_set

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 3  # letters or digits: ages, initials and particles are shared by chance
_ENGLISH: Final = 0.6  # of an English text's words at least so many are listed; of 2,000 articles, 99 % have 0.7


def split_words(text: str) -> Iterator[str]:
    """Yield the words of a text, folded: lower case, without accents or points."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    yield from _WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))


def rarity(word: str) -> float:
    """Return log2 of one in how many news texts has a folded word, in bits; that of a rare word if it is not listed."""
    return _listed().get(word, _unlisted())


def rare_words(text: str, least: float, most: int) -> list[str]:
    """Return the rarest words of a text, each once, in the order of their first use; no boilerplate.

    Args:
        text: English; of another language the words that are written with a capital inside a sentence are taken, and
            long numbers, since nothing is known of how rare the others are.
        least: Bits: commoner words are left out.
        most: How many words to return at most; of equally rare ones the first.
    """
    words = list(dict.fromkeys(word for word in split_words(text) if len(word) >= _SHORTEST))
    if words and sum(word in _listed() for word in words) < _ENGLISH * len(words):
        names = set(split_words(" ".join(word for word in _WITHIN.findall(text) if not word[0].islower())))
        words = [word for word in words if word in names]
    rare = (word for word in words if rarity(word) >= least and word not in word_set("function_words", "boilerplate"))
    kept = set(sorted(rare, key=rarity, reverse=True)[:most])
    return [word for word in words if word in kept]


# A word after a word that ends no sentence, or a number of three digits or more.
_WITHIN: Final = re.compile(r"(?<=\w )[^\W\d_]\w{2,}|(?<=\w, )[^\W\d_]\w{2,}|\d{3,}")


@cache
def _listed() -> dict[str, float]:
    return {word: float(bits) for bits, words in table("rarity")["bits"].items() for word in words.split()}


@cache
def _unlisted() -> float:
    return float(table("rarity")["unlisted"])
