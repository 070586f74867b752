"""Pairs of figures in the light of the others: what was replaced, and what repeats a number that was."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ..records import ReportedFigure
from .comparison import Comparison, Context, judge, meets
from .order import said_lower
from .places import scope_of
from .populations import is_gauge, relation
from .sources import same_source

_CHANGES = ("revision", "retraction")
_UNLIKE = ("apart", "unknown")
_LINE = 50  # who stands behind a number is among the first that said it


def compared(figures: Sequence[ReportedFigure], context: Context) -> list[Comparison]:
    """Every comparable pair of one incident's figures, no figure twice, with its verdict."""
    pairs = [pair for pair in _pairs(figures, context) if pair.verdict != "not_comparable"]
    return _settled(_without_stale(pairs, context))


def _pairs(figures: Sequence[ReportedFigure], context: Context) -> Iterator[Comparison]:
    """Only pairs of one measure, unit and place, whose populations can be compared: all that pass the gates."""
    groups: dict[tuple[str, str | None, str], list[ReportedFigure]] = {}
    for figure in figures:
        if figure.extent != "total" or figure.measure == "other":
            continue
        if not is_gauge(figure.measure, figure.unit, figure.of):
            groups.setdefault((figure.measure, figure.unit, scope_of(figure.where)), []).append(figure)
    for group in groups.values():
        for a, b in combinations(group, 2):
            inside = relation(a.of, b.of)
            if inside not in _UNLIKE:
                yield judge(a, b, inside, context)


def _without_stale(pairs: list[Comparison], context: Context) -> list[Comparison]:
    """With later figures that only repeat a number which was replaced before: they take nothing back.

    Saturday 2, Sunday 4, and on Monday an article with 2 that names no source of its own: that 2 is old.
    """
    old: dict[int, dict[tuple[float | None, float | None], list[ReportedFigure]]] = {}
    for pair in pairs:
        if pair.verdict == "revision":
            old.setdefault(id(pair.b), {}).setdefault((pair.a.low, pair.a.high), []).append(pair.a)
    if not old:
        return pairs
    return [
        (_stale(pair, old, context) if pair.rule in ("order", "fixed") and pair.verdict != "revision" else None) or pair
        for pair in pairs
    ]


def _stale(
    pair: Comparison,
    old: dict[int, dict[tuple[float | None, float | None], list[ReportedFigure]]],
    context: Context,
) -> Comparison | None:
    repeated = old.get(id(pair.a), {}).get((pair.b.low, pair.b.high))
    if not repeated or said_lower(pair.b):
        return None
    if not pair.b.attributed_to or any(same_source(pair.b, figure, context.copied) for figure in repeated[:_LINE]):
        why = "stale: a later report repeats a number that had been replaced"
        return Comparison(pair.b, pair.a, "revision", why, "stale")
    return None


def _settled(pairs: list[Comparison]) -> list[Comparison]:
    """Conflicts taken back where one side was replaced by a figure that says what the other says.

    An undated article says 4, a dated one said 2 before the same governor said 4: no conflict.
    """
    successors: dict[int, dict[object, ReportedFigure]] = {}
    for pair in pairs:
        if pair.verdict in _CHANGES:
            successors.setdefault(id(pair.a), {}).setdefault((pair.b.low, pair.b.high, pair.b.bound), pair.b)
    return (
        [_settle(pair, successors) if pair.verdict == "conflict" else pair for pair in pairs] if successors else pairs
    )


def _settle(pair: Comparison, successors: dict[int, dict[object, ReportedFigure]]) -> Comparison:
    for old, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if any(meets(new, other) for new in successors.get(id(old), {}).values()):
            why = "it was replaced by a figure that agrees with the other"
            return Comparison(old, other, "revision", why, "replaced")
    return pair
