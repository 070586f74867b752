"""Progress of a run on standard error: one line that is rewritten on a terminal, plain lines elsewhere."""

import asyncio
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TextIO

from ..reading.outcome import Outcome
from ..reading.progress import Stage
from ..records.usage import Usage
from ..records.wording import pluralize
from .terminal import ERASE, can_rewrite

_REDRAW: Final = 0.1  # seconds between two drawings of the line, at least
_TICK: Final = 1.0  # seconds after which it is drawn though nothing came
_PLAIN: Final = 30.0  # seconds between two plain lines
_WINDOW: Final = 60.0  # seconds over which the pace is measured: a 429 an hour ago says nothing
_MANY: Final = 1000  # of what a stage works through: with fewer it is over before it is read of
_STAGES: Final[dict[Stage, str]] = {"linking": "event report", "adjudicating": "question", "checking": "incident"}
_NARROW: Final = 20  # columns: with fewer, lines wrap whatever is done


class Progress:
    """Counts outcomes and shows them; `total` is None where it is unknown. `plain`: never rewrite a line."""

    def __init__(
        self,
        total: int | None,
        *,
        stream: TextIO | None = None,
        plain: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = total
        self._stream = stream or sys.stderr
        self._rewrites = not plain and can_rewrite(self._stream)
        self._clock = clock
        self._done = self._failed = self._stored = 0
        self._usage = Usage()
        self._stage: tuple[Stage, int, int] | None = None
        self._began = self._drawn = clock()
        self._pace = deque([(self._began, 0, 0)])

    def __call__(self, outcome: Outcome) -> None:
        """Count the outcome of one article."""
        self._done += 1
        self._failed += outcome.error is not None
        self._stored += outcome.stored
        self._usage.attempts += outcome.usage.attempts
        self._usage.add(Usage(cost=outcome.usage.cost))
        self.draw()

    def at(self, stage: Stage, done: int, total: int) -> None:
        """Show how far a stage after the reading is; its start at once, for nothing may come of it for minutes."""
        begins = self._stage is None or self._stage[0] != stage
        self._stage = stage, done, total
        self.draw(at_once=begins and (self._rewrites or total >= _MANY))

    def draw(self, *, at_once: bool = False) -> None:
        """Show where the run is, unless that was shown just now."""
        now = self._clock()
        self._measure(now)
        if not at_once and now - self._drawn < (_REDRAW if self._rewrites else _PLAIN):
            return
        self._drawn = now
        if self._rewrites:
            self._stream.write(ERASE + self._format_line(now)[: _measure_width(self._stream)])
        else:
            self._stream.write(f"summarizer: {self._format_line(now)}\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the terminal with the last count."""
        self._stage = None
        if self._rewrites:
            last = f"{self._format_line(self._clock())[: _measure_width(self._stream)]}\n" if self._done else ""
            self._stream.write(ERASE + last)
            self._stream.flush()

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Redraw every second, and a last time at the end; within a running event loop."""

        async def tick() -> None:
            while True:
                await asyncio.sleep(_TICK)
                self.draw()

        task = asyncio.get_running_loop().create_task(tick())
        try:
            yield
        finally:
            task.cancel()
            with suppress(BrokenPipeError):
                self.close()

    def _measure(self, now: float) -> None:
        """Record the counts of this moment, about one a second."""
        if now - self._pace[-1][0] >= _TICK:
            self._pace.append((now, self._done, self._stored))
        while len(self._pace) > 2 and now - self._pace[1][0] > _WINDOW:
            self._pace.popleft()

    def _rate(self, now: float) -> float:
        """Return recent articles a second; those that the store answered do not count, unless it answered all."""
        then, done, stored = self._pace[0]
        read = (self._done - self._stored) - (done - stored)
        return (read or self._done - done) / max(now - then, 1e-3)

    def _format_line(self, now: float) -> str:
        if self._stage:
            stage, done, of = self._stage
            return f"{stage} {f'{done:,}/' if stage != 'linking' else ''}{of:,} {pluralize(of, _STAGES[stage])}"
        rate = self._rate(now)
        total = "" if self._total is None else f"/{self._total:,}"
        of = self._done if self._total is None else self._total
        parts = [f"{self._done:,}{total} {pluralize(of, 'article')}"]
        if self._done:
            parts.append(f"{rate:.1f}/s" if rate >= 0.1 else f"{rate * 60:.1f}/min")
        if self._usage.attempts:
            parts.append("cost unknown" if self._usage.cost is None else f"${self._usage.cost:,.4f}")
        parts += [f"{n:,} {what}" for n, what in ((self._failed, "failed"), (self._stored, "from the store")) if n]
        if self._total and rate and self._done < self._total:
            parts.append(f"{_format_duration((self._total - self._done) / rate)} left")
        return ", ".join(parts)


def _measure_width(stream: TextIO) -> int:
    """Return the columns that a line may take without wrapping."""
    columns = 0
    with suppress(OSError):
        columns = os.get_terminal_size(stream.fileno()).columns
    return max((columns or 80) - 1, _NARROW)  # a terminal may say 0


def _format_duration(seconds: float) -> str:
    """Format seconds as 1:02:03, or 2:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
