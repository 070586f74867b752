"""Reads the articles of a web archive (WARC), record by record; damage costs one record."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from ...errors import ArticleError
from ...files.content_encoding import decode_content
from ...language.visible import one_line
from ...records.wording import pluralize
from ..dependencies import require_extra
from ..html.pages import read_page
from ..results import Failure, Part, Passed, RawArticle
from ..sizes import LARGEST_PAGE
from ..sources import Source
from ..textfiles import describe_too_large

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES: Final = ("text/html", "application/xhtml+xml")
_LARGEST_RECORD: Final = 2 * LARGEST_PAGE  # bytes of a record, headers included
_DIGESTS: Final = ("sha1:", "sha256:", "sha512:", "md5:")
_RECORD: Final = b"WARC/1."
_BEGINS = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/1\.")  # a packed record, or a plain one
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_LOOK: Final = 4096  # bytes that show whether a record begins
_CHUNK: Final = 1 << 20
_SHOWN: Final = 100


def read(source: Source) -> Iterator[Part]:
    """Read the article of each response that is HTML; other records are passed over and counted."""
    reader = _ArchiveReader(source)
    yield from reader.read_all()
    if reader.passed:
        yield Passed(
            source.where,
            f"{reader.passed} of {reader.records} {pluralize(reader.records, 'record')} not read: no pages",
        )
    if reader.passed == reader.records:
        raise ArticleError("expected a web archive with pages in it, got one with none")


class _DamagedError(ArticleError):
    def __init__(self) -> None:
        super().__init__("expected a whole record, got a damaged one: download the archive again")


class _ArchiveReader:
    """The reader of one archive, which counts its records and those that are passed over."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stream = _SafeStream(source.stream)
        self._behind = 0  # offset behind the last record, from which the next is searched for
        self._reported = False  # this damage
        self.records = self.passed = 0

    def read_all(self) -> Iterator[Part]:
        """Read all records; behind damage, go on with the next record that can be found."""
        while True:
            try:
                yield from self._read_records()
            except OSError as error:
                if self._stream.error:
                    raise self._stream.error from None
                start = find_record(self._source.stream, self._behind) if self._source.stream.seekable() else None
                said = one_line(str(error), _SHOWN)
                if start is None and not self.records:
                    raise ArticleError(f"expected a web archive, got what is none: {said}") from error
                if not self._reported:
                    yield Failure(self._locate(), f"expected a whole record behind this one, got: {said}")
                if start is None:
                    return
                self._reported = True
                self._stream.seek(start)
                self._behind = start + 1
            else:
                break
        if self._stream.error:
            raise self._stream.error

    def _locate(self) -> str:
        return f"{self._source.where}:{self.records}"

    def _read_records(self) -> Iterator[Part]:
        with require_extra("warc", "web archives"):
            from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  # an optional library
        plain = self._source.stream.seekable() and not self._source.name.lower().endswith(".gz")
        for record in ArchiveIterator(cast("BinaryIO", self._stream), parse_http=False):
            self.records += 1
            self._reported = False
            self._behind = record.stream_pos + 1
            length = record.content_length
            try:
                article = self._read_record(record)
            except ArticleError as error:
                yield Failure(self._locate(), str(error))
                self._reported = isinstance(error, _DamagedError)
                if self._reported and plain:
                    raise OSError(str(error)) from error  # its length may be wrong: the next is looked for
                continue
            if plain:
                self._behind += length  # the text of a whole page may hold what looks like a record, and is none
            self.passed += article is None
            if article:
                yield article

    def _read_record(self, record: "WarcRecord") -> RawArticle | None:
        """Read the article of a record; None if it holds no page. Raises ArticleError."""
        from fastwarc.warc import WarcRecordType  # noqa: PLC0415  # an optional library

        if not (record.headers.get("WARC-Type") and record.headers.get("Content-Length")):
            raise _DamagedError
        if record.record_type != WarcRecordType.response:
            return None
        if record.content_length > _LARGEST_RECORD:
            raise ArticleError(
                describe_too_large(record.content_length, _LARGEST_RECORD, "a record", "take the page out")
            )
        length = record.content_length
        digest = record.headers.get("WARC-Block-Digest") or ""
        if digest.lower().startswith(_DIGESTS) and not record.verify_block_digest():
            raise _DamagedError
        record.parse_http()
        headers = record.http_headers
        if not headers or headers.status_code is None or record.http_content_type is None:
            if record.is_http and length:
                raise _DamagedError
            return None
        if headers.status_code != 200 or record.http_content_type.lower() not in _PAGES:
            return None
        body = record.reader.read(_LARGEST_RECORD)
        if len(body) < record.content_length:
            raise _DamagedError
        if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
            body = _join_chunks(body)
        body = decode_content(body, headers.get("Content-Encoding") or "", LARGEST_PAGE)
        if len(body) > LARGEST_PAGE:
            raise ArticleError(describe_too_large(len(body), LARGEST_PAGE, "a page", "save its text alone"))
        address = record.headers.get("WARC-Target-URI") or ""
        return read_page(
            body,
            Source(
                self._source.stream,
                self._locate(),
                self._source.name,
                url=address.strip("<>") or None,
                charset=record.http_charset,
                captured=record.record_date,
            ),
        )


def _join_chunks(body: bytes) -> bytes:
    """Join the chunks of a chunked body; crawlers keep the header of bodies that they have joined already.

    fastwarc decodes chunks too, but ends the reader of the archive at such a body.
    """
    pieces, at = [], 0
    while line := _CHUNK_SIZE.match(body, at):
        size = int(line[1], 16)
        pieces.append(body[line.end() : line.end() + size])
        at = line.end() + size + 2
        if not size:
            break
    return b"".join(pieces) if pieces else body


class _SafeStream:
    """A stream that never raises and knows its position, for fastwarc ends the process otherwise."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = stream.tell() if stream.seekable() else 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Read bytes; none after an error, which is kept."""
        try:
            data = self._stream.read(size)
        except Exception as error:  # whatever it is, it is raised once the library is out of the way
            self.error = error
            return b""
        self._at += len(data)
        return data

    def tell(self) -> int:
        """Return the position of the next byte."""
        return self._at

    def seek(self, at: int) -> None:
        """Move to a position."""
        self._at = self._stream.seek(at)


def find_record(stream: BinaryIO, start: int) -> int | None:
    """Find the offset of the next record from `start` on, compressed or not; None if there is none."""
    stream.seek(start)
    data, chunk = b"", b" "
    while chunk:
        chunk = stream.read(_CHUNK)
        data += chunk
        sure = len(data) - _LOOK if chunk else len(data)
        for match in _BEGINS.finditer(data):
            if match.start() < sure and _is_record(data[match.start() : match.start() + _LOOK]):
                return start + match.start()
        kept = max(0, sure - 1)
        start, data = start + kept, data[kept:]
    return None


def _is_record(data: bytes) -> bool:
    if data.startswith(_RECORD):
        return True
    with suppress(zlib.error):
        return zlib.decompressobj(31).decompress(data, len(_RECORD)) == _RECORD
    return False
