"""The rows of articles, outcomes and places, and retired replies: each function is one query or one write."""

import sqlite3
from collections.abc import Sequence

from ..records.article import Article
from .rows import ARTICLE, OUTCOME, OutcomeRow, now, row_to_article, row_to_outcome

SEVERAL = ""  # in the place of an article's id: several texts stand there at one time, so that none replaces another
_OUTCOME_VALUES = ", ".join("?" for _ in OUTCOME.split(","))


def retire(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Mark these replies as evidence only: they answer no more."""
    connection.executemany("UPDATE reply SET answers = 0 WHERE key = ? AND answers = 1", ((key,) for key in keys))


def keep_outcome(connection: sqlite3.Connection, article: tuple[str | None, ...], outcome: tuple[object, ...]) -> None:
    """Write the article, with the newest of its metadata, and its outcome."""
    connection.execute(
        f"INSERT INTO article ({ARTICLE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) "
        "DO UPDATE SET source = excluded.source, title = excluded.title, published = excluded.published, "
        "url = excluded.url, path = excluded.path, incident = excluded.incident, "
        "language = excluded.language",
        article,
    )
    connection.execute(f"INSERT OR REPLACE INTO outcome ({OUTCOME}) VALUES ({_OUTCOME_VALUES})", outcome)


def find_outcome(connection: sqlite3.Connection, key: str) -> OutcomeRow | None:
    """Find the outcome of this key."""
    row = connection.execute(f"SELECT {OUTCOME} FROM outcome WHERE key = ?", (key,)).fetchone()
    return row_to_outcome(row) if row else None


def find_article(connection: sqlite3.Connection, id_: str) -> Article | None:
    """Find the article of this id."""
    row = connection.execute(f"SELECT {ARTICLE} FROM article WHERE id = ?", (id_,)).fetchone()
    return row_to_article(row) if row else None


def update_metadata(connection: sqlite3.Connection, article: tuple[str | None, ...]) -> None:
    """Update the metadata of the article, if the store has it."""
    id_, _, *metadata = article
    connection.execute(
        "UPDATE article SET source = ?, title = ?, published = ?, url = ?, path = ?, incident = ?, "
        "language = ? WHERE id = ? "
        "AND (source, title, published, url, path, incident, language) IS NOT (?, ?, ?, ?, ?, ?, ?)",
        (*metadata, id_, *metadata),
    )


def keep_decisions(
    connection: sqlite3.Connection, decisions: Sequence[tuple[str, str]], withdrawn: Sequence[str]
) -> None:
    """Write decisions (id, JSON), each in place of an earlier one of its id, and delete those that were withdrawn."""
    connection.executemany("INSERT OR REPLACE INTO decision (id, review) VALUES (?, ?)", decisions)
    connection.executemany("DELETE FROM decision WHERE id = ?", ((id_,) for id_ in withdrawn))


def list_decisions(connection: sqlite3.Connection) -> list[str]:
    """List the JSON of every decision, in the order in which they were written."""
    return [review for (review,) in connection.execute("SELECT review FROM decision ORDER BY rowid").fetchall()]


def record_place(connection: sqlite3.Connection, place: str, article: str) -> None:
    """Record that this text was read at a place, unless it is the last that was read there, or several are."""
    if not {article, SEVERAL} & {*_find_last(connection, place)[:1]}:
        connection.execute("INSERT INTO place (place, article, at) VALUES (?, ?, ?)", (place, article, now()))


def find_before(connection: sqlite3.Connection, place: str, article: str) -> str | None:
    """Find the id of the text that was read there last before this one; None where several texts stand."""
    last = _find_last(connection, place)
    return None if last[:1] == [SEVERAL] else next((earlier for earlier in last if earlier != article), None)


def _find_last(connection: sqlite3.Connection, place: str) -> list[str]:
    """Find the last two texts that were read there, the newest first: no two in a row are the same."""
    rows = connection.execute("SELECT article FROM place WHERE place = ? ORDER BY id DESC LIMIT 2", (place,))
    return [article for (article,) in rows.fetchall()]
