"""Resampling of incidents: bootstrap intervals, and a paired test of two readings by approximate randomization.

Figures and findings of one incident are not independent of each other, incidents are: so whole incidents are drawn.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import mul
from typing import Final

from ..records.evaluation import ScoreName
from .scores import Counts, counts_of, score, sum_counts

DRAWS: Final = 1_000
SWAPS: Final = 10_000
_SEED: Final = 20_230_530
_TAIL: Final = 0.025  # on either side
_EQUAL: Final = 1e-12  # differences that rounding makes
Interval = tuple[float, float] | None


def bootstrap(rows: Sequence[Counts], names: Sequence[ScoreName]) -> dict[ScoreName, Interval]:
    """Draw as many units as there are, with replacement, `DRAWS` times: the 95 % interval of each score.

    A draw in which a score has nothing to measure is left out; None where fewer than two units were drawn from.
    """
    drawn: dict[ScoreName, list[float]] = {name: [] for name in names}
    for counts in _draw(rows, counts_of(names)):
        for name in names:
            if (value := score(name, counts)) is not None:
                drawn[name].append(value)
    return {name: _interval(values) for name, values in drawn.items()}


def bootstrap_difference(ours: Sequence[Counts], theirs: Sequence[Counts], name: ScoreName) -> Interval:
    """Draw the same units of two readings: the 95 % interval of the difference of a score."""
    wanted = counts_of([name])
    differences = []
    for counts, others in zip(_draw(ours, wanted), _draw(theirs, wanted), strict=True):  # one seed: the same units
        a, b = score(name, counts), score(name, others)
        if a is not None and b is not None:
            differences.append(a - b)
    return _interval(differences)


def randomization_test(ours: Sequence[Counts], theirs: Sequence[Counts], name: ScoreName) -> float | None:
    """Swap two readings at random, unit by unit: how often they differ as much by chance, of `SWAPS` times and once.

    Noreen 1989, "Computer-Intensive Methods for Testing Hypotheses"; Yeh 2000, "More accurate tests for the
    statistical significance of result differences". None where either reading has nothing to measure.
    """
    wanted = counts_of([name])
    observed = _difference(name, sum_counts(ours), sum_counts(theirs))
    if observed is None:
        return None
    a, b = ({count: [row.get(count, 0.0) for row in rows] for count in wanted} for rows in (ours, theirs))
    moved = [nth for nth in range(len(ours)) if any(a[count][nth] != b[count][nth] for count in wanted)]
    gain = {count: [b[count][nth] - a[count][nth] for nth in moved] for count in wanted}  # of us, by a swap
    totals = {count: (sum(a[count]), sum(b[count])) for count in wanted}
    chance, as_large = random.Random(_SEED), 0
    for _ in range(SWAPS):
        swapped = chance.choices((0, 1), k=len(moved))
        shift = {count: sum(map(mul, swapped, gain[count])) for count in wanted}
        shifted = {count: totals[count][0] + shift[count] for count in wanted}
        others = {count: totals[count][1] - shift[count] for count in wanted}
        difference = _difference(name, shifted, others)
        as_large += difference is not None and abs(difference) >= abs(observed) - _EQUAL
    return (as_large + 1) / (SWAPS + 1)


def _difference(name: ScoreName, ours: Counts, theirs: Counts) -> float | None:
    a, b = score(name, ours), score(name, theirs)
    return None if a is None or b is None else a - b


def _draw(rows: Sequence[Counts], names: Sequence[str]) -> Iterator[dict[str, float]]:
    """Yield the summed counts of each draw; nothing of fewer than two units."""
    if len(rows) < 2:
        return
    columns = {name: [row.get(name, 0.0) for row in rows] for name in names}
    chance = random.Random(_SEED)
    indexes = range(len(rows))
    for _ in range(DRAWS):
        times = Counter(chance.choices(indexes, k=len(rows)))
        weights = [times[nth] for nth in indexes]
        yield {name: sum(map(mul, weights, column)) for name, column in columns.items()}


def _interval(values: Sequence[float]) -> Interval:
    if not values:
        return None
    ordered = sorted(values)
    low = math.floor(_TAIL * len(ordered))
    return ordered[low], ordered[len(ordered) - 1 - low]
