"""A draft: one article's events, each figure proved or refused, mended and added to until it is done."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from pydantic import ValidationError

from ..concurrency import go_on
from ..grounding.dates import supported
from ..grounding.figures import GroundedFigure, GroundedText, RejectedFigure, account, sentence_around
from ..grounding.quotes import LONGEST
from ..language.quantities import Number
from ..records.article import Article
from ..records.events import ArticleNumbers, EventReport, Rejected, ReportedFigure, UnaccountedNumber, proved_headline
from ..schemas import Account, Event, Figure, Repair

Key = tuple[int, int]  # which event, which of its figures

# Of one reading. Recorded replies have 11 events and 11 figures at most; what the built-in rules find in 2,400 news
# texts, 6 and 39. Whoever has more reports a table, or wants to keep the checker busy, which compares the figures of
# an incident.
MOST_EVENTS: Final = 500
MOST_FIGURES: Final = 500


@dataclass(frozen=True)
class Failure:
    """A figure that is not proved: where it stands in the draft, and the article's nearest words."""

    key: Key
    figure: Figure
    reason: str
    near: str


@dataclass(frozen=True)
class Addition:
    """What a second look found: figures that are proved, those that are too many, why numbers belong to no event."""

    proved: dict[Key, GroundedFigure] = field(default_factory=dict)
    surplus: list[RejectedFigure] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


class Draft:
    """The events of one article as read so far; what a reading has too many of is refused, and not asked again."""

    def __init__(self, article: Article, events: Sequence[Event]) -> None:
        self.article = article
        self.events = list(events[:MOST_EVENTS])
        self._text = GroundedText(article.text)
        self._proved: dict[Key, GroundedFigure | RejectedFigure] = {}
        self._surplus: list[RejectedFigure] = []
        self._reasons: dict[int, str] = {}
        figures = (
            (place, index, each) for place, event in enumerate(self.events) for index, each in enumerate(event.figures)
        )
        for place, index, figure in figures:
            go_on()
            if len(self._proved) < MOST_FIGURES:
                self._proved[place, index] = self._text.ground(figure)
            else:
                self._surplus.append(RejectedFigure(figure, _TOO_MANY_FIGURES))
        for event in events[MOST_EVENTS:]:
            self._surplus += [RejectedFigure(figure, _TOO_MANY_EVENTS) for figure in event.figures or [_named(event)]]

    def failures(self) -> list[Failure]:
        """The figures that are not proved, each with the sentence that is nearest to its quote."""
        return [self._failure(key, found) for key, found in self._proved.items() if isinstance(found, RejectedFigure)]

    def _failure(self, key: Key, found: RejectedFigure) -> Failure:
        go_on()
        figure, near = found.figure, self._text.nearest(found.figure.quote)
        if len(figure.quote) > LONGEST:  # it is sent once more, and paid for
            figure = figure.model_copy(update={"quote": figure.quote[:LONGEST] + "…"})
        return Failure(key, figure, found.reason, near)

    def sentence_of(self, number: UnaccountedNumber) -> str:
        """The sentence that a number stands in."""
        return sentence_around(self.article.text, number.start, number.end)

    def mend(self, failures: Sequence[Failure], repairs: Iterable[Repair]) -> None:
        """Put mended figures in the place of refused ones, as far as they are proved now."""
        self.take(self.mended(failures, repairs))

    def mended(self, failures: Sequence[Failure], repairs: Iterable[Repair]) -> Addition:
        """What `mend` puts in, for `take`.

        A mended figure must stand in the words that were shown with it: a number from elsewhere in the
        article would be proved too, and tell of something else.
        """
        found = Addition()
        by_entry = dict(enumerate(failures, start=1))
        for repair in repairs:
            failure = by_entry.pop(repair.entry, None)
            if failure is None or repair.quote is None:
                continue
            go_on()
            changed = repair.model_dump(exclude={"entry"})
            proved = self._text.ground(failure.figure.model_copy(update=changed))
            if isinstance(proved, GroundedFigure) and proved.quote in failure.near:
                found.proved[failure.key] = proved
        return found

    def add(self, numbers: Sequence[UnaccountedNumber], accounts: Iterable[Account]) -> None:
        """Add figures for numbers that were left over, as far as they are proved and claim that very number."""
        self.take(self.accounted(numbers, accounts))

    def accounted(self, numbers: Sequence[UnaccountedNumber], accounts: Iterable[Account]) -> Addition:
        """What `add` adds, for `take`; of several answers about one number the first that is proved."""
        found = Addition()
        by_place = Counter(place for place, _ in self._proved)
        left = dict(enumerate(numbers, start=1))
        for given in accounts:
            number = left.get(given.number)
            if number is None:
                continue
            go_on()
            if given.event is None:
                found.reasons[number.start] = given.why_none or "no reason given"
            elif 1 <= given.event <= len(self.events) and (proved := self._claimed(number, given)):
                place = given.event - 1
                if len(self._proved) + len(found.proved) < MOST_FIGURES:
                    found.proved[place, by_place[place]] = proved
                    by_place[place] += 1
                else:
                    found.surplus.append(RejectedFigure(proved.figure, _TOO_MANY_FIGURES))
                del left[given.number]
        return found

    def _claimed(self, number: UnaccountedNumber, given: Account) -> GroundedFigure | None:
        """The figure that an answer describes, if it is proved and claims the number."""
        figure = _figure_of(self.events[(given.event or 0) - 1], given)
        proved = self._text.ground(figure) if figure else None
        return proved if isinstance(proved, GroundedFigure) and proved.number.start == number.start else None

    def take(self, addition: Addition) -> None:
        """Take in what a second look found."""
        self._proved.update(addition.proved)
        self._surplus += addition.surplus
        self._reasons.update(addition.reasons)

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

    def rejected(self) -> tuple[Rejected, ...]:
        """The figures that are not proved, with their reasons."""
        refused = (figure for figure in self._proved.values() if isinstance(figure, RejectedFigure))
        return tuple(_rejected(self.article, figure) for figure in (*refused, *self._surplus))

    def accounting(self) -> ArticleNumbers:
        """Account for each number of the article."""
        claimed = [found.number for found in self._proved.values() if isinstance(found, GroundedFigure)]
        return account(self._text.numbers, claimed, self._reasons)


