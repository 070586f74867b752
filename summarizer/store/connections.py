"""Connections to the file: its path, opening it, transactions, retries while it is locked, and reading from it."""

import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import platformdirs

from . import schema
from .failures import BUSY, as_store_errors, primary_code, store_error

T = TypeVar("T")

VARIABLE = "SUMMARIZER_STORE"
PATIENCE = 60.0  # s that a read waits for a lock: there is one only while another process recovers or closes it
LOG_SIZE = 4 * 2**20  # bytes: a thousand pages, at which SQLite would make a checkpoint of itself
_PAUSE = 0.002  # s between two tries for a lock: a group takes about as long
_log = logging.getLogger(__name__)


def default_path() -> Path:
    """Return the path in SUMMARIZER_STORE, else `store.sqlite` in the user's data folder."""
    return Path(os.environ.get(VARIABLE) or _user_path())


def is_there(path: Path) -> bool:
    """Return whether the path is a file that is not empty: opening any other makes a store of it."""
    return path.exists() and not (path.is_file() and path.stat().st_size == 0)


def _user_path() -> Path:
    return platformdirs.user_data_path("summarizer", appauthor=False) / "store.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """Connect to the store at `path`, which is made or migrated if need be. Raises StoreError."""
    with as_store_errors(path):
        _check_folder(path)
        connection = sqlite3.connect(
            path.absolute(),  # so that ":memory:" is a file's name
            isolation_level=None,
            check_same_thread=False,
            timeout=0,
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            retry_while_locked(lambda: _prepare(connection, path), path, PATIENCE)
        except BaseException:
            connection.close()
            raise
        return connection


def _check_folder(path: Path) -> None:
    """Make the folder of the default store, and expect that of any other: a name that was typed may be a slip."""
    if path == _user_path():
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.parent.is_dir():
        raise store_error(path, "a folder to hold it", "none there", "make it first")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection, "DEFERRED"):  # one moment's view: another process may be making the store
        current = schema.is_current(connection, path)
    # The tables first, in one transaction of the old kind: so the header itself says whose the file is.
    if not current:
        with transaction(connection):
            if not schema.is_current(connection, path):
                schema.migrate(connection)
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise store_error(path, "a local disk", f"one that allows only journal mode {mode}", "name another file")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # see checkpoints.py
    connection.execute(f"PRAGMA journal_size_limit = {LOG_SIZE}")  # the log's size when it starts anew
    connection.execute("PRAGMA fullfsync = ON")  # macOS: else a commit may be in the drive's cache only


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Commit all that is done inside, or roll it back."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def retry_while_locked(attempt: Callable[[], T], path: Path, limit: float | None = None) -> T:
    """Retry an attempt while another process holds the file's lock, for `limit` seconds or for ever."""
    started = warned = time.monotonic()
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            now = time.monotonic()
            if primary_code(error) not in BUSY or (limit is not None and now - started > limit):
                raise
        if now - warned > PATIENCE:
            _log.warning("store %s: another program has held its lock for %.0f s: waiting", path, now - started)
            warned = now
        time.sleep(_PAUSE)


class Access:
    """Access to the store, while it is open, for the process that opened it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pid = os.getpid()
        self.is_closed = False
        self._file = path.absolute()  # the folder that we are in may change
        self._identity = self._file.stat()

    def check(self) -> None:
        """Raise StoreError unless the store may be used: a child's copy of a connection would damage the file."""
        if self.is_closed:
            raise store_error(self.path, "an open store", "a closed one", "open it again")
        if self.is_in_child:
            raise store_error(self.path, "the process that opened it", "its child", "open it there as well")

    @property
    def is_in_child(self) -> bool:
        """Return whether this is the copy of a forked process."""
        return self._pid != os.getpid()

    def check_file(self) -> None:
        """Raise StoreError if writes no longer reach the file of that name."""
        try:
            stays = os.path.samestat(self._identity, self._file.stat())
        except FileNotFoundError:
            stays = False
        except OSError:  # it cannot be known
            return
        if not stays:
            raise store_error(self.path, "the file to stay where it is", "another or none there", "look where it went")


class Lookup:
    """Reads on a connection of its own, so that no writer keeps a reader waiting.

    No query stays open, so that each sees what is committed at that moment.
    """

    def __init__(self, connection: sqlite3.Connection, access: Access) -> None:
        self._connection = connection
        self._access = access

    def get(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query and return its result. Raises StoreError."""
        self._access.check()
        with as_store_errors(self._access.path):
            return retry_while_locked(lambda: query(self._connection), self._access.path, PATIENCE)
