"""Estimates: an incident's low, best and high for each measure and population (UCDP's terms)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records import ReportedFigure
from .comparison import Context, tightest
from .findings import Checked
from .order import before
from .populations import relation


@dataclass(frozen=True)
class Estimate:
    """`low` and `high` span every figure that stands; `best` is a number that a source states. None is no end.

    Best is the latest figure; between figures of one time, or of unknown time, the lowest. UCDP's
    rule for unclear cases is the most conservative estimate (UCDP GED Codebook, "best estimate").
    """

    measure: str
    of: str
    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None


def estimates(figures: Sequence[ReportedFigure], checked: Checked, context: Context) -> list[Estimate]:
    """One estimate for each measure and population, of the totals that nobody replaced."""
    standing = [
        figure
        for figure in dict.fromkeys(figures)
        if figure.stance == "asserted"
        and figure.extent == "total"
        and figure not in checked.replaced
        and not figure.where
    ]
    groups: list[list[ReportedFigure]] = []
    for figure in standing:
        for group in groups:
            if _together(group[0], figure):
                group.append(figure)
                break
        else:
            groups.append([figure])
    return [_estimate(group, context) for group in groups if group[0].measure != "other"]


def _together(a: ReportedFigure, b: ReportedFigure) -> bool:
    return (a.measure, a.unit) == (b.measure, b.unit) and relation(a.of, b.of) == "same"


def _estimate(group: list[ReportedFigure], context: Context) -> Estimate:
    tight = tightest(group)
    highs = [figure.high for figure in tight]
    return Estimate(
        measure=group[0].measure,
        of=group[0].of,
        low=min(figure.lowest for figure in tight),
        best=min(_point(figure) for figure in _latest(tight, context)),
        high=None if None in highs else max(high for high in highs if high is not None),
        unit=group[0].unit,
    )


def _latest(group: Iterable[ReportedFigure], context: Context) -> list[ReportedFigure]:
    """Those that no other of the group is later than."""
    figures = list(group)
    return [figure for figure in figures if not any(_later(other, figure, context) for other in figures)]


def _later(a: ReportedFigure, b: ReportedFigure, context: Context) -> bool:
    x, y = context.published.get(a.article or ""), context.published.get(b.article or "")
    return x is not None and y is not None and before(y, x) is True


def _point(figure: ReportedFigure) -> float:
    """The number that the source states; the lower end of a vague count."""
    return figure.value if figure.value is not None else figure.lowest
