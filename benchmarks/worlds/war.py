"""A war's news: dense fronts where the same towns are struck again and again, told of from all sides.

What it has that the `news` world has not: several strikes of a day in one town, at sites that the reports name, alone
or with the town; names in many romanisations and scripts, by outlet; contested countries; tolls that grow for days;
sieges and floods of weeks; round-ups; follow-ups months later; wires that are copied with small changes. Two incidents
of one town and day differ in their kind, or both happen at sites, which differ. The shares of all noise stand in
`war_reports.py`, `war_places.py` and `war_figures.py` beside what they are of; they were set by how wires tell, before
any linker saw the world.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any, Final

from benchmarks.eventtypes import SOURCES
from benchmarks.world import Lottery

from .war_geography import Front, Names, Spot, basins, fronts, people
from .war_happenings import Happening
from .war_reports import copied, follow_up, report_of, thinned

RECORDS_A_DAY, LEAST_DAYS = 400, 40
FIRST_DAY: Final = date(2019, 1, 1).toordinal()
FLOOD, SIEGE = 0.012, 0.006  # shares of incidents
COPIED, ROUND_UP = 0.14, 0.05  # of reports after the first, of articles
LEAST_ROUND_UP, MOST_ROUND_UP = 3, 10
FOLLOWED: Final = 0.12  # of incidents with three dead or more
AT_SITE, IN_QUARTER = 0.55, 0.35  # of incidents in towns

# How many reports an incident has, by what it does; a bloody day makes the round of the world's press.
_QUIET: Final = Lottery.weighted(((1, 55), (2, 22), (3, 11), (4, 6), (5, 3), (6, 2), (8, 1)))
_DEADLY: Final = Lottery.weighted(((1, 24), (2, 24), (3, 17), (4, 12), (5, 8), (6, 6), (8, 5), (11, 3), (15, 1)))
_BLOODY: Final = Lottery.weighted(((2, 8), (4, 18), (6, 22), (9, 22), (13, 16), (18, 9), (26, 5)))
_DELAYS: Final = Lottery.weighted(((0, 52), (1, 26), (2, 9), (3, 5), (4, 3), (6, 2), (9, 2), (15, 1)))
_KINDS: Final = {
    "frontal": Lottery.weighted(
        {
            "air_drone_strike": 34, "shelling_artillery_missile": 31, "armed_clash": 13, "remote_explosive": 6,
            "attack_on_civilians": 8, "abduction": 2, "disrupted_weapons_use": 3, "arrests": 2, "transport_accident": 1,
        }.items()
    ),
    "insurgent": Lottery.weighted(
        {
            "attack_on_civilians": 38, "armed_clash": 21, "remote_explosive": 13, "abduction": 8, "suicide_bomb": 3,
            "air_drone_strike": 8, "looting_or_property_destruction": 5, "shelling_artillery_missile": 3,
            "transport_accident": 1,
        }.items()
    ),
}  # fmt: skip
_INSURGENT: Final = frozenset({"sahel", "myanmar", "kashmir"})


@dataclass
class _Stream:
    """The incidents of each day, and the reports that wait for their day of publication."""

    rnd: Random
    numbers: Iterator[int] = field(default_factory=count)
    ties: Iterator[int] = field(default_factory=count)
    waiting: list[tuple[int, int, dict[str, Any], Happening]] = field(default_factory=list)
    told_by: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def happen(self, day: int, reports: int) -> int:
        """Let incidents happen on a day until they have so many reports, no more; how many they have."""
        told, today = 0, list[tuple[Happening, int]]()
        by_town: dict[Names, list[Happening]] = defaultdict(list)
        while told < reports:
            happening = self._happening(day, by_town)
            by_town[happening.spot.town].append(happening)
            today.append((happening, min(_size(self.rnd, happening), reports - told)))
            told += today[-1][1]
        for happening, size in today:
            self._tell(happening, size, crowded=len(by_town[happening.spot.town]) > 1)
        return told

    def published(self, day: float) -> Iterator[tuple[dict[str, Any], int]]:
        """The reports that are published up to a day, article by article; the day's round-ups among them."""
        while self.waiting and self.waiting[0][0] <= day:
            today = self.waiting[0][0]
            batch = []
            while self.waiting and self.waiting[0][0] == today:
                _, _, record, happening = heappop(self.waiting)
                batch.append((record, happening))
            yield from self._printed(batch)

    def _happening(self, day: int, by_town: dict[Names, list[Happening]]) -> Happening:
        drawn = self.rnd.random()
        if drawn < FLOOD:
            return _flood(self.rnd, next(self.numbers), day)
        front = fronts().one(self.rnd)
        while True:
            spot = front.spots.one(self.rnd)
            happening = _strike(self.rnd, next(self.numbers), day, front, spot, siege=drawn < FLOOD + SIEGE)
            if all(_distinct(happening, other) for other in by_town[spot.town]):
                return happening

    def _tell(self, happening: Happening, size: int, *, crowded: bool) -> None:
        """Let a happening be reported so often: on the spot, from the wires, and some months later."""
        rnd, told = self.rnd, list[tuple[int, dict[str, Any]]]()
        late = rnd.randint(1, min(3, size - 1)) if size > 1 and _is_followed(rnd, happening) else 0
        for nth in range(size):
            source, style = self._outlet(happening)
            if nth >= size - late:
                published, record = follow_up(rnd, happening, style)
            elif told and rnd.random() < COPIED:
                published, record = copied(rnd, *rnd.choice(told))
            else:
                published = _published(rnd, happening)
                record = report_of(rnd, happening, published, style, crowded=crowded)
                told.append((published, record))
            record["source"] = source
            heappush(self.waiting, (published, next(self.ties), record, happening))

    def _outlet(self, happening: Happening) -> tuple[str, int]:
        """An outlet that has not told of it yet, and the style in which it writes names."""
        told_by = self.told_by[happening.number]
        source = SOURCES.one(self.rnd)
        while source in told_by:
            source = SOURCES.one(self.rnd)
        told_by.add(source)
        return source, style_of(source)

    def _printed(self, batch: list[tuple[dict[str, Any], Happening]]) -> Iterator[tuple[dict[str, Any], int]]:
        self.rnd.shuffle(batch)
        batch.sort(key=lambda each: each[1].spot.front)
        while batch:
            article = [batch.pop()]
            if self.rnd.random() < ROUND_UP:
                self._round_up(article, batch)
            name = f"w{next(self.ties)}"
            for record, happening in article:
                record["article"] = name
                yield record, happening.number

    def _round_up(self, article: list[tuple[dict[str, Any], Happening]], batch: list[Any]) -> None:
        """Let one outlet tell of several incidents of a front in one article."""
        size, source = self.rnd.randint(LEAST_ROUND_UP, MOST_ROUND_UP), article[0][0]["source"]
        numbers = {article[0][1].number}
        while batch and len(article) < size and batch[-1][1].spot.front == article[0][1].spot.front:
            record, happening = batch.pop()
            if happening.number in numbers or source in self.told_by[happening.number]:
                batch.insert(0, (record, happening))
                break
            numbers.add(happening.number)
            self.told_by[happening.number].add(source)
            article.append((record | {"source": source}, happening))
        if len(article) > 1:
            article[:] = [(thinned(self.rnd, record), happening) for record, happening in article]


