"""Parsing of a record's place into a path: its parts are read from the widest to the narrowest."""

import re
from functools import cache, lru_cache
from typing import Final

from ..language.lexicon import table, word_set
from ..language.names import find_country_name
from ..language.places import country_names
from ..schemas import Place
from .candidates import (
    LARGE,
    QUARTER_KM,
    WELL_KNOWN,
    find_county,
    find_namesake,
    find_quarter,
    find_region,
    find_towns,
    has_own_name,
    pick_town,
    weigh,
)
from .distances import kilometres
from .entries import Entry, contested_lands, find_entries, get_entry
from .keys import DIVISIONS, SITES, Level, find_kind, fold_name, gazetteer_key, strip_kind
from .paths import Draft, PlacePath, own_name
from .phrases import MOST_PARTS, Part, clean, find_state, is_site, is_site_kind, split_place

_CACHED: Final = 200_000  # places: a corpus of a million reports holds about a tenth as many
_PART_KM: Final = 10.0  # from the middle of a city to what lies in it for sure
_DWARFS: Final = 20  # times the people of the largest town of its name: the region is meant


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
    _set_country(draft, clean(country))
    hinted = [
        part
        for level, text in (("region", region), ("town", town), ("district", district), ("site", site))
        for part in reversed(split_place(clean(text), level))
    ]
    for index, part in enumerate(hinted):
        _take(draft, part, _narrower(hinted, index))
    parts = [part for part in reversed(split_place(clean(name), None)) if not _is_told(draft, part)]
    if draft.town and town:  # other words for it may be another language's: "в Харькове"
        parts = [part for part in parts if part.words.isascii() or is_site(part.words)]
    for index, part in enumerate(parts[:MOST_PARTS]):
        _take(draft, part, _narrower(parts, index))
    _find_town_of_site(draft)
    return draft.path()


def _narrower(parts: list[Part], index: int) -> Part | None:
    """Return the part that is said to lie in the one at an index, None for the narrowest."""
    return parts[index + 1] if index + 1 < len(parts) else None


def _is_told(draft: Draft, part: Part) -> bool:
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
        _add_site(draft, words)
    elif part.level == "quarter":
        _set_quarter(draft, words)
    elif part.level == "also" or (part.beside and not part.level and narrower and not is_site(narrower.words)):
        _add_also(draft, part)
    elif part.level == "region":
        _set_region(draft, part)
    elif part.level == "district":
        _set_district(draft, words)
    elif part.level == "town":
        _set_town(draft, words)
    else:
        _take_unhinted(draft, part, narrower)


def _take_unhinted(draft: Draft, part: Part, narrower: Part | None) -> None:
    words = part.words
    if (country := _seats().get(words)) and draft.country in (None, country):
        draft.country = country
        _add_site(draft, words)
    elif draft.town:
        _take_inside_town(draft, words)
    elif not _take_wide(draft, part, narrower):
        _take_without_town(draft, words, narrower)


def _take_inside_town(draft: Draft, words: str) -> None:
    """Take a part of a place whose town is known: a quarter, a site, or the district that holds the town."""
    quarter = find_quarter(draft, words) if draft.town_at and not draft.quarter_at else None
    if quarter:
        draft.quarter, draft.quarter_at = own_name(quarter), quarter
    elif is_site(words):
        _add_site(draft, words)
    elif not _is_town_district(words, is_listed=True) and not draft.county:
        _set_district(draft, words)
    elif (town := next(iter(find_towns(words)), None)) and has_own_name(town, words) and _is_elsewhere(draft, town):
        draft.also.append(own_name(town))
    elif draft.quarter:
        _add_site(draft, words)
    else:
        _set_quarter(draft, words)


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
        _place_town(draft, town)
    elif is_site(words) and not _is_large_town(words):
        _add_site(draft, words)
    elif find_kind(words, ("quarters",)) and narrower is None and not draft.quarter:
        quarter = pick_town(draft, strip_kind(words, "quarters"))
        if quarter and quarter.kind == "Q":
            _place_town(draft, quarter)
        else:
            _set_quarter(draft, words)
    elif not draft.county and not _is_allowed(draft, words) and (county := find_county(draft, words, inner)):
        _place_county(draft, county)
    elif draft.country and not draft.county and _holds_town(draft, narrower):  # Lahaina, Maui, Hawaii
        draft.county = words
    else:
        _set_town(draft, words)


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


