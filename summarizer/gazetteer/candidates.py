"""Candidates of a name: which of the places that have it is meant, given what else is known."""

from typing import Final

from ..language.names import find_country_name
from .distances import kilometres
from .entries import Entry, find_entries
from .keys import Level, gazetteer_key, strip_kind
from .paths import Draft

_OUTWEIGHS: Final = 5  # times the people of the next place of a name: it is the one that is meant
_WELL_KNOWN: Final = 100_000  # inhabitants of a town that needs neither region nor country beside its name ...
_UNIQUE: Final = 5_000  # ... and of one whose name no other place has
_DWARFS: Final = 20  # times the people of the next: as good as the only one
_TOWN: Final = 15_000  # inhabitants of a town that is one even so
QUARTER_KM: Final = 30.0  # a quarter is no farther from the middle of its town
_ONE_PLACE_KM: Final = 15.0  # entries of one name as near are one place, listed as a town and as its seat


def find_towns(words: str) -> list[Entry]:
    """Find the towns of a name, of one with a word for its kind also without it: the most populous first."""
    entries = [entry for entry in find_entries(words) if entry.kind in "TQ"]
    bare = strip_kind(words, "towns")
    return entries or ([entry for entry in find_entries(bare) if entry.kind in "TQ"] if bare != words else [])


def find_namesake(words: str) -> Entry | None:
    """Return the town that has its country's name, where there is one: Singapore."""
    return next((e for e in find_entries(words) if e.kind == "T" and e.country == find_country_name(words)), None)


def pick_town(draft: Draft, words: str) -> Entry | None:
    """Choose the town that a name means: the only one that the draft allows, or one that outweighs the others."""
    allowed = [entry for entry in find_towns(words) if draft.allows(entry)]
    if draft.county_at:
        allowed = [entry for entry in allowed if entry.county == draft.county_at.id] or allowed
    own = [entry for entry in allowed if gazetteer_key(entry.name) in _keys(words)]
    if own and own[0].inhabitants * _DWARFS > allowed[0].inhabitants:
        allowed = own  # a town that has the name now and then is not meant
    if not allowed:
        return None
    first, *others = allowed
    others = [entry for entry in others if kilometres(entry, first) > _ONE_PLACE_KM]
    if draft.region_at or draft.county_at:
        return first if not others or first.inhabitants >= 2 * others[0].inhabitants else None
    if draft.region and not draft.region_at:
        return None if others else first
    if not draft.country and first.inhabitants < _WELL_KNOWN and gazetteer_key(first.name) not in _keys(words):
        return None  # "Lemon" is no Lemon Grove
    if not others:
        return first if draft.country or first.inhabitants >= _UNIQUE else None
    ratio = first.inhabitants / max(others[0].inhabitants, 1)
    if ratio < _OUTWEIGHS:
        return None
    is_meant = draft.country or first.inhabitants >= (_TOWN if ratio >= _DWARFS else _WELL_KNOWN)
    return first if is_meant else None


def _keys(words: str) -> tuple[str, str]:
    return gazetteer_key(words), gazetteer_key(strip_kind(words, "towns"))


def find_region(draft: Draft, words: str) -> Entry | None:
    """Find the first-level division of a name; of several the one that outweighs the others."""
    return _find_division(draft, words, "R", "regions")


def find_county(draft: Draft, words: str) -> Entry | None:
    """Find the second-level division of a name; a bare name is one only in a known region."""
    return _find_division(draft, words, "C", "counties")


def _find_division(draft: Draft, words: str, kind: str, level: Level) -> Entry | None:
    """Find the region or county of a name; of several the one that outweighs the others."""
    bare = strip_kind(words, level)
    found = {
        e.id: e
        for name in dict.fromkeys((words, bare))
        for e in find_entries(name)
        if e.kind == kind and draft.allows(e)
    }
    exact = [entry for entry in found.values() if gazetteer_key(entry.name) == gazetteer_key(words)]
    ranked = sorted(exact or found.values(), key=lambda entry: -entry.inhabitants)
    if not ranked or (kind == "C" and bare == words and not draft.region_at):
        return None
    outweighs = len(ranked) == 1 or ranked[0].inhabitants >= _OUTWEIGHS * max(ranked[1].inhabitants, 1)
    return ranked[0] if outweighs else None


def find_quarter(draft: Draft, words: str) -> Entry | None:
    """Find a place of the name that is in the town or at its edge."""
    town = draft.town_at
    names = dict.fromkeys((words, strip_kind(words, "quarters"), strip_kind(words, "counties")))
    near = [
        entry
        for name in names
        for entry in find_entries(name)
        if town and entry.kind in "TQ" and entry.id != town.id and _is_part(entry, town)
    ]
    return near[0] if near else None


def _is_part(entry: Entry, town: Entry) -> bool:
    """Test whether a place is a quarter of a town, or lies so near to it that it may be."""
    return entry.town == town.id or kilometres(entry, town) <= QUARTER_KM
