"""The store itself: what may be asked of it."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType

from ..llm.replies import Reply
from ..records.article import Article
from . import runs, tables
from .checkpoints import Checkpoints
from .claims import Claims, insert
from .connections import PATIENCE, Use, opened, patiently, transaction
from .explaining import explained
from .reading import Reading
from .rescue import Rescued, take_in
from .rows import NewRun, OutcomeRow, RunRow, clean, of_article, of_outcome
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
            writing, looking = (opening.enter_context(contextlib.closing(opened(path))) for _ in range(2))
            checkpoints = opening.enter_context(contextlib.closing(Checkpoints(writing, path)))
            with explained(path):
                self._use = Use(path)
                self._sessions = patiently(partial(_session, writing), path, PATIENCE)
                patiently(partial(take_in, writing, path, insert), path, PATIENCE)
            self._connections = opening.pop_all()
        self._writer = Writer(writing, self._use, self._sessions, checkpoints)
        self._reading = Reading(looking, self._use)
        self._rescued = Rescued(path)
        self._claims = Claims(self._writer, self._reading, self._sessions, self._rescued)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits, give up what is claimed, close the file; replies that had no room in it go beside it."""
        if self._use.is_a_childs or self._use.is_over:
            return
        self._use.is_over = True
        self._writer.close()
        self._connections.close()
        self._rescued.save()

    # --- replies ---

    async def claim(self, key: str) -> bytes | None:
        """The reply's body if there is one; else None, and the caller must end its claim by `keep` or `release`.

        While another task or another live process has the claim, waits for its reply or its end. A claim of
        a process that died is taken over at once, of one that has not been heard of within 15 s.
        """
        return await self._claims.claim(key)

    async def keep(self, key: str, reply: Reply) -> None:
        """Keep the reply, and end the claim. Of two replies to one key the first answers, the other is evidence.

        Raises StoreError if it cannot be written: where nothing can, it answers in this process, and `close` saves it
        elsewhere.
        """
        await self._claims.keep(key, reply)

    async def release(self, key: str) -> None:
        """End the claim without a reply. Nothing happens if there is none."""
        self._claims.release(key)

    def reply(self, key: str) -> bytes | None:
        """The reply's body, if there is one."""
        return self._claims.reply(key)

    async def retire(self, keys: Iterable[str]) -> None:
        """Keep these replies as evidence only: they answer no more."""
        await self._writer.write(partial(tables.retire, keys=[clean(key) for key in keys]))

    # --- articles and outcomes ---

    async def keep_outcome(self, article: Article, row: OutcomeRow) -> None:
        """Keep the article and what became of it, in place of an earlier outcome of that key."""
        await self._writer.write(partial(tables.keep_outcome, article=of_article(article), outcome=of_outcome(row)))

    def outcome(self, key: str) -> OutcomeRow | None:
        """The outcome of this key."""
        return self._reading.get(partial(tables.outcome, key=clean(key)))

    def outcomes(self, keys: Iterable[str]) -> Iterator[OutcomeRow]:
        """Those outcomes that are there, in the order given, one at a time."""
        for key in keys:
            if found := self.outcome(key):
                yield found

    def article(self, id: str) -> Article | None:  # noqa: A002  # the field's name
        """The article of this id, with the newest of what is known of it."""
        return self._reading.get(partial(tables.article, id_=clean(id)))

    async def met(self, article: Article) -> None:
        """Note what is known of this article now, if its text is kept. Durable with the next write that is."""
        await self._soon(partial(tables.met, article=of_article(article)))

    async def saw(self, place: str, article_id: str = tables.SEVERAL) -> None:
        """Note that this text, or several at one time, were read at this place. Durable with the next write that is."""
        await self._soon(partial(tables.saw, place=clean(place), article=clean(article_id)))

    def before(self, place: str, article_id: str) -> str | None:
        """The id of the text that was read at this place before this one was.

        None if this is the first there, or if several texts were read there at one time: from then on none replaces
        another.
        """
        return self._reading.get(partial(tables.before, place=clean(place), article=clean(article_id)))

    # --- runs ---

    async def begin(self, run: NewRun) -> int:
        """The id of a run that begins."""
        return await self._writer.write(partial(runs.begin, run=run, session=self._sessions.id))

    async def add_to_run(self, run: int, nth: int, key: str, article_id: str) -> None:
        """Note the outcome that this article has in the run. Durable with the next write that is."""
        await self._soon(partial(runs.add, row=(run, nth, clean(key), clean(article_id))))

    async def _soon(self, work: Work[None]) -> None:
        if self._writer.post(work) > _MANY:
            await self._writer.write(_nothing, durable=False)

    async def end(self, run: int, state: str, **counts: float) -> None:
        """The run has ended: "done", "interrupted" or "stopped". A count named `total` is its number of articles."""
        await self._writer.write(partial(runs.end, run=run, state=clean(state), counts=counts))

    def runs(self) -> list[RunRow]:
        """Every run, the oldest first."""
        return self._reading.get(partial(runs.all_, sessions=self._sessions))

    def run_holds(self, run: int, article_id: str) -> bool:
        """Whether this article is one of the run's."""
        return self._reading.get(partial(runs.holds, run=run, article=clean(article_id)))

    def run_keys(self, run: int) -> Iterator[tuple[str, str]]:
        """The run's (outcome key, article id), in order, a few at a time."""
        last = -(2**63)
        while page := self._reading.get(partial(runs.page, run=run, after=last)):
            last = page[-1][0]
            yield from ((key, article) for _, key, article in page)


def _session(connection: sqlite3.Connection) -> Sessions:
    with transaction(connection):
        return Sessions(connection)


def _nothing(_connection: sqlite3.Connection) -> None:
    pass
