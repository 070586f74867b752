"""The made-up corpus: what it promises of its records, how much noise it has, and the scores of clusterings."""

import csv
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise as neighbours
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import eventfiles, eventnoise, events, eventtypes
from benchmarks.clusters import Score, bcubed, largest, pairwise
from benchmarks.eventfiles import COLUMNS, write_eventreport_csv, write_jsonl
from benchmarks.eventnoise import Incident
from benchmarks.events import busy_day, generate, told
from benchmarks.world import _filled, read_world
from summarizer import EventReport
from summarizer.schemas import EVENT_TYPES, MEASURES, type_names

pytestmark = pytest.mark.slow

RECORDS = 5000


class Told(NamedTuple):
    """A record and what truly happened."""

    record: dict[str, Any]
    incident: Incident

    @property
    def delay(self) -> int:
        return date.fromisoformat(self.record["published"]).toordinal() - self.incident.day

    @property
    def off(self) -> int | None:
        """How many days the start is off the true day; None where there is no start, or a window."""
        if self.record["start"] is None or self.record["end"]:
            return None
        return abs(date.fromisoformat(self.record["start"]).toordinal() - self.incident.day)


@pytest.fixture(scope="module")
def corpus() -> list[Told]:
    return [Told(*each) for each in told(RECORDS, 7)]


def by_article(corpus: list[Told]) -> list[list[Told]]:
    articles: dict[str, list[Told]] = defaultdict(list)
    for each in corpus:
        articles[each.record["article"]].append(each)
    return list(articles.values())


def by_incident(corpus: list[Told]) -> list[list[Told]]:
    incidents: dict[int, list[Told]] = defaultdict(list)
    for each in corpus:
        incidents[each.incident.number].append(each)
    return list(incidents.values())


def words(record: dict[str, Any]) -> str:
    """What a record says, without its article and source."""
    return json.dumps({name: value for name, value in record.items() if name not in ("article", "source")})


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


def test_the_world_is_large_and_ambiguous() -> None:
    """Twelve countries of eight regions of twelve towns, each with other spellings; some names stand in two regions."""
    world = read_world()
    regions = [region for country in world.values() for region in country.regions]
    assert len(world) == 12
    assert {len(country.regions) for country in world.values()} == {8}
    assert {len(region.items) for region in regions} == {12}
    names = Counter(town.name.usual for region in regions for town in region.items)
    assert sum(count > 1 for count in names.values()) >= 10
    for town in (town for region in regions for town in region.items):
        assert town.name.usual not in town.name.others
        assert {f"near {town.name.usual}", f"{town.name.usual} city"} < set(town.name.others)


def test_made_up_towns_stand_in_one_region_only() -> None:
    """Though there are few syllables to make them of."""
    filled = _filled(
        {"A": ["Kalemie", "Kongolo", "Lubumbashi", "Mbandaka"], "B": ["Manono", "Butembo", "Kisangani"]}, Random(1)
    )
    assert [len(towns) for towns in filled.values()] == [12, 12]
    assert len({town for towns in filled.values() for town in towns}) == 24


def test_places_are_transliterated_in_many_ways() -> None:
    """Kharkiv is Harkiv and Kharkyv, a hyphen or an accent is left out, and a letter is doubled or not."""
    others = {
        town.name.usual: town.name.others
        for country in read_world().values()
        for region in country.regions
        for town in region.items
    }
    assert {"Harkiv", "Kharkyv", "Kharkev"} < set(others["Kharkiv"])
    assert {"Portau-Prince", "Port au-Prince"} < set(others["Port-au-Prince"])
    region = read_world()["Ukraine"].regions[0].items[0].region
    assert {"Kharkiv", "Kharkiv region", "Kharkiv province"} < set(region.others)
    assert "Medellin" in others["Medellín"]
    assert "Odessa" in others["Odesa"]
    assert "Afgoye" in others["Afgooye"]


def test_a_few_towns_have_most_of_the_news(corpus: list[Told]) -> None:
    """Kharkiv is in the news much more often than the last town of the last region."""
    towns = Counter(reports[0].incident.town.name.usual for reports in by_incident(corpus))
    assert towns["Kharkiv"] > 20 * towns["Lymany"]
    assert len({each.incident.town.region.usual for each in corpus}) > 90


