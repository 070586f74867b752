"""Representatives: a sample of figures to compare, where an incident has too many of a measure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from ..records.events import ReportedFigure
from .chronology import valid_span
from .comparison import period_key
from .context import Context, FigureKey
from .places import place_scope

# Figures of one measure and unit that are compared with each other: 19,900 pairs, about half a second's work. An
# incident of the seeds has at most 12.
MOST: Final = 200

_Figures = Sequence[ReportedFigure]


class Representatives(NamedTuple):
    """The figures to compare, and the figures that each of them represents.

    Attributes:
        figures: The representatives, in the order given; all figures where no measure has more than `MOST`.
        stand_for: By the key of each, the other figures with the same number that are nearest to it in time.
        follow: By the key of each figure that is not compared, the key of its representative.
        uncompared: The number of figures with a number that no representative has.
    """

    figures: tuple[ReportedFigure, ...]
    stand_for: dict[FigureKey, list[ReportedFigure]]
    follow: dict[FigureKey, FigureKey]
    uncompared: int = 0

    def expand(self, figures: Iterable[ReportedFigure]) -> Iterator[ReportedFigure]:
        """Yield representatives, each with the figures that it stands for."""
        for figure in figures:
            yield figure
            yield from self.stand_for.get(id(figure), ())


def choose_representatives(figures: _Figures, context: Context) -> Representatives:
    """Choose the figures of one incident that are compared: of each measure and unit all, or `MOST` that differ most.

    The first chosen are one for each number, those at the ends before those between, of each population and place in
    turn; then each number's first report, then the others. Which are chosen follows from the figures, not their order.
    """
    if len(figures) <= MOST:
        return Representatives(tuple(figures), {}, {})
    groups: dict[tuple[str, str | None], list[ReportedFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.measure, figure.unit), []).append(figure)
    large = [sorted(group, key=_time_key(context)) for group in groups.values() if len(group) > MOST]
    if not large:
        return Representatives(tuple(figures), {}, {})
    stand_for: dict[FigureKey, list[ReportedFigure]] = {}
    follow: dict[FigureKey, FigureKey] = {}
    uncompared = 0
    for group in large:
        chosen = {id(figure) for figure in _choose(group)}
        for follower, leader, alike in _assign_leaders(group, chosen):
            follow[id(follower)] = id(leader)
            if alike:
                stand_for.setdefault(id(leader), []).append(follower)
            else:
                uncompared += 1
    return Representatives(tuple(f for f in figures if id(f) not in follow), stand_for, follow, uncompared)


def _time_key(context: Context) -> Callable[[ReportedFigure], tuple[object, ...]]:
    def key(figure: ReportedFigure) -> tuple[object, ...]:
        span = valid_span(figure, context.published)
        words = (figure.article, figure.source, figure.attributed_to, figure.counted, figure.quote)
        size = (figure.lowest, figure.highest, figure.start or 0)
        return (span.start if span else datetime.max, *size, *(word or "" for word in words))

    return key


def _number_key(figure: ReportedFigure) -> tuple[object, ...]:
    """The key of a figure's number, whatever its source."""
    return (*_population_key(figure), figure.low, figure.high, figure.bound)


def _population_key(figure: ReportedFigure) -> tuple[str, ...]:
    return (place_scope(figure.where), figure.counted, figure.extent, figure.stance, period_key(figure))


def _choose(group: _Figures) -> list[ReportedFigure]:
    """Choose at most `MOST` of figures that are sorted by time."""
    numbers: dict[tuple[object, ...], list[ReportedFigure]] = {}
    for figure in group:
        numbers.setdefault(_number_key(figure), []).append(figure)
    counted: dict[tuple[str, ...], list[list[ReportedFigure]]] = {}
    for alike in sorted(numbers.values(), key=lambda alike: (alike[0].lowest, alike[0].highest, alike[0].bound)):
        counted.setdefault(_population_key(alike[0]), []).append(alike)
    spread = [[alike[at] for at in _spread_out(len(alike))] for _, alike in sorted(counted.items())]
    in_turn = [alike for turn in zip_longest(*spread) for alike in turn if alike]
    last, first = [alike[-1] for alike in in_turn], [alike[0] for alike in in_turn]
    between = chain.from_iterable(zip_longest(*(alike[1:-1] for alike in in_turn)))
    chosen: dict[FigureKey, ReportedFigure] = {}
    for figure in chain(last, first, between):
        if figure is not None:
            chosen.setdefault(id(figure), figure)
        if len(chosen) == MOST:
            break
    return list(chosen.values())


def _spread_out(count: int) -> list[int]:
    """The indexes of a row: both ends, then the middle of each gap, the widest gaps first."""
    indexes = dict.fromkeys((0, count - 1)) if count else {}
    gaps = [(0, count - 1)]
    for low, high in gaps:
        middle = (low + high) // 2
        if low < middle < high:
            indexes[middle] = None
            gaps += [(low, middle), (middle, high)]
    return list(indexes)


def _assign_leaders(group: _Figures, chosen: set[FigureKey]) -> Iterator[tuple[ReportedFigure, ReportedFigure, bool]]:
    """Yield each figure that is not chosen, the last chosen one before it (else the first), and if both are one number.

    The chosen one is of the same number if there is any, else of the same population, else any.
    """
    likenesses = (_number_key, _population_key, lambda _: None)
    first: dict[object, ReportedFigure] = {}
    for figure in group:
        if id(figure) in chosen:
            for likeness in likenesses:
                first.setdefault((likeness, likeness(figure)), figure)
    last: dict[object, ReportedFigure] = dict(first)
    for figure in group:
        names = [(likeness, likeness(figure)) for likeness in likenesses]
        if id(figure) in chosen:
            last.update(dict.fromkeys(names, figure))
        else:
            name = next(name for name in names if name in last)
            yield figure, last[name], name is names[0]
