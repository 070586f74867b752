"""Limits of rate, and the gate that all requests of a run pass."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.llm.rate_limiter import Permit, RateLimiter, SlidingWindow, pause_timeout, retry_after

from ..helpers.clock import run_leaping


@given(
    most=st.integers(1, 50),
    asked=st.lists(st.tuples(st.floats(0, 40), st.integers(0, 49), st.integers(0, 49)), max_size=40),
)
def test_no_minute_holds_more_than_the_limit(most: int, asked: list[tuple[float, int, int]]) -> None:
    """Whatever comes when, and however much less of it was really taken; and everything gets through."""
    rate, now, sent = SlidingWindow(most), 0.0, list[tuple[float, int]]()
    for after, some, less in asked:
        amount = 1 + some % most
        really = less % (amount + 1)
        now += after
        while (wait := rate.wait(amount, now)) > 0:
            assert wait < 62
            now += wait
        rate.correct(rate.take(amount, now), really)
        sent.append((now, really))
    for start, _ in sent:
        assert sum(amount for at, amount in sent if start <= at < start + 60) <= most


def test_a_request_larger_than_the_limit_goes_alone() -> None:
    """It waits for an idle minute, not for ever, and the next one waits until it is a minute old."""
    rate = SlidingWindow(100)
    rate.take(1, 0)
    assert rate.wait(5000, 20) == 41
    assert rate.wait(5000, 61) == 0
    rate.take(5000, 61)
    assert rate.wait(1, 62) == 60


def test_what_fits_into_a_minute_goes_at_once_and_the_rest_when_there_is_room() -> None:
    """A burst is not spread out; the next one waits for the first to be a minute old."""
    rate = SlidingWindow(3)
    assert [rate.wait(1, now) for now in (0, 1, 2) if rate.take(1, now)] == [0, 0, 59]
    assert rate.wait(1, 10) == 51
    assert rate.wait(2, 10) == 52
    assert rate.wait(1, 61) == 0


def test_what_a_request_really_took_counts_from_then_on() -> None:
    """The rest of a large estimate is room for others; once a minute has passed, nothing changes any more."""
    rate = SlidingWindow(100)
    share = rate.take(100, 0)
    assert rate.wait(50, 1) == 60
    rate.correct(share, 50)
    assert rate.wait(50, 1) == 0
    assert rate.wait(100, 62) == 0
    rate.correct(share, 90)
    assert rate.wait(100, 62) == 0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="nothing is said"),
        pytest.param({"retry-after": "7"}, 7.0, id="seconds"),
        pytest.param({"retry-after": " 1.5 "}, 1.5, id="a fraction of a second"),
        pytest.param({"retry-after-ms": "250"}, 0.25, id="milliseconds"),
        pytest.param({"retry-after-ms": "250", "retry-after": "9"}, 0.25, id="milliseconds are the better word"),
        pytest.param({"retry-after-ms": "soon", "retry-after": "9"}, 9.0, id="what cannot be read is passed over"),
        pytest.param({"retry-after": "-3"}, 0.0, id="the past is now"),
        pytest.param({"retry-after": "inf"}, None, id="no number of seconds"),
        pytest.param({"retry-after": "nan"}, None, id="no number"),
        pytest.param({"retry-after": "soon"}, None, id="no date"),
        pytest.param({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0, id="a date that is past"),
    ],
)
def test_how_long_an_answer_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    """Each form that endpoints use."""
    assert retry_after(headers) == seconds


def test_a_date_to_wait_for() -> None:
    """In a minute, by this machine's clock."""
    seconds = retry_after({"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)})
    assert seconds is not None
    assert 50 < seconds <= 60


class _Run:
    """Requests at a gate, one after the other."""

    def __init__(self, gate: RateLimiter) -> None:
        self.limiter = gate

    async def acquire(self, tokens: int = 0) -> Permit:
        async with asyncio.timeout(30) as limit:
            return await self.limiter.acquire(tokens, limit)

    async def succeed(self, times: int) -> None:
        for _ in range(times):
            one = await self.acquire()
            self.limiter.release(one)
            self.limiter.record_success(one)

    async def fits(self) -> bool:
        """Whether one more may be sent right now."""
        acquiring = asyncio.ensure_future(self.acquire())
        await asyncio.sleep(0.01)
        if acquiring.done():
            self.limiter.release(acquiring.result())
            return True
        acquiring.cancel()
        await asyncio.gather(acquiring, return_exceptions=True)
        return False

    async def places(self) -> int:
        """How many may be under way at once."""
        passes = []
        while await self.fits():
            passes.append(await self.acquire())
        for one in passes:
            self.limiter.release(one)
        return len(passes)


def test_an_endpoint_that_is_asked_too_fast_gets_half_and_then_one_more_for_as_many_as_there_are() -> None:
    """16 → 8, once for all that were under way; 4, 2, 1, and never none; nine answers at 8 make room for a ninth."""

    async def run() -> list[int]:
        gate = RateLimiter(16, 60)
        here = _Run(gate)
        found = [await here.places()]
        early = [await here.acquire() for _ in range(5)]
        for one in early:
            gate.back_off(one, 0)
            gate.release(one)
        found.append(await here.places())
        for one in early:
            gate.record_success(one)
        found.append(await here.places())
        await here.succeed(9)
        found.append(await here.places())
        for _ in range(5):
            given = await here.acquire()
            gate.back_off(given, 0)
            gate.release(given)
        found.append(await here.places())
        await here.succeed(300)
        return [*found, await here.places()]

    assert asyncio.run(run()) == [16, 8, 8, 9, 1, 16]


@pytest.mark.parametrize(
    ("said", "longest", "pause"),
    [
        pytest.param(20.0, 60, 20.0, id="as long as it says"),
        pytest.param(90.0, 60, 60.0, id="but no longer than an article may take"),
        pytest.param(None, 60, 1.0, id="a second where it does not say"),
    ],
)
def test_the_gate_is_closed_for_all(said: float | None, longest: float, pause: float) -> None:
    """Nobody is let through before the time has passed; then all are, in the order in which they came."""

    async def run() -> tuple[float, list[int]]:
        gate, order = RateLimiter(8, longest), list[int]()
        here = _Run(gate)
        gate.back_off(await here.acquire(), said)
        started = asyncio.get_running_loop().time()

        async def go(number: int) -> None:
            given = await here.acquire()
            assert given.waited == pytest.approx(pause)
            order.append(number)
            gate.release(given)

        await asyncio.gather(*(go(number) for number in range(5)))
        return asyncio.get_running_loop().time() - started, order

    took, order = run_leaping(run())
    assert took == pytest.approx(pause)
    assert order == [0, 1, 2, 3, 4]


def test_a_pause_that_nobody_measured_doubles_until_an_answer_comes() -> None:
    """1, after a success 1 again, then 2, 4, and so on up to a minute."""

    async def run() -> list[float]:
        gate, pauses = RateLimiter(8, 600), list[float]()
        here = _Run(gate)
        given = await here.acquire()
        for _ in range(9):
            gate.back_off(given, None)
            gate.release(given)
            given = await here.acquire()
            pauses.append(given.waited)
            if len(pauses) == 1:
                gate.record_success(given)
        return pauses

    assert run_leaping(run()) == pytest.approx([1, 1, 2, 4, 8, 16, 32, 60, 60])


def test_who_gives_up_waiting_takes_nothing_along() -> None:
    """A question that is cancelled at the gate leaves its place to the next."""

    async def run() -> bool:
        gate = RateLimiter(1, 60)
        here = _Run(gate)
        first = await here.acquire()
        second = asyncio.ensure_future(here.acquire())
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        gate.release(first)
        return await here.fits()

    assert run_leaping(run())


def test_time_stands_still_while_a_question_waits_for_others() -> None:
    """A second of limit outlasts three at the gate, and then runs out."""

    async def run() -> float:
        started = asyncio.get_running_loop().time()
        with suppress(TimeoutError):
            async with asyncio.timeout(1) as limit:
                with pause_timeout(limit):
                    await asyncio.sleep(3)
                await asyncio.sleep(50)
        return asyncio.get_running_loop().time() - started

    assert run_leaping(run()) == pytest.approx(4)
