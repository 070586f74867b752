"""Folding: what reads the same is the same, and every offset leads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.folding import MASK, Folded
from summarizer.language.quantities import read_numbers


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Two PEOPLE died", "two people died"),
        ("“Two,” he said — ‘no’", "\"two,\" he said - 'no'"),
        ("two \n\t people", "two people"),
        ("two\u00a0people\u200b!", "two people!"),
        ("ﬁve o’clock…", "five o'clock..."),
        ("STRASSE straße", "strasse strasse"),
    ],
)
def test_what_reads_the_same_is_the_same(text: str, folded: str) -> None:
    """Case, quotation marks, dashes, white space, ligatures, invisible marks."""
    assert Folded(text).text == folded


@given(st.text(max_size=40), st.data())
def test_every_stretch_leads_back(text: str, data: st.DataObject) -> None:
    """The source of a stretch, folded again, holds the stretch; stretches in order lead back in order."""
    folded = Folded(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in Folded(text[first:last]).text
    assert folded.span(0, len(folded.text))[0] <= first


def test_numbers_are_masked_and_lead_back() -> None:
    """A masked number is one character, and its source is the whole number."""
    text = "More than 120 missiles and four drones"
    folded = Folded(text, read_numbers(text))
    assert folded.text == f"{MASK} missiles and {MASK} drones"
    assert folded.span(0, 1) == (0, 13)
