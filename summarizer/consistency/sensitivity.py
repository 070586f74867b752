"""Sensitivity: how far the sum over a run's incidents depends on the rule that picks each best."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from ..records.incidents import BEST_RULES, BestRule
from ..schemas import MEASURES
from .estimates import spread
from .populations import Holders, population, relation

# A sum of these says nothing.
_NO_SUM_UNITS: Final = frozenset({"%", "share"})
_NO_SUM_MEASURES: Final = frozenset({"magnitude"})


@dataclass(frozen=True)
class Sensitivity:
    """What a run reports in all for one measure and kind of thing, by each rule.

    `incidents` have an estimate of it; in `dependent` of these best differs with the rule. `totals`
    are the sums of best over the incidents, in `unit` (None for a count), and empty where a sum says nothing
    (percentages, shares, magnitudes) or would count one event twice: `doubtful` of the incidents may be one with
    another, or hold reports that are only possibly of it. Then `ranges` are the sums from the lowest that they can
    be, each possible double counted once, to the highest. `of` is "people" for all classes of people.
    """

    measure: str
    of: str
    unit: str | None
    incidents: int
    dependent: int
    totals: Mapping[BestRule, float]
    doubtful: int = 0
    ranges: Mapping[BestRule, tuple[float, float]] = field(default_factory=dict)

    @property
    def spread(self) -> float:
        """The highest total less the lowest, in the unit."""
        return spread(self.totals)[0]

    @property
    def relative_spread(self) -> float:
        """The spread as a share of the highest total, from 0 to 1."""
        return spread(self.totals)[1]


class _Estimated(Protocol):
    """What is read of an estimate."""

    @property
    def measure(self) -> str: ...
    @property
    def of(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def by_rule(self) -> Mapping[BestRule, float]: ...
    @property
    def spread(self) -> float: ...


class _Counted(NamedTuple):
    """What an incident adds to a sum."""

    estimates: Sequence[_Estimated]
    possibly: Sequence[_Estimated]
    group: int


class _Kind(NamedTuple):
    measure: str
    head: str
    unit: str


def sensitivity(
    incidents: Sequence[Sequence[_Estimated]],
    groups: Sequence[int] | None = None,
    possibly: Sequence[Sequence[_Estimated]] | None = None,
) -> list[Sensitivity]:
    """One record for each measure and kind of thing, the measures that weigh most first.

    Each incident gives what it counts at the widest: civilians that are among its people are not added to them.
    Incidents of one of the `groups` may be one event; `possibly` is for each incident what its reports that may be of
    another event would add.
    """
    told: defaultdict[_Kind, list[_Counted]] = defaultdict(list)
    for at, estimates in enumerate(incidents):
        others = _by_kind(possibly[at] if possibly else ())
        for kind, counted in _by_kind(estimates).items():
            told[kind].append(_Counted(_widest(counted), others.get(kind, []), groups[at] if groups else at))
    return [_in_all(kind, told[kind]) for kind in sorted(told, key=lambda kind: (-_weight(kind.measure), kind))]


def _by_kind(estimates: Iterable[_Estimated]) -> dict[_Kind, list[_Estimated]]:
    kinds: defaultdict[_Kind, list[_Estimated]] = defaultdict(list)
    for estimate in estimates:
        kinds[_kind(estimate)].append(estimate)
    return kinds


def _kind(estimate: _Estimated) -> _Kind:
    counted = population(estimate.of)
    return _Kind(estimate.measure, "people" if counted.people else counted.head, estimate.unit or "")


def _weight(measure: str) -> float:
    return MEASURES[measure].weight if measure in MEASURES else 0.5


def _widest(estimates: list[_Estimated]) -> list[_Estimated]:
    """The estimates whose population lies in that of no other."""
    holders = Holders(estimate.of for estimate in estimates)
    return [a for a in estimates if not any(_inside(a.of, of) for of in holders.of(a.of) if of != a.of)]


def _inside(ours: str, theirs: str) -> bool:
    """Whether one population lies in another; one nation's soldiers are among the soldiers."""
    kinship = relation(ours, theirs)
    one_nations = kinship == "same" and bool(population(ours).nations) and not population(theirs).nations
    return kinship == "narrower" or one_nations


def _in_all(kind: _Kind, incidents: list[_Counted]) -> Sensitivity:
    estimates = [estimate for counted in incidents for estimate in counted.estimates]
    sums = kind.unit not in _NO_SUM_UNITS and kind.measure not in _NO_SUM_MEASURES
    words = "people" if kind.head == "people" else min((e.of for e in estimates), key=lambda of: (len(of), of))
    sizes = Counter(counted.group for counted in incidents)
    doubtful = sum(sizes[counted.group] > 1 or bool(counted.possibly) for counted in incidents)
    return Sensitivity(
        measure=kind.measure,
        of=words,
        unit=kind.unit or None,
        incidents=len(incidents),
        dependent=sum(any(estimate.spread for estimate in counted.estimates) for counted in incidents),
        totals={rule: _sum(estimates, rule) for rule in BEST_RULES} if sums and not doubtful else {},
        doubtful=doubtful,
        ranges={rule: _range(incidents, rule) for rule in BEST_RULES} if sums and doubtful else {},
    )


def _sum(estimates: Iterable[_Estimated], rule: BestRule) -> float:
    return sum(estimate.by_rule[rule] for estimate in estimates)


def _range(incidents: Iterable[_Counted], rule: BestRule) -> tuple[float, float]:
    """If those that may be one are one, of which the least is right; and if all are events of their own."""
    least: dict[int, float] = {}
    most = 0.0
    for counted in incidents:
        own = _sum(counted.estimates, rule)
        least[counted.group] = min(own, least.get(counted.group, own))
        most += own + _sum(counted.possibly, rule)
    return sum(least.values()), most
