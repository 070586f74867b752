"""Reviews: a decision that was made once holds in the next run, and nothing is changed without saying so."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import EventReport, Finding, ReportedFigure, Summary, check
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.files.delimited import defuse
from summarizer.records.ids import figure_id, figure_passage_id, finding_id, finding_passage_id
from summarizer.records.reviews import CheckedIncident, Review, Reviewed
from summarizer.render import render
from summarizer.render.notes import review_lines
from summarizer.render.tables.cells import csv_row
from summarizer.reviews import apply_reviews, read_reviews
from summarizer.reviews.files import COLUMNS, _bare
from summarizer.summary.changes import find_changes

from ..helpers.reports import figure, report
from ..render.test_hostile_output import PAYLOADS


def told(article: str, *figures: ReportedFigure, **fields: Any) -> EventReport:
    """A report of the one incident."""
    given = [one.model_copy(update={"article": article, "source": article}) for one in figures]
    common = {"source": article, "incident": "i", "published": "2023-05-30", "figures": given}
    return report(article, **{**common, **fields})


@pytest.fixture
def summary() -> Summary:
    """Two outlets conflict on missiles and agree on the dead; a third gives the wounded."""
    return check(
        [
            told("wire", figure("launched", "missiles", 69, quote="69 missiles"), figure("killed", value=4, quote="four people")),
            told("post", figure("launched", "missiles", 120, bound="more_than", quote="more than 120 missiles"),
                 figure("killed", value=4, quote="4 people")),
            told("news", figure("wounded", value=9, quote="nine people"), headline="Nine people hurt"),
        ]
    )  # fmt: skip


def of(summary: Summary, measure: str, value: float) -> ReportedFigure:
    """The figure of this number."""
    figures = [figure for incident in summary.incidents for event in incident.events for figure in event.figures]
    return next(figure for figure in figures if (figure.measure, figure.value) == (measure, value))


def conflict(summary: Summary) -> Finding:
    """The conflict."""
    return next(finding for finding in summary.findings if finding.kind == "conflict")


def on_finding(summary: Summary, decision: str, **fields: Any) -> Review:
    """A decision on the conflict."""
    given = {"id": finding_id(conflict(summary)), "subject": "finding", "decision": decision, "note": "seen the film"}
    return Review.model_validate({**given, **fields})


def on_figure(summary: Summary, decision: str, was: float = 120, measure: str = "launched", **fields: Any) -> Review:
    """A decision on the figure that was this number."""
    about = of(summary, measure, was)
    given = {"id": figure_id(about), "subject": "figure", "decision": decision, "note": "a slip of the pen"}
    return Review.model_validate({**given, **fields})


def kinds(summary: Summary, measure: str = "launched") -> list[str]:
    """What is found of a measure."""
    return [finding.kind for finding in summary.findings if finding.measure == measure]


def estimate(summary: Summary, measure: str = "launched") -> tuple[float | None, ...]:
    """Low, best and high of a measure."""
    (found,) = [one for incident in summary.incidents for one in incident.estimates if one.measure == measure]
    return found.low, found.best, found.high


def test_a_rejected_finding_is_not_flagged_and_is_kept_with_its_note(summary: Summary) -> None:
    """Neither in the findings, nor in the digest, nor in the incident's words; its figures stay."""
    assert "unresolved" in summary.incidents[0].summary
    now, unmatched = apply_reviews(summary, [on_finding(summary, "rejected")])
    assert unmatched == ()
    assert kinds(now) == []
    assert now.digest == "No figures conflict."
    assert "unresolved" not in now.incidents[0].summary
    assert "69 missiles launched" in now.incidents[0].summary
    assert estimate(now) == estimate(summary)
    (kept,) = now.reviewed
    assert (kept.finding, kept.finding_now, kept.review.note) == (conflict(summary), None, "seen the film")


