"""New reports beside those that were linked before: only what they touch is linked again."""

from collections.abc import Iterable, Iterator, Sequence

from ..records.events import EventReport
from ..records.ids import canonical_json
from .incidents import Incident, link
from .profiles import Profile, digest, marks, profile

_Name = tuple[str, object]


def relink(incidents: Iterable[Incident], new: Iterable[EventReport]) -> list[Incident]:
    """The incidents of all reports, old and new: exactly those that `link` makes of them all at once.

    An incident is touched by a new report if a chain of shared names leads from one to the other:
    a town, a region, a country, an article, or, where one report has no place, a word of its topic.
    Whatever linking weighs (pairs, and how many reports a place sees) lies within such a chain, so
    that all other incidents stay as they are.
    """
    before = list(incidents)
    known = {report for incident in before for report in incident.reports}
    fresh = [report for report in new if report not in known]
    reports = [report for incident in before for report in incident.reports]
    reached = _reached([*reports, *fresh], fresh)
    kept = [incident for incident in before if not reached & set(incident.reports)]
    left = {report for incident in kept for report in incident.reports}
    return kept + link(report for report in [*reports, *fresh] if report not in left)


def _reached(reports: Sequence[EventReport], fresh: Sequence[EventReport]) -> set[EventReport]:
    """The reports to which a chain of shared names leads from a fresh one."""
    named = {report: list(_names(report)) for report in reports}
    telling = {name for report, names in named.items() if _unplaced(report) for name in names if name[0] == "topic"}
    by_name: dict[_Name, list[EventReport]] = {}
    for report, names in named.items():
        named[report] = [name for name in names if name[0] != "topic" or name in telling]
        for name in named[report]:
            by_name.setdefault(name, []).append(report)
    reached = set(fresh)
    waiting = list(reached)
    while waiting:
        for name in named[waiting.pop()]:
            met = [report for report in by_name.pop(name, ()) if report not in reached]
            reached.update(met)
            waiting += met
    return reached


def _names(report: EventReport) -> Iterator[_Name]:
    row = _row(report)
    yield "article", report.article
    if report.incident is not None:
        yield "incident", report.incident
        return
    for place in {row.city_at, row.region_at} - {None}:
        yield "place", place
    if row.country:
        yield "country", row.country
    for mark in marks(report, row.own):
        if mark.kind == "topic":
            yield "topic", mark.mark


def _unplaced(report: EventReport) -> bool:
    row = _row(report)
    return not (row.city_at or row.region_at)


def _row(report: EventReport) -> Profile:
    return profile(report, digest(canonical_json(report)))
