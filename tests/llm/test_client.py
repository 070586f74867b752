"""The model client against a real endpoint on loopback."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Settings, Summary, asummarize, summarize
from summarizer.errors import (
    ContentFilterError,
    CutPromptError,
    EmptyReplyError,
    EndpointError,
    EndpointRefusedError,
    InvalidReplyError,
    ModelError,
    RefusalError,
    ReplyTimeoutError,
    TruncatedReplyError,
    UsageError,
)
from summarizer.llm.client import Client
from summarizer.llm.prompts import extraction_messages
from summarizer.llm.request_bodies import Form
from summarizer.reading.articles import read_concurrently
from summarizer.reading.ledger import Memory
from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, Event, LinkVerdict, reply_model, reply_schema, strict_schema
from summarizer.settings import Mode

from ..helpers.clock import time_with_endpoint
from ..helpers.endpoint import Answer, Endpoint, Request, Script, completion, endpoint, events, invented_event

GOOD = completion(events(invented_event(7)))
SEEDS = Path(__file__).parents[2] / "cassettes" / "seeds.yaml"
TEXT = "Town 7 was shelled and 3 people were killed."


def always(body: Any, **fields: Any) -> Callable[[Request, int], Answer]:
    return lambda _request, _number: Answer(body, **fields)


def ask(server: Endpoint, text: str = TEXT, **settings: Any) -> tuple[list[Event], Usage]:
    """The events of a text, and what it cost."""
    usage = Usage()
    return asyncio.run(ask_in_loop(server, usage, text, **settings)), usage


async def ask_in_loop(server: Endpoint, usage: Usage, text: str = TEXT, **settings: Any) -> list[Event]:
    async with Client(Settings(model="loopback", base_url=server.url, **settings)) as client:
        messages = extraction_messages(make_article(text), EVENT_TYPES)
        return list((await client.ask(messages, reply_model(EVENT_TYPES), usage)).events)


def summarize_in_time(
    script: Script, texts: list[str], kind: type[Endpoint] = Endpoint, **settings: Any
) -> tuple[Summary, float]:
    """The summary of an endpoint's replies, and the seconds that it took."""

    def use(server: Endpoint) -> Awaitable[Summary]:
        return asummarize(texts, settings=Settings(model="loopback", base_url=server.url, **settings))

    return time_with_endpoint(script, use, kind)


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
def test_the_prompt_and_the_strict_schema_are_what_is_sent(mode: str) -> None:
    """Messages verbatim, the schema that `summarizer schema` prints, strict, in either mode."""
    tool = "Events" if mode == "tools" else None
    with endpoint(always(completion(events(invented_event(7)), tool=tool))) as server:
        (event,), usage = ask(server, "{{ 7*7 }} died. {% raw %}", mode=mode)
    (sent,) = server.requests
    assert event.type == "shelling_artillery_missile"
    assert sent["messages"] == extraction_messages(make_article("{{ 7*7 }} died. {% raw %}"), EVENT_TYPES)
    held = sent["tools"][0]["function"] if mode == "tools" else sent["response_format"]["json_schema"]
    assert held["strict"] is True
    assert held["parameters" if mode == "tools" else "schema"] == reply_schema(EVENT_TYPES)
    assert (usage.requests, usage.attempts, usage.prompt_tokens, usage.completion_tokens) == (1, 1, 100, 10)


SCHEMA = json.dumps(strict_schema(LinkVerdict), ensure_ascii=False)


