"""Rows of coded datasets: one event each. Inside a dataset nothing is merged, across datasets it is the point."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from summarizer import EventReport, check
from summarizer.linking import link
from summarizer.linking.sql_engines import DuckDB, SQLite
from summarizer.pipeline.check import check_each

from ..helpers.coded import HEADERS, CodedEvent, code, hot_events, make_row, read_text, write_table
from ..helpers.reports import figure, report
from .test_linking import plain, related

MARKET = CodedEvent(date(2023, 1, 31), "Hentzau", 4)


def row(dataset: str, number: str, **fields: Any) -> EventReport:
    """A row of a dataset; all rows are of one town, day and type unless `fields` say otherwise."""
    return report(number, dataset=dataset, dataset_id=number, **fields)


def groups(reports: Sequence[EventReport]) -> list[str]:
    """The articles of each incident, as "a b"."""
    return sorted(" ".join(each.article for each in incident.reports) for incident in link(reports))


@pytest.mark.parametrize(("dataset", "rows"), [(each, 5000 if each == "UCDP GED" else 1500) for each in HEADERS])
def test_no_death_of_a_hot_file_vanishes(dataset: str, rows: int) -> None:
    """Of many rows, 25 of each town-day alike but for their tolls: as many events, and every death of theirs."""
    events = hot_events(rows)
    summary = check(code(dataset, events))
    totals = [
        estimate.best
        for incident in summary.incidents
        for estimate in incident.estimates
        if (estimate.measure, estimate.of) == ("killed", "people")
    ]
    assert len(totals) == len(summary.incidents) == rows
    assert sum(best or 0 for best in totals) == sum(event.killed for event in events)
    assert {finding.kind for finding in summary.findings} <= {"uncorroborated"}
    assert [sums for sums in summary.sensitivity if sums.doubtful] == []


@pytest.mark.parametrize(
    ("first", "second"), [("ACLED", "UCDP GED"), ("ACLED", "GTD"), ("UCDP GED", "GTD"), ("GTD", "ACLED")]
)
def test_what_two_datasets_code_is_one_incident(first: str, second: str) -> None:
    """The same 24 true events, three on each of eight town-days by three sides, in two exports: 24 incidents of a row of each."""
    sides = ("Free Army", "Zenda Militia", "Unity Front")
    towns = ("Hentzau", "Strelsau", "Kisumu", "Bunda")
    events = [
        CodedEvent(date(2023, 3, day), town, killed, side=side)
        for day in (4, 20)
        for town in towns
        for killed, side in zip((2, 9, 31), sides, strict=True)
    ]
    incidents = link([*code(first, events), *code(second, events)])
    assert len(incidents) == len(events)
    for incident in incidents:
        assert sorted(each.dataset or "" for each in incident.reports) == sorted((first, second))
        assert len({each.actors for each in incident.reports}) == 1


def test_tolls_on_which_two_datasets_differ_are_a_conflict() -> None:
    """What a row of another dataset says is another source's word."""
    differing = [*code("ACLED", [MARKET]), *code("UCDP GED", [replace(MARKET, killed=9)])]
    assert [finding.kind for finding in check(differing).findings if finding.kind != "uncorroborated"] == ["conflict"]


