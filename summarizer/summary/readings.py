"""Two readings of the same articles, paired figure by figure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..records.events import ReportedFigure
from ..records.summary import Summary

PairKind = Literal["same", "differs", "only_a", "only_b"]
_COMPARED = ("measure", "of", "extent", "stance", "attributed_to", "where")


@dataclass(frozen=True)
class PairedFigure:
    """A number of an article as two readings have it; None where a reading lacks it. `fields` are those that differ."""

    article: str
    kind: PairKind
    a: ReportedFigure | None
    b: ReportedFigure | None
    fields: tuple[str, ...] = ()


def pair_figures(a: Summary, b: Summary) -> list[PairedFigure]:
    """Pair the figures of two summaries by article and the number's offsets in it, in the order of the articles."""
    ours, theirs = _figures_by_article(a), _figures_by_article(b)
    names = dict.fromkeys([*(article.id for article in a.articles), *(article.id for article in b.articles)])
    return [pair for name in names for pair in _pair_in_article(name, ours[name], theirs[name])]


def _figures_by_article(summary: Summary) -> dict[str, list[ReportedFigure]]:
    by_article: dict[str, list[ReportedFigure]] = defaultdict(list)
    for incident in summary.incidents:
        for event in incident.events:
            for figure in event.figures:
                by_article[event.article].append(figure)
    for figures in by_article.values():
        figures.sort(key=lambda figure: (figure.start or 0, figure.end or 0))
    return by_article


def _pair_in_article(article: str, ours: Iterable[ReportedFigure], theirs: list[ReportedFigure]) -> list[PairedFigure]:
    left = list(theirs)
    pairs = []
    for figure in ours:
        same = [other for other in left if _is_same_number(figure, other)]
        other = max(same, key=lambda candidate: -len(_differing_fields(figure, candidate)), default=None)
        if other is None:
            pairs.append(PairedFigure(article, "only_a", figure, None))
        else:
            left.remove(other)
            fields = _differing_fields(figure, other)
            pairs.append(PairedFigure(article, "differs" if fields else "same", figure, other, fields))
    return pairs + [PairedFigure(article, "only_b", None, other) for other in left]


def _is_same_number(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Return whether two figures are one number of the text: the same interval, from passages that overlap."""
    if (a.low, a.high, a.unit) != (b.low, b.high, b.unit):
        return False
    if a.start is None or b.start is None:
        return a.measure == b.measure
    return a.start < (b.end or 0) and b.start < (a.end or 0)


def _differing_fields(a: ReportedFigure, b: ReportedFigure) -> tuple[str, ...]:
    return tuple(name for name in _COMPARED if getattr(a, name) != getattr(b, name))
