"""Two figures of one incident: comparable or not, in conflict or not, and the rule that decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ..records import ReportedFigure
from ..schemas import MEASURES
from .order import earlier
from .populations import Relation, relation
from .sources import same_source

Verdict = Literal[
    "conflict", "revision", "retraction", "dispute", "agreement", "repeat", "consistent", "not_comparable"
]


@dataclass(frozen=True)
class Context:
    """What the checker knows of the articles: when each was published, and which repeat another's text."""

    published: Mapping[str, date | datetime | None]
    copied: Mapping[str, str]


@dataclass(frozen=True)
class Comparison:
    """What was found of figures `a` and `b`, and why, in one sentence. In a revision `a` is the earlier one."""

    a: ReportedFigure
    b: ReportedFigure
    verdict: Verdict
    reason: str


def compare(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Compare two figures of one incident."""
    gate = _gate(a, b)
    if gate:
        return Comparison(a, b, "not_comparable", gate)
    inside = relation(a.of, b.of)
    if a.stance != b.stance:
        return _denied(a, b)
    if a.stance == "denied":
        return Comparison(a, b, "not_comparable", "both sources deny their number, so neither states one")
    if _fits(a, b, inside):
        return _fitting(a, b, inside, context)
    if (a.high == 0) != (b.high == 0) and not same_source(a, b, context.copied):
        return Comparison(a, b, "dispute", "one source counts none where the other counts some")
    return _disjoint(a, b, context)


def _gate(a: ReportedFigure, b: ReportedFigure) -> str | None:
    """Why two figures cannot be compared; None if they can."""
    if a.measure != b.measure:
        return f"they measure different things: {a.measure} and {b.measure}"
    if a.measure == "other":
        return "both count something that no measure covers"
    if a.unit != b.unit:
        return f"they are in different units: {a.unit or 'a count'} and {b.unit or 'a count'}"
    kinship = relation(a.of, b.of)
    if kinship == "apart":
        return f"they count different populations: {a.of} and {b.of}"
    if kinship == "unknown":
        return f"it is not certain that they count the same: {a.of} and {b.of}"
    if _scope(a) != _scope(b):
        return f"they count different places: {a.where or 'the whole event'} and {b.where or 'the whole event'}"
    if a.extent != "total" or b.extent != "total":
        return f"one is not a total: {a.extent} and {b.extent}"
    return None


def _scope(figure: ReportedFigure) -> str:
    return " ".join((figure.where or "").casefold().split()).removeprefix("the ")


def _denied(a: ReportedFigure, b: ReportedFigure) -> Comparison:
    denied, asserted = (a, b) if a.stance == "denied" else (b, a)
    if meets(denied, asserted):
        return Comparison(asserted, denied, "dispute", "one source states the number and another denies it")
    return Comparison(a, b, "consistent", "the number denied is not the number stated")


def _fitting(a: ReportedFigure, b: ReportedFigure, inside: Relation, context: Context) -> Comparison:
    if inside != "same" and not meets(a, b):
        narrow, wide = (a, b) if inside == "narrower" else (b, a)
        return Comparison(a, b, "consistent", f"{narrow.of} may be part of {wide.of}")
    if same_source(a, b, context.copied):
        return Comparison(a, b, "repeat", "the same source, or a copy of it, says so twice")
    return Comparison(a, b, "agreement", "independent sources, and the ranges meet")


def _disjoint(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Figures that cannot both be right at one time: did one replace the other?"""
    order = earlier(a, b, context.published)
    first, then = (b, a) if order is False else (a, b)
    if order is None:
        return Comparison(a, b, "conflict", "the ranges do not meet, and nothing says that one replaced the other")
    grows = a.measure in MEASURES and MEASURES[a.measure].cumulative
    same = same_source(a, b, context.copied) or a.article == b.article
    if not (grows or same):
        return Comparison(
            first,
            then,
            "conflict",
            "the ranges do not meet, the sources differ, and such a count does not grow by itself",
        )
    if then.lowest >= first.highest:
        who = "the same source" if same else "a later report"
        return Comparison(first, then, "revision", f"{who} raised the count")
    return Comparison(first, then, "retraction", "a later report lowered the count")


def _fits(a: ReportedFigure, b: ReportedFigure, inside: Relation) -> bool:
    """Whether both can be true: the ranges meet, or a part is no larger than what it is part of."""
    if inside == "narrower":
        return _below(a, b)
    if inside == "broader":
        return _below(b, a)
    return meets(a, b)


def _below(part: ReportedFigure, whole: ReportedFigure) -> bool:
    return part.lowest < whole.highest or (
        part.lowest == whole.highest and part.bound != "more_than" and whole.bound != "less_than"
    )


def meets(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether two intervals share a number; "more than 70" and 70 do not."""
    low = max((a, b), key=lambda figure: (figure.lowest, figure.bound == "more_than"))
    high = min((a, b), key=lambda figure: (figure.highest, figure.bound != "less_than"))
    if low.lowest != high.highest:
        return low.lowest < high.highest
    return low.bound != "more_than" and high.bound != "less_than"


def tightest(figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """The figures without those whose range holds a tighter figure: beside 83, "more than 80" adds nothing."""
    return [figure for figure in figures if not any(_holds(figure, other) for other in figures)]


def _holds(wide: ReportedFigure, narrow: ReportedFigure) -> bool:
    """Whether one range holds another and is wider than it."""
    ends = (wide.lowest, wide.highest)
    return ends != (narrow.lowest, narrow.highest) and ends[0] <= narrow.lowest and narrow.highest <= ends[1]
