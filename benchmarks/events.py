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

import copy
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random
from typing import Any, Final, NamedTuple

from .eventnoise import Incident, record_of
from .eventtypes import KINDS, SOURCES, Count
from .world import Lottery, Town, read_world

SUMMARY, WIRE_COPY = 0.03, 0.05

RECORDS_A_DAY, LEAST_DAYS = 300, 60
FIRST_DAY: Final = date(2015, 1, 1).toordinal()
REPORTS: Final = range(1, 9)
LEAST_SUMMARY, MOST_SUMMARY = 3, 10
DELAYS: Final = Lottery.weighted(((0, 0.5), (1, 0.3), (2, 0.13), (3, 0.07)))  # days until a report is published


class Report(NamedTuple):
    """A record that waits for its article, its incident, and the outlets that have told of that one already."""

    record: dict[str, Any]
    incident: Incident
    told_by: set[str]


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
            record = record_of(rnd, incident, delay)
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
