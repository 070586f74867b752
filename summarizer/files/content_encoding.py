"""Decodes the content encodings of HTTP bodies: gzip, deflate, br, each within a limit.

httpx2 decodes within limits too, but takes a body that ends early for a whole one.
"""

import zlib
from typing import Final

from ..errors import ArticleError
from ..language.visible import one_line

_GZIP: Final = 31  # zlib's `wbits` for the formats
_ZLIB: Final = 15
_DEFLATE: Final = -15
_SHOWN: Final = 60  # characters of what a library or a server says


class TooLargeError(ArticleError):
    """A body of more bytes than the limit."""


def decode_content(body: bytes, encodings: str, limit: int) -> bytes:
    """Undo the encodings that a Content-Encoding header names; uncompressed bodies are returned unchanged.

    Raises ArticleError for more than `limit` bytes (TooLargeError), for a body that ends early or is damaged, and for
    another encoding.
    """
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
        if encoding in {"gzip", "x-gzip"}:
            body = _inflate(body, _GZIP, limit) if body.startswith(b"\x1f\x8b") else body
        elif encoding == "deflate":
            body = _inflate(body, _ZLIB if body[:1] == b"\x78" else _DEFLATE, limit)
        elif encoding == "br":
            body = _decode_brotli(body, limit)
        elif encoding not in {"", "identity"}:
            raise ArticleError(f"expected a body as it is or packed by gzip, got {one_line(encoding, _SHOWN)}")
    return body


def _inflate(data: bytes, wbits: int, limit: int) -> bytes:
    decompressor = zlib.decompressobj(wbits)
    try:
        body = decompressor.decompress(data, limit + 1)
    except zlib.error as error:
        raise ArticleError(f"expected a body that can be unpacked, got: {one_line(str(error), _SHOWN)}") from error
    return _check_body(body, limit, is_whole=decompressor.eof)


def _decode_brotli(data: bytes, limit: int) -> bytes:
    try:
        import brotli  # noqa: PLC0415  # comes with the reader of web archives; nothing else is encoded so
    except ImportError as error:
        raise ArticleError("expected a page packed by gzip, got br: pip install 'summarizer[warc]'") from error
    decompressor = brotli.Decompressor()
    body = b""
    try:
        piece = decompressor.process(data, output_buffer_limit=limit + 1)
        while piece and len(body) <= limit:
            body += piece
            if decompressor.is_finished():
                break
            piece = decompressor.process(b"", output_buffer_limit=max(1, limit + 1 - len(body)))
    except brotli.error as error:
        raise ArticleError("expected a body that can be unpacked, got damaged brotli") from error
    return _check_body(body, limit, is_whole=decompressor.is_finished())


def _check_body(body: bytes, limit: int, *, is_whole: bool) -> bytes:
    if len(body) > limit:
        raise TooLargeError(
            f"expected a page of at most {limit} bytes, got more once it is unpacked: save its text alone"
        )
    if not is_whole:
        raise ArticleError("expected a whole page, got the beginning of one: fetch it again")
    return body
