"""Apply reviewers' decisions to a summary: remove rejected findings and figures, mark corrected ones."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeVar

from ..consistency import rescale_severity
from ..errors import UsageError
from ..language.quantities import interval
from ..language.visible import clean
from ..records.changes import ChangedEstimate, Changes
from ..records.events import EventReport, ReportedFigure, prove_headline
from ..records.ids import figure_id, figure_passage_id, finding_id, finding_passage_id
from ..records.incidents import BestRule, Finding, NearMiss
from ..records.reviews import CheckedIncident, Review, Reviewed
from ..records.summary import Summary
from ..records.wording import capitalize, format_amount, pluralize
from ..schemas import why_no_count
from ..summary.assembly import build_summary, newest_day
from ..summary.incidents import recheck_incident
from ..summary.relinking import relink

_Subject = Literal["finding", "figure", "link"]
_Key = tuple[_Subject, str]
_Record = TypeVar("_Record", Finding, NearMiss)
_NAMED: Final = 3  # decisions that match nothing: these are named, others counted
_ABOUT: Final = 100  # characters of what a decision is on
_BY_A_REVIEWER: Final = "by a reviewer"  # the note of a correction without one


def apply_reviews(summary: Summary, reviews: Iterable[Review]) -> tuple[Summary, tuple[Review, ...]]:
    """Apply reviews to a summary.

    Figures come first: a rejected one is removed, a corrected one takes the reviewer's number and says so. Then the
    incidents that hold them are checked again, and the findings are decided on. If an article was edited, a decision
    holds for the one figure or finding with the same words of the same outlet.

    Before all of them come the decisions on links that the summary was not made with: they merge and split incidents,
    and nothing else is linked again.

    Args:
        summary: One without reviews.
        reviews: As `read_reviews` gives them.

    Returns:
        The summary, whose `reviewed` lists each decision with the figure or finding before and after; and the reviews
        that match nothing in it.

    Raises:
        UsageError: The summary has been reviewed already, so that what was removed cannot be restored; or a corrected
            number cannot be a count of what its figure counts.
    """
    if any(reviewed.review.subject != "link" for reviewed in summary.reviewed):
        raise UsageError("expected a report without reviews, got one that has them: make it again, with all --reviews")
    reviews = list(reviews)
    summary, loose = relink(summary, [review for review in reviews if review.subject == "link"])
    desk = Desk(review for review in reviews if review.subject != "link")
    desk.follow_edits(summary)
    checked = desk.review_all(summary)
    ordered = build_summary(checked, summary.articles, summary.best, summary.reviewed)
    names = ("digest", "incidents", "findings", "sensitivity", "near_misses", "side_by_side")
    updated = {name: getattr(ordered, name) for name in names}
    changes = _update_changes(summary, ordered) if summary.changes else None
    reviewed = (*summary.reviewed, *(decision for incident in checked for decision in incident.reviewed))
    updated |= {"reviewed": reviewed, "changes": changes}
    return summary.model_copy(update=updated), (*desk.unmatched(), *loose)


def describe_unmatched(unmatched: Sequence[Review], of: int) -> str:
    """Say how many decisions match nothing, and name the first of them."""
    first = ", ".join(
        f"{review.decision} “{clean(review.about or review.id)[:_ABOUT]}”" for review in unmatched[:_NAMED]
    )
    more = f" and {len(unmatched) - _NAMED} more" if len(unmatched) > _NAMED else ""
    match = pluralize(of, "review matches", "reviews match")
    return f"{len(unmatched)} of {of} {match} nothing in this report: {first}{more}"


class Desk:
    """Applies reviews by the figure or finding that each is on, and keeps track of those that matched."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._all: dict[_Key, Review] = {(review.subject, review.id): review for review in reviews}
        self._reviews = dict(self._all)
        self._matched: set[_Key] = set()

    def __len__(self) -> int:
        return len(self._all)

    def follow_edits(self, summary: Summary) -> None:
        """Carry decisions over to edited articles: to the one figure or finding with the same passage, if there is one.

        A passage that stands several times is ambiguous and matches nothing, as does one whose own figure still stands.
        A decision that names the figure that `stands` is never carried over, for that id holds the article's.
        """
        figures = [figure for incident in summary.incidents for event in incident.events for figure in event.figures]
        here: dict[_Key, str] = {("figure", figure_id(figure)): figure_passage_id(figure) for figure in figures}
        here |= {("finding", finding_id(finding)): finding_passage_id(finding) for finding in summary.findings}
        gone = {
            (review.subject, review.passage): review
            for key, review in self._all.items()
            if review.passage and not review.stands and key not in here
        }
        standing = Counter((subject, passage) for (subject, _), passage in here.items())
        for (subject, of), passage in here.items():
            review = gone.get((subject, passage))
            if review and standing[subject, passage] == 1 and (subject, of) not in self._reviews:
                self._reviews[subject, of] = review

    def unmatched(self) -> tuple[Review, ...]:
        """The reviews that matched no figure and no finding."""
        return tuple(review for key, review in self._all.items() if key not in self._matched)

    def review_all(self, summary: Summary) -> list[CheckedIncident]:
        """Return each incident with its findings and near misses; check those again that a review touches."""
        newest = newest_day(summary.articles)
        of_one = (miss for miss in summary.near_misses if miss.other is None)  # those of two are found anew
        findings, misses = _by_incident(summary.findings), _by_incident(of_one)
        return [
            self.review(
                CheckedIncident(
                    incident=incident,
                    findings=tuple(findings.get(incident.id, ())),
                    near_misses=tuple(misses.get(incident.id, ())),
                ),
                newest=newest,
                best=summary.best,
            )
            for incident in summary.incidents
        ]

    def review(self, checked: CheckedIncident, *, newest: date | None, best: BestRule) -> CheckedIncident:
        """Apply the reviews of one incident; without any it is returned unchanged."""
        if not self._touches(checked):
            return checked
        incident, applied = checked.incident, list[Reviewed]()
        reports = tuple(self._review_report(incident.id, report, applied) for report in incident.events)

        def decide(finding: Finding) -> Finding | None:
            return self._decide(finding, applied)

        now = recheck_incident(incident, reports, decide, newest=newest, best=best)
        return now.model_copy(update={"reviewed": tuple(applied)})

    def _touches(self, checked: CheckedIncident) -> bool:
        figures = (figure for report in checked.incident.events for figure in report.figures)
        return any(("figure", figure_id(figure)) in self._reviews for figure in figures) or any(
            ("finding", finding_id(finding)) in self._reviews for finding in checked.findings
        )

    def _take_review(self, subject: _Subject, of: str) -> Review | None:
        review = self._reviews.get((subject, of))
        if review:
            self._matched.add((review.subject, review.id))
        return review

    def _review_report(self, incident: str, report: EventReport, applied: list[Reviewed]) -> EventReport:
        """Return a report with reviewed figures, without its headline if that repeats a number that is gone."""
        figures = []
        for figure in report.figures:
            review = self._take_review("figure", figure_id(figure))
            now = _review_figure(figure, review) if review else figure
            if review:
                applied.append(Reviewed(review=review, incident=incident, figure=figure, figure_now=now))
            if now:
                figures.append(now)
        headline = report.headline
        if headline and prove_headline(headline, report.figures) and not prove_headline(headline, figures):
            headline = None
        return report.model_copy(update={"figures": tuple(figures), "headline": headline})

    def _decide(self, finding: Finding, applied: list[Reviewed]) -> Finding | None:
        review = self._take_review("finding", finding_id(finding))
        if review is None:
            return finding
        now = _review_finding(finding, review)
        applied.append(Reviewed(review=review, incident=finding.incident, finding=finding, finding_now=now))
        return now


