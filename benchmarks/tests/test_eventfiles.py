"""The files of made-up records: JSON lines and CSV, each with its truth beside it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import eventfiles
from benchmarks.eventfiles import COLUMNS, write_eventreport_csv, write_jsonl
from benchmarks.events import busy_day, generate

pytestmark = pytest.mark.slow


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
