"""Work on many things, a few at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


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
