"""A corpus of any number of reports, linked out of core: the reports are in a file, their profiles in the engine."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, Self

from ..concurrency import fault_message
from ..language.dates import day_of
from ..records.event_lines import ReportLine, dump_line, load_decoded, load_report
from ..records.events import EventReport
from .constraints import labelled_pairs
from .decisions import settle
from .digests import digest_bytes, incident_digest, report_digest, terms_rank
from .incidents import Group, Member, are_told_apart, digest_labels, group_members, unlinked_group
from .marks import find_mark_words, make_marks
from .profiles import make_profile
from .rulings import Ruling
from .scoring import create_tables, score_and_cluster, select_clusters
from .sql_engines import DuckDB, Row

_MILLION: Final = 1_000_000
_BASE, _MORE = 2_000, 500  # MB for a million reports, and for each million more: with less the engine spills, and fails
_PREPARED: Final = 1_000  # reports that wait as objects, of some kilobytes
_REPORT_COLUMNS: Final = [
    "own integer",
    "given integer",
    "content integer",
    "terms integer",
    "start integer",
    "length integer",
]
_AT_A_TIME: Final = 20_000  # reports that wait before they go to the engine: some megabytes of CSV
_BY_FIRST_REPORT: Final = (
    "select given, label, own, core, start, length from ("
    "select *, min(start) over (partition by given, label) as first_start from {}) placed "
    "order by first_start, given, label, own"
)


class Located(NamedTuple):
    """A report of an incident: its digest, the label of its core, and where its JSON is in the corpus's file."""

    own: int
    core: int
    start: int
    length: int


@dataclass
class Prepared:
    """Reports as a corpus takes them: made in any process, to be added in the order of the reports.

    Attributes:
        json: The JSON of the reports, one behind the other.
        reports: For each its digest, those of the incident id that it came with and of its content, the rank of its
            terms, and the length of its JSON.
        profiles: The rows of `profiles.Profile`, as CSV.
        marks: The rows of `marks.Mark`, as CSV.
        unlinked: The reports that linking fails on, each with the reason.
        newest: The latest day of publication.
    """

    json: bytes = b""
    reports: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    profiles: bytes = b""
    marks: bytes = b""
    unlinked: list[tuple[EventReport, str]] = field(default_factory=list)
    newest: date | None = None


def prepare(reports: Iterable[ReportLine]) -> Prepared:
    """Derive what linking compares of each report."""
    prepared, lines = Prepared(), list[bytes]()
    profiles, marks = io.StringIO(newline=""), io.StringIO(newline="")
    write_profile, write_marks = csv.writer(profiles).writerow, csv.writer(marks).writerows
    for report, line, canonical, content in reports:
        day = day_of(report.published) if report.published else None
        if day and (prepared.newest is None or day > prepared.newest):
            prepared.newest = day
        own = digest_bytes(canonical)
        if report.incident is None:
            try:
                words = find_mark_words(report)
                profile, features = make_profile(report, own, words), make_marks(report, own, words)
            except Exception as error:
                whole = report if isinstance(report, EventReport) else load_report(line)
                prepared.unlinked.append((whole, fault_message(error)))
                continue
            write_profile(profile.row())
            write_marks(features)
        lines.append(line)
        prepared.reports.append((own, incident_digest(report), digest_bytes(content), terms_rank(report), len(line)))
    prepared.json = b"".join(lines)
    prepared.profiles, prepared.marks = profiles.getvalue().encode(), marks.getvalue().encode()
    return prepared


