"""A contradiction among figures, and what has been settled of them before anything is added up."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from ...records.events import ReportedFigure
from ...records.incidents import Rule
from ...records.wording import format_amount, format_number
from ...schemas import MEASURES
from ..comparison import Comparison, Context, FigureKey, pair_key
from ..order import earlier, was_replaced
from ..sources import same_source
from .cells import Cell, within

# Of more additions or parts than this, any subset may be meant, and nothing is claimed.
SUBSETS: Final = 4
_FLAGGED = ("conflict", "dispute", "revision", "retraction")


@dataclass(frozen=True)
class Contradiction:
    """Parts and a whole that cannot all be right, by which rule, and the sum in words."""

    rule: Rule
    parts: tuple[ReportedFigure, ...]
    whole: ReportedFigure
    reason: str


@dataclass(frozen=True, eq=False)
class SettledPairs:
    """What the comparison of pairs has settled already; figures by their keys."""

    context: Context
    pairs: Sequence[Comparison]
    disputed: Set[FigureKey]
    replaced: Set[FigureKey]
    lowered: Set[FigureKey]
    outdated: Set[FigureKey]

    @classmethod
    def of(cls, pairs: Sequence[Comparison], context: Context) -> "SettledPairs":
        """From every comparable pair; `outdated` was replaced by its own article."""
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

    def accused(self, cells: Sequence[Cell]) -> bool:
        """Whether a pair of them is a finding already."""
        return any(pair_key(a.figure, b.figure) in self._flagged for a, b in combinations(cells, 2))

    def first(self, a: Cell, b: Cell) -> bool | None:
        """Whether the first was counted earlier."""
        return earlier(a.figure, b.figure, self.context.published)

    def one_source(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        """Whether both rest on one source."""
        return same_source(a, b, self.context.copied)


def contradiction(rule: Rule, parts: Sequence[Cell], whole: Cell, total: float, bound: str) -> Contradiction:
    """The contradiction in words; `total` is the parts' sum, and `bound` says whether it is its lower or upper end."""
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


def in_part(part: Cell, whole: Cell) -> bool:
    """Whether the part lies in the whole, and is no addition to it."""
    return part.figure.extent != "additional" and within(part, whole)


def no_older(part: Cell, whole: Cell, settled: SettledPairs) -> bool:
    """Whether the whole cannot have been outgrown by the part: it is of the same moment, or of a later one."""
    if was_replaced(part.figure):
        return False
    first = settled.first(part, whole)
    if first is None:
        return True
    return first and grows(part.figure)


def grows(figure: ReportedFigure) -> bool:
    """Whether such a count only grows as reports come in; of a figure that can be added up."""
    return MEASURES[figure.measure].cumulative


def fits(parts: Sequence[Cell], whole: Cell) -> bool:
    """Whether some counts inside the intervals make the parts add up to the whole."""
    return sum_low(parts) <= whole.high and whole.low <= sum_high(parts)


def sum_low(cells: Iterable[Cell]) -> float:
    """The least that cells with nothing in common add up to."""
    return sum(one.low for one in cells)


def sum_high(cells: Iterable[Cell]) -> float:
    """The most that they add up to."""
    return sum(one.high for one in cells)
