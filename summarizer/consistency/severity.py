"""Severity of findings, for a reader who has one minute.

severity = urgency * weight * (0.4 + 0.3 gap + 0.2 independence + 0.1 recency), each of the last three from 0 to 1.
"""

from collections.abc import Sequence
from typing import Final

from ..language.dates import day_of
from ..records.events import ReportedFigure
from ..records.incidents import Kind, measure_weight
from .context import Context
from .sources import count_independent_sources

# The urgency of each kind. The last two accuse nobody, and so come after every kind that does: the least severity of a
# revision of damaged houses is 2 * 0.3 * 0.4 = 0.24.
_URGENCY: Final[dict[Kind, float]] = {
    "conflict": 5.0, "dispute": 4.5, "arithmetic": 4.0, "retraction": 3.0, "revision": 2.0, "uncorroborated": 0.2,
    "agreement": 0.1,
}  # fmt: skip
_BASE, _GAP, _INDEPENDENCE, _RECENCY = 0.4, 0.3, 0.2, 0.1
_HALF_LIFE_DAYS: Final = 7.0  # news is a week old before it matters half as much
_UNDATED: Final = 0.5


def severity(kind: Kind, measure: str, figures: Sequence[ReportedFigure], apart: float, context: Context) -> float:
    """The severity of a finding, above 0 and at most 5; `apart` is the `gap` of its numbers, from 0 to 1."""
    sources = count_independent_sources(figures, context.copied) if len(figures) > 1 else 1
    share = _BASE + _GAP * apart + _INDEPENDENCE * (1 - 1 / sources) + _RECENCY * _recency(figures, context)
    return round(_URGENCY[kind] * measure_weight(measure) * share, 3)


def rescale_severity(kind: Kind, was: Kind, severe: float) -> float:
    """Rescale the severity of a finding whose kind was changed."""
    return round(severe * _URGENCY[kind] / _URGENCY[was], 3)


def gap(*values: float) -> float:
    """The relative gap of numbers, from 0 to 1: one minus the smallest over the largest."""
    return 0.0 if max(values) <= 0 else 1 - max(min(values), 0.0) / max(values)


def middle(figure: ReportedFigure) -> float:
    """The middle of a figure's interval; the lower end where there is no upper one."""
    return figure.lowest if figure.high is None else (figure.lowest + figure.highest) / 2


def _recency(figures: Sequence[ReportedFigure], context: Context) -> float:
    """1 for the newest publication of the run, half as much for each week before it, 0.5 where no day is known."""
    days = [day_of(when) for figure in figures if (when := context.published.get(figure.article or ""))]
    if not days:
        return _UNDATED
    newest = context.newest or max(day_of(when) for when in context.published.values() if when)
    return float(0.5 ** (max((day_of(newest) - max(days)).days, 0) / _HALF_LIFE_DAYS))
