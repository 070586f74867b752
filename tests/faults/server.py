"""The endpoint, as a process of its own: `python -m tests.faults.server --plans FILE --journal FILE --articles N`.

It reads one request at a time from each connection, finds the article by its id in the prompt, and plays what the plan of
the model that is asked has for the article's attempt. The first line printed is the URL.
"""

import argparse
import asyncio
import contextlib
import hashlib
import os
import re
import socket
import struct
from collections import Counter
from pathlib import Path
from typing import cast

from . import world
from .plan import Plan, read_plans
from .replies import reply

CLOSED = 0.1  # seconds without a listener after "refused"
PIECE = 0.02  # seconds between the pieces of a trickle
DRIP = 0.25  # seconds between two bytes of a drip
CHUNK = b"10000\r\n" + bytes(0x10000) + b"\r\n"  # of a reply that never ends

_MARK = re.compile(rb"=== (?:ARTICLE|ENTRY 1|EVENTS) ([0-9a-f]{16}) ===")
_MODEL = re.compile(rb'"model": ?"([^"]*)"')
_LENGTH = re.compile(rb"content-length: ?(\d+)", re.IGNORECASE)
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no time: closing sends a reset


class Faulty:
    """What is played, what was asked so far, and the listener."""

    def __init__(self, plans: dict[str, Plan], journal: Path, articles: int, latency: float) -> None:
        self.latency = latency
        self._plans = plans
        self._articles = {world.mark(number).encode(): number for number in (*world.APART, *range(articles))}
        self._asked: Counter[tuple[str, int]] = Counter()
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._port = 0
        self._server: asyncio.Server | None = None

    async def listen(self) -> str:
        """Open the listener, at the port it had if it had one; its URL."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", self._port, backlog=512)
        self._port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{self._port}/v1"

    async def refuse(self) -> None:
        """No listener for a moment; connections that are open stay so."""
        if self._server:
            server, self._server = self._server, None
            server.close()
            await asyncio.sleep(CLOSED)
            await self.listen()

    def next(self, body: bytes) -> "Request":
        """The request that this body makes, counted and noted."""
        model = _MODEL.search(body)
        mark = _MARK.search(body)
        name = model[1].decode() if model else ""
        article = self._articles[mark[1]] if mark else -1
        attempt = self._asked[name, article]
        self._asked[name, article] += 1
        kind = self._plans[name].kind(article, attempt)
        request = Request(self, name, article, hashlib.sha256(body).hexdigest()[:16], attempt, kind)
        request.note("ask")
        return request

    def note(self, line: str) -> None:
        """Append a line to the journal."""
        os.write(self._journal, line.encode())


class Request:
    """One request: which article's, the hash of its body, how many the article had before, and what it meets."""

    def __init__(self, faulty: Faulty, model: str, article: int, key: str, attempt: int, kind: str) -> None:
        self._faulty = faulty
        self._about = f"{model} {article} {key} {attempt} {kind}"
        self.article = article
        self.name = f"{key}-{attempt}"
        self.kind = kind

    def note(self, what: str) -> None:
        """Note in the journal what became of it."""
        milliseconds = int(asyncio.get_running_loop().time() * 1000)
        self._faulty.note(f"{what} {self._about} {milliseconds}\n")


class Connection(asyncio.Protocol):
    """One connection; requests on it are answered one after the other."""

    def __init__(self, faulty: Faulty) -> None:
        self._faulty = faulty
        self._buffer = bytearray()
        self._wanted = 0  # bytes of the request that is arriving, once its head is there
        self._head = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer as soon as a request is whole."""
        self._buffer += data
        if not self._wanted:
            head = self._buffer.find(b"\r\n\r\n")
            if head < 0:
                return
            length = _LENGTH.search(self._buffer, 0, head)
            self._head, self._wanted = head + 4, head + 4 + (int(length[1]) if length else 0)
        if len(self._buffer) < self._wanted:
            return
        body = bytes(self._buffer[self._head :])
        self._buffer.clear()
        self._wanted = 0
        request = self._faulty.next(body)
        asyncio.get_running_loop().call_later(self._faulty.latency, self._play, request, body)

    def _play(self, request: Request, asked: bytes) -> None:
        kind = request.kind
        if self._transport.is_closing():
            request.note("lost")
        elif kind in ("reset", "refused"):
            self._reset()
            if kind == "refused":
                keep(asyncio.ensure_future(self._faulty.refuse()))
        elif kind == "endless":
            keep(asyncio.ensure_future(self._without_end()))
        elif kind != "hang":
            data = reply(kind, request.article, request.name, asked)
            if kind in ("reset_in_head", "reset_in_body"):
                self._transport.write(data[: 30 if kind == "reset_in_head" else -100])
                asyncio.get_running_loop().call_later(0.01, self._reset)
            elif kind == "drip":
                keep(asyncio.ensure_future(self._in_pieces(data, 1, DRIP, request)))
            elif kind == "trickle":
                keep(asyncio.ensure_future(self._in_pieces(data, 1 + len(data) // 8, PIECE, request)))
            else:
                self._transport.write(data)
                request.note("sent")

    def _reset(self) -> None:
        if not self._transport.is_closing():
            sock = cast("socket.socket", self._transport.get_extra_info("socket"))
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self._transport.abort()

    async def _without_end(self) -> None:
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        while not self._transport.is_closing():
            if self._transport.get_write_buffer_size() < len(CHUNK):  # else nobody reads as fast
                self._transport.write(CHUNK)
            await asyncio.sleep(0.001)

    async def _in_pieces(self, data: bytes, size: int, pause: float, request: Request) -> None:
        for start in range(0, len(data), size):
            if self._transport.is_closing():
                request.note("lost")
                return
            self._transport.write(data[start : start + size])
            await asyncio.sleep(pause)
        request.note("sent")


_kept: set[asyncio.Future[None]] = set()


def keep(task: "asyncio.Future[None]") -> None:
    """Hold on to a task until it is done: the loop itself does not."""
    _kept.add(task)
    task.add_done_callback(_kept.discard)


async def serve(faulty: Faulty) -> None:
    """Serve until killed."""
    print(await faulty.listen(), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--plans", type=Path, required=True, help="what `write_plans` wrote")
    parser.add_argument("--journal", type=Path, required=True, help="a line is appended for each request and reply")
    parser.add_argument("--articles", type=int, required=True, help="articles 0 to N - 1 may be asked about")
    parser.add_argument("--latency", type=float, default=0.01, help="seconds")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Faulty(read_plans(options.plans), options.journal, options.articles, options.latency)))
