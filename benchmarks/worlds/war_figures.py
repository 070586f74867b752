"""The figures that a report gives of an incident of the `war` world."""

import math
from random import Random
from typing import Any, Final

from .war_happenings import Happening

# Of figures.
FIGURE_MISSING, ZERO_UNSAID, FIGURE_DIFFERS, AT_LEAST, ABOUT, VAGUE = 0.2, 0.85, 0.12, 0.25, 0.05, 0.06
PART_TOLD, OTHER_SIDES_CLAIM, QUOTED, ATTRIBUTED = 0.12, 0.05, 0.6, 0.5
FIRST_TOLL, GROWTH_DAYS = 0.45, 1.5  # of tolls of five or more: the share known on the day, and how fast the rest comes

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


def _known(rnd: Random, event: Happening, measure: str, published: int) -> int:
    """The number as it is known on a day: what takes long to count grows."""
    true, since = event.toll[measure], published - event.day
    if true < 5 or measure in ("launched", "intercepted", "damaged"):
        return true
    lasting = max(GROWTH_DAYS, (event.last - event.day) / 2)
    return max(1, round(true * (1 - (1 - FIRST_TOLL) * math.exp(-since / lasting) * rnd.uniform(0.6, 1))))


def figures_of(rnd: Random, event: Happening, published: int) -> list[dict[str, Any]]:
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
