"""Cells of measure by population by place that figures count, with subset and disjointness tests."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ...language.lexicon import table
from ...language.populations import are_siblings, is_gauge, relation
from ...language.quantities import read_numbers
from ...records.events import ReportedFigure
from ...schemas import MEASURES
from ..places import are_disjoint, place_scope

# The measures whose counts add up: a magnitude does not, and of a user's own measure nothing is known.
_ADDITIVE: Final = frozenset(MEASURES) - {"magnitude", "other"}
# Two outcomes that exclude each other, and what both are of: shot down and got through, killed and alive.
_WHOLES: Final = {"intercepted": "launched", "hit": "launched", "killed": "casualties", "wounded": "casualties"}
# All outcomes of these are counted: whoever is no more than hurt is alive.
_COMPLETE: Final = frozenset({"casualties"})
# From this size on a number with noughts at its end may have been rounded without a word: 120,000 for 118,400.
_ROUND: Final = 1000
_ROUNDED_BY: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A figure that can be added up: the bounds that its words set on the true count, and the scope of its place."""

    figure: ReportedFigure
    low: float
    high: float
    scope: str

    @property
    def is_whole(self) -> bool:
        """True for a source's whole count, as against "the other three", "two more", or those who were found."""
        figure = self.figure
        return (
            figure.extent == "total"
            and not (figure.implicit and figure.value == 1)
            and not _among_others(figure.quote or "", figure.value)
            and not _pattern("scene").search(figure.quote or "")
        )

    @property
    def is_incomplete(self) -> bool:
        """True if its words say that others are counted beside it: "including two children"."""
        return _pattern("including").search(self.figure.quote or "") is not None

    @property
    def is_remainder(self) -> bool:
        """True if its words make it the remainder of a whole: "the other three"."""
        quote = self.figure.quote or ""
        return self.figure.extent != "additional" and any(
            _pattern("rest", ending=True).search(lead) for lead, _ in _split_at_number(quote, self.figure.value)
        )


@lru_cache(maxsize=1 << 14)
def _among_others(quote: str, value: float | None) -> bool:
    """Test whether the words put the number beside another one: "two more", "another two", "the other three"."""
    return any(
        _pattern("before_number", ending=True).search(lead) or _after_number().match(tail)
        for lead, tail in _split_at_number(quote, value)
    )


@lru_cache(maxsize=1 << 14)
def _split_at_number(quote: str, value: float | None) -> tuple[tuple[str, str], ...]:
    """Split a quote that speaks of others at each occurrence of the number, into the text before and after."""
    if not _pattern("others").search(quote):
        return ()
    return tuple(
        (quote[: number.start], quote[number.end :])
        for number in read_numbers(quote)
        if number.value == value or (number.value is None and value is None)
    )


@cache
def _pattern(name: str, *, ending: bool = False) -> re.Pattern[str]:
    """One list of words for parts and others; `ending`, at the end of a text."""
    end = r"\s*$" if ending else r"\b"
    return re.compile(rf"\b(?:{'|'.join(table('parts')[name])}){end}", re.IGNORECASE)


@cache
def _after_number() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:\w+ )?(?:{'|'.join(table('parts')['after_number'])})\b", re.IGNORECASE)


def addition_family(figure: ReportedFigure) -> str | None:
    """The measure that a figure is added up in; None for a figure that nothing can be added to."""
    if figure.measure not in _ADDITIVE or figure.stance != "asserted" or figure.period or figure.unit in ("%", "share"):
        return None
    if is_gauge(figure.measure, figure.unit, figure.counted):
        return None
    return _WHOLES.get(figure.measure, figure.measure)


def make_cell(figure: ReportedFigure) -> Cell:
    """Make the cell of a figure that has an `addition_family`."""
    low, high = figure.lowest, figure.highest
    if figure.unit is None:
        low, high = _round_to_integers(figure)
    if figure.bound == "exactly" and figure.value is not None and figure.value >= _ROUND:
        slack = _rounding_slack(figure.value)
        low, high = low - slack, high + slack
    if figure.value is None and figure.words:
        high = math.inf  # "several" is no promise that there were not more
    return Cell(figure, low, high, place_scope(figure.where))


def _round_to_integers(figure: ReportedFigure) -> tuple[float, float]:
    """Round the ends to whole numbers: more than 3 people are 4 at least."""
    low, high = float(math.ceil(figure.lowest)), figure.highest
    if figure.bound == "more_than" and low == figure.lowest:
        low += 1
    if not math.isinf(high):
        high = float(math.floor(high))
        if figure.bound == "less_than" and high == figure.highest:
            high -= 1
    return low, high


def _rounding_slack(value: float) -> float:
    """The rounding error of a number: half the unit that its trailing zeros may be rounded to; 0 for 1,234."""
    unit = 1.0
    while value % (unit * 10) == 0:
        unit *= 10
    return 0.0 if unit < 100 else min(unit / 2, _ROUNDED_BY * value)


def is_within(part: Cell, whole: Cell) -> bool:
    """Test whether the part's cell lies in the whole's."""
    a, b = part.figure, whole.figure
    narrower = a.measure != b.measure
    if narrower and not _is_outcome(a, b):
        return False
    if a.unit != b.unit or b.extent != "total":
        return False
    if part.scope != whole.scope:
        if whole.scope:
            return False
        narrower = True
    kinship = relation(a.counted, b.counted)
    if kinship not in ("same", "narrower"):
        return False
    return narrower or kinship == "narrower" or a.extent == "part"


def _is_outcome(part: ReportedFigure, whole: ReportedFigure) -> bool:
    """Test whether one measure's count lies in another's: the intercepted are among the launched.

    Whoever did it may be in one count and not in the other; who was wounded may not have been shot. More dead than
    casualties are those of something else that the article tells.
    """
    if _WHOLES.get(part.measure) != whole.measure:
        return False
    if whole.measure in _COMPLETE and part.lowest > whole.highest:
        return False
    if (part.category == "attackers") != (whole.category == "attackers") or part.inclusion != whole.inclusion:
        return False
    by_weapon = _pattern("by_weapon")
    return (
        part.measure != "wounded"
        or not by_weapon.search(whole.quote or "")
        or by_weapon.search(part.quote or "") is not None
    )


def has_all_outcomes(parts: Iterable[Cell], whole: Cell) -> bool:
    """Test whether parts have every outcome that a whole can have: the killed and the wounded of the casualties."""
    measure = whole.figure.measure
    outcomes = {outcome for outcome, total in _WHOLES.items() if total == measure}
    return measure in _COMPLETE and outcomes <= {part.figure.measure for part in parts}


def exclude_each_other(a: Cell, b: Cell, *, one_account: bool) -> bool:
    """Test whether nothing is counted in both cells.

    Women and children are apart in one account; in two accounts, a girl may be either.
    """
    if a.figure.measure != b.figure.measure:
        whole = _WHOLES.get(a.figure.measure)
        return whole is not None and whole == _WHOLES.get(b.figure.measure)
    if relation(a.figure.counted, b.figure.counted) == "apart" or (
        one_account and are_siblings(a.figure.counted, b.figure.counted)
    ):
        return True
    return bool(a.scope and b.scope) and a.scope != b.scope and are_disjoint(a.scope, b.scope)
