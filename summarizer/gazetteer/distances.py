"""Distances on the globe."""

from math import asin, cos, radians, sin, sqrt

from .entries import Entry


def kilometres(a: Entry, b: Entry) -> float:
    """The distance of two places; without end where one has no point."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return float("inf")
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude)


def distance_km(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """The great-circle distance of two points in degrees, by the haversine formula."""
    lat, lon, lat2, lon2 = map(radians, (latitude, longitude, latitude2, longitude2))
    across = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(across)))
