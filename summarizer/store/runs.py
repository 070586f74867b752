"""Runs: each begins, has articles, and ends, or dies with its process."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from .rows import NewRun, RunRow, clean, now
from .sessions import COLUMNS, Session, Sessions

_PAGE = 500


def begin(connection: sqlite3.Connection, run: NewRun, session: int) -> int:
    """The id of the new run."""
    added = connection.execute(
        "INSERT INTO run (session, arguments, model, prompts, total, began) VALUES (?, ?, ?, ?, ?, ?)",
        (session, clean(run.arguments), clean(run.model), clean(run.prompts), run.total, now()),
    )
    return int(added.lastrowid or 0)


def add(connection: sqlite3.Connection, row: tuple[int, int, str, str]) -> None:
    """The nth article of a run."""
    connection.execute("INSERT OR REPLACE INTO run_article (run, nth, key, article) VALUES (?, ?, ?, ?)", row)


def end(connection: sqlite3.Connection, run: int, state: str, counts: Mapping[str, float]) -> None:
    """The run's end, and what was counted."""
    connection.execute(
        "UPDATE run SET ended = ?, state = ?, counts = ?, total = coalesce(?, total) WHERE id = ?",
        (now(), state, json.dumps(counts), counts.get("total"), run),
    )


def all_(connection: sqlite3.Connection, sessions: Sessions) -> list[RunRow]:
    """Every run, the oldest first."""
    rows = connection.execute(
        "SELECT run.id, arguments, model, prompts, total, began, ended, state, counts, "
        f"{COLUMNS} FROM run LEFT JOIN session ON session.id = run.session ORDER BY run.id"
    ).fetchall()
    found = []
    for row in rows:
        values: list[Any] = list(row[:9])
        lives = row[9] is not None and not sessions.has_died(Session(*row[9:]))
        values[7:] = values[7] or ("running" if lives else "died"), json.loads(values[8])
        found.append(RunRow(*values))
    return found


def holds(connection: sqlite3.Connection, run: int, article: str) -> bool:
    """Whether the run has this article."""
    asked = "SELECT EXISTS (SELECT 1 FROM run_article WHERE run = ? AND article = ?)"
    return bool(connection.execute(asked, (run, article)).fetchone()[0])


def page(connection: sqlite3.Connection, run: int, after: int) -> list[tuple[int, str, str]]:
    """The next (nth, outcome key, article id) of a run."""
    return connection.execute(
        "SELECT nth, key, article FROM run_article WHERE run = ? AND nth > ? ORDER BY nth LIMIT ?", (run, after, _PAGE)
    ).fetchall()