def _take_wide(draft: Draft, part: Part, narrower: Part | None) -> bool:
    """Take a part as a country, a region or a county, if it is one."""
    words, state = part.words, find_state(part.written)
    if state and narrower and draft.country in (None, state[0]) and not draft.region:
        draft.country = state[0]
        _set_region(draft, Part(fold_name(state[1]), "", "region"))
        return True
    country = find_country_name(words)
    if country and draft.country == country and not find_namesake(words):
        return True
    inner = narrower.words if narrower else ""
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
        _place_region(draft, region)
        return True
    if country and not draft.country and region is None:
        _set_country(draft, words)
        if not narrower and (town := find_namesake(words)):  # Singapore, Luxembourg
            _place_town(draft, town)
        return True
    if land and not pick_town(draft, words):
        _set_land(draft, words, land)
        return True
    return _take_division(draft, words)


def _take_division(draft: Draft, words: str) -> bool:
    """Take a part that says that it is a county or a region."""
    level = find_kind(words, DIVISIONS)
    if not level:
        return False
    if not draft.county and (county := find_county(draft, words)):
        _place_county(draft, county)
        return True
    if pick_town(draft, words):
        return False
    bare = strip_kind(words, level)
    strong = words.removeprefix(bare).strip() in word_set("addresses", "always_counties")
    if strong and not draft.county:
        draft.county = bare
        return True
    if words.removeprefix(bare).strip() in word_set("addresses", "always_regions") and not draft.region:
        draft.region = bare
        return True
    return False


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


def _set_country(draft: Draft, name: str) -> None:
    """Set the country by its name; one that nobody knows is kept by its own."""
    words = fold_name(name)
    if not words:
        return
    listed = next((entry for entry in find_entries(words) if entry.kind == "N"), None)
    draft.country = find_country_name(name) or find_country_name(words) or (listed.name if listed else words)
    if listed and listed.name == draft.country:
        draft.claimed_by = listed.claimed_by
    if not find_country_name(name) and not listed and (land := contested_lands().get(gazetteer_key(words))):
        _set_land(draft, words, land)


def _set_land(draft: Draft, words: str, land: tuple[str, str]) -> None:
    """Set a contested land: of two countries, and a region by its own name."""
    draft.country, draft.claimed_by = land
    if region := find_region(draft, words) if not draft.region else None:
        _place_region(draft, region)
    else:
        draft.region = draft.region or words


def _set_region(draft: Draft, part: Part) -> None:
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
        _place_region(draft, region)
    elif find_country_name(words) == (draft.country or "-"):
        return
    elif not draft.county and (county := find_county(draft, words)):
        _place_county(draft, county)
    elif land:
        _set_land(draft, words, land)
    elif country := (None if draft.country else find_country_name(words)):
        draft.country = country
    else:
        draft.region = strip_kind(words, "regions")


def _place_county(draft: Draft, county: Entry) -> None:
    draft.county, draft.county_at = own_name(county), county
    draft.locate(county)


def _place_region(draft: Draft, region: Entry) -> None:
    draft.region, draft.region_at = own_name(region), region
    draft.country, draft.claimed_by = region.country, region.claimed_by


def _set_district(draft: Draft, words: str) -> None:
    """Set a district: a quarter or a county that is listed, else what its kind says."""
    quarter = find_quarter(draft, words) if draft.town_at and not draft.quarter else None
    county = find_county(draft, words)
    town = pick_town(draft, words) if not draft.town else None
    if quarter:
        draft.quarter, draft.quarter_at = own_name(quarter), quarter
    elif county and draft.county_at in (None, county):
        draft.county, draft.county_at = own_name(county), county
    elif town and town.kind == "Q":
        _place_town(draft, town)
    elif draft.town and not draft.quarter and _is_town_district(words, is_listed=draft.town_at is not None):
        _set_quarter(draft, words)
    elif not draft.county:
        draft.county = strip_kind(words, "counties")