def shares(corpus: list[Told]) -> Iterator[tuple[str, float, list[bool]]]:
    """Each kind of noise: its constant, and for each case in which it may occur whether it did."""
    places = [(each.record["place"], each.incident.town) for each in corpus]
    narrower = [(place, town) for place, town in places if place["name"] or place["region"]]
    yield "COUNTRY_ONLY", eventnoise.COUNTRY_ONLY, [not (p["name"] or p["region"]) for p, _ in places]
    yield "TOWN_MISSING", eventnoise.TOWN_MISSING, [not p["name"] and bool(p["region"]) for p, _ in places]
    yield "REGION_MISSING", eventnoise.REGION_MISSING, [bool(p["name"]) and not p["region"] for p, _ in places]
    yield "COUNTRY_MISSING", eventnoise.COUNTRY_MISSING, [p["country"] is None for p, _ in narrower]
    respelled = [(p["name"] or p["region"]) != (t.name if p["name"] else t.region).usual for p, t in narrower]
    yield "PLACE_RESPELLED", eventnoise.PLACE_RESPELLED, respelled

    yield "DATE_MISSING", eventnoise.DATE_MISSING, [each.record["start"] is None for each in corpus]
    yield "DATE_WINDOW", eventnoise.DATE_WINDOW, [each.record["end"] is not None for each in corpus]
    yield "DATE_OFF_BY_ONE", eventnoise.DATE_OFF_BY_ONE, [each.off == 1 for each in corpus]
    yield "DATE_OFF_BY_TWO", eventnoise.DATE_OFF_BY_TWO, [each.off == 2 for each in corpus]

    yield "TYPE_CONFUSED", eventnoise.TYPE_CONFUSED, [each.record["type"] != each.incident.type for each in corpus]

    roles = [
        [actor["role"] for actor in each.record["actors"]]
        for each in corpus
        if each.incident.type == "attack_on_civilians"
    ]
    yield "PERPETRATOR_MISSING", eventnoise.PERPETRATOR_MISSING, ["perpetrator" not in given for given in roles]
    yield "TARGET_MISSING", eventnoise.TARGET_MISSING, ["target" not in given for given in roles]
    renamed = [
        name not in [side.usual for side in each.incident.sides] for each in corpus for name in actor_names(each)
    ]
    yield "ACTOR_RENAMED", eventnoise.ACTOR_RENAMED, renamed

    for measure in ("killed", "wounded"):
        true = [
            (each.incident.toll[measure], figure(each, measure)) for each in corpus if measure in each.incident.toll
        ]
        yield "FIGURE_MISSING", eventnoise.FIGURE_MISSING, [given is None for toll, given in true if toll]
        stated = (1 - eventnoise.FIGURE_MISSING) * (1 - eventnoise.ZERO_UNSAID)
        yield "ZERO_UNSAID", 1 - stated, [given is None for toll, given in true if not toll]
        said = [(toll, given) for toll, given in true if given]
        yield "FIGURE_DIFFERS", eventnoise.FIGURE_DIFFERS, [given["value"] != toll for toll, given in said]
        yield (
            "FIGURE_BOUNDED",
            eventnoise.FIGURE_BOUNDED,
            [given["bound"] != "exactly" for _, given in said if given["value"]],
        )

    yield "SUMMARY", events.SUMMARY, [len(article) > 1 for article in by_article(corpus)]
    texts = Counter((each.incident.number, words(each.record)) for each in corpus)
    copies = sum(texts.values()) - len(texts)
    yield "WIRE_COPY", events.WIRE_COPY, [True] * copies + [False] * (len(corpus) - copies)


def actor_names(each: Told) -> list[str]:
    return [actor["name"] for actor in each.record["actors"]]


def figure(each: Told, measure: str) -> dict[str, Any] | None:
    return next((given for given in each.record["figures"] if given["measure"] == measure), None)


