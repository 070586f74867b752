"""Assembly of the `Summary` from outcomes or reports: link them, check each incident, sort, add up the usage."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any, Final

from ..consistency import measure_sensitivity
from ..errors import BudgetError
from ..language.dates import day_of
from ..language.detection import detect_language
from ..linking import Group
from ..linking.adjudication import Adjudication
from ..reading.outcome import Outcome
from ..reading.progress import At
from ..records.events import EventReport
from ..records.incidents import FLAGGED, BestRule, Incident, Sensitivity
from ..records.reviews import CheckedIncident, Reviewed
from ..records.summary import ArticleRecord, Summary
from ..records.usage import ModelUsage, RunUsage, Usage
from .clerical_review import label_incidents, link_and_decide
from .decisions import NO_DECISIONS, Decided, Decisions
from .duplicates import group_duplicates, possible_additions
from .incidents import check_incident
from .prose import describe_run
from .rivals import compare_two_articles, find_rival_doubts, list_apart

_COUNTED: Final = ("requests", "attempts", "stored", "prompt_tokens", "cached_tokens", "completion_tokens")


def summarize_outcomes(
    outcomes: Sequence[Outcome],
    failed: Iterable[ArticleRecord] = (),
    model: str | None = None,
    best: BestRule = "latest",
    adjudication: Adjudication | None = None,
    at: At = lambda *_: None,
    *,
    decided: Decided | None = None,
) -> Summary:
    """Summarize outcomes; `decided` holds their incidents where they are linked already.

    `adjudication` has those after the verdicts, where a model was asked about some; `at` is called with the progress.
    """
    texts = {outcome.article.id: outcome.article.text for outcome in outcomes if outcome.reports}
    decided = decided or link_outcomes(outcomes, at=at)
    incidents = decided.settle(adjudication.incidents) if adjudication else decided.incidents
    articles = [*(article_record(outcome) for outcome in outcomes), *failed]
    rejected = [figure for outcome in outcomes for figure in outcome.rejected]
    reviewed = tuple(decided.reviewed(incidents))
    summary = summarize_incidents(incidents, articles, texts, best=best, at=at, reviewed=reviewed)
    asked = adjudication.answers if adjudication else ()
    usage = _run_usage(outcomes, articles, model, adjudication)
    return summary.model_copy(update={"adjudicated": asked, "rejected": tuple(rejected), "usage": usage})


def link_outcomes(
    outcomes: Sequence[Outcome], decisions: Decisions = NO_DECISIONS, at: At = lambda *_: None
) -> Decided:
    """Link the reports of outcomes into incidents in which the decisions hold. Raises UsageError as `decide`."""
    reports = collect_reports(outcomes)
    at("linking", 0, len(reports))
    return link_and_decide(reports, [outcome.article for outcome in outcomes], decisions)


def collect_reports(outcomes: Iterable[Outcome]) -> list[EventReport]:
    """All event reports of the outcomes, with the incident that their articles name."""
    return [report for outcome in outcomes for report in label_incidents(outcome.reports, outcome.article)]


def summarize_incidents(
    linked: Sequence[Group],
    articles: Sequence[ArticleRecord],
    texts: Mapping[str, str],
    *,
    best: BestRule = "latest",
    at: At = lambda *_: None,
    reviewed: Sequence[Reviewed] = (),
) -> Summary:
    """Check each incident's figures and build the summary.

    `at` is called with the progress; `reviewed` are a person's decisions on links, which the incidents keep to.
    """
    newest = newest_day(articles)
    checked = []
    for nth, group in enumerate(linked):
        at("checking", nth, len(linked))
        checked.append(check_incident(group, texts=texts, newest=newest, best=best))
    return build_summary(checked, articles, best, reviewed)


def newest_day(articles: Iterable[ArticleRecord]) -> date | None:
    """The latest day of publication; None where none is known."""
    return max((day_of(article.published) for article in articles if article.published), default=None)


def build_summary(
    checked: Sequence[CheckedIncident],
    articles: Iterable[ArticleRecord],
    best: BestRule,
    reviewed: Sequence[Reviewed] = (),
) -> Summary:
    """Build the summary of checked incidents: findings by severity, incidents by their worst finding.

    Numbers of incidents that may be one event are compared, unless `reviewed` says that they are two.
    """
    findings = [finding for checked_incident in checked for finding in checked_incident.findings]
    findings.sort(key=lambda finding: (-finding.severity, finding.incident, finding.explanation))
    ranked = {finding.incident: rank for rank, finding in reversed(list(enumerate(findings)))}
    incidents = [checked_incident.incident for checked_incident in checked]
    incidents.sort(key=lambda incident: (ranked.get(incident.id, len(findings)), incident.headline, incident.id))
    unchecked = sum(incident.error is not None for incident in incidents)
    articles = tuple(articles)
    any_read = not articles or any(article.status == "ok" for article in articles)
    apart = list_apart(reviewed)
    doubts = find_rival_doubts(incidents, apart, flagged=any(finding.kind in FLAGGED for finding in findings))
    compared = compare_two_articles(incidents, articles, apart)
    headlines = {incident.id: incident.headline for incident in incidents}
    misses = (*(missed for checked_incident in checked for missed in checked_incident.near_misses), *doubts)
    unsure = any(miss.may_conflict and miss.rule == "link" for miss in misses)
    return Summary(
        digest=describe_run(findings, headlines, unchecked, any_read=any_read, doubts=unsure, side_by_side=compared),
        articles=articles,
        incidents=tuple(incidents),
        findings=tuple(findings),
        best=best,
        sensitivity=_run_sensitivity(incidents, apart),
        near_misses=misses,
        side_by_side=compared,
        reviewed=tuple(reviewed),
    )


def total_usage(outcomes: Iterable[Outcome], adjudication: Adjudication | None = None) -> Usage:
    """Add up the usage of all outcomes, and of the adjudication."""
    total = Usage()
    for outcome in outcomes:
        total.add(outcome.usage)
    if adjudication:
        total.add(adjudication.usage)
    return total


def _run_usage(
    outcomes: Sequence[Outcome], articles: Iterable[ArticleRecord], model: str | None, adjudication: Adjudication | None
) -> RunUsage:
    total = total_usage(outcomes, adjudication)
    unread = sum(outcome.error_kind == BudgetError.__name__ for outcome in outcomes)
    return RunUsage(
        model=model,
        **_usage_counts(total),
        waited=round(total.waited, 3),
        by_model=_model_usage(model, total, sum(outcome.error is not None for outcome in outcomes) - unread),
        failed=sum(article.status == "failed" for article in articles) - unread,
        unread=unread,
        adjudicated=adjudication.asked if adjudication else 0,
        unanswered=adjudication.failed if adjudication else 0,
    )


def _model_usage(model: str | None, total: Usage, failed: int) -> tuple[ModelUsage, ...]:
    return (ModelUsage(model=model, **_usage_counts(total), failed=failed),) if model and total.requests else ()


def _usage_counts(usage: Usage) -> dict[str, Any]:
    cost = None if usage.cost is None else round(usage.cost, 6)
    return {**{name: getattr(usage, name) for name in _COUNTED}, "cost": cost}


def _run_sensitivity(incidents: Sequence[Incident], apart: Collection[Set[str]]) -> tuple[Sensitivity, ...]:
    """The sensitivity of sums over the incidents, possible duplicates considered."""
    bests = [incident.estimates for incident in incidents]
    possibly = [possible_additions(incident) for incident in incidents]
    return tuple(measure_sensitivity(bests, group_duplicates(incidents, apart), possibly))


def article_record(outcome: Outcome) -> ArticleRecord:
    """The summary's record of an article."""
    article = outcome.article
    return ArticleRecord(
        id=article.id,
        path=article.path,
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        language=article.language or detect_language(article.text),
        status="failed" if outcome.error else "ok",
        error=outcome.error,
        numbers=outcome.numbers,
    )
