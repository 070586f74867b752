"""Event reports of a summary as `summarizer check` reads them, one a line in JSON Lines; their time precision."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from ..records.events import EventReport
from ..records.incidents import Incident
from ..records.summary import Summary

_WEEK = timedelta(days=7)


def event_reports(summary: Summary) -> Iterator[EventReport]:
    """Yield every event report of a summary, as `reports_of_incident` does."""
    return (report for incident in summary.incidents for report in reports_of_incident(incident))


def reports_of_incident(incident: Incident) -> Iterator[EventReport]:
    """Yield the event reports of an incident with its id, and with the article that each report's article repeats.

    A report that is only possibly of the incident has an id of its own, the incident's with the number of its core:
    under the same id it would be read back as a sure one, and its differences would be flagged.
    """
    for event, core in zip_longest(incident.events, incident.cores, fillvalue=0):
        if isinstance(event, EventReport):
            name = f"{incident.id}.{core}" if core else incident.id
            yield event.model_copy(update={"incident": name, "copy_of": incident.copies.get(event.article)})


def time_precision(start: date | None, end: date | None) -> int | None:
    """Return ACLED's time precision: 1 for a day, 2 for up to a week, 3 for longer; None without a day."""
    if start is None:
        return None
    duration = (end or start) - start + timedelta(days=1)
    if duration.days == 1:
        return 1
    return 2 if duration <= _WEEK else 3


def render_jsonl(summary: Summary) -> str:
    """Return a line of JSON for each event report; all but the links between reports is read back."""
    return "".join(f"{report.model_dump_json(exclude_none=True)}\n" for report in event_reports(summary))
