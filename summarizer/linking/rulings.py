"""Rulings that two reports are of one event or of two (must-link, cannot-link), applied to the incidents. Pure."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ..records.events import EventReport
from ..records.incidents import Link
from .digests import report_digest
from .incidents import Evidence, Group, Neighbour, ReportOrder, incident_id, make_link, number_cores, report_order

T = TypeVar("T", bound=Hashable)
Core = tuple[int, int]  # the index of its incident, and its number there
Unit = frozenset[Core]  # cores that are ruled to be of one event


class Ruling(NamedTuple):
    """A ruling that two reports tell of one event (`same`), or of two."""

    a: EventReport
    b: EventReport
    same: bool


class Tie(NamedTuple):
    """A link or a rivalry of two reports, with its evidence."""

    a: EventReport
    b: EventReport
    evidence: Evidence


def apply_rulings(incidents: Sequence[Group], rulings: Iterable[Ruling]) -> list[Group]:
    """Apply rulings to incidents; those that no ruling concerns stay as they are.

    Two reports of one event: their cores merge, and so do their incidents. Two reports of two events: of two cores of
    one incident the smaller becomes an incident of its own; two incidents stay two. Rulings that contradict each other
    (A is B, B is C, A is not C) change none of the cores that they tie. The order of the rulings does not matter.
    """
    core_of = {
        report: (index, core)
        for index, incident in enumerate(incidents)
        for report, core in zip(incident.reports, incident.cores, strict=True)
    }
    same, different = _rule_on_cores(core_of, rulings)
    touched = {index for pair in same | different for index, _ in pair}
    by_core: dict[Core, list[EventReport]] = {}
    for index in sorted(touched):
        for report in incidents[index].reports:
            by_core.setdefault(core_of[report], []).append(report)
    plan = _plan_incidents(by_core, *_drop_contradictions(same, different))
    rebuilt = {(group.reports, group.cores): group for group in (_make_group(units, by_core) for units in plan)}
    stay = [i for index, i in enumerate(incidents) if index not in touched or (i.reports, i.cores) in rebuilt]
    unchanged = {(incident.reports, incident.cores) for incident in stay}
    changed = [incident for content, incident in rebuilt.items() if content not in unchanged]
    whose = {report: incident.id for incident in (*stay, *changed) for report in incident.reports}
    ties = [tie for index in sorted(touched) for tie in collect_ties(incidents[index])]
    return [
        *(rename_rival(incident, whose) for incident in stay),
        *(attach_ties(incident, ties, whose) for incident in changed),
    ]


def _rule_on_cores(at: Mapping[EventReport, Core], rulings: Iterable[Ruling]) -> tuple[set[Unit], set[Unit]]:
    """The pairs of cores that are ruled one event, and those that are ruled two events."""
    same: set[Unit] = set()
    different: set[Unit] = set()
    for ruling in rulings:
        pair = frozenset((at[ruling.a], at[ruling.b]))
        if len(pair) == 2:
            (same if ruling.same else different).add(pair)
    return same, different


def _drop_contradictions(same: Set[Unit], different: Set[Unit]) -> tuple[dict[Core, Unit], set[frozenset[Unit]]]:
    """The unit of each core that is merged with another, and the pairs of units to be kept apart.

    Units with contradictory rulings are left out.
    """
    groups = _merge_overlapping(same)
    broken = [group for group in groups if any(pair <= group for pair in different)]
    units = {core: frozenset(group) for group in groups if group not in broken for core in group}
    apart = {
        frozenset(units.get(core, frozenset({core})) for core in pair)
        for pair in different
        if not any(pair <= group for group in broken)
    }
    return units, apart


def _merge_overlapping(sets: Iterable[Set[T]]) -> list[set[T]]:
    """Merge the sets that share a member."""
    groups: list[set[T]] = []
    for members in sets:
        overlapping = [group for group in groups if group & members]
        groups = [group for group in groups if not group & members] + [set(members).union(*overlapping)]
    return groups


def _plan_incidents(
    by_core: Mapping[Core, Sequence[EventReport]], units: Mapping[Core, Unit], apart: Set[frozenset[Unit]]
) -> list[list[Unit]]:
    """Plan the incidents as lists of units, the largest unit first: split where apart, joined where they share one."""

    def rank(unit: Unit) -> tuple[int, int, ReportOrder]:
        size = sum(len(by_core[core]) for core in unit)
        return (
            -size,
            min(core for _, core in unit),
            min(report_order(report) for core in unit for report in by_core[core]),
        )

    def split(group: Iterable[Unit]) -> Iterator[list[Unit]]:
        stay: list[Unit] = []
        for unit in sorted(group, key=rank):
            if any(frozenset((unit, other)) in apart for other in stay):
                yield [unit]
            else:
                stay.append(unit)
        yield stay

    by_incident: dict[int, set[Unit]] = {}
    for core in by_core:
        by_incident.setdefault(core[0], set()).add(units.get(core, frozenset({core})))
    pieces = [set(piece) for group in by_incident.values() for piece in split(group)]
    return [piece for group in _merge_overlapping(pieces) for piece in split(group)]


def _make_group(units: Sequence[Unit], by_core: Mapping[Core, Sequence[EventReport]]) -> Group:
    """Make the group of these units, without its ties."""
    unit_of = {report: nth for nth, unit in enumerate(units) for core in unit for report in by_core[core]}
    reports = tuple(sorted(unit_of, key=report_order))
    name = incident_id(report_digest(report) for report in reports)
    return Group(name, reports, number_cores([unit_of[report] for report in reports]))


def collect_ties(incident: Group) -> Iterator[Tie]:
    """Collect the links and the rivalry of an incident."""
    for link in incident.links:
        yield Tie(incident.reports[link.a], incident.reports[link.b], link.evidence)
    if incident.rival:
        yield Tie(incident.rival.ours, incident.rival.theirs, incident.rival.evidence)


def attach_ties(
    incident: Group, ties: Iterable[Tie], whose: Mapping[EventReport, str], apart: Collection[str] = ()
) -> Group:
    """Add the ties inside an incident as its links, and the heaviest one that leads out of it as its rival.

    `whose` is the incident of each report; `apart` are incidents that are no rivals, being known to be other events.
    """
    at = {report: index for index, report in enumerate(incident.reports)}
    links: dict[tuple[int, int], Link] = {}
    rivals: list[Neighbour] = []
    for a, b, evidence in ties:
        if a in at and b in at:
            low, high = sorted((at[a], at[b]))
            links[low, high] = make_link(low, high, evidence)
        else:
            ends = [(x, y) for x, y in ((a, b), (b, a)) if x in at and whose.get(y) not in (None, *apart)]
            rivals += [Neighbour(whose[y], x, y, evidence) for x, y in ends]
    rival = max(rivals, key=lambda rival: (sum(rival.evidence.values()), report_order(rival.theirs)), default=None)
    return replace(incident, links=tuple(links[ends] for ends in sorted(links)), rival=rival)


def rename_rival(incident: Group, whose: Mapping[EventReport, str]) -> Group:
    """Update the incident id of its rival; `whose` may lack the reports of incidents that keep theirs."""
    rival = incident.rival
    if rival is None or whose.get(rival.theirs, rival.incident) == rival.incident:
        return incident
    return replace(incident, rival=replace(rival, incident=whose[rival.theirs]))
