"""Parts and wholes: what exceeds its whole, and what should make it up and does not."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from ...language.populations import Partition, find_kind, find_partitions, names_all, relation
from ...records.incidents import Rule
from ...records.wording import format_amount, format_number
from .cells import Cell, exclude_each_other, has_all_outcomes
from .contradiction import (
    SUBSETS,
    Contradiction,
    PairVerdicts,
    fits,
    is_not_older,
    is_part,
    make_contradiction,
    sum_high,
    sum_low,
)

# A sum of more parts than this is searched for greedily: the best of all subsets would take 2^n steps.
_EXACT = 12


def check_account(account: Sequence[Cell], verdicts: PairVerdicts) -> Iterator[Contradiction]:
    """Check that one source's figures in one article add up: they are one state of knowledge."""
    wholes = [cell for cell in account if cell.is_whole]
    for whole in wholes:
        parts = [
            part
            for part in account
            if part is not whole and is_part(part, whole) and is_not_older(part, whole, verdicts)
        ]
        if not parts:
            continue
        broken = (
            find_excess(parts, whole, verdicts, one_account=True)
            or _find_excess_outcomes(parts, whole, verdicts)
            or _find_shortfall(parts, whole, verdicts)
            or _find_missing_outcomes(parts, whole, verdicts)
            or _check_remainder(parts, whole, wholes, verdicts)
        )
        if broken and not is_misread_part(broken, account):
            yield broken


def find_excess(
    parts: Sequence[Cell], whole: Cell, verdicts: PairVerdicts, *, one_account: bool
) -> Contradiction | None:
    """Find disjoint parts whose lower ends add up to more than the upper end of their whole."""
    if sum_low(parts) <= whole.high:
        return None
    chosen = _choose_heaviest(parts, lambda a, b: exclude_each_other(a, b, one_account=one_account))
    if sum_low(chosen) <= whole.high or verdicts.are_accused([*chosen, whole]):
        return None
    least = _keep_fewest(chosen, whole)
    return make_contradiction(_name_rule(least, whole), least, whole, sum_low(least), "at least")


def is_misread_part(broken: Contradiction, account: Sequence[Cell]) -> bool:
    """Test whether one part and its "whole" are rather two parts of a larger figure, which they make up exactly.

    "Of the eight drones five were shot down and three suppressed": three is no whole of the five.
    """
    if len(broken.parts) != 1 or broken.parts[0].measure != broken.whole.measure:
        return False
    pair = [cell for cell in account if cell.figure in (broken.whole, *broken.parts)]
    if any(cell.low != cell.high for cell in pair):
        return False
    larger = [
        cell
        for cell in account
        if cell not in pair and cell.figure.extent == "total" and cell.low == cell.high and not cell.scope
    ]
    return any(fits(pair, cell) for cell in larger)


def _find_excess_outcomes(parts: Sequence[Cell], whole: Cell, verdicts: PairVerdicts) -> Contradiction | None:
    """Find more intercepted in all than possible: things that got through in some places were launched, too."""
    stopped = [part for part in parts if part.figure.measure == "intercepted" and part.scope == whole.scope]
    pairs = [
        (launched, shot)
        for launched in parts
        for shot in parts
        if launched.scope == shot.scope != whole.scope
        and (launched.figure.measure, shot.figure.measure) == ("launched", "intercepted")
        and relation(launched.figure.counted, shot.figure.counted) == "same"
        and launched.low > shot.high
    ]
    if not stopped or not pairs:
        return None
    most = max(stopped, key=lambda part: part.low)
    launched = _choose_heaviest([pair[0] for pair in pairs], lambda a, b: exclude_each_other(a, b, one_account=True))
    through = [pair for pair in pairs if any(pair[0] is cell for cell in launched)]
    made = most.low + sum(sent.low - shot.high for sent, shot in through)
    chosen = [most, *(cell for pair in through for cell in pair)]
    if made <= whole.high or verdicts.are_accused([*chosen, whole]):
        return None
    gone = " and ".join(
        f"{format_number(sent.low - shot.high)} that got through ({sent.figure.where})" for sent, shot in through
    )
    stopped_in_all, total = format_amount(most.figure), format_amount(whole.figure)
    reason = f"{stopped_in_all} stopped and {gone} make {format_number(made)}, but the whole is {total}"
    return Contradiction("outcome", tuple(cell.figure for cell in chosen), whole.figure, reason)


def _keep_fewest(chosen: Sequence[Cell], whole: Cell) -> list[Cell]:
    """Keep the largest parts that exceed the whole already."""
    kept: list[Cell] = []
    for part in sorted(chosen, key=lambda part: -part.low):
        kept.append(part)
        if len(kept) > 1 and sum_low(kept) > whole.high:
            break
    return kept if len(kept) < len(chosen) - 1 else list(chosen)


