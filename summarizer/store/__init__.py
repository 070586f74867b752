"""The store: one SQLite file that keeps every article, every paid reply and every outcome, durable when written."""

from .connections import default_path, is_there
from .rows import NewRun, OutcomeRow, RunRow
from .store import Store

__all__ = ["NewRun", "OutcomeRow", "RunRow", "Store", "default_path", "is_there"]