def _is_town_district(words: str, *, is_listed: bool) -> bool:
    """Test whether a district is a town's: one without a kind; of a town that is listed also a "district"."""
    kind = words.removeprefix(strip_kind(words, "counties")).strip()
    return not kind or (is_listed and kind in word_set("addresses", "town_districts"))


def _set_quarter(draft: Draft, words: str) -> None:
    if draft.town_at and draft.town_at in find_entries(words):
        return
    if draft.town_at and (quarter := find_quarter(draft, words)):
        draft.quarter, draft.quarter_at = own_name(quarter), quarter
    elif not draft.quarter:
        draft.quarter = _strip_kinds(words, ("quarters", "counties"))


def _strip_kinds(words: str, levels: tuple[Level, ...]) -> str:
    for level in levels:
        if (bare := strip_kind(words, level)) != words:
            return bare if bare not in word_set("addresses", "directions") else words
    return words


def _set_town(draft: Draft, words: str) -> None:
    town = pick_town(draft, words)
    if draft.town:
        if town and draft.town_at and town.id != draft.town_at.id:  # "the town of Bureij in Gaza"
            draft.also.append(draft.town)
            _place_town(draft, town)
    elif town:
        _place_town(draft, town)
    elif (region := None if draft.region else find_region(draft, words)) and not find_towns(words):
        _place_region(draft, region)
    else:
        draft.town = _strip_town(words)


def _strip_town(words: str) -> str:
    bare = strip_kind(words, "towns")
    return words if words.removeprefix(bare).strip() in word_set("addresses", "kept_kinds") else bare


def _place_town(draft: Draft, town: Entry) -> None:
    """Set the town; of a quarter, the quarter and the town that holds it."""
    if town.kind == "Q" and town.town is not None:
        if not draft.quarter:
            draft.quarter, draft.quarter_at = own_name(town), town
        town = get_entry(town.town)
    draft.town, draft.town_at = own_name(town), town
    draft.guessed = not (draft.country or draft.region or draft.county)
    draft.locate(town)


def _add_also(draft: Draft, part: Part) -> None:
    """Add a further place that is named beside the first: a county, a town, or the other street of a corner."""
    words = part.words
    if find_kind(words, ("counties",)) and not pick_town(draft, words):
        bare = strip_kind(words, "counties")
        draft.county = draft.county or bare
        draft.county_at = draft.county_at or find_county(draft, words)
        draft.also.append(bare)
    elif any(entry.kind in "NR" for entry in find_entries(strip_kind(words, "regions"))) and not pick_town(
        draft, words
    ):
        draft.also.append(strip_kind(words, "regions"))
    elif find_kind(words, SITES):
        _add_site(draft, words)
    else:
        town = pick_town(draft, words)
        draft.also.append(own_name(town) if town else strip_kind(words, "towns"))
        if town and draft.neighbour is None:
            draft.neighbour = town
            draft.country, draft.claimed_by = draft.country or town.country, draft.claimed_by or town.claimed_by


def _add_site(draft: Draft, words: str) -> None:
    """Add a site, its number aside, the short words of a street spelled out."""
    number, _, rest = words.partition(" ")
    if rest and re.fullmatch(r"\d+[a-z]?", number) and rest.split()[0] not in word_set("addresses", "distances"):
        draft.numbers.append(number)
        words = rest
    if is_site(words):
        tokens, spelled = words.split(), table("addresses")["street_words"]
        is_saint = tokens[0] == "st"
        words = " ".join(
            token if index == 0 and is_saint else spelled.get(token, token) for index, token in enumerate(tokens)
        )
    if words:
        draft.sites.append(words)


def _find_town_of_site(draft: Draft) -> None:
    """Find the town that an airport, a camp or a hospital is called after, where no other is said."""
    for site in draft.sites if not draft.town else ():
        bare = strip_kind(site, "named_after_towns")
        if bare != site and (town := pick_town(draft, bare)):
            _place_town(draft, town)
            return
