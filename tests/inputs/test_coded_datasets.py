"""Coded datasets: how their rows are recognised, and what their days, places, ids and precision codes become."""

import json
from datetime import date
from pathlib import Path

import pytest

from summarizer import EventReport, Problem, check, read_records
from summarizer.linking.digests import digest
from summarizer.linking.incidents import incident_id
from summarizer.records.ids import canonical_json
from summarizer.render import render
from summarizer.render.parquet import render_parquet

from ..cli.test_cli import summarizer
from ..helpers.coded import HEADERS, CodedEvent, make_row, read_text, write_table
from ..helpers.reports import figure, report

MARKET = CodedEvent(date(2023, 1, 31), "Hentzau", 4)
# The columns of EM-DAT's public table until 2023, and of what R's acled.api fetches by default.
EM_DAT_OLD = (
    "Dis No,Year,Seq,Disaster Type,Country,ISO,Location,Start Year,Start Month,Start Day,Total Deaths,No Injured"
)
ACLED_API = "region,country,year,event_date,source,admin1,admin2,admin3,location,event_type,sub_event_type,interaction,fatalities"


def coded(dataset: str, **cells: str) -> EventReport:
    """The record of the event at the market as a dataset codes it, with some cells changed."""
    (made,) = read_text(write_table(dataset, [make_row(dataset, 7, MARKET) | cells]))
    return made


@pytest.mark.parametrize(
    ("header", "line", "dataset", "number"),
    [
        (ACLED_API, "Africa,Kenya,2023,2023-01-31,Wire,Zenda,,,Hentzau,Battles,Armed clash,13,4", "ACLED", "x.csv:2"),
        (EM_DAT_OLD, "2004-0659,2004,659,Earthquake,Kenya,KEN,Hentzau,2004,12,26,4,9", "EM-DAT", "2004-0659-KEN"),
        (EM_DAT_OLD, "1999-9388-DJI,1999,9388,Drought,Djibouti,DJI,Obock,1999,,,4,9", "EM-DAT", "1999-9388-DJI"),
        ("Dis No,Country,Total Deaths", "2004-0659,Kenya,4", "EM-DAT", "2004-0659-Kenya"),
        ("killed,dataset,dataset_id", "4,My events,17", "My events", "17"),
        ("killed,dataset,article", "4,My events,17", "My events", "17"),
        ("killed,dataset,dataset_id", "4,,", None, None),
        ("event_id,source,deaths_best", "e1,Wire,4", None, None),
        ("killed,source", "4,Wire", None, None),
    ],
    ids=["ACLED without ids", "EM-DAT: one number, many countries", "its number has the country", "or its name",
         "columns of one's own", "the article is the id", "a blank cell is no dataset", "eventreport has reports", "a table of reports"],
)  # fmt: skip
def test_a_row_says_of_which_dataset_it_is(header: str, line: str, dataset: str | None, number: str | None) -> None:
    """By the columns of the table, or in a column."""
    (made,) = read_text(f"{header}\n{line}\n")
    assert (made.dataset, made.dataset_id) == (dataset, number)
    assert [each.value for each in made.figures if each.measure == "killed"] == [4]


@pytest.mark.parametrize("dataset", HEADERS)
def test_the_four_datasets_are_recognised_by_their_columns(dataset: str) -> None:
    """As their providers write them, in capitals, too: the day, the country and the dead are read."""
    made = coded(dataset)
    assert (made.dataset, made.dataset_id) == (dataset, made.article)
    assert (made.start, made.end or made.start, made.date_precision) == (MARKET.day, MARKET.day, None)
    assert made.place.country == "Kenya"
    assert ("killed", "people", 4.0) in [(each.measure, each.of, each.value) for each in made.figures]
    assert made.source in ("Wire", "Post", dataset)
    header, rows = write_table(dataset, [make_row(dataset, 7, MARKET)]).split("\n", 1)
    assert list(read_text(f"{header.upper()}\n{rows}")) == [made]


def test_a_gtd_row_counts_the_attackers_apart() -> None:
    """-99, -9 and Unknown are no number and no name."""
    made = coded("GTD", nkillter="1", nwound="6", nwoundte="-9", gname="Unknown", gname2="Free Army")
    assert (made.type, made.place.name, made.place.region) == ("attack_on_civilians", "Hentzau", "Zenda")
    assert [(each.measure, each.of, each.value) for each in made.figures] == [
        ("killed", "people", 4), ("killed", "attackers", 1), ("wounded", "people", 6),
    ]  # fmt: skip
    assert [actor.name for actor in made.actors] == ["Free Army"]


