"""Event records from elsewhere: what each column of known data sets becomes, and what is said of what cannot be read."""

import gzip
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import EventReport, Problem, check, read_records
from summarizer.errors import UsageError
from summarizer.files.delimited import Line, read_rows
from summarizer.inputs.records.columns import FIELDS, map_columns, parse_field, parse_mapping
from summarizer.inputs.records.datasets import read_column_names
from summarizer.inputs.records.lines import LONGEST
from summarizer.inputs.records.tabular import read_table
from summarizer.schemas import EVENT_TYPES, type_names

from ..cli.test_cli import summarizer

GED = (
    "id,relid,year,type_of_violence,dyad_name,side_a,side_b,source_article,source_office,source_date,source_headline,"
    "where_coordinates,where_description,adm_1,adm_2,country,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "country,admin1,admin2,admin3,location,source,source_scale,notes,fatalities,timestamp"
)
EVENTREPORT = (
    "id,event_id,country,city,location,date_start,date_end,actor1,actor2,event_type,source,report_date,"
    "deaths_best,deaths_low,deaths_high,injuries_best,injuries_low,injuries_high"
)
GED_ROW = {
    "id": "412700", "relid": "AFG-2021-1", "type_of_violence": "1", "side_a": "Government of Ruritania",
    "side_b": "Free Army", "source_article": '"Reuters,2021-09-02,Clash"', "source_office": "Reuters",
    "source_date": "2021-09-02", "source_headline": "Rebels attack garrison", "where_coordinates": "Strelsau",
    "adm_1": "Strelsau province", "country": "Ruritania", "date_start": "2021-09-01 00:00:00.000",
    "date_end": "2021-09-01 00:00:00.000", "deaths_a": "2", "deaths_b": "3", "deaths_civilians": "1",
    "deaths_unknown": "4", "best": "10", "high": "12", "low": "10",
}  # fmt: skip
ACLED_ROW = {
    "event_id_cnty": "RUR17", "event_date": "31 January 2023", "year": "2023", "time_precision": "1",
    "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "Air Force of Ruritania",
    "actor2": "Civilians (Ruritania)", "country": "Ruritania", "admin1": "Zenda", "location": "Hentzau",
    "source": "Strelsau Post; Wire", "notes": "4 people died.", "fatalities": "4",
}  # fmt: skip
GTD = "eventid,iyear,imonth,iday,country_txt,provstate,city,attacktype1_txt,gname,nkill,nwound"
GTD_ROW = {
    "eventid": "202001010001", "iyear": "2020", "imonth": "1", "iday": "2", "country_txt": "Ruritania", "provstate": "Zenda",
    "city": "Hentzau", "attacktype1_txt": "Armed Assault", "gname": "Free Army", "nkill": "4", "nwound": "2",
}  # fmt: skip
EMDAT = "DisNo.,Disaster Type,Country,Location,Start Year,Start Month,Start Day,Total Deaths"
EMDAT_ROW = {
    "DisNo.": "2020-0001-RUR", "Disaster Type": "Flood", "Country": "Ruritania", "Location": "Zenda", "Start Year": "2020",
    "Start Month": "1", "Start Day": "2", "Total Deaths": "4",
}  # fmt: skip
REPORT_ROW = {
    "id": "r1", "event_id": "e1", "country": "Kenya", "city": "Kisumu", "location": "a market in Kisumu",
    "date_start": "2007-12-30", "date_end": "2007-12-31", "actor1": "Youths", "actor2": "NA", "event_type": "Mob violence",
    "source": "Daily Nation", "report_date": "2008-01-01", "deaths_best": "3", "deaths_low": "2", "deaths_high": "5",
    "injuries_best": "NA", "injuries_low": "", "injuries_high": "NA",
}  # fmt: skip


def table(header: str, *rows: Mapping[str, str] | str, sep: str = ",") -> str:
    """A table as text: a row is its cells by column, or its very line."""
    names = header.split(",")
    lines = (row if isinstance(row, str) else sep.join(row.get(name, "") for name in names) for row in rows)
    return "".join(f"{line}\n" for line in (sep.join(names), *lines))


def read(text: str, **mapping: str) -> list[EventReport | Problem]:
    """What a CSV text holds."""
    lines = (Line(number, f"{line}\n") for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1))
    rows = read_rows(lines, ",", LONGEST)
    return list(read_table("x.csv", next(rows).cells, rows, parse_mapping(mapping)))


def only(text: str, **mapping: str) -> EventReport:
    """The one record of a CSV text."""
    (found,) = read(text, **mapping)
    assert isinstance(found, EventReport), found
    return found