def test_there_is_as_much_noise_as_is_said(corpus: list[Told]) -> None:
    """Each share lies within four standard deviations, plus a little for copies, which repeat a draw."""
    for name, expected, cases in shares(corpus):
        found, deviation = sum(cases) / len(cases), (expected * (1 - expected) / len(cases)) ** 0.5
        assert found == pytest.approx(expected, abs=4 * deviation + 0.005), name


def test_the_table_of_noise_is_true() -> None:
    """The module's docstring gives the value of each constant."""
    table = re.findall(r"^\| ([A-Z_]+) \| (\d+) % \|", events.__doc__ or "", flags=re.MULTILINE)
    assert len(table) == 19
    for name, percent in table:
        assert {**vars(eventnoise), **vars(events)}[name] == pytest.approx(int(percent) / 100), name


def test_dates_are_possible(corpus: list[Told]) -> None:
    """No report dates its event after it was published, and a window holds the true day."""
    for each in corpus:
        start, end, day = each.record["start"], each.record["end"], date.fromordinal(each.incident.day).isoformat()
        assert (end or start or "") <= each.record["published"]
        if end:
            assert start <= day <= end
            assert start < end


def test_a_type_is_taken_for_one_near_it(corpus: list[Told]) -> None:
    """A protest becomes a riot and never an air strike."""
    told_as: dict[str, set[str]] = defaultdict(set)
    for each in corpus:
        told_as[each.incident.type].add(each.record["type"])
    assert told_as["air_drone_strike"] == {
        "air_drone_strike",
        "shelling_artillery_missile",
        "remote_explosive",
        "attack_on_civilians",
    }
    assert told_as["peaceful_protest"] == {"peaceful_protest", "violent_demonstration", "protest_with_intervention"}


def test_actors_are_named_in_many_ways(corpus: list[Told]) -> None:
    """Abbreviations, suffixes and words that fit anyone, and all of them names of the true side."""
    given: set[str] = set()
    for each in corpus:
        known = [{side.usual, *side.others} for side in each.incident.sides]
        names = actor_names(each)
        assert any(
            all(name in side for name, side in zip(names, order, strict=False))
            for order in (known, known[1:], known[:1])
        )
        given.update(names)
    assert {"Rapid Support Forces", "RSF", "Al Shabaab", "HSM"} <= given
    assert {"militants", "unidentified gunmen", "security forces"} <= given
    for suffix in (" army", " fighters", " forces"):
        assert any(name.removesuffix(suffix) in given for name in given if name.endswith(suffix))


def test_a_side_has_its_own_names_more_often_than_any() -> None:
    """An abbreviation is likelier than a word that fits every group, and no suffix stands twice."""
    groups = [side for country in read_world().values() for side in country.sides["groups"].items]
    others = Counter(next(side for side in groups if side.usual == "Al Shabaab").others)
    assert others["HSM"] == 3
    assert others["militants"] == others["Al Shabaab fighters"] == 1
    assert "Houthi forces forces" not in {name for side in groups for name in side.others}


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


def test_a_toll_that_differs_is_near_or_has_grown(corpus: list[Told]) -> None:
    """On the day itself one or two off, later also a fifth a day more; never below zero."""
    grown, first = 0, set()
    for each in corpus:
        given, true = figure(each, "killed"), each.incident.toll.get("killed")
        if given is None or true is None:
            continue
        off = given["value"] - true
        assert given["value"] >= 0
        assert abs(off) <= 2 or (each.delay and 0 < off <= 1 + 0.2 * each.delay * max(true, 1))
        grown += abs(off) > 2
        if not each.delay:
            first.add(off)
    assert grown > 5
    assert first == {-2, -1, 0, 1, 2}


def test_a_figure_may_be_a_bound(corpus: list[Told]) -> None:
    """At least so many, or about so many, and never of none."""
    figures = [given for each in corpus for given in each.record["figures"]]
    assert {given["bound"] for given in figures if not given["value"]} == {"exactly"}
    assert {given["bound"] for each in corpus for given in each.record["figures"]} == {"exactly", "at_least", "about"}


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


