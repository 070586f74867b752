"""A network backend for httpcore that connects to checked addresses alone, all within one time limit."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import Any, Final

import httpcore2

from ...errors import ArticleError
from ...language.visible import one_line
from ..sizes import LARGEST_PDF
from .addresses import is_public

LATE: Final = "expected an answer in time, got none or a part of it: try again, or save the page to a file"
_SHOWN: Final = 100


@dataclass(frozen=True)
class Reach:
    """The bounds of a fetch: how names are resolved, which IP addresses are allowed, how long and how large it may be.

    Tests, whose servers are on loopback, allow that.
    """

    look_up: Callable[..., Sequence[tuple[Any, ...]]] = socket.getaddrinfo
    allows: Callable[[str], bool] = is_public
    seconds: float = 30.0  # for all of it: name resolution, redirects, the page
    largest: int = LARGEST_PDF  # bytes


class Deadline:
    """The time that is left of a fetch."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises ArticleError if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise ArticleError(LATE)
        return left


class CheckedBackend(httpcore2.NetworkBackend):
    """Resolves the host of each connection once, checks its addresses, and connects to one of those."""

    def __init__(self, reach: Reach, deadline: Deadline) -> None:
        self._reach = reach
        self._deadline = deadline
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the deadline has the time
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address that answers. Raises ArticleError for a host that may not be reached."""
        addresses = resolve(host, port, self._deadline.left(), self._reach)
        for number, address in enumerate(addresses, 1):
            left = self._deadline.left()
            try:
                stream = self._backend.connect_tcp(
                    address, port, left / (len(addresses) - number + 1), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise AssertionError("resolve returns at least one address")


class _TimedStream(httpcore2.NetworkStream):
    """A connection that keeps the deadline, even with a server that sends a byte now and then."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # as above
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  # as above
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  # as above
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int, limit: float, reach: Reach) -> list[str]:
    """Resolve a host to its IP addresses.

    Raises ArticleError if there are none within `limit` seconds, or if one of them is not allowed.
    """
    addresses: list[str] = []
    errors: list[str] = []

    def look_up() -> None:
        try:
            infos = reach.look_up(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            errors.append(getattr(error, "strerror", None) or str(error))
        else:
            addresses.extend(str(info[4][0]) for info in infos)

    resolver = Thread(target=look_up, daemon=True)  # the system's resolver has no time limit of its own
    resolver.start()
    resolver.join(limit)
    if not addresses:
        why = errors[0] if errors else f"none within {limit:.0f} s"
        raise ArticleError(f"expected a host that can be found, got {one_line(host, _SHOWN)}: {why}")
    for address in addresses:
        if not reach.allows(address):
            raise ArticleError(
                f"expected an address of the public internet, got {one_line(host, _SHOWN)}, which is {address}: "
                "save the page to a file"
            )
    return list(dict.fromkeys(addresses))
