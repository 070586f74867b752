"""The rows of runs: each begins, has articles, and ends, or dies with its process."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from .rows import NewRun, RunRow, clean, now
from .sessions import COLUMNS, Session, Sessions

_PAGE = 500


def begin(connection: sqlite3.Connection, run: NewRun, session: int) -> int:
    """Insert a run and return its id."""
    added = connection.execute(
        "INSERT INTO run (session, arguments, model, prompts, total, began) VALUES (?, ?, ?, ?, ?, ?)",
        (session, clean(run.arguments), clean(run.model), clean(run.prompts), run.total, now()),
    )
    return int(added.lastrowid or 0)


def add(connection: sqlite3.Connection, row: tuple[int, int, str, str]) -> None:
    """Insert the nth article of a run."""
    connection.execute("INSERT OR REPLACE INTO run_article (run, nth, key, article) VALUES (?, ?, ?, ?)", row)


def end(connection: sqlite3.Connection, run: int, state: str, counts: Mapping[str, float]) -> None:
    """Record the end of a run, and its counts."""
    connection.execute(
        "UPDATE run SET ended = ?, state = ?, counts = ?, total = coalesce(?, total) WHERE id = ?",
        (now(), state, json.dumps(counts), counts.get("total"), run),
    )


def list_all(connection: sqlite3.Connection, sessions: Sessions) -> list[RunRow]:
    """List every run, the oldest first."""
    rows = connection.execute(
        "SELECT run.id, arguments, model, prompts, total, began, ended, state, counts, "
        f"{COLUMNS} FROM run LEFT JOIN session ON session.id = run.session ORDER BY run.id"
    ).fetchall()
    listed = []
    for row in rows:
        values: list[Any] = list(row[:9])
        lives = row[9] is not None and not sessions.has_died(Session(*row[9:]))
        values[7:] = values[7] or ("running" if lives else "died"), json.loads(values[8])
        listed.append(RunRow(*values))
    return listed


def has_article(connection: sqlite3.Connection, run: int, article: str) -> bool:
    """Return whether the run has this article."""
    query = "SELECT EXISTS (SELECT 1 FROM run_article WHERE run = ? AND article = ?)"
    return bool(connection.execute(query, (run, article)).fetchone()[0])


def list_held(connection: sqlite3.Connection, run: int, articles: Sequence[str]) -> list[str]:
    """List those of these articles that another run than this one has."""
    query = "SELECT DISTINCT article FROM run_article WHERE run <> ? AND article IN (SELECT value FROM json_each(?))"
    return [article for (article,) in connection.execute(query, (run, json.dumps(list(articles))))]


def next_page(connection: sqlite3.Connection, run: int, after: int) -> list[tuple[int, str, str]]:
    """Return the next (nth, outcome key, article id) of a run."""
    return connection.execute(
        "SELECT nth, key, article FROM run_article WHERE run = ? AND nth > ? ORDER BY nth LIMIT ?", (run, after, _PAGE)
    ).fetchall()
