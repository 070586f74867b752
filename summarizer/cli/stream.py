"""`--format incidents`: writes a JSON line for each incident as it is found, for more than memory holds."""

import heapq
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from types import MappingProxyType
from typing import Final

from ..concurrency import frozen_heap
from ..errors import UsageError
from ..files import streams
from ..files.text import open_whole
from ..inputs import Passed
from ..inputs.articles import Unreadable, iter_articles
from ..inputs.records import Problem, read_records
from ..language.visible import clean
from ..pipeline.check import check_each_decided
from ..pipeline.record_files import WORST, CheckedLines, Read, check_files, write_lines
from ..pipeline.run import Run
from ..pipeline.stream import Stream, open_stream_store, read_stream
from ..records.events import EventReport
from ..records.incidents import BestRule, Kind
from ..records.summary import Ending
from ..records.wording import pluralize
from ..render.omissions import passed_lines
from ..reviews import Desk, describe_unmatched
from ..summary.decisions import NO_DECISIONS, Decisions
from ..summary.prose import count_flagged
from .eventloop import run_to_end
from .progress import Progress
from .terminal import ERASE, can_rewrite, say

_PROBLEMS_SHOWN: Final = 20  # a table in the wrong encoding has a problem on every other row
_STEP: Final = 10_000  # records or incidents between two signs of life


@dataclass(frozen=True)
class Shown:
    """The verbosity of a run on standard error: `quiet` is nothing but errors, `resume` the command that resumes it."""

    quiet: bool = False
    plain: bool = False
    resume: str = "the same command"


