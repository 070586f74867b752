"""Places that no word introduces: "Buner flood deaths", "Chuhuiv. Drones at night", "Lisbon's funicular", a capital."""

import re
from collections.abc import Iterator, Set
from functools import cache

from ...gazetteer import find_entries
from ...language.lexicon import table
from ...language.places import capital_of, capitals, country_alternatives, country_words
from ...schemas import Place
from .gazetteer import Gazetteer, is_listed_name
from .regions_and_sites import NAME, Located, Toponym, any_of, last_words

_LINE = 60  # characters of a place that stands alone


def find_headline_places(text: str, body: int, gazetteer: Gazetteer, said: Set[str]) -> Iterator[Located]:
    """Find towns and districts before a word for an event, before a colon, or alone in a sentence.

    `said` are the words of the text.
    """
    unsaid = said.isdisjoint(last_words("event_nouns", "deed_nouns"))
    for match in () if unsaid else _before_event().finditer(text, body):
        end = match.end("name")
        hostile = match["deed"] is not None
        words = match["name"].split()
        for first in range(len(words)):
            name = " ".join(words[first:])
            if is_listed_name(name) and not (hostile and name in capitals()) and not gazetteer.is_surname(name):
                yield Toponym(end - len(name), "name", _make_place(name, gazetteer)), end
                break
    if alone := _alone().match(text, body, body + _LINE):
        name = alone["name"]
        if is_listed_name(name) and (alone["predicate"] is None or not name.isalpha()):
            yield Toponym(alone.start("name"), "name", _make_place(name, gazetteer)), alone.end("name")


def find_owned_places(text: str, body: int, gazetteer: Gazetteer, said: Set[str]) -> Iterator[Located]:
    """Find the town of what stands in it: "Lisbon's Gloria funicular"."""
    if ("'s" in text or "’s" in text) and not said.isdisjoint(last_words("site_kinds", "town_parts")):
        for match in _owner().finditer(text, body):
            if gazetteer.has_city(match["town"]) and match["town"] not in country_words():
                yield Toponym(match.start(), "name", gazetteer.make_town(match["town"])), match.end()


def find_capitals(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find Quito in "Ecuador's capital", "the Ecuadorian capital" and, of an article from there, "in the capital"."""
    if table("places")["capital"] not in text:
        return
    for match in _capital().finditer(text, body):
        country = country_words()[match["country"]] if match["country"] else gazetteer.home
        town = capital_of(country) if country else None
        if town:
            yield Toponym(match.start(), "name", Place(name=town, town=town, country=country)), match.end()


def _make_place(name: str, gazetteer: Gazetteer) -> Place:
    listed = any(entry.kind == "T" for entry in find_entries(name))
    return gazetteer.make_town(name) if listed else Place(name=name, country=gazetteer.country_of_city(name))


@cache
def _before_event() -> re.Pattern[str]:
    hazards, deeds, kinds = any_of("event_nouns"), any_of("deed_nouns"), any_of("event_kinds")
    return re.compile(rf"\b(?P<name>{NAME})\s(?:(?:{kinds})\s){{0,2}}(?:(?P<hazard>{hazards})|(?P<deed>{deeds}))\b")


@cache
def _alone() -> re.Pattern[str]:
    is_ = "|".join(table("nouns")["auxiliaries"])
    return re.compile(
        rf"[\W_]*(?P<name>{NAME})(?:\s\([^)\n]{{2,25}}\))?\s?(?::\s|\.?\s*$|[.!]\s|(?P<predicate>(?:{is_})\b))"
    )


@cache
def _owner() -> re.Pattern[str]:
    kinds = any_of("site_kinds", "town_parts")
    return re.compile(rf"\b(?P<town>{NAME})['’]s\s(?:[\w-]+\s){{0,3}}(?:{kinds})\b")


@cache
def _capital() -> re.Pattern[str]:
    before, capital, article = any_of("before"), table("places")["capital"], table("places")["article"]
    other = any_of("no_capital_before")
    named = rf"\b(?P<country>{country_alternatives()})(?:['’]s)?\s{capital}\b(?!\s(?:{other}))"
    return re.compile(rf"{named}|\b(?:{before})\s{article}\s{capital}\b(?!,?\s(?:[A-Z]|{other}))")
