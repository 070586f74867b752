"""The file: where it lies, opening it, transactions, and waiting for its lock."""

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
from .explaining import BUSY, code_of, explained, trouble

T = TypeVar("T")

VARIABLE = "SUMMARIZER_STORE"
PATIENCE = 60.0  # s that a read waits for a lock: there is one only while another process recovers or closes it
LOG_SIZE = 4 * 2**20  # bytes: a thousand pages, at which SQLite would make a checkpoint of itself
_PAUSE = 0.002  # s between two tries for a lock: a group takes about as long
_log = logging.getLogger(__name__)


def default_path() -> Path:
    """SUMMARIZER_STORE, else `store.sqlite` in the user's data folder."""
    return Path(os.environ.get(VARIABLE) or _users_own())


def is_there(path: Path) -> bool:
    """Whether a file stands there that holds something: to open any other makes a store of it."""
    return path.exists() and not (path.is_file() and path.stat().st_size == 0)


def _users_own() -> Path:
    return platformdirs.user_data_path("summarizer", appauthor=False) / "store.sqlite"


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the store at `path`, made or migrated if need be. Raises StoreError."""
    with explained(path):
        _check_folder(path)
        connection = sqlite3.connect(
            path.absolute(),  # so that ":memory:" is a file's name
            isolation_level=None,
            check_same_thread=False,
            timeout=0,
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            patiently(lambda: _prepare(connection, path), path, PATIENCE)
        except BaseException:
            connection.close()
            raise
        return connection


def _check_folder(path: Path) -> None:
    """The default store's folder is made; a name that was typed may be a slip."""
    if path == _users_own():
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.parent.is_dir():
        raise trouble(path, "a folder to hold it", "none there", "make it first")


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
        raise trouble(path, "a local disk", f"one that allows only journal mode {mode}", "name another file")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # see checkpoints.py
    connection.execute(f"PRAGMA journal_size_limit = {LOG_SIZE}")  # the log's size when it starts anew
    connection.execute("PRAGMA fullfsync = ON")  # macOS: else a commit may be in the drive's cache only


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All that is done inside is kept, or none."""
    connection.execute(f"BEGIN {kind}")
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
            if code_of(error) not in BUSY or (limit is not None and now - started > limit):
                raise
        if now - warned > PATIENCE:
            _log.warning("store %s: another program has held its lock for %.0f s: waiting", path, now - started)
            warned = now
        time.sleep(_PAUSE)


class Use:
    """Whether the store may be used: it is open, and this is the process that opened it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pid = os.getpid()
        self.is_over = False
        self._file = path.absolute()  # the folder that we are in may change
        self._identity = self._file.stat()

    def check(self) -> None:
        """Raises StoreError if it may not: a child's copy of a connection would damage the file."""
        if self.is_over:
            raise trouble(self.path, "an open store", "a closed one", "open it again")
        if self.is_a_childs:
            raise trouble(self.path, "the process that opened it", "its child", "open it there as well")

    @property
    def is_a_childs(self) -> bool:
        """Whether this is the copy that a forked process has."""
        return self._pid != os.getpid()

    def check_file(self) -> None:
        """Raises StoreError if what is written no longer reaches the file of that name."""
        try:
            stays = os.path.samestat(self._identity, self._file.stat())
        except FileNotFoundError:
            stays = False
        except OSError:  # it cannot be said
            return
        if not stays:
            raise trouble(self.path, "the file to stay where it is", "another or none there", "look where it went")
