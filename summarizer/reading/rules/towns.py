"""Towns and countries that a sentence names: after words that say that something is there, or alone in it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from ...language.dates import months, weekdays
from ...language.lexicon import table, word_set
from ...language.places import country_names, country_words
from ...schemas import Place
from .gazetteer import (
    ARTICLES,
    RUN,
    Atlas,
    Found,
    Mention,
    country_of,
    ground_pattern,
    is_capital,
    no_places,
    owner_of,
)

_OWNED = re.compile(rf"['’]s\s({RUN})")
_OF = re.compile(r"\s[a-z]+\sof\s")
_SHORTEST_CITY = 3  # letters
_LOOK_BACK = 40  # characters before a preposition that say what it belongs to


def settlements(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """The village of Suzemka."""
    kinds, named_kinds = ("|".join(table("places")[name]) for name in ("settlement_kinds", "named_kinds"))
    for match in re.finditer(
        rf"\b(?:{kinds})\sof\s(?P<name>{RUN})|\b(?P<named>{RUN})\s(?:{named_kinds})\b", text[body:]
    ):
        name = _leading_article().sub("", match["name"] or match["named"])
        if (
            name in ARTICLES
            or name.split()[0] in no_places()
            or country_of(name.split()[0])
            or country_of(name.split()[-1])
        ):
            continue
        yield Mention(body + match.start(), "name", Place(name=name, country=atlas.city(name))), body + match.end()


def named(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """Cities, countries and well-known regions after a word that says that something is there."""
    for match in _before_pattern().finditer(text, body):
        for start, name in _list_at(text, match.end()):
            if place := _known(name, atlas):
                owned = _OWNED.match(text, start + len(name)) if _level(place) == "country" else None
                if owned and not country_of(owned[1].split()[0]):
                    place = Place(name=owned[1], country=place.country)
                yield Mention(start, _level(place), place), start + len(name)
            elif start == match.end() and (place := _unknown(match, name, text, atlas)):
                yield Mention(start, _level(place), place), start + len(name)
    holds_owner = "'s" in text or "’s" in text
    for match in _possessive_pattern().finditer(text, body) if holds_owner else ():
        if atlas.knows(match["city"]):
            yield (
                Mention(match.start(), "name", Place(name=match["city"], country=atlas.city(match["city"]))),
                match.end(),
            )
    on_ground = any(ground in text for ground in table("places")["grounds"])
    for match in ground_pattern().finditer(text, body) if on_ground else ():
        yield Mention(match.start(), "country", Place(country=country_words()[match[1]])), match.end()
    phrase = table("places")["the_country"]
    at = text.lower().find(phrase, body)
    if at >= 0 and (country := atlas.home):
        yield Mention(at, "country", Place(country=country)), at + len(phrase)


@cache
def _possessive_pattern() -> re.Pattern[str]:
    """Yemen's Saada, a square of Linz's: what stands in a place is there too."""
    before = "|".join(table("places")["before"])
    return re.compile(
        rf"\b(?i:{before})\s(?P<city>{RUN})['’]s\b(?!\s{RUN}\s(?:{'|'.join(table('places')['district_kinds'])})\b)"
    )


def _unknown(cue: re.Match[str], name: str, text: str, atlas: Atlas) -> Place | None:
    """A place that no list has, after words that only places follow: "in Tabayin", "off Zarzis, Tunisia"."""
    words = _without_days(name.split())
    said = " ".join(words)
    end = cue.end() + len(said)
    owner, said = owner_of(said)
    after = _wider_pattern().match(text, end)
    wider = _known(after["wider"] or after["inside"], atlas) if after else None
    if not said or said.split()[0] in no_places() or said.split()[0] in country_words():
        return None
    if not (_stands_in(cue) or (wider and re.search(r"(?i)\b(?:at|on)\s$", cue[0]))):
        return None
    if said.split()[-1] in country_words() or _OF.match(text, end):
        return None
    if said.isupper() or re.match(r"['’]|\s?\d", text[end : end + 2]) or re.search(r"-[a-z]+$", said):
        return None
    return Place(name=said, region=wider.region if wider else None, country=owner or (wider.country if wider else None))


@cache
def _wider_pattern() -> re.Pattern[str]:
    """What a town's name goes on with: ", West Kordofan", " in eastern Sierra Leone"."""
    parts = "|".join(table("places")["inside_parts"])
    return re.compile(rf",\s(?:in\s)?(?P<wider>{RUN})|\sin\s(?:(?:{parts})\s)*(?P<inside>{RUN})")


def _stands_in(cue: re.Match[str]) -> bool:
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
    places = table("places")
    names = ("only_before_places", "aims", "aim_endings", "aimed")
    only, aims, endings, aimed = ("|".join(places[name]) for name in names)
    return re.compile(
        rf"(?i:\b(?:{only})\s(?:\w+\s){{0,4}}$|\b(?:{aims})(?:{endings})?\s(?:[\w'’]+\s){{0,4}}(?:{aimed})\s(?:\w+\s){{0,2}}$)"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    names = ("before", "parts", "joins", "listed_kinds")
    before, parts, joins, kinds = ("|".join(table("places")[name]) for name in names)
    return re.compile(
        rf"\b(?:(?i:{before})(?!\sof)|{table('places')['listing']})\s(?:(?:{parts})\s)*"
        rf"(?:[a-z]+\s(?:(?:{joins})\s)?(?:{kinds})\s(?:of\s)?)?(?=[A-Z])"
    )


@cache
def _on_the_way() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('places')['on_the_way'])})\s$")


def cities_alone(text: str, body: int, atlas: Atlas) -> Iterator[Found]:
    """Cities in a sentence that names no other place, wherever they stand: "Buner flood deaths", "the Kut blaze"."""
    for match in re.finditer(RUN, text[body:]):
        words = match[0].split()
        led = len(words) == 2 and words[0] in word_set("places", "headline_leads")
        name = match[0] if atlas.knows(match[0]) else words[1] if led else ""
        if len(name) < _SHORTEST_CITY or name in no_places() or name in country_words() or is_capital(name):
            continue
        at = body + match.start()
        if _on_the_way().search(text, max(0, at - _LOOK_BACK), at):
            continue
        if atlas.knows(name):
            yield Mention(body + match.start(), "name", Place(name=name, country=atlas.city(name))), body + match.end()


def _list_at(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The name at an offset, and those that a list goes on with."""
    while match := re.compile(RUN).match(text, at):
        yield match.start(), match[0]
        more = _next_in_list().match(text, match.end())
        if not more:
            return
        at = more.end()


@cache
def _next_in_list() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:(?:{'|'.join(table('places')['joins'])})\s)?(?=[A-Z])|,\s(?=[A-Z])")


def _known(name: str, atlas: Atlas) -> Place | None:
    """The place of a name or of its first words; None if it is no place."""
    words = _without_days(name.split())
    for length in range(len(words), 0, -1):
        part = re.sub(r"['’]s$", "", " ".join(words[:length]))
        if part in table("places")["regions"]:
            return Place(region=part, country=table("places")["regions"][part] or None)
        if (country := country_words().get(part)) and (part == country or part in country_names()):
            return Place(country=country)
        if length == len(words) and atlas.knows(part):
            return Place(name=part, country=atlas.city(part))
    return None


def _without_days(words: list[str]) -> list[str]:
    """The words before a weekday or a month: "Moscow Tuesday" is in Moscow."""
    return list(takewhile(lambda word: word not in _days(), words))


@cache
def _days() -> frozenset[str]:
    return frozenset((*weekdays(), *months()))


def _level(place: Place) -> str:
    return "name" if place.name else "region" if place.region else "country"
