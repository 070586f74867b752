"""Average linkage: what articles keep apart, on made pairs and on reports."""

from collections import defaultdict
from itertools import combinations

import pytest

from summarizer import EventReport
from summarizer.linking import link
from summarizer.linking.clustering import cluster_nodes
from summarizer.linking.sql_engines import DuckDB, SQLite

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


SINGLE = pytest.mark.xfail(strict=True, reason="4.5 bits against one event do not outweigh a town, a day and a kind")


@pytest.mark.parametrize("articles", [pytest.param(1, marks=SINGLE), 3])
def test_two_attacks_that_every_article_tells_apart_are_two(articles: int) -> None:
    """One town, one day, one kind; two killed in one, nine in the other."""
    told = [
        report(f"r{n}", "attack_on_civilians", "Kaluga//Russia", source=f"Outlet {n}", figures=[figure(value=toll)])
        for n in range(articles)
        for toll in (2, 9)
    ]
    assert sorted(len(incident.reports) for incident in link(told)) == [articles] * 2


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
