"""What the page shows, as plain data: every number in words here, so that the script formats none."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ...errors import UsageError
from ...language.visible import HIDDEN, clean
from ...records.article import Article
from ...records.events import ReportedFigure
from ...records.ids import finding_id, passage_of_finding, report_id
from ...records.incidents import FLAGGED, KINDS, Finding, Incident, NearMiss
from ...records.reviews import Reviewed
from ...records.summary import Summary
from ...records.wording import day, place_name, plural, with_measure
from ..changes import CHANGED, EDITED, change_lines, edit_lines, news_count
from ..claims import claims_of, condition, doubt_count, outcome, pair, title
from ..notes import GREY_ZONE, caution_lines, dependence_heading, dependence_lines, link_lines, verdict_lines
from .articles import ArticleTable
from .figures import FigureTable
from .groups import estimate_rows, groups

Json = dict[str, Any]
_EXPECTED: Final = "expected a whole report"


def page_data(summary: Summary, articles: Iterable[Article]) -> Json:
    """All that the page shows. Raises UsageError if the summary names an incident or an article that it lacks."""
    return _Shaped(summary, articles).data()


class _Shaped:
    """A summary's parts, each figure and article once and named by its place in its table."""

    def __init__(self, summary: Summary, articles: Iterable[Article]) -> None:
        self._summary = summary
        self._articles = ArticleTable(summary, articles)
        figures = {told.figure_now: told for told in summary.reviewed if told.figure_now}
        self._figures = FigureTable(self._articles, figures)
        self._headlines = {incident.id: incident.headline for incident in summary.incidents}
        self._incidents = {incident.id: place for place, incident in enumerate(summary.incidents)}
        self._read = {article.id for article in summary.articles if article.numbers is not None}
        self._reviewed_findings = {told.finding_now: told for told in summary.reviewed if told.finding_now}

    def data(self) -> Json:
        summary = self._summary
        new = set(summary.changes.findings) if summary.changes else set()
        incidents = [self._incident(incident) for incident in summary.incidents]
        findings = [self._finding(finding, nth in new) for nth, finding in enumerate(summary.findings)]
        told: Json = {
            "head": self._head(),
            "kinds": KINDS,
            "flagged": FLAGGED,
            "hidden": HIDDEN,
            "incidents": incidents,
            "findings": findings,
            "misses": [
                self._miss(miss) for miss in sorted(summary.near_misses, key=lambda miss: not miss.may_conflict)
            ],
            "reviewed": [self._reviewed(reviewed) for reviewed in summary.reviewed],
            "notes": self._notes(),
            "news": summary.changes is not None,
        }
        told |= {"figures": self._figures.rows, "articles": self._articles.rows()}
        ids = [row["id"] for row in (*findings, *self._figures.rows)]
        return {"report": report_id((article.id for article in summary.articles), ids), **told}

    def _told(self) -> list[ReportedFigure]:
        return [figure for told in self._summary.incidents for event in told.events for figure in event.figures]

    def _head(self) -> Json:
        summary = self._summary
        figures = len(self._told())
        failed = len(summary.failures)
        counts = [
            _count(len(summary.articles), "article"),
            _count(len(summary.incidents), "incident"),
            _count(figures, "figure"),
            *([f"{len(summary.rejected)} rejected"] if summary.rejected else []),
            *([f"{failed} failed"] if failed else []),
            *([f"read by {clean(summary.usage.model)}"] if summary.usage.model else []),
            *(f"asked with {clean(prompt.label)}" for prompt in summary.prompts if prompt.own),
        ]
        given = sum(figure.article not in self._read for figure in self._told())
        days = sorted({date(p.year, p.month, p.day) for article in summary.articles if (p := article.published)})
        return {
            "title": clean(summary.digest.split(". ")[0].rstrip(".") + "."),
            "counts": counts,
            "news": news_count(summary),
            "doubts": doubt_count(summary),
            "ended": clean(summary.ended_because) if summary.ended_because else None,
            "proof": _proof(given, figures),
            "days": [day(one) for one in (days[:1] + days[1:][-1:])],
        }

    def _incident(self, incident: Incident) -> Json:
        figures = [figure for event in incident.events for figure in event.figures]
        levels = (incident.place.country, incident.place.region, incident.place.name)
        return {
            "id": incident.id,
            "headline": clean(incident.headline),
            "type": clean(incident.type.replace("_", " ")),
            "place": clean(place_name(incident.place)),
            "places": list(dict.fromkeys(clean(level) for level in levels if level)),
            "when": day(incident.start) + (f" to {day(incident.end)}" if incident.end else ""),
            "summary": clean(incident.summary),
            "sources": [self._article(article) for article in incident.sources],
            "copies": {
                self._article(copy): self._article(of)
                for copy, of in incident.copies.items()
                if {copy, of} <= set(incident.sources)
            },
            "estimates": estimate_rows(incident.estimates),
            "groups": groups(figures, self._figures, self._articles),
            "notes": [clean(line) for line in (*caution_lines(incident), *link_lines(incident, self._headlines))],
        }

    def _finding(self, finding: Finding, new: bool) -> Json:
        told = self._reviewed_findings.get(finding)
        return {
            "id": told.review.id if told else finding_id(finding),
            "passage": passage_of_finding((told and told.finding) or finding),
            "kind": finding.kind,
            "incident": self._incident_place(finding.incident),
            "measure": clean(finding.measure.replace("_", " ")),
            "title": clean(title(finding)),
            "claims": [[self._figures.place(figure) for figure in told] for told in claims_of(finding)],
            "explanation": clean(finding.explanation),
            "outcome": clean(outcome(finding)),
            "stands": self._figures.place(finding.stands) if finding.stands else None,
            "rule": finding.rule,
            "new": new,
        }

    def _miss(self, miss: NearMiss) -> Json:
        return {
            "incident": self._incident_place(miss.incident),
            "measures": sorted({clean(figure.measure.replace("_", " ")) for figure in miss.figures}),
            "figures": [self._figures.place(figure) for figure in miss.figures],
            "pair": clean(pair(miss)),
            "reason": clean(miss.reason),
            "may": clean(condition(miss)) if miss.may_conflict else None,
            "rule": miss.rule,
        }

    def _reviewed(self, told: Reviewed) -> Json:
        review = told.review.model_dump(exclude_none=True)
        return {
            **{name: clean(value) if isinstance(value, str) else value for name, value in review.items()},
            "about": clean(told.review.about or self._about(told.finding, told.figure)),
            "incident": self._incidents.get(told.incident),
        }

    def _about(self, finding: Finding | None, figure: ReportedFigure | None) -> str:
        if finding:
            return f"{finding.kind}: {finding.explanation}"
        return FigureTable.about(figure) if figure else ""

    def _notes(self) -> list[Json]:
        """What was left out and why, and what else is to be said, each under its heading."""
        summary = self._summary
        rejected = [f"{r.source}, {with_measure(r.of, r.measure)}, “{r.quote}”: {r.reason}" for r in summary.rejected]
        told = {
            "Rejected: not proved by the article, used nowhere": rejected,
            "Failed": summary.failures,
            EDITED: edit_lines(summary),
            CHANGED: change_lines(summary),
            GREY_ZONE: verdict_lines(summary),
            dependence_heading(summary): dependence_lines(summary),
        }
        return [
            {"heading": clean(name), "lines": [clean(line) for line in lines]} for name, lines in told.items() if lines
        ]

    def _incident_place(self, incident: str) -> int:
        if incident not in self._incidents:
            raise UsageError(f"{_EXPECTED}, got a finding of an incident that it lacks ({clean(incident)[:40]})")
        return self._incidents[incident]

    def _article(self, article: str) -> int:
        place = self._articles.place(article)
        if place is None:
            raise UsageError(f"{_EXPECTED}, got an incident of an article that it lacks ({clean(article)[:40]})")
        return place


def _proof(given: int, figures: int) -> str:
    """How far the numbers are proved: only those of articles that were read here were looked for in their texts."""
    if not given:
        return "Each number was read from its quote, at that place in the article, but for those marked corrected."
    whose = (
        "The numbers and quotes"
        if given == figures
        else f"{given:,} of {_count(figures, 'number')}, with their quotes,"
    )
    return f"{whose} are as the records give them: no article was at hand to check them by."


def _count(count: int, noun: str) -> str:
    return f"{count:,} {plural(count, noun)}"
