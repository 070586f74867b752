"""Names of actors as keys of sides, or as stems; words of topics as stems."""

from functools import cache, lru_cache

from ..language.conflict_actors import find_sides
from ..language.lexicon import table, word_set
from ..language.names import fold
from ..language.quantities import read_numbers

_STEM = 5  # letters: "Ukraine" and "Ukrainian", "Russia" and "Russian" share as many
_CACHED = 200_000  # names: a corpus of a million reports holds about a tenth as many


@lru_cache(_CACHED)
def stems(text: str) -> tuple[str, ...]:
    """The first letters of each word that means something, in order, each once."""
    return tuple(
        dict.fromkeys(word[:_STEM] for word in fold(text).split() if word not in word_set("function_words", "empty"))
    )


@lru_cache(_CACHED)
def actor_keys(name: str, country: str | None = None, *, is_target: bool = False) -> tuple[tuple[str, ...], ...]:
    """The keys of an actor who is sure to be meant, and of those who may be.

    They are those of the sides of wars that the name means (`find_sides`), and stems of its words for others; none for
    "unidentified gunmen", who may be anybody.
    """
    sides = find_sides(name, country, is_target=is_target)
    stems = _stems(" ".join(sides.rest), word_set("function_words", "empty") | word_set("actors", "nameless"))
    return (*sides.sure, *stems), sides.possible


@lru_cache(_CACHED)
def victim_stems(noun: str) -> tuple[str, ...]:
    """The stems of the words for who was hurt; none for "12 people" or "three men", who may be anybody."""
    return tuple(stem for stem in _stems(noun, word_set("function_words", "empty") | _anybody()) if stem.isalpha())


@lru_cache(_CACHED)
def find_age(noun: str) -> int | None:
    """The age in years that the words for one person give: "16-year-old boy"."""
    if not any(map(str.isdigit, noun)):
        return None
    ages = [number.value for number in read_numbers(noun) if number.kind == "age" and number.unit == "year"]
    return int(ages[0]) if ages and ages[0] is not None else None


@cache
def _anybody() -> frozenset[str]:
    words = word_set("populations", "anybody") | word_set("populations", "unspecific")
    return frozenset(form for word in words for form in (word, f"{word}s")) | _counts()


def _counts() -> frozenset[str]:
    """The words that numbers and vague counts are made of: "three", "dozens"."""
    vague = table("vague")
    phrases = [
        *table("numerals")["zero"]["words"],
        *(p for e in vague["word"] + vague["multiplier"] for p in e["phrases"]),
    ]
    numbers = word_set("numerals", "units") | word_set("numerals", "tens") | word_set("numerals", "scales")
    return numbers | {word for phrase in phrases for word in phrase.split()}


def _stems(text: str, empty: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_STEM] for word in fold(text).split() if word not in empty))
