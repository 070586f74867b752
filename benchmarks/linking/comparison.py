"""Ours beside connected components over the same pairs and beside Splink, on the same records in the same run."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from benchmarks.clusters import bcubed, largest, pairwise
from benchmarks.worlds.registry import WORLDS
from summarizer.linking.scoring import LIKELY

from .children import Outcome, contend
from .corpora import made
from .tables import markdown

LIMIT: Final = 900.0  # seconds for a contender
GOAL_BCUBED, GOAL_PAIRS, GOAL_FINDINGS, GOAL_LARGEST = 0.9, 0.85, 0.95, 1.5
_COSTS: Final = ("wall, s", "CPU, s", "CPU x ours", "peak, MB")
_SCORES: Final = ("pair P", "R", "F1", "B³ P", "R", "F1", "largest")
_FINDINGS: Final = ("accusing findings", "of one event")
HEADINGS: Final = ("world", "seed", "records", "contender", *_COSTS, *_SCORES, *_FINDINGS, "phases: wall, s")


@dataclass(frozen=True)
class Contender:
    """What is run, and which of its ways are shown: all that are named, and the best of all by the truth if asked."""

    name: str
    module: str
    options: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    best: str = ""


CONTENDERS: Final = (
    Contender("ours", "ours", ways=("likely groups", "sure cores")),
    Contender("ours, from file to findings", "findings", ways=("incidents",)),
    Contender("connected components", "components", ways=(f"{LIKELY / 100:g}",), best="threshold best by the truth"),
    Contender("Splink", "splinks", ways=("p 0.95",), best="threshold best by the truth"),
)


@dataclass(frozen=True)
class Corpus:
    """Which records: of a world, made with a seed, so many."""

    world: str
    seed: int
    size: int

    @property
    def cells(self) -> list[str]:
        """The first columns of a row."""
        return [self.world, f"{self.seed}", f"{self.size:,}"]


def compare(sizes: Sequence[int], seeds: Sequence[int], worlds: Sequence[str], contenders: Sequence[str] = ()) -> None:
    """Print a table of the contenders (by module; all if none is named) in each world at each size."""
    chosen = [contender for contender in CONTENDERS if not contenders or contender.module in contenders]
    rows: list[list[str]] = []
    for world in worlds:
        if why := WORLDS[world].missing():
            print(f"The world {world!r} is left out: {why}.\n")
            continue
        for size, seed in product(sizes, seeds) if WORLDS[world].endless else [(max(sizes), 0)]:
            rows += _compared(Corpus(world, seed, size), chosen)
    print(markdown(HEADINGS, rows))
    print(
        f"Goals for our incidents: B³ F1 {GOAL_BCUBED}, pair F1 {GOAL_PAIRS}, findings of one event {GOAL_FINDINGS}, "
        f"largest {GOAL_LARGEST} x the true largest.\n"
    )


def busy_days(sizes: Sequence[int], seed: int) -> None:
    """Print a table of ours where all records are of one day and region."""
    rows, took = [], []
    for size in sizes:
        corpus = Corpus("news", seed, size)
        with made(size, seed, busy=True) as (records, truth):
            outcome = contend(CONTENDERS[0].module, records, records.parent / "ours", limit=LIMIT)
        rows += list(_rows(corpus, CONTENDERS[0], outcome, truth, outcome.cpu))
        alone = _scores(truth, array("q", range(size)))
        rows.append([*corpus.cells, "every report by itself", *["–"] * 4, *alone, *["–"] * 3])
        took.append(outcome.cpu)
    print(markdown(HEADINGS, rows))
    print(f"{sizes[-1] / sizes[0]:.0f} x the records took {took[-1] / took[0]:.1f} x the CPU.\n")


def _compared(corpus: Corpus, contenders: Sequence[Contender]) -> Iterator[list[str]]:
    with made(corpus.size, corpus.seed, world=corpus.world) as (records, truth):
        cpu = 0.0
        for contender in contenders:
            outcome = contend(contender.module, records, records.parent / contender.module, limit=LIMIT)
            cpu = cpu or outcome.cpu
            yield from _rows(replace(corpus, size=len(truth)), contender, outcome, truth, cpu)


def _rows(
    corpus: Corpus, contender: Contender, outcome: Outcome, truth: array[int], ours: float
) -> Iterator[list[str]]:
    if outcome.failure:
        yield [*corpus.cells, contender.name, outcome.failure.split(". ")[0], *[""] * (len(HEADINGS) - 5)]
        return
    shown = {way: f"{contender.name}, {_said(way)}" for way in contender.ways}
    if contender.best:
        best = max(outcome.labels, key=lambda way: bcubed(truth, outcome.labels[way]).f1)
        shown[best] = f"{contender.name}, {_said(best)}: {contender.best}"
    for way, name in shown.items():
        yield [*corpus.cells, name, *_cells(outcome, outcome.labels[way], truth, ours)]


def _said(way: str) -> str:
    """A threshold with its unit."""
    return f"{way} bits" if way.lstrip("-").replace(".", "").isdigit() else way


def _cells(outcome: Outcome, found: array[int], truth: array[int], ours: float) -> list[str]:
    phases = ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in outcome.seconds.items())
    costs = [f"{outcome.wall:.1f}", f"{outcome.cpu:.1f}", f"{outcome.cpu / (ours or 1):.2f}", f"{outcome.peak:.0f}"]
    return [*costs, *_scores(truth, found), *_findings(outcome), phases]


def _findings(outcome: Outcome) -> list[str]:
    """How many findings accuse, and the share of these whose figures are of one true incident."""
    if not outcome.accusing:
        return ["–", "–"]
    return [f"{outcome.accusing:,}", f"{1 - outcome.mixed / outcome.accusing:.3f}"]


def _scores(truth: array[int], found: array[int]) -> list[str]:
    shares = [f"{share:.3f}" for share in (*pairwise(truth, found), *bcubed(truth, found))]
    return [*shares, f"{largest(found):,} ({largest(found) / largest(truth):.1f} x)"]
