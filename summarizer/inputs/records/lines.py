"""Reads the lines of a file of records, compressed or not, or of standard input, one at a time."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from ...errors import ArticleError, UsageError
from ...files.decompression import open_gzip
from ...files.delimited import Line
from ...files.streams import open_stdin

# Real records take a few kilobytes, those of a long article with a hundred quoted figures under 100;
# without a limit, one line of a hostile or compressed file would fill the memory.
LONGEST: Final = 1 << 20
_LARGEST_BLOCK: Final = 4 << 20  # bytes, and a line: some thousand records
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, which Excel writes as "Unicode text"

_TOO_LONG: Final = f"expected a record of at most {LONGEST} bytes, got a longer line: check its quotation marks"


class Block(NamedTuple):
    """Lines of a file that follow each other, as bytes, the first of them numbered `first`.

    `error` says why the line behind them has no text.
    """

    path: str
    first: int
    lines: list[bytes]
    error: str | None = None


def read_lines(path: str) -> Iterator[Line]:
    """Read the lines of a file (`-`: standard input; `.gz`: compressed), numbered from 1.

    Raises UsageError if the file cannot be opened or is UTF-16.
    """
    for block in read_blocks(path, 1):
        for line in block.lines:
            yield Line(block.first, line.decode(errors="surrogateescape"))
        if block.error:
            yield Line(block.first + len(block.lines), "", block.error)


def read_blocks(path: str, size: int) -> Iterator[Block]:
    """Read the lines of a file in blocks of `size` lines or fewer. Raises UsageError as `read_lines` does."""
    first, lines, length = 1, list[bytes](), 0
    for line in _read_raw(path):
        if isinstance(line, str):
            yield Block(path, first, lines, line)
            first, lines, length = first + len(lines) + 1, [], 0
            continue
        lines.append(line)
        length += len(line)
        if len(lines) == size or length >= _LARGEST_BLOCK:
            yield Block(path, first, lines)
            first, lines, length = first + len(lines), [], 0
    if lines:
        yield Block(path, first, lines)


def _read_raw(path: str) -> Iterator[bytes | str]:
    """Read the lines of a file; text stands for one that cannot be read, and says why."""
    with ExitStack() as files:
        stream = _open(path, files)
        is_first = True
        while True:
            try:
                data = stream.readline(LONGEST)
                is_whole = len(data) < LONGEST or _skip_to_line_end(stream, data)
            except ArticleError as error:
                yield str(error)
                return
            except OSError as error:
                yield f"expected a whole file, got {error}: copy or compress it again"
                return
            if not data:
                return
            if is_first:
                data, is_first = _without_mark(path, data), False
            yield data if is_whole else _TOO_LONG


def _open(path: str, files: ExitStack) -> BinaryIO:
    if path == "-":
        return open_stdin()
    try:
        file = files.enter_context(Path(path).open("rb"))  # noqa: SIM115  # the stack closes it
    except OSError as error:
        raise UsageError(f"{path}: expected a file of event records, got: {error.strerror}") from error
    return files.enter_context(open_gzip(file, LONGEST)) if path.lower().endswith(".gz") else file


def _skip_to_line_end(stream: BinaryIO, data: bytes) -> bool:
    """Read and drop the rest of a line that is too long; return whether the line was read whole."""
    is_whole = True
    while len(data) == LONGEST and not data.endswith(b"\n"):
        data = stream.readline(LONGEST)
        is_whole = is_whole and not data
    return is_whole


def _without_mark(path: str, data: bytes) -> bytes:
    """Remove a byte order mark from the first line. Raises UsageError for UTF-16."""
    if data.startswith(_WIDE):
        raise UsageError(
            f"{path}: expected UTF-8, got UTF-16: convert the file, for example `iconv -f UTF-16 -t UTF-8`"
        )
    return data.removeprefix(b"\xef\xbb\xbf")
