"""The exports: tables, records, SARIF, annotations, several reports of one run, and what changed between two."""

import csv
import gzip
import io
import json
import os
import re
import stat
import sys
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import jsonschema
import pytest

from summarizer import EventReport, Finding, Problem, ReportedFigure, Settings, Summary, check, read_records, summarize
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.files import text as textfiles
from summarizer.inputs.records.datasets import read_column_names
from summarizer.records.article import make_article
from summarizer.records.incidents import RULES
from summarizer.records.summary import ArticleRecord
from summarizer.render import FORMATS, render, render_bytes, sarif
from summarizer.render.annotations import Location, Locator
from summarizer.render.eventreports import time_precision
from summarizer.render.github import format_command, job_summary
from summarizer.render.sarif import rule_texts
from summarizer.render.tables.incidents import COLUMNS as INCIDENT_COLUMNS
from summarizer.render.tables.incidents import acled_types
from summarizer.render.tables.reports import COLUMNS
from summarizer.schemas import EVENT_TYPES, type_names
from summarizer.summary.changes import find_difference

from ..helpers.reports import figure, report
from .test_hostile_output import CASES, PAYLOADS, spoilt

DATA = Path(__file__).parents[1] / "data"
SEEDS = ("run", "seeds/", "--replay", "cassettes/seeds.yaml")
ROOT = Path(__file__).parents[2]


def one(*figures: ReportedFigure, **fields: Any) -> Summary:
    """The summary of one report with these figures."""
    return check([report(figures=figures, **fields)])


def rows(summary: Summary, form: Any = "csv") -> list[dict[str, str]]:
    """The table as the csv module reads it."""
    return list(csv.DictReader(io.StringIO(render(summary, form), newline="")))


def read_back(summary: Summary, tmp_path: Path, ending: str) -> list[EventReport]:
    """What `check` reads of the summary in the format of this ending."""
    path = tmp_path / f"ours.{ending}"
    if ending == "parquet":
        pytest.importorskip("pyarrow")
        path.write_bytes(render_bytes(summary, "parquet"))
    else:
        path.write_text(render(summary, "csv" if ending == "csv" else "jsonl"), encoding="utf-8", newline="")
    found = list(read_records(str(path)))
    assert [item for item in found if isinstance(item, Problem)] == []
    return [item for item in found if isinstance(item, EventReport)]


# --- the table of event reports ---


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param([figure(value=4)], ("4", "4", "4", "exactly", "people"), id="an exact number"),
        pytest.param([figure(value=0)], ("0", "0", "0", "exactly", "people"), id="none is a number"),
        pytest.param([figure(value=None, low=3, high=9)], ("3", "3", "9", "between", "people"), id="a vague count"),
        pytest.param([figure(value=3, bound="at_least")], ("3", "3", "", "at_least", "people"), id="no upper end"),
        pytest.param([figure(value=3, bound="more_than")], ("3", "3", "", "more_than", "people"), id="more than 3"),
        pytest.param([figure(value=9, bound="at_most")], ("0", "9", "9", "at_most", "people"), id="no lower end"),
        pytest.param([figure(of="civilians", value=4)], ("4", "4", "4", "exactly", "civilians"), id="the only population told"),
        pytest.param([figure(of="civilians", value=3), figure(of="soldiers", value=1)], ("",) * 5, id="parts without a total: nobody states a sum"),
        pytest.param([figure(of="civilians", value=3), figure(value=5)], ("5", "5", "5", "exactly", "people"), id="people, not the civilians among them"),
        pytest.param([figure(value=4), figure(value=6, attributed_to="the mayor")], ("4", "4", "6", "between", "people"), id="two sources of one article"),
        pytest.param([figure(value=4, stance="denied")], ("",) * 5, id="a denied number is no count"),
        pytest.param([figure(value=2, extent="additional")], ("",) * 5, id="an addition is no total"),
        pytest.param([figure(value=0.5, unit="share")], ("",) * 5, id="a share is no count"),
        pytest.param([], ("",) * 5, id="nothing"),
    ],
)  # fmt: skip
def test_a_toll_is_a_range_with_what_it_counts(figures: list[ReportedFigure], expected: tuple[str, ...]) -> None:
    """deaths_low, deaths_best, deaths_high, deaths_bound, deaths_of."""
    (row,) = rows(one(*figures))
    assert tuple(row[f"deaths_{end}"] for end in ("low", "best", "high", "bound", "of")) == expected
    assert row["figures"] == str(len(figures))


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(
    "told",
    [
        pytest.param(figure(value=4), id="an exact number"),
        pytest.param(figure("wounded", value=0), id="none"),
        pytest.param(figure(value=None, low=3, high=9), id="a range"),
        pytest.param(figure(value=25, bound="about"), id="about"),
        pytest.param(figure(value=3, bound="at_least"), id="at least"),
        pytest.param(figure(value=120, bound="more_than"), id="more than"),
        pytest.param(figure(value=120, low=121, bound="more_than"), id="more than, in whole people"),
        pytest.param(figure(value=3, low=3), id="a number with a lower end alone"),
        pytest.param(figure(value=30, bound="at_most"), id="at most"),
        pytest.param(figure(value=9, bound="less_than"), id="fewer than"),
        pytest.param(figure(of="civilians", value=4), id="civilians"),
        pytest.param(figure(of="=cmd|' /C calc'!A0", value=4), id="a formula counts"),
    ],
)
def test_a_figure_reads_back_as_the_same(told: ReportedFigure, ending: str, tmp_path: Path) -> None:
    """Its interval, its measure and what it counts (behind an apostrophe where that would be a formula)."""
    (back,) = read_back(one(told), tmp_path, ending)
    (again,) = back.figures
    assert (again.measure, again.lowest, again.high) == (told.measure, told.lowest, told.high)
    assert again.of.removeprefix("'") == told.of


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_what_is_read_back_has_the_same_findings(ending: str, tmp_path: Path) -> None:
    """A conflict stays one, "at least 3" conflicts with 5 no more than it did, and incidents stay apart."""
    summary = check(
        [
            report("a", incident="1", source="Wire", published="2023-05-30", figures=[figure(value=4)]),
            report("b", incident="1", source="Post", published="2023-05-30T10:00:00", figures=[figure(value=7, article="b")]),
            report("c", incident="2", source="Wire", figures=[figure(value=3, bound="at_least", article="c")]),
            report("d", incident="2", source="Post", figures=[figure(value=5, article="d")]),
        ]
    )  # fmt: skip
    again = check(read_back(summary, tmp_path, ending))
    assert (summary.findings[0].kind, summary.findings[0].incident) == ("conflict", "1")
    assert [(f.kind, f.incident, f.explanation) for f in again.findings] == [
        (f.kind, f.incident, f.explanation) for f in summary.findings
    ]
    assert [event.published for incident in again.incidents for event in incident.events] == [
        event.published for incident in summary.incidents for event in incident.events
    ]


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_records_lose_nothing(ending: str, tmp_path: Path) -> None:
    """Every field of every report, with the incident's id."""
    told = figure(
        value=4, quote="four", start=0, end=4, words="four", where="Kyiv", attributed_to="the mayor", as_of="Monday",
        unit="USD", measure="cost", of="damage", source="Wire",
    )  # fmt: skip
    given = report(
        incident="i", source="Wire", published=datetime(2023, 5, 30, 9, 30, tzinfo=UTC), headline="Strike",
        when="on Monday", end=date(2023, 5, 31), about="x", figures=[told],
        actors=[{"name": "Army", "role": "perpetrator"}],
    )  # fmt: skip
    assert read_back(check([given]), tmp_path, ending) == [given]


