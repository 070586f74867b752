"""`check()` and `check_each()`: from event records to a `Summary`, without reading any article."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..inputs.records import Problem
from ..linking import link
from ..records.events import EventReport, parse_event_report
from ..records.incidents import BestRule
from ..records.reviews import CheckedIncident, Reviewing
from ..records.summary import ArticleRecord, Summary
from ..summary.assembly import summarize_incidents
from ..summary.incidents import check_incident
from .run import expect_best_rule


def check(events: Iterable[EventReport | Problem | dict[str, Any]], *, best: BestRule = "latest") -> Summary:
    """Link and check event records that someone already has; no model.

    Args:
        events: Each an `EventReport` or its JSON form: at least `article` and `type`, and figures with at least a
            `measure` and a `value` or `low` or `high`. Records with one `incident` id are one incident; those without
            are linked. What `read_records` gives can be passed as it is: a `Problem` is a failed article.
        best: As for `summarize`.

    Returns:
        The incidents and findings. An article stands for all records with its id.

    Raises:
        RecordError: A record does not fit; the message names its first field that does not.
        UsageError: There is no such rule.
    """
    expect_best_rule(best)
    reports: list[EventReport] = []
    articles: dict[str, ArticleRecord] = {}
    failed: list[ArticleRecord] = []
    for record in events:
        if isinstance(record, Problem):
            failed.append(ArticleRecord(id=record.where, path=record.where, status="failed", error=record.message))
            continue
        report = parse_event_report(record)
        reports.append(report)
        articles.setdefault(
            report.article,
            ArticleRecord(id=report.article, source=report.source, published=report.published, status="ok"),
        )
    return summarize_incidents(link(reports), [*articles.values(), *failed], {}, best=best)


def check_each(
    events: Iterable[EventReport | dict[str, Any]],
    *,
    best: BestRule = "latest",
    memory: str | None = None,
    reviewed: Reviewing | None = None,
) -> Iterator[CheckedIncident]:
    """Run `check` on more records than memory holds: yield each incident in turn, when all records are linked.

    The reports wait on disk in a temporary folder, about three times over.

    Args:
        events: Records as for `check`; no `Problem`.
        best: As for `summarize`.
        memory: What the linking engine may hold, as DuckDB has it: "3GB"; by default 2 GB, and 0.7 GB for each million
            records beyond the first.
        reviewed: What reviewers made of each (`reviews.Desk.again`).

    Yields:
        The incidents in the order of their first records, with the ids, members and findings that `check` gives.

    Raises:
        RecordError: As for `check`.
        UsageError: As for `check`.
    """
    from ..linking.corpus import Corpus  # noqa: PLC0415  # DuckDB takes a tenth of a second to import

    expect_best_rule(best)
    with Corpus(memory) as corpus:
        for record in events:
            corpus.add(parse_event_report(record))
        for linked in corpus.incidents():
            checked = check_incident(linked, newest=corpus.newest, best=best)
            yield reviewed(checked, newest=corpus.newest, best=best) if reviewed else checked
