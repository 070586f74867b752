"""Made-up event records whose true incident is known: a news stream of any length, made as it is read.

Incidents happen day by day in the countries of `world.yaml`. Each is told by one to eight reports (Zipf, 2.9 on
average), each by another outlet, 0 to 3 days later. What a report gets wrong or leaves out is drawn on its own:

| Noise | Share | Of |
|---|---|---|
| COUNTRY_ONLY | 3 % | reports: neither town nor region |
| TOWN_MISSING | 15 % | reports: only the region |
| REGION_MISSING | 20 % | reports: only the town |
| COUNTRY_MISSING | 10 % | reports that name a town or region |
| PLACE_RESPELLED | 25 % | reports that name a town or region, the narrower of them |
| DATE_MISSING | 15 % | reports; all have the day on which they were published |
| DATE_OFF_BY_ONE | 15 % | reports |
| DATE_OFF_BY_TWO | 5 % | reports |
| DATE_WINDOW | 5 % | reports: two to five days that hold the true one |
| TYPE_CONFUSED | 20 % | reports: a type that is commonly taken for the true one |
| PERPETRATOR_MISSING | 25 % | reports: the first side |
| TARGET_MISSING | 30 % | reports: the second side |
| ACTOR_RENAMED | 25 % | sides that are named: an abbreviation, a suffix, "militants" |
| FIGURE_MISSING | 25 % | figures of killed and of each other measure |
| ZERO_UNSAID | 80 % | figures of 0 that are not missing |
| FIGURE_DIFFERS | 20 % | figures that are given: off by one or two, or grown as days passed |
| FIGURE_BOUNDED | 10 % | figures that are given and are not 0: at least or about so many |
| SUMMARY | 3 % | articles: 3 to 10 incidents in one; every other article has one report |
| WIRE_COPY | 5 % | reports: another's words under another outlet's name |

A corpus of any size is equally dense: RECORDS_A_DAY records a day, so a million cover nine years. A corpus of less
than LEAST_DAYS such days is spread over LEAST_DAYS, and is thinner.
"""

import argparse
import copy
import csv
import json
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from summarizer.quantities import interval

from .world import Lottery, Name, Town, read_world

COUNTRY_ONLY, TOWN_MISSING, REGION_MISSING, COUNTRY_MISSING = 0.03, 0.15, 0.20, 0.10
PLACE_RESPELLED: Final = 0.25
DATE_MISSING, DATE_OFF_BY_ONE, DATE_OFF_BY_TWO, DATE_WINDOW = 0.15, 0.15, 0.05, 0.05
TYPE_CONFUSED: Final = 0.20
PERPETRATOR_MISSING, TARGET_MISSING, ACTOR_RENAMED = 0.25, 0.30, 0.25
FIGURE_MISSING, ZERO_UNSAID, FIGURE_DIFFERS, FIGURE_BOUNDED = 0.25, 0.80, 0.20, 0.10
SUMMARY, WIRE_COPY = 0.03, 0.05

RECORDS_A_DAY, LEAST_DAYS = 300, 60
FIRST_DAY: Final = date(2015, 1, 1).toordinal()
REPORTS: Final = range(1, 9)
LEAST_SUMMARY, MOST_SUMMARY = 3, 10
GROWTH: Final = 0.2  # of a toll, a day
DELAYS: Final = Lottery.weighted(((0, 0.5), (1, 0.3), (2, 0.13), (3, 0.07)))  # days until a report is published

_FIRST_WORDS = (
    "Continental National Daily Morning Evening United New Free Public Capital Northern Southern Eastern Western "
)
_FIRST_WORDS += "Central Frontier River Coastal Highland Independent"
_LAST_WORDS = (
    "Times Post Herald News Monitor Tribune Observer Gazette Wire Radio Journal Mirror Voice Standard Chronicle "
)
_LAST_WORDS += "Star Courier Telegraph Bulletin Dispatch"
SOURCES: Final = Lottery.zipf([f"{first} {last}" for last in _LAST_WORDS.split() for first in _FIRST_WORDS.split()])

