"""Toponyms of a sentence: regions, villages and sites by their pattern, cities and countries by name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...language.lexicon import table, word_set
from ...language.places import capitals, country_alternatives, country_words, find_country
from ...schemas import Place
from .addresses import find_addresses, is_care, is_cared_for_at
from .gazetteer import Gazetteer, cut_days, non_places, split_owner
from .tokenizer import Sentence


@cache
def _any_of(*names: str) -> str:
    """Return a regular expression for the words of some lists of `places.toml`."""
    return "|".join(word for name in names for word in table("places")[name])


# A name: words with capitals, and the small words inside them.
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_LINK, _PREFIX = f"(?:{_any_of('links')})", f"(?:{_any_of('prefixes')})"
_SHORT = f"(?:(?:{_any_of('short_words')})\\.\\s)"  # St. Louis, Mt. Oliver
_NAME = (
    rf"{_SHORT}?{_CAPITAL}[\w-]*(?:(?:['’](?!s\b)[\w-]+)|\s(?:{_LINK}\s)?{_CAPITAL}[\w-]*"
    rf"|\s{_PREFIX}-{_CAPITAL}[\w-]*){{0,4}}"
)
_ARTICLES = word_set("function_words", "capitalised")
_OWNED = re.compile(rf"['’]s\s({_NAME})")
_OF = re.compile(r"\s[a-z]+\sof\s")
_SHORTEST_CITY = 3  # letters
_LOOK_BACK = 40  # characters before a preposition that say what it belongs to
_DEMONYM_BACK = 60  # characters before a name in which its country's adjective may stand


@dataclass(frozen=True)
class Toponym:
    """A place named at an offset of the article; `level` is "site", "name", "region" or "country"."""

    start: int
    level: str
    place: Place


Located = tuple[Toponym, int]  # the toponym at its offset in the sentence, and where its words end there


def find_toponyms(sentence: Sentence, gazetteer: Gazetteer, spoken: Iterable[tuple[int, int]]) -> list[Toponym]:
    """Find the places of a sentence in order, without those in the `spoken` spans, which only tell who speaks."""
    text, skip = sentence.text, bytearray(sentence.end - sentence.start + 1)
    for first, last in spoken:
        skip[first - sentence.start : last - sentence.start] = b"\1" * (last - first)
    body = sentence.body - sentence.start
    sites, masked = [], bytearray(len(skip))
    for start, end, words in find_addresses(text, body):
        if gazetteer.has_town(words):
            continue
        masked[start:end] = b"\1" * (end - start)
        sites += [Toponym(start, "site", Place(site=words))] if not skip[start] else []
    located = [
        *_find_regions(text, body, gazetteer),
        *_find_joined_regions(text, body, gazetteer),
        *_find_sites(text, body),
    ]
    located += [*_find_settlements(text, body, gazetteer), *_find_named(text, body, gazetteer)]
    located = _drop_landmarks([item for item in located if not masked[item[0].start]], text)
    if not any(not skip[toponym.start] for toponym, _ in located):
        alone = [
            *_find_lone_regions(text, body),
            *(item for item in _find_lone_cities(text, body, gazetteer) if not skip[item[0].start]),
        ]
        located, skip = [item for item in alone if not masked[item[0].start]], bytearray(len(skip))
    taken = {sentence.start + site.start: replace(site, start=sentence.start + site.start) for site in sites}
    for toponym, _ in sorted(located, key=lambda item: (item[0].start, -item[1])):
        start = sentence.start + toponym.start
        if not skip[toponym.start] and start not in taken:
            taken[start] = replace(toponym, start=start)
    return sorted(taken.values(), key=lambda toponym: toponym.start)


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
    return re.compile(rf"\b(?:{_any_of('distances')})\s(?:\w+\s){{0,2}}(?:{_any_of('beyond')})\s$")


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
        if not country and words:
            country = gazetteer.country_of_city(words.rsplit(" ", 1)[0])
    return name.model_copy(update={"site": site, "region": region.region or name.region, "country": country})


def _find_regions(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
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


def _find_joined_regions(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find the Belgorod and Kursk regions: their country stands for them."""
    kinds = _any_of("region_kinds", "district_kinds")
    for match in re.finditer(rf"\b({_NAME}),?\s(?:{_any_of('joins')})\s{_NAME}\s(?:{kinds})s\b", text[body:]):
        country = gazetteer.country_of_city(split_owner(match[1])[1])
        if country:
            yield Toponym(body + match.start(), "country", Place(country=country)), body + match.end()


