"""SQLite and DuckDB, memory and disk, any order: the same pairs, weights and groups of reports that say all they can."""

import random
from collections.abc import Sequence
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import EventReport
from summarizer.linking import link
from summarizer.linking.corpus import Corpus
from summarizer.linking.profiles import COLUMNS, make_profile
from summarizer.linking.sql_engines import DuckDB, SQLite

from ..helpers.reports import figure
from .test_linking import as_sets, plain, related

PLACES: Final[list[dict[str, Any]]] = [
    {"name": "Kiev", "country": "Ukraine"},
    {"name": "Podil, Kyiv", "site": "Podil market", "district": "Podil", "town": "Kyiv", "country": "Ukraine"},
    {"name": "Sevastopol", "town": "Sevastopol", "country": "Russia"},
    {"name": "Sevastopol, Crimea", "town": "Sevastopol", "region": "Crimea", "country": "Ukraine"},
    {"site": "Marsh Street", "town": "Springfield", "region": "Illinois", "country": "United States"},
    {"site": "Anchor Night Club", "town": "Springfield", "region": "Missouri", "country": "United States"},
    {"name": "Harlan County", "region": "Kentucky", "country": "United States"},
    {"town": "Islamabad", "country": "Pakistan"},
    {"town": "Rawalpindi", "district": "Rawalpindi", "region": "Punjab", "country": "Pakistan"},
    {"name": "Чёрный брод", "region": "Zenda", "country": "Ruritania"},
    {"name": "Chicago"},
    {"name": "Artemovsk"},
    {"name": "Camp 9, Cox's Bazar, Bangladesh"},
    {"country": "Pakistan"},
    {},
]
WORDS: Final = [f"zq{n}x" for n in range(40)]
HOURS: Final = [None, "on Tuesday morning", "at 10 p.m.", "on Tuesday night", "On May 3", "at noon on New Year's Eve"]
KINDS: Final = ["air_drone_strike", "remote_explosive", "armed_clash", "miscellaneous_accident", "flood", "arrests"]
DATASETS: Final = [None, None, None, "ACLED", "UCDP GED", "GTD"]


def make_full(draw: random.Random, name: str) -> EventReport:
    """A report of few places, days and people that says as much as a report can, or leaves out some of it."""
    dataset = draw.choice(DATASETS)
    some: dict[str, Any] = {
        "place": draw.choice(PLACES),
        "start": draw.choice([None, "2023-05-30", "2023-05-30", "2023-05-31", "2023-06-01", "2023-07-01"]),
        "published": draw.choice([None, "2023-05-31", "2023-06-01T08:30:00"]),
        "when": draw.choice(HOURS),
        "source": draw.choice([None, "One", "Two", "Three"]),
        "headline": " ".join(draw.sample(WORDS, 4)),
        "terms": draw.sample(WORDS, draw.choice([0, 5, 12, 30])),
        "actors": [
            {"name": draw.choice(["Harbour Crew", "Dockers Union", "gunmen"]), "role": role}
            for role in ("perpetrator", "target")
        ],
        "named": [
            {"kind": kind, "name": draw.choice(["Ada Quill", "Bo Tern", "MV Tern 7"]), "age": draw.choice([None, 19, 34])}
            for kind in draw.sample(["victim", "suspect", "vehicle"], draw.randrange(3))
        ],
        "figures": [
            figure("killed", draw.choice(["19-year-old docker", "dockers", "people"]), draw.choice([0, 1, 2, 9]),
                   quote=draw.choice(["dead", "a docker was shot dead at the bar of the club"])),
            figure("wounded", "dockers", draw.choice([1, 3, 40])),
            figure("arrested", "men", draw.choice([1, 12])),
        ],
        "dataset": dataset,
        "dataset_id": dataset and draw.choice([None, "7", name]),
    }  # fmt: skip
    kept = {key: value for key, value in some.items() if key == "place" or draw.random() < 0.9}
    if "dataset" not in kept:
        kept.pop("dataset_id", None)
    return EventReport.model_validate({"article": name, "type": draw.choice(KINDS), **kept})


def make_some(seed: int, count: int) -> list[EventReport]:
    """Reports of which some share an article."""
    draw = random.Random(seed)
    return [make_full(draw, f"r{draw.randrange(count)}") for _ in range(count)]


def filled(reports: Sequence[EventReport]) -> set[str]:
    """The columns that some report fills."""
    rows = [dict(zip(COLUMNS, make_profile(each, 1).row(), strict=True)) for each in reports]
    return {name for name in COLUMNS if any(row[name] not in (None, 0) for row in rows)}


@pytest.mark.parametrize("seed", range(4))
def test_engines_give_the_same_of_reports_that_say_all(seed: int) -> None:
    """Nodes, pairs, learned weights, groups and evidence; among them every column of a profile is filled."""
    reports = make_some(seed, 250)
    assert filled(reports) == set(COLUMNS)
    with SQLite() as few, DuckDB() as many:
        ours, theirs = related(few, reports), related(many, reports)
    for found, other in zip(ours, theirs, strict=True):
        assert found == other


def test_the_disk_gives_what_memory_gives() -> None:
    """Ids, members and cores."""
    reports = make_some(11, 400)
    with Corpus() as corpus:
        for each in reports:
            corpus.add(each)
        assert plain(list(corpus.incidents())) == plain(link(reports))


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(0, 14), st.randoms(use_true_random=False))
def test_no_order_of_full_reports_matters(seed: int, count: int, order: Any) -> None:
    """Terms, hours, names, ages, sites and datasets included: each report is in one incident, which has one id."""
    reports = make_some(seed, count) if count else []
    assert as_sets(reports) == as_sets(order.sample(reports, len(reports)))


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_a_report_given_twice_changes_nothing(seed: int, count: int) -> None:
    """It is the same report."""
    reports = make_some(seed, count)
    once, twice = as_sets(reports), as_sets([*reports, reports[0]])
    assert {id_: set(members) for id_, members in once.items()} == {id_: set(members) for id_, members in twice.items()}


@pytest.mark.parametrize("seed", [21, 22])
def test_the_order_of_many_reports_does_not_matter(seed: int) -> None:
    """With DuckDB too, in which pairs come in any order."""
    reports = make_some(seed, 300)
    shuffled = random.Random(seed).sample(reports, len(reports))
    with DuckDB() as first, DuckDB(threads=1) as second:
        assert related(first, reports) == related(second, shuffled)
    assert plain(link(reports)) == plain(link(shuffled))
