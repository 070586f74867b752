"""The grey zone: of the pairs that linking is not sure of, how many are one event, by their match weight in bits."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from benchmarks import realnews
from benchmarks.worlds import readings, real
from benchmarks.worlds.registry import WORLDS
from summarizer.linking import Group, link
from summarizer.records.events import EventReport

from .corpora import made, read_reports, read_truth
from .tables import markdown

# Bits between which pairs are counted together.
BOUNDS: Final = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
HEADINGS: Final = (
    f"below {BOUNDS[0]:g}",
    *(f"{low:g} … {high:g}" for low, high in pairwise(BOUNDS)),
    f"{BOUNDS[-1]:g} and above",
)
RIVALS: Final = "incident and rival"
CORES: Final = "two cores, linked"
IsOne = Callable[[EventReport, EventReport], bool | None]


class Doubtful(NamedTuple):
    """Two reports of which linking is not sure: their kind, and their match weight in bits."""

    kind: str
    weight: float
    a: EventReport
    b: EventReport


def measure(size: int, seed: int, worlds: Iterable[str]) -> None:
    """Print, for each world and kind of pair, how many pairs of each weight there are and how many are one event."""
    missing = {world: WORLDS[world].missing() if world in WORLDS else readings.missing() for world in worlds}
    for world, why in missing.items():
        if why:
            print(f"The world {world!r} is left out: {why}.\n")
    rows = list(chain.from_iterable(_rows(world, size, seed) for world, why in missing.items() if not why))
    print(f"One event, of all, at {size:,} records, seed {seed}; of realnews the tuned part\n")
    print(markdown(("pairs", *HEADINGS), rows))


def _rows(world: str, size: int, seed: int) -> Iterator[list[str]]:
    reports, is_one = _read_real() if world == "realnews" else _generate(world, size, seed)
    judged = [(pair.kind, pair.weight, is_one(pair.a, pair.b)) for pair in doubtful_pairs(link(reports))]
    for kind in (RIVALS, CORES):
        pairs = [(weight, one) for each, weight, one in judged if each == kind and one is not None]
        yield [f"`{world}`: {kind}", *count_by_weight(pairs)]


def _generate(world: str, size: int, seed: int) -> tuple[list[EventReport], IsOne]:
    with made(size, seed, world=world) as (records, _):
        reports = list(read_reports(records))
        truth: Mapping[EventReport, int] = dict(zip(reports, read_truth(records), strict=True))
    return reports, lambda a, b: truth[a] == truth[b]


def _read_real() -> tuple[list[EventReport], IsOne]:
    """All events of the real articles; of which incident one is, is known of the main events alone."""
    documents = realnews.read_documents("tuned")
    main = {doc.events[nth]: doc.incident for doc, nth in real.told(documents)}

    def is_one(a: EventReport, b: EventReport) -> bool | None:
        return main[a] == main[b] if a in main and b in main else None

    return [doc.events[nth] for doc, nth in real.told(documents, side_events=True)], is_one


def doubtful_pairs(groups: Sequence[Group]) -> Iterator[Doubtful]:
    """Find each incident's rival, and the heaviest link of each two cores of one incident; each pair once."""
    core_of = {
        report: (group.id, core) for group in groups for report, core in zip(group.reports, group.cores, strict=True)
    }
    heaviest: dict[tuple[str, frozenset[tuple[str, int]]], Doubtful] = {}
    for group in groups:
        rivals = [(RIVALS, group.rival.weight, group.rival.ours, group.rival.theirs)] if group.rival else []
        links = [
            (CORES, tie.weight, group.reports[tie.a], group.reports[tie.b])
            for tie in group.links
            if group.cores[tie.a] != group.cores[tie.b]
        ]
        for pair in map(Doubtful._make, (*rivals, *links)):
            cores = pair.kind, frozenset((core_of[pair.a], core_of[pair.b]))
            if cores not in heaviest or pair.weight > heaviest[cores].weight:
                heaviest[cores] = pair
    return iter(heaviest.values())


def count_by_weight(pairs: Sequence[tuple[float, bool]]) -> list[str]:
    """The pairs between each two bounds: how many are one event, of how many."""
    every = Counter(bisect(BOUNDS, weight) for weight, _ in pairs)
    of_one = Counter(bisect(BOUNDS, weight) for weight, one in pairs if one)
    return [f"{of_one[nth]} of {every[nth]}" if every[nth] else "–" for nth in range(len(HEADINGS))]
