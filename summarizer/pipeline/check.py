"""`check()` and `check_each()`: from event records to a `Summary`, without reading any article."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ..inputs.records import Problem
from ..records.events import EventReport, parse_event_report
from ..records.incidents import BestRule
from ..records.reviews import CheckedIncident, Review, Reviewing
from ..records.summary import ArticleRecord, Summary
from ..summary.assembly import summarize_incidents
from ..summary.clerical_review import Watcher, link_and_decide
from ..summary.decisions import NO_DECISIONS, Decisions, DecisionsByIncident, list_rulings, make_decisions
from ..summary.incidents import check_incident
from .run import expect_best_rule


def check(
    events: Iterable[EventReport | Problem | dict[str, Any]],
    *,
    best: BestRule = "latest",
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    one_event: bool = False,
    reviews: Iterable[Review] = (),
) -> Summary:
    """Link and check event records that someone already has; no model.

    Args:
        events: Each an `EventReport` or its JSON form: at least `article` and `type`, and figures with at least a
            `measure` and a `value` or `low` or `high`. Records with one `incident` id are one incident; those without
            are linked. What `read_records` gives can be passed as it is: a `Problem` is a failed article.
        best: As for `summarize`.
        same: Pairs of articles or incidents, by their ids, that are one event, whatever linking says.
        different: Such pairs that are two events; later than `same`, which they overrule.
        one_event: All records tell of one event.
        reviews: As for `summarize`.

    Returns:
        The incidents and findings. An article stands for all records with its id.

    Raises:
        RecordError: A record does not fit; the message names its first field that does not.
        UsageError: There is no such rule, or no article or incident of a name in `same` or `different`.
    """
    return check_decided(events, best=best, decisions=make_decisions(same, different, reviews, one_event=one_event))


def check_decided(
    events: Iterable[EventReport | Problem | dict[str, Any]],
    *,
    best: BestRule = "latest",
    decisions: Decisions = NO_DECISIONS,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Summary:
    """Do as `check` does, with a person's decisions on links, and with the `texts` of articles to find copies by."""
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
    decided = link_and_decide(reports, articles.values(), decisions, every_report=True)
    reviewed = decided.reviewed(decided.incidents)
    return summarize_incidents(decided.incidents, [*articles.values(), *failed], texts, best=best, reviewed=reviewed)


def check_each(  # each choice has its keyword
    events: Iterable[EventReport | dict[str, Any]],
    *,
    best: BestRule = "latest",
    memory: str | None = None,
    reviewed: Reviewing | None = None,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    one_event: bool = False,
    reviews: Iterable[Review] = (),
) -> Iterator[CheckedIncident]:
    """Run `check` on more records than memory holds: yield each incident in turn, when all records are linked.

    The reports wait on disk in a temporary folder, about three times over.

    Args:
        events: Records as for `check`; no `Problem`.
        best: As for `summarize`.
        memory: What the linking engine may hold, as DuckDB has it: "3GB"; by default 2 GB, and 0.5 GB for each million
            records beyond the first.
        reviewed: What reviewers made of each (`reviews.Desk.review`).
        same: As for `check`, by the ids of articles and those incident ids that records came with.
        different: Likewise.
        one_event: As for `check`; all records are held in memory then.
        reviews: As for `summarize`.

    Yields:
        The incidents in the order of their first records, with the ids, members and findings that `check` gives.

    Raises:
        RecordError: As for `check`.
        UsageError: As for `check`.
    """
    decisions = make_decisions(same, different, reviews, one_event=one_event)
    return check_each_decided(events, decisions, best=best, memory=memory, reviewed=reviewed)


def check_each_decided(
    events: Iterable[EventReport | dict[str, Any]],
    decisions: Decisions,
    *,
    best: BestRule = "latest",
    memory: str | None = None,
    reviewed: Reviewing | None = None,
) -> Iterator[CheckedIncident]:
    """Do as `check_each` does, with a person's decisions on links."""
    from ..linking.corpus import Corpus  # noqa: PLC0415  # DuckDB takes a tenth of a second to import

    expect_best_rule(best)
    watcher = Watcher(decisions, every_report=True)
    with Corpus(memory) as corpus:
        for record in events:
            corpus.add(watcher.see(parse_event_report(record)))
        ruled = watcher.rule()
        decided = DecisionsByIncident(ruled, corpus.settle(list_rulings(ruled)) if ruled else [])
        for linked in corpus.incidents():
            checked = check_incident(linked, newest=corpus.newest, best=best)
            checked = reviewed(checked, newest=corpus.newest, best=best) if reviewed else checked
            yield decided.add_to(checked)
