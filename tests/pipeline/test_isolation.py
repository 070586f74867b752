"""A fault costs what it is in: one item of a work on many, one incident of a report. Never the report."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from summarizer import EventReport, ReportedFigure, Summary, check, check_each
from summarizer.cli.exits import FAILED, OK
from summarizer.cli.outputs import Target, write_all
from summarizer.concurrency import isolate
from summarizer.errors import UsageError
from summarizer.records.events import parse_event_report
from summarizer.render import FORMATS, render
from summarizer.render.fallback import replace_unwritable

from ..helpers.commandline import call

Bad = set[frozenset[int]]
# Records that no door lets in are made around pydantic's checks, of which it warns.
pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")


@pytest.mark.parametrize(
    ("bad", "kept", "why"),
    [
        (set(), range(20), "nothing fails"),
        ({frozenset({7})}, [n for n in range(20) if n != 7], "one fails by itself"),
        ({frozenset({0}), frozenset({19})}, range(1, 19), "the first and the last"),
        ({frozenset({3, 11})}, [n for n in range(20) if n != 11], "two fail together, and the later one is left out"),
        ({frozenset({n}) for n in range(20)}, [], "each fails"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_work_is_done_for_all_items_that_it_succeeds_with(bad: Bad, kept: Iterable[int], why: str) -> None:
    """Each other one is named, with the fault in one line."""

    def work(items: list[int]) -> list[int]:
        if any(among <= set(items) for among in bad):
            raise ZeroDivisionError("of\nours")
        return items

    result, blamed = isolate(range(20), work)
    assert result == list(kept), why
    assert sorted([*result, *blamed]) == list(range(20))
    assert all("ZeroDivisionError" in told and "\n" not in told for told in blamed.values())


def test_a_search_among_very_many_faults_ends() -> None:
    """Of ten thousand items that each fail, the search does not try each alone."""
    tries = 0

    def work(items: list[int]) -> int:
        nonlocal tries
        tries += 1
        if items:
            raise ZeroDivisionError
        return 0

    _, blamed = isolate(range(10_000), work)
    assert len(blamed) == 10_000
    assert tries < 100


def test_an_error_on_purpose_ends_the_work() -> None:
    """A call that is wrong is wrong with fewer items too."""

    def work(_: list[int]) -> None:
        raise UsageError("expected another call")

    with pytest.raises(UsageError):
        isolate(range(3), work)


def report(article: str, value: float = 4, **more: object) -> EventReport:
    figures = [{"measure": "killed", "of": "people", "value": value}]
    given = {"article": article, "type": "flood", "place": {"name": "Karsa", "country": "Kenya"}, "figures": figures}
    return parse_event_report({**given, "start": "2026-03-10", **more})


def unchecked_report(article: str) -> EventReport:
    """A report that makes the checker fail: a count below none, which no door lets in, beside a count of none."""
    negative = ReportedFigure(measure="killed", of="people", value=5).model_copy(
        update={"value": -5.0, "low": -5.0, "high": -5.0, "article": article}
    )
    none = ReportedFigure(measure="killed", of="civilians", value=0, article=article)
    return report(article, type="fire", place={"name": "Other"}).model_copy(update={"figures": (negative, none)})


def unlinkable_report(article: str) -> EventReport:
    """A report that makes the linker fail: a day that is none, which no door lets in."""
    return report(article).model_copy(update={"start": 5})


GOOD = [report("a", 4), report("b", 9)]


def of_good(summary: Summary) -> list[str]:
    return [finding.kind for finding in summary.findings if {f.article for f in finding.figures} <= {"a", "b"}]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (unchecked_report("bad"), "not checked: internal error"),
        (unlinkable_report("bad"), "not linked: internal error"),
    ],
    ids=["the checker fails", "the linker fails"],
)
def test_a_fault_costs_the_incident_that_it_is_in(bad: EventReport, said: str) -> None:
    """What is found of the others is the same; the incident stands in the report, with its figures and the reason."""
    alone, beside = check(GOOD), check([*GOOD, bad])
    assert of_good(alone) == of_good(beside) == ["conflict"]
    (failed,) = [incident for incident in beside.incidents if incident.error]
    assert said in (failed.error or "")
    assert failed.sources == ("bad",)
    assert failed.events == (bad,)
    assert len(beside.failures) == 1


def test_a_run_without_a_checked_incident_is_no_all_clear() -> None:
    """The first line says that something was not checked."""
    summary = check([report("a"), unchecked_report("bad")])
    assert summary.digest.startswith("No figures conflict in what was checked; 1 incident could not be.")
    assert "1 failed" in render(summary, "text").splitlines()[0]


def test_a_stream_of_incidents_goes_on_past_a_fault() -> None:
    """Each incident is given, the one that failed with its reason."""
    found = list(check_each([unlinkable_report("bad"), *GOOD]))
    assert sorted(len(checked.incident.events) for checked in found) == [1, 2]
    assert [checked.incident.sources for checked in found if checked.incident.error] == [("bad",)]


def unwritable(summary: Summary) -> Summary:
    """A summary of which one incident makes every format fail: its finding has no figures."""
    first, *rest = summary.findings
    incidents = tuple(
        incident.model_copy(update={"headline": None, "summary": None, "estimates": None, "events": None})
        if incident.id == first.incident
        else incident
        for incident in summary.incidents
    )
    broken = first.model_copy(update={"figures": None, "explanation": None})
    return summary.model_copy(update={"findings": (broken, *rest), "incidents": incidents})


TWO = [
    report("a", 4, incident="x"), report("b", 9, incident="x"),
    report("c", 5, incident="y", type="fire", place={"name": "Other"}),
    report("d", 7, incident="y", type="fire", place={"name": "Other"}),
]  # fmt: skip


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("json", "parquet")])
def test_a_fault_in_writing_costs_one_incident(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In every format that can fail: the report is written with the others, and standard error says which is not in it."""
    whole = check(TWO)
    broken = unwritable(whole)
    path = tmp_path / "report"
    assert write_all(broken, [Target(path, form)]) is False
    written = path.read_text(encoding="utf-8")
    kept = next(incident for incident in whole.incidents if incident.id != broken.findings[0].incident)
    assert kept.id in written or kept.sources[0] in written or "5" in written
    said = capsys.readouterr().err
    assert f"incident {broken.findings[0].incident}: not written: internal error" in said
    assert len(said.splitlines()) == 1


