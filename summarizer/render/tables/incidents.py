"""CSV with a row for each incident: ACLED's event types, and low, best and high as UCDP has them."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

from ...consistency import relation
from ...records.incidents import KINDS, Finding, Incident, IncidentEstimate
from ...records.summary import Summary
from ...schemas import MEASURES
from ..claims import estimate_line
from ..eventreports import time_precision
from ..lookup import article_label, articles_by_id
from ..notes import corrections
from .cells import Value, csv_row

# Of "other" there are no estimates. The columns of the later measures stand last, as all that is added does.
_LATER: Final = ("casualties", "treated", "cases", "trapped", "hectares")
_MEASURES: Final = tuple(measure for measure in MEASURES if measure not in (*_LATER, "other"))
_ENDS: Final = ("low", "best", "high", "of", "unit")

COLUMNS: Final = (
    *("event_id", "event_type", "sub_event_type", "type", "headline", "country", "region", "city"),
    *("date_start", "date_end", "time_precision", "number_of_sources", "sources", "possibly"),
    *(f"{measure}_{end}" for measure in _MEASURES for end in _ENDS),
    *("estimates", "corrected"),
    *(f"findings_{kind}" for kind in KINDS),
    *(f"{measure}_{end}" for measure in _LATER for end in _ENDS),
    *("site", "district"),
)


def render_incidents_csv(summary: Summary) -> str:
    """Return the table, with its header."""
    findings: dict[str, list[Finding]] = {}
    for finding in summary.findings:
        findings.setdefault(finding.incident, []).append(finding)
    labels = {article: article_label(record) for article, record in articles_by_id(summary).items()}
    rows = [_row(incident, findings.get(incident.id, []), labels) for incident in summary.incidents]
    return "".join(map(csv_row, [COLUMNS, *rows]))


@cache
def acled_types() -> dict[str, tuple[str, str]]:
    """Read ACLED's event type and sub-event type for each of our event types that ACLED has."""
    table = tomllib.loads(resources.files(__package__).joinpath("acled.toml").read_text(encoding="utf-8"))
    return {
        ours: (event_type, sub_event_type)
        for event_type, types in table["sub_event_types"].items()
        for ours, sub_event_type in types.items()
    }


def _row(incident: Incident, findings: list[Finding], labels: dict[str, str]) -> list[Value]:
    kinds = Counter(finding.kind for finding in findings)
    place = incident.place
    return [
        *(incident.id, *acled_types().get(incident.type, (None, None)), incident.type, incident.headline),
        *(place.country, place.region, place.town or place.label),
        *(incident.start, incident.end or incident.start, time_precision(incident.start, incident.end)),
        len(incident.sources),
        "; ".join(labels.get(article, article) for article in incident.sources),
        len(incident.possibly),
        *(value for measure in _MEASURES for value in _estimate_cells(incident.estimates, measure)),
        "; ".join(map(estimate_line, incident.estimates)),
        corrections(incident.events),
        *(kinds[kind] for kind in KINDS),
        *(value for measure in _LATER for value in _estimate_cells(incident.estimates, measure)),
        *(place.site, place.district),
    ]


def _estimate_cells(estimates: tuple[IncidentEstimate, ...], measure: str) -> tuple[Value, ...]:
    estimate = pick_estimate([estimate for estimate in estimates if estimate.measure == measure])
    if estimate is None:
        return (None,) * len(_ENDS)
    return estimate.low, estimate.best, estimate.high, estimate.of or None, estimate.unit


def pick_estimate(estimates: Sequence[IncidentEstimate]) -> IncidentEstimate | None:
    """Pick the estimate of people, else the only one; none of several, as no source states their sum."""
    people = [
        estimate
        for estimate in estimates
        if estimate.unit is None and relation(estimate.of or "people", "people") == "same"
    ]
    chosen = people or estimates
    return chosen[0] if len(chosen) == 1 else None
