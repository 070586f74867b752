"""Additions: an earlier total, an addition to it, and the new total of one source."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ...language.populations import relation
from ..chronology import valid_span
from .cells import Cell
from .contradiction import SUBSETS, Contradiction, PairVerdicts, fits, make_contradiction, sum_high, sum_low


def check_additions(cells: Sequence[Cell], verdicts: PairVerdicts) -> Iterator[Contradiction]:
    """Check that an earlier total and one source's additions can make that source's new total."""
    extra = [cell for cell in cells if cell.figure.extent == "additional"]
    if not extra:
        return
    totals = [cell for cell in cells if cell.is_whole and id(cell.figure) not in verdicts.lowered]
    for total in totals:
        added = _find_added(total, extra, verdicts)
        if not 0 < len(added) <= SUBSETS or id(total.figure) in verdicts.outdated:
            continue
        alike = (cell for cell in totals if _count_the_same(cell, total, verdicts))
        bases = [cell for cell in alike if verdicts.is_earlier(cell, total) is True]
        if bases and (broken := _check_sum(total, added, bases, extra, verdicts)):
            yield broken


def _find_added(total: Cell, extra: Sequence[Cell], verdicts: PairVerdicts) -> list[Cell]:
    of_article = (cell for cell in extra if cell.figure.article == total.figure.article)
    return [cell for cell in of_article if _count_the_same(cell, total, verdicts)]


def _count_the_same(a: Cell, b: Cell, verdicts: PairVerdicts) -> bool:
    """Test whether two figures count the same for one source."""
    return (
        a is not b
        and (a.figure.measure, a.figure.unit, a.scope) == (b.figure.measure, b.figure.unit, b.scope)
        and relation(a.figure.counted, b.figure.counted) == "same"
        and verdicts.is_one_source(a.figure, b.figure)
    )


def _check_sum(
    total: Cell, added: Sequence[Cell], bases: Sequence[Cell], extra: Sequence[Cell], verdicts: PairVerdicts
) -> Contradiction | None:
    """Check a sum: its additions were made to some count from the oldest base to the latest, which must fit."""
    subsets = [subset for size in range(1, len(added) + 1) for subset in combinations(added, size)]
    if any(fits([base, *subset], total) for base in bases for subset in subsets):
        return _check_chain(total, added[0], bases, extra, verdicts) if len(added) == 1 else None
    latest = _latest_total(bases, verdicts)
    least = [min(bases, key=lambda cell: cell.low), min(added, key=lambda cell: cell.low)]
    if _are_consecutive(latest, total, verdicts):
        least[0] = latest
        if sum_high(most := [latest, *added]) < total.low:
            return make_contradiction("addition", most, total, sum_high(most), "at most")
    if sum_low(least) > total.high:
        return make_contradiction("addition", least, total, sum_low(least), "at least")
    return None


def _check_chain(
    new: Cell, addition: Cell, bases: Sequence[Cell], extra: Sequence[Cell], verdicts: PairVerdicts
) -> Contradiction | None:
    """Check a chain of additions, from an older total over each report since: 9, 5 more and 6 more are 20."""
    total, chain, left = new, [addition], list(bases)
    while left:
        base = _latest_total(left, verdicts)
        before = _find_added(base, extra, verdicts)
        left = [cell for cell in left if verdicts.is_earlier(cell, base) is True]
        if len(before) != 1 or not left or not _are_consecutive(base, total, verdicts):
            return None
        chain.append(before[0])
        total_before, base = base, _latest_total(left, verdicts)
        if not _are_consecutive(base, total_before, verdicts):
            return None
        parts = [base, *reversed(chain)]
        if not fits(parts, new):
            short = sum_high(parts) < new.low
            made = sum_high(parts) if short else sum_low(parts)
            return make_contradiction("addition", parts, new, made, "at most" if short else "at least")
        total = total_before
    return None


def _latest_total(totals: Sequence[Cell], verdicts: PairVerdicts) -> Cell:
    """Find the total that no other comes after; of several, the last."""
    return next((cell for cell in totals if not any(verdicts.is_earlier(cell, other) for other in totals)), totals[-1])


def _are_consecutive(base: Cell, total: Cell, verdicts: PairVerdicts) -> bool:
    """Test whether no report can lie between two totals: one article has both, or they are at most a day apart."""
    if base.figure.article == total.figure.article:
        return True
    published = verdicts.context.published
    then, now = valid_span(base.figure, published), valid_span(total.figure, published)
    return then is not None and now is not None and (now.start.date() - then.start.date()).days <= 1
