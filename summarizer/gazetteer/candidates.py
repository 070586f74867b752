"""Candidates of a name: which of the places that have it is meant, given what else is known."""

from typing import Final

from ..language.names import find_country_name, skeleton
from .distances import kilometres
from .entries import Entry, find_entries, get_entry
from .keys import DIVISIONS, gazetteer_key, is_bare_word, strip_kind
from .paths import Draft, own_name

_ARTICLE: Final = 2  # letters: An Nuseirat, El Geneina
_OUTWEIGHS: Final = 5  # times the people of the next place of a name: it is the one that is meant
WELL_KNOWN: Final = 100_000  # inhabitants of a town that needs neither region nor country beside its name ...
_UNIQUE: Final = 5_000  # ... and of one whose name no other place has
_DWARFS: Final = 20  # times the people of the next: as good as the only one
LARGE: Final = 15_000  # inhabitants of a town that is one even so
_LONG_VOWELS: Final = "اويی"  # of Arabic, and of Persian
_TRANSCRIBED: Final = 5  # letters of a name in them that can be told by the others
QUARTER_KM: Final = 30.0  # a quarter is no farther from the middle of its town
_ONE_PLACE_KM: Final = 40.0  # entries of one name as near are one place, listed as a town and as its seat


def find_towns(words: str) -> list[Entry]:
    """Find the towns of a name, of one with a word for its kind also without it: the most populous first."""
    entries = [entry for entry in find_entries(words) if entry.kind in "TQ"]
    bare = strip_kind(words, "towns")
    entries = entries or ([entry for entry in find_entries(bare) if entry.kind in "TQ"] if bare != words else [])
    return entries or _find_with_other_vowel(words)


def _find_with_other_vowel(words: str) -> list[Entry]:
    """Find the large towns whose name in Arabic letters differs in one vowel: خاركيف and خاركوف are Kharkiv.

    Foreign names have no settled spelling there: of the long vowels each transcriber writes others, or none.
    """
    if len(words) < _TRANSCRIBED or words.isascii():
        return []
    others = (
        words[:at] + vowel + words[at + 1 :]
        for at, letter in enumerate(words)
        if letter in _LONG_VOWELS
        for vowel in ("", *_LONG_VOWELS)
        if vowel != letter
    )
    found = {entry for other in others for entry in find_entries(other) if entry.kind == "T"}
    return sorted((entry for entry in found if entry.inhabitants >= LARGE), key=weigh, reverse=True)


def weigh(entry: Entry) -> int:
    """Return the people of a place; of a quarter that has no number, a share of its town's."""
    if entry.kind == "Q" and not entry.inhabitants and entry.town is not None:
        return get_entry(entry.town).inhabitants // _DWARFS
    return entry.inhabitants


def has_own_name(entry: Entry, words: str) -> bool:
    """Test whether a place is called so in the first place, and not now and then or in another language."""
    keys = {gazetteer_key(words), *(gazetteer_key(strip_kind(words, level)) for level in ("towns", *DIVISIONS))}
    own = own_name(entry)
    if keys & {gazetteer_key(entry.name), gazetteer_key(own)}:
        return True
    article, _, rest = own.partition(" ")
    return len(article) == _ARTICLE and (gazetteer_key(rest) in keys or skeleton(rest) == skeleton(words))


def find_other_name(words: str, country: str | None = None) -> str | None:
    """Find the usual name of the largest town that has another name as well: Bakhmut for "Artemovsk".

    It may be meant, and need not be: other towns have that name too. None where no town of some size does.
    """
    named = [entry for entry in find_towns(words) if entry.kind == "T" and (country is None or entry.is_in(country))]
    if not named or weigh(named[0]) < LARGE or has_own_name(named[0], words):
        return None
    return own_name(named[0])


def find_namesake(words: str) -> Entry | None:
    """Return the town that has its country's name, where there is one: Singapore."""
    return next((e for e in find_entries(words) if e.kind == "T" and e.country == find_country_name(words)), None)


