"""Gold standards of what reviewers decided: which incidents are taken, with which figures and findings."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summary, check
from summarizer.cli import main
from summarizer.evaluation import evaluate, read_gold, select_reports
from summarizer.evaluation.reviewed import gold_of_reviews
from summarizer.pipeline.check import check_decided
from summarizer.records.article import make_article
from summarizer.records.ids import figure_id, finding_id
from summarizer.records.reviews import Review
from summarizer.reviews import apply_reviews

from ..helpers.golds import Line, killed, write


def record(article: str, incident: str, *figures: dict[str, Any], **fields: Any) -> Line:
    """A record of an incident."""
    return {
        "article": article,
        "source": article,
        "type": "flood",
        "incident": incident,
        "figures": list(figures),
        **fields,
    }


RECORDS = (
    record("a1", "a", killed(2, quote="two"), published="2024-05-01"),
    record("a2", "a", killed(9, quote="nine"), published="2024-05-01"),
    record("b1", "b", killed(1)),
    record("b2", "b", killed(5)),
    record("c1", "c", killed(7)),
)


def decided(summary: Summary, incident: str, decision: str, **fields: Any) -> Review:
    """A decision on the flagged finding of an incident."""
    about = next(one for one in summary.findings if one.incident == incident and one.kind == "conflict")
    return Review.model_validate({"id": finding_id(about), "subject": "finding", "decision": decision, **fields})


def lines_of(summary: Summary, *reviews: Review) -> list[Line]:
    """The lines of the gold standard."""
    return list(gold_of_reviews(apply_reviews(summary, reviews)[0]).lines)


def found(lines: list[Line]) -> list[tuple[str, str, str]]:
    """The incident, the kind and the reason of each finding."""
    return [(line["incident"], line["kind"], line["why"]) for line in lines if "positions" in line]


def incidents(lines: list[Line]) -> set[str]:
    """The incidents of the events."""
    return {line["event"]["incident"] for line in lines if "event" in line}


def test_a_decision_on_every_finding_takes_an_incident() -> None:
    """An accepted finding is one, a rejected one is none, and a note is the reason."""
    summary = check(RECORDS)
    lines = lines_of(
        summary, decided(summary, "a", "accepted", note="seen the film"), decided(summary, "b", "rejected")
    )
    assert incidents(lines) == {"a", "b"}
    assert found(lines) == [("a", "conflict", "seen the film")]
    assert [line["article"] for line in lines if "article" in line] == ["a1", "a2", "b1", "b2"]


def test_a_corrected_kind_is_the_kind() -> None:
    """As the reviewer has it."""
    summary = check(RECORDS)
    lines = lines_of(summary, decided(summary, "a", "corrected", kind="revision", note="it rose"))
    assert found(lines) == [("a", "revision", "it rose")]


def test_what_nobody_decided_is_left_out() -> None:
    """Incidents with an open finding, and those that nobody touched; each is counted."""
    summary = check(RECORDS)
    made = gold_of_reviews(apply_reviews(summary, [decided(summary, "a", "accepted")])[0])
    assert (made.incidents, made.undecided, made.untouched) == (1, 1, 1)


def test_an_article_of_an_open_incident_takes_all_its_incidents_along() -> None:
    """What is right in it would count as wrong."""
    summary = check([*RECORDS, record("a1", "b", killed(3, quote="three"))])
    made = gold_of_reviews(apply_reviews(summary, [decided(summary, "a", "accepted")])[0])
    assert (made.incidents, made.undecided, made.untouched) == (0, 2, 1)


def test_a_corrected_figure_has_the_number_of_the_reviewer() -> None:
    """And a rejected one is gone: the conflict with it."""
    summary = check(RECORDS)
    figures = {
        figure.value: figure for incident in summary.incidents for event in incident.events for figure in event.figures
    }
    reviews = [
        Review(id=figure_id(figures[9.0]), subject="figure", decision="corrected", value=2, note="a slip"),
        Review(id=figure_id(figures[5.0]), subject="figure", decision="rejected"),
    ]
    lines = lines_of(summary, *reviews)
    told = {
        line["event"]["article"]: [figure["value"] for figure in line["event"]["figures"]]
        for line in lines
        if "event" in line
    }
    assert told == {"a1": [2], "a2": [2], "b1": [1], "b2": []}
    assert found(lines) == []


@pytest.mark.parametrize(
    ("figures", "positions", "why"),
    [
        ([killed(2), killed(9)], [[2], [9]], "two numbers"),
        ([killed(2), killed(2), killed(9)], [[2, 2], [9]], "the same number is one position"),
        ([killed(8, bound="at_least"), killed(9), killed(2)], [[8, 9], [2]], "and numbers that meet"),
        ([{"measure": "killed", "of": "people", "value": 65, "low": 65, "high": 90}, killed(83), killed(69), killed(2)],
         [[2], [65, 69], [83]], "but not those that only a third one meets"),
        ([killed(70), killed(70, stance="denied")], [[70], [70]], "who denies a number takes another position"),
    ],
)  # fmt: skip
def test_positions_are_numbers_that_agree(
    figures: list[dict[str, Any]], positions: list[list[float]], why: str
) -> None:
    summary = check([record(f"a{nth}", "a", figure) for nth, figure in enumerate(figures)])
    about = next(one for one in summary.findings if one.kind in ("conflict", "dispute"))
    accepted = Review(id=finding_id(about), subject="finding", decision="accepted")
    lines = lines_of(summary, accepted)
    values = {
        name: line["event"]["figures"][0]["value"] for line in lines if "event" in line for name in line["figure_ids"]
    }
    (told,) = [[[values[name] for name in part] for part in line["positions"]] for line in lines if "positions" in line]
    assert sorted(map(sorted, told)) == sorted(positions), why


def test_a_sum_has_its_parts_and_its_whole_as_positions() -> None:
    """The whole is the last figure."""
    parts = [killed(3, of="civilians"), killed(1, of="soldiers"), killed(9)]
    summary = check([record("a", "a", *parts)])
    about = next(one for one in summary.findings if one.kind == "arithmetic")
    (line,) = [
        line
        for line in lines_of(summary, Review(id=finding_id(about), subject="finding", decision="accepted"))
        if "positions" in line
    ]
    assert list(map(len, line["positions"])) == [2, 1]


def test_the_gold_standard_is_read_and_met_by_what_it_was_made_of(tmp_path: Path) -> None:
    """With the texts of its articles where they are at hand; figures that stand twice have two ids."""
    text = "Two people were killed. Two people were killed."
    article = make_article(text, source="Press")
    twice = [killed(2, quote="Two people were killed", start=at, end=at + 22) for at in (0, 24)]
    records = [
        record(article.id, "a", *twice),
        record("a2", "a", killed(9)),
        record(article.id, "d", killed(2, quote="Two people", start=0, end=10)),
    ]
    summary = check(records)
    made = gold_of_reviews(apply_reviews(summary, [decided(summary, "a", "accepted")])[0], [article])
    assert made.incidents == 2
    gold, problems = read_gold(str(write(tmp_path, made.lines)))
    assert problems == []
    assert gold.texts == {article.id: text}
    assert len(set(gold.ids)) == 4
    reports = select_reports(gold, (event for incident in summary.incidents for event in incident.events)).reports
    result = evaluate(gold, check_decided(reports, texts=gold.texts), read_by="records", linking="given")
    for name in ("figures_f1", "events_f1", "links_b3_f1", "findings_f1"):
        assert result.scores[name].value == 1, name


def test_the_command_makes_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And says what it leaves out; without a decision that matches there is none."""
    summary = check(RECORDS)
    (tmp_path / "report.json").write_text(summary.to_json())
    review = decided(summary, "a", "accepted").model_dump(mode="json", exclude_none=True)
    for name, reviews in (("some", [review]), ("none", [])):
        (tmp_path / f"{name}.json").write_text(
            json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": reviews})
        )
    call = ["eval", str(tmp_path / "report.json"), "--gold-from"]
    assert main([*call, str(tmp_path / "some.json"), "-o", str(tmp_path / "gold.jsonl")]) == 0
    assert capsys.readouterr().err == (
        "summarizer: 1 incident taken; 1 left out, on which nobody decided; "
        "1 left out, of which, or of whose articles, a flagged finding is not decided\n"
    )
    assert read_gold(str(tmp_path / "gold.jsonl"))[1] == []
    assert main(["eval", str(tmp_path / "gold.jsonl"), "--fail-under", "findings_f1=1", "-q"]) == 0
    assert main([*call, str(tmp_path / "none.json")]) == 2
    assert main([*call, str(tmp_path / "some.json"), "--linking", "ours"]) == 2
    assert "expected nothing to measure with --gold-from, got --linking" in capsys.readouterr().err
