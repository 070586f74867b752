"""Populations: whether two figures count the same people or things, from the words of `of`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations
from typing import Literal

from ..language.lexicon import table, word_set
from ..language.nouns import singular
from ..language.places import find_nations

Relation = Literal["same", "narrower", "broader", "apart", "unknown"]

_PEOPLE = "people"
_FEW = 6  # words that narrow a population: 64 sets of them are looked up


@dataclass(frozen=True)
class Population:
    """What is counted: a class of people or a kind of thing, what narrows it, and whose it is.

    A word that several nations share ("Congolese") stands for all of these. Those that reporters do not leave out are
    among what narrows it, too. `noun` is the last one, whoever is named before it: "building" of "civilian buildings".
    """

    head: str
    narrowed: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    people: bool = False
    noun: str = field(default="", compare=False)


@dataclass(frozen=True, eq=False)
class Partition:
    """Kinds that make up a whole with nothing left over; `words` are the general words for each kind."""

    whole: str
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class _Tables:
    people: dict[str, str]  # noun → class; "people" for anybody
    apart: frozenset[frozenset[str]]
    phrases: dict[str, str]
    idle: frozenset[str]
    exclusive: tuple[frozenset[str], ...]
    partitions: tuple[Partition, ...]
    gauges: dict[str, frozenset[str]]
    victims: frozenset[str]


@cache
def _tables() -> _Tables:
    words = table("populations")
    people = {noun: kind for kind, nouns in words["people"].items() for noun in nouns}
    return _Tables(
        people=people | dict.fromkeys(words["anybody"], _PEOPLE),
        apart=frozenset(frozenset(pair) for pair in words["apart"]["pairs"]),
        phrases=words["phrases"],
        idle=frozenset(words["adjectives"]["idle"]),
        exclusive=tuple(frozenset(kinds) for kinds in words["exclusive"]["sets"]),
        partitions=tuple(
            Partition(given["whole"], {kind: frozenset(names) for kind, names in given["kinds"].items()})
            for given in words["partitions"]
        ),
        gauges={name: frozenset(nouns) for name, nouns in words["gauges"].items()},
        victims=frozenset(words["victims"]["nouns"]),
    )


@cache
def population(of: str) -> Population:
    """The population that the words name: "killed" people are anybody, "of Ukraine" is a nation."""
    tables = _tables()
    rest, nations = _without_nations(of)
    words = re.sub(r"[^\w\s-]", " ", rest.casefold())
    for phrase, name in tables.phrases.items():
        words = re.sub(rf"\b{re.escape(phrase)}\b", name, words)
    parts = _clauses().split(words, maxsplit=1)
    nouns, *clauses = [[_singular(word) for word in part.split() if word not in tables.idle] for part in parts]
    narrowed = (nations - word_set("populations", "left_out")) | {" ".join(part) for part in clauses if part}
    if not nouns:
        return Population(_PEOPLE, narrowed, nations, people=True)
    kinds = {tables.people[noun] for noun in nouns if noun in tables.people}
    if not kinds:
        return Population(nouns[-1], narrowed | frozenset(nouns[:-1]), nations)
    adjectives = frozenset(noun for noun in nouns if noun not in tables.people)
    special = kinds - {_PEOPLE}
    return Population(min(special) if special else _PEOPLE, narrowed | adjectives, nations, people=True, noun=nouns[-1])


def _without_nations(of: str) -> tuple[str, frozenset[str]]:
    """The words without those for nations, and the nations that these can mean."""
    found = list(find_nations(of))
    for start, end, _ in reversed(found):
        of = f"{of[:start]} {of[end:]}"
    return of, frozenset[str]().union(*(nations for *_, nations in found))


@cache
def _clauses() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(table('populations')['clauses'])})\s")


def _singular(noun: str) -> str:
    return noun if noun in _tables().people else singular(noun)


@lru_cache(maxsize=1 << 16)
def relation(ours: str, theirs: str) -> Relation:
    """How the population of the first words relates to that of the second ("narrower": lies inside it)."""
    a, b = population(ours), population(theirs)
    if _of_other_nations(a, b):
        return "apart"
    both = bool(a.nations and b.nations)  # then these are the same, and narrow neither
    our_words, their_words = (_plain(a), _plain(b)) if both else (a.narrowed, b.narrowed)
    if a.head == b.head:
        return _by_what_narrows(our_words, their_words)
    if not (a.people and b.people):
        return "unknown"
    if a.head == _PEOPLE and not our_words:
        return "broader"
    if b.head == _PEOPLE and not their_words:
        return "narrower"
    return "apart" if frozenset((a.head, b.head)) in _tables().apart else "unknown"


def _of_other_nations(a: Population, b: Population) -> bool:
    return bool(a.nations and b.nations) and a.nations.isdisjoint(b.nations)


def _plain(named: Population) -> frozenset[str]:
    """What narrows a population, its nation aside."""
    return named.narrowed - named.nations


class Holders:
    """Populations by what names them, so that those which may hold one are found without trying them all."""

    def __init__(self, names: Iterable[str]) -> None:
        self._named: dict[tuple[str, frozenset[str]], list[str]] = {}
        for name in dict.fromkeys(names):
            named = population(name)
            self._named.setdefault((named.head, _plain(named)), []).append(name)

    def of(self, name: str) -> Iterator[str]:
        """Those of the same head that less narrows, or as much, and people at large: all that `relation` may find."""
        named, words = population(name), _plain(population(name))
        if len(words) <= _FEW:
            sizes = range(len(words) + 1)
            keys = {(named.head, frozenset(kept)) for size in sizes for kept in combinations(words, size)}
        else:
            keys = {key for key in self._named if key[0] == named.head and key[1] <= words}
        if named.people:
            keys.add((_PEOPLE, frozenset()))
        for key in keys:
            yield from self._named.get(key, ())


def _by_what_narrows(a: frozenset[str], b: frozenset[str]) -> Relation:
    if a == b:
        return "same"
    if a < b:
        return "broader"
    if b < a:
        return "narrower"
    exclusive = any((a & kinds) and (b & kinds) and not (a & b & kinds) for kinds in _tables().exclusive)
    return "apart" if exclusive else "unknown"


@lru_cache(maxsize=1 << 16)
def partitions(whole: str) -> tuple[Partition, ...]:
    """The partitions of the population that the words name; none if something narrows a class of people."""
    named = population(whole)
    if named.people and named.narrowed:
        return ()
    return tuple(partition for partition in _tables().partitions if partition.whole == named.head)


@lru_cache(maxsize=1 << 16)
def kind_of(part: str, whole: str, partition: Partition) -> str | None:
    """The kind of the partition that the first words name, as a part of the whole; None if they name none of it."""
    inner, outer = population(part), population(whole)
    if not inner.nations <= outer.nations:
        return None
    if inner.people:
        return inner.head if inner.head in partition.words and not inner.narrowed else None
    extra = inner.narrowed - outer.narrowed
    if inner.head != outer.head or len(extra) != 1:
        return None
    (kind,) = extra
    return kind if kind in partition.words else None


@lru_cache(maxsize=1 << 16)
def names_all(part: str, kind: str, partition: Partition) -> bool:
    """Whether the words are general enough to mean all of the kind: "civilians", but not "passengers"."""
    return any(_singular(word) in partition.words[kind] for word in re.findall(r"[\w-]+", part.casefold())) or (
        kind in population(part).narrowed
    )


@lru_cache(maxsize=1 << 16)
def siblings(ours: str, theirs: str) -> bool:
    """Whether two populations are unlike kinds of one partition, and so have nobody in common: women, children."""
    a, b = population(ours).head, population(theirs).head
    return a != b and any(a in partition.words and b in partition.words for partition in _tables().partitions)


@lru_cache(maxsize=1 << 16)
def may_be_same(ours: str, theirs: str) -> bool:
    """Whether two populations that are not certain to be one may be: both name all who were hurt ("workers", "people"),
    or one says more of the same thing ("ballistic missiles", "missiles").
    """
    a, b = population(ours), population(theirs)
    if _of_other_nations(a, b):
        return False
    if _names_victims(ours, a) and _names_victims(theirs, b):
        return not (a.narrowed or b.narrowed)
    return a.head == b.head and not a.people and (a.narrowed <= b.narrowed or b.narrowed <= a.narrowed)


def _names_victims(of: str, named: Population) -> bool:
    words = {_singular(word) for word in re.findall(r"[\w-]+", of.casefold())}
    return named.head == _PEOPLE or bool(words & _tables().victims)


def is_gauge(measure: str, unit: str | None, of: str) -> bool:
    """Whether a number describes one person or thing (an age, an hour, a price) and counts nothing."""
    gauges = _tables().gauges
    return measure in gauges["measures"] or unit in gauges["units"] or population(of).head in gauges["heads"]