@pytest.mark.parametrize("busy", [False, True])
def test_records_and_truth_are_written_in_one_order(tmp_path: Path, busy: bool) -> None:
    """One record a line, and beside it one number a line."""
    path = tmp_path / "events.jsonl"
    write_jsonl(path, 1000, 5, busy=busy)
    expected = list((busy_day if busy else generate)(1000, 5))
    text = path.read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == [record for record, _ in expected]
    assert "\\u" not in text
    truth = (tmp_path / "events.truth").read_text().splitlines()
    assert [int(line) for line in truth] == [number for _, number in expected]


def test_the_csv_has_the_columns_of_event_report_data(tmp_path: Path) -> None:
    """With ids or without: the same rows otherwise, in the order of the truth."""
    write_eventreport_csv(tmp_path / "with.csv", 300, 5, ids=True)
    write_eventreport_csv(tmp_path / "without.csv", 300, 5, ids=False)
    with (tmp_path / "with.csv").open() as lines, (tmp_path / "without.csv").open() as bare:
        table, without = list(csv.DictReader(lines)), list(csv.DictReader(bare))
    assert tuple(table[0]) == COLUMNS
    assert tuple(without[0]) == COLUMNS[1:]
    assert [{name: row[name] for name in COLUMNS[1:]} for row in table] == without
    for name in ("with", "without"):
        assert (tmp_path / f"{name}.truth").read_text().splitlines() == [row["event_id"] for row in table]


ROW = {
    "source": "Daily Post",
    "published": "2015-01-02",
    "type": "armed_clash",
    "place": {"name": "Uman", "region": None, "country": "Ukraine"},
    "start": "2015-01-01",
    "end": None,
    "actors": [{"name": "A", "role": "perpetrator"}, {"name": "B", "role": "target"}],
    "figures": [],
}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({}, {"actor1": "A", "actor2": "B", "city": "Uman", "region": None, "country": "Ukraine"}),
        ({}, {"event_id": 9, "source": "Daily Post", "event_type": "armed_clash", "deaths_best": None}),
        ({}, {"date_start": "2015-01-01", "date_end": "2015-01-01", "report_date": "2015-01-02"}),
        ({"end": "2015-01-02"}, {"date_start": "2015-01-01", "date_end": "2015-01-02"}),
        ({"start": None}, {"date_start": None, "date_end": None}),
        ({"actors": ROW["actors"][:1]}, {"actor1": "A", "actor2": None}),  # type: ignore[index]
        ({"actors": ROW["actors"][1:]}, {"actor1": None, "actor2": "B"}),  # type: ignore[index]
        ({"actors": []}, {"actor1": None, "actor2": None}),
        (
            {"figures": [{"measure": "killed", "value": 4, "bound": "exactly"}]},
            {"deaths_low": 4, "deaths_best": 4, "deaths_high": 4, "injuries_best": None},
        ),
        (
            {"figures": [{"measure": "wounded", "value": 4, "bound": "at_least"}]},
            {"injuries_low": 4, "injuries_best": 4, "injuries_high": None, "deaths_low": None},
        ),
        (
            {"figures": [{"measure": "killed", "value": 100, "bound": "about"}]},
            {"deaths_low": 75, "deaths_best": 100, "deaths_high": 125},
        ),
    ],
)
def test_a_record_as_a_row(record: dict[str, Any], expected: dict[str, Any]) -> None:
    """Bounds become ends, a target alone is the second actor, one day is its own end."""
    row = dict(zip(COLUMNS, eventfiles._row(ROW | record, 9), strict=True))
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("options", "first"),
    [([], '{"article"'), (["--busy"], '{"article"'), (["--csv"], "source,"), (["--csv", "--ids"], "event_id,")],
)
def test_the_command_writes_a_file(tmp_path: Path, options: list[str], first: str) -> None:
    """Each option gives its own file."""
    path = tmp_path / "out.txt"
    eventfiles.main(["--records", "50", "--seed", "1", "--out", str(path), *options])
    lines = path.read_text().splitlines()
    assert lines[0].startswith(first)
    assert len(lines) == 50 + ("--csv" in options)
    assert len((tmp_path / "out.truth").read_text().splitlines()) == 50
    if options == ["--busy"]:
        assert {json.loads(line)["published"] for line in lines} <= {f"2015-01-0{day}" for day in range(1, 5)}


