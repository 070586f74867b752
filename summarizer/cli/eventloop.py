"""The event loop of a run: Ctrl-C or SIGTERM ends the run, and what is done is kept."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from types import FrameType
from typing import Any, Final, TypeVar

from ..pipeline.run import Run
from .progress import Progress

T = TypeVar("T")

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
# Seconds of computing in which the loop hears of a signal, unless it is what computes. A slow machine is given more.
_SOON: Final = 0.7


def run_to_end(work: Callable[[Run], Coroutine[Any, Any, T]], run: Run, progress: Progress | None = None) -> T:
    """Do the work of a run, which ends early when its `stop` is set by a signal, and return its result."""

    async def watch() -> T:
        with progress.ticking() if progress else nullcontext(), _catch_signals() as stop:
            return await work(replace(run, stop=stop, progress=progress))

    return asyncio.run(watch())


@contextmanager
def _catch_signals() -> Iterator[asyncio.Event]:
    """Yield an event that Ctrl-C and SIGTERM set; at the second, or if it is not heard soon, the loop is interrupted.

    Raises KeyboardInterrupt wherever the loop is busy then: linking and checking await nothing.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def end(ending: int, _frame: FrameType | None) -> None:
        if stop.is_set() or ending == signal.SIGPROF:
            raise KeyboardInterrupt
        loop.call_soon_threadsafe(stop.set)
        loop.call_soon_threadsafe(signal.setitimer, signal.ITIMER_PROF, 0.0)
        signal.setitimer(signal.ITIMER_PROF, _SOON)

    before = {number: signal.signal(number, end) for number in (*_SIGNALS, signal.SIGPROF)}
    try:
        yield stop
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        for number, handler in before.items():
            signal.signal(number, handler)
