"""Checkpoints: moving what was written from the write-ahead log into the file, while nobody writes.

SQLite before 3.51.3 can lose rows that were committed, when a checkpoint meets a commit of another process
that starts the log anew (https://sqlite.org/wal.html, "The WAL-Reset Bug"), and the checkpoints that it makes
of itself wait for nobody. So it makes none, but for the one of the last to close, who is alone; and ours hold
the lock that writers need.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from .connections import LOG_SIZE, connect, retry_while_locked, transaction

_PATIENCE = 1.0  # s to wait for the lock; there is another try after the next commit


class Checkpoints:
    """Makes a checkpoint when the log has grown."""

    def __init__(self, writing: sqlite3.Connection, path: Path) -> None:
        self._path = path
        self._writing = writing
        self._moving = connect(path)
        self._log = Path(f"{os.path.realpath(path)}-wal")

    def make_if_due(self) -> None:
        """Make a checkpoint if the log is longer than it need be; should that fail, the log is as good a place."""
        with contextlib.suppress(sqlite3.Error, OSError):
            if self._log.stat().st_size > LOG_SIZE:
                retry_while_locked(self._make, self._path, _PATIENCE)

    def close(self) -> None:
        """Close the connection."""
        self._moving.close()

    def _make(self) -> None:
        with transaction(self._writing):  # of no statement: it is for the lock
            self._moving.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
