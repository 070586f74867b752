"""Real articles on known incidents: how many of one are linked, how many links are right, and look-alikes."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import realnews
from benchmarks.eventfiles import write_records
from benchmarks.worlds import real
from benchmarks.worlds.annotated import annotated_documents
from benchmarks.worlds.readings import LEFT_OUT, Document, documents

from .children import contend
from .comparison import CONTENDERS, LIMIT
from .tables import markdown

GOALS: Final = "linked 0.9, right 0.95, kept apart 0.85; as the rules read, linked 0.7"
DRAWS: Final = 2_000  # of incidents, for an interval
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


Pair = tuple[str, str, bool]  # two incidents, or one twice, and whether what is hoped for is so


@dataclass(frozen=True)
class Pairs:
    """Pairs of incidents by what is asked of them.

    Attributes:
        together: Two articles of one incident; whether they are linked.
        read: Those of which both were read.
        linked: Two linked articles; whether they are of one incident.
        alike: Two incidents that look alike; whether they are kept apart.
    """

    together: list[Pair]
    read: list[Pair]
    linked: list[Pair]
    alike: list[Pair]


def pair_up(labels: Labels, incident_of: Mapping[str, str], look_alikes: Iterable[tuple[str, str]]) -> Pairs:
    """Find the pairs, given the groups that each article's events are in; an article without any was not read.

    Two articles are linked if they share a group. Two look-alikes are kept apart if no article of one is linked to one
    of the other; only those count of which both were read.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for article, incident in incident_of.items():
        members[incident].append(article)
    linked = set(_linked(labels))
    together = [
        (incident, a, b) for incident, articles in members.items() for a, b in combinations(sorted(articles), 2)
    ]
    groups = {
        incident: frozenset().union(*(labels.get(article, frozenset()) for article in articles))
        for incident, articles in members.items()
    }
    return Pairs(
        [(incident, incident, (a, b) in linked) for incident, a, b in together],
        [(incident, incident, (a, b) in linked) for incident, a, b in together if a in labels and b in labels],
        [(incident_of[a], incident_of[b], incident_of[a] == incident_of[b]) for a, b in sorted(linked)],
        [(a, b, not groups[a] & groups[b]) for a, b in look_alikes if groups.get(a) and groups.get(b)],
    )


def judge(labels: Labels, incident_of: Mapping[str, str], look_alikes: Iterable[tuple[str, str]]) -> Verdict:
    """Count the pairs that `pair_up` finds."""
    return count(pair_up(labels, incident_of, look_alikes))


def count(pairs: Pairs) -> Verdict:
    """Count pairs."""
    good = [sum(good for _, _, good in each) for each in (pairs.read, pairs.linked, pairs.alike)]
    return Verdict(len(pairs.together), len(pairs.read), good[0], len(pairs.linked), good[1], len(pairs.alike), good[2])


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
    incident_of = incidents(documents())
    alike = list(real.look_alikes(documents()))
    rows = []
    for said, read, side_events in (
        ("as read: main event", documents, False),
        ("as read: all events", documents, True),
        ("as annotated", annotated_documents, False),
    ):
        for names, labels in _contended(list(real.told(read(), side_events=side_events)), contenders, side_events):
            rows.append([names[0], said, names[1], f"{len(labels):,}", *_cells(judge(labels, incident_of, alike))])
    print(f"{len(incident_of):,} real articles on {len(set(incident_of.values()))} incidents\n")
    print(markdown(HEADINGS, rows))
    print(f"Goals: {GOALS}.\n")


def compare_readings(halves: Sequence[realnews.Half], contenders: Sequence[str]) -> None:
    """Print a table of the contenders on a model's readings of real articles, and on the rules' of the same ones."""
    rows = []
    for half in halves:
        for reader, read in (("model", realnews.read_documents), ("rules", realnews.read_documents_by_rules)):
            told = read(half)
            incident_of, alike = incidents(told), list(real.look_alikes(told))
            for names, labels in _contended(list(real.told(told, side_events=True)), contenders, side_events=True):
                pairs = pair_up(labels, incident_of, alike)
                shown = zip(_cells(count(pairs)), bootstrap(pairs, set(incident_of.values())), strict=True)
                cells = [f"{cell} {between}".rstrip() for cell, between in shown]
                articles = f"{len(labels):,} of {len(incident_of):,}, {len(set(incident_of.values()))}"
                rows.append([half, reader, *names, articles, *cells])
    print("Real articles, all events linked; in brackets 95 % intervals, by drawing incidents anew\n")
    print(markdown(("half", "reader", "contender", "judged", "articles, incidents", *HEADINGS[4:]), rows))
    print(f"Goals: {GOALS}.\n")


def incidents(documents: Iterable[Document]) -> dict[str, str]:
    """The incident of each article."""
    return {each.id: each.incident for each in documents if each.incident not in LEFT_OUT}


def bootstrap(pairs: Pairs, incidents: Iterable[str]) -> list[str]:
    """The 95 % interval of each cell that is a share, by drawing incidents with replacement.

    A pair of two incidents counts as often as both were drawn. None tells how sure a share of 1 is.
    """
    columns = (pairs.together, pairs.read, pairs.linked, pairs.alike)
    names = sorted(incidents)
    rnd, drawn = Random(1), [list[float]() for _ in columns]
    for _ in range(DRAWS):
        times = Counter(rnd.choices(names, k=len(names)))
        for column, shares in zip(columns, drawn, strict=True):
            weighed = [(times[a] * (times[b] if a != b else 1), good) for a, b, good in column]
            if whole := sum(weight for weight, _ in weighed):
                shares.append(sum(weight for weight, good in weighed if good) / whole)
    together, read, linked, alike = map(_interval, drawn)
    return ["", together, read, "", linked, "", alike]


def _interval(shares: list[float]) -> str:
    """The middle 95 % of shares."""
    shares.sort()
    ends = (shares[round(end * (len(shares) - 1))] for end in (0.025, 0.975)) if shares else ()
    return f"({'–'.join(f'{end:.2f}' for end in ends)})" if shares else ""


def _contended(
    sources: Sequence[tuple[Document, int]], contenders: Sequence[str], side_events: bool
) -> Iterator[tuple[tuple[str, str], Labels]]:
    """What each contender makes of the events: its name and what is judged, and the groups of each article."""
    with TemporaryDirectory(prefix="linking-") as folder:
        records = Path(folder) / "records.jsonl"
        write_records(records, real.numbered(sources))
        for contender in CONTENDERS:
            if contender.module not in contenders:
                continue
            outcome = contend(contender.module, records, records.parent / contender.module, limit=LIMIT)
            if outcome.failure:
                print(f"{contender.name} is left out: {outcome.failure}.\n")
            for way in contender.ways if not outcome.failure else ():
                for judged, labels in _labelled(sources, outcome.labels[way], side_events):
                    yield (f"{contender.name}, {way}", judged), labels


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
