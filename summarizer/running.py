"""One run from the command line: progress on standard error, and Ctrl-C ends it with what is done."""

import asyncio
import gc
import signal
import sys
from collections.abc import Sequence

from .api import summarize_reading
from .articles import Reading
from .consistency import BestRule
from .outcomes import Outcome
from .schemas import Event
from .settings import Settings
from .summary import Summary


def run_to_end(
    reading: Reading,
    settings: Settings,
    events: Sequence[type[Event]],
    best: BestRule = "latest",
    adjudicate: int = 0,
) -> tuple[Summary, bool]:
    """The summary, and whether the run was interrupted before every question was answered."""
    # The modules imported by now hold some hundred thousand objects, which a collection would walk many times
    # a run. Frozen, they are left alone, and what a run makes is seldom garbage: collect less often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return asyncio.run(_run(reading, settings, events, best, adjudicate))


async def _run(
    reading: Reading, settings: Settings, events: Sequence[type[Event]], best: BestRule, adjudicate: int
) -> tuple[Summary, bool]:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, stop.set)
    progress = _Progress(len(reading.articles))
    try:
        summary = await summarize_reading(
            reading,
            settings=settings,
            events=events,
            best=best,
            adjudicate=adjudicate,
            stop=stop,
            progress=progress,
        )
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        progress.close()
    return summary, stop.is_set()


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
