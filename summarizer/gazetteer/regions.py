"""Countries, regions, counties and contested lands: which part of a place names one, and which one it is."""

from functools import cache
from typing import Final

from ..language.lexicon import word_set
from ..language.names import find_country_name, shared_country_names
from ..language.places import country_names
from .candidates import find_county, find_namesake, find_region, find_towns, has_own_name, pick_town, weigh
from .distances import kilometres
from .entries import Entry, contested_lands, find_entries
from .keys import DIVISIONS, find_kind, fold_name, gazetteer_key, strip_kind
from .paths import Draft
from .phrases import Part, find_state

_PART_KM: Final = 10.0  # from the middle of a city to what lies in it for sure
_DWARFS: Final = 20  # times the people of the largest town of its name: the region is meant


def try_region(draft: Draft, part: Part, narrower: Part | None) -> bool:
    """Take a part as a country, a region or a county, if it is one."""
    words, state = part.words, find_state(part.written)
    if state and narrower and draft.country in (None, state[0]) and not draft.region:
        draft.country = state[0]
        take_region(draft, Part(fold_name(state[1]), "", "region"))
        return True
    inner = narrower.words if narrower else ""
    country = pick_country(words, inner)
    if country and draft.country == country and not find_namesake(words):
        return True
    region = find_region(draft, words, inner) if not draft.region else None
    land = contested_lands().get(gazetteer_key(words))
    if region and land and not draft.country and region.country not in land:
        region = None  # Gaza is a province of Mozambique too
    if region and country and not draft.country and words in _country_names():
        ours, theirs = _inhabitants(inner, country), _inhabitants(inner, region.country, region.id)
        if ours == theirs and words in _ambiguous_countries():  # Georgia
            draft.region = words
            return True
        region = None if region.country == country or ours >= theirs else region
    if region and _is_wide(draft, region, part, narrower):
        draft.set_region(region)
        return True
    if country and not draft.country and region is None:
        take_country(draft, words, inner)
        if not narrower and (town := find_namesake(words)):  # Singapore, Luxembourg
            draft.set_town(town)
        return True
    if land and not pick_town(draft, words):
        _set_land(draft, words, land)
        return True
    return _try_division(draft, words)


def _try_division(draft: Draft, words: str) -> bool:
    """Take a part that says that it is a county or a region."""
    level = find_kind(words, DIVISIONS)
    if not level:
        return False
    if not draft.county and (county := find_county(draft, words)):
        draft.set_county(county)
        return True
    if pick_town(draft, words):
        return False
    bare = strip_kind(words, level)
    kind = words.removeprefix(bare).strip()
    if kind in word_set("addresses", "always_counties") and not draft.county:
        draft.county = bare
    elif kind in word_set("addresses", "always_regions") and not draft.region:
        draft.region = bare
    else:
        return False
    return True


def _is_wide(draft: Draft, region: Entry, part: Part, narrower: Part | None) -> bool:
    """Test whether a name that is a region's means it, and no town of that name."""
    if strip_kind(part.words, "regions") != part.words and not find_towns(part.words):
        return True
    towns = [entry for entry in find_towns(part.words) if draft.allows(entry)]
    if not towns or region.inhabitants >= _DWARFS * towns[0].inhabitants:
        return not any(town.region == region.id for town in towns) or narrower is not None
    own = [town for town in towns if has_own_name(town, part.words)]
    is_known = bool(own) and weigh(own[0]) * _DWARFS >= region.inhabitants
    if narrower is None or (is_known and not has_own_name(region, part.words)):
        return False
    town = pick_town(draft, part.words) or towns[0]
    inner = [entry for entry in find_towns(narrower.words) if entry.region == region.id]
    parts = [entry for entry in inner if entry.id != town.id]
    is_part = any(entry.town == town.id or kilometres(entry, town) <= _PART_KM for entry in parts)
    return town.region != region.id or (bool(inner) and not is_part)


def _inhabitants(name: str, country: str, region: int | None = None) -> int:
    """The people of the largest town of a name in a country or its region, at least one; 0 where there is none."""
    towns = (entry for entry in find_towns(name) if entry.country == country and region in (None, entry.region))
    return max((entry.inhabitants + 1 for entry in towns), default=0)


@cache
def _country_names() -> frozenset[str]:
    return frozenset(map(fold_name, country_names()))


@cache
def _ambiguous_countries() -> frozenset[str]:
    return frozenset(map(fold_name, word_set("places", "not_countries")))


def pick_country(words: str, *inside: str) -> str | None:
    """Return the country that a folded name means; of several, the one where a place inside it has most people."""
    shared = () if words in _ambiguous_countries() else shared_country_names().get(words, ())
    inhabited = {each: max((_inhabitants(name, each) for name in inside), default=0) for each in shared}
    most = max(inhabited, key=inhabited.__getitem__, default=None)
    return most if most and inhabited[most] else find_country_name(words)


def take_country(draft: Draft, name: str, *inside: str) -> None:
    """Set the country by its name, given what may be a place inside it; one that nobody knows is kept by its own."""
    words = fold_name(name)
    if not words:
        return
    listed = next((entry for entry in find_entries(words) if entry.kind == "N"), None)
    draft.country = pick_country(words, *inside) or find_country_name(name) or (listed.name if listed else words)
    if listed and listed.name == draft.country:
        draft.claimed_by = listed.claimed_by
    if not find_country_name(name) and not listed and (land := contested_lands().get(gazetteer_key(words))):
        _set_land(draft, words, land)


def _set_land(draft: Draft, words: str, land: tuple[str, str]) -> None:
    """Set a contested land: of two countries, and a region by its own name."""
    draft.country, draft.claimed_by = land
    if region := find_region(draft, words) if not draft.region else None:
        draft.set_region(region)
    else:
        draft.region = draft.region or words


def take_region(draft: Draft, part: Part) -> None:
    """Take a part that is said to be a region: one of the gazetteer, a county, a contested land, a country, a name."""
    state = find_state(part.written)
    words = fold_name(state[1]) if state and draft.country in (None, state[0]) else part.words
    if state and draft.country is None:
        draft.country = state[0]
    if draft.region:
        return
    land = contested_lands().get(gazetteer_key(words))
    if land and not draft.country:  # Gaza is a province of Mozambique too
        draft.country = land[0]
    if region := find_region(draft, words):
        draft.set_region(region)
    elif find_country_name(words) == (draft.country or "-"):
        return
    elif not draft.county and (county := find_county(draft, words)):
        draft.set_county(county)
    elif land:
        _set_land(draft, words, land)
    elif country := (None if draft.country else find_country_name(words)):
        draft.country = country
    else:
        draft.region = strip_kind(words, "regions")