@pytest.mark.parametrize(
    ("reports", "expected", "why"),
    [
        ([row("ACLED", "a"), row("ACLED", "b")], ["a", "b"], "two rows of a dataset"),
        ([report("a"), report("b")], ["a b"], "the same words in two reports"),
        ([row("ACLED", "a"), report("b")], ["a b"], "a row and a report of its event"),
        ([row("ACLED", "a"), row("GTD", "b")], ["a b"], "rows of two datasets"),
        ([row("ACLED", "a"), row("acled ", "b")], ["a", "b"], "a name in other letters"),
        ([row("EM-DAT", "a"), row("EMDAT", "b")], ["a", "b"], "or without its hyphen"),
        ([row("My events", "a"), row("Their events", "b")], ["a b"], "datasets that nobody knows are datasets"),
        ([row("ACLED", "a"), row("ACLED", "a", place="Kaluga")], ["a a"], "one id is one event, wherever its rows are"),
        ([row("ACLED", "a", figures=[figure(value=4)]), row("ACLED", "a", figures=[figure(value=9)])], ["a a"],
         "one id in two exports"),
        ([report("a", dataset="ACLED"), report("b", dataset="ACLED")], ["a", "b"], "rows without an id"),
        ([row("ACLED", "a", incident="i"), row("ACLED", "b", incident="i")], ["a b"], "what the user calls one incident"),
    ],
)  # fmt: skip
def test_rows_of_one_dataset_are_events(reports: list[EventReport], expected: list[str], why: str) -> None:
    """The id decides inside a dataset, the evidence elsewhere."""
    assert groups(reports) == expected, why


@pytest.mark.parametrize(
    ("cells", "events", "dead"),
    [
        ([{"Location": "Hentzau"}, {"Location": "Strelsau"}, {"Location": "Kisumu", "Start Day": "28"}], 1, 4),
        ([{}, {"ISO": "UGA", "Country": "Uganda"}], 2, 8),
        ([{}, {"DisNo.": "2023-0002"}], 2, 8),
    ],
    ids=["three regions", "two countries", "two numbers"],
)
def test_an_em_dat_number_is_one_event_in_each_country(cells: list[dict[str, str]], events: int, dead: int) -> None:
    """A row for each region of it repeats its dead, and they are counted once."""
    rows = [make_row("EM-DAT", 1, MARKET) | {"DisNo.": "2023-0001"} | changed for changed in cells]
    incidents = check(read_text(write_table("EM-DAT", rows))).incidents
    assert len(incidents) == events
    assert sum(estimate.best or 0 for incident in incidents for estimate in incident.estimates) == dead


@pytest.mark.parametrize("third", [report("n"), row("GTD", "n"), row("UCDP GED", "n", kind="attack_on_civilians")])
def test_no_third_report_brings_two_rows_together(third: EventReport) -> None:
    """A report that fits both is of one of the two events."""
    found = groups([row("ACLED", "a"), row("ACLED", "b"), third])
    assert found in (["a", "b n"], ["a n", "b"])


def mixed(seed: int, count: int) -> list[EventReport]:
    """Rows of four datasets and reports, of few town-days, so that all evidence speaks for one event."""
    draw = random.Random(seed)
    datasets = [None, None, "ACLED", "UCDP GED", "GTD", "EM-DAT"]
    reports = []
    for number in range(count):
        dataset = draw.choice(datasets)
        place = draw.choice(["Hentzau/Zenda/Kenya", "Hentzau//Kenya", "Strelsau/Zenda/Kenya", "/Zenda/Kenya"])
        made = report(
            f"r{number}", draw.choice(["armed_clash", "attack_on_civilians"]), place,
            draw.choice(["2023-05-30", "2023-05-30", "2023-05-31"]), figures=[figure(value=draw.randint(0, 9))],
            dataset=dataset, dataset_id=dataset and str(draw.randrange(count)),
        )  # fmt: skip
        reports.append(made)
    return reports


@pytest.mark.parametrize("seed", range(8))
def test_no_incident_has_two_events_of_a_dataset(seed: int) -> None:
    """However the reports between them chain, and in whichever order they come; rows with one id are in one incident."""
    reports = mixed(seed, 80)
    incidents = link(reports)
    for incident in incidents:
        ids = Counter(
            each.dataset for each in {(r.dataset, r.dataset_id): r for r in incident.reports if r.dataset}.values()
        )
        assert max(ids.values(), default=1) == 1
    homes: dict[tuple[str, str | None], set[str]] = {}
    for incident in incidents:
        for each in incident.reports:
            if each.dataset:
                homes.setdefault((each.dataset, each.dataset_id), set()).add(incident.id)
    assert [ids for ids in homes.values() if len(ids) > 1] == []
    assert max(len(incident.reports) for incident in incidents) > 2
    random.Random(seed).shuffle(reports)
    assert plain(link(reports)) == plain(incidents)