def test_a_writable_summary_is_left_as_it_is() -> None:
    """Nothing is taken out of a summary that can be written."""
    summary = check(TWO)
    assert replace_unwritable(summary, lambda part: render(part, "text")) == summary


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({"value": -4}, "expected a count of killed from 0 up, got -4"),
        ({"low": -4, "high": 3}, "expected a count of killed from 0 up, got -4"),
        ({"low": -4, "high": -4}, "expected a count of killed from 0 up, got -4"),
        ({"value": 3.5}, "expected a whole number of killed, got 3.5"),
        ({"low": 3.5, "high": 3.5}, "expected a whole number of killed, got 3.5"),
        ({"value": "4.5"}, "expected a whole number of killed, got 4.5"),
        ({"value": 4, "low": 10, "high": 20}, "expected `value` from low to high, got 4 beside 10 to 20"),
        ({"value": 30, "low": 10, "high": 20}, "expected `value` from low to high, got 30 beside 10 to 20"),
        ({"value": 30, "high": 20}, "expected `value` from low to high, got 30 beside no end to 20"),
        ({"value": True}, "expected `value` as a number, got true"),
        ({"low": False, "high": 4}, "expected `low` as a number, got false"),
    ],
    ids=str,
)
def test_what_is_no_count_is_refused_at_the_door(figure: dict[str, object], said: str, tmp_path: Path) -> None:
    """A record with such a figure is one problem with its line and its reason; the others are checked; exit code 3."""
    bad = {"article": "bad", "type": "flood", "figures": [{"measure": "killed", "of": "people", **figure}]}
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (bad, *(json.loads(g.model_dump_json()) for g in GOOD))))
    ran = call("check", str(path))
    assert ran.returncode == FAILED
    assert said in ran.stderr
    assert "internal error" not in ran.stderr + ran.stdout
    assert "CONFLICT" in ran.stdout


@pytest.mark.parametrize(
    "figure",
    [
        {"measure": "magnitude", "value": 4.5},
        {"measure": "other", "of": "degrees", "value": -4.5},
        {"measure": "killed", "value": 0.5, "unit": "share"},
        {"measure": "killed", "value": 97, "bound": "about"},
        {"measure": "households", "value": 2.5},
        {"measure": "killed", "low": 2.5, "high": 3.5},
        {"measure": "cost", "value": 4.5, "unit": "USD"},
    ],
    ids=str,
)
def test_what_may_be_a_number_of_its_measure_is_let_in(figure: dict[str, object]) -> None:
    """Magnitudes, temperatures, shares, money, measures of one's own."""
    assert check([{"article": "a", "type": "flood", "figures": [figure]}]).incidents


def test_a_dash_before_a_count_is_no_sign(tmp_path: Path) -> None:
    """Of a list whose points stand without a space, every number is read, and nothing ends the run."""
    folder = tmp_path / "reports"
    folder.mkdir()
    text = "Situation report: flood in Karsa, Kenya, on Monday.\n\n-12 people were killed\n-No civilians were killed\n"
    (folder / "sitrep.txt").write_text(text, encoding="utf-8")
    ran = call("run", str(folder), "--no-store", "--quiet", "--format", "json")
    assert (ran.returncode, ran.stderr) == (OK, "")
    incidents = json.loads(ran.stdout)["incidents"]
    figures = [figure for one in incidents for event in one["events"] for figure in event["figures"]]
    assert 12 in [figure["value"] for figure in figures]
    assert all(figure["low"] >= 0 for figure in figures)
