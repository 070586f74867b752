"""Scoring of candidate pairs in SQL: profiles in, match weights, clusters and evidence out."""

import math
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from .clustering import cluster_nodes
from .profiles import COLUMN_KINDS
from .sql_engines import Engine
from .statements import (
    SAME_ARTICLE,
    Statement,
    Weights,
    blocking_statements,
    core_statements,
    scoring_statements,
    terms,
)
from .weights import Label, learn_weights

NodePair = tuple[int, int]
# Thresholds of the mean match weight, in hundredths of a bit, at which two clusters are surely and likely one event.
# Texts that somebody chose are of one event more often than any of a night's thousands: up to so many reports little
# makes a link sure, with each doubling it takes more (benchmarks/README.md has what that buys).
SURE: Final = 100
SURE_MOST: Final = 400
CHOSEN: Final = 64
LIKELY: Final = 0

PROFILE_COLUMNS: Final = [f"{name} {kind}" for name, kind in COLUMN_KINDS.items()]
MARK_COLUMNS: Final = ["own integer", "kind text", "mark integer", "expected real"]
# The tables to drop after a table is made: nothing reads them any more.
_DROPPED_AFTER: Final = {
    "bare": ("raw",),
    "regional": ("bare",),
    "placed": ("regional",),
    "seen": ("counted",),
    "rarity": ("seen", "watched"),
    "expected": ("daily", "spanned"),
    "peak": ("crest", "expected"),
    "outstanding": ("told_on", "peak", "agreed"),
    "run": ("heavy",),
    "spell": ("mention", "run"),
    "story": ("outstanding", "spell"),
    "storied": ("story",),
    "rated": ("rarity",),
    "known": ("rated", "storied"),
    "node": ("placed", "known"),
    "day_key": ("place_key", "block"),
    "node_mark": ("mark",),
    "drawn_key": ("day_key", "crowd"),
    "country_drawn": ("country_key", "country_block"),
    "candidate": ("crowded_key", "drawn_key", "country_drawn", "undated_key", "undated_block", "topic_block"),
    "quiet_pair": ("quiet_key",),
    "term_pair": ("term_key",),
    "coarse_pair": ("quiet_pair", "candidate", "term_pair", "few_pair"),
    "shared": ("node_mark", "topic_key"),
    "pair": ("coarse_pair",),
    "core": ("site_toll", "toll_range", "divided", "site_key"),
}


def create_tables(engine: Engine) -> None:
    """Create the tables that the statements start from."""
    engine.declare("raw", PROFILE_COLUMNS)
    engine.declare("mark", MARK_COLUMNS)
    engine.declare("step", ["days integer"])
    engine.insert("step", [(days,) for days in range(0, 31, 3)])


def score_pairs(engine: Engine, labels: Collection[Label] = ()) -> Weights:
    """Make the tables of blocking and scoring: nodes, and the match weight of each candidate pair.

    Returns the weights, learned from the pairs and from labelled ones.
    """
    make_tables(engine, blocking_statements())
    weights = learn_weights(engine, labels)
    make_tables(engine, scoring_statements(weights))
    return weights


def make_tables(engine: Engine, statements: Iterable[Statement]) -> None:
    """Make the tables of the statements in order, and drop those that nothing reads any more."""
    for name, select in statements:
        engine.make(name, select)
        engine.drop(*_DROPPED_AFTER.get(name, ()))


class Clusters(NamedTuple):
    """The tables (p, label) of the sure and of the likely clusters, and the weights that they rest on."""

    sure: str
    likely: str
    weights: Weights


def score_and_cluster(engine: Engine, labels: Collection[Label] = (), *, evidence: bool = True) -> Clusters:
    """Score the pairs and cluster the nodes; `labels` teach the weights, and bind nothing.

    Without `evidence`, the tables of pairs are dropped as soon as the clusters need them no more.
    """
    weights = score_pairs(engine, labels)
    ((nodes,),) = engine.rows("select count(*) from node")
    unread = () if evidence else ("pair", "seed", "shared", "shared_article")
    sure, likely = cluster_nodes(engine, (sure_threshold(nodes), LIKELY), unread)
    make_tables(engine, core_statements(sure))
    return Clusters("core", likely, weights)


def sure_threshold(nodes: int) -> int:
    """The mean match weight, in hundredths of a bit, at which clusters of so many reports are surely one event."""
    return min(SURE_MOST, round(SURE * (1 + math.log2(max(1, nodes / CHOSEN)))))


def select_clusters(sure: str, likely: str, *carried: str) -> str:
    """The query for the clusters of each row of `report`; 0 for reports that came with an incident id.

    Its columns are own, given, content and terms (`digests.content_digest`, `digests.terms_rank`), and `carried`, the
    others to keep. Of reports of one content, which differ in their terms at most, the one of the highest rank is kept.
    """
    columns = ", ".join(("own", "given", *carried))
    return (
        f"select {columns}, coalesce(l.label, 0) as label, coalesce(s.label, 0) as core from ("
        f"select {columns}, row_number() over (partition by own, content order by terms desc, {', '.join(carried)}) "
        "as nth from report) t "
        f"left join (select distinct own as reported, p from rec) node_of on node_of.reported = t.own "
        f"left join {likely} l on l.p = node_of.p left join {sure} s on s.p = node_of.p where nth = 1"
    )


def find_heaviest(engine: Engine, likely: str) -> tuple[list[NodePair], list[NodePair]]:
    """Find each node's heaviest pair inside its cluster, and the heaviest that leads out of it (from it, to it)."""
    engine.make(
        "way",
        "select both_ways.p, both_ways.q, w, case when x.label = y.label then 1 else 0 end as inside from ("
        "select a as p, b as q, w from pair union all select b, a, w from pair) both_ways "
        f"join {likely} x on x.p = both_ways.p join {likely} y on y.p = both_ways.q",
    )
    heaviest = (
        "select way.p, min(way.q) from way join (select p, max(w) as top from way where inside = {0} group by p) best "
        "on best.p = way.p and best.top = way.w where inside = {0} group by way.p order by way.p"
    )
    inside = {(min(a, b), max(a, b)) for a, b in engine.rows(heaviest.format(1))}
    return sorted(inside), list(engine.rows(heaviest.format(0)))


def weigh_pairs(engine: Engine, pairs: Iterable[NodePair], weights: Weights) -> dict[NodePair, dict[str, float]]:
    """Weigh the evidence of pairs: the bits of each term; terms of no weight are left out."""
    engine.declare("asked", ["a integer", "b integer", "low integer", "high integer"])
    engine.insert("asked", [(a, b, min(a, b), max(a, b)) for a, b in sorted(pairs)])
    named = {term.name: term.weight_sql(weights[term.name]) for term in terms()}
    select = (
        f"select asked.a, asked.b, {', '.join(f'({term}) as {name}' for name, term in named.items())}, "
        "coalesce(t.articles, 0) as articles from asked join node x on x.p = asked.a join node y on y.p = asked.b "
        "left join shared m on m.a = asked.low and m.b = asked.high "
        "left join shared_article t on t.a = asked.low and t.b = asked.high"
    )
    return {
        (a, b): {name: weight / 100 for name, weight in zip(named, weights, strict=True) if weight}
        | ({"one article": -SAME_ARTICLE / 100 * articles} if articles else {})
        for a, b, *weights, articles in engine.rows(select)
    }
