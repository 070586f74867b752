"""Average linkage: what articles keep apart, on made pairs and on reports."""

import math
import random
from collections import defaultdict
from itertools import combinations

import pytest

from summarizer import EventReport
from summarizer.linking import link
from summarizer.linking.clustering import ABSENT, CONTRARY, CROWDING, DOUBT, GAIN, cluster_nodes
from summarizer.linking.sql_engines import DuckDB, SQLite
from summarizer.linking.statements import SAME_ARTICLE

from ..helpers.reports import figure, report

FINE = ["s1", "n1", "s2", "n2", "s3", "n3", "s4", "n4"]


def cluster(make: type[SQLite | DuckDB], size: int, across: int, twice: int) -> list[list[int]]:
    """Cluster two groups of nodes, odd and even ones.

    Pairs inside a group weigh 10 bits, pairs between them `across` hundredths; of these, `twice` pairs of neighbours are told
    by one article each.
    """
    pairs = []
    for a, b in combinations(range(1, 2 * size + 1), 2):
        weight = 1000 if a % 2 == b % 2 else across
        apart = int(b == a + 1 and a % 2 == 1 and a < 2 * twice)
        pairs.append((a, b, weight, 1, 0, weight, apart, *[0] * len(FINE)))
    with make() as engine:
        engine.declare("node", [f"{name} integer" for name in ("p", "copies", "room", "dataset")])
        engine.insert("node", [(p, 1, 1_000_000, 0) for p in range(1, 2 * size + 1)])
        engine.declare("seed", ["p integer", "seed integer"])
        engine.declare("pair", [f"{name} integer" for name in ("a", "b", "w", "n", "s0", "s", "twice", *FINE)])
        engine.insert("pair", pairs)
        (table,) = cluster_nodes(engine, (-100,))
        found: dict[int, list[int]] = defaultdict(list)
        for p, label in engine.rows(f"select p, label from {table} order by p"):  # noqa: S608  # a name of our own
            found[label].append(p)
    return sorted(found.values())


@pytest.mark.parametrize("make", [SQLite, DuckDB])
@pytest.mark.parametrize(
    ("twice", "groups", "why"),
    [
        (0, [[1, 2, 3, 4, 5, 6, 7, 8]], "pairs that speak for one event"),
        (4, [[1, 3, 5, 7], [2, 4, 6, 8]], "four articles that each tell of two"),
        (1, [[1, 2, 3, 4, 5, 6, 7, 8]], "one article of four, against what all the others say"),
    ],
)
def test_what_articles_tell_apart_is_not_averaged(
    make: type[SQLite | DuckDB], twice: int, groups: list[list[int]], why: str
) -> None:
    """Four articles that tell of two events outweigh the twelve pairs of other articles, which all speak weakly for one."""
    assert cluster(make, 4, 100, twice) == groups, why


@pytest.mark.parametrize("articles", [1, 3])
def test_two_attacks_that_every_article_tells_apart_are_two(articles: int) -> None:
    """One town, one day, one kind; two killed in one, nine in the other."""
    told = [
        report(f"r{n}", "attack_on_civilians", "Kaluga//Russia", source=f"Outlet {n}", figures=[figure(value=toll)])
        for n in range(articles)
        for toll in (2, 9)
    ]
    assert sorted(len(incident.reports) for incident in link(told)) == [articles] * 2


Edges = dict[tuple[int, int], list[int]]
SUMS = ("s0", "s", "twice", "n", *FINE)


def mean_weight(sums: list[int], ours: int, theirs: int) -> float:
    """The mean weight of two groups of so many reports each, as `average.sql` has it."""
    s0, s, twice, n, *fine = sums
    pairs = ours * theirs
    silent = min(n, pairs) / pairs
    rest = (s + ABSENT * (pairs - n)) / pairs if n <= pairs else s / n
    rest += sum(each / max(told, 1) for each, told in zip(fine[::2], fine[1::2], strict=True)) * silent
    crowding = round(CROWDING * math.log2(ours + theirs))
    return s0 / n * silent + (1 + GAIN * math.log2(pairs)) * rest - SAME_ARTICLE * twice / min(ours, theirs) - crowding


