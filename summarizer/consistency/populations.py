"""Populations: whether two figures count the same people or things, from the words of `of`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Relation = Literal["same", "narrower", "broader", "apart", "unknown"]

_PEOPLE = "people"


@dataclass(frozen=True)
class Population:
    """What is counted: a class of people, or a thing with what narrows it."""

    head: str
    narrowed: frozenset[str] = frozenset()
    people: bool = False


@dataclass(frozen=True)
class _Tables:
    people: dict[str, str]  # noun → class; "people" for anybody
    apart: frozenset[frozenset[str]]
    phrases: dict[str, str]
    idle: frozenset[str]
    exclusive: tuple[frozenset[str], ...]


@cache
def _tables() -> _Tables:
    table = tomllib.loads(resources.files(__package__).joinpath("populations.toml").read_text(encoding="utf-8"))
    people = {noun: kind for kind, nouns in table["people"].items() for noun in nouns}
    return _Tables(
        people=people | dict.fromkeys(table["anybody"], _PEOPLE),
        apart=frozenset(frozenset(pair) for pair in table["apart"]["pairs"]),
        phrases=table["phrases"],
        idle=frozenset(table["adjectives"]["idle"]),
        exclusive=tuple(frozenset(kinds) for kinds in table["exclusive"]["sets"]),
    )


@cache
def population(of: str) -> Population:
    """The population that the words name; nothing narrows it that stands after "of", "who" or "in"."""
    tables = _tables()
    words = re.sub(r"[^\w\s-]", " ", of.casefold())
    for phrase, name in tables.phrases.items():
        words = re.sub(rf"\b{re.escape(phrase)}\b", name, words)
    noun_phrase, *rest = re.split(r"\s(?:of|who|that|which|in|from|on|at|with|aboard)\s", words, maxsplit=1)
    nouns = [_singular(word) for word in noun_phrase.split() if word not in tables.idle]
    if not nouns:
        return Population(_PEOPLE if not words.strip() else words.strip())
    kinds = {tables.people[noun] for noun in nouns if noun in tables.people}
    if kinds:
        special = kinds - {_PEOPLE}
        unknown = frozenset(noun for noun in nouns if noun not in tables.people)
        narrowed = unknown | frozenset(rest)
        return Population(min(special) if special else _PEOPLE, narrowed, people=True)
    return Population(nouns[-1], frozenset(nouns[:-1]) | frozenset(rest))


def _singular(noun: str) -> str:
    if noun in _tables().people or len(noun) < 4:
        return noun
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if noun.endswith(plural) and not noun.endswith(("ss", "us")):
            return noun[: -len(plural)] + singular
    return noun


def relation(ours: str, theirs: str) -> Relation:
    """How the population of the first words relates to that of the second ("narrower": lies inside it)."""
    a, b = population(ours), population(theirs)
    if a == b:
        return "same"
    if a.people and b.people:
        return _between_people(a, b)
    if a.head != b.head:
        return "unknown"
    if a.narrowed < b.narrowed:
        return "broader"
    if b.narrowed < a.narrowed:
        return "narrower"
    if any(
        (a.narrowed & kinds) and (b.narrowed & kinds) and not (a.narrowed & b.narrowed & kinds)
        for kinds in _tables().exclusive
    ):
        return "apart"
    return "unknown"


def _between_people(a: Population, b: Population) -> Relation:
    if a.head == b.head:
        if a.narrowed == b.narrowed:
            return "same"
        if a.narrowed < b.narrowed:
            return "broader"
        return "narrower" if b.narrowed < a.narrowed else "unknown"
    if a.head == _PEOPLE and not a.narrowed:
        return "broader"
    if b.head == _PEOPLE and not b.narrowed:
        return "narrower"
    return "apart" if frozenset((a.head, b.head)) in _tables().apart else "unknown"
