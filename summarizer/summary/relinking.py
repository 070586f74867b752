"""Decisions on links that are made of a summary: its incidents are merged and split, and checked again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..linking import Group
from ..records.changes import Changes
from ..records.incidents import Incident
from ..records.reviews import CheckedIncident, Review, Reviewed
from ..records.summary import Summary
from .assembly import build_summary, newest_day
from .clerical_review import decide
from .decisions import Decisions
from .incidents import check_incident


def relink(summary: Summary, reviews: Sequence[Review]) -> tuple[Summary, tuple[Review, ...]]:
    """Apply decisions on links to a summary, after those that it was made with.

    Returns:
        The summary, and the decisions that are on reports which it lacks.
    """
    known = {reviewed.review.id: reviewed for reviewed in summary.reviewed if reviewed.review.subject == "link"}
    made = {name: reviewed.review.decision for name, reviewed in known.items()}
    fresh = [review for review in reviews if made.get(review.id) != review.decision]
    if not fresh:
        return summary, ()
    groups = [_to_group(incident) for incident in summary.incidents]
    earlier = Decisions(tuple(fresh)).after(reviewed.review for reviewed in known.values())
    decided = decide(groups, summary.articles, earlier)
    matched = {ruled.review.id for ruled in decided.ruled}
    loose = tuple(review for review in fresh if review.id not in matched)
    kept = {id(group) for group in groups} & {id(group) for group in decided.incidents}
    checked = _check_again(summary, {group.id for group in groups if id(group) in kept}, decided.incidents)
    return _rebuild(summary, checked, _keep_evidence(decided.reviewed(decided.incidents), known)), loose


def _keep_evidence(reviewed: Iterable[Reviewed], known: Mapping[str, Reviewed]) -> list[Reviewed]:
    """Put the evidence of pairs that were decided before beside them: the incidents no longer hold it."""
    return [
        each.model_copy(update={"weight": before.weight, "evidence": before.evidence})
        if (before := known.get(each.review.id)) and not each.evidence
        else each
        for each in reviewed
    ]


def _to_group(incident: Incident) -> Group:
    cores = incident.cores or (0,) * len(incident.events)
    return Group(incident.id, incident.events, cores, incident.links, error=incident.error)


def _check_again(summary: Summary, kept: set[str], groups: Iterable[Group]) -> list[CheckedIncident]:
    """Check the incidents that were changed; the others have what the summary says of them."""
    findings, misses = defaultdict(list), defaultdict(list)
    for finding in summary.findings:
        findings[finding.incident].append(finding)
    for miss in summary.near_misses:
        if miss.other is None:  # those of two incidents are found anew
            misses[miss.incident].append(miss)
    before = {incident.id: incident for incident in summary.incidents}
    copies = {copy: of for incident in summary.incidents for copy, of in incident.copies.items()}
    newest = newest_day(summary.articles)
    return [
        CheckedIncident(
            incident=before[group.id],
            findings=tuple(findings[group.id]),
            near_misses=tuple(misses[group.id]),
        )
        if group.id in kept
        else check_incident(group, copies=copies, newest=newest, best=summary.best)
        for group in groups
    ]


def _rebuild(summary: Summary, checked: Sequence[CheckedIncident], reviewed: Sequence[Reviewed]) -> Summary:
    """Build the summary of the changed incidents; what refers to an incident by its id refers to where it is now."""
    where = {event.article: each.incident.id for each in checked for event in each.incident.events}
    now = {each.incident.id for each in checked}
    rivals = [each.model_copy(update={"incident": _rename_rival(each.incident, where, now)}) for each in checked]
    built = build_summary(rivals, summary.articles, summary.best, reviewed)
    asked = (
        one.model_copy(update={"incidents": tuple(dict.fromkeys(where[article] for article in one.articles))})
        for one in summary.adjudicated
    )
    names = ("digest", "incidents", "findings", "sensitivity", "near_misses", "side_by_side", "reviewed")
    updated = {name: getattr(built, name) for name in names}
    updated |= {
        "adjudicated": tuple(asked),
        "pairs": tuple(pair for pair in summary.pairs if pair.incident in now),
        "changes": _update_changes(summary.changes, summary, built) if summary.changes else None,
    }
    return summary.model_copy(update=updated)


def _rename_rival(incident: Incident, where: Mapping[str, str], now: set[str]) -> Incident:
    rival = incident.rival
    if rival is None or rival.incident in now:
        return incident
    name = where[rival.theirs]
    return incident.model_copy(
        update={"rival": rival.model_copy(update={"incident": name}) if name != incident.id else None}
    )


def _update_changes(changes: Changes, before: Summary, now: Summary) -> Changes:
    """An incident is new if all its events were of new incidents; findings are new that the summary had not."""
    new = {event for incident in before.incidents if incident.id in changes.incidents for event in incident.events}
    old = {finding for nth, finding in enumerate(before.findings) if nth not in set(changes.findings)}
    there = {incident.id for incident in now.incidents}
    return changes.model_copy(
        update={
            "incidents": tuple(incident.id for incident in now.incidents if new.issuperset(incident.events)),
            "findings": tuple(nth for nth, finding in enumerate(now.findings) if finding not in old),
            "estimates": tuple(change for change in changes.estimates if change.incident in there),
        }
    )