def cluster_from_scratch(
    labels: dict[int, int], datasets: dict[int, int], pairs: Edges, thresholds: tuple[int, ...]
) -> list[dict[int, int]]:
    """Cluster in rounds in which every edge is added up and weighed anew."""
    edges, found = add_up(pairs, labels), list[dict[int, int]]()
    for threshold in thresholds:
        while True:
            members: dict[int, list[int]] = defaultdict(list)
            for p, label in labels.items():
                members[label].append(p)
            coded = {label: {datasets[p] for p in ps} - {0} for label, ps in members.items()}
            edges = {(a, b): sums for (a, b), sums in edges.items() if not coded[a] & coded[b]}
            means = {(a, b): mean_weight(sums, len(members[a]), len(members[b])) for (a, b), sums in edges.items()}
            sides: dict[int, list[tuple[float, int]]] = defaultdict(list)
            for (a, b), mean in means.items():
                sides[a].append((-mean, b))
                sides[b].append((-mean, a))
            nearest = {x: min(found) for x, found in sides.items() if -min(found)[0] >= threshold}
            torn = torn_groups(nearest, sides, means) if threshold > thresholds[-1] else set()
            nearest = {
                x: min(left)
                for x, (top, _) in nearest.items()
                if (
                    left := [
                        (mean, y)
                        for mean, y in sides[x]
                        if -mean >= threshold and mean <= top + DOUBT and not {x, y} & torn
                    ]
                )
            }
            merged = {y: x for x, (_, y) in nearest.items() if x < y and nearest.get(y, (0, 0))[1] == x}
            if not merged:
                break
            live = {label for ends, mean in means.items() if mean >= thresholds[-1] for label in ends}
            edges = add_up({ends: sums for ends, sums in edges.items() if live >= set(ends)}, merged)
            labels = {p: merged.get(label, label) for p, label in labels.items()}
        found.append(labels)
    return found


def torn_groups(
    nearest: dict[int, tuple[float, int]],
    sides: dict[int, list[tuple[float, int]]],
    means: dict[tuple[int, int], float],
) -> set[int]:
    """Groups that fit another about as well as their nearest, though these two contradict each other."""
    return {
        x
        for x, (top, _) in nearest.items()
        for best, y in sides[x]
        if best == top
        for mean, rival in sides[x]
        if rival != y and mean <= top + DOUBT and means.get((min(y, rival), max(y, rival)), -math.inf) < CONTRARY
    }


def add_up(edges: Edges, moved: dict[int, int]) -> Edges:
    """Add up the edges of what moved into one group."""
    summed: Edges = {}
    for ends, sums in edges.items():
        a, b = sorted(moved.get(end, end) for end in ends)
        if a != b:
            summed[a, b] = [x + y for x, y in zip(summed.get((a, b), [0] * len(sums)), sums, strict=True)]
    return summed


