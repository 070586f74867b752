"""What is tried again over HTTP, how long it is waited for, and what a failure costs."""

import asyncio
import json
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from summarizer import Settings, Summary, asummarize
from summarizer.errors import EndpointError, EndpointRefusedError, ModelError, ReplyTimeoutError
from summarizer.llm.client import Client
from summarizer.llm.prompts import extraction_messages
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, reply_model

from ..helpers.clock import leaping_endpoint, run_leaping
from ..helpers.endpoint import Answer, Endpoint, Request, Script, completion, events, invented_event

GOOD = completion(events(invented_event(7)))
EVENTS = reply_model(EVENT_TYPES)
TOO_FAST = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}


async def ask(url: str, usage: Usage, texts: int = 1, **settings: Any) -> list[Any]:
    """The replies, or errors, to so many articles asked about at once; all count to one usage."""
    async with Client(Settings(model="loopback", base_url=url, **settings)) as client:
        messages = [extraction_messages(make_article(f"Text {n}."), EVENT_TYPES) for n in range(texts)]
        return await asyncio.gather(*(client.ask(m, EVENTS, usage) for m in messages), return_exceptions=True)


def asked(script: Script, usage: Usage, texts: int = 1, **settings: Any) -> list[Any]:
    """The same of an endpoint with this script, by a clock that leaps."""

    async def run() -> list[Any]:
        async with leaping_endpoint(script) as server:
            return await ask(server.url, usage, texts, **settings)

    return run_leaping(run())


def now() -> float:
    """The time by the running loop's clock."""
    return asyncio.get_running_loop().time()


def then_good(first: Answer) -> Callable[[Request, int], Answer]:
    return lambda _, number: Answer(GOOD) if number else first


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(Answer(GOOD, cut=True), id="a connection that is closed without an answer"),
        pytest.param(Answer(GOOD, headers={"Content-Length": "99999"}, cut_after=True), id="a body cut off on the way"),
        pytest.param(Answer({}, status=408), id="408"),
        pytest.param(Answer({}, status=409), id="409"),
        pytest.param(Answer(TOO_FAST, status=429, headers={"Retry-After": "0"}), id="429"),
        pytest.param(Answer(b"<html>", status=500), id="500"),
        pytest.param(Answer({}, status=503), id="503"),
        pytest.param(Answer({}, status=529), id="529"),
        pytest.param(Answer(b"<html>Bad gateway</html>"), id="a gateway's page as 200"),
        pytest.param(Answer(json.dumps(GOOD).encode()[:-40]), id="JSON cut off, as 200"),
        pytest.param(Answer(b""), id="nothing, as 200"),
        pytest.param(Answer(b"[" * 100_000), id="JSON that is too deep"),
        pytest.param(Answer({"error": {"message": "overloaded"}}), id="an error as 200"),
        pytest.param(Answer({**GOOD, "choices": None}), id="a completion without choices"),
        pytest.param(Answer({**GOOD, "choices": [{"index": 0}]}), id="a choice without a message"),
    ],
)
def test_what_may_pass_is_tried_again(first: Answer) -> None:
    """The reply is that of the second attempt; both are counted, and the time lost to the first is told."""
    usage = Usage()
    (reply,) = asked(then_good(replace(first, delay=0.5)), usage)
    assert not isinstance(reply, ModelError), reply
    assert (usage.requests, usage.attempts) == (1, 2)
    assert (usage.prompt_tokens, usage.waited >= 0.5) == (100, True)


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (Answer(b"<html>Bad gateway</html>"), EndpointError, "got no JSON: <html>Bad gateway</html>"),
        (Answer({"error": {"message": "overloaded"}}), EndpointError, "overloaded"),
        (Answer({}, status=500), EndpointError, "500"),
        (Answer({}, status=402), EndpointRefusedError, "402"),
        (Answer({"error": {"code": "insufficient_quota"}}, status=429), EndpointRefusedError, "429"),
        (Answer({}, status=422), EndpointError, "422"),
    ],
)
def test_what_does_not_pass_is_named(answer: Answer, error: type[ModelError], said: str) -> None:
    """One line with what came; what no waiting cures is not tried again."""
    usage = Usage()
    (failed,) = asked(lambda _, __: answer, usage, transport_retries=1)
    assert type(failed) is error
    assert said in str(failed)
    assert "\n" not in str(failed)
    passing = error is EndpointError and "422" not in said
    assert usage.attempts == (2 if passing else 1)


