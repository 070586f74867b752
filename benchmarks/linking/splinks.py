"""Splink as its documents have it: its own comparisons, blocking, training and threshold, on the records' own columns.

https://moj-analytical-services.github.io/splink/demos/tutorials: an exact and two fuzzy levels for names with term
frequencies, dates by their distance, a prior from deterministic rules, u from random pairs, m by expectation
maximisation in two passes with different blocking, clusters at a match probability of 0.95.
"""

from __future__ import annotations

import logging
import sys
from array import array
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.splink_dataframe import SplinkDataFrame

from summarizer.language.names import fold
from summarizer.records.events import EventReport

from .children import Phases, hand_in
from .corpora import read_reports

MEMORY: Final = "1500MB"  # as much as our engine has
PROBABILITY: Final = 0.95  # at which the tutorial clusters
BEST_OF: Final = (0.5, 0.8, 0.9, 0.99, 0.999, 0.9999)  # and others, of which the best by the truth is shown too
RANDOM_PAIRS: Final = 1e7
RECALL: Final = 0.6  # of the deterministic rules, as a user would guess it
_COLUMNS: Final = (
    *(("record", pa.int64()), ("name", pa.string()), ("region", pa.string()), ("country", pa.string())),
    *(("day", pa.string()), ("published", pa.string()), ("type", pa.string()), ("actor", pa.string())),
    *(("target", pa.string()), ("killed", pa.int64()), ("wounded", pa.int64())),
)
_SAME_EVENT: Final = (  # what hardly any two incidents share
    block_on("name", "day", "killed"),
    block_on("name", "day", "type"),
    block_on("region", "day", "type", "killed"),
)
_BLOCKS: Final = (
    block_on("name", "day"),
    block_on("name", "published"),
    block_on("name", "killed", "type"),
    block_on("region", "day", "type"),
    block_on("country", "day", "killed", "actor"),
)


def main() -> None:
    """Link a file of records; hand in the clusters at the tutorial's threshold and at others."""
    records, folder = Path(sys.argv[1]), Path(sys.argv[2])
    logging.disable(logging.WARNING)
    phases = Phases()
    with phases.timed("read"):
        table = _table(records)
    connection = duckdb.connect(str(folder / "splink.db"))
    connection.execute("set memory_limit = ?", [MEMORY])
    with phases.timed("train"):
        linker = _trained(DuckDBAPI(connection).register(table))
    with phases.timed("score"):
        pairs = linker.inference.predict(threshold_match_probability=min(BEST_OF))
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold
    with phases.timed("group"):
        found = {PROBABILITY: clustered(pairs, threshold_match_probability=PROBABILITY)}
    found |= {share: clustered(pairs, threshold_match_probability=share) for share in BEST_OF}
    hand_in(folder, phases, {f"p {share:g}": _labels(connection, clusters) for share, clusters in found.items()})


def _table(records: Path) -> pa.Table:
    """The reports in columns, folded as anybody would."""
    columns: dict[str, list[Any]] = {name: [] for name, _ in _COLUMNS}
    for number, report in enumerate(read_reports(records)):
        for name, value in _row(number, report).items():
            columns[name].append(value)
    return pa.table({name: pa.array(columns[name], kind) for name, kind in _COLUMNS})


def _row(number: int, report: EventReport) -> dict[str, Any]:
    day = report.start or report.published
    actors = {actor.role: fold(actor.name) for actor in reversed(report.actors)}
    counts = {
        figure.measure: None if figure.value is None else int(figure.value)
        for figure in reversed(report.figures)
        if figure.extent == "total"
    }
    return {
        "record": number,
        "name": fold(report.place.name or "") or None,
        "region": fold(report.place.region or "") or None,
        "country": fold(report.place.country or "") or None,
        "day": day.isoformat()[:10] if day else None,
        "published": report.published.isoformat()[:10] if report.published else None,
        "type": report.type,
        "actor": actors.get("perpetrator") or actors.get("participant"),
        "target": actors.get("target"),
        "killed": counts.get("killed"),
        "wounded": counts.get("wounded"),
    }


def _days(column: str) -> cl.AbsoluteDateDifferenceAtThresholds:
    """Dates by their distance: a day, three, a week."""
    return cl.AbsoluteDateDifferenceAtThresholds(
        column, input_is_string=True, metrics=["day", "day", "day"], thresholds=[1, 3, 7]
    )


def _trained(table: SplinkDataFrame) -> Linker:
    """The model, trained without labels."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("region", [0.9]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("country"),
            _days("day"),
            _days("published"),
            cl.ExactMatch("type").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("actor", [0.9, 0.7]),
            cl.JaroWinklerAtThresholds("target", [0.9, 0.7]),
            cl.ExactMatch("killed").configure(term_frequency_adjustments=True),
            cl.ExactMatch("wounded").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=list(_BLOCKS),
        retain_matching_columns=False,
    )
    linker = Linker(table, settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(list(_SAME_EVENT), recall=RECALL)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for columns in (("name", "day"), ("killed", "type", "published")):
        training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    return linker


def _labels(connection: duckdb.DuckDBPyConnection, clusters: SplinkDataFrame) -> array[int]:
    rows = connection.execute(f"select cluster_id from {clusters.physical_name} order by record").fetchall()
    return array("q", (label for (label,) in rows))


if __name__ == "__main__":
    main()
