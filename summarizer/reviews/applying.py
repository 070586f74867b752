"""Reviews applied to a summary: rejected findings and figures leave it, corrected ones say that they are corrected."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeVar

from ..consistency import severity_as
from ..errors import UsageError
from ..language.quantities import interval
from ..language.visible import clean
from ..records.changes import ChangedEstimate, Changes
from ..records.events import EventReport, ReportedFigure, proved_headline
from ..records.ids import figure_id, finding_id, passage_of_figure, passage_of_finding
from ..records.incidents import BestRule, Finding, NearMiss
from ..records.reviews import CheckedIncident, Review, Reviewed
from ..records.summary import Summary
from ..records.wording import amount, sentence
from ..schemas import why_no_count
from ..summary.assembly import in_order, newest_day
from ..summary.incidents import check_again

_Subject = Literal["finding", "figure"]
_Key = tuple[_Subject, str]
_Told = TypeVar("_Told", Finding, NearMiss)
_NAMED: Final = 3  # decisions that match nothing: these are named, others counted
_ABOUT: Final = 100  # characters of what a decision is on
_BY_A_REVIEWER: Final = "by a reviewer"  # what a correction says of itself where the reviewer wrote no note


def apply_reviews(summary: Summary, reviews: Iterable[Review]) -> tuple[Summary, tuple[Review, ...]]:
    """The summary as its reviewers left it.

    Figures come first: a rejected one is taken out, a corrected one has the reviewer's number and says so. Then the
    incidents that they are in are checked again, and the findings are decided on. Incidents are not linked again. Where
    an article was edited, a decision holds for the one figure or finding that has the same words of the same outlet.

    Args:
        summary: One without reviews.
        reviews: As `read_reviews` gives them.

    Returns:
        The summary, in which all that was applied is in `reviewed`, with what it was before; and the reviews that match
        nothing in it.

    Raises:
        UsageError: The summary has been reviewed already: what was left out of it cannot be brought back; or a number
            cannot be a count of what its figure counts.
    """
    if summary.reviewed:
        raise UsageError("expected a report without reviews, got one that has them: make it again, with all --reviews")
    desk = Desk(reviews)
    desk.follow_edits(summary)
    checked = desk.checked(summary)
    ordered = in_order(checked, summary.articles, summary.best)
    updated = {name: getattr(ordered, name) for name in ("digest", "incidents", "findings", "sensitivity")}
    near_misses = [missed for each in checked for missed in each.near_misses]
    changes = _changes(summary, ordered) if summary.changes else None
    reviewed = tuple(told for each in checked for told in each.reviewed)
    told = {"near_misses": tuple(near_misses), "reviewed": reviewed, "changes": changes}
    return summary.model_copy(update={**updated, **told}), desk.unmatched()


def unmatched_words(unmatched: Sequence[Review], of: int) -> str:
    """How many decisions match nothing, and the first of them: what they were on is not there, or is another by now."""
    first = ", ".join(
        f"{review.decision} “{clean(review.about or review.id)[:_ABOUT]}”" for review in unmatched[:_NAMED]
    )
    more = f" and {len(unmatched) - _NAMED} more" if len(unmatched) > _NAMED else ""
    return f"{len(unmatched)} of {of} reviews match nothing in this report: {first}{more}"


class Desk:
    """The reviews by what they are on, and which of them were met."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._given: dict[_Key, Review] = {(review.subject, review.id): review for review in reviews}
        self._reviews = dict(self._given)
        self._met: set[_Key] = set()

    def __len__(self) -> int:
        return len(self._given)

    def follow_edits(self, summary: Summary) -> None:
        """Let each decision of which the article was edited hold for the one passage that is the same, if there is one.

        Of several there is no telling which was meant; where what was reviewed still stands, no other is it; and a
        figure that stands is named by its article.
        """
        figures = [figure for told in summary.incidents for event in told.events for figure in event.figures]
        here: dict[_Key, str] = {("figure", figure_id(figure)): passage_of_figure(figure) for figure in figures}
        here |= {("finding", finding_id(found)): passage_of_finding(found) for found in summary.findings}
        gone = {
            (review.subject, review.passage): review
            for key, review in self._given.items()
            if review.passage and not review.stands and key not in here
        }
        standing = Counter((subject, passage) for (subject, _), passage in here.items())
        for (subject, of), passage in here.items():
            review = gone.get((subject, passage))
            if review and standing[subject, passage] == 1 and (subject, of) not in self._reviews:
                self._reviews[subject, of] = review

    def unmatched(self) -> tuple[Review, ...]:
        """The reviews of which nothing was found."""
        return tuple(review for key, review in self._given.items() if key not in self._met)

    def checked(self, summary: Summary) -> list[CheckedIncident]:
        """Each incident with its findings and near misses, those that a review touches checked again."""
        newest = newest_day(summary.articles)
        findings, misses = _by_incident(summary.findings), _by_incident(summary.near_misses)
        return [
            self.again(
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

    def again(self, checked: CheckedIncident, *, newest: date | None, best: BestRule) -> CheckedIncident:
        """One incident as its reviewers left it; itself where they decided nothing of it."""
        if not self._touches(checked):
            return checked
        incident, applied = checked.incident, list[Reviewed]()
        reports = tuple(self._report(incident.id, report, applied) for report in incident.events)

        def decide(finding: Finding) -> Finding | None:
            return self._decide(finding, applied)

        now = check_again(incident, reports, decide, newest=newest, best=best)
        return now.model_copy(update={"reviewed": tuple(applied)})

    def _touches(self, checked: CheckedIncident) -> bool:
        figures = (figure for report in checked.incident.events for figure in report.figures)
        return any(("figure", figure_id(figure)) in self._reviews for figure in figures) or any(
            ("finding", finding_id(finding)) in self._reviews for finding in checked.findings
        )

    def _review(self, subject: _Subject, of: str) -> Review | None:
        review = self._reviews.get((subject, of))
        if review:
            self._met.add((review.subject, review.id))
        return review

    def _report(self, incident: str, report: EventReport, applied: list[Reviewed]) -> EventReport:
        """A report with its figures as they are now, and no headline that says a number which is gone."""
        figures = []
        for figure in report.figures:
            review = self._review("figure", figure_id(figure))
            now = _decided(figure, review) if review else figure
            if review:
                applied.append(Reviewed(review=review, incident=incident, figure=figure, figure_now=now))
            if now:
                figures.append(now)
        headline = report.headline
        if headline and proved_headline(headline, report.figures) and not proved_headline(headline, figures):
            headline = None
        return report.model_copy(update={"figures": tuple(figures), "headline": headline})

    def _decide(self, finding: Finding, applied: list[Reviewed]) -> Finding | None:
        review = self._review("finding", finding_id(finding))
        if review is None:
            return finding
        now = _ruled(finding, review)
        applied.append(Reviewed(review=review, incident=finding.incident, finding=finding, finding_now=now))
        return now


def _decided(figure: ReportedFigure, review: Review) -> ReportedFigure | None:
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
