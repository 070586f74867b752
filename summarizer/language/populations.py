"""Populations: the people or things that figures count, and their relations, from the words of `of`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations
from typing import Literal

from .lexicon import table, word_set
from .nouns import singular
from .places import find_nations

Relation = Literal["same", "narrower", "broader", "apart", "unknown"]

_PEOPLE = "people"
_FEW = 6  # qualifiers of a population: 64 sets of them are looked up


@dataclass(frozen=True)
class Population:
    """A population: a class of people or a kind of thing (`head`), its qualifiers (`narrowed`), and its nations.

    A word that several nations share ("Congolese") stands for all of these. Nations that reporters do not leave out are
    qualifiers, too. `noun` is the last noun, whoever is named before it: "building" of "civilian buildings".
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
class _PopulationWords:
    people: dict[str, str]  # noun → class; "people" for anybody
    apart: frozenset[frozenset[str]]
    phrases: dict[str, str]
    idle: frozenset[str]
    exclusive: tuple[frozenset[str], ...]
    partitions: tuple[Partition, ...]
    gauges: dict[str, frozenset[str]]
    victims: frozenset[str]
    synonyms: dict[str, int]
    general: dict[str, int]
    exclusive_nouns: frozenset[frozenset[str]]
    wider: dict[str, list[str]]


@cache
def _tables() -> _PopulationWords:
    words = table("populations")
    people = {noun: kind for kind, nouns in words["people"].items() for noun in nouns}
    synonyms = {noun: nth for nth, nouns in enumerate(words["synonyms"]["lists"]) for noun in nouns}
    return _PopulationWords(
        people=people | dict.fromkeys(words["anybody"], _PEOPLE),
        apart=frozenset(frozenset(pair) for pair in words["apart"]["pairs"]),
        phrases=words["phrases"],
        idle=frozenset(words["adjectives"]["idle"]),
        exclusive=tuple(frozenset(kinds) for kinds in words["exclusive"]["sets"]),
        partitions=tuple(
            Partition(entry["whole"], {kind: frozenset(names) for kind, names in entry["kinds"].items()})
            for entry in words["partitions"]
        ),
        gauges={name: frozenset(nouns) for name, nouns in words["gauges"].items()},
        victims=frozenset(words["victims"]["nouns"]),
        synonyms=synonyms,
        general={kind: synonyms.get(nouns[0], -1) for kind, nouns in words["people"].items()},
        wider=words["wider"],
        exclusive_nouns=frozenset(frozenset(pair) for pair in words["synonyms"]["apart"]),
    )


@cache
def parse_population(of: str) -> Population:
    """Parse the words for a population: "killed" people are anybody, "of Ukraine" is a nation."""
    tables = _tables()
    rest, nations = _strip_nations(of)
    words = re.sub(r"[^\w\s-]", " ", rest.casefold())
    for phrase, name in tables.phrases.items():
        words = re.sub(rf"\b{re.escape(phrase)}\b", name, words)
    parts = _clause_pattern().split(words, maxsplit=1)
    nouns, *clauses = [[_singular(word) for word in part.split() if word not in tables.idle] for part in parts]
    narrowed = (nations - word_set("populations", "left_out")) | {" ".join(part) for part in clauses if part}
    if not nouns:  # "Americans" are some of the people, where "American soldiers" are the soldiers
        return Population(_PEOPLE, narrowed | nations, nations, people=True)
    of_things = nouns[-1] not in tables.people and nouns[-1] in word_set("nouns", "things")  # "police cars"
    kinds = set() if of_things else {tables.people[noun] for noun in nouns if noun in tables.people}
    if not kinds:
        is_people = nouns[-1] in tables.victims  # "traders", of whom no class is known to be apart from another
        return Population(nouns[-1], narrowed | frozenset(nouns[:-1]), nations, people=is_people, noun=nouns[-1])
    adjectives = frozenset(noun for noun in nouns if noun not in tables.people)
    special = kinds - {_PEOPLE}
    return Population(min(special) if special else _PEOPLE, narrowed | adjectives, nations, people=True, noun=nouns[-1])


def _strip_nations(of: str) -> tuple[str, frozenset[str]]:
    """Strip the words for nations, and return the nations that these can mean."""
    spans = list(find_nations(of))
    for start, end, _ in reversed(spans):
        of = f"{of[:start]} {of[end:]}"
    return of, frozenset[str]().union(*(nations for *_, nations in spans))


def class_of(population: Population) -> object:
    """The class that a population's noun names, the same for synonyms: "boys" and "girls" are two of one head."""
    if not population.people or population.head == _PEOPLE:
        return ""
    return _tables().synonyms.get(population.noun, population.noun)


@cache
def _clause_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(table('populations')['clauses'])})\s")


def _singular(noun: str) -> str:
    return noun if noun in _tables().people else singular(noun)


@lru_cache(maxsize=1 << 16)
def relation(ours: str, theirs: str) -> Relation:
    """The relation of the first population to the second ("narrower": it lies inside the second)."""
    a, b = parse_population(ours), parse_population(theirs)
    if _are_of_other_nations(a, b):
        return "apart"
    both = bool(a.nations and b.nations)  # then these are the same, and narrow neither
    our_words, their_words = (_qualifiers(a), _qualifiers(b)) if both else (a.narrowed, b.narrowed)
    if a.head == b.head:
        return _relate_nouns(a, b, _relate_qualifiers(our_words, their_words))
    if not (a.people and b.people):
        return "unknown"
    if a.head == _PEOPLE and not our_words:
        return "broader"
    if b.head == _PEOPLE and not their_words:
        return "narrower"
    if b.head in _tables().wider.get(a.head, ()) and not our_words:
        return "broader"
    if a.head in _tables().wider.get(b.head, ()) and not their_words:
        return "narrower"
    return "apart" if frozenset((a.head, b.head)) in _tables().apart else "unknown"


