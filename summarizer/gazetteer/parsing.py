"""Parsing of a record's place into a path: its parts are read from the widest to the narrowest."""

from functools import cache, lru_cache
from typing import Final

from ..language.lexicon import table
from ..language.names import find_country_name
from ..schemas import Place
from .candidates import (
    LARGE,
    QUARTER_KM,
    WELL_KNOWN,
    find_county,
    find_quarter,
    find_towns,
    has_own_name,
    pick_town,
    weigh,
)
from .distances import kilometres
from .entries import Entry, find_entries
from .keys import DIVISIONS, find_kind, fold_name, strip_kind
from .paths import Draft, PlacePath, own_name
from .phrases import MOST_PARTS, Part, clean, find_state, is_site, is_site_kind, split_place
from .regions import take_country, take_region, try_region
from .towns import (
    add_also,
    add_site,
    find_town_of_site,
    is_town_district,
    take_district,
    take_quarter,
    take_town,
)

_CACHED: Final = 200_000  # places: a corpus of a million reports holds about a tenth as many


def parse_place(place: Place) -> PlacePath:
    """Take a record's place apart. Never raises for what a text may hold: what is no place gives an empty path."""
    fields = (
        place.name,
        place.region,
        place.country,
        *(getattr(place, name, None) for name in ("site", "town", "district")),
    )
    return _parse(*fields)


@lru_cache(_CACHED)
def _parse(
    name: str | None,
    region: str | None,
    country: str | None,
    site: str | None = None,
    town: str | None = None,
    district: str | None = None,
) -> PlacePath:
    draft = Draft()
    take_country(draft, clean(country), *(fold_name(part) for part in clean(town or name).split(",")))
    hinted = [
        part
        for level, text in (("region", region), ("town", town), ("district", district), ("site", site))
        for part in reversed(split_place(clean(text), level))
    ]
    for index, part in enumerate(hinted):
        _take(draft, part, _narrower(hinted, index))
    parts = [part for part in reversed(split_place(clean(name), None)) if not _repeats_fields(draft, part)]
    if draft.town and town:  # other words for it may be another language's: "в Харькове"
        parts = [part for part in parts if part.words.isascii() or is_site(part.words)]
    for index, part in enumerate(parts[:MOST_PARTS]):
        _take(draft, part, _narrower(parts, index))
    find_town_of_site(draft)
    return draft.path()


def _narrower(parts: list[Part], index: int) -> Part | None:
    """Return the part that is said to lie in the one at an index, None for the narrowest."""
    return parts[index + 1] if index + 1 < len(parts) else None


def _repeats_fields(draft: Draft, part: Part) -> bool:
    """Test whether a part of the name says what the other fields say: the town again, in another spelling."""
    words = part.words
    if find_country_name(words) and find_country_name(words) == draft.country:
        return bool(draft.town)
    region = draft.region_at
    is_region = draft.region == strip_kind(words, "regions") or (region and region in find_entries(words))
    if is_region and not draft.town and (strip_kind(words, "regions") != words or not pick_town(draft, words)):
        return True
    known = {at.id for at in (draft.town_at, draft.county_at, draft.region_at, draft.quarter_at) if at}
    if draft.town and known & {entry.id for entry in find_entries(words)}:
        return True
    if (draft.town and find_state(part.written)) or (draft.sites and is_site_kind(words)):
        return True
    names = {words, *(strip_kind(words, level) for level in (*DIVISIONS, "quarters", "towns"))}
    if not draft.town and find_kind(words, ("counties",)):
        return draft.county in names
    return bool(names & {draft.town, draft.quarter, *draft.sites})


def _take(draft: Draft, part: Part, narrower: Part | None) -> None:
    """Take one part into the draft, given the part that is said to lie in it."""
    words = part.words
    draft.beside |= part.beside
    if words.isdigit():
        draft.numbers.append(words)
    elif part.level == "site":
        add_site(draft, words)
    elif part.level == "quarter":
        take_quarter(draft, words)
    elif part.level == "also" or (part.beside and not part.level and narrower and not is_site(narrower.words)):
        add_also(draft, part)
    elif part.level == "region":
        take_region(draft, part)
    elif part.level == "district":
        take_district(draft, words)
    elif part.level == "town":
        take_town(draft, words)
    else:
        _take_unhinted(draft, part, narrower)


def _take_unhinted(draft: Draft, part: Part, narrower: Part | None) -> None:
    words = part.words
    if (country := _seats().get(words)) and draft.country in (None, country):
        draft.country = country
        add_site(draft, words)
    elif draft.town:
        _take_inside_town(draft, words)
    elif not try_region(draft, part, narrower):
        _take_without_town(draft, words, narrower)


def _take_inside_town(draft: Draft, words: str) -> None:
    """Take a part of a place whose town is known: a quarter, a site, or the district that holds the town."""
    quarter = find_quarter(draft, words) if draft.town_at and not draft.quarter_at else None
    if quarter:
        draft.set_quarter(quarter)
    elif is_site(words):
        add_site(draft, words)
    elif not is_town_district(words, is_listed=True) and not draft.county:
        take_district(draft, words)
    elif (town := next(iter(find_towns(words)), None)) and has_own_name(town, words) and _is_elsewhere(draft, town):
        draft.also.append(own_name(town))
    elif draft.quarter:
        add_site(draft, words)
    else:
        take_quarter(draft, words)


def _is_elsewhere(draft: Draft, town: Entry) -> bool:
    """Test whether a town is another large one of the country, as in a list of towns."""
    is_near = draft.town_at is None or kilometres(town, draft.town_at) <= QUARTER_KM
    return not is_near and weigh(town) >= WELL_KNOWN and town.country == draft.country


def _is_large_town(words: str) -> bool:
    """Test whether there is a town of a name that sounds like a site's: Bowling Green."""
    return any(weigh(town) >= LARGE and has_own_name(town, words) for town in find_towns(words))


def _take_without_town(draft: Draft, words: str, narrower: Part | None) -> None:
    """Take a part that is neither country nor region, while no town is known: the town, if it is no site."""
    inner = narrower.words if narrower else ""
    if town := pick_town(draft, words):
        draft.set_town(town)
    elif is_site(words) and not _is_large_town(words):
        add_site(draft, words)
    elif find_kind(words, ("quarters",)) and narrower is None and not draft.quarter:
        quarter = pick_town(draft, strip_kind(words, "quarters"))
        if quarter and quarter.kind == "Q":
            draft.set_town(quarter)
        else:
            take_quarter(draft, words)
    elif not draft.county and not _is_allowed(draft, words) and (county := find_county(draft, words, inner)):
        draft.set_county(county)
    elif draft.country and not draft.county and _holds_town(draft, narrower):  # Lahaina, Maui, Hawaii
        draft.county = words
    else:
        take_town(draft, words)


def _is_allowed(draft: Draft, words: str) -> bool:
    """Test whether there are towns of a name where the draft allows them."""
    return any(draft.allows(town) for town in find_towns(words))


def _holds_town(draft: Draft, narrower: Part | None) -> bool:
    """Test whether what is said to lie in a place that nobody knows is a town."""
    return narrower is not None and not is_site(narrower.words) and pick_town(draft, narrower.words) is not None


@cache
def _seats() -> dict[str, str]:
    """Return the country of each house of government."""
    return {fold_name(name): country for name, (_, country) in table("places")["seats"].items()}