def test_records_are_made_fast_and_as_they_are_read() -> None:
    """Twenty thousand records take less than five seconds of CPU, and the first of a thousand million comes at once."""
    started = time.process_time()
    assert sum(1 for _ in generate(20_000, 1)) == 20_000
    next(generate(10**9, 1))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("truth", "found", "pairs", "items"),
    [
        pytest.param("aabb", "xxyy", (1, 1), (1, 1), id="perfect"),
        pytest.param("aabb", "xxxx", (2 / 6, 1), (1 / 2, 1), id="all in one"),
        pytest.param("aabb", "wxyz", (1, 0), (1, 1 / 2), id="all alone"),
        pytest.param("abcd", "wxyz", (1, 1), (1, 1), id="rightly alone"),
        pytest.param("abcd", "xxxx", (0, 1), (1 / 4, 1), id="wrongly in one"),
        pytest.param("aaab", "xxyy", (1 / 2, 1 / 3), (3 / 4, (2 * 2 / 3 + 1 / 3 + 1) / 4), id="one taken away"),
        pytest.param("aaabbc", "xxxxyz", (3 / 6, 3 / 4), ((3 * 3 / 4 + 1 / 4 + 2) / 6, 5 / 6), id="one taken in"),
        pytest.param("aabb", "xyxy", (0, 0), (1 / 2, 1 / 2), id="crossed"),
        pytest.param("", "", (1, 1), (1, 1), id="none"),
    ],
)
def test_scores_of_small_tables(truth: str, found: str, pairs: tuple[float, float], items: tuple[float, float]) -> None:
    """Worked out by hand."""
    labels = [ord(label) for label in truth], [ord(label) for label in found]
    for score, (precision, recall) in ((pairwise(*labels), pairs), (bcubed(*labels), items)):
        both = precision + recall
        assert score == pytest.approx((precision, recall, 2 * precision * recall / both if both else 0))


@pytest.mark.parametrize("score", [pairwise, bcubed])
def test_labels_of_other_items_are_refused(score: Any) -> None:
    """One label an item, in both."""
    with pytest.raises(ValueError, match="got 2 and 3"):
        score([1, 2], [1, 2, 3])


def by_definition(truth: Sequence[int], found: Sequence[int]) -> tuple[float, float]:
    """B-cubed precision and recall, item by item."""
    items = range(len(truth))
    precision = recall = 0.0
    for item in items:
        same = {other for other in items if truth[other] == truth[item]}
        ours = {other for other in items if found[other] == found[item]}
        precision += len(same & ours) / len(ours) / len(items)
        recall += len(same & ours) / len(same) / len(items)
    return precision, recall


def pairs_by_definition(truth: Sequence[int], found: Sequence[int]) -> tuple[float, float]:
    """Pairwise precision and recall, pair by pair."""
    pairs = [(a, b) for a, b in product(range(len(truth)), repeat=2) if a < b]
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    ours = {(a, b) for a, b in pairs if found[a] == found[b]}
    return (len(true & ours) / len(ours) if ours else 1.0), (len(true & ours) / len(true) if true else 1.0)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=25))
def test_scores_are_those_of_the_definitions(labels: list[tuple[int, int]]) -> None:
    """From the contingency table as from every item and every pair."""
    truth, found = [true for true, _ in labels], [ours for _, ours in labels]
    assert bcubed(truth, found)[:2] == pytest.approx(by_definition(truth, found))
    assert pairwise(truth, found)[:2] == pytest.approx(pairs_by_definition(truth, found))


def test_a_score_is_named() -> None:
    """Its parts can be read by name."""
    assert bcubed([1, 1, 1, 1], [1, 1, 2, 2]) == Score(precision=1.0, recall=0.5, f1=2 / 3)


def test_the_largest_cluster() -> None:
    """By how many items it holds."""
    assert largest([1, 2, 2, 3, 2]) == 3
    assert largest([]) == 0
