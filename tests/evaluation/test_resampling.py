"""Intervals and the paired test, where they can be worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.resampling import bootstrap, bootstrap_difference, randomization_test
from summarizer.evaluation.scores import SHARES, counts_of, harmonic_mean, score
from summarizer.records.evaluation import SCORES, ScoreName

RECALL: ScoreName = "findings_recall"


def rows(*shares: tuple[float, float]) -> list[dict[str, float]]:
    """Incidents with so many findings found of so many."""
    return [
        {"findings_found": found, "findings_gold": of, "flagged": found, "flagged_right": found} for found, of in shares
    ]


@pytest.mark.parametrize(
    ("shares", "interval", "why"),
    [
        ([(1, 2)] * 9, (1 / 2, 1 / 2), "incidents that are alike"),
        ([(0, 1), (1, 1)], (0, 1), "of two, each is drawn twice in one draw of four"),
        ([(1, 1)], None, "one incident says nothing of others"),
        ([(0, 0), (1, 1)], (1, 1), "draws with nothing to measure are left out"),
        ([(0, 0), (0, 0)], None, "nothing to measure"),
        # the share of 400 coins: 1/2, give or take 1.96 times 1/40
        ([(0, 1), (1, 1)] * 200, (0.45, 0.55), "many incidents"),
    ],
)
def test_the_interval_of_a_share(
    shares: list[tuple[float, float]], interval: tuple[float, float] | None, why: str
) -> None:
    assert bootstrap(rows(*shares), [RECALL])[RECALL] == (interval and pytest.approx(interval, abs=0.01)), why


def test_a_draw_is_the_same_each_time() -> None:
    """And of the same incidents for every score."""
    told = rows((0, 1), (1, 2), (2, 2), (1, 1))
    assert bootstrap(told, [RECALL]) == bootstrap(told, [RECALL])
    both = bootstrap(told, [RECALL, "findings_f1"])
    assert both[RECALL] == bootstrap(told, [RECALL])[RECALL]


@pytest.mark.parametrize(
    ("ours", "theirs", "p", "why"),
    [
        ([(1, 2)] * 8, [(1, 2)] * 8, 1, "no difference"),
        ([(1, 1)] * 8, [(0, 1)] * 8, 2 / 2**8, "always better: only all swaps or none are as far apart"),
        ([(1, 1)] * 8 + [(1, 2)] * 50, [(0, 1)] * 8 + [(1, 2)] * 50, 2 / 2**8, "those alike say nothing"),
        ([(1, 1), (0, 1)], [(0, 1), (1, 1)], 1, "better once and worse once"),
        ([(1, 1)] * 2, [(0, 1)] * 2, 1 / 2, "two incidents are too few"),
    ],
)
def test_the_paired_test(
    ours: list[tuple[float, float]], theirs: list[tuple[float, float]], p: float, why: str
) -> None:
    """In either direction."""
    a, b = rows(*ours), rows(*theirs)
    assert randomization_test(a, b, RECALL) == pytest.approx(p, abs=0.02), why
    assert randomization_test(b, a, RECALL) == pytest.approx(p, abs=0.02), why


def test_the_smallest_p_is_that_of_no_swap_in_all() -> None:
    """Of 10,000 random swaps and the result itself."""
    assert randomization_test(rows(*[(1, 1)] * 40), rows(*[(0, 1)] * 40), RECALL) == pytest.approx(1 / 10_001)


def test_no_p_without_two_scores() -> None:
    """A reading of which nothing can be measured is not compared."""
    assert randomization_test(rows((0, 0)), rows((1, 1)), RECALL) is None


def test_the_interval_of_a_difference_is_that_of_pairs() -> None:
    """Readings that are apart by the same everywhere are so in every draw, however much the incidents differ."""
    ours, theirs = rows((1, 4), (2, 4), (3, 4), (4, 4)), rows((0, 4), (1, 4), (2, 4), (3, 4))
    assert bootstrap_difference(ours, theirs, RECALL) == pytest.approx((1 / 4, 1 / 4))


@given(found=st.integers(0, 5), flagged=st.integers(0, 5), right=st.integers(0, 5), of=st.integers(0, 5))
def test_f1_is_the_harmonic_mean(found: int, flagged: int, right: int, of: int) -> None:
    """None only where neither part can be measured; else from 0 to 1, between the two."""
    counts = {
        "findings_found": float(min(found, of)),
        "findings_gold": float(of),
        "flagged": float(flagged),
        "flagged_right": float(min(right, flagged)),
    }
    precision, recall, f1 = (score(f"findings_{name}", counts) for name in ("precision", "recall", "f1"))
    assert (f1 is None) == (precision is None and recall is None)
    if precision and recall and f1 is not None:
        assert math.isclose(f1, 2 / (1 / precision + 1 / recall))
    elif f1 is not None:
        assert f1 == 0


def test_every_score_is_made_of_counts() -> None:
    """Each is a share or an F1."""
    assert {name for name in SCORES if name not in SHARES} == {name for name in SCORES if name.endswith("_f1")}
    assert all(counts_of([name]) for name in SCORES)
    assert harmonic_mean(None, 0.0) == 0