def problem(text: str, **mapping: str) -> str:
    """The one problem of a CSV text, as it is printed."""
    (found,) = (item for item in read(text, **mapping) if isinstance(item, Problem))
    assert "\n" not in str(found)
    return str(found)


def counts(report: EventReport) -> list[tuple[str, str, float | None, float | None, float | None, str]]:
    """The figures in brief."""
    return [(f.measure, f.of, f.low, f.value, f.high, f.bound) for f in report.figures]


def test_a_row_of_eventreport_is_one_sources_report_of_an_event() -> None:
    """Its event_id is the incident, its id the article, its deaths one figure with low, best and high."""
    report = only(table(EVENTREPORT, REPORT_ROW))
    assert (report.article, report.incident, report.source) == ("r1", "e1", "Daily Nation")
    assert (report.type, report.published) == ("mob_violence", date(2008, 1, 1))
    assert (report.place.name, report.place.country) == ("Kisumu", "Kenya")
    assert (report.start, report.end) == (date(2007, 12, 30), date(2007, 12, 31))
    assert [actor.name for actor in report.actors] == ["Youths"]
    assert counts(report) == [("killed", "people", 2, 3, 5, "between")]
    assert (report.figures[0].article, report.figures[0].source) == ("r1", "Daily Nation")


def test_an_acled_row_is_an_event_with_its_sub_event_type() -> None:
    """Its id is the record's and the event's; its day may be in words."""
    report = only(table(ACLED, ACLED_ROW))
    assert (report.article, report.incident, report.source) == ("RUR17", None, "Strelsau Post; Wire")
    assert (report.type, report.headline) == ("air_drone_strike", None)
    assert (report.place.name, report.place.region, report.place.country) == ("Hentzau", "Zenda", "Ruritania")
    assert (report.start, report.end) == (date(2023, 1, 31), None)
    assert [actor.name for actor in report.actors] == ["Air Force of Ruritania", "Civilians (Ruritania)"]
    assert counts(report) == [("killed", "people", 4, 4, 4, "exactly")]


def test_a_ged_row_gives_its_parts_beside_its_sum() -> None:
    """The populations are such that the checker knows the sides, the civilians and the rest as parts of people."""
    report = only(table(GED, GED_ROW))
    assert (report.article, report.incident, report.source) == ("412700", None, "Reuters")
    assert (report.type, report.headline) == ("armed_clash", "Rebels attack garrison")
    assert (report.published, report.start, report.end) == (date(2021, 9, 2), date(2021, 9, 1), date(2021, 9, 1))
    assert counts(report) == [
        ("killed", "people", 10, 10, 12, "between"),
        ("killed", "fighters of Government of Ruritania", 2, 2, 2, "exactly"),
        ("killed", "fighters of Free Army", 3, 3, 3, "exactly"),
        ("killed", "civilians", 1, 1, 1, "exactly"),
        ("killed", "people of unknown status", 4, 4, 4, "exactly"),
    ]
    assert not [f for f in check([report]).findings if f.kind not in ("uncorroborated", "agreement")]


@pytest.mark.parametrize(
    ("header", "row", "change", "expected"),
    [
        (EVENTREPORT, REPORT_ROW, {"deaths_low": "NA", "deaths_high": ""}, ("killed", "people", 3, 3, 3, "exactly")),
        (EVENTREPORT, REPORT_ROW, {"deaths_best": "NA"}, ("killed", "people", 2, None, 5, "between")),
        (EVENTREPORT, REPORT_ROW, {"deaths_best": "", "deaths_high": ""}, ("killed", "people", 2, None, None, "at_least")),
        (EVENTREPORT, REPORT_ROW, {"deaths_best": "", "deaths_low": ""}, ("killed", "people", None, None, 5, "at_most")),
        (EVENTREPORT, REPORT_ROW, {"deaths_high": "NA"}, ("killed", "people", 2, 3, 3, "between")),
        (EVENTREPORT, REPORT_ROW, {"deaths_best": "1e+05", "deaths_low": "1e+05", "deaths_high": "100000.0"},
         ("killed", "people", 1e5, 1e5, 1e5, "exactly")),
        (ACLED, ACLED_ROW, {"fatalities": "0"}, ("killed", "people", 0, 0, 0, "exactly")),
        (GED, GED_ROW, {"low": "0", "best": "0"}, ("killed", "people", 0, 0, 12, "between")),
    ],
    ids=["best alone is exact", "without a best, a range", "low alone", "high alone", "a missing end is the best",
         "R's way to write 100000", "none dead is a figure", "none dead, perhaps some"],
)  # fmt: skip
def test_ends_and_estimates(
    header: str, row: dict[str, str], change: dict[str, str], expected: tuple[object, ...]
) -> None:
    """Low, best and high, each of which may be missing."""
    assert counts(only(table(header, row | change)))[0] == expected