def pick_town(draft: Draft, words: str) -> Entry | None:
    """Choose the town that a name means: the only one that the draft allows, or one that outweighs the others."""
    allowed = sorted((entry for entry in find_towns(words) if draft.allows(entry)), key=weigh, reverse=True)
    if draft.county_at:
        allowed = [entry for entry in allowed if entry.county == draft.county_at.id] or allowed
    own = [entry for entry in allowed if has_own_name(entry, words)]
    if own and weigh(own[0]) * _DWARFS > weigh(allowed[0]):
        allowed = own  # a town that has the name now and then is not meant
    if not allowed:
        return None
    first, *others = allowed
    if is_bare_word(words) and not (draft.country or draft.region) and weigh(first) < WELL_KNOWN:
        return None  # "of", "street": towns of Turkey and England
    others = [entry for entry in others if kilometres(entry, first) > _ONE_PLACE_KM]
    if draft.region_at or draft.county_at:
        return first if not others or weigh(first) >= 2 * weigh(others[0]) else None
    if draft.region and not draft.region_at:
        return None if others else first
    if not draft.country and weigh(first) < WELL_KNOWN and not has_own_name(first, words):
        return None  # "Lemon" is no Lemon Grove
    if not others:
        return first if draft.country or weigh(first) >= _UNIQUE else None
    ratio = weigh(first) / max(weigh(others[0]), 1)
    if ratio < _OUTWEIGHS:
        return None
    is_meant = draft.country or weigh(first) >= (LARGE if ratio >= _DWARFS else WELL_KNOWN)
    return first if is_meant else None


def find_region(draft: Draft, words: str, inner: str = "") -> Entry | None:
    """Find the first-level division of a name; of several the one that holds `inner`, or outweighs the others."""
    return _find_division(draft, words, "R", inner)


def find_county(draft: Draft, words: str, inner: str = "") -> Entry | None:
    """Find the second-level division of a name; without its kind, a country or what it holds it needs two words."""
    county = _find_division(draft, words, "C", inner)
    is_sure = draft.country or strip_kind(words, "counties") != words or " " in words
    return county if county and (is_sure or _holds(county, inner)) else None


def _find_division(draft: Draft, words: str, kind: str, inner: str) -> Entry | None:
    bare = strip_kind(words, "regions" if kind == "R" else "counties")
    whole, short = ([e for e in find_entries(name) if e.kind == kind and draft.allows(e)] for name in (words, bare))
    ranked = [entry for entry in whole if has_own_name(entry, words)] or whole or short
    ranked = [entry for entry in ranked if _holds(entry, inner)] or ranked
    outweighs = len(ranked) == 1 or (ranked and ranked[0].inhabitants >= _OUTWEIGHS * max(ranked[1].inhabitants, 1))
    return ranked[0] if outweighs else None


def _holds(division: Entry, inner: str) -> bool:
    """Test whether a place of a name lies in a division."""
    names = (inner, strip_kind(inner, "counties"))
    entries = (entry for name in names for entry in find_entries(name))
    return any(division.id in (entry.region, entry.county) and entry.id != division.id for entry in entries)


def find_quarter(draft: Draft, words: str) -> Entry | None:
    """Find a place of the name that is in the town or at its edge."""
    town = draft.town_at
    names = dict.fromkeys((words, strip_kind(words, "quarters"), strip_kind(words, "counties")))
    near = [
        entry
        for name in names
        for entry in find_entries(name)
        if town and entry.kind in "TQ" and entry.id != town.id and _is_part(entry, town)
        if not words.isascii() or any(has_own_name(entry, own) for own in names)
    ]
    return near[0] if near else None


def _is_part(entry: Entry, town: Entry) -> bool:
    """Test whether a place is a quarter of a town, or lies so near to it that it may be."""
    return entry.town == town.id or kilometres(entry, town) <= QUARTER_KM
