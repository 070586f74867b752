"""The lines of a file, compressed or not, or of standard input, one at a time."""

import gzip
import math
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final, Protocol

from ...errors import UsageError
from ...files.delimited import Line
from ...files.streams import bytes_in

# Real records take a few kilobytes, those of a long article with a hundred quoted figures under 100;
# without a limit, one line of a hostile or compressed file would fill the memory.
LONGEST: Final = 1 << 20
# Records repeat their field names and compress up to some fiftyfold; what packs zeros or line feeds, a thousandfold.
_MOST_GROWTH: Final = 300
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, which Excel writes as "Unicode text"

_BOMB: Final = f"expected compressed records, got a file that grows more than {_MOST_GROWTH}-fold: unpack it and look"
_TOO_LONG = f"expected a record of at most {LONGEST} bytes, got a longer line: check its quotation marks"


def read_lines(path: str) -> Iterator[Line]:
    """The lines of a file (`-`: standard input; `.gz`: compressed), from 1.

    Raises UsageError if the file cannot be opened or is UTF-16.
    """
    with _opened(path) as stream:
        number = 0
        growth = _Growth(Path(path).stat().st_size if isinstance(stream, gzip.GzipFile) else None)
        while True:
            number += 1
            try:
                data = stream.readline(LONGEST)
                whole = _to_line_end(stream, data, growth)
            except _BombError:
                yield Line(number, "", _BOMB)
                return
            except (OSError, EOFError, zlib.error) as error:
                yield Line(number, "", f"expected a whole file, got {error}: copy or compress it again")
                return
            if not data:
                return
            if number == 1:
                data = _unmarked(path, data)
            yield Line(number, data.decode(errors="surrogateescape")) if whole else Line(number, "", _TOO_LONG)


class _Stream(Protocol):
    def readline(self, size: int, /) -> bytes: ...


def _opened(path: str) -> AbstractContextManager[_Stream]:
    if path == "-":
        return nullcontext(bytes_in())
    try:
        return gzip.open(path, "rb") if path.lower().endswith(".gz") else Path(path).open("rb")
    except OSError as error:
        raise UsageError(f"{path}: expected a file of event records, got: {error.strerror}") from error


class _BombError(Exception):
    """A compressed file grows too much."""


class _Growth:
    """What a compressed file has grown to; `size` is what it takes on the disk, None where it is not compressed."""

    def __init__(self, size: int | None) -> None:
        self._most = math.inf if size is None else max(_MOST_GROWTH * size, LONGEST)
        self._read = 0

    def add(self, read: int) -> None:
        """Count in what was read. Raises _BombError."""
        self._read += read
        if self._read > self._most:
            raise _BombError


def _to_line_end(stream: _Stream, data: bytes, growth: _Growth) -> bool:
    """Whether the line was read whole; what is over is read and dropped."""
    whole = True
    growth.add(len(data))
    while len(data) == LONGEST and not data.endswith(b"\n"):
        data = stream.readline(LONGEST)
        growth.add(len(data))
        whole = whole and not data
    return whole


def _unmarked(path: str, data: bytes) -> bytes:
    """The first line without a byte order mark. Raises UsageError for UTF-16."""
    if data.startswith(_WIDE):
        raise UsageError(
            f"{path}: expected UTF-8, got UTF-16: convert the file, for example `iconv -f UTF-16 -t UTF-8`"
        )
    return data.removeprefix(b"\xef\xbb\xbf")
