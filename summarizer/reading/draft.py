"""Draft of an article's events: each figure is proved or rejected, second looks mend and add figures."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, get_args

from pydantic import ValidationError

from ..concurrency import checkpoint
from ..grounding.accounting import account
from ..grounding.dates import verify_day
from ..grounding.figures import GroundedFigure, GroundedText, RejectedFigure
from ..grounding.quotes import LONGEST
from ..language.dates import is_own_span
from ..language.quantities import read_numbers
from ..language.sentences import sentence_around
from ..records.article import Article
from ..records.article_numbers import ArticleNumbers, Rejected, UnaccountedNumber
from ..records.events import EventReport, ReportedFigure, prove_headline
from ..schemas import Account, Event, Figure, Repair
from .terms import find_terms

Key = tuple[int, int]  # which event, which of its figures
# Gives each figure of an article's reports the confidence of the reader that read them.
Rating = Callable[[Article, Sequence[EventReport]], tuple[EventReport, ...]]

# Of one reading. Recorded replies have 11 events and 11 figures at most; what the built-in rules find in 2,400 news
# texts, 6 and 39. Whoever has more reports a table, or wants to keep the checker busy, which compares the figures of
# an incident.
MOST_EVENTS: Final = 500
MOST_FIGURES: Final = 500


@dataclass(frozen=True)
class FailedProof:
    """A figure that is not proved: its key in the draft, the reason, and the article's nearest words."""

    key: Key
    figure: Figure
    reason: str
    near: str


@dataclass(frozen=True)
class Addition:
    """The result of a second look: proved figures, those beyond the limit, why numbers belong to no event."""

    proved: dict[Key, GroundedFigure] = field(default_factory=dict)
    surplus: list[RejectedFigure] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


