"""Two figures of one incident: comparable or not, in conflict or not, and the rule that decided."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from ..records.events import EventReport, ReportedFigure
from ..records.incidents import Rule, Verdict
from ..schemas import MEASURES
from .order import in_order, said_higher, said_lower, was_replaced
from .places import scope_of
from .populations import Relation, is_gauge, relation
from .sources import same_source

# Verdicts that say of a number that it cannot stand, or stands no longer.
ACCUSING: Final = ("conflict", "dispute", "retraction", "revision")


# During a check figures are told apart by their `id`: `check_figures` has each of them once, and looks them up several
# times for each pair. With a hash of their 19 fields the check of a large incident takes 1.5 to 3.4 times as long,
# with a hash that each figure keeps 1.2 to 2.3 times.
FigureKey = int


def pair_key(a: ReportedFigure, b: ReportedFigure) -> frozenset[FigureKey]:
    """The key of two figures in either order."""
    return frozenset((id(a), id(b)))


@dataclass(frozen=True)
class Context:
    """What the checker knows of an incident's articles: when each was published, and which repeat another's text.

    `breadth` is how wide a place each article gives the event: 1 a country, 2 a region, 3 a town; `newest` is when
    the newest article of the whole run was published, by default the newest of `published`. `cores` are the groups of
    reports that are sure to be of one event, by article: where two articles share none, they are only possibly of one,
    and no figure of the one accuses the other. Articles that it does not name are sure. `incident` is the incident's
    id, which findings bear.
    """

    published: Mapping[str, date | datetime | None]
    copied: Mapping[str, str]
    breadth: Mapping[str, int] = field(default_factory=dict)
    newest: date | None = None
    cores: Mapping[str, frozenset[int]] = field(default_factory=dict)
    incident: str = ""

    def surely_one(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        """Whether the reports of two figures are sure to be of one event."""
        if a.article == b.article:
            return True
        ours, theirs = self.cores.get(a.article or ""), self.cores.get(b.article or "")
        return ours is None or theirs is None or bool(ours & theirs)

    def sure_groups(self, figures: Sequence[ReportedFigure]) -> list[list[ReportedFigure]]:
        """The figures by the core of their reports; all of them together where there is only one."""
        names = sorted({core for cores in self.cores.values() for core in cores})
        if len(names) < 2:
            return [list(figures)]
        return [[f for f in figures if core in self.cores.get(f.article or "", frozenset(names))] for core in names]


class Comparison(NamedTuple):
    """The verdict on figures `a` and `b`, its rule, and its reason in one sentence. In a revision `a` came first.

    A tuple, not a dataclass: an incident of two thousand figures has two million of them.
    """

    a: ReportedFigure
    b: ReportedFigure
    verdict: Verdict
    reason: str
    rule: Rule


def compare(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Compare two figures of one incident."""
    gate = _gate(a, b)
    if gate:
        return Comparison(a, b, "not_comparable", gate[1], gate[0])
    return judge(a, b, relation(a.of, b.of), context)


def judge(a: ReportedFigure, b: ReportedFigure, inside: Relation, context: Context) -> Comparison:
    """Compare two figures that pass every gate; `inside` is how the first one's population relates to the second's."""
    pair = _judged(a, b, inside, context)
    if pair.verdict in ACCUSING and not context.surely_one(a, b):
        return Comparison(a, b, "not_comparable", "their reports are only possibly of one event", "link")
    return pair


def _judged(a: ReportedFigure, b: ReportedFigure, inside: Relation, context: Context) -> Comparison:
    if a.stance != b.stance:
        return _denied(a, b)
    if a.stance == "denied":
        return Comparison(a, b, "not_comparable", "both sources deny their number, so neither states one", "stance")
    if meets(a, b) if inside == "same" else _fits(a, b, inside):
        return _fitting(a, b, inside, context)
    if (a.high == 0) != (b.high == 0) and not same_source(a, b, context.copied):
        return Comparison(a, b, "dispute", "one source counts none where the other counts some", "zero")
    return _disjoint(a, b, context)


def _gate(a: ReportedFigure, b: ReportedFigure) -> tuple[Rule, str] | None:
    """Why two figures cannot be compared; None if they can."""
    if a.measure != b.measure:
        return "measure", f"they measure different things: {a.measure} and {b.measure}"
    if a.measure == "other":
        return "other", "both count something that no measure covers"
    if is_gauge(a.measure, a.unit, a.of) or is_gauge(b.measure, b.unit, b.of):
        return "gauge", "an age, a time or a price is of one person or thing, and no count of the event"
    if a.unit != b.unit:
        return "unit", f"they are in different units: {a.unit or 'a count'} and {b.unit or 'a count'}"
    kinship = relation(a.of, b.of)
    if kinship == "apart":
        return "population", f"they count different populations: {a.of} and {b.of}"
    if kinship == "unknown":
        return "population", f"it is not certain that they count the same: {a.of} and {b.of}"
    if scope_of(a.where) != scope_of(b.where):
        return (
            "scope",
            f"they count different places: {a.where or 'the whole event'} and {b.where or 'the whole event'}",
        )
    if a.extent != "total" or b.extent != "total":
        return "extent", f"one is not a total: {a.extent} and {b.extent}"
    return None