def test_reports_that_are_only_possibly_of_an_incident_have_an_id_of_their_own(tmp_path: Path) -> None:
    """With the incident's they would be taken for sure, and accused."""
    summary = check([report("a", incident="i", figures=[figure(value=4)]), report("b", incident="i", figures=[figure(value=9, article="b")])])  # fmt: skip
    unsure = summary.model_copy(
        update={"incidents": tuple(incident.model_copy(update={"cores": (0, 1)}) for incident in summary.incidents)}
    )
    assert [row["event_id"] for row in rows(unsure)] == ["i", "i.1"]
    assert [row["incident_id"] for row in rows(unsure)] == ["i", "i"]
    assert [found.kind for found in summary.findings] == ["conflict"]
    assert "conflict" not in [found.kind for found in check(read_back(unsure, tmp_path, "jsonl")).findings]


def test_a_row_has_its_place_days_actors_and_an_id_of_its_own() -> None:
    """An article that tells of two events has two rows."""
    actors = [{"name": name, "role": role} for name, role in (("Crowd", "participant"), ("Town", "target"), ("Army", "perpetrator"))]  # fmt: skip
    summary = check(
        [
            report("a", place="Suzemka/Bryansk/Russia", end=date(2023, 6, 2), actors=actors, incident="1"),
            report("a", incident="2", start=None),
        ]
    )
    first, second = sorted(rows(summary), key=lambda row: row["event_id"])
    assert {first["id"], second["id"]} == {"a-1", "a-2"}
    assert [first[name] for name in ("city", "region", "country")] == ["Suzemka", "Bryansk", "Russia"]
    assert [first[name] for name in ("date_start", "date_end", "time_precision")] == ["2023-05-30", "2023-06-02", "2"]
    assert [first[f"actor{nth}"] for nth in range(1, 5)] == ["Army", "Town", "Crowd", ""]
    assert [second[name] for name in ("date_start", "date_end", "time_precision")] == ["", "", ""]


# The columns of an event report that eventreport 0.1.1 documents (`?maverick_event_report`), without those of actors' traits.
EVENTREPORT = {
    *("id", "event_id", "country", "election", "certain", "date_start", "date_end", "city", "location", "latitude"),
    *("longitude", "geo_precision", *(f"actor{nth}" for nth in range(1, 7)), "event_context", "target"),
    *(f"{toll}_{end}" for toll in ("deaths", "injuries") for end in ("best", "low", "high")),
    *("displacement", "damage", "source", "number_of_sources", "source_author", "source_type", "unit_of_analysis"),
}


def test_the_columns_that_are_eventreports_have_its_names_and_the_document_marks_all_others() -> None:
    """The table in `docs/exports.md` names every column, with a star at each that eventreport does not have."""
    section = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8").split("## `csv`")[1].split("\n## ")[0]
    starred = set(re.findall(r"`(\w+)`\\\*", section))
    assert {name for name in COLUMNS if name not in EVENTREPORT} - {"injuries_bound"} == starred
    assert {"deaths_low", "deaths_best", "deaths_high", "injuries_low", "city", "actor1", "actor2"} <= set(COLUMNS)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(date(2023, 5, 1), None, 1, id="a day"),
        pytest.param(date(2023, 5, 1), date(2023, 5, 1), 1, id="the same day twice"),
        pytest.param(date(2023, 5, 1), date(2023, 5, 2), 2, id="two days"),
        pytest.param(date(2023, 5, 1), date(2023, 5, 7), 2, id="a week"),
        pytest.param(date(2023, 5, 1), date(2023, 5, 8), 3, id="more than a week"),
        pytest.param(None, None, None, id="no day"),
    ],
)
def test_precision_of_days_is_acleds(start: date | None, end: date | None, expected: int | None) -> None:
    """1 a day, 2 a week, 3 more."""
    assert time_precision(start, end) == expected


