"""The form of records: what version 1 had is read as before, what version 2 adds is kept, and ids stay."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer import EventReport, check, read_records
from summarizer.inputs.reports import read_report
from summarizer.records.events import SCHEMA_VERSION, parse_event_report
from summarizer.records.frames import figure_rows
from summarizer.records.ids import canonical_json, figure_id
from summarizer.render import render, render_bytes
from summarizer.schemas import MEASURES

OLD: dict[str, Any] = {
    "article": "1", "source": "Wire", "type": "flood", "headline": "A flood", "about": None,
    "place": {"name": "Suzemka", "region": "Bryansk region", "country": "Russia"},
    "actors": [{"name": "the river", "role": "perpetrator"}],
    "figures": [{"measure": "killed", "of": "people", "value": 4, "stance": "asserted", "quote": "killed four people"}],
}  # fmt: skip
NEW: dict[str, Any] = OLD | {
    "place": {
        "name": "Суземка",
        "site": "Croft bridge",
        "town": "Suzemka",
        "district": "Suzemsky",
        "country": "Russia",
    },
    "actors": [{"name": "ВСУ", "name_english": "Ukraine's army", "role": "target"}],
    "named": [{"kind": "victim", "name": "Ana Ruiz", "age": 34}, {"kind": "vehicle", "name": "the Rubymar"}],
    "figures": [
        {"measure": "killed", "of": "погибших", "of_english": "dead", "value": 4, "category": "civilians"},
        {"measure": "trapped", "of": "people", "value": 9, "bound": "at_most", "stance": "feared"},
        {"measure": "killed", "of": "people", "value": 1, "implicit": True, "extent": "part", "inclusion": "with him"},
        {"measure": "casualties", "of": "people", "value": 60, "period": "since January"},
    ],
}


def test_a_record_of_version_1_is_read() -> None:
    """What it lacks is null, or asserted, or counted; it is written in the form of today."""
    read = parse_event_report(OLD)
    assert (read.place.town, read.named, read.figures[0].period, read.figures[0].implicit) == (None, (), None, False)
    assert json.loads(read.model_dump_json())["schema_version"] == SCHEMA_VERSION == 2


@pytest.mark.parametrize("field", ["named", "place", "actors", "figures"])
def test_ids_do_not_follow_from_what_came_later(field: str) -> None:
    """An incident of old records keeps its id, and one read anew the id of the same words."""
    old = parse_event_report(OLD)
    later: dict[str, Any] = {
        "named": NEW["named"],
        "place": OLD["place"] | {"site": "Croft bridge", "town": "Suzemka"},
        "actors": [OLD["actors"][0] | {"name_english": "the river"}],
        "figures": [OLD["figures"][0] | {"of_english": "persons", "category": "civilians", "inclusion": "with him"}],
    }
    new = parse_event_report(OLD | {field: later[field]})
    assert canonical_json(new) == canonical_json(old)
    assert [figure_id(figure) for figure in new.figures] == [figure_id(figure) for figure in old.figures]
    assert '"schema_version"' not in canonical_json(old)


def test_two_places_without_a_name_are_two() -> None:
    """Then nothing but the parts tells them apart."""
    here, there = ({"place": {"town": town}} for town in ("Suzemka", "Croft"))
    assert canonical_json(parse_event_report(OLD | here)) != canonical_json(parse_event_report(OLD | there))


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_records_of_version_2_read_back_whole(form: Any, tmp_path: Path) -> None:
    """Places in parts, details, English, and what figures say beside their number."""
    path = tmp_path / f"ours.{form}"
    summary = check([NEW])
    if form == "parquet":
        pytest.importorskip("pyarrow")
        path.write_bytes(render_bytes(summary, "parquet"))
    else:
        path.write_text(render(summary, "jsonl"), encoding="utf-8")
    (read,) = read_records(str(path))
    given = parse_event_report(NEW)
    assert isinstance(read, EventReport)
    assert (read.place, read.actors, read.named, read.figures) == (
        given.place,
        given.actors,
        given.named,
        given.figures,
    )


@pytest.mark.parametrize(("version", "read"), [(1, True), (2, True), (3, False), (0, False)])
def test_a_report_of_an_earlier_version_is_read(version: int, read: bool, tmp_path: Path) -> None:
    """A later one may hold what nobody here understands."""
    path = tmp_path / "report.json"
    path.write_text(json.dumps(json.loads(check([OLD]).to_json()) | {"schema_version": version}), encoding="utf-8")
    if read:
        assert len(read_report(path).incidents) == 1
    else:
        with pytest.raises(Exception, match="expected schema_version 1 to 2"):
            read_report(path)


@pytest.mark.parametrize("form", ["csv", "incidents-csv"])
def test_tables_have_the_town_and_what_came_later_last(form: Any) -> None:
    """Columns that were there keep their place."""
    (row,) = csv.DictReader(io.StringIO(render(check([NEW]), form), newline=""))
    assert (row["city"], row["site"], row["district"]) == ("Suzemka", "Croft bridge", "Suzemsky")
    assert [name for name in row if name in ("site", "district", "language")] == list(row)[
        -3 if form == "csv" else -2 :
    ]
    (old,) = csv.DictReader(io.StringIO(render(check([OLD]), form), newline=""))
    assert (old["city"], old["site"], old["district"]) == ("Suzemka", "", "")


def test_the_table_of_incidents_has_every_measure() -> None:
    """Those of version 1 in front, in the order that they had; `other` is never added up."""
    (row,) = csv.DictReader(io.StringIO(render(check([OLD]), "incidents-csv"), newline=""))
    columns = [name.removesuffix("_best") for name in row if name.endswith("_best")]
    assert columns[:2] == ["killed", "wounded"]
    assert columns[-5:] == ["casualties", "treated", "cases", "trapped", "hectares"]
    assert set(columns) == set(MEASURES) - {"other"}


def test_a_table_of_ones_own_may_give_the_parts_of_a_place(tmp_path: Path) -> None:
    """By `--map`, or columns named like fields."""
    path = tmp_path / "own.csv"
    path.write_text("street,town,dead\nPine Avenue,Croft,3\n", encoding="utf-8")
    mapping = {"street": "place.site", "town": "place.town", "dead": "killed"}
    (read,) = read_records(str(path), mapping=mapping)
    assert isinstance(read, EventReport)
    assert (read.place.site, read.place.town, read.place.label) == ("Pine Avenue", "Croft", "Pine Avenue, Croft")


def test_a_data_frame_has_the_new_columns_last() -> None:
    """And the label of the place where its name stood."""
    first, feared, one, span = figure_rows(check([NEW]).incidents)
    assert list(first)[-10:] == [
        "site", "town", "district", "of_english", "inclusion", "category", "period", "implicit", "unproved",
        "confidence",
    ]  # fmt: skip
    assert (first["place"], first["of_english"], first["category"]) == ("Croft bridge, Suzemka", "dead", "civilians")
    assert (feared["stance"], one["implicit"], span["period"]) == ("feared", True, "since January")


@pytest.mark.parametrize("form", ["text", "md"])
def test_what_is_no_count_of_the_event_is_shown_as_what_it_is(form: Any) -> None:
    """Feared, of a span of time: with its source, in no estimate and in no finding."""
    summary = check([NEW])
    shown = " ".join(render(summary, form).replace("\\", "").split())
    assert (
        "Not counted here: feared: at most 9 people trapped (Wire); 60 (since January) people killed or wounded"
        in shown
    )
    assert {estimate.measure for incident in summary.incidents for estimate in incident.estimates} == {"killed"}
    assert {finding.measure for finding in summary.findings} == {"killed"}


def test_the_page_shows_how_a_number_is_meant() -> None:
    """In the data that its script draws."""
    page = render(check([NEW]), "html")
    for part in ('"stance":"feared: "', '"span":"since January"', '"english":"dead"', '"inclusion":"with him"'):
        assert part in page.replace('": "', '":"')
