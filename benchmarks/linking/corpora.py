"""Generated records in a file, and as the rows that linking starts from."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.eventfiles import truth_path, write_jsonl
from summarizer.inputs.records import Problem, read_records
from summarizer.linking.digests import report_digest
from summarizer.linking.marks import Mark, make_marks
from summarizer.linking.profiles import make_profile
from summarizer.linking.scoring import create_tables, score_pairs
from summarizer.linking.sql_engines import Engine
from summarizer.records.events import EventReport

from .children import Phases

AT_A_TIME: Final = 100_000  # rows that go to the engine together, as in `Corpus`


@contextmanager
def made(size: int, seed: int, *, busy: bool = False, world: str = "news") -> Iterator[tuple[Path, array[int]]]:
    """A file of records of a world, in a folder that is soon gone, and their true incidents."""
    with TemporaryDirectory(prefix="linking-") as folder:
        records = Path(folder) / "records.jsonl"
        write_jsonl(records, size, seed, busy=busy, world=world)
        yield records, read_truth(records)


def read_truth(records: Path) -> array[int]:
    """The number of the true incident of each record."""
    with truth_path(records).open(encoding="ascii") as lines:
        return array("q", map(int, lines))


def load(engine: Engine, records: Path) -> array[int]:
    """Put the records of a file into the engine as `raw` and `mark`; the digest of each, in order."""
    return fill(engine, read_reports(records))


def scored(engine: Engine, records: Path, phases: Phases) -> array[int]:
    """Put the records of a file into the engine and score their pairs, timed apart; the digest of each, in order."""
    with phases.timed("normalise"):
        owns = load(engine, records)
    with phases.timed("score"):
        score_pairs(engine)
    return owns


def fill(engine: Engine, reports: Iterator[EventReport]) -> array[int]:
    """Put reports into the engine as `raw` and `mark`; the digest of each, in order."""
    create_tables(engine)
    owns = array("q")
    profiles: list[tuple[Any, ...]] = []
    found: list[Mark] = []
    for report in reports:
        owns.append(own_digest(report))
        profiles.append(make_profile(report, owns[-1]).row())
        found += make_marks(report, owns[-1])
        if len(profiles) == AT_A_TIME:
            engine.insert("raw", profiles)
            engine.insert("mark", found)
            profiles.clear()
            found.clear()
    engine.insert("raw", profiles)
    engine.insert("mark", found)
    return owns


def own_digest(report: EventReport) -> int:
    """The digest that a report is known by in these benchmarks."""
    return report_digest(report)


def labels_of(engine: Engine, groups: str, owns: array[int]) -> array[int]:
    """The label of each report's node in a table (p, label)."""
    return labelled(dict(engine.rows(f"select own, label from rec join {groups} g on g.p = rec.p")), owns)


def labelled(found: Mapping[int, int], owns: array[int]) -> array[int]:
    """The label of each digest."""
    return array("q", (found[own] for own in owns))


def in_batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """The rows, many at a time."""
    while part := list(islice(rows, AT_A_TIME)):
        yield part


def read_reports(records: Path) -> Iterator[EventReport]:
    """The reports of a file."""
    for report in read_records(str(records)):
        if isinstance(report, Problem):
            raise TypeError(f"the generator wrote what cannot be read: {report}")
        yield report
