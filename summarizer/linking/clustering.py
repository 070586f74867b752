"""Average-linkage clustering in SQL, round by round (`average.sql`).

In each round all reciprocal nearest neighbours merge, which for plain average linkage gives the same clusters as
merging the best pair of all again and again (Murtagh 1983, "A survey of recent advances in hierarchical clustering
algorithms"). Four rules keep chains of likely pairs from pulling unlike reports together: a pair that was never
compared counts against a merge, reports without sides or tolls do not dilute a contradiction in them, and a larger
cluster needs a higher mean weight; two reports of one article count against it in full. Two rows of one coded dataset
never share a cluster (cannot-link): clusters that hold two of them are barred from merging, and so is whatever these
merge into, so that the rounds still give what merging the best pair again and again does. At the stricter threshold a
cluster that fits two others about as well, which contradict each other, waits: which it joins is a guess.
"""

from typing import Final

from .sql_engines import Engine
from .statements import SAME_ARTICLE, read_statements

# Hundredths of a bit: the weight of a pair outside every block, and the cost of each doubling of a cluster.
ABSENT: Final = -530
CROWDING: Final = 20
# How much more each doubling of the pairs between two clusters says: what ten pairs agree on in the mean is surer than
# what one pair does. Chosen on made-up records of two worlds (benchmarks/README.md); 0.1 to 0.4 differ little.
GAIN: Final = 0.2
# Hundredths of a bit: a cluster that fits two others with less than the first between them is surely of neither, if
# these two contradict each other, as those do whose mean weight is below the second.
DOUBT: Final = 50
CONTRARY: Final = -200

_ROUND: Final = ("size", "coded", "barred", "mean", "side", "top", "torn", "open", "choice", "merged")


def cluster_nodes(engine: Engine, thresholds: tuple[int, ...]) -> list[str]:
    """Make a table (p, label) of the clusters at each threshold; a label is the least `p` of its cluster.

    Reads `node` (p, copies, dataset), `seed` (p, and the cluster that it is in from the start) and `pair` (a, b,
    s, n). A threshold is the least mean weight, in hundredths of a bit, at which two clusters merge; strictest first.
    """
    sums = ("s0", "s", "twice", "n", "s1", "n1", "s2", "n2", "s3", "n3", "s4", "n4")
    engine.make(
        "label_0",
        "select node.p, coalesce(seed, node.p) as label, copies as size, dataset "
        "from node left join seed on seed.p = node.p",
    )
    engine.make(
        "edge_0",
        f"select least(a, b) as a, greatest(a, b) as b, {', '.join(f'sum({name}) as {name}' for name in sums)} from ("
        f"select coalesce(x.seed, a) as a, coalesce(y.seed, b) as b, {', '.join(sums)} from pair "
        "left join seed x on x.p = a left join seed y on y.p = b) seeded "
        "where a <> b group by least(a, b), greatest(a, b)",
    )
    at = 0
    tables: list[str] = []
    for threshold in thresholds:
        while _run_round(engine, at, threshold, thresholds[-1]):
            at += 1
        tables.append(f"grouped_{len(tables)}")
        engine.make(tables[-1], f"select p, label from label_{at}")
    engine.drop(f"label_{at}", f"edge_{at}")
    return tables


def _run_round(engine: Engine, at: int, threshold: int, loosest: int) -> bool:
    """Run one round of merges; False if there was nothing to merge."""
    values: dict[str, str | int] = {
        "absent": ABSENT,
        "crowding": CROWDING,
        "gain": f"{GAIN}e0",
        "doubt": DOUBT,
        "contrary": CONTRARY,
        "same_article": SAME_ARTICLE,
        "threshold": threshold,
        "loosest": loosest,
    }
    statements = read_statements("average.sql", at=at, next=at + 1, **values)
    for name, select in statements[: len(_ROUND)]:
        engine.make(name, select)
    ((merges,),) = engine.rows(f"select count(*) from merged_{at}")
    if merges:
        for name, select in statements[len(_ROUND) :]:
            engine.make(name, select)
        engine.drop(f"label_{at}", f"edge_{at}", f"live_{at}")
    engine.drop(*(f"{name}_{at}" for name in _ROUND))
    return bool(merges)