WORDS: Final = {
    "killed": ("people", "people", "civilians", "persons", "dead"),
    "wounded": ("people", "people", "civilians", "injured"),
    "abducted": ("people", "villagers", "hostages"),
    "detained": ("people", "suspects", "protesters"),
    "participants": ("people", "protesters", "demonstrators"),
    "launched": ("drones", "missiles", "drones and missiles"),
    "intercepted": ("drones", "missiles", "drones and missiles"),
    "destroyed": ("houses", "buildings", "vehicles"),
}
COLUMNS: Final = (
    *("event_id", "source", "deaths_low", "deaths_best", "deaths_high", "injuries_low", "injuries_best"),
    *("injuries_high", "country", "region", "city", "actor1", "actor2", "event_type", "date_start", "date_end"),
    "report_date",
)


@dataclass(frozen=True)
class Count:
    """A measure that some incidents of a type have: at least `least`, half of them at most about `scale` more."""

    measure: str
    share: float = 1.0
    least: int = 0
    scale: float = 1.0
    shape: float = 1.1  # of the Pareto distribution: the lower, the longer its tail

    def drawn(self, rnd: Random) -> int:
        """A number."""
        return self.least + min(int(self.scale * (rnd.paretovariate(self.shape) - 1)), int(400 * self.scale))


@dataclass(frozen=True)
class Kind:
    """An event type: what the news calls it, what it is taken for, who takes part, and what is counted."""

    noun: str
    taken_for: tuple[str, ...]
    counts: tuple[Count, ...]
    sides: tuple[str, str] = ("armed", "civilians")
    roles: tuple[str, str] = ("perpetrator", "target")


_KILLED, _WOUNDED = Count("killed"), Count("wounded", scale=2)
_FEW = (Count("killed", 0.15), Count("wounded", 0.3))
_RAID = (_KILLED, _WOUNDED, Count("launched", 0.3, 3, 15, 2.0))
_CROWD = Count("participants", 0.8, 20, 150, 1.3)
_PROTEST, _POLICED = ("crowds", "authorities"), ("participant", "target")
KINDS: Final = {
    "air_drone_strike": Kind(
        "Air strike", ("shelling_artillery_missile", "remote_explosive", "attack_on_civilians"), _RAID
    ),
    "shelling_artillery_missile": Kind(
        "Shelling", ("air_drone_strike", "remote_explosive", "attack_on_civilians"), _RAID
    ),
    "remote_explosive": Kind(
        "Explosion", ("suicide_bomb", "shelling_artillery_missile", "attack_on_civilians"), (_KILLED, _WOUNDED)
    ),
    "suicide_bomb": Kind(
        "Suicide bombing",
        ("remote_explosive", "attack_on_civilians"),
        (Count("killed", 1, 1, 4), Count("wounded", 1, 2, 8)),
        ("groups", "civilians"),
    ),
    "grenade": Kind("Grenade attack", ("remote_explosive", "attack_on_civilians"), (_KILLED, _WOUNDED)),
    "armed_clash": Kind(
        "Fighting",
        ("attack_on_civilians", "territory_overtaken"),
        (_KILLED, _WOUNDED),
        ("armed", "armed"),
        ("participant", "participant"),
    ),
    "territory_overtaken": Kind(
        "Capture", ("armed_clash",), (Count("killed", 0.6, 0, 4), Count("wounded", 0.5, 0, 6)), ("groups", "forces")
    ),
    "attack_on_civilians": Kind("Attack", ("armed_clash", "mob_violence", "abduction"), (_KILLED, _WOUNDED)),
    "sexual_violence": Kind("Assault", ("attack_on_civilians",), _FEW),
    "abduction": Kind("Kidnapping", ("attack_on_civilians", "arrests"), (Count("abducted", 1, 1, 3), *_FEW)),
    "arrests": Kind("Arrests", ("abduction",), (Count("detained", 1, 1, 5),), ("forces", "groups")),
    "disrupted_weapons_use": Kind(
        "Interception",
        ("air_drone_strike", "shelling_artillery_missile"),
        (Count("launched", 1, 1, 6, 1.5),),
        ("armed", "armed"),
    ),
    "looting_or_property_destruction": Kind(
        "Looting", ("attack_on_civilians", "mob_violence"), (Count("destroyed", 0.8, 1, 6), *_FEW)
    ),
    "peaceful_protest": Kind(
        "Protest", ("violent_demonstration", "protest_with_intervention"), (_CROWD,), _PROTEST, _POLICED
    ),
    "protest_with_intervention": Kind(
        "Dispersed protest",
        ("peaceful_protest", "violent_demonstration"),
        (_CROWD, Count("detained", 0.6, 1, 8), *_FEW),
        _PROTEST,
        _POLICED,
    ),
    "violent_demonstration": Kind(
        "Riot",
        ("peaceful_protest", "mob_violence", "protest_with_intervention"),
        (_CROWD, Count("detained", 0.4, 1, 8), *_FEW),
        _PROTEST,
        _POLICED,
    ),
    "mob_violence": Kind(
        "Mob violence", ("violent_demonstration", "attack_on_civilians"), (_KILLED, _WOUNDED), ("crowds", "civilians")
    ),
}


