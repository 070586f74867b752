"""Work on many items: several at a time, beside the event loop, and with the failure of one kept from the others."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar, copy_context
from typing import Any, Final, Generic, ParamSpec, TypeVar

from .errors import SummarizerError

Item = TypeVar("Item")
Result = TypeVar("Result")
_log = logging.getLogger(__name__)
_MOST: Final = 50  # attempts that fail, in a search for the items to blame; beyond these all that is left is to blame

T = TypeVar("T")
P = ParamSpec("P")

_given_up: ContextVar[threading.Event | None] = ContextVar("given_up", default=None)


async def work_through(
    items: Iterable[T], work: Callable[[T], Awaitable[None]], places: int, stop: asyncio.Event | None = None
) -> None:
    """Work on every item, `places` at a time, each next one as soon as a place is free.

    When `stop` is set, what is under way is given up. An error that `work` raises ends all of it.
    """
    waiting = iter(items)

    async def take() -> None:
        for item in waiting:
            await asyncio.sleep(0)  # work that never waits must not keep Ctrl-C from being seen
            await work(item)

    workers = [asyncio.create_task(take()) for _ in range(places)]
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


class GivenUpError(Exception):
    """Nobody waits for this work any more."""


async def off_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` gives or raises, computed in a thread of its own.

    Whoever stops waiting gives the work up: it ends at its next `go_on`. Its thread keeps no process alive.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()
    given_up = threading.Event()

    def tell(result: T | None, error: BaseException | None) -> None:
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
                loop.call_soon_threadsafe(tell, result, error)
            except RuntimeError:
                return  # the loop has ended

    threading.Thread(target=copy_context().run, args=(compute,), daemon=True).start()
    try:
        return await done
    finally:
        given_up.set()


def go_on() -> None:
    """Go on with work, unless nobody waits for it any more. Raises GivenUpError. To be called between short steps."""
    given_up = _given_up.get()
    if given_up is not None and given_up.is_set():
        raise GivenUpError


class once(Generic[T]):  # noqa: N801  # a decorator
    """A property computed when it is first asked for.

    As `functools.cached_property`, which before Python 3.12 has one lock for all instances: there an article that takes
    long would hold up the threads of all others.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Keep the name, under which the value stands in the instance."""
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        """The value; next time the instance has it itself."""
        value: T = self._compute(instance)
        instance.__dict__[self._name] = value
        return value


def isolate(items: Sequence[Item], work: Callable[[list[Item]], Result]) -> tuple[Result, dict[int, str]]:
    """Do work on all items at once; where that fails, on as many of them as it succeeds for.

    Args:
        items: What is worked on.
        work: Any function of some of the items, in their order. It must succeed for none.

    Returns:
        What `work` gives, and by its place why each item is left out, in one line.

    Raises:
        SummarizerError: As `work` raises it: those are raised on purpose, and end the work as a whole.
    """
    search = _Search(items, work)
    search.extend(range(len(items)))
    return search.result(), search.blamed


class _Search(Generic[Item, Result]):
    """The largest set of items that the work was seen to succeed for, grown by halves of what made it fail."""

    def __init__(self, items: Sequence[Item], work: Callable[[list[Item]], Result]) -> None:
        self._items = items
        self._work = work
        self._kept: list[int] = []
        self._results: list[Result] = []
        self._failures = 0
        self.blamed: dict[int, str] = {}

    def extend(self, places: Sequence[int]) -> None:
        """Take in the items at these places, as far as the work succeeds with them."""
        if not places:
            return
        tried = [*self._kept, *places]
        if self._failures == _MOST:
            self.blamed |= dict.fromkeys(places, "left out with others that the work fails on: -v logs which")
            return
        try:
            self._results = [self._work([self._items[place] for place in tried])]
        except SummarizerError:
            raise
        except Exception as error:
            _log.exception("working on %d items", len(tried))
            self._failures += 1
            if len(places) == 1:
                self.blamed[places[0]] = reason(error)
                return
            middle = len(places) // 2
            self.extend(places[:middle])
            self.extend(places[middle:])
        else:
            self._kept = tried

    def result(self) -> Result:
        """What the work gives for what is kept."""
        return self._results[0] if self._results else self._work([])


def reason(error: Exception) -> str:
    """A fault of our own in one line."""
    return f"internal error, please report it: {error!r}"
