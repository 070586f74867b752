"""HTTP connections to one endpoint: its proxy, the trusted certificates, and a limit on the size of a reply."""

import os
import ssl
from types import TracebackType
from typing import Any, Final

import httpcore2
import httpx2

from ..errors import ArticleError
from ..files.certificates import load_certificates
from ..files.content_encoding import TooLargeError, decode_content
from ..settings import Settings, expect_address
from .proxies import find_proxy

_OPENAI: Final = "https://api.openai.com/v1"
LARGEST_REPLY: Final = 5_000_000  # bytes of a model's: 128,000 tokens, each three letters escaped, are 2.3 million

ENCODINGS = "gzip, deflate"  # what is asked for: what else a server may send cannot be unpacked within bounds


class ReplyTooLargeError(Exception):
    """A reply larger than the limit."""


class ReplyPackedError(Exception):
    """A reply that cannot be decompressed."""


def get_base_url(settings: Settings) -> str:
    """Return the endpoint's base URL: of the settings, of the environment, else OpenAI's own."""
    return settings.base_url or os.environ.get("OPENAI_BASE_URL") or _OPENAI


def make_transport(url: str, *, offline: bool = False) -> httpx2.AsyncHTTPTransport:
    """Make the HTTP transport to an endpoint; `offline`, where a cassette answers, without proxy and certificates.

    Raises UsageError for an invalid address, and for a proxy or certificates of the environment that are needed and
    cannot be used.
    """
    if offline:
        return _BoundedTransport(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), None)
    expect_address(url)
    proxy = find_proxy(url)
    secure = any(address.startswith("https:") for address in (url.lower(), proxy.address if proxy else ""))
    if not secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # it trusts nobody, and is not asked
    else:
        context = load_certificates() or httpx2.create_ssl_context(trust_env=False)
    return _BoundedTransport(
        context, httpx2.Proxy(proxy.address, ssl_context=_for_proxy(context, proxy.address)) if proxy else None
    )


def _for_proxy(context: ssl.SSLContext, address: str) -> ssl.SSLContext | None:
    """Return the TLS context for the proxy itself, None where it speaks plain HTTP."""
    return context if address.startswith("https:") else None


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    """httpx's transport, with replies read whole and within the limit, before VCR records them."""

    def __init__(self, context: ssl.SSLContext, proxy: httpx2.Proxy | None) -> None:
        limits = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)  # as the SDK has them
        super().__init__(verify=context, proxy=proxy, limits=limits, trust_env=False)
        self._pool: Any = _Bounded(self._pool)


class _Bounded:
    """A connection pool that limits the size of replies, compressed and decompressed."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def __aenter__(self) -> "_Bounded":
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()

    async def handle_async_request(self, request: httpcore2.Request) -> httpcore2.Response:
        """Return the response, read and decompressed. Raises ReplyTooLargeError, ReplyPackedError."""
        response = await self._pool.handle_async_request(request)
        try:
            body = await _read(response)
        finally:
            await response.aclose()
        encodings = b",".join(value for name, value in response.headers if name.lower() == b"content-encoding")
        changed = (b"content-encoding", b"content-length", b"transfer-encoding")
        return httpcore2.Response(
            response.status,
            headers=[(name, value) for name, value in response.headers if name.lower() not in changed],
            content=_decompress(body, encodings.decode("latin-1")),
            extensions=response.extensions,
        )


async def _read(response: httpcore2.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_stream():
        body += part
        if len(body) > LARGEST_REPLY:
            raise ReplyTooLargeError
    return bytes(body)


def _decompress(body: bytes, encodings: str) -> bytes:
    try:
        return decode_content(body, encodings, LARGEST_REPLY)
    except TooLargeError as error:
        raise ReplyTooLargeError from error
    except ArticleError as error:
        raise ReplyPackedError(str(error)) from error
