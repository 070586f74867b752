"""Fetching one page: the address is checked where it leads, at each redirect, and what comes back is bounded."""

import http.client
import socket
import ssl
import time
from contextlib import suppress
from threading import Thread
from typing import Final
from urllib.parse import urljoin, urlsplit

from ...errors import ArticleError, UsageError
from ...files.bodies import unpacked
from ...files.certificates import named_trust
from ...language.visible import one_line
from ...version import installed_version
from ..parts import Page
from .addresses import PORTS, Host, Reach, hosts, split

MOST_REDIRECTS: Final = 5
PAUSE: Final = 1.0  # seconds between two requests to one host
_ASKED: Final[dict[str, float]] = {}  # when each host was asked last, by the clock that only goes on
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_CHUNK: Final = 1 << 16
_SHOWN: Final = 100
_LATE: Final = "expected an answer in time, got none or a part of it: try again, or save the page to a file"


def fetch(url: str, reach: Reach | None = None) -> Page:
    """What stands at an http or https address.

    Raises ArticleError in one line: an address that is not of the public internet (also after a redirect), an answer
    other than 200, or more bytes or seconds than are allowed.
    """
    reach = reach or Reach()
    fetching = _Fetching(url, reach)
    thread = Thread(target=fetching.run, daemon=True)  # a server that drips its headers outlasts any socket's limit
    thread.start()
    thread.join(reach.seconds)
    if thread.is_alive():
        fetching.abandon()
        raise ArticleError(_LATE)
    if fetching.error:
        raise fetching.error
    if not fetching.page:
        raise ArticleError("expected a page, got nothing: try again, or save the page to a file")
    return fetching.page


def fetch_in_turn(url: str, reach: Reach | None = None, pause: float = PAUSE) -> Page:
    """As `fetch`, but a host that was asked less than `pause` seconds ago waits for its turn."""
    with suppress(ValueError):  # an address that is none is told of below
        host = urlsplit(url).netloc
        time.sleep(max(0.0, _ASKED.get(host, -pause) + pause - time.monotonic()))
        _ASKED[host] = time.monotonic()
    return fetch(url, reach)


class _Fetching:
    """One fetch, with what has come of it."""

    def __init__(self, url: str, reach: Reach) -> None:
        self.page: Page | None = None
        self.error: ArticleError | None = None
        self._url = url
        self._reach = reach
        self._until = time.monotonic() + reach.seconds
        self._connection: _Connection | None = None

    def run(self) -> None:
        try:
            self.page = self._followed()
        except ArticleError as error:
            self.error = error
        except UsageError as error:  # of the certificates that the environment names
            self.error = ArticleError(str(error))
        except TimeoutError:
            self.error = ArticleError(_LATE)
        except Exception as error:  # of the socket, of TLS, of what the server says
            said = one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__, _SHOWN)
            self.error = ArticleError(f"expected a page, got: {said}")

    def abandon(self) -> None:
        """Wake whatever waits on the socket."""
        if self._connection:
            self._connection.wake()

    def _followed(self) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            scheme, host, port, target = split(self._url)
            found = hosts(host, port, self._left(), self._reach)
            self._connection = _Connection(scheme, host, port, found, self._left())
            try:
                answer = self._connection.get(target)
                to = answer.headers.get("Location")
                if answer.status not in _REDIRECTS or not to:
                    return self._page(answer)
                self._url = urljoin(self._url, to)
            finally:
                self._connection.close()
        raise ArticleError(f"expected at most {MOST_REDIRECTS} redirects, got more")

    def _page(self, answer: http.client.HTTPResponse) -> Page:
        if answer.status != http.HTTPStatus.OK:
            raise ArticleError(f"expected a page, got HTTP {answer.status} {one_line(answer.reason, _SHOWN)}")
        told = answer.headers
        return Page(self._url, told.get_content_type(), told.get_content_charset(), self._body(answer))

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        body = bytearray()
        while chunk := answer.read1(_CHUNK):
            body += chunk
            if len(body) > self._reach.largest:
                raise ArticleError(f"expected at most {self._reach.largest} bytes at an address, got more: download it")
            self._left()
        if answer.length:
            raise ArticleError("expected a whole page, got the beginning of one: try again")
        return unpacked(bytes(body), answer.headers.get("Content-Encoding", ""), self._reach.largest)

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise ArticleError(_LATE)
        return left


class _Connection:
    """A connection to an address that was checked; the name goes into the Host field and the certificate's check."""

    def __init__(self, scheme: str, host: str, port: int, found: list[Host], seconds: float) -> None:
        named = f"[{host}]" if ":" in host else host
        self._host = named if port == PORTS[scheme] else f"{named}:{port}"
        self._client = http.client.HTTPConnection(host, port, timeout=seconds)
        self._socket: socket.socket = _connected(found, seconds)
        self._client.sock = self._socket
        if scheme == "https":
            context = named_trust() or ssl.create_default_context()
            secured = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
            self._client.sock = self._socket = secured

    def get(self, target: str) -> http.client.HTTPResponse:
        if isinstance(self._socket, ssl.SSLSocket):
            self._socket.do_handshake()
        self._client.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        self._client.putheader("Host", self._host)
        self._client.putheader("User-Agent", _agent())
        self._client.putheader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5")
        self._client.putheader("Accept-Encoding", "gzip, identity")
        self._client.putheader("Connection", "close")
        self._client.endheaders()
        return self._client.getresponse()

    def wake(self) -> None:
        """End whatever another thread waits for here."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._client.close()


def _connected(found: list[Host], seconds: float) -> socket.socket:
    """A socket to the first address that answers."""
    for host in found[:-1]:
        try:
            return socket.create_connection(host, seconds / len(found))
        except OSError:
            continue
    return socket.create_connection(found[-1], seconds)


def _agent() -> str:
    version = installed_version()
    return f"summarizer/{version}" if version else "summarizer"