def test_blank_cells_give_nothing() -> None:
    """No figure where all three are missing, no part that GED only fills with 0, no side that is not named."""
    blank = dict.fromkeys(("deaths_low", "deaths_best", "deaths_high"), "NA")
    assert only(table(EVENTREPORT, REPORT_ROW | blank)).figures == ()
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians"), "0") | {"deaths_unknown": "10"}
    assert [of for _, of, *_ in counts(only(table(GED, GED_ROW | parts)))] == ["people", "people of unknown status"]
    nameless = only(table(GED, GED_ROW | {"side_b": ""}))
    assert nameless.figures[2].of == "fighters of an unnamed side"


@pytest.mark.parametrize(
    ("header", "row", "change", "said"),
    [
        (EVENTREPORT, REPORT_ROW, {"deaths_low": "9"}, "killed: expected low <= best <= high, got 9 <= 3 <= 5"),
        (EVENTREPORT, REPORT_ROW, {"deaths_best": "7"}, "got 2 <= 7 <= 5"),
        (EVENTREPORT, REPORT_ROW, {"deaths_best": "-99"}, "deaths_best: expected a number such as 12, got '-99'"),
        (EVENTREPORT, REPORT_ROW, {"injuries_best": "many"}, "injuries_best: expected a number such as 12, got 'many'"),
        (ACLED, ACLED_ROW, {"fatalities": "=1+2"}, "fatalities: expected a number such as 12, got '=1+2'"),
        (ACLED, ACLED_ROW, {"fatalities": "1.200.000"}, "'1.200.000'"),
        (ACLED, ACLED_ROW, {"fatalities": "٣"}, "'٣'"),
        (ACLED, ACLED_ROW, {"fatalities": "inf"}, "'inf'"),
        (ACLED, ACLED_ROW, {"fatalities": "9" * 400}, "999…'"),
        (ACLED, ACLED_ROW, {"event_date": "31/01/2023"}, "event_date: expected a day as 2023-05-12 or 12 May 2023"),
        (ACLED, ACLED_ROW, {"event_date": "31 February 2023"}, "event_date"),
        (GED, GED_ROW, {"date_end": "2020-01-01"}, "expected start <= end, got 2021-09-01 and 2020-01-01"),
        (GED, GED_ROW, {"country": "Ruri\0tania"}, "NUL"),
        (ACLED, ACLED_ROW, {"notes": '"left open'}, "check its quotation marks"),
        (ACLED, ACLED_ROW, {"notes": '"closed" and on'}, "check its quotation marks"),
        (ACLED, ACLED_ROW, {"notes": "one, two"}, "expected 20 cells as in the header, got 21"),
        (ACLED, ACLED_ROW, {"notes": "x" * 200_000}, "field limit"),
        (ACLED, ACLED_ROW, {"notes": "caf\udce9"}, "expected UTF-8, got byte 0xe9: convert the file"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_loses_no_other(
    header: str, row: dict[str, str], change: dict[str, str], said: str
) -> None:
    """One line: where, what was expected, what came."""
    text = table(header, row, row | change, row)
    assert [type(found) for found in read(text)] == [EventReport, Problem, EventReport]
    assert problem(text).startswith("x.csv:3: ")
    assert said in problem(text)


def test_text_of_any_kind_stays_text() -> None:
    """A formula, markup, a quotation mark, a line break in a cell: words of a name, and nothing else."""
    row = ACLED_ROW | {"source": '=HYPERLINK("x")', "actor1": "<b>Army</b>", "notes": '"two\nlines, ""quoted"""'}
    report = only(table(ACLED, row).replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"'))
    assert (report.source, report.actors[0].name) == ('=HYPERLINK("x")', "<b>Army</b>")


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("Armed clash", "armed_clash"), ("Non-state actor overtakes territory", "territory_overtaken"),
     ("Attack", "attack_on_civilians"), ("Other", "strategic_other"), ("Cattle raid / theft", "cattle_raid_theft"),
     ("Émeute", "émeute"), ("", "shelling")],
)  # fmt: skip
def test_acleds_types_are_ours_and_others_keep_their_name(cell: str, kind: str) -> None:
    """An unknown type is a name in lower case with underscores; a blank one gives way to the event type."""
    assert only(table(ACLED, ACLED_ROW | {"sub_event_type": cell, "event_type": "Shelling"})).type == kind


def test_every_type_that_a_preset_gives_is_a_type() -> None:
    """The tables name no type that the schemas do not have, and no field that there is not."""
    known = {name for kind in EVENT_TYPES for name in type_names(kind)}
    for preset in read_column_names().datasets:
        assert set(preset.types.values()) <= known
        assert {*preset.needs, *preset.or_needs} <= set(preset.columns)
        assert all(parse_field(name) for name in preset.columns.values())


@pytest.mark.parametrize(("precision", "days"), [("1", 0), ("2", 3), ("3", 15), ("", 0)])
def test_a_day_that_is_known_to_a_week_or_a_month_is_as_wide(precision: str, days: int) -> None:
    """ACLED codes the middle of the week or month."""
    report = only(table(ACLED, ACLED_ROW | {"event_date": "2023-05-16", "time_precision": precision}))
    assert report.start == date(2023, 5, 16 - days)
    assert report.end == (date(2023, 5, 16 + days) if days else None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2021-09-02", date(2021, 9, 2)), ("2021-09-02 00:00:00.000", date(2021, 9, 2)),
     ("2021-09-02T14:30:00", datetime(2021, 9, 2, 14, 30)), ("2021-09-02;2021-09-05; 2021-09-01;", date(2021, 9, 5)),
     ("2 Sep 2021", date(2021, 9, 2)), ("", None)],
)  # fmt: skip
def test_when_it_was_published(cell: str, day: date | None) -> None:
    """A day, an hour where there is one, the latest of GED's several sources."""
    assert only(table(GED, GED_ROW | {"source_date": cell})).published == day


@pytest.mark.parametrize(
    ("headline", "kept"),
    [("Ten killed in clash", True), ("Eleven killed in clash", False), ("Clash in the hills", True)],
)
def test_a_headline_says_no_number_that_is_not_a_figure(headline: str, kept: bool) -> None:
    """It would reach the summary unproved."""
    row = GED_ROW | {"source_headline": headline, "high": "10"}
    assert (only(table(GED, row)).headline == headline) is kept


def test_mapped_columns_need_no_known_data_set() -> None:
    """Any table with one number a row; a measure may have a population; the record is called by its place."""
    text = "Where,Dead,Hurt (min),Civ,When\nStrelsau,3,10,1,2 May 2023\n"
    mapping = {"Where": "place.name", "dead": "killed", "Hurt (min)": "wounded.low", "Civ": "killed of civilians"}
    report = only(text, **mapping, When="start")
    assert (report.article, report.type, report.place.name) == ("x.csv:2", "event", "Strelsau")
    assert report.start == date(2023, 5, 2)
    assert counts(report) == [
        ("killed", "people", 3, 3, 3, "exactly"),
        ("wounded", "people", 10, None, None, "at_least"),
        ("killed", "civilians", 1, 1, 1, "exactly"),
    ]


def test_columns_named_like_fields_need_no_mapping() -> None:
    """The names of `--map` are names of columns, too."""
    report = only("article,type,killed.low,killed.high,place.country\n7,flood,2,9,Ruritania\n")
    assert (report.article, report.type, report.place.country) == ("7", "flood", "Ruritania")
    assert counts(report) == [("killed", "people", 2, None, 9, "between")]


def test_a_mapping_overrides_what_a_data_set_says() -> None:
    """The field it names comes from its column alone; a column mapped to nothing is left out."""
    report = only(table(ACLED, ACLED_ROW), admin1="place.name", event_id_cnty="incident", source="")
    assert (report.place.name, report.place.region) == ("Zenda", None)
    assert (report.incident, report.article, report.source) == ("RUR17", "x.csv:2", None)


@pytest.mark.parametrize(
    ("header", "row", "dataset"),
    [
        (ACLED, ACLED_ROW, "ACLED"),
        (GED, GED_ROW, "UCDP GED"),
        (GTD, GTD_ROW, "GTD"),
        (EMDAT, EMDAT_ROW, "EM-DAT"),
        (EVENTREPORT.replace("event_id,", ""), REPORT_ROW, None),
    ],
)
@pytest.mark.parametrize(
    ("column", "cell", "field", "expected"),
    [
        ("incident", "e9", "incident", "e9"),
        ("Incident ", "e9", "incident", "e9"),
        ("incident", "", "incident", None),
        ("place.site", "a mosque", "place.site", "a mosque"),
        ("place.town", "Zenda", "place.town", "Zenda"),
        ("dataset", "Mine", "dataset", "Mine"),
        ("precision", "3", "date_precision", None),
    ],
)
def test_a_column_that_was_added_to_a_data_set_is_read_by_its_name(
    header: str, row: Mapping[str, str], dataset: str | None, column: str, cell: str, field: str, expected: object
) -> None:
    """As in any table; but not a field of the data set's own codes. The rest of the row stays as it is."""
    plain, added = only(table(header, row)), only(table(f"{header},{column}", {**row, column: cell}))
    assert plain.dataset == dataset
    value: object = added
    for name in field.split("."):
        value = getattr(value, name)
    assert value == (plain.date_precision if column == "precision" else expected)
    assert (added.type, added.start, added.figures) == (plain.type, plain.start, plain.figures)


def test_a_column_of_the_data_set_goes_before_one_that_was_added() -> None:
    """And `--map` before both."""
    header = f"{EVENTREPORT},incident"
    row = {**REPORT_ROW, "incident": "mine"}
    assert only(table(header, row)).incident == "e1"
    assert only(table(header, row), incident="incident").incident == "mine"
    assert only(table(f"{ACLED},incident", {**ACLED_ROW, "incident": "e9"}), incident="").incident is None


@pytest.mark.parametrize(
    ("mapping", "said"),
    [({"fatalities": "deaths"}, "expected a field to map a column to, got 'deaths': article, source"),
     ({"fatalities": "killed.most"}, "got 'killed.most'"), ({"dead": "killed"}, "got 'dead': columns event_id_cnty")],
)  # fmt: skip
def test_a_wrong_mapping_is_a_wrong_call(mapping: dict[str, str], said: str) -> None:
    """It names the fields there are, or the columns."""
    with pytest.raises(UsageError) as error:
        read(table(ACLED, ACLED_ROW), **mapping)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("header", "said"),
    [("a,b,c", "got columns a, b, c: name what they hold with --map column=field"),
     ("a;b;killed", "got columns a;b;killed:"),
     ("article,type", "UCDP GED (side_a, side_b, deaths_civilians); ACLED (event_id_cnty, event_date, fatalities); eventreport (event_id"),
     ("killed,source,source", "expected each column once, got 'source' twice"),
     (",".join(f"c{n}" for n in range(500)), "c39 and 460 more")],
)  # fmt: skip
def test_a_header_that_says_nothing_is_one_problem(header: str, said: str) -> None:
    """What was found, and what would be known."""
    assert said in problem(f"{header}\n1,2,3\n4,5,6\n")