def test_a_bound_that_is_none_is_a_problem(tmp_path: Path) -> None:
    """The row is named; the others stay."""
    path = tmp_path / "t.csv"
    path.write_text("event_id,source,deaths_best,deaths_bound\ne,Wire,3,roughly\ne,Post,3,at_least\n", encoding="utf-8")
    bad, good = read_records(str(path))
    assert isinstance(bad, Problem)
    assert "deaths_bound: expected one of exactly" in str(bad)
    assert isinstance(good, EventReport)
    assert good.figures[0].high is None


# --- the table of incidents ---


def test_an_incident_has_acleds_types_and_ucdps_ends() -> None:
    """And its sources, by name, and its findings by kind."""
    summary = check(
        [
            report("a", incident="i", source="Wire", figures=[figure(value=4)]),
            report("b", incident="i", source="Post", figures=[figure(value=7, article="b"), figure("launched", "drones", None, low=8, article="b")]),
        ]
    )  # fmt: skip
    (row,) = rows(summary, "incidents-csv")
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert [row[f"killed_{end}"] for end in ("low", "best", "high", "of")] == ["4", "4", "7", "people"]
    assert [row[f"launched_{end}"] for end in ("low", "best", "high", "of")] == ["8", "8", "", "drones"]
    assert row["wounded_low"] == ""
    assert (row["number_of_sources"], row["sources"], row["findings_conflict"]) == ("2", "Wire; Post", "1")


def test_parts_of_an_incident_are_not_added_up() -> None:
    """Both stand in `estimates`."""
    summary = one(figure(of="civilians", value=3), figure(of="soldiers", value=1))
    (row,) = rows(summary, "incidents-csv")
    assert row["killed_best"] == ""
    assert "civilians killed: low 3, best 3, high 3" in row["estimates"]
    assert "soldiers killed: low 1, best 1, high 1" in row["estimates"]


def test_acleds_names_are_those_that_are_read() -> None:
    """Each sub-event type, folded as `check` folds it, is our type again; every type of violence has one."""
    (acled,) = (preset for preset in read_column_names().datasets if preset.name == "ACLED")
    folded = {ours: re.sub(r"\W+", "_", names[1].casefold()).strip("_") for ours, names in acled_types().items()}
    assert {ours: acled.types[name] for ours, name in folded.items()} == {ours: ours for ours in folded}
    violent = {name for kind in EVENT_TYPES if kind.__module__.endswith("violence") for name in type_names(kind)}
    assert set(acled_types()) == violent


# --- hostile text ---


@pytest.mark.parametrize("form", ["csv", "incidents-csv"])
@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_no_cell_is_a_formula_or_breaks_the_table(payload: str, fields: tuple[str, ...], form: Any) -> None:
    """As the csv module and pandas read it."""
    pandas = pytest.importorskip("pandas")
    text = render(spoilt(payload, fields), form)
    names, *lines = list(csv.reader(io.StringIO(text, newline="")))
    assert names == list(COLUMNS if form == "csv" else INCIDENT_COLUMNS)
    assert {len(line) for line in lines} == {len(names)}
    frame = pandas.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False)
    assert frame.to_numpy().tolist() == lines
    for cell in (cell for line in lines for cell in line):
        assert not cell.lstrip("\"' \t").startswith(("=", "+", "-", "@")) or cell.startswith("'")
        assert cell.isprintable()


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_records_read_back_whatever_they_hold(
    payload: str, fields: tuple[str, ...], ending: str, tmp_path: Path
) -> None:
    """The same text."""
    summary = spoilt(payload, fields)
    back = read_back(summary, tmp_path, ending)
    told = [event for incident in summary.incidents for event in incident.events]
    assert [event.headline for event in back] == [event.headline for event in told]
    assert [event.figures for event in back] == [event.figures for event in told]


_COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<given>[^:\r\n]*)::(?P<message>[^\r\n]*)")


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it: properties end at "::", are parted by commas, and are unescaped."""
    match = _COMMAND.fullmatch(line)
    assert match, line
    given = dict(part.split("=", 1) for part in match["given"].split(",")) if match["given"] else {}
    assert set(given) <= {"file", "line", "col", "endColumn", "title"}
    return match["name"], {key: unescaped(value) for key, value in given.items()}, unescaped(match["message"])


def unescaped(text: str) -> str:
    """As the runner does it, "%25" last."""
    for mark, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(mark, sign)
    return text


@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_an_annotation_is_one_command_whatever_it_says(payload: str, fields: tuple[str, ...]) -> None:
    """No text ends it early, or is a command of its own."""
    summary = spoilt(payload, fields)
    lines = render(summary, "github").splitlines()
    told = [found for found in summary.findings if found.kind != "agreement"]
    assert len(lines) == len(told) + 1  # and the article that was not read
    assert {parsed(line)[0] for line in lines} <= {"error", "notice"}
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("text", "where", "escaped"),
    [
        pytest.param("50%", "message", "50%25", id="a percent sign"),
        pytest.param("a%0Ab", "message", "a%250Ab", id="what looks escaped"),
        pytest.param("a: b, c", "message", "a: b, c", id="a colon and a comma are no marks in a message"),
        pytest.param("a: b, c", "title", "a%3A b%2C c", id="but in a property"),
        pytest.param("a::error::b", "title", "a%3A%3Aerror%3A%3Ab", id="a command in a property"),
        pytest.param("a\r\nb", "title", "a%0D%0Ab", id="a line end in a property"),
    ],
)
def test_commands_are_escaped_as_documented(text: str, where: str, escaped: str) -> None:
    """And read back."""
    line = format_command("error", {"title": text if where == "title" else "t"}, text if where == "message" else "m")
    assert escaped in line
    _, given, message = parsed(line)
    assert (given["title"] if where == "title" else message) == text


@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_sarif_fits_its_schema_whatever_it_holds(payload: str, fields: tuple[str, ...]) -> None:
    """OASIS's, version 2.1.0."""
    summary = spoilt(payload, fields)
    log = json.loads(render(summary, "sarif"))
    validated(log)
    told = [found for found in summary.findings if found.kind != "agreement"]
    assert len(log["runs"][0]["results"]) == len(told)


def validated(log: Any) -> None:
    """Raises where the log does not fit our part of the schema, and the whole one if $SARIF_SCHEMA names it."""
    for path in (DATA / "sarif-2.1.0-part.json", os.environ.get("SARIF_SCHEMA")):
        if path:
            schema = json.loads(Path(path).read_text(encoding="utf-8"))
            reader = jsonschema.validators.validator_for(schema, jsonschema.Draft4Validator)
            reader(schema, format_checker=jsonschema.FormatChecker()).validate(log)


def test_the_schema_refuses_what_is_not_sarif() -> None:
    """Or the tests above would say nothing."""
    with pytest.raises(jsonschema.ValidationError):
        validated({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"text": "no"}]}]})


# --- places in files ---


def conflict(tmp_path: Path, text: str, quote: str, *, nth: int = 0, name: str = "a.md") -> tuple[Summary, Finding]:
    """A summary of an article in a file, whose figure is quoted at its nth place, and of another that conflicts."""
    from summarizer.inputs.articles import iter_articles  # noqa: PLC0415  # what a run reads

    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    found = next(iter(iter_articles([path])))
    assert not hasattr(found, "error"), found
    body, start = found.text, -1
    for _ in range(nth + 1):
        start = body.index(quote, start + 1)
    told = figure(value=4, article=found.id, quote=quote, start=start, end=start + len(quote))
    summary = check([report(found.id, incident="i", figures=[told]), report("b", incident="i", figures=[figure(value=9, article="b")])])  # fmt: skip
    records = tuple(
        record.model_copy(update={"path": found.path}) if record.id == found.id else record
        for record in summary.articles
    )
    return summary.model_copy(update={"articles": records}), summary.findings[0]


@pytest.mark.parametrize(
    ("text", "nth", "expected"),
    [
        pytest.param("A\n\nHere four people died.\n", 0, (3, 6, 17), id="a line of a text"),
        pytest.param("---\nsource: Wire\n---\n\nHere four people died.", 0, (5, 6, 17), id="behind front matter"),
        pytest.param("A\r\nHere four people died.\r\n", 0, (2, 6, 17), id="Windows line ends"),
        pytest.param("\ufeffA\nHere four people died.", 0, (2, 6, 17), id="behind a byte order mark"),
        pytest.param("four people\nA\nfour people", 1, (3, 1, 12), id="the second of two like lines"),
        pytest.param("  four people\nA\nfour people", 1, (3, 1, 12), id="lines that differ in their spaces"),
        pytest.param("A four people, four people", 0, (1, None, None), id="twice in a line: no column"),
        pytest.param("Here fo\u200bur people died", 0, (1, None, None), id="with a hidden character: no column"),
        pytest.param("<!--\nfour people\n-->A\nfour people", 0, (None, None, None), id="a comment hides a like line: no line"),
        pytest.param("<!-- a\nb\n-->Here\nSo four people", 0, (4, 4, 15), id="behind a comment of several lines"),
    ],
)  # fmt: skip
def test_a_figure_is_found_in_its_file(text: str, nth: int, expected: tuple[int | None, ...], tmp_path: Path) -> None:
    """The line and the columns of its words, or nothing that is not certain."""
    summary, finding = conflict(tmp_path, text, "four people", nth=nth)
    told, place = Locator(summary).locate_finding(finding)
    assert told.value == 4
    assert place == Location(str(tmp_path / "a.md"), *expected)


def test_an_article_of_json_lines_is_its_line(tmp_path: Path) -> None:
    """A column would point into escapes."""
    lines = [json.dumps({"text": "Nothing."}), json.dumps({"text": "Here four people died."})]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = figure(value=4, article="x", quote="four people", start=5, end=16)
    summary = check([report("x", figures=[told])])
    records = tuple(record.model_copy(update={"path": f"{path}:2"}) for record in summary.articles)
    assert Locator(summary.model_copy(update={"articles": records})).locate(told) == Location(str(path), 2)


