"""Worker processes: pure functions on many items, on all cores, with the results in the order of the items."""

import json
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Final, Self, TypeVar

from .concurrency import fault_message, frozen_heap
from .errors import SummarizerError, WorkerError

Item = TypeVar("Item")
Result = TypeVar("Result")
Reply = tuple[Any, Exception | None]

_MOST: Final = 8  # workers: each takes some 150 MB, and one process feeds them all and writes what they return
_AHEAD: Final = 3  # items a worker that may be begun or done before the result that is waited for
_TRIES: Final = 2  # a worker may be killed for want of memory, which is soon over, or by an item, which is not
# Not `multiprocessing`, nor what is built on it: its processes import the caller's script again, which runs it
# again unless the caller guards against that.
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from summarizer.processes import serve; serve()"
)


def count_workers() -> int:
    """Count the workers that pay: one for each core that this process may use, up to 8; 1 where none can be started."""
    if not sys.executable or getattr(sys, "frozen", False):  # embedded, or one program with its Python inside
        return 1
    with suppress(AttributeError):  # no such thing on macOS and Windows
        return min(len(os.sched_getaffinity(0)), _MOST)
    return min(os.cpu_count() or 1, _MOST)


class Workers:
    """Processes of this interpreter; use them in a `with` block.

    They find functions by their names, so that these must stand at the top of a module. A worker that is killed is
    replaced, and its item is worked on anew, once. Workers end with this process, however it ends.
    """

    def __init__(self, count: int) -> None:
        """Start so many workers."""
        self._workers = [_Worker() for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(len(self._workers))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield `work(item)` for each item, in order; some items are taken in advance.

        Raises what `work` raises (RuntimeError for a fault of our own), and WorkerError if two workers die at one item.
        """
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(self._threads.submit(self._call, work, item))
            if len(waiting) > _AHEAD * len(self._workers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _call(self, work: Callable[[Item], Result], item: Item) -> Result:
        worker = self._idle.get()
        try:
            result, error = worker.call(pickle.dumps((work, item), pickle.HIGHEST_PROTOCOL))
        finally:
            self._idle.put(worker)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]  # of the work


class _Worker:
    """One process: requests go to its standard input, and replies come from its standard output."""

    def __init__(self) -> None:
        self._ended = False
        self._process = _start()

    def call(self, request: bytes) -> Reply:
        """Send a request to the process, or to the one that takes its place, and return the reply."""
        for _ in range(_TRIES):
            if reply := _exchange(self._process, request):
                return reply
            code = self._process.wait()
            if self._ended:
                break
            self.close()
            self._process = _start()
        why = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise WorkerError(
            f"expected worker processes to live to the end, got two that died at the same records ({why}): "
            "run it again with more memory free"
        )

    def end(self) -> None:
        """End the process, whatever it does."""
        self._ended = True
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close the pipes of a process that has ended."""
        for pipe in _pipes(self._process):
            with suppress(OSError):  # what was not yet sent cannot be
                pipe.close()


def _start() -> "subprocess.Popen[bytes]":
    path = json.dumps([str(Path(entry).absolute()) for entry in sys.path])
    command = [sys.executable, "-I", "-c", _START, path]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # of our own


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise AssertionError  # both are asked for
    return process.stdin, process.stdout


def _exchange(process: "subprocess.Popen[bytes]", request: bytes) -> Reply | None:
    """Send a request and return its reply; None if the process dies of it."""
    requests, replies = _pipes(process)
    try:
        requests.write(request)
        requests.flush()
        reply: Reply = pickle.load(replies)  # noqa: S301  # from a process of our own
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return reply


def serve() -> None:
    """Be a worker: do the work that comes on standard input, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us: who started us decides
    with suppress(EOFError, BrokenPipeError), os.fdopen(os.dup(1), "wb") as replies, frozen_heap():
        os.dup2(2, 1)  # what is printed is no reply
        while True:
            work, item = pickle.load(sys.stdin.buffer)  # noqa: S301  # from a process of our own
            replies.write(_reply(work, item))
            replies.flush()


def _reply(work: Callable[[Any], Any], item: Any) -> bytes:
    reply: Reply
    try:
        reply = work(item), None
    except (SummarizerError, OSError) as error:
        reply = None, error
    except Exception as error:  # which may be one that cannot be sent
        reply = None, RuntimeError(fault_message(error))
    return pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
