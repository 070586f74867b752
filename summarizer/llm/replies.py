"""Replies that were paid for: what keeps them, and one sending for equal questions."""

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
class Reply:
    """One reply with an answer in it: `body` is what came over the wire, byte for byte; `took` is in seconds.

    `prompt` is the label of the prompt ("extract 2"), `usage` what this reply cost.
    """

    body: bytes
    model: str
    prompt: str
    usage: Usage
    took: float


class Replies(Protocol):
    """Keeps replies by the key of their request. Whoever claims a key ends the claim, by `keep` or by `release`."""

    async def claim(self, key: str) -> bytes | None:
        """The body of the reply if there is one; else None, and the caller holds the claim on `key`.

        If somebody else holds it: waits until there is a reply, or the claim is free, and takes it.
        """
        ...

    async def keep(self, key: str, reply: Reply) -> None:
        """Keep the reply, and end the claim. Raises StoreError if it is not kept for good."""
        ...

    async def release(self, key: str) -> None:
        """End the claim: no reply came."""
        ...

    def reply(self, key: str) -> bytes | None:
        """The body of the reply if there is one."""
        ...


class InFlight:
    """`Replies` for one event loop that keeps none: whoever waits for an equal request gets its reply, nobody later."""

    def __init__(self) -> None:
        self._claims: dict[str, asyncio.Future[bytes | None]] = {}

    async def claim(self, key: str) -> bytes | None:
        """The reply of an equal request under way; None if there is none, or it ends without."""
        while claimed := self._claims.get(key):
            if (body := await asyncio.shield(claimed)) is not None:
                return body
        self._claims[key] = asyncio.get_running_loop().create_future()
        return None

    async def keep(self, key: str, reply: Reply) -> None:
        """Give the reply to all who wait for it."""
        self._claims.pop(key).set_result(reply.body)

    async def release(self, key: str) -> None:
        """Let the next one ask."""
        self._claims.pop(key).set_result(None)

    def reply(self, key: str) -> bytes | None:  # noqa: ARG002  # none is kept
        """None."""
        return None


@contextmanager
def only_stored() -> Iterator[None]:
    """In this block (and the tasks that it starts) nothing is sent: a reply that is not kept is a NotStoredError."""
    token = _only_stored.set(True)
    try:
        yield
    finally:
        _only_stored.reset(token)


def may_send() -> bool:
    """Whether a request may be sent here; see `only_stored`."""
    return not _only_stored.get()


@dataclass(frozen=True)
class Missing:
    """A question that a cassette has no reply to: the label of its prompt, and the body of the request."""

    label: str
    body: bytes


@contextmanager
def missing_replies() -> Iterator[list[Missing]]:
    """The questions of this block (and of the tasks that it starts) that a cassette has no reply to."""
    found: list[Missing] = []
    token = _missing.set(found)
    try:
        yield found
    finally:
        _missing.reset(token)


def note_missing(label: str, body: bytes) -> None:
    """Note a question without a reply, if anybody listens; see `missing_replies`."""
    if (found := _missing.get()) is not None:
        found.append(Missing(label, body))


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives; if the caller is cancelled meanwhile, that goes on when `work` is done, and not before."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
