"""The summary: its one JSON form, and what `check` makes of records that someone already has."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, Summary, check, summarize
from summarizer.errors import RecordError
from summarizer.records.article import make_article
from summarizer.records.summary import ArticleRecord
from summarizer.records.usage import Usage
from summarizer.schemas import RemoteViolence
from summarizer.summary.assembly import summarize_incidents, summarize_outcomes

from ..helpers.proved import ground_events
from ..helpers.reports import figure, report

FIGURE_KEYS = {
    "article", "source", "measure", "of", "low", "high", "bound", "extent", "attributed_to", "as_of", "stance", "quote",
    "start", "end",
}  # fmt: skip


def event(**fields: Any) -> RemoteViolence:
    """One event, its figures in brief."""
    return RemoteViolence.model_validate({"type": "air_drone_strike", "headline": "Drones strike Moscow", **fields})


def test_the_json_form_has_the_promised_keys() -> None:
    """Others build on these names; an end that is not there is null."""
    read = make_article("More than 70 drones came on May 9.", source="A")
    raid = event(
        figures=[
            {"quote": "More than 70 drones", "measure": "launched", "of": "drones", "value": 70, "bound": "more_than"}
        ],
    )
    summary = summarize_outcomes([ground_events(read, [raid], Usage())])
    document = json.loads(summary.to_json())
    assert {"schema_version", "articles", "incidents", "findings", "rejected", "usage"} <= set(document)
    assert {"best", "sensitivity"} <= set(document)
    (told,) = document["articles"]
    assert {"id", "path", "source", "title", "published", "status", "error", "numbers"} <= set(told)
    assert told["numbers"] == {
        "total": 2, "claimed": 1, "dismissed": 1, "dismissed_by": {"date": 1}, "unaccounted": [],
    }  # fmt: skip
    (incident,) = document["incidents"]
    assert {"id", "type", "headline", "place", "start", "end", "events", "estimates", "summary"} <= set(incident)
    (given,) = incident["events"][0]["figures"]
    assert set(given) >= FIGURE_KEYS
    assert (given["low"], given["high"], given["bound"]) == (70, None, "more_than")
    assert incident["estimates"][0] == {
        "measure": "launched", "of": "drones", "low": 70, "best": 70, "high": None, "unit": None,
        "by_rule": {"latest": 70, "median": 70, "mode": 70, "min": 70, "max": 70, "most_sourced": 70},
        "spread": 0, "relative_spread": 0,
    }  # fmt: skip
    assert Summary.model_validate_json(summary.to_json()) == summary


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_rejected_number_that_json_does_not_have_is_told_as_none(value: float) -> None:
    """A reply's 1e999 is infinite: the report reads back as it was."""
    raid = event(figures=[{"quote": "Seven drones came", "measure": "launched", "of": "drones", "value": value}])
    summary = summarize_outcomes([ground_events(make_article("Seven drones came."), [raid], Usage())])
    assert [rejected.value for rejected in summary.rejected] == [None]
    assert Summary.model_validate_json(summary.to_json()) == summary


def test_what_is_not_proved_is_rejected_and_reaches_no_incident() -> None:
    """The figure is in `rejected` with its reason, and nowhere else."""
    read = make_article("Seven drones came.")
    raid = event(figures=[{"quote": "Seven drones came", "measure": "launched", "of": "drones", "value": 17}])
    summary = summarize_outcomes([ground_events(read, [raid], Usage())])
    assert [rejected.value for rejected in summary.rejected] == [17]
    assert "“Seven”" in summary.rejected[0].reason
    assert "17" not in summary.incidents[0].summary
    assert not summary.incidents[0].estimates


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        ("Drones strike Moscow", True),
        ("Seven drones strike Moscow", True),
        ("Eight drones strike Moscow", False),
        ("Dozens of drones strike Moscow", False),
        ("Third strike on Moscow", False),
        ("Nobody hurt in strike on Moscow", True),
    ],
)
def test_a_headline_says_no_number_that_is_not_proved(headline: str, kept: bool) -> None:
    """A headline with another number gives way to the type."""
    read = make_article("Seven drones came.")
    raid = event(
        headline=headline,
        figures=[{"quote": "Seven drones came", "measure": "launched", "of": "drones", "value": 7}],
    )
    summary = summarize_outcomes([ground_events(read, [raid], Usage())])
    assert summary.incidents[0].headline == (headline if kept else "Air drone strike")


@pytest.mark.parametrize(
    ("text", "published", "when", "start", "kept"),
    [
        ("Drones came on Tuesday.", "2023-05-30", "on Tuesday", "2023-05-30", True),
        ("Drones came on Saturday.", "2023-05-30", "on Saturday", "2023-05-27", True),
        ("Drones came on Saturday.", "2023-05-30", "on Saturday", "2023-05-30", False),
        ("Drones came on Tuesday.", None, "on Tuesday", "2023-05-30", False),
        ("Drones came on May 3, 2023.", None, "on May 3", "2023-05-03", True),
        ("Drones came on May 3, 2023.", None, "on May 3", "2024-05-03", False),
        ("Drones came.", "2023-05-30", None, "2021-05-30", False),
    ],
)
def test_a_day_that_the_article_does_not_bear_out_is_dropped(
    text: str, published: str | None, when: str | None, start: str, kept: bool
) -> None:
    """A day must be named, or lie in the week before publication and on the weekday that is named."""
    read = make_article(text, published=date.fromisoformat(published) if published else None)
    outcome = ground_events(read, [event(when=when, start=start)], Usage())
    assert (outcome.reports[0].start is not None) is kept


