"""A corpus of any number of reports, linked out of core: the reports are in a file, their profiles in the engine."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from ..concurrency import fault_message
from ..language.dates import day_of
from ..records.events import EventReport
from ..records.ids import canonical_json
from .decisions import settle
from .digests import digest, incident_digest
from .incidents import Group, Member, group_members, unlinked_group
from .marks import Mark, make_marks
from .profiles import Profile, make_profile
from .rulings import Ruling
from .scoring import create_tables, score_and_cluster, select_clusters
from .sql_engines import DuckDB, Row

_AT_A_TIME: Final = 10_000  # rows that wait before they go to the engine
_BY_FIRST_REPORT: Final = (
    "select given, label, first_start, core, own, start, length from ("
    "select *, min(start) over (partition by given, label) as first_start from {}) placed "
    "order by first_start, given, label, own"
)


class Corpus:
    """Reports to be linked; use it in a `with` block, for it has files to clean up.

    Memory stays within the engine's limit, however many the reports; the disk holds them
    about three times over. `newest` is the latest day of publication.
    """

    def __init__(self, memory: str = "1500MB", threads: int | None = None) -> None:
        """`memory` bounds the engine; one thread a core if `threads` is None."""
        self._engine = DuckDB(memory, threads)
        self._folder = TemporaryDirectory(prefix="summarizer-", ignore_cleanup_errors=True)
        self._file = (Path(self._folder.name) / "reports.jsonl").open("w+b")
        self._end = 0
        self.newest: date | None = None
        self._profiles: list[Profile] = []
        self._marks: list[Mark] = []
        self._reports: list[Row] = []
        self._unlinked: list[Group] = []
        self._linked = False
        self._replaced: set[Row] = set()  # given and label of the groups that decisions changed
        self._settled: list[tuple[int, Group]] = []  # what they became, with the place of the first report of each
        create_tables(self._engine)
        self._engine.declare("report", ["own integer", "start integer", "length integer", "given integer"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._folder.cleanup()
        self._engine.__exit__()

    def add(self, report: EventReport) -> None:
        """Add a report."""
        if report.published and (self.newest is None or day_of(report.published) > self.newest):
            self.newest = day_of(report.published)
        own = digest(canonical_json(report))
        if report.incident is None:
            try:
                row, shared = make_profile(report, own), make_marks(report, own)
            except Exception as error:
                self._unlinked.append(unlinked_group(report, fault_message(error)))
                return
            self._profiles.append(row)
            self._marks += shared
        line = report.model_dump_json().encode()
        self._file.write(line)
        self._reports.append((own, self._end, len(line), incident_digest(report)))
        self._end += len(line)
        if len(self._reports) >= _AT_A_TIME:
            self._flush()

    def _flush(self) -> None:
        for table, rows in (("raw", self._profiles), ("mark", self._marks), ("report", self._reports)):
            self._engine.insert(table, rows)
            rows.clear()

    def incidents(self) -> Iterator[Group]:
        """Link all reports and yield the incidents in the order in which their first reports were added.

        Those that `settle` changed are among them.

        Identical reports are one; reports with the same `incident` id are one incident. Evidence is not kept:
        `link` on the reports of an incident returns it. Reports that linking fails on come last, each as an incident
        of its own.
        """
        self._link()
        linked = self._read_groups(self._engine.rows(_BY_FIRST_REPORT.format("grouped")))
        yield from (group for _, group in merge(linked, self._settled, key=lambda placed: placed[0]))
        yield from self._unlinked

    def settle(self, decisions: Sequence[Ruling]) -> list[Group]:
        """Put a person's decisions into force; return the incidents that they concern.

        Only those are held in memory. Call it once, before `incidents`.
        """
        self._link()
        owns = {digest(canonical_json(report)) for ruling in decisions for report in (ruling.a, ruling.b)}
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
        before = [
            group for _, group in self._read_groups(list(self._engine.rows(_BY_FIRST_REPORT.format("concerned"))))
        ]
        starts: dict[int, int] = dict(self._engine.rows("select own, start from concerned"))
        self._replaced = set(self._engine.rows("select given, label from touched"))
        settled = settle([*before, *self._unlinked], decisions)
        untouched = [group for group in self._unlinked if any(group is each for each in settled)]
        settled = [group for group in settled if not any(group is each for each in untouched)]
        self._unlinked = untouched
        firsts = ((min(starts.get(digest(canonical_json(r)), self._end) for r in g.reports), g) for g in settled)
        self._settled = sorted(firsts, key=lambda placed: (placed[0], placed[1].id))
        return settled

    def _link(self) -> None:
        """Link the reports that were added, once."""
        if not self._linked:
            self._flush()
            self._file.flush()
            sure, likely, _ = score_and_cluster(self._engine)
            self._engine.make("grouped", select_clusters(sure, likely, "start", "length"))
            self._linked = True

    def _read_groups(self, rows: Iterable[Row]) -> Iterator[tuple[int, Group]]:
        """Read groups that no decision has replaced, each with the place of its first report."""
        for key, members in groupby(rows, key=lambda row: row[:3]):
            given, label, first = key
            if (given, label) not in self._replaced:
                yield first, group_members(Member(own, core, self._report(*at)) for _, _, _, core, own, *at in members)

    def _report(self, start: int, length: int) -> EventReport:
        self._file.seek(start)
        return EventReport.model_validate_json(self._file.read(length))
