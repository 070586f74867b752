"""Links: pairs of events and B-cubed, by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.alignment import align
from summarizer.evaluation.links import count_links
from summarizer.evaluation.scores import score, sum_counts
from summarizer.evaluation.units import Tally, list_units

from ..helpers.golds import event, gold_of, labels

PARTS = ("precision", "recall", "f1")


def tallied(folder: Path, true: str, found: str) -> Tally:
    """The counts where a letter is an event's incident: the true one, and the one that it is in."""
    gold = gold_of(folder, *(event(f"{nth:02}", incident) for nth, incident in enumerate(true)))
    read = labels(gold, found)
    tally = Tally(list_units(gold))
    count_links(gold, read, align(gold.events, read.events), tally)
    return tally


@pytest.mark.parametrize(
    ("true", "found", "pairs", "b_cubed", "why"),
    [
        ("aab", "xxy", (1, 1, 1), (1, 1, 1), "as it should be"),
        # one of two linked pairs is right, of three; an event's incident is right by 1, 1, 1/2 and 1/2
        ("aaab", "xxyy", (1 / 2, 1 / 3, 0.4), (3 / 4, 2 / 3, 12 / 17), "one event is in the wrong incident"),
        # of six linked pairs two are right; each event shares its incident with one other of its own
        ("aabb", "xxxx", (1 / 3, 1, 1 / 2), (1 / 2, 1, 2 / 3), "two incidents merged"),
        ("aabb", "wxyz", (None, 0, 0), (1, 1 / 2, 2 / 3), "all apart"),
        ("ab", "xy", (None, None, None), (1, 1, 1), "nothing to link, and nothing linked"),
        ("ab", "xx", (0, None, 0), (1 / 2, 1, 2 / 3), "nothing to link, and linked"),
    ],
)
def test_links(
    true: str,
    found: str,
    pairs: tuple[float | None, ...],
    b_cubed: tuple[float, ...],
    why: str,
    tmp_path: Path,
) -> None:
    counts = sum_counts(tallied(tmp_path, true, found).counts.values())
    assert [score(f"links_pairs_{part}", counts) for part in PARTS] == [
        value if value is None else pytest.approx(value) for value in pairs
    ], why
    assert [score(f"links_b3_{part}", counts) for part in PARTS] == pytest.approx(b_cubed), why


def test_a_pair_across_two_incidents_counts_half_in_either(tmp_path: Path) -> None:
    """So that the counts of all incidents add up to those of all pairs."""
    a, b = tallied(tmp_path, "aab", "xxx").counts.values()
    assert (a["pairs_linked"], b["pairs_linked"]) == (2, 1)
    assert (a["pairs_right"], b["pairs_right"]) == (1, 0)


def test_events_that_were_not_read_are_no_links(tmp_path: Path) -> None:
    """Whether they are found is measured of the reading."""
    gold = gold_of(tmp_path, event("1", "a"), event("2", "a"), event("3", "a"))
    read = labels(gold, "xxx")
    tally = Tally(list_units(gold))
    count_links(gold, read, align(gold.events, read.events[:2]), tally)
    counts = sum_counts(tally.counts.values())
    assert (counts["pairs_gold"], counts["b3_events"]) == (1, 2)


@given(true=st.text("abc", min_size=1, max_size=8))
def test_true_incidents_score_one(true: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever they are called."""
    counts = sum_counts(tallied(tmp_path_factory.mktemp("gold"), true, true.upper()).counts.values())
    assert score("links_b3_f1", counts) == 1
    assert score("links_pairs_f1", counts) in (1, None)