def test_columns_that_are_not_used_may_repeat() -> None:
    """R names the column of row names with nothing, and tables have many such."""
    assert only(",,killed,x,x\n1,2,3,4,5\n").figures[0].value == 3


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from('",\n\r\0;=-0123456789.eNA \ufeff<é٣') | st.characters(), max_size=200))
def test_any_text_gives_records_or_problems(text: str) -> None:
    """Below a header that is known; no exception."""
    for header in ("event_id,source,deaths_best,date_start", "killed,killed.low,type,killed of civilians"):
        for found in read(f"{header}\n{text}"):
            assert isinstance(found, EventReport | Problem)


@settings(max_examples=150)
@given(data=st.binary(max_size=200), ending=st.sampled_from([".csv", ".tsv", ".jsonl", ".csv.gz", ".parquet"]))
def test_any_bytes_give_records_or_problems(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    """Whatever the file's ending promises; UTF-16 is refused as a whole."""
    path = tmp_path_factory.mktemp("any") / f"any{ending}"
    for content in (data, b"event_id,source,deaths_best\n" + data, gzip.compress(b"killed\n" + data)[: 20 + len(data)]):
        path.write_bytes(content)
        try:
            for found in read_records(str(path)):
                assert isinstance(found, EventReport | Problem)
                assert "\n" not in str(found) or isinstance(found, EventReport)
        except UsageError as error:
            assert "UTF-16" in str(error)  # noqa: PT017


def generated(count: int) -> Iterator[Line]:
    """A table of many rows, none of which is kept."""
    yield Line(1, "killed,source\n")
    for number in range(2, count + 2):
        yield Line(number, f"{number % 9},Wire {number}\n")


def test_a_long_table_is_read_in_flat_memory() -> None:
    """20,000 rows, one at a time; the last 10,000 are traced, and would take 20 MB if they were kept."""
    rows = read_rows(generated(20_000), ",", LONGEST)
    reports = read_table("x.csv", next(rows).cells, rows, {})
    count = sum(1 for _ in islice(reports, 10_000))
    tracemalloc.start()
    try:
        count += sum(1 for _ in reports)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 1 << 20


def test_an_open_quotation_mark_swallows_no_rows(tmp_path: Path) -> None:
    """The row that opens it is lost, those that it seemed to hold are read."""
    path = tmp_path / "open.csv"
    path.write_text(table("killed,source", "1,A", '2,"B', *("3,C" for _ in range(30_000))))
    found = list(read_records(str(path)))
    assert [item.line for item in found if isinstance(item, Problem)] == [3]
    assert len(found) == 30_002


def test_a_line_that_does_not_end_is_passed_over(tmp_path: Path) -> None:
    """However long; the next is read."""
    path = tmp_path / "long.csv"
    path.write_text(table("killed,source", "1,A", "2," + "B" * (3 * LONGEST), "3,C"))
    first, long, last = read_records(str(path))
    assert isinstance(first, EventReport)
    assert isinstance(last, EventReport)
    assert f"{path}:3: expected a record of at most {LONGEST} bytes" in str(long)


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".tsv", ".tsv.gz", ".parquet"])
def test_the_file_may_be_of_any_kind(tmp_path: Path, ending: str) -> None:
    """The same table, the same records."""
    path = tmp_path / f"export{ending}"
    expected = only(table(GED, GED_ROW))
    text = table(GED, GED_ROW, sep="\t" if "tsv" in ending else ",")
    if ending == ".parquet":
        write_parquet(path, GED.split(","), [tuple(GED_ROW.get(name) for name in GED.split(","))])
    else:
        data = ("\ufeff" + text).encode()
        path.write_bytes(gzip.compress(data) if ending.endswith(".gz") else data)
    (found,) = read_records(str(path))
    assert found == expected