def generate(records: int, seed: int) -> Iterator[tuple[dict[str, Any], int]]:
    """So many records of the war, each with the number of its true incident, in the order they were published."""
    stream = _Stream(Random(seed))
    days, told = max(LEAST_DAYS, math.ceil(records / RECORDS_A_DAY)), 0
    for nth in range(1, days + 1):
        day = FIRST_DAY + nth
        told += stream.happen(day, records * nth // days - told)
        yield from stream.published(day)
    yield from stream.published(math.inf)


def style_of(source: str) -> int:
    """How an outlet writes names: most as English desks do, some otherwise, every tenth in the native script."""
    return (0, 0, 0, 1, 0, 2, 0, 1, 0, 3)[SOURCES.items.index(source) % 10]


def _size(rnd: Random, happening: Happening) -> int:
    killed = happening.toll.get("killed", 0)
    if happening.last > happening.day or killed >= 15:
        return _BLOODY.one(rnd)
    return (_DEADLY if killed else _QUIET).one(rnd)


def _is_followed(rnd: Random, happening: Happening) -> bool:
    return happening.toll.get("killed", 0) >= 3 and rnd.random() < FOLLOWED


def _published(rnd: Random, happening: Happening) -> int:
    """The day on which a report is published: soon after, or at any time while it goes on."""
    begun = rnd.randint(happening.day, happening.last)
    return begun + _DELAYS.one(rnd)


def _distinct(one: Happening, other: Happening) -> bool:
    """Whether a codebook would tell two incidents of one town and day apart."""
    here, there = (one.site, one.quarter), (other.site, other.quarter)
    return one.family != other.family or (any(here) and any(there) and here != there)


def _strike(rnd: Random, number: int, day: int, front: Front, spot: Spot, *, siege: bool) -> Happening:
    kind = "siege" if siege else _KINDS["insurgent" if front.name in _INSURGENT else "frontal"].one(rnd)
    sides = None if kind == "transport_accident" else front.sides.one(rnd)
    last = day + rnd.randint(5, 40) if siege else day
    site = rnd.choice(spot.sites) if not siege and rnd.random() < AT_SITE else None
    quarter = rnd.choice(spot.quarters) if spot.quarters and not siege and rnd.random() < IN_QUARTER else None
    toll = _TOLLS[kind](rnd)
    return Happening(number, kind, day, last, spot, site, quarter, sides, toll, _victims(rnd, toll))


def _flood(rnd: Random, number: int, day: int) -> Happening:
    basin = rnd.choice(basins())
    spot = Spot(rnd.choice(basin.towns), basin.region, (basin.country,), "flood", (), ())
    killed = _pareto(rnd, 2, 0.8, 900)
    toll = {"killed": killed, "missing": _pareto(rnd, 2, 0.9, 600), "displaced": 100 * _pareto(rnd, 30, 0.8, 9000),
            "destroyed": 10 * _pareto(rnd, 20, 0.9, 4000)}  # fmt: skip
    return Happening(number, "flood", day, day + rnd.randint(2, 14), spot, None, None, None, toll, ())


def _pareto(rnd: Random, scale: float, shape: float, most: int) -> int:
    """A number from 0 up with a long tail."""
    return min(int(scale * (rnd.paretovariate(shape) - 1)), most)


def _casualties(killed: float, wounded: float, shape: float = 1.25) -> Callable[[Random], dict[str, int]]:
    """Draws the dead and the wounded; what kills many hurts more."""

    def drawn(rnd: Random) -> dict[str, int]:
        dead = _pareto(rnd, killed, shape, 400)
        return {"killed": dead, "wounded": int(dead * rnd.uniform(0.3, 2.5)) + _pareto(rnd, wounded, 1.4, 300)}

    return drawn


def _raid(rnd: Random) -> dict[str, int]:
    toll = _casualties(1.0, 2.0)(rnd)
    if rnd.random() < 0.35:
        launched = 1 + _pareto(rnd, 5, 1.3, 200)
        toll |= {"launched": launched, "intercepted": int(launched * rnd.uniform(0.3, 1))}
    if rnd.random() < 0.35:
        toll["damaged"] = 1 + _pareto(rnd, 4, 1.2, 300)
    return toll


def _taken(rnd: Random) -> dict[str, int]:
    return {"abducted": 1 + _pareto(rnd, 4, 1.1, 280)} | (
        {"killed": _pareto(rnd, 1, 1.3, 40)} if rnd.random() < 0.4 else {}
    )


_TOLLS: Final[dict[str, Callable[[Random], dict[str, int]]]] = {
    "air_drone_strike": _raid,
    "shelling_artillery_missile": _raid,
    "armed_clash": _casualties(3.0, 2.0),
    "remote_explosive": _casualties(1.5, 3.0),
    "suicide_bomb": lambda rnd: {key: value + 3 for key, value in _casualties(6.0, 10.0)(rnd).items()},
    "attack_on_civilians": _casualties(2.5, 1.5),
    "abduction": _taken,
    "arrests": lambda rnd: {"detained": 1 + _pareto(rnd, 3, 1.2, 150)},
    "disrupted_weapons_use": lambda rnd: {"intercepted": 1 + _pareto(rnd, 5, 1.3, 120)},
    "looting_or_property_destruction": lambda rnd: {"destroyed": 1 + _pareto(rnd, 6, 1.2, 200)},
    "transport_accident": _casualties(2.0, 4.0),
    "siege": lambda rnd: {
        "killed": 10 + _pareto(rnd, 20, 1.1, 1500), "wounded": 10 + _pareto(rnd, 40, 1.1, 3000),
        "displaced": 100 * (1 + _pareto(rnd, 20, 1.0, 4000)),
    },
}  # fmt: skip


def _victims(rnd: Random, toll: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """The names and ages of the dead, where they are few."""
    first, family = people()
    if not 1 <= toll.get("killed", 0) <= 3:
        return ()
    return tuple((f"{rnd.choice(first)} {rnd.choice(family)}", rnd.randint(3, 84)) for _ in range(toll["killed"]))
