"""Failures of the file, each as a StoreError of one line."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..errors import StoreError

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})

# What was expected, and what to do.
_ROOM = ("room to write", "free some, then run again")
_DISK = ("a disk that can be read and written", "look after the disk, then run again")
_FOLDER = ("a file in a folder that can be written", "change their permissions, or name another file")
_DAMAGED = ("a sound store", "move it away, or save what is left with `sqlite3 FILE .recover`")
_FOREIGN = ("a store", "name another file")
_LOCK = ("its lock within a minute", "end the program that holds it")
_VALUE = ("what SQLite can hold", "report it, please")
_FILES = {  # the file itself is at fault: the next write would fail as well
    sqlite3.SQLITE_FULL: _ROOM,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_READONLY: _FOLDER,
    sqlite3.SQLITE_CANTOPEN: _FOLDER,
    sqlite3.SQLITE_PERM: _FOLDER,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _FOREIGN,
}
_OTHERS = {
    **dict.fromkeys(BUSY, _LOCK),
    sqlite3.SQLITE_TOOBIG: _VALUE,
    sqlite3.SQLITE_CONSTRAINT: _VALUE,
    sqlite3.SQLITE_MISMATCH: _VALUE,
}


@contextlib.contextmanager
def as_store_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite, of the file system, and of rows that hold what none of ours does, into StoreError."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        raise explain(path, error) from error


def explain(path: Path, error: BaseException, *, writing: bool = False) -> StoreError:
    """Return the StoreError that explains an error."""
    if isinstance(error, OSError):
        expected, advice = _FOLDER if isinstance(error, PermissionError) else _DISK
    elif code := primary_code(error):
        expected, advice = {**_FILES, **_OTHERS}.get(code, _DAMAGED)
    else:  # Python's word on a value: one of ours, or one that was read
        expected, advice = _VALUE if writing else _DAMAGED
    return store_error(path, expected, str(error) or type(error).__name__, advice)


def store_error(path: Path, expected: str, got: str, advice: str) -> StoreError:
    """Build the error, in one line; SQLite's own words may quote the file, so that they may hold anything."""
    line = " ".join(f"store {path}: expected {expected}, got: {got}: {advice}".split())
    return StoreError("".join(character if character.isprintable() else "\ufffd" for character in line))


def is_permanent(error: BaseException) -> bool:
    """Return whether the file itself is at fault, so that a retry fails as well."""
    return primary_code(error) in _FILES or isinstance(error, OSError)


def primary_code(error: BaseException) -> int:
    """Return SQLite's primary result code; 0 for errors that are not its own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
