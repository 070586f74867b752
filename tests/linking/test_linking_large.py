"""Linking: one event that is told hundreds or thousands of times, beside others."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from summarizer import EventReport, check
from summarizer.linking import link
from summarizer.linking.sql_engines import DuckDB, SQLite
from summarizer.render.notes import sensitivity_lines
from summarizer.schemas import Place

from ..helpers.reports import figure, report
from .test_linking import plain, related

DAY = date(2024, 3, 10)
CRASH = "transport_accident"  # over in a day, unlike a flood
Told = Callable[[int, random.Random], Iterator[dict[str, Any]]]


def grown(count: int, at: int) -> int:
    """A toll that rises from 10 to 299."""
    return 10 + 289 * at // max(count - 1, 1)


def rising(count: int, _: random.Random) -> Iterator[dict[str, Any]]:
    for at in range(count):
        yield {"killed": grown(count, at), "published": DAY + timedelta(days=10 * at // count)}


def scattered(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for at in range(count):
        wounded = {"wounded": rnd.randint(10, 400)} if at % 2 else {}
        yield {"killed": rnd.randint(10, 59), **wounded, "published": DAY + timedelta(days=rnd.randrange(5))}


def at_levels(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    places = ["Karsa/Tarim/Kenya", "Karsa/Tarim/Kenya", "Karsa//Kenya", "Karsa", "/Tarim/Kenya", "//Kenya"]
    for told in rising(count, rnd):
        yield {**told, "place": rnd.choice(places)}


def on_near_days(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for told in rising(count, rnd):
        start = rnd.choice([DAY, DAY, DAY, DAY - timedelta(days=1), DAY + timedelta(days=1), None])
        yield {**told, "start": start and start.isoformat()}


def undated(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for at in range(count):
        yield {"killed": grown(count, at), "start": DAY.isoformat() if rnd.random() < 0.7 else None}


def by_the_minute(count: int, _: random.Random) -> Iterator[dict[str, Any]]:
    for at in range(count):
        moment = datetime(2024, 3, 10, 6, tzinfo=UTC) + timedelta(minutes=14_400 * at // count)
        yield {"killed": grown(count, at), "published": moment}


def by_few_outlets(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for at, told in enumerate(rising(count, rnd)):
        yield {**told, "source": f"Outlet {at % (count // 20)}"}


WORLDS = [rising, scattered, at_levels, on_near_days, undated, by_the_minute, by_few_outlets]


def made(told: Told, count: int, name: str = "a", **fields: Any) -> list[EventReport]:
    """Reports of one event, each of its own article."""
    reports = []
    for at, given in enumerate(told(count, random.Random(5))):
        values = {"kind": "flood", "place": "Karsa/Tarim/Kenya", "start": DAY.isoformat(), **given, **fields}
        figures = [figure(measure, value=values.pop(measure)) for measure in ("killed", "wounded") if measure in values]
        reports.append(report(f"{name}{at}", figures=figures, **{"source": f"Outlet {at}", **values}))
    return reports


def small(name: str, count: int, a_day: int, kinds: list[str]) -> list[EventReport]:
    """Small events of one town, so many a day, each told once."""
    rnd = random.Random(7)
    return [
        report(f"{name}{at}", rnd.choice(kinds), "Karsa/Tarim/Kenya", (DAY + timedelta(days=at // a_day)).isoformat(),
               figures=[figure(of=rnd.choice(["miners", "children", "farmers"]), value=rnd.randint(1, 9))])
        for at in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [100, 300, 600, 1500])
@pytest.mark.parametrize("told", WORLDS, ids=[world.__name__ for world in WORLDS])
def test_one_event_told_many_times_is_one_incident(told: Told, count: int) -> None:
    """And its core holds all but a few, whose days differ most: the figures there are held against each other."""
    (incident,) = link(made(told, count))
    assert incident.cores.count(0) >= 0.98 * count


def published_over_days(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for told in rising(count, rnd):
        yield {**told, "start": None}


def dated_over_days(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for told in rising(count, rnd):
        yield {**told, "start": (told["published"] - timedelta(days=1)).isoformat()}


def without_any_day(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for told in rising(count, rnd):
        yield {**told, "start": None, "published": None}


def some_dated(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    for told in without_any_day(count, rnd):
        yield {**told, "start": (DAY + timedelta(days=rnd.randrange(3))).isoformat() if rnd.random() < 0.1 else None}


SPELLS = [published_over_days, dated_over_days, without_any_day, some_dated]


@pytest.mark.parametrize("count", [60, 600])
@pytest.mark.parametrize("told", SPELLS, ids=[world.__name__ for world in SPELLS])
@pytest.mark.parametrize("kind", ["flood", "epidemic"])
def test_a_flood_whose_reports_agree_on_no_day_is_one_incident(told: Told, count: int, kind: str) -> None:
    """They give none, or as many as they are days of publication; a place has one flood or outbreak at a time."""
    (incident,) = link(made(told, count, kind=kind))
    assert len(incident.reports) == count


@pytest.mark.parametrize("count", [60, 600])
def test_next_years_flood_and_that_weeks_fire_are_not_of_it(count: int) -> None:
    """Floods of two years, whose reports give no day, and a fire of the town that is dated or not."""
    later = made(published_over_days, count, "later-")
    later = [
        each.model_copy(update={"published": each.published.replace(year=2025)}) for each in later if each.published
    ]
    fires = [
        report(f"fire-{at}", "fire", "Karsa/Tarim/Kenya", DAY.isoformat() if at % 2 else None,
               published=DAY + timedelta(days=1 + at % 3), source=f"Outlet {at}", figures=[figure(value=3 + at % 2)])
        for at in range(12)
    ]  # fmt: skip
    found = link([*made(published_over_days, count, "first-"), *later, *fires])
    assert all(len({each.article.split("-")[0] for each in incident.reports}) == 1 for incident in found)
    assert sorted(len(incident.reports) for incident in found)[-2:] == [count, count]


@pytest.mark.parametrize("kind", [CRASH, "remote_explosive"])
def test_a_burst_of_reports_that_give_no_day_is_one_incident(kind: str) -> None:
    """A crash or a bombing of which half is published the next day, half of the rest on the day after, and so on."""
    count = 200
    days = [min(9, (count // (at + 1)).bit_length()) for at in range(count)]
    told = [
        report(f"r{at}", kind, "Karsa/Tarim/Kenya", None, published=DAY + timedelta(days=day), source=f"Outlet {at}",
               figures=[figure(value=20 + day)])
        for at, day in enumerate(days)
    ]  # fmt: skip
    assert max(len(incident.reports) for incident in link(told)) >= 0.95 * count


@pytest.mark.parametrize("a_day", [1, 3])
def test_a_busy_towns_small_events_without_a_day_are_not_one(a_day: int) -> None:
    """Published day after day, one or three a day: what may be one is of the windows of a few days that overlap."""
    told = small("s", 300, a_day, [CRASH])
    published = [each.model_copy(update={"start": None, "published": each.start}) for each in told]
    assert max(len(incident.reports) for incident in link(published)) <= 10 * a_day


def test_floods_of_a_town_month_after_month_are_not_one() -> None:
    """Four reports a day for five months, of which no two days need be of one flood: that is no spell."""
    told = [
        report(f"r{at}", "flood", "Karsa/Tarim/Kenya", None, published=DAY + timedelta(days=at // 4),
               source=f"Outlet {at}", figures=[figure(value=1 + at % 7)])
        for at in range(600)
    ]  # fmt: skip
    assert max(len(incident.reports) for incident in link(told)) <= 60


def test_several_large_events_in_one_file_stay_apart() -> None:
    """Another town, another day, another type, another country's town of the name; small ones every week around them."""
    events = [
        made(rising, 150, "a"),
        made(scattered, 150, "b", place="Mombo/Tarim/Kenya"),
        made(at_levels, 150, "c", start="2024-03-31", published=date(2024, 4, 2)),
        made(rising, 150, "d", kind="riot"),
        made(by_the_minute, 150, "e", place="Karsa/Hararghe/Ethiopia"),
        *(made(rising, 3, f"w{week}-", start=(DAY + timedelta(days=7 * week + 3)).isoformat()) for week in range(4, 8)),
    ]
    found = link([each for event in events for each in event])
    assert sorted(sorted(r.article for r in incident.reports) for incident in found) == sorted(
        sorted(r.article for r in event) for event in events
    )


