"""What is ruled of two reports, one event or two, worked into the incidents. Pure."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ..records.events import EventReport
from ..records.ids import canonical_json
from ..records.incidents import Link
from .incidents import Evidence, Group, Neighbour, in_order, incident_id, numbered, weighed_link
from .profiles import digest

T = TypeVar("T", bound=Hashable)
Core = tuple[int, int]  # its incident's place, and its number there
Unit = frozenset[Core]  # cores that are ruled to be of one event


class Ruling(NamedTuple):
    """Whether two reports tell of one event, or of two."""

    a: EventReport
    b: EventReport
    same: bool


class _Tie(NamedTuple):
    """What linking found of two reports."""

    a: EventReport
    b: EventReport
    evidence: Evidence


def settle(incidents: Sequence[Group], rulings: Iterable[Ruling]) -> list[Group]:
    """The incidents as the rulings leave them; what no ruling changes stays as it is.

    Two reports of one event: their cores become one, and so do their incidents. Of two events: of two
    cores of one incident the smaller leaves, as an incident of its own; two incidents stay two.
    Rulings that contradict each other (A is B, B is C, A is not C) settle nothing of what they tie:
    that stays possibly the same. The order of the rulings does not matter.
    """
    at = {
        report: (place, core)
        for place, incident in enumerate(incidents)
        for report, core in zip(incident.reports, incident.cores, strict=True)
    }
    one, two = _between(at, rulings)
    touched = {place for pair in one | two for place, _ in pair}
    by_core: dict[Core, list[EventReport]] = {}
    for place in sorted(touched):
        for report in incidents[place].reports:
            by_core.setdefault(at[report], []).append(report)
    rebuilt = [_group(group, by_core) for group in _groups(by_core, *_consistent(one, two))]
    same = {(incident.reports, incident.cores) for incident in rebuilt}
    stay = [i for place, i in enumerate(incidents) if place not in touched or (i.reports, i.cores) in same]
    as_they_were = {(incident.reports, incident.cores) for incident in stay}
    changed = [incident for incident in rebuilt if (incident.reports, incident.cores) not in as_they_were]
    whose = {report: incident.id for incident in (*stay, *changed) for report in incident.reports}
    ties = [tie for place in sorted(touched) for tie in _ties(incidents[place])]
    return [*(_renamed(incident, whose) for incident in stay), *(_tied(incident, ties, whose) for incident in changed)]


def _between(at: Mapping[EventReport, Core], rulings: Iterable[Ruling]) -> tuple[set[Unit], set[Unit]]:
    """The pairs of cores that are ruled one event, and those that are ruled two."""
    one: set[Unit] = set()
    two: set[Unit] = set()
    for ruling in rulings:
        pair = frozenset((at[ruling.a], at[ruling.b]))
        if len(pair) == 2:
            (one if ruling.same else two).add(pair)
    return one, two


def _consistent(one: Set[Unit], two: Set[Unit]) -> tuple[dict[Core, Unit], set[frozenset[Unit]]]:
    """The unit of each core that is one with another, and the units that are apart; without what contradicts itself."""
    groups = _together(one)
    broken = [group for group in groups if any(pair <= group for pair in two)]
    units = {core: frozenset(group) for group in groups if group not in broken for core in group}
    apart = {
        frozenset(units.get(core, frozenset({core})) for core in pair)
        for pair in two
        if not any(pair <= group for group in broken)
    }
    return units, apart


def _together(sets: Iterable[Set[T]]) -> list[set[T]]:
    """The sets, those that share a member as one."""
    groups: list[set[T]] = []
    for one in sets:
        met = [group for group in groups if group & one]
        groups = [group for group in groups if not group & one] + [set(one).union(*met)]
    return groups


def _groups(
    by_core: Mapping[Core, Sequence[EventReport]], units: Mapping[Core, Unit], apart: Set[frozenset[Unit]]
) -> list[list[Unit]]:
    """The units of each incident to be, the largest first: split where apart, joined where they share a unit."""

    def rank(unit: Unit) -> tuple[int, int, tuple[str, str, str]]:
        size = sum(len(by_core[core]) for core in unit)
        return -size, min(core for _, core in unit), min(in_order(report) for core in unit for report in by_core[core])

    def split(group: Iterable[Unit]) -> Iterator[list[Unit]]:
        stay: list[Unit] = []
        for unit in sorted(group, key=rank):
            if any(frozenset((unit, other)) in apart for other in stay):
                yield [unit]
            else:
                stay.append(unit)
        yield stay

    of_place: dict[int, set[Unit]] = {}
    for core in by_core:
        of_place.setdefault(core[0], set()).add(units.get(core, frozenset({core})))
    pieces = [set(piece) for group in of_place.values() for piece in split(group)]
    return [piece for group in _together(pieces) for piece in split(group)]


def _group(units: Sequence[Unit], by_core: Mapping[Core, Sequence[EventReport]]) -> Group:
    """Make the group of these cores, without its ties."""
    unit_of = {report: nth for nth, unit in enumerate(units) for core in unit for report in by_core[core]}
    reports = tuple(sorted(unit_of, key=in_order))
    name = incident_id(digest(canonical_json(report)) for report in reports)
    return Group(name, reports, numbered([unit_of[report] for report in reports]))


def _ties(incident: Group) -> Iterator[_Tie]:
    for link in incident.links:
        yield _Tie(incident.reports[link.a], incident.reports[link.b], link.evidence)
    if incident.rival:
        yield _Tie(incident.rival.ours, incident.rival.theirs, incident.rival.evidence)


def _tied(incident: Group, ties: Iterable[_Tie], whose: Mapping[EventReport, str]) -> Group:
    """The incident with the ties that lie in it, and the heaviest that leads out of it."""
    at = {report: place for place, report in enumerate(incident.reports)}
    links: dict[tuple[int, int], Link] = {}
    rivals: list[Neighbour] = []
    for a, b, evidence in ties:
        if a in at and b in at:
            low, high = sorted((at[a], at[b]))
            links[low, high] = weighed_link(low, high, evidence)
        else:
            rivals += [Neighbour(whose[y], x, y, evidence) for x, y in ((a, b), (b, a)) if x in at]
    rival = max(rivals, key=lambda rival: (sum(rival.evidence.values()), in_order(rival.theirs)), default=None)
    return replace(incident, links=tuple(links[ends] for ends in sorted(links)), rival=rival)


def _renamed(incident: Group, whose: Mapping[EventReport, str]) -> Group:
    """The incident, its rival under the name that it has now."""
    rival = incident.rival
    if rival is None or whose[rival.theirs] == rival.incident:
        return incident
    return replace(incident, rival=replace(rival, incident=whose[rival.theirs]))