def test_a_rejected_figure_is_left_out_of_findings_and_estimates(summary: Summary) -> None:
    """As if the article had not told it; the others stand alone."""
    now, _ = apply_reviews(summary, [on_figure(summary, "rejected")])
    assert kinds(now) == ["uncorroborated"]
    assert estimate(summary) == (69, 69, None)
    assert estimate(now) == (69, 69, 69)
    assert now.reviewed[0].figure == of(summary, "launched", 120)
    assert now.reviewed[0].figure_now is None


@pytest.mark.parametrize(
    ("correction", "expected", "ends", "found"),
    [
        pytest.param({"value": 69}, "69 [corrected]", (69, 69), ["agreement"], id="the same number: no conflict is left"),
        pytest.param({"value": 80, "bound": "about"}, "about 80 [corrected]", (75, 85), ["conflict"], id="another, with a bound"),
        pytest.param({"value": 60, "upper": 70, "bound": "between"}, "60 to 70 [corrected]", (60, 70), ["agreement"], id="a range"),
        pytest.param({"value": 50, "bound": "at_least"}, "at least 50 [corrected]", (50, None), ["agreement"], id="no upper end"),
    ],
)  # fmt: skip
def test_a_corrected_number_takes_its_place_and_says_so(
    summary: Summary, correction: dict[str, Any], expected: str, ends: tuple[float, float | None], found: list[str]
) -> None:
    """In every report; with the reviewer's note, and what was read before."""
    now, _ = apply_reviews(summary, [on_figure(summary, "corrected", **correction)])
    (kept,) = now.reviewed
    assert kept.figure_now
    assert (kept.figure_now.low, kept.figure_now.high) == ends
    assert kept.figure_now.corrected == "a slip of the pen"
    assert kinds(now) == found
    for form in ("text", "md", "json"):
        shown = " ".join(render(now, form).replace("\\", "").split())
        assert form == "json" or expected in shown
        assert "a slip of the pen" in shown
    assert of(summary, "launched", 120).quote == kept.figure_now.quote


@pytest.mark.parametrize("form", ["csv", "incidents-csv", "jsonl", "sarif", "github", "html"])
def test_no_export_hides_that_a_number_is_corrected(summary: Summary, form: Any) -> None:
    """A table has a column for it, and so has a data frame."""
    now, _ = apply_reviews(summary, [on_figure(summary, "corrected", value=80)])
    shown = render(now, form)
    assert "a slip of the pen" in shown or "80 [corrected]" in shown
    assert "corrected" not in render(summary, "sarif")
    assert set(now.to_pandas()["corrected"].dropna()) == {"a slip of the pen"}


def test_a_correction_without_a_note_is_none_the_less_marked(summary: Summary) -> None:
    """Never silently."""
    now, _ = apply_reviews(summary, [on_figure(summary, "corrected", value=69, note="")])
    assert "69 [corrected]" in render(now, "text")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"value": -1}, "from 0 up, got -1"),
        ({"value": -1e308, "bound": "about"}, "from 0 up"),
        ({"value": 4.5}, "whole number of killed, got 4.5"),
        ({"value": -3, "upper": 4, "bound": "between"}, "from 0 up, got -3"),
    ],
)
def test_a_correction_that_is_no_count_is_refused(summary: Summary, decision: dict[str, Any], said: str) -> None:
    """As in a record: the reviewer hears of it, and the report says nothing that cannot be."""
    review = Review(
        id=figure_id(of(summary, "killed", 4)), subject="figure", decision="corrected", about="a\ndead", **decision
    )
    with pytest.raises(UsageError, match=said) as caught:
        apply_reviews(summary, [review])
    assert str(caught.value).startswith("review of “a dead”: ")


