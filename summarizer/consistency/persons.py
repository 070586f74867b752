"""Persons who are told of one by one: a one without a numeral, and the running total that an ordinal tells."""

from typing import Final

from ..language.quantities import read_numbers
from ..records.events import EventReport, ReportedFigure

# What becomes of people one after another; an ordinal of those who were shot counts the dead and the hurt together.
_RUNNING: Final = frozenset(("detained",))
_OF_PEOPLE: Final = _RUNNING | {
    "killed", "wounded", "casualties", "treated", "cases", "missing", "trapped", "abducted", "rescued", "participants",
}  # fmt: skip


def mark_persons(report: EventReport) -> EventReport:
    """Mark the figures of a report that count one person without a numeral, where the record does not say so.

    With "a fourth man" arrested, four are: such a figure is the running total that its ordinal tells.
    """
    if not any(_is_one(figure) for figure in report.figures):
        return report
    figures = tuple(_mark(figure) if _is_one(figure) else figure for figure in report.figures)
    return report.model_copy(update={"figures": figures}) if figures != report.figures else report


def _is_one(figure: ReportedFigure) -> bool:
    return figure.value == 1 and figure.measure in _OF_PEOPLE and bool(figure.quote) and figure.low == figure.high == 1


def _mark(figure: ReportedFigure) -> ReportedFigure:
    numbers = read_numbers(figure.quote or "")
    if any(number.value == 1 and number.kind == "quantity" for number in numbers):
        return figure
    nth = next((float(number.value) for number in numbers if number.kind == "ordinal" and number.value), None)
    if figure.measure in _RUNNING and nth and nth > 1:
        return figure.model_copy(update={"value": nth, "low": nth, "high": nth, "extent": "total", "implicit": False})
    return figure if figure.implicit else figure.model_copy(update={"implicit": True})
