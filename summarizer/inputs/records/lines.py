"""Reads the lines of a file of records, compressed or not, or of standard input, one at a time."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from ...errors import ArticleError, UsageError
from ...files.decompression import open_gzip
from ...files.delimited import Line
from ...files.streams import open_stdin

# Real records take a few kilobytes, those of a long article with a hundred quoted figures under 100;
# without a limit, one line of a hostile or compressed file would fill the memory.
LONGEST: Final = 1 << 20
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, which Excel writes as "Unicode text"

_TOO_LONG: Final = f"expected a record of at most {LONGEST} bytes, got a longer line: check its quotation marks"


def read_lines(path: str) -> Iterator[Line]:
    """Read the lines of a file (`-`: standard input; `.gz`: compressed), numbered from 1.

    Raises UsageError if the file cannot be opened or is UTF-16.
    """
    with ExitStack() as files:
        stream = _open(path, files)
        number = 0
        while True:
            number += 1
            try:
                data = stream.readline(LONGEST)
                is_whole = _skip_to_line_end(stream, data)
            except ArticleError as error:
                yield Line(number, "", str(error))
                return
            except OSError as error:
                yield Line(number, "", f"expected a whole file, got {error}: copy or compress it again")
                return
            if not data:
                return
            if number == 1:
                data = _without_mark(path, data)
            yield Line(number, data.decode(errors="surrogateescape")) if is_whole else Line(number, "", _TOO_LONG)


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
