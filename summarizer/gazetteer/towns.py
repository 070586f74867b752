"""Towns with their quarters and districts, and sites: the parts of a place below its region."""

import re

from ..language.lexicon import table, word_set
from .candidates import find_county, find_quarter, find_region, find_towns, pick_town
from .entries import find_entries
from .keys import SITES, find_kind, is_bare_word, strip_kind
from .paths import Draft, own_name
from .phrases import Part, is_site


def take_district(draft: Draft, words: str) -> None:
    """Set a district: a quarter or a county that is listed, else what its kind says."""
    quarter = find_quarter(draft, words) if draft.town_at and not draft.quarter else None
    county = find_county(draft, words)
    town = pick_town(draft, words) if not draft.town else None
    if quarter:
        draft.set_quarter(quarter)
    elif county and draft.county_at in (None, county):
        draft.county, draft.county_at = own_name(county), county
    elif town and town.kind == "Q":
        draft.set_town(town)
    elif draft.town and not draft.quarter and is_town_district(words, is_listed=draft.town_at is not None):
        take_quarter(draft, words)
    elif not draft.county:
        draft.county = strip_kind(words, "counties")


def is_town_district(words: str, *, is_listed: bool) -> bool:
    """Test whether a district is a town's: one without a kind; of a town that is listed also a "district"."""
    kind = words.removeprefix(strip_kind(words, "counties")).strip()
    return not kind or (is_listed and kind in word_set("addresses", "town_districts"))


def take_quarter(draft: Draft, words: str) -> None:
    """Take a part as a quarter of the town, unless it is the town itself; a listed one by its own name."""
    if draft.town_at and draft.town_at in find_entries(words):
        return
    if draft.town_at and (quarter := find_quarter(draft, words)):
        draft.set_quarter(quarter)
    elif not draft.quarter:
        names = (strip_kind(words, "quarters"), strip_kind(words, "counties"))
        bare = next((name for name in names if name != words), words)
        draft.quarter = words if bare in word_set("addresses", "directions") else bare


def take_town(draft: Draft, words: str) -> None:
    """Take a part as a town; another listed one than that which is known is the narrower, and takes its place."""
    town = pick_town(draft, words)
    if draft.town:
        if town and draft.town_at and town.id != draft.town_at.id:  # "the town of Bureij in Gaza"
            draft.also.append(draft.town)
            draft.set_town(town)
    elif town:
        draft.set_town(town)
    elif is_bare_word(words):
        return
    elif (region := None if draft.region else find_region(draft, words)) and not find_towns(words):
        draft.set_region(region)
    else:
        draft.town = _strip_town(words)


def _strip_town(words: str) -> str:
    bare = strip_kind(words, "towns")
    return words if words.removeprefix(bare).strip() in word_set("addresses", "kept_kinds") else bare


def add_also(draft: Draft, part: Part) -> None:
    """Add a further place that is named beside the first: a county, a town, or the other street of a corner."""
    words, region = part.words, strip_kind(part.words, "regions")
    town = pick_town(draft, words)
    if find_kind(words, ("counties",)) and not town:
        bare = strip_kind(words, "counties")
        draft.county = draft.county or bare
        draft.county_at = draft.county_at or find_county(draft, words)
        draft.also.append(bare)
    elif any(entry.kind in "NR" for entry in find_entries(region)) and not town:
        draft.also.append(region)
    elif find_kind(words, SITES):
        add_site(draft, words)
    else:
        draft.also.append(own_name(town) if town else strip_kind(words, "towns"))
        if town and draft.neighbour is None:
            draft.neighbour = town
            draft.country, draft.claimed_by = draft.country or town.country, draft.claimed_by or town.claimed_by


def add_site(draft: Draft, words: str) -> None:
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


def find_town_of_site(draft: Draft) -> None:
    """Find the town that an airport, a camp or a hospital is called after, where no other is said."""
    for site in draft.sites if not draft.town else ():
        bare = strip_kind(site, "named_after_towns")
        if bare != site and (town := pick_town(draft, bare)):
            draft.set_town(town)
            return
