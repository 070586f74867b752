"""Figures in words."""

import pytest

from summarizer.records.events import ReportedFigure
from summarizer.records.wording import phrase


@pytest.mark.parametrize(
    ("value", "of", "bound", "expected"),
    [
        (1, "soldiers", "exactly", "1 soldier killed"),
        (1, "people", "exactly", "1 person killed"),
        (1, "Russian soldiers", "exactly", "1 Russian soldier killed"),
        (1, "bodies", "exactly", "1 body killed"),
        (1, "woman", "exactly", "1 woman killed"),
        (1, "women", "exactly", "1 woman killed"),
        (1, "bus", "exactly", "1 bus killed"),
        (1, "", "exactly", "1 killed"),
        (1, "soldiers", "at_least", "at least 1 soldier killed"),
        (2, "soldiers", "exactly", "2 soldiers killed"),
        (21, "people", "exactly", "21 people killed"),
    ],
)
def test_there_is_one_soldier_and_two_soldiers(value: float, of: str, bound: str, expected: str) -> None:
    """The noun is as the number has it, whatever word the article has."""
    figure = ReportedFigure.model_validate({"measure": "killed", "of": of, "value": value, "bound": bound})
    assert phrase(figure) == expected
