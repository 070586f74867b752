"""Replacements among an incident's figures: revised counts, and stale reports that repeat a replaced one."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ..language.populations import is_gauge
from ..records.events import ReportedFigure
from ..records.wording import format_amount
from .accounts import Accounts
from .chronology import says_lowered, was_replaced
from .comparison import (
    ACCUSING,
    Comparison,
    are_worded_alike,
    decide,
    is_person,
    period_key,
    relate,
)
from .context import Context, FigureKey, pair_key
from .custody import find_custody_changes
from .inclusion import differs_by_attackers
from .intervals import is_near, overlaps
from .places import place_scope
from .sources import is_same_source

_CHANGES = ("revision", "retraction")
_UNLIKE = ("apart", "unknown")
_LINE = 50  # figures of a replaced number: its own source is among the first that gave it


def compare_all(figures: Sequence[ReportedFigure], context: Context) -> list[Comparison]:
    """Compare every comparable pair of one incident's distinct figures, in the light of all the others."""
    accounts = Accounts.of(figures, context)
    pairs = [
        _reconcile(pair, accounts) for pair in _compare_pairs(figures, context) if pair.verdict != "not_comparable"
    ]
    changes = (*accounts.find_deaths(), *accounts.find_survivals(), *find_custody_changes(figures, context))
    by_pair = {pair_key(pair.a, pair.b): pair for pair in changes}
    pairs = [by_pair.pop(pair_key(pair.a, pair.b), pair) for pair in pairs]
    settled = _resolve_conflicts(_accept_rises(_mark_stale([*pairs, *by_pair.values()], context), context))
    sure = [figure for figure in figures if figure.is_sure and figure.is_toll and not is_person(figure)]
    return [_doubt(pair, sure) for pair in _join_bounds(settled, context)]


def _are_alike(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Return whether two figures are one number of the same people."""
    return all(getattr(a, name) == getattr(b, name) for name in ("measure", "unit", "low", "high")) and (
        relate(a, b) not in _UNLIKE
    )


def _doubt(pair: Comparison, sure: Sequence[ReportedFigure]) -> Comparison:
    """Take back what accuses by a number of which the built-in reader is nowhere sure, unless one sentence tells it."""
    unsure = [each for each in (pair.a, pair.b) if not (each.is_sure or any(_are_alike(each, other) for other in sure))]
    if pair.verdict not in ACCUSING or pair.rule == "change" or not unsure:
        return pair
    numbers = " and of ".join(map(format_amount, unsure))
    why = f"the built-in reader is not sure of {numbers}: read the articles, or give --model"
    return Comparison(pair.a, pair.b, "not_comparable", why, "unsure")


def _reconcile(pair: Comparison, accounts: Accounts) -> Comparison:
    """Take back what accuses where the articles explain the difference themselves."""
    if pair.verdict not in ACCUSING or pair.rule in ("change", "stance"):
        return pair
    why = accounts.explain(pair.a, pair.b, rising=pair.verdict == "revision")
    first_count = pair.verdict == "revision" and is_person(pair.a) and not was_replaced(pair.a)
    if first_count and accounts.counts_already(pair.a, pair.b):
        why = f"{pair.a.counted} may be one of {pair.b.counted}"
    return Comparison(pair.a, pair.b, "consistent", why, "account") if why else pair


class Replaced(NamedTuple):
    """Keys of replaced figures: all of them (`earlier`), and those that no estimate counts any more (`gone`)."""

    earlier: frozenset[FigureKey]
    gone: frozenset[FigureKey]


def find_replaced(pairs: Sequence[Comparison], context: Context) -> Replaced:
    """Find the figures that stand no longer.

    A source replaces its own number in one outlet however far the new one is. Another source's number, or another
    outlet's, does so only if it is near, and not while the old one is in conflict with a number that stands: one later
    source does not erase the others.
    """
    changes = [pair for pair in pairs if pair.verdict in _CHANGES]
    by_itself = {id(pair.a) for pair in changes if _replaces_its_own(pair, context)}
    by_others = {id(pair.a) for pair in changes if is_near(pair.a, pair.b)} - by_itself
    gone = by_itself | by_others
    conflicts = [(id(pair.a), id(pair.b)) for pair in pairs if pair.verdict == "conflict"]
    contested = {old for a, b in conflicts for old, other in ((a, b), (b, a)) if other not in gone}
    return Replaced(frozenset(id(pair.a) for pair in changes), frozenset(gone - (contested & by_others)))


def _replaces_its_own(change: Comparison, context: Context) -> bool:
    """Test whether the source or the article of the old number says that it holds no longer.

    A far number that another outlet attributes to the same source is hearsay.
    """
    outlets = {change.a.source, change.b.source} - {None}
    return (
        change.rule in ("stale", "replaced", "change")
        or was_replaced(change.a)
        or (len(outlets) < 2 and is_same_source(change.a, change.b, context.copied))
    )


def _compare_pairs(figures: Sequence[ReportedFigure], context: Context) -> Iterator[Comparison]:
    """Compare the pairs of one measure, unit, place and span (blocking keys) whose populations are comparable."""
    groups: dict[tuple[str, str | None, str, str], list[ReportedFigure]] = {}
    for figure in figures:
        if figure.extent != "total" or not figure.is_claim:
            continue
        if not is_gauge(figure.measure, figure.unit, figure.counted):
            key = (figure.measure, figure.unit, place_scope(figure.where), period_key(figure))
            groups.setdefault(key, []).append(figure)
    for group in groups.values():
        for a, b in combinations(group, 2):
            kinship = relate(a, b)
            if a.measure == "other" and not are_worded_alike(a, b):
                continue
            if kinship not in _UNLIKE and not differs_by_attackers(a, b):
                yield decide(a, b, kinship, context)


def _mark_stale(pairs: list[Comparison], context: Context) -> list[Comparison]:
    """Mark later figures that only repeat a replaced number as stale: they lower nothing.

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
            _find_stale(pair, old, context)
            if pair.rule in ("order", "fixed", "other-source") and pair.verdict != "revision"
            else None
        )
        or pair
        for pair in pairs
    ]