class Draft:
    """The events of one article as read so far; those beyond the limits are rejected, and not asked about again."""

    def __init__(self, article: Article, events: Sequence[Event], rate: Rating | None = None) -> None:
        self.article = article
        self._rate = rate
        self.events = list(events[:MOST_EVENTS])
        self._text = GroundedText(article.text, article.language)
        self._proved: dict[Key, GroundedFigure | RejectedFigure] = {}
        self._surplus: list[RejectedFigure] = []
        self._reasons: dict[int, str] = {}
        figures = (
            ((nth, at), figure) for nth, event in enumerate(self.events) for at, figure in enumerate(event.figures)
        )
        for key, figure in figures:
            checkpoint()
            if len(self._proved) < MOST_FIGURES:
                self._proved[key] = self._text.ground(figure, self._days(key))
            else:
                self._surplus.append(RejectedFigure(figure, _TOO_MANY_FIGURES))
        for event in events[MOST_EVENTS:]:
            self._surplus += [
                RejectedFigure(figure, _TOO_MANY_EVENTS) for figure in event.figures or [_make_placeholder(event)]
            ]

    def _days(self, key: Key) -> list[date]:
        """Return the days of a figure's event, as far as the reply tells them."""
        event = self.events[key[0]]
        return [day for day in (event.start, event.end) if day]

    def failures(self) -> list[FailedProof]:
        """Return the figures that are not proved, each with the sentence that is nearest to its quote."""
        return [
            self._make_failure(key, proof) for key, proof in self._proved.items() if isinstance(proof, RejectedFigure)
        ]

    def _make_failure(self, key: Key, rejected: RejectedFigure) -> FailedProof:
        checkpoint()
        figure, near = rejected.figure, self._text.nearest(rejected.figure.quote)
        if len(figure.quote) > LONGEST:  # it is sent once more, and paid for
            figure = figure.model_copy(update={"quote": figure.quote[:LONGEST] + "…"})
        return FailedProof(key, figure, rejected.reason, near)

    def sentence_of(self, number: UnaccountedNumber) -> str:
        """Return the sentence that a number stands in."""
        return sentence_around(self.article.text, number.start, number.end)

    def prove_repairs(self, failures: Sequence[FailedProof], repairs: Iterable[Repair]) -> Addition:
        """Prove mended figures, for `take`.

        A mended figure must stand in the words that were shown with it: a number from elsewhere in the
        article would be proved too, and tell of something else.
        """
        addition = Addition()
        by_entry = dict(enumerate(failures, start=1))
        for repair in repairs:
            failure = by_entry.pop(repair.entry, None)
            if failure is None or repair.quote is None:
                continue
            checkpoint()
            mended = _mend(failure.figure, repair)
            proved = self._text.ground(mended, self._days(failure.key)) if mended else None
            if isinstance(proved, GroundedFigure) and proved.quote in failure.near:
                addition.proved[failure.key] = proved
        return addition

    def prove_accounts(self, numbers: Sequence[UnaccountedNumber], accounts: Iterable[Account]) -> Addition:
        """Prove figures for unaccounted numbers, for `take`; of several for one number, the first that is proved."""
        addition = Addition()
        figures_of = Counter(nth for nth, _ in self._proved)
        unanswered = dict(enumerate(numbers, start=1))
        for answer in accounts:
            number = unanswered.get(answer.number)
            if number is None:
                continue
            checkpoint()
            if answer.event is None:
                addition.reasons[number.start] = answer.why_none or "no reason given"
            elif 1 <= answer.event <= len(self.events) and (proved := self._prove_claim(number, answer)):
                nth = answer.event - 1
                if len(self._proved) + len(addition.proved) < MOST_FIGURES:
                    addition.proved[nth, figures_of[nth]] = proved
                    figures_of[nth] += 1
                else:
                    addition.surplus.append(RejectedFigure(proved.figure, _TOO_MANY_FIGURES))
                del unanswered[answer.number]
        return addition

    def _prove_claim(self, number: UnaccountedNumber, answer: Account) -> GroundedFigure | None:
        """Prove the figure that an answer describes; None if it is not proved, or claims another number."""
        figure = _make_figure(self.events[(answer.event or 0) - 1], answer)
        proved = self._text.ground(figure) if figure else None
        return proved if isinstance(proved, GroundedFigure) and proved.number.start == number.start else None

    def take(self, addition: Addition) -> None:
        """Take in the result of a second look."""
        self._proved.update(addition.proved)
        self._surplus += addition.surplus
        self._reasons.update(addition.reasons)

    def reports(self) -> tuple[EventReport, ...]:
        """Return the events with the figures that are proved."""
        figures: list[list[ReportedFigure]] = [[] for _ in self.events]
        for (nth, _), figure in self._proved.items():
            if isinstance(figure, GroundedFigure):
                figures[nth].append(_make_reported(self.article, figure))
        terms = find_terms(self.article, self.events, figures)
        reports = tuple(
            _make_report(self.article, event, _yield_to_totals(proved), self._text).model_copy(update={"terms": own})
            for event, proved, own in zip(self.events, figures, terms, strict=True)
        )
        return self._rate(self.article, reports) if self._rate else reports

    def rejected(self) -> tuple[Rejected, ...]:
        """Return the figures that are not proved, with their reasons."""
        refused = (proof for proof in self._proved.values() if isinstance(proof, RejectedFigure))
        return tuple(_make_rejected(self.article, figure) for figure in (*refused, *self._surplus))

    def accounting(self) -> ArticleNumbers:
        """Account for each number of the article."""
        claimed = [proof.number for proof in self._proved.values() if isinstance(proof, GroundedFigure)]
        return account(self._text.numbers, claimed, self._reasons)


_TOO_MANY_FIGURES: Final = f"one reading of an article may have {MOST_FIGURES} figures, and this is one more"
_TOO_MANY_EVENTS: Final = f"one reading of an article may have {MOST_EVENTS} events, and this is of one more"


