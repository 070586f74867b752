"""Real articles on known incidents: how many of one are linked, how many links are right, and look-alikes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from benchmarks.worlds import real

from .children import contend
from .comparison import CONTENDERS, LIMIT
from .corpora import made
from .tables import markdown

GOAL_LINKED, GOAL_RIGHT, GOAL_APART = 0.9, 0.95, 0.85
HEADINGS: Final = (
    *("contender", "events of an article", "read", "pairs of one incident", "linked", "linked, both read"),
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
    incident_of = {each.id: each.incident for each in real.documents() if each.incident not in real.LEFT_OUT}
    rows = []
    for world, side_events in (("real", False), ("real-all", True)):
        sources = list(real.told(side_events=side_events))
        with made(len(sources), 0, world=world) as (records, _):
            for contender in CONTENDERS:
                if contender.module not in contenders:
                    continue
                outcome = contend(contender.module, records, records.parent / contender.module, limit=LIMIT)
                for way in contender.ways if not outcome.failure else ():
                    for judged, labels in _labelled(sources, outcome.labels[way], side_events):
                        verdict = judge(labels, incident_of, real.look_alikes())
                        rows.append([f"{contender.name}, {way}", judged, f"{len(labels):,}", *_cells(verdict)])
    print(f"{len(incident_of):,} real articles on {len(set(incident_of.values()))} incidents\n")
    print(markdown(HEADINGS, rows))
    print(f"Goals: linked {GOAL_LINKED}, right {GOAL_RIGHT}, kept apart {GOAL_APART}.\n")


def _labelled(
    sources: Sequence[tuple[real.Document, int]], found: array[int], side_events: bool
) -> Iterator[tuple[str, Labels]]:
    """What is judged, and the groups of each article: of its main event, and of any if all were linked."""
    main: dict[str, set[int]] = defaultdict(set)
    every: dict[str, set[int]] = defaultdict(set)
    for (document, place), label in zip(sources, found, strict=True):
        every[document.id].add(label)
        if place == document.main:
            main[document.id].add(label)
    yield "main, of all linked" if side_events else "main alone", {name: frozenset(main[name]) for name in main}
    if side_events:
        yield "any, of all linked", {name: frozenset(every[name]) for name in every}


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
