"""An event loop whose clock leaps: a pause takes no time and exactly as long as it says, however busy the machine is."""

import asyncio
import selectors
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import Executor
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar, TypeVarTuple, Unpack, cast

from .endpoint import Endpoint, Script

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_GRACE = 0.03  # seconds of real time for bytes that are on their way from one socket of this process to another


def run_leaping(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, as `asyncio.run` does, on a clock that leaps to the next timer when all wait for it."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(main)


@asynccontextmanager
async def leaping_endpoint(script: Script, kind: type[Endpoint] = Endpoint) -> AsyncIterator[Endpoint]:
    """An endpoint in the running loop, so that its delays are by the same clock as the client's limits."""
    running, serving = kind(script), set[asyncio.Task[Any]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(cast("asyncio.Task[Any]", asyncio.current_task()))
        with suppress(asyncio.CancelledError):
            await running.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    running.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield running
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


def time_with_endpoint(
    script: Script, use: Callable[[Endpoint], Awaitable[T]], kind: type[Endpoint] = Endpoint
) -> tuple[T, float]:
    """Use an endpoint that has this script; the result, and the seconds that it took by the leaping clock."""

    async def run() -> tuple[T, float]:
        async with leaping_endpoint(script, kind) as server:
            started = asyncio.get_running_loop().time()
            return await use(server), asyncio.get_running_loop().time() - started

    return run_leaping(run())


class _Leaping(selectors.DefaultSelector):
    """Leaps where it would wait, unless a thread is at work or bytes arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 0.0
        self.jobs = 0  # of the loop's executor, whose threads stay when they have nothing to do
        self._before = set(threading.enumerate())

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        while not ready and timeout != 0 and self._is_at_work():
            ready = super().select(_GRACE)
        if ready or timeout == 0:
            return ready
        if len(self.get_map()) > 1:  # one is the loop's own
            ready = super().select(_GRACE)
        if not ready and timeout is None:
            return super().select(None)
        if not ready:
            self.clock += timeout or 0.0
        return ready

    def _is_at_work(self) -> bool:
        others = set(threading.enumerate()) - self._before
        return self.jobs > 0 or any(not thread.name.startswith("asyncio_") for thread in others)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.clock

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> asyncio.Future[T]:
        self._leaping.jobs += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._end_job)
        return future

    def _end_job(self, _: object) -> None:
        self._leaping.jobs -= 1
