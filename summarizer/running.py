"""One run from the command line: progress on standard error, and Ctrl-C or SIGTERM ends it with what is done."""

import asyncio
import gc
import signal
import sys
from collections.abc import Sequence
from typing import Final

from .api import summarize_reading
from .articles import Reading
from .consistency import BestRule
from .outcomes import Outcome
from .schemas import Event
from .settings import Settings
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
    return asyncio.run(_run(reading, settings, events, best, adjudicate, told))


async def _run(
    reading: Reading, settings: Settings, events: Sequence[type[Event]], best: BestRule, adjudicate: int, told: str
) -> Summary:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in _ENDINGS:
        loop.add_signal_handler(ending, stop.set)
    progress = _Progress(len(reading.articles))
    try:
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
        for ending in _ENDINGS:
            loop.remove_signal_handler(ending)
        progress.close()


class _Progress:
    """A count on the terminal; nothing where standard error is none."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._failed = 0
        self._shown = sys.stderr.isatty()

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        self._failed += outcome.error is not None
        if self._shown:
            failed = f", {self._failed} failed" if self._failed else ""
            print(f"\r{self._done}/{self._total} articles{failed}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._shown and self._done:
            print(file=sys.stderr)
