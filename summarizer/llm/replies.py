"""Reply cache with request coalescing: a paid reply is kept, and equal requests under way are sent once."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ..records.usage import Usage

T = TypeVar("T")

_only_stored: ContextVar[bool] = ContextVar("only_stored", default=False)
_missing: ContextVar["list[Missing] | None"] = ContextVar("missing", default=None)


@dataclass(frozen=True)
class CachedReply:
    """One reply with an answer in it: `body` as it came over the wire, byte for byte; `took` is in seconds.

    `prompt` is the label of the prompt ("extract 2"), `usage` the tokens and cost of this reply.
    """

    body: bytes
    model: str
    prompt: str
    usage: Usage
    took: float


class Replies(Protocol):
    """A cache of replies by the key of their request. A claim on a key is a lease, ended by `keep` or `release`."""

    async def claim(self, key: str) -> bytes | None:
        """Return the body of the reply; if there is none, None, and the caller holds the claim on `key`.

        While somebody else holds it, wait for the reply, or for the claim to be released, and take it.
        """
        ...

    async def keep(self, key: str, reply: CachedReply) -> None:
        """Keep the reply, and end the claim. Raises StoreError if it is not kept for good."""
        ...

    async def release(self, key: str) -> None:
        """End the claim: no reply came."""
        ...

    def reply(self, key: str) -> bytes | None:
        """Return the body of the reply, None if there is none."""
        ...


class InFlight:
    """`Replies` that only coalesce, in one event loop: a reply goes to those who wait for it, and is not kept."""

    def __init__(self) -> None:
        self._claims: dict[str, asyncio.Future[bytes | None]] = {}

    async def claim(self, key: str) -> bytes | None:
        """Return the reply of an equal request under way; None if there is none, or it ends without a reply."""
        while claimed := self._claims.get(key):
            if (body := await asyncio.shield(claimed)) is not None:
                return body
        self._claims[key] = asyncio.get_running_loop().create_future()
        return None

    async def keep(self, key: str, reply: CachedReply) -> None:
        """Hand the reply to all who wait for it."""
        self._claims.pop(key).set_result(reply.body)

    async def release(self, key: str) -> None:
        """Let the next in line send the request."""
        self._claims.pop(key).set_result(None)

    def reply(self, key: str) -> bytes | None:  # noqa: ARG002  # none is kept
        """Return None."""
        return None


@contextmanager
def only_stored() -> Iterator[None]:
    """Answer from the cache alone in this block and the tasks it starts: a miss is a NotStoredError."""
    token = _only_stored.set(True)
    try:
        yield
    finally:
        _only_stored.reset(token)


def may_send() -> bool:
    """Return False inside `only_stored`."""
    return not _only_stored.get()


@dataclass(frozen=True)
class Missing:
    """A request that a cassette has no reply to: the label of its prompt, and its body."""

    label: str
    body: bytes


@contextmanager
def missing_replies() -> Iterator[list[Missing]]:
    """Collect the requests of this block and the tasks it starts that a cassette has no reply to."""
    missing: list[Missing] = []
    token = _missing.set(missing)
    try:
        yield missing
    finally:
        _missing.reset(token)


def note_missing(label: str, body: bytes) -> None:
    """Add a request without a reply to the list of the surrounding `missing_replies`, if there is one."""
    if (missing := _missing.get()) is not None:
        missing.append(Missing(label, body))


async def run_to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Await `work` and return its result; a cancellation of the caller takes effect when `work` is done."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
