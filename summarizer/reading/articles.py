"""Reading of many articles at a time: each is read and grounded on its own, and one that fails affects no other."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from ..concurrency import run_in_thread, work_through
from ..errors import (
    ArticleError,
    CheckTimeoutError,
    EndpointError,
    ModelError,
    NotStoredError,
    ReplyTimeoutError,
    RunEndedError,
    StoreError,
    TemplateError,
)
from ..language.quantities import holds_more_numbers
from ..llm.replies import may_send, only_stored
from ..records.article import Article
from ..records.usage import Usage
from ..records.wording import pluralize
from ..schemas import Event
from .draft import Draft, FailedProof, Rating
from .ledger import INTERRUPTED, Ledger, Memory
from .outcome import Outcome, make_outcome
from .progress import Progress
from .reader import Reader

T = TypeVar("T")

_log = logging.getLogger(__name__)

# A text of 5 MB, the most that is read, has 41,000 numbers if it is news. So many take some seconds.
MOST_NUMBERS: Final = 200_000
_GRACE = 10.0  # s in which a reply is checked that came just before the article's time limit


async def read_concurrently(
    articles: Iterable[Article],
    reader: Reader,
    ledger: Ledger,
    concurrency: int,
    *,
    passes: int = 1,
    limit: float | None = None,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> RunEndedError | StoreError | None:
    """Read every article, `concurrency` at a time, the next one as soon as a slot is free.

    Figures that are not proved are asked for once more; with two `passes`, so are the numbers that no figure claims.
    These second looks end `limit` seconds after the article's first request at the latest.

    When `stop` is set, the articles under way are cancelled, and what is done is kept. When nothing more can be sent (a
    refused key, a spent budget, a store that cannot be written), no further article is read, and the error that says
    why is returned.
    """
    pool = _Pool(reader, ledger, passes, limit, progress or (lambda _: None))
    await work_through(enumerate(articles), pool.read, concurrency, stop)
    return pool.ended


async def read_again(article: Article, reader: Reader, passes: int, limit: float | None) -> Outcome | None:
    """Read an article again from its stored replies; None if there is no first one. Nothing is sent."""
    memory = Memory()
    with only_stored():
        await _Pool(reader, memory, passes, limit, lambda _: None).read((0, article))
    return None if memory.kept[0].error else memory.kept[0]


class _Pool:
    """Reads and keeps each article of a run; `ended` is the error for which the run can send nothing more."""

    def __init__(self, reader: Reader, ledger: Ledger, passes: int, limit: float | None, progress: Progress) -> None:
        self._passes = passes
        self._limit = limit
        self._reader = reader
        self._ledger = ledger
        self._progress = progress
        self.ended: RunEndedError | StoreError | None = None

    async def read(self, numbered: tuple[int, Article]) -> None:
        """Read one article, or recall its outcome, and report it."""
        nth, article = numbered
        try:
            recalled = await self._ledger.recall(nth, article)
        except TemplateError as error:  # a user's template that cannot take this article: nothing was asked
            outcome = _fail(article, error, Usage(), 0)
            self._ledger.hold(nth, outcome)
            self._progress(outcome)
            return
        if recalled is None:
            outcome = await self._read(nth, article)
        elif recalled.outcome is None:
            with only_stored():
                outcome = await self._read(nth, article)
            if outcome.error and outcome.error_kind == NotStoredError.__name__:
                outcome = await self._read(nth, article)
        else:
            outcome = recalled.outcome
        await self._ledger.keep(nth, outcome)
        if _log.isEnabledFor(logging.INFO):
            _log.info("%s: %s", article.path or article.label, _describe(outcome))
        self._progress(outcome)

    async def _read(self, nth: int, article: Article) -> Outcome:
        """Read one article; what is read of it is never lost for what fails afterwards."""
        usage, clock = Usage(), asyncio.get_running_loop().time
        started = clock()
        if self.ended and may_send():
            return _fail(article, self.ended, usage, 0)
        draft: Draft | None = None
        try:
            _check_numbers(article)
            events = await self._reader.read(article, usage)
            proving = partial(_prove, article, events, self._reader.rate, usage, clock() - started)
            proved, outcome, failures = await self._within(started + usage.waited, proving)
            draft = proved
            self._ledger.hold(nth, outcome)
            missing: Exception | None = ReplyTimeoutError()
            # A pause of the whole run is no delay of this article.
            until = started + usage.waited + self._limit if self._limit else None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(until):
                    missing = await self._improve(proved, failures, usage)
            if failures or self._passes > 1:
                outcome = await run_in_thread(make_outcome, proved, usage)
            outcome = replace(outcome, took=clock() - started)
            if isinstance(missing, RunEndedError | StoreError):
                self.ended = self.ended or missing
                return replace(outcome, cut=True)
            return replace(outcome, error_kind=type(missing).__name__ if missing else None)
        except (RunEndedError, StoreError) as error:
            self.ended = error
            return _fail(article, error, usage, clock() - started)
        except (ModelError, TemplateError, ArticleError) as error:
            return _fail(article, error, usage, clock() - started)
        except asyncio.CancelledError:
            if usage.attempts and not draft:  # else it is held as far as it was read, with this usage
                interrupted = Outcome(article, error=INTERRUPTED, usage=usage, took=clock() - started)
                self._ledger.hold(nth, interrupted)
            raise
        except Exception as error:  # a fault of ours in one article must not cost the replies to all others
            _log.exception("reading %s", article.label)
            return _fail(article, error, usage, clock() - started, f"internal error, please report it: {error!r}")

    async def _within(self, started: float, work: Callable[[], T]) -> T:
        """Do work on a reply off the event loop, within the article's time limit. Raises CheckTimeoutError."""
        now = asyncio.get_running_loop().time()
        until = max(started + self._limit, now + min(_GRACE, self._limit)) if self._limit else None
        try:
            async with asyncio.timeout_at(until):
                return await run_in_thread(work)
        except TimeoutError as error:
            raise CheckTimeoutError(
                f"the reply could not be checked within {self._limit:g} s: --retry-failed asks anew"
            ) from error

    async def _improve(self, draft: Draft, failures: Sequence[FailedProof], usage: Usage) -> Exception | None:
        """Ask again about figures that are not proved and numbers that no figure claims.

        Returns the error for which one was not answered, and may be another time; None if all were.
        """
        unanswered: Exception | None = None
        for look in (partial(self._mend, draft, failures, usage), partial(self._account, draft, usage)):
            try:
                await look()
            except (RunEndedError, StoreError) as error:
                return error
            except (EndpointError, ReplyTimeoutError, NotStoredError) as error:
                unanswered = error
            except TemplateError as error:
                _log.warning("%s: not asked again: %s", draft.article.label, error)
                unanswered = error
            except ModelError:
                continue  # an answer of no use: what is read stands as it is
        return unanswered

    async def _mend(self, draft: Draft, failures: Sequence[FailedProof], usage: Usage) -> None:
        if failures:
            repairs = await self._reader.repair(draft, failures, usage)
            draft.take(await run_in_thread(draft.prove_repairs, failures, repairs))

    async def _account(self, draft: Draft, usage: Usage) -> None:
        if self._passes == 1 or not draft.events:
            return
        if numbers := (await run_in_thread(draft.accounting)).unaccounted:
            accounts = await self._reader.account(draft, numbers, usage)
            draft.take(await run_in_thread(draft.prove_accounts, numbers, accounts))


