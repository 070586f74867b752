"""Labels of a reading: its event reports with the incident that each is in, and the findings on their figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..records.events import EventReport, ReportedFigure
from ..records.incidents import FLAGGED, Finding
from ..records.summary import Summary
from .alignment import Placed, align, place_figures
from .gold import Gold, incident_of, rename_articles


@dataclass(frozen=True)
class Labels:
    """What was read, linked and flagged.

    Attributes:
        events: The event reports, in an order that follows from what they say.
        incidents: The id of the incident that each is in.
        findings: The flagged findings, the most severe first.
        headlines: The headline of each incident.
    """

    events: tuple[EventReport, ...]
    incidents: tuple[str, ...]
    findings: tuple[Finding, ...]
    headlines: Mapping[str, str]

    @cached_property
    def figures(self) -> tuple[Placed, ...]:
        """The figures of all events, in a row."""
        return place_figures(self.events)

    @cached_property
    def _indexes(self) -> dict[tuple[str, ReportedFigure], list[int]]:
        """The indexes of equal figures of one incident: the checker takes them for one."""
        indexes: dict[tuple[str, ReportedFigure], list[int]] = {}
        for nth, placed in enumerate(self.figures):
            indexes.setdefault((self.incidents[placed.event], placed.figure), []).append(nth)
        return indexes

    def figures_of(self, finding: Finding) -> list[list[int]]:
        """The indexes of each figure of a finding; several where an article states it twice."""
        return [self._indexes.get((finding.incident, figure), []) for figure in finding.figures]


def label(summary: Summary) -> Labels:
    """Take the labels from a summary of checked records."""
    placed = [(event, incident.id) for incident in summary.incidents for event in incident.events]
    placed.sort(key=lambda pair: (pair[0].article, pair[0].model_dump_json(), pair[1]))
    return Labels(
        events=tuple(event for event, _ in placed),
        incidents=tuple(incident for _, incident in placed),
        findings=tuple(finding for finding in summary.findings if finding.kind in FLAGGED),
        headlines={incident.id: incident.headline for incident in summary.incidents},
    )


class Selected(NamedTuple):
    """The event reports of a gold standard's articles.

    Attributes:
        reports: With the ids that the gold standard gives the articles.
        others: How many reports are of other articles.
        lacking: The articles of which there is no report.
    """

    reports: tuple[EventReport, ...]
    others: int
    lacking: tuple[str, ...]


def select_reports(gold: Gold, reports: Iterable[EventReport]) -> Selected:
    """Select the reports of the gold standard's articles; of others nobody knows what is right.

    An article goes by the id that the gold standard gives it, or by the hash of its text.
    """
    names, kept, others = gold.names, list[EventReport](), 0
    for report in reports:
        if report.article in names:
            kept.append(rename_articles(report, names))
        else:
            others += 1
    lacking = gold.articles.keys() - {report.article for report in kept}
    return Selected(tuple(kept), others, tuple(sorted(lacking)))


def link_as_gold(gold: Gold, reports: Sequence[EventReport]) -> list[EventReport]:
    """Give each report the incident of the gold event that it is; one that is none is an incident of its own."""
    ordered = sorted(reports, key=lambda report: (report.article, report.model_dump_json()))
    gold_of = {theirs: incident_of(gold.events[ours]) for ours, theirs in align(gold.events, ordered).events.items()}
    return [
        report.model_copy(update={"incident": gold_of.get(nth, f"no event of the gold standard, {nth}")})
        for nth, report in enumerate(ordered)
    ]
