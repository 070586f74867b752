"""Fetches one page from a public address: the host is checked at each redirect, and time and size are limited."""

import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from email.message import Message
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpcore2

from ...errors import ArticleError, UsageError
from ...files.certificates import load_certificates
from ...files.content_encoding import decode_content
from ...language.visible import one_line
from ...version import installed_version
from ..sources import Page
from .addresses import PORTS, split_url
from .network import LATE, CheckedBackend, Deadline, Reach

MOST_REDIRECTS: Final = 5
PAUSE: Final = 1.0  # seconds between two requests to one host
_LAST_REQUESTS: Final[dict[str, float]] = {}  # when each host had its last one, by the monotonic clock
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_SHOWN: Final = 100


def fetch(url: str, reach: Reach | None = None) -> Page:
    """Fetch the page at an http or https address.

    Raises ArticleError in one line: an address that is not of the public internet (also after a redirect), an answer
    other than 200, or more bytes or seconds than are allowed.
    """
    reach = reach or Reach()
    try:
        return _follow(url, reach, Deadline(reach.seconds))
    except ArticleError:
        raise
    except UsageError as error:  # of the certificates that the environment names
        raise ArticleError(str(error)) from error
    except httpcore2.TimeoutException as error:
        raise ArticleError(LATE) from error
    except Exception as error:  # of the socket, of TLS, of what the server sends
        cause = error.__cause__ or error
        said = one_line(getattr(cause, "strerror", None) or str(error) or type(error).__name__, _SHOWN)
        raise ArticleError(f"expected a page, got: {said}") from error


def fetch_politely(url: str, reach: Reach | None = None, pause: float = PAUSE) -> Page:
    """Fetch as `fetch` does, `pause` seconds or more after the last request to the same host."""
    with suppress(ValueError):  # `fetch` refuses an address that is none
        host = urlsplit(url).netloc
        time.sleep(max(0.0, _LAST_REQUESTS.get(host, -pause) + pause - time.monotonic()))
        _LAST_REQUESTS[host] = time.monotonic()
    return fetch(url, reach)


def _follow(url: str, reach: Reach, deadline: Deadline) -> Page:
    """Fetch an address and those that it redirects to."""
    for _ in range(MOST_REDIRECTS + 1):
        scheme, host, port, target = split_url(url)
        context = (load_certificates() or ssl.create_default_context()) if scheme == "https" else None
        address = httpcore2.URL(scheme=scheme.encode(), host=host.encode(), port=port, target=target.encode())
        with (
            httpcore2.ConnectionPool(ssl_context=context, network_backend=CheckedBackend(reach, deadline)) as pool,
            pool.stream("GET", address, headers=_request_headers(scheme, host, port)) as response,
        ):
            headers = _read_headers(response)
            location = headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return _read_page(url, response, headers, reach)
        url = urljoin(url, location)
    raise ArticleError(f"expected at most {MOST_REDIRECTS} redirects, got more")


def _request_headers(scheme: str, host: str, port: int) -> Mapping[str | bytes, str | bytes]:
    name = f"[{host}]" if ":" in host else host
    version = installed_version()
    return {
        "Host": name if port == PORTS[scheme] else f"{name}:{port}",
        "User-Agent": f"summarizer/{version}" if version else "summarizer",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }


def _read_headers(response: httpcore2.Response) -> Message:
    """Read the headers of a response, with the parameters of its content type."""
    headers = Message()
    for name, value in response.headers:
        headers[name.decode("ascii")] = value.decode("latin-1")
    return headers


def _read_page(url: str, response: httpcore2.Response, headers: Message, reach: Reach) -> Page:
    if response.status != HTTPStatus.OK:
        reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
        raise ArticleError(f"expected a page, got HTTP {response.status} {one_line(reason, _SHOWN)}")
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > reach.largest:
            raise ArticleError(f"expected at most {reach.largest} bytes at an address, got more: download it")
    encodings = ",".join(headers.get_all("Content-Encoding", ()))
    data = decode_content(bytes(body), encodings, reach.largest)
    return Page(url, headers.get_content_type(), headers.get_content_charset(), data)
