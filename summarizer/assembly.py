"""Outcomes or reports → the `Summary`: link, check each incident, put the whole in order."""

from collections.abc import Iterable, Mapping, Sequence

from .checking import check_incident, day_of
from .consistency import BestRule, sensitivity
from .consistency import Sensitivity as FoundSensitivity
from .grounding import Accounting, RejectedFigure
from .linking import link
from .quantities import Number
from .reading import Outcome
from .records import EventReport
from .sentences import run_digest
from .summary import ArticleNumbers, ArticleRecord, Rejected, RunUsage, Sensitivity, Summary, UnaccountedNumber
from .usage import Usage


def summarize_outcomes(
    outcomes: Sequence[Outcome],
    failed: Iterable[ArticleRecord] = (),
    model: str | None = None,
    best: BestRule = "latest",
) -> Summary:
    """The summary of what was read."""
    texts = {outcome.article.id: outcome.article.text for outcome in outcomes if outcome.reports}
    reports = [report for outcome in outcomes for report in outcome.reports]
    articles = [*(article_record(outcome) for outcome in outcomes), *failed]
    total = Usage()
    for outcome in outcomes:
        total.add(outcome.usage)
    usage = RunUsage(model=model, failed=sum(a.status == "failed" for a in articles), **vars(total))
    rejected = [figure for outcome in outcomes for figure in rejected_figures(outcome)]
    return summarize_reports(reports, articles, texts, rejected=rejected, usage=usage, best=best)


def summarize_reports(
    reports: Sequence[EventReport],
    articles: Sequence[ArticleRecord],
    texts: Mapping[str, str],
    *,
    rejected: Sequence[Rejected] = (),
    usage: RunUsage | None = None,
    best: BestRule = "latest",
) -> Summary:
    """Link reports into incidents, check each incident's figures and put the whole in order."""
    newest = max((day_of(article.published) for article in articles if article.published), default=None)
    checked = [check_incident(linked, texts=texts, newest=newest, best=best) for linked in link(reports)]
    findings = [finding for each in checked for finding in each.findings]
    findings.sort(key=lambda finding: (-finding.severity, finding.incident, finding.explanation))
    ranked = {finding.incident: rank for rank, finding in reversed(list(enumerate(findings)))}
    incidents = [each.incident for each in checked]
    incidents.sort(key=lambda incident: (ranked.get(incident.id, len(findings)), incident.headline, incident.id))
    return Summary(
        digest=run_digest(findings, {incident.id: incident.headline for incident in incidents}),
        articles=tuple(articles),
        incidents=tuple(incidents),
        findings=tuple(findings),
        best=best,
        sensitivity=tuple(_sensitivity(found) for found in sensitivity(incident.estimates for incident in incidents)),
        near_misses=tuple(missed for each in checked for missed in each.near_misses),
        rejected=tuple(rejected),
        usage=usage or RunUsage(),
    )


def _sensitivity(found: FoundSensitivity) -> Sensitivity:
    return Sensitivity(**vars(found), spread=found.spread, relative_spread=found.relative_spread)


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
        numbers=_numbers(outcome.numbers) if outcome.numbers else None,
    )


def rejected_figures(outcome: Outcome) -> list[Rejected]:
    """The figures of an article that were not proved."""
    return [_rejected(outcome, figure) for figure in outcome.rejected]


def _numbers(numbers: Accounting) -> ArticleNumbers:
    return ArticleNumbers(
        total=numbers.total,
        claimed=numbers.claimed,
        dismissed=sum(numbers.dismissed.values()),
        dismissed_by=numbers.dismissed,
        unaccounted=tuple(_unaccounted(number, numbers.reasons) for number in numbers.unaccounted),
    )


def _unaccounted(number: Number, reasons: Mapping[int, str]) -> UnaccountedNumber:
    return UnaccountedNumber(start=number.start, end=number.end, text=number.text, why=reasons.get(number.start))


def _rejected(outcome: Outcome, rejected: RejectedFigure) -> Rejected:
    figure = rejected.figure
    return Rejected(
        article=outcome.article.id,
        source=outcome.article.label,
        measure=figure.measure,
        of=figure.of,
        value=figure.value,
        quote=figure.quote,
        reason=rejected.reason,
    )
