"""Counts of one report that add up to another of its counts."""

from typing import Any

import pytest

from summarizer import Article, check, summarize
from summarizer.consistency.breakdowns import mark_breakdowns

from ..helpers.reports import figure, report


def _parts(*told: dict[str, Any]) -> list[float]:
    marked = mark_breakdowns(report(figures=[figure(**each) for each in told]))
    return [each.lowest for each in marked.figures if each.extent == "part"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([{"value": 14}, {"value": 9}, {"value": 5}], [9, 5], id="a market and a church"),
        pytest.param([{"value": 12}, {"value": 9}, {"value": 20}, {"value": 41}], [12, 9, 20], id="three provinces"),
        pytest.param([{"value": 14}, {"value": 7}, {"value": 7, "quote": "7 more"}], [7, 7], id="two alike"),
        pytest.param([{"value": 14}, {"value": 9}, {"value": 9, "quote": "nine"}, {"value": 5}], [9, 9, 5], id="one told twice"),
        pytest.param([{"value": 41}, {"value": 12}, {"value": 9}, {"value": 29}], [12, 29], id="a count beside the parts"),
        pytest.param(
            [{"value": 14, "attributed_to": "police"}, {"value": 9}, {"value": 5}], [9, 5], id="the paper's own parts"
        ),
        pytest.param([{"value": 14}, {"value": 9}, {"value": 4}], [], id="they make thirteen"),
        pytest.param([{"value": 14}, {"value": 14, "quote": "fourteen"}], [], id="one number twice"),
        pytest.param(
            [{"value": 27, "attributed_to": "the mayor"}, {"value": 12, "attributed_to": "police"},
             {"value": 15, "attributed_to": "doctors"}], [], id="three voices who differ"),
        pytest.param([{"value": 14}, {"value": 9, "of": "soldiers"}, {"value": 5, "of": "civilians"}], [], id="kinds of people stay whole"),
        pytest.param([{"value": 14}, {"value": 9, "measure": "wounded"}, {"value": 5}], [], id="another measure"),
        pytest.param([{"value": 14}, {"value": 9, "stance": "feared"}, {"value": 5}], [], id="who is feared dead is not"),
        pytest.param([{"value": 14}, {"value": 9, "as_of": "at first"}, {"value": 5}], [], id="an early count is no part"),
        pytest.param(
            [{"value": 14}, {"value": 9, "bound": "about", "low": 8, "high": 10}, {"value": 5}], [], id="about nine"
        ),
    ],
)  # fmt: skip
def test_parts_are_told_by_their_sum(told: list[dict[str, Any]], expected: list[float]) -> None:
    """Exact counts of one voice that add up to its highest are parts of it."""
    assert _parts(*told) == expected


def test_parts_accuse_nobody() -> None:
    """Neither one another, nor another report's toll; the whole does."""
    ours = [figure(article="a", value=value, quote=f"{value} dead") for value in (9, 5, 14)]
    reports = [
        report("a", incident="x", source="Globe", figures=ours),
        report("b", incident="x", source="Herald", figures=[figure(article="b", value=12)]),
    ]
    (finding,) = (each for each in check(reports).findings if each.kind != "uncorroborated")
    assert (finding.kind, [each.value for each in finding.figures]) == ("conflict", [12, 14])


def test_the_toll_is_the_whole() -> None:
    """Provinces one by one, then all: the built-in rules give the event one toll, and flag nothing."""
    text = "Floods in Mozambique on Monday: Sofala 12 dead, Manica 9 dead, Zambezia 20 dead, total 41 dead."
    summary = summarize([Article(id="a", text=text)])
    assert [finding.kind for finding in summary.findings if finding.kind != "uncorroborated"] == []
    (incident,) = summary.incidents
    assert [(each.low, each.best, each.high) for each in incident.estimates] == [(41, 41, 41)]


@pytest.mark.parametrize(
    ("second", "third", "kinds"),
    [
        ("The toll had risen to 37.", "More than 40 people were killed, a church spokesman said.", {"conflict", "revision"}),
        ("The toll had risen to 37.", "", {"revision"}),
        ("The toll had risen to 52.", "More than 40 people were killed, a church spokesman said.", {"revision"}),
    ],
    ids=["a higher count is none that it rose from", "it rose", "to what the other bounds"],
)  # fmt: skip
def test_a_rise_is_from_a_lower_count(second: str, third: str, kinds: set[str]) -> None:
    """What "had risen to 37" did not lower a count of more than forty."""
    text = f"Gunmen killed 30 people in Kasuwa, Nigeria, on Monday, police said. {second} {third}"
    (incident,) = summarize([Article(id="a", text=text)]).incidents
    figures = [figure.model_copy(update={"confidence": None}) for event in incident.events for figure in event.figures]
    found = {str(finding.kind) for finding in check([report("a", figures=figures)]).findings}
    assert found - {"uncorroborated"} == kinds