@pytest.mark.parametrize(
    ("a_day", "kinds", "most"),
    [(1, [CRASH], 5), (3, [CRASH], 10), (1, [CRASH, "riot", "armed_clash"], 5), (10, [CRASH, "riot"], 15)],
)
def test_a_busy_towns_small_events_are_not_one(a_day: int, kinds: list[str], most: int) -> None:
    """Day after day, one or several a day: nothing stands out, and nothing is put together but what is alike and near.

    What surely is of one event, and may accuse, is no more than two days' events of a kind.
    """
    for incident in link(small("s", 300, a_day, kinds)):
        days = [each.start for each in incident.reports if each.start]
        assert max(days) - min(days) <= timedelta(days=4)
        assert len({each.type == CRASH for each in incident.reports}) == 1
        assert max(Counter(incident.cores).values()) <= most


def test_a_busy_town_may_have_a_large_event() -> None:
    """Two small events a day for two months, and on one day of them one that is told 200 times."""
    large = made(rising, 200, "L", start="2024-04-05", published=date(2024, 4, 7))
    found = link([*small("s", 120, 2, ["flood", "riot"]), *large])
    big = max(found, key=lambda incident: len(incident.reports))
    assert {r.article for r in large} <= {r.article for r in big.reports}
    assert len(big.reports) <= 206