def test_an_em_dat_row_is_known_to_its_country() -> None:
    """Its location lists every place that was hit."""
    made = coded("EM-DAT", **{"No. Injured": "12", "No. Homeless": "300", "Total Affected": "900"})
    assert (made.type, made.place.name, made.place_precision) == ("flood", "Hentzau, Zenda", "country")
    assert made.precise_place.name is None
    assert [(each.measure, each.value) for each in made.figures] == [
        ("killed", 4), ("wounded", 12), ("displaced", 300), ("affected", 900),
    ]  # fmt: skip


DAYS = [
    ("ACLED", {"event_date": "16 May 2023", "time_precision": "1"}, "2023-05-16", None, None),
    ("ACLED", {"event_date": "16 May 2023", "time_precision": "2"}, "2023-05-13", "2023-05-19", 7),
    ("ACLED", {"event_date": "16 May 2023", "time_precision": "3"}, "2023-05-01", "2023-05-31", 31),
    ("ACLED", {"event_date": "16 May 2023", "time_precision": ""}, "2023-05-16", None, None),
    ("UCDP GED", {"date_prec": "1", "date_start": "2023-05-01", "date_end": "2023-05-04"}, "2023-05-01", "2023-05-04", None),
    ("UCDP GED", {"date_prec": "2", "date_start": "2023-05-01", "date_end": "2023-05-04"}, "2023-05-01", "2023-05-04", 6),
    ("UCDP GED", {"date_prec": "3", "date_start": "2023-05-01", "date_end": "2023-05-07"}, "2023-05-01", "2023-05-07", 7),
    ("UCDP GED", {"date_prec": "3", "date_start": "2023-05-16", "date_end": "2023-05-16"}, "2023-05-13", "2023-05-19", 7),
    ("UCDP GED", {"date_prec": "4", "date_start": "2023-05-01", "date_end": "2023-05-31"}, "2023-05-01", "2023-05-31", 31),
    ("UCDP GED", {"date_prec": "5", "date_start": "2023-01-01", "date_end": "2023-12-31"}, "2023-01-01", "2023-12-31", 366),
    ("GTD", {"iday": "0"}, "2023-01-01", "2023-01-31", 31),
    ("GTD", {"iday": "0", "imonth": "2"}, "2023-02-01", "2023-02-28", 28),
    ("GTD", {"iday": "0", "imonth": "0"}, "2023-01-01", "2023-12-31", 365),
    ("EM-DAT", {"Start Day": "", "End Day": ""}, "2023-01-01", "2023-01-31", 31),
    ("EM-DAT", {"Start Day": "", "End Month": "2", "End Day": ""}, "2023-01-01", "2023-02-28", 31),
    ("EM-DAT", {"End Month": "3", "End Day": "2"}, "2023-01-31", "2023-03-02", None),
]  # fmt: skip


@pytest.mark.parametrize(("dataset", "cells", "start", "end", "precision"), DAYS)
def test_precision_widens_the_days(
    dataset: str, cells: dict[str, str], start: str, end: str | None, precision: int | None
) -> None:
    """A day that stands for a period is as wide as that; a range of days says it already; a duration is no imprecision."""
    made = coded(dataset, **cells)
    assert (str(made.start), made.end and str(made.end), made.date_precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("dataset", "column", "levels"),
    [
        ("ACLED", "geo_precision", {"1": None, "2": "near_town", "3": "region", "": None}),
        ("UCDP GED", "where_prec", {"1": None, "2": "near_town", "3": "district", "4": "region", "5": "region",
                                    "6": "country", "7": "country"}),
        ("GTD", "specificity", {"1": None, "2": None, "3": "district", "4": "region", "5": "country", "-9": None}),
    ],
)  # fmt: skip
def test_precision_widens_the_place(dataset: str, column: str, levels: dict[str, str | None]) -> None:
    """The town stays in the record, and counts only where it, or its surroundings, is meant."""
    for code, level in levels.items():
        made = coded(dataset, **{column: code})
        assert (made.place_precision, made.place.name) == (level, "Hentzau"), code
        assert made.precise_place.name == ("Hentzau" if level in (None, "near_town") else None), code
        assert made.precise_place.region == (None if level == "country" else "Zenda"), code


def test_a_table_of_ones_own_has_precisions() -> None:
    """Days as a number, the place as a level."""
    (made,) = read_text("killed,start,precision,place.name,place.precision\n4,2023-05-16,7,Hentzau,region\n")
    assert (made.start, made.end, made.date_precision) == (date(2023, 5, 13), date(2023, 5, 19), 7)
    assert (made.place.name, made.place_precision) == ("Hentzau", "region")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("killed,place.precision\n4,village\n", "place.precision: expected one of town, near_town, district"),
        ("killed,start.year,start.month,start.day\n4,2023,2,30\n", "start.year: expected a day of the calendar, got 2023-2-30"),
        ("killed,start.year,start.month\n4,2023,May\n", "start.month: expected a number such as 12, got 'May'"),
        ("killed,precision\n4,about\n", "precision: expected a number such as 12, got 'about'"),
    ],
)  # fmt: skip
def test_what_is_no_precision_is_a_problem(tmp_path: Path, text: str, said: str) -> None:
    """Named by its column."""
    path = tmp_path / "x.csv"
    path.write_text(text)
    (found,) = read_records(path)
    assert isinstance(found, Problem)
    assert said in found.message


