"""What is new in a summary beside an earlier one: incidents, findings, and estimates that changed."""

from collections.abc import Iterable, Iterator

from ..records.changes import ChangedEstimate, Changes
from ..records.events import EventReport
from ..records.ids import canonical_json
from ..records.incidents import FLAGGED, Finding, Incident, IncidentEstimate
from ..records.summary import ArticleRecord, Summary
from ..schemas import Record


def changes(before: Summary, now: Summary) -> Changes:
    """What `now` has that `before` had not. An incident is known if it shares an event report with an earlier one."""
    earlier_articles = {article.id for article in before.articles}
    earlier_incidents = {_itself(report): incident for incident in before.incidents for report in incident.events}
    earlier_findings = {_key(finding) for finding in before.findings}
    findings_now = {_key(finding) for finding in now.findings}
    estimates = [
        changed for incident in now.incidents for changed in _changed(incident, _earlier(incident, earlier_incidents))
    ]
    return Changes(
        articles=tuple(article.id for article in now.articles if article.id not in earlier_articles),
        incidents=tuple(incident.id for incident in now.incidents if not _earlier(incident, earlier_incidents)),
        findings=tuple(nth for nth, finding in enumerate(now.findings) if _key(finding) not in earlier_findings),
        estimates=tuple(estimates),
        gone=tuple(
            finding for finding in before.findings if finding.kind in FLAGGED and _key(finding) not in findings_now
        ),
    )


def _key(finding: Finding) -> tuple[object, ...]:
    """What makes a finding the same one: not its incident's id, which any new report may change."""
    figures = frozenset(figure.model_copy(update={"match": None}) for figure in finding.figures)
    return finding.kind, finding.measure, figures


def _earlier(incident: Incident, incidents: dict[str, Incident]) -> list[Incident]:
    """The earlier incidents whose event reports this one has."""
    return list({known.id: known for report in incident.events if (known := incidents.get(_itself(report)))}.values())


def _itself(report: EventReport) -> str:
    """What the report says, without what an export of a run adds to it."""
    return canonical_json(report.model_copy(update={"incident": None, "copy_of": None}))


def _changed(incident: Incident, earlier: list[Incident]) -> Iterator[ChangedEstimate]:
    if not earlier:
        return
    before = {_of(estimate): estimate for known in earlier for estimate in known.estimates}
    for estimate in incident.estimates:
        was = before.get(_of(estimate))
        if was is None or _numbers([was]) != _numbers([estimate]):
            yield ChangedEstimate(incident=incident.id, before=was, now=estimate)


def _of(estimate: IncidentEstimate) -> tuple[object, ...]:
    return estimate.measure, estimate.of, estimate.unit


def _numbers(estimates: Iterable[IncidentEstimate]) -> list[tuple[float | None, ...]]:
    return [(estimate.low, estimate.best, estimate.high) for estimate in estimates]


class NamedIncident(Record):
    """An incident by its id in its own report, with its headline."""

    id: str
    headline: str


class Side(Record):
    """What only one of the two reports has."""

    articles: tuple[ArticleRecord, ...]
    incidents: tuple[NamedIncident, ...]
    findings: tuple[Finding, ...]


class Difference(Record):
    """What changed from one report to another. `estimates` are those of incidents that both know, as they are now."""

    new: Side
    gone: Side
    estimates: tuple[ChangedEstimate, ...]
    estimates_gone: tuple[ChangedEstimate, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        sides = (self.new, self.gone)
        return not (
            self.estimates or self.estimates_gone or any(s.articles or s.incidents or s.findings for s in sides)
        )


def difference(before: Summary, now: Summary) -> Difference:
    """What `now` has that `before` had not, what it no longer has, and the estimates that changed."""
    there, back = changes(before, now), changes(now, before)
    return Difference(
        new=_side(now, there.articles, there.incidents, there.findings),
        gone=_side(before, back.articles, back.incidents, back.findings),
        estimates=there.estimates,
        estimates_gone=tuple(changed for changed in back.estimates if changed.before is None),
    )


def _side(summary: Summary, articles: tuple[str, ...], incidents: tuple[str, ...], findings: tuple[int, ...]) -> Side:
    new_articles, new_incidents = set(articles), set(incidents)
    return Side(
        articles=tuple(article for article in summary.articles if article.id in new_articles),
        incidents=tuple(_named(incident) for incident in summary.incidents if incident.id in new_incidents),
        findings=tuple(summary.findings[nth] for nth in findings),
    )


def _named(incident: Incident) -> NamedIncident:
    return NamedIncident(id=incident.id, headline=incident.headline)
