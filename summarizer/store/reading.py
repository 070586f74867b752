"""Looking things up, on the caller's own connection: writers never keep a reader waiting."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from .connections import PATIENCE, Use, patiently
from .explaining import explained

T = TypeVar("T")


class Reading:
    """Reads what is committed at that moment: no look stays open, so that each sees the newest."""

    def __init__(self, connection: sqlite3.Connection, use: Use) -> None:
        self._connection = connection
        self._use = use

    def get(self, look: Callable[[sqlite3.Connection], T]) -> T:
        """What is found. Raises StoreError."""
        self._use.check()
        with explained(self._use.path):
            return patiently(lambda: look(self._connection), self._use.path, PATIENCE)
