"""A report of a made-up incident: what it gets wrong or leaves out is drawn on its own, by the shares given here."""

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any, Final

from .eventtypes import KINDS, WORDS
from .world import Name, Town

COUNTRY_ONLY, TOWN_MISSING, REGION_MISSING, COUNTRY_MISSING = 0.03, 0.15, 0.20, 0.10
PLACE_RESPELLED: Final = 0.25
DATE_MISSING, DATE_OFF_BY_ONE, DATE_OFF_BY_TWO, DATE_WINDOW = 0.15, 0.15, 0.05, 0.05
TYPE_CONFUSED: Final = 0.20
PERPETRATOR_MISSING, TARGET_MISSING, ACTOR_RENAMED = 0.25, 0.30, 0.25
FIGURE_MISSING, ZERO_UNSAID, FIGURE_DIFFERS, FIGURE_BOUNDED = 0.25, 0.80, 0.20, 0.10
GROWTH: Final = 0.2  # of a toll, a day


@dataclass(frozen=True)
class Incident:
    """What truly happened: `day` is a date's ordinal, `toll` the true number of each measure."""

    number: int
    type: str
    day: int
    town: Town
    sides: tuple[Name, Name]
    toll: dict[str, int]


@lru_cache(maxsize=64)
def iso(day: int) -> str:
    """The date of an ordinal."""
    return date.fromordinal(day).isoformat()


def _told_name(rnd: Random, name: Name, share: float) -> str:
    """The usual name, or another one with this probability."""
    return rnd.choice(name.others) if rnd.random() < share else name.usual


def _place(rnd: Random, town: Town) -> dict[str, str | None]:
    """The place as a report scopes and spells it."""
    scope = rnd.random()
    if scope < COUNTRY_ONLY:
        return {"name": None, "region": None, "country": town.country}
    country = None if rnd.random() < COUNTRY_MISSING else town.country
    if scope < COUNTRY_ONLY + TOWN_MISSING:
        return {"name": None, "region": _told_name(rnd, town.region, PLACE_RESPELLED), "country": country}
    region = None if scope < COUNTRY_ONLY + TOWN_MISSING + REGION_MISSING else town.region.usual
    return {"name": _told_name(rnd, town.name, PLACE_RESPELLED), "region": region, "country": country}


def _dates(rnd: Random, day: int, delay: int) -> tuple[str | None, str | None]:
    """First and last day as a report gives them: no later than it was published."""
    drawn = rnd.random()
    if drawn < DATE_MISSING:
        return None, None
    drawn -= DATE_MISSING
    if drawn < DATE_WINDOW:
        return iso(day - 1 - int(rnd.random() * 2)), iso(day + int(rnd.random() * (min(delay, 2) + 1)))
    drawn -= DATE_WINDOW
    off = 1 if drawn < DATE_OFF_BY_ONE else 2 if drawn < DATE_OFF_BY_ONE + DATE_OFF_BY_TWO else 0
    return iso(day + off if off <= delay and rnd.random() < 0.5 else day - off), None


def _actors(rnd: Random, incident: Incident) -> list[dict[str, str]]:
    """The sides that a report names, as it names them."""
    told = zip(incident.sides, KINDS[incident.type].roles, (PERPETRATOR_MISSING, TARGET_MISSING), strict=True)
    return [
        {"name": _told_name(rnd, side, ACTOR_RENAMED), "role": role}
        for side, role, missing in told
        if rnd.random() >= missing
    ]


def _differing(rnd: Random, value: int, delay: int) -> int:
    """Another number than the true one: off by one or two, or, days later, grown."""
    if delay and rnd.random() < 0.5:
        return value + math.ceil(GROWTH * delay * max(value, 1))
    off = rnd.choice((-2, -1, 1, 2))
    return value + off if value + off > 0 else value + abs(off)


def _figures(rnd: Random, toll: dict[str, int], delay: int) -> list[dict[str, Any]]:
    """The figures that a report gives."""
    figures = []
    for measure, true in toll.items():
        if rnd.random() < FIGURE_MISSING or (not true and rnd.random() < ZERO_UNSAID):
            continue
        value = _differing(rnd, true, delay) if rnd.random() < FIGURE_DIFFERS else true
        bound = rnd.choice(("at_least", "about")) if value and rnd.random() < FIGURE_BOUNDED else "exactly"
        figures.append({"measure": measure, "of": rnd.choice(WORDS[measure]), "value": value, "bound": bound})
    return figures


def record_of(rnd: Random, incident: Incident, delay: int) -> dict[str, Any]:
    """What one report says of an incident, still without its article and source."""
    kind = rnd.choice(KINDS[incident.type].taken_for) if rnd.random() < TYPE_CONFUSED else incident.type
    place = _place(rnd, incident.town)
    start, end = _dates(rnd, incident.day, delay)
    return {
        "article": "",
        "source": "",
        "published": iso(incident.day + delay),
        "type": kind,
        "headline": f"{KINDS[kind].noun} in {place['name'] or place['region'] or place['country']}",
        "place": place,
        "start": start,
        "end": end,
        "actors": _actors(rnd, incident),
        "figures": _figures(rnd, incident.toll, delay),
    }
