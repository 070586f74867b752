"""The tables of the file, as migrations from nothing to this version, and the check that a file is a store."""

import sqlite3
from pathlib import Path

from .failures import store_error

APPLICATION_ID = 0x53756D72  # "Sumr": says in the file's header whose it is

# Never change one that was released: add another. A file of version N has had the first N.
# Texts that can be long are kept as they are, so that `sqlite3 FILE` shows what was paid for.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE session (
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: a run names its session for ever
            machine TEXT NOT NULL,                -- where `pid` means something
            pid INTEGER NOT NULL,
            born INTEGER,                         -- the process's start, in ticks of its machine; NULL if unknown
            beat INTEGER NOT NULL,                -- a count that grows while the process lives
            beat_at REAL NOT NULL                 -- when it grew last, s since 1970
        )""",
        """CREATE TABLE claim (
            key TEXT PRIMARY KEY,
            session INTEGER NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX claim_session ON claim (session)",
        """CREATE TABLE reply (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            answers INTEGER NOT NULL, -- 0: evidence only, for it led to a failure or came second
            body BLOB NOT NULL,
            model TEXT NOT NULL,
            prompt TEXT NOT NULL,
            usage TEXT NOT NULL,      -- JSON
            took REAL NOT NULL,       -- s
            at TEXT NOT NULL          -- UTC
        )""",
        "CREATE UNIQUE INDEX reply_key ON reply (key) WHERE answers = 1",
        """CREATE TABLE article (
            id TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            source TEXT,
            title TEXT,
            published TEXT,
            url TEXT,
            path TEXT
        )""",
        """CREATE TABLE outcome (
            key TEXT PRIMARY KEY,
            article TEXT NOT NULL,
            model TEXT NOT NULL,
            prompt TEXT NOT NULL,
            schema TEXT NOT NULL,
            status TEXT NOT NULL,
            error TEXT,
            error_kind TEXT,
            usage TEXT NOT NULL,   -- JSON
            took REAL NOT NULL,    -- s
            at TEXT NOT NULL,      -- UTC
            checker TEXT NOT NULL,
            found BLOB,            -- JSON
            replies TEXT NOT NULL  -- JSON, a list of keys
        )""",
        """CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            session INTEGER NOT NULL,
            arguments TEXT NOT NULL, -- JSON
            model TEXT NOT NULL,
            prompts TEXT NOT NULL,
            total INTEGER,
            began TEXT NOT NULL,     -- UTC
            ended TEXT,              -- UTC
            state TEXT,              -- NULL until it ends
            counts TEXT NOT NULL DEFAULT '{}'
        )""",
        """CREATE TABLE run_article (
            run INTEGER NOT NULL,
            nth INTEGER NOT NULL,
            key TEXT NOT NULL,
            article TEXT NOT NULL,
            PRIMARY KEY (run, nth)
        ) WITHOUT ROWID""",
        """CREATE TABLE place (
            id INTEGER PRIMARY KEY,
            place TEXT NOT NULL,
            article TEXT NOT NULL,
            at TEXT NOT NULL -- UTC
        )""",
        "CREATE INDEX place_place ON place (place)",
    ),
    (
        "ALTER TABLE article ADD COLUMN incident TEXT",
        """CREATE TABLE decision ( -- a person's, on two reports
            id TEXT PRIMARY KEY,
            review TEXT NOT NULL -- JSON
        )""",
    ),
    ("ALTER TABLE article ADD COLUMN language TEXT",),
)


def is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether the file is a store of this version; raise StoreError if it is none, or of a newer version."""
    application, version = _read_pragma(connection, "application_id"), _read_pragma(connection, "user_version")
    if application != APPLICATION_ID and (application or version or _count_tables(connection)):
        raise store_error(path, "a store", "another program's SQLite file", "name another file")
    if not 0 <= version <= len(MIGRATIONS):
        expected = f"schema version {len(MIGRATIONS)} or older"
        raise store_error(path, expected, f"version {version}", "upgrade summarizer, or name another file")
    return version == len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this version, inside the transaction that is open."""
    version = _read_pragma(connection, "user_version")
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _read_pragma(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _count_tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
