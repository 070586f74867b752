"""Changes from one summary to another: new and gone articles, incidents and findings, estimates that changed."""

from collections.abc import Iterator

from ..records.changes import ChangedEstimate, Changes
from ..records.events import EventReport
from ..records.ids import canonical_json
from ..records.incidents import FLAGGED, Finding, Incident, IncidentEstimate
from ..records.summary import ArticleRecord, Summary
from ..schemas import Record


class NamedIncident(Record):
    """An incident by its id in its own report, with its headline."""

    id: str
    headline: str


class Side(Record):
    """The articles, incidents and findings that only one of two reports has."""

    articles: tuple[ArticleRecord, ...]
    incidents: tuple[NamedIncident, ...]
    findings: tuple[Finding, ...]


class Difference(Record):
    """The changes from one report to another. `estimates` are those of incidents that both have, as they are now."""

    new: Side
    gone: Side
    estimates: tuple[ChangedEstimate, ...]
    estimates_gone: tuple[ChangedEstimate, ...]

    @property
    def empty(self) -> bool:
        """True if nothing changed."""
        sides = (self.new, self.gone)
        return not (
            self.estimates or self.estimates_gone or any(s.articles or s.incidents or s.findings for s in sides)
        )


def find_changes(before: Summary, now: Summary) -> Changes:
    """Find what `now` has and `before` had not. An incident with an event report of an earlier one is not new."""
    earlier_articles = {article.id for article in before.articles}
    earlier_incidents = {_report_key(report): incident for incident in before.incidents for report in incident.events}
    earlier_findings = {_finding_key(finding) for finding in before.findings}
    findings_now = {_finding_key(finding) for finding in now.findings}
    matches = [(incident, _find_earlier(incident, earlier_incidents)) for incident in now.incidents]
    flagged = [finding for finding in before.findings if finding.kind in FLAGGED]
    return Changes(
        articles=tuple(article.id for article in now.articles if article.id not in earlier_articles),
        incidents=tuple(incident.id for incident, earlier in matches if not earlier),
        findings=tuple(i for i, finding in enumerate(now.findings) if _finding_key(finding) not in earlier_findings),
        estimates=tuple(changed for match in matches for changed in _changed_estimates(*match)),
        gone=tuple(finding for finding in flagged if _finding_key(finding) not in findings_now),
    )


def _finding_key(finding: Finding) -> tuple[object, ...]:
    """Return what identifies a finding: not its incident's id, which any new report may change."""
    figures = frozenset(figure.model_copy(update={"match": None}) for figure in finding.figures)
    return finding.kind, finding.measure, figures


def _find_earlier(incident: Incident, incidents: dict[str, Incident]) -> list[Incident]:
    """Return the earlier incidents that share an event report with this one; `incidents` are by report key."""
    shared = (incidents.get(_report_key(report)) for report in incident.events)
    return list({earlier.id: earlier for earlier in shared if earlier}.values())


def _report_key(report: EventReport) -> str:
    """Return the report's content, without what an export of a run adds to it."""
    return canonical_json(report.model_copy(update={"incident": None, "copy_of": None}))


def _changed_estimates(incident: Incident, earlier: list[Incident]) -> Iterator[ChangedEstimate]:
    """Yield the estimates that are new or other than before; none of a new incident.

    An earlier incident has estimates of its main core alone.
    """
    main = {_report_key(event) for other in earlier for event in other.events if event not in other.possibly}
    if not any(_report_key(event) in main for event in incident.events):
        return
    before = {_estimate_key(estimate): estimate for other in earlier for estimate in other.estimates}
    for estimate in incident.estimates:
        was = before.get(_estimate_key(estimate))
        if was is None or (was.low, was.best, was.high) != (estimate.low, estimate.best, estimate.high):
            yield ChangedEstimate(incident=incident.id, before=was, now=estimate)


def _estimate_key(estimate: IncidentEstimate) -> tuple[object, ...]:
    return estimate.measure, estimate.of, estimate.unit


def find_difference(before: Summary, now: Summary) -> Difference:
    """Find what `now` has and `before` had not, what it no longer has, and the estimates that changed."""
    there, back = find_changes(before, now), find_changes(now, before)
    return Difference(
        new=_side(now, there),
        gone=_side(before, back),
        estimates=there.estimates,
        estimates_gone=tuple(changed for changed in back.estimates if changed.before is None),
    )


def _side(summary: Summary, new: Changes) -> Side:
    """Return the parts of a summary that are new beside the other one."""
    new_articles, new_incidents = set(new.articles), set(new.incidents)
    return Side(
        articles=tuple(article for article in summary.articles if article.id in new_articles),
        incidents=tuple(
            NamedIncident(id=incident.id, headline=incident.headline)
            for incident in summary.incidents
            if incident.id in new_incidents
        ),
        findings=tuple(summary.findings[nth] for nth in new.findings),
    )