def _review_figure(figure: ReportedFigure, review: Review) -> ReportedFigure | None:
    if review.decision == "rejected":
        return None
    if review.decision != "corrected" or review.value is None:
        return figure
    bound = review.bound or "exactly"
    low, high = (review.value, review.upper) if review.upper is not None else interval(review.value, bound)
    if why := why_no_count(figure.measure, figure.unit, review.value, low):
        about = clean(review.about or review.id)[:_ABOUT]
        raise UsageError(f"review of “{about}”: {why}: mend it or take it out")
    number = {"value": review.value, "bound": bound, "low": low, "high": None if math.isinf(high) else high}
    return figure.model_copy(update={**number, "corrected": review.note or _BY_A_REVIEWER})


def _review_finding(finding: Finding, review: Review) -> Finding | None:
    """Apply a review to a finding: remove it, or change its kind or the figure that stands."""
    if review.decision == "rejected":
        return None
    if review.decision != "corrected":
        return finding
    kind = review.kind or finding.kind
    stands = next((figure for figure in finding.figures if figure_id(figure) == review.stands), finding.stands)
    said = [f"this is a case of {kind}"] if kind != finding.kind else []
    said += [f"{format_amount(stands)} stands"] if stands and stands != finding.stands else []
    why = f": {review.note.strip().rstrip('.')}" if review.note.strip() else ""
    explanation = f"{finding.explanation} {capitalize(_BY_A_REVIEWER)}: {', '.join(said) or 'corrected'}{why}."
    severe = rescale_severity(kind, finding.kind, finding.severity)
    return finding.model_copy(update={"kind": kind, "stands": stands, "explanation": explanation, "severity": severe})


def _by_incident(records: Iterable[_Record]) -> Mapping[str, list[_Record]]:
    groups: dict[str, list[_Record]] = {}
    for record in records:
        groups.setdefault(record.incident, []).append(record)
    return groups


def _update_changes(before: Summary, now: Summary) -> Changes | None:
    """Update what is new: drop what reviews removed, add what a correction brought, by the places of findings now."""
    changes = before.changes
    if changes is None:
        return None
    old = {finding for nth, finding in enumerate(before.findings) if nth not in set(changes.findings)}
    estimates = {(i.id, e.measure, e.of, e.unit): e for i in now.incidents for e in i.estimates}
    changed = [
        ChangedEstimate(incident=change.incident, before=change.before, now=estimate)
        for change in changes.estimates
        if (estimate := estimates.get((change.incident, change.now.measure, change.now.of, change.now.unit)))
    ]
    findings = tuple(nth for nth, finding in enumerate(now.findings) if finding not in old)
    return changes.model_copy(update={"findings": findings, "estimates": tuple(changed)})