def _make_placeholder(event: Event) -> Figure:
    """Make a stand-in for an event without figures, where rejected figures are listed."""
    return Figure(quote=event.headline, measure="event", of=event.type, value=None)


# What a repair says again in any case; of the rest, only what it says otherwise.
_AGAIN: Final = ("quote", "value", "upper", "unit", "bound")


def _mend(figure: Figure, repair: Repair) -> Figure | None:
    """Make the figure that a repair describes; None if its class has no such measure."""
    said = repair.model_dump(exclude={"entry"})
    changed = {
        name: value or None if name == "attributed_to" else value
        for name, value in said.items()
        if name in _AGAIN or value is not None
    }
    try:
        return type(figure).model_validate(figure.model_dump() | changed)
    except ValidationError:
        return None


def _make_figure(event: Event, answer: Account) -> Figure | None:
    """Make the figure that an answer describes, of the event's own class; None if that has no such measure."""
    if answer.quote is None:
        return None
    kind = next(iter(get_args(type(event).model_fields["figures"].annotation)), Figure)
    fields = answer.model_dump(exclude={"number", "event", "why_none"})
    try:
        figure: Figure = kind.model_validate(fields | {"of": answer.of or ""})
    except ValidationError:
        return None
    return figure


# What a report has as the reply gives it; the numbers' ends, the unit, and the quote it has as the article does.
_AS_GIVEN: Final = (
    "measure", "of", "value", "bound", "extent", "where", "attributed_to", "as_of", "stance", "inclusion", "category",
    "period",
)  # fmt: skip


def _make_reported(article: Article, proved: GroundedFigure) -> ReportedFigure:
    given = {name: getattr(proved.figure, name) for name in _AS_GIVEN}
    if given["period"] and is_own_span(given["period"]):
        given["period"] = None  # "83 missiles during the day" are those of the barrage
    return ReportedFigure(
        article=article.id,
        source=article.label,
        **given,
        low=proved.low,
        high=None if math.isinf(proved.high) else proved.high,
        unit=proved.number.unit,
        words=proved.number.text,
        quote=proved.quote,
        start=proved.start,
        end=proved.end,
        match=proved.match,
        of_english=_without_numbers(proved.figure.of_english),
        implicit=proved.implicit,
        proof=proved.proof and proved.proof.record,
    )


def _without_numbers(gloss: str | None) -> str | None:
    """Return the model's English for what is counted; None if a number stands in it, which nothing proves."""
    return None if not gloss or read_numbers(gloss) else gloss


def _yield_to_totals(figures: Sequence[ReportedFigure]) -> tuple[ReportedFigure, ...]:
    """Make parts of the persons told of one by one: beside a stated count of all, or beside others of them."""
    stated = {figure.measure for figure in figures if figure.is_toll and not figure.implicit and figure.highest}
    persons = Counter(figure.measure for figure in figures if figure.implicit)

    def is_part(figure: ReportedFigure) -> bool:
        first_of_several = persons[figure.measure] > 1 and figure.extent == "total"
        return figure.implicit and (figure.measure in stated or first_of_several)

    return tuple(figure.model_copy(update={"extent": "part"}) if is_part(figure) else figure for figure in figures)


def _make_rejected(article: Article, refused: RejectedFigure) -> Rejected:
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


def _make_report(
    article: Article, event: Event, figures: tuple[ReportedFigure, ...], text: GroundedText
) -> EventReport:
    start = verify_day(event.start, event.when, article, text.numbers)
    end = event.end if start and event.end and event.end >= start else None
    return EventReport(
        article=article.id,
        source=article.label,
        published=article.published,
        type=event.type,
        headline=prove_headline(event.headline, figures),
        place=event.place,
        when=event.when,
        start=start,
        end=verify_day(end, None, article, text.numbers),
        about=event.about,
        actors=event.actors,
        figures=figures,
        named=tuple(dict.fromkeys(detail for detail in event.named[:MOST_FIGURES] if text.says(detail.name))),
    )
