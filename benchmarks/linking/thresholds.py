"""How strict a link must be before it accuses.

Of the pairs in one group whose tolls cannot both be right, how many are really two events?
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from benchmarks.clusters import bcubed, pairwise
from summarizer.linking.clustering import cluster_nodes
from summarizer.linking.scoring import LIKELY, SURE, SURE_MOST, score_pairs
from summarizer.linking.sql_engines import DuckDB, Engine

from .corpora import labels_of, load, made
from .tables import markdown

# Hundredths of a bit, strictest first; our own two among them.
THRESHOLDS: Final = tuple(sorted({SURE_MOST, 300, 200, SURE, LIKELY, -100, -200, -300, -400}, reverse=True))
HEADINGS: Final = (
    *("mean weight, bits", "B³ P", "B³ R", "B³ F1", "pair P", "pairs in one group whose tolls conflict"),
    *("of these two events", "true conflicts found"),
)

Toll = tuple[float, float] | None


def sweep(size: int, seed: int, world: str = "news") -> None:
    """Print a row for each threshold."""
    with made(size, seed, world=world) as (records, truth), DuckDB() as engine:
        owns = load(engine, records)
        tolls = _tolls(engine, owns)
        score_pairs(engine)
        true = sum(1 for _ in conflicts(truth, tolls))
        rows = [
            _row(threshold, truth, labels_of(engine, table, owns), tolls, true)
            for threshold, table in zip(THRESHOLDS, cluster_nodes(engine, THRESHOLDS), strict=True)
        ]
    print(f"{size:,} records, {true:,} pairs of reports of one event whose tolls conflict\n")
    print(markdown(HEADINGS, rows))


def conflicts(labels: Sequence[int], tolls: Sequence[Toll]) -> Iterator[tuple[int, int]]:
    """The pairs of reports with one label whose numbers of killed cannot both be right."""
    told: dict[int, list[tuple[int, tuple[float, float]]]] = defaultdict(list)
    for place, (label, toll) in enumerate(zip(labels, tolls, strict=True)):
        if toll:
            told[label].append((place, toll))
    for members in told.values():
        for (one, first), (other, second) in combinations(members, 2):
            if first[0] > second[1] or second[0] > first[1]:
                yield one, other


def _tolls(engine: Engine, owns: array[int]) -> list[Toll]:
    ranges = {own: (low, high) for own, low, high in engine.rows("select own, killed_low, killed_high from raw")}
    return [None if ranges[own][0] is None else ranges[own] for own in owns]


def _row(threshold: int, truth: array[int], found: array[int], tolls: list[Toll], true: int) -> list[str]:
    pairs = list(conflicts(found, tolls))
    wrong = sum(truth[a] != truth[b] for a, b in pairs)
    named = {SURE_MOST: " (sure)", LIKELY: " (likely)"}.get(threshold, "")
    return [
        f"{threshold / 100:.1f}{named}",
        *(f"{share:.3f}" for share in bcubed(truth, found)),
        f"{pairwise(truth, found).precision:.3f}",
        f"{len(pairs):,}",
        f"{100 * wrong / max(len(pairs), 1):.0f} %",
        f"{100 * (len(pairs) - wrong) / max(true, 1):.0f} %",
    ]
