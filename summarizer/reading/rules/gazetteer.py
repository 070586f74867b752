"""The gazetteer of the built-in reader: countries by name and adjective, cities from GeoNames."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from ...language.dates import months, weekdays
from ...language.lexicon import table, word_set
from ...language.places import capitals, cities, country_words
from ...schemas import Place

# A name: words with capitals, and the small words inside them.
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_LINK = f"(?:{'|'.join(table('places')['links'])})"
_PREFIX = f"(?:{'|'.join(table('places')['prefixes'])})"
RUN = (
    rf"{_CAPITAL}[\w-]*(?:(?:['’](?!s\b)[\w-]+)|\s(?:{_LINK}\s)?{_CAPITAL}[\w-]*"
    rf"|\s{_PREFIX}-{_CAPITAL}[\w-]*){{0,4}}"
)
ARTICLES = word_set("function_words", "capitalised")
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
            country = country_words()[match[1]]
            self.countries[country] = self.countries.get(country, 0) + 1

    def knows(self, name: str | None) -> bool:
        """Whether there is a city of the name."""
        return name in cities()

    def city(self, name: str) -> str | None:
        """The country of a city; of several the one that the article names, else that of one far larger."""
        found = cities().get(name, {})
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
    country = country_words().get(re.sub(r"['’]s$", "", first))
    if country and rest:
        return country, rest
    return None, re.sub(rf"^(?:{'|'.join(table('places')['leads'])})\s", "", name)


@cache
def _country_words() -> re.Pattern[str]:
    names = sorted((re.escape(word) for word in country_words()), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(names)})(?![\w-])")


@cache
def ground_pattern() -> re.Pattern[str]:
    """A country or its adjective before ground of it: "a Russian village", "Ukraine's coast"."""
    names = sorted((re.escape(word) for word in country_words()), key=len, reverse=True)
    grounds = "|".join(sorted(table("places")["grounds"], key=len, reverse=True))
    return re.compile(rf"\b({'|'.join(names)})(?:['’]s)?\s(?:{grounds})\b")


def country_of(word: str) -> str | None:
    """The country that a name or adjective stands for."""
    return country_words().get(re.sub(r"['’]s$", "", word))


@cache
def no_places() -> frozenset[str]:
    """Names that stand where a place may, and are none."""
    return frozenset((*table("places")["not_cities"], *table("places")["no_places"], *weekdays(), *months()))


def is_capital(name: str) -> bool:
    """Whether a city is the capital of a country: reporters sit there, whatever they report of."""
    return name in capitals()
