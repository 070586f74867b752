"""Runs: each begins, has articles, and ends, or dies with its process."""

import json
import sqlite3

from .rows import NewRun, RunRow, clean, now
from .sessions import COLUMNS, Session, Sessions

_PAGE = 500


def begin(connection: sqlite3.Connection, run: NewRun, session: int) -> int:
    """The id of the new run."""
    row = connection.execute(
        "INSERT INTO run (session, arguments, model, prompts, total, began) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (session, clean(run.arguments), clean(run.model), clean(run.prompts), run.total, now()),
    ).fetchone()
    return int(row[0])


def add(connection: sqlite3.Connection, row: tuple[int, int, str, str]) -> None:
    """The nth article of a run."""
    connection.execute("INSERT OR REPLACE INTO run_article (run, nth, key, article) VALUES (?, ?, ?, ?)", row)


def end(connection: sqlite3.Connection, run: int, state: str, counts: str) -> None:
    """The run's end, and what was counted."""
    connection.execute(
        "UPDATE run SET ended = ?, state = ?, counts = ?, total = coalesce(json_extract(?, '$.total'), total) "
        "WHERE id = ?",
        (now(), state, counts, counts, run),
    )


def all_(connection: sqlite3.Connection, sessions: Sessions) -> list[RunRow]:
    """Every run, the oldest first."""
    rows = connection.execute(
        "SELECT run.id, arguments, model, prompts, total, began, ended, state, counts, "
        f"{COLUMNS} FROM run LEFT JOIN session ON session.id = run.session ORDER BY run.id"
    ).fetchall()
    found = []
    for row in rows:
        run, (state, counts), session = row[:7], row[7:9], row[9:]
        lives = session[0] is not None and not sessions.has_died(Session(*session))
        found.append(RunRow(*run, state or ("running" if lives else "died"), json.loads(counts)))
    return found


def page(connection: sqlite3.Connection, run: int, after: int) -> list[tuple[int, str, str]]:
    """The next (nth, outcome key, article id) of a run."""
    return connection.execute(
        "SELECT nth, key, article FROM run_article WHERE run = ? AND nth > ? ORDER BY nth LIMIT ?", (run, after, _PAGE)
    ).fetchall()
