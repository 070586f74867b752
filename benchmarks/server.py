"""An endpoint on loopback that does as little as it can: every reply is ready a fixed time after its request.

Run as a process of its own, so that it takes no time from the client that is measured.
"""

import argparse
import asyncio
import re
from typing import cast

from tests.helpers.endpoint import completion, events, invented_event, wire

_TOWN = re.compile(rb"Town (\d+)")


class Protocol(asyncio.Protocol):
    """One connection; requests on it are answered one after the other."""

    def __init__(self, latency: float, slow_every: int) -> None:
        self._latency = latency
        self._slow_every = slow_every
        self._buffer = bytearray()
        self._arrived = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer as soon as a request is whole."""
        loop = asyncio.get_running_loop()
        if not self._buffer:
            self._arrived = loop.time()
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        length = re.search(rb"content-length: (\d+)", self._buffer[:head].lower())
        if not length or len(self._buffer) < head + 4 + int(length[1]):
            return
        body = bytes(self._buffer[head + 4 :])
        self._buffer.clear()
        latency = self._latency * (4 if self._is_slow(body) else 1)
        loop.call_at(self._arrived + latency, self._transport.write, answer(body))

    def _is_slow(self, body: bytes) -> bool:
        return bool(self._slow_every) and town(body) % self._slow_every == self._slow_every - 1


def town(body: bytes) -> int:
    """Which article a request asks about."""
    return int(_TOWN.findall(body)[-1])


def answer(body: bytes) -> bytes:
    """One event for the article's town, or an error if the article is poisoned."""
    if b"POISON" in body:
        return wire({"error": {"message": "poisoned", "type": "invalid_request_error"}}, status=400)
    return wire(completion(events(invented_event(town(body)))))


async def serve(latency: float, slow_every: int) -> None:
    """Serve until killed; the first line printed is the URL."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Protocol(latency, slow_every), "127.0.0.1", 0, backlog=512)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.05, help="seconds")
    parser.add_argument("--slow-every", type=int, default=0, help="every so many articles take four times as long")
    options = parser.parse_args()
    asyncio.run(serve(options.latency, options.slow_every))
