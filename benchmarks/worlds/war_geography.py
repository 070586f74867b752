"""The fronts of the `war` world: regions, towns, villages, quarters, sites, sides, and all their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from benchmarks.world import Lottery

Names = tuple[str, ...]  # by style: usual English, another romanisation, the other side's language, the native script
VILLAGES_A_REGION: Final = 14
REGION_ZIPF, TOWN_ZIPF = 0.8, 0.9

# What villages are called after, in Ukrainian and in Russian. Two regions often have a village of one name.
_PREFIXES: Final = (("", ""), ("Ново", "Ново"), ("Старо", "Старо"), ("Мало", "Мало"), ("Велико", "Велико"),
                    ("Червоно", "Красно"), ("Верхньо", "Верхне"), ("Нижньо", "Нижне"))  # fmt: skip
_STEMS: Final = (
    ("миколаїв", "николаев"), ("олександрів", "александров"), ("павлів", "павлов"), ("григорів", "григоров"),
    ("василів", "васильев"), ("степанів", "степанов"), ("дмитрів", "дмитров"), ("андріїв", "андреев"),
    ("михайлів", "михайлов"), ("іванів", "иванов"), ("петрів", "петров"), ("богданів", "богданов"),
    ("катеринів", "екатеринов"), ("костянтинів", "константинов"), ("семенів", "семенов"), ("яковлів", "яковлев"),
    ("юріїв", "юрьев"), ("софіїв", "софиев"),
)  # fmt: skip
_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_OTHER_LATIN: Final = _LATIN | {"х": "h", "и": "i", "й": "y", "ї": "yi", "ю": "yu", "я": "ya", "ц": "c"}
_RUSSIAN_LATIN: Final = _LATIN | {"г": "g", "и": "i", "й": "y", "е": "e", "ь": "", "ы": "y", "ю": "yu", "я": "ya"}


@dataclass(frozen=True)
class Spot:
    """A town or village with the sites and quarters that the news knows it by."""

    town: Names
    region: Names
    claims: Names
    front: str
    sites: tuple[tuple[str, str], ...]
    quarters: tuple[Names, ...]
    village: bool = False


@dataclass(frozen=True)
class Front:
    """Where one war is fought, and by whom: pairs of sides, the first of which acts."""

    name: str
    weight: float
    spots: Lottery[Spot]
    regions: tuple[Names, ...]
    sides: Lottery[tuple[Names, Names]]


@dataclass(frozen=True)
class Basin:
    """A region that is flooded, and its towns."""

    region: Names
    country: str
    towns: tuple[Names, ...]


def named(names: Names, style: int) -> str:
    """The name that an outlet of this style uses."""
    return names[style] if style < len(names) else names[-1] if style == 3 else names[0]


@cache
def _entries() -> dict[str, Any]:
    """The file of names."""
    entries: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("war.yaml").read_text(encoding="utf-8"))
    return entries


@cache
def fronts() -> Lottery[Front]:
    """Every front, by how much the news tells of it."""
    return Lottery.weighted((_front(name, entry), entry["weight"]) for name, entry in _entries()["fronts"].items())


@cache
def basins() -> tuple[Basin, ...]:
    """Where floods happen."""
    return tuple(
        Basin(tuple(entry["region"]), entry["country"], tuple(map(tuple, entry["towns"])))
        for entry in _entries()["floods"]
    )


@cache
def people() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First names and family names."""
    return tuple(_entries()["victims"]), tuple(_entries()["families"])


def _front(name: str, entry: dict[str, Any]) -> Front:
    rnd, sides = Random(name), _entries()["sides"]
    spots: list[tuple[Spot, float]] = []
    for rank, region in enumerate(entry["regions"], 1):
        towns = [(tuple(town), False) for town in region["towns"]]
        if entry.get("villages"):
            towns += [(village, True) for village in _villages(rnd, VILLAGES_A_REGION)]
        for place, (town, village) in enumerate(towns, 1):
            spot = _spot(rnd, town, tuple(region["name"]), tuple(region["claims"]), (name, entry["script"]), village)
            spots.append((spot, rank**-REGION_ZIPF * place**-TOWN_ZIPF))
    return Front(
        name,
        entry["weight"],
        Lottery.weighted(spots),
        tuple(tuple(region["name"]) for region in entry["regions"]),
        Lottery.weighted(((tuple(sides[a]), tuple(sides[b])), weight) for a, b, weight in entry["sides"]),
    )


def _spot(rnd: Random, town: Names, region: Names, claims: Names, front: tuple[str, str], village: bool) -> Spot:
    name, script = front
    sites = list(_sites(rnd, _entries()["names"][script]))
    quarters = [tuple(quarter) for quarter in _entries()["quarters"][script]]
    rnd.shuffle(sites)
    kept = 3 if village else len(sites)
    return Spot(
        town, region, claims, name, tuple(sites[:kept]), () if village else tuple(rnd.sample(quarters, 4)), village
    )


def _sites(rnd: Random, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A town's sites, each with its kind."""
    for kind, *patterns in _entries()["sites"]:
        for pattern in patterns:
            yield kind, pattern.format(n=rnd.randint(1, 60), s=rnd.choice(names))


def _villages(rnd: Random, size: int) -> list[Names]:
    return [_village(*parts) for parts in rnd.sample(list(product(_PREFIXES, _STEMS)), size)]


def _village(prefix: Sequence[str], stem: Sequence[str]) -> Names:
    ukrainian, russian = (f"{first}{second}ка".capitalize() for first, second in zip(prefix, stem, strict=True))
    return (
        _romanised(ukrainian, _LATIN),
        _romanised(ukrainian, _OTHER_LATIN),
        _romanised(russian, _RUSSIAN_LATIN),
        ukrainian,
    )


def _romanised(name: str, letters: dict[str, str]) -> str:
    return "".join(letters[letter] for letter in name.lower()).capitalize()