@cache
def _region_pattern() -> re.Pattern[str]:
    regions, districts, apart = _any_of("region_kinds"), _any_of("district_kinds"), _any_of("no_kind_before")
    return re.compile(
        rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{_NAME})"
        rf"(?P<owns>['’]s(?=\s(?:{_any_of('county_kinds')})))?"
        rf"\s(?P<kind>(?:{regions})\b(?!\sof\s[A-Z]|\s(?:{apart})\b)|(?:{districts}|{_any_of('county_kinds')})\b)"
        rf"|\b(?P<kind2>{regions}|{districts}) of (?P<name2>{_NAME})"
    )


def _find_country_before(text: str, start: int) -> str | None:
    """Find the country whose adjective stands just before: "a Russian village in the Bryansk region"."""
    matches = list(_ground_pattern().finditer(text, max(0, start - _DEMONYM_BACK), start))
    return country_words()[matches[-1][1]] if matches else None


def _find_sites(text: str, body: int) -> Iterator[Located]:
    """Find the Engels airbase, the Crimea bridge; a house of government where something happens in or on it."""
    kinds = _any_of("site_kinds")
    for match in re.finditer(rf"\b(?P<name>(?:[A-Z]\w+['’]s\s)?{_NAME})\s(?P<kind>(?i:{kinds}))\b", text[body:]):
        owner, name = split_owner(match["name"])
        if name in country_words() or name in _ARTICLES or is_care(text, body + match.start(), match[0]):
            continue
        words = f"{name} {match['kind']}"
        yield Toponym(body + match.start(), "name", Place(name=words, country=owner)), body + match.end()
    for match in re.finditer(rf"\b(?:{_any_of('natural_kinds')})\s{_NAME}", text[body:]):
        yield Toponym(body + match.start(), "name", Place(name=match[0])), body + match.end()
    for match in _seat_pattern().finditer(text, body):
        name, country = table("places")["seats"][match["seat"]]
        yield Toponym(match.start(), "name", Place(name=name, country=country)), match.end()


@cache
def _ground_pattern() -> re.Pattern[str]:
    """Return the pattern of a country or its adjective before ground of it: "a Russian village", "Ukraine's coast"."""
    grounds = "|".join(sorted(table("places")["grounds"], key=len, reverse=True))
    return re.compile(rf"\b({country_alternatives()})(?:['’]s)?\s(?:{grounds})\b")


@cache
def _seat_pattern() -> re.Pattern[str]:
    before, article = _any_of("before"), table("places")["article"]
    return re.compile(rf"\b(?:{before}|of)\s(?:{article}\s)?(?P<seat>{_any_of('seats')})\b")


def _find_lone_regions(text: str, body: int) -> Iterator[Located]:
    """Find well-known regions in a sentence that names no other place, wherever they stand."""
    for match in re.finditer(_NAME, text[body:]):
        region = table("places")["regions"].get(match[0])
        if region is not None:
            place = Place(region=match[0], country=region or None)
            yield Toponym(body + match.start(), "region", place), body + match.end()


