"""Work on many items: concurrently, in threads, and with the failure of one isolated from the others."""

import asyncio
import gc
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any, Final, Generic, ParamSpec, TypeVar

from .errors import SummarizerError

Item = TypeVar("Item")
Result = TypeVar("Result")
_log = logging.getLogger(__name__)
_MOST_FAILURES: Final = (
    50  # attempts that fail, in a search for the items to blame; beyond these all that is left is to blame
)

T = TypeVar("T")
P = ParamSpec("P")

_given_up: ContextVar[threading.Event | None] = ContextVar("given_up", default=None)


async def work_through(
    items: Iterable[T], work: Callable[[T], Awaitable[None]], concurrency: int, stop: asyncio.Event | None = None
) -> None:
    """Work on every item with `concurrency` workers.

    When `stop` is set, the work in progress is cancelled. An error that `work` raises ends all of it.
    """
    waiting = iter(items)

    async def run_worker() -> None:
        for item in waiting:
            await asyncio.sleep(0)  # work that never waits must not keep Ctrl-C from being seen
            await work(item)

    workers = [asyncio.create_task(run_worker()) for _ in range(concurrency)]
    stopped = asyncio.create_task((stop or asyncio.Event()).wait())
    try:
        pending: set[asyncio.Task[object]] = {*workers}
        while pending and not stopped.done():
            done, _ = await asyncio.wait({*pending, stopped}, return_when=asyncio.FIRST_COMPLETED)
            pending -= done
            for task in done - {stopped}:
                task.result()
    finally:
        for task in (*workers, stopped):
            task.cancel()
        await asyncio.gather(*workers, stopped, return_exceptions=True)


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Keep the garbage collector away from the modules that are imported by now.

    They hold some hundred thousand objects, which a collection would walk many times a run; and what a run makes is
    seldom garbage, so that collections are made rarer as well.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        yield
    finally:
        gc.unfreeze()  # libraries look at the end for what nobody collected


class GivenUpError(Exception):
    """Raised in a thread whose caller no longer waits for its result."""


async def run_in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` in a daemon thread of its own, and return its result or raise its error.

    When the caller is cancelled, the work ends at its next `checkpoint`.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()
    given_up = threading.Event()

    def set_outcome(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return  # nobody waits
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # without an error, it is the work's

    def compute() -> None:
        _given_up.set(given_up)
        result, error = None, None
        try:
            result = work(*args, **kwargs)
        except BaseException as raised:  # raised where the work is waited for
            error = raised
        if not given_up.is_set():
            try:
                loop.call_soon_threadsafe(set_outcome, result, error)
            except RuntimeError:
                return  # the loop has ended

    threading.Thread(target=copy_context().run, args=(compute,), daemon=True).start()
    try:
        return await done
    finally:
        given_up.set()


def checkpoint() -> None:
    """Raise GivenUpError in the thread of work whose caller was cancelled. Call it between short steps."""
    given_up = _given_up.get()
    if given_up is not None and given_up.is_set():
        raise GivenUpError


class once(Generic[T]):  # noqa: N801  # a decorator
    """A cached property without a lock.

    `functools.cached_property` has one lock for all instances before Python 3.12: there a slow article would block the
    threads of all others.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Keep the name that the instance caches the value under."""
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        """Compute the value and cache it in the instance."""
        value: T = self._compute(instance)
        instance.__dict__[self._name] = value
        return value


def isolate(items: Sequence[Item], work: Callable[[list[Item]], Result]) -> tuple[Result, dict[int, str]]:
    """Work on all items at once; if that fails, on as many of them as it succeeds for, by bisection.

    Args:
        items: The items.
        work: Any function of some of the items, in their order. It must succeed for none.

    Returns:
        The result of `work`, and by its index the reason in one line why an item is left out.

    Raises:
        SummarizerError: As `work` raises it: those are raised on purpose, and end the work as a whole.
    """
    search = _Search(items, work)
    search.extend(range(len(items)))
    return search.result(), search.blamed


class _Search(Generic[Item, Result]):
    """A search by bisection for the largest set of items that the work succeeds for."""

    def __init__(self, items: Sequence[Item], work: Callable[[list[Item]], Result]) -> None:
        self._items = items
        self._work = work
        self._kept: list[int] = []
        self._results: list[Result] = []
        self._failures = 0
        self.blamed: dict[int, str] = {}

    def extend(self, indexes: Sequence[int]) -> None:
        """Add the items at these indexes, as far as the work succeeds with them."""
        if not indexes:
            return
        tried = [*self._kept, *indexes]
        if self._failures == _MOST_FAILURES:
            self.blamed |= dict.fromkeys(indexes, "left out with others that the work fails on: -v logs which")
            return
        try:
            self._results = [self._work([self._items[index] for index in tried])]
        except SummarizerError:
            raise
        except Exception as error:
            _log.exception("working on %d items", len(tried))
            self._failures += 1
            if len(indexes) == 1:
                self.blamed[indexes[0]] = fault_message(error)
                return
            middle = len(indexes) // 2
            self.extend(indexes[:middle])
            self.extend(indexes[middle:])
        else:
            self._kept = tried

    def result(self) -> Result:
        """The result of the work on the items kept."""
        return self._results[0] if self._results else self._work([])


def fault_message(error: Exception) -> str:
    """The message of an internal error, in one line."""
    return f"internal error, please report it: {error!r}"
