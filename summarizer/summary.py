"""The `Summary`: incidents, findings, articles and usage of a run, in its one JSON form."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, Literal

from pydantic import Field

from .consistency import (
    Checked,
    Comparison,
    Context,
    Estimate,
    Kind,
    Rule,
    Verdict,
    check_figures,
    copies,
    estimates,
    explain_figures,
    near_misses,
)
from .consistency import Finding as FoundFinding
from .grounding import Accounting, RejectedFigure
from .linking import Incident as LinkedIncident
from .linking import link
from .quantities import Number
from .reading import Outcome
from .records import EventReport, ReportedFigure
from .schemas import Place, Record
from .sentences import incident_summary, run_digest
from .usage import Usage

SCHEMA_VERSION: Final = 1


class UnaccountedNumber(Record):
    """A number of an article that no figure claims and no rule dismisses.

    `why` is what the model said of it in a second pass, None where it was not asked.
    """

    start: int
    end: int
    text: str
    why: str | None = None


class ArticleNumbers(Record):
    """What became of the numbers of one article: total = claimed + dismissed + unaccounted."""

    total: int
    claimed: int
    dismissed: int
    dismissed_by: dict[str, int] = Field(default_factory=dict)
    unaccounted: tuple[UnaccountedNumber, ...] = ()


class ArticleRecord(Record):
    """One article of the run; `numbers` is None where it was not read, or where only its records were given."""

    id: str
    path: str | None = None
    source: str | None = None
    title: str | None = None
    published: datetime | date | None = None
    status: Literal["ok", "failed"]
    error: str | None = None
    numbers: ArticleNumbers | None = None


class IncidentEstimate(Record):
    """Low, best and high for one measure and population; None where there is no end."""

    measure: str
    of: str
    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None


class Incident(Record):
    """One real-world event. `sources` are article ids; marker [1] in `summary` is the first of them.

    `copies` names, for each article that repeats another's text, the one it repeats.
    """

    id: str
    type: str
    headline: str
    place: Place
    start: date | None
    end: date | None
    sources: tuple[str, ...]
    events: tuple[EventReport, ...]
    estimates: tuple[IncidentEstimate, ...]
    summary: str
    copies: dict[str, str] = Field(default_factory=dict)


class Finding(Record):
    """What the checker says of figures of one incident. `stands` is the figure that holds now, if one does.

    `rule` is the stable name of what decided (`docs/findings.md`). The last figure of an `arithmetic`
    finding is the whole.
    """

    kind: Kind
    incident: str
    measure: str
    figures: tuple[ReportedFigure, ...]
    explanation: str
    stands: ReportedFigure | None = None
    severity: float
    rule: Rule


class NearMiss(Record):
    """Two figures that differ and are no conflict, and why not."""

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    reason: str
    rule: Rule


class Pair(Record):
    """Any two figures of one incident: what was found, by which rule, and why."""

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    verdict: Verdict
    reason: str
    rule: Rule


class Rejected(Record):
    """A figure of a reply that is not proved by its article; it reaches no incident."""

    article: str
    source: str | None
    measure: str
    of: str
    value: float | None
    quote: str
    reason: str


class RunUsage(Record):
    """What the run cost; see `usage.Usage`. `failed` counts articles without a usable reply."""

    model: str | None = None
    requests: int = 0
    attempts: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    failed: int = 0


class Summary(Record):
    """The result of a run. Findings come worst first, incidents in the order of their worst finding.

    `pairs` is empty unless `with_pairs` filled it.
    """

    schema_version: int = SCHEMA_VERSION
    digest: str
    articles: tuple[ArticleRecord, ...]
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    near_misses: tuple[NearMiss, ...] = ()
    pairs: tuple[Pair, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    usage: RunUsage = RunUsage()

    def __repr__(self) -> str:
        """Short: asyncio builds the representation of a run's result when it ends, and a large one takes minutes."""
        return f"Summary({len(self.articles)} articles, {len(self.incidents)} incidents, {len(self.findings)} findings)"

    def to_json(self) -> str:
        """The summary as JSON; an unbounded end is null. Read it back with `Summary.model_validate_json`."""
        return self.model_dump_json(indent=2)


def summarize_outcomes(
    outcomes: Sequence[Outcome], failed: Iterable[ArticleRecord] = (), model: str | None = None
) -> Summary:
    """The summary of what was read."""
    texts = {outcome.article.id: outcome.article.text for outcome in outcomes if outcome.reports}
    reports = [report for outcome in outcomes for report in outcome.reports]
    articles = [*(_article(outcome) for outcome in outcomes), *failed]
    total = Usage()
    for outcome in outcomes:
        total.add(outcome.usage)
    usage = RunUsage(model=model, failed=sum(a.status == "failed" for a in articles), **vars(total))
    rejected = [_rejected(outcome, figure) for outcome in outcomes for figure in outcome.rejected]
    return summarize_reports(reports, articles, texts, rejected=rejected, usage=usage)


