"""A real OpenAI-compatible endpoint on loopback, scripted: what it answers to the n-th request is a function."""

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Request = dict[str, Any]


@dataclass
class Answer:
    """One HTTP answer; `delay` is in seconds. `cut` closes the connection in place of an answer, `cut_after` after it."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False
    cut_after: bool = False


Script = Callable[[Request, int], Answer]


def completion(
    content: str | None, *, finish: str = "stop", refusal: str | None = None, tool: str | None = None
) -> Any:
    """A chat completion that says `content`, as a call of `tool` if one is named."""
    message: dict[str, Any] = {"role": "assistant", "content": content, "refusal": refusal}
    if tool:
        call = {"id": "call_1", "type": "function", "function": {"name": tool, "arguments": content}}
        message |= {"content": None, "tool_calls": [call]}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "loopback",
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
    }


def events(*given: dict[str, Any]) -> str:
    """A reply that lists these events."""
    return json.dumps({"events": list(given)})


@dataclass
class Endpoint:
    """A running endpoint: where it is, and every request it got."""

    script: Script
    requests: list[Request] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept alive."""
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                while await self._answer(reader, writer):
                    pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; False if the connection is to be cut."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        request = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        self.requests.append(request)
        self.headers.append(headers)
        answer = self.script(request, len(self.requests) - 1)
        await asyncio.sleep(answer.delay)
        if not answer.cut:
            writer.write(wire(answer.body, answer.status, answer.headers))
            await writer.drain()
        return not (answer.cut or answer.cut_after)


def wire(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> bytes:
    """An HTTP response as it goes over the wire."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"Content-Type": "application/json", "Content-Length": str(len(data)), **(headers or {})}
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


@contextlib.contextmanager
def endpoint(script: Script, kind: type[Endpoint] = Endpoint) -> Iterator[Endpoint]:
    """An endpoint in a thread of its own."""
    running = kind(script)
    started, loop, stop = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def run() -> None:
        server = await asyncio.start_server(running.serve, "127.0.0.1", 0)
        running.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        started.set()
        await stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def thread() -> None:
        try:
            loop.run_until_complete(run())
        finally:
            loop.close()

    serving = threading.Thread(target=thread, daemon=True)
    serving.start()
    started.wait(5)
    try:
        yield running
    finally:
        loop.call_soon_threadsafe(stop.set)
        serving.join(5)


def invented_event(number: int) -> dict[str, Any]:
    """An event that the article `Town N was shelled and 3 people were killed.` bears out."""
    return {
        "type": "shelling_artillery_missile",
        "headline": "Town shelled",
        "place": {"name": f"Town {number}", "region": None, "country": None},
        "figures": [{"quote": "3 people were killed", "measure": "killed", "of": "people", "value": 3}],
    }
