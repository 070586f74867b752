"""Parts and wholes: what exceeds its whole, and what should make it up and does not."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from ...records.incidents import Rule
from ...records.wording import format_amount, format_number
from ..populations import Partition, kind_of, names_all, partitions, relation
from .cells import Cell, apart
from .contradiction import (
    SUBSETS,
    Contradiction,
    SettledPairs,
    contradiction,
    fits,
    in_part,
    no_older,
    sum_high,
    sum_low,
)

# A sum of more parts than this is searched for greedily: the best of all subsets would take 2^n steps.
_EXACT = 12


def in_account(account: Sequence[Cell], settled: SettledPairs) -> Iterator[Contradiction]:
    """What one source says in one article must add up: it is one state of knowledge, as far as its words go."""
    wholes = [one for one in account if one.whole]
    for whole in wholes:
        parts = [
            part for part in account if part is not whole and in_part(part, whole) and no_older(part, whole, settled)
        ]
        if not parts:
            continue
        broken = (
            too_much(parts, whole, settled, one_account=True)
            or _too_many_stopped(parts, whole, settled)
            or _too_little(parts, whole, settled)
            or _rest_is_off(parts, whole, wholes, settled)
        )
        if broken and not read_otherwise(broken, account):
            yield broken


def too_much(parts: Sequence[Cell], whole: Cell, settled: SettledPairs, *, one_account: bool) -> Contradiction | None:
    """Disjoint parts whose lower ends add up to more than the upper end of their whole."""
    if sum_low(parts) <= whole.high:
        return None
    chosen = _heaviest(parts, lambda a, b: apart(a, b, one_account=one_account))
    if sum_low(chosen) <= whole.high or settled.accused([*chosen, whole]):
        return None
    least = _fewest(chosen, whole)
    return contradiction(_exceeding(least, whole), least, whole, sum_low(least), "at least")


def read_otherwise(broken: Contradiction, account: Sequence[Cell]) -> bool:
    """Whether one part and its "whole" are rather two parts of something larger, which they make up exactly.

    "Of the eight drones five were shot down and three suppressed": three is no whole of the five.
    """
    if len(broken.parts) != 1 or broken.parts[0].measure != broken.whole.measure:
        return False
    pair = [one for one in account if one.figure in (broken.whole, *broken.parts)]
    if any(one.low != one.high for one in pair):
        return False
    larger = [
        one
        for one in account
        if one not in pair and one.figure.extent == "total" and one.low == one.high and not one.scope
    ]
    return any(fits(pair, one) for one in larger)


def _too_many_stopped(parts: Sequence[Cell], whole: Cell, settled: SettledPairs) -> Contradiction | None:
    """More stopped in all than can have been: what got through in some places is launched and was not stopped."""
    stopped = [part for part in parts if part.figure.measure == "intercepted" and part.scope == whole.scope]
    pairs = [
        (launched, shot)
        for launched in parts
        for shot in parts
        if launched.scope == shot.scope != whole.scope
        and (launched.figure.measure, shot.figure.measure) == ("launched", "intercepted")
        and relation(launched.figure.of, shot.figure.of) == "same"
        and launched.low > shot.high
    ]
    if not stopped or not pairs:
        return None
    most = max(stopped, key=lambda part: part.low)
    launched = _heaviest([pair[0] for pair in pairs], lambda a, b: apart(a, b, one_account=True))
    through = [pair for pair in pairs if any(pair[0] is one for one in launched)]
    made = most.low + sum(sent.low - shot.high for sent, shot in through)
    chosen = [most, *(one for pair in through for one in pair)]
    if made <= whole.high or settled.accused([*chosen, whole]):
        return None
    gone = " and ".join(
        f"{format_number(sent.low - shot.high)} that got through ({sent.figure.where})" for sent, shot in through
    )
    stopped_in_all, total = format_amount(most.figure), format_amount(whole.figure)
    reason = f"{stopped_in_all} stopped and {gone} make {format_number(made)}, but the whole is {total}"
    return Contradiction("outcome", tuple(one.figure for one in chosen), whole.figure, reason)


def _fewest(chosen: Sequence[Cell], whole: Cell) -> list[Cell]:
    """Without parts that the contradiction can do without: the largest that are too many already."""
    kept: list[Cell] = []
    for part in sorted(chosen, key=lambda part: -part.low):
        kept.append(part)
        if len(kept) > 1 and sum_low(kept) > whole.high:
            break
    return kept if len(kept) < len(chosen) - 1 else list(chosen)


def _exceeding(parts: Sequence[Cell], whole: Cell) -> Rule:
    if any(part.figure.measure != whole.figure.measure for part in parts):
        return "outcome"
    if any(part.scope != whole.scope for part in parts):
        return "places"
    complete = any(set(kinds) == set(partition.words) for partition, kinds in _kinds(parts, whole))
    return "sum" if complete or any(part.rest for part in parts) else "exceeds"


def _heaviest(parts: Sequence[Cell], disjoint: Callable[[Cell, Cell], bool]) -> list[Cell]:
    """Pairwise disjoint parts with the greatest sum of lower ends; the largest first where there are very many."""
    ordered = sorted((part for part in parts if part.low > 0), key=lambda part: -part.low)

    def grow(chosen: list[Cell], left: Sequence[Cell]) -> list[Cell]:
        best = chosen
        for at, part in enumerate(left):
            rest = [other for other in left[at + 1 :] if disjoint(part, other)]
            grown = grow([*chosen, part], rest)
            if sum_low(grown) > sum_low(best):
                best = grown
        return best

    if len(ordered) <= _EXACT:
        return grow([], ordered)
    chosen: list[Cell] = []
    for part in ordered:
        if all(disjoint(part, other) for other in chosen):
            chosen.append(part)
    return chosen


def _kinds(parts: Sequence[Cell], whole: Cell) -> Iterator[tuple[Partition, dict[str, list[Cell]]]]:
    """The parts by kind, for each partition of the whole."""
    for partition in partitions(whole.figure.of):
        kinds: dict[str, list[Cell]] = {}
        for part in parts:
            kind = kind_of(part.figure.of, whole.figure.of, partition)
            if kind:
                kinds.setdefault(kind, []).append(part)
        yield partition, kinds


def _too_little(parts: Sequence[Cell], whole: Cell, settled: SettledPairs) -> Contradiction | None:
    """All kinds of a partition, whose upper ends add up to less than the lower end of their whole."""
    level = [
        part
        for part in parts
        if (part.figure.measure, part.scope) == (whole.figure.measure, whole.scope)
        and settled.first(part, whole) is None
    ]
    for partition, kinds in _kinds(level, whole):
        if set(kinds) != set(partition.words):
            continue
        chosen = [max(members, key=lambda part: part.high) for members in kinds.values()]
        if any(not _means_all(part, partition, whole) for part in chosen) or whole.incomplete:
            continue
        chosen += [part for part in level if not any(part in members for members in kinds.values())]
        if sum_high(chosen) < whole.low and not settled.accused([*chosen, whole]):
            return contradiction("sum", chosen, whole, sum_high(chosen), "at most")
    return None


def _means_all(part: Cell, partition: Partition, whole: Cell) -> bool:
    kind = kind_of(part.figure.of, whole.figure.of, partition)
    if kind is None or part.figure.extent != "total" or part.incomplete:
        return False
    return names_all(part.figure.of, kind, partition)


def _rest_is_off(
    parts: Sequence[Cell], whole: Cell, wholes: Sequence[Cell], settled: SettledPairs
) -> Contradiction | None:
    """A part and "the other three" that do not make their whole, nor any other whole that they may belong to."""
    level = [
        part
        for part in parts
        if part.figure.extent == "part"
        and (part.figure.measure, part.scope) == (whole.figure.measure, whole.scope)
        and settled.first(part, whole) is None
    ]
    rests = [part for part in level if part.rest]
    others = [part for part in level if not part.rest]
    if len(rests) != 1 or not 0 < len(others) <= SUBSETS:
        return None
    (rest,) = rests
    for size in range(1, len(others) + 1):
        for subset in combinations(others, size):
            if any(fits([*subset, rest], other) for other in wholes):
                return None
    chosen = [*others, rest]
    if settled.accused([*chosen, whole]):
        return None
    short = sum_high(chosen) < whole.low
    total = sum(part.high if short else part.low for part in chosen)
    return contradiction("sum", chosen, whole, total, "at most" if short else "at least")