@dataclass(frozen=True)
class Incident:
    """What truly happened: `day` is a date's ordinal, `toll` the true number of each measure."""

    number: int
    type: str
    day: int
    town: Town
    sides: tuple[Name, Name]
    toll: dict[str, int]


class Report(NamedTuple):
    """A record that waits for its article, its incident, and the outlets that have told of that one already."""

    record: dict[str, Any]
    incident: Incident
    told_by: set[str]


@lru_cache(maxsize=64)
def _iso(day: int) -> str:
    """The date of an ordinal."""
    return date.fromordinal(day).isoformat()


def _toll(rnd: Random, counts: Iterable[Count]) -> dict[str, int]:
    """The true number of each measure; of what is launched, some is intercepted."""
    toll = {each.measure: each.drawn(rnd) for each in counts if rnd.random() < each.share}
    if "launched" in toll:
        toll["intercepted"] = int(toll["launched"] * rnd.uniform(0.3, 0.95))
    return toll


def _incident(rnd: Random, number: int, day: int, town: Town) -> Incident:
    """An incident in this town, on this day."""
    country = read_world()[town.country]
    kind = country.kinds.one(rnd)
    first, second = (country.sides[sort].one(rnd) for sort in KINDS[kind].sides)
    while second is first:
        second = country.sides[KINDS[kind].sides[1]].one(rnd)
    return Incident(number, kind, day, town, (first, second), _toll(rnd, KINDS[kind].counts))


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
        return _iso(day - 1 - int(rnd.random() * 2)), _iso(day + int(rnd.random() * (min(delay, 2) + 1)))
    drawn -= DATE_WINDOW
    off = 1 if drawn < DATE_OFF_BY_ONE else 2 if drawn < DATE_OFF_BY_ONE + DATE_OFF_BY_TWO else 0
    return _iso(day + off if off <= delay and rnd.random() < 0.5 else day - off), None


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


def _record(rnd: Random, incident: Incident, delay: int) -> dict[str, Any]:
    """What one report says of an incident, still without its article and source."""
    kind = rnd.choice(KINDS[incident.type].taken_for) if rnd.random() < TYPE_CONFUSED else incident.type
    place = _place(rnd, incident.town)
    start, end = _dates(rnd, incident.day, delay)
    return {
        "article": "",
        "source": "",
        "published": _iso(incident.day + delay),
        "type": kind,
        "headline": f"{KINDS[kind].noun} in {place['name'] or place['region'] or place['country']}",
        "place": place,
        "start": start,
        "end": end,
        "actors": _actors(rnd, incident),
        "figures": _figures(rnd, incident.toll, delay),
    }


def _outlet(rnd: Random, told_by: set[str]) -> str:
    """An outlet that has not told of the incident yet; now it has."""
    source = SOURCES.one(rnd)
    while source in told_by:
        source = SOURCES.one(rnd)
    told_by.add(source)
    return source


def _reports(rnd: Random, incident: Incident, size: int, copied: float) -> Iterator[tuple[int, Report]]:
    """An incident's reports with the days until each is published; all but the first may be copies of another."""
    told_by: set[str] = set()
    told: list[tuple[int, dict[str, Any]]] = []
    for _ in range(size):
        if told and rnd.random() < copied:
            delay, record = copy.deepcopy(rnd.choice(told))
        else:
            delay = DELAYS.one(rnd)
            record = _record(rnd, incident, delay)
        told.append((delay, record))
        record["source"] = _outlet(rnd, told_by)
        yield delay, Report(record, incident, told_by)


