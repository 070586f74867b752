"""Where two readings of the same articles differ, figure by figure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..records.events import ReportedFigure
from ..records.summary import Summary

Difference = Literal["same", "differs", "only_a", "only_b"]
_COMPARED = ("measure", "of", "extent", "stance", "attributed_to", "where")


@dataclass(frozen=True)
class PairedFigure:
    """One number of an article as two readings have it; None where a reading does not."""

    article: str
    kind: Difference
    a: ReportedFigure | None
    b: ReportedFigure | None
    fields: tuple[str, ...] = ()


def differences(a: Summary, b: Summary) -> list[PairedFigure]:
    """Every figure of both, paired by article and by the number's place in it, in the order of the articles."""
    ours, theirs = _by_article(a), _by_article(b)
    names = dict.fromkeys([*(article.id for article in a.articles), *(article.id for article in b.articles)])
    return [pair for name in names for pair in _pairs(name, ours[name], theirs[name])]


def _by_article(summary: Summary) -> dict[str, list[ReportedFigure]]:
    by_article: dict[str, list[ReportedFigure]] = defaultdict(list)
    for incident in summary.incidents:
        for event in incident.events:
            for figure in event.figures:
                by_article[event.article].append(figure)
    for figures in by_article.values():
        figures.sort(key=lambda figure: (figure.start or 0, figure.end or 0))
    return by_article


def _pairs(article: str, ours: Iterable[ReportedFigure], theirs: list[ReportedFigure]) -> list[PairedFigure]:
    left = list(theirs)
    pairs = []
    for figure in ours:
        same = [other for other in left if _one_number(figure, other)]
        other = max(same, key=lambda candidate: -len(_fields(figure, candidate)), default=None)
        if other is None:
            pairs.append(PairedFigure(article, "only_a", figure, None))
        else:
            left.remove(other)
            fields = _fields(figure, other)
            pairs.append(PairedFigure(article, "differs" if fields else "same", figure, other, fields))
    return pairs + [PairedFigure(article, "only_b", None, other) for other in left]


def _one_number(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether two figures are one number of the text: the same interval, from passages that overlap."""
    if (a.low, a.high, a.unit) != (b.low, b.high, b.unit):
        return False
    if a.start is None or b.start is None:
        return a.measure == b.measure
    return a.start < (b.end or 0) and b.start < (a.end or 0)


def _fields(a: ReportedFigure, b: ReportedFigure) -> tuple[str, ...]:
    return tuple(name for name in _COMPARED if getattr(a, name) != getattr(b, name))
