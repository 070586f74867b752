"""`summarizer diff`: what changed between two runs, from their JSON reports."""

from collections.abc import Iterator

from ..language.visible import clean
from ..records.changes import ChangedEstimate
from ..records.incidents import KINDS, Finding, Incident
from ..records.summary import ArticleRecord, Summary
from ..schemas import Record
from ..summary.changes import changes
from .changes import change_lines, news_count
from .claims import estimate_line


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


def difference_text(told: Difference, before: Summary, now: Summary) -> str:
    """The difference for a reader: the counts, then a line for each change, new findings first."""
    if told.empty:
        return "Nothing changed.\n"
    return "".join(f"{clean(line) if line else ''}\n" for line in _lines(told, before, now))


def _lines(told: Difference, before: Summary, now: Summary) -> Iterator[str]:
    changed = changes(before, now)
    counted = changed.model_copy(update={"gone": told.gone.findings})  # of every kind, as they are listed
    yield news_count(now.model_copy(update={"changes": counted})) or ""
    yield from _section("New findings", _findings(told.new.findings, now))
    yield from _section("Findings that are gone", _findings(told.gone.findings, before))
    estimates = now.model_copy(update={"changes": changed.model_copy(update={"gone": ()})})
    yield from _section("Estimates that changed", change_lines(estimates))
    headlines = {incident.id: incident.headline for incident in before.incidents}
    yield from _section(
        "Estimates that are gone",
        [f"{headlines[gone.incident]}: {estimate_line(gone.now)}" for gone in told.estimates_gone],
    )
    for heading, side in (("New", told.new), ("Gone", told.gone)):
        yield from _section(f"{heading} incidents", [incident.headline for incident in side.incidents])
        yield from _section(f"{heading} articles", [article.path or article.id for article in side.articles])


def _findings(findings: tuple[Finding, ...], summary: Summary) -> list[str]:
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    ranked = sorted(findings, key=lambda finding: KINDS.index(finding.kind))
    return [f"{finding.kind}: {headlines[finding.incident]}: {finding.explanation}" for finding in ranked]


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{heading}:"
        yield from (f"- {line}" for line in lines)
