"""First-level divisions that a text names, by themselves or behind a town of theirs, and the towns of a name."""

import re
from collections.abc import Iterator

from ...gazetteer import Entry, find_entries
from ...gazetteer.candidates import has_own_name
from ...gazetteer.keys import fold_name
from ...gazetteer.phrases import find_state
from ...language.lexicon import table, word_set
from ...language.places import country_words

_WELL_KNOWN = 100_000  # inhabitants of a town that is meant before the region of its name
TOWN_AND_REGION = re.compile(
    r"\b(?P<town>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,3}),?\s(?P<region>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)"
)
_CAPITALISED = re.compile(r"\b(?P<one>[A-Z][a-z]+)\b(?=(?P<two>\s[A-Z][a-z]+\b)?)")


def find_named_regions(opening: str) -> Iterator[Entry]:
    """Find the first-level divisions that a text names: behind a town or county in them, then by themselves."""
    for match in TOWN_AND_REGION.finditer(opening):
        region = find_region(match["region"]) or find_region(match["region"].split()[0])
        if region and _holds(region, match["town"]):
            yield region
    for match in _CAPITALISED.finditer(opening):
        both = f"{match['one']}{match['two'] or ''}"
        region = find_region(both, abbreviated=False)
        if region is None and match["two"] and not any(entry.kind in "TC" for entry in find_entries(both)):
            region = find_region(match["one"], abbreviated=False)
        if match["one"] in word_set("places", "no_regions"):
            continue
        if region and region.inhabitants >= _WELL_KNOWN and region.name not in country_words():
            yield region


def find_region(words: str, *, abbreviated: bool = True) -> Entry | None:
    """Find the first-level division of a name, which no larger town has, or of an abbreviation."""
    known: str | None = table("places")["regions"].get(words)
    country, name = (find_state(words) if abbreviated else None) or (known or None, words)
    entries = find_entries(name)
    regions = [entry for entry in entries if entry.kind == "R" and country in (None, entry.country)]
    if not regions or (country is None and not _is_region_first(entries, words)):
        return None
    return regions[0]


def _is_region_first(entries: tuple[Entry, ...], words: str) -> bool:
    if entries[0].kind != "R" or fold_name(entries[0].name) != fold_name(words):
        return False
    return not any(entry.kind == "T" and entry.inhabitants >= _WELL_KNOWN for entry in entries)


def _holds(region: Entry, words: str) -> bool:
    """Return whether a region has a town or a county of a name, or of the end of it: "A man of Bristol"."""
    parts = words.replace("COUNTY", "County").split()
    names = (" ".join(parts[start:]) for start in range(len(parts)))
    return any(
        entry.region == region.id and entry.kind in "TC" and has_own_name(entry, name)
        for name in names
        for entry in find_entries(_spell_out(name))
    )


def _spell_out(name: str) -> str:
    """Spell out the kind of a county: "Noxubee Co."."""
    head, _, kind = name.rpartition(" ")
    full = table("places")["short_kinds"].get(kind.strip(".").casefold())
    return f"{head} {full}" if head and full else name


def list_towns(name: str) -> list[Entry]:
    """List the towns that are called so in the first place, the most populous first."""
    return [entry for entry in find_entries(name) if entry.kind == "T" and has_own_name(entry, name)]