def test_a_sum_that_may_count_one_event_twice_is_a_range() -> None:
    """Two incidents of one town, type and day that one article tells apart: no sum is one number, in JSON or in words."""
    told = [report("a", "flood", "Karsa/Tarim/Kenya", DAY.isoformat(), headline=f"Toll {toll}",
                   actors=[{"name": side, "role": role} for role in ("perpetrator", "target")], figures=[figure(value=toll)])
            for toll, side in ((300, "Alpha"), (4, "Beta"))]  # fmt: skip
    told.append(report("c", "flood", "Lima//Peru", "2024-05-01", figures=[figure(value=7, article="c")]))
    summary = check(told)
    assert len(summary.incidents) == 3
    (killed,) = summary.sensitivity
    assert (killed.totals, killed.doubtful) == ({}, 2)
    assert set(killed.ranges.values()) == {(11, 311)}
    shown = killed.model_copy(update={"dependent": 1})
    assert "; in all 11 to 311 (" in sensitivity_lines(summary.model_copy(update={"sensitivity": (shown,)}))[0]
    (sure,) = check([told[0], told[2]]).sensitivity
    assert (set(sure.totals.values()), sure.doubtful, sure.ranges) == ({307}, 0, {})


def test_reports_that_are_only_possibly_of_an_incident_widen_its_sum() -> None:
    """Two days apart they are a core of their own: eight drones, or eight and 25."""
    told = [
        report("a", place="Kaluga//Russia", figures=[figure("launched", "drones", 8)]),
        report("b", place="Kaluga//Russia", start="2023-06-01",
               figures=[figure("launched", "drones", 25, article="b")]),
    ]  # fmt: skip
    summary = check(told)
    assert len(summary.incidents) == 1
    (launched,) = summary.sensitivity
    assert (launched.totals, launched.doubtful) == ({}, 1)
    assert {high - low for low, high in launched.ranges.values()} <= {8, 25}


