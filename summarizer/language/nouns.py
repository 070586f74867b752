"""Nouns: the singular of a plural, and words that count without a number."""

import re
from functools import cache
from typing import Final

from .lexicon import alternatives, table, word_set

_SHORTEST: Final = 4  # letters: "gas" is no plural


@cache
def singular(noun: str) -> str:
    """Return the singular of a noun in lower case; a word that is no plural stays as it is."""
    nouns = table("nouns")
    irregular: str | None = nouns["singulars"].get(noun)
    if irregular is not None or len(noun) < _SHORTEST or noun.endswith(tuple(nouns["singular_endings"])):
        return irregular or noun
    endings = ((plural, ending) for plural, ending in nouns["plural_endings"] if noun.endswith(plural))
    return next((noun[: -len(plural)] + ending for plural, ending in endings), noun)


@cache
def nouns_of(kind: str) -> frozenset[str]:
    """Return the nouns of a kind as singulars: people, munitions, things or hazards."""
    nouns = word_set("nouns", kind)
    if kind != "people":
        return nouns
    populations = table("populations")
    return nouns.union(populations["victims"]["nouns"], *populations["people"].values())


@cache
def is_person(word: str) -> bool:
    """Return whether a word in lower case is a noun for one person."""
    if word in word_set("persons", "nouns"):
        return True
    single = singular(word) == word and word not in word_set("nouns", "plurals")
    return single and word in nouns_of("people") - word_set("persons", "groups")


@cache
def names_persons(of: str) -> bool:
    """Return whether words for what is counted name persons, one by one: "two masked men", no groups and no cars."""
    words = {singular(word) for word in of.casefold().split()}
    persons = nouns_of("people") | word_set("persons", "nouns") | word_set("persons", "attackers")
    return not words.isdisjoint(persons) and words.isdisjoint(word_set("nouns", "groups"))


def is_collective(words: str) -> bool:
    """Return whether words for a number end in a noun, so that "of" goes before what is counted: "dozens of people"."""
    return _collective().search(words) is not None


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(table('nouns')['collective'])})$", re.IGNORECASE)


def without_share(of: str) -> str:
    """Return what is counted without the word for a share of it: "percent homes" is homes."""
    return _share().sub("", of).strip()


@cache
def _share() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(table('nouns')['shares'])})\b")
