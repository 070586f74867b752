"""What one report says of an incident of the `war` world: each kind of noise with its share of what."""

import math
import re
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from benchmarks.eventnoise import iso
from benchmarks.world import Lottery
from summarizer.records.events import EventReport
from summarizer.schemas import Place

from .war_geography import Names, Spot, fronts, named

# Of reports: how much of the place is told.
COUNTRY_ONLY, REGION_ONLY, SITE_ALONE = 0.015, 0.04, 0.04
REGION_MISSING, REGION_WRONG, COUNTRY_MISSING = 0.45, 0.02, 0.25  # of those that tell a town
SITE_TOLD, SITE_TOLD_CROWDED, SITE_VAGUE, QUARTER_TOLD = 0.6, 0.85, 0.15, 0.55  # of incidents that have one
NEAR, FLOODED_REGION = 0.12, 0.35  # of villages; of reports on floods: only the region
APART: Final = 0.55  # of places with a site or quarter, where a record can hold these apart: else they are one string
# Of reports: how the day is told. The rest give it right.
DAY_BY_WEEKDAY, DAY_UNSAID, DAY_OF_PUBLICATION, DAY_OFF_BY_ONE, DAY_OFF_BY_TWO, DAY_WINDOW = (
    0.24, 0.09, 0.09, 0.04, 0.01, 0.02)  # fmt: skip
WHEN_BESIDE_DAY: Final = 0.4
ACTOR_MISSING, TARGET_MISSING, ACTOR_RENAMED, ACTOR_UNKNOWN = 0.18, 0.55, 0.3, 0.08
FIGURE_MISSING, ZERO_UNSAID, FIGURE_DIFFERS, AT_LEAST, ABOUT, VAGUE = 0.2, 0.85, 0.12, 0.25, 0.05, 0.06
PART_TOLD, OTHER_SIDES_CLAIM = 0.12, 0.05
QUOTED, ATTRIBUTED, VICTIM_NAMED = 0.6, 0.5, 0.35
FIRST_TOLL, GROWTH_DAYS = 0.45, 1.5  # of tolls of five or more: the share known on the day, and how fast the rest comes

