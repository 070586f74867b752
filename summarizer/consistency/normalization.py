"""Normalization of an incident's reports before their figures are compared."""

from collections.abc import Sequence

from ..language.quantities import unit_named
from ..records.events import EventReport, ReportedFigure
from .breakdowns import mark_breakdowns
from .persons import mark_persons
from .places import widen_scopes


def normalize_reports(reports: Sequence[EventReport]) -> tuple[EventReport, ...]:
    """Write what reports of one incident say alike in one way.

    One person without a numeral is marked, an ordinal read as a total; counts that add up to another are its parts; the
    event's own town or region is no place inside it; a unit has its code ("US dollars": USD).
    """
    local = all(report.precise_place.label for report in reports)
    return tuple(widen_scopes(mark_breakdowns(_name_units(mark_persons(report))), local=local) for report in reports)


def _name_units(report: EventReport) -> EventReport:
    figures = tuple(map(_name_unit, report.figures))
    return report.model_copy(update={"figures": figures}) if figures != report.figures else report


def _name_unit(figure: ReportedFigure) -> ReportedFigure:
    unit = figure.unit and unit_named(figure.unit)
    return figure if not unit or unit == figure.unit else figure.model_copy(update={"unit": unit})
