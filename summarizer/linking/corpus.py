"""A corpus of any number of reports, linked out of core: the reports are in a file, their profiles in the engine."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from ..concurrency import fault_message
from ..language.dates import day_of
from ..records.events import EventReport
from ..records.ids import canonical_json
from .incidents import Group, Member, group_members, unlinked_group
from .profiles import Mark, Profile, digest, incident_digest, make_marks, make_profile
from .scoring import create_tables, score_and_cluster, select_clusters
from .sql_engines import DuckDB, Row

_AT_A_TIME: Final = 10_000  # rows that wait before they go to the engine


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

        Identical reports are one; reports with the same `incident` id are one incident. Evidence is not kept:
        `link` on the reports of an incident returns it. Reports that linking fails on come last, each as an incident
        of its own.
        """
        self._flush()
        self._file.flush()
        sure, likely, _ = score_and_cluster(self._engine)
        self._engine.make("grouped", select_clusters(sure, likely, "start", "length"))
        rows = self._engine.rows(
            "select given, label, core, own, start, length from ("
            "select *, min(start) over (partition by given, label) as first_start from grouped) placed "
            "order by first_start, given, label, own"
        )
        for _, members in groupby(rows, key=lambda row: row[:2]):
            yield group_members(
                Member(own, core, self._report(start, length)) for _, _, core, own, start, length in members
            )
        yield from self._unlinked

    def _report(self, start: int, length: int) -> EventReport:
        self._file.seek(start)
        return EventReport.model_validate_json(self._file.read(length))
