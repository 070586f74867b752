"""Reading many articles: each is read and grounded by itself, and one that fails hurts no other."""

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .articles import Article
from .dating import supported
from .errors import EndpointRefusedError, ModelError
from .extraction import Reader
from .grounding import Accounting, GroundedFigure, GroundedText, RejectedFigure, account
from .quantities import Number, read_numbers
from .records import EventReport, ReportedFigure
from .schemas import Event
from .usage import Usage

INTERRUPTED = "interrupted before it was read: run again to read it"


@dataclass(frozen=True)
class Outcome:
    """What became of one article: its event reports, or the error that kept it from being read."""

    article: Article
    reports: tuple[EventReport, ...] = ()
    rejected: tuple[RejectedFigure, ...] = ()
    numbers: Accounting | None = None
    error: str | None = None
    usage: Usage = field(default_factory=Usage)


Progress = Callable[[Outcome], None]


async def read_all(
    articles: Sequence[Article],
    reader: Reader,
    concurrency: int,
    *,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Read every article, `concurrency` at a time, each next one as soon as a place is free.


    When `stop` is set, the articles under way are given up, and what is done is kept. When the
    endpoint refuses for good (key, permission, model name), no further article is sent.
    """
    pool = _Pool(articles, reader, progress or (lambda _: None))
    workers = [asyncio.create_task(pool.work()) for _ in range(min(concurrency, len(articles)))]
    stopped = asyncio.create_task((stop or asyncio.Event()).wait())
    try:
        pending: set[asyncio.Task[object]] = {*workers}
        while pending and not stopped.done():
            done, _ = await asyncio.wait({*pending, stopped}, return_when=asyncio.FIRST_COMPLETED)
            pending -= done
            for task in done - {stopped}:
                task.result()  # an error that no article explains is our own: it is raised
    finally:
        for task in (*workers, stopped):
            task.cancel()
        await asyncio.gather(*workers, stopped, return_exceptions=True)
    return pool.outcomes()


class _Pool:
    """Workers that take the next article as soon as they are free."""

    def __init__(self, articles: Sequence[Article], reader: Reader, progress: Progress) -> None:
        self._articles = articles
        self._reader = reader
        self._progress = progress
        self._next = iter(range(len(articles)))
        self._done: dict[int, Outcome] = {}
        self._refused: str | None = None

    async def work(self) -> None:
        for index in self._next:
            outcome = await self._read(self._articles[index])
            self._done[index] = outcome
            self._progress(outcome)

    async def _read(self, article: Article) -> Outcome:
        if self._refused:
            return Outcome(article, error=self._refused)
        usage = Usage()
        try:
            events = await self._reader.read(article, usage)
        except ModelError as error:
            if isinstance(error, EndpointRefusedError):
                self._refused = str(error)
            return Outcome(article, error=str(error), usage=usage)
        return ground_events(article, events, usage)

    def outcomes(self) -> list[Outcome]:
        """One for each article, in order."""
        return [
            self._done.get(index, Outcome(article, error=INTERRUPTED)) for index, article in enumerate(self._articles)
        ]


def ground_events(article: Article, events: Sequence[Event], usage: Usage) -> Outcome:
    """Prove every figure of an article's events: the reports hold what is proved, `rejected` holds the rest."""
    text = GroundedText(article.text)
    reports: list[EventReport] = []
    rejected: list[RejectedFigure] = []
    claimed: list[Number] = []
    for event in events:
        figures: list[ReportedFigure] = []
        for figure in event.figures:
            proved = text.ground(figure)
            if isinstance(proved, GroundedFigure):
                figures.append(_reported_figure(article, proved))
                claimed.append(proved.number)
            else:
                rejected.append(proved)
        reports.append(_report(article, event, tuple(figures), text.numbers))
    return Outcome(article, tuple(reports), tuple(rejected), account(text.numbers, claimed), usage=usage)


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
        headline=_proved_headline(event.headline, figures),
        place=event.place,
        when=event.when,
        start=start,
        end=supported(end, None, article, numbers),
        about=getattr(event, "about", None),
        actors=event.actors,
        figures=figures,
    )


def _proved_headline(headline: str, figures: Sequence[ReportedFigure]) -> str | None:
    """The headline, unless it says a number that is no grounded figure of its event."""
    proved = {(figure.lowest, figure.highest) for figure in figures}
    said = [n for n in read_numbers(headline) if n.kind != "designator" and (n.value != 0 or n.text[0].isdigit())]
    return headline if all((number.low, number.high) in proved for number in said) else None