@pytest.mark.parametrize("path", ["-", None, "gone.md", "a\x00b", "x" * 5000])
def test_without_a_file_there_is_no_place(path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input, records from elsewhere, a file that was removed."""
    monkeypatch.chdir(tmp_path)
    told = figure(value=4)
    summary = one(told)
    records = tuple(record.model_copy(update={"path": path}) for record in summary.articles)
    assert Locator(summary.model_copy(update={"articles": records})).locate(told) is None


def test_a_file_that_has_changed_gives_no_line(tmp_path: Path) -> None:
    """Its lines may be others."""
    summary, finding = conflict(tmp_path, "Here four people died.", "four people")
    (tmp_path / "a.md").write_text("New\nHere four people died.", encoding="utf-8")
    assert Locator(summary).locate_finding(finding)[1] == Location(str(tmp_path / "a.md"))


def test_a_file_that_no_log_should_name_is_left_out(tmp_path: Path) -> None:
    """Its name would steer the terminal of whoever reads the log."""
    summary, _ = conflict(tmp_path, "Here four people died.", "four people", name="a\x1b[2J.md")
    _, given, _ = parsed(render(summary, "github").splitlines()[0])
    assert set(given) == {"title"}


def test_an_annotation_points_at_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the root of the repository, whose files GitHub knows."""
    (tmp_path / "news, 1").mkdir()
    summary, _ = conflict(tmp_path / "news, 1", "A\nHere four people died.", "four people")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    name, given, message = parsed(render(summary, "github").splitlines()[0])
    assert (name, given["file"]) == ("error", "news, 1/a.md")
    assert (given["line"], given["col"], given["endColumn"]) == ("2", "6", "16")
    assert message.endswith("[disjoint]")


# --- levels, rules, fingerprints ---


def test_every_rule_that_makes_a_finding_has_a_help_text() -> None:
    """Those that only part figures make none; docs/findings.md says which is which."""
    document = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    section = document.partition("\n## Rules\n")[2].partition("\n## ")[0]
    table = dict(re.findall(r"^\| (`.*?`) \| (.*?) \|", section, re.MULTILINE))
    silent = ("not comparable", "consistent", "repeat")
    found = {
        name for names, verdict in table.items() if verdict not in silent for name in re.findall(r"`(.*?)`", names)
    }
    assert found <= set(RULES)
    assert set(rule_texts()) == found
    assert all(set(told) == {"short", "full", "help"} for told in rule_texts().values())


def test_fingerprints_stay_when_another_article_is_added() -> None:
    """And differ where a number does."""

    def prints(*told: EventReport) -> list[str]:
        results = json.loads(render(check(list(told)), "sarif"))["runs"][0]["results"]
        return [next(iter(r["partialFingerprints"].values())) for r in results if r["properties"]["kind"] == "conflict"]

    ours = [report("a", figures=[figure(value=4)]), report("b", figures=[figure(value=9, article="b")])]
    other = report("c", place="Lagos//Nigeria", start="2020-01-01", figures=[figure(value=1, article="c")])
    changed = report("b", figures=[figure(value=8, article="b")])
    assert prints(*ours) == prints(other, *reversed(ours))
    assert len(prints(*ours)) == 1
    assert prints(*ours) != prints(ours[0], changed)


def test_levels_follow_the_kind() -> None:
    """Both figures of a conflict are related; agreement is no result; one source alone is a note."""
    told = [
        report("a", incident="1", source="Wire", figures=[figure(value=4, source="Wire")]),
        report("b", incident="1", source="Post", figures=[figure(value=9, article="b", source="Post")]),
        report("c", incident="2", source="Wire", published="2023-05-30", figures=[figure(value=1, article="c", source="Wire")]),
        report("d", incident="2", source="Wire", published="2023-05-31", figures=[figure(value=2, article="d", source="Wire")]),
        report("e", incident="3", source="Wire", figures=[figure(value=5, article="e", source="Wire")]),
        report("f", incident="4", source="Wire", figures=[figure(value=6, article="f", source="Wire")]),
        report("g", incident="4", source="Post", figures=[figure(value=6, article="g", source="Post")]),
    ]  # fmt: skip
    summary = check(told)
    log = json.loads(render(summary, "sarif"))
    validated(log)
    levels = {(result["properties"]["kind"], result["level"]) for result in log["runs"][0]["results"]}
    assert levels == {("conflict", "error"), ("revision", "warning"), ("uncorroborated", "note")}
    both = next(r for r in log["runs"][0]["results"] if r["properties"]["incident"] == "1")["relatedLocations"]
    assert [place["id"] for place in both] == [0, 1]  # the schema wants no two alike
    assert ["4 " in place["message"]["text"] or "9 " in place["message"]["text"] for place in both] == [True, True]
    commands = [parsed(line)[0] for line in render(summary, "github").splitlines()]
    assert list(dict.fromkeys(commands)) == ["error", "warning", "notice"]  # GitHub shows the first ten of each


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("[click](http://evil.example)", "[click] (http://evil.example)", id="a link"),
        pytest.param("{0}", "{{0}}", id="a placeholder"),
    ],
)
def test_a_message_of_sarif_is_plain_text(said: str, shown: str) -> None:
    """Viewers make links and fill in placeholders."""
    told = [report(name, incident="i", figures=[figure(value=value, source=said, article=name)]) for name, value in (("a", 4), ("b", 9))]  # fmt: skip
    told = [one.model_copy(update={"figures": tuple(f.model_copy(update={"attributed_to": f"{said} {one.article}"}) for f in one.figures)}) for one in told]  # fmt: skip
    (result, *_) = json.loads(render(check(told), "sarif"))["runs"][0]["results"]
    assert shown in result["message"]["text"]
    assert shown in result["relatedLocations"][0]["message"]["text"]