def write_parquet(
    path: Path, names: list[str], rows: list[tuple[Any, ...]], types: Mapping[str, str] | None = None
) -> None:
    """A Parquet file of rows; a column's type is text unless given."""
    declared = ", ".join(f'"{name}" {(types or {}).get(name, "VARCHAR")}' for name in names)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({declared})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(names))})", rows)  # noqa: S608  # ours
        connection.execute(f"COPY t TO '{path}'")


def test_parquet_holds_typed_columns(tmp_path: Path) -> None:
    """Whole numbers, decimals and dates are what they are; a null is a blank cell; there may be thousands."""
    path = tmp_path / "x.parquet"
    rows = [(n, 2.5, 2.0, date(2023, 5, 1), None, "2023-05-02 14:30:00+02") for n in range(2_500)]
    types = {
        "killed": "BIGINT",
        "cost": "DECIMAL(9, 2)",
        "wounded": "DECIMAL(9, 2)",
        "start": "DATE",
        "published": "TIMESTAMPTZ",
    }
    write_parquet(path, ["killed", "cost", "wounded", "start", "source", "published"], rows, types)
    found = [item for item in read_records(str(path)) if isinstance(item, EventReport)]
    assert [item.figures[0].value for item in found] == list(range(2_500))
    assert (found[0].start, found[0].source, found[0].article) == (date(2023, 5, 1), None, f"{path}:1")
    assert found[0].figures[1].value == 2.5
    assert found[0].published == datetime(2023, 5, 2, 12, 30, tzinfo=UTC)


