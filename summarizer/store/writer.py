"""The one thread that writes: all that waits is one transaction, and whoever waits hears once it is on the disk."""

import asyncio
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..errors import StoreError
from .connections import explanation, is_lasting, one_line, patiently, transaction
from .sessions import BEAT, Sessions

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_GROUP = 1000  # jobs in one transaction at the most


@dataclass(frozen=True, slots=True)
class _Job:
    """Work to be done inside a transaction. It may be done again, if another's in the same one fails."""

    work: Work[Any]
    future: "asyncio.Future[Any] | None" = None
    durable: bool = True  # False: it may be lost when the power is, as what only the living need


class Writer:
    """Writes what it is given, in that order. After an error of the file itself, every write raises StoreError."""

    def __init__(self, connection: sqlite3.Connection, path: Path, sessions: Sessions) -> None:
        self._connection = connection
        self._path = path
        self._sessions = sessions
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._failure: str | None = None
        self._synchronous = "FULL"
        self._next_beat = time.monotonic() + BEAT
        self._pid = os.getpid()
        self._closed = False
        # A daemon: a store that nobody closed must not keep the process from ending.
        self._thread = threading.Thread(target=self._run, name="summarizer-store", daemon=True)
        self._thread.start()

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        """What the work gives, once it is in the file. Cancelled or not, the work is done. Raises StoreError."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(_Job(work, future, durable))
        return await future

    def post(self, work: Work[None]) -> int:
        """Have it done some time; gives how much waits. Errors come with the next write."""
        self._put(_Job(work, durable=False))
        return self._jobs.qsize()

    def close(self) -> None:
        """Write what waits, end the session, and stop."""
        if self._closed or self._pid != os.getpid():
            return
        self._put(_Job(self._sessions.end, durable=False))
        self._closed = True
        self._jobs.put(None)
        self._thread.join()

    def _put(self, job: _Job) -> None:
        if self._closed:
            raise StoreError(f"store {self._path}: expected an open store, got a closed one: open it again")
        if self._pid != os.getpid():
            raise StoreError(f"store {self._path}: expected the process that opened it, got its child: open it there")
        if self._failure:
            raise StoreError(self._failure)
        self._jobs.put(job)

    def _run(self) -> None:
        closing = False
        while not closing:
            jobs, closing = self._waiting()
            _answer(jobs, self._done(jobs))
            if time.monotonic() >= self._next_beat:
                self._beat()

    def _waiting(self) -> tuple[list[_Job], bool]:
        """The jobs that wait, in order, or none when it is time to beat; and whether that was all for ever."""
        jobs: list[_Job] = []
        try:
            job = self._jobs.get(timeout=max(0.0, self._next_beat - time.monotonic()))
            while job is not None:
                jobs.append(job)
                if len(jobs) == _GROUP:
                    return jobs, False
                job = self._jobs.get_nowait()
        except queue.Empty:
            return jobs, False
        return jobs, True

    def _beat(self) -> None:
        job = _Job(self._sessions.beat, durable=False)
        if not isinstance(self._done([job])[0], StoreError):
            self._sessions.beaten()
        self._next_beat = time.monotonic() + BEAT

    def _done(self, jobs: Sequence[_Job]) -> list[Any]:
        """What each job gives, or a StoreError."""
        if self._failure:
            return [StoreError(self._failure) for _ in jobs]
        if not jobs:
            return []
        try:
            return patiently(lambda: self._transact(jobs), self._path)
        except BaseException as error:  # whatever it is, nobody may wait for ever
            if is_lasting(error) or not isinstance(error, Exception):
                self._failure = str(explanation(self._path, error))
            elif len(jobs) == 1:
                what = f"store {self._path}: expected what SQLite can hold, got: {one_line(error)}: report it, please"
                return [StoreError(what)]
        return [self._done([job])[0] for job in jobs]

    def _transact(self, jobs: Sequence[_Job]) -> list[Any]:
        wanted = "FULL" if any(job.durable for job in jobs) else "NORMAL"
        if wanted != self._synchronous:
            self._connection.execute(f"PRAGMA synchronous = {wanted}")
            self._synchronous = wanted
        with transaction(self._connection):
            return [job.work(self._connection) for job in jobs]


def _answer(jobs: Sequence[_Job], results: Sequence[Any]) -> None:
    """Tell those who wait, each loop once."""
    told: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for job, result in zip(jobs, results, strict=True):
        if job.future is not None:
            told.setdefault(job.future.get_loop(), []).append((job.future, result))
    for loop, answers in told.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, answers)


def _resolve(answers: Sequence[tuple["asyncio.Future[Any]", Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue  # cancelled
        if isinstance(result, StoreError):
            future.set_exception(result)
        else:
            future.set_result(result)