def test_sarif_says_which_article_was_not_read() -> None:
    """A log that hides it would look like a clean run."""
    failed = ArticleRecord(id="x.md", path="x.md", status="failed", error="expected UTF-8")
    summary = one(figure(value=4))
    log = json.loads(render(summary.model_copy(update={"articles": (*summary.articles, failed)}), "sarif"))
    validated(log)
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "x.md: expected UTF-8"


def test_sarif_says_what_a_viewer_asks_of_a_rule_and_a_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub refuses a rule without a full description; the version tells which release decided."""
    monkeypatch.setattr(sarif, "installed_version", lambda: "9.9")
    driver = json.loads(render(one(figure(value=4)), "sarif"))["runs"][0]["tool"]["driver"]
    (rule,) = driver["rules"]
    texts = [rule[name]["text"] for name in ("shortDescription", "fullDescription", "help")]
    assert len(set(texts)) == 3
    assert all(text.endswith(".") and len(text) <= 1024 for text in texts)  # GitHub cuts a description at 1,024
    assert driver["version"] == driver["semanticVersion"] == "9.9"


def conflicts(number: int) -> Summary:
    """As many incidents with a conflict, and as many with a number on one source."""
    told = [report(f"{name}{nth}", incident=f"i{nth}", source=name, figures=[figure(value=value, article=f"{name}{nth}", source=name)]) for nth in range(number) for name, value in (("Wire", 4), ("Post", 9))]  # fmt: skip
    alone = [report(f"c{nth}", incident=f"j{nth}", figures=[figure(value=5, article=f"c{nth}")]) for nth in range(number)]  # fmt: skip
    return check(alone + told)


def test_sarif_holds_no_more_results_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mildest are left out, and the log says how many."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 4)
    (run,) = json.loads(render(conflicts(3), "sarif"))["runs"]
    assert [result["level"] for result in run["results"]] == ["error"] * 3 + ["note"]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (told["level"], told["message"]["text"][:23]) == ("warning", "2 findings are left out")


def test_sarif_is_no_larger_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As gzip packs it; what is cut is told of, and the log still fits the schema."""
    whole = render(conflicts(30), "sarif")
    most = len(gzip.compress(whole.encode())) // 2
    monkeypatch.setattr(sarif, "MOST_BYTES", most)
    cut = render(conflicts(30), "sarif")
    assert len(gzip.compress(cut.encode())) <= most
    validated(json.loads(cut))
    (run,) = json.loads(cut)["runs"]
    told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert 0 < len(run["results"]) == 60 - int(told.split()[0])
    assert {result["level"] for result in run["results"]} == {"error"}