def bombing(name: str, count: int, site: str, tolls: list[int], sited: float) -> list[EventReport]:
    """Reports of a bombing, of which a share names the site."""
    rnd = random.Random(name)
    return [
        report(f"{name}{at}", "remote_explosive", "Karsa/Tarim/Kenya", DAY.isoformat(), source=f"Outlet {name}{at}",
               figures=[figure(value=rnd.choice(tolls))])
        .model_copy(update={"place": Place(site=site if at < sited * count else None, town="Karsa", region="Tarim", country="Kenya")})
        for at in range(count)
    ]  # fmt: skip


RISING = [12, 13, 14, 20, 25, 30, 40, 45, 50]


@pytest.mark.parametrize(
    ("reports", "cores", "why"),
    [
        (bombing("a", 40, "Central Market", [12, 13, 14], 0.5) + bombing("b", 40, "School No. 5", [45, 47, 50], 0.5), 2,
         "two sites and tolls; half of the reports name neither site"),
        (bombing("a", 40, "market", [12, 14], 1) + bombing("b", 10, "mosque", [3, 4], 1), 2, "each names its site"),
        (bombing("a", 40, "Elm Street", [12, 13], 0.5) + bombing("b", 40, "Oak Street", [45, 50], 0.5), 2, "two streets"),
        (bombing("a", 40, "Central Market", RISING, 0.5) + bombing("b", 40, "Elm Street", RISING, 0.5), 1,
         "one bombing, told by two names of the place"),
        (bombing("a", 40, "Central Market", RISING, 0.5) + bombing("b", 40, "market", RISING[5:], 1), 1, "one market"),
        (bombing("a", 80, "Central Market", RISING, 0.5), 1, "one toll that rises"),
        (bombing("a", 40, "market", [12, 13], 0.5) + bombing("b", 40, "school", [13, 14], 0.5), 1, "like tolls: not told apart"),
    ],
)  # fmt: skip
def test_two_large_events_of_a_town_and_day_are_surely_one_only_if_sites_or_tolls_meet(
    reports: list[EventReport], cores: int, why: str
) -> None:
    """Of one incident, possibly: what is said of one site is not held against what is said of the other."""
    (incident,) = link(reports)
    large = [core for core, count in Counter(incident.cores).items() if count >= 5]
    assert len(large) == cores, why
    if cores == 2:
        assert all(
            len({each.article[0] for each, own in zip(incident.reports, incident.cores, strict=True) if own == core})
            == 1
            for core in large
        )


def test_both_engines_find_the_same_of_a_large_event() -> None:
    """To the last hundredth of a bit, with a crowd of which pairs are drawn, and places at different levels."""
    storm = made(scattered, 60, "b", start="2024-03-12", kind="storm")
    told = [*made(at_levels, 500), *storm, *small("s", 40, 2, ["flood"])]
    with SQLite() as few, DuckDB() as many:
        assert related(few, told) == related(many, told)


def test_both_engines_divide_the_same_cores() -> None:
    """Two bombings of a town and a day."""
    told = bombing("a", 40, "Central Market", [12, 14], 0.5) + bombing("b", 40, "School No. 5", [45, 50], 0.5)
    with SQLite() as few, DuckDB() as many:
        assert related(few, told) == related(many, told)


@pytest.mark.parametrize("told", SPELLS, ids=[world.__name__ for world in SPELLS])
def test_both_engines_find_the_same_of_a_spell(told: Told) -> None:
    """Of reports by days of publication, and of none."""
    reports = [*made(told, 100), *made(published_over_days, 60, "b", kind="shooting"), *small("s", 40, 2, ["flood"])]
    with SQLite() as few, DuckDB() as many:
        assert related(few, reports) == related(many, reports)


def test_the_order_of_reports_of_a_large_event_does_not_matter() -> None:
    """Four hundred reports, forwards and backwards: the same incidents, ids and cores."""
    told = [*made(on_near_days, 400), *small("s", 40, 2, ["flood", "riot"])]
    random.Random(3).shuffle(told)
    assert plain(link(told)) == plain(link(told[::-1]))