def _summary(rnd: Random, waiting: list[Report], first: Report) -> list[Report]:
    """A summary: reports of several incidents that its outlet has not told of, taken from those that wait, or none."""
    size = rnd.randint(LEAST_SUMMARY, MOST_SUMMARY)
    source = first.record["source"]
    places: dict[int, int] = {}  # of each incident, one report
    for place in range(len(waiting) - 1, -1, -1):
        if source not in waiting[place].told_by:
            places.setdefault(waiting[place].incident.number, place)
        if len(places) == size - 1:
            break
    if len(places) < LEAST_SUMMARY - 1:
        return [first]
    taken = [waiting.pop(place) for place in places.values()]  # from the last place to the first
    for report in taken:
        report.record["source"] = source
        report.told_by.add(source)
    return [first, *taken]


def _articles(rnd: Random, reports: list[Report]) -> list[list[Report]]:
    """The articles of one day; a summary tells of one country's incidents where it can."""
    rnd.shuffle(reports)
    reports.sort(key=lambda report: report.incident.town.country)
    articles = []
    while reports:
        first = reports.pop()
        articles.append(_summary(rnd, reports, first) if rnd.random() < SUMMARY else [first])
    rnd.shuffle(articles)
    return articles


def _published(rnd: Random, days: Iterable[Iterable[tuple[int, Report]]]) -> Iterator[tuple[dict[str, Any], Incident]]:
    """The records in the order they are published, each with its incident, from each day's reports and delays."""
    numbers = count(1)
    waiting: deque[list[Report]] = deque([] for _ in DELAYS.items)

    def printed(reports: list[Report]) -> Iterator[tuple[dict[str, Any], Incident]]:
        for article in _articles(rnd, reports):
            name = f"a{next(numbers)}"
            for report in article:
                report.record["article"] = name
                yield report.record, report.incident

    for day in days:
        for delay, report in day:
            waiting[delay].append(report)
        yield from printed(waiting.popleft())
        waiting.append([])
    for rest in waiting:
        yield from printed(rest)


def _sizes(rnd: Random, records: int, days: int, reports: Lottery[int]) -> Iterator[list[int]]:
    """How many reports each incident of each day has; together exactly as many as wanted."""
    told = 0
    for day in range(1, days + 1):
        today = []
        while told < records * day // days:
            today.append(min(reports.one(rnd), records - told))
            told += today[-1]
        yield today


def _copied(reports: Sequence[int]) -> float:
    """How often a report that may be a copy is one, so that WIRE_COPY of all reports are."""
    mean = sum(size / rank for rank, size in enumerate(reports, 1)) / sum(
        1 / rank for rank in range(1, len(reports) + 1)
    )
    return WIRE_COPY * mean / (mean - 1) if mean > 1 else 0.0


@dataclass(frozen=True)
class _Stream:
    """Days on which incidents happen, in towns that `town` draws."""

    rnd: Random
    town: Callable[[Random], Town]
    reports: Sequence[int]

    def days(self, records: int, days: int) -> Iterator[Iterator[tuple[int, Report]]]:
        """Each day's reports, with the days until each is published."""
        numbers, copied = count(), _copied(self.reports)
        for day, sizes in enumerate(_sizes(self.rnd, records, days, Lottery.zipf(self.reports)), FIRST_DAY):
            yield self._day(day, sizes, numbers, copied)

    def _day(self, day: int, sizes: list[int], numbers: Iterator[int], copied: float) -> Iterator[tuple[int, Report]]:
        """One day's reports; no two of its incidents in a town are alike in type, sides and toll."""
        taken: set[tuple[Any, ...]] = set()
        for size in sizes:
            incident = self._incident(day, next(numbers), taken)
            yield from _reports(self.rnd, incident, size, copied)

    def _incident(self, day: int, number: int, taken: set[tuple[Any, ...]]) -> Incident:
        """An incident unlike those that are taken; now it is one of them."""
        while True:
            incident = _incident(self.rnd, number, day, self.town(self.rnd))
            sides = (side.usual for side in incident.sides)
            key = (incident.town.name.usual, incident.type, *sides, *incident.toll.items())
            if key not in taken:
                taken.add(key)
                return incident


def told(
    records: int, seed: int, *, reports: Sequence[int] = REPORTS, days: int | None = None
) -> Iterator[tuple[dict[str, Any], Incident]]:
    """As `generate`, but each record with the whole incident that it tells of."""
    rnd = Random(seed)
    countries = Lottery.weighted((country, country.weight) for country in read_world().values())
    stream = _Stream(rnd, lambda rnd: countries.one(rnd).towns.one(rnd), reports)
    return _published(rnd, stream.days(records, days or max(LEAST_DAYS, math.ceil(records / RECORDS_A_DAY))))