class Tally:
    """Counts the records, incidents and problems of a stream. `quiet`: it says only what cannot be read."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.records = self.incidents = self.problems = 0
        self.kinds: Counter[Kind] = Counter()
        self._worst: list[tuple[float, str, str]] = []
        self._passed: list[Passed] = []  # those that are said together, at the end

    def count_read(self, read: Read) -> None:
        """Count records that were read; each problem is a line on standard error, up to a number."""
        for problem in read.problems:
            self.miss(problem)
        self.records += read.records
        self._show_progress(self.records, read.records, "records read")

    def count_each(self, records: Iterable[EventReport | Problem]) -> Iterator[EventReport]:
        """Count records one by one, and yield those that could be read."""
        for record in records:
            if isinstance(record, Problem):
                self.count_read(Read(0, [record]))
            else:
                self.count_read(Read(1, []))
                yield record
        self.say_linking("records")

    def miss(self, problem: Problem | Unreadable) -> None:
        """Count something that cannot be read, and say why."""
        self.problems += 1
        if self.problems <= _PROBLEMS_SHOWN:
            say(clean(problem.error if isinstance(problem, Unreadable) else str(problem)))

    def pass_over(self, passed: Passed) -> None:
        """Say what is passed over; at the end, if it is one of a kind."""
        if passed.kind:
            self._passed.append(passed)
        elif not self._quiet:
            say(*passed_lines([passed]))

    def count(self, checked: CheckedLines) -> None:
        """Count incidents."""
        self.incidents += checked.incidents
        for incident, error in checked.errors:
            self.problems += 1
            say(clean(f"incident {incident}: {error}"))
        self._show_progress(self.incidents, checked.incidents, "incidents checked")
        self.kinds.update(checked.kinds)
        self._worst = heapq.nlargest(WORST, [*self._worst, *checked.worst])

    def conclude(self, what: str = "record") -> None:
        """Say the counts on standard error."""
        if self.problems > _PROBLEMS_SHOWN:
            say(f"and {self.problems - _PROBLEMS_SHOWN} more")
        for line in () if self._quiet else (*passed_lines(self._passed), *self._summary_lines(what)):
            say(clean(line))

    def _summary_lines(self, what: str) -> list[str]:
        """Return lines with the counts and the worst findings."""
        flagged = count_flagged(self.kinds) or "none"
        counted = [(self.records, what), (self.incidents, "incident"), (self.problems, "problem")]
        counts = ", ".join(f"{count} {pluralize(count, noun)}" for count, noun in counted if count or noun != "problem")
        counts += f"; flagged: {flagged}"
        return [counts, *(f"{headline}: {why}" for _, headline, why in self._worst)]

    def say_linking(self, what: str) -> None:
        """Say that linking has begun: nothing comes of it for a while."""
        if self.records >= _STEP and not self._quiet and can_rewrite(sys.stderr):
            print(f"{ERASE}linking {self.records} {what}", end="", file=sys.stderr, flush=True)

    def _show_progress(self, count: int, more: int, what: str) -> None:
        """Say how many there are, `more` than a moment ago, at each step."""
        if count // _STEP > (count - more) // _STEP and not self._quiet and can_rewrite(sys.stderr):
            print(f"{ERASE}{count} {what}", end="", file=sys.stderr, flush=True)


def check_to_lines(
    paths: Sequence[str],
    output: Path | None,
    best: BestRule,
    *,
    mapping: Mapping[str, str] = MappingProxyType({}),
    dataset: str | None = None,
    quiet: bool = False,
    desk: Desk | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> Tally:
    """Write a JSON line for each incident (`records.reviews.CheckedIncident`) to a file or standard output.

    `paths`, `mapping` and `dataset` are as for `read_records`.
    """
    tally = Tally(quiet=quiet)
    reviewed = desk.review if desk else None
    with frozen_heap():
        if not decisions:
            checked = check_files(paths, tally, mapping=mapping, dataset=dataset, best=best, reviewed=reviewed)
        else:  # which may join any two reports: one process has all that they concern
            records = (record for path in paths for record in read_records(path, mapping=mapping, dataset=dataset))
            incidents = check_each_decided(tally.count_each(records), decisions, best=best, reviewed=reviewed)
            checked = (write_lines([incident]) for incident in incidents)
        _write(checked, tally, output)
    tally.conclude()
    _say_unmatched(desk)
    return tally


def run_to_lines(
    paths: Sequence[str],
    run: Run,
    output: Path | None,
    shown: Shown,
    desk: Desk | None = None,
    language: str | None = None,
) -> tuple[Tally, Ending]:
    """Read articles and write a JSON line for each incident, whatever ends the reading; return how that ended.

    `language` is that of every article, whatever it says of itself.
    """
    tally = Tally(quiet=shown.quiet)
    progress = None if shown.quiet else Progress(None, plain=shown.plain)
    with open_stream_store(run.settings) as store:
        articles = iter_articles(paths, passed=tally.pass_over, language=language)
        stream = run_to_end(partial(read_stream, articles, store, missed=tally.miss), run, progress)
        tally.records = stream.articles
        tally.problems += stream.unread
        tally.say_linking("articles")
        incidents = stream.incidents(desk.review if desk else None)
        _write((write_lines([checked]) for checked in incidents), tally, output)
    tally.conclude("article")
    _say_unmatched(desk)
    if stream.ended_because:
        say(_describe_ending(stream, run.settings.store, shown.resume))
    return tally, stream.ended


def _say_unmatched(desk: Desk | None) -> None:
    if desk and (unmatched := desk.unmatched()):
        say(describe_unmatched(unmatched, len(desk)))


def _describe_ending(stream: Stream, store: Path | None, resume: str) -> str:
    """Say why the reading ended early, what is kept, and how to resume it."""
    why = "interrupted" if stream.ended == "interrupted" else clean(stream.ended_because or "")
    kept = f" and kept in {clean(str(store))}; to go on: {resume}" if store else "; nothing is kept but the report"
    return f"{why}: {stream.articles} {pluralize(stream.articles, 'article')} taken up{kept}"


def _with_room(incidents: Iterable[CheckedLines]) -> Iterator[CheckedLines]:
    """Yield the incidents. Raises UsageError if the temporary folder, in which they are linked, has no room."""
    from duckdb import Error  # noqa: PLC0415  # a tenth of a second, and only many reports need it

    try:
        yield from incidents
    except (Error, OSError) as error:
        raise UsageError(
            f"{gettempdir()}: expected room to link in, got: {clean(str(error))}: free some, or name another in TMPDIR"
        ) from error


def _write(incidents: Iterable[CheckedLines], tally: Tally, output: Path | None) -> None:
    with open_whole(output) if output else nullcontext() as file:
        for checked in _with_room(incidents):
            tally.count(checked)
            if file:
                file.buffer.write(checked.lines)
            else:
                streams.write(checked.lines.decode(), "json")
                if not streams.is_read():  # `head` has what it wants, and the rest may take hours
                    return
