"""Articles, outcomes, replies that are retired, and places: each function is one look or one write."""

import sqlite3
from collections.abc import Sequence

from ..records.article import Article
from .rows import OUTCOME, OutcomeRow, now, to_article, to_outcome

SEVERAL = ""  # in the place of an article's id: several texts stand there at one time, so that none replaces another
_OUTCOME_VALUES = ", ".join("?" for _ in OUTCOME.split(","))


def retire(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """These replies answer no more."""
    connection.executemany("UPDATE reply SET answers = 0 WHERE key = ? AND answers = 1", ((key,) for key in keys))


def keep_outcome(connection: sqlite3.Connection, article: tuple[str | None, ...], outcome: tuple[object, ...]) -> None:
    """The article, with the newest of what is known of it, and its outcome."""
    connection.execute(
        "INSERT INTO article (id, text, source, title, published, url, path) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) "
        "DO UPDATE SET source = excluded.source, title = excluded.title, published = excluded.published, "
        "url = excluded.url, path = excluded.path",
        article,
    )
    connection.execute(f"INSERT OR REPLACE INTO outcome ({OUTCOME}) VALUES ({_OUTCOME_VALUES})", outcome)


def outcome(connection: sqlite3.Connection, key: str) -> OutcomeRow | None:
    """The outcome of this key."""
    found = connection.execute(f"SELECT {OUTCOME} FROM outcome WHERE key = ?", (key,)).fetchone()
    return to_outcome(found) if found else None


def article(connection: sqlite3.Connection, id_: str) -> Article | None:
    """The article of this id."""
    found = connection.execute(
        "SELECT id, text, source, title, published, url, path FROM article WHERE id = ?", (id_,)
    ).fetchone()
    return to_article(found) if found else None


def met(connection: sqlite3.Connection, article: tuple[str | None, ...]) -> None:
    """What is known of the article now, if the store has it."""
    id_, _, *known = article
    connection.execute(
        "UPDATE article SET source = ?, title = ?, published = ?, url = ?, path = ? WHERE id = ? "
        "AND (source, title, published, url, path) IS NOT (?, ?, ?, ?, ?)",
        (*known, id_, *known),
    )


def saw(connection: sqlite3.Connection, place: str, article: str) -> None:
    """Note this text, unless it is the last that was read there, or several are."""
    if not {article, SEVERAL} & {*_last(connection, place)[:1]}:
        connection.execute("INSERT INTO place (place, article, at) VALUES (?, ?, ?)", (place, article, now()))


def before(connection: sqlite3.Connection, place: str, article: str) -> str | None:
    """The id of the text that was read there last before this one was; None where several texts stand."""
    last = _last(connection, place)
    return None if last[:1] == [SEVERAL] else next((found for found in last if found != article), None)


def _last(connection: sqlite3.Connection, place: str) -> list[str]:
    """The last two texts that were read there, the newest first: no two in a row are the same."""
    rows = connection.execute("SELECT article FROM place WHERE place = ? ORDER BY id DESC LIMIT 2", (place,))
    return [article for (article,) in rows.fetchall()]
