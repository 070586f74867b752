"""Toponyms of a sentence: all of its places in order, and one place merged from several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from ...language.lexicon import table, word_set
from ...schemas import Place
from ...syntax.tokenizer import Sentence
from .addresses import find_addresses, is_cared_for_at
from .gazetteer import Gazetteer, non_places
from .headline_places import find_capitals, find_headline_places, find_owned_places
from .regions_and_sites import (
    Located,
    Toponym,
    any_of,
    find_joined_regions,
    find_lone_regions,
    find_regions,
    find_sites,
)
from .settlements import find_lone_cities, find_named_places, find_settlements

_LOOK_BACK = 40  # characters before a preposition that say what it belongs to


def find_toponyms(sentence: Sentence, gazetteer: Gazetteer, spoken: Iterable[tuple[int, int]]) -> list[Toponym]:
    """Find the places of a sentence in order, without those in the `spoken` spans, which only tell who speaks."""
    text, skip = sentence.text, bytearray(sentence.end - sentence.start + 1)
    for first, last in spoken:
        skip[first - sentence.start : last - sentence.start] = b"\1" * (last - first)
    body = sentence.body - sentence.start
    said = {word.partition("'")[0] for word in sentence.lowers}
    sites, masked = [], bytearray(len(skip))
    for start, end, words in find_addresses(text, body):
        if gazetteer.has_town(words) or words.split()[-1] in word_set("places", "natural_ends"):
            continue
        masked[start:end] = b"\1" * (end - start)
        sites += [Toponym(start, "site", Place(site=words))] if not skip[start] else []
    located = [
        *find_capitals(text, body, gazetteer),
        *find_regions(text, body, gazetteer),
        *find_joined_regions(text, body, gazetteer),
        *find_sites(text, body, said),
    ]
    located += [*find_settlements(text, body, gazetteer), *find_named_places(text, body, gazetteer)]
    located = _drop_landmarks([item for item in located if not masked[item[0].start]], text)
    if not any(not skip[toponym.start] for toponym, _ in located):
        alone = [item for item in located if _is_scene(item, text)] or [
            *find_lone_regions(text, body),
            *(item for item in find_headline_places(text, body, gazetteer, said) if not skip[item[0].start]),
            *(item for item in find_owned_places(text, body, gazetteer, said) if not skip[item[0].start]),
            *(item for item in find_lone_cities(text, body, gazetteer) if not skip[item[0].start]),
        ]
        located, skip = [item for item in alone if not masked[item[0].start]], bytearray(len(skip))
    taken = {sentence.start + site.start: replace(site, start=sentence.start + site.start) for site in sites}
    for toponym, _ in sorted(located, key=lambda item: (item[0].start, -item[1])):
        start = sentence.start + toponym.start
        if not skip[toponym.start] and start not in taken:
            taken[start] = replace(toponym, start=start)
    return sorted(taken.values(), key=lambda toponym: toponym.start)


def _is_scene(item: Located, text: str) -> bool:
    """Return whether a place beside a speaker is that of a site: "the attendance list of the school in Sidoarjo"."""
    toponym, _ = item
    return toponym.level == "name" and (
        is_site(toponym.place) or _site_in().search(text, max(0, toponym.start - _LOOK_BACK), toponym.start) is not None
    )


@cache
def _site_in() -> re.Pattern[str]:
    kinds, before, article = any_of("scene_kinds"), any_of("scene_before"), table("places")["article"]
    return re.compile(rf"\b(?:{kinds})\s(?:(?:{before})\s(?:{article}\s)?)?$")


def _drop_landmarks(located: list[Located], text: str) -> list[Located]:
    """Drop towns of hospitals, and those from which a distance is told, if another is named.

    "In Ashton, 20 miles east of Tulsa", "was flown to a hospital in Boise".
    """
    located = [item for item in located if not is_cared_for_at(text, item[0].start)]
    names = [item for item in located if item[0].level == "name"]
    marks = [
        item for item in names if _distance_before().search(text, max(0, item[0].start - _LOOK_BACK), item[0].start)
    ]
    return [item for item in located if item not in marks] if len(marks) < len(names) else located


@cache
def _distance_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('distances')})\s(?:\w+\s){{0,2}}(?:{any_of('beyond')})\s$")


def is_site(place: Place) -> bool:
    """Return whether a place is a building or a square, which the town that is named beside it holds."""
    return (place.name or "").lower().endswith(tuple(table("places")["site_kinds"]))


def _is_generic(place: Place) -> bool:
    """Return whether a site's name could be anywhere: "Christmas market", "Central Station"."""
    return place.name is not None and place.name.split(maxsplit=1)[0] in non_places()


def merge_toponyms(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Place:
    """Merge toponyms into one place: the first of each level, of several cities of one country that country."""
    names, regions, countries = (
        [toponym.place for toponym in toponyms if toponym.level == level] for level in ("name", "region", "country")
    )
    cities = [place for place in names if gazetteer.has_city(place.name)]
    if len({place.name for place in cities}) > 1:
        shared = {place.country for place in cities}
        return Place(country=shared.pop()) if len(shared) == 1 else Place()
    site = next((toponym.place.site for toponym in toponyms if toponym.level == "site"), None)
    if cities:
        site = site or next((place.name for place in names if is_site(place)), None)
        district = next((place.district for place in names if place.district), None)
        names = [place for place in names if not (is_site(place) or place.district)] or names
        names[0] = names[0].model_copy(update={"district": names[0].district or district})
    names = [place for place in names if not _is_generic(place)] or names
    name, region, wide = (next(iter(places), Place()) for places in (names, regions, countries))
    country = name.country or region.country or wide.country
    for words in (region.region, name.name):
        if not country and words and words.split()[-1] not in table("places")["natural_endings"]:
            country = gazetteer.country_of_city(words.rsplit(" ", 1)[0])
    return name.model_copy(update={"site": site, "region": region.region or name.region, "country": country})
