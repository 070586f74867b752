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

from collections.abc import Sequence
from typing import Final

from .sql_engines import Engine
from .statements import SAME_ARTICLE, Statement, read_statements

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

# Of a pair, and of all pairs between two clusters (`scoring.sql`): sums of 64 bits, of which DuckDB would make 128.
_COLUMNS: Final = ("s0", "s", "twice", "n", "s1", "n1", "s2", "n2", "s3", "n3", "s4", "n4")
_COLUMN_LIST: Final = ", ".join(_COLUMNS)
_SUMS: Final = ", ".join(f"cast(sum({name}) as bigint) as {name}" for name in _COLUMNS)
# The statements of a round in three parts, by the tables that they make; those of the last part are of the next round.
_WEIGHED: Final = ("size", "coded", "barred", "mean")
_CHOSEN: Final = ("side", "top", "torn", "open", "choice", "merged")
_UNCHANGED: Final = (
    "union all select a, b, {columns}, mean from mean_{last} "
    "join live_{last} la on la.label = a join live_{last} lb on lb.label = b "
    "left join grown_{last} x on x.label = a left join grown_{last} y on y.label = b "
    "where x.label is null and y.label is null"
)


def cluster_nodes(engine: Engine, thresholds: tuple[int, ...], unread: Sequence[str] = ()) -> list[str]:
    """Make a table (p, label) of the clusters at each threshold; a label is the least `p` of its cluster.

    Reads `node` (p, copies, dataset), `seed` (p, and the cluster that it is in from the start) and `pair` (a, b,
    s, n). A threshold is the least mean weight, in hundredths of a bit, at which two clusters merge; strictest first.
    Tables that nothing reads from then on (`unread`) are dropped when these are read.
    """
    engine.make(
        "label_0",
        "select node.p, coalesce(seed, node.p) as label, copies as size, dataset "
        "from node left join seed on seed.p = node.p",
    )
    engine.make(
        "edge_0",
        f"select a, b, {_COLUMN_LIST} from pair left join seed x on x.p = a left join seed y on y.p = b "
        f"where x.p is null and y.p is null union all select least(a, b), greatest(a, b), {_SUMS} from ("
        f"select coalesce(x.seed, a) as a, coalesce(y.seed, b) as b, {_COLUMN_LIST} from pair "
        "left join seed x on x.p = a left join seed y on y.p = b where x.p is not null or y.p is not null) seeded "
        "where a <> b group by least(a, b), greatest(a, b)",
    )
    engine.drop(*unread)
    at = 0
    _weigh_edges(engine, at)
    tables: list[str] = []
    for threshold in thresholds:
        while _merge_nearest(engine, at, threshold, thresholds[-1]):
            at += 1
            _weigh_edges(engine, at)
        tables.append(f"grouped_{len(tables)}")
        engine.make(tables[-1], f"select p, label from label_{at}")
    engine.drop(f"label_{at}", f"mean_{at}")
    return tables


def _weigh_edges(engine: Engine, at: int) -> None:
    """Weigh the edges between clusters of which one has just grown, and take over the others of the last round."""
    last = at - 1
    unchanged = _UNCHANGED.format(columns=_COLUMN_LIST, last=last) if at else ""
    for name, select in _read_round(at, unchanged=unchanged)[: len(_WEIGHED)]:
        engine.make(name, select)
    engine.drop(f"edge_{at}", *(f"{name}_{at}" for name in _WEIGHED[:-1]))
    engine.drop(*(f"{name}_{last}" for name in ("mean", "live", "grown") if at))


def _merge_nearest(engine: Engine, at: int, threshold: int, loosest: int) -> bool:
    """Merge the clusters that are each other's nearest; False if there are none."""
    statements = _read_round(at, threshold=threshold, loosest=loosest)[len(_WEIGHED) :]
    for name, select in statements[: len(_CHOSEN)]:
        engine.make(name, select)
    ((merges,),) = engine.rows(f"select count(*) from merged_{at}")
    if merges:
        for name, select in statements[len(_CHOSEN) :]:
            engine.make(name, select)
        engine.drop(f"label_{at}")
    engine.drop(*(f"{name}_{at}" for name in _CHOSEN))
    return bool(merges)


def _read_round(at: int, *, unchanged: str = "", threshold: int = 0, loosest: int = 0) -> list[Statement]:
    return read_statements(
        "average.sql",
        at=at,
        next=at + 1,
        columns=_COLUMN_LIST,
        sums=_SUMS,
        absent=ABSENT,
        crowding=CROWDING,
        gain=f"{GAIN}e0",
        doubt=DOUBT,
        contrary=CONTRARY,
        same_article=SAME_ARTICLE,
        unchanged=unchanged,
        threshold=threshold,
        loosest=loosest,
    )