def _name_rule(parts: Sequence[Cell], whole: Cell) -> Rule:
    if any(part.figure.measure != whole.figure.measure for part in parts):
        return "outcome"
    if any(part.scope != whole.scope for part in parts):
        return "places"
    complete = any(set(kinds) == set(partition.words) for partition, kinds in _group_by_partition(parts, whole))
    return "sum" if complete or any(part.is_remainder for part in parts) else "exceeds"


def _choose_heaviest(parts: Sequence[Cell], are_apart: Callable[[Cell, Cell], bool]) -> list[Cell]:
    """Choose pairwise disjoint parts with the greatest sum of lower ends; greedily where there are very many."""
    ordered = sorted((part for part in parts if part.low > 0), key=lambda part: -part.low)

    def grow(chosen: list[Cell], left: Sequence[Cell]) -> list[Cell]:
        best = chosen
        for at, part in enumerate(left):
            rest = [other for other in left[at + 1 :] if are_apart(part, other)]
            grown = grow([*chosen, part], rest)
            if sum_low(grown) > sum_low(best):
                best = grown
        return best

    if len(ordered) <= _EXACT:
        return grow([], ordered)
    chosen: list[Cell] = []
    for part in ordered:
        if all(are_apart(part, other) for other in chosen):
            chosen.append(part)
    return chosen


def _group_by_partition(parts: Sequence[Cell], whole: Cell) -> Iterator[tuple[Partition, dict[str, list[Cell]]]]:
    """Group the parts by kind, for each partition of the whole."""
    for partition in find_partitions(whole.figure.counted):
        kinds: dict[str, list[Cell]] = {}
        for part in parts:
            kind = find_kind(part.figure.counted, whole.figure.counted, partition)
            if kind:
                kinds.setdefault(kind, []).append(part)
        yield partition, kinds


def _find_shortfall(parts: Sequence[Cell], whole: Cell, verdicts: PairVerdicts) -> Contradiction | None:
    """Find all kinds of a partition whose upper ends add up to less than the lower end of their whole."""
    level = [
        part
        for part in parts
        if (part.figure.measure, part.scope) == (whole.figure.measure, whole.scope)
        and verdicts.is_earlier(part, whole) is None
    ]
    for partition, kinds in _group_by_partition(level, whole):
        if set(kinds) != set(partition.words):
            continue
        chosen = [max(members, key=lambda part: part.high) for members in kinds.values()]
        if any(not _means_all(part, partition, whole) for part in chosen) or whole.is_incomplete:
            continue
        chosen += [part for part in level if not any(part in members for members in kinds.values())]
        if sum_high(chosen) < whole.low and not verdicts.are_accused([*chosen, whole]):
            return make_contradiction("sum", chosen, whole, sum_high(chosen), "at most")
    return None


def _find_missing_outcomes(parts: Sequence[Cell], whole: Cell, verdicts: PairVerdicts) -> Contradiction | None:
    """Find all outcomes of a whole whose upper ends add up to less than its lower end: 4 dead, 3 hurt, 9 casualties."""
    level = [
        part
        for part in parts
        if part.scope == whole.scope
        and part.is_whole
        and not part.is_incomplete
        and relation(part.figure.counted, whole.figure.counted) == "same"
        and verdicts.is_earlier(part, whole) is None
    ]
    if whole.is_incomplete or not has_all_outcomes(level, whole):
        return None
    by_measure = {part.figure.measure: part for part in sorted(level, key=lambda part: part.high)}
    chosen = list(by_measure.values())
    if sum_high(chosen) < whole.low and not verdicts.are_accused([*chosen, whole]):
        return make_contradiction("sum", chosen, whole, sum_high(chosen), "at most")
    return None


def _means_all(part: Cell, partition: Partition, whole: Cell) -> bool:
    kind = find_kind(part.figure.counted, whole.figure.counted, partition)
    if kind is None or part.figure.extent != "total" or part.is_incomplete:
        return False
    return names_all(part.figure.counted, kind, partition)


def _check_remainder(
    parts: Sequence[Cell], whole: Cell, wholes: Sequence[Cell], verdicts: PairVerdicts
) -> Contradiction | None:
    """Check that a part and "the other three" make their whole, or another whole that they may belong to."""
    level = [
        part
        for part in parts
        if part.figure.extent == "part"
        and (part.figure.measure, part.scope) == (whole.figure.measure, whole.scope)
        and verdicts.is_earlier(part, whole) is None
    ]
    rests = [part for part in level if part.is_remainder]
    others = [part for part in level if not part.is_remainder]
    if len(rests) != 1 or not 0 < len(others) <= SUBSETS:
        return None
    (rest,) = rests
    for size in range(1, len(others) + 1):
        for subset in combinations(others, size):
            if any(fits([*subset, rest], other) for other in wholes):
                return None
    chosen = [*others, rest]
    if verdicts.are_accused([*chosen, whole]):
        return None
    short = sum_high(chosen) < whole.low
    total = sum(part.high if short else part.low for part in chosen)
    return make_contradiction("sum", chosen, whole, total, "at most" if short else "at least")
