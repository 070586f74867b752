"""Ours beside connected components over the same pairs and beside Splink, on the same records in the same run."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.clusters import bcubed, largest, pairwise
from benchmarks.events import write_jsonl
from summarizer.linking.tables import LIKELY

from .children import Outcome, contend
from .corpora import read_truth
from .tables import markdown

LIMIT: Final = 900.0  # seconds for a contender
UNSUPERVISED_MOST: Final = 100_000  # records
GOAL_F1, GOAL_LARGEST = 0.85, 1.5
HEADINGS: Final = (
    *("records", "contender", "wall, s", "x ours", "peak, MB", "pair P", "R", "F1", "B³ P", "R", "F1", "largest"),
    "phases, s",
)


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
    Contender("connected components", "components", ways=(str(LIKELY),), best="threshold best by the truth"),
    Contender("Splink, taught by labels", "splinks", ("gold",), best="threshold best by the truth"),
    Contender("Splink, unsupervised", "splinks", ("em",), best="threshold best by the truth"),
)


def compare(sizes: list[int], seed: int, *, busy: bool = False) -> None:
    """Print a table of all contenders at each size."""
    rows = [row for size in sizes for row in compared(size, seed, busy)]
    print(markdown(HEADINGS, rows))
    print(f"Goals for our likely groups: B³ F1 {GOAL_F1}, largest {GOAL_LARGEST} x the true largest.\n")


def compared(size: int, seed: int, busy: bool = False) -> Iterator[list[str]]:
    """The rows of one size; on a busy day only ours."""
    with TemporaryDirectory(prefix="linking-") as folder:
        records = Path(folder) / "records.jsonl"
        write_jsonl(records, size, seed, busy=busy)
        truth = read_truth(records)
        wall = 0.0
        for number, contender in enumerate(CONTENDERS[:1] if busy else CONTENDERS):
            if contender.options == ("em",) and size > UNSUPERVISED_MOST:
                continue
            outcome = contend(contender.module, records, Path(folder) / str(number), *contender.options, limit=LIMIT)
            wall = wall or outcome.wall
            yield from _rows(size, contender, outcome, truth, wall)


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
    """Our weights are hundredths of a bit, Splink's are bits."""
    if way.lstrip("-").isdigit() and len(way) > 2:
        return f"{int(way) / 100:g} bits"
    return f"{way} bits" if way.replace(".", "").isdigit() else way


def _cells(outcome: Outcome, found: array[int], truth: array[int], ours: float) -> list[str]:
    scores = [f"{share:.3f}" for share in (*pairwise(truth, found), *bcubed(truth, found))]
    phases = ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in outcome.seconds.items())
    size = f"{largest(found):,} ({largest(found) / largest(truth):.1f} x)"
    return [f"{outcome.wall:.1f}", f"{outcome.wall / ours:.2f}", f"{outcome.peak:.0f}", *scores, size, phases]
