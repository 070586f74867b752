"""Articles that were changed since they were read before: which of their figures are others now."""

from collections.abc import Iterable, Sequence

from ..records.changes import ChangedFigure
from ..records.events import EventReport, ReportedFigure


def changed_figures(before: Sequence[EventReport], now: Sequence[EventReport]) -> tuple[ChangedFigure, ...]:
    """The figures that only one of two texts has, in order: each of the earlier beside the next like it of the later.

    Figures are alike that count the same of the same, or, failing that, only the same.
    """
    was, stands = _figures(before), _figures(now)
    left = [figure for figure in stands if not _take(was, figure, _told)]
    pairs: list[tuple[ReportedFigure | None, ReportedFigure | None]] = []
    for like in (_of_the_same, _measure):
        for figure in list(left):
            if old := _take(was, figure, like):
                pairs.append((old, figure))
                left.remove(figure)
    pairs += [(None, figure) for figure in left] + [(figure, None) for figure in was]
    return tuple(ChangedFigure(before=old, now=new) for old, new in sorted(pairs, key=_place))


def _figures(reports: Iterable[EventReport]) -> list[ReportedFigure]:
    figures = [figure for report in reports for figure in report.figures]
    return sorted(figures, key=lambda figure: (figure.start or 0, figure.end or 0))


def _take(figures: list[ReportedFigure], like: ReportedFigure, by: "_Likeness") -> ReportedFigure | None:
    """The first figure that is like this one, taken out; None if none is."""
    for at, figure in enumerate(figures):
        if by(figure) == by(like):
            return figures.pop(at)
    return None


class _Likeness:
    """What two figures must have in common."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __call__(self, figure: ReportedFigure) -> tuple[object, ...]:
        return tuple(getattr(figure, name) for name in self._names)


_measure = _Likeness("measure", "unit")
_of_the_same = _Likeness("measure", "unit", "of", "where", "attributed_to")
_told = _Likeness("measure", "unit", "of", "where", "attributed_to", "low", "high", "bound", "stance", "extent")


def _place(pair: tuple[ReportedFigure | None, ReportedFigure | None]) -> int:
    before, now = pair
    figure = now or before
    return (figure.start or 0) if figure else 0
