"""SQL engines that run the linking statements: SQLite for few reports, DuckDB for many."""

import csv
import io
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol, Self

from rapidfuzz.distance import JaroWinkler

Row = tuple[Any, ...]
_AT_A_TIME: Final = 10_000  # rows
_JOINED: Final = frozenset({"own", "p", "label", "gone", "x"})
_KINDS: Final = {"integer": "bigint", "real": "double", "text": "varchar"}


class Engine(Protocol):
    """A database that takes the portable statements."""

    def declare(self, table: str, columns: Sequence[str]) -> None:
        """Make an empty table; each column is "name type" with type integer, real or text."""

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table, many at a time."""

    def make(self, table: str, select: str) -> None:
        """Make a table of a query's result."""

    def drop(self, *tables: str) -> None:
        """Drop tables."""

    def rows(self, select: str) -> Iterator[Row]:
        """Yield the rows of a query."""


class SQLite:
    """The standard library's engine, in memory: nothing to import, and the fastest for a few thousand reports."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._widths: dict[str, int] = {}
        self._connection.create_function("greatest", -1, _greatest, deterministic=True)
        self._connection.create_function("least", -1, _least, deterministic=True)
        self._connection.create_function("log2", 1, math.log2, deterministic=True)
        self._connection.create_function("sqrt", 1, math.sqrt, deterministic=True)
        self._connection.create_function("jaro_winkler_similarity", 2, byte_similarity, deterministic=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def declare(self, table: str, columns: Sequence[str]) -> None:
        """Make an empty table."""
        self._connection.execute(f"create table {table} ({', '.join(columns)})")
        self._widths[table] = len(columns)
        self._index(table)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table."""
        places = ", ".join("?" * self._widths[table])
        self._connection.executemany(f"insert into {table} values ({places})", rows)

    def make(self, table: str, select: str) -> None:
        """Make a table of what a statement selects."""
        self._connection.execute(f"create table {table} as {select}")
        self._index(table)

    def _index(self, table: str) -> None:
        """Index the columns that tables are joined by: SQLite keeps no statistics to do so by itself."""
        for name in (row[1] for row in self._connection.execute(f"pragma table_info({table})").fetchall()):
            if name in _JOINED:
                self._connection.execute(f"create index {table}_{name} on {table} ({name})")

    def drop(self, *tables: str) -> None:
        """Forget tables."""
        for table in tables:
            self._connection.execute(f"drop table if exists {table}")

    def rows(self, select: str) -> Iterator[Row]:
        """Yield the rows of a query."""
        return self._connection.execute(select)


def _greatest(*values: Any) -> Any:
    """The greatest value as DuckDB and Spark have it: NULL does not count."""
    return max((value for value in values if value is not None), default=None)


def _least(*values: Any) -> Any:
    return min((value for value in values if value is not None), default=None)


def byte_similarity(a: str, b: str) -> float:
    """The Jaro-Winkler similarity as DuckDB has it, which compares bytes: a letter beyond ASCII is several."""
    return JaroWinkler.similarity(a.encode(), b.encode())


class DuckDB:
    """An engine that spills to disk: millions of reports on one machine."""

    def __init__(self, memory: str = "1500MB", threads: int | None = None) -> None:
        """`memory` limits the engine before it spills to a temporary folder; one thread a core if `threads` is None."""
        import duckdb  # noqa: PLC0415  # a tenth of a second, and only many reports need it

        self._folder = TemporaryDirectory(prefix="summarizer-", ignore_cleanup_errors=True)
        self._connection = duckdb.connect()  # whose temporary tables spill
        self._connection.execute("set temp_directory = ?", [self._folder.name])
        self.limit(memory)
        self._connection.execute("set preserve_insertion_order = false")
        if threads:
            self._connection.execute("set threads = ?", [threads])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._folder.cleanup()

    def limit(self, memory: str) -> None:
        """Limit the memory that the engine holds before it spills."""
        self._connection.execute("set memory_limit = ?", [memory])

    def declare(self, table: str, columns: Sequence[str]) -> None:
        """Make an empty table."""
        types = [(name, _KINDS[kind]) for name, kind in (column.split() for column in columns)]
        self._connection.execute(f"create temp table {table} ({', '.join(f'{name} {kind}' for name, kind in types)})")

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table, by way of a file: the quickest without a library of arrays."""
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self.insert_csv(table, text.getvalue().encode())

    def insert_csv(self, table: str, rows: bytes) -> None:
        """Put rows that are written as CSV into a table; an empty cell is NULL."""
        path = Path(self._folder.name) / f"{table}.csv"
        path.write_bytes(rows)
        self._connection.execute(
            f"copy {table} from '{path}' "
            "(auto_detect false, header false, nullstr '', delimiter ',', quote '\"', escape '\"')"
        ).fetchall()
        path.unlink()

    def make(self, table: str, select: str) -> None:
        """Make a table of what a statement selects: a temporary one, which is neither logged nor compressed."""
        self._connection.execute(f"create temp table {table} as {select}").fetchall()

    def drop(self, *tables: str) -> None:
        """Forget tables."""
        for table in tables:
            self._connection.execute(f"drop table if exists {table}").fetchall()

    def rows(self, select: str) -> Iterator[Row]:
        """Yield the rows of a query, fetched in batches; read them to the end before the next statement."""
        result = self._connection.execute(select)
        while rows := result.fetchmany(_AT_A_TIME):
            yield from rows
