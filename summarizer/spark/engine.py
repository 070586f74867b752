"""Spark SQL as an engine for linking, for any number of reports: each table is a folder of Parquet files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pandas as pd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.functions import pandas_udf

from ..linking.sql_engines import Row, byte_similarity
from .scratch import Scratch

_KINDS: Final = {"integer": "bigint", "real": "double", "text": "string"}
# Tables that are cheap to make again for the one or two statements that read them: to write them costs more than it
# saves. None of them outlives a table that it reads.
INLINED: Final = frozenset(
    {"raw", "mark", "report", "region_of", "country_of", "place_key", "block", "undated_block"}
    | {"topic_block", "size", "coded", "barred", "side", "choice", "live"}
)
_SETTINGS: Final = {
    "spark.sql.adaptive.enabled": "true",  # joins the small partitions of small tables
    "spark.sql.ansi.enabled": "true",  # a sum that overflows is an error, on every cluster
}


class Spark:
    """An engine in a session of its own: its tables, its functions and its settings are not the caller's."""

    def __init__(self, session: SparkSession, scratch: Scratch, partitions: int) -> None:
        """`partitions` is the number of partitions of a shuffle."""
        self._session = session.newSession()
        self._scratch = scratch
        for name, value in {**_SETTINGS, "spark.sql.shuffle.partitions": str(partitions)}.items():
            self._session.conf.set(name, value)
        # A function that may answer otherwise next time is not computed a second time for the `where` around it.
        series_udf: Any = pandas_udf  # its types know no function of two series
        function = series_udf(_compare_names, "double").asNondeterministic()
        self._session.udf.register("likeness", function)
        self._columns: dict[str, list[tuple[str, str]]] = {}

    def open(self, table: str, folder: str) -> None:
        """Open the Parquet files of a folder as a table."""
        self._session.read.parquet(folder).createOrReplaceTempView(table)

    def declare(self, table: str, columns: Sequence[str]) -> None:
        """Make an empty table."""
        self._columns[table] = [(name, _KINDS[kind]) for name, kind in (column.split() for column in columns)]
        self.insert(table, ())

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into an empty table: a few, for they travel in the statement. `open` takes many."""
        columns = self._columns[table]
        values = [tuple(row) for row in rows]
        row = f"({', '.join(f'cast(? as {kind})' for _, kind in columns)})"
        names = ", ".join(name for name, _ in columns)
        select = f"select * from values {', '.join([row] * max(len(values), 1))} as given({names})"
        cells = [cell for row in values or [(None,) * len(columns)] for cell in row]
        frame = self._session.sql(select, args=cells)
        (frame if values else frame.limit(0)).createOrReplaceTempView(table)

    def make(self, table: str, select: str) -> None:
        """Make a table from a select."""
        frame = self.select(select)
        if re.sub(r"_\d+$", "", table) not in INLINED:
            frame = self._keep(table, frame)
        frame.createOrReplaceTempView(table)

    def _keep(self, table: str, frame: DataFrame) -> DataFrame:
        folder = self._scratch.keep(table, frame)
        return self._session.read.schema(frame.schema).parquet(folder)

    def drop(self, *tables: str) -> None:
        """Drop tables and delete their files."""
        for table in tables:
            self._session.catalog.dropTempView(table)
            self._scratch.drop(table)

    def rows(self, select: str) -> Iterator[Row]:
        """Yield the rows of a select."""
        return (tuple(row) for row in self.select(select).toLocalIterator())

    def select(self, select: str) -> DataFrame:
        """Return the rows of a select as a frame that is not computed yet.

        From 4.3 on Spark has a `jaro_winkler_similarity`; it goes before one of ours, and compares letters, not bytes.
        """
        return self._session.sql(select.replace("jaro_winkler_similarity", "likeness"))


def _compare_names(a: pd.Series, b: pd.Series) -> pd.Series:
    """Compare the names of each row, from 0 to 1. Spark computes rows with unknown names too, and ignores them."""
    pairs = zip(a.fillna(""), b.fillna(""), strict=True)
    return pd.Series([byte_similarity(first, second) for first, second in pairs], dtype="float64")
