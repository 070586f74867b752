"""The made-up corpus: what it promises of its records, its incidents and its articles."""

import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise as neighbours
from random import Random
from typing import Any

import pytest

from benchmarks import events, eventtypes
from benchmarks.eventnoise import Incident
from benchmarks.events import busy_day, generate, told
from benchmarks.world import read_world
from summarizer import EventReport
from summarizer.schemas import EVENT_TYPES, MEASURES, type_names

from .news_corpus import RECORDS, Told, by_article, by_incident

pytestmark = pytest.mark.slow


def test_a_seed_gives_the_same_records_again() -> None:
    """The same seed gives the same records in the same order, another seed other ones."""
    assert list(generate(500, 3)) == list(generate(500, 3))
    assert list(generate(500, 3)) != list(generate(500, 4))
    assert list(busy_day(500, 3)) == list(busy_day(500, 3))
    assert list(busy_day(500, 3)) != list(busy_day(500, 4))


def test_every_record_is_an_event_report(corpus: list[Told]) -> None:
    """Every record is accepted, with an event type, a measure and a bound that the project knows."""
    types = {name for event in EVENT_TYPES for name in type_names(event)}
    for record, _ in corpus:
        report = EventReport.model_validate(json.loads(json.dumps(record)))
        assert report.type in types
        assert all(figure.measure in MEASURES for figure in report.figures)
        assert report.source
        assert report.published
        assert report.headline


@pytest.mark.parametrize("records", [0, 1, 999, 5000])
def test_there_are_as_many_records_as_wanted(records: int) -> None:
    """Neither the last day nor the last incident adds any or leaves any out."""
    assert sum(1 for _ in generate(records, 1)) == sum(1 for _ in busy_day(records, 1)) == records


def test_records_come_as_they_are_published(corpus: list[Told]) -> None:
    """By date of publication, which is 0 to 3 days after the incident; incidents lie interleaved."""
    published = [each.record["published"] for each in corpus]
    assert published == sorted(published)
    assert {each.delay for each in corpus} == {0, 1, 2, 3}
    together = sum(first.incident is second.incident for first, second in neighbours(corpus))
    assert together < RECORDS / 20


def test_an_incident_has_one_to_eight_reports(corpus: list[Told]) -> None:
    """One is the most frequent number, and the mean is that of a Zipf distribution."""
    sizes = Counter(len(reports) for reports in by_incident(corpus))
    assert set(sizes) == set(range(1, 9))
    assert sizes.most_common(1)[0][0] == 1
    assert 2.6 < RECORDS / sizes.total() < 3.2


def test_the_number_of_reports_can_be_chosen() -> None:
    """With one report an incident there is nothing to link, and nothing to copy."""
    assert len({number for _, number in generate(300, 1, reports=[1])}) == 300
    assert max(Counter(number for _, number in generate(300, 1, reports=[2, 3])).values()) == 3


@pytest.mark.parametrize(("records", "days"), [(1000, 60), (36_000, 120)])
def test_a_larger_corpus_is_longer_and_not_denser(records: int, days: int) -> None:
    """Three hundred records a day, and never less than sixty days."""
    found = {incident.day for _, incident in told(records, 1)}
    assert days - 5 <= len(found) <= days
    assert max(found) - min(found) == pytest.approx(days, abs=3)


def test_the_number_of_days_can_be_chosen() -> None:
    """More records on fewer days."""
    assert {incident.day for _, incident in told(400, 1, days=2)} == {events.FIRST_DAY, events.FIRST_DAY + 1}


def test_many_incidents_share_a_town_and_a_day(corpus: list[Told]) -> None:
    """Incidents in one town on one day differ in type, sides or toll."""
    days: dict[tuple[str, int], list[Incident]] = defaultdict(list)
    for reports in by_incident(corpus):
        incident = reports[0].incident
        days[incident.town.name.usual, incident.day].append(incident)
    crowded = [incidents for incidents in days.values() if len(incidents) > 1]
    assert len(crowded) > 50
    for incidents in crowded:
        assert len({(i.type, i.sides, *i.toll.items()) for i in incidents}) == len(incidents)


def test_alike_incidents_are_not_taken_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where chance offers the same incident again, another one is drawn."""
    real = events._incident
    offered: list[Incident] = []

    def repeating(*given: Any) -> Incident:
        drawn = real(*given)
        offered.append(replace(offered[-1], number=drawn.number) if len(offered) % 2 else drawn)
        return offered[-1]

    monkeypatch.setattr(events, "_incident", repeating)
    happened = {i.number: (i.type, i.town, i.sides, *i.toll.items()) for _, i in told(300, 1, days=1)}
    assert len(set(happened.values())) == len(happened) > 50


def test_a_few_towns_have_most_of_the_news(corpus: list[Told]) -> None:
    """Kharkiv is in the news much more often than the last town of the last region."""
    towns = Counter(reports[0].incident.town.name.usual for reports in by_incident(corpus))
    assert towns["Kharkiv"] > 20 * towns["Lymany"]
    assert len({each.incident.town.region.usual for each in corpus}) > 90


def test_who_takes_part_depends_on_the_type(corpus: list[Told]) -> None:
    """Attackers and targets, two that fight each other, a crowd before an authority."""
    roles: dict[str, set[str]] = defaultdict(set)
    for each in corpus:
        roles[each.incident.type].update(actor["role"] for actor in each.record["actors"])
    assert roles["abduction"] == {"perpetrator", "target"}
    assert roles["armed_clash"] == {"participant"}
    assert roles["peaceful_protest"] == {"participant", "target"}
    assert all(each.incident.sides[0] is not each.incident.sides[1] for each in corpus)


def test_a_headline_says_what_happened_where(corpus: list[Told]) -> None:
    """In the record's own type and place, with no number in it."""
    for record, _ in corpus:
        place = record["place"]
        assert record["headline"].endswith(f" in {place['name'] or place['region'] or place['country']}")
        assert record["headline"].startswith(eventtypes.KINDS[record["type"]].noun)
        assert not re.search(r"\d", record["headline"])


