"""Constraints on clustering (must-link, cannot-link) that a person's decisions make, and the labelled pairs they give.

Of decisions that contradict each other the later holds.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from itertools import combinations, pairwise
from typing import Final, Generic, TypeVar

from ..records.disjoint_sets import DisjointSets
from ..records.events import EventReport
from .incidents import report_order
from .rulings import Ruling

T = TypeVar("T", bound=Hashable)  # what stands for a report
_ALL_PAIRS: Final = 20  # reports that came with one incident id: of more, each is paired with the next alone


class Constraints(Generic[T]):
    """Decisions on reports, taken in from the latest to the earliest: what contradicts is refused."""

    def __init__(self) -> None:
        self.reports: dict[T, None] = {}
        self._sets: DisjointSets[T] = DisjointSets()
        self._apart: dict[T, set[T]] = defaultdict(set)

    def add(self, a: T, b: T, *, same: bool) -> bool:
        """Take in a decision; return False, and leave it out, if it contradicts those before it."""
        ours, theirs = self._sets.find(a), self._sets.find(b)
        if (ours != theirs and theirs in self._apart[ours]) if same else ours == theirs:
            return a == b and same
        self.reports |= {a: None, b: None}
        if not same:
            self._apart[ours].add(theirs)
            self._apart[theirs].add(ours)
        elif ours != theirs:
            self._sets.union(ours, theirs)
            for other in self._apart.pop(theirs, set()):
                self._apart[other].discard(theirs)
                self._apart[other].add(ours)
                self._apart[ours].add(other)
        return True

    def unit(self, report: T) -> T:
        """The representative of the reports that are of one event with this one."""
        return self._sets.find(report)

    def apart_from(self, unit: T) -> Set[T]:
        """The units that are of another event than a unit."""
        return self._apart[unit]

    def units(self) -> dict[T, list[T]]:
        """The members of each unit."""
        units: dict[T, list[T]] = defaultdict(list)
        for report in self.reports:
            units[self.unit(report)].append(report)
        return units


def standing_rulings(decisions: Sequence[Ruling]) -> list[bool]:
    """Tell for each decision, the earliest first, whether it stands: no later ones contradict it.

    A is B and B is C, so that A is C: whichever of three such decisions came first gives way.
    """
    number: dict[EventReport, int] = {}
    constraints: Constraints[int] = Constraints()
    stands = []
    for ruling in reversed(decisions):
        a, b = (number.setdefault(report, len(number)) for report in (ruling.a, ruling.b))
        stands.append(constraints.add(a, b, same=ruling.same))
    return stands[::-1]


def bridge_missing(decisions: Sequence[tuple[EventReport | str, EventReport | str, bool]]) -> list[tuple[int, Ruling]]:
    """Rule on the reports at hand what was decided of them by way of reports that are missing.

    A is B and B is C: A is C, also without B. A is B and B is not C: A is not C.

    Args:
        decisions: Pairs, the earliest first, and whether they are one event; a missing report is a name of its own.

    Returns:
        Rulings, the earliest first, each with the index of its decision: of two by way of one report, the earlier one.
    """
    bridges = _Bridges()
    ruled = [
        (nth, ruling)
        for nth, (a, b, same) in reversed(list(enumerate(decisions)))
        for ruling in bridges.cross(a, b, same=same)
    ]
    return ruled[::-1]


class _Bridges:
    """Missing reports, by what was decided of them, taken in from the latest decision to the earliest.

    What contradicts a later decision on a missing report is refused here; on reports at hand `Constraints` do that.
    """

    def __init__(self) -> None:
        self._sets: DisjointSets[str] = DisjointSets()
        self._at_hand: dict[str, EventReport] = {}  # a report that is of one event with the missing ones of this set
        self._apart: dict[str, list[EventReport | str]] = defaultdict(list)  # what is of another event than this set

    def cross(self, a: EventReport | str, b: EventReport | str, *, same: bool) -> Iterator[Ruling]:
        """Take in a decision, and yield what follows from it for two reports at hand."""
        if isinstance(a, EventReport):
            if isinstance(b, EventReport):
                if a != b:
                    yield Ruling(a, b, same)
                return
            a, b = b, a
        a, b = self._sets.find(a), self._find(b)
        if a == b or (same and b in map(self._find, self._apart[a])):
            return
        yield from self._rule(a, [b], same=same)
        if same:
            yield from self._unite(a, b)
        else:
            self._apart[a].append(b)
            if isinstance(b, str):
                self._apart[b].append(a)

    def _unite(self, a: str, b: EventReport | str) -> Iterator[Ruling]:
        """Make a set of one event with another, or with a report: what is apart from one is apart from both."""
        if a not in self._at_hand:
            yield from self._rule(b, self._apart[a], same=False)
        report = self._find_at_hand(b)
        if isinstance(b, str):
            if report is None:
                yield from self._rule(a, self._apart[b], same=False)
            self._sets.union(a, b)
            self._apart[a] += self._apart.pop(b, [])
        if report is not None:
            self._at_hand.setdefault(a, report)

    def _rule(self, side: EventReport | str, others: Iterable[EventReport | str], *, same: bool) -> Iterator[Ruling]:
        ours = self._find_at_hand(side)
        for other in others:
            theirs = self._find_at_hand(other)
            if ours is not None and theirs is not None and ours != theirs:
                yield Ruling(ours, theirs, same)

    def _find(self, side: EventReport | str) -> EventReport | str:
        return self._sets.find(side) if isinstance(side, str) else side

    def _find_at_hand(self, side: EventReport | str) -> EventReport | None:
        return self._at_hand.get(self._sets.find(side)) if isinstance(side, str) else side


def labelled_pairs(reports: Iterable[EventReport], decisions: Sequence[Ruling] = ()) -> Iterator[Ruling]:
    """Yield pairs of reports that are known to be of one event, or of two: labels to estimate the weights from.

    They are the decisions that stand, and, as one event, reports that came with the same incident id: all pairs of up
    to twenty, of more each with the next. Each pair comes once, a decision before what the ids say. `link` learns from
    decisions alone: what came with an id is compared with nothing.
    """
    seen: set[frozenset[EventReport]] = set()
    by_id: dict[str, list[EventReport]] = defaultdict(list)
    for report in sorted(set(reports), key=report_order):
        if report.incident is not None:
            by_id[report.incident].append(report)
    given = (
        Ruling(a, b, same=True)
        for members in by_id.values()
        for a, b in (combinations(members, 2) if len(members) <= _ALL_PAIRS else pairwise(members))
    )
    stands = standing_rulings(decisions)
    for ruling in (*(ruling for ruling, holds in zip(decisions, stands, strict=True) if holds), *given):
        pair = frozenset((ruling.a, ruling.b))
        if len(pair) == 2 and pair not in seen:
            seen.add(pair)
            yield ruling