@pytest.mark.parametrize("make", [SQLite, DuckDB])
@pytest.mark.parametrize("number", range(2))
def test_groups_are_those_of_rounds_that_weigh_every_edge(make: type[SQLite | DuckDB], number: int) -> None:
    """Made pairs of sixty reports, some of them rows of two datasets, some in one group from the start."""
    rnd = random.Random(number)
    nodes = range(1, 61)
    datasets = {p: rnd.choice((0, 0, 0, 0, 7, 8)) for p in nodes}
    seeds = {p for p in range(41, 45) if number % 2 and not datasets[p]}
    labels = {p: min(seeds) if p in seeds else p for p in nodes}
    pairs: Edges = {}
    for a, b in combinations(nodes, 2):
        if a % 6 == b % 6 or rnd.random() < 0.2:
            many, weight = rnd.choice((1, 1, 2)), rnd.randrange(-500, 1500 if a % 6 == b % 6 else 100)
            fine = [rnd.choice((0, 300, -275, 350)) for _ in FINE[::2]]
            told = [value for each in fine for value in (each * many, many if each else 0)]
            pairs[a, b] = [rnd.randrange(-400, 300) * many, weight * many, int(rnd.random() < 0.05), many, *told]
    thresholds = (1_800, 1_000, 0)
    with make() as engine:
        engine.declare("node", [f"{name} integer" for name in ("p", "copies", "dataset")])
        engine.insert("node", [(p, 1, datasets[p]) for p in nodes])
        engine.declare("seed", ["p integer", "seed integer"])
        engine.insert("seed", [(p, labels[p]) for p in seeds])
        engine.declare("pair", [f"{name} integer" for name in ("a", "b", *SUMS)])
        engine.insert("pair", [(*ends, *sums) for ends, sums in pairs.items()])
        tables = cluster_nodes(engine, thresholds)
        found: list[dict[int, int]] = [dict(engine.rows(f"select p, label from {table}")) for table in tables]  # noqa: S608  # our own names
    expected = cluster_from_scratch(labels, datasets, pairs, thresholds)
    assert [at for at, ours, theirs in zip(thresholds, found, expected, strict=True) if ours != theirs] == []
    strict, _, loose = (len(set(each.values())) for each in found)
    assert len(nodes) > strict > loose > 1


KARSA, ILLINOIS, MISSOURI = (
    "Karsa/Tarim/Kenya",
    "Springfield/Illinois/United States",
    "Springfield/Missouri/United States",
)
ANY = "Springfield//United States"


def row(name: str, toll: int, dataset: str = "ACLED") -> EventReport:
    """A row of a coded dataset."""
    return report(name, "attack_on_civilians", KARSA, dataset=dataset, dataset_id=name, figures=[figure(value=toll)])


def told(name: str, toll: int | None, place: str = KARSA) -> EventReport:
    """A report of the day and type of the rows."""
    figures = [] if toll is None else [figure(value=toll)]
    return report(name, "attack_on_civilians", place, source=f"Outlet {name}", figures=figures)


@pytest.mark.parametrize(
    ("reports", "sure", "why"),
    [
        ([row("a", 3), row("b", 3), told("r", 3)], [], "two rows with the toll of the report"),
        ([row("a", 3), row("b", 9), told("r", None)], [], "a report that gives no toll"),
        ([row("a", 3), row("b", 19), told("r", 3)], ["ar"], "its toll is that of one row"),
        ([row("a", 3), row("b", 3), told("r", 3), told("s", 3)], ["rs"], "two reports of one row or of the other"),
        ([row("a", 3), row("b", 3), row("c", 3), told("r", 3), told("s", 4)], [], "three rows; tolls that differ"),
        ([row("a", 3), row("b", 3), row("c", 3, "GED"), row("d", 3, "GED")], [], "two datasets of two rows"),
        ([told("i", 2, ILLINOIS), told("m", 2, MISSOURI), told("s", 2, ANY)], [], "a town without its state"),
        ([told(n, 2, p) for n, p in (("i", ILLINOIS), ("j", ILLINOIS), ("m", MISSOURI), ("n", MISSOURI), ("s", ANY))],
         ["ij", "mn"], "what names the state is sure of its like, whatever does not"),
        ([told("i", 2, ILLINOIS), told("m", 9, MISSOURI), told("s", 2, ANY)], ["is"], "the toll of one of two towns"),
    ],
)  # fmt: skip
def test_what_fits_two_incidents_is_surely_of_neither(reports: list[EventReport], sure: list[str], why: str) -> None:
    """It may be of one of them; in any order of the reports."""
    for ordered in (reports, reports[::-1]):
        cores: dict[tuple[str, int], str] = defaultdict(str)
        for incident in link(ordered):
            for each, core in sorted(
                zip(incident.reports, incident.cores, strict=True), key=lambda pair: pair[0].article
            ):
                cores[incident.id, core] += each.article
        assert sorted(core for core in cores.values() if len(core) > 1) == sure, why
