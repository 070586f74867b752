"""The store: one SQLite file that keeps every article, every paid reply and every outcome, durable when written."""

from .connections import default_path
from .rows import NewRun, OutcomeRow, Reply, RunRow
from .store import Store

__all__ = ["NewRun", "OutcomeRow", "Reply", "RunRow", "Store", "default_path"]
