"""Places that figures count in: the scope as it is compared, disjoint scopes, and the event's own region as a scope."""

import re
from functools import cache, lru_cache
from math import asin, cos, sin, sqrt
from typing import Final

from rapidfuzz.distance import JaroWinkler

from ..language.lexicon import table
from ..language.places import spots
from ..records.events import EventReport, ReportedFigure

# Cities farther apart than this share no ground; a district that GeoNames lists as a city is nearer to its own.
_APART_KM: Final = 60.0
# As in linking: transliterations of one name are this alike, Kharkiv and Kherson (0.79) are not.
_ALIKE: Final = 0.85


@lru_cache(maxsize=1 << 14)
def place_scope(where: str | None) -> str:
    """The scope of a place name, as it is compared: folded, without the article; empty for the whole event."""
    return " ".join((where or "").casefold().split()).removeprefix("the ")


def widen_scopes(report: EventReport, *, local: bool) -> EventReport:
    """Take a figure that counts in the event's own town, or in the region around it, for one of the whole event.

    "31 people in the central province of Zambezia", of floods near Mocuba, Zambezia. It stays as it is where the same
    report has another number of the measure for the event: then the region's may be of more than this event. `local`
    says that all reports of the incident know a town: beside a raid on a country, its capital's number is a part.
    """
    place = report.precise_place
    if not place.label or not any(figure.where for figure in report.figures):
        return report
    wholes = [_scope_pattern(_bare_name(name)) for name in (place.region, place.town if local else None) if name]
    counted = {figure.measure for figure in report.figures if figure.is_toll and not figure.where}

    def widen(figure: ReportedFigure) -> ReportedFigure:
        scope = place_scope(figure.where)
        is_whole = figure.measure not in counted and any(whole.fullmatch(scope) for whole in wholes)
        return figure.model_copy(update={"where": None}) if is_whole else figure

    figures = tuple(map(widen, report.figures))
    return report.model_copy(update={"figures": figures}) if figures != report.figures else report


def _bare_name(name: str) -> str:
    scope = place_scope(name)
    return (_split_kind(scope) or (scope,))[0]


@lru_cache(maxsize=1 << 10)
def _scope_pattern(name: str) -> re.Pattern[str]:
    """All of a place: "Zambezia province", "Mozambique's central province of Zambezia"; no "northern Zambezia"."""
    kinds, parts = ("|".join(table("places")[words]) for words in ("disjoint_kinds", "parts"))
    region = re.escape(name)
    return re.compile(rf"(?:\w+['’]s? )?(?:{region}(?: (?:{kinds}))?|(?:(?:{parts}) )?(?:{kinds}) of {region})")


@lru_cache(maxsize=1 << 14)
def are_disjoint(ours: str, theirs: str) -> bool:
    """Test whether two scopes surely do not overlap: two regions, or two cities far from each other.

    "Kyiv" and "the capital", "Kyiv" and "Obolon", a city and a region may be one inside the other.
    """
    a, b = _split_kind(ours), _split_kind(theirs)
    if a and b:
        return (
            a[1] == b[1] and JaroWinkler.similarity(a[0], b[0]) < _ALIKE and not set(a[0].split()) & set(b[0].split())
        )
    if a or b:
        return False
    here, there = spots().get(ours, []), spots().get(theirs, [])
    return bool(here and there) and all(_kilometres(x, y) > _APART_KM for x in here for y in there)


def _split_kind(scope: str) -> tuple[str, str] | None:
    match = _kind_pattern().fullmatch(scope)
    return (match["name"] or match["name2"], match["kind"] or match["kind2"]) if match else None


@cache
def _kind_pattern() -> re.Pattern[str]:
    kinds = "|".join(table("places")["disjoint_kinds"])
    return re.compile(rf"(?P<name>.+?) (?P<kind>{kinds})|(?P<kind2>{kinds}) of (?P<name2>.+)")


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance, by the haversine formula."""
    across = sin((b[0] - a[0]) / 2) ** 2 + cos(a[0]) * cos(b[0]) * sin((b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(across))