_TOO_MANY_FIGURES: Final = f"one reading of an article may have {MOST_FIGURES} figures, and this is one more"
_TOO_MANY_EVENTS: Final = f"one reading of an article may have {MOST_EVENTS} events, and this is of one more"


def _named(event: Event) -> Figure:
    """What stands for an event without a figure where figures are listed."""
    return Figure(quote=event.headline, measure="event", of=event.type, value=None)


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


# What a report has as the reply gives it; the numbers' ends, the unit, and the quote it has as the article does.
_AS_GIVEN: Final = ("measure", "of", "value", "bound", "extent", "where", "attributed_to", "as_of", "stance")


def _reported_figure(article: Article, proved: GroundedFigure) -> ReportedFigure:
    return ReportedFigure(
        article=article.id,
        source=article.label,
        **{name: getattr(proved.figure, name) for name in _AS_GIVEN},
        low=proved.low,
        high=None if math.isinf(proved.high) else proved.high,
        unit=proved.number.unit,
        words=proved.number.text,
        quote=proved.quote,
        start=proved.start,
        end=proved.end,
    )


def _rejected(article: Article, refused: RejectedFigure) -> Rejected:
    figure = refused.figure
    return Rejected(
        article=article.id,
        source=article.label,
        measure=figure.measure,
        of=figure.of,
        # JSON has no infinite numbers, which 1e999 of a reply is read as.
        value=figure.value if figure.value is not None and math.isfinite(figure.value) else None,
        quote=figure.quote,
        reason=refused.reason,
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