def test_a_toll_has_an_end() -> None:
    """However long the tail, no raid kills more than four hundred times what is usual."""

    class Unlucky(Random):
        def paretovariate(self, alpha: float) -> float:  # noqa: ARG002  # the name it overrides
            return 1e9

    assert eventtypes.Count("killed", scale=2).drawn(Unlucky()) == 800


def test_tolls_are_small_with_a_long_tail(corpus: list[Told]) -> None:
    """Most incidents kill three or fewer, a few very many; less is intercepted than was launched."""
    tolls = [reports[0].incident.toll for reports in by_incident(corpus)]
    killed = [toll["killed"] for toll in tolls if "killed" in toll]
    assert sum(number <= 3 for number in killed) > 0.7 * len(killed)
    assert max(killed) > 50
    raids = [toll for toll in tolls if {"killed", "launched"} <= set(toll)]
    strikes = [reports for reports in by_incident(corpus) if reports[0].incident.type == "air_drone_strike"]
    assert 50 < len(raids) < len(strikes)
    assert all(toll["intercepted"] < toll["launched"] for toll in raids)


def test_a_summary_tells_of_three_to_ten_incidents(corpus: list[Told]) -> None:
    """No article tells of one incident twice, and all its records have its source and its day."""
    sizes = set()
    for article in by_article(corpus):
        sizes.add(len(article))
        assert len({each.incident.number for each in article}) == len(article)
        assert len({(each.record["source"], each.record["published"]) for each in article}) == 1
    assert sizes == {1, *range(3, 11)}


def test_summaries_tell_of_few_countries(corpus: list[Told]) -> None:
    """A summary takes one country's incidents first, and goes on to the next only when there are no more."""
    summaries = [{each.incident.town.country for each in article} for article in by_article(corpus) if len(article) > 2]
    assert sum(len(countries) == 1 for countries in summaries) > len(summaries) / 6


def test_a_summary_takes_any_incidents_of_its_country(corpus: list[Told]) -> None:
    """Not those that happened one after the other."""
    summaries = [[each.incident for each in article] for article in by_article(corpus) if len(article) > 2]
    numbers = [[i.number for i in given] for given in summaries if len({i.town.country for i in given}) == 1]
    assert any(given not in (sorted(given), sorted(given, reverse=True)) for given in numbers)


def test_every_report_of_an_incident_is_by_another_outlet(corpus: list[Told]) -> None:
    """So that a wire copy has another source and another article than what it copies."""
    for reports in by_incident(corpus):
        assert len({each.record["source"] for each in reports}) == len(reports)
        assert len({each.record["article"] for each in reports}) == len(reports)


def test_sources_are_many_and_a_few_write_most(corpus: list[Told]) -> None:
    """Four hundred outlets; the first has more than a tenth of the reports."""
    assert len(set(eventtypes.SOURCES.items)) == 400
    sources = Counter(each.record["source"] for each in corpus)
    assert len(sources) > 300
    assert sources[eventtypes.SOURCES.items[0]] > RECORDS / 10


def test_a_busy_day_is_one_day_in_one_region() -> None:
    """Hundreds of incidents of one to eight reports, in twelve towns."""
    records = list(busy_day(2000, 2))
    sizes = Counter(Counter(number for _, number in records).values())
    assert sizes.total() > 500
    assert set(sizes) == set(range(1, 9))
    places = [record["place"] for record, _ in records]
    assert len({place["country"] for place in places} - {None}) == 1
    regions = [
        region
        for country in read_world().values()
        for region in country.regions
        if all(
            place["name"] in {None, *(n for town in region.items for n in (town.name.usual, *town.name.others))}
            for place in places
        )
    ]
    assert len(regions) == 1
    assert Counter(place["name"] for place in places if place["name"]).most_common(1)[0][1] > len(places) / 8
    days = Counter(record["start"] for record, _ in records)
    assert days.most_common(1)[0][0] == date.fromordinal(events.FIRST_DAY).isoformat()
    assert len({record["published"] for record, _ in records}) == 4


def test_records_are_made_fast_and_as_they_are_read() -> None:
    """Twenty thousand records take less than five seconds of CPU, and the first of a thousand million comes at once."""
    started = time.process_time()
    assert sum(1 for _ in generate(20_000, 1)) == 20_000
    next(generate(10**9, 1))
    assert time.process_time() - started < 5