def test_a_corrected_finding_is_of_the_reviewers_kind_and_says_why(summary: Summary) -> None:
    """What stands is said too; the severity is that of its kind."""
    stands = of(summary, "launched", 69)
    review = on_finding(summary, "corrected", kind="retraction", stands=figure_id(stands))
    now, _ = apply_reviews(summary, [review])
    (found,) = [finding for finding in now.findings if finding.measure == "launched"]
    assert (found.kind, found.stands) == ("retraction", stands)
    assert found.severity == pytest.approx(conflict(summary).severity * 3 / 5, abs=0.001)
    assert found.explanation.endswith("By a reviewer: this is a case of retraction, 69 stands: seen the film.")
    assert "69 stands" in now.incidents[0].summary
    assert now.digest.startswith("Flagged: 1 retraction.")


def test_what_is_accepted_stays_and_is_kept_with_its_note(summary: Summary) -> None:
    """The rest of the summary is the same to the last field."""
    now, _ = apply_reviews(summary, [on_finding(summary, "accepted"), on_figure(summary, "accepted")])
    assert now.model_copy(update={"reviewed": ()}) == summary
    assert [kept.review.decision for kept in now.reviewed] == ["accepted", "accepted"]


def test_a_headline_does_not_say_a_number_that_was_taken_out() -> None:
    """The incident's is another then."""
    alone = check([told("news", figure("wounded", value=9, quote="nine people"), headline="Nine people hurt")])
    assert alone.incidents[0].headline == "Nine people hurt"
    now, _ = apply_reviews(alone, [on_figure(alone, "rejected", 9, "wounded")])
    assert now.incidents[0].headline == "Air drone strike"
    kept, _ = apply_reviews(alone, [on_figure(alone, "accepted", 9, "wounded")])
    assert kept.incidents[0].headline == "Nine people hurt"


def test_reviews_that_match_nothing_are_given_back(summary: Summary) -> None:
    """Another number, or a conflict that a third article joined, has not been reviewed yet."""
    old = [on_finding(summary, "rejected"), on_figure(summary, "rejected", 9, "wounded")]
    third = told("late", figure("launched", "missiles", 69, quote="some 69"), published="2023-05-30")
    grown = check([event for incident in summary.incidents for event in incident.events] + [third])
    now, unmatched = apply_reviews(grown, old)
    assert unmatched == (old[0],)
    assert "conflict" in kinds(now)


def test_what_is_new_is_told_of_what_is_left(summary: Summary) -> None:
    """A report on what is new names findings by their places, and these move."""
    events = [event for incident in summary.incidents for event in incident.events]
    news = find_changes(check(events[:1]), summary)
    now, _ = apply_reviews(summary.model_copy(update={"changes": news}), [on_figure(summary, "rejected", 4, "killed")])
    assert news.findings
    assert now.changes
    told = [summary.findings[nth] for nth in news.findings]
    left = [now.findings[nth] for nth in now.changes.findings]
    assert [finding for finding in left if finding in told] == [
        finding for finding in told if finding.measure != "killed"
    ]
    assert {finding.measure for finding in left} == {finding.measure for finding in told}
    assert {change.now.measure for change in now.changes.estimates} <= {change.now.measure for change in news.estimates}
    render(now, "text")


def test_a_reviewed_summary_is_not_reviewed_again(summary: Summary) -> None:
    """What was left out of it cannot be brought back."""
    now, _ = apply_reviews(summary, [on_finding(summary, "rejected")])
    with pytest.raises(UsageError, match="without reviews"):
        apply_reviews(now, [])


def test_a_reviewed_summary_reads_back(summary: Summary) -> None:
    """JSON has every decision, with what it was on."""
    reviews = [on_finding(summary, "rejected"), on_figure(summary, "corrected", 4, "killed", value=5)]
    now, _ = apply_reviews(summary, reviews)
    assert Summary.model_validate_json(now.to_json()) == now
    assert {kept.review.id for kept in now.reviewed} == {review.id for review in reviews}
    assert all(isinstance(kept, Reviewed) for kept in now.reviewed)


