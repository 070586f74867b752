"""Gazetteer of one article: looks names up among countries, regions and cities, and tells cities of one name apart."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile

from ...language.dates import day_names
from ...language.lexicon import table
from ...language.places import cities, country_alternatives, country_names, country_words, find_country
from ...schemas import Place

_OUTWEIGHS = 5  # times as many inhabitants


class Gazetteer:
    """Resolves toponyms: of several cities of one name it takes the one whose country the article names.

    `home` is what "the country" means.
    """

    def __init__(self, text: str) -> None:
        self.countries = {country_words()[match[1]] for match in _country_words().finditer(text)}
        self.home: str | None = None

    def has_city(self, name: str | None) -> bool:
        """Return whether there is a city of the name."""
        return name in cities()

    def country_of_city(self, name: str) -> str | None:
        """Return the country of a city; of several the one that the article names, else that of one far larger."""
        sizes = cities().get(name, {})
        named = next((country for country in sizes if country in self.countries), None)
        return named or _dominant_country(sizes)

    def make_town(self, name: str) -> Place:
        """Return the place of a town's name, with its country where that is known."""
        return Place(name=name, country=self.country_of_city(name))

    def find_place(self, name: str) -> Place | None:
        """Find the place of a name or of its first words; None if it is no listed place."""
        words = cut_days(name)
        for length in range(len(words), 0, -1):
            part = re.sub(r"['’]s$", "", " ".join(words[:length]))
            if part in table("places")["regions"]:
                return Place(region=part, country=table("places")["regions"][part] or None)
            if (country := country_words().get(part)) and (part == country or part in country_names()):
                return Place(country=country)
            if length == len(words) and self.has_city(part):
                return self.make_town(part)
        return None


def _dominant_country(sizes: Mapping[str, int]) -> str | None:
    """Return the country whose city outweighs all others of its name, given their inhabitants, the largest first."""
    first, *others = sizes.items() if sizes else [(None, 0)]
    return first[0] if not others or first[1] >= _OUTWEIGHS * others[0][1] else None


@cache
def _country_words() -> re.Pattern[str]:
    return re.compile(rf"\b({country_alternatives()})(?![\w-])")


def cut_days(name: str) -> list[str]:
    """Return the words of a name before a weekday or a month: "Moscow Tuesday" is in Moscow."""
    return list(takewhile(lambda word: word not in day_names(), name.split()))


def split_owner(name: str) -> tuple[str | None, str]:
    """Split off the country that a name starts with: "Russia's Bryansk", "Indonesian Aceh"."""
    first, _, rest = name.partition(" ")
    country = find_country(first)
    if country and rest:
        return country, rest
    return None, re.sub(rf"^(?:{'|'.join(table('places')['leads'])})\s", "", name)


@cache
def non_places() -> frozenset[str]:
    """Return the names that stand where a place may, and are none."""
    return day_names().union(table("places")["not_cities"], table("places")["no_places"])
