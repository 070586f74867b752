"""Checks of an incident: from a group of linked reports to its record and findings."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ..concurrency import fault_message, isolate
from ..consistency import (
    Checked,
    CodedRow,
    Context,
    check_figures,
    estimate_counts,
    explain_figures,
    find_copies,
    find_near_misses,
    merge_copies,
    normalize_reports,
)
from ..linking import Group, Neighbour
from ..records.construction import without_validation
from ..records.events import EventReport, ReportedFigure
from ..records.incidents import BestRule, Finding, Incident, IncidentEstimate, Pair, Rival
from ..records.reviews import CheckedIncident
from ..records.summary import Summary
from ..schemas import Place
from .prose import describe_incident

_log = logging.getLogger(__name__)

_LEVELS: Final = tuple(Place.model_fields)
_new_incident: Final = without_validation(Incident)
_new_checked_incident: Final = without_validation(CheckedIncident)

# Each kind of evidence in words where it speaks against a link.
_AGAINST = {
    "place": "other places",
    "country": "other countries",
    "time": "other days",
    "hour": "another time of day",
    "type": "another kind of event",
    "perpetrator": "another perpetrator",
    "target": "another target",
    "toll": "another toll",
    "wounded": "another count of wounded",
    "names": "other names",
    "age": "a victim of another age",
    "site": "another part of the town",
    "victims": "other victims",
    "words": "hardly a word in common",
    "one article": "one article tells of both as two",
}


def check_incident(
    group: Group,
    *,
    texts: Mapping[str, str] | None = None,
    copies: Mapping[str, str] | None = None,
    newest: date | None = None,
    best: BestRule = "latest",
) -> CheckedIncident:
    """Check the figures of one incident. If the check fails, the incident is returned as linked, with its `error`.

    `copies` are articles that are known to repeat another, by id;
    `texts` are the articles' texts by id, as far as available, to detect near-duplicates;
    `newest` is the last day of publication in the whole run, which the recency of findings is measured from.
    """
    try:
        return _check(group, texts or {}, copies or {}, newest, best)
    except Exception as error:
        _log.exception("checking incident %s", group.id)
        why = group.error or f"not checked: {fault_message(error)}"
        return _new_checked_incident(incident=unchecked_incident(group.id, group.reports, why))


def unchecked_incident(name: str, reports: tuple[EventReport, ...], why: str) -> Incident:
    """Make the record of an incident that could not be checked; `why` is the reason."""
    kind = reports[0].type if reports else "unknown"
    headline = kind.replace("_", " ").capitalize()
    return _new_incident(
        id=name,
        type=kind,
        headline=headline,
        place=Place(),
        start=None,
        end=None,
        sources=tuple(dict.fromkeys(report.article for report in reports)),
        events=reports,
        estimates=(),
        copies={},
        summary=f"{headline}: {why}",
        cores=(0,) * len(reports),
        error=why,
    )


def _check(
    group: Group, texts: Mapping[str, str], copies: Mapping[str, str], newest: date | None, best: BestRule
) -> CheckedIncident:
    if len(group.reports) > 1 or (group.reports and len(group.reports[0].figures) > 2):
        group = replace(group, reports=normalize_reports(group.reports))
    reports = group.reports
    figures = [figure for report in reports for figure in report.figures]
    published = {report.article: report.published for report in reports}
    copied = find_copies(
        {report.article: texts[report.article] for report in reports if report.article in texts}, published
    )
    here = {report.article for report in reports} if copies else ()
    declared = {copy: of for copy, of in copies.items() if copy in here and of in here}
    declared |= {report.article: report.copy_of for report in reports if report.copy_of}
    if declared:
        copied = merge_copies(copied, declared, published, published)
    context = _make_context(group.id, reports, group.cores, copied, newest)
    checked = check_figures(figures, context)
    estimated = _estimate_core(reports, group.cores, checked, context, best)
    return _new_checked_incident(
        incident=_make_incident(group, figures, checked, estimated, context.copied),
        findings=checked.findings,
        near_misses=tuple(find_near_misses(checked, context)),
    )


def recheck_incident(
    incident: Incident,
    reports: tuple[EventReport, ...],
    decide: Callable[[Finding], Finding | None],
    *,
    newest: date | None = None,
    best: BestRule = "latest",
) -> CheckedIncident:
    """Check an incident again with reviewed `reports` in the place of its own, one for one.

    `decide` returns each finding as it is to stand, None for one to leave out. `newest` is as for `check_incident`.
    """
    if incident.error:
        return CheckedIncident(incident=incident.model_copy(update={"events": reports}))
    figures = [figure for report in reports for figure in report.figures]
    cores = incident.cores or (0,) * len(reports)
    context = _make_context(incident.id, reports, cores, incident.copies, newest)
    checked = check_figures(figures, context)
    decided = tuple(finding for finding in map(decide, checked.findings) if finding)
    standing = checked._replace(findings=decided)
    gone = {report.headline for report in incident.events} - {report.headline for report in reports}
    headline = _choose_headline(reports, incident.type) if incident.headline in gone else incident.headline
    updated = {
        "headline": headline,
        "events": reports,
        "estimates": tuple(_estimate_core(reports, cores, checked, context, best)),
        "summary": describe_incident(headline, incident.place, incident.start, incident.sources, figures, standing),
    }
    return CheckedIncident(
        incident=incident.model_copy(update=updated),
        findings=decided,
        near_misses=tuple(find_near_misses(checked, context)),
    )


def _estimate_core(
    reports: Sequence[EventReport], cores: Sequence[int], checked: Checked, context: Context, best: BestRule
) -> list[IncidentEstimate]:
    """Estimate from the reports of the main core, which are surely of the incident."""
    sure = [report for report, core in zip(reports, cores, strict=True) if core == 0]
    figures = [figure for report in sure for figure in report.figures]
    return estimate_counts(figures, checked, context, best)


def add_pairs(summary: Summary) -> Summary:
    """Add the verdict on every two figures of each incident; quadratic in their number."""
    pairs, failed = isolate(summary.incidents, _explain_pairs)
    incidents = [
        incident.model_copy(update={"error": f"not explained: {failed[index]}"}) if index in failed else incident
        for index, incident in enumerate(summary.incidents)
    ]
    return summary.model_copy(update={"pairs": pairs, "incidents": tuple(incidents)})


def _explain_pairs(incidents: Sequence[Incident]) -> tuple[Pair, ...]:
    return tuple(
        pair
        for incident in incidents
        if not incident.error
        for pair in explain_figures(
            [figure for event in incident.events for figure in event.figures],
            _make_context(incident.id, incident.events, incident.cores, incident.copies),
        )
    )


def _make_context(
    incident: str,
    reports: Sequence[EventReport],
    cores: Sequence[int],
    copied: Mapping[str, str],
    newest: date | None = None,
) -> Context:
    """The checker's context of an incident."""
    published = {report.article: report.published for report in reports if report.published}
    cores_of = _cores_by_article(reports, cores)
    context = Context(published, copied, _place_breadth(reports), newest, cores_of, incident)
    rows = {
        report.article: CodedRow(report.dataset_key, report.dataset_id, report.incident)
        for report in reports
        if report.dataset_key
    }
    if not rows:
        return context
    counts = Counter(report.article for report in reports)
    return replace(context, rows=rows, repeated={article for article in rows if counts[article] > 1})


