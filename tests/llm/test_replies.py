"""Replies that are kept: what is paid for once is never paid for again."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from summarizer import Settings
from summarizer.errors import (
    EmptyReplyError,
    EndpointError,
    InvalidReplyError,
    ModelError,
    NotStoredError,
    RefusalError,
    TruncatedReplyError,
)
from summarizer.llm.client import Client
from summarizer.llm.completions import count_usage, parse_completion
from summarizer.llm.prices import Price
from summarizer.llm.prompts import Messages, extraction_messages, repair_messages
from summarizer.llm.replies import Replies, only_stored, run_to_the_end
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, LinkVerdict, Repairs, reply_model
from summarizer.settings import Mode

from ..helpers.endpoint import Answer, Endpoint, completion, endpoint, events, invented_event, wire
from ..helpers.kept import Kept

GOOD = completion(events(invented_event(7)))
ARTICLE = make_article("Town 7 was shelled and 3 people were killed.")
MESSAGES = extraction_messages(ARTICLE, EVENT_TYPES)
EVENTS = reply_model(EVENT_TYPES)
LOOPBACK = Settings(model="loopback")


def always(body: Any, **fields: Any) -> Callable[[Any, int], Answer]:
    return lambda _request, _number: Answer(body, **fields)


def asked(
    server: Endpoint | None,
    replies: Replies | None = None,
    messages: Messages = MESSAGES,
    *,
    times: int = 1,
    settings: Settings = LOOPBACK,
) -> tuple[list[Any], list[Usage]]:
    """What comes of asking so many times at once: events or errors, and what each cost."""
    usages = [Usage() for _ in range(times)]
    given = replace(settings, base_url=server.url if server else "http://127.0.0.1:9/v1")

    async def run() -> list[Any]:
        async with Client(given, replies) as client:
            questions = (client.ask(messages, EVENTS, usage) for usage in usages)
            return await asyncio.gather(*questions, return_exceptions=True)

    return asyncio.run(run()), usages


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 10**400, "completion_tokens": 10},
        {"prompt_tokens": 100, "completion_tokens": 2**63},
        {"prompt_tokens": -5, "completion_tokens": 10},
        {"prompt_tokens": 100, "completion_tokens": 10, "prompt_tokens_details": {"cached_tokens": 10**30}},
        {"prompt_tokens": 100, "completion_tokens": 10, "prompt_tokens_details": {"cache_write_tokens": -1}},
    ],
)
def test_tokens_that_no_reply_can_take_are_unknown(usage: dict[str, Any]) -> None:
    """They are neither added up nor priced, and the reply is read."""
    body = json.dumps({**GOOD, "usage": {"total_tokens": 110, **usage}}).encode()
    read = parse_completion(body)
    assert read.choices[0].message.content == GOOD["choices"][0]["message"]["content"]
    spent = count_usage(read, lambda: Price(input=1.0, output=1.0))
    assert (spent.prompt_tokens, spent.completion_tokens, spent.cost) == (0, 0, None)


def test_why_a_reply_does_not_fit_is_one_line_whatever_it_says() -> None:
    """A type of line ends is named in the reason, in the same line."""
    said = completion(events({**invented_event(7), "type": "a\u2028b\nc\x85d"}))
    with endpoint(always(said)) as server:
        ((error,), _) = asked(server, None)
    assert isinstance(error, InvalidReplyError)
    assert "a b" in str(error)
    assert len(str(error).splitlines()) == 1


def as_call(body: Any) -> Any:
    """The same completion in tools mode."""
    content = body["choices"][0]["message"]["content"] if "choices" in body else None
    return completion(content, tool="Events") if content and content.startswith("{") else body


REPLIES: Sequence[Any] = (
    pytest.param([GOOD], None, 1, 1, id="an answer"),
    pytest.param([completion('{"events": [{"type": "party"}]}'), GOOD], None, 2, 2, id="a misfit and its mending"),
    pytest.param([completion("not JSON")], InvalidReplyError, 2, 2, id="no fit, twice"),
    pytest.param([completion(None, refusal="No.")], RefusalError, 1, 1, id="a refusal"),
    pytest.param([completion("", finish="length")], TruncatedReplyError, 1, 1, id="cut off before its first letter"),
    pytest.param([completion("")], EmptyReplyError, 0, 2, id="an empty one, which was no answer"),
    pytest.param([{"error": {"message": "no"}}], EndpointError, 0, 1, id="no completion"),
)


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
@pytest.mark.parametrize(("bodies", "error", "kept", "requests"), REPLIES)
def test_an_answered_question_is_not_sent_again(
    bodies: list[Any], error: type[ModelError] | None, kept: int, requests: int, mode: Mode
) -> None:
    """Whatever came of it, the same comes of it again, from what is kept, byte for byte, for nothing."""
    store, settings = Kept(), Settings(model="loopback", mode=mode, transport_retries=0)
    bodies = [as_call(body) for body in bodies] if mode == "tools" else bodies
    with endpoint(lambda _, number: Answer(bodies[min(number, len(bodies) - 1)])) as server:
        (first,), (paid,) = asked(server, store, settings=settings)
        assert len(server.requests) == requests
        assert len(store.replies) == kept
        assert {reply.body for reply in store.replies.values()} <= {json.dumps(body).encode() for body in bodies}
        assert not store.claimed
        (again,), (free,) = asked(server, store, settings=settings)
    if error:
        assert type(first) is type(again) is error
        assert str(first) == str(again)
    else:
        assert first == again
    if kept:
        assert len(server.requests) == requests
        assert (free.requests, free.stored, free.attempts, free.completion_tokens) == (requests, requests, 0, 0)
        assert paid.keys == free.keys == list(store.replies)
    else:
        assert len(server.requests) == 2 * requests, "asked again"


def test_what_is_kept_says_what_it_cost() -> None:
    """The model, the prompt with its version, the tokens, and how long it took."""
    store = Kept()
    with endpoint(always(GOOD, delay=0.05)) as server:
        asked(server, store)
    (reply,) = store.replies.values()
    assert (reply.model, reply.prompt) == ("loopback", MESSAGES.prompt)
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (100, 10)
    assert 0.05 <= reply.took < 5


@pytest.mark.parametrize("keeping", [True, False], ids=["kept", "not kept"])
def test_equal_questions_under_way_are_sent_once(keeping: bool) -> None:
    """The others wait and share the reply, whether or not it is kept; later it is asked again if it is not."""
    replies = Kept() if keeping else None
    with endpoint(always(GOOD, delay=0.2)) as server:
        found, usages = asked(server, replies, times=5)
        assert len(server.requests) == 1
        asked(server, replies)
        assert len(server.requests) == (1 if keeping else 2)
    assert all(one == found[0] for one in found)
    assert sorted((usage.attempts, usage.stored, usage.prompt_tokens) for usage in usages) == [
        *[(0, 1, 0)] * 4,
        (1, 0, 100),
    ]


def test_who_waits_for_a_question_that_fails_asks_in_its_turn() -> None:
    """No claim is left behind, and no failure is shared."""
    answers = [Answer({}, status=400, delay=0.1), Answer(GOOD)]
    with endpoint(lambda _, number: answers[min(number, 1)]) as server:
        found, _ = asked(server, times=3)
    assert sum(isinstance(one, EndpointError) for one in found) == 1
    assert len(server.requests) == 2


def test_a_question_that_is_given_up_leaves_no_claim() -> None:
    """Cancelled on the way, it can be asked again."""
    store = Kept()

    async def run(server: Endpoint) -> None:
        async with Client(Settings(model="loopback", base_url=server.url), store) as client:
            asking = asyncio.create_task(client.ask(MESSAGES, EVENTS, Usage()))
            while not server.requests:  # noqa: ASYNC110  # the server runs in another thread
                await asyncio.sleep(0.01)
            assert store.claimed
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            assert not store.claimed
            await client.ask(MESSAGES, EVENTS, Usage())

    with endpoint(lambda _, number: Answer(GOOD, delay=0 if number else 30)) as server:
        asyncio.run(run(server))
    assert len(store.replies) == 1


def test_a_reply_that_came_is_kept_though_nobody_waits_any_longer() -> None:
    """Cancelled while it is being written, the writing goes on to its end, and then the cancellation."""
    done: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0.05)
        done.append("kept")

    async def run() -> bool:
        task = asyncio.create_task(run_to_the_end(work()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled()

    assert asyncio.run(run())
    assert done == ["kept"]


def test_only_what_is_stored_is_used_where_nothing_may_be_sent() -> None:
    """A miss is its own error, and costs nothing; a hit is as good as ever."""
    store = Kept()
    other = extraction_messages(make_article("Another text."), EVENT_TYPES)
    with endpoint(always(GOOD)) as server:
        asked(server, store)
        with only_stored():
            (found,), (usage,) = asked(None, store)
            (missed,), (nothing,) = asked(server, store, other)
            (without,), _ = asked(server)
        assert len(server.requests) == 1
    assert len(found.events) == usage.stored == 1
    assert isinstance(missed, NotStoredError)
    assert isinstance(without, NotStoredError)
    assert nothing.attempts == nothing.stored == 0
    assert not store.claimed


def of(**settings: Any) -> Settings:
    return Settings(**{"model": "loopback", "base_url": "http://127.0.0.1:9/v1", **settings})


FAILURES = [{**invented_event(7)["figures"][0], "reason": "no number", "near": "3 people", "upper": None, "unit": None,
             "bound": "exactly", "attributed_to": None, "extent": "total", "period": None, "stance": "asserted"}]  # fmt: skip


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
@pytest.mark.parametrize(
    ("messages", "kind", "reply"),
    [
        pytest.param(MESSAGES, EVENTS, events(), id="extraction"),
        pytest.param(repair_messages(ARTICLE, FAILURES), Repairs, '{"repairs": []}', id="repair"),
        pytest.param(MESSAGES, LinkVerdict, '{"verdict": "same", "reason": "x"}', id="verdict"),
    ],
)
def test_the_key_that_is_foretold_is_that_of_the_request(messages: Messages, kind: Any, reply: str, mode: str) -> None:
    """Before anything is sent, and whatever was sent before."""
    store = Kept()

    async def run(url: str) -> list[str]:
        async with Client(of(base_url=url, mode=mode), store) as client:
            before = client.key(messages, kind)
            await client.ask(messages, kind, Usage())
            return [before, client.key(messages, kind)]

    tool = kind.__name__ if mode == "tools" else None
    with endpoint(always(completion(reply, tool=tool))) as server:
        keys = asyncio.run(run(server.url))
    assert keys == list(store.replies) * 2


def test_what_a_model_would_see_is_in_the_key_and_nothing_else() -> None:
    """Another model, prompt, version, text, schema or mode is another question; where it is asked and how fast is not."""

    def key(messages: Messages = MESSAGES, kind: Any = EVENTS, **settings: Any) -> str:
        return Client(of(**settings)).key(messages, kind)

    name, version = MESSAGES.prompt.split()
    others = [
        key(model="other"),
        key(mode="tools"),
        key(kind=LinkVerdict),
        key(extraction_messages(make_article("Another text."), EVENT_TYPES)),
        key(Messages(MESSAGES, f"{name} {int(version) + 1}")),
        key(Messages(MESSAGES, f"other {version}")),
    ]
    assert len({key(), *others}) == 1 + len(others)
    assert key() == key(base_url="http://elsewhere/v1", api_key="k", concurrency=1, timeout=5.0, reasks=0, passes=2)


def test_the_bytes_of_a_reply_are_kept_as_they_came() -> None:
    """White space, escapes and all: what is parsed later is what was received."""
    body = wire(json.dumps(GOOD, indent=3).replace("Town", "\\u0054own").encode()).split(b"\r\n\r\n", 1)[1]
    store = Kept()
    with endpoint(always(body)) as server:
        asked(server, store)
    assert [reply.body for reply in store.replies.values()] == [body]
