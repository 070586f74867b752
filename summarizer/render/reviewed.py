"""What reviewers decided, a line each."""

from collections.abc import Iterable
from typing import Final

from ..consistency import amount, counted, who
from ..records import EventReport, ReportedFigure
from ..summary import Reviewed, Summary

REVIEWED: Final = "Reviewed"


def review_lines(summary: Summary) -> list[str]:
    """Each decision with what it was on, what that is now, the note and the reviewer."""
    return [f"{reviewed.review.decision}: {_told(reviewed)}{_note(reviewed)}" for reviewed in summary.reviewed]


def corrections(reports: Iterable[EventReport]) -> str | None:
    """The numbers of these reports that are a reviewer's, each with the note; None if there is none."""
    figures = [figure for report in reports for figure in report.figures if figure.corrected is not None]
    return "; ".join(f"{_figure(figure)}: {figure.corrected}" for figure in figures) or None


def _told(reviewed: Reviewed) -> str:
    if reviewed.finding:
        now = reviewed.finding_now
        return f"{reviewed.finding.kind}: {(now or reviewed.finding).explanation.rstrip('.')}"
    if reviewed.figure is None:
        return ""
    now_says = reviewed.figure_now
    became = f" became {amount(now_says)}" if now_says and now_says != reviewed.figure else ""
    return f"{_figure(reviewed.figure)}{became}"


def _figure(figure: ReportedFigure) -> str:
    return f"{amount(figure)} {counted(figure)} ({who(figure)})"


def _note(reviewed: Reviewed) -> str:
    """The note, unless the finding says it already, and who wrote it."""
    review = reviewed.review
    said = reviewed.finding_now and review.decision == "corrected"
    note = f": {review.note.strip()}" if review.note.strip() and not said else ""
    return note + (f" ({review.by})" if review.by else "")
