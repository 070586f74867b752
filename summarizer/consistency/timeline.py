"""Figures in the order in which they were counted."""

from collections.abc import Iterable, Set
from datetime import datetime

from ..records.events import ReportedFigure
from .comparison import Context, FigureKey
from .order import moment, stage


def in_time(figures: Iterable[ReportedFigure], replaced: Set[FigureKey], context: Context) -> list[ReportedFigure]:
    """Earlier figures first: what was replaced before what stands, then by day (none: last), by words, by size.

    `replaced` are the keys of the figures that others took the place of.
    """

    def key(figure: ReportedFigure) -> tuple[object, ...]:
        span = moment(figure, context.published)
        when = span.start if span else datetime.max
        size = (figure.lowest, figure.highest, figure.article or "", figure.start or 0)
        return id(figure) not in replaced, when, stage(figure), *size

    return sorted(figures, key=key)
