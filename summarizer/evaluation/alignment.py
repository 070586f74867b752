"""Alignment of read events and figures with those of a gold standard: one to one, the best pair first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..records.events import EventReport, ReportedFigure
from .claims import compare_parts, is_same_number, same_quote

Rank = tuple[float, ...]  # of a pair: the higher, the better


class Placed(NamedTuple):
    """A figure, and the index of its event."""

    event: int
    figure: ReportedFigure


@dataclass(frozen=True)
class Alignment:
    """The pairs of gold and read figures, and of gold and read events, by their indexes.

    Attributes:
        figures: The read figure of each gold figure that was read.
        events: The read event of each gold event that was read.
    """

    figures: Mapping[int, int]
    events: Mapping[int, int]


def place_figures(events: Sequence[EventReport]) -> tuple[Placed, ...]:
    """Return the figures of all events, in a row."""
    return tuple(Placed(nth, figure) for nth, event in enumerate(events) for figure in event.figures)


def align(gold: Sequence[EventReport], read: Sequence[EventReport]) -> Alignment:
    """Align the events and figures of a reading with the gold standard's, within each article.

    The order of events decides between pairs that are equally good: sort both sides by what they say.
    """
    ours, theirs = place_figures(gold), place_figures(read)
    figures = _pair_best(_rank_figures(gold, read, ours, theirs))
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for ours_at, theirs_at in figures.items():
        shared[ours[ours_at].event, theirs[theirs_at].event] += 1
    return Alignment(figures, _pair_best(_rank_events(gold, read, shared)))


def _pair_best(ranked: Iterable[tuple[Rank, int, int]]) -> dict[int, int]:
    """Pair one to one: the best pair first, then the best of those that are left."""
    pairs: dict[int, int] = {}
    taken = set[int]()
    for _, ours, theirs in sorted(ranked, key=lambda pair: (tuple(-part for part in pair[0]), pair[1], pair[2])):
        if ours not in pairs and theirs not in taken:
            pairs[ours] = theirs
            taken.add(theirs)
    return pairs


def _rank_figures(
    gold: Sequence[EventReport], read: Sequence[EventReport], ours: Sequence[Placed], theirs: Sequence[Placed]
) -> Iterator[tuple[Rank, int, int]]:
    """Rank the pairs of figures that state one number at one place of an article.

    First by the place in the text, then by the measure and the other parts of the claim, then by their events.
    """
    by_article: dict[str, list[int]] = defaultdict(list)
    for nth, placed in enumerate(theirs):
        by_article[read[placed.event].article].append(nth)
    for ours_at, (event, figure) in enumerate(ours):
        for theirs_at in by_article[gold[event].article]:
            other_event, other = theirs[theirs_at]
            if not is_same_number(figure, other) or not (place := _rank_place(figure, other)):
                continue
            parts = compare_parts(figure, other)
            alike = _count_alike(gold[event], read[other_event])
            rank = (place, parts["measure"], sum(parts.values()), alike, _overlap(figure, other))
            yield rank, ours_at, theirs_at


def _rank_place(a: ReportedFigure, b: ReportedFigure) -> int:
    """Rank how surely two figures stand at one place: 3 by offsets that overlap, 2 by one quote, 1 by one measure.

    0 is at two places. The measure counts only where neither offsets nor quotes can be compared.
    """
    if a.start is not None and b.start is not None and _overlap(a, b):
        return 3
    if a.quote and b.quote and same_quote(a.quote, b.quote):
        return 2
    if (a.start is not None and b.start is not None) or (a.quote and b.quote):
        return 0
    return int(a.measure == b.measure)


def _overlap(a: ReportedFigure, b: ReportedFigure) -> float:
    """Return the share of two quotes' characters, by their offsets, that both hold."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 0.0
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0.0, both / (max(a.end, b.end) - min(a.start, b.start) or 1))


def _rank_events(
    gold: Sequence[EventReport], read: Sequence[EventReport], shared: Mapping[tuple[int, int], int]
) -> Iterator[tuple[Rank, int, int]]:
    """Rank the pairs of events of one article that share a figure, or are of one type on days that do not differ."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for nth, event in enumerate(read):
        by_article[event.article].append(nth)
    for ours_at, event in enumerate(gold):
        for theirs_at in by_article[event.article]:
            other, figures = read[theirs_at], shared.get((ours_at, theirs_at), 0)
            days_differ = event.start is not None and other.start is not None and event.start != other.start
            if figures or (event.type == other.type and not days_differ):
                rank = (figures, event.type == other.type, event.start == other.start, _count_alike(event, other))
                yield rank, ours_at, theirs_at


def _count_alike(a: EventReport, b: EventReport) -> int:
    """Count the fields in which two events are alike."""
    return (a.type == b.type) + (a.start == b.start) + (a.place == b.place) + (a.headline == b.headline)
