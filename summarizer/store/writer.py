"""The one thread that writes: all jobs that wait are one transaction, and callers resume once it is on the disk."""

import asyncio
import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ..errors import StoreError
from . import sessions
from .checkpoints import Checkpoints
from .connections import Access, retry_while_locked, transaction
from .failures import explain, is_permanent
from .sessions import Sessions

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_GROUP = 1000  # jobs in one transaction at the most


@dataclass(frozen=True, slots=True)
class _WriteJob:
    """Work to be done inside a transaction. It may be done again, if another job in the same one fails."""

    work: Work[Any]
    future: "asyncio.Future[Any] | None" = None
    durable: bool = True  # False: a power cut may take it, as what only the living need


class Writer:
    """Writes what it is given, in that order. After an error of the file itself, every write raises StoreError."""

    def __init__(
        self, connection: sqlite3.Connection, access: Access, session: Sessions, checkpoints: Checkpoints
    ) -> None:
        self._connection = connection
        self._checkpoints = checkpoints
        self._access = access
        self._session = session
        self._jobs: queue.SimpleQueue[_WriteJob | None] = queue.SimpleQueue()
        self._failure: str | None = None
        self._synchronous = "FULL"
        self._next_beat = time.monotonic() + sessions.BEAT
        # A daemon: a store that nobody closed must not keep the process from ending.
        self._thread = threading.Thread(target=self._run, name="summarizer-store", daemon=True)
        self._thread.start()

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        """Return the result of the work once it is in the file; it is done even if cancelled. Raises StoreError."""
        self._check()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put(_WriteJob(work, future, durable))
        return await future

    def post(self, work: Work[None]) -> int:
        """Queue the work, and return how many jobs wait. Raises StoreError if an earlier write did."""
        self._check()
        self._jobs.put(_WriteJob(work, durable=False))
        return self._jobs.qsize()

    @property
    def failed(self) -> bool:
        """Return whether the file itself is at fault, so that nothing more can be written."""
        return self._failure is not None

    def close(self) -> None:
        """Write what waits, end the session, and stop."""
        self._jobs.put(_WriteJob(self._session.end, durable=False))
        self._jobs.put(None)
        self._thread.join()

    def _check(self) -> None:
        self._access.check()
        if self._failure:
            raise StoreError(self._failure)

    def _run(self) -> None:
        closing = False
        while not closing:
            jobs, closing = self._next_jobs()
            _answer(jobs, self._do(jobs))
            self._checkpoints.make_if_due()
            if time.monotonic() >= self._next_beat:
                self._beat()

    def _next_jobs(self) -> tuple[list[_WriteJob], bool]:
        """Return the jobs that wait, in order, none when a beat is due; and whether the queue is closed."""
        jobs: list[_WriteJob] = []
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
        try:
            self._access.check_file()
        except StoreError as error:
            self._failure = str(error)
        if not isinstance(self._do([_WriteJob(self._session.beat, durable=False)])[0], StoreError):
            self._session.confirm_beat()
        self._next_beat = time.monotonic() + sessions.BEAT

    def _do(self, jobs: Sequence[_WriteJob]) -> list[Any]:
        """Do the jobs, and return the result of each, or a StoreError."""
        if self._failure:
            return [StoreError(self._failure) for _ in jobs]
        if not jobs:
            return []
        try:
            return retry_while_locked(lambda: self._transact(jobs), self._access.path)
        except BaseException as error:  # whatever it is, nobody may wait for ever
            failure = explain(self._access.path, error, writing=True)
            if is_permanent(error) or not isinstance(error, Exception):
                self._failure = str(failure)
            elif len(jobs) == 1:
                return [failure]
        return [self._do([job])[0] for job in jobs]

    def _transact(self, jobs: Sequence[_WriteJob]) -> list[Any]:
        wanted = "FULL" if any(job.durable for job in jobs) else "NORMAL"
        if wanted != self._synchronous:
            self._connection.execute(f"PRAGMA synchronous = {wanted}")
            self._synchronous = wanted
        with transaction(self._connection):
            return [job.work(self._connection) for job in jobs]


def _answer(jobs: Sequence[_WriteJob], results: Sequence[Any]) -> None:
    """Resolve the futures of those who wait, each event loop once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for job, result in zip(jobs, results, strict=True):
        if job.future is not None:
            by_loop.setdefault(job.future.get_loop(), []).append((job.future, result))
    for loop, answers in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(_resolve, answers)


def _resolve(answers: Sequence[tuple["asyncio.Future[Any]", Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue  # cancelled
        if isinstance(result, StoreError):
            future.set_exception(result)
        else:
            future.set_result(result)
