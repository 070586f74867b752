"""Pairs of reports that a person judged: of one event, or of two, though much speaks for the other."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from summarizer import EventReport, check
from summarizer.pipeline.check import check_each
from summarizer.records.events import parse_event_report

TABLE = Path(__file__).parents[1] / "data" / "pairs_of_reports.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
# Pairs by somebody who looked for faults, judged before they were linked.
PROBES: list[dict[str, Any]] = [
    json.loads(line) for line in TABLE.with_name("probing_pairs.jsonl").read_text(encoding="utf-8").splitlines()
]
REAL_KINDS = 13  # the first pairs, each invented after a pair of real articles


def read(rows: list[dict[str, Any]]) -> list[list[EventReport]]:
    """The two reports of each pair."""
    return [[parse_event_report(record) for record in row["records"]] for row in rows]


def homes(reports: list[EventReport]) -> dict[str, str]:
    """The incident of each report."""
    return {told.model_dump_json(): group.id for group in check(reports).incidents for told in group.events}


@pytest.fixture(scope="module")
def among_all() -> dict[str, str]:
    return homes([told for pair in read(ROWS) for told in pair])


@pytest.fixture(scope="module")
def among_the_first() -> dict[str, str]:
    return homes([told for pair in read(ROWS[:REAL_KINDS]) for told in pair])


def marked(row: dict[str, Any]) -> Any:
    """A case of the table; one that linking gets wrong must go on doing so until its reason is struck out."""
    marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
    return pytest.param(row, id=f"{row['pair']}: {row['why']}", marks=marks)


@pytest.mark.parametrize("row", [marked(row) for row in ROWS])
def test_a_pair_is_linked_as_a_person_would(row: dict[str, Any], among_all: dict[str, str]) -> None:
    """Among all records of the table, which are of other countries and kinds."""
    first, second = (among_all[parse_event_report(record).model_dump_json()] for record in row["records"])
    assert (first == second) is row["same"], row["why"]


@pytest.mark.parametrize("row", ROWS[:REAL_KINDS], ids=lambda row: str(row["pair"]))
def test_the_first_pairs_are_linked_among_themselves(row: dict[str, Any], among_the_first: dict[str, str]) -> None:
    """As in a file that holds them alone."""
    first, second = (among_the_first[parse_event_report(record).model_dump_json()] for record in row["records"])
    assert (first == second) is row["same"], row["why"]


def test_no_two_pairs_are_one_incident(among_all: dict[str, str]) -> None:
    """What is of other countries, years and kinds does not meet."""
    owners: dict[str, set[str]] = {}
    for row in ROWS:
        for record in row["records"]:
            owners.setdefault(among_all[parse_event_report(record).model_dump_json()], set()).add(row["pair"])
    assert [pairs for pairs in owners.values() if len(pairs) > 1] == []


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_records_decides_nothing(seed: int, among_all: dict[str, str]) -> None:
    """Sites, hours, names, ages and terms included; in memory and over the disk."""
    reports = [told for pair in read(ROWS) for told in pair]
    Random(seed).shuffle(reports)
    assert homes(reports) == among_all
    streamed = {
        told.model_dump_json(): checked.incident.id
        for checked in check_each(reports)
        for told in checked.incident.events
    }
    assert streamed == among_all


@pytest.mark.parametrize("row", [marked(row) for row in PROBES])
def test_a_probe_is_not_judged_against_an_analyst(row: dict[str, Any]) -> None:
    """Alone: of one event at least as likely, of two never as sure; the reasons of faults that are known are bits."""
    (first, second), *_ = read([row])
    for incident in check([first, second]).incidents:
        if len(incident.events) == 2:
            assert row["same"] or len(set(incident.cores)) == 2, row["why"]
        else:
            assert not row["same"], row["why"]
