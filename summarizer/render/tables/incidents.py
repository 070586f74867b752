"""CSV at the level of incidents: a row is one incident, with ACLED's types and UCDP's low, best and high."""

import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import Final

from ...consistency import relation
from ...records.incidents import KINDS, Finding, Incident, IncidentEstimate
from ...records.summary import Summary
from ...schemas import MEASURES
from ..claims import by_id, estimate_line, label
from ..eventreports import time_precision
from ..notes import corrections
from .cells import Value, line

_MEASURES: Final = tuple(measure for measure in MEASURES if measure != "other")  # of which there are no estimates
_ENDS: Final = ("low", "best", "high", "of", "unit")

COLUMNS: Final = (
    *("event_id", "event_type", "sub_event_type", "type", "headline", "country", "region", "city"),
    *("date_start", "date_end", "time_precision", "number_of_sources", "sources", "possibly"),
    *(f"{measure}_{end}" for measure in _MEASURES for end in _ENDS),
    *("estimates", "corrected"),
    *(f"findings_{kind}" for kind in KINDS),
)


def render_incidents_csv(summary: Summary) -> str:
    """The table, its header first."""
    found: dict[str, list[Finding]] = {}
    for finding in summary.findings:
        found.setdefault(finding.incident, []).append(finding)
    names = {article: label(record) for article, record in by_id(summary).items()}
    rows = [_row(incident, found.get(incident.id, []), names) for incident in summary.incidents]
    return "".join(map(line, [COLUMNS, *rows]))


@cache
def acled_types() -> dict[str, tuple[str, str]]:
    """ACLED's event type and sub-event type of each of our types that it has."""
    table = tomllib.loads(resources.files(__package__).joinpath("acled.toml").read_text(encoding="utf-8"))
    return {
        ours: (event_type, sub_event_type)
        for event_type, types in table["sub_event_types"].items()
        for ours, sub_event_type in types.items()
    }


def _row(incident: Incident, findings: list[Finding], names: dict[str, str]) -> list[Value]:
    kinds = Counter(finding.kind for finding in findings)
    place = incident.place
    return [
        *(incident.id, *acled_types().get(incident.type, (None, None)), incident.type, incident.headline),
        *(place.country, place.region, place.name),
        *(incident.start, incident.end or incident.start, time_precision(incident.start, incident.end)),
        len(incident.sources),
        "; ".join(names.get(article, article) for article in incident.sources),
        len(incident.possibly),
        *(cell for measure in _MEASURES for cell in _ends(incident.estimates, measure)),
        "; ".join(map(estimate_line, incident.estimates)),
        corrections(incident.events),
        *(kinds[kind] for kind in KINDS),
    ]


def _ends(estimates: tuple[IncidentEstimate, ...], measure: str) -> tuple[Value, ...]:
    """The measure's estimate of people, or its only one. Of several nothing: nobody states a sum."""
    told = [one for one in estimates if one.measure == measure]
    whole = [one for one in told if one.unit is None and relation(one.of or "people", "people") == "same"]
    chosen = whole or told
    if len(chosen) != 1:
        return (None,) * len(_ENDS)
    (one,) = chosen
    return one.low, one.best, one.high, one.of or None, one.unit
