"""A person's decisions that two reports are of one event or of two: they hold, whatever linking says.

Unlike the verdicts of a judge (`rulings`), a decision is no evidence but a constraint: it splits a core, it overrules
an incident id that came with a report, and of two that contradict each other the later one holds. Pure: the same
reports and decisions give the same incidents in memory, out of core and on Spark.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from typing import Final

from ..language.dates import day_of
from ..language.names import fold
from ..records.disjoint_sets import DisjointSets
from ..records.events import EventReport
from ..records.ids import canonical_json
from ..records.reviews import ReportKey, content_digest
from .digests import report_digest
from .incidents import Group, incident_id, number_cores, report_order
from .rulings import Ruling, attach_ties, collect_ties, rename_rival

_Place = tuple[int, int]  # of a report: the index of its group, and its index there
_Core = tuple[int, int]  # the index of its group, and its number there
_COMPARED_ARTICLES: Final = 50  # articles that show which event they have in common; of thousands it would be slow
_ALL_PAIRS: Final = 20  # reports that came with one incident id: of more, each is paired with the next alone


def settle(groups: Sequence[Group], decisions: Sequence[Ruling]) -> list[Group]:
    """Return the incidents in which the decisions hold; incidents that none concerns are the same objects.

    Two reports of one event: their incidents merge, and their cores. Two reports of two events: their incident is
    split; each of its other reports goes with the one that it is more like, and so does a core as a whole that holds
    neither. Where a decision to merge would join reports that are of two events, those stay apart. An incident that
    came with its id keeps it for the part with most of its reports.

    Args:
        groups: Incidents as `link` finds them.
        decisions: The earliest first: a later one overrules those that it contradicts (`standing_rulings`).

    Returns:
        The incidents; those that were changed come last.
    """
    sought = {report.article for ruling in decisions for report in (ruling.a, ruling.b)}
    places = _index_reports(groups, sought)
    pairs = [(places.get(_key(ruling.a)), places.get(_key(ruling.b)), ruling.same) for ruling in decisions]
    constraints = _Constraints()
    for a, b, same in reversed(pairs):
        if a is not None and b is not None:
            constraints.add(a, b, same=same)
    if not constraints.places:
        return list(groups)
    touched = {group for group, _ in constraints.places}
    pieces = [
        piece
        for together in _connect_groups(touched, constraints)
        for piece in _Table(groups, together, constraints).divide()
    ]
    return _replace_groups(groups, sorted(touched), pieces, constraints)


def standing_rulings(decisions: Sequence[Ruling]) -> list[bool]:
    """Tell for each decision, the earliest first, whether it stands: no later ones contradict it.

    A is B and B is C, so that A is C: whichever of three such decisions came first gives way.
    """
    number: dict[EventReport, int] = {}
    constraints = _Constraints()
    stands = []
    for ruling in reversed(decisions):
        a, b = (0, number.setdefault(ruling.a, len(number))), (0, number.setdefault(ruling.b, len(number)))
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

    What contradicts a later decision on a missing report is refused here; on reports at hand `_Constraints` does that.
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
    to twenty, of more each with the next. Each pair comes once, a decision before what the ids say.
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


def find_report(key: ReportKey, reports: Sequence[EventReport]) -> EventReport | None:
    """Find the report that a key names among those of its article: the only one, else the one that it fits best."""

    def misfit(report: EventReport) -> tuple[int, tuple[str, str, str]]:
        fits = (
            8 * (key.content is not None and key.content == content_digest(report)),
            2 * (key.day == report.start),
            2 * (key.place in (report.place.parts or (None,))),
            2 * (key.type == report.type),
            key.headline == report.headline,
        )
        return -sum(fits), report_order(report)

    return min(reports, key=misfit) if len(reports) > 1 else next(iter(reports), None)


def most_alike(ours: Iterable[EventReport], theirs: Iterable[EventReport]) -> tuple[EventReport, EventReport] | None:
    """Find the two reports, one of each side, that are most likely of one event; None if a side is empty."""
    theirs = list(theirs)
    pairs = ((a, b) for a in ours for b in theirs if a != b)
    return min(
        pairs, key=lambda pair: (-resemblance(*pair), report_order(pair[0]), report_order(pair[1])), default=None
    )


def common_reports(by_article: Sequence[Sequence[EventReport]]) -> list[EventReport]:
    """Choose one report of each article, that of the event which the articles have in common.

    It is the one that is most like the reports of the other articles (of the first fifty of those), then the one with
    most figures. In the order of `report_order`.
    """
    articles = sorted((sorted(reports, key=report_order) for reports in by_article if reports), key=_order_of_first)
    chosen = []
    for nth, reports in enumerate(articles):
        others = (articles[:nth] + articles[nth + 1 :])[:_COMPARED_ARTICLES] if len(reports) > 1 else []

        def likeness(report: EventReport, others: Sequence[Sequence[EventReport]] = others) -> tuple[float, int]:
            best = (max(resemblance(report, other) for other in theirs) for theirs in others)
            return round(sum(best), 6), len(report.figures)

        chosen.append(max(reports, key=likeness))
    return sorted(chosen, key=report_order)


def _order_of_first(reports: Sequence[EventReport]) -> tuple[str, str, str]:
    return report_order(reports[0])


def main_report(reports: Sequence[EventReport]) -> EventReport:
    """Find the main event of an article: the one with most figures, the first in the article's order of those."""
    return max(reports, key=lambda report: len(report.figures))


