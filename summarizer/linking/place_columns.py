"""Columns of a place: the keys of its path, its point on the globe, the cells of two grids that it lies in."""

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from anyascii import anyascii

from ..gazetteer import Entry, PlacePath, find_other_name, get_entry, parse_place
from ..gazetteer.sites import Site, describe_site, site_noun
from ..language.lexicon import table
from ..language.names import fold, skeleton
from ..language.places import countries
from ..schemas import Place

CACHED: Final = 200_000  # places: a corpus of a million reports holds about as many
UNKNOWN: Final = "?"  # before the key of a country that is not known
_EARTH: Final = 6371  # kilometres
_CELL: Final = 60  # kilometres of a grid: two places 20 apart lie in one cell of one of two grids, mostly
# Inhabitants for each report a quarter that a town has at least, and how many of these count at most.
_LARGE_TOWN, _LARGEST_CITY = 250_000, 16

_FAMOUS: Final = 500_000  # inhabitants of a city that is meant by its name alone, whatever its namesakes

_Point = tuple[int, int, int] | tuple[None, None, None]


class PlaceColumns(NamedTuple):
    """The columns of a place. Text is folded; `*_at` are keys of places; None is unknown.

    `other_name` is the town's name in another form: without its article, or the usual one of a larger town that is
    called so too; `other_at` is its key. `numbered` are the digits of the town's name: Town 1 is not Town 2.
    `town_known` is 1 for a town that the gazetteer has, whose `city` is its usual name; `meant_at` is the region of
    a city that is known by its name alone. `region_known` is 0 for a region that the gazetteer does not have;
    `claimed` is a second country that claims the place. `px`, `py` and `pz` are a point on the globe in kilometres
    from its centre, `cell` and `next_cell` the cells of two grids that it lies in. `street` and `building` say
    whether the site is one, `spot` is its noun, `site_number` its number, `crowd` how many reports a quarter a town
    of its size has at least.
    """

    city: str | None
    city_at: str | None
    other_name: str | None
    other_at: str | None
    numbered: str
    town_known: int
    meant_at: str | None
    quarter_at: str | None
    county_at: str | None
    region_at: str | None
    region_known: int
    country: str | None
    claimed: str | None
    px: int | None
    py: int | None
    pz: int | None
    cell: str | None
    next_cell: str | None
    street: int
    building: int
    spot: str | None
    site_number: str | None
    crowd: int


def place_columns(place: Place) -> tuple[PlaceColumns, tuple[str, ...]]:
    """The columns of a place, and the words that name its site."""
    return _columns(place.name, place.site, place.town, place.district, place.region, place.country)


@lru_cache(CACHED)  # by texts, which are hashed faster than a record
def _columns(*texts: str | None) -> tuple[PlaceColumns, tuple[str, ...]]:
    path = parse_place(Place(**dict(zip(Place.model_fields, texts, strict=True))))
    sites = [describe_site(site) for site in path.sites]
    words = sorted({word for site in sites for word in site.words})
    town = get_entry(path.town_id) if path.town_id is not None else None
    px, py, pz = point = _point(path)
    other = _other_name(path, town)
    columns = PlaceColumns(
        fold(anyascii(path.town)) if path.town else None,
        _key(path.town),
        other,
        _key(other),
        "".join(filter(str.isdigit, path.town or "")),
        int(town is not None),
        _key(path.region) if path.guessed and town and town.inhabitants >= _FAMOUS else None,
        _key(path.quarter),
        None if path.guessed else _key(path.county),
        None if path.guessed else _key(path.region),
        int(path.region_id is not None or path.region is None),
        None if path.guessed else _marked(path.country, path.country in countries()),
        None if path.guessed else path.claimed_by,
        px,
        py,
        pz,
        _cell(point, 0),
        _cell(point, _CELL // 2),
        int(any(site.kind == "streets" and site.words for site in sites)),
        int(any(site.kind != "streets" and site.words for site in sites)),
        next((kind for site in path.sites if (kind := site_noun(site))), None),
        _number(path, sites),
        max(1, min(_LARGEST_CITY, town.inhabitants // _LARGE_TOWN)) if town else 1,
    )
    return columns, tuple(words)


def _other_name(path: PlacePath, town: Entry | None) -> str | None:
    """The folded name of a town without its article, or of the town that an unknown one may be the old name of."""
    if not path.town:
        return None
    if town is None:
        other = find_other_name(path.town, path.country if path.country in countries() else None)
        return fold(anyascii(other)) if other else None
    article, _, rest = fold(anyascii(path.town)).partition(" ")
    return rest if rest and article in _articles() else None


@cache
def _articles() -> frozenset[str]:
    return frozenset(map(str.lower, table("places")["articles"]))


def _number(path: PlacePath, sites: Iterable[Site]) -> str | None:
    """The number of a camp, a school or a block, which is another than that of another number."""
    words = [word for site in sites if site.kind != "streets" for word in sorted(site.words)]
    return next((word for word in (*words, *(path.quarter or "").split()) if word.isdigit()), None)


def _key(name: str | None) -> str | None:
    return skeleton(name) or None if name else None


def _marked(key: str | None, known: bool) -> str | None:
    """A key with a mark before it if nothing is known of the place: it may be another name of one that is known."""
    return key if key is None or known else f"{UNKNOWN}{key}"


def _point(path: PlacePath) -> _Point:
    """A point on the globe in kilometres from its centre, where a town or narrower is known."""
    if path.latitude is None or path.longitude is None or path.guessed or path.precision not in ("quarter", "town"):
        return None, None, None
    latitude, longitude = math.radians(path.latitude), math.radians(path.longitude)
    x, y, z = math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)
    return round(_EARTH * x), round(_EARTH * y), round(_EARTH * z)


def _cell(point: _Point, offset: int) -> str | None:
    return (
        " ".join(str((at + offset) // _CELL) for at in point if at is not None) + f" {offset}"
        if point[0] is not None
        else None
    )
