"""Connected components over our own pairs: what average linkage is there to prevent."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from summarizer.linking.scoring import LIKELY
from summarizer.linking.sql_engines import DuckDB, Engine

from .children import Phases, hand_in
from .corpora import in_batches, labelled, scored

# Hundredths of a bit that tie a pair: ours for the mean of a group, and several of which the best is taken.
THRESHOLDS: Final = (LIKELY, 0, 100, 200, 300, 400, 500, 600)

Whole = NDArray[np.int64]


def main() -> None:
    """Link a file of records; hand in the components at each threshold. The time of `group` is that of the first."""
    records, folder = map(Path, sys.argv[1:])
    phases = Phases()
    with DuckDB() as engine:
        owns = scored(engine, records, phases)
        with phases.timed("group"):
            nodes, pairs = _graph(engine)
            found = {THRESHOLDS[0]: _components(nodes, pairs, THRESHOLDS[0])}
        found |= {threshold: _components(nodes, pairs, threshold) for threshold in THRESHOLDS[1:]}
        node_of: dict[int, int] = dict(engine.rows("select own, p from rec"))
    labels = {f"{threshold / 100:g}": _labels(nodes, part, node_of, owns) for threshold, part in found.items()}
    hand_in(folder, phases, labels)


def _graph(engine: Engine) -> tuple[Whole, Whole]:
    """The nodes, and the pairs as rows of two nodes' places among them and a weight."""
    nodes = np.fromiter((p for (p,) in engine.rows("select p from node order by p")), np.int64)
    rows = engine.rows(f"select a, b, w from pair where w >= {min(THRESHOLDS)}")
    parts = [np.array(part, np.int64) for part in in_batches(rows)]
    pairs = np.concatenate([np.empty((0, 3), np.int64), *parts])
    pairs[:, :2] = np.searchsorted(nodes, pairs[:, :2])
    return nodes, pairs


def _components(nodes: Whole, pairs: Whole, threshold: int) -> NDArray[np.int32]:
    a, b, _ = pairs[pairs[:, 2] >= threshold].T
    graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(len(nodes), len(nodes)))
    labels: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return labels


def _labels(nodes: Whole, part: NDArray[np.int32], node_of: dict[int, int], owns: array[int]) -> array[int]:
    of_node = dict(zip(nodes.tolist(), part.tolist(), strict=True))
    return labelled({own: of_node[p] for own, p in node_of.items()}, owns)


if __name__ == "__main__":
    main()