SAME = figure("launched", "missiles", 69, quote="69 missiles", attributed_to="the army")


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        pytest.param({"start": 3, "end": 9}, True, id="another place of the same quote"),
        pytest.param({"source": "Wire"}, True, id="the outlet's name"),
        pytest.param({"quote": "69  Missiles"}, True, id="case and white space"),
        pytest.param({"words": "sixty-nine", "as_of": "now"}, True, id="how it is worded"),
        pytest.param({"value": 70.0, "low": 70.0, "high": 70.0}, False, id="another number"),
        pytest.param({"high": None, "bound": "at_least"}, False, id="another bound"),
        pytest.param({"quote": "some 69 missiles"}, False, id="another quote"),
        pytest.param({"attributed_to": "the navy"}, False, id="another attribution"),
        pytest.param({"where": "Kyiv"}, False, id="another place"),
        pytest.param({"stance": "denied"}, False, id="denied"),
        pytest.param({"article": "b"}, False, id="another text"),
        pytest.param({"measure": "hit"}, False, id="another measure"),
    ],
)
def test_what_makes_a_figure_the_same(changed: dict[str, Any], same: bool) -> None:
    """A decision is never carried over to what the reviewer did not see."""
    assert (figure_id(SAME.model_copy(update=changed)) == figure_id(SAME)) is same


def test_a_finding_is_the_same_in_whatever_order_and_incident(summary: Summary) -> None:
    """And another one with a figure more, or of another kind."""
    found = conflict(summary)
    turned = found.model_copy(update={"figures": found.figures[::-1], "incident": "other", "explanation": "other"})
    assert finding_id(turned) == finding_id(found)
    assert finding_id(found.model_copy(update={"kind": "dispute"})) != finding_id(found)
    assert finding_id(found.model_copy(update={"figures": (*found.figures, SAME)})) != finding_id(found)


def as_json(reviews: list[Review]) -> str:
    """The file that the page exports."""
    entries = [review.model_dump(exclude_none=True) for review in reviews]
    return json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": entries})


def as_csv(reviews: list[Review]) -> str:
    """The same as a table."""
    rows = [[getattr(review, name) for name in COLUMNS] for review in reviews]
    return "\ufeff" + "".join(csv_row(row) for row in [list(COLUMNS), *rows])


@pytest.mark.parametrize(("suffix", "write"), [(".json", as_json), (".csv", as_csv)])
def test_files_read_back(summary: Summary, tmp_path: Path, suffix: str, write: Callable[[list[Review]], str]) -> None:
    """A note that looks like a formula is itself again; a number is a number."""
    reviews = [
        on_finding(
            summary, "rejected", note='=HYPERLINK("http://e"), "quoted"; +1', by="@nn", at="2026-01-01T00:00:00Z"
        ),
        on_figure(summary, "corrected", value=-3.5, upper=1e21, bound="between"),
    ]
    path = tmp_path / f"reviews{suffix}"
    path.write_text(write(reviews), encoding="utf-8")
    assert list(read_reviews([path])) == reviews


def test_the_last_file_counts_and_what_is_withdrawn_is_gone(summary: Summary, tmp_path: Path) -> None:
    """One decision for each finding and figure."""
    first, last = tmp_path / "a.json", tmp_path / "b.json"
    kept = on_figure(summary, "rejected", 9, "wounded")
    first.write_text(as_json([on_finding(summary, "rejected"), on_figure(summary, "rejected"), kept]), encoding="utf-8")
    last.write_text(as_json([on_finding(summary, "accepted"), on_figure(summary, "withdrawn")]), encoding="utf-8")
    assert set(read_reviews([first, last])) == {on_finding(summary, "accepted"), kept}


VALID = {"id": "finding-1", "subject": "finding", "decision": "rejected"}


