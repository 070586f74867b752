"""Prior weights of linking, fitted to pairs of known truth: logistic regression of "one event?" on their levels.

Each level of a term of `evidence.toml` is a category, whose weight is pulled towards the one in use, so that a level
that few pairs have stays where it is. How rare the place is counts as it does when linking.

`python -m benchmarks.fit_linking FILE` or `--world real`; it prints a table and changes nothing.
"""

from __future__ import annotations

import argparse
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.eventfiles import truth_path
from benchmarks.linking.corpora import fill, made, read_reports, read_truth
from benchmarks.linking.tables import markdown
from benchmarks.worlds.registry import WORLDS
from summarizer.linking.scoring import make_tables
from summarizer.linking.sql_engines import DuckDB, Engine
from summarizer.linking.statements import Weights, blocking_statements, learning_statements, prior_weights, terms
from summarizer.linking.weights import LABEL_COLUMNS

ROUNDS, RIDGE = 30, 2.0  # of Newton's method; the ridge is worth so many pairs of each level
_TRUTH = "join incident_of i on i.p = sampled.a join incident_of j on j.p = sampled.b"
Numbers = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the prior weights to records whose incidents are known, and print them beside those in use."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_linking", description=main.__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "file", nargs="?", type=Path, help="records, one JSON object a line: of one event by their `incident`"
    )
    source.add_argument("--world", choices=WORLDS, help="records of a world instead; `real` are the real articles")
    parser.add_argument("--records", type=int, default=20_000, help="of the world, 20000 if not given")
    parser.add_argument("--seed", type=int, default=1, help="of the world; 90 to 99 are not for fitting")
    parser.add_argument(
        "--fixed",
        choices=[term.name for term in terms()],
        nargs="+",
        default=[],
        metavar="TERM",
        help="that keep their weights",
    )
    given = parser.parse_args(arguments)
    fixed = frozenset(given.fixed)
    if given.file:
        print(fit_records(given.file, known_incidents(given.file), fixed))
    elif why := WORLDS[given.world].missing():
        parser.error(why)
    else:
        with made(given.records, given.seed, world=given.world) as (records, truth):
            print(fit_records(records, truth, fixed))


def known_incidents(records: Path) -> array[int]:
    """The number of each record's incident: from the truth beside the file, else by the incident ids of its records.

    A record without an id is an incident of its own.
    """
    if truth_path(records).exists():
        return read_truth(records)
    numbers: dict[object, int] = {}
    names = (report.incident or (place,) for place, report in enumerate(read_reports(records)))
    return array("q", (numbers.setdefault(name, len(numbers)) for name in names))


def fit_records(records: Path, incidents: Iterable[int], fixed: frozenset[str] = frozenset()) -> str:
    """Fit the weights to the records of a file, given the incident of each: a table."""
    with DuckDB() as engine:
        owns = fill(engine, read_reports(records))
        rows = count_labelled(engine, dict(zip(owns, incidents, strict=True)))
    return fitted_table(*fit_weights(rows, fixed))


def count_labelled(engine: Engine, truth: Mapping[int, int]) -> Numbers:
    """Count the candidate pairs by levels, rarity and truth; `truth` is the incident of each report by its digest.

    Returns a row a pattern: the level of each term, the rarity, the number of pairs, and how many are of one event.
    """
    make_tables(engine, blocking_statements())
    engine.declare("label", LABEL_COLUMNS)
    engine.declare("truth", ["own integer", "incident integer"])
    engine.insert("truth", truth.items())
    engine.make(
        "incident_of", "select p, min(incident) as incident from rec join truth on truth.own = rec.own group by p"
    )
    *tables, (_, pattern) = learning_statements(1, near="1 = 1")
    make_tables(engine, tables)
    labelled = (
        pattern.replace("count(*) as pairs", "count(*) as pairs, sum(true_pair) as one")
        .replace(", control\n", ", control, case when i.incident = j.incident then 1 else 0 end as true_pair\n", 1)
        .replace("left join sampled_shared", f"{_TRUTH}\n  left join sampled_shared")
    )  # fmt: skip
    rows = np.array(list(engine.rows(labelled)), np.float64)
    return np.delete(rows[rows[:, -3] == 0], [-5, -4, -3], axis=1)


def fit_weights(rows: Numbers, fixed: frozenset[str] = frozenset()) -> tuple[Weights, dict[str, list[tuple[int, int]]]]:
    """Fit the weights of all levels but those of the terms in `fixed`.

    Returns the weights, and for each level its pairs and those of one event.
    """
    pairs, true = rows[:, -2], rows[:, -1]
    offset, columns, start, places = rows[:, -3] / 100 * np.log(2), [], [], []
    counts: dict[str, list[tuple[int, int]]] = {}
    for at, term in enumerate(terms()):
        counts[term.name] = []
        for nth, weight in enumerate(prior_weights()[term.name], 1):
            has = rows[:, at] == nth
            counts[term.name].append((int(pairs[has].sum()), int(true[has].sum())))
            if term.name in fixed:
                offset = offset + has * weight / 100 * np.log(2)
            else:
                columns.append(has.astype(float))
                start.append(weight / 100 * np.log(2))
                places.append((term.name, nth - 1))
    bits = regression(np.column_stack(columns), pairs, true, offset, np.array(start)) / np.log(2) * 100
    fitted = {name: list(weights) for name, weights in prior_weights().items()}
    for (name, nth), bit in zip(places, bits, strict=True):
        fitted[name][nth] = round(float(bit))
    return {name: tuple(weights) for name, weights in fitted.items()}, counts


def regression(columns: Numbers, pairs: Numbers, true: Numbers, offset: Numbers, start: Numbers) -> Numbers:
    """The coefficients, in nats, of a logistic regression on counted rows, pulled towards `start`: Newton's method."""
    weights = start.copy()

    def loss(at: Numbers) -> float:
        logits = columns @ at + offset
        return float((pairs * np.logaddexp(0, logits) - true * logits).sum() + RIDGE / 2 * ((at - start) ** 2).sum())

    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-np.clip(columns @ weights + offset, -30, 30)))
        slope = columns.T @ (true - pairs * share) - RIDGE * (weights - start)
        curve = (columns * (pairs * share * (1 - share))[:, None]).T @ columns + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        while loss(weights + step) > loss(weights) and np.abs(step).max() > 1e-6:
            step = step / 2
        weights = weights + step
    return weights


def fitted_table(weights: Weights, counts: Mapping[str, Sequence[tuple[int, int]]]) -> str:
    """A row for each level: its pairs, those of one event, the weight in use and the one that was fitted."""
    rows = [
        [term.name, level.name, f"{all_pairs:,}", f"{one:,}", f"{round(level.bits * 100):+}", f"{fitted:+}"]
        for term in terms()
        for level, (all_pairs, one), fitted in zip(term.levels, counts[term.name], weights[term.name], strict=True)
    ]
    return markdown(("term", "level", "pairs", "of one event", "in use", "fitted"), rows)


if __name__ == "__main__":
    main()
