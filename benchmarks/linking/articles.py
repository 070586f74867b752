"""Real articles on known incidents: how many of one are linked, how many links are right, and look-alikes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from benchmarks.worlds import real
from benchmarks.worlds.annotated import annotated_documents
from benchmarks.worlds.readings import LEFT_OUT, Document, documents

from .children import contend
from .comparison import CONTENDERS, LIMIT
from .corpora import made
from .tables import markdown

GOAL_LINKED, GOAL_RIGHT, GOAL_APART = 0.9, 0.95, 0.85
HEADINGS: Final = (
    *("contender", "linked", "judged", "read", "pairs of one incident", "found", "of both read"),
    *("linked pairs", "right", "look-alikes", "kept apart"),
)

Labels = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Verdict:
    """Counts of pairs of articles, and of pairs of incidents that are easily taken for one."""

    pairs: int
    read: int
    linked: int
    claimed: int
    right: int
    alike: int
    apart: int


def judge(labels: Labels, incident_of: Mapping[str, str], look_alikes: Iterable[tuple[str, str]]) -> Verdict:
    """Judge the groups that each article's events are in; an article without any was not read.

    Two articles are linked if they share a group. Two look-alikes are kept apart if no article of one is linked to one
    of the other; only those count of which both were read.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for article, incident in incident_of.items():
        members[incident].append(article)
    together = [pair for articles in members.values() for pair in combinations(articles, 2)]
    both = [(a, b) for a, b in together if a in labels and b in labels]
    linked = set(_linked(labels))
    groups = {
        incident: frozenset().union(*(labels.get(article, frozenset()) for article in articles))
        for incident, articles in members.items()
    }
    alike = [(a, b) for a, b in look_alikes if groups.get(a) and groups.get(b)]
    return Verdict(
        len(together),
        len(both),
        sum(bool(labels[a] & labels[b]) for a, b in both),
        len(linked),
        sum(incident_of[a] == incident_of[b] for a, b in linked),
        len(alike),
        sum(not groups[a] & groups[b] for a, b in alike),
    )


def _linked(labels: Labels) -> Iterator[tuple[str, str]]:
    """Every two articles that share a group."""
    by_group: dict[int, list[str]] = defaultdict(list)
    for article in sorted(labels):
        for label in labels[article]:
            by_group[label].append(article)
    for articles in by_group.values():
        yield from combinations(articles, 2)


def compare_articles(contenders: Sequence[str]) -> None:
    """Print a table of the contenders, linking the main events alone and all events."""
    incident_of = {each.id: each.incident for each in documents() if each.incident not in LEFT_OUT}
    rows = []
    for world, said, read, side_events in (
        ("real", "as read: main event", documents, False),
        ("real-all", "as read: all events", documents, True),
        ("real-annotated", "as annotated", annotated_documents, False),
    ):
        sources = list(real.told(read(), side_events=side_events))
        with made(len(sources), 0, world=world) as (records, _):
            for contender in CONTENDERS:
                if contender.module not in contenders:
                    continue
                outcome = contend(contender.module, records, records.parent / contender.module, limit=LIMIT)
                for way in contender.ways if not outcome.failure else ():
                    for judged, labels in _labelled(sources, outcome.labels[way], side_events):
                        verdict = judge(labels, incident_of, real.look_alikes())
                        names = [f"{contender.name}, {way}", said, judged]
                        rows.append([*names, f"{len(labels):,}", *_cells(verdict)])
    print(f"{len(incident_of):,} real articles on {len(set(incident_of.values()))} incidents\n")
    print(markdown(HEADINGS, rows))
    print(f"Goals: linked {GOAL_LINKED}, right {GOAL_RIGHT}, kept apart {GOAL_APART}.\n")


def _labelled(
    sources: Sequence[tuple[Document, int]], found: array[int], side_events: bool
) -> Iterator[tuple[str, Labels]]:
    """What is judged, and the groups of each article: of its main event, and of any if all were linked."""
    main: dict[str, set[int]] = defaultdict(set)
    every: dict[str, set[int]] = defaultdict(set)
    for (document, place), label in zip(sources, found, strict=True):
        every[document.id].add(label)
        if place == document.main:
            main[document.id].add(label)
    yield "main event", {name: frozenset(main[name]) for name in main}
    if side_events:
        yield "any event", {name: frozenset(every[name]) for name in every}


def _cells(verdict: Verdict) -> list[str]:
    return [
        f"{verdict.pairs:,}",
        _share(verdict.linked, verdict.pairs),
        _share(verdict.linked, verdict.read),
        f"{verdict.claimed:,}",
        _share(verdict.right, verdict.claimed),
        f"{verdict.alike:,}",
        _share(verdict.apart, verdict.alike),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"