TOLD_AS: Final = {  # of each kind, the types that reports give it, with their shares in per cent
    kind: Lottery.weighted(types.items())
    for kind, types in {
        "air_drone_strike": {
            "air_drone_strike": 62, "shelling_artillery_missile": 11, "attack": 9, "explosion": 8,
            "attack_on_civilians": 6, "remote_explosive": 4,
        },
        "shelling_artillery_missile": {
            "shelling_artillery_missile": 62, "air_drone_strike": 12, "attack": 10, "explosion": 6,
            "attack_on_civilians": 6, "armed_clash": 4,
        },
        "armed_clash": {
            "armed_clash": 76, "attack": 9, "attack_on_civilians": 6, "shelling_artillery_missile": 6,
            "territory_overtaken": 3,
        },
        "remote_explosive": {
            "remote_explosive": 50, "explosion": 24, "attack": 9, "suicide_bomb": 5, "industrial_accident": 6,
            "attack_on_civilians": 6,
        },
        "suicide_bomb": {"suicide_bomb": 66, "explosion": 14, "remote_explosive": 10, "attack": 10},
        "attack_on_civilians": {
            "attack_on_civilians": 66, "attack": 16, "armed_clash": 10, "violence": 3, "mob_violence": 2,
            "abduction": 3,
        },
        "abduction": {"abduction": 82, "attack": 7, "arrests": 5, "attack_on_civilians": 6},
        "arrests": {"arrests": 88, "abduction": 12},
        "disrupted_weapons_use": {"disrupted_weapons_use": 55, "air_drone_strike": 45},
        "looting_or_property_destruction": {
            "looting_or_property_destruction": 70, "attack_on_civilians": 20, "attack": 10,
        },
        "transport_accident": {"transport_accident": 80, "miscellaneous_accident": 10, "explosion": 8, "attack": 2},
        "siege": {
            "shelling_artillery_missile": 33, "armed_clash": 37, "attack_on_civilians": 20,
            "territory_overtaken": 10,
        },
        "flood": {"flood": 82, "storm": 13, "mass_movement": 3, "miscellaneous_accident": 2},
    }.items()
}  # fmt: skip
_FAMILIES: Final = {
    "air_drone_strike": "strike", "shelling_artillery_missile": "strike", "disrupted_weapons_use": "strike",
    "remote_explosive": "bomb", "suicide_bomb": "bomb", "attack_on_civilians": "attack", "armed_clash": "attack",
    "looting_or_property_destruction": "attack",
}  # fmt: skip
NOUNS: Final = {
    "air_drone_strike": ("Drone strike", "Air strike", "Drones hit", "Missile attack"),
    "shelling_artillery_missile": ("Shelling", "Rocket fire", "Artillery fire", "Missile strike"),
    "armed_clash": ("Fighting", "Clashes", "Battle"), "remote_explosive": ("Blast", "Bombing", "Roadside bomb"),
    "suicide_bomb": ("Suicide attack", "Suicide bombing"), "attack_on_civilians": ("Attack", "Massacre", "Shooting"),
    "abduction": ("Kidnapping", "Abduction"), "arrests": ("Arrests", "Detentions"),
    "disrupted_weapons_use": ("Drones shot down", "Interception"),
    "looting_or_property_destruction": ("Looting", "Village burned"), "transport_accident": ("Crash", "Boat capsizes"),
    "siege": ("Siege", "Offensive", "Battle"), "flood": ("Floods", "Flooding", "Dam break"),
    "explosion": ("Explosion", "Blast"), "attack": ("Attack", "Strike"), "violence": ("Violence",),
    "territory_overtaken": ("Capture", "Advance"), "mob_violence": ("Mob violence",), "storm": ("Storm", "Downpour"),
    "mass_movement": ("Landslide",), "industrial_accident": ("Gas explosion", "Explosion"),
    "miscellaneous_accident": ("Accident", "Collapse"),
}  # fmt: skip
_OF: Final = {
    "killed": ("people", "people", "civilians", "persons", "dead", "residents"),
    "wounded": ("people", "people", "civilians", "injured", "residents"),
    "missing": ("people", "residents"), "displaced": ("people", "residents", "families' members"),
    "abducted": ("people", "villagers", "hostages"), "detained": ("people", "suspects"),
    "launched": ("drones", "missiles", "shells"), "intercepted": ("drones", "drones", "missiles"),
    "damaged": ("houses", "buildings", "apartments"), "destroyed": ("houses", "homes", "buildings"),
}  # fmt: skip
_QUOTES: Final = {
    "killed": ("{n} people were killed", "killing {n} people", "the death toll stands at {n}", "{n} dead",
               "the bodies of {n} people were recovered"),
    "wounded": ("{n} others were wounded", "injuring {n}", "{n} people were taken to hospital", "wounded {n} more"),
}  # fmt: skip
_BOUNDED: Final = {"exactly": "{}", "at_least": "at least {}", "about": "about {}"}
_VAGUE: Final = ((3, 9, "several"), (24, 99, "dozens"), (200, 999, "hundreds"))
_SPEAKERS: Final = ("the governor", "police", "the health ministry", "local officials", "a witness", "the army",
                    "a war monitor", "rescuers", "a hospital source")  # fmt: skip
_HOURS: Final = {
    "night": ("overnight", "early {}", "in the night to {}"),
    "morning": ("on {} morning", "{} morning"),
    "evening": ("on {} evening", "late {}", "{} night"),
    "day": ("on {}", "{}", "{} afternoon"),
}
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
_HOLDS_PATHS: Final = "site" in Place.model_fields
_HOLDS_NAMES: Final = "named" in EventReport.model_fields


