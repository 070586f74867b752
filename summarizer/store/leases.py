"""Leases on keys: request coalescing among the tasks of this process and among processes.

Within the process a key in flight is an event that the others wait for. Among processes its lease is a row of the
table `claim`, which names the session that holds it.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Sequence
from enum import Enum
from functools import partial

from ..errors import StoreError
from ..llm.replies import CachedReply
from .connections import Lookup
from .rescue import Rescued
from .rows import clean, reply_to_row
from .sessions import COLUMNS, Session, Sessions
from .writer import Writer

_SOONEST, _LATEST = 0.02, 0.25  # s between two looks at a lease of another process


class _Held(Enum):
    BY_ANOTHER = "the lease is another session's"


class Leases:
    """The keys that this process asks for, and those that it waits for."""

    def __init__(self, writer: Writer, lookup: Lookup, sessions: Sessions, rescued: Rescued) -> None:
        self._writer = writer
        self._rescued = rescued
        self._lookup = lookup
        self._sessions = sessions
        self._flights: dict[str, asyncio.Event] = {}

    def reply(self, key: str) -> bytes | None:
        """Return the body of the reply to this key, if there is one."""
        key = clean(key)
        body = self._lookup.get(partial(_find_reply, key=key))
        return self._rescued.body(key) if body is None else body

    async def claim(self, key: str) -> bytes | None:
        """Return the reply as soon as there is one; None if the lease is the caller's now."""
        key = clean(key)
        while flight := self._flights.get(key):
            await flight.wait()
        body = self.reply(key)
        if body is not None:
            return body
        self._flights[key] = asyncio.Event()
        try:
            body = await self._take(key)
        except BaseException:
            self.release(key)  # written after the lease, should that have come through
            raise
        if body is not None:
            self._land(key)
        return body

    async def keep(self, key: str, reply: CachedReply) -> None:
        """Keep the reply, which answers from now on unless another came first, and end the lease."""
        key = clean(key)
        try:
            await self._writer.write(partial(_keep, row=reply_to_row(key, reply), session=self._sessions.id))
        except StoreError:
            if self._writer.failed:
                self._rescued.hold(key, reply)
            raise
        finally:
            self._land(key)

    def release(self, key: str) -> None:
        """End the lease without a reply: the next who waits may ask."""
        key = clean(key)
        if key in self._flights:
            self._land(key)
            with contextlib.suppress(StoreError):  # a store that cannot be written loses its leases by its silence
                self._writer.post(partial(_release, key=key, session=self._sessions.id))

    def _land(self, key: str) -> None:
        if flight := self._flights.pop(key, None):
            flight.set()

    async def _take(self, key: str) -> bytes | None:
        silent: Session | None = None
        while True:
            taking = partial(_take, key=key, session=self._sessions.id, silent=silent)
            body = await self._writer.write(taking, durable=False)
            if not isinstance(body, _Held):
                return body
            silent = await self._wait_for_vacancy(key)

    async def _wait_for_vacancy(self, key: str) -> Session | None:
        """Wait, with back-off, until the lease is free; or until its session is silent, and return that session."""
        pause = _SOONEST
        while True:
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LATEST)
            holder = self._lookup.get(partial(_find_holder, key=key))
            if holder is None or self._sessions.is_silent(holder):
                return holder


def _find_reply(connection: sqlite3.Connection, key: str) -> bytes | None:
    row = connection.execute("SELECT body FROM reply WHERE key = ? AND answers = 1", (key,)).fetchone()
    return row[0] if row else None


def _find_holder(connection: sqlite3.Connection, key: str) -> Session | None:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM claim JOIN session ON session.id = claim.session WHERE claim.key = ?", (key,)
    ).fetchone()
    return Session(*row) if row else None


def _take(connection: sqlite3.Connection, key: str, session: int, silent: Session | None) -> bytes | _Held | None:
    """Take the lease if nobody has it, or its session is gone, or is silent and has stayed so."""
    body = _find_reply(connection, key)
    if body is not None:
        return body
    taken = connection.execute(
        "INSERT INTO claim (key, session) VALUES (:key, :session) ON CONFLICT (key) DO UPDATE SET session = :session "
        "WHERE session = :session OR NOT EXISTS "
        "(SELECT 1 FROM session WHERE id = claim.session AND (id <> :silent OR beat <> :beat))",
        {
            "key": key,
            "session": session,
            "silent": silent.id if silent else -1,
            "beat": silent.beat if silent else -1,
        },
    )
    return None if taken.rowcount else _Held.BY_ANOTHER


def _keep(connection: sqlite3.Connection, row: Sequence[object], session: int) -> None:
    insert(connection, row)
    _release(connection, str(row[0]), session)


def insert(connection: sqlite3.Connection, row: Sequence[object]) -> None:
    """Insert a reply, which answers its key unless another does."""
    connection.execute(
        "INSERT INTO reply (key, body, model, prompt, usage, took, at, answers) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "NOT EXISTS (SELECT 1 FROM reply WHERE key = ? AND answers = 1))",
        (*row, row[0]),
    )


def _release(connection: sqlite3.Connection, key: str, session: int) -> None:
    connection.execute("DELETE FROM claim WHERE key = ? AND session = ?", (key, session))