def _denied(a: ReportedFigure, b: ReportedFigure) -> Comparison:
    denied, asserted = (a, b) if a.stance == "denied" else (b, a)
    if meets(denied, asserted):
        return Comparison(asserted, denied, "dispute", "one source states the number and another denies it", "stance")
    return Comparison(a, b, "consistent", "the number denied is not the number stated", "stance")


def _fitting(a: ReportedFigure, b: ReportedFigure, inside: Relation, context: Context) -> Comparison:
    if inside != "same" and not meets(a, b):
        narrow, wide = (a, b) if inside == "narrower" else (b, a)
        return Comparison(a, b, "consistent", f"{narrow.of} may be part of {wide.of}", "nested")
    if same_source(a, b, context.copied):
        return Comparison(a, b, "repeat", "the same source, or a copy of it, says so twice", "same-source")
    how = "with the same number" if _exact(a, b) else "whose ranges meet"
    return Comparison(a, b, "agreement", f"independent sources {how}", "meets")


def _disjoint(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Figures that cannot both be right at one time: did one replace the other?"""
    order = in_order(a, b, context.published)
    if order is None:
        if was_replaced(a) and was_replaced(b):
            return Comparison(
                a, b, "not_comparable", "both are early counts that their articles call replaced", "order"
            )
        why = f"{_apart(a, b)}, and nothing says that one replaced the other"
        return Comparison(a, b, "conflict", why, "disjoint")
    first, then = (a, b) if order.first else (b, a)
    grows = a.measure in _GROWING
    same = a.article == b.article or same_source(a, b, context.copied)
    if not (grows or same):
        why = f"{_apart(a, b)}, they are of two sources, and such a count does not grow by itself"
        return Comparison(first, then, "conflict", why, "fixed")
    rose = then.lowest >= first.highest
    if not (same or (said_higher(then) if rose else said_lower(then)) or was_replaced(first) or (rose and near(a, b))):
        how = "far higher" if rose else "lower"
        why = f"the later number is another source's and {how}, and no report says that it replaces the other"
        return Comparison(first, then, "conflict", why, "other-source")
    who = "the same source" if same else "a later report"
    if rose:
        return Comparison(first, then, "revision", f"{who} raised the count", order.rule)
    return Comparison(first, then, "retraction", f"{who} lowered the count", order.rule)


def _apart(a: ReportedFigure, b: ReportedFigure) -> str:
    """How two numbers without one in common differ: only two of which one is a range have ranges."""
    return "the numbers differ" if _exact(a, b) else "the ranges do not meet"


def _exact(a: ReportedFigure, b: ReportedFigure) -> bool:
    return a.lowest == a.highest and b.lowest == b.highest


def near(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether one count may have become the other from one report to the next, in the words of two sources."""
    lower, upper = min(a.highest, b.highest), max(a.lowest, b.lowest)
    return upper <= max(_TIMES * lower, lower + _MORE)


# The tolls of large disasters were raised by less than threefold from one report to the next (Beirut in 2020: 10, 25,
# 50, 63, 78, 100; Kahramanmaras in 2023: 76, 118, 237, 284, 568); small ones by some few at once, whatever the ratio.
_TIMES: Final = 3.0
_MORE: Final = 10.0
_GROWING: Final = frozenset(name for name, measure in MEASURES.items() if measure.cumulative)


def _fits(a: ReportedFigure, b: ReportedFigure, inside: Relation) -> bool:
    """Whether both can be true: the part is no larger than what it is part of."""
    return _below(a, b) if inside == "narrower" else _below(b, a)


def _below(part: ReportedFigure, whole: ReportedFigure) -> bool:
    return part.lowest < whole.highest or (
        part.lowest == whole.highest and part.bound != "more_than" and whole.bound != "less_than"
    )


def meets(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether two intervals share a number; "more than 70" and 70 do not."""
    low = max(b.lowest, a.lowest)
    high = min(b.highest, a.highest)
    if low != high:
        return low < high
    return not any(
        (figure.bound == "more_than" and figure.lowest == low)
        or (figure.bound == "less_than" and figure.highest == high)
        for figure in (a, b)
    )


def tightest(figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """The figures without those whose range holds a tighter figure: beside 83, "more than 80" adds nothing."""
    kept: set[tuple[float, float]] = set()
    least = math.inf  # the lowest upper end of the ranges that begin no lower
    for low, high in sorted(
        {(figure.lowest, figure.highest) for figure in figures}, key=lambda ends: (-ends[0], ends[1])
    ):
        if not kept or high < least:
            kept.add((low, high))
            least = high
    return [figure for figure in figures if (figure.lowest, figure.highest) in kept]


def would_conflict(ours: Sequence[EventReport], theirs: Sequence[EventReport]) -> bool:
    """Whether a figure of some reports would conflict with one of others, if all told of one event."""
    context = Context({report.article: report.published for report in (*ours, *theirs)}, {})
    return any(
        compare(a, b, context).verdict in ACCUSING
        for one in ours
        for a in one.figures
        for other in theirs
        for b in other.figures
    )
