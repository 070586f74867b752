"""Rate limiter for a whole run: sliding windows for requests and tokens, and AIMD back-off on 429."""

import asyncio
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Final

_MINUTE: Final = 61.0  # seconds; one more than a minute, as what is sent a minute apart may arrive closer together
_FIRST_PAUSE: Final = 1.0  # seconds after a 429 that names none; doubled at each that follows without a success
_LONGEST_PAUSE: Final = 60.0


@dataclass
class WindowEntry:
    """The amount that one request takes of a window, until `SlidingWindow.correct` sets the true one."""

    at: float
    amount: int
    counted: bool = True


class SlidingWindow:
    """A limit on the amount in any minute: what fits passes at once, the rest waits.

    A leaky bucket would let twice its rate through in the minute after an idle one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._total = 0
        self._entries: deque[WindowEntry] = deque()

    def wait(self, amount: int, now: float) -> float:
        """Return the seconds until this amount fits; one larger than the limit fits into an empty window."""
        while self._entries and self._entries[0].at + _MINUTE <= now:
            entry = self._entries.popleft()
            entry.counted = False
            self._total -= entry.amount
        over, wait = self._total + min(amount, self._most) - self._most, 0.0
        for entry in self._entries:
            if over <= 0:
                break
            over -= entry.amount
            wait = entry.at + _MINUTE - now
        return wait

    def take(self, amount: int, now: float) -> WindowEntry:
        """Add an amount to the window."""
        entry = WindowEntry(now, amount)
        self._entries.append(entry)
        self._total += amount
        return entry

    def correct(self, entry: WindowEntry, amount: int) -> None:
        """Replace the estimated amount of a request by the true one."""
        if entry.counted:
            self._total += amount - entry.amount
            entry.amount = amount


@dataclass(frozen=True)
class Permit:
    """Permission to send one request: when it was granted, the seconds waited, and its part of the token window."""

    granted: float
    waited: float
    entry: WindowEntry | None


class RateLimiter:
    """Limits the requests of a run: how many are under way, and how many, with how many tokens, in a minute (FIFO).

    A rate-limit response (429, or 503 with Retry-After) pauses all requests for the time that it states, at most
    `longest` seconds; without one for 1 s, doubled each time up to 60 s until a request succeeds. Each pause also
    halves the number of concurrent requests, down to one, and each success adds 1/n to it, up to `places` again
    (additive increase, multiplicative decrease). Requests that were under way when the pause began count for neither.
    """

    def __init__(self, places: int, longest: float, rpm: int | None = None, tpm: int | None = None) -> None:
        self._most = places
        self._places = float(places)
        self._longest = longest
        self._requests = SlidingWindow(rpm) if rpm else None
        self._tokens = SlidingWindow(tpm) if tpm else None
        self._inside = 0
        self._opens = self._slowed = 0.0
        self._pause = _FIRST_PAUSE
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    async def acquire(self, tokens: int, limit: asyncio.Timeout) -> Permit:
        """Wait until one more request of so many tokens may be sent; call `release` when it is answered.

        The timeout `limit` is paused meanwhile.
        """
        if not self._turn.locked() and (permit := self._try_acquire(tokens)):
            return permit
        came = _now()
        with pause_timeout(limit):
            async with self._turn:
                while not (permit := self._try_acquire(tokens, came)):
                    self._changed.clear()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(self._wait(tokens) or None):
                            await self._changed.wait()
        return permit

    def _try_acquire(self, tokens: int, came: float | None = None) -> Permit | None:
        if self._inside >= int(self._places) or self._wait(tokens) > 0:
            return None
        now = _now()
        self._inside += 1
        if self._requests:
            self._requests.take(1, now)
        return Permit(
            now, 0.0 if came is None else now - came, self._tokens.take(tokens, now) if self._tokens else None
        )

    def _wait(self, tokens: int) -> float:
        """Return the seconds until the pause is over and both windows have room."""
        now = _now()
        wait = self._opens - now
        if self._requests:
            wait = max(wait, self._requests.wait(1, now))
        if self._tokens:
            wait = max(wait, self._tokens.wait(tokens, now))
        return max(wait, 0.0)

    def release(self, permit: Permit, *, tokens: int | None = None) -> None:
        """Give the place back; `tokens` is the true number of the request, None where it is unknown."""
        self._inside -= 1
        if self._tokens and permit.entry and tokens is not None:
            self._tokens.correct(permit.entry, tokens)
        self._changed.set()

    def record_success(self, permit: Permit) -> None:
        """Raise the number of concurrent requests by 1/n after a success."""
        if permit.granted >= self._slowed:
            self._pause = _FIRST_PAUSE
            self._places = min(self._places + 1 / self._places, self._most)

    def back_off(self, permit: Permit, retry_after: float | None) -> None:
        """Pause all requests and halve their number after a rate-limit response; `retry_after` is in seconds."""
        now = _now()
        if permit.granted >= self._slowed:
            self._slowed = now
            self._places = max(self._places / 2, 1.0)
            if retry_after is None:
                retry_after, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        self._opens = max(self._opens, now + min(retry_after or 0.0, self._longest))


@contextmanager
def pause_timeout(limit: asyncio.Timeout) -> Iterator[None]:
    """Stop the clock of a timeout in this block, in which a request waits for others."""
    when = limit.when()
    left = None if when is None else when - _now()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(None if left is None else _now() + left)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds to wait: `retry-after-ms`, or `retry-after` in seconds or as a date; None without either."""
    for name, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        with suppress(KeyError, ValueError):
            seconds = float(headers[name]) / scale
            if isfinite(seconds):
                return max(seconds, 0.0)
    with suppress(KeyError, ValueError, TypeError):
        date = parsedate_to_datetime(headers["retry-after"])
        return max((date - datetime.now(UTC)).total_seconds(), 0.0)
    return None


def _now() -> float:
    return asyncio.get_running_loop().time()
