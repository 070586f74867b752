"""Event records in a DataFrame → incidents in a DataFrame, by the local profiles, statements and checks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from ..errors import RecordError
from ..inputs.records.jsonl import parse_record
from ..language.dates import day_of
from ..linking import labelled_pairs, settle
from ..linking.digests import content_digest, digest, incident_digest, report_digest, terms_rank
from ..linking.incidents import Group, Member, digest_labels, group_members
from ..linking.marks import make_marks
from ..linking.profiles import COLUMNS, make_profile
from ..linking.scoring import MARK_COLUMNS, PROFILE_COLUMNS, create_tables, score_and_cluster, select_clusters
from ..pipeline.run import expect_best_rule
from ..records.events import EventReport, parse_event_report
from ..records.incidents import BestRule
from ..summary.clerical_review import Watcher
from ..summary.decisions import NO_DECISIONS, Decisions, DecisionsByIncident, Ruled, list_rulings
from ..summary.incidents import check_incident
from .arrow import ddl, iterate_rows, make_batches
from .engine import Spark
from .scratch import Scratch

_KINDS: Final = {"integer": pa.int64(), "real": pa.float64(), "text": pa.string()}
_PER_PARTITION: Final = 5_000  # records: the pairs of a part, some dozens a record, take some megabytes


def _struct(columns: Iterable[str]) -> pa.DataType:
    return pa.struct([(name, _KINDS[kind]) for name, kind in (column.split() for column in columns)])


_DESCRIBED: Final = pa.schema(
    {
        "own": pa.int64(),
        "given": pa.int64(),
        "content": pa.int64(),
        "terms": pa.int64(),
        "article": pa.string(),
        "day": pa.int64(),
        "record": pa.string(),
        "profile": _struct(PROFILE_COLUMNS),
        "marks": pa.list_(_struct(MARK_COLUMNS)),
        "problem": pa.string(),
    }
)
_LINKED: Final = pa.schema({"incident": pa.string(), "core": pa.int64(), "record": pa.string()})
_SETTLED: Final = "own bigint, given bigint, label bigint, core bigint, article string, record string, named string"
_CHECKED: Final = pa.schema({"id": pa.string(), "checked": pa.string()})


def link_frame(
    records: DataFrame,
    *,
    scratch: str | None = None,
    partitions: int | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> DataFrame:
    """Event records → the incident of each, as `link` finds them.

    Args:
        records: Column `record` (string): the JSON of an event record, as `check` takes it. Evaluated once.
        scratch: A folder that all executors share, for tables on the way (about three times the size of the records)
            and for those that the result is read from: delete it when you have written what you need. On one machine
            a temporary folder by default.
        partitions: Into how many parts records and tables are divided; by default two for each core to read the
            records, then one for each five thousand records, which for few is much faster.
        decisions: A person's decisions on which reports are one event (`make_decisions`), as `check` takes them; the
            incidents that they concern are held in the driver's memory.

    Returns:
        A row for each record, one that comes twice once: `incident` (string), the incident's id; `core` (bigint), the
        group in it that is surely of one event, 0 the largest; `record` (string), the JSON of the whole record. A
        record that cannot be read has neither, and `problem` (string) says why.
    """
    return _link(records, scratch, partitions, decisions).records()


def check_frame(
    records: DataFrame,
    *,
    texts: DataFrame | None = None,
    best: BestRule = "latest",
    scratch: str | None = None,
    partitions: int | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> DataFrame:
    """Event records → incidents, their figures checked as `check` checks them.

    Args:
        records: As for `link_frame`.
        texts: Columns `id` and `text` of the articles, where at hand, to see which repeat another.
        best: The rule for an estimate's best, as for `check`.
        scratch: As for `link_frame`.
        partitions: As for `link_frame`.
        decisions: As for `link_frame`.

    Returns:
        A row for each incident: `id` (string) and `checked` (string), a `CheckedIncident` as JSON. A record that cannot
        be read has a row with neither, in which `record` (string) is what came and `problem` (string) says why not.

    Raises:
        UsageError: There is no such rule, no scratch folder on a cluster, or no article of a name in the decisions.
    """
    expect_best_rule(best)
    return _link(records, scratch, partitions, decisions).checked(texts, best)


@dataclass(frozen=True)
class _Linked:
    """Reports by `given` and `label`, records that cannot be read, and the last day of publication of all."""

    members: DataFrame
    problems: DataFrame
    newest: date | None
    decided: DecisionsByIncident

    def records(self) -> DataFrame:
        """Return what `link_frame` returns."""
        return self._with_problems(_group_members(self.members).mapInArrow(_incident_rows, ddl(_LINKED)))

    def checked(self, texts: DataFrame | None, best: BestRule) -> DataFrame:
        """Return what `check_frame` returns."""
        members = self.members
        if texts is not None:
            named = texts.select(f.col("id").alias("article"), "text").dropDuplicates(["article"])
            members = members.join(named, "article", "left")
        check = partial(_check_rows, newest=self.newest, best=best, decided=self.decided)
        return self._with_problems(_group_members(members).mapInArrow(check, ddl(_CHECKED)))

    def _with_problems(self, rows: DataFrame) -> DataFrame:
        return rows.unionByName(self.problems, allowMissingColumns=True)


def _link(
    records: DataFrame, scratch: str | None, partitions: int | None, decisions: Decisions = NO_DECISIONS
) -> _Linked:
    session = records.sparkSession
    tables, results = Scratch(session, scratch), Scratch(session, scratch)
    readers = partitions or 2 * session.sparkContext.defaultParallelism
    try:
        described = records.select("record").repartition(readers).mapInArrow(_describe, ddl(_DESCRIBED))
        folder = tables.keep("described", described)
        count = session.read.parquet(folder).count()
        engine = Spark(session, tables, partitions or max(1, count // _PER_PARTITION))
        create_tables(engine)
        engine.open("described", folder)
        engine.make("raw", "select profile.* from described where profile is not null")
        engine.make("mark", "select mark.* from (select explode(marks) as mark from described) marked")
        engine.make("report", "select own, given, content, terms, article, record from described where problem is null")
        ruled = _rule(engine.select("select given, article, record from report"), decisions)
        labels = labelled_pairs((), list_rulings(ruled))
        sure, likely, _ = score_and_cluster(engine, digest_labels(labels), evidence=False)
        ((newest,),) = engine.rows("select max(day) from described")
        members = results.keep("members", engine.select(select_clusters(sure, likely, "article", "record")))
        problems = results.keep(
            "problems", engine.select("select record, problem from described where problem is not null")
        )
    finally:
        tables.remove()
    read = session.read.parquet
    settled, decided = _settle(read(members), ruled)
    return _Linked(settled, read(problems), None if newest is None else date.fromordinal(newest), decided)


def _rule(reports: DataFrame, decisions: Decisions) -> tuple[Ruled, ...]:
    """Resolve a person's decisions to the reports that they are on, which are collected here."""
    if not decisions:
        return ()
    watcher = Watcher(decisions, every_report=True)
    sought = reports
    if not decisions.one_event:
        names = sorted(watcher.names)
        sought = reports.where(f.col("article").isin(names) | f.col("given").isin([digest(name) for name in names]))
    for row in sought.select("record").collect():
        watcher.see(EventReport.model_validate_json(row["record"]))
    return watcher.rule()


