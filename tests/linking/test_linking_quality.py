"""Linking: how well it does on made-up reports of known incidents, as dense as the news of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import pytest

from benchmarks.clusters import bcubed, largest, pairwise
from benchmarks.events import RECORDS_A_DAY, generate
from benchmarks.linking.corpora import fill, labels_of
from summarizer.linking import link
from summarizer.linking.clustering import cluster_nodes
from summarizer.linking.corpus import Corpus, prepare
from summarizer.linking.scoring import LIKELY, SURE_MOST, make_tables, score_pairs
from summarizer.linking.sql_engines import DuckDB
from summarizer.linking.statements import blocking_statements, scoring_statements
from summarizer.linking.weights import learn_weights
from summarizer.records.event_lines import decode_line
from summarizer.records.events import parse_event_report

from ..helpers.reports import figure, report

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


WORDS = [f"word{number}" for number in range(12)]
CHILD = {"kind": "victim", "name": "Ana Ruiz"}


@pytest.mark.parametrize(
    ("first", "second", "kept", "why"),
    [
        ({"named": [CHILD]}, {"named": []}, 2, "one names its victim"),
        ({"named": [CHILD]}, {"named": [{**CHILD, "age": 34}]}, 2, "one has the victim's age"),
        ({"place": {"name": "Lima", "town": "Lima"}}, {"place": {"name": "Lima"}}, 2, "one has the town of its place"),
        ({"place": {"name": "Lima", "site": "a bank"}}, {"place": {"name": "Lima", "site": "a mill"}}, 2, "two buildings"),
        ({"figures": [figure(category="state_forces")]}, {"figures": [figure(category=None)]}, 2, "one says whose people"),
        ({"figures": [figure(period="this year")]}, {"figures": [figure()]}, 2, "one counts another span of time"),
        ({"figures": [figure(inclusion="with the attacker")]}, {"figures": [figure()]}, 2, "one says whom it includes"),
        ({"figures": [figure(implicit=True)]}, {"figures": [figure()]}, 2, "one is told by a name"),
        ({"actors": [{"name": "армия", "role": "target", "name_english": "army"}]},
         {"actors": [{"name": "армия", "role": "target"}]}, 2, "one has its side in English"),
        ({"named": [CHILD], "terms": WORDS}, {"named": [CHILD], "terms": WORDS[:3]}, 1, "they differ in terms alone"),
        ({"terms": WORDS[:3]}, {"terms": WORDS[3:6]}, 1, "they differ in as many terms"),
        ({"terms": WORDS}, {"terms": []}, 1, "one has no terms"),
        ({"named": [CHILD]}, {"named": [CHILD]}, 1, "they are one"),
        ({"incident": "G1", "named": [CHILD]}, {"incident": "G1"}, 2, "they came with an incident id, and differ"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("backwards", [False, True])
def test_what_two_reports_of_one_article_differ_in_is_kept(
    first: dict[str, Any], second: dict[str, Any], kept: int, why: str, *, backwards: bool
) -> None:
    """In memory as on disk, in either order and however read; of those that differ in terms alone the one with most."""
    told = [
        parse_event_report({"article": "a", "type": "air_drone_strike", "start": "2023-05-30", **fields})
        for fields in (first, second)
    ]
    others = [report(f"b{number}") for number in range(4)]
    ordered = [*(told[::-1] if backwards else told), *others]
    with Corpus() as corpus, Corpus() as read:
        for each in ordered:
            corpus.add(each)
        read.extend(prepare(filter(None, (decode_line(each.model_dump_json().encode()) for each in ordered))))
        found = [{incident.id: incident.reports for incident in each.incidents()} for each in (corpus, read)]
    expected = {incident.id: incident.reports for incident in link(ordered)}
    assert found == [expected, expected], why
    mine = [each for reports in expected.values() for each in reports if each.article == "a"]
    assert len(mine) == kept, why
    assert max(len(each.terms) for each in mine) == max(len(each.terms) for each in told)


def test_many_reports_that_share_nothing_are_linked() -> None:
    """No figure, no quote, no word of a topic in any of them: each is its own incident."""
    days = [date.fromordinal(730_000 + 30 * number).isoformat() for number in range(1001)]
    assert len(link([report(f"a{day}", start=day) for day in days])) == 1001
