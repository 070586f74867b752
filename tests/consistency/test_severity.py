"""Severity: what a reader with one minute reads first."""

from datetime import date, timedelta

import pytest

from summarizer import ReportedFigure
from summarizer.consistency import Context, Finding, check_figures
from summarizer.schemas import MEASURES

from ..helpers.reports import figure

NEWEST = date(2023, 5, 30)
CONTEXT = Context(
    {"new": NEWEST, "new2": NEWEST, "new3": NEWEST, "before": NEWEST - timedelta(1), "old": NEWEST - timedelta(30),
     "old2": NEWEST - timedelta(30), "older": NEWEST - timedelta(31)},
    {},
)  # fmt: skip


def killed(
    value: float, of: str = "people", article: str = "new", by: str | None = None, **fields: object
) -> ReportedFigure:
    return figure("killed", of, value, article=article, attributed_to=by, **fields)


def worst(*figures: ReportedFigure) -> Finding:
    return check_figures(figures, CONTEXT).findings[0]


TWO_SOURCES = (killed(4, by="police"), killed(9, article="new2", by="the army"))

# (what weighs more, what weighs less, why)
ORDERINGS: list[tuple[tuple[ReportedFigure, ...], tuple[ReportedFigure, ...], str]] = [
    (TWO_SOURCES, (killed(8, by="police"), killed(9, article="new2", by="the army")), "a wider gap"),
    (TWO_SOURCES, (figure("damaged", "houses", 4, article="new", attributed_to="police"),
                   figure("damaged", "houses", 9, article="new2", attributed_to="the army")), "deaths before houses"),
    (TWO_SOURCES, (killed(4, by="police"), killed(9, article="new", by="the police")), "two sources before one that contradicts itself"),
    ((*TWO_SOURCES, killed(9, article="new3", by="the mayor")), TWO_SOURCES, "a third source"),
    (TWO_SOURCES, (killed(4, article="old", by="police"), killed(9, article="old2", by="the army")), "news before what is a month old"),
    (TWO_SOURCES, (killed(4, article="before", by="police"), killed(9, by="the army")), "a conflict before a revision"),
    (TWO_SOURCES, (killed(9, article="before", by="police"), killed(4, by="police")), "a conflict before a retraction"),
    ((killed(9, article="before", by="police"), killed(4, by="police")),
     (killed(4, article="before", by="police"), killed(9, by="police")), "a toll taken back before one that rose"),
    (TWO_SOURCES, (killed(3, "civilians"), killed(1, "soldier"), killed(9)), "a conflict before a sum"),
    ((killed(3, "civilians"), killed(1, "soldier"), killed(9)), (killed(4, article="before"), killed(9)), "a sum before a revision"),
    ((killed(4, article="before"), killed(9)),
     (figure("damaged", "houses", 8, article="new", attributed_to="police"),
      figure("damaged", "houses", 9, article="new2", attributed_to="the army")), "a toll that doubled before nine houses or eight"),
    ((killed(0, by="police"), killed(9, article="new2", by="the army")), (killed(4, article="before"), killed(9)),
     "none against nine before a revision"),
    ((figure("damaged", "houses", 8, article="older"), figure("damaged", "houses", 9, article="old")),
     (killed(9, by="police"),), "what is flagged before what rests on one source"),
    ((killed(9, by="police"),), (figure("missing", "people", 9, article="new", attributed_to="police"),), "deaths before missing, alone"),
    ((figure("missing", "people", 9, article="new", attributed_to="police"),),
     (figure("launched", "drones", 9, article="old", attributed_to="police"),), "one source now before one a month ago"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "less", "why"), ORDERINGS, ids=[why for _, _, why in ORDERINGS])
def test_what_weighs_more(more: tuple[ReportedFigure, ...], less: tuple[ReportedFigure, ...], why: str) -> None:
    """By kind, measure, gap, independence and age."""
    assert worst(*more).severity > worst(*less).severity, why


def test_the_formula() -> None:
    """Urgency by weight by 0.4, and 0.3 gap, 0.2 independence, 0.1 recency: as the documents give it."""
    found = worst(*TWO_SOURCES)
    assert found.severity == round(5.0 * MEASURES["killed"].weight * (0.4 + 0.3 * (1 - 4 / 9) + 0.2 * 0.5 + 0.1), 3)


def test_without_dates_recency_is_even() -> None:
    """Undated figures lie between news and what is old; the order of figures changes nothing."""
    undated = Context({}, {})
    told = TWO_SOURCES
    severity = check_figures(told, undated).findings[0].severity
    assert check_figures(told[::-1], undated).findings[0].severity == severity
    assert worst(*told).severity > severity


def test_the_first_three_of_many_are_the_right_three() -> None:
    """A conflict and a dispute on the dead, then the missiles; houses, revisions and single sources after them."""
    told = [
        figure("damaged", "houses", 3, article="new", attributed_to="police"),
        figure("damaged", "houses", 4, article="new2", attributed_to="the mayor"),
        killed(70, "fighters", by="the army", where="Kyiv"),
        killed(70, "fighters", article="new2", by="the rebels", where="Kyiv", stance="denied"),
        *TWO_SOURCES,
        figure("launched", "missiles", 69, article="new", attributed_to="the staff"),
        figure("launched", "missiles", 120, article="new2", attributed_to="an adviser"),
        figure("wounded", "people", 8, article="before", attributed_to="police"),
        figure("wounded", "people", 12, article="new", attributed_to="police"),
    ]
    found = check_figures(told, CONTEXT).findings
    assert [(one.kind, one.measure) for one in found][:3] == [
        ("conflict", "killed"), ("dispute", "killed"), ("conflict", "launched"),
    ]  # fmt: skip
