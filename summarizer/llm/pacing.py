"""How fast a run sends: limits of rate, and a gate that an endpoint under strain closes for all requests at once."""

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
class Share:
    """What one request takes of a limit of rate; `amount` may be put right by `Rate.correct`."""

    at: float
    amount: int
    counted: bool = True


class Rate:
    """At most so much in any minute: what fits is let through at once, the rest waits.

    No bucket that fills up: after an idle minute, one lets twice its rate through in the next.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._total = 0
        self._shares: deque[Share] = deque()

    def wait(self, amount: int, now: float) -> float:
        """Seconds until this amount fits; one larger than the limit fits when nothing else counts."""
        while self._shares and self._shares[0].at + _MINUTE <= now:
            share = self._shares.popleft()
            share.counted = False
            self._total -= share.amount
        over, wait = self._total + min(amount, self._most) - self._most, 0.0
        for share in self._shares:
            if over <= 0:
                break
            over -= share.amount
            wait = share.at + _MINUTE - now
        return wait

    def take(self, amount: int, now: float) -> Share:
        """Count this amount in."""
        share = Share(now, amount)
        self._shares.append(share)
        self._total += amount
        return share

    def correct(self, share: Share, amount: int) -> None:
        """What a request really took, once that is known."""
        if share.counted:
            self._total += amount - share.amount
            share.amount = amount


@dataclass(frozen=True)
class Pass:
    """A request's leave to be sent: since when, after how many seconds, and its share of the limit of tokens."""

    at: float
    waited: float
    share: Share | None


class Gate:
    """What every request of a run passes before it is sent, first come, first served.

    An endpoint that is asked too fast (429, or 503 with Retry-After) closes the gate for as long as it
    says, at most `longest` seconds; where it does not say, for 1 s, doubled each time up to 60 s until
    a request succeeds. Each closing also halves the number of requests that may be under way, down to
    one; each success adds one in as many as there may be, up to `places` again (additive increase,
    multiplicative decrease). What was under way when it closed counts for neither.
    """

    def __init__(self, places: int, longest: float, rpm: int | None = None, tpm: int | None = None) -> None:
        self._most = places
        self._places = float(places)
        self._longest = longest
        self._requests = Rate(rpm) if rpm else None
        self._tokens = Rate(tpm) if tpm else None
        self._inside = 0
        self._opens = self._slowed = 0.0
        self._pause = _FIRST_PAUSE
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    async def enter(self, tokens: int, limit: asyncio.Timeout) -> Pass:
        """Wait until one more request may be sent, of so many tokens; `leave` when it is answered.

        The time limit stands still meanwhile.
        """
        if not self._turn.locked() and (given := self._try(tokens)):
            return given
        came = _now()
        with standing_still(limit):
            async with self._turn:
                while not (given := self._try(tokens, came)):
                    self._changed.clear()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(self._wait(tokens) or None):
                            await self._changed.wait()
        return given

    def _try(self, tokens: int, came: float | None = None) -> Pass | None:
        if self._inside >= int(self._places) or self._wait(tokens) > 0:
            return None
        now = _now()
        self._inside += 1
        if self._requests:
            self._requests.take(1, now)
        return Pass(now, 0.0 if came is None else now - came, self._tokens.take(tokens, now) if self._tokens else None)

    def _wait(self, tokens: int) -> float:
        """Seconds until the gate opens and the limits of rate allow for it."""
        now = _now()
        wait = self._opens - now
        if self._requests:
            wait = max(wait, self._requests.wait(1, now))
        if self._tokens:
            wait = max(wait, self._tokens.wait(tokens, now))
        return max(wait, 0.0)

    def leave(self, given: Pass, *, tokens: int | None = None) -> None:
        """Make room for the next; `tokens` are what the request really took, where that is known."""
        self._inside -= 1
        if self._tokens and given.share and tokens is not None:
            self._tokens.correct(given.share, tokens)
        self._changed.set()

    def succeeded(self, given: Pass) -> None:
        """A request was answered: room for a little more."""
        if given.at >= self._slowed:
            self._pause = _FIRST_PAUSE
            self._places = min(self._places + 1 / self._places, self._most)

    def slow(self, given: Pass, retry_after: float | None) -> None:
        """The endpoint was asked too fast: close for all."""
        now = _now()
        if given.at >= self._slowed:
            self._slowed = now
            self._places = max(self._places / 2, 1.0)
            if retry_after is None:
                retry_after, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        self._opens = max(self._opens, now + min(retry_after or 0.0, self._longest))


@contextmanager
def standing_still(limit: asyncio.Timeout) -> Iterator[None]:
    """The time limit does not run on in this block, in which a question waits for others."""
    when = limit.when()
    left = None if when is None else when - _now()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(None if left is None else _now() + left)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that an answer asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date."""
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
