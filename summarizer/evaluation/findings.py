"""Measurement of a checking: which flagged findings are right, and which gold findings are found."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from ..consistency.intervals import overlaps
from ..records.evaluation import NONE, FalseFinding, GoldFindingResult, KindScore, LabelledFigure
from ..records.incidents import FLAGGED, Finding, Kind
from .alignment import Alignment
from .gold import Gold, GoldFinding
from .labels import Labels
from .scores import divide
from .units import Places, Tally, Unit


@dataclass(frozen=True)
class FindingResults:
    """The flagged findings beside the gold findings.

    A flagged finding and a gold finding are of one matter if the former contains figures of two positions of the
    latter: the flagged one is right then, and the gold one found.
    """

    gold: Gold
    read: Labels
    alignment: Alignment

    @cached_property
    def gold_of(self) -> dict[int, int]:
        """The gold figure that each read figure is."""
        return {theirs: ours for ours, theirs in self.alignment.figures.items()}

    @cached_property
    def _gold_figures(self) -> list[list[Set[int]]]:
        """The gold figures that each figure of each flagged finding is, by their indexes."""
        return [
            [frozenset(self.gold_of[nth] for nth in indexes if nth in self.gold_of) for indexes in figures]
            for figures in map(self.read.figures_of, self.read.findings)
        ]

    @cached_property
    def touched(self) -> list[Set[int]]:
        """The gold figures in each flagged finding, by their indexes."""
        return [frozenset().union(*figures) for figures in self._gold_figures]

    @cached_property
    def positions(self) -> list[list[Set[int]]]:
        """The positions of each gold finding, as indexes of gold figures."""
        return [
            [frozenset(self.gold.index[name] for name in position) for position in finding.positions]
            for finding in self.gold.findings
        ]

    @cached_property
    def found_by(self) -> list[list[int]]:
        """The flagged findings that each gold finding is found by: those of its kind first, then the fullest."""
        return [
            sorted(self._covering(positions), key=lambda nth: self._rank(nth, finding, positions))
            for finding, positions in zip(self.gold.findings, self.positions, strict=True)
        ]

    def _covering(self, positions: Sequence[Set[int]]) -> Iterator[int]:
        for nth, figures in enumerate(self.touched):
            if _count_touched(figures, positions) > 1:
                yield nth

    def _rank(self, nth: int, finding: GoldFinding, positions: Sequence[Set[int]]) -> tuple[bool, int, int]:
        is_other = self.read.findings[nth].kind != finding.kind
        return is_other, -_count_touched(self.touched[nth], positions), nth

    @cached_property
    def right(self) -> Set[int]:
        """The flagged findings that are right."""
        return frozenset(nth for found in self.found_by for nth in found)

    @cached_property
    def near_misses(self) -> list[tuple[int, int]]:
        """The pairs of gold figures that look like a finding and are none.

        Those of one true incident and one measure whose intervals do not meet, and that are in no gold finding
        together.
        """
        together = {
            frozenset(pair)
            for positions in self.positions
            for pair in combinations(sorted(frozenset().union(*positions)), 2)
        }
        return [pair for pair in self._pairs_apart() if frozenset(pair) not in together]

    def _pairs_apart(self) -> Iterator[tuple[int, int]]:
        groups: dict[tuple[str, str], list[int]] = {}
        for nth, placed in enumerate(self.gold.figures):
            groups.setdefault((self.gold.incident(nth), placed.figure.measure), []).append(nth)
        for group in groups.values():
            for a, b in combinations(group, 2):
                if not overlaps(self.gold.figures[a].figure, self.gold.figures[b].figure):
                    yield a, b

    @cached_property
    def opposed(self) -> Set[frozenset[int]]:
        """The pairs of gold figures that a flagged finding sets against each other; in a sum, a part and the whole."""
        pairs = set[frozenset[int]]()
        for finding, figures in zip(self.read.findings, self._gold_figures, strict=True):
            sides = [(part, figures[-1]) for part in figures[:-1]]
            if finding.kind != "arithmetic":
                sides = list(combinations(figures, 2))
            pairs.update(frozenset((a, b)) for ours, theirs in sides for a in ours for b in theirs)
        return frozenset(pairs)


def _count_touched(figures: Set[int], positions: Sequence[Set[int]]) -> int:
    """Count the positions of which a finding contains a figure."""
    return sum(not position.isdisjoint(figures) for position in positions)


def count_findings(results: FindingResults, places: Places, tally: Tally) -> None:
    """Count the findings that are right and found, and the near misses that are flagged."""
    for nth, finding in enumerate(results.read.findings):
        tally.add(_unit_of(results.read, finding, places), flagged=1, flagged_right=nth in results.right)
    for wanted, found in zip(results.gold.findings, results.found_by, strict=True):
        unit = Unit("incident", wanted.incident)
        kind_right = bool(found) and results.read.findings[found[0]].kind == wanted.kind
        tally.add(unit, findings_gold=1, findings_found=bool(found), kind_right=kind_right)
    for a, b in results.near_misses:
        is_flagged = frozenset((a, b)) in results.opposed
        tally.add(Unit("incident", results.gold.incident(a)), near_pairs=1, near_flagged=is_flagged)


def _unit_of(read: Labels, finding: Finding, places: Places) -> Unit:
    """The unit of most figures of a finding; of as many, the first."""
    units = Counter(places.figures[nth] for indexes in read.figures_of(finding) for nth in indexes)
    return min(units, key=lambda unit: (-units[unit], unit))


def score_by_kind(results: FindingResults) -> tuple[KindScore, ...]:
    """Score the findings of each kind."""
    flagged = Counter(finding.kind for finding in results.read.findings)
    right = Counter(results.read.findings[nth].kind for nth in results.right)
    wanted = Counter(finding.kind for finding in results.gold.findings)
    found = Counter(finding.kind for finding, by in zip(results.gold.findings, results.found_by, strict=True) if by)
    return tuple(
        KindScore(
            kind=kind,
            flagged=flagged[kind],
            right=right[kind],
            precision=divide(right[kind], flagged[kind]),
            gold=wanted[kind],
            found=found[kind],
            recall=divide(found[kind], wanted[kind]),
        )
        for kind in FLAGGED
    )


def tabulate(results: FindingResults) -> dict[str, dict[str, int]]:
    """Tabulate gold kinds by the kinds they were found as; in the row of none the flagged findings that are false."""
    table = {row: dict.fromkeys((*FLAGGED, NONE), 0) for row in (*FLAGGED, NONE)}
    for wanted, found in zip(results.gold.findings, results.found_by, strict=True):
        table[wanted.kind][results.read.findings[found[0]].kind if found else NONE] += 1
    for nth, finding in enumerate(results.read.findings):
        if nth not in results.right:
            table[NONE][finding.kind] += 1
    return table


def list_gold_results(results: FindingResults) -> list[GoldFindingResult]:
    """List the gold findings, each with the kinds under which it was found."""
    return [
        GoldFindingResult(
            kind=wanted.kind,
            incident=wanted.incident,
            measure=wanted.measure,
            positions=tuple(tuple(map(results.gold.label, position)) for position in wanted.positions),
            why=wanted.why,
            found_as=tuple(dict.fromkeys(_kinds(results.read, found))),
        )
        for wanted, found in zip(results.gold.findings, results.found_by, strict=True)
    ]


def _kinds(read: Labels, found: Sequence[int]) -> Iterator[Kind]:
    return (read.findings[nth].kind for nth in found)


def list_false(results: FindingResults) -> tuple[FalseFinding, ...]:
    """List the flagged findings that are none of the gold standard, the most severe first."""
    return tuple(
        FalseFinding(
            kind=finding.kind,
            headline=results.read.headlines[finding.incident],
            measure=finding.measure,
            explanation=finding.explanation,
            figures=tuple(_label_figures(results, finding)),
            why=tuple(_reasons(results, nth)),
        )
        for nth, finding in enumerate(results.read.findings)
        if nth not in results.right
    )


def _label_figures(results: FindingResults, finding: Finding) -> Iterator[LabelledFigure]:
    for figure, indexes in zip(finding.figures, results.read.figures_of(finding), strict=True):
        ids = (results.gold.ids[results.gold_of[nth]] for nth in indexes if nth in results.gold_of)
        yield LabelledFigure(id=next(ids, None), figure=figure)


def _reasons(results: FindingResults, nth: int) -> Iterator[str]:
    """The reasons of the gold findings that share a figure with a flagged one."""
    for wanted, positions in zip(results.gold.findings, results.positions, strict=True):
        if wanted.why and not results.touched[nth].isdisjoint(frozenset().union(*positions)):
            yield wanted.why
