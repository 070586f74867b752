"""Reviews applied to a summary: rejected findings and figures leave it, corrected ones say that they are corrected."""

import math
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeVar

from ..assembly import in_order, newest_day
from ..checking import check_again
from ..consistency import amount, sentence, severity_as
from ..errors import UsageError
from ..identities import figure_id, finding_id
from ..quantities import interval
from ..records import EventReport, ReportedFigure, proved_headline
from ..summary import ChangedEstimate, Changes, CheckedIncident, Finding, Incident, NearMiss, Review, Reviewed, Summary

_Subject = Literal["finding", "figure"]
_Told = TypeVar("_Told", Finding, NearMiss)
_BY_A_REVIEWER: Final = "by a reviewer"  # what a correction says of itself where the reviewer wrote no note


def apply_reviews(summary: Summary, reviews: Iterable[Review]) -> tuple[Summary, tuple[Review, ...]]:
    """The summary as its reviewers left it.

    Figures come first: a rejected one is taken out, a corrected one has the reviewer's number and says so. Then the
    incidents that they are in are checked again, and the findings are decided on. Incidents are not linked again.

    Args:
        summary: One without reviews.
        reviews: As `read_reviews` gives them.

    Returns:
        The summary, in which all that was applied is in `reviewed`, with what it was before; and the reviews that match
        nothing in it.

    Raises:
        UsageError: The summary has been reviewed already: what was left out of it cannot be brought back.
    """
    if summary.reviewed:
        raise UsageError("expected a report without reviews, got one that has them: make it again, with all --reviews")
    desk = _Desk(reviews)
    checked = desk.checked(summary)
    ordered = in_order(checked, summary.articles, summary.best)
    updated = {name: getattr(ordered, name) for name in ("digest", "incidents", "findings", "sensitivity")}
    near_misses = [missed for each in checked for missed in each.near_misses]
    changes = _changes(summary, ordered) if summary.changes else None
    told = {"near_misses": tuple(near_misses), "reviewed": tuple(desk.reviewed), "changes": changes}
    return summary.model_copy(update={**updated, **told}), desk.unmatched()


class _Desk:
    """The reviews by what they are on, and what became of each."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._reviews = {(review.subject, review.id): review for review in reviews}
        self._met: set[tuple[str, str]] = set()
        self.reviewed: list[Reviewed] = []

    def unmatched(self) -> tuple[Review, ...]:
        return tuple(review for key, review in self._reviews.items() if key not in self._met)

    def checked(self, summary: Summary) -> list[CheckedIncident]:
        """Each incident with its findings and near misses, those that a review touches checked again."""
        newest = newest_day(summary.articles)
        findings, misses = _by_incident(summary.findings), _by_incident(summary.near_misses)
        checked = []
        for incident in summary.incidents:
            found = findings.get(incident.id, [])
            if not self._touches(incident, found):
                missed = tuple(misses.get(incident.id, ()))
                checked.append(CheckedIncident(incident=incident, findings=tuple(found), near_misses=missed))
                continue
            reports = tuple(self._report(incident.id, report) for report in incident.events)
            again = check_again(incident, reports, self._decide, newest=newest, best=summary.best)
            checked.append(again)
        return checked

    def _touches(self, incident: Incident, findings: Iterable[Finding]) -> bool:
        figures = (figure for report in incident.events for figure in report.figures)
        return any(("figure", figure_id(figure)) in self._reviews for figure in figures) or any(
            ("finding", finding_id(finding)) in self._reviews for finding in findings
        )

    def _review(self, subject: _Subject, of: str) -> Review | None:
        review = self._reviews.get((subject, of))
        if review:
            self._met.add((subject, of))
        return review

    def _report(self, incident: str, report: EventReport) -> EventReport:
        """A report with its figures as they are now, and no headline that says a number which is gone."""
        figures = []
        for figure in report.figures:
            review = self._review("figure", figure_id(figure))
            now = _decided(figure, review) if review else figure
            if review:
                self.reviewed.append(Reviewed(review=review, incident=incident, figure=figure, figure_now=now))
            if now:
                figures.append(now)
        headline = report.headline
        if headline and proved_headline(headline, report.figures) and not proved_headline(headline, figures):
            headline = None
        return report.model_copy(update={"figures": tuple(figures), "headline": headline})

    def _decide(self, finding: Finding) -> Finding | None:
        review = self._review("finding", finding_id(finding))
        if review is None:
            return finding
        now = _ruled(finding, review)
        told = Reviewed(review=review, incident=finding.incident, finding=finding, finding_now=now)
        self.reviewed.append(told)
        return now


def _decided(figure: ReportedFigure, review: Review) -> ReportedFigure | None:
    if review.decision == "rejected":
        return None
    if review.decision != "corrected" or review.value is None:
        return figure
    bound = review.bound or "exactly"
    low, high = (review.value, review.upper) if review.upper is not None else interval(review.value, bound)
    number = {"value": review.value, "bound": bound, "low": low, "high": None if math.isinf(high) else high}
    return figure.model_copy(update={**number, "corrected": review.note or _BY_A_REVIEWER})


def _ruled(finding: Finding, review: Review) -> Finding | None:
    """The finding as a reviewer wants it: left out, of another kind, or with the figure that stands."""
    if review.decision == "rejected":
        return None
    if review.decision != "corrected":
        return finding
    kind = review.kind or finding.kind
    stands = next((figure for figure in finding.figures if figure_id(figure) == review.stands), finding.stands)
    said = [f"this is a case of {kind}"] if kind != finding.kind else []
    said += [f"{amount(stands)} stands"] if stands and stands != finding.stands else []
    why = f": {review.note.strip().rstrip('.')}" if review.note.strip() else ""
    told = f"{finding.explanation} {sentence(_BY_A_REVIEWER)}: {', '.join(said) or 'corrected'}{why}."
    severe = severity_as(kind, finding.kind, finding.severity)
    return finding.model_copy(update={"kind": kind, "stands": stands, "explanation": told, "severity": severe})


def _by_incident(told: Iterable[_Told]) -> Mapping[str, list[_Told]]:
    found: dict[str, list[_Told]] = {}
    for one in told:
        found.setdefault(one.incident, []).append(one)
    return found


def _changes(before: Summary, now: Summary) -> Changes | None:
    """What was new and is still there, at its new place, with what a correction brought."""
    told = before.changes
    if told is None:
        return None
    old = {finding for nth, finding in enumerate(before.findings) if nth not in set(told.findings)}
    estimates = {(one.id, e.measure, e.of, e.unit): e for one in now.incidents for e in one.estimates}
    changed = [
        ChangedEstimate(incident=one.incident, before=one.before, now=estimate)
        for one in told.estimates
        if (estimate := estimates.get((one.incident, one.now.measure, one.now.of, one.now.unit)))
    ]
    findings = tuple(nth for nth, finding in enumerate(now.findings) if finding not in old)
    return told.model_copy(update={"findings": findings, "estimates": tuple(changed)})