def test_an_endpoint_that_starts_late_is_reached() -> None:
    """A refused connection is tried again."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    usage = Usage()

    async def run() -> None:
        settings = Settings(model="loopback", base_url=f"http://127.0.0.1:{port}/v1", transport_retries=20)
        async with Client(settings) as client:
            asking = asyncio.create_task(
                client.ask(extraction_messages(make_article("Text."), EVENT_TYPES), EVENTS, usage)
            )
            await asyncio.sleep(0.3)
            late = Endpoint(lambda _, __: Answer(GOOD))
            server = await asyncio.start_server(late.serve, "127.0.0.1", port)
            await asking
            server.close()

    run_leaping(run())
    assert usage.attempts > 1
    assert usage.waited > 0.2


@pytest.mark.parametrize(
    ("status", "headers", "least"),
    [
        (429, {"Retry-After": "1"}, 1.0),
        (429, {"retry-after-ms": "300"}, 0.3),
        (500, {"retry-after-ms": "600"}, 0.6),
    ],
)
def test_retry_after_is_honoured(status: int, headers: dict[str, str], least: float) -> None:
    """In seconds and milliseconds; what was waited is told."""
    usage, times = Usage(), list[float]()

    def script(_: Request, number: int) -> Answer:
        times.append(now())
        return Answer(GOOD) if number else Answer({}, status=status, headers=headers)

    asked(script, usage)
    assert least <= times[1] - times[0] < least + 1
    assert usage.waited >= least


@pytest.mark.parametrize(
    ("status", "headers", "pause"), [(429, {"Retry-After": "1"}, 1.0), (503, {"retry-after-ms": "600"}, 0.6)]
)
def test_one_answer_that_it_is_too_fast_pauses_the_whole_run(
    status: int, headers: dict[str, str], pause: float
) -> None:
    """Nothing is sent for as long as the endpoint asks for, and then half as many at once as before."""
    times = list[float]()

    def script(request: Request, number: int) -> Answer:
        times.append(now())
        if number == 3:
            return Answer(TOO_FAST, status=status, headers=headers, delay=0.1)
        town = int(request["messages"][-1]["content"].split("Town ")[1].split()[0])
        return Answer(completion(events(invented_event(town))), delay=0.2)

    async def run() -> Summary:
        texts = [f"Town {n} was shelled and 3 people were killed." for n in range(30)]
        async with leaping_endpoint(script) as server:
            settings = Settings(model="loopback", base_url=server.url, concurrency=8)
            return await asummarize(texts, settings=settings)

    summary = run_leaping(run())
    assert [record.status for record in summary.articles] == ["ok"] * 30
    later = [at for at in times if at > times[3] + 0.3]
    assert len(times) == summary.usage.attempts == 31
    assert later[0] - times[3] >= pause
    assert sum(at < later[0] + 0.19 for at in later) == 4, "half of eight, until the first of them is answered"
    assert summary.usage.waited >= 8 * (pause - 0.3), "eight places waited"


def test_a_pause_does_not_eat_the_time_of_the_articles() -> None:
    """With a second and a half for each, a pause that is longer fails none of them."""
    usage, too_fast = Usage(), Answer(TOO_FAST, status=429, headers={"Retry-After": "2"})
    found = asked(then_good(too_fast), usage, texts=2, timeout=1.5, concurrency=1)
    assert usage.waited >= 1.5
    assert not any(isinstance(one, Exception) for one in found), found


def test_an_attempt_that_hangs_leaves_time_for_another() -> None:
    """It is given up after its own limit, and the article has an answer all the same."""
    usage = Usage()
    (reply,) = asked(then_good(Answer(GOOD, delay=30)), usage, timeout=20.0, attempt_timeout=0.3)
    assert not isinstance(reply, Exception)
    assert usage.attempts == 2
    assert 0.3 <= usage.waited < 10


def test_a_hanging_endpoint_is_named() -> None:
    """With the option that helps."""
    (failed,) = asked(lambda _, __: Answer(GOOD, delay=30), Usage(), attempt_timeout=0.1, transport_retries=1)
    assert type(failed) is EndpointError
    assert "--attempt-timeout" in str(failed)


@pytest.mark.parametrize(
    ("timeout", "attempt", "limit"), [(300, None, 120), (60, None, 60), (3600, None, 1440), (60, 5, 5), (9, 50, 9)]
)
def test_the_limit_of_an_attempt(timeout: float, attempt: float | None, limit: float) -> None:
    """Two fifths of the article's and at least two minutes, unless it is said; never more than the article's."""
    assert Settings(timeout=timeout, attempt_timeout=attempt).attempt_limit == limit


def test_a_question_without_trouble_waited_for_nothing() -> None:
    """Zero, not what the answer took."""
    usage = Usage()
    asked(lambda _, __: Answer(GOOD, delay=1), usage)
    assert usage.waited == 0


def test_the_time_that_a_failed_question_took_was_waited() -> None:
    """Given up at the article's limit: all of it."""
    usage = Usage()
    (failed,) = asked(lambda _, __: Answer(GOOD, delay=30), usage, timeout=0.3)
    assert isinstance(failed, ReplyTimeoutError)
    assert usage.waited == pytest.approx(0.3)


@pytest.mark.parametrize(("limits", "bursts"), [({"rpm": 3}, 3), ({"tpm": 100}, 1), ({}, 9)])
def test_limits_of_rate_reach_the_wire(limits: dict[str, int], bursts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three requests a minute are three at once and then a wait; a request larger than the limit goes alone."""
    times, usage = list[float](), Usage()

    def script(_: Request, __: int) -> Answer:
        times.append(now())
        return Answer(GOOD)

    monkeypatch.setattr("summarizer.llm.rate_limiter._MINUTE", 0.5)
    found = asked(script, usage, texts=9 if bursts > 1 else 3, timeout=1.0, concurrency=9, **limits)
    assert not any(isinstance(one, Exception) for one in found), found
    assert len(times) == len(found)
    for first, last in zip(times, times[bursts:], strict=False):
        assert last - first >= 0.4
    assert (usage.waited > 0) is bool(limits)


def test_what_was_really_taken_makes_room_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request is reckoned at some 7,000 tokens and takes 110: of a limit of 15,000, all nine go in the first minute."""
    times = list[float]()

    def script(_: Request, __: int) -> Answer:
        times.append(now())
        return Answer(GOOD)

    monkeypatch.setattr("summarizer.llm.rate_limiter._MINUTE", 600)
    found = asked(script, Usage(), texts=9, tpm=15_000)
    assert len(times) == len(found) == 9


def test_no_error_tells_a_password() -> None:
    """An address may hold one; what is said of it does not."""
    (failed,) = asyncio.run(ask("http://me:hunter2@127.0.0.1:9/v1?key=hunter2", Usage(), transport_retries=0))
    assert "http://127.0.0.1:9/v1" in str(failed)
    assert "hunter2" not in str(failed)
