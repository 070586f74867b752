"""The store: every query and every write that it offers."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType

from pydantic import ValidationError

from ..llm.replies import CachedReply
from ..records.article import Article
from ..records.reviews import Review
from . import runs, tables
from .checkpoints import Checkpoints
from .connections import PATIENCE, Access, Lookup, connect, retry_while_locked, transaction
from .failures import as_store_errors
from .leases import Leases, insert
from .rescue import Rescued, take_in
from .rows import NewRun, OutcomeRow, RunRow, article_to_row, clean, now, outcome_to_row
from .sessions import Sessions
from .writer import Work, Writer

_MANY = 1000  # jobs that may wait before whoever adds more waits too


class Store:
    """A store: opened, or made if there is none. Use as a context manager, from one event loop at a time.

    Several processes may have it open. Every method raises StoreError when the file cannot be read or
    written; after a failed write, so does every later one. What is written is durable when the call
    returns, except where it says otherwise. Halves of characters, which UTF-8 cannot hold, become U+FFFD.

    Raises StoreError if the file is no store, a newer version's, damaged, read-only, or has no folder.
    """

    def __init__(self, path: Path) -> None:
        with contextlib.ExitStack() as opening:
            writing, reading = (opening.enter_context(contextlib.closing(connect(path))) for _ in range(2))
            checkpoints = opening.enter_context(contextlib.closing(Checkpoints(writing, path)))
            with as_store_errors(path):
                self._access = Access(path)
                self._sessions = retry_while_locked(partial(_begin_session, writing), path, PATIENCE)
                retry_while_locked(partial(take_in, writing, path, insert), path, PATIENCE)
            self._connections = opening.pop_all()
        self._writer = Writer(writing, self._access, self._sessions, checkpoints)
        self._lookup = Lookup(reading, self._access)
        self._rescued = Rescued(path)
        self._leases = Leases(self._writer, self._lookup, self._sessions, self._rescued)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits, end all leases, close the file; replies that had no room in it go beside it."""
        if self._access.is_in_child or self._access.is_closed:
            return
        self._access.is_closed = True
        self._writer.close()
        self._connections.close()
        self._rescued.save()

    # --- replies ---

    async def claim(self, key: str) -> bytes | None:
        """Return the reply's body; or None, with a lease on the key, which the caller must end by `keep` or `release`.

        While another task or another live process holds the lease, waits for its reply or its end. The lease of a
        process that died is taken over at once, that of one whose heartbeat has stopped after 15 s.
        """
        return await self._leases.claim(key)

    async def keep(self, key: str, reply: CachedReply) -> None:
        """Keep the reply, and end the lease. Of two replies to one key the first answers, the other is evidence.

        Raises StoreError if it cannot be written: where nothing can, it answers in this process, and `close` saves it
        elsewhere.
        """
        await self._leases.keep(key, reply)

    async def release(self, key: str) -> None:
        """End the lease without a reply. Nothing happens if there is none."""
        self._leases.release(key)

    def reply(self, key: str) -> bytes | None:
        """Return the reply's body, if there is one."""
        return self._leases.reply(key)

    async def retire(self, keys: Iterable[str]) -> None:
        """Keep these replies as evidence only: they answer no more."""
        await self._writer.write(partial(tables.retire, keys=[clean(key) for key in keys]))

    # --- articles and outcomes ---

    async def keep_outcome(self, article: Article, row: OutcomeRow) -> None:
        """Keep the article and its outcome, in place of an earlier outcome of that key."""
        keeping = partial(tables.keep_outcome, article=article_to_row(article), outcome=outcome_to_row(row))
        await self._writer.write(keeping)

    def outcome(self, key: str) -> OutcomeRow | None:
        """Find the outcome of this key."""
        return self._lookup.get(partial(tables.find_outcome, key=clean(key)))

    def article(self, id: str) -> Article | None:  # noqa: A002  # the field's name
        """Find the article of this id, with the newest of its metadata."""
        return self._lookup.get(partial(tables.find_article, id_=clean(id)))

    async def update_metadata(self, article: Article) -> None:
        """Update the metadata of an article whose text is kept. Durable with the next write that is."""
        await self._post(partial(tables.update_metadata, article=article_to_row(article)))

    async def record_place(self, place: str, article_id: str = tables.SEVERAL) -> None:
        """Record that this text, or several at once, were read at a place. Durable with the next write that is."""
        await self._post(partial(tables.record_place, place=clean(place), article=clean(article_id)))

    def find_before(self, place: str, article_id: str) -> str | None:
        """Find the id of the text that was read at this place before this one.

        None if this is the first there, or if several texts were read there at one time: from then on none replaces
        another.
        """
        return self._lookup.get(partial(tables.find_before, place=clean(place), article=clean(article_id)))

    # --- decisions on links ---

    def keep_decisions(self, decisions: Iterable[Review], withdrawn: Iterable[str] = ()) -> None:
        """Keep decisions on two reports, in place of earlier ones of their ids, and delete withdrawn ones.

        One without a time gets the present one. Durable when the store is closed, or with the next write that is.
        """
        timed = (review.model_copy(update={"at": review.at or now()}) for review in decisions)
        rows = [(clean(review.id), clean(review.model_dump_json(exclude_defaults=True))) for review in timed]
        ids = [clean(id_) for id_ in withdrawn]
        if rows or ids:
            self._writer.post(partial(tables.keep_decisions, decisions=rows, withdrawn=ids))

    def decisions(self) -> list[Review]:
        """List the decisions on two reports, the earliest first; damaged ones are left out."""
        listed = []
        for row in self._lookup.get(tables.list_decisions):
            with contextlib.suppress(ValidationError):
                listed.append(Review.model_validate_json(row))
        return listed

    # --- runs ---

    async def begin(self, run: NewRun) -> int:
        """Begin a run, and return its id."""
        return await self._writer.write(partial(runs.begin, run=run, session=self._sessions.id))

    async def add_to_run(self, run: int, nth: int, key: str, article_id: str) -> None:
        """Record an article of the run by the key of its outcome. Durable with the next write that is."""
        await self._post(partial(runs.add, row=(run, nth, clean(key), clean(article_id))))

    async def _post(self, work: Work[None]) -> None:
        if self._writer.post(work) > _MANY:
            await self._writer.write(_nothing, durable=False)

    async def end(self, run: int, state: str, **counts: float) -> None:
        """End a run: "done", "interrupted" or "stopped". A count named `total` is its number of articles."""
        await self._writer.write(partial(runs.end, run=run, state=clean(state), counts=counts))

    def runs(self) -> list[RunRow]:
        """List every run, the oldest first."""
        return self._lookup.get(partial(runs.list_all, sessions=self._sessions))

    def run_holds(self, run: int, article_id: str) -> bool:
        """Return whether this article is one of the run's."""
        return self._lookup.get(partial(runs.has_article, run=run, article=clean(article_id)))

    def other_runs_hold(self, run: int, article_ids: Iterable[str]) -> set[str]:
        """Return those of these articles that another run has."""
        ids = [clean(article_id) for article_id in article_ids]
        return set(self._lookup.get(partial(runs.list_held, run=run, articles=ids)))

    def run_keys(self, run: int) -> Iterator[tuple[str, str]]:
        """Yield the run's (outcome key, article id) in order; a page of them is read at a time."""
        last = -(2**63)
        while page := self._lookup.get(partial(runs.next_page, run=run, after=last)):
            last = page[-1][0]
            yield from ((key, article) for _, key, article in page)


def _begin_session(connection: sqlite3.Connection) -> Sessions:
    with transaction(connection):
        return Sessions(connection)


def _nothing(_connection: sqlite3.Connection) -> None:
    pass