@pytest.mark.parametrize(
    ("mode", "body"),
    [
        (
            "json_schema",
            (
                '{"max_completion_tokens": 9, "messages": [{"role": "user", "content": "é \\"x\\""}], "model": "m", '
                '"response_format": {"type": "json_schema", "json_schema": '
                f'{{"name": "LinkVerdict", "schema": {SCHEMA}, "strict": true}}}}}}'
            ),
        ),
        (
            "tools",
            (
                '{"max_completion_tokens": 9, "messages": [{"role": "user", "content": "é \\"x\\""}], "model": "m", '
                '"tool_choice": {"type": "function", "function": {"name": "LinkVerdict"}}, '
                '"tools": [{"type": "function", "function": {"name": "LinkVerdict", "description": "The answer.", '
                f'"parameters": {SCHEMA}, "strict": true}}}}]}}'
            ),
        ),
    ],
)
def test_the_body_of_a_request_is_the_same_to_the_byte(mode: Mode, body: str) -> None:
    """Its hash is the key by which stores keep the reply: another order or space, and all is asked and paid for again."""
    form = Form({"model": "m", "max_completion_tokens": 9}, LinkVerdict, mode)
    assert form.body([{"role": "user", "content": 'é "x"'}]).decode() == body


@pytest.mark.parametrize(
    ("key", "character"),
    [
        pytest.param("sk-é", "'é' as its character 4 of 4", id="a letter with an accent"),
        pytest.param("sk\u2013a", "'–' as its character 3 of 4", id="a dash that a text processor made"),
        pytest.param("\u201csk-a\u201d", "'“' as its character 1 of 6", id="in typographic quotes"),
        pytest.param("sk-\udce9", r"'\udce9' as its character 4 of 4", id="a byte that is no UTF-8"),
        pytest.param("sk-a\n", r"'\n' as its character 5 of 5", id="with the line end of its file"),
        pytest.param("sk-a\r\n", r"'\r' as its character 5 of 6", id="with that of another system"),
        pytest.param("sk-a ", "' ' as its character 5 of 5", id="with a space behind it"),
        pytest.param("sk\x00a", r"'\x00' as its character 3 of 4", id="with a zero in it"),
    ],
)
def test_a_key_that_no_header_can_carry_is_named_before_anything_is_sent(key: str, character: str) -> None:
    """The variable and the place, and of the key no more; a replay sends none and takes any."""
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as raised:
        Client(Settings(model="m", api_key=key))
    assert character in str(raised.value)
    assert "sk" not in str(raised.value)
    assert Client(Settings(model="m", api_key=key, replay=SEEDS))


@pytest.mark.parametrize(
    ("body", "error", "requests"),
    [
        (completion(None, refusal="No."), RefusalError, 1),
        (completion("", finish="content_filter"), ContentFilterError, 1),
        (completion('{"ev', finish="length"), TruncatedReplyError, 1),
        (completion(""), EmptyReplyError, 2),
        ({**GOOD, "choices": []}, EmptyReplyError, 2),
        (completion("not JSON"), InvalidReplyError, 2),
        (completion('{"events": 4}'), InvalidReplyError, 2),
        (completion('{"wrong": []}'), InvalidReplyError, 2),
    ],
)
def test_each_kind_of_non_answer_has_its_own_error(body: Any, error: type[ModelError], requests: int) -> None:
    """What is worth another try is tried once more, the rest is not; the message is one line."""
    with endpoint(always(body)) as server, pytest.raises(error) as raised:
        ask(server)
    assert len(server.requests) == requests
    assert "\n" not in str(raised.value)


JSON = events(invented_event(7))
AROUND = {
    "nothing": JSON,
    "a fence": f"```json\n{JSON}\n```",
    "a fence without a name": f"```\n{JSON}\n```",
    "a sentence before and after a fence": f"Here it is:\n\n```json\n{JSON}\n```\nI hope that helps!",
    "a sentence before and after": f"Here it is: {JSON} Done.",
    "thoughts with braces of their own": f"<think>\nThe figure {{killed: 3}}?\n</think>\n\n{JSON}",
    "thoughts and a fence": f"<think>hm</think>\n```json\n{JSON}\n```",
    "thoughts whose beginning the server's template wrote": f"so, three.\n</think>\n{JSON}",
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND.keys())
def test_a_reply_with_other_text_around_it_is_read(text: str) -> None:
    """A local server that ignores the schema lets a model think aloud or be polite: one request, and its events."""
    with endpoint(always(completion(text))) as server:
        (event,), usage = ask(server)
    assert event.figures[0].value == 3
    assert usage.requests == 1


