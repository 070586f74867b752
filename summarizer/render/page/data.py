"""The data of the page: every number is put in words here, so that the script formats none."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ...errors import UsageError
from ...language.visible import HIDDEN, clean
from ...records.article import Article
from ...records.events import EventReport, ReportedFigure
from ...records.ids import finding_id, finding_passage_id, report_id
from ...records.incidents import FLAGGED, KINDS, Finding, Incident, NearMiss, SideBySide
from ...records.reviews import Reviewed, report_key
from ...records.summary import Summary
from ...records.wording import add_measure, format_attributed, format_day, format_name, format_place, pluralize
from ..changes import CHANGED, EDITED, change_count, change_lines, digest_sentence, edit_lines
from ..claims import (
    COMPARED,
    comparison_heads,
    comparison_intro,
    comparison_rows,
    doubt_condition,
    doubt_count,
    finding_outcome,
    finding_title,
    group_by_number,
    pair_phrase,
)
from ..links import LinkNotes
from ..notes import (
    GREY_ZONE,
    REJECTED,
    caution_lines,
    sensitivity_heading,
    sensitivity_lines,
    unread_language_lines,
    verdict_lines,
)
from .articles import ArticleTable
from .figures import FigureTable
from .groups import estimate_rows, group_figures

Json = dict[str, Any]
_EXPECTED: Final = "expected a whole report"


def page_data(summary: Summary, articles: Iterable[Article]) -> Json:
    """Return the data of the page. Raises UsageError if the summary names an incident or article that it lacks."""
    return _PageData(summary, articles).build()


class _PageData:
    """Builds the page's data: each figure and article stands in its table once, and is named by its index there."""

    def __init__(self, summary: Summary, articles: Iterable[Article]) -> None:
        self._summary = summary
        self._articles = ArticleTable(summary, articles)
        reviewed = {review.figure_now: review for review in summary.reviewed if review.figure_now}
        self._figures = FigureTable(self._articles, reviewed)
        self._links = LinkNotes(summary)
        self._incidents = {incident.id: nth for nth, incident in enumerate(summary.incidents)}
        self._records = {article.id: article for article in summary.articles}
        self._read = {article.id for article in summary.articles if article.numbers is not None}
        self._reviewed_findings = {review.finding_now: review for review in summary.reviewed if review.finding_now}

    def build(self) -> Json:
        """Build the data; the tables come last, once the other parts have filled them."""
        summary = self._summary
        new = set(summary.changes.findings) if summary.changes else set()
        incidents = [self._incident(incident) for incident in summary.incidents]
        findings = [self._finding(finding, nth in new) for nth, finding in enumerate(summary.findings)]
        data: Json = {
            "head": self._head(),
            "kinds": KINDS,
            "flagged": FLAGGED,
            "hidden": HIDDEN,
            "incidents": incidents,
            "findings": findings,
            "misses": [
                self._miss(miss) for miss in sorted(summary.near_misses, key=lambda miss: not miss.may_conflict)
            ],
            "reviewed": [self._reviewed(reviewed) for reviewed in summary.reviewed if not reviewed.overruled],
            "notes": self._notes(),
            "news": summary.changes is not None,
        }
        data |= {"figures": self._figures.rows, "articles": self._articles.rows()}
        ids = [row["id"] for row in (*findings, *self._figures.rows)]
        return {"report": report_id((article.id for article in summary.articles), ids), **data}

    def _head(self) -> Json:
        summary = self._summary
        figures = [figure for incident in summary.incidents for event in incident.events for figure in event.figures]
        failed = len(summary.failures)
        counts = [
            _count(len(summary.articles), "article"),
            _count(len(summary.incidents), "incident"),
            _count(len(figures), "figure"),
            *([f"{len(summary.rejected)} rejected"] if summary.rejected else []),
            *([f"{failed} failed"] if failed else []),
            *([f"read by {clean(summary.usage.model)}"] if summary.usage.model else []),
            *(f"asked with {clean(prompt.label)}" for prompt in summary.prompts if prompt.own),
            *map(clean, unread_language_lines(summary)),
        ]
        unproved = sum(figure.article not in self._read for figure in figures)
        days = sorted({date(p.year, p.month, p.day) for article in summary.articles if (p := article.published)})
        return {
            "title": clean(digest_sentence(summary)),
            "counts": counts,
            "news": change_count(summary),
            "doubts": doubt_count(summary),
            "compared": self._side_by_side(summary.side_by_side) if summary.side_by_side else None,
            "ended": clean(summary.ended_because) if summary.ended_because else None,
            "proof": _proof(unproved, len(figures)),
            "days": [format_day(published) for published in (days[:1] + days[1:][-1:])],
        }

    def _side_by_side(self, compared: SideBySide) -> Json:
        """Return the comparison of two articles that may tell of one event, in words."""
        why = comparison_intro(compared, {incident.id: incident for incident in self._summary.incidents})
        rows = comparison_rows(compared)
        return {
            "heading": COMPARED,
            "why": clean(why),
            "how": clean(self._links.settle(*compared.articles)),
            "heads": [clean(head) for head in comparison_heads(compared, self._records)],
            "rows": [[clean(cell) for cell in (row.measure, row.ours, row.theirs, row.outcome)] for row in rows],
        }

    def _incident(self, incident: Incident) -> Json:
        figures = [figure for event in incident.events for figure in event.figures]
        notes = (*self._links.cautions(incident), *caution_lines(incident), *self._links.links(incident))
        levels = (incident.place.country, incident.place.region, incident.place.label)
        return {
            "id": incident.id,
            "headline": clean(incident.headline),
            "type": clean(format_name(incident.type)),
            "place": clean(format_place(incident.place)),
            "places": list(dict.fromkeys(clean(level) for level in levels if level)),
            "when": format_day(incident.start) + (f" to {format_day(incident.end)}" if incident.end else ""),
            "summary": clean(incident.summary),
            "sources": [self._article(article) for article in incident.sources],
            "copies": {
                self._article(copy): self._article(of)
                for copy, of in incident.copies.items()
                if {copy, of} <= set(incident.sources)
            },
            "estimates": estimate_rows(incident.estimates),
            "groups": group_figures(figures, self._figures, self._articles),
            "notes": [clean(line) for line in notes],
            "events": [self._event(event) for event in incident.events],
            "rival": self._incidents.get(incident.rival.incident) if incident.rival else None,
        }

    def _event(self, event: EventReport) -> Json:
        """Return a report as decisions on links name it: by its key, and the key's digest."""
        record = self._records[event.article]
        key = report_key(event, path=record.path, url=record.url)
        return {
            "article": self._article(event.article),
            "headline": clean(event.headline or format_name(event.type)),
            "figures": len(event.figures),
            "digest": key.digest,
            "key": key.model_dump(mode="json", exclude_none=True),
        }

    def _finding(self, finding: Finding, new: bool) -> Json:
        reviewed = self._reviewed_findings.get(finding)
        return {
            "id": reviewed.review.id if reviewed else finding_id(finding),
            "passage": finding_passage_id((reviewed and reviewed.finding) or finding),
            "kind": finding.kind,
            "incident": self._incident_index(finding.incident),
            "measure": clean(format_name(finding.measure)),
            "title": clean(finding_title(finding)),
            "claims": [[self._figures.index(figure) for figure in group] for group in group_by_number(finding)],
            "explanation": clean(finding.explanation),
            "outcome": clean(finding_outcome(finding)),
            "stands": self._figures.index(finding.stands) if finding.stands else None,
            "rule": finding.rule,
            "new": new,
        }

    def _miss(self, miss: NearMiss) -> Json:
        return {
            "incident": self._incident_index(miss.incident),
            "measures": sorted({clean(format_name(figure.measure)) for figure in miss.figures}),
            "figures": [self._figures.index(figure) for figure in miss.figures],
            "pair": clean(pair_phrase(miss)),
            "reason": clean(miss.reason),
            "may": clean(doubt_condition(miss)) if miss.may_conflict else None,
            "rule": miss.rule,
        }

    def _reviewed(self, reviewed: Reviewed) -> Json:
        review = reviewed.review.model_dump(mode="json", exclude_none=True)
        return {
            **{name: clean(value) if isinstance(value, str) else value for name, value in review.items()},
            "about": clean(reviewed.review.about or self._about(reviewed.finding, reviewed.figure)),
            "incident": self._incidents.get(reviewed.incident),
            "other": self._incidents.get(reviewed.other or ""),
        }

    def _about(self, finding: Finding | None, figure: ReportedFigure | None) -> str:
        if finding:
            return f"{finding.kind}: {finding.explanation}"
        return format_attributed(figure) if figure else ""

    def _notes(self) -> list[Json]:
        """Return what was left out and why, and the report's other notes, each under its heading."""
        summary = self._summary
        rejected = [f"{r.source}, {add_measure(r.of, r.measure)}, “{r.quote}”: {r.reason}" for r in summary.rejected]
        notes = {
            REJECTED: rejected,
            "Failed": summary.failures,
            EDITED: edit_lines(summary),
            CHANGED: change_lines(summary),
            GREY_ZONE: verdict_lines(summary),
            sensitivity_heading(summary): sensitivity_lines(summary),
        }
        return [
            {"heading": clean(heading), "lines": [clean(line) for line in lines]}
            for heading, lines in notes.items()
            if lines
        ]

    def _incident_index(self, incident: str) -> int:
        if incident not in self._incidents:
            raise UsageError(f"{_EXPECTED}, got a finding of an incident that it lacks ({clean(incident)[:40]})")
        return self._incidents[incident]

    def _article(self, article: str) -> int:
        index = self._articles.index(article)
        if index is None:
            raise UsageError(f"{_EXPECTED}, got an incident of an article that it lacks ({clean(article)[:40]})")
        return index


def _proof(unproved: int, figures: int) -> str:
    """Say how far the numbers are proved: those of articles that were not read here are as their records give them."""
    if not unproved:
        return "Each number was read from its quote, at that place in the article, but for those marked corrected."
    whose = (
        "The numbers and quotes"
        if unproved == figures
        else f"{unproved:,} of {_count(figures, 'number')}, with their quotes,"
    )
    return f"{whose} are as the records give them: no article was at hand to check them by."


def _count(count: int, noun: str) -> str:
    return f"{count:,} {pluralize(count, noun)}"
