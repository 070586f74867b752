"""Opening the file: where it lies, its settings, whose it is; waiting for its lock; errors in one line."""

import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import platformdirs

from ..errors import StoreError
from . import schema

T = TypeVar("T")

VARIABLE = "SUMMARIZER_STORE"
PATIENCE = 60.0  # s that a read waits for a lock: there is one only while another process recovers or closes it
_PAUSE = 0.005  # s between two tries for a lock: about the time that a group takes to be written
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DISK = ("a disk that can be read and written", "look after the disk, then run again")
_DAMAGED = ("a sound store", "move it away, or save what is left with `sqlite3 FILE .recover`")
_FOLDER = ("a file in a folder that can be written", "change their permissions, or name another file")
_EXPECTED = {
    sqlite3.SQLITE_FULL: ("room to write", "free some, then run again"),
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_READONLY: _FOLDER,
    sqlite3.SQLITE_CANTOPEN: _FOLDER,
    sqlite3.SQLITE_PERM: _FOLDER,
    sqlite3.SQLITE_NOTADB: ("a store", "name another file"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
}
_log = logging.getLogger(__name__)


def default_path() -> Path:
    """SUMMARIZER_STORE, else `store.sqlite` in the user's data folder."""
    return Path(os.environ.get(VARIABLE) or _users_own())


def _users_own() -> Path:
    return platformdirs.user_data_path("summarizer", appauthor=False) / "store.sqlite"


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the store at `path`, made or migrated if need be. Raises StoreError."""
    with explained(path):
        _check_folder(path)
        connection = sqlite3.connect(
            os.path.abspath(path),  # noqa: PTH100  # a Path would resolve links; this keeps ":memory:" a file's name
            isolation_level=None,
            check_same_thread=False,
            timeout=1.0,
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            patiently(lambda: _prepare(connection, path), path, PATIENCE)
        except BaseException:
            connection.close()
            raise
        return connection


def _check_folder(path: Path) -> None:
    if path.parent.is_dir():
        return
    if path != _users_own():
        raise StoreError(f"store {one_line(path)}: expected a folder to hold it, got none there: make it first")
    path.parent.mkdir(parents=True, exist_ok=True)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # The tables first, in one transaction of the old kind: so the header itself says whose the file is.
    if not schema.is_current(connection, path):
        with transaction(connection):
            if not schema.is_current(connection, path):  # another process may have been quicker
                schema.migrate(connection)
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreError(f"store {path}: expected a local disk, got one without shared memory: name another file")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: else a commit may be in the drive's cache only


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is done inside is kept, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def patiently(do: Callable[[], T], path: Path, limit: float | None = None) -> T:
    """What `do` gives, tried again while another process holds the file's lock, for `limit` seconds or for ever."""
    started = warned = time.monotonic()
    while True:
        try:
            return do()
        except sqlite3.OperationalError as error:
            now = time.monotonic()
            if _code(error) not in _BUSY or (limit is not None and now - started > limit):
                raise
        if now - warned > PATIENCE:
            _log.warning("store %s: another program has held its lock for %.0f s: waiting", path, now - started)
            warned = now
        time.sleep(_PAUSE)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system as StoreError."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, OSError, ValueError) as error:
        raise explanation(path, error) from error


def explanation(path: Path, error: BaseException) -> StoreError:
    """The one line that says what went wrong."""
    expected, advice = _EXPECTED.get(_code(error), _DISK if isinstance(error, OSError) else _DAMAGED)
    return StoreError(f"store {one_line(path)}: expected {expected}, got: {one_line(error)}: {advice}")


def is_lasting(error: BaseException) -> bool:
    """Whether the file itself is at fault, so that the next write would fail as well."""
    return _code(error) in _EXPECTED or isinstance(error, OSError)


def one_line(something: object) -> str:
    """Its text, white space folded."""
    return " ".join(str(something).split())


def _code(error: BaseException) -> int:
    """SQLite's primary result code; 0 for other errors."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