def test_a_result_has_no_more_places_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A toll that hundreds of articles give."""
    monkeypatch.setattr(sarif, "MOST_PLACES", 1)
    (result, *_) = json.loads(render(conflicts(1), "sarif"))["runs"][0]["results"]
    assert len(result["relatedLocations"]) == 1


# --- read back ---


@pytest.fixture(scope="module")
def seeds() -> Summary:
    """The seeds, read by a model; one of them copies another."""
    summary = summarize([ROOT / "seeds"], settings=Settings(replay=ROOT / "cassettes/seeds.yaml"))
    assert any(incident.copies for incident in summary.incidents)
    return summary


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_check_of_an_export_finds_what_the_run_found(ending: str, seeds: Summary, tmp_path: Path) -> None:
    """The same findings, with the same words and severity; and `diff` says that nothing changed."""

    def found(summary: Summary) -> list[tuple[object, ...]]:
        told = [(f.kind, f.measure, f.rule, f.explanation, f.severity, f.figures) for f in summary.findings]
        return sorted(told, key=str)

    again = check(read_back(seeds, tmp_path, ending))
    assert found(again) == found(seeds)
    assert find_difference(seeds, again).empty
    assert find_difference(again, seeds).empty


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_copies_stay_one_source_when_they_are_read_back(ending: str, tmp_path: Path) -> None:
    """Two papers that print one text corroborate nothing, in the run and in a check of its export."""
    text = "A drone hit a bus in Kyiv on May 30, killing 4 people. " + "The bus was on its way to work. " * 9
    papers = [
        make_article(f"{text}{name}.", source=name, published=date(2023, 5, 31)) for name in ("Wire", "Post", "Mail")
    ]
    run = summarize(papers, settings=Settings(model="builtin"))
    again = check(read_back(run, tmp_path, ending))
    assert [len(incident.copies) for incident in run.incidents] == [2]
    assert [incident.copies for incident in again.incidents] == [incident.copies for incident in run.incidents]
    assert [finding.kind for finding in again.findings] == [finding.kind for finding in run.findings]
    assert "agreement" not in {finding.kind for finding in again.findings}


@pytest.mark.parametrize(
    ("told", "copies", "kind"),
    [
        pytest.param({}, {}, "agreement", id="no copies"),
        pytest.param({"b": "a"}, {"b": "a"}, "uncorroborated", id="one of the other"),
        pytest.param({"a": "b"}, {"a": "b"}, "uncorroborated", id="the other of the one"),
        pytest.param({"a": "wire", "b": "wire"}, {"b": "a"}, "uncorroborated", id="both of one that is not there"),
        pytest.param({"a": "b", "b": "a"}, {"b": "a"}, "uncorroborated", id="each of the other"),
        pytest.param({"a": "a", "b": "none"}, {}, "agreement", id="of itself, or of one that nobody has"),
    ],
)
def test_who_copies_whom_may_be_told(told: dict[str, str], copies: dict[str, str], kind: str) -> None:
    """Of the articles of one incident."""
    records = [report(name, incident="i", source=name, copy_of=told.get(name), figures=[figure(value=4, article=name, source=name)]) for name in "ab"]  # fmt: skip
    summary = check(records)
    assert summary.incidents[0].copies == copies
    assert [finding.kind for finding in summary.findings] == [kind]


# --- the command line ---


def records_file(tmp_path: Path, *values: int) -> str:
    """A file of records that conflict."""
    path = tmp_path / "in.jsonl"
    told = [report(f"a{nth}", incident="i", source=f"S{nth}", figures=[figure(value=value, article=f"a{nth}")]) for nth, value in enumerate(values)]  # fmt: skip
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in told), encoding="utf-8")
    return str(path)


def test_each_file_gets_the_format_of_its_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All from one run; `-` is standard output."""
    pytest.importorskip("pyarrow")
    names = ["r.txt", "r.json", "R.MD", "r.csv", "r.jsonl", "r.ndjson", "r.sarif", "r.sarif.json", "r.parquet", "plain"]
    outputs = [part for name in names for part in ("-o", str(tmp_path / name))]
    assert main(["check", records_file(tmp_path, 4, 9), *outputs, "-o", "-"]) == 0
    starts = {name: (tmp_path / name).read_bytes()[:12] for name in names}
    assert starts["r.json"].startswith(b'{\n  "schema')
    assert starts["R.MD"].startswith(b"# News")
    assert starts["r.csv"] == b'"id","event_'
    assert starts["r.jsonl"] == starts["r.ndjson"]
    assert starts["r.jsonl"].startswith(b'{"article"')
    assert starts["r.sarif"] == starts["r.sarif.json"]
    assert b"$schema" in starts["r.sarif"]
    assert starts["r.parquet"].startswith(b"PAR1")
    assert starts["plain"] == starts["r.txt"] == b"2 articles, "
    assert capsys.readouterr().out.startswith("2 articles, ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["-o", "a.xlsx"], "expected an ending that names a format", id="an ending that is none"),
        pytest.param(["--format", "json", "-o", "a.json", "-o", "a.csv"], "expected files of one ending with --format json, got .csv and .json", id="a format and two endings"),
        pytest.param(["-o", "a.csv", "-o", "a.csv"], "expected a file once", id="a file twice"),
        pytest.param(["--format", "parquet"], "expected a file for --format parquet", id="Parquet on a terminal"),
        pytest.param(["--format", "incidents", "-o", "a", "-o", "b"], "expected one -o with --format incidents", id="a stream in two files"),
    ],
)  # fmt: skip
def test_a_wrong_output_is_one_line_and_nothing_is_done(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, before anything is read."""
    monkeypatch.chdir(tmp_path)
    assert main(["check", "no such file.jsonl", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert list(tmp_path.iterdir()) == []


def test_a_format_goes_before_the_ending(tmp_path: Path) -> None:
    """As it did: `-o FILE --format json`, whatever the file's name."""
    assert main(["check", records_file(tmp_path, 4, 9), "-o", str(tmp_path / "r.txt"), "--format", "json"]) == 0
    assert Summary.model_validate_json((tmp_path / "r.txt").read_text(encoding="utf-8")).findings


def test_beside_standard_output_files_keep_their_endings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Annotations for the log and a file for code scanning, from one run."""
    scan, table = tmp_path / "r.sarif", tmp_path / "r.incidents.csv"
    outputs = ["--format", "github", "-o", "-", "-o", str(scan), "-o", str(table)]
    assert main(["check", records_file(tmp_path, 4, 9), *outputs]) == 0
    assert capsys.readouterr().out.startswith("::error ")
    validated(json.loads(scan.read_text(encoding="utf-8")))
    assert table.read_text(encoding="utf-8").startswith('"event_id","event_type"')


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "parquet"])
def test_a_run_of_nothing_has_a_report(form: Any) -> None:
    """Tables have their header, SARIF no result."""
    told = render(check([]), form)
    assert told.endswith("\n") or form in ("jsonl", "github")
    assert len(told.splitlines()) == 1 or "csv" not in form


@pytest.mark.parametrize("name", ["r.json", "r.parquet"])
def test_a_report_is_on_the_disk_before_it_takes_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a power cut could leave neither the old one nor the new one; then its folder is, which holds the name."""
    pytest.importorskip("pyarrow")
    (tmp_path / name).write_text("old")
    told: list[tuple[str, int]] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        told.append(("folder" if is_folder else "file", (tmp_path / name).stat().st_size))
        if not is_folder:
            assert os.fstat(descriptor).st_size > 100  # all of it was handed over
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    assert main(["check", records_file(tmp_path, 4, 9), "-o", str(tmp_path / name)]) == 0
    assert told == [("file", len("old")), ("folder", (tmp_path / name).stat().st_size)]
    assert told[1][1] > 100


def test_one_file_that_cannot_be_written_loses_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call fails; the others are there. One that plainly has no place is refused before anything is paid for."""
    good, full = tmp_path / "r.json", tmp_path / "full.csv"
    given = records_file(tmp_path, 4, 9)
    assert main(["check", given, "-o", str(tmp_path / "no" / "r.csv"), "-o", str(good)]) == 2
    assert not good.exists()
    whole = textfiles.open_whole

    def written(path: Path) -> AbstractContextManager[TextIO]:
        if path == full:
            raise UsageError(f"{path}: expected a place to write the report, got: No space left on device")
        return whole(path)

    monkeypatch.setattr(textfiles, "open_whole", written)
    assert main(["check", given, "-o", str(full), "-o", str(good)]) == 2
    assert good.exists()


def test_without_pyarrow_one_line_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is read or paid for."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert main(["check", records_file(tmp_path, 4, 9), "-o", str(tmp_path / "r.parquet")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("pip install 'summarizer[parquet]'")


def test_the_jobs_summary_is_added_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Markdown, behind what other steps wrote; without the variable nothing is written."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check", records_file(tmp_path, 4, 9), "--format", "github"]) == 0
    assert parsed(capsys.readouterr().out.splitlines()[0])[0] == "error"
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("before\n# News summary")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert main(["check", records_file(tmp_path, 4, 9), "--format", "github"]) == 0
    assert summary.read_text(encoding="utf-8") == written


def test_a_job_summary_is_no_longer_than_github_shows() -> None:
    """Cut at a line, and it says so."""
    long = spoilt("x" * 5000, ())
    many = tuple(long.incidents[0].model_copy(update={"headline": f"{nth} " + "x" * 5000}) for nth in range(250))
    told = job_summary(long.model_copy(update={"incidents": (*long.incidents, *many)}))
    assert len(told.encode()) <= 1_000_000
    assert told.endswith("The JSON report has all._\n")


# --- what changed ---


def saved(path: Path, *told: EventReport) -> str:
    """A JSON report of these records."""
    path.write_text(check(list(told)).to_json(), encoding="utf-8")
    return str(path)


_A = report("a", incident="1", headline="Strike", source="Wire", figures=[figure(value=4)])
_B = report("b", incident="1", headline="Strike", source="Post", figures=[figure(value=9, article="b")])
_HURT = report("d", incident="1", headline="Strike", source="Radio", figures=[figure("wounded", value=3, article="d")])
_C = report("c", incident="2", headline="Flood", source="Wire", figures=[figure(value=2, article="c")])


@pytest.mark.parametrize(
    ("before", "now", "said", "code"),
    [
        pytest.param([_A, _C], [_A, _C], ["Nothing changed."], 0, id="nothing"),
        pytest.param([_A], [_A, _B], ["New findings:", "- conflict: Strike: ", "Estimates that changed:", "(was ", "New articles:", "- b"], 1, id="a report that conflicts"),
        pytest.param([_A, _B], [_A], ["Findings that are gone:", "- conflict: Strike: ", "Gone articles:", "- b"], 1, id="a report less"),
        pytest.param([_A], [_A, _C], ["New incidents:", "- Flood"], 1, id="another incident"),
        pytest.param([_A, _C], [_A], ["Gone incidents:", "- Flood"], 1, id="an incident less"),
        pytest.param([_A, _HURT], [_A], ["Estimates that are gone:", "- Strike: people wounded: low 3"], 1, id="an estimate less"),
    ],
)  # fmt: skip
def test_diff_says_what_changed(
    before: list[EventReport],
    now: list[EventReport],
    said: list[str],
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And exits 1 only if it is asked to."""
    paths = [saved(tmp_path / "a.json", *before), saved(tmp_path / "b.json", *now)]
    assert main(["diff", *paths]) == 0
    text = capsys.readouterr().out
    assert [line for line in said if line not in text] == []
    assert main(["diff", *paths, "--exit-code"]) == code
    assert capsys.readouterr().out == text


def test_diff_counts_the_findings_that_it_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that accuse nobody too: the one source that the first report rested on."""
    assert main(["diff", saved(tmp_path / "a.json", _A), saved(tmp_path / "b.json", _A, _B)]) == 0
    counts, _, listed = capsys.readouterr().out.partition("Findings that are gone:\n")
    assert counts.startswith("New: 1 article, 0 incidents, 1 finding; 1 estimate changed, 1 finding gone.\n")
    assert listed.startswith("- uncorroborated: Strike: ")


def test_diff_as_json_has_both_sides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole findings and articles, incidents by id and headline."""
    paths = [saved(tmp_path / "a.json", _A, _C), saved(tmp_path / "b.json", _A, _B)]
    assert main(["diff", *paths, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [found["kind"] for found in told["new"]["findings"]] == ["conflict"]
    assert [one["id"] for one in told["new"]["articles"]] == ["b"]
    assert told["gone"]["incidents"] == [{"id": "2", "headline": "Flood"}]
    assert [changed["now"]["high"] for changed in told["estimates"]] == [9.0]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_diff_is_lines_that_a_terminal_only_shows(
    payload: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the headlines and sources say."""
    told = [one.model_copy(update={"headline": payload, "source": payload}) for one in (_A, _B)]
    assert main(["diff", saved(tmp_path / "a.json", _C), saved(tmp_path / "b.json", *told)]) == 0
    assert all(line.isprintable() for line in capsys.readouterr().out.split("\n"))


def test_an_articles_id_is_that_of_its_text() -> None:
    """The locator relies on it: a file that holds another text has another id."""
    assert make_article("four people").id == make_article("four\u200b people").id != make_article("five people").id
