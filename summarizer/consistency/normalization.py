"""Normalization of a report before its figures are compared."""

from ..records.events import EventReport
from .persons import mark_persons
from .places import widen_scopes


def normalize_report(report: EventReport) -> EventReport:
    """Mark one person without a numeral, read an ordinal as a total, and take the event's own region for the event."""
    return widen_scopes(mark_persons(report))
