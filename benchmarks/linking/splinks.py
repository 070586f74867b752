"""Splink on DuckDB with its own clustering, given our normalised reports: places filled in, repeats made one."""

from __future__ import annotations

import logging
import sys
from array import array
from itertools import chain
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, block_on
from splink.internals.splink_dataframe import SplinkDataFrame

from summarizer.linking.sql_engines import DuckDB, Engine
from summarizer.linking.statements import link_statements

from .children import Phases, hand_in
from .corpora import fill, gold, in_batches, labelled, labels_of, load
from .splink_model import settings

MEMORY: Final = "1500MB"  # as much as our engine has
TIMED: Final = 4.5  # bits: the threshold whose clustering is timed
THRESHOLDS: Final = (2, 3, 4, 5, 5.5, 6, 7)  # and others, of which the best is taken
KEPT: Final = 2  # bits: pairs below it are not written
GOLD, GOLD_SEED = 1000, 777
RANDOM_PAIRS: Final = 1e7  # of which it learns how often what agrees by chance
UNSEEN: Final = 0.001  # the share of true pairs at a level that the gold set never shows
PAIRS_A_RECORD: Final = 3  # true ones, for the prior

_PLAIN: Final = {
    **dict.fromkeys(("p", "first_day", "last_day", "dated", "unplaced"), pa.int64()),
    **dict.fromkeys(("type", "family", "kin", "city", "city_at", "region_at", "country"), pa.string()),
    **dict.fromkeys(("killed_low", "killed_high", "wounded_low", "wounded_high"), pa.float64()),
}
_LISTS: Final = {
    "sides": "case when by1 is null then null when by2 is null then [by1] else [by1, by2] end",
    "targets": "case when on1 is null then null when on2 is null then [on1] else [on1, on2] end",
    "buckets": "range(bucket0, bucket1 + 1, 3)",
}
_SCHEMA: Final = pa.schema(
    [
        *_PLAIN.items(),
        *(("sides", pa.list_(pa.string())), ("targets", pa.list_(pa.string())), ("buckets", pa.list_(pa.int64()))),
    ]
)
_NODES: Final = f"select {', '.join((*_PLAIN, *_LISTS.values()))} from node"


Whole = NDArray[np.int64]


def main() -> None:
    """Link a file of records with weights from "gold" labels or by "em"; hand in its clusters at each threshold."""
    records, folder, weights = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    logging.disable(logging.WARNING)
    phases = Phases()
    with phases.timed("normalise"), DuckDB() as engine:
        owns = load(engine, records)
        nodes = _nodes(engine)
        node_of = np.fromiter(chain.from_iterable(engine.rows("select own, p from rec")), np.int64).reshape(-1, 2)
    connection = duckdb.connect(str(folder / "splink.db"))
    connection.execute("set memory_limit = ?", [MEMORY])
    table = DuckDBAPI(connection).register(nodes)
    with phases.timed("train"):
        prior = PAIRS_A_RECORD / len(owns)
        linker = _by_gold(table, prior) if weights == "gold" else _by_em(table, prior)
    with phases.timed("score"):
        pairs = linker.inference.predict(threshold_match_weight=KEPT)
    with phases.timed("group"):
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold
        found = {TIMED: clustered(pairs, threshold_match_weight=TIMED)}
    found |= {bits: clustered(pairs, threshold_match_weight=bits) for bits in THRESHOLDS}
    labels = {f"{bits:g}": _labels(connection, clusters, node_of, owns) for bits, clusters in found.items()}
    hand_in(folder, phases, labels)


def _nodes(engine: Engine) -> pa.Table:
    """Our reports with their places filled in, those that say the same made one."""
    for name, select in link_statements():
        engine.make(name, select)
        if name == "node":
            break
    parts = [
        pa.RecordBatch.from_arrays(
            [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), _SCHEMA.types, strict=True)],
            schema=_SCHEMA,
        )
        for rows in in_batches(engine.rows(_NODES))
    ]
    return pa.Table.from_batches(parts, _SCHEMA)


def _by_gold(table: SplinkDataFrame, prior: float) -> Linker:
    """What true pairs agree on from labels, what agrees by chance from random pairs of the corpus itself."""
    reports, incidents = gold(GOLD, GOLD_SEED)
    with DuckDB() as engine:
        owns = fill(engine, iter(reports))
        nodes = _nodes(engine)
        incident_of = dict(zip(labels_of(engine, "(select p, p as label from node)", owns), incidents, strict=True))
    nodes = nodes.append_column("incident", pa.array(map(incident_of.__getitem__, nodes["p"].to_pylist())))
    taught = Linker(DuckDBAPI().register(nodes), settings(), log_level=None)
    taught.training.estimate_m_from_label_column("incident")
    model = taught.misc.save_model_to_json() | {"probability_two_random_records_match": prior}
    for level in (level for comparison in model["comparisons"] for level in comparison["comparison_levels"]):
        if not level.get("is_null_level"):
            level.setdefault("m_probability", UNSEEN)
    linker = Linker(table, model, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    return linker


def _by_em(table: SplinkDataFrame, prior: float) -> Linker:
    """Both without labels: each comparison is trained where others block."""
    linker = Linker(table, settings(probability_two_random_records_match=prior), log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for columns in (("city_at", "first_day"), ("first_day", "killed_low", "type")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    return linker


def _labels(
    connection: duckdb.DuckDBPyConnection, clusters: SplinkDataFrame, node_of: Whole, owns: array[int]
) -> array[int]:
    of_node = dict(connection.execute(f"select p, cluster_id from {clusters.physical_name}").fetchall())
    return labelled({own: of_node[p] for own, p in node_of.tolist()}, owns)


if __name__ == "__main__":
    main()