def _find_stale(
    pair: Comparison,
    old: dict[FigureKey, dict[tuple[float | None, float | None], list[ReportedFigure]]],
    context: Context,
) -> Comparison | None:
    repeated = old.get(id(pair.a), {}).get((pair.b.low, pair.b.high))
    if not repeated or says_lowered(pair.b):
        return None
    if not pair.b.attributed_to or any(is_same_source(pair.b, figure, context.copied) for figure in repeated[:_LINE]):
        why = "stale: a later report repeats a number that had been replaced"
        return Comparison(pair.b, pair.a, "revision", why, "stale")
    return None


def _accept_rises(pairs: list[Comparison], context: Context) -> list[Comparison]:
    """Turn conflicts with a far higher later number into revisions where other sources report counts in between.

    10, 25, 60 and 130 of four sources are one rising toll; 4 of five sources and 900 of a sixth are a conflict.
    """
    leaps = [pair for pair in pairs if pair.rule == "other-source" and pair.b.lowest >= pair.a.highest]
    if not leaps:
        return pairs
    leads: dict[FigureKey, list[ReportedFigure]] = {}  # the counts of other sources that a count may have grown from
    for pair in pairs:
        if pair.verdict == "revision" and not is_same_source(pair.a, pair.b, context.copied):
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


def _resolve_conflicts(pairs: list[Comparison]) -> list[Comparison]:
    """Turn conflicts into revisions where one side was replaced by a figure that agrees with the other.

    An undated article says 4, a dated one said 2 before the same governor said 4: no conflict.
    """
    successors: dict[FigureKey, dict[object, ReportedFigure]] = {}
    outdated: dict[FigureKey, set[tuple[float | None, float | None]]] = {}  # numbers that an article calls replaced
    for pair in pairs:
        if pair.verdict in _CHANGES:
            successors.setdefault(id(pair.a), {}).setdefault((pair.b.low, pair.b.high, pair.b.bound), pair.b)
            if pair.a.article == pair.b.article and was_replaced(pair.a):
                outdated.setdefault(id(pair.b), set()).add((pair.a.low, pair.a.high))
    if not successors:
        return pairs
    return [_resolve(pair, successors, outdated) if pair.verdict == "conflict" else pair for pair in pairs]


def _resolve(
    pair: Comparison,
    successors: dict[FigureKey, dict[object, ReportedFigure]],
    outdated: dict[FigureKey, set[tuple[float | None, float | None]]],
) -> Comparison:
    for old, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if (old.low, old.high) in outdated.get(id(other), ()) and (old is pair.a or pair.rule == "disjoint"):
            why = "the article with the new number gives the other one as replaced"
            return Comparison(old, other, "revision", why, "replaced")
        if any(overlaps(new, other) for new in successors.get(id(old), {}).values()):
            why = "it was replaced by a figure that agrees with the other"
            return Comparison(old, other, "revision", why, "replaced")
    return pair


def _join_bounds(pairs: list[Comparison], context: Context) -> list[Comparison]:
    """Turn an agreement on a bound into a conflict where the same source's exact number is in one.

    Police say "at least 14" to one outlet and 14 to another: they do not agree with the hospital's 23.
    """
    against: dict[FigureKey, list[tuple[ReportedFigure, Comparison]]] = {}
    for pair in pairs:
        if pair.verdict == "conflict":
            against.setdefault(id(pair.a), []).append((pair.b, pair))
            against.setdefault(id(pair.b), []).append((pair.a, pair))
    if not against:
        return pairs
    return [_join_bound(pair, against, context) if pair.rule == "meets" else pair for pair in pairs]


def _join_bound(
    pair: Comparison, against: dict[FigureKey, list[tuple[ReportedFigure, Comparison]]], context: Context
) -> Comparison:
    for bounded, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if bounded.low == bounded.high or bounded.value is None:
            continue
        for exact, conflict in against.get(id(other), ())[:_LINE]:
            if exact.low == exact.high == bounded.value and is_same_source(bounded, exact, context.copied):
                return Comparison(pair.a, pair.b, "conflict", conflict.reason, conflict.rule)
    return pair
