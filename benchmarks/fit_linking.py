"""Where the weights of linking come from: logistic regression of "one event?" on what two reports agree on.

Each value that a term of `evidence.toml` takes is a category. The fit gives each its log-odds, in bits, relative to the
term's commonest value; the weights in use are beside them. Those were rounded, and bounded where made-up noise is
milder than the world, so that they are near the fit and not equal to it. How rare the place is counts as a number.
"""

import argparse
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.linking.corpora import load, made
from benchmarks.linking.tables import markdown
from summarizer.linking.sql_engines import DuckDB, Engine
from summarizer.linking.statements import link_statements, weight_terms

RECORDS, SEED = 40_000, 4242  # a seed that no benchmark and no test uses
ROUNDS, RIDGE = 30, 1.0  # of Newton's method; the ridge keeps a category of one kind finite
_RARE: Final = ("city_rare", "region_rare", "country_rare")
Numbers = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the weights of linking to made-up records, and print them beside those in use."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_linking", description=main.__doc__)
    parser.add_argument("--records", type=int, default=RECORDS, help="how many to fit to")
    parser.add_argument("--seed", type=int, default=SEED, help="of the made-up records")
    given = parser.parse_args(arguments)
    with made(given.records, given.seed) as (records, truth), DuckDB() as engine:
        names, rows = counted(engine, load(engine, records), truth)
    print(f"{int(rows[:, -2].sum()):,} pairs, of which {int(rows[:, -1].sum()):,} are of one event\n")
    print(markdown(("term", "weight in use, bits", "pairs", "fitted, bits", "in use, bits"), fitted(names, rows)))


def counted(engine: Engine, owns: Sequence[int], truth: Sequence[int]) -> tuple[list[str], Numbers]:
    """The terms' names; for each combination of their values: these, the place's rarity, all pairs, the true pairs."""
    for table, select in link_statements():
        engine.make(table, select)
    engine.declare("told", ["own integer", "incident integer"])
    engine.insert("told", zip(owns, truth, strict=True))
    engine.make(
        "incident_of", "select p, min(incident) as incident from rec join told on told.own = rec.own group by p"
    )
    named = {name: term for group in weight_terms().values() for name, term in group.items()}
    place = named["place"]
    for column in _RARE:  # what is left is how the places agree, apart from how rare they are
        named["place"] = named["place"].replace(f"x.{column}", "0").replace(f"y.{column}", "0")
    values = ", ".join(f"({term}) as {name}" for name, term in named.items())
    rows = engine.rows(
        f"select {', '.join(named)}, rarity, count(*), sum(true_pair) from (select {values}, "
        f"({place}) - ({named['place']}) as rarity, cast(i.incident = j.incident as integer) as true_pair "
        "from coarse_pair c join node x on x.p = c.a join node y on y.p = c.b "
        "left join shared m on m.a = c.a and m.b = c.b "
        "join incident_of i on i.p = c.a join incident_of j on j.p = c.b) valued group by all"
    )
    return list(named), np.array(list(rows), np.float64)


def fitted(names: Sequence[str], rows: Numbers) -> list[list[str]]:
    """A row for each value of each term: its weight, its pairs, and both log-odds relative to the commonest value."""
    pairs, true = rows[:, -2], rows[:, -1]
    columns, labels = [np.ones(len(rows)), rows[:, -3] / 100], []
    for at, name in enumerate(names):
        values = np.unique(rows[:, at])
        told = [pairs[rows[:, at] == value].sum() for value in values]
        commonest = values[np.argmax(told)]
        labels += [(name, value, count, value - commonest) for value, count in zip(values, told, strict=True)]
        columns += [(rows[:, at] == value).astype(float) * (value != commonest) for value in values]
    bits = regression(np.column_stack(columns), pairs, true) / np.log(2)
    shown = [[name, f"{value / 100:+.1f}", f"{int(count):,}", f"{bit:+.1f}", f"{used / 100:+.1f}"]
             for (name, value, count, used), bit in zip(labels, bits[2:], strict=True)]  # fmt: skip
    return [["rarity of the place, a bit", "+1.0", f"{int(pairs.sum()):,}", f"{bits[1]:+.2f}", "+1.00"], *shown]


def regression(columns: Numbers, pairs: Numbers, true: Numbers) -> Numbers:
    """The coefficients, in nats, of a logistic regression on counted rows, by Newton's method."""
    weights = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (true - pairs * share) - RIDGE * weights
        curve = (columns * (pairs * share * (1 - share))[:, None]).T @ columns + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
