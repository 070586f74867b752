"""Cities, towns and countries of a sentence: by name, by a word before them, or by "the village of"."""

import re
from collections.abc import Iterator
from functools import cache

from ...language.dates import day_names
from ...language.lexicon import table, word_set
from ...language.places import capitals, country_alternatives, country_words, find_country
from ...schemas import Place
from .gazetteer import Gazetteer, cut_days, non_places, split_owner
from .regions_and_sites import ARTICLES, NAME, Located, Toponym, any_of, ground_pattern

_OWNED = re.compile(rf"['’]s\s({NAME})")
_OF = re.compile(r"\s[a-z]+\sof\s")
_SHORTEST_CITY = 3  # letters
_LOOK_BACK = 40  # characters before a preposition that say what it belongs to


def find_settlements(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find the village of Suzemka."""
    kinds, named_kinds = any_of("settlement_kinds"), any_of("named_kinds")
    for match in re.finditer(
        rf"\b(?:{kinds})\sof\s(?P<name>{NAME})|\b(?P<named>{NAME})\s(?:{named_kinds})\b", text[body:]
    ):
        name = _leading_article().sub("", match["name"] or match["named"])
        first, last = name.split()[0], name.split()[-1]
        if name in ARTICLES or first in non_places() or find_country(first) or find_country(last):
            continue
        place = gazetteer.make_town(name)
        wider = _wider_name().match(text, body + match.end()) if match["named"] else None
        if (
            wider
            and not place.region
            and gazetteer.find_place(wider["wider"]) is None
            and wider["wider"] not in ARTICLES
        ):
            place = place.model_copy(update={"district": wider["wider"]})
        yield Toponym(body + match.start(), "name", place), body + match.end()


@cache
def _wider_name() -> re.Pattern[str]:
    """Return the pattern of a name that closes its clause behind a village: "Oe Htein Kwin village, Depayin,"."""
    return re.compile(rf",\s(?P<wider>{NAME})(?=[,.;]|$)")


def find_named_places(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find cities, countries and well-known regions after a word that says that something is there."""
    for match in _before_pattern().finditer(text, body):
        dated = _names_day(text, match.end())
        for start, name in _names_in_list(text, match.end()):
            if dated and start > match.end() and text[start + len(name) :][:2] in ("'s", "’s"):
                break  # "on Saturday, South Korea's army"
            if place := gazetteer.find_place(name):
                owned = _OWNED.match(text, start + len(name)) if _level_of(place) == "country" else None
                if owned and not find_country(owned[1].split()[0]):
                    place = Place(name=owned[1], country=place.country)
                if place.town and (country := _find_country_behind(text, start + len(name), place.country)):
                    place = Place(name=place.name, town=place.town, country=country)
                yield Toponym(start, _level_of(place), place), start + len(name)
            elif start == match.end() and (place := _read_unlisted(match, name, text, gazetteer)):
                yield Toponym(start, _level_of(place), place), start + len(name)
    holds_owner = "'s" in text or "’s" in text
    for match in _possessive_pattern().finditer(text, body) if holds_owner else ():
        if gazetteer.has_city(match["city"]) and not find_country(match["city"]):
            yield Toponym(match.start(), "name", gazetteer.make_town(match["city"])), match.end()
    on_ground = any(ground in text for ground in table("places")["grounds"])
    for match in ground_pattern().finditer(text, body) if on_ground else ():
        yield Toponym(match.start(), "country", Place(country=country_words()[match[1]])), match.end()
    phrase = table("places")["the_country"]
    at = text.lower().find(phrase, body)
    if at >= 0 and (country := gazetteer.home):
        yield Toponym(at, "country", Place(country=country)), at + len(phrase)


def _find_country_behind(text: str, end: int, known: str | None) -> str | None:
    """Find another country than the known one behind a town: "Santiago, Dominican Republic"."""
    match = _country_behind().match(text, end)
    country = country_words()[match[1]] if match else None
    return country if country != known else None


@cache
def _country_behind() -> re.Pattern[str]:
    joins = any_of("joins")
    return re.compile(rf",\s({country_alternatives()})\b(?!['’]|\s[A-Z]|,?\s(?:{joins})\b|,\s[A-Z])")


def _names_day(text: str, at: int) -> bool:
    word = re.compile(r"\w+").match(text, at)
    return word is not None and word[0] in day_names()


@cache
def _possessive_pattern() -> re.Pattern[str]:
    """Yemen's Saada, a square of Linz's: what stands in a place is there too."""
    before, districts = any_of("before"), any_of("district_kinds")
    counties = any_of("county_kinds")
    return re.compile(rf"\b(?i:{before})\s(?P<city>{NAME})['’]s\b(?!\s{NAME}\s(?:{districts})\b|\s(?:{counties})\b)")


def _read_unlisted(cue: re.Match[str], name: str, text: str, gazetteer: Gazetteer) -> Place | None:
    """Read a place that no list has, after words that only places follow: "in Tabayin", "off Zarzis, Tunisia"."""
    words = " ".join(cut_days(name))
    end = cue.end() + len(words)
    owner, bare = split_owner(words)
    words = bare if owner else words  # "in An Nahud" is no "Nahud"
    after = _wider_pattern().match(text, end)
    wider = gazetteer.find_place(after["wider"] or after["inside"]) if after else None
    if not words or words.split()[0] in non_places() or words.split()[0] in country_words():
        return None
    natural = words.split()[-1] in word_set("places", "natural_ends") and " " in words
    if not (_follows_place_cue(cue) or natural or (wider and re.search(r"(?i)\b(?:at|on)\s$", cue[0]))):
        return None
    if words.split()[-1] in country_words() or _OF.match(text, end):
        return None
    if words.isupper() or re.match(r"['’]|\s?\d", text[end : end + 2]) or re.search(r"-[a-z]+$", words):
        return None
    return Place(
        name=words,
        town=wider.town if wider and after and after["wider"] and not _kind_behind().match(text, after.end()) else None,
        region=wider.region if wider else None,
        country=owner or (wider.country if wider else None),
    )


@cache
def _wider_pattern() -> re.Pattern[str]:
    """Words that a town's name goes on with: ", West Kordofan", " in eastern Sierra Leone"."""
    parts = any_of("inside_parts")
    return re.compile(rf",\s(?:in\s)?(?P<wider>{NAME})|\sin\s(?:(?:{parts})\s)*(?P<inside>{NAME})")


@cache
def _kind_behind() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of('region_kinds', 'district_kinds', 'county_kinds')})\b")


