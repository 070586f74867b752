"""Reads text files, and writes files atomically."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from ..errors import UsageError
from . import streams


def read_text(path: str, what: str) -> str:
    """Read a file (`-`: standard input). Raises UsageError that says `what` was expected, and what came."""
    try:
        return streams.read_text() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: expected {what}, got: {error.strerror}") from error
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise UsageError(f"{path}: expected UTF-8, got byte 0x{byte:02x} at offset {error.start}") from error


def expect_place(path: Path) -> None:
    """Raise UsageError if no report can be written to this file."""
    if path.is_dir() or not path.parent.is_dir():
        trouble = os.strerror(errno.EISDIR if path.is_dir() else errno.ENOENT)
        raise UsageError(_describe_trouble(path, trouble))
    if not os.access(path.parent if path.is_file() or not path.exists() else path, os.W_OK):
        raise UsageError(_describe_trouble(path, os.strerror(errno.EACCES)))


def expect_apart(outputs: Iterable[Path | None], sources: Iterable[str | Path | None]) -> None:
    """Raise UsageError if a report would take the place of a file that is read."""
    read = [Path(source) for source in sources if source and str(source) != "-"]
    for output in outputs:
        if output is not None and output.is_file() and any(path.is_file() and path.samefile(output) for path in read):
            raise UsageError(f"{output}: expected another file than those that are read, got one of them: rename it")


def expect_standard_input_once(sources: Iterable[str | Path | None]) -> None:
    """Raise UsageError if more than one source is standard input."""
    if sum(str(source) == "-" for source in sources) > 1:
        raise UsageError("expected standard input for one source, got it for several: name a file for the others")


def _describe_trouble(path: Path, trouble: str | None) -> str:
    return f"{path}: expected a place to write the report, got: {trouble}"


@contextmanager
def open_whole(path: Path) -> Iterator[TextIO]:
    """Open a text file that takes its name when it is whole, so that an old one is never half gone.

    A device or a pipe is written directly. Raises UsageError if it cannot be written.
    """
    with _open(path, "w", encoding="utf-8", newline="") as file:
        yield file


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes to a file, as `open_whole` does. Raises UsageError if it cannot be written."""
    with _open(path, "wb") as file:
        file.write(data)


@contextmanager
def _open(path: Path, mode: str, **how: Any) -> Iterator[Any]:
    special = path.exists() and not path.is_file()
    beside = path if special else path.with_name(f".{path.name}.part")
    try:
        with beside.open(mode, **how) as file:
            yield file
            if not special:  # else a power cut after the renaming could leave an empty file
                file.flush()
                os.fsync(file.fileno())
        if not special:
            beside.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        raise UsageError(_describe_trouble(path, error.strerror)) from error
    finally:
        if not special:
            beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Flush a folder's names to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
