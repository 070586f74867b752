"""Reading many articles: each is read and grounded by itself, and one that fails hurts no other."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .articles import Article
from .drafts import Draft
from .errors import ModelError, RunEndedError
from .grounding import Accounting, RejectedFigure
from .pool import work_through
from .readers import Reader
from .records import EventReport
from .schemas import Event
from .usage import Usage

_log = logging.getLogger(__name__)
INTERRUPTED = "interrupted before it was read: run again to read it"


@dataclass(frozen=True)
class Outcome:
    """What became of one article: its event reports, or the error that kept it from being read.

    `error_kind` is the name of the error's class, None where no request of it failed.
    """

    article: Article
    reports: tuple[EventReport, ...] = ()
    rejected: tuple[RejectedFigure, ...] = ()
    numbers: Accounting | None = None
    error: str | None = None
    error_kind: str | None = None
    usage: Usage = field(default_factory=Usage)


Progress = Callable[[Outcome], None]


async def read_all(
    articles: Sequence[Article],
    reader: Reader,
    concurrency: int,
    *,
    passes: int = 1,
    limit: float | None = None,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Read every article, `concurrency` at a time, each next one as soon as a place is free.

    Figures that are not proved are asked for once more; with two `passes`, so are the numbers left over.
    These second looks end `limit` seconds after the article's first request at the latest.

    When `stop` is set, the articles under way are given up, and what is done is kept. When the
    endpoint refuses for good (key, permission, model name), or the budget is spent, no further article is sent.
    """
    pool = _Pool(articles, reader, passes, limit, progress or (lambda _: None))
    await work_through(range(len(articles)), pool.read, min(concurrency, len(articles)), stop)
    return pool.outcomes()


class _Pool:
    """What became of each article so far."""

    def __init__(
        self, articles: Sequence[Article], reader: Reader, passes: int, limit: float | None, progress: Progress
    ) -> None:
        self._passes = passes
        self._limit = limit
        self._articles = articles
        self._reader = reader
        self._progress = progress
        self._done: dict[int, Outcome] = {}
        self._ended: RunEndedError | None = None

    async def read(self, index: int) -> None:
        """Read one article, and say so."""
        await self._read(index, self._articles[index])
        self._progress(self._done[index])

    async def _read(self, index: int, article: Article) -> None:
        """Read one article; its outcome is noted as soon as there is one, and again when it is better."""
        usage, started = Usage(), asyncio.get_running_loop().time()
        if self._ended:
            self._done[index] = _failed(article, self._ended, usage)
            return
        try:
            draft = Draft(article, await self._reader.read(article, usage))
            self._done[index] = _outcome(draft, usage)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(started + self._limit if self._limit else None):
                    await self._improve(draft, usage)
            self._done[index] = _outcome(draft, usage)
        except ModelError as error:
            if isinstance(error, RunEndedError):
                self._ended = error
            self._done[index] = _failed(article, error, usage)
        except Exception as error:  # a fault of ours in one article must not cost the replies to all others
            _log.exception("reading %s", article.label)
            self._done[index] = Outcome(article, error=f"internal error, please report it: {error!r}", usage=usage)

    async def _improve(self, draft: Draft, usage: Usage) -> None:
        """Ask again about what is not proved, and about what is left over; what is read already is never lost."""
        with contextlib.suppress(ModelError):
            if failures := draft.failures():
                draft.mend(failures, await self._reader.repair(draft, failures, usage))
        with contextlib.suppress(ModelError):
            numbers = draft.accounting().unaccounted
            if self._passes > 1 and draft.events and numbers:
                draft.add(numbers, await self._reader.account(draft, numbers, usage))

    def outcomes(self) -> list[Outcome]:
        """One for each article, in order."""
        return [
            self._done.get(index, Outcome(article, error=INTERRUPTED)) for index, article in enumerate(self._articles)
        ]


def ground_events(article: Article, events: Sequence[Event], usage: Usage) -> Outcome:
    """Prove every figure of an article's events: the reports hold what is proved, `rejected` holds the rest."""
    return _outcome(Draft(article, events), usage)


def _failed(article: Article, error: ModelError, usage: Usage) -> Outcome:
    return Outcome(article, error=str(error), error_kind=type(error).__name__, usage=usage)


def _outcome(draft: Draft, usage: Usage) -> Outcome:
    return Outcome(draft.article, draft.reports(), draft.rejected(), draft.accounting(), usage=usage)
