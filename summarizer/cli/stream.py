"""`--format incidents`: a line for each incident as it is found, for more than memory holds."""

import heapq
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from ..errors import UsageError
from ..files import streams
from ..files.text import written_whole
from ..inputs import Passed
from ..inputs.articles import Unreadable, iter_articles
from ..inputs.records import Problem, read_records
from ..language.visible import clean
from ..pipeline.setup import store_of
from ..pipeline.stream import Stream, opened_stream
from ..pipeline.summarize import check_each
from ..records.events import EventReport
from ..records.incidents import FLAGGED, BestRule, Finding
from ..records.reviews import CheckedIncident
from ..records.summary import Ending
from ..render.passed import passed_lines
from ..reviews import Desk, describe_unmatched
from ..schemas import Event
from ..settings import Settings
from .progress import Progress
from .running import stream_to_end
from .terminal import ERASE, rewrites, say

_PROBLEMS_SHOWN: Final = 20  # a table in the wrong encoding has a problem on every other row
_WORST: Final = 3  # findings that a reader with one minute reads
_STEP: Final = 10_000  # records or incidents between two signs of life


@dataclass(frozen=True)
class Shown:
    """What a run says on standard error: `quiet` is nothing but errors, `resume` the command that goes on with it."""

    quiet: bool = False
    plain: bool = False
    resume: str = "the same command"


