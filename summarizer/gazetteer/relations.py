"""Relations of two places: one site, one town, one in the other, near, apart."""

from typing import Final, Literal, NamedTuple

from .distances import distance_km
from .paths import PlacePath
from .sites import ALIKE, site_likeness

Level = Literal[
    "same_site",
    "same_quarter",
    "same_town",
    "same_name",
    "one_names_site",
    "sites_unlike",
    "quarters_unlike",
    "part_of_town",
    "town_in_division",
    "same_division",
    "near",
    "same_region",
    "other_region",
    "apart",
    "unknown",
]

NEAR_KM: Final = 15.0  # a town and its suburbs
APART_KM: Final = 40.0  # no report takes one for the other; between the two, middles of wide towns may lie
_POINTS: Final = frozenset(("quarter", "town"))  # of which a distance says something


class PlaceRelation(NamedTuple):
    """How two places lie to each other.

    Attributes:
        level: The closest of these that holds.
            same_site: one building, street or park.
            same_quarter: one quarter, and no sites that could differ.
            same_town: neither names a part of it that could be compared.
            same_name: two towns have one name, and one record does not say where its town is.
            one_names_site: one town, of which one names a site, or both name what cannot be compared.
            sites_unlike, quarters_unlike: two sites or two quarters of one town.
            part_of_town: one names a quarter of the other's town.
            town_in_division: one is a town in the county or the region that is all the other says.
            same_division: one county.
            near: at most 15 km apart.
            same_region: one region, and nothing narrower is known to be shared.
            other_region: two regions of one country, and no points as near as 40 km.
            apart: more than 40 km, or two countries of which neither claims the other's place.
            unknown: nothing of this follows.
        likeness: Of the sites, from 0 to 1; None where they cannot be compared.
        kilometres: Between the two points, where both are a town's or a quarter's.
    """

    level: Level
    likeness: float | None = None
    kilometres: float | None = None


def relate_places(a: PlacePath, b: PlacePath) -> PlaceRelation:
    """Relate two places; the order does not matter."""
    likeness = site_likeness(a.sites, b.sites, f"{a.town or ''} {b.town or ''}")
    kilometres = _distance(a, b)
    return PlaceRelation(_level(a, b, likeness, kilometres), likeness, kilometres)


def _level(a: PlacePath, b: PlacePath, likeness: float | None, kilometres: float | None) -> Level:
    if _is_one_town(a, b):
        return _within_town(a, b, likeness)
    if (a.guessed or b.guessed) and a.town and b.town and a.town in (b.town, *b.also):
        return "same_name"
    if _countries_differ(a, b):
        return "apart"
    if not (a.town and b.town) and likeness is not None and likeness >= ALIKE and not _divisions_differ(a, b):
        return "same_site"
    if _is_quarter(a, b) or _is_quarter(b, a):
        return "part_of_town"
    if kilometres is not None and kilometres <= NEAR_KM:
        return "near"
    if kilometres is not None and kilometres > APART_KM:
        return "apart"
    level = _within_divisions(a, b)
    # Kansas City and Olathe lie in two states, and in one agglomeration.
    return "unknown" if level == "other_region" and kilometres is not None else level


def _countries_differ(a: PlacePath, b: PlacePath) -> bool:
    """Test whether two places lie in two countries, of which none claims the other's place."""
    if not a.country or not b.country:
        return False
    return not {a.country, a.claimed_by} - {None} & {b.country, b.claimed_by}


def _is_one_town(a: PlacePath, b: PlacePath) -> bool:
    """Test whether two places are in one town, or one in the other's further towns."""
    if not a.town or not b.town or _countries_differ(a, b):
        return False
    if a.town_id is not None and b.town_id is not None:
        is_one = a.town_id == b.town_id
    else:
        is_one = (a.town == b.town or _skeleton(a) == _skeleton(b)) and not _divisions_differ(a, b)
    return is_one or ((a.town in b.also or b.town in a.also) and not _divisions_differ(a, b))


def _skeleton(path: PlacePath) -> str | None:
    return path._replace(town_id=None).town_key


def _divisions_differ(a: PlacePath, b: PlacePath) -> bool:
    """Test whether what is known of region and county keeps two places apart."""
    is_also = a.region in b.also or b.region in a.also
    return bool(a.region and b.region and a.region_key != b.region_key and not is_also)


def _within_town(a: PlacePath, b: PlacePath, likeness: float | None) -> Level:
    """Relate two places of one town."""
    if likeness is not None and likeness >= ALIKE:
        return "same_site"
    if likeness is not None:
        return "sites_unlike"
    if a.quarter and b.quarter:
        quarters = site_likeness((a.quarter,), (b.quarter,))
        if a.quarter == b.quarter or (quarters is not None and quarters >= ALIKE):
            return "same_quarter"
        return "quarters_unlike" if quarters is not None else "same_town"
    if a.sites or b.sites:
        return "one_names_site"
    return "part_of_town" if a.quarter or b.quarter else "same_town"


def _is_quarter(part: PlacePath, town: PlacePath) -> bool:
    """Test whether what one names as its town is a quarter of the other's."""
    if not part.town or not town.quarter:
        return False
    if part.town_id is not None and town.quarter_id is not None:
        return part.town_id == town.quarter_id
    return part.town == town.quarter and not _divisions_differ(part, town)


def _within_divisions(a: PlacePath, b: PlacePath) -> Level:
    """Relate two places by their county and region alone."""
    one_county = (
        bool(a.county and b.county and a.county_key == b.county_key) or a.county in b.also or b.county in a.also
    )
    if a.county and b.county and one_county and not _divisions_differ(a, b):
        return "same_division" if bool(a.town) == bool(b.town) else "town_in_division"
    if _divisions_differ(a, b):
        return "other_region"
    if not a.region or not b.region:
        return "unknown"
    if _is_only_region(a) != _is_only_region(b):
        return "town_in_division"
    return "same_region"


def _is_only_region(path: PlacePath) -> bool:
    return not (path.town or path.county or path.sites)


def _distance(a: PlacePath, b: PlacePath) -> float | None:
    if a.precision not in _POINTS or b.precision not in _POINTS:
        return None
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return round(distance_km(a.latitude, a.longitude, b.latitude, b.longitude), 1)