def test_a_quote_that_holds_marks_of_thinking_and_fences_is_left_as_it_is() -> None:
    """JSON that comes first is the whole reply: an article's words in it cannot cut it."""
    quote = "</think> ```json\n{} ``` 3 people were killed"
    event = invented_event(7)
    event["figures"][0]["quote"] = quote
    with endpoint(always(completion(events(event)))) as server:
        (read,), _ = ask(server)
    assert read.figures[0].quote == quote


@pytest.mark.parametrize(
    ("told", "cut"),
    [
        pytest.param({"prompt_tokens": 1026}, True, id="half of a context of 2,048 tokens: the rest was never read"),
        pytest.param({"prompt_tokens": 20_000}, False, id="more tokens than words: all was read"),
        pytest.param({"prompt_tokens": 100}, False, id="fewer than half of any context: it counts something else"),
        pytest.param(
            {"prompt_tokens": 900, "prompt_tokens_details": {"cached_tokens": 9000}},
            False,
            id="the cached tokens are counted apart",
        ),
        pytest.param(None, False, id="nothing is told"),
    ],
)
def test_a_prompt_that_the_endpoint_cut_fails_the_article(told: dict[str, Any] | None, cut: bool) -> None:
    """Ollama drops the beginning of a prompt that is longer than its context, and answers with 200."""
    usage = {"completion_tokens": 9, "total_tokens": 9, **told} if told else None
    with endpoint(always({**GOOD, "usage": usage})) as server:
        if cut:
            with pytest.raises(CutPromptError, match=r"got 1026 tokens read: raise .*context"):
                ask(server)
        else:
            ask(server)
    assert len(server.requests) == 1


def test_after_a_cut_prompt_the_article_is_asked_about_again(tmp_path: Path) -> None:
    """The kept reply answers no more, once the server reads all of it."""
    cut = {**GOOD, "usage": {"prompt_tokens": 1026, "completion_tokens": 9, "total_tokens": 1035}}
    with endpoint(lambda _request, number: Answer(cut if number == 0 else GOOD)) as server:
        settings = Settings(model="loopback", base_url=server.url, store=tmp_path / "store.sqlite")
        first = summarize([TEXT], settings=settings)
        again = summarize([TEXT], settings=replace(settings, retry_failed=True))
    assert [first.articles[0].status, again.articles[0].status] == ["failed", "ok"]
    assert len(server.requests) == 2


def test_an_error_in_the_place_of_a_completion_is_told_with_what_to_do() -> None:
    """LM Studio says with 200 that a prompt does not fit."""
    told = {"error": "Trying to keep the first 7000 tokens when context the overflows."}
    with endpoint(always(told)) as server, pytest.raises(EndpointError, match="raise the server's context length"):
        ask(server, transport_retries=0)


def test_a_model_that_calls_no_tool_is_told_with_what_to_do() -> None:
    """Some servers know tools, but cannot make a model call one."""
    with endpoint(always(GOOD)) as server, pytest.raises(InvalidReplyError, match="ask with --mode json_schema"):
        ask(server, mode="tools")
    assert len(server.requests) == 2


