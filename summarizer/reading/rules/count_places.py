"""Places of counts that a sentence gives place by place: "12 in Sofala, nine in Manica", "Sofala had 12 deaths"."""

from collections.abc import Iterator, Mapping, Sequence
from string import capwords

from ...gazetteer import find_entries
from ...schemas import Place
from ...syntax.distributions import PlacedCount, find_place_before, find_place_behind
from ...syntax.measurements import Measurement
from ...syntax.tokenizer import Sentence
from .gazetteer import Gazetteer, non_places
from .regions_and_sites import ARTICLES, Toponym
from .triggers import Trigger

_SHORT = 6  # words of a line of a list: "Sofala: 12 dead."


def find_count_places(
    sentence: Sentence, measurements: Sequence[Measurement], triggers: Sequence[Trigger], gazetteer: Gazetteer
) -> dict[int, PlacedCount]:
    """Find the place of each count, by the word that is its number, where several are told, or one is the subject."""
    found = {
        measurement.at: (measurement.measure, place)
        for measurement in measurements
        if (place := next(_find_places(sentence, measurement, gazetteer), None))
        and not any(place.start <= trigger.start < place.end for trigger in triggers)
    }
    found = {
        at: placed for at, placed in found.items() if placed[1].name[0].isupper() or _is_one_of_several(placed, found)
    }
    narrow = {at: placed for at, placed in found.items() if not _is_country(placed[1], gazetteer)}
    chosen = narrow or found
    labelled = {measure for measure, place in chosen.values() if place.way == "label"}
    if len({place.name.casefold() for _, place in chosen.values()}) > 1 and len(labelled) <= 1:
        return {at: place for at, (_, place) in chosen.items()}
    ways = ("subject", "label") if len(sentence.words) <= _SHORT else ("subject",)
    return {at: place for at, (_, place) in narrow.items() if place.way in ways}


def _is_name(place: PlacedCount) -> bool:
    return place.name[0].isupper()


def _is_one_of_several(placed: tuple[str, PlacedCount], found: Mapping[int, tuple[str, PlacedCount]]) -> bool:
    """Return whether another place has a count of the same measure: "three at a mosque and two at a school"."""
    measure, place = placed
    return any(other.name != place.name and theirs == measure for theirs, other in found.values())


def _find_places(sentence: Sentence, measurement: Measurement, gazetteer: Gazetteer) -> Iterator[PlacedCount]:
    for end in (measurement.last, measurement.at + 1):
        place = find_place_behind(sentence, end)
        if place and _may_be_place(place, gazetteer):
            yield place
    place = find_place_before(sentence, measurement.at) if measurement.first == measurement.at else None
    place = place or (find_place_before(sentence, measurement.at) if measurement.noun is not None else None)
    if place and not place.name.isupper() and _is_listed(place.name, gazetteer):
        yield place


def _may_be_place(place: PlacedCount, gazetteer: Gazetteer) -> bool:
    """Return whether a name behind a preposition can be that of a place; one in capitals must be listed."""
    if place.name.split()[0] in non_places() or place.name.capitalize() in ARTICLES:
        return False
    return not place.name.isupper() or _is_listed(capwords(place.name), gazetteer)


def _is_listed(name: str, gazetteer: Gazetteer) -> bool:
    if name in non_places() or name in ARTICLES or gazetteer.is_surname(name):
        return False
    return gazetteer.find_place(name) is not None or any(entry.kind in "RCT" for entry in find_entries(name))


def _is_country(place: PlacedCount, gazetteer: Gazetteer) -> bool:
    found = gazetteer.find_place(place.name)
    return found is not None and not (found.name or found.region)


def find_shared_place(toponyms: Sequence[Toponym], places: Sequence[PlacedCount]) -> Iterator[Toponym]:
    """Find the region or the country that the places of all counts share."""
    held = [toponym for toponym in toponyms if any(place.start <= toponym.start < place.end for place in places)]
    countries = {toponym.place.country for toponym in held if toponym.place.country}
    regions = {toponym.place.region for toponym in held}
    if len(countries) == 1:
        narrow = all(toponym.level == "name" for toponym in held)  # a count's own region is no shared one
        region = regions.pop() if narrow and len(regions) == 1 else None
        yield Toponym(held[0].start, "region" if region else "country", Place(region=region, country=countries.pop()))
