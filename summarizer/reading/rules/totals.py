"""Totals of an event: which of a report's counts are of all, which are parts, and which may be of something else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...schemas import Figure

_HURT: Final = frozenset(("killed", "wounded", "casualties"))


@dataclass(frozen=True)
class CandidateFigure:
    """A figure with what tells a part from a total: its sentence's number, and whether it names no noun (`reference`).

    `among`, `narrowed` and `way` are those of its measurement.
    """

    figure: Figure
    sentence: int
    reference: bool
    among: bool
    narrowed: bool
    way: str = ""


class Totals:
    """Tells which figures of an event are parts of others."""

    def __init__(self, items: list[CandidateFigure]) -> None:
        self._largest: dict[str, float] = {}
        self._nouns: dict[str, float] = {}
        self._siblings: dict[tuple[int, str], set[float | None]] = {}
        self._counted = Counter((item.sentence, item.figure.measure) for item in items)
        self._among: dict[tuple[int, str], int] = {}
        self._places = {id(item): place for place, item in enumerate(items)}
        for item in items:
            figure, value = item.figure, item.figure.value or 0.0
            self._largest[figure.measure] = max(value, self._largest.get(figure.measure, 0.0))
            noun = figure.of.lower().rsplit(" ", 1)[-1]
            self._nouns[noun] = max(value, self._nouns.get(noun, 0.0))
            if item.reference:
                key = (item.sentence, figure.measure)
                self._siblings.setdefault(key, set()).add(figure.value)
                if item.among:
                    self._among.setdefault(key, self._places[id(item)])

    def include(self, item: CandidateFigure) -> bool:
        """Return whether a larger count includes it: some of the wounded, three after "five of them"."""
        ours = item.figure
        if ours.extent != "total":
            return ours.extent == "part"
        if item.narrowed and (ours.value == 0 or item.among or self._counted[item.sentence, ours.measure] > 1):
            return True  # "two are badly hurt, and two have light wounds"
        if (item.narrowed or item.among) and self._largest[ours.measure] > (ours.value or 0):
            return True
        key = (item.sentence, ours.measure)
        behind = self._among.get(key, len(self._places)) <= self._places[id(item)]
        if item.reference and ours.as_of is None and behind and len(self._siblings[key]) > 1:
            return True
        return ours.value == 1 and self._nouns.get(ours.of.lower().rsplit(" ", 1)[-1] + "s", 0.0) > 1


def settle_totals(items: Sequence[CandidateFigure]) -> list[CandidateFigure]:
    """Settle which of the totals of the hurt that one voice gives is the event's: the first, as in a headline.

    A report seldom contradicts itself: a smaller count further on is of some of them, and is made a part; a larger one
    may be of another event, and is left out, to be counted as unread. Counts of two speakers by name stay, and so do
    counts of a time ("initial reports", "the toll rose to") or of one sentence, and those whose sum the largest is.
    """
    alike: dict[object, list[CandidateFigure]] = {}
    for item in items:
        if _is_plain_total(item):
            alike.setdefault(_key(item.figure), []).append(item)
    first = {key: group[0] for key, group in alike.items() if not _is_sum([item.figure for item in group])}
    settled: list[CandidateFigure] = []
    for item in items:
        rival = first.get(_key(item.figure)) if _is_plain_total(item) else None
        if rival is None or rival.sentence == item.sentence or not _are_rivals(rival.figure, item.figure):
            settled.append(item)
        elif (item.figure.value or 0) < (rival.figure.value or 0):
            settled.append(replace(item, figure=item.figure.model_copy(update={"extent": "part"})))
    return settled


def _key(figure: Figure) -> tuple[str, str | None]:
    return figure.measure, figure.where


def _is_plain_total(item: CandidateFigure) -> bool:
    """Test whether an item is an exact total of the hurt that no word of time or change dates."""
    figure = item.figure
    return (
        figure.measure in _HURT
        and (figure.extent, figure.stance, figure.bound) == ("total", "asserted", "exactly")
        and bool(figure.value)
        and figure.as_of is None
        and item.way != "toll"
        and not (item.narrowed or item.among)
    )


def _are_rivals(first: Figure, other: Figure) -> bool:
    """Test whether two totals differ and are of one voice, and of the same people as far as their words tell."""
    speakers = {name.casefold() for name in (first.attributed_to, other.attributed_to) if name}
    return (
        first.value != other.value and len(speakers) < 2 and (first.of == other.of or "people" in (first.of, other.of))
    )


def _is_sum(figures: Sequence[Figure]) -> bool:
    values = {figure.value or 0 for figure in figures}
    return len(values) > 2 and 2 * max(values) == sum(values)