def _follows_place_cue(cue: re.Match[str]) -> bool:
    if _trailing_article().search(cue[0]):
        return False
    said = cue.string[max(0, cue.start() - _LOOK_BACK) : cue.end()]
    return _place_follows().search(said) is not None


@cache
def _leading_article() -> re.Pattern[str]:
    return re.compile(rf"^{table('places')['article']}\s", re.IGNORECASE)


@cache
def _trailing_article() -> re.Pattern[str]:
    """No name that we do not know stands behind it: "in the Donbas"."""
    return re.compile(rf"\s{table('places')['article']}\s$")


@cache
def _place_follows() -> re.Pattern[str]:
    only, aims, endings, aimed = map(any_of, ("only_before_places", "aims", "aim_endings", "aimed"))
    return re.compile(
        rf"(?i:\b(?:{only})\s(?:\w+\s){{0,4}}$|\b(?:{aims})(?:{endings})?\s(?:[\w'’]+\s){{0,4}}(?:{aimed})\s(?:\w+\s){{0,2}}$)"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    before, parts, joins, kinds = map(any_of, ("before", "parts", "joins", "listed_kinds"))
    return re.compile(
        rf"\b(?:(?i:{before})(?!\sof)|{table('places')['listing']})\s(?:(?:{parts})\s)*"
        rf"(?:[a-z]+\s(?:(?:{joins})\s)?(?:{kinds})\s(?:of\s)?)?(?=[A-Z])"
    )


@cache
def place_cue() -> re.Pattern[str]:
    """Return the pattern of a word that says that something is in the place behind it, at the end of a text."""
    return re.compile(rf"(?i:\b(?:{any_of('before')}))$")


@cache
def _on_the_way() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('on_the_way')})\s$")


def find_lone_cities(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find cities in a sentence that names no other place: "Buner flood deaths", "the Kut blaze"."""
    for match in re.finditer(NAME, text[body:]):
        words = match[0].split()
        led = len(words) == 2 and words[0] in word_set("places", "headline_leads")
        name = match[0] if gazetteer.has_city(match[0]) else words[1] if led else ""
        if (
            len(name) < _SHORTEST_CITY
            or gazetteer.is_surname(name)
            or name in non_places()
            or name in country_words()
            or name in capitals()
            or name in table("places")["regions"]
        ):
            continue
        at = body + match.start()
        if _on_the_way().search(text, max(0, at - _LOOK_BACK), at):
            continue
        if gazetteer.has_city(name):
            yield Toponym(body + match.start(), "name", gazetteer.make_town(name)), body + match.end()


def _names_in_list(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the name at an offset, and those that a list goes on with."""
    while match := re.compile(NAME).match(text, at):
        yield match.start(), match[0]
        more = _next_in_list().match(text, match.end())
        if not more:
            return
        at = more.end()


@cache
def _next_in_list() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:(?:{any_of('joins')})\s)?(?=[A-Z])|,\s(?=[A-Z])")


def _level_of(place: Place) -> str:
    return "name" if place.name else "region" if place.region else "country"
