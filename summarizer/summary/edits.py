"""Changed figures of articles that were edited since an earlier run."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..records.changes import ChangedFigure
from ..records.events import EventReport, ReportedFigure

# The fields that two figures must share to be a pair, the strictest last.
_MEASURE: Final = ("measure", "unit")
_POPULATION: Final = (*_MEASURE, "of", "where", "attributed_to")
_CLAIM: Final = (*_POPULATION, "low", "high", "bound", "stance", "extent")


def pair_changed_figures(before: Sequence[EventReport], now: Sequence[EventReport]) -> tuple[ChangedFigure, ...]:
    """Pair the figures that only one of two texts has, in the order of the text.

    A pair counts the same population, place and source, or, failing that, has the same measure and unit.
    """
    was, stands = _sort_figures(before), _sort_figures(now)
    left = [figure for figure in stands if not _take(was, figure, _CLAIM)]
    pairs: list[tuple[ReportedFigure | None, ReportedFigure | None]] = []
    for fields in (_POPULATION, _MEASURE):
        for figure in list(left):
            if old := _take(was, figure, fields):
                pairs.append((old, figure))
                left.remove(figure)
    pairs += [(None, figure) for figure in left] + [(figure, None) for figure in was]
    return tuple(ChangedFigure(before=old, now=new) for old, new in sorted(pairs, key=_offset))


def _sort_figures(reports: Iterable[EventReport]) -> list[ReportedFigure]:
    figures = [figure for report in reports for figure in report.figures]
    return sorted(figures, key=lambda figure: (figure.start or 0, figure.end or 0))


def _take(figures: list[ReportedFigure], like: ReportedFigure, fields: Sequence[str]) -> ReportedFigure | None:
    """Take out the first figure that has these fields in common with another; None if none has."""
    for at, figure in enumerate(figures):
        if all(getattr(figure, name) == getattr(like, name) for name in fields):
            return figures.pop(at)
    return None


def _offset(pair: tuple[ReportedFigure | None, ReportedFigure | None]) -> int:
    before, now = pair
    figure = now or before
    return (figure.start or 0) if figure else 0
