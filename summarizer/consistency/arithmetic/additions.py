"""Additions: an earlier total, what came on top of it, and the new total of one source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..order import moment
from ..populations import relation
from .cells import Cell
from .contradiction import SUBSETS, Contradiction, SettledPairs, contradiction, fits, sum_high, sum_low


@dataclass(frozen=True, eq=False)
class _NewTotal:
    """What one source says in one article of one cell: a new total, and what was added to reach it."""

    total: Cell
    added: tuple[Cell, ...]


def additions(cells: Sequence[Cell], settled: SettledPairs) -> Iterator[Contradiction]:
    """Earlier totals and what one source added to them, which do not make that source's new total."""
    extra = [one for one in cells if one.figure.extent == "additional"]
    if not extra:
        return
    totals = [one for one in cells if one.whole and id(one.figure) not in settled.lowered]
    for total in totals:
        added = _added_to(total, extra, settled)
        if not 0 < len(added) <= SUBSETS or id(total.figure) in settled.outdated:
            continue
        bases = [one for one in totals if _alike(one, total, settled) and settled.first(one, total) is True]
        if bases:
            broken = _misses(_NewTotal(total, added), bases, extra, settled)
            if broken:
                yield broken


def _added_to(total: Cell, extra: Sequence[Cell], settled: SettledPairs) -> tuple[Cell, ...]:
    return tuple(one for one in extra if one.figure.article == total.figure.article and _alike(one, total, settled))


def _alike(one: Cell, other: Cell, settled: SettledPairs) -> bool:
    """Whether one source counts the same in both."""
    return (
        one is not other
        and (one.figure.measure, one.figure.unit, one.scope) == (other.figure.measure, other.figure.unit, other.scope)
        and relation(one.figure.of, other.figure.of) == "same"
        and settled.one_source(one.figure, other.figure)
    )


def _misses(
    report: _NewTotal, bases: Sequence[Cell], extra: Sequence[Cell], settled: SettledPairs
) -> Contradiction | None:
    """What was added was added to a count between the oldest and the latest: the sum must fit one of those."""
    total, added = report.total, report.added
    subsets = [subset for size in range(1, len(added) + 1) for subset in combinations(added, size)]
    if any(fits([base, *subset], total) for base in bases for subset in subsets):
        return _misses_in_chain(report, bases, extra, settled)
    latest = _latest(bases, settled)
    least = [min(bases, key=lambda one: one.low), min(added, key=lambda one: one.low)]
    if _next_report(latest, total, settled):
        least[0] = latest
        if sum_high(most := [latest, *added]) < total.low:
            return contradiction("addition", most, total, sum_high(most), "at most")
    if sum_low(least) > total.high:
        return contradiction("addition", least, total, sum_low(least), "at least")
    return None


def _misses_in_chain(
    report: _NewTotal, bases: Sequence[Cell], extra: Sequence[Cell], settled: SettledPairs
) -> Contradiction | None:
    """As `_misses`, from an older total over what each report since has added: 9, 5 more and 6 more are 20."""
    total, chain = report.total, list(report.added)
    if len(report.added) > 1:
        return None
    left = list(bases)
    while left:
        base = _latest(left, settled)
        before = _added_to(base, extra, settled)
        left = [one for one in left if settled.first(one, base) is True]
        if len(before) != 1 or not left or not _next_report(base, total, settled):
            return None
        chain.append(before[0])
        total_before, base = base, _latest(left, settled)
        if not _next_report(base, total_before, settled):
            return None
        parts = [base, *reversed(chain)]
        if not fits(parts, report.total):
            short = sum_high(parts) < report.total.low
            made = sum_high(parts) if short else sum_low(parts)
            return contradiction("addition", parts, report.total, made, "at most" if short else "at least")
        total = total_before
    return None


def _latest(totals: Sequence[Cell], settled: SettledPairs) -> Cell:
    """The one that no other comes after; of several, the last."""
    return next((one for one in totals if not any(settled.first(one, other) for other in totals)), totals[-1])


def _next_report(base: Cell, total: Cell, settled: SettledPairs) -> bool:
    """Whether nothing can have been announced between the two: one article tells both, or they are a day apart."""
    if base.figure.article == total.figure.article:
        return True
    published = settled.context.published
    then, now = moment(base.figure, published), moment(total.figure, published)
    return then is not None and now is not None and (now.start.date() - then.start.date()).days <= 1