def _cores_by_article(reports: Iterable[EventReport], cores: Sequence[int]) -> dict[str, frozenset[int]]:
    """The cores of each article's events; empty where there is only one, which is nearly always."""
    if len(set(cores)) < 2:
        return {}
    by_article: dict[str, frozenset[int]] = {}
    for report, core in zip(reports, cores, strict=True):
        by_article[report.article] = by_article.get(report.article, frozenset()) | {core}
    return by_article


def _place_breadth(reports: Iterable[EventReport]) -> dict[str, int]:
    """The widest place that each article gives the event: 1 country, 2 region, 3 town, 0 none."""
    levels: dict[str, int] = {}
    for report in reports:
        place = report.precise_place
        level = 3 if place.label else 2 if place.region else 1 if place.country else 0
        levels[report.article] = min(level, levels.get(report.article, 3))
    return levels


def _make_incident(
    group: Group,
    figures: list[ReportedFigure],
    checked: Checked,
    estimated: Sequence[IncidentEstimate],
    copied: Mapping[str, str],
) -> Incident:
    reports = group.reports
    sources = tuple(dict.fromkeys(report.article for report in reports))
    incident_type = _choose_type(reports)
    place = _choose_place(reports)
    start = _most_common(report.start for report in reports)
    end = _most_common(report.end for report in reports)
    headline = _choose_headline(reports, incident_type)
    return _new_incident(
        id=group.id,
        type=incident_type,
        headline=headline,
        place=place,
        start=start,
        end=end,
        sources=sources,
        events=reports,
        estimates=tuple(estimated),
        summary=describe_incident(headline, place, start, sources, figures, checked),
        copies=dict(copied),
        cores=group.cores,
        links=group.links,
        rival=_make_rival(group.rival, reports) if group.rival else None,
        uncompared=checked.uncompared,
        error=group.error,
    )


def _make_rival(rival: Neighbour, reports: Iterable[EventReport]) -> Rival:
    against = sorted(rival.evidence, key=lambda name: (rival.evidence[name], name))
    reason = "; ".join(_AGAINST[name] for name in against[:2] if rival.evidence[name] < 0 and name in _AGAINST)
    dataset = rival.theirs.dataset_key
    if dataset and any(report.dataset_key == dataset for report in reports):
        reason = f"another row of {rival.theirs.dataset} is of this incident"
    return Rival(
        incident=rival.incident,
        ours=rival.ours.article,
        theirs=rival.theirs.article,
        weight=rival.weight,
        evidence=rival.evidence,
        reason=reason or "too little speaks for it",
    )


def _choose_type(reports: Sequence[EventReport]) -> str:
    """Choose the most common type; of two as common, the first."""
    types = [report.type for report in reports]
    if len(set(types)) == 1:
        return types[0]
    counts = Counter(types)
    return max(counts, key=counts.__getitem__)


def _choose_headline(reports: Sequence[EventReport], incident_type: str) -> str:
    """Choose the headline of the report with the most figures; the type in words if none has a proved one."""
    titled = [report for report in reports if report.headline]
    best = max(titled, key=lambda report: len(report.figures), default=None)
    return (best.headline if best else None) or incident_type.replace("_", " ").capitalize()


def _choose_place(reports: Sequence[EventReport]) -> Place:
    """Choose the place that names the most levels; the most common of these."""
    places = [report.place for report in reports]
    if len(set(places)) == 1:
        return places[0]
    counts = Counter(places)
    return max(counts, key=lambda place: (sum(bool(getattr(place, name)) for name in _LEVELS), counts[place]))


def _most_common(days: Iterable[date | None]) -> date | None:
    named = [day for day in days if day]
    if len(set(named)) < 2:
        return named[0] if named else None
    counts = Counter(named)
    return min(counts, key=lambda day: (-counts[day], day))
