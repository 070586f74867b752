"""The pairs in doubt, counted by their weight."""

import pytest

from benchmarks.linking.grey_zone import BOUNDS, CORES, RIVALS, count_by_weight, doubtful_pairs
from summarizer.linking import Group, Neighbour
from summarizer.linking.incidents import make_link
from tests.helpers.reports import report

A, B, C, D = (report(letter) for letter in "abcd")


def test_each_two_cores_are_one_pair_of_their_heaviest_link() -> None:
    """Of two cores, and of an incident and its rival, which are each other's: not once from either side."""
    links = (make_link(0, 1, {"place": 9.0}), make_link(0, 2, {"place": 1.0}), make_link(1, 2, {"place": 2.0}))
    ours = Group("i", (A, B, C), (0, 0, 1), links, Neighbour("j", B, D, {"place": -2.0}))
    theirs = Group("j", (D,), (0,), (), Neighbour("i", D, A, {"place": -1.0}))
    for groups in ([ours, theirs], [theirs, ours]):
        found = {(pair.kind, pair.weight, frozenset((pair.a, pair.b))) for pair in doubtful_pairs(groups)}
        assert found == {(CORES, 2.0, frozenset((B, C))), (RIVALS, -1.0, frozenset((A, D)))}


@pytest.mark.parametrize(
    ("weights", "column", "cell"),
    [
        ([(BOUNDS[0] - 0.01, True)], 0, "1 of 1"),
        ([(BOUNDS[0], True), (BOUNDS[0], False)], 1, "1 of 2"),
        ([(BOUNDS[-1], False)], -1, "0 of 1"),
        ([], 0, "–"),
    ],
)
def test_a_bound_belongs_to_the_pairs_above_it(weights: list[tuple[float, bool]], column: int, cell: str) -> None:
    """A column without pairs is a dash, no share."""
    cells = count_by_weight(weights)
    assert cells[column] == cell
    assert [each for each in cells if each != "–"] == [cell] * bool(weights)
