"""Near misses: figures that differ without a conflict, which a reader may take for one."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from ..language.populations import may_be_same
from ..records.construction import without_validation
from ..records.events import ReportedFigure
from ..records.incidents import NearMiss
from .accounts import tells_of_scene
from .chronology import find_order
from .comparison import ACCUSING, Comparison, compare
from .context import Context, pair_key
from .findings import Checked
from .sources import is_same_source

_MOST: Final = 200  # more than anyone reads; a thousand figures have half a million pairs
_MUNITIONS: Final = ("launched", "intercepted")
_new_near_miss: Final = without_validation(NearMiss)


def find_near_misses(checked: Checked, context: Context) -> list[NearMiss]:
    """Find figures that differ without a conflict, with the reason: each pair of claims once.

    At most the first 200 of an incident; `explain_figures` lists all pairs.
    """
    if len(checked.compared) < 2:
        return []
    accused = {pair_key(pair.a, pair.b) for pair in checked.comparisons if pair.verdict in ACCUSING}
    accused |= {
        pair_key(*pair) for f in checked.findings if f.kind == "arithmetic" for pair in combinations(f.figures, 2)
    }
    settled = {pair_key(pair.a, pair.b): pair for pair in checked.comparisons}
    misses: dict[object, Comparison] = {}
    for a, b in _look_alikes(checked.compared):
        if pair_key(a, b) in accused:
            continue
        pair = settled.get(pair_key(a, b)) or compare(a, b, context)
        if pair.verdict in ("not_comparable", "consistent", "agreement"):
            misses.setdefault((_claim_key(a), _claim_key(b)), pair)
            if len(misses) == _MOST:
                break
    return [
        _new_near_miss(
            incident=context.incident,
            figures=(pair.a, pair.b),
            reason=pair.reason,
            rule=pair.rule,
            may_conflict=_may_conflict(pair, checked.figures, context),
        )
        for pair in misses.values()
    ]


def _look_alikes(figures: Sequence[ReportedFigure]) -> Iterator[tuple[ReportedFigure, ReportedFigure]]:
    """Pair figures with different numbers of one measure, or of things launched and intercepted."""
    for a, b in combinations([figure for figure in figures if figure.measure != "other"], 2):
        paired = a.measure == b.measure or (a.measure in _MUNITIONS and b.measure in _MUNITIONS)
        if paired and (a.low != b.low or a.high != b.high):
            yield a, b


def _claim_key(figure: ReportedFigure) -> object:
    return figure.measure, figure.counted, figure.where, figure.extent, figure.low, figure.high, figure.bound


def _may_conflict(pair: Comparison, figures: Sequence[ReportedFigure], context: Context) -> bool:
    """Test whether a near miss would be a conflict if one unstated assumption held.

    Either the built-in reader, which is not sure of them, read them rightly (rule `unsure`), or their reports tell of
    one event (rule `link`), or "at least 5" was meant as all (`far-apart`), or those who
    were found or taken somewhere are all (`account`), or the people whom one report calls workers, residents or
    passengers are all who were hurt: neither report gives another total of the measure (rules `nested` and
    `population`). `figures` are those of the incident.
    """
    if pair.rule == "unsure":
        return True
    if pair.a.article == pair.b.article or is_same_source(pair.a, pair.b, context.copied):
        return False
    if pair.rule == "link":
        return True
    if pair.rule == "far-apart":
        return find_order(pair.a, pair.b, context.published) is None
    if pair.rule == "account":
        return tells_of_scene(min(pair.a, pair.b, key=lambda figure: figure.lowest))
    if pair.rule not in ("nested", "population") or not may_be_same(pair.a.counted, pair.b.counted):
        return False
    return all(_article_totals(figure, figures) == {(figure.low, figure.high)} for figure in (pair.a, pair.b))


def _article_totals(of: ReportedFigure, figures: Sequence[ReportedFigure]) -> set[tuple[float | None, float | None]]:
    """The totals that the figure's article gives of its measure, for the whole event."""
    return {
        (figure.low, figure.high)
        for figure in figures
        if (figure.article, figure.measure) == (of.article, of.measure) and figure.is_toll and figure.where == of.where
    }
