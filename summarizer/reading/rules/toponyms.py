"""Where it happened: regions, villages and sites by their pattern, cities and countries by name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ...language.lexicon import table
from ...language.places import country_words
from ...schemas import Place
from .gazetteer import ARTICLES, RUN, Atlas, Found, Mention, ground_pattern, no_places, owner_of
from .tokenizer import Sentence
from .towns import cities_alone, named, settlements


def mentions(sentence: Sentence, atlas: Atlas, spoken: Iterable[tuple[int, int]]) -> list[Mention]:
    """The places of a sentence in order, without those that only tell who speaks."""
    text, skip = sentence.text, bytearray(sentence.end - sentence.start + 1)
    for first, last in spoken:
        skip[first - sentence.start : last - sentence.start] = b"\1" * (last - first)
    body = sentence.body - sentence.start
    found = [*_regions(text, body, atlas), *_several_regions(text, body, atlas), *_sites(text, body)]
    found += [*settlements(text, body, atlas), *named(text, body, atlas)]
    if not any(not skip[mention.start] for mention, _ in found):
        alone = [
            *_regions_alone(text, body),
            *(item for item in cities_alone(text, body, atlas) if not skip[item[0].start]),
        ]
        found, skip = alone, bytearray(len(skip))
    taken: dict[int, Mention] = {}
    for mention, _ in sorted(found, key=lambda item: (item[0].start, -item[1])):
        start = sentence.start + mention.start
        if not skip[mention.start] and start not in taken:
            taken[start] = Mention(start, mention.level, mention.place)
    return list(taken.values())


def _regions(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """The Bryansk region, a border region of Belgorod, the Graivoron district."""
    for match in _region_pattern().finditer(text, body):
        owner, name = owner_of(match["name"] or match["name2"])
        town, _, rest = name.partition("'s ") if "'s " in name else name.partition("’s ")
        if rest and atlas.knows(town):  # "Durban's Umlazi township"
            owner, name = owner or atlas.city(town), rest
        kind = match["kind"] or match["kind2"]
        district = kind.lower() in table("places")["district_kinds"]
        country = owner or _demonym_near(text, match.start() if match["kind"] else match.start("name2"))
        if name in country_words():
            continue
        words = f"{name} {kind}" if match["kind"] else name
        place = Place(name=words, country=country) if district else Place(region=words, country=country)
        yield Mention(match.start(), "name" if district else "region", place), match.end()


def _several_regions(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """The Belgorod and Kursk regions: no one of them, but their country."""
    kinds = "|".join((*table("places")["region_kinds"], *table("places")["district_kinds"]))
    joins = "|".join(table("places")["joins"])
    for match in re.finditer(rf"\b({RUN}),?\s(?:{joins})\s{RUN}\s(?:{kinds})s\b", text[body:]):
        country = atlas.city(owner_of(match[1])[1])
        if country:
            yield Mention(body + match.start(), "country", Place(country=country)), body + match.end()


@cache
def _region_pattern() -> re.Pattern[str]:
    regions, districts = ("|".join(table("places")[kinds]) for kinds in ("region_kinds", "district_kinds"))
    return re.compile(
        rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{RUN})\s(?P<kind>(?:{regions})\b(?!\sof\s[A-Z])|(?:{districts})\b)"
        rf"|\b(?P<kind2>{regions}|{districts}) of (?P<name2>{RUN})"
    )


def _demonym_near(text: str, start: int) -> str | None:
    """The country whose adjective stands just before: "a Russian village in the Bryansk region"."""
    found = list(ground_pattern().finditer(text, max(0, start - 60), start))
    return country_words()[found[-1][1]] if found else None


def _sites(text: str, body: int) -> Iterator[Found]:
    """The Engels airbase, the Crimea bridge; a house of government where something happens in or on it."""
    kinds = "|".join(table("places")["site_kinds"])
    for match in re.finditer(rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{RUN})\s(?P<kind>(?i:{kinds}))\b", text[body:]):
        owner, name = owner_of(match["name"])
        if name in country_words() or name in ARTICLES:
            continue
        words = f"{name} {match['kind']}"
        yield Mention(body + match.start(), "name", Place(name=words, country=owner)), body + match.end()
    for match in re.finditer(rf"\b(?:{'|'.join(table('places')['natural_kinds'])})\s{RUN}", text[body:]):
        yield Mention(body + match.start(), "name", Place(name=match[0])), body + match.end()
    for match in _seat_pattern().finditer(text, body):
        name, country = table("places")["seats"][match["seat"]]
        yield Mention(match.start(), "name", Place(name=name, country=country)), match.end()


@cache
def _seat_pattern() -> re.Pattern[str]:
    seats = "|".join(table("places")["seats"])
    before = "|".join((*table("places")["before"], "of"))
    return re.compile(rf"\b(?:{before})\s(?:{table('places')['article']}\s)?(?P<seat>{seats})\b")


def _regions_alone(text: str, body: int) -> Iterator[Found]:
    """Well-known regions in a sentence that names no other place, wherever they stand."""
    for match in re.finditer(RUN, text[body:]):
        region = table("places")["regions"].get(match[0])
        if region is not None:
            place = Place(region=match[0], country=region or None)
            yield Mention(body + match.start(), "region", place), body + match.end()


def is_site(place: Place) -> bool:
    """Whether a place is a building or a square, which the town that is named beside it holds."""
    return (place.name or "").lower().endswith(tuple(table("places")["site_kinds"]))


def _generic(place: Place) -> bool:
    """Whether a site's name could be anywhere: "Christmas market", "Central Station"."""
    first = (place.name or "").split()[0] if place.name else ""
    return first in no_places()


def merged(found: Sequence[Mention], atlas: Atlas) -> Place:
    """One place from the mentions of a sentence: its first of each level, a country for several cities of one."""
    names = [m.place for m in found if m.level == "name"]
    regions = [m.place for m in found if m.level == "region"]
    cities = [place for place in names if atlas.knows(place.name)]
    if len({place.name for place in cities}) > 1:
        countries = {place.country for place in cities}
        return Place(country=countries.pop()) if len(countries) == 1 else Place()
    if cities:
        names = [place for place in names if not is_site(place)]
    names = [place for place in names if not _generic(place)] or names
    name, region = next(iter(names), Place()), next(iter(regions), Place())
    country = name.country or region.country or next((m.place.country for m in found if m.level == "country"), None)
    for words in (region.region, name.name):
        if not country and words:
            country = atlas.city(words.rsplit(" ", 1)[0])
    return Place(name=name.name, region=region.region, country=country)
