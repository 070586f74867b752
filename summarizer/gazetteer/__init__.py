"""Gazetteer: places of the world by name, a record's place as a path, and how two places lie to each other.

The data is GeoNames' (https://www.geonames.org), licensed under CC BY 4.0.
"""

from .candidates import find_other_name
from .entries import Entry, contested_lands, find_entries, get_entry
from .parsing import parse_place
from .paths import PlacePath
from .relations import Level, PlaceRelation, relate_places
from .sites import site_likeness

__all__ = [
    "Entry",
    "Level",
    "PlacePath",
    "PlaceRelation",
    "contested_lands",
    "find_entries",
    "find_other_name",
    "get_entry",
    "parse_place",
    "relate_places",
    "site_likeness",
]
