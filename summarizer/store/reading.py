"""Looking things up, on the caller's own connection: writers never keep a reader waiting."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from .connections import PATIENCE, explained, patiently

T = TypeVar("T")


class Reading:
    """Reads what is committed at that moment. No read stays open, so that each sees the newest."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def get(self, look: Callable[[sqlite3.Connection], T]) -> T:
        """What is found. Raises StoreError."""
        with explained(self._path):
            try:
                return look(self._connection)
            except sqlite3.OperationalError:
                return patiently(lambda: look(self._connection), self._path, PATIENCE)
