"""Figures that are not flagged, and that may conflict all the same: what a person should look at."""

from collections.abc import Sequence

from ..records.events import ReportedFigure
from .comparison import Comparison, Context
from .populations import may_be_same
from .sources import same_source


def may_conflict(pair: Comparison, figures: Sequence[ReportedFigure], context: Context) -> bool:
    """Whether a near miss would be a conflict if one thing that no text says were so.

    That their reports tell of one event (rule `link`), or that the people whom one report calls workers, residents or
    passengers are all who were hurt: it gives no other total of the measure, and neither does the other report (rules
    `nested` and `population`). `figures` are those of the incident.
    """
    if pair.a.article == pair.b.article or same_source(pair.a, pair.b, context.copied):
        return False
    if pair.rule == "link":
        return True
    if pair.rule not in ("nested", "population") or not may_be_same(pair.a.of, pair.b.of):
        return False
    return all(_totals(one, figures) == {(one.low, one.high)} for one in (pair.a, pair.b))


def _totals(one: ReportedFigure, figures: Sequence[ReportedFigure]) -> set[tuple[float | None, float | None]]:
    """Every total that the figure's article gives of its measure, for the whole event."""
    return {
        (figure.low, figure.high)
        for figure in figures
        if (figure.article, figure.measure) == (one.article, one.measure)
        and (figure.extent, figure.stance, figure.where) == ("total", "asserted", one.where)
    }
