"""The figures of one measure in the order in which they were counted, and how each changed the count."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..records.events import ReportedFigure
from .comparison import Comparison, Context
from .order import moment, stage

Change = Literal["first", "raised", "lowered", "repeated", "stale"]


@dataclass(frozen=True)
class Step:
    """One figure of a series, and what it did to the count before it."""

    figure: ReportedFigure
    change: Change


def series(figures: Iterable[ReportedFigure], pairs: Sequence[Comparison], context: Context) -> list[Step]:
    """The steps of a count as it was reported, from the pairs that `check_figures` compared.

    A stale figure repeats a number that had been replaced; the next is measured against the one before it.
    """
    told = list(dict.fromkeys(figures))
    stale = {pair.a for pair in pairs if pair.rule == "stale"}
    gone = {pair.a for pair in pairs if pair.verdict in ("revision", "retraction")} - stale
    replaced = {id(figure) for figure in told if figure in gone}
    steps: list[Step] = []
    last: ReportedFigure | None = None
    for figure in in_time(told, replaced, context):
        if figure in stale:
            steps.append(Step(figure, "stale"))
            continue
        steps.append(Step(figure, _change(last, figure)))
        last = figure
    return steps


def _change(last: ReportedFigure | None, figure: ReportedFigure) -> Change:
    if last is None:
        return "first"
    if figure.lowest > last.highest:
        return "raised"
    return "lowered" if figure.highest < last.lowest else "repeated"


def in_time(figures: Iterable[ReportedFigure], replaced: Set[int], context: Context) -> list[ReportedFigure]:
    """Earlier figures first: what was replaced before what stands, then by day (none: last), by words, by size.

    `replaced` holds the `id` of each figure that another took the place of.
    """

    def key(figure: ReportedFigure) -> tuple[object, ...]:
        span = moment(figure, context.published)
        when = span.start if span else datetime.max
        size = (figure.lowest, figure.highest, figure.article or "", figure.start or 0)
        return id(figure) not in replaced, when, stage(figure), *size

    return sorted(figures, key=key)
