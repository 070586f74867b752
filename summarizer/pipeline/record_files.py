"""Files of event records of any size: read, linked and checked on all cores, and written as JSON lines."""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, Self, TypeVar

from ..inputs.records import Problem
from ..inputs.records.files import RecordBlock, read_record_blocks
from ..inputs.records.jsonl import parse_block
from ..inputs.records.lines import Block
from ..linking import Group
from ..linking.corpus import Corpus, Located, Prepared, prepare, read_decoded_group, read_group
from ..processes import Workers, count_workers
from ..records.event_lines import ReportLine, decode_line, dump_line, dump_record
from ..records.incidents import FLAGGED, BestRule, Kind
from ..records.reviews import CheckedIncident, Reviewing
from ..summary.incidents import check_incident
from .run import expect_best_rule

Item = TypeVar("Item")
Result = TypeVar("Result")

BLOCK: Final = 2_000  # records that a worker reads at a time, and reports that it checks: some megabytes of JSON
# Blocks that are worked on in this process: of fewer records workers are not worth the second that they take to start.
_FEW: Final = 5
WORST: Final = 3  # findings that a reader with one minute reads


class Read(NamedTuple):
    """Records that were read: how many, and those that could not be."""

    records: int
    problems: list[Problem]


@dataclass
class CheckedLines:
    """Checked incidents as JSON lines (`records.reviews.CheckedIncident`), and what is counted of them.

    Attributes:
        lines: The lines, in UTF-8.
        incidents: How many.
        kinds: How many findings of each kind.
        worst: The severity, headline and explanation of the worst flagged findings, at most `WORST`.
        errors: The id of each incident that could not be checked, and the reason.
    """

    lines: bytes = b""
    incidents: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    worst: list[tuple[float, str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


def write_lines(incidents: Iterable[CheckedIncident]) -> CheckedLines:
    """Write incidents as JSON lines, and count them."""
    lines, written, worst = list[bytes](), CheckedLines(), list[tuple[float, str, str]]()
    for checked in incidents:
        written.incidents += 1
        lines.append(dump_record(checked, checked.incident.events))
        if checked.incident.error:
            written.errors.append((checked.incident.id, checked.incident.error))
        for finding in checked.findings:
            written.kinds[finding.kind] += 1
            if finding.kind in FLAGGED:
                worst.append((finding.severity, checked.incident.headline, finding.explanation))
    lines.append(b"")
    written.lines = b"\n".join(lines)
    written.worst = heapq.nlargest(WORST, worst)
    return written


def check_files(
    paths: Iterable[str],
    tally: "Listener",
    *,
    mapping: Mapping[str, str] = MappingProxyType({}),
    dataset: str | None = None,
    best: BestRule = "latest",
    reviewed: Reviewing | None = None,
    processes: int | None = None,
    block: int = BLOCK,
) -> Iterator[CheckedLines]:
    """Link and check the records of files of any size, and yield the incidents in the order of their first records.

    Args:
        paths: The files, as for `read_records`.
        tally: Hears of what is read.
        mapping: As for `read_records`.
        dataset: As for `read_records`.
        best: As for `check`.
        reviewed: What reviewers made of each; then all incidents are checked in this process.
        processes: How many worker processes read and check, 0 for none; by default one for each core where there are
            many records, else none.
        block: How many records a process reads or checks at a time.

    Yields:
        The lines of some incidents: the same, byte for byte, however many the processes.

    Raises:
        UsageError: As for `check` and `read_records`.
        WorkerError: A worker was killed, and the one in its place too.
    """
    expect_best_rule(best)
    with Corpus() as corpus, _Crew(processes) as crew:
        read_blocks = partial(read_record_blocks, size=block, mapping=mapping, dataset=dataset)
        blocks = chain.from_iterable(map(read_blocks, paths))
        for read, prepared in crew.map(_read_block, blocks):
            tally.count_read(read)
            corpus.extend(prepared)
        tally.say_linking("records")
        check = partial(_check_batch, path=corpus.path, newest=corpus.newest, best=best, reviewed=reviewed)
        batches = _batch(corpus.members(), block)
        yield from map(check, batches) if reviewed else crew.map(check, batches)
        yield write_lines(_check(corpus.unlinked, corpus.newest, best, reviewed))


class Listener(Protocol):
    """Hears how far `check_files` is."""

    def count_read(self, read: Read) -> None:
        """More records were read."""

    def say_linking(self, what: str) -> None:
        """All records were read, and are linked."""


class _Crew:
    """The processes that work: this one, until there is much to do. Use it in a `with` block."""

    def __init__(self, processes: int | None) -> None:
        self._count = count_workers() if processes is None else processes
        self._least = (_FEW + 1 if self._count > 1 else math.inf) if processes is None else 0  # items that pay
        self._workers: Workers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workers:
            self._workers.__exit__()

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Work on items, and yield the results in order."""
        rest = iter(items)
        first = list(islice(rest, _FEW + 1))
        if self._workers is None and self._count and len(first) >= self._least:
            self._workers = Workers(self._count)
        return self._workers.map(work, chain(first, rest)) if self._workers else map(work, chain(first, rest))


def _read_block(block: RecordBlock) -> tuple[Read, Prepared]:
    """Parse the records of a block, and prepare them for linking."""
    reports, problems = list[ReportLine](), [*block.problems]
    for record in _parse_lines(block.lines):
        if isinstance(record, Problem):
            problems.append(record)
        else:
            reports.append(record)
    return Read(len(reports), problems), prepare(reports)


def _parse_lines(block: Block) -> Iterator[ReportLine | Problem]:
    """Parse the records of a block: those that the fast way leaves out by the slow one."""
    for number, line in enumerate(block.lines, block.first):
        if decoded := decode_line(line):
            yield decoded
        else:
            for record in parse_block(Block(block.path, number, [line])):
                yield record if isinstance(record, Problem) else dump_line(record)
    if block.error:
        yield Problem(block.path, block.first + len(block.lines), block.error)


def _batch(incidents: Iterable[list[Located]], least: int) -> Iterator[list[list[Located]]]:
    """Put incidents into batches of `least` reports, or some more."""
    batch, size = list[list[Located]](), 0
    for members in incidents:
        batch.append(members)
        size += len(members)
        if size >= least:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check_batch(
    batch: list[list[Located]], *, path: Path, newest: date | None, best: BestRule, reviewed: Reviewing | None
) -> CheckedLines:
    """Check some incidents, whose reports are in the corpus's file."""
    with path.open("rb", buffering=0) as file:
        # A review makes new records of those that it concerns, for which they must be whole.
        fast = None if reviewed else read_decoded_group
        groups = ((fast and fast(file, members)) or read_group(file, members) for members in batch)
        return write_lines(_check(groups, newest, best, reviewed))


def _check(
    groups: Iterable[Group], newest: date | None, best: BestRule, reviewed: Reviewing | None
) -> Iterator[CheckedIncident]:
    for group in groups:
        checked = check_incident(group, newest=newest, best=best)
        yield reviewed(checked, newest=newest, best=best) if reviewed else checked