def test_parquet_holds_our_own_records(tmp_path: Path) -> None:
    """As nested columns, with nested columns as JSON, or as one column of JSON: what JSON Lines would give."""
    record: dict[str, Any] = {
        "article": "1", "type": "flood", "place": {"name": "Zenda", "country": "Ruritania"},
        "figures": [{"measure": "killed", "value": 3.0}, {"measure": "killed", "low": 1.0, "high": 2.0, "of": "boys"}],
    }  # fmt: skip
    line = json.dumps(record)
    nested = "STRUCT(measure VARCHAR, of VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE)[]"
    place = "STRUCT(name VARCHAR, region VARCHAR, country VARCHAR)"
    full = [dict.fromkeys(("measure", "of", "value", "low", "high")) | figure for figure in record["figures"]]
    names = ["article", "type", "place", "figures"]
    (tmp_path / "lines.jsonl").write_text(line + "\n")
    write_parquet(
        tmp_path / "nested.parquet", names,
        [("1", "flood", {"name": "Zenda", "region": None, "country": "Ruritania"}, full)],
        {"place": place, "figures": nested},
    )  # fmt: skip
    write_parquet(
        tmp_path / "text.parquet", names, [("1", "flood", json.dumps(record["place"]), json.dumps(record["figures"]))]
    )
    write_parquet(tmp_path / "json.parquet", ["record"], [(line,)], {"record": "JSON"})
    (expected,) = read_records(str(tmp_path / "lines.jsonl"))
    assert isinstance(expected, EventReport)
    for name in ("nested", "text", "json"):
        assert list(read_records(str(tmp_path / f"{name}.parquet"))) == [expected], name


