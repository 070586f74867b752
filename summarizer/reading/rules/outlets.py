"""Town of an outlet, by its name or address and by the end of a page's title: "Detroit News", "| Tulsa, Oklahoma"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ...gazetteer import Entry
from ...language.lexicon import table
from .region_names import TOWN_AND_REGION, find_region, list_towns

TITLE_END = re.compile(r"\s(?:[-–—|«•]|::|--)\s")  # the outlet's name follows
_SHORTEST = 5  # letters of a town within an address
_LONGEST = 60  # letters of a part of an address
_LEAST = 50_000  # inhabitants of a town that an outlet is named after
_OUTWEIGHS = 5  # times as many inhabitants as in the next town of the name
_OUTLETS = 10_000  # names whose town is kept


def find_outlet_town(source: str | None, title: str | None) -> Entry | None:
    """Find the town that the name or the address of an outlet holds, else the one behind the title of its page."""
    _, *ends = TITLE_END.split(title or "")
    return (_read_name(source) if source else None) or next(
        (town for end in reversed(ends) if (town := _read_title_end(end))), None
    )


@lru_cache(_OUTLETS)
def _read_name(source: str) -> Entry | None:
    """Read a town and nothing but words of outlets beside it: "nbcnewyork.com", "clevelandherald"."""
    labels = re.sub(r"[^a-z0-9.]", "", source.lower()).split(".")
    found = [town for label in labels for name in _strip_words(label) if (town := _find_town(name))]
    return max(found, key=lambda town: len(town.name), default=None)


def _strip_words(label: str) -> Iterator[str]:
    """Yield what is left of a label without words of outlets around it, as one word and as two."""
    match = _label().fullmatch(label) if len(label) <= _LONGEST else None
    if match is None or len(match["name"]) < _SHORTEST:
        return
    name = match["name"]
    yield name
    yield from (f"{name[:at]} {name[at:]}" for at in range(2, len(name) - 1))


def _read_title_end(end: str) -> Entry | None:
    """Read "Tulsa, Oklahoma" or "Channel 9 Tulsa" in what follows the headline."""
    for match in TOWN_AND_REGION.finditer(end):
        region = find_region(match["region"])
        if town := next((town for town in list_towns(match["town"]) if region and town.region == region.id), None):
            return town
    names = (name.split() for name in re.findall(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)*", end))
    parts = (
        " ".join(words[first:last])
        for words in names
        for first in range(len(words))
        for last in range(len(words), first, -1)
        if not find_region(" ".join(words[max(0, first - 1) : last]))
    )
    return next((town for part in parts if (town := _find_town(part))), None)


def _find_town(name: str) -> Entry | None:
    """Find the town of a name that is large, and larger by far than the next."""
    if name.lower() in table("outlets")["no_towns"]:
        return None
    towns = list_towns(table("outlets")["towns"].get(name.lower(), name))
    if not towns or towns[0].inhabitants < _LEAST:
        return None
    return towns[0] if len(towns) == 1 or towns[0].inhabitants >= _OUTWEIGHS * towns[1].inhabitants else None


@cache
def _label() -> re.Pattern[str]:
    words = table("outlets")
    before, after = ("|".join(words[name]) for name in ("before", "after"))
    return re.compile(rf"(?:{before})*(?P<name>[a-z]+?)(?:{after}|\d)*")
