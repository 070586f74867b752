"""Standard input, output and error, also where they are closed, full, or in an encoding other than UTF-8."""

import codecs
import io
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Final, Literal, TextIO

from ..errors import UsageError

Shape = Literal["words", "table", "json", "markdown", "page"]  # of a text, which decides how it may be escaped

_HOLDS_ALL: Final = "utf-"  # how the encodings begin that hold every character
_ESCAPE: Final = "summarizer-words"  # the names of our error handlers
_TABLE: Final = "summarizer-table"
_MARKDOWN: Final = "summarizer-markdown"
# What an encoding lacks of the report's own signs, and of those that news is set in.
_LIKE: Final = {
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    "…": "...", "×": "x", "→": "->", "•": "*", "·": "*", "│": "|",
}  # fmt: skip
_HANDLERS: Final[dict[Shape, str]] = {"words": _ESCAPE, "table": _TABLE, "markdown": _MARKDOWN}
_NO_OUTPUT: Final = "standard output: expected a place to write to, got: {}: send it elsewhere"


def set_up() -> None:
    """Prepare the standard streams; those that a caller replaced are left alone.

    A closed one is opened on nothing, so that no file that is opened later takes its number: reading or writing it is
    then an error, but for standard error, on which whatever cannot be written is dropped. Files and pipes get UTF-8,
    unless PYTHONIOENCODING names another; a terminal gets what it can show.
    """
    _open_closed()
    for number in range(3):
        with suppress(OSError, AttributeError):  # no such thing on Windows
            os.set_blocking(number, True)
    if sys.stdin is sys.__stdin__ and sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    if sys.stdout is sys.__stdout__:
        encoding, errors = _choose_encoding(sys.stdout)
        output = io.BufferedWriter(_Output(1, "w", closefd=False))
        sys.stdout = io.TextIOWrapper(output, encoding=encoding, errors=errors, line_buffering=os.isatty(1))
    if sys.stderr is sys.__stderr__:
        encoding = sys.stderr.encoding if sys.stderr else "utf-8"
        messages = io.BufferedWriter(_StandardError(2, "w", closefd=False))
        sys.stderr = io.TextIOWrapper(messages, encoding=encoding, errors="backslashreplace", write_through=True)


def write(text: str, shape: Shape = "words") -> None:
    """Write to standard output; characters that its encoding lacks are escaped as the shape allows.

    JSON stays valid JSON and a page stays in UTF-8, as it says of itself. Raises UsageError if it cannot be written.
    """
    stream = sys.stdout
    encoding = codecs.lookup(stream.encoding or "utf-8").name
    if shape == "json" and encoding != "utf-8":
        stream.write(_escape_json(text))
    elif encoding.startswith(_HOLDS_ALL) or (stream.errors or "strict") not in ("strict", _ESCAPE):
        stream.write(text)
    elif shape == "page":
        stream.flush()
        stream.buffer.write(text.encode(errors="backslashreplace"))
    else:
        stream.write(text.encode(encoding, _HANDLERS[shape]).decode(encoding))


def expect_output() -> None:
    """Raise UsageError if nothing can be written to standard output."""
    try:
        os.write(sys.stdout.fileno(), b"")
    except io.UnsupportedOperation:  # no file: a caller of ours takes the output
        return
    except OSError as error:
        raise UsageError(_NO_OUTPUT.format(error.strerror)) from error


def is_read() -> bool:
    """Whether somebody still reads standard output."""
    return not _Output.left


def is_escaped() -> bool:
    """Whether something was written that standard output's encoding does not hold."""
    return _Output.escaped


def open_stdin() -> BinaryIO:
    """Open standard input. Raises UsageError if nothing can be read from it."""
    try:
        os.read(sys.stdin.fileno(), 0)
    except io.UnsupportedOperation:  # no file: a caller of ours gives the input
        pass
    except OSError as error:
        raise UsageError(f"standard input: expected something to read, got: {error.strerror}: name a file") from error
    return sys.stdin.buffer


def read_text() -> str:
    """Read all of standard input, with line feeds as line ends. Raises UnicodeDecodeError if it is no UTF-8."""
    return open_stdin().read().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


class _Output(io.FileIO):
    """Standard output: an error of writing is a UsageError, once; a closed pipe drops the rest."""

    left = False
    escaped = False

    def write(self, data: Any, /) -> int:
        """Write it, or raise."""
        try:
            return super().write(data)
        except BrokenPipeError:
            _Output.left = True
            _drop(1)
            return len(data)
        except OSError as error:
            _drop(1)  # else Python would try again at its end, and exit with a code of its own
            raise UsageError(_NO_OUTPUT.format(error.strerror)) from error


class _StandardError(io.FileIO):
    """Standard error: errors of writing are ignored, for they must not cost the report."""

    def write(self, data: Any, /) -> int:
        """Write it, or not."""
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _open_closed() -> None:
    """Open those of 0, 1 and 2 that are closed on the null device, in the wrong direction but for messages."""
    for number, way in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, way)  # takes the lowest number that is free, which is this one


def _drop(number: int) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)


def _choose_encoding(stream: TextIO | None) -> tuple[str, str]:
    """Choose the encoding of standard output, and the handler of characters that it lacks."""
    named, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    keeps = stream is not None and (named or stream.isatty())
    encoding = stream.encoding if stream is not None and keeps else "utf-8"
    return encoding, errors if errors and errors != "strict" else _ESCAPE


def _escape_json(text: str) -> str:
    """Escape the characters of JSON that are not ASCII."""
    return re.sub("[^\x00-\x7f]+", lambda match: _escape_utf16(match[0]), text)


def _escape_utf16(text: str) -> str:
    """Escape characters as JSON does: as units of UTF-16."""
    data = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def _replace_similar(error: UnicodeError) -> tuple[str, int]:
    """Replace characters by a similar one of ASCII, else by an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_LIKE.get(c) or c.encode("ascii", "backslashreplace").decode() for c in lacking), error.end


def _register(name: str, escaped: Callable[[UnicodeError], tuple[str | bytes, int]]) -> None:
    def note(error: UnicodeError) -> tuple[str | bytes, int]:
        _Output.escaped = True
        return escaped(error)

    codecs.register_error(name, note)


_register(_ESCAPE, _replace_similar)
_register(_TABLE, codecs.backslashreplace_errors)
_register(_MARKDOWN, codecs.xmlcharrefreplace_errors)