def test_numbers_of_any_type_are_numbers(tmp_path: Path) -> None:
    """A decimal of a database, digits in quotation marks: the interval is that of the number."""
    figure = "STRUCT(measure VARCHAR, value DECIMAL(9, 2))[]"
    rows = [("1", "x", [{"measure": "killed", "value": 3}])]
    write_parquet(tmp_path / "x.parquet", ["article", "type", "figures"], rows, {"figures": figure})
    (tmp_path / "x.jsonl").write_text(
        '{"article": "1", "type": "x", "figures": [{"measure": "killed", "value": "3"}]}\n'
        '{"article": "1", "type": "x", "figures": [{"measure": "killed", "value": [3]}]}\n'
    )
    from_database, from_text, refused = (
        *read_records(str(tmp_path / "x.parquet")), *read_records(str(tmp_path / "x.jsonl")),
    )  # fmt: skip
    assert from_database == from_text
    assert isinstance(from_text, EventReport)
    assert counts(from_text) == [("killed", "", 3, 3, 3, "exactly")]
    assert "expected `value` as a number, got '[3]'" in str(refused)


def test_parquet_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """The file, or the row; a name with a wildcard is that file and no other."""
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 is not enough PAR1")
    (found,) = read_records(str(tmp_path / "bad.parquet"))
    assert "bad.parquet: expected a Parquet file, got" in str(found)
    write_parquet(tmp_path / "json.parquet", ["record"], [("nonsense",), ('{"article": "1", "type": "x"}',)])
    first, second = read_records(str(tmp_path / "json.parquet"))
    assert "json.parquet:1: expected one JSON object" in str(first)
    assert isinstance(second, EventReport)
    write_parquet(tmp_path / "a1.parquet", ["killed"], [("1",)])
    write_parquet(tmp_path / "a[1].parquet", ["killed", "x"], [("2", ""), ("3", "")])
    assert len(list(read_records(str(tmp_path / "a[1].parquet")))) == 2
    with pytest.raises(UsageError, match="No such file"):
        list(read_records(str(tmp_path / "a[12].parquet")))


@pytest.mark.parametrize(
    ("line", "said"),
    [("nonsense", "expected one JSON object a line"), ("[1]", "expected a JSON object, got list"),
     ('{"article": "1"}', "got at type: Field required"), ("[" * 100_000, "nested too deeply"),
     ('{"article": "1", "type": "x", "figures": [{"measure": "killed", "value": NaN}]}', "NaN, which is no number"),
     ('{"article": "1", "type": "x", "figures": [{"measure": "killed", "value": 1e999}]}', "finite"),
     ('{"article": "1", "type": "x", "figures": [{"measure": "killed", "value": 1' + "0" * 400 + "}]}", "too large"),
     ('{"article": "1", "type": "x", "start": "2024-02-30"}',
      "expected a day such as 2023-05-12 at start, got '2024-02-30': correct it or leave it out"),
     ('{"article": "1", "type": "x", "start": "2024-03-05T12:00"}', "a day such as 2023-05-12 at start, got '2024-03-05T12:00'"),
     ('{"article": "1", "type": "x", "end": ["2024-03-05"]}', "a day such as 2023-05-12 at end, got a list: correct it"),
     ('{"article": "1", "type": "x", "published": "yesterday"}', "a day such as 2023-05-12 at published, got 'yesterday'"),
     ('{"article": "1", "type": "x", "published": "0900-01-01"}', "got at published: expected a year from 1000 to 2999, got 900"),
     ('{"article": "\\ud800", "type": "x"}', "half of a character"), ('{"article": "1\0"}', "NUL")],
)  # fmt: skip
def test_a_bad_json_line_is_named_and_loses_no_other(tmp_path: Path, line: str, said: str) -> None:
    """Blank lines are passed over, and a line separator inside a text ends no line."""
    path = tmp_path / "x.jsonl"
    good = '{"article": "\u2028", "type": "x"}'
    path.write_text(f"{good}\n\n{line}\n{good}\n", encoding="utf-8")
    first, bad, last = read_records(str(path))
    assert first == last
    assert str(bad).startswith(f"{path}:3: ")
    assert said in str(bad)
    assert "\n" not in str(bad)


