"""`evaluate()`: measures what was read, linked and flagged against a gold standard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..consistency import normalize_reports
from ..errors import UsageError
from ..records.evaluation import SCORES, Difference, Evaluation, Linking, ReadBy, Score, ScoreName, UnitCounts
from ..records.events import EventReport
from ..records.summary import Summary
from .alignment import align
from .findings import FindingResults, count_findings, list_false, list_gold_results, score_by_kind, tabulate
from .gold import Gold
from .labels import label
from .links import count_links
from .readings import count_events, count_figures, extra_figures, missed_figures, score_by_bound, score_by_measure
from .resampling import bootstrap, bootstrap_difference, randomization_test
from .scores import SHARES, score, sum_counts
from .units import Tally, list_units, place_read

COMPARED: tuple[ScoreName, ...] = ("figures_f1", "links_b3_f1", "findings_f1")


def evaluate(
    gold: Gold,
    summary: Summary,
    *,
    read_by: ReadBy,
    linking: Linking,
    reader: str | None = None,
    unread: Iterable[str] = (),
) -> Evaluation:
    """Measure a summary against a gold standard.

    Args:
        gold: The gold standard.
        summary: The check of the readings, under the gold standard's ids of articles, and of no other articles.
        read_by: Where the readings come from. Of the gold standard itself figures and events are not measured.
        linking: Whose incidents were checked. Links are not measured where they are the gold standard's.
        reader: The file or the model that the readings are of.
        unread: What could not be read, with the reason.

    Returns:
        The scores with their intervals, and what was missed and flagged wrongly.
    """
    gold = replace(gold, events=_normalize(gold.events))  # as the check has done with what was read
    read = label(summary)
    alignment = align(gold.events, read.events)
    places = place_read(gold, read, alignment)
    tally = Tally(list_units(gold))
    results = FindingResults(gold, read, alignment)
    reads, links = read_by != "gold", linking != "gold"
    if reads:
        count_figures(gold, read, alignment, places, tally)
        count_events(gold, read, alignment, places, tally)
    if links:
        count_links(gold, read, alignment, tally)
    count_findings(results, places, tally)
    found = list_gold_results(results)
    return Evaluation(
        gold=gold.size(),
        read_by=read_by,
        reader=reader,
        linking=linking,
        scores=_score_all([row.counts for row in tally.rows()], measured_scores(reads=reads, links=links)),
        figures_by_measure=score_by_measure(gold, read, alignment) if reads else (),
        figures_by_bound=score_by_bound(gold, read, alignment) if reads else (),
        findings_by_kind=score_by_kind(results),
        confusion=tabulate(results),
        missed=tuple(one for one in found if not one.found_as),
        other_kind=tuple(one for one in found if one.found_as and one.kind not in one.found_as),
        false_findings=list_false(results),
        missed_figures=missed_figures(gold, alignment) if reads else (),
        extra_figures=extra_figures(read, alignment) if reads else (),
        unread=tuple(unread),
        by_unit=tally.rows(),
    )


def measured_scores(*, reads: bool, links: bool) -> list[ScoreName]:
    """Return the scores that are measured: those of the reading, of the linking, and of the checking."""
    left_out = (() if reads else ("figures_", "events_")) + (() if links else ("links_",))
    return [name for name in SCORES if not name.startswith(left_out)]


def _score_all(rows: Sequence[Mapping[str, float]], names: Sequence[ScoreName]) -> dict[ScoreName, Score]:
    total, intervals = sum_counts(rows), bootstrap(rows, names)
    return {name: _score_one(name, total, intervals[name]) for name in names}


def _score_one(name: ScoreName, total: Mapping[str, float], interval: tuple[float, float] | None) -> Score:
    value, share = score(name, total), SHARES.get(name)
    counted = share is not None and share.counted
    low, high = interval if interval and value is not None else (None, None)
    return Score(
        value=value,
        low=low,
        high=high,
        right=round(total.get(share.right, 0.0)) if share and counted else None,
        of=round(total.get(share.of, 0.0)) if share and counted else None,
    )


def compare_evaluations(ours: Evaluation, baseline: Evaluation) -> Evaluation:
    """Add the comparison with a baseline on the same gold standard, of the scores that both have.

    Raises UsageError if the two are on different gold standards.
    """
    if ours.gold.digest != baseline.gold.digest:
        raise UsageError(
            f"expected a baseline on the same gold standard ({ours.gold.digest}), got one on another "
            f"({baseline.gold.digest}): evaluate it again"
        )
    a, b = (_counts_by_unit(evaluation.by_unit) for evaluation in (ours, baseline))
    if a.keys() != b.keys():
        raise UsageError("expected a baseline with the counts of the same incidents, got others: evaluate it again")
    rows, others = list(a.values()), [b[unit] for unit in a]
    names = [name for name in COMPARED if name in ours.scores and name in baseline.scores]
    differences = (_compare(name, rows, others) for name in names)
    return ours.model_copy(update={"baseline": tuple(difference for difference in differences if difference)})


def _counts_by_unit(rows: Iterable[UnitCounts]) -> dict[tuple[str, str], Mapping[str, float]]:
    return {(row.unit, row.id): row.counts for row in rows}


def _compare(
    name: ScoreName, ours: Sequence[Mapping[str, float]], theirs: Sequence[Mapping[str, float]]
) -> Difference | None:
    """Compare a score of two readings; None where one of them has nothing to measure."""
    a, b = (score(name, sum_counts(rows)) for rows in (ours, theirs))
    p = randomization_test(ours, theirs, name)
    if a is None or b is None or p is None:
        return None
    low, high = bootstrap_difference(ours, theirs, name) or (None, None)
    return Difference(score=name, ours=a, baseline=b, difference=a - b, low=low, high=high, p=p)


def _normalize(events: Sequence[EventReport]) -> tuple[EventReport, ...]:
    """Normalize the reports of each incident, in the order given."""
    of_incident: dict[str | None, list[int]] = {}
    for at, event in enumerate(events):
        of_incident.setdefault(event.incident, []).append(at)
    normal = dict[int, EventReport]()
    for places in of_incident.values():
        normal.update(zip(places, normalize_reports([events[at] for at in places]), strict=True))
    return tuple(normal[at] for at in range(len(events)))