def _relate_nouns(a: Population, b: Population, kinship: Relation) -> Relation:
    """Return the relation of two populations of one class by their nouns too: "boys" are some of the "children"."""
    if not a.people or a.noun == b.noun or a.head == _PEOPLE or kinship in ("apart", "unknown"):
        return kinship
    tables = _tables()
    ours, theirs = tables.synonyms.get(a.noun), tables.synonyms.get(b.noun)
    if ours is not None and ours == theirs:
        return kinship
    if frozenset((a.noun, b.noun)) in tables.exclusive_nouns:
        return "apart"
    general = tables.general.get(a.head)
    if general is not None and ours == general and kinship in ("same", "broader"):
        return "broader"
    if general is not None and theirs == general and kinship in ("same", "narrower"):
        return "narrower"
    return "unknown"


def _are_of_other_nations(a: Population, b: Population) -> bool:
    return bool(a.nations and b.nations) and a.nations.isdisjoint(b.nations)


def _qualifiers(named: Population) -> frozenset[str]:
    """The qualifiers of a population, without its nations."""
    return named.narrowed - named.nations


class PopulationIndex:
    """An index of populations by head and qualifiers, so that those which may hold one are found without a scan."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[tuple[str, frozenset[str]], list[str]] = {}
        for name in dict.fromkeys(names):
            population = parse_population(name)
            self._names.setdefault((population.head, _qualifiers(population)), []).append(name)

    def find_candidates(self, name: str) -> Iterator[str]:
        """Find the populations that may hold this one: of its head with a subset of its qualifiers, and all people."""
        population = parse_population(name)
        head, words = population.head, _qualifiers(population)
        if len(words) <= _FEW:
            keys = {(head, frozenset(kept)) for size in range(len(words) + 1) for kept in combinations(words, size)}
        else:
            keys = {key for key in self._names if key[0] == head and key[1] <= words}
        if population.people:
            keys.add((_PEOPLE, frozenset()))
        for key in keys:
            yield from self._names.get(key, ())


def _relate_qualifiers(a: frozenset[str], b: frozenset[str]) -> Relation:
    if a == b:
        return "same"
    if a < b:
        return "broader"
    if b < a:
        return "narrower"
    exclusive = any((a & kinds) and (b & kinds) and not (a & b & kinds) for kinds in _tables().exclusive)
    return "apart" if exclusive else "unknown"


@lru_cache(maxsize=1 << 16)
def find_partitions(whole: str) -> tuple[Partition, ...]:
    """Find the partitions of a population; none of a class of people with qualifiers."""
    named = parse_population(whole)
    if named.people and named.narrowed:
        return ()
    return tuple(partition for partition in _tables().partitions if partition.whole == named.head)


@lru_cache(maxsize=1 << 16)
def find_kind(part: str, whole: str, partition: Partition) -> str | None:
    """Find the kind of a partition that a part of the whole is; None if it is none."""
    inner, outer = parse_population(part), parse_population(whole)
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
    """Test whether the words are general enough to mean all of the kind: "civilians", but not "passengers"."""
    return any(_singular(word) in partition.words[kind] for word in re.findall(r"[\w-]+", part.casefold())) or (
        kind in parse_population(part).narrowed
    )


@lru_cache(maxsize=1 << 16)
def are_siblings(ours: str, theirs: str) -> bool:
    """Test whether two populations are different kinds of one partition, with nobody in common: women, children."""
    a, b = parse_population(ours).head, parse_population(theirs).head
    return a != b and any(a in partition.words and b in partition.words for partition in _tables().partitions)


@lru_cache(maxsize=1 << 16)
def may_be_same(ours: str, theirs: str) -> bool:
    """Test whether two populations may be the same: both name all who were hurt ("workers", "people"),
    or one is more specific about the same things ("ballistic missiles", "missiles").
    """
    a, b = parse_population(ours), parse_population(theirs)
    if _are_of_other_nations(a, b):
        return False
    if _names_victims(ours, a) and _names_victims(theirs, b):
        return not (a.narrowed or b.narrowed)
    return a.head == b.head and not a.people and (a.narrowed <= b.narrowed or b.narrowed <= a.narrowed)


@lru_cache(maxsize=1 << 16)
def is_people(of: str) -> bool:
    """Test whether words mean people at large: "people", "others", "two of the victims"."""
    named = parse_population(of)
    return named.head == _PEOPLE and not named.nations


@lru_cache(maxsize=1 << 16)
def is_anybody(of: str) -> bool:
    """Test whether words for one person may mean anybody who was hurt: "16-year-old boy", "owner"; no "gunman"."""
    named = parse_population(of)
    return named.head not in word_set("populations", "roles") and not named.nations


def _names_victims(of: str, named: Population) -> bool:
    words = {_singular(word) for word in re.findall(r"[\w-]+", of.casefold())}
    return named.head == _PEOPLE or bool(words & _tables().victims)


@lru_cache(maxsize=1 << 16)
def is_gauge(measure: str, unit: str | None, of: str) -> bool:
    """Test whether a number describes one person or thing (an age, an hour, a price) and counts nothing."""
    gauges = _tables().gauges
    return measure in gauges["measures"] or unit in gauges["units"] or parse_population(of).head in gauges["heads"]