@pytest.mark.parametrize("seed", [3, 4])
def test_every_engine_keeps_rows_apart_alike(seed: int) -> None:
    """SQLite and DuckDB give the same nodes, groups and evidence, and so does the way over the disk."""
    reports = mixed(seed, 200)
    with SQLite() as few, DuckDB() as many:
        assert related(few, reports) == related(many, reports)
    streamed = {checked.incident.id: checked.incident.events for checked in check_each(reports)}
    assert streamed == {incident.id: incident.reports for incident in link(reports)}


def test_many_rows_of_a_day_make_no_story() -> None:
    """60 rows of one town-day are 60 events, and no large one that draws 60 other events of another dataset into it."""
    day, place = date(2014, 8, 29), "Ilovaisk"
    ours = [CodedEvent(day, place, 1, "Donetsk", "Ukraine", "Alpha Brigade") for _ in range(60)]
    theirs = [replace(event, killed=40, side="Omega Column") for event in ours]
    assert len(link([*code("ACLED", ours), *code("UCDP GED", theirs)])) == 120


def test_rows_of_a_story_stay_apart() -> None:
    """300 reports of one large event, and three rows of its place, day and type: one is of it, the others are events."""
    told = [report(f"n{n}", "earthquake", figures=[figure(value=n + 10)]) for n in range(300)]
    rows = [row("EM-DAT", f"e{n}", kind="earthquake", figures=[figure(value=150)]) for n in range(3)]
    sizes = Counter(len(found.split()) for found in groups([*told, *rows]))
    assert sizes == {301: 1, 1: 2}


@pytest.mark.parametrize(
    ("dataset", "cells", "day", "why"),
    [
        ("ACLED", {"event_date": "04 February 2023", "time_precision": "2"}, date(2023, 2, 2), "the week of 1 to 7 February"),
        ("ACLED", {"event_date": "15 February 2023", "time_precision": "3"}, date(2023, 2, 3), "about a month"),
        ("UCDP GED", {"date_prec": "4", "date_start": "2023-02-01", "date_end": "2023-02-28"}, date(2023, 2, 20), "a month"),
        ("GTD", {"iday": "0", "imonth": "2"}, date(2023, 2, 20), "a month without a day"),
        ("ACLED", {"geo_precision": "2"}, MARKET.day, "near the town"),
        ("UCDP GED", {"where_prec": "4", "where_coordinates": "Zenda province"}, MARKET.day, "the province"),
        ("GTD", {"specificity": "4", "city": "Unknown"}, MARKET.day, "the province of a town that is unknown"),
    ],
)  # fmt: skip
def test_a_day_and_a_place_that_are_known_roughly_still_meet(
    dataset: str, cells: dict[str, str], day: date, why: str
) -> None:
    """The codes of precision widen the days and the place; an exact row of another dataset inside them is the event."""
    rough = list(read_text(write_table(dataset, [make_row(dataset, 1, MARKET) | cells])))
    exact = code("UCDP GED" if dataset == "ACLED" else "ACLED", [replace(MARKET, day=day)])
    assert len(link([*rough, *exact])) == 1, why


def test_an_area_is_no_town() -> None:
    """GED's "Donetsk oblast" (where_prec 4) names no town that another one could contradict, or be."""
    area = {"where_prec": "4", "where_coordinates": "Hentzau district"}
    (coded,) = read_text(write_table("UCDP GED", [make_row("UCDP GED", 1, MARKET) | area]))
    assert coded.place.name == "Hentzau district"
    assert (coded.precise_place.name, coded.precise_place.region) == (None, "Zenda")


