"""One run from the command line: progress on standard error, and Ctrl-C or SIGTERM ends it with what is done."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from .api import summarize_reading
from .articles import Article, Reading, Unreadable
from .consistency import BestRule
from .outcomes import Outcome
from .schemas import Event
from .settings import Settings
from .store import Store
from .streaming import Stream, read_stream
from .summary import Summary

_ENDINGS: Final = (signal.SIGINT, signal.SIGTERM)


def run_to_end(
    reading: Reading,
    settings: Settings,
    events: Sequence[type[Event]],
    best: BestRule = "latest",
    adjudicate: int = 0,
    told: str = "{}",
) -> Summary:
    """The summary of what was read, to the last article or to the interrupt. `told` is the call, in JSON."""
    # The modules imported by now hold some hundred thousand objects, which a collection would walk many times
    # a run. Frozen, they are left alone, and what a run makes is seldom garbage: collect less often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        return asyncio.run(_run(reading, settings, events, best, adjudicate, told))
    finally:
        gc.unfreeze()  # libraries look at the end for what nobody collected


def stream_to_end(
    articles: Iterable[Article | Unreadable],
    store: Store,
    settings: Settings,
    events: Sequence[type[Event]],
    missed: Callable[[Unreadable], None],
    told: str,
) -> Stream:
    """What was read of articles that are too many for memory, to the last one or to the interrupt."""
    return asyncio.run(_stream(articles, store, settings, events, missed, told))


async def _run(
    reading: Reading, settings: Settings, events: Sequence[type[Event]], best: BestRule, adjudicate: int, told: str
) -> Summary:
    progress = _Progress(len(reading.articles))
    try:
        with _interrupts() as stop:
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
    finally:
        progress.close()


async def _stream(
    articles: Iterable[Article | Unreadable],
    store: Store,
    settings: Settings,
    events: Sequence[type[Event]],
    missed: Callable[[Unreadable], None],
    told: str,
) -> Stream:
    progress = _Progress(None)
    try:
        with _interrupts() as stop:
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
    finally:
        progress.close()


@contextmanager
def _interrupts() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in _ENDINGS:
        loop.add_signal_handler(ending, stop.set)
    try:
        yield stop
    finally:
        for ending in _ENDINGS:
            loop.remove_signal_handler(ending)


class _Progress:
    """A count on the terminal; nothing where standard error is none."""

    def __init__(self, total: int | None) -> None:
        self._total = "" if total is None else f"/{total}"
        self._done = self._failed = 0
        self._shown = sys.stderr.isatty()

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        self._failed += outcome.error is not None
        if self._shown:
            failed = f", {self._failed} failed" if self._failed else ""
            print(f"\r{self._done}{self._total} articles{failed}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._shown and self._done:
            print(file=sys.stderr)
