"""How sure the built-in reader is of its figures, and that an unsure one accuses nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Article, ReportedFigure, Settings, check, summarize
from summarizer.consistency import Context, explain_figures
from summarizer.reading.learned.predictions import predict
from summarizer.reading.rules.confidence import describe_figure, estimate
from summarizer.records.article import make_article
from summarizer.records.events import SURE

from ..helpers.reports import figure, report

LEAD = "A bomb killed 12 people at a market in Quetta, Pakistan, on Monday, police said."


def read(text: str, title: str | None = None) -> list[ReportedFigure]:
    """What the built-in reader makes of a text."""
    article = Article(id="a", text=text, title=title)
    summary = summarize([article], settings=Settings(model="builtin"))
    return [each for incident in summary.incidents for event in incident.events for each in event.figures]


def sureness(text: str, value: float, title: str | None = None) -> float:
    """The confidence of the first figure with a value."""
    found = next(each for each in read(text, title) if each.value == value)
    assert found.confidence is not None
    return found.confidence


def test_a_plain_lead_is_sure() -> None:
    """The first sentence of a short report, with nothing against it."""
    assert sureness(LEAD, 12) >= SURE


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        pytest.param(f"{LEAD} The 12 people who were killed were traders.", LEAD, id="what is said twice"),
        pytest.param(LEAD, f"{LEAD} In all 30 people were killed, a paper wrote.", id="what nothing exceeds"),
        pytest.param(LEAD, LEAD.replace("A bomb", "Two bombings and three shootings"), id="what is of one event"),
        pytest.param(LEAD, LEAD.replace("killed 12 people", "killed dozens of people, 12 people"), id="no part"),
    ],
)
def test_what_speaks_for_a_figure_makes_it_surer(surer: str, less: str) -> None:
    """Each of two texts differs from the other in one thing."""
    both = [max((each.confidence or 0 for each in read(text) if each.value == 12), default=0) for text in (surer, less)]
    assert both[0] > both[1]


FIGURES = st.builds(
    figure,
    st.sampled_from(["killed", "wounded", "detained", "displaced"]),
    st.sampled_from(["people", "soldiers"]),
    st.integers(0, 500).map(float),
    start=st.integers(0, 60),
    extent=st.sampled_from(["total", "part", "additional"]),
    quote=st.just("12 people"),
)


@given(figures=st.lists(FIGURES, min_size=1, max_size=6))
def test_it_is_a_probability(figures: list[ReportedFigure]) -> None:
    """Of any figure among any others, in any order of them."""
    article = make_article(LEAD * 3)
    predictions = list(predict(article.text).values())
    for each in figures:
        sure = estimate(describe_figure(each, figures, article, predictions))
        assert 0 < sure < 1
        assert sure == estimate(describe_figure(each, figures[::-1], article, predictions[::-1]))


def test_who_is_not_sure_accuses_nobody() -> None:
    """The pair is shown as one that may conflict, with its rule; without a confidence it is a conflict."""
    for sure, kinds in ((SURE - 0.01, set()), (SURE, {"conflict"}), (None, {"conflict"})):
        reports = [
            report(name, incident="x", source=name, figures=[figure("killed", "people", value, confidence=own)])
            for name, value, own in (("a", 5, 0.99), ("b", 8, sure))
        ]
        summary = check(reports)
        assert {str(each.kind) for each in summary.findings} - {"uncorroborated"} == kinds
        doubts = [miss.rule for miss in summary.near_misses if miss.may_conflict]
        assert doubts == ([] if kinds else ["unsure"])


def test_a_number_that_is_surely_read_elsewhere_accuses() -> None:
    """Not sure of the eight in one article, sure of them in another; a part of eight makes nobody sure."""
    for extent, rule in (("total", "disjoint"), ("part", "unsure")):
        given = (("a", 5, 0.99, "total"), ("b", 8, 0.2, "total"), ("c", 8, 0.99, extent))
        figures = [
            figure("killed", "people", value, article=name, confidence=sure, extent=kind)
            for name, value, sure, kind in given
        ]
        rules = {
            frozenset(each.article for each in pair.figures): pair.rule
            for pair in explain_figures(figures, Context({}, {}))
        }
        assert rules[frozenset("ab")] == rule


def test_parts_that_are_not_sure_break_no_sum() -> None:
    """Three civilians and one soldier are not five people, if they were read rightly."""
    for sure, kinds in ((0.2, set()), (0.99, {"arithmetic"})):
        counts = (("civilians", 3, sure), ("soldiers", 1, 0.99), ("people", 5, 0.99))
        figures = [figure("killed", of, value, confidence=own) for of, value, own in counts]
        found = check([report("a", figures=figures)]).findings
        assert {str(each.kind) for each in found} - {"uncorroborated"} == kinds
