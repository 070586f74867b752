"""Average linkage in SQL, round by round (`average.sql`).

Every two groups that are each other's nearest merge at once, which for plain average linkage ends in
the groups that merging the best pair of all, again and again, ends in (Murtagh 1983, "A survey of
recent advances in hierarchical clustering algorithms"). Three things keep chains of likely pairs
from pulling unlike reports together: a pair that was never compared counts against, what two groups
contradict each other in is not drowned by reports that are silent, and a group must be the surer the
larger it is, above all where no incident is told so often.
"""

from typing import Final

from .engines import Engine
from .sql import sql_file

# Hundredths of a bit: what a pair counts that was not worth comparing, what each doubling of a group costs, and what
# each doubling costs beyond the reports that an incident has where it happened: `docs/linking.md`.
ABSENT: Final = -530
CROWDING: Final = 20
BEYOND: Final = 800

_ROUND: Final = ("size", "mean", "side", "choice", "merged")


def groups(engine: Engine, thresholds: tuple[int, ...]) -> list[str]:
    """Tables (p, label) of the groups at each threshold; a label is the least `p` of its group.

    Reads `node` (p, copies, room), `seed` (p, and the group that it is in from the start) and `pair` (a, b, s, n).
    A threshold is the least mean weight, in
    hundredths of a bit, at which two groups are one; strictest first.
    """
    sums = ("s", "n", "s1", "n1", "s2", "n2", "s3", "n3", "s4", "n4")
    engine.make(
        "label_0",
        "select node.p, coalesce(seed, node.p) as label, copies as size, room "
        "from node left join seed on seed.p = node.p",
    )
    engine.make(
        "edge_0",
        f"select least(a, b) as a, greatest(a, b) as b, {', '.join(f'sum({each}) as {each}' for each in sums)} from ("
        f"select coalesce(x.seed, a) as a, coalesce(y.seed, b) as b, {', '.join(sums)} from pair "
        "left join seed x on x.p = a left join seed y on y.p = b) seeded "
        "where a <> b group by least(a, b), greatest(a, b)",
    )
    at = 0
    found: list[str] = []
    for threshold in thresholds:
        while _round(engine, at, threshold, thresholds[-1]):
            at += 1
        found.append(f"grouped_{len(found)}")
        engine.make(found[-1], f"select p, label from label_{at}")
    engine.drop(f"label_{at}", f"edge_{at}")
    return found


def _round(engine: Engine, at: int, threshold: int, loosest: int) -> bool:
    """One round: False if nothing was left to merge, and all is as it was."""
    values = {"absent": ABSENT, "crowding": CROWDING, "beyond": BEYOND, "threshold": threshold, "loosest": loosest}
    statements = sql_file("average.sql", at=at, next=at + 1, **values)
    for name, select in statements[: len(_ROUND)]:
        engine.make(name, select)
    ((merges,),) = engine.rows(f"select count(*) from merged_{at}")
    if merges:
        for name, select in statements[len(_ROUND) :]:
            engine.make(name, select)
        engine.drop(f"label_{at}", f"edge_{at}", f"live_{at}")
    engine.drop(*(f"{name}_{at}" for name in _ROUND))
    return bool(merges)
