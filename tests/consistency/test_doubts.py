"""Figures that are not flagged and may conflict all the same: what is shown as possible, and what is not."""

from typing import Any

import pytest

from summarizer import Article, Summary, check, summarize
from summarizer.render import render

MARKET = (
    "12 killed in market blast in Potiskum, hospital says",
    "POTISKUM, Nigeria — A bomb hidden in a sack went off at the town's market on Monday, killing nine people, police said.",
)


def two(first: list[dict[str, Any]], second: list[dict[str, Any]], **fields: Any) -> Summary:
    """Two reports of one incident."""
    common = {"type": "industrial_accident", "incident": "x"}
    return check(
        [
            {"article": "1", "source": "Wire", "figures": first, **common},
            {"article": "2", "source": "Post", "figures": second, **common, **fields},
        ]
    )


def killed(value: float, of: str = "people", **fields: Any) -> dict[str, Any]:
    """A count of the dead."""
    return {"measure": "killed", "value": value, "of": of, **fields}


def launched(value: float, of: str) -> dict[str, Any]:
    """A count of munitions."""
    return {"measure": "launched", "value": value, "of": of}


@pytest.mark.parametrize(
    ("first", "second", "possible"),
    [
        pytest.param([killed(34, "workers")], [killed(41)], True, id="the workers may be all who died"),
        pytest.param([killed(34, "passengers")], [killed(41, "miners")], True, id="each names all of them in its way"),
        pytest.param([launched(30, "ballistic missiles")], [launched(55, "missiles")], True, id="all may be ballistic"),
        pytest.param([killed(3, "children")], [killed(9)], False, id="children are a part"),
        pytest.param([killed(3, "soldiers")], [killed(9)], False, id="so are soldiers"),
        pytest.param([killed(3, "foreign workers")], [killed(9)], False, id="so is whom an adjective singles out"),
        pytest.param(
            [killed(34, "workers"), killed(41)], [killed(44)], False, id="a report that has both counts apart"
        ),
        pytest.param([killed(34, "workers", where="Kyiv")], [killed(41)], False, id="another place"),
        pytest.param([killed(34, "workers")], [killed(34)], False, id="the same number"),
        pytest.param(
            [killed(34, "workers", attributed_to="police")],
            [killed(41, attributed_to="police")],
            False,
            id="one source counts both",
        ),
    ],
)
def test_what_may_conflict(first: list[dict[str, Any]], second: list[dict[str, Any]], possible: bool) -> None:
    """A pair is shown as possible, and accused of nothing, only if one thing that no text says would make a conflict."""
    summary = two(first, second)
    pairs = [
        miss for miss in summary.near_misses if miss.may_conflict and {f.article for f in miss.figures} == {"1", "2"}
    ]
    assert bool(pairs) is possible
    assert not possible or not any(finding.kind == "conflict" for finding in summary.findings)


def test_two_reports_that_may_be_of_one_event_are_shown_and_not_flagged() -> None:
    """Neither names its day, and one town may have two explosions: the reader is told, and decides.

    Alone the two are compared at the head of the report; beside a third the pair is shown among those that may conflict.
    """
    alone = summarize([Article(id=str(n), text=text) for n, text in enumerate(MARKET)])
    shown = " ".join(render(alone, "text").split())
    assert "May conflict: if the two articles tell of one event, they differ on killed." in shown
    assert "“killing nine people”" in render(alone, "md")
    texts = (*MARKET, "A bridge was closed for repairs in Lima, Peru, on 3 March 2021.")
    summary = summarize([Article(id=str(n), text=text) for n, text in enumerate(texts)])
    assert not [finding for finding in summary.findings if finding.kind == "conflict"]
    (miss,) = [miss for miss in summary.near_misses if miss.may_conflict]
    assert (miss.rule, sorted(figure.value or 0 for figure in miss.figures)) == ("link", [9, 12])
    text = render(summary, "text")
    assert "No figures conflict" not in text
    assert "1 pair of numbers may conflict." in text
    assert "MAY CONFLICT  People killed" in text
    assert "→ a conflict if the two reports tell of one event" in " ".join(text.split())
    assert "“killing nine people”" in text
    told = render(summary, "md")
    assert "## May conflict" in told
    assert "killing nine people" in told


def test_an_older_report_has_no_doubts() -> None:
    """The field came later: a report without it is read."""
    told = two([killed(34, "workers")], [killed(41)]).model_dump(mode="json")
    for miss in told["near_misses"]:
        del miss["may_conflict"]
    assert not any(miss.may_conflict for miss in Summary.model_validate(told).near_misses)