def _settle(members: DataFrame, ruled: tuple[Ruled, ...]) -> tuple[DataFrame, DecisionsByIncident]:
    """Put a person's decisions into force, as `Corpus.settle` does: what they concern is settled here."""
    if not ruled:
        return members, DecisionsByIncident((), ())
    owns = {report_digest(report) for each in ruled for report in (each.ruling.a, each.ruling.b)}
    named = members.sparkSession.createDataFrame([(own,) for own in sorted(owns)], "own bigint")
    touched = members.join(f.broadcast(named), "own").select("given", "label").distinct()
    concerned = [row["members"] for row in _group_members(members.join(touched, ["given", "label"])).collect()]
    groups = settle([_make_group([member.asDict() for member in rows]) for rows in concerned], list_rulings(ruled))
    rows = [
        (report_digest(report), 0, -nth, core, report.article, report.model_dump_json(), group.id)
        for nth, group in enumerate(groups, start=1)
        for report, core in zip(group.reports, group.cores, strict=True)
    ]
    replaced = members.sparkSession.createDataFrame(rows, _SETTLED)
    others = members.join(touched, ["given", "label"], "left_anti")
    return others.unionByName(replaced, allowMissingColumns=True), DecisionsByIncident(ruled, groups)


def _group_members(members: DataFrame) -> DataFrame:
    """Collect a row for each incident: its `members`."""
    columns = [name for name in ("own", "core", "record", "article", "text", "named") if name in members.columns]
    return members.groupBy("given", "label").agg(f.collect_list(f.struct(*columns)).alias("members")).select("members")


def _describe(incoming: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Derive what linking compares of each record: its profile and marks."""
    return make_batches((_describe_record(row["record"]) for row in iterate_rows(incoming)), _DESCRIBED)


def _describe_record(text: str | None) -> dict[str, Any]:
    try:
        report = parse_event_report(parse_record(text or ""))
    except RecordError as error:
        return {"record": text, "problem": str(error)}
    own = report_digest(report)
    row: dict[str, Any] = {"own": own, "given": incident_digest(report), "article": report.article}
    row |= {"content": content_digest(report), "terms": terms_rank(report)}
    row["record"] = report.model_dump_json()
    if report.published:
        row["day"] = day_of(report.published).toordinal()
    if report.incident is None:
        row["profile"] = dict(zip(COLUMNS, make_profile(report, own).row(), strict=True))
        row["marks"] = [mark._asdict() for mark in make_marks(report, own)]
    return row


def _incident_rows(incoming: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield a row for each report."""
    incidents = (_make_group(row["members"]) for row in iterate_rows(incoming))
    rows = (
        {"incident": incident.id, "core": core, "record": report.model_dump_json()}
        for incident in incidents
        for report, core in zip(incident.reports, incident.cores, strict=True)
    )
    return make_batches(rows, _LINKED)


def _check_rows(
    incoming: Iterable[pa.RecordBatch], *, newest: date | None, best: BestRule, decided: DecisionsByIncident
) -> Iterator[pa.RecordBatch]:
    """Yield a row for each incident."""
    rows = (_check(row["members"], newest, best, decided) for row in iterate_rows(incoming))
    return make_batches(rows, _CHECKED)


def _check(
    members: list[dict[str, Any]], newest: date | None, best: BestRule, decided: DecisionsByIncident
) -> dict[str, Any]:
    incident = _make_group(members)
    texts = {member["article"]: member["text"] for member in members if member.get("text") is not None}
    checked = decided.add_to(check_incident(incident, texts=texts, newest=newest, best=best))
    return {"id": incident.id, "checked": checked.model_dump_json()}


def _make_group(members: list[dict[str, Any]]) -> Group:
    group = group_members(
        Member(member["own"], member["core"], EventReport.model_validate_json(member["record"])) for member in members
    )
    named = members[0].get("named")  # by decisions, which may merge what came with incident ids
    return group if named is None else replace(group, id=named)
