"""The `Summary`: incidents, findings, articles and usage of a run, in its one JSON form."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, Literal

from pydantic import Field

from .consistency import Checked, Context, Estimate, Kind, Rule, check_figures, copies, estimates, sensitivity
from .consistency import Finding as FoundFinding
from .consistency import Sensitivity as FoundSensitivity
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
    """Low, best and high for one measure and population, in `unit` (None for a count); None where there is no end.

    `by_rule` is what best would be by each rule (`consistency.Estimate`); `spread` the highest of these less
    the lowest; `relative_spread` that as a share of the highest.
    """

    measure: str
    of: str
    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None
    by_rule: dict[Rule, float] = Field(default_factory=dict)
    spread: float = 0.0
    relative_spread: float = 0.0


class Incident(Record):
    """One real-world event. `sources` are article ids; marker [1] in `summary` is the first of them."""

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


class Finding(Record):
    """What the checker says of figures of one incident. `stands` is the figure that holds now, if one does."""

    kind: Kind
    incident: str
    measure: str
    figures: tuple[ReportedFigure, ...]
    explanation: str
    stands: ReportedFigure | None = None
    severity: float


class NearMiss(Record):
    """Two figures that differ and are no conflict, and why not."""

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    reason: str


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


class Sensitivity(Record):
    """How far a run's total for one measure and kind of thing depends on the rule for best.

    `incidents` have an estimate of it; in `dependent` of these best differs with the rule. `totals` are the
    sums of best by each rule, empty where a sum says nothing (percentages, shares, magnitudes);
    `spread` and `relative_spread` are as in `IncidentEstimate`.
    """

    measure: str
    of: str
    unit: str | None = None
    incidents: int
    dependent: int
    totals: dict[Rule, float] = Field(default_factory=dict)
    spread: float = 0.0
    relative_spread: float = 0.0


class Summary(Record):
    """The result of a run. Findings come worst first, incidents in the order of their worst finding.

    `best` is the rule by which each estimate's best was taken.
    """

    schema_version: int = SCHEMA_VERSION
    digest: str
    articles: tuple[ArticleRecord, ...]
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    best: Rule = "latest"
    sensitivity: tuple[Sensitivity, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    usage: RunUsage = RunUsage()

    def __repr__(self) -> str:
        """Short: asyncio builds the representation of a run's result when it ends, and a large one takes minutes."""
        return f"Summary({len(self.articles)} articles, {len(self.incidents)} incidents, {len(self.findings)} findings)"

    def to_json(self) -> str:
        """The summary as JSON; an unbounded end is null. Read it back with `Summary.model_validate_json`."""
        return self.model_dump_json(indent=2)


def summarize_outcomes(
    outcomes: Sequence[Outcome],
    failed: Iterable[ArticleRecord] = (),
    model: str | None = None,
    best: Rule = "latest",
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
    return summarize_reports(reports, articles, texts, rejected=rejected, usage=usage, best=best)


def summarize_reports(
    reports: Sequence[EventReport],
    articles: Sequence[ArticleRecord],
    texts: Mapping[str, str],
    *,
    rejected: Sequence[Rejected] = (),
    usage: RunUsage | None = None,
    best: Rule = "latest",
) -> Summary:
    """Link reports into incidents, check each incident's figures and put the whole in order."""
    published = {article.id: article.published for article in articles if article.published}
    incidents: list[Incident] = []
    findings: list[Finding] = []
    near_misses: list[NearMiss] = []
    for linked in link(reports):
        told_by = {report.article: texts[report.article] for report in linked.reports if report.article in texts}
        context = Context(published, copies(told_by))
        figures = [figure for report in linked.reports for figure in report.figures]
        checked = check_figures(figures, context)
        incidents.append(_incident(linked, figures, checked, estimates(figures, checked, context, best)))
        findings += [_finding(linked.id, found) for found in checked.findings]
        near_misses += _near_misses(linked.id, checked)
    findings.sort(key=lambda finding: (-finding.severity, finding.incident, finding.explanation))
    ranked = {finding.incident: rank for rank, finding in reversed(list(enumerate(findings)))}
    incidents.sort(key=lambda incident: (ranked.get(incident.id, len(findings)), incident.headline, incident.id))
    return Summary(
        digest=run_digest(findings, {incident.id: incident.headline for incident in incidents}),
        articles=tuple(articles),
        incidents=tuple(incidents),
        findings=tuple(findings),
        best=best,
        sensitivity=tuple(_sensitivity(found) for found in sensitivity(incident.estimates for incident in incidents)),
        near_misses=tuple(near_misses),
        rejected=tuple(rejected),
        usage=usage or RunUsage(),
    )


def _incident(
    linked: LinkedIncident, figures: list[ReportedFigure], checked: Checked, estimated: Sequence[Estimate]
) -> Incident:
    reports = linked.reports
    sources = tuple(dict.fromkeys(report.article for report in reports))
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
    )


def _near_misses(incident: str, checked: Checked) -> list[NearMiss]:
    return [
        NearMiss(incident=incident, figures=(pair.a, pair.b), reason=pair.reason)
        for pair in checked.comparisons
        if pair.verdict in ("not_comparable", "consistent", "agreement") and _looks_like_a_conflict(pair.a, pair.b)
    ]


def _looks_like_a_conflict(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether a reader who sees two different numbers may ask why they are not flagged."""
    if (a.low, a.high) == (b.low, b.high) or "other" in (a.measure, b.measure):
        return False
    return a.measure == b.measure or {a.measure, b.measure} == {"launched", "intercepted"}


def _estimate(estimate: Estimate) -> IncidentEstimate:
    return IncidentEstimate(**vars(estimate), spread=estimate.spread, relative_spread=estimate.relative_spread)


def _sensitivity(found: FoundSensitivity) -> Sensitivity:
    return Sensitivity(**vars(found), spread=found.spread, relative_spread=found.relative_spread)


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