def _find_settlements(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find the village of Suzemka."""
    kinds, named_kinds = _any_of("settlement_kinds"), _any_of("named_kinds")
    for match in re.finditer(
        rf"\b(?:{kinds})\sof\s(?P<name>{_NAME})|\b(?P<named>{_NAME})\s(?:{named_kinds})\b", text[body:]
    ):
        name = _leading_article().sub("", match["name"] or match["named"])
        first, last = name.split()[0], name.split()[-1]
        if name in _ARTICLES or first in non_places() or find_country(first) or find_country(last):
            continue
        yield Toponym(body + match.start(), "name", gazetteer.make_town(name)), body + match.end()


def _find_named(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find cities, countries and well-known regions after a word that says that something is there."""
    for match in _before_pattern().finditer(text, body):
        for start, name in _names_in_list(text, match.end()):
            if place := gazetteer.find_place(name):
                owned = _OWNED.match(text, start + len(name)) if _level_of(place) == "country" else None
                if owned and not find_country(owned[1].split()[0]):
                    place = Place(name=owned[1], country=place.country)
                yield Toponym(start, _level_of(place), place), start + len(name)
            elif start == match.end() and (place := _read_unlisted(match, name, text, gazetteer)):
                yield Toponym(start, _level_of(place), place), start + len(name)
    holds_owner = "'s" in text or "’s" in text
    for match in _possessive_pattern().finditer(text, body) if holds_owner else ():
        if gazetteer.has_city(match["city"]):
            yield Toponym(match.start(), "name", gazetteer.make_town(match["city"])), match.end()
    on_ground = any(ground in text for ground in table("places")["grounds"])
    for match in _ground_pattern().finditer(text, body) if on_ground else ():
        yield Toponym(match.start(), "country", Place(country=country_words()[match[1]])), match.end()
    phrase = table("places")["the_country"]
    at = text.lower().find(phrase, body)
    if at >= 0 and (country := gazetteer.home):
        yield Toponym(at, "country", Place(country=country)), at + len(phrase)


@cache
def _possessive_pattern() -> re.Pattern[str]:
    """Yemen's Saada, a square of Linz's: what stands in a place is there too."""
    before, districts = _any_of("before"), _any_of("district_kinds")
    counties = _any_of("county_kinds")
    return re.compile(rf"\b(?i:{before})\s(?P<city>{_NAME})['’]s\b(?!\s{_NAME}\s(?:{districts})\b|\s(?:{counties})\b)")


def _read_unlisted(cue: re.Match[str], name: str, text: str, gazetteer: Gazetteer) -> Place | None:
    """Read a place that no list has, after words that only places follow: "in Tabayin", "off Zarzis, Tunisia"."""
    words = " ".join(cut_days(name))
    end = cue.end() + len(words)
    owner, words = split_owner(words)
    after = _wider_pattern().match(text, end)
    wider = gazetteer.find_place(after["wider"] or after["inside"]) if after else None
    if not words or words.split()[0] in non_places() or words.split()[0] in country_words():
        return None
    if not (_follows_place_cue(cue) or (wider and re.search(r"(?i)\b(?:at|on)\s$", cue[0]))):
        return None
    if words.split()[-1] in country_words() or _OF.match(text, end):
        return None
    if words.isupper() or re.match(r"['’]|\s?\d", text[end : end + 2]) or re.search(r"-[a-z]+$", words):
        return None
    return Place(
        name=words, region=wider.region if wider else None, country=owner or (wider.country if wider else None)
    )


@cache
def _wider_pattern() -> re.Pattern[str]:
    """Words that a town's name goes on with: ", West Kordofan", " in eastern Sierra Leone"."""
    parts = _any_of("inside_parts")
    return re.compile(rf",\s(?:in\s)?(?P<wider>{_NAME})|\sin\s(?:(?:{parts})\s)*(?P<inside>{_NAME})")


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
    only, aims, endings, aimed = map(_any_of, ("only_before_places", "aims", "aim_endings", "aimed"))
    return re.compile(
        rf"(?i:\b(?:{only})\s(?:\w+\s){{0,4}}$|\b(?:{aims})(?:{endings})?\s(?:[\w'’]+\s){{0,4}}(?:{aimed})\s(?:\w+\s){{0,2}}$)"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    before, parts, joins, kinds = map(_any_of, ("before", "parts", "joins", "listed_kinds"))
    return re.compile(
        rf"\b(?:(?i:{before})(?!\sof)|{table('places')['listing']})\s(?:(?:{parts})\s)*"
        rf"(?:[a-z]+\s(?:(?:{joins})\s)?(?:{kinds})\s(?:of\s)?)?(?=[A-Z])"
    )


@cache
def place_cue() -> re.Pattern[str]:
    """Return the pattern of a word that says that something is in the place behind it, at the end of a text."""
    return re.compile(rf"(?i:\b(?:{_any_of('before')}))$")


@cache
def _on_the_way() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('on_the_way')})\s$")


def _find_lone_cities(text: str, body: int, gazetteer: Gazetteer) -> Iterator[Located]:
    """Find cities in a sentence that names no other place: "Buner flood deaths", "the Kut blaze"."""
    for match in re.finditer(_NAME, text[body:]):
        words = match[0].split()
        led = len(words) == 2 and words[0] in word_set("places", "headline_leads")
        name = match[0] if gazetteer.has_city(match[0]) else words[1] if led else ""
        if (
            len(name) < _SHORTEST_CITY
            or gazetteer.is_surname(name)
            or name in non_places()
            or name in country_words()
            or name in capitals()
        ):
            continue
        at = body + match.start()
        if _on_the_way().search(text, max(0, at - _LOOK_BACK), at):
            continue
        if gazetteer.has_city(name):
            yield Toponym(body + match.start(), "name", gazetteer.make_town(name)), body + match.end()


def _names_in_list(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the name at an offset, and those that a list goes on with."""
    while match := re.compile(_NAME).match(text, at):
        yield match.start(), match[0]
        more = _next_in_list().match(text, match.end())
        if not more:
            return
        at = more.end()


@cache
def _next_in_list() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:(?:{_any_of('joins')})\s)?(?=[A-Z])|,\s(?=[A-Z])")


def _level_of(place: Place) -> str:
    return "name" if place.name else "region" if place.region else "country"