def test_a_redirect_is_not_followed_and_ends_the_run() -> None:
    """An article goes to no host but the one that was named."""
    with endpoint(always(GOOD)) as elsewhere:
        moved = Answer({}, status=307, headers={"Location": f"{elsewhere.url}/chat/completions"})
        with (
            endpoint(lambda _request, _number: moved) as server,
            pytest.raises(EndpointRefusedError, match="HTTP 307, a redirect: name the address itself"),
        ):
            ask(server)
    assert (len(server.requests), elsewhere.requests) == (1, [])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_of_this_machine_is_asked_past_any_proxy(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that the environment names for the web gets no article meant for this machine."""
    with endpoint(always(GOOD)) as proxy, endpoint(always(GOOD)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        server.url = server.url.replace("127.0.0.1", host)
        ask(server)
    assert (len(server.requests), proxy.requests) == (1, [])


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("the request exceeds the available context size (4096)", "raise the server's context length"),
        ("Invalid schema for response_format 'Events'", "try --mode tools"),
        ("failed to parse grammar", "try --mode tools"),
    ],
)
def test_what_local_servers_refuse_is_told_with_what_to_do(said: str, advice: str) -> None:
    """A 400 is not asked again."""
    with (
        endpoint(always({"error": {"message": said, "code": 400}}, status=400)) as server,
        pytest.raises(EndpointError, match=advice),
    ):
        ask(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "error", "attempts"),
    [
        (400, EndpointError, 1),
        (401, EndpointRefusedError, 1),
        (403, EndpointRefusedError, 1),
        (404, EndpointRefusedError, 1),
        (500, EndpointError, 2),
    ],
)
def test_http_errors(status: int, error: type[ModelError], attempts: int) -> None:
    """The SDK repeats what may pass; what will not is told apart."""
    with endpoint(always({"error": {"message": "because"}}, status=status)) as server:
        with pytest.raises(error, match=str(status)) as raised:
            ask(server, transport_retries=1)
        assert type(raised.value) is error
    assert len(server.requests) == attempts


def test_a_failed_reply_is_paid_for_too() -> None:
    """Both attempts of a re-ask count; the second carries the first and its errors."""
    replies = [completion('{"events": [{"type": "party"}]}'), GOOD]
    with endpoint(lambda _, number: Answer(replies[number])) as server:
        _, usage = ask(server)
    assert (usage.requests, usage.prompt_tokens, usage.completion_tokens) == (2, 200, 20)
    assert "party" in json.dumps(server.requests[1]["messages"][2:])


def test_a_lost_connection_is_tried_again() -> None:
    """A connection that breaks is the SDK's to repeat, and both attempts are counted."""
    with endpoint(lambda _, number: Answer(GOOD, cut=number == 0)) as server:
        (event,), usage = ask(server)
    assert event.type == "shelling_artillery_missile"
    assert (usage.requests, usage.attempts) == (1, 2)


def test_no_endpoint_is_said_in_one_line() -> None:
    """Nothing listens there."""
    with pytest.raises(EndpointError, match="is it running"):
        ask(Endpoint(always(GOOD), url="http://127.0.0.1:9/v1"), transport_retries=0)


def test_the_time_limit_is_for_the_whole_article() -> None:
    """Retries included: an endpoint that fails slowly cannot hold an article for longer."""

    async def give_up(server: Endpoint) -> None:
        with pytest.raises(ReplyTimeoutError, match=r"within 50 s"):
            await ask_in_loop(server, Usage(), timeout=50, transport_retries=20)

    _, seconds = time_with_endpoint(always({}, status=500, delay=30), give_up)
    assert seconds == pytest.approx(50)


def test_no_more_requests_than_places_and_no_place_idle() -> None:
    """Concurrency bounds what is under way; one slow reply holds up its own place and no other."""
    connections: set[int] = set()
    arrived: list[float] = []

    class Watched(Endpoint):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connections.add(id(writer))
            await super().serve(reader, writer)

    def script(_: Request, number: int) -> Answer:
        arrived.append(asyncio.get_running_loop().time())
        return Answer(GOOD, delay=2.0 if number == 0 else 0.02)

    texts = [f"Town {n} was shelled and 3 people were killed." for n in range(24)]
    summary, _ = summarize_in_time(script, texts, Watched, concurrency=4)
    assert {record.status for record in summary.articles} == {"ok"}
    assert len(connections) == 4
    assert len(arrived) == 24
    assert arrived[-1] - arrived[0] < 2.0, "every other article was sent before the slow reply came"


def test_one_failing_article_is_one_record() -> None:
    """The others are unaffected, and the usage counts the failure."""

    def script(request: Request, _: int) -> Answer:
        bad = "Town 2 " in request["messages"][-1]["content"]
        return Answer(completion(None, refusal="No.") if bad else GOOD)

    texts = [f"Town {n} was shelled and 3 people were killed." for n in range(5)]
    with endpoint(script) as server:
        summary = summarize(texts, settings=Settings(model="loopback", base_url=server.url))
    assert [record.status for record in summary.articles] == ["ok", "ok", "failed", "ok", "ok"]
    assert "refusal" in (summary.articles[2].error or "")
    assert (summary.usage.failed, summary.usage.requests) == (1, 5)


def test_a_refused_key_stops_the_run() -> None:
    """Nobody wants fifty thousand requests that are all refused; each article says why it was not read."""
    texts = [f"Text {n}." for n in range(20)]
    with endpoint(always({"error": {"message": "bad key"}}, status=401)) as server:
        summary = summarize(texts, settings=Settings(model="loopback", base_url=server.url, concurrency=2))
    assert len(server.requests) <= 2
    assert all("401" in (record.error or "") for record in summary.articles)


def test_settings_that_cannot_work_are_refused() -> None:
    """No model, no key, and numbers out of range."""
    with pytest.raises(UsageError, match="--replay"):
        Client(Settings())
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        Client(Settings(model="m"))
    for wrong in ({"concurrency": 0}, {"timeout": 0}):
        with pytest.raises(UsageError, match="expected"):
            Settings(**wrong)  # type: ignore[arg-type]  # one of two numbers
    assert "secret" not in repr(Settings(api_key="secret"))


def test_arguments_come_before_the_environment() -> None:
    """What is not given is taken from the environment; an empty variable is none."""
    environ = {"SUMMARIZER_MODEL": "env", "OPENAI_BASE_URL": "http://env", "OPENAI_API_KEY": ""}
    settings = Settings.from_environment(environ, model="given", base_url=None)
    assert (settings.model, settings.base_url, settings.api_key) == ("given", "http://env", None)


def test_an_interrupted_second_look_keeps_the_first_reading() -> None:
    """What was paid for is noted before anything more is asked."""
    wrong = {
        **invented_event(7),
        "figures": [{"quote": "3 people were killed", "measure": "killed", "of": "x", "value": 9}],
    }
    stop = asyncio.Event()

    def script(_: Request, number: int) -> Answer:
        return Answer(completion(events(wrong)), delay=30 if number else 0)

    async def run(url: str) -> Summary:
        async def interrupt() -> None:
            while len(server.requests) < 2:  # noqa: ASYNC110  # the server runs in another thread
                await asyncio.sleep(0.02)
            stop.set()

        interrupting = asyncio.create_task(interrupt())
        summary = await asummarize([TEXT], settings=Settings(model="loopback", base_url=url), stop=stop)
        await interrupting
        return summary

    with endpoint(script) as server:
        summary = asyncio.run(run(server.url))
    assert [record.status for record in summary.articles] == ["ok"]
    assert [rejected.value for rejected in summary.rejected] == [9]


def test_the_time_limit_covers_the_second_look() -> None:
    """A repair that hangs ends with the article's time, and the first reading stands."""
    wrong = {
        **invented_event(7),
        "figures": [{"quote": "3 people were killed", "measure": "killed", "of": "x", "value": 9}],
    }
    summary, seconds = summarize_in_time(
        lambda _, number: Answer(completion(events(wrong)), delay=300 if number else 15), [TEXT], timeout=20
    )
    assert seconds == pytest.approx(20), "twenty seconds in all, not twenty for each question"
    assert [record.status for record in summary.articles] == ["ok"]


def test_a_fault_of_our_own_in_one_article_costs_no_other() -> None:
    """It is that article's error record, and the others are read."""

    class Faulty(RuleReader):
        async def read(self, article: Article, usage: Usage) -> list[Event]:
            if "Town 1 " in article.text:
                raise ZeroDivisionError("a bug")
            return await super().read(article, usage)

    texts = [make_article(f"Town {n} was shelled and 3 people were killed.") for n in range(3)]
    memory = Memory()
    asyncio.run(read_concurrently(texts, Faulty(), memory, 2))
    outcomes = memory.outcomes(texts)
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert "a bug" in (outcomes[1].error or "")