@pytest.mark.parametrize(
    "record", [{"dataset_id": "7"}, {"dataset": ""}, {"dataset": "ACLED", "place_precision": "village"}]
)
def test_a_record_with_half_a_dataset_is_refused(tmp_path: Path, record: dict[str, str]) -> None:
    """An id of no dataset, a dataset without a name, a level that there is not."""
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"article": "1", "type": "flood"} | record))
    (found,) = read_records(path)
    assert isinstance(found, Problem)


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [(None, [("ACLED", "KEN7"), ("GTD", "9"), (None, None)]), ("none", [(None, None)] * 3), ("NONE", [(None, None)] * 3),
     ("Ours", [("Ours", "KEN7"), ("Ours", "9"), ("Ours", "a2")])],
)  # fmt: skip
def test_the_caller_says_and_unsays_the_dataset(
    tmp_path: Path, dataset: str | None, expected: list[tuple[str | None, str | None]]
) -> None:
    """Of every record, in tables and in lines of JSON; the id is the record's, or else the article's."""
    table, lines = tmp_path / "x.csv", tmp_path / "x.jsonl"
    table.write_text(write_table("ACLED", [make_row("ACLED", 7, MARKET)]))
    lines.write_text(
        '{"article": "a1", "type": "flood", "dataset": "GTD", "dataset_id": "9"}\n{"article": "a2", "type": "flood"}\n'
    )
    records = [made for path in (table, lines) for made in read_records(path, dataset=dataset)]
    assert [(made.dataset, made.dataset_id) for made in records if isinstance(made, EventReport)] == expected


@pytest.mark.parametrize(("arguments", "incidents"), [((), 2), (("--dataset", "none"), 1), (("--dataset", "Ours"), 2)])
@pytest.mark.parametrize("form", ["json", "incidents"])
def test_the_command_line_takes_a_dataset(
    tmp_path: Path, arguments: tuple[str, ...], incidents: int, form: str
) -> None:
    """Two ACLED rows that differ in nothing but their ids are two events, unless the user says that they are reports."""
    path = tmp_path / "x.csv"
    path.write_text(write_table("ACLED", [make_row("ACLED", number, MARKET) for number in (1, 2)]))
    ran = summarizer("check", str(path), "--format", form, *arguments)
    assert (ran.returncode, ran.stderr) == (0, "") if form == "json" else ran.returncode == 0
    found = json.loads(ran.stdout)["incidents"] if form == "json" else ran.stdout.splitlines()
    assert len(found) == incidents


def test_a_dataset_without_a_name_is_a_wrong_call(tmp_path: Path) -> None:
    """Exit code 2."""
    assert summarizer("check", str(tmp_path / "x.csv"), "--dataset", " ").returncode == 2


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_what_is_exported_is_still_a_row(tmp_path: Path, form: str) -> None:
    """Read back it says the same of itself."""
    made = [coded("ACLED", time_precision="2", geo_precision="3"), coded("EM-DAT")]
    path = tmp_path / f"x.{form}"
    if form == "parquet":
        path.write_bytes(render_parquet(check(made)))
    else:
        path.write_text(render(check(made), "jsonl") or "")
    names = ("dataset", "dataset_id", "date_precision", "place_precision", "start", "end")
    read = [item for item in read_records(path) if isinstance(item, EventReport)]
    assert sorted(str([getattr(item, name) for name in names]) for item in read) == sorted(
        str([getattr(item, name) for name in names]) for item in made
    )


def test_records_of_no_dataset_keep_their_ids() -> None:
    """The JSON that ids follow from is that of the fields which records have always had."""
    told = report("a", figures=[figure(value=4)])
    known = json.loads(canonical_json(told))
    assert not {"dataset", "dataset_id", "date_precision", "place_precision"} & set(known)
    assert {"article", "type", "place", "start", "figures"} <= set(known)
    filled = told.model_copy(update={"dataset": "ACLED", "dataset_id": "7"})
    assert json.loads(canonical_json(filled)) == known | {"dataset": "ACLED", "dataset_id": "7"}
    (incident,) = check([told]).incidents
    assert incident.id == incident_id([digest(canonical_json(told))])
