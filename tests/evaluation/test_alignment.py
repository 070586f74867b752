"""Which read figures and events are those of the gold standard: one to one, the best pair first."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import EventReport
from summarizer.evaluation.alignment import align

from ..helpers.reports import figure, report


def told(*figures: dict[str, Any], **fields: Any) -> EventReport:
    """An event of one article."""
    return report("a", figures=[figure(**given) for given in figures], **fields)


@pytest.mark.parametrize(
    ("gold", "read", "pairs", "why"),
    [
        ([{"start": 0, "end": 9}], [{"start": 5, "end": 20}], {0: 0}, "offsets that overlap"),
        ([{"start": 0, "end": 9}], [{"start": 9, "end": 20}], {}, "offsets that only touch"),
        ([{"start": 0, "end": 9, "value": 4}], [{"start": 0, "end": 9, "value": 5}], {}, "one place, another number"),
        ([{"start": 0, "end": 9}], [{"start": 0, "end": 9, "measure": "wounded"}], {0: 0}, "one number, another measure"),
        ([{"quote": "four people"}], [{"quote": "Four  people"}], {0: 0}, "the same quote"),
        ([{"quote": "four people"}], [{"quote": "four men"}], {}, "another quote"),
        ([{"quote": "four people", "start": 0, "end": 11}], [{"quote": "four people", "start": 50, "end": 61}], {0: 0},
         "the same quote where it stands again"),
        ([{"quote": "four people", "start": 0, "end": 11}], [{"quote": "four people"}], {0: 0}, "a quote without offsets"),
        ([{}], [{}], {0: 0}, "neither offsets nor quotes: the same measure and number"),
        ([{}], [{"measure": "wounded"}], {}, "neither, and another measure"),
        ([{"start": 0, "end": 9}], [{}], {0: 0}, "only one side has a place: the same measure and number"),
        ([{"start": 0, "end": 9}], [{"start": 0, "end": 9}, {"start": 0, "end": 9}], {0: 0}, "each is in one pair"),
        ([{"start": 0, "end": 30}], [{"start": 0, "end": 9, "measure": "wounded"}, {"start": 20, "end": 29}], {0: 1},
         "of two that overlap, that of the same measure"),
        ([{"start": 0, "end": 30, "of": "soldiers"}], [{"start": 0, "end": 30, "of": "civilians"}, {"start": 0, "end": 30, "of": "soldiers"}],
         {0: 1}, "of two in one quote, that which counts the same"),
        ([{"start": 0, "end": 30}, {"start": 20, "end": 30}], [{"start": 20, "end": 30}], {1: 0},
         "of two that overlap, that which overlaps most"),
    ],
)  # fmt: skip
def test_figures(gold: list[dict[str, Any]], read: list[dict[str, Any]], pairs: dict[int, int], why: str) -> None:
    assert align([told(*gold)], [told(*read)]).figures == pairs, why


FLOOD: dict[str, Any] = {"kind": "flood", "start": "2024-05-01"}


@pytest.mark.parametrize(
    ("gold", "read", "pairs", "why"),
    [
        ([told(**FLOOD)], [told(**FLOOD)], {0: 0}, "one type, one day"),
        ([told(**FLOOD)], [told(kind="flood", start=None)], {0: 0}, "one type, and a day that is not told"),
        ([told(**FLOOD)], [told(kind="flood", start="2024-05-02")], {}, "one type, another day"),
        ([told(**FLOOD)], [told(kind="storm", start="2024-05-01")], {}, "another type, no figure"),
        ([told({}, **FLOOD)], [told({}, kind="storm", start="2024-05-02")], {0: 0}, "a figure in common"),
        ([told(**FLOOD)], [report("b", kind="flood", start="2024-05-01")], {}, "another article"),
        ([told({}, **FLOOD)], [told(**FLOOD), told({}, kind="storm")], {0: 1}, "a figure before type and day"),
        ([told({"value": 1}, {"value": 2}, **FLOOD)], [told({"value": 1}, **FLOOD), told({"value": 2}, **FLOOD)], {0: 0},
         "an event that was read as two is one of them"),
        ([told({"value": 1}, **FLOOD), told({"value": 2}, **FLOOD)], [told({"value": 1}, {"value": 2}, **FLOOD)], {0: 0},
         "two that were read as one are one of them"),
    ],
)  # fmt: skip
def test_events(gold: list[EventReport], read: list[EventReport], pairs: dict[int, int], why: str) -> None:
    assert align(gold, read).events == pairs, why


FIGURES = st.lists(
    st.builds(
        lambda value, start, measure: {"value": value, "start": start, "end": start + 5, "measure": measure},
        value=st.integers(0, 3),
        start=st.integers(0, 20),
        measure=st.sampled_from(["killed", "wounded"]),
    ),
    max_size=6,
    unique_by=lambda given: tuple(given.values()),
)


@given(gold=FIGURES, read=FIGURES)
def test_a_figure_is_in_one_pair_at_most(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> None:
    """And the figures of a pair state one number at one place."""
    ours, theirs = told(*gold), told(*read)
    pairs = align([ours], [theirs]).figures
    assert len(set(pairs.values())) == len(pairs)
    for a, b in pairs.items():
        assert ours.figures[a].value == theirs.figures[b].value
        assert abs((ours.figures[a].start or 0) - (theirs.figures[b].start or 0)) < 5


@given(figures=FIGURES)
def test_all_figures_of_a_perfect_reading_are_right(figures: list[dict[str, Any]]) -> None:
    """Each is paired with itself."""
    event = told(*figures)
    assert align([event], [event]).figures == {nth: nth for nth in range(len(figures))}
