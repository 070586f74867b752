"""A draft: one article's events, each figure proved or refused, mended and added to until it is done."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from pydantic import ValidationError

from .articles import Article
from .dating import supported
from .grounding import Accounting, GroundedFigure, GroundedText, RejectedFigure, account, sentence_around
from .quantities import Number
from .records import EventReport, ReportedFigure, proved_headline
from .schemas import Account, Event, Figure, Repair

Key = tuple[int, int]  # which event, which of its figures


@dataclass(frozen=True)
class Failure:
    """A figure that is not proved: where it stands in the draft, and the article's nearest words."""

    key: Key
    figure: Figure
    reason: str
    near: str


class Draft:
    """The events of one article as read so far."""

    def __init__(self, article: Article, events: Sequence[Event]) -> None:
        self.article = article
        self.events = list(events)
        self._text = GroundedText(article.text)
        self._proved: dict[Key, GroundedFigure | RejectedFigure] = {}
        self._reasons: dict[int, str] = {}
        for place, event in enumerate(events):
            for index, figure in enumerate(event.figures):
                self._proved[place, index] = self._text.ground(figure)

    def failures(self) -> list[Failure]:
        """The figures that are not proved, each with the sentence that is nearest to its quote."""
        return [
            Failure(key, found.figure, found.reason, self._text.nearest(found.figure.quote))
            for key, found in self._proved.items()
            if isinstance(found, RejectedFigure)
        ]

    def sentence_of(self, number: Number) -> str:
        """The sentence that a number stands in."""
        return sentence_around(self.article.text, number.start, number.end)

    def mend(self, failures: Sequence[Failure], repairs: Iterable[Repair]) -> None:
        """Put mended figures in the place of refused ones, as far as they are proved now.

        A mended figure must stand in the words that were shown with it: a number from elsewhere in the
        article would be proved too, and tell of something else.
        """
        by_entry = dict(enumerate(failures, start=1))
        for repair in repairs:
            failure = by_entry.pop(repair.entry, None)
            if failure is None or repair.quote is None:
                continue
            changed = repair.model_dump(exclude={"entry"})
            proved = self._text.ground(failure.figure.model_copy(update=changed))
            if isinstance(proved, GroundedFigure) and proved.quote in failure.near:
                self._proved[failure.key] = proved

    def add(self, numbers: Sequence[Number], accounts: Iterable[Account]) -> None:
        """Add figures for numbers that were left over, as far as they are proved and claim that very number."""
        for given in accounts:
            if not 1 <= given.number <= len(numbers):
                continue
            number = numbers[given.number - 1]
            if given.event is None:
                self._reasons[number.start] = given.why_none or "no reason given"
            elif 1 <= given.event <= len(self.events):
                self._add(given.event - 1, number, given)

    def _add(self, place: int, number: Number, given: Account) -> None:
        figure = _figure_of(self.events[place], given)
        proved = self._text.ground(figure) if figure else None
        if isinstance(proved, GroundedFigure) and proved.number == number:
            self._proved[place, sum(key[0] == place for key in self._proved)] = proved

    def reports(self) -> tuple[EventReport, ...]:
        """The events with the figures that are proved."""
        figures: dict[int, list[ReportedFigure]] = {place: [] for place in range(len(self.events))}
        for (place, _), found in self._proved.items():
            if isinstance(found, GroundedFigure):
                figures[place].append(_reported_figure(self.article, found))
        return tuple(
            _report(self.article, event, tuple(figures[place]), self._text.numbers)
            for place, event in enumerate(self.events)
        )

    def rejected(self) -> tuple[RejectedFigure, ...]:
        """The figures that are not proved, with their reasons."""
        return tuple(found for found in self._proved.values() if isinstance(found, RejectedFigure))

    def accounting(self) -> Accounting:
        """What became of each number of the article."""
        claimed = [found.number for found in self._proved.values() if isinstance(found, GroundedFigure)]
        return replace(account(self._text.numbers, claimed), reasons=self._reasons)


def _figure_of(event: Event, given: Account) -> Figure | None:
    """The figure that an answer describes, in the class of the event's own; None if that class has no such measure."""
    if given.quote is None:
        return None
    kind = next(iter(get_args(type(event).model_fields["figures"].annotation)), Figure)
    fields = given.model_dump(exclude={"number", "event", "why_none"})
    try:
        figure: Figure = kind.model_validate(fields | {"of": given.of or ""})
    except ValidationError:
        return None
    return figure


def _reported_figure(article: Article, proved: GroundedFigure) -> ReportedFigure:
    figure = proved.figure
    return ReportedFigure(
        article=article.id,
        source=article.label,
        measure=figure.measure,
        of=figure.of,
        low=proved.low,
        high=None if math.isinf(proved.high) else proved.high,
        value=figure.value,
        bound=figure.bound,
        unit=proved.number.unit,
        words=proved.number.text,
        extent=figure.extent,
        where=figure.where,
        attributed_to=figure.attributed_to,
        as_of=figure.as_of,
        stance=figure.stance,
        quote=proved.quote,
        start=proved.start,
        end=proved.end,
    )


def _report(article: Article, event: Event, figures: tuple[ReportedFigure, ...], numbers: list[Number]) -> EventReport:
    start = supported(event.start, event.when, article, numbers)
    end = event.end if start and event.end and event.end >= start else None
    return EventReport(
        article=article.id,
        source=article.label,
        published=article.published,
        type=event.type,
        headline=proved_headline(event.headline, figures),
        place=event.place,
        when=event.when,
        start=start,
        end=supported(end, None, article, numbers),
        about=getattr(event, "about", None),
        actors=event.actors,
        figures=figures,
    )