def generate(
    records: int, seed: int, *, reports: Sequence[int] = REPORTS, days: int | None = None
) -> Iterator[tuple[dict[str, Any], int]]:
    """So many event records, each with the number of its true incident, in the order they were published.

    The same seed gives the same records. Nothing is kept for longer than four days of the stream.

    Args:
        records: How many records.
        seed: The seed of all chance.
        reports: How many reports an incident may have, the most frequent number first (Zipf).
        days: On how many days incidents happen; by default as many as keep the density, and at least LEAST_DAYS.

    Yields:
        A record that `EventReport` accepts, and the number of its incident.
    """
    for record, incident in told(records, seed, reports=reports, days=days):
        yield record, incident.number


def busy_day(records: int, seed: int) -> Iterator[tuple[dict[str, Any], int]]:
    """As `generate`, but all incidents happen on one day in the twelve towns of one region."""
    rnd = Random(seed)
    towns = rnd.choice([region for country in read_world().values() for region in country.regions])
    for record, incident in _published(rnd, _Stream(rnd, towns.one, REPORTS).days(records, 1)):
        yield record, incident.number


def truth_path(path: Path) -> Path:
    """Where the truth of a file of records is: one incident's number a line, in the same order."""
    return path.with_suffix(".truth")


def _with_truth(path: Path, records: int, seed: int, busy: bool) -> Iterator[tuple[dict[str, Any], int]]:
    """The records, each with the number of its incident, which is written down beside this path as they pass."""
    with truth_path(path).open("w", encoding="utf-8") as truth:
        for record, incident in (busy_day if busy else generate)(records, seed):
            truth.write(f"{incident}\n")
            yield record, incident


def write_jsonl(path: Path, records: int, seed: int, *, busy: bool = False) -> None:
    """Write the records, one JSON object a line, and their truth beside them."""
    with path.open("w", encoding="utf-8") as lines:
        for record, _ in _with_truth(path, records, seed, busy):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def _ends(record: dict[str, Any], measure: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a measure, None for what the report does not say."""
    figure = next((figure for figure in record["figures"] if figure["measure"] == measure), None)
    if figure is None:
        return None, None, None
    low, high = interval(figure["value"], figure["bound"])
    return math.floor(low), figure["value"], None if math.isinf(high) else math.ceil(high)


def _row(record: dict[str, Any], incident: int) -> tuple[Any, ...]:
    """A record in the order of COLUMNS; a target that stands alone is the second actor."""
    actors = [actor["name"] for actor in record["actors"]]
    if record["actors"] and record["actors"][0]["role"] == "target":
        actors.insert(0, None)
    first, second, *_ = (*actors, None, None)
    place, start = record["place"], record["start"]
    return (
        *(incident, record["source"], *_ends(record, "killed"), *_ends(record, "wounded")),
        *(place["country"], place["region"], place["name"], first, second, record["type"]),
        *(start, record["end"] or start, record["published"]),
    )


def write_eventreport_csv(path: Path, records: int, seed: int, *, ids: bool, busy: bool = False) -> None:
    """Write the records as event-report-level data, in column names of the R package `eventreport`, and their truth.

    Without ids there is no column event_id: nobody has said yet which reports tell of one event.
    """
    left_out = 0 if ids else 1
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(COLUMNS[left_out:])
        table.writerows(_row(*each)[left_out:] for each in _with_truth(path, records, seed, busy))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a file of records, and one of their truth."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.events", description=main.__doc__)
    parser.add_argument("--records", type=int, required=True, help="how many")
    parser.add_argument("--seed", type=int, required=True, help="the same seed gives the same records")
    parser.add_argument("--out", type=Path, required=True, help="the file; the truth gets the same name, with .truth")
    parser.add_argument("--csv", action="store_true", help="event-report-level CSV rather than JSON lines")
    parser.add_argument("--ids", action="store_true", help="with --csv: the true incident in a column event_id")
    parser.add_argument("--busy", action="store_true", help="everything in one region on one day")
    given = parser.parse_args(arguments)
    write = partial(write_eventreport_csv, ids=given.ids) if given.csv else write_jsonl
    write(given.out, given.records, given.seed, busy=given.busy)


if __name__ == "__main__":
    main()