@dataclass(frozen=True)
class Happening:
    """What truly happened: first and last day as ordinals, in a town at a site, the final number of each measure."""

    number: int
    kind: str
    day: int
    last: int
    spot: Spot
    site: tuple[str, str] | None
    quarter: Names | None
    sides: tuple[Names, Names] | None
    toll: dict[str, int]
    victims: tuple[tuple[str, int], ...]

    @property
    def family(self) -> str:
        """What a reporter who knows little cannot tell apart."""
        return _FAMILIES.get(self.kind, self.kind)

    @property
    def hour(self) -> str:
        """The part of the day, the same in every report."""
        return tuple(_HOURS)[self.number * 7919 % len(_HOURS)]


def report_of(rnd: Random, event: Happening, published: int, style: int, *, crowded: bool = False) -> dict[str, Any]:
    """What a report on this day says of the incident, still without its article and source."""
    kind = TOLD_AS[event.kind].one(rnd)
    place = _place(rnd, event, style, crowded)
    when, start, end = _ongoing(rnd, event, published) if event.last > event.day else _day(rnd, event, published)
    record = {
        "article": "",
        "source": "",
        "published": iso(published),
        "type": kind,
        "headline": _headline(rnd, kind, place, event),
        "place": place,
        "when": when,
        "start": start,
        "end": end,
        "actors": _actors(rnd, event, style),
        "figures": _figures(rnd, event, published),
    }
    if _HOLDS_NAMES and event.victims and rnd.random() < VICTIM_NAMED:
        name, age = rnd.choice(event.victims)
        record["named"] = [{"kind": "victim", "name": name, "age": age}]
    return record


def follow_up(rnd: Random, event: Happening, style: int) -> tuple[int, dict[str, Any]]:
    """A report of a trial, an anniversary or an inquiry, months later, often without a day; and when."""
    published = event.last + rnd.choice((rnd.randint(30, 150), rnd.randint(60, 420), 365))
    record = report_of(rnd, event, published, style)
    month = f"{_MONTHS[int(iso(event.day)[5:7]) - 1]} {iso(event.day)[:4]}"
    if rnd.random() < 0.45:
        record |= {"when": rnd.choice(("last year", f"in {month}", month, None)), "start": None, "end": None}
    else:
        off = rnd.choice((0, 0, 0, 0, 0, 1, -1))
        record |= {"when": None, "start": iso(event.day + off), "end": None}
    occasion = rnd.choice(("Trial over", "Inquiry into", "Remembering the", "Investigation:"))
    record["headline"] = f"{occasion} {record['headline']}"
    return published, record


