"""What one report says of an incident of the `war` world: each kind of noise with its share of what."""

import re
from random import Random
from typing import Any, Final

from benchmarks.eventnoise import iso
from benchmarks.world import Lottery
from summarizer.records.events import EventReport

from .war_figures import figures_of
from .war_geography import named
from .war_happenings import HOURS, Happening
from .war_places import place_of

# Of reports: how the day is told. The rest give it right.
DAY_BY_WEEKDAY, DAY_UNSAID, DAY_OF_PUBLICATION, DAY_OFF_BY_ONE, DAY_OFF_BY_TWO, DAY_WINDOW = (
    0.24, 0.09, 0.09, 0.04, 0.01, 0.02)  # fmt: skip
WHEN_BESIDE_DAY: Final = 0.4
ACTOR_MISSING, TARGET_MISSING, ACTOR_RENAMED, ACTOR_UNKNOWN = 0.18, 0.55, 0.3, 0.08
VICTIM_NAMED: Final = 0.35

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
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
_HOLDS_NAMES: Final = "named" in EventReport.model_fields


def report_of(rnd: Random, event: Happening, published: int, style: int, *, crowded: bool = False) -> dict[str, Any]:
    """What a report on this day says of the incident, still without its article and source."""
    kind = TOLD_AS[event.kind].one(rnd)
    place = place_of(rnd, event, style, crowded)
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
        "figures": figures_of(rnd, event, published),
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


def _day(rnd: Random, event: Happening, published: int) -> tuple[str | None, str | None, str | None]:
    """The words for the day, the first and the last day as a report gives them: no later than it was published."""
    day, drawn = event.day, rnd.random()
    words = rnd.choice(HOURS[event.hour]).format(_WEEKDAYS[(day - 1) % 7])
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
