"""Sensitivity of the sums over a run's incidents to the rule for best, and to possible duplicates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..language.populations import PopulationIndex, parse_population, relation
from ..records.incidents import BEST_RULES, BestRule, IncidentEstimate, Sensitivity, measure_weight
from .estimates import spread

# A sum of these says nothing.
_NO_SUM_UNITS: Final = frozenset({"%", "share"})
_NO_SUM_MEASURES: Final = frozenset({"magnitude"})
# Whoever stands before the noun, nobody is counted: civilian buildings, fighter jets.
_OF_THINGS: Final = frozenset({"launched", "intercepted", "damaged", "destroyed"})


class _Addend(NamedTuple):
    """The part of one incident in a sum."""

    estimates: Sequence[IncidentEstimate]
    possibly: Sequence[IncidentEstimate]
    group: int


class _Kind(NamedTuple):
    measure: str
    head: str
    unit: str


def measure_sensitivity(
    incidents: Sequence[Sequence[IncidentEstimate]],
    groups: Sequence[int] | None = None,
    possibly: Sequence[Sequence[IncidentEstimate]] | None = None,
) -> list[Sensitivity]:
    """Make one record for each measure and population, the measures of most weight first.

    Each incident adds its widest populations: civilians that are among its people are not added to them.
    Incidents of one of the `groups` may be one event; `possibly` holds for each incident what its reports that may be
    of another event would add.
    """
    addends: defaultdict[_Kind, list[_Addend]] = defaultdict(list)
    for at, estimates in enumerate(incidents):
        possible = _group_by_kind(possibly[at] if possibly else ())
        for kind, counted in _group_by_kind(estimates).items():
            addends[kind].append(_Addend(_keep_widest(counted), possible.get(kind, []), groups[at] if groups else at))
    return [
        _add_up(kind, addends[kind]) for kind in sorted(addends, key=lambda kind: (-measure_weight(kind.measure), kind))
    ]


def _group_by_kind(estimates: Iterable[IncidentEstimate]) -> dict[_Kind, list[IncidentEstimate]]:
    kinds: defaultdict[_Kind, list[IncidentEstimate]] = defaultdict(list)
    for estimate in estimates:
        kinds[_find_kind(estimate)].append(estimate)
    return kinds


def _find_kind(estimate: IncidentEstimate) -> _Kind:
    counted = parse_population(estimate.of)
    if estimate.measure in _OF_THINGS and counted.noun:
        return _Kind(estimate.measure, counted.noun, estimate.unit or "")
    return _Kind(estimate.measure, "people" if counted.people else counted.head, estimate.unit or "")


def _keep_widest(estimates: list[IncidentEstimate]) -> list[IncidentEstimate]:
    """Keep the estimates whose population lies in that of no other."""
    index = PopulationIndex(estimate.of for estimate in estimates)
    return [a for a in estimates if not any(_is_inside(a.of, of) for of in index.find_candidates(a.of) if of != a.of)]


def _is_inside(ours: str, theirs: str) -> bool:
    """Test whether one population lies in another; one nation's soldiers are among the soldiers."""
    kinship = relation(ours, theirs)
    one_nations = kinship == "same" and bool(parse_population(ours).nations) and not parse_population(theirs).nations
    return kinship == "narrower" or one_nations


def _add_up(kind: _Kind, incidents: list[_Addend]) -> Sensitivity:
    estimates = [estimate for counted in incidents for estimate in counted.estimates]
    sums = kind.unit not in _NO_SUM_UNITS and kind.measure not in _NO_SUM_MEASURES
    words = "people" if kind.head == "people" else min((e.of for e in estimates), key=lambda of: (len(of), of))
    sizes = Counter(counted.group for counted in incidents)
    doubtful = sum(sizes[counted.group] > 1 or bool(counted.possibly) for counted in incidents)
    totals = {rule: _sum(estimates, rule) for rule in BEST_RULES} if sums and not doubtful else {}
    absolute, relative = spread(totals)
    return Sensitivity(
        measure=kind.measure,
        of=words,
        unit=kind.unit or None,
        incidents=len(incidents),
        dependent=sum(any(estimate.spread for estimate in counted.estimates) for counted in incidents),
        totals=totals,
        doubtful=doubtful,
        ranges={rule: _sum_range(incidents, rule) for rule in BEST_RULES} if sums and doubtful else {},
        spread=absolute,
        relative_spread=relative,
    )


def _sum(estimates: Iterable[IncidentEstimate], rule: BestRule) -> float:
    return sum(estimate.by_rule[rule] for estimate in estimates)


def _sum_range(incidents: Iterable[_Addend], rule: BestRule) -> tuple[float, float]:
    """The range of a sum: the least if possible duplicates are one event, the most if all are events of their own."""
    least: dict[int, float] = {}
    most = 0.0
    for counted in incidents:
        own = _sum(counted.estimates, rule)
        least[counted.group] = min(own, least.get(counted.group, own))
        most += own + _sum(counted.possibly, rule)
    return sum(least.values()), most