def copied(rnd: Random, published: int, record: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Another outlet's print of a wire: the same but for what its desk cut or headed anew; and when."""
    published += rnd.choice((0, 0, 1))
    copy = record | {"published": iso(published), "figures": [dict(figure) for figure in record["figures"]]}
    if rnd.random() < 0.1:
        copy["place"] = record["place"] | {"region": None}
    if len(copy["figures"]) > 1 and rnd.random() < 0.15:
        copy["figures"].pop()
    return published, copy


def thinned(rnd: Random, record: dict[str, Any]) -> dict[str, Any]:
    """A record as a round-up has it: in a sentence, so with less of the place and one or two figures."""
    place = record["place"] if rnd.random() < 0.4 else record["place"] | {"region": None}
    return record | {"place": place, "figures": record["figures"][: rnd.randint(1, 2)], "actors": record["actors"][:1]}


def _place(rnd: Random, event: Happening, style: int, crowded: bool) -> dict[str, str | None]:
    """The place as a report scopes and spells it."""
    spot, scope = event.spot, rnd.random()
    country = None if rnd.random() < COUNTRY_MISSING else rnd.choice(spot.claims)
    region = named(spot.region, style)
    if scope < COUNTRY_ONLY:
        return _path(rnd, country=country or spot.claims[0])
    if scope < COUNTRY_ONLY + REGION_ONLY or (event.kind == "flood" and rnd.random() < FLOODED_REGION):
        return _path(rnd, region=region, country=country)
    site, quarter = _site(rnd, event, crowded), None
    if event.quarter and rnd.random() < QUARTER_TOLD:
        quarter = named(event.quarter, min(style, 2))
    if site and scope < COUNTRY_ONLY + REGION_ONLY + SITE_ALONE:
        return _path(rnd, site=site, region=region, country=country)
    if rnd.random() < REGION_WRONG:
        region = rnd.choice(_neighbours(spot))[0]
    town = named(spot.town, style)
    if spot.village and rnd.random() < NEAR:
        town = f"near {town}"
    return _path(
        rnd, site=site, quarter=quarter, town=town, region=None if rnd.random() < REGION_MISSING else region,
        country=country,
    )  # fmt: skip


def _site(rnd: Random, event: Happening, crowded: bool) -> str | None:
    """The site by its name or, sometimes, by its kind."""
    if not event.site or rnd.random() >= (SITE_TOLD_CROWDED if crowded else SITE_TOLD):
        return None
    kind, name = event.site
    return f"a {kind}" if rnd.random() < SITE_VAGUE else name


def _neighbours(spot: Spot) -> tuple[Names, ...]:
    """The regions of a spot's front."""
    return next((front.regions for front in fronts().items if front.name == spot.front), (spot.region,))


def _path(rnd: Random, **parts: str | None) -> dict[str, str | None]:
    """A place of its parts: each in a field of its own where a record has that, else one string, narrowest first."""
    site, quarter, town = parts.get("site"), parts.get("quarter"), parts.get("town")
    wide = {"region": parts.get("region"), "country": parts.get("country")}
    narrow = [part for part in (site, quarter, town) if part]
    if site and town and not quarter and rnd.random() < 0.4:
        name: str | None = f"{site} in {town}"
    elif quarter and town and not site and rnd.random() < 0.4:
        name = f"the {quarter} district of {town}"
    else:
        name = ", ".join(narrow) or None
    if _HOLDS_PATHS and rnd.random() < APART:
        return {"name": name, "site": site, "district": quarter, "town": town} | wide
    return {"name": name} | wide


def _day(rnd: Random, event: Happening, published: int) -> tuple[str | None, str | None, str | None]:
    """The words for the day, the first and the last day as a report gives them: no later than it was published."""
    day, drawn = event.day, rnd.random()
    words = rnd.choice(_HOURS[event.hour]).format(_WEEKDAYS[(day - 1) % 7])
    for share, told in (
        (DAY_BY_WEEKDAY, (words, None, None)),
        (DAY_UNSAID, (None, None, None)),
        (DAY_OF_PUBLICATION, (None, iso(published), None)),
        (DAY_OFF_BY_ONE, (None, iso(min(day + rnd.choice((-1, 1)), published)), None)),
        (DAY_OFF_BY_TWO, (None, iso(day - 2), None)),
        (DAY_WINDOW, (None, iso(day - 1), iso(min(day + 1, published)))),
    ):
        if drawn < share:
            if told == (words, None, None) and published - day > 6:
                return f"on {int(iso(day)[8:])} {_MONTHS[int(iso(day)[5:7]) - 1]}", None, None
            return told
        drawn -= share
    return words if rnd.random() < WHEN_BESIDE_DAY else None, iso(day), None


def _ongoing(rnd: Random, event: Happening, published: int) -> tuple[str | None, str | None, str | None]:
    """As `_day`, of what goes on for days: by its beginning, by the day's own part, or not at all."""
    drawn, until = rnd.random(), min(published, event.last)
    if drawn < 0.35:
        return None, iso(event.day), rnd.choice((None, iso(until)))
    if drawn < 0.72:
        return None, iso(max(event.day, until - rnd.randint(0, 1))), None
    return rnd.choice(("this week", "for days", None)), None, None


def _actors(rnd: Random, event: Happening, style: int) -> list[dict[str, str]]:
    """The sides as a report calls them."""
    actors: list[dict[str, str]] = []
    if event.sides is None:
        return actors
    roles = ("participant", "participant") if event.kind in ("armed_clash", "siege") else ("perpetrator", "target")
    for names, role, missing in zip(event.sides, roles, (ACTOR_MISSING, TARGET_MISSING), strict=True):
        if rnd.random() < missing:
            continue
        if role == "target" and rnd.random() < 0.6:
            name = rnd.choice(("civilians", "residents", "local people", "villagers"))
        elif rnd.random() < ACTOR_UNKNOWN:
            name = rnd.choice(("unidentified gunmen", "unknown attackers", "militants"))
        else:
            name = rnd.choice(names) if rnd.random() < ACTOR_RENAMED else named(names, style)
        actors.append({"name": name, "role": role})
    return actors


def _headline(rnd: Random, kind: str, place: dict[str, str | None], event: Happening) -> str:
    where = place["name"] or place["region"] or place["country"] or event.spot.claims[0]
    noun = rnd.choice(NOUNS[kind])
    hit = f" hits {event.site[0]}" if event.site and rnd.random() < 0.3 else ""
    return " ".join(re.sub(r"\d+", "", f"{noun}{hit} in {where}").split())


def _known(rnd: Random, event: Happening, measure: str, published: int) -> int:
    """The number as it is known on a day: what takes long to count grows."""
    true, since = event.toll[measure], published - event.day
    if true < 5 or measure in ("launched", "intercepted", "damaged"):
        return true
    lasting = max(GROWTH_DAYS, (event.last - event.day) / 2)
    return max(1, round(true * (1 - (1 - FIRST_TOLL) * math.exp(-since / lasting) * rnd.uniform(0.6, 1))))


def _figures(rnd: Random, event: Happening, published: int) -> list[dict[str, Any]]:
    """The figures that a report gives."""
    figures = []
    for measure, true in event.toll.items():
        if rnd.random() < FIGURE_MISSING or (not true and rnd.random() < ZERO_UNSAID):
            continue
        value = _known(rnd, event, measure, published)
        if rnd.random() < FIGURE_DIFFERS:
            value = max(0, value + rnd.choice((-2, -1, 1, 1, 2, 3)))
        if value and rnd.random() < OTHER_SIDES_CLAIM:
            value = rnd.choice((0, value * 3, value * 10))
        figures.append(_figure(rnd, measure, value))
    killed = event.toll.get("killed", 0)
    if killed >= 3 and figures and rnd.random() < PART_TOLD:
        children = {"measure": "killed", "of": rnd.choice(("children", "women")), "value": 1 + event.number % 2}
        figures.append(children | {"extent": "part"})
    return figures


def _figure(rnd: Random, measure: str, value: int) -> dict[str, Any]:
    of = rnd.choice(_OF[measure])
    for low, high, words in _VAGUE:
        if low <= value <= high and rnd.random() < VAGUE:
            vague = {"low": low, "high": high, "words": words, "bound": "about"}
            return {"measure": measure, "of": of, "value": None} | vague
    drawn = rnd.random() if value else 1.0
    bound = "at_least" if drawn < AT_LEAST else "about" if drawn < AT_LEAST + ABOUT else "exactly"
    figure: dict[str, Any] = {"measure": measure, "of": of, "value": value, "bound": bound}
    if measure in _QUOTES and rnd.random() < QUOTED:
        figure["quote"] = rnd.choice(_QUOTES[measure]).format(n=_BOUNDED[bound].format(value))
    if rnd.random() < ATTRIBUTED:
        figure["attributed_to"] = rnd.choice(_SPEAKERS)
    return figure