def summarize_reports(
    reports: Sequence[EventReport],
    articles: Sequence[ArticleRecord],
    texts: Mapping[str, str],
    *,
    rejected: Sequence[Rejected] = (),
    usage: RunUsage | None = None,
) -> Summary:
    """Link reports into incidents, check each incident's figures and put the whole in order."""
    published = {article.id: article.published for article in articles if article.published}
    newest = max((_day(when) for when in published.values()), default=None)
    incidents: list[Incident] = []
    findings: list[Finding] = []
    missed: list[NearMiss] = []
    for linked in link(reports):
        told_by = {report.article: texts[report.article] for report in linked.reports if report.article in texts}
        context = Context(published, copies(told_by), _breadth(linked.reports), newest)
        figures = [figure for report in linked.reports for figure in report.figures]
        checked = check_figures(figures, context)
        incidents.append(_incident(linked, figures, checked, context))
        findings += [_finding(linked.id, found) for found in checked.findings]
        missed += _near_misses(linked.id, near_misses(figures, checked, context))
    findings.sort(key=lambda finding: (-finding.severity, finding.incident, finding.explanation))
    ranked = {finding.incident: rank for rank, finding in reversed(list(enumerate(findings)))}
    incidents.sort(key=lambda incident: (ranked.get(incident.id, len(findings)), incident.headline, incident.id))
    return Summary(
        digest=run_digest(findings, {incident.id: incident.headline for incident in incidents}),
        articles=tuple(articles),
        incidents=tuple(incidents),
        findings=tuple(findings),
        near_misses=tuple(missed),
        rejected=tuple(rejected),
        usage=usage or RunUsage(),
    )


def with_pairs(summary: Summary) -> Summary:
    """The summary with what was found of every two figures of each incident; quadratic in their number."""
    published = {article.id: article.published for article in summary.articles if article.published}
    pairs = [
        Pair(incident=told.id, figures=(pair.a, pair.b), verdict=pair.verdict, reason=pair.reason, rule=pair.rule)
        for told in summary.incidents
        for pair in explain_figures(
            [figure for event in told.events for figure in event.figures],
            Context(published, told.copies, _breadth(told.events)),
        )
    ]
    return summary.model_copy(update={"pairs": tuple(pairs)})


def _breadth(reports: Iterable[EventReport]) -> dict[str, int]:
    """How wide a place each article gives the event, its widest: 1 country, 2 region, 3 town, 0 unsaid."""
    levels: dict[str, int] = {}
    for report in reports:
        place = report.place
        level = 3 if place.name else 2 if place.region else 1 if place.country else 0
        levels[report.article] = min(level, levels.get(report.article, 3))
    return levels


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _incident(linked: LinkedIncident, figures: list[ReportedFigure], checked: Checked, context: Context) -> Incident:
    reports = linked.reports
    sources = tuple(dict.fromkeys(report.article for report in reports))
    estimated = estimates(figures, checked, context)
    incident_type = Counter(report.type for report in reports).most_common(1)[0][0]
    place = _place(reports)
    start = _commonest(report.start for report in reports)
    end = _commonest(report.end for report in reports)
    headline = _headline(reports, incident_type)
    return Incident(
        id=linked.id,
        type=incident_type,
        headline=headline,
        place=place,
        start=start,
        end=end,
        sources=sources,
        events=reports,
        estimates=tuple(_estimate(estimate) for estimate in estimated),
        summary=incident_summary(headline, place, start, sources, figures, checked),
        copies=dict(context.copied),
    )


def _headline(reports: Sequence[EventReport], incident_type: str) -> str:
    """The headline of the report with the most figures; the type in words if none has one that is proved."""
    told = [report for report in reports if report.headline]
    best = max(told, key=lambda report: len(report.figures), default=None)
    return (best.headline if best else None) or incident_type.replace("_", " ").capitalize()


def _place(reports: Sequence[EventReport]) -> Place:
    """The place that names the most levels; the commonest of these."""
    counts = Counter(report.place for report in reports)
    return max(counts, key=lambda place: (sum(map(bool, (place.name, place.region, place.country))), counts[place]))


def _commonest(days: Iterable[date | None]) -> date | None:
    known = Counter(day for day in days if day)
    return min(known, key=lambda day: (-known[day], day)) if known else None


def _finding(incident: str, found: FoundFinding) -> Finding:
    return Finding(
        kind=found.kind,
        incident=incident,
        measure=found.measure,
        figures=found.figures,
        explanation=found.explanation,
        stands=found.stands,
        severity=found.severity,
        rule=found.rule,
    )


def _near_misses(incident: str, pairs: Iterable[Comparison]) -> list[NearMiss]:
    return [NearMiss(incident=incident, figures=(pair.a, pair.b), reason=pair.reason, rule=pair.rule) for pair in pairs]


def _estimate(estimate: Estimate) -> IncidentEstimate:
    return IncidentEstimate(**vars(estimate))


def _article(outcome: Outcome) -> ArticleRecord:
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