def test_check_takes_the_least_that_a_record_can_be() -> None:
    """A measure with a value, or with ends; bounds follow from the ends."""
    summary = check(
        [
            {"article": "1", "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "value": 4}]},
            {
                "article": "2",
                "type": "armed_clash",
                "incident": "x",
                "figures": [{"measure": "killed", "low": 7, "high": 9}],
            },
            {"article": "3", "type": "armed_clash", "incident": "x", "figures": [{"measure": "wounded", "low": 7}]},
        ]
    )
    (incident,) = summary.incidents
    assert incident.id == "x"
    assert [f.kind for f in summary.findings if f.measure == "killed"] == ["conflict"]
    bounds = [figure.bound for event in incident.events for figure in event.figures]
    assert bounds == ["exactly", "between", "at_least"]


def test_check_takes_actors_by_name_alone() -> None:
    """Records from elsewhere seldom give roles."""
    summary = check([{"article": "1", "type": "armed_clash", "actors": ["The army", {"name": "B", "role": "target"}]}])
    assert [(a.name, a.role) for a in summary.incidents[0].events[0].actors] == [
        ("The army", "participant"),
        ("B", "target"),
    ]


def test_check_takes_what_a_run_gives() -> None:
    """The events of a summary, checked again, give the same findings."""
    first = check([report("a", figures=[figure(value=2)]), report("b", figures=[figure(value=4, article="b")])])
    again = check([event.model_dump(mode="json") for i in first.incidents for event in i.events])
    assert [f.explanation for f in again.findings] == [f.explanation for f in first.findings]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"type": "armed_clash"}, "article"),
        ({"article": "1"}, "type"),
        ({"article": "1", "type": "x", "figures": [{"measure": "killed"}]}, "expected `value`"),
        ({"article": "1", "type": "x", "figures": [{"measure": "killed", "low": 4, "high": 2}]}, "low <= high"),
        ({"article": "1", "type": "x", "deaths": 4}, "deaths"),
        ({"article": "1", "type": "x", "start": "soon"}, "start"),
        (
            {"article": "1", "type": "x", "figures": [{"measure": "killed", "value": 2, "start": -(2**53)}]},
            "figures.0.start",
        ),
        ({"article": "1", "type": "x", "figures": [{"measure": "killed", "value": 2, "end": 10**30}]}, "figures.0.end"),
        ({"article": "1", "type": "x", "figures": [{"measure": "killed", "value": 2, "end": 2**53}]}, "figures.0.end"),
    ],
)
def test_a_record_that_does_not_fit_is_named(record: dict[str, Any], said: str) -> None:
    """The field that is wrong, in one line."""
    with pytest.raises(RecordError, match=said) as raised:
        check([record])
    assert "\n" not in str(raised.value)


def test_the_digest_names_the_worst_first() -> None:
    """How many of each kind, then the findings that matter most."""
    summary = check(
        [
            report("a", figures=[figure(value=2), figure("launched", "drones", 8)]),
            report("b", figures=[figure(value=2, article="b"), figure("launched", "drones", 30, article="b")]),
        ]
    )
    assert summary.digest.startswith("Flagged: 1 conflict. ")
    assert check([]).digest == "No figures conflict."
    assert repr(summary) == "Summary(2 articles, 1 incident, 2 findings)"


@pytest.mark.parametrize(
    ("texts", "digest"),
    [
        pytest.param({"a.txt": "", "b.txt": " "}, "Nothing was checked: no article could be read.", id="none read"),
        pytest.param({"a.txt": "", "b.txt": "It rained."}, "No figures conflict.", id="one read"),
    ],
)
def test_nothing_is_said_of_figures_that_nobody_read(texts: dict[str, str], digest: str, tmp_path: Path) -> None:
    """That no figures conflict is said only where an article was read."""
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert summarize([tmp_path], settings=Settings(model="builtin")).digest == digest


def test_a_failed_article_is_named_once(tmp_path: Path) -> None:
    """Where its error names the file already, and where it does not."""
    (tmp_path / "bad.txt").write_text("---\npublished: 2024-02-30\n---\nTwo died.")
    (failure,) = summarize([tmp_path]).failures
    assert failure.startswith(f"{tmp_path / 'bad.txt'}: expected `published`")
    record = ArticleRecord(id="a", path="a.txt", status="failed", error="the model refused")
    assert summarize_incidents([], [record], {}).failures == ("a.txt: the model refused",)
