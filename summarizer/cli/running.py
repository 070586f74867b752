"""One run from the command line: Ctrl-C or SIGTERM ends it with what is done."""

import asyncio
import gc
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import FrameType
from typing import Final

from ..inputs.articles import Reading, Unreadable
from ..pipeline.stream import Stream, read_stream
from ..pipeline.summarize import summarize_reading
from ..records.article import Article
from ..records.incidents import BestRule
from ..records.summary import Summary
from ..schemas import Event
from ..settings import Settings
from ..store import Store
from .progress import Progress

_ENDINGS: Final = (signal.SIGINT, signal.SIGTERM)
# Seconds of computing in which the loop hears of a signal, unless it is what computes. A slow machine is given more.
_SOON: Final = 0.7


def run_to_end(
    reading: Reading,
    settings: Settings,
    events: Sequence[type[Event]],
    best: BestRule = "latest",
    adjudicate: int = 0,
    told: str = "{}",
    progress: Progress | None = None,
) -> Summary:
    """The summary of what was read, to the last article or to the interrupt. `told` is the call, in JSON."""
    # The modules imported by now hold some hundred thousand objects, which a collection would walk many times
    # a run. Frozen, they are left alone, and what a run makes is seldom garbage: collect less often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        return asyncio.run(_run(reading, settings, events, best, adjudicate, told, progress))
    finally:
        gc.unfreeze()  # libraries look at the end for what nobody collected


def stream_to_end(
    articles: Iterable[Article | Unreadable],
    store: Store,
    settings: Settings,
    events: Sequence[type[Event]],
    missed: Callable[[Unreadable], None],
    told: str,
    progress: Progress | None = None,
) -> Stream:
    """What was read of articles that are too many for memory, to the last one or to the interrupt."""
    return asyncio.run(_stream(articles, store, settings, events, missed, told, progress))


async def _run(
    reading: Reading,
    settings: Settings,
    events: Sequence[type[Event]],
    best: BestRule,
    adjudicate: int,
    told: str,
    progress: Progress | None,
) -> Summary:
    with _shown(progress), _interrupts() as stop:
        return await summarize_reading(
            reading,
            settings=settings,
            events=events,
            best=best,
            adjudicate=adjudicate,
            stop=stop,
            progress=progress,
            told=told,
        )


async def _stream(
    articles: Iterable[Article | Unreadable],
    store: Store,
    settings: Settings,
    events: Sequence[type[Event]],
    missed: Callable[[Unreadable], None],
    told: str,
    progress: Progress | None,
) -> Stream:
    with _shown(progress), _interrupts() as stop:
        return await read_stream(
            articles,
            store,
            settings,
            events=events,
            missed=missed,
            progress=progress,
            stop=stop,
            told=told,
        )


def _shown(progress: Progress | None) -> AbstractContextManager[None]:
    return progress.ticking() if progress else nullcontext()


@contextmanager
def _interrupts() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and SIGTERM set; a loop that does not hear of it soon, or a second time, is interrupted.

    Raises KeyboardInterrupt wherever the loop is busy then: linking and checking await nothing.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def end(ending: int, _frame: FrameType | None) -> None:
        if stop.is_set() or ending == signal.SIGPROF:
            raise KeyboardInterrupt
        loop.call_soon_threadsafe(stop.set)
        loop.call_soon_threadsafe(signal.setitimer, signal.ITIMER_PROF, 0.0)
        signal.setitimer(signal.ITIMER_PROF, _SOON)

    before = {number: signal.signal(number, end) for number in (*_ENDINGS, signal.SIGPROF)}
    try:
        yield stop
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        for number, handler in before.items():
            signal.signal(number, handler)