def _check_numbers(article: Article) -> None:
    """Refuse a table of data. Raises ArticleError."""
    if holds_more_numbers(article.text, MOST_NUMBERS):
        raise ArticleError(
            f"expected an article with at most {MOST_NUMBERS:,} numbers, got more: give tables to `check`"
        )


def _prove(
    article: Article, events: Sequence[Event], rate: Rating, usage: Usage, took: float
) -> tuple[Draft, Outcome, list[FailedProof]]:
    """Prove a reply: the draft, its outcome so far, and the figures that are not proved."""
    draft = Draft(article, events, rate)
    return draft, make_outcome(draft, usage, took), draft.failures()


def _describe(outcome: Outcome) -> str:
    """Describe an outcome in a few words, for the log."""
    if outcome.error:
        return f"failed: {outcome.error}"
    events, figures = len(outcome.reports), sum(len(report.figures) for report in outcome.reports)
    how = "from the store" if outcome.stored else f"in {outcome.took:.1f} s"
    counts = f"{events} {pluralize(events, 'event')}, {figures} {pluralize(figures, 'figure')}"
    return f"read {how}: {counts}, {len(outcome.rejected)} rejected"


def _fail(article: Article, error: Exception, usage: Usage, took: float, message: str | None = None) -> Outcome:
    """Return the outcome of an article that failed, with the error's message or another."""
    return Outcome(article, error=message or str(error), error_kind=type(error).__name__, usage=usage, took=took)
