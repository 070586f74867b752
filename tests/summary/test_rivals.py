"""Where linking is not sure whether reports are of one event, no report says that nothing conflicts."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from summarizer import EventReport, Summary, check
from summarizer.linking import Group, Neighbour
from summarizer.records.incidents import ComparedMeasure
from summarizer.records.summary import ArticleRecord
from summarizer.render import render
from summarizer.reviews import apply_reviews
from summarizer.summary.assembly import summarize_incidents

from ..helpers.reports import figure, report

FLOOD = report("c", "flood", "Lima//Peru", "2022-01-01", source="c")


def raid(article: str, *counts: tuple[str, float], **fields: Any) -> EventReport:
    """A report of a raid on Moscow with these counts."""
    figures = [figure(measure, value=value, article=article, source=article) for measure, value in counts]
    return report(article, **{"place": "Moscow//Russia", "source": article, "figures": figures, **fields})


def outcomes(summary: Summary) -> list[tuple[str, bool | None]]:
    """Each compared measure: whether it differs, None where only one article has it."""
    assert summary.side_by_side
    return [(row.measure, None if row.verdict is None else row.differs) for row in summary.side_by_side.measures]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "why"),
    [
        ([("killed", 4)], [("killed", 40)], [("killed", True)], "a count that would conflict"),
        ([("killed", 4)], [("killed", 4)], [("killed", False)], "a count that would agree"),
        ([("killed", 4)], [("wounded", 9)], [("killed", None), ("wounded", None)], "counts of one article alone"),
        ([("detained", 2), ("killed", 4), ("wounded", 3)], [("wounded", 90), ("killed", 4)],
         [("wounded", True), ("killed", False), ("detained", None)], "what differs comes first"),
    ],
)  # fmt: skip
def test_two_articles_of_like_events_are_compared_measure_by_measure(
    ours: list[tuple[str, float]], theirs: list[tuple[str, float]], expected: list[tuple[str, bool | None]], why: str
) -> None:
    """At the head of each form, in full; none of them says that nothing conflicts."""
    summary = check([raid("a", *ours), raid("b", *theirs, start="2023-06-12", place="Kursk//Russia")])
    assert outcomes(summary) == expected, why
    assert summary.side_by_side
    assert summary.side_by_side.articles == ("a", "b")
    for form in ("text", "md", "html", "json"):
        shown = render(summary, form)
        assert "No figures conflict" not in shown
        if form in ("text", "md"):
            flat = " ".join(shown.replace("\\", "").split())
            head = flat.lower().index("may conflict: one event or two?")
            assert head < flat.lower().index("incidents", head)
            for measure, value in (*ours, *theirs):
                assert f"{value:g} people {measure}" in flat[head:]
            assert "--same a b, or --different a b" in flat


@pytest.mark.parametrize(
    ("reports", "why"),
    [
        ([raid("a", ("killed", 4)), FLOOD.model_copy(update={"figures": (figure(article="c"),)})], "events of unlike kinds"),
        ([raid("a", ("killed", 4)), raid("b", ("killed", 4))], "reports of one event"),
        ([raid("a", ("killed", 4)), raid("b", ("killed", 9), start="2023-06-12"), FLOOD], "three articles"),
        ([raid("a"), raid("b", start="2023-06-12")], "no number to compare"),
        ([raid("a", ("killed", 4), incident="x"), raid("b", ("killed", 9), incident="y")], "incidents that came with ids"),
        ([raid("a", ("killed", 4))], "one article"),
    ],
)  # fmt: skip
def test_others_are_not_compared(reports: Sequence[EventReport], why: str) -> None:
    """The report is as ever."""
    summary = check(reports)
    assert summary.side_by_side is None, why
    assert "one event or two" not in render(summary, "text").lower()


def test_what_a_person_decided_is_no_question_any_more() -> None:
    """Two events are not compared; one event is checked; before the run, and in the report of it."""
    reports = [raid("a", ("killed", 4)), raid("b", ("killed", 40), start="2023-06-12")]
    unsure = check(reports)
    assert unsure.side_by_side
    two, one = check(reports, different=[("a", "b")]), check(reports, same=[("a", "b")])
    assert (two.side_by_side, two.digest) == (None, "No figures conflict.")
    assert one.side_by_side is None
    assert one.digest.startswith("Flagged: 1 ")
    for decided in (two, one):
        now, _ = apply_reviews(unsure, [reviewed.review for reviewed in decided.reviewed])
        assert (now.side_by_side, now.digest, now.findings) == (None, decided.digest, decided.findings)


def summarized(*groups: Group) -> Summary:
    """The summary of incidents as linking might leave them, whatever its weights are today."""
    articles = {each.article: each.source for group in groups for each in group.reports}
    read = [ArticleRecord(id=article, source=source, status="ok") for article, source in articles.items()]
    return summarize_incidents(groups, read, {})


def test_reports_that_are_only_possibly_of_one_event_are_compared_too() -> None:
    """Two cores of one incident."""
    reports = (raid("a", ("killed", 4)), raid("b", ("killed", 40)))
    summary = summarized(Group("inc", reports, (0, 1)))
    assert outcomes(summary) == [("killed", True)]
    assert "No figures conflict" not in summary.digest
    assert summarized(Group("inc", reports, (0, 0))).side_by_side is None


@pytest.mark.parametrize(
    ("counts", "weight", "doubted", "why"),
    [
        ((4, 40), 5.5, True, "they would conflict"),
        ((4, 40), -0.5, True, "whether it is as likely as not"),
        ((4, 40), -3.5, True, "and linking is less sure of that"),
        ((4, 40), -6.0, False, "but not if they are surely two"),
        ((4, 4), -0.5, False, "nor if they would agree"),
    ],
)
def test_a_rival_whose_figures_would_conflict_is_not_hidden(
    counts: tuple[int, int], weight: float, doubted: bool, why: str
) -> None:
    """The pair is named, with both incidents; where something is flagged, only if the two may well be one."""
    first, second = (raid(name, ("killed", value)) for name, value in zip("ab", counts, strict=True))
    ours = Group("inc-a", (first,), (0,), rival=Neighbour("inc-b", first, second, {"place": weight}))
    theirs = Group("inc-b", (second,), (0,), rival=Neighbour("inc-a", second, first, {"place": weight}))
    calm = Group("inc-c", (FLOOD,), (0,))
    flagged = Group("inc-d", (raid("d", ("killed", 1)), raid("e", ("killed", 90))), (0, 0))
    summary = summarized(ours, theirs, calm)
    doubts = [{miss.incident, miss.other} for miss in summary.near_misses if miss.may_conflict]
    assert doubts == ([{"inc-a", "inc-b"}] if doubted else []), why
    assert ("No figures conflict" in summary.digest) is not doubted
    text = " ".join(render(summary, "text").split())
    assert ("1 pair of numbers may conflict." in text) is doubted
    assert ("linking took them for two, and is not sure" in text) is doubted
    beside = summarized(ours, theirs, flagged)
    assert any(miss.other for miss in beside.near_misses) is (doubted and weight > 5)


def test_a_measure_that_only_one_has_does_not_differ() -> None:
    """It has no verdict."""
    assert not ComparedMeasure(measure="killed", ours=(figure(),), theirs=()).differs


def test_nothing_of_an_article_is_markup_in_the_comparison() -> None:
    """It stands in the document itself, and in a table of Markdown."""
    bait = "<img src=x onerror=alert(1)>|[x](javascript:alert(1))\x1b[31m\u202e"
    reports = [raid(name, ("killed", value), source=bait, headline=bait) for name, value in (("a", 4), ("b", 40))]
    reports[1] = reports[1].model_copy(update={"place": FLOOD.place, "start": FLOOD.start})
    summary = check(reports)
    assert summary.side_by_side
    page = render(summary, "html")
    assert "<img" not in page
    assert "\u202e" not in page.partition('<script type="application/json"')[0]
    assert not re.search(r"(?<!\\)[<|]img|(?<!\\)\[x", render(summary, "md"))
    assert "\x1b" not in render(summary, "text")
