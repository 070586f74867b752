"""Whoever did it among those who are counted: "five dead, including the gunman", "four, not counting the gunman"."""

import math

from ..language.inclusion import Attackers, read_attackers
from ..records.events import ReportedFigure
from .intervals import overlaps


def differs_by_attackers(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether two counts that differ are both true because one counts attackers that the other may not."""
    if not (a.inclusion or b.inclusion) or overlaps(a, b):
        return False
    ours, theirs = _read(a), _read(b)
    if (ours is None) == (theirs is None):
        return False  # both say it, and are compared as victims alone, or neither does
    stated, attackers, other = (a, ours, b) if ours else (b, theirs, a)
    return attackers is not None and overlaps(_shift(stated, attackers, back=attackers.included), other)


def leave_out_attackers(a: ReportedFigure, b: ReportedFigure) -> tuple[ReportedFigure, ReportedFigure] | None:
    """Return both counts without the attackers, where one says that it counts them and the other that it does not."""
    if not (a.inclusion and b.inclusion):
        return None
    ours, theirs = _read(a), _read(b)
    if ours is None or theirs is None or ours.included == theirs.included:
        return None
    return (
        _shift(a, ours, back=True) if ours.included else a,
        _shift(b, theirs, back=True) if theirs.included else b,
    )


def _read(figure: ReportedFigure) -> Attackers | None:
    return read_attackers(figure.inclusion) if figure.inclusion else None


def _shift(figure: ReportedFigure, attackers: Attackers, *, back: bool) -> ReportedFigure:
    """Return a count less its attackers, or with those whom it leaves out."""
    if back:
        low, high = max(figure.lowest - attackers.high, 0.0), max(figure.highest - attackers.low, 0.0)
    else:
        low, high = figure.lowest + attackers.low, figure.highest + attackers.high
    value = low if low == high else None
    return figure.model_copy(update={"value": value, "low": low, "high": None if math.isinf(high) else high})
