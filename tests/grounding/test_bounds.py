"""How words limit a number: one vocabulary for what is read in a text and what a figure says."""

from typing import get_args

import pytest

from summarizer import ReportedFigure
from summarizer.grounding import ground
from summarizer.language.bounds import BOUNDS, STATED, WORDED_BOUNDS
from summarizer.language.quantities import read_numbers
from summarizer.records.reviews import Review
from summarizer.schemas import Figure, Repair

# The article's words, how the reader names their bound, and the bounds of a figure that they prove.
WORDS = [
    pytest.param("Exactly 25 people died.", "exactly", {"exactly"}, id="exactly says no more than the number"),
    pytest.param("Some 25 people died.", "about", {"about"}, id="some is about"),
    pytest.param("Almost 25 people died.", "nearly", {"about", "less_than"}, id="almost is about, and less"),
    pytest.param("Just over 25 people died.", "just_over", {"about", "more_than"}, id="just over is about, and more"),
    pytest.param("No fewer than 25 people died.", "at_least", {"at_least"}, id="no fewer than is at least"),
    pytest.param("Upwards of 25 people died.", "more_than", {"more_than"}, id="upwards of is more than"),
    pytest.param("In excess of 25 people died.", "more_than", {"more_than"}, id="in excess of is more than"),
    pytest.param("As many as 25 people died.", "at_most", {"at_most"}, id="as many as is at most"),
    pytest.param("Fewer than 25 people died.", "less_than", {"less_than"}, id="fewer than is less than"),
]


@pytest.mark.parametrize(("text", "worded", "proved"), WORDS)
def test_words_prove_the_bounds_that_say_the_same(text: str, worded: str, proved: set[str]) -> None:
    """Of all bounds that a figure can give, these and no other are grounded."""
    (number,) = read_numbers(text)
    assert (number.bound, number.limit) == (worded, worded)
    figures = [
        Figure(
            quote=text, measure="killed", of="people", value=25, upper=30 if bound == "between" else None, bound=bound
        )
        for bound in BOUNDS
    ]
    assert {grounded.figure.bound for grounded in ground(text, figures)[0]} == proved


def test_the_reader_knows_every_bound_of_a_figure_and_four_more() -> None:
    """The two lists cannot drift apart: each bound of a figure proves itself, the others prove those that are coarser."""
    assert set(WORDED_BOUNDS) - set(BOUNDS) == {"nearly", "just_over", "vague", "unknown"}
    assert set(STATED) == set(WORDED_BOUNDS)
    assert all(STATED[bound] == (bound,) for bound in BOUNDS)
    assert set(STATED["unknown"]) == set(BOUNDS) - {"between"}


@pytest.mark.parametrize("record", [Figure, Repair, ReportedFigure])
def test_every_record_with_a_bound_takes_the_same_ones(record: type[Figure | Repair | ReportedFigure]) -> None:
    """What a model is asked for, what it mends, and what a report holds."""
    assert get_args(record.model_fields["bound"].annotation) == BOUNDS
    (bound, _) = get_args(Review.model_fields["bound"].annotation)
    assert get_args(bound) == BOUNDS
