"""From file to findings, as `summarizer check` does it: how many of the findings that accuse are of one true event."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from summarizer.pipeline.check import check_each
from summarizer.records.incidents import FLAGGED, Finding, Incident
from summarizer.records.reviews import CheckedIncident

from .children import Phases, hand_in
from .corpora import own_digest, read_reports, read_truth

MEMORY: Final = "1500MB"  # as much as linking has elsewhere in these benchmarks


def main() -> None:
    """Check a file of records; hand in the incidents, and the count of findings that accuse and of those that mix."""
    records, folder = map(Path, sys.argv[1:])
    owns = array("q", map(own_digest, read_reports(records)))
    incident_of = dict(zip(owns, read_truth(records), strict=True))
    phases, labels = Phases(), dict[int, int]()
    with phases.timed("check"):
        for number, checked in enumerate(check_each(read_reports(records), memory=MEMORY)):
            labels |= dict.fromkeys(map(own_digest, checked.incident.events), number)
            for right in judge(checked, incident_of):
                phases.accusing += 1
                phases.mixed += not right
    hand_in(folder, phases, {"incidents": array("q", (labels[own] for own in owns))})


def judge(checked: CheckedIncident, incident_of: Mapping[int, int]) -> Iterator[bool]:
    """For each finding that accuses: whether all of its figures are of one true incident."""
    for finding in checked.findings:
        if finding.kind in FLAGGED:
            yield is_of_one(finding, checked.incident, incident_of)


def is_of_one(finding: Finding, incident: Incident, incident_of: Mapping[int, int]) -> bool:
    """Whether some true incident has all figures of a finding; an article may give one figure for two incidents."""
    shared: set[int] | None = None
    for figure in finding.figures:
        events = [event for event in incident.events if event.article == figure.article and figure in event.figures]
        told = {incident_of[own_digest(event)] for event in events}
        shared = told if shared is None else shared & told
    return bool(shared)


if __name__ == "__main__":
    main()
