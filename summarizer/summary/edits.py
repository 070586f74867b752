"""Articles that were changed since they were read before: which of their figures are others now."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..records.changes import ChangedFigure
from ..records.events import EventReport, ReportedFigure

# What two figures must have in common to be alike, the strictest last.
_MEASURE: Final = ("measure", "unit")
_POPULATION: Final = (*_MEASURE, "of", "where", "attributed_to")
_CLAIM: Final = (*_POPULATION, "low", "high", "bound", "stance", "extent")


def changed_figures(before: Sequence[EventReport], now: Sequence[EventReport]) -> tuple[ChangedFigure, ...]:
    """The figures that only one of two texts has, in order: each of the earlier beside the next like it of the later.

    Figures are alike that count the same of the same, or, failing that, only the same.
    """
    was, stands = _figures(before), _figures(now)
    left = [figure for figure in stands if not _take(was, figure, _CLAIM)]
    pairs: list[tuple[ReportedFigure | None, ReportedFigure | None]] = []
    for fields in (_POPULATION, _MEASURE):
        for figure in list(left):
            if old := _take(was, figure, fields):
                pairs.append((old, figure))
                left.remove(figure)
    pairs += [(None, figure) for figure in left] + [(figure, None) for figure in was]
    return tuple(ChangedFigure(before=old, now=new) for old, new in sorted(pairs, key=_place))


def _figures(reports: Iterable[EventReport]) -> list[ReportedFigure]:
    figures = [figure for report in reports for figure in report.figures]
    return sorted(figures, key=lambda figure: (figure.start or 0, figure.end or 0))


def _take(figures: list[ReportedFigure], like: ReportedFigure, fields: Sequence[str]) -> ReportedFigure | None:
    """Take out the first figure that has these fields in common with another; None if none has."""
    for at, figure in enumerate(figures):
        if all(getattr(figure, name) == getattr(like, name) for name in fields):
            return figures.pop(at)
    return None


def _place(pair: tuple[ReportedFigure | None, ReportedFigure | None]) -> int:
    before, now = pair
    figure = now or before
    return (figure.start or 0) if figure else 0
