"""The scores of clusterings, as their definitions have them."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clusters import Score, bcubed, largest, pairwise

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("truth", "found", "pairs", "items"),
    [
        pytest.param("aabb", "xxyy", (1, 1), (1, 1), id="perfect"),
        pytest.param("aabb", "xxxx", (2 / 6, 1), (1 / 2, 1), id="all in one"),
        pytest.param("aabb", "wxyz", (1, 0), (1, 1 / 2), id="all alone"),
        pytest.param("abcd", "wxyz", (1, 1), (1, 1), id="rightly alone"),
        pytest.param("abcd", "xxxx", (0, 1), (1 / 4, 1), id="wrongly in one"),
        pytest.param("aaab", "xxyy", (1 / 2, 1 / 3), (3 / 4, (2 * 2 / 3 + 1 / 3 + 1) / 4), id="one taken away"),
        pytest.param("aaabbc", "xxxxyz", (3 / 6, 3 / 4), ((3 * 3 / 4 + 1 / 4 + 2) / 6, 5 / 6), id="one taken in"),
        pytest.param("aabb", "xyxy", (0, 0), (1 / 2, 1 / 2), id="crossed"),
        pytest.param("", "", (1, 1), (1, 1), id="none"),
    ],
)
def test_scores_of_small_tables(truth: str, found: str, pairs: tuple[float, float], items: tuple[float, float]) -> None:
    """Worked out by hand."""
    labels = [ord(label) for label in truth], [ord(label) for label in found]
    for score, (precision, recall) in ((pairwise(*labels), pairs), (bcubed(*labels), items)):
        both = precision + recall
        assert score == pytest.approx((precision, recall, 2 * precision * recall / both if both else 0))


@pytest.mark.parametrize("score", [pairwise, bcubed])
def test_labels_of_other_items_are_refused(score: Any) -> None:
    """One label an item, in both."""
    with pytest.raises(ValueError, match="got 2 and 3"):
        score([1, 2], [1, 2, 3])


def by_definition(truth: Sequence[int], found: Sequence[int]) -> tuple[float, float]:
    """B-cubed precision and recall, item by item."""
    items = range(len(truth))
    precision = recall = 0.0
    for item in items:
        same = {other for other in items if truth[other] == truth[item]}
        ours = {other for other in items if found[other] == found[item]}
        precision += len(same & ours) / len(ours) / len(items)
        recall += len(same & ours) / len(same) / len(items)
    return precision, recall


def pairs_by_definition(truth: Sequence[int], found: Sequence[int]) -> tuple[float, float]:
    """Pairwise precision and recall, pair by pair."""
    pairs = [(a, b) for a, b in product(range(len(truth)), repeat=2) if a < b]
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    ours = {(a, b) for a, b in pairs if found[a] == found[b]}
    return (len(true & ours) / len(ours) if ours else 1.0), (len(true & ours) / len(true) if true else 1.0)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=25))
def test_scores_are_those_of_the_definitions(labels: list[tuple[int, int]]) -> None:
    """From the contingency table as from every item and every pair."""
    truth, found = [true for true, _ in labels], [ours for _, ours in labels]
    assert bcubed(truth, found)[:2] == pytest.approx(by_definition(truth, found))
    assert pairwise(truth, found)[:2] == pytest.approx(pairs_by_definition(truth, found))


def test_a_score_is_named() -> None:
    """Its parts can be read by name."""
    assert bcubed([1, 1, 1, 1], [1, 1, 2, 2]) == Score(precision=1.0, recall=0.5, f1=2 / 3)


def test_the_largest_cluster() -> None:
    """By how many items it holds."""
    assert largest([1, 2, 2, 3, 2]) == 3
    assert largest([]) == 0
