"""A person's decisions that two reports are of one event or of two: they hold, whatever linking says.

Unlike the verdicts of a judge (`rulings`), a decision is no evidence but a constraint: it splits a core, it overrules
an incident id that came with a report, and of two that contradict each other the later one holds. Pure: the same
reports and decisions give the same incidents in memory, out of core and on Spark.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..records.disjoint_sets import DisjointSets
from ..records.events import EventReport
from ..records.ids import content_json
from .constraints import Constraints
from .digests import report_digest
from .incidents import Group, ReportOrder, incident_id, number_cores, report_order, weigh_reports
from .resemblance import resemblance
from .rulings import Ruling, attach_ties, collect_ties, rename_rival

_Place = tuple[int, int]  # of a report: the index of its group, and its index there
_Core = tuple[int, int]  # the index of its group, and its number there


def settle(groups: Sequence[Group], decisions: Sequence[Ruling]) -> list[Group]:
    """Return the incidents in which the decisions hold; incidents that none concerns are the same objects.

    Two reports of one event: their incidents merge, and their cores. Two reports of two events: their incident is
    split; each of its other reports goes with the one that it has the greater match weight with, and so does a core as
    a whole that holds neither; where linking has no weights, with the one that it resembles more. Where a decision to
    merge would join reports that are of two events, those stay apart. An incident that came with its id keeps it for
    the part with most of its reports.

    Args:
        groups: Incidents as `link` finds them.
        decisions: The earliest first: a later one overrules those that it contradicts (`standing_rulings`).

    Returns:
        The incidents; those that were changed come last.
    """
    sought = {report.article for ruling in decisions for report in (ruling.a, ruling.b)}
    places = _index_reports(groups, sought)
    pairs = [(places.get(_key(ruling.a)), places.get(_key(ruling.b)), ruling.same) for ruling in decisions]
    constraints: Constraints[_Place] = Constraints()
    for a, b, same in reversed(pairs):
        if a is not None and b is not None:
            constraints.add(a, b, same=same)
    if not constraints.reports:
        return list(groups)
    touched = {group for group, _ in constraints.reports}
    pieces = [
        piece
        for together in _connect_groups(touched, constraints)
        for piece in _Table(groups, together, constraints).divide()
    ]
    return _replace_groups(groups, sorted(touched), pieces, constraints)


@dataclass
class _Piece:
    """A part of the incidents that decisions tie together: an incident to be. `cores` are those of its units."""

    units: list[_Place] = field(default_factory=list)
    seeds: list[_Place] = field(default_factory=list)
    members: list[_Place] = field(default_factory=list)
    cores: set[_Core] = field(default_factory=set)

    @property
    def groups(self) -> set[int]:
        """The groups that its units are of."""
        return {group for group, _ in self.cores}


class _Table:
    """Incidents that decisions tie together, and their division into pieces in which every decision holds."""

    def __init__(self, groups: Sequence[Group], together: Iterable[int], constraints: Constraints[_Place]) -> None:
        self._groups = groups
        self._together = sorted(together)
        self._constraints = constraints
        mine = set(self._together)
        self._weights: dict[tuple[EventReport, EventReport], float] = {}
        self._units = {unit: m for unit, m in constraints.units().items() if m[0][0] in mine}

    def divide(self) -> list[tuple[list[_Place], list[int]]]:
        """Return the members of each piece, with the number of the core of each."""
        pieces = self._place_units()
        for group in self._together:
            self._place_others(group, pieces)
        return [self._number_cores(piece) for piece in pieces]

    def _report(self, place: _Place) -> EventReport:
        return self._groups[place[0]].reports[place[1]]

    def _core(self, place: _Place) -> _Core:
        return place[0], self._groups[place[0]].cores[place[1]]

    def _place_units(self) -> list[_Piece]:
        """Put the units into pieces, the largest first: with those of its incidents, unless they are to be apart."""
        ranked = sorted(
            self._units, key=lambda unit: (-len(self._units[unit]), min(map(self._order, self._units[unit])))
        )
        pieces: list[_Piece] = []
        for unit in ranked:
            members = self._units[unit]
            piece = _Piece([unit], list(members), list(members), {self._core(member) for member in members})
            nearest = sorted(pieces, key=lambda other: -len(other.cores & piece.cores))  # stable: the earlier of equals
            for other in nearest:
                if other.groups & piece.groups and not self._are_apart(other, piece):
                    piece.units += other.units
                    piece.seeds += other.seeds
                    piece.members += other.members
                    piece.cores |= other.cores
                    pieces.remove(other)
            pieces.append(piece)
        return pieces

    def _order(self, place: _Place) -> ReportOrder:
        return report_order(self._report(place))

    def _are_apart(self, a: _Piece, b: _Piece) -> bool:
        return any(self._constraints.apart_from(unit) & set(b.units) for unit in a.units)

    def _place_others(self, group: int, pieces: Sequence[_Piece]) -> None:
        """Put the reports that no decision names into pieces: each, or its whole core, to what it is most like."""
        cores: dict[_Core, list[_Place]] = defaultdict(list)
        for nth in range(len(self._groups[group].reports)):
            if (group, nth) not in self._constraints.reports:
                cores[self._core((group, nth))].append((group, nth))
        here = [piece for piece in pieces if group in piece.groups]
        if len(here) > 1:
            self._weights |= self._weigh(group, [member for members in cores.values() for member in members], here)
        for core, members in cores.items():
            within = [piece for piece in here if core in piece.cores]
            if len(within) > 1:
                for member in members:
                    self._choose([member], within, group).members.append(member)
            else:
                self._choose(members, within or here, group).members += members

    def _weigh(
        self, group: int, members: Sequence[_Place], pieces: Sequence[_Piece]
    ) -> dict[tuple[EventReport, EventReport], float]:
        """The match weights of reports with the decided ones of their incident."""
        seeds = [seed for piece in pieces for seed in piece.seeds if seed[0] == group]
        pairs = {(self._report(member), self._report(seed)) for member in members for seed in seeds}
        return weigh_reports(self._groups[group].reports, pairs) if pairs else {}

    def _choose(self, members: Sequence[_Place], pieces: Sequence[_Piece], group: int) -> _Piece:
        """Choose the piece whose decided reports have the greatest match weight with these on average.

        Of equals, and where linking lacks a weight to compare, it is that which they resemble most; then the first.
        """
        if len(pieces) == 1:
            return pieces[0]
        pairs = {
            nth: [(self._report(m), self._report(seed)) for m in members for seed in piece.seeds if seed[0] == group]
            for nth, piece in enumerate(pieces)
        }
        is_weighed = all(pair in self._weights for each in pairs.values() for pair in each)

        def likeness(nth: int) -> tuple[float, float]:
            likely = sum(self._weights[pair] for pair in pairs[nth]) / len(pairs[nth]) if is_weighed else 0.0
            alike = sum(resemblance(*pair) for pair in pairs[nth]) / len(pairs[nth])
            return round(likely, 9), round(alike, 9)  # so that no order of adding tells two equal ones apart

        ranked = sorted(pairs, key=lambda nth: min(map(self._order, pieces[nth].seeds)))
        return pieces[max(ranked, key=likeness)]

    def _number_cores(self, piece: _Piece) -> tuple[list[_Place], list[int]]:
        """Merge the cores that a unit ties together; number each by the first of its reports."""
        cores: DisjointSets[_Core] = DisjointSets()
        for unit in piece.units:
            first, *others = self._units[unit]
            for member in others:
                cores.union(self._core(first), self._core(member))
        members = sorted(piece.members, key=self._order)
        labels = [cores.find(self._core(member)) for member in members]
        first_of = {label: nth for nth, label in reversed(list(enumerate(labels)))}
        return members, [first_of[label] for label in labels]


def _key(report: EventReport) -> tuple[str, str]:
    return report.article, content_json(report)


def _index_reports(groups: Sequence[Group], articles: set[str]) -> dict[tuple[str, str], _Place]:
    return {
        _key(report): (nth, at)
        for nth, group in enumerate(groups)
        for at, report in enumerate(group.reports)
        if report.article in articles
    }


def _connect_groups(touched: Iterable[int], constraints: Constraints[_Place]) -> list[set[int]]:
    """The groups that decisions of one event tie together, directly or by way of others."""
    sets: DisjointSets[int] = DisjointSets()
    for members in constraints.units().values():
        for member in members[1:]:
            sets.union(members[0][0], member[0])
    together: dict[int, set[int]] = defaultdict(set)
    for group in touched:
        together[sets.find(group)].add(group)
    return list(together.values())


def _replace_groups(
    groups: Sequence[Group],
    touched: Sequence[int],
    pieces: Sequence[tuple[list[_Place], list[int]]],
    constraints: Constraints[_Place],
) -> list[Group]:
    """Put the pieces in the place of the groups that they were made of, each with its links and its rival."""
    made = []
    for (members, cores), name in zip(pieces, _name_pieces(groups, pieces), strict=True):
        reports = tuple(groups[group].reports[nth] for group, nth in members)
        made.append(Group(name, reports, number_cores(cores)))
    before = {(groups[nth].reports, groups[nth].cores, groups[nth].id): groups[nth] for nth in touched}
    rivals = [rival for nth in touched if (rival := groups[nth].rival)]
    whose = {rival.theirs: rival.incident for rival in rivals}
    whose |= {report: group.id for group in made for report in group.reports}
    ties = [tie for nth in touched for tie in collect_ties(groups[nth])]
    apart = _list_apart(made, pieces, constraints)
    stay = [rename_rival(group, whose) for nth, group in enumerate(groups) if nth not in set(touched)]
    changed = []
    for group in made:
        earlier = before.get((group.reports, group.cores, group.id))
        kept = rename_rival(earlier, whose) if earlier else attach_ties(group, ties, whose, apart.get(group.id, ()))
        changed.append(_drop_rival(kept, apart))
    return stay + changed


def _name_pieces(groups: Sequence[Group], pieces: Sequence[tuple[list[_Place], list[int]]]) -> list[str]:
    """Name each piece: by the incident id that most of its reports came with, if it has more of that id than others."""
    reports = [[groups[group].reports[nth] for group, nth in members] for members, _ in pieces]
    counts = [Counter(report.incident for report in part if report.incident is not None) for part in reports]
    owner: dict[str, int] = {}
    for name in {name for count in counts for name in count}:
        owner[name] = min(range(len(pieces)), key=lambda nth: (-counts[nth][name], report_order(reports[nth][0])))
    names = []
    for nth, part in enumerate(reports):
        own = [name for name in counts[nth] if owner[name] == nth]
        computed = incident_id(report_digest(report) for report in part)
        names.append(min(own, key=lambda name: (-counts[nth][name], name)) if own else computed)
    return names


def _list_apart(
    made: Sequence[Group], pieces: Sequence[tuple[list[_Place], list[int]]], constraints: Constraints[_Place]
) -> Mapping[str, set[str]]:
    """The ids of the incidents that are decided to be other events than each incident."""
    unit_of = {
        constraints.unit(member): group.id
        for group, (members, _) in zip(made, pieces, strict=True)
        for member in members
        if member in constraints.reports
    }
    apart: dict[str, set[str]] = defaultdict(set)
    for unit, name in unit_of.items():
        for other in constraints.apart_from(unit):
            apart[name].add(unit_of[other])
    return apart


def _drop_rival(group: Group, apart: Mapping[str, set[str]]) -> Group:
    """Leave out a rival that is decided to be another event."""
    if group.rival and group.rival.incident in apart.get(group.id, ()):
        return replace(group, rival=None)
    return group
