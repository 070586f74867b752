"""Streams that decompress, with a limit that only a decompression bomb reaches."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, Final, cast

from ..errors import ArticleError

# Decompressed bytes per compressed byte: text comes to ten, JSON of one form to fifty, zeros to a thousand.
MOST_GROWTH: Final = 300
ALLOWANCE: Final = 20_000_000  # decompressed bytes that any input may have, however small it is


def open_gzip(stream: BinaryIO, allowance: int = ALLOWANCE) -> BinaryIO:
    """Decompress a gzip stream within the limits of `limit_growth`."""
    counter = _Counter(stream)
    file = gzip.GzipFile(fileobj=cast("gzip._ReadableFileobj", counter))  # noqa: SLF001  # a name of typeshed
    return limit_growth(cast("BinaryIO", file), lambda: counter.count, allowance)


def limit_growth(stream: BinaryIO, compressed: Callable[[], int], allowance: int = ALLOWANCE) -> BinaryIO:
    """Limit a stream that decompresses; `compressed` returns the number of bytes that it has consumed so far.

    Reading raises ArticleError after more than `allowance` bytes that are also more than `MOST_GROWTH` times the
    bytes consumed, and where the compressed data is damaged or ends early.
    """
    return cast("BinaryIO", io.BufferedReader(_LimitedStream(stream, compressed, allowance), 1 << 16))


class _Counter(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast("io.BufferedReader", stream)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # typeshed has a private type here
        data = self._stream.read1(len(buffer))  # `read` would lose what it has when the next block is damaged
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _LimitedStream(_Counter):
    def __init__(self, stream: BinaryIO, compressed: Callable[[], int], allowance: int) -> None:
        super().__init__(stream)
        self._compressed = compressed
        self._allowance = allowance

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # as above
        try:
            size = super().readinto(buffer)
        except (EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise ArticleError(f"expected a whole file, got: {error}: copy or pack it again") from error
        if self.count > max(self._allowance, MOST_GROWTH * self._compressed()):
            raise ArticleError(
                f"expected a file that is packed at most {MOST_GROWTH} times, got {self.count} bytes or more of "
                f"{self._compressed()}: unpack it first"
            )
        return size