def test_files_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    """One line each: no file, a folder, UTF-16, an ending that nobody knows, half of a compressed file, nothing."""
    (tmp_path / "wide.csv").write_bytes(table(ACLED, ACLED_ROW).encode("utf-16"))
    (tmp_path / "folder.csv").mkdir()
    for name, said in (
        ("none.csv", "No such file"), ("folder.csv", "Is a directory"), ("wide.csv", "convert the file"),
        ("book.xlsx", "expected a .jsonl, .csv, .tsv"), ("x.parquet.gz", "expected a .jsonl"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=said):
            list(read_records(str(tmp_path / name)))
    whole = gzip.compress(table(ACLED, *[ACLED_ROW] * 5000).encode())
    (tmp_path / "half.csv.gz").write_bytes(whole[: len(whole) // 2])
    *read_before, last = read_records(str(tmp_path / "half.csv.gz"))
    assert all(isinstance(item, EventReport) for item in read_before)
    assert "expected a whole file" in str(last)
    (tmp_path / "empty.csv").write_text("")
    assert "got an empty file" in str(*read_records(str(tmp_path / "empty.csv")))


def test_check_takes_what_is_read() -> None:
    """Two reports of one event_id that disagree are a conflict; a problem is an article that failed."""
    rows = [REPORT_ROW, REPORT_ROW | {"id": "r2", "source": "BBC", "report_date": "", "deaths_best": "9", "deaths_low": "8",
            "deaths_high": "12"}, REPORT_ROW | {"deaths_best": "?"}]  # fmt: skip
    summary = check(read(table(EVENTREPORT, *rows)))
    assert [finding.kind for finding in summary.findings] == ["conflict"]
    assert [(article.id, article.status) for article in summary.articles] == [
        ("r1", "ok"), ("r2", "ok"), ("x.csv:4", "failed"),
    ]  # fmt: skip


def test_acled_rows_are_linked_if_the_user_calls_them_reports(tmp_path: Path) -> None:
    """Each is an event by itself; with `dataset="none"` a double coding is one incident, and its two tolls a conflict."""
    twice = [ACLED_ROW, ACLED_ROW | {"event_id_cnty": "RUR18", "source": "Wire", "fatalities": "9"}]
    elsewhere = ACLED_ROW | {
        "event_id_cnty": "RUR19",
        "location": "Streslau",
        "admin1": "",
        "event_date": "2 March 2023",
    }
    path = tmp_path / "acled.csv"
    path.write_text(table(ACLED, *twice, elsewhere))
    assert len(check(read_records(path)).incidents) == 3
    summary = check(read_records(path, dataset="none"))
    assert sorted(incident.sources for incident in summary.incidents) == [("RUR17", "RUR18"), ("RUR19",)]
    assert "conflict" in {finding.kind for finding in summary.findings}


def test_the_command_line_reads_several_files(tmp_path: Path) -> None:
    """Each by its ending; problems are lines on standard error, and the exit code says that there were some."""
    a, b = tmp_path / "a.csv", tmp_path / "b.jsonl"
    a.write_text("event,paper,dead\nx,Wire,2\n")
    b.write_text('{"article": "2", "source": "Post", "type": "flood", "incident": "x", '
                 '"figures": [{"measure": "killed", "of": "people", "value": 4}]}\n')  # fmt: skip
    mapping = ("--map", "event=incident", "--map", "paper=source", "--map", "dead=killed")
    ran = summarizer("check", str(a), str(b), *mapping)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "CONFLICT  People killed" in ran.stdout
    assert summarizer("check", str(a), str(b), *mapping, "--fail-on", "conflict").returncode == 1
    a.write_text("event,paper,dead\nx,Wire,2\n" + "x,Wire,?\n" * 25)
    ran = summarizer("check", str(a), str(b), *mapping)
    assert ran.returncode == 3
    assert len(ran.stderr.splitlines()) == 21
    assert ran.stderr.splitlines()[-1] == "summarizer: and 5 more"
    assert ran.stdout.rstrip().endswith("and 5 more; the JSON report has all")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--map", "dead"), "COLUMN=FIELD"),
        (("--map", "dead=deaths"), "expected a field"),
        (("--map", "x=killed"), "'x'"),
    ],
)
def test_a_wrong_call_is_exit_code_2(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """And one line."""
    (tmp_path / "a.csv").write_text("dead\n1\n")
    ran = summarizer("check", str(tmp_path / "a.csv"), *arguments)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """A name of a column or a field with control characters in it is printed without them."""
    (tmp_path / "a.csv").write_text("\x1b[2J,\u202ex\n1,2\n")
    (tmp_path / "a.jsonl").write_text('{"article": "1", "type": "x", "\\u001b[2J\\nfield": 1}\n')
    for name in ("a.csv", "a.jsonl"):
        ran = summarizer("check", str(tmp_path / name))
        assert ran.returncode == 3
        assert ran.stderr.rstrip("\n").isprintable()


def test_duckdb_is_imported_for_parquet_alone() -> None:
    """It takes a fifth of a second."""
    code = "import sys, summarizer.inputs.records as r; list(r.read_records('/dev/null')); sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_documents_name_every_field() -> None:
    """docs/records.md lists what `--map` takes."""
    document = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
    assert [field for field in FIELDS if f"`{field}`" not in document] == []
    for preset in read_column_names().datasets:
        assert [column for column in preset.columns if f"`{column}`" not in document] == []


def test_a_data_set_is_recognised_in_any_case_and_order() -> None:
    """Old exports shout."""
    assert map_columns(["FATALITIES ", "EVENT_DATE", "Event_Id_Cnty"], {}).dataset.name == "ACLED"