def whole(*entries: Any, **fields: Any) -> str:
    """A file of reviews."""
    return json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": list(entries), **fields})


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("r.json", "{", "got no JSON", id="no JSON"),
        pytest.param("r.json", "[" * 100_000, "got no JSON", id="JSON that is deeper than any"),
        pytest.param("r.json", "[]", "got other JSON", id="other JSON"),
        pytest.param("r.json", '{"format": "x", "reviews": []}', "got other JSON", id="another format"),
        pytest.param("r.json", whole(version=2), "got 2", id="another version"),
        pytest.param("r.json", whole(7), "review 1: expected a review", id="a number for an entry"),
        pytest.param("r.json", whole(VALID, {**VALID, "decision": "maybe"}), "review 2: expected a review, got at decision", id="an unknown decision"),
        pytest.param("r.json", whole({**VALID, "run": "rm"}), "got at run", id="an unknown field"),
        pytest.param("r.json", whole({**VALID, "id": ""}), "review 1: expected the `id`", id="an empty id"),
        pytest.param("r.json", whole({**VALID, "id": " \n"}), "review 1: expected the `id`", id="a blank id"),
        pytest.param("r.json", whole({**VALID, "r\0\x1bu\nn": "rm"}), "got at ru n: ", id="an unknown field that is no word"),
        pytest.param("r.json", whole(version="2\n" * 5000), "got '2\\n2", id="another version that is long"),
        pytest.param("r.csv", "a\x1b[2J" * 9000, "got ['a", id="a header that is long"),
        pytest.param("r.json", whole({**VALID, "subject": "figure", "decision": "corrected"}), "with `value`", id="a correction without a number"),
        pytest.param("r.json", whole({**VALID, "subject": "figure", "decision": "corrected", "value": 9, "upper": 4, "bound": "between"}), "of 9 or more", id="ends the wrong way round"),
        pytest.param("r.json", whole({**VALID, "subject": "figure", "decision": "corrected", "value": 9, "bound": "between"}), "`upper` with bound between", id="a range without its end"),
        pytest.param("r.json", whole({**VALID, "subject": "figure", "decision": "corrected", "value": 9, "upper": 12}), "`upper` with bound between", id="an end without a range"),
        pytest.param("r.json", whole({**VALID, "decision": "corrected"}), "`kind` or `stands`", id="a corrected finding that says nothing"),
        pytest.param("r.json", whole({**VALID, "subject": "figure", "decision": "corrected", "value": True}), "got true or false", id="a yes for a number"),
        pytest.param("r.json", whole({**VALID, "subject": "figure", "decision": "corrected", "value": float("nan")}), "got at value", id="no number"),
        pytest.param("r.json", whole({**VALID, "note": "\ud800"}), "half of a character", id="half of a character"),
        pytest.param("r.csv", "id;subject;decision;value\r\nfigure-1;figure;corrected;03. May\r\n", "line 2: expected a review, got at value", id="a number that a spreadsheet took for a day"),
        pytest.param("r.csv", "id,decision\r\n1,rejected\r\n", "expected the columns", id="a table without the columns"),
        pytest.param("r.csv", 'id,subject,decision\r\n"1', "expected a CSV table", id="a quotation mark that stays open"),
        pytest.param("r.csv", "id,subject,decision\r\n1,finding,no\r\n", "line 2: expected a review", id="a row that does not fit"),
        pytest.param("gone.json", None, "gone.json: expected reviews", id="no file"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_reviews_is_one_line_of_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, said: str
) -> None:
    """Before anything is read or paid for, with exit code 2."""
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["run", "seeds/", "--no-store", "--reviews", str(tmp_path / name)]) == 2
    (told_line,) = [shown for shown in capsys.readouterr().err.splitlines() if "no model" not in shown]
    assert said in told_line
    assert len(told_line) < 400 + len(str(tmp_path))


@given(st.text(alphabet="=+-@;'\" ab\n\t", max_size=12))
def test_a_cell_is_undone_to_a_text_that_is_the_same_cell(text: str) -> None:
    """Whatever it is: at most an apostrophe of the writer's own is lost."""
    cell = defuse(text)
    assert defuse(_bare(cell)) == cell


