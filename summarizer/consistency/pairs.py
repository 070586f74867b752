"""Pairs of figures in the light of the others: what was replaced, and what repeats a number that was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..records.events import ReportedFigure
from .comparison import Comparison, Context, FigureKey, judge, meets, near
from .order import said_lower, was_replaced
from .places import scope_of
from .populations import is_gauge, relation
from .sources import same_source

_CHANGES = ("revision", "retraction")
_UNLIKE = ("apart", "unknown")
_LINE = 50  # who stands behind a number is among the first that said it


def compared(figures: Sequence[ReportedFigure], context: Context) -> list[Comparison]:
    """Every comparable pair of one incident's figures, no figure twice, with its verdict."""
    pairs = [pair for pair in _pairs(figures, context) if pair.verdict != "not_comparable"]
    return _settled(_with_rises(_without_stale(pairs, context), context))


@dataclass(frozen=True)
class Replaced:
    """Keys of figures that a later one took the place of: all of them, and those that no estimate counts any more."""

    earlier: frozenset[FigureKey]
    gone: frozenset[FigureKey]


def replaced(pairs: Sequence[Comparison], context: Context) -> Replaced:
    """Find out which figures stand no longer.

    A source replaces its own number in one outlet however far the new one is. Another source's number, or another
    outlet's, does so only if it is near, and not while the old one is in conflict with a number that stands: one later
    voice does not erase the others.
    """
    changes = [pair for pair in pairs if pair.verdict in _CHANGES]
    by_itself = {id(pair.a) for pair in changes if _replaces_its_own(pair, context)}
    by_others = {id(pair.a) for pair in changes if near(pair.a, pair.b)} - by_itself
    gone = by_itself | by_others
    conflicts = [(id(pair.a), id(pair.b)) for pair in pairs if pair.verdict == "conflict"]
    contested = {old for a, b in conflicts for old, other in ((a, b), (b, a)) if other not in gone}
    return Replaced(frozenset(id(pair.a) for pair in changes), frozenset(gone - (contested & by_others)))


def _replaces_its_own(change: Comparison, context: Context) -> bool:
    """Whether the source that gave the old number, or the article that tells it, says that it holds no longer.

    That another outlet puts a far number in the mouth of the same source is hearsay.
    """
    outlets = {change.a.source, change.b.source} - {None}
    return (
        change.rule in ("stale", "replaced", "change")
        or was_replaced(change.a)
        or (len(outlets) < 2 and same_source(change.a, change.b, context.copied))
    )


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
    old: dict[FigureKey, dict[tuple[float | None, float | None], list[ReportedFigure]]] = {}
    for pair in pairs:
        if pair.verdict == "revision":
            old.setdefault(id(pair.b), {}).setdefault((pair.a.low, pair.a.high), []).append(pair.a)
    if not old:
        return pairs
    return [
        (
            _stale(pair, old, context)
            if pair.rule in ("order", "fixed", "other-source") and pair.verdict != "revision"
            else None
        )
        or pair
        for pair in pairs
    ]


def _stale(
    pair: Comparison,
    old: dict[FigureKey, dict[tuple[float | None, float | None], list[ReportedFigure]]],
    context: Context,
) -> Comparison | None:
    repeated = old.get(id(pair.a), {}).get((pair.b.low, pair.b.high))
    if not repeated or said_lower(pair.b):
        return None
    if not pair.b.attributed_to or any(same_source(pair.b, figure, context.copied) for figure in repeated[:_LINE]):
        why = "stale: a later report repeats a number that had been replaced"
        return Comparison(pair.b, pair.a, "revision", why, "stale")
    return None


def _with_rises(pairs: list[Comparison], context: Context) -> list[Comparison]:
    """Conflicts over a far higher later number taken back where other sources report the count on its way there.

    10, 25, 60 and 130 of four sources are one toll that rises; 4 of five sources and 900 of a sixth are a conflict.
    """
    leaps = [pair for pair in pairs if pair.rule == "other-source" and pair.b.lowest >= pair.a.highest]
    if not leaps:
        return pairs
    leads: dict[FigureKey, list[ReportedFigure]] = {}  # the counts of other sources that a count may have grown from
    for pair in pairs:
        if pair.verdict == "revision" and not same_source(pair.a, pair.b, context.copied):
            leads.setdefault(id(pair.b), []).append(pair.a)
    alone: set[FigureKey] = set()
    for later in sorted({id(pair.b): pair.b for pair in leaps}.values(), key=lambda figure: figure.lowest):
        if all(id(lead) in alone for lead in leads.get(id(later), ())):
            alone.add(id(later))
    return [
        Comparison(pair.a, pair.b, "revision", "later reports raised the count, step by step", "order")
        if pair.rule == "other-source" and pair.b.lowest >= pair.a.highest and id(pair.b) not in alone
        else pair
        for pair in pairs
    ]


def _settled(pairs: list[Comparison]) -> list[Comparison]:
    """Conflicts taken back where one side was replaced by a figure that says what the other says.

    An undated article says 4, a dated one said 2 before the same governor said 4: no conflict.
    """
    successors: dict[FigureKey, dict[object, ReportedFigure]] = {}
    for pair in pairs:
        if pair.verdict in _CHANGES:
            successors.setdefault(id(pair.a), {}).setdefault((pair.b.low, pair.b.high, pair.b.bound), pair.b)
    return (
        [_settle(pair, successors) if pair.verdict == "conflict" else pair for pair in pairs] if successors else pairs
    )


def _settle(pair: Comparison, successors: dict[FigureKey, dict[object, ReportedFigure]]) -> Comparison:
    for old, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if any(meets(new, other) for new in successors.get(id(old), {}).values()):
            why = "it was replaced by a figure that agrees with the other"
            return Comparison(old, other, "revision", why, "replaced")
    return pair
