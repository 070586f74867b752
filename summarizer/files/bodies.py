"""The body of an HTTP answer as it was sent: in chunks, packed, or as it is."""

import re
import zlib
from typing import Final

from ..errors import ArticleError
from ..language.visible import one_line

_GZIP, _ZLIB, _DEFLATE = 31, 15, -15  # what zlib calls these
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_SHOWN: Final = 60


class TooLargeError(ArticleError):
    """A body of more bytes than are read."""


def unpacked(data: bytes, encodings: str, most: int) -> bytes:
    """The body without its content encodings: gzip, deflate, br. What is not packed after all is left as it is.

    Raises ArticleError for more than `most` bytes, for a body that ends early, and for another encoding.
    """
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
        if encoding in {"gzip", "x-gzip"}:
            data = _inflated(data, _GZIP, most) if data.startswith(b"\x1f\x8b") else data
        elif encoding == "deflate":
            data = _inflated(data, _ZLIB if data[:1] == b"\x78" else _DEFLATE, most)
        elif encoding == "br":
            data = _of_brotli(data, most)
        elif encoding not in {"", "identity"}:
            raise ArticleError(f"expected a body as it is or packed by gzip, got {one_line(encoding, _SHOWN)}")
    return data


def without_chunks(data: bytes) -> bytes:
    """A body that was sent in chunks, in one piece; a body that is in one piece after all is left as it is."""
    pieces, at = [], 0
    while found := _SIZE.match(data, at):
        size = int(found[1], 16)
        pieces.append(data[found.end() : found.end() + size])
        at = found.end() + size + 2
        if not size:
            return b"".join(pieces)
    return b"".join(pieces) if pieces else data


def _inflated(data: bytes, kind: int, most: int) -> bytes:
    inflate = zlib.decompressobj(kind)
    try:
        body = inflate.decompress(data, most + 1)
    except zlib.error as error:
        raise ArticleError(f"expected a body that can be unpacked, got: {one_line(str(error), _SHOWN)}") from error
    return _whole(body, most, ended=inflate.eof)


def _of_brotli(data: bytes, most: int) -> bytes:
    try:
        import brotli  # noqa: PLC0415  # comes with what reads web archives; nothing else is packed so
    except ImportError as error:
        raise ArticleError("expected a page packed by gzip, got br: pip install 'summarizer[warc]'") from error
    inflate = brotli.Decompressor()
    body = b""
    try:
        body = inflate.process(data, output_buffer_limit=most + 1)
        while not inflate.is_finished() and len(body) <= most:
            more = inflate.process(b"", output_buffer_limit=most + 1 - len(body))
            if not more:
                break
            body += more
    except brotli.error as error:
        raise ArticleError("expected a body that can be unpacked, got damaged brotli") from error
    return _whole(body, most, ended=inflate.is_finished())


def _whole(body: bytes, most: int, *, ended: bool) -> bytes:
    if len(body) > most:
        raise TooLargeError(
            f"expected a page of at most {most} bytes, got more once it is unpacked: save its text alone"
        )
    if not ended:
        raise ArticleError("expected a whole page, got the beginning of one: fetch it again")
    return body