class Tally:
    """What a stream of incidents came to. `quiet`: only what cannot be read is said."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.records = self.incidents = self.problems = 0
        self.kinds: Counter[str] = Counter()
        self._worst: list[tuple[float, str, str]] = []
        self._passed: list[Passed] = []  # those that are told together

    def told(self, given: Iterable[EventReport | Problem]) -> Iterator[EventReport]:
        """The records of what was read; each problem is a line on standard error, up to a number."""
        for record in given:
            if isinstance(record, Problem):
                self.miss(record)
                continue
            self.records += 1
            self._sign(self.records, "records read")
            yield record
        self.linking("records")

    def miss(self, problem: Problem | Unreadable) -> None:
        """Take in something that cannot be read."""
        self.problems += 1
        if self.problems <= _PROBLEMS_SHOWN:
            told = problem.error if isinstance(problem, Unreadable) else str(problem)
            say(clean(told))

    def passed(self, passed: Passed) -> None:
        """Take in what is passed over."""
        if passed.kind:
            self._passed.append(passed)
        elif not self._quiet:
            say(*passed_lines([passed]))

    def count(self, checked: CheckedIncident) -> None:
        """Take in one incident."""
        self.incidents += 1
        if checked.incident.error:
            self.problems += 1
            say(clean(f"incident {checked.incident.id}: {checked.incident.error}"))
        self._sign(self.incidents, "incidents checked")
        for finding in checked.findings:
            self.kinds[finding.kind] += 1
            if finding.kind in FLAGGED:
                self._keep(finding, checked.incident.headline)

    def conclude(self, what: str = "records") -> None:
        """Say what it came to, on standard error."""
        if self.problems > _PROBLEMS_SHOWN:
            say(f"and {self.problems - _PROBLEMS_SHOWN} more")
        for line in () if self._quiet else (*passed_lines(self._passed), *self._lines(what)):
            say(clean(line))

    def _lines(self, what: str) -> list[str]:
        """The counts and the worst findings."""
        flagged = ", ".join(f"{self.kinds[kind]} {kind}" for kind in FLAGGED if self.kinds[kind]) or "none"
        unread = f", {self.problems} problems" if self.problems else ""
        counts = f"{self.records} {what}, {self.incidents} incidents{unread}; flagged: {flagged}"
        return [counts, *(f"{headline}: {said}" for _, headline, said in sorted(self._worst, reverse=True))]

    def _keep(self, finding: Finding, headline: str) -> None:
        heapq.heappush(self._worst, (finding.severity, headline, finding.explanation))
        if len(self._worst) > _WORST:
            heapq.heappop(self._worst)

    def linking(self, what: str) -> None:
        """Say that what was read is being linked now: nothing comes of that for a while."""
        if self.records >= _STEP and not self._quiet and rewrites(sys.stderr):
            print(f"{ERASE}linking {self.records} {what}", end="", file=sys.stderr, flush=True)

    def _sign(self, count: int, what: str) -> None:
        if count % _STEP == 0 and not self._quiet and rewrites(sys.stderr):
            print(f"{ERASE}{count} {what}", end="", file=sys.stderr, flush=True)


def check_to_lines(
    paths: Iterable[str],
    mapping: Mapping[str, str],
    output: Path | None,
    best: BestRule,
    *,
    quiet: bool = False,
    desk: Desk | None = None,
) -> Tally:
    """Write a JSON line for each incident (`summary.CheckedIncident`) to a file or standard output."""
    tally = Tally(quiet=quiet)
    records = (record for path in paths for record in read_records(path, mapping=mapping))
    _write(check_each(tally.told(records), best=best, reviewed=desk.review if desk else None), tally, output)
    tally.conclude()
    _say_unmatched(desk)
    return tally


def run_to_lines(  # what a command was given
    paths: Sequence[str],
    settings: Settings,
    events: Sequence[type[Event]],
    output: Path | None,
    best: BestRule,
    shown: Shown,
    desk: Desk | None = None,
) -> tuple[Tally, Ending]:
    """Read articles and write a JSON line for each incident, whatever ends the reading; and how that ended."""
    tally = Tally(quiet=shown.quiet)
    progress = None if shown.quiet else Progress(None, plain=shown.plain)
    told = json.dumps({"paths": paths, "folder": str(Path.cwd())})
    with opened_stream(settings) as kept, store_of(kept) as store:
        if store is None:
            raise TypeError("a stream has a store")
        articles = iter_articles(paths, passed=tally.passed)
        stream = stream_to_end(articles, store, kept, events, tally.miss, told, progress)
        tally.records = stream.articles
        tally.problems += stream.unread
        tally.linking("articles")
        _write(stream.incidents(best, desk.review if desk else None), tally, output)
    tally.conclude("articles")
    _say_unmatched(desk)
    if stream.ended_because:
        say(_ended(stream, settings.store, shown.resume))
    return tally, stream.ended


def _say_unmatched(desk: Desk | None) -> None:
    if desk and (unmatched := desk.unmatched()):
        say(describe_unmatched(unmatched, len(desk)))


def _ended(stream: Stream, store: Path | None, resume: str) -> str:
    """Why the reading ended early, what of it is kept, and what to do."""
    why = "interrupted" if stream.ended == "interrupted" else clean(stream.ended_because or "")
    kept = f" and kept in {clean(str(store))}; to go on: {resume}" if store else "; nothing is kept but the report"
    return f"{why}: {stream.articles} articles were taken up{kept}"


def _with_room(incidents: Iterable[CheckedIncident]) -> Iterator[CheckedIncident]:
    """The incidents. Raises UsageError if the temporary folder, in which they are linked, has no room."""
    from duckdb import Error  # noqa: PLC0415  # a tenth of a second, and only many reports need it

    try:
        yield from incidents
    except (Error, OSError) as error:
        told = (
            f"{gettempdir()}: expected room to link in, got: {clean(str(error))}: free some, or name another in TMPDIR"
        )
        raise UsageError(told) from error


def _write(incidents: Iterable[CheckedIncident], tally: Tally, output: Path | None) -> None:
    with written_whole(output) if output else nullcontext() as file:
        for checked in _with_room(incidents):
            tally.count(checked)
            line = checked.model_dump_json() + "\n"
            if file:
                file.write(line)
            else:
                streams.write(line, "json")
                if not streams.is_read():  # `head` has what it wants, and the rest may take hours
                    return
