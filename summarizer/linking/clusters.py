"""Average linkage over the weighed pairs: reports → incidents.

A pair that was never compared counts as strong evidence against, so that a chain of likely pairs
cannot pull unlike reports into one incident.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from ..records import EventReport
from .evidence import LINKED, NEVER, Evidence, weigh
from .keys import Keys, blocks, keys_of, topics


@dataclass(frozen=True)
class Link:
    """Two reports of one incident, by their places in it, and the weight of each field's evidence."""

    a: int
    b: int
    evidence: Evidence


@dataclass(frozen=True)
class Incident:
    """One real-world event: the reports that tell of it, and the links that say so."""

    id: str
    reports: tuple[EventReport, ...]
    links: tuple[Link, ...] = ()


def link(reports: Iterable[EventReport]) -> list[Incident]:
    """Group reports into incidents; those that carry the same `incident` id are one, and stay apart from others.

    Deterministic: the same reports in any order give the same incidents with the same ids. A report
    that is given twice to the letter is one report.
    """
    ordered = sorted(set(reports), key=_order)
    given: dict[str, list[EventReport]] = defaultdict(list)
    free: list[EventReport] = []
    for report in ordered:
        if report.incident is None:
            free.append(report)
        else:
            given[report.incident].append(report)
    incidents = [Incident(name, tuple(members)) for name, members in given.items()]
    return incidents + _grouped(free)


def _order(report: EventReport) -> tuple[str, str, str]:
    return report.article, report.type, report.model_dump_json()


def _grouped(reports: list[EventReport]) -> list[Incident]:
    keys = [keys_of(report) for report in reports]
    evidence = {(a, b): weigh(keys[a], keys[b]) for a, b in _pairs(keys)}
    groups = _average_linkage(len(reports), {pair: sum(found.values()) - LINKED for pair, found in evidence.items()})
    incidents = []
    for members in groups:
        place = {member: index for index, member in enumerate(members)}
        links = tuple(
            Link(place[a], place[b], evidence[a, b])
            for a, b in combinations(members, 2)
            if (a, b) in evidence and sum(evidence[a, b].values()) >= LINKED
        )
        incidents.append(_incident(tuple(reports[member] for member in members), links))
    return incidents


def _pairs(keys: list[Keys]) -> set[tuple[int, int]]:
    """Pairs that share a place or a day, and those that share a word of their topic where one has no place."""
    pairs = {pair for block in _members(keys, blocks) for pair in combinations(block, 2)}
    for block in _members(keys, topics):
        for index in block:
            if not keys[index].placed:
                pairs |= {(min(index, other), max(index, other)) for other in block if other != index}
    return pairs


def _members(keys: list[Keys], keyed: Callable[[Keys], Iterable[tuple[object, ...]]]) -> Iterable[list[int]]:
    """The reports under each key, in order."""
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        for found in set(keyed(key)):
            members[found].append(index)
    return members.values()


def _average_linkage(count: int, weights: dict[tuple[int, int], float]) -> list[list[int]]:
    """Merge the two groups with the highest mean weight until no mean is above 0."""
    groups = {index: [index] for index in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    pairs: dict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), weight in weights.items():
        for x, y in ((a, b), (b, a)):
            sums[x][y], pairs[x][y] = max(weight, NEVER), 1
    while True:
        best = max(
            (
                (_mean(sums[a][b], pairs[a][b], len(groups[a]) * len(groups[b])), -a, -b)
                for a in sums
                for b in sums[a]
                if a < b
            ),
            default=(0.0, 0, 0),
        )
        if best[0] < 0 or best == (0.0, 0, 0):
            return sorted(sorted(group) for group in groups.values())
        _merge(-best[1], -best[2], groups, sums, pairs)


def _mean(total: float, compared: int, possible: int) -> float:
    return (total + NEVER * (possible - compared)) / possible


def _merge(
    kept: int,
    gone: int,
    groups: dict[int, list[int]],
    sums: dict[int, dict[int, float]],
    pairs: dict[int, dict[int, int]],
) -> None:
    groups[kept] += groups.pop(gone)
    for other, weight in sums.pop(gone).items():
        count = pairs[gone][other]
        del sums[other][gone], pairs[other][gone]
        if other != kept:
            sums[kept][other] = sums[other][kept] = sums[kept].get(other, 0.0) + weight
            pairs[kept][other] = pairs[other][kept] = pairs[kept].get(other, 0) + count
    del pairs[gone]


def _incident(reports: tuple[EventReport, ...], links: tuple[Link, ...]) -> Incident:
    digest = hashlib.sha256("\n".join(sorted(report.model_dump_json() for report in reports)).encode()).hexdigest()
    return Incident(f"inc-{digest[:10]}", reports, links)
