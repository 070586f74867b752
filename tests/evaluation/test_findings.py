"""Findings: right, found, of the right kind, and near misses that are flagged; by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from summarizer.evaluation import Gold
from summarizer.evaluation.alignment import Alignment, align
from summarizer.evaluation.findings import FindingResults, count_findings, list_false, list_gold_results, tabulate
from summarizer.evaluation.scores import score, sum_counts
from summarizer.evaluation.units import Tally, list_units, place_read
from summarizer.records.incidents import Kind

from ..helpers.golds import event, finding, flagged, gold_of, killed, labels

# Two incidents. In x three sources say 2, 2 and 5, and one says 9 of another place; in y one says 1, then 3.
EVENTS = (
    event("a", "x", killed(2)),
    event("b", "x", killed(2), killed(9, where="Hull")),
    event("c", "x", killed(5)),
    event("d", "y", killed(1), killed(3)),
)
CONFLICT = finding("x", "a1 b1", "c1", why="two counts of one evening")
REVISION = finding("y", "d1", "d2", kind="revision")
Flagged = tuple[Kind, tuple[str, ...]]


def results(
    folder: Path, *found: Flagged, alignment: Alignment | None = None
) -> tuple[FindingResults, dict[str, float]]:
    """What comes of findings that are flagged of these figures, and the counts."""
    gold = gold_of(folder, *EVENTS, CONFLICT, REVISION)
    read = labels(gold, findings=[flagged(gold, kind, *names) for kind, names in found])
    aligned = alignment or align(gold.events, read.events)
    each = FindingResults(gold, read, aligned)
    tally = Tally(list_units(gold))
    count_findings(each, place_read(gold, read, aligned), tally)
    return each, sum_counts(tally.counts.values())


@pytest.mark.parametrize(
    ("found", "precision", "recall", "kind", "why"),
    [
        ([("conflict", ("a1", "c1")), ("revision", ("d1", "d2"))], 1, 1, 1, "both"),
        ([("conflict", ("b1", "c1"))], 1, 1 / 2, 1, "one, by another figure of the same position"),
        ([("conflict", ("a1", "b1"))], 0, 0, None, "figures of one position contradict nothing"),
        ([("conflict", ("a1", "b2"))], 0, 0, None, "a figure that is in no finding"),
        ([("conflict", ("a1", "b2", "c1"))], 1, 1 / 2, 1, "with a figure too many it is right all the same"),
        ([("dispute", ("a1", "c1"))], 1, 1 / 2, 0, "found as another kind"),
        ([("dispute", ("a1", "c1")), ("conflict", ("b1", "c1"))], 1, 1 / 2, 1, "found as both kinds"),
        ([("conflict", ("a1", "c1")), ("conflict", ("a1", "b2"))], 1 / 2, 1 / 2, 1, "one right, one false"),
        ([], None, 0, None, "nothing flagged"),
    ],
)
def test_right_and_found(
    found: Sequence[Flagged],
    precision: float | None,
    recall: float,
    kind: float | None,
    why: str,
    tmp_path: Path,
) -> None:
    _, counts = results(tmp_path, *found)
    told = [score(f"findings_{name}", counts) for name in ("precision", "recall", "kind")]
    assert told == [precision, recall, kind], why


def test_a_figure_that_was_not_read_finds_nothing(tmp_path: Path) -> None:
    """Only figures that are those of the gold standard count."""
    gold = gold_of(tmp_path, *EVENTS)
    every = align(gold.events, gold.events).figures
    without = Alignment({a: b for a, b in every.items() if a != gold.index["c1"]}, {})
    _, counts = results(tmp_path, ("conflict", ("a1", "c1")), alignment=without)
    assert (counts["flagged_right"], counts["findings_found"]) == (0, 0)


@pytest.mark.parametrize(
    ("found", "share", "why"),
    [
        # 9 and each of 2, 2 and 5 differ, and are in no gold finding together
        ([], 0 / 3, "none is flagged"),
        ([("conflict", ("b2", "c1"))], 1 / 3, "one is"),
        ([("conflict", ("a1", "b2", "c1"))], 2 / 3, "two are, and a true conflict"),
        ([("arithmetic", ("a1", "b1", "b2"))], 2 / 3, "each part against the whole"),
        ([("arithmetic", ("b2", "a1", "c1"))], 1 / 3, "and no part against another"),
        ([("conflict", ("a1", "c1"))], 0 / 3, "a true conflict is no near miss"),
    ],
)
def test_near_misses_that_are_flagged(found: Sequence[Flagged], share: float, why: str, tmp_path: Path) -> None:
    each, counts = results(tmp_path, *found)
    assert len(each.near_misses) == 3
    assert score("near_misses_flagged", counts) == pytest.approx(share), why


def test_numbers_that_meet_are_no_near_miss(tmp_path: Path) -> None:
    """Nor are numbers of two measures, or of two incidents."""
    told = (
        event("a", "x", killed(2), killed(1, bound="at_least"), {"measure": "wounded", "value": 9}),
        event("b", "y", killed(9)),
    )
    gold = gold_of(tmp_path, *told)
    assert FindingResults(gold, labels(gold), align(gold.events, gold.events)).near_misses == []


def test_the_confusion_table_counts_each_gold_finding_once(tmp_path: Path) -> None:
    """By its own kind where it was found as that; and each false finding in the row of none."""
    each, _ = results(
        tmp_path,
        ("dispute", ("a1", "c1")),
        ("conflict", ("b1", "c1")),
        ("conflict", ("a1", "b2")),
    )
    told = {(row, column): count for row, cells in tabulate(each).items() for column, count in cells.items() if count}
    assert told == {("conflict", "conflict"): 1, ("revision", "none"): 1, ("none", "conflict"): 1}


def test_what_is_wrong_is_listed_with_its_reasons(tmp_path: Path) -> None:
    """The figures with their ids, the gold standard's why, and the kind under which a finding was found."""
    each, _ = results(tmp_path, ("dispute", ("a1", "c1")), ("conflict", ("a1", "b2")))
    conflict, revision = sorted(list_gold_results(each), key=lambda result: result.kind)
    assert (conflict.found_as, conflict.why) == (("dispute",), "two counts of one evening")
    assert [[labelled.id for labelled in position] for position in conflict.positions] == [["a1", "b1"], ["c1"]]
    assert (revision.found_as, revision.kind) == ((), "revision")
    (false,) = list_false(each)
    assert ([labelled.id for labelled in false.figures], false.why) == (["a1", "b2"], ("two counts of one evening",))


def test_the_unit_of_a_finding_is_the_incident_of_most_of_its_figures(tmp_path: Path) -> None:
    """A false finding across two counts in one of them."""
    gold: Gold = gold_of(tmp_path, *EVENTS)
    read = labels(gold, ["z"] * 4, [flagged(gold, "conflict", "a1", "d1", "d2", incident="z")])
    aligned = align(gold.events, read.events)
    tally = Tally(list_units(gold))
    count_findings(FindingResults(gold, read, aligned), place_read(gold, read, aligned), tally)
    assert {unit.id: counts["flagged"] for unit, counts in tally.counts.items()} == {"x": 0, "y": 1}
