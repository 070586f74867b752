"""The event reports of a summary as `check` takes them again, and a day's precision."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from ..records.events import EventReport
from ..records.incidents import Incident
from ..records.summary import Summary

_WEEK = timedelta(days=7)


def event_reports(summary: Summary) -> Iterator[EventReport]:
    """Every event report, with the id of its incident."""
    return (report for incident in summary.incidents for report in reports_of(incident))


def reports_of(incident: Incident) -> Iterator[EventReport]:
    """The event reports of an incident, with its id, and with the article that each one's article repeats.

    Those that are only possibly of it have an id of their own, the incident's with the number of their core: whoever
    reads them with one id would take them for sure, and accuse them.
    """
    for event, core in zip_longest(incident.events, incident.cores, fillvalue=0):
        if isinstance(event, EventReport):
            own = f"{incident.id}.{core}" if core else incident.id
            yield event.model_copy(update={"incident": own, "copy_of": incident.copies.get(event.article)})


def time_precision(start: date | None, end: date | None) -> int | None:
    """ACLED's time precision: 1 a day, 2 up to a week, 3 longer; None without a day."""
    if start is None:
        return None
    lasting = (end or start) - start + timedelta(days=1)
    return 1 if lasting.days == 1 else 2 if lasting <= _WEEK else 3


def render_jsonl(summary: Summary) -> str:
    """A line for each event report, with every figure and the id of its incident; nothing is lost but links."""
    return "".join(f"{report.model_dump_json(exclude_none=True)}\n" for report in event_reports(summary))
