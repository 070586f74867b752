"""Near misses: figures that differ and that a reader may take for a conflict, though they are not flagged."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from ..records.events import ReportedFigure
from ..records.incidents import NearMiss
from .comparison import ACCUSING, Comparison, Context, compare, pair_key
from .findings import Checked
from .populations import may_be_same
from .sources import same_source

_MOST: Final = 200  # more than anyone reads; a thousand figures have half a million pairs


def near_misses(checked: Checked, context: Context) -> list[NearMiss]:
    """Figures that differ and are no conflict, with the reason: each two claims once.

    At most the first 200 of an incident: what `explain_figures` lists in full.
    """
    accused = {pair_key(pair.a, pair.b) for pair in checked.comparisons if pair.verdict in ACCUSING}
    accused |= {
        pair_key(*pair) for f in checked.findings if f.kind == "arithmetic" for pair in combinations(f.figures, 2)
    }
    misses: dict[object, Comparison] = {}
    for a, b in _look_alikes(checked.compared):
        if pair_key(a, b) in accused:
            continue
        pair = compare(a, b, context)
        if pair.verdict in ("not_comparable", "consistent", "agreement"):
            misses.setdefault((_claim(a), _claim(b)), pair)
            if len(misses) == _MOST:
                break
    return [
        NearMiss(
            incident=context.incident,
            figures=(pair.a, pair.b),
            reason=pair.reason,
            rule=pair.rule,
            may_conflict=_may_conflict(pair, checked.figures, context),
        )
        for pair in misses.values()
    ]


def _look_alikes(figures: Sequence[ReportedFigure]) -> Iterator[tuple[ReportedFigure, ReportedFigure]]:
    """Pairs with other numbers for one measure, or for what was launched and what of it was stopped."""
    for a, b in combinations(figures, 2):
        if (a.low, a.high) == (b.low, b.high) or "other" in (a.measure, b.measure):
            continue
        if a.measure == b.measure or {a.measure, b.measure} == {"launched", "intercepted"}:
            yield a, b


def _claim(figure: ReportedFigure) -> object:
    return figure.measure, figure.of, figure.where, figure.extent, figure.low, figure.high, figure.bound


def _may_conflict(pair: Comparison, figures: Sequence[ReportedFigure], context: Context) -> bool:
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
    return all(_totals(figure, figures) == {(figure.low, figure.high)} for figure in (pair.a, pair.b))


def _totals(of: ReportedFigure, figures: Sequence[ReportedFigure]) -> set[tuple[float | None, float | None]]:
    """Every total that the figure's article gives of its measure, for the whole event."""
    return {
        (figure.low, figure.high)
        for figure in figures
        if (figure.article, figure.measure) == (of.article, of.measure)
        and (figure.extent, figure.stance, figure.where) == ("total", "asserted", of.where)
    }