class Corpus:
    """Reports to be linked; use it in a `with` block, for it has files to clean up.

    Memory stays within the engine's limit; the disk holds the reports about three times over. `newest` is the latest
    day of publication.
    """

    def __init__(self, memory: str | None = None, threads: int | None = None) -> None:
        """`memory` bounds the engine: by default 2 GB, and 0.5 GB for each million reports beyond the first.

        One thread a core if `threads` is None.
        """
        self._bounded = memory is not None
        self._engine = DuckDB(memory or f"{_BASE}MB", threads)
        self._count = 0
        self._folder = TemporaryDirectory(prefix="summarizer-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "reports.jsonl"
        self._file = self.path.open("wb")
        self._end = 0
        self.newest: date | None = None
        self._waiting: list[EventReport] = []
        self._profiles: list[bytes] = []
        self._marks: list[bytes] = []
        self._reports: list[Row] = []
        self.unlinked: list[Group] = []
        self._linked = False
        self._replaced: set[Row] = set()  # given and label of the groups that decisions changed
        self._settled: list[tuple[int, Group]] = []  # what they became, with the place of the first report of each
        create_tables(self._engine)
        self._engine.declare("report", _REPORT_COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._folder.cleanup()
        self._engine.__exit__()

    def add(self, report: EventReport) -> None:
        """Add a report."""
        self._waiting.append(report)
        if len(self._waiting) == _PREPARED:
            self._prepare()

    def _prepare(self) -> None:
        self.extend(prepare(map(dump_line, self._waiting)))
        self._waiting.clear()

    def extend(self, prepared: Prepared) -> None:
        """Add prepared reports."""
        if prepared.newest and (self.newest is None or prepared.newest > self.newest):
            self.newest = prepared.newest
        self.unlinked += [unlinked_group(report, why) for report, why in prepared.unlinked]
        self._profiles.append(prepared.profiles)
        self._marks.append(prepared.marks)
        self._count += len(prepared.reports)
        for *digests, length in prepared.reports:
            self._reports.append((*digests, self._end, length))
            self._end += length
        self._file.write(prepared.json)
        if len(self._reports) >= _AT_A_TIME:
            self._insert()

    def _insert(self) -> None:
        self._engine.insert_csv("raw", b"".join(self._profiles))
        self._engine.insert_csv("mark", b"".join(self._marks))
        self._engine.insert("report", self._reports)
        for rows in (self._profiles, self._marks, self._reports):
            rows.clear()

    def incidents(self) -> Iterator[Group]:
        """Link all reports and yield the incidents in the order in which their first reports were added.

        Those that `settle` changed are among them.

        Reports that differ in their terms at most are one; reports with the same `incident` id are one incident.
        Evidence is not kept: `link` on the reports of an incident returns it. Reports that linking fails on come last,
        each as an incident of its own.
        """
        members = self.members()
        with self.path.open("rb", buffering=0) as file:
            linked = ((min(each.start for each in incident), read_group(file, incident)) for incident in members)
            yield from (group for _, group in merge(linked, self._settled, key=lambda placed: placed[0]))
        yield from self.unlinked

    def members(self) -> Iterator[list[Located]]:
        """Link as `incidents` does, and yield where each incident's reports are.

        Without the `unlinked`, and those that `settle` changed.
        """
        self._link()
        return self._locate("grouped")

    def settle(self, decisions: Sequence[Ruling]) -> list[Group]:
        """Link all reports, with weights that a person's decisions teach, and put these into force.

        Returns the incidents that they concern; only those are held in memory. Call it once, before `incidents`.
        """
        self._link(decisions)
        owns = {report_digest(report) for ruling in decisions for report in (ruling.a, ruling.b)}
        self._engine.declare("decided", ["own integer"])
        self._engine.insert("decided", [(own,) for own in sorted(owns)])
        self._engine.make(
            "touched", "select distinct given, label from grouped join decided on decided.own = grouped.own"
        )
        self._engine.make(
            "concerned",
            "select grouped.* from grouped "
            "join touched on touched.given = grouped.given and touched.label = grouped.label",
        )
        with self.path.open("rb", buffering=0) as file:
            before = [read_group(file, members) for members in self._locate("concerned")]
        starts: dict[int, int] = dict(self._engine.rows("select own, min(start) from concerned group by own"))
        self._replaced = set(self._engine.rows("select given, label from touched"))
        settled = settle([*before, *self.unlinked], decisions)
        untouched = [group for group in self.unlinked if any(group is each for each in settled)]
        settled = [group for group in settled if not any(group is each for each in untouched)]
        self.unlinked = untouched
        firsts = ((min(starts.get(report_digest(r), self._end) for r in g.reports), g) for g in settled)
        self._settled = sorted(firsts, key=lambda placed: (placed[0], placed[1].id))
        return settled

    def _link(self, decisions: Sequence[Ruling] = ()) -> None:
        """Link the reports that were added, once."""
        if self._linked:
            return
        self._prepare()
        self._insert()
        self._file.flush()
        if not self._bounded and self._count > _MILLION:
            self._engine.limit(f"{_BASE + _MORE * (self._count - _MILLION) // _MILLION}MB")
        sure, likely, _ = score_and_cluster(self._engine, digest_labels(labelled_pairs((), decisions)), evidence=False)
        self._engine.make("grouped", select_clusters(sure, likely, "start", "length"))
        self._linked = True

    def _locate(self, table: str) -> Iterator[list[Located]]:
        """Yield where the reports of each group are that no decision has replaced."""
        for key, members in groupby(self._engine.rows(_BY_FIRST_REPORT.format(table)), key=lambda row: row[:2]):
            if key not in self._replaced:
                yield [Located(*row[2:]) for row in members]


def read_group(file: io.FileIO, members: Sequence[Located]) -> Group:
    """Read the reports of an incident from a corpus's file."""
    return group_members(
        Member(member.own, member.core, load_report(_read_line(file, member.start, member.length)))
        for member in members
    )


def read_decoded_group(file: io.FileIO, members: Sequence[Located]) -> Group | None:
    """Read an incident as `read_group` does, of reports as `load_decoded` has them; None if that cannot be."""
    decoded = list[Member]()
    for own, core, start, length in members:
        report = load_decoded(_read_line(file, start, length))
        if report is None:
            return None
        decoded.append(Member(own, core, report))
    return group_members(decoded) if are_told_apart(decoded) else None


def _read_line(file: io.FileIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
