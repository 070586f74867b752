"""Ours beside connected components over the same pairs and beside Splink, on the same records in the same run."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.clusters import bcubed, largest, pairwise
from summarizer.linking.scoring import LIKELY

from .children import Outcome, contend
from .corpora import made
from .tables import markdown

LIMIT: Final = 900.0  # seconds for a contender
UNSUPERVISED_MOST: Final = 100_000  # records
GOAL_F1, GOAL_LARGEST = 0.85, 1.5
_COSTS: Final = ("wall, s", "CPU, s", "CPU x ours", "peak, MB")
_SCORES: Final = ("pair P", "R", "F1", "B³ P", "R", "F1", "largest")
HEADINGS: Final = ("records", "contender", *_COSTS, *_SCORES, "phases: wall, s")


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
    Contender("connected components", "components", ways=(f"{LIKELY / 100:g}",), best="threshold best by the truth"),
    Contender("Splink, taught by labels", "splinks", ("gold",), best="threshold best by the truth"),
    Contender("Splink, unsupervised", "splinks", ("em",), best="threshold best by the truth"),
)


def compare(sizes: Sequence[int], seed: int) -> None:
    """Print a table of all contenders at each size."""
    print(markdown(HEADINGS, [row for size in sizes for row in _compared(size, seed)]))
    print(f"Goals for our likely groups: B³ F1 {GOAL_F1}, largest {GOAL_LARGEST} x the true largest.\n")


def busy_days(sizes: Sequence[int], seed: int) -> None:
    """Print a table of ours where all records are of one day and region."""
    rows, took = [], []
    for size in sizes:
        with made(size, seed, busy=True) as (records, truth):
            outcome = contend(CONTENDERS[0].module, records, records.parent / "ours", limit=LIMIT)
        rows += list(_rows(size, CONTENDERS[0], outcome, truth, outcome.cpu))
        rows.append([f"{size:,}", "every report by itself", *["–"] * 4, *_scores(truth, array("q", range(size))), "–"])
        took.append(outcome.cpu)
    print(markdown(HEADINGS, rows))
    print(f"{sizes[-1] / sizes[0]:.0f} x the records took {took[-1] / took[0]:.1f} x the CPU.\n")


def _compared(size: int, seed: int) -> Iterator[list[str]]:
    with made(size, seed) as (records, truth):
        cpu = 0.0
        for number, contender in enumerate(CONTENDERS):
            if contender.options == ("em",) and size > UNSUPERVISED_MOST:
                continue
            outcome = contend(contender.module, records, records.parent / str(number), *contender.options, limit=LIMIT)
            cpu = cpu or outcome.cpu
            yield from _rows(size, contender, outcome, truth, cpu)


def _rows(size: int, contender: Contender, outcome: Outcome, truth: array[int], ours: float) -> Iterator[list[str]]:
    if outcome.failure:
        yield [f"{size:,}", contender.name, outcome.failure.split(". ")[0], *[""] * (len(HEADINGS) - 3)]
        return
    shown = {way: f"{contender.name}, {_said(way)}" for way in contender.ways}
    if contender.best:
        best = max(outcome.labels, key=lambda way: bcubed(truth, outcome.labels[way]).f1)
        shown[best] = f"{contender.name}, {_said(best)}: {contender.best}"
    for way, name in shown.items():
        yield [f"{size:,}", name, *_cells(outcome, outcome.labels[way], truth, ours)]


def _said(way: str) -> str:
    """A threshold with its unit."""
    return f"{way} bits" if way.lstrip("-").replace(".", "").isdigit() else way


def _cells(outcome: Outcome, found: array[int], truth: array[int], ours: float) -> list[str]:
    phases = ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in outcome.seconds.items())
    costs = [f"{outcome.wall:.1f}", f"{outcome.cpu:.1f}", f"{outcome.cpu / ours:.2f}", f"{outcome.peak:.0f}"]
    return [*costs, *_scores(truth, found), phases]


def _scores(truth: array[int], found: array[int]) -> list[str]:
    shares = [f"{share:.3f}" for share in (*pairwise(truth, found), *bcubed(truth, found))]
    return [*shares, f"{largest(found):,} ({largest(found) / largest(truth):.1f} x)"]