@pytest.mark.parametrize(
    "figures",
    [
        ([figure(value=4)], [figure(value=9)]),
        ([figure(value=4)], [figure(value=4)]),
        ([figure(value=0)], [figure(value=3)]),
        ([figure(value=4)], [figure(of="civilians", value=9)]),
        ([figure(value=4), figure(of="civilians", value=2)], [figure(value=4), figure(of="soldiers", value=4)]),
    ],
    ids=["unequal", "equal", "none and some", "a part above the whole", "parts of two rows"],
)
@pytest.mark.parametrize("articles", ["aa", "ab"], ids=["one id twice", "two ids in the user's incident"])
def test_two_rows_that_nobody_decided_on_are_not_compared(figures: tuple[list[Any], list[Any]], articles: str) -> None:
    """Not where one id stands twice, nor where two came with one incident id."""
    reports = [
        row("ACLED", article, incident="i", figures=[each.model_copy(update={"article": article}) for each in told])
        for article, told in zip(articles, figures, strict=True)
    ]
    summary = check(reports)
    assert len(summary.incidents) == 1
    assert {finding.kind for finding in summary.findings} <= {"uncorroborated"}


@pytest.mark.parametrize(
    ("reports", "options", "kinds", "why"),
    [
        ("ab", {"same": [("a", "b")]}, {"conflict"}, "one event by a person's word, which goes before the codebook"),
        ("ab", {"one_event": True}, {"conflict"}, "all of them"),
        ("abc", {"same": [("a", "b"), ("b", "c")]}, {"conflict"}, "three rows"),
        ("abc", {"same": [("a", "b")]}, {"conflict"}, "the third row stays an event"),
        ("aB", {"same": [("a", "B")]}, {"conflict"}, "one of them came with an incident id"),
        ("AB", {"one_event": True}, set(), "both came with that id: an incident of the user's, of two events"),
        ("aa", {"one_event": True}, set(), "one id stands twice: its rows share its dead"),
        ("ab", {"same": [("a", "b")], "different": [("a", "b")]}, set(), "the later decision holds"),
        ("ab", {}, set(), "nobody decided"),
    ],
)
def test_rows_that_a_person_takes_for_one_event_are_compared(
    reports: str, options: dict[str, Any], kinds: set[str], why: str
) -> None:
    """Merging means that numbers are compared, of rows too; in a stream as well. A capital came with an incident id."""
    rows = [
        row(
            "ACLED",
            letter,
            incident="i" if letter.isupper() else None,
            figures=[figure(value=4 + 5 * nth, article=letter)],
        )
        for nth, letter in enumerate(reports)
    ]
    found = {finding.kind for finding in check(rows, **options).findings}
    streamed = {finding.kind for checked in check_each(rows, **options) for finding in checked.findings}
    assert (found - {"uncorroborated"}, streamed - {"uncorroborated"}) == (kinds, kinds), why


@pytest.mark.parametrize(
    ("reports", "least"),
    [
        ([row("ACLED", "a", figures=[figure(value=4)]), row("ACLED", "b", figures=[figure(value=23)])], 27),
        ([row("ACLED", "a", figures=[figure(value=4)]), row("ACLED", "b", figures=[figure(value=23)]),
          row("GTD", "g", figures=[figure(value=30)])], 27),
    ],
    ids=["two rows of a dataset", "a row that could be either of two"],
)  # fmt: skip
def test_no_doubt_takes_a_row_from_a_sum(reports: list[EventReport], least: float) -> None:
    """Incidents of one town and day may be one event, but not two rows of a dataset: its dead are in every sum."""
    (sums,) = [each for each in check(reports).sensitivity if each.measure == "killed"]
    assert min([*sums.totals.values(), *(low for low, _ in sums.ranges.values())]) >= least


def test_a_row_that_contradicts_itself_is_told() -> None:
    """The parts of one row are added up as before."""
    cells = {"deaths_civilians": "9", "deaths_unknown": "0", "low": "4", "best": "4", "high": "4"}
    (coded,) = read_text(write_table("UCDP GED", [make_row("UCDP GED", 1, MARKET) | cells]))
    assert {finding.kind for finding in check([coded]).findings} - {"uncorroborated"} != set()
