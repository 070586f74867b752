"""Contradictions among figures that should add up, the verdicts on their pairs, and the bounds of sums."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from ...records.events import ReportedFigure
from ...records.incidents import Rule
from ...records.wording import format_amount, format_number
from ...schemas import MEASURES
from ..chronology import is_earlier, was_replaced
from ..comparison import Comparison
from ..context import Context, FigureKey, pair_key
from ..sources import is_same_source
from .cells import Cell, is_within

# Of more additions or parts than this, any subset may be meant, and nothing is claimed.
SUBSETS: Final = 4
_FLAGGED = ("conflict", "dispute", "revision", "retraction")


@dataclass(frozen=True)
class Contradiction:
    """Parts and a whole that cannot all be right, the rule, and the sum in words."""

    rule: Rule
    parts: tuple[ReportedFigure, ...]
    whole: ReportedFigure
    reason: str


@dataclass(frozen=True, eq=False)
class PairVerdicts:
    """The verdicts of the comparison of pairs; figures by their keys."""

    context: Context
    pairs: Sequence[Comparison]
    disputed: Set[FigureKey]
    replaced: Set[FigureKey]
    lowered: Set[FigureKey]
    outdated: Set[FigureKey]

    @classmethod
    def from_pairs(cls, pairs: Sequence[Comparison], context: Context) -> "PairVerdicts":
        """Collect the verdicts on every comparable pair; `outdated` figures were replaced by their own article."""
        changed = [pair for pair in pairs if pair.verdict in ("revision", "retraction")]
        return cls(
            context=context,
            pairs=pairs,
            disputed={id(f) for pair in pairs if pair.verdict in ("conflict", "dispute") for f in (pair.a, pair.b)},
            replaced={id(pair.a) for pair in changed},
            lowered={id(pair.b) for pair in changed if pair.verdict == "retraction"},
            outdated={id(pair.a) for pair in changed if pair.a.article == pair.b.article},
        )

    @cached_property
    def _flagged(self) -> Set[frozenset[FigureKey]]:
        return {pair_key(pair.a, pair.b) for pair in self.pairs if pair.verdict in _FLAGGED}

    def are_accused(self, cells: Sequence[Cell]) -> bool:
        """Test whether a pair of the cells' figures is a finding already."""
        return any(pair_key(a.figure, b.figure) in self._flagged for a, b in combinations(cells, 2))

    def is_earlier(self, a: Cell, b: Cell) -> bool | None:
        """Test whether the first was counted earlier; None if unknown."""
        return is_earlier(a.figure, b.figure, self.context.published)

    def is_one_source(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        """Test whether both rest on one source."""
        return is_same_source(a, b, self.context.copied)


def make_contradiction(rule: Rule, parts: Sequence[Cell], whole: Cell, total: float, bound: str) -> Contradiction:
    """Make a contradiction; `total` is the sum of the parts' ends, and `bound` is "at least" or "at most"."""
    ordered = parts if rule == "addition" else sorted(parts, key=lambda part: -part.low)
    figures = tuple(part.figure for part in ordered)
    stated = [figure.value for figure in figures if figure.bound == "exactly" and figure.value is not None]
    made = format_number(sum(stated)) if len(stated) == len(figures) else f"{bound} {format_number(total)}"
    what = "the new total" if rule == "addition" else "the whole"
    if len(figures) == 1:
        reason = f"the part, {format_amount(figures[0])}, is larger than its whole, {format_amount(whole.figure)}"
    else:
        *most, last = [format_amount(figure) for figure in figures]
        reason = f"{', '.join(most)} and {last} make {made}, but {what} is {format_amount(whole.figure)}"
    return Contradiction(rule, figures, whole.figure, reason)


def is_part(part: Cell, whole: Cell) -> bool:
    """Test whether the part lies in the whole, and is no addition to it."""
    return part.figure.extent != "additional" and is_within(part, whole)


def is_not_older(part: Cell, whole: Cell, verdicts: PairVerdicts) -> bool:
    """Test whether the part cannot have outgrown the whole, which is of the same time, or of a later one."""
    if was_replaced(part.figure):
        return False
    first = verdicts.is_earlier(part, whole)
    if first is None:
        return True
    return first and only_grows(part.figure)


def only_grows(figure: ReportedFigure) -> bool:
    """Test whether a count that can be added up only grows as reports come in."""
    return MEASURES[figure.measure].cumulative


def fits(parts: Sequence[Cell], whole: Cell) -> bool:
    """Test whether counts inside the intervals can make the parts add up to the whole."""
    return sum_low(parts) <= whole.high and whole.low <= sum_high(parts)


def sum_low(cells: Iterable[Cell]) -> float:
    """The lower end of the sum of disjoint cells."""
    return sum(cell.low for cell in cells)


def sum_high(cells: Iterable[Cell]) -> float:
    """The upper end of the sum of disjoint cells."""
    return sum(cell.high for cell in cells)