def resemblance(a: EventReport, b: EventReport) -> float:
    """Rate how like two reports are by their day, place, type, actors, figures and words: symmetric, no unit.

    It only chooses between events for a report: whether two are of one event is for the weights of linking.
    """
    return (
        _compare_days(a, b)
        + 3 * _overlap(_place_words(a), _place_words(b))
        + 2 * (a.type == b.type)
        + _overlap(_actor_words(a), _actor_words(b))
        + 2 * _overlap(_counts(a), _counts(b))
        + 2 * _overlap(_topic_words(a), _topic_words(b))
    )


def _compare_days(a: EventReport, b: EventReport) -> float:
    if a.start and b.start:
        apart = abs((a.start - b.start).days)
        return 2.0 if apart == 0 else -min(apart, 5)
    days = [report.start or (day_of(report.published) if report.published else None) for report in (a, b)]
    if days[0] is None or days[1] is None:
        return 0.0
    return -min(abs((days[0] - days[1]).days), 10) / 5


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of words that two sets have in common, from 0 to 1."""
    return len(a & b) / len(a | b) if a and b else 0.0


def _place_words(report: EventReport) -> frozenset[str]:
    return frozenset(fold(" ".join(report.place.parts)).split())


def _actor_words(report: EventReport) -> frozenset[str]:
    return frozenset(fold(" ".join(actor.name for actor in report.actors)).split())


def _counts(report: EventReport) -> frozenset[str]:
    return frozenset(f"{figure.measure} {figure.low} {figure.high} {figure.unit}" for figure in report.figures)


def _topic_words(report: EventReport) -> frozenset[str]:
    return frozenset(fold(f"{report.headline or ''} {report.about or ''}").split())


class _Constraints:
    """Decisions on reports by their places, taken in from the latest to the earliest: what contradicts is refused."""

    def __init__(self) -> None:
        self.places: dict[_Place, None] = {}
        self._sets: DisjointSets[_Place] = DisjointSets()
        self._apart: dict[_Place, set[_Place]] = defaultdict(set)

    def add(self, a: _Place, b: _Place, *, same: bool) -> bool:
        """Take in a decision; return False, and leave it out, if it contradicts those before it."""
        ours, theirs = self._sets.find(a), self._sets.find(b)
        if (ours != theirs and theirs in self._apart[ours]) if same else ours == theirs:
            return a == b and same
        self.places |= {a: None, b: None}
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

    def unit(self, place: _Place) -> _Place:
        """The representative of the reports that are of one event with this one."""
        return self._sets.find(place)

    def are_apart(self, a: _Place, b: _Place) -> bool:
        """Test whether two units are of two events."""
        return b in self._apart[a]

    def apart_from(self, unit: _Place) -> Iterator[_Place]:
        """Yield the units that are of another event than a unit."""
        yield from self._apart[unit]

    def units(self) -> dict[_Place, list[_Place]]:
        """The members of each unit."""
        units: dict[_Place, list[_Place]] = defaultdict(list)
        for place in self.places:
            units[self.unit(place)].append(place)
        return units


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

    def __init__(self, groups: Sequence[Group], together: Iterable[int], constraints: _Constraints) -> None:
        self._groups = groups
        self._together = sorted(together)
        self._constraints = constraints
        mine = set(self._together)
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

    def _order(self, place: _Place) -> tuple[str, str, str]:
        return report_order(self._report(place))

    def _are_apart(self, a: _Piece, b: _Piece) -> bool:
        return any(self._constraints.are_apart(x, y) for x in a.units for y in b.units)

    def _place_others(self, group: int, pieces: Sequence[_Piece]) -> None:
        """Put the reports that no decision names into pieces: each, or its whole core, to what it is most like."""
        cores: dict[_Core, list[_Place]] = defaultdict(list)
        for nth in range(len(self._groups[group].reports)):
            if (group, nth) not in self._constraints.places:
                cores[self._core((group, nth))].append((group, nth))
        here = [piece for piece in pieces if group in piece.groups]
        for core, members in cores.items():
            within = [piece for piece in here if core in piece.cores]
            if len(within) > 1:
                for member in members:
                    self._choose([member], within, group).members.append(member)
            else:
                self._choose(members, within or here, group).members += members

    def _choose(self, members: Sequence[_Place], pieces: Sequence[_Piece], group: int) -> _Piece:
        """Choose the piece whose decided reports are most like these on average; the first of equals."""
        if len(pieces) == 1:
            return pieces[0]

        def likeness(piece: _Piece) -> float:
            seeds = [seed for seed in piece.seeds if seed[0] == group]
            pairs = [resemblance(self._report(member), self._report(seed)) for member in members for seed in seeds]
            return round(sum(pairs) / len(pairs), 9)  # so that no order of adding tells two equal ones apart

        return max(sorted(pieces, key=lambda piece: min(map(self._order, piece.seeds))), key=likeness)

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
    return report.article, canonical_json(report)


def _index_reports(groups: Sequence[Group], articles: set[str]) -> dict[tuple[str, str], _Place]:
    return {
        _key(report): (nth, at)
        for nth, group in enumerate(groups)
        for at, report in enumerate(group.reports)
        if report.article in articles
    }


def _connect_groups(touched: Iterable[int], constraints: _Constraints) -> list[set[int]]:
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
    constraints: _Constraints,
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
    made: Sequence[Group], pieces: Sequence[tuple[list[_Place], list[int]]], constraints: _Constraints
) -> Mapping[str, set[str]]:
    """The ids of the incidents that are decided to be other events than each incident."""
    unit_of = {
        constraints.unit(member): group.id
        for group, (members, _) in zip(made, pieces, strict=True)
        for member in members
        if member in constraints.places
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
