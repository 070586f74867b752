"""What reviewers decided, a line each."""

from collections.abc import Iterable
from typing import Final

from ..records.events import EventReport, ReportedFigure
from ..records.ids import figure_id, finding_id
from ..records.reviews import Reviewed
from ..records.summary import Summary
from ..records.wording import amount, phrase, who

REVIEWED: Final = "Reviewed"
_EDITED: Final = "the article was edited since"


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
    return f"{phrase(figure)} ({who(figure)})"


def _note(reviewed: Reviewed) -> str:
    """The note, unless the finding says it already; who wrote it, and when."""
    review = reviewed.review
    said = reviewed.finding_now and review.decision == "corrected"
    note = f": {review.note.strip()}" if review.note.strip() and not said else ""
    signed = ", ".join(
        part for part in (review.by, (review.at or "")[:10], _EDITED if _edited(reviewed) else "") if part
    )
    return note + (f" ({signed})" if signed else "")


def _edited(reviewed: Reviewed) -> bool:
    """Whether the decision was made on the same words in an earlier text of the article."""
    now = figure_id(reviewed.figure) if reviewed.figure else finding_id(reviewed.finding) if reviewed.finding else None
    return now not in (None, reviewed.review.id)
