"""What a person's decisions teach: the weights of a corpus, and by them links between reports that nobody decided."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.linking.corpora import fill
from summarizer import EventReport, check, check_each
from summarizer.linking import Group, Ruling, link
from summarizer.linking.corpus import Corpus
from summarizer.linking.incidents import digest_labels
from summarizer.linking.scoring import score_pairs
from summarizer.linking.sql_engines import DuckDB, SQLite
from summarizer.linking.statements import Weights

from ..helpers.reports import report

STEMS: Final = ("Bar", "Dol", "Fim", "Gan", "Kur", "Lam", "Mos", "Nar", "Pel", "Rus", "Sor", "Tam")
TOWNS: Final = ["".join(parts) for parts in product(STEMS, ("abek", "adol", "agart", "alum", "amir"))]
SAME_KIN: Final = 4  # the level of `type` that a protest and a riot have


def told(town: str, day: int, kind: str) -> EventReport:
    start = date(2024, 1, 1) + timedelta(days=day)
    return report(f"{town}-{day}-{kind}", kind, f"{town}//Kenya", start.isoformat())


def protests() -> list[tuple[EventReport, EventReport]]:
    """120 events, each told as a protest, and two days on as a riot."""
    return [(told(town, day, "peaceful_protest"), told(town, day + 2, "riot")) for town in TOWNS for day in (0, 15)]


def corpus() -> list[EventReport]:
    """The protests among other events of their towns: riots that are told twice, and arrests and riots that are two."""
    reports = [each for pair in protests() for each in pair]
    for town, day in product(TOWNS, (0, 15)):
        reports += [told(town, day + 5, "riot"), told(town, day + 7, "riot")]
        reports += [told(town, day + 10, "arrests"), told(town, day + 11, "riot")]
    return reports


def rulings(count: int, *, same: bool = True) -> list[Ruling]:
    return [Ruling(a, b, same) for a, b in protests()[:count]]


def weights(decisions: Sequence[Ruling], make: type[SQLite | DuckDB] = SQLite) -> Weights:
    with make() as engine:
        fill(engine, iter(corpus()))
        return score_pairs(engine, digest_labels(decisions))


def linked(groups: Sequence[Group], pairs: Sequence[tuple[EventReport, EventReport]]) -> int:
    """How many pairs are of one incident."""
    where = {each: group.id for group in groups for each in group.reports}
    return sum(where[a] == where[b] for a, b in pairs)


def test_thirty_decisions_of_a_kind_link_the_others_of_it() -> None:
    """Protests told as riots: unlike kinds, of which linking takes none for one event; then all, and nothing else."""
    before, after = link(corpus()), link(corpus(), rulings(30))
    assert linked(before, protests()) == 0
    assert linked(after, protests()[30:]) == 90
    assert all(len({each.place.name for each in group.reports}) == 1 for group in after)
    arrests = [(told(town, day + 10, "arrests"), told(town, day + 7, "riot")) for town, day in product(TOWNS, (0, 15))]
    assert linked(after, arrests) == linked(before, arrests)


def test_thirty_decisions_move_the_weight_of_the_kind_in_their_direction() -> None:
    """One event: up by more than two bits. Two events: not up."""
    base = weights([])["type"][SAME_KIN]
    assert weights(rulings(30))["type"][SAME_KIN] > base + 200
    assert weights(rulings(30, same=False))["type"][SAME_KIN] < base


@pytest.mark.parametrize("same", [True, False])
def test_one_decision_moves_no_weight_by_more_than_a_quarter_of_a_bit(same: bool) -> None:
    """Of any term."""
    base, now = weights([]), weights(rulings(1, same=same))
    assert all(abs(a - b) <= 25 for name in base for a, b in zip(base[name], now[name], strict=True))


@settings(max_examples=5, deadline=None)
@given(st.permutations([*rulings(20), *(Ruling(b, a, same=False) for a, b in protests()[20:25])]))
def test_the_order_of_labels_decides_nothing(decisions: list[Ruling]) -> None:
    """Nor which of its reports a label names first; in either engine."""
    swapped = [Ruling(each.b, each.a, each.same) for each in decisions]
    ordered = [*rulings(20), *(Ruling(b, a, same=False) for a, b in protests()[20:25])]
    assert weights(swapped) == weights(decisions, DuckDB) == weights(ordered)


@pytest.mark.parametrize(
    ("decisions", "why"),
    [
        ([Ruling(*protests()[0], same=True), Ruling(*protests()[0], same=False)], "what contradicts itself"),
        ([Ruling(corpus()[0], corpus()[0], same=True)], "of a report and itself"),
        (
            [Ruling(told("Nowhere", 0, "riot"), told("Nowhere", 1, "riot"), same=True)] * 9,
            "on reports that are not here",
        ),
    ],
)
def test_what_teaches_nothing(decisions: list[Ruling], why: str) -> None:
    """Labels without a pair of their own leave every weight."""
    assert weights(decisions) == weights([]), why


def test_a_corpus_on_disk_learns_as_memory_does() -> None:
    """Reports that no decision names are linked there too."""
    with Corpus(threads=1) as on_disk:
        for each in corpus():
            on_disk.add(each)
        on_disk.settle(rulings(30))
        streamed = list(on_disk.incidents())
    assert linked(streamed, protests()) == 120


def test_decisions_teach_alike_when_they_are_read_back() -> None:
    """As `same`, as reviews of a call before, by the ids of incidents, in a stream: the same incidents."""
    named = [(a.article, b.article) for a, b in protests()[:30]]
    first = check(corpus(), same=named)
    found = {each.id: each.sources for each in first.incidents}
    assert sum(len(sources) == 2 for sources in found.values()) >= 120
    again = check(corpus(), reviews=[each.review for each in first.reviewed])
    assert {each.id: each.sources for each in again.incidents} == found
    assert {each.incident.id: each.incident.sources for each in check_each(corpus(), same=named)} == found
    alone = {each.sources: each.id for each in check(corpus()).incidents}
    by_id = [(alone[a,], alone[b,]) for a, b in named]
    assert {each.id: each.sources for each in check(corpus(), same=by_id).incidents} == found
