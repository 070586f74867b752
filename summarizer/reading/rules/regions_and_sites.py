"""Regions, districts and sites of a sentence, by the word for their kind: "the Bryansk region", "Engels airbase"."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache

from ...language.lexicon import table, word_set
from ...language.places import country_alternatives, country_words
from ...schemas import Place
from .addresses import is_care
from .gazetteer import Gazetteer, is_listed_name, split_owner


@cache
def any_of(*names: str) -> str:
    """Return a regular expression for the words of some lists of `places.toml`."""
    return "|".join(word for name in names for word in table("places")[name])


# A name: words with capitals, and the small words inside them.
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_LINK, _PREFIX = f"(?:{any_of('links')})", f"(?:{any_of('prefixes')})"
_SHORT = f"(?:(?:{any_of('short_words')})\\.\\s)"  # St. Louis, Mt. Oliver
NAME = (
    rf"{_SHORT}?{_CAPITAL}[\w-]*(?:(?:['’](?!s\b)[\w-]+)|\s(?:{_LINK}\s)?{_CAPITAL}[\w-]*"
    rf"|\s{_PREFIX}-{_CAPITAL}[\w-]*){{0,4}}"
)
ARTICLES = word_set("function_words", "capitalised")
_DEMONYM_BACK = 60  # characters before a name in which its country's adjective may stand


@dataclass(frozen=True)
class Toponym:
    """A place named at an offset of the article; `level` is "site", "name", "region" or "country"."""

    start: int
    level: str
    place: Place


Located = tuple[Toponym, int]  # the toponym at its offset in the sentence, and where its words end there


def find_regions(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find the Bryansk region, a border region of Belgorod, the Graivoron district."""
    for match in _region_pattern().finditer(text, body):
        owner, name = split_owner(match["name"] or match["name2"])
        town, _, rest = name.partition("'s ") if "'s " in name else name.partition("’s ")
        holds = bool(rest) and gazetteer.has_city(town)  # "Durban's Umlazi township"
        if holds:
            owner, name = owner or gazetteer.country_of_city(town), rest
        kind = match["kind"] or match["kind2"]
        district = kind.lower() in table("places")["district_kinds"]
        country = owner or _find_country_before(text, match.start() if match["kind"] else match.start("name2"))
        if name in country_words():
            continue
        words = f"{name}{match['owns'] or ''} {kind}" if match["kind"] else name
        place = gazetteer.make_district(words, country) if district else Place(region=words, country=country)
        if holds and district:
            place = place.model_copy(update={"town": town})
        yield Toponym(match.start(), "name" if district else "region", place), match.end()


def find_joined_regions(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find the Belgorod and Kursk regions: their country stands for them."""
    kinds = any_of("region_kinds", "district_kinds")
    for match in re.finditer(rf"\b({NAME}),?\s(?:{any_of('joins')})\s{NAME}\s(?:{kinds})s\b", text[body:]):
        country = gazetteer.country_of_city(split_owner(match[1])[1])
        if country:
            yield Toponym(body + match.start(), "country", Place(country=country)), body + match.end()


@cache
def _region_pattern() -> re.Pattern[str]:
    regions, districts, apart = any_of("region_kinds"), any_of("district_kinds"), any_of("no_kind_before")
    return re.compile(
        rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{NAME})"
        rf"(?P<owns>['’]s(?=\s(?:{any_of('county_kinds')})))?"
        rf"\s(?P<kind>(?:{regions})\b(?!\sof\s[A-Z]|\s(?:{apart})\b)|(?:{districts}|{any_of('county_kinds')})\b)"
        rf"|\b(?P<kind2>{regions}|{districts}) of (?P<name2>{NAME})"
    )


def _find_country_before(text: str, start: int) -> str | None:
    """Find the country whose adjective stands just before: "a Russian village in the Bryansk region"."""
    matches = list(ground_pattern().finditer(text, max(0, start - _DEMONYM_BACK), start))
    return country_words()[matches[-1][1]] if matches else None


def find_sites(text: str, body: int, said: Set[str]) -> Iterator[Located]:
    """Find the Engels airbase, the Crimea bridge; a house of government where something happens in or on it.

    `said` are the words of the text.
    """
    named = () if said.isdisjoint(last_words("site_kinds")) else _site_pattern().finditer(text[body:])
    for match in named:
        owner, name = split_owner(match["name"])
        if name in country_words() or name in ARTICLES or is_care(text, body + match.start(), match[0]):
            continue
        words = f"{name} {match['kind']}"
        town = name if match["kind"].islower() and is_listed_name(name) else None
        yield Toponym(body + match.start(), "name", Place(name=words, town=town, country=owner)), body + match.end()
    for match in re.finditer(rf"\b(?:{any_of('natural_kinds')})\s{NAME}", text[body:]):
        yield Toponym(body + match.start(), "name", Place(name=match[0])), body + match.end()
    for match in _seat_pattern().finditer(text, body):
        name, country = table("places")["seats"][match["seat"]]
        yield Toponym(match.start(), "name", Place(name=name, country=country)), match.end()


@cache
def _site_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{NAME})\s(?P<kind>(?i:{any_of('site_kinds')}))\b")


@cache
def last_words(*names: str) -> frozenset[str]:
    """Return the last word of each entry of some lists of `places.toml`: without any of them, none is in a text."""
    return frozenset(words.rsplit(" ", 1)[-1] for name in names for words in table("places")[name])


@cache
def ground_pattern() -> re.Pattern[str]:
    """Return the pattern of a country or its adjective before ground of it: "a Russian village", "Ukraine's coast"."""
    grounds = "|".join(sorted(table("places")["grounds"], key=len, reverse=True))
    return re.compile(rf"\b({country_alternatives()})(?:['’]s)?\s(?:{grounds})\b")


@cache
def _seat_pattern() -> re.Pattern[str]:
    before, article = any_of("before"), table("places")["article"]
    return re.compile(rf"\b(?:{before}|of)\s(?:{article}\s)?(?P<seat>{any_of('seats')})\b")


def find_lone_regions(text: str, body: int) -> Iterator[Located]:
    """Find well-known regions in a sentence that names no other place, wherever they stand."""
    for match in re.finditer(NAME, text[body:]):
        region = table("places")["regions"].get(match[0])
        if region is not None:
            place = Place(region=match[0], country=region or None)
            yield Toponym(body + match.start(), "region", place), body + match.end()