def test_check_keeps_to_the_reviews(summary: Summary, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rejected conflict ends no build; what matches nothing is said once."""
    records = tmp_path / "records.jsonl"
    events = [event for incident in summary.incidents for event in incident.events]
    records.write_text("".join(event.model_dump_json() + "\n" for event in events), encoding="utf-8")
    reviews = tmp_path / "reviews.csv"
    gone = Review(id="figure-0", subject="figure", decision="rejected", about="4 people killed \x1b[2J")
    reviews.write_text(as_csv([on_finding(summary, "rejected"), gone]), encoding="utf-8")
    assert main(["check", str(records), "--fail-on", "conflict"]) == 1
    capsys.readouterr()
    assert main(["check", str(records), "--fail-on", "conflict", "--reviews", str(reviews)]) == 0
    shown = capsys.readouterr()
    assert shown.err == "summarizer: 1 of 2 reviews match nothing in this report: rejected “4 people killed [2J”\n"
    assert "REVIEWED\n- rejected: conflict: Missiles launched: 69 (post)" not in shown.out
    assert "REVIEWED\n- rejected: conflict: Missiles launched: 69 (wire)" in shown.out


def test_incidents_that_come_one_by_one_keep_to_the_reviews_too(
    summary: Summary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line has what a whole report says of its incident, with what was decided."""
    records, reviews = tmp_path / "records.jsonl", tmp_path / "reviews.json"
    events = [event for incident in summary.incidents for event in incident.events]
    records.write_text("".join(event.model_dump_json() + "\n" for event in events), encoding="utf-8")
    gone = Review(id="figure-0", subject="figure", decision="rejected")
    given = [on_finding(summary, "rejected"), on_figure(summary, "corrected", 4, "killed", value=5), gone]
    reviews.write_text(as_json(given), encoding="utf-8")
    command = ["check", str(records), "--format", "incidents", "--reviews", str(reviews)]
    assert main([*command, "--fail-on", "conflict"]) == 1  # 5 and 4 dead: the correction brought another conflict
    shown = capsys.readouterr()
    (line,) = map(CheckedIncident.model_validate_json, shown.out.splitlines())
    whole, _ = apply_reviews(check(events), given)
    assert sorted(found.model_dump_json() for found in line.findings) == sorted(
        found.model_dump_json() for found in whole.findings
    )
    assert line.reviewed == whole.reviewed != ()
    assert line.incident.estimates == whole.incidents[0].estimates
    assert shown.err.endswith("summarizer: 1 of 3 reviews match nothing in this report: rejected “figure-0”\n")


def test_a_correction_changes_what_is_found_and_estimated() -> None:
    """4 to 2, as the other outlet says: the conflict is gone, and low, best and high are 2."""
    before = check([told("wire", figure(value=4, quote="four")), told("post", figure(value=2, quote="two"))])
    assert ("conflict" in kinds(before, "killed"), estimate(before, "killed")) == (True, (2, 2, 4))
    now, _ = apply_reviews(before, [on_figure(before, "corrected", 4, "killed", value=2)])
    assert (kinds(now, "killed"), estimate(now, "killed")) == (["agreement"], (2, 2, 2))
    assert "unresolved" not in now.incidents[0].summary


# --- an article that was edited ---


def edition(
    article: str, quote: str = "more than 120 missiles", source: str = "post", value: float = 120
) -> EventReport:
    """The post's report as one text of it has it."""
    missiles = figure("launched", "missiles", value, bound="more_than", quote=quote, article=article, source=source)
    return report(article, incident="i", source=source, published="2023-05-30", figures=[missiles])


WIRE = told("wire", figure("launched", "missiles", 69, quote="69 missiles"))


@pytest.mark.parametrize(
    ("now", "figure_holds", "finding_holds"),
    [
        pytest.param([edition("second")], True, True, id="the same words in an edited text"),
        pytest.param([edition("second", quote="More  than 120 missiles")], True, True, id="in other case and spacing"),
        pytest.param([edition("second", value=121)], False, False, id="another number in the same words"),
        pytest.param([edition("second", quote="over 120 missiles")], False, False, id="other words"),
        pytest.param([edition("second", source="news")], False, False, id="another outlet"),
        pytest.param([edition("second"), edition("third")], False, True, id="two texts have the words: which figure? but one conflict"),
    ],
)  # fmt: skip
def test_a_decision_holds_when_the_article_was_edited_elsewhere(
    now: list[EventReport], figure_holds: bool, finding_holds: bool
) -> None:
    """By the words and the outlet, where only one passage has them; and the report says so."""
    first = check([WIRE, edition("first")])
    on_a_figure = on_figure(first, "rejected", passage=figure_passage_id(of(first, "launched", 120)))
    on_a_finding = on_finding(first, "rejected", passage=finding_passage_id(conflict(first)))
    for review, holds in ((on_a_figure, figure_holds), (on_a_finding, finding_holds)):
        after, unmatched = apply_reviews(check([WIRE, *now]), [review])
        assert (unmatched == ()) is holds
        assert ["the article was edited since" in line for line in review_lines(after)] == [True] * holds


def test_where_what_was_reviewed_still_stands_no_other_is_taken_for_it() -> None:
    """Both editions are there: the decision is on the first alone, and nothing is said of an edit."""
    review = on_figure(check([WIRE, edition("first")]), "rejected")
    review = review.model_copy(update={"passage": figure_passage_id(edition("first").figures[0])})
    after, _ = apply_reviews(check([WIRE, edition("first"), edition("second")]), [review])
    left = [figure.article for incident in after.incidents for event in incident.events for figure in event.figures]
    assert sorted(str(name) for name in left) == ["second", "wire"]
    assert not any("edited" in line for line in review_lines(after))


def test_a_decision_that_names_a_figure_is_not_carried_to_another_text() -> None:
    """The figure that stands is named by the article that is gone."""
    first = check([WIRE, edition("first")])
    stands = figure_id(of(first, "launched", 120))
    review = on_finding(first, "corrected", stands=stands, passage=finding_passage_id(conflict(first)))
    _, unmatched = apply_reviews(check([WIRE, edition("second")]), [review])
    assert unmatched == (review,)


def test_a_decision_holds_when_offsets_move_and_another_article_is_added(summary: Summary) -> None:
    """It is by what is said, not by where."""
    moved = of(summary, "wounded", 9).model_copy(update={"start": 700, "end": 711})
    events = [told("news", moved), told("late", figure("damaged", "homes", 3))]
    now, unmatched = apply_reviews(check(events), [on_figure(summary, "rejected", 9, "wounded")])
    assert (unmatched, kinds(now, "wounded")) == ((), [])


# --- hostile reviews ---


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_what_a_reviews_file_says_is_shown_and_never_run(payload: str, summary: Summary, tmp_path: Path) -> None:
    """In its note, its name, its time and what it is about; wherever a report or a table has them."""
    told = {"note": payload, "by": payload, "at": payload, "about": payload}
    given = [on_finding(summary, "rejected", **told), on_figure(summary, "corrected", 4, "killed", value=5, **told)]
    path = tmp_path / "reviews.json"
    path.write_text(as_json(given), encoding="utf-8")
    now, unmatched = apply_reviews(summary, read_reviews([path]))
    assert unmatched == ()
    assert all(line.isprintable() for line in render(now, "text").split("\n"))
    assert render(now, "html").count("<script") == 2
    assert not re.search(r"(?<!\\)<\w", render(now, "md"))
    for form in ("csv", "incidents-csv"):
        cells = [cell for row in csv.reader(io.StringIO(render(now, form), newline="")) for cell in row]
        assert [cell for cell in cells if cell.lstrip("\"'\t ")[:1] in tuple("=+@") and not cell.startswith("'")] == []


# --- two reviewers ---


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        pytest.param({"decision": "rejected", "by": "A"}, {"decision": "accepted", "by": "B"}, "A rejected, then B accepted: 4 people", id="two decide otherwise"),
        pytest.param({"decision": "corrected", "value": 5, "by": "A"}, {"decision": "corrected", "value": 6, "by": "B"}, "A corrected it to 5, then B corrected it to 6", id="two other numbers"),
        pytest.param({"decision": "rejected"}, {"decision": "accepted"}, "a reviewer rejected, then a reviewer accepted", id="nobody knows who"),
        pytest.param({"decision": "rejected", "by": "A"}, {"decision": "accepted", "by": "A"}, None, id="one who changed their mind"),
        pytest.param({"decision": "rejected", "by": "A"}, {"decision": "rejected", "by": "B", "note": "too"}, None, id="two who agree"),
    ],
)  # fmt: skip
def test_reviewers_who_differ_are_told_of(
    first: dict[str, Any], second: dict[str, Any], said: str | None, summary: Summary, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The last file counts, and not in silence."""
    paths = [tmp_path / name for name in ("monday.json", "tuesday.json")]
    for path, fields in zip(paths, (first, second), strict=True):
        given = {"id": "figure-1", "subject": "figure", "about": "4 people \x1b[2J", **fields}
        path.write_text(as_json([Review.model_validate(given)]), encoding="utf-8")
    records = tmp_path / "r.jsonl"
    records.write_text(summary.incidents[0].events[0].model_dump_json(), encoding="utf-8")
    assert main(["check", str(records), "--reviews", str(paths[0]), "--reviews", str(paths[1])]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if "differ" in line]
    assert len(lines) == (said is not None)
    assert all(said in line and line.isprintable() for line in lines if said)


@pytest.mark.parametrize("form", ["text", "incidents"])
@pytest.mark.parametrize("command", ["run", "check"])
def test_reviewers_who_differ_are_said_once(
    command: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever reads the decisions, and in whatever form the report comes."""
    paths = {"run": tmp_path / "a.txt", "check": tmp_path / "r.jsonl"}
    paths["run"].write_text("Four people were killed in Kyiv on Monday.", encoding="utf-8")
    paths["check"].write_text('{"article": "a", "type": "armed_clash"}', encoding="utf-8")
    reviews = tmp_path / "reviews.json"
    decisions = [
        Review(id="f", subject="figure", decision=decision, by=by)
        for decision, by in (("rejected", "A"), ("accepted", "B"))
    ]
    reviews.write_text(as_json(decisions), encoding="utf-8")
    store = ["--no-store"] if command == "run" else []
    assert main([command, str(paths[command]), *store, "--format", form, "--reviews", str(reviews)]) == 0
    assert capsys.readouterr().err.count("reviewers differ") == 1


@pytest.mark.parametrize(
    ("delimiter", "number", "before", "after"),
    [
        pytest.param(",", "7.5", "", "", id="as we write it"),
        pytest.param(";", "7,5", "\ufeff", ";;;;;\r\n", id="where the comma is the decimal sign, saved as UTF-8"),
        pytest.param(";", "7.5", "", "", id="a semicolon and a point"),
        pytest.param("\t", "7,5", "", "\t\t\t\t\t\r\n\r\n", id="with tabs, and rows of nothing behind"),
    ],
)
def test_csv_is_read_as_a_spreadsheet_writes_it(
    tmp_path: Path, delimiter: str, number: str, before: str, after: str
) -> None:
    """No quotation marks that are not needed, a semicolon in a text, empty cells for what is not said."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter)
    writer.writerow(["id", "subject", "decision", "note", "value", "a column of their own"])
    writer.writerow(["figure-1", "figure", "corrected", "a; b, c", number, "x"])
    path = tmp_path / "r.csv"
    path.write_text(before + table.getvalue() + after, encoding="utf-8", newline="")
    (review,) = read_reviews([path])
    assert (review.value, review.note, review.bound) == (7.5, "a; b, c", None)
