"""Outcomes or reports → the `Summary`: link, check each incident, put the whole in order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from ..consistency import sensitivity
from ..errors import BudgetError
from ..language.dates import day_of
from ..linking import Group, link
from ..linking.adjudication import Adjudication
from ..reading.outcome import Outcome
from ..reading.progress import At
from ..records.events import EventReport
from ..records.incidents import BestRule, Incident, Sensitivity
from ..records.reviews import CheckedIncident
from ..records.summary import ArticleRecord, Summary
from ..records.usage import ModelUsage, RunUsage, Usage
from . import doubles
from .incidents import check_incident
from .prose import run_digest

_COUNTED: Final = ("requests", "attempts", "stored", "prompt_tokens", "cached_tokens", "completion_tokens")


def summarize_outcomes(
    outcomes: Sequence[Outcome],
    failed: Iterable[ArticleRecord] = (),
    model: str | None = None,
    best: BestRule = "latest",
    adjudication: Adjudication | None = None,
    at: At = lambda *_: None,
) -> Summary:
    """The summary of what was read; `adjudication` holds its incidents where a model was asked about some.

    `at` is called with how far it has come.
    """
    texts = {outcome.article.id: outcome.article.text for outcome in outcomes if outcome.reports}
    incidents = adjudication.incidents if adjudication else linked_of(outcomes, at)
    articles = [*(article_record(outcome) for outcome in outcomes), *failed]
    rejected = [figure for outcome in outcomes for figure in outcome.rejected]
    summary = summarize_incidents(incidents, articles, texts, best=best, at=at)
    asked = adjudication.answers if adjudication else ()
    usage = _usage(outcomes, articles, model, adjudication)
    return summary.model_copy(update={"adjudicated": asked, "rejected": tuple(rejected), "usage": usage})


def linked_of(outcomes: Iterable[Outcome], at: At = lambda *_: None) -> list[Group]:
    """The incidents of what was read."""
    reports = reports_of(outcomes)
    at("linking", 0, len(reports))
    return link(reports)


def reports_of(outcomes: Iterable[Outcome]) -> list[EventReport]:
    """All event reports of what was read."""
    return [report for outcome in outcomes for report in outcome.reports]


def summarize_incidents(
    linked: Sequence[Group],
    articles: Sequence[ArticleRecord],
    texts: Mapping[str, str],
    *,
    best: BestRule = "latest",
    at: At = lambda *_: None,
) -> Summary:
    """Check each incident's figures and put the whole in order; `at` is called with how far it has come."""
    newest = newest_day(articles)
    checked = []
    for nth, one in enumerate(linked):
        at("checking", nth, len(linked))
        checked.append(check_incident(one, texts=texts, newest=newest, best=best))
    return in_order(checked, articles, best)


def newest_day(articles: Iterable[ArticleRecord]) -> date | None:
    """The last day of publication; None where none is known."""
    return max((day_of(article.published) for article in articles if article.published), default=None)


def in_order(checked: Sequence[CheckedIncident], articles: Iterable[ArticleRecord], best: BestRule) -> Summary:
    """The summary of incidents that are checked: the worst findings first, with their incidents."""
    findings = [finding for each in checked for finding in each.findings]
    findings.sort(key=lambda finding: (-finding.severity, finding.incident, finding.explanation))
    ranked = {finding.incident: rank for rank, finding in reversed(list(enumerate(findings)))}
    incidents = [each.incident for each in checked]
    incidents.sort(key=lambda incident: (ranked.get(incident.id, len(findings)), incident.headline, incident.id))
    unchecked = sum(incident.error is not None for incident in incidents)
    return Summary(
        digest=run_digest(findings, {incident.id: incident.headline for incident in incidents}, unchecked),
        articles=tuple(articles),
        incidents=tuple(incidents),
        findings=tuple(findings),
        best=best,
        sensitivity=_sensitivity(incidents),
        near_misses=tuple(missed for each in checked for missed in each.near_misses),
    )


def total_usage(outcomes: Iterable[Outcome], adjudication: Adjudication | None = None) -> Usage:
    """What all of it cost."""
    total = Usage()
    for outcome in outcomes:
        total.add(outcome.usage)
    if adjudication:
        total.add(adjudication.usage)
    return total


def _usage(
    outcomes: Sequence[Outcome], articles: Iterable[ArticleRecord], model: str | None, adjudication: Adjudication | None
) -> RunUsage:
    total = total_usage(outcomes, adjudication)
    unread = sum(outcome.error_kind == BudgetError.__name__ for outcome in outcomes)
    return RunUsage(
        model=model,
        **_counts(total),
        waited=round(total.waited, 3),
        by_model=_by_model(model, total, sum(outcome.error is not None for outcome in outcomes) - unread),
        failed=sum(article.status == "failed" for article in articles) - unread,
        unread=unread,
        adjudicated=adjudication.asked if adjudication else 0,
        unanswered=adjudication.failed if adjudication else 0,
    )


def _by_model(model: str | None, total: Usage, failed: int) -> tuple[ModelUsage, ...]:
    return (ModelUsage(model=model, **_counts(total), failed=failed),) if model and total.requests else ()


def _counts(usage: Usage) -> dict[str, Any]:
    cost = None if usage.cost is None else round(usage.cost, 6)
    return {**{name: getattr(usage, name) for name in _COUNTED}, "cost": cost}


def _sensitivity(incidents: Sequence[Incident]) -> tuple[Sensitivity, ...]:
    """Sums over the incidents, as far as they are sure not to count one event twice."""
    bests = [incident.estimates for incident in incidents]
    possibly = [doubles.possibly(incident) for incident in incidents]
    return tuple(sensitivity(bests, doubles.groups(incidents), possibly))


def article_record(outcome: Outcome) -> ArticleRecord:
    """What the summary says of an article."""
    article = outcome.article
    return ArticleRecord(
        id=article.id,
        path=article.path,
        source=article.source,
        title=article.title,
        published=article.published,
        status="failed" if outcome.error else "ok",
        error=outcome.error,
        numbers=outcome.numbers,
    )
