"""The world that made-up events happen in: countries, regions, towns and sides, each with its other names."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final, Generic, Self, TypeVar

import yaml

TOWNS_A_REGION: Final = 12
REGION_ZIPF, TOWN_ZIPF = 1.0, 1.2  # how steeply the news prefers a few regions and cities

# How transliterations differ: what is written otherwise, and as what.
SPELLINGS: Final = (
    *(("kh", "h"), ("(?<![cgkpstz])h", "kh"), ("y", "i"), ("i", "y"), ("zh", "j"), ("j", "zh"), ("zh", "z")),
    *(("q", "k"), ("k(?!h)", "q"), ("ou", "u"), ("(?<![aeo])u", "ou"), ("sh", "ch"), ("(?<!s)ch", "sh"), ("w", "v")),
    *(("v", "w"), ("ia", "iya"), (r"iv\b", "ev"), ("gh", "g"), ("dj", "j"), (r"^al\b.", "el-"), ("o", "u")),
    *(
        ("-", " "),
        ("-", ""),
        (" ", "-"),
        ("(?<=[aeiou])([bdfgkpt])(?=[aeiou])", r"\1\1"),
        ("(?<=[aeiou])([lmnrs])(?=[aeiou])", r"\1\1"),
        (r"([a-z])\1", r"\1"),
    ),
)
TOWN_FORMS: Final = ("near {}", "{} city", "{} village", "{} district")
REGION_FORMS: Final = ("{}", "{} region", "{} province", "{} area")
REGION_WORDS: Final = re.compile(r" (Oblast|Governorate|State)$")
GENERIC: Final = {
    "forces": ("security forces", "government troops", "soldiers", "the military"),
    "groups": ("militants", "unidentified gunmen", "armed men", "insurgents", "rebels"),
}
GROUP_FORMS: Final = ("{} forces", "{} army", "{} fighters")
SUFFIXED: Final = re.compile(r" (forces|army|fighters|militia|police|battalion)$", flags=re.IGNORECASE)

Item = TypeVar("Item")


@dataclass(frozen=True)
class Lottery(Generic[Item]):
    """Items that are drawn as often as their weights say."""

    items: Sequence[Item]
    cumulative: Sequence[float]

    @classmethod
    def weighted(cls, weights: Iterable[tuple[Item, float]]) -> Self:
        """A lottery of items with their weights."""
        items, each = zip(*weights, strict=True)
        return cls(items, tuple(accumulate(each)))

    @classmethod
    def zipf(cls, items: Sequence[Item], exponent: float = 1.0) -> Self:
        """A lottery in which the item at rank r weighs r ** -exponent."""
        return cls.weighted((item, rank**-exponent) for rank, item in enumerate(items, 1))

    def one(self, rnd: Random) -> Item:
        """An item."""
        return self.items[bisect(self.cumulative, rnd.random() * self.cumulative[-1], 0, len(self.items) - 1)]


@dataclass(frozen=True)
class Name:
    """The usual name of a place or a side, and what else the news calls it."""

    usual: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Town:
    """A town, in its region and country."""

    name: Name
    region: Name
    country: str


@dataclass(frozen=True)
class Country:
    """A country's share of the world's incidents, and the event types, regions and sides they are drawn from."""

    weight: float
    kinds: Lottery[str]
    regions: tuple[Lottery[Town], ...]
    towns: Lottery[Town]
    sides: dict[str, Lottery[Name]]


def _respelled(name: str, pattern: str, other: str) -> str:
    """The name with the first match written otherwise, a capital kept."""

    def written(found: re.Match[str]) -> str:
        new = found.expand(other)
        return new.capitalize() if found[0][0].isupper() else new

    return re.sub(pattern, written, name, count=1, flags=re.IGNORECASE)


def _spellings(name: str) -> Iterator[str]:
    """The name as other transliterations have it, one change each; some change nothing."""
    for pattern, other in SPELLINGS:
        yield _respelled(name, pattern, other)
    yield "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def _named(name: str, others: Iterable[str]) -> Name:
    """A name with those of the others that differ from it, each once."""
    return Name(name, tuple(other for other in dict.fromkeys(others) if other != name))


def _town(name: str) -> Name:
    """A town's name with its other spellings and forms."""
    return _named(name, (*_spellings(name), *(form.format(name) for form in TOWN_FORMS)))


def _region(name: str) -> Name:
    """A region's name with its other forms."""
    stem = REGION_WORDS.sub("", name)
    return _named(name, (*(form.format(stem) for form in REGION_FORMS), *_spellings(stem)))


def _side(names: Sequence[str], sort: str) -> Name:
    """A side with its own other names, those of its sort and, for a group, those with a suffix.

    Its own stand there three times: they are drawn more often than words that fit anyone.
    """
    usual, *others = names
    suffixed = sort == "groups" and not SUFFIXED.search(usual)
    forms = (form.format(usual) for form in GROUP_FORMS if suffixed)
    return Name(usual, (*others, *others, *others, *forms, *GENERIC.get(sort, ())))


def _invented(known: Iterable[str], rnd: Random) -> Iterator[str]:
    """Without end, names made of the beginnings and ends of known ones: much like them, and like one another."""
    words = [word for name in known for word in re.findall(r"[^\W\d_]{5,}", name)]
    while True:
        head, tail = (re.findall(r"[^aeiou]*[aeiou]+[^aeiou]*$|[^aeiou]*[aeiou]+", rnd.choice(words)) for _ in "ab")
        yield ("".join(head[: (len(head) + 1) // 2]) + "".join(tail[len(tail) // 2 :]).lower()).capitalize()


def _filled(regions: dict[str, list[str]], rnd: Random) -> dict[str, list[str]]:
    """The regions, each with all its towns; only the names that are given may stand in two."""
    used = {town for towns in regions.values() for town in towns}
    invented = _invented(sorted(used), rnd)
    filled = {region: [*towns] for region, towns in regions.items()}
    for towns in filled.values():
        while len(towns) < TOWNS_A_REGION:
            name = next(invented)
            if name not in used:
                used.add(name)
                towns.append(name)
    return filled


def _country(name: str, given: dict[str, Any], people: dict[str, list[list[str]]]) -> Country:
    """A country from its entry in the file."""
    regions: list[Lottery[Town]] = []
    weights: list[tuple[Town, float]] = []
    for rank, (region, towns) in enumerate(_filled(given["regions"], Random(name)).items(), 1):
        where = _region(region)
        places = [Town(_town(town), where, name) for town in towns]
        regions.append(Lottery.zipf(places, TOWN_ZIPF))
        weights += [(place, rank**-REGION_ZIPF * town_rank**-TOWN_ZIPF) for town_rank, place in enumerate(places, 1)]
    lists = {"forces": given["forces"], "groups": given["groups"], **people}
    sides = {sort: [_side(names, sort) for names in named] for sort, named in lists.items()}
    sides["armed"] = sides["forces"] + sides["groups"]
    return Country(
        given["weight"],
        Lottery.weighted(given["kinds"].items()),
        tuple(regions),
        Lottery.weighted(weights),
        {sort: Lottery.zipf(named, 0.5) for sort, named in sides.items()},
    )


@cache
def read_world() -> dict[str, Country]:
    """Every country by its name."""
    given = yaml.safe_load(Path(__file__).with_name("world.yaml").read_text(encoding="utf-8"))
    countries = given.pop("countries")
    return {name: _country(name, entry, given) for name, entry in countries.items()}
