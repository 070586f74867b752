"""JSON Lines: one event report a line, as `summarizer check` reads it."""

from ..records.summary import Summary
from .eventreports import event_reports


def render_jsonl(summary: Summary) -> str:
    """A line for each event report, with every figure and the id of its incident; nothing is lost but links."""
    return "".join(f"{report.model_dump_json(exclude_none=True)}\n" for report in event_reports(summary))
