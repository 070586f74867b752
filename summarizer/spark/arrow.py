"""Arrow schemas in Spark's terms, and batches of rows that fit them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

import pyarrow as pa

_NAMES: Final = {pa.int64(): "bigint", pa.float64(): "double", pa.string(): "string"}
_AT_A_TIME: Final = 1000  # rows of a batch: a row may hold a whole incident


def ddl(schema: pa.Schema) -> str:
    """Return a schema as Spark's DDL: "id string, own bigint"."""
    return ", ".join(f"{column.name} {_kind(column.type)}" for column in schema)


def _kind(kind: pa.DataType) -> str:
    if isinstance(kind, pa.ListType):
        return f"array<{_kind(kind.value_type)}>"
    if isinstance(kind, pa.StructType):
        return f"struct<{', '.join(f'{column.name}: {_kind(column.type)}' for column in kind)}>"
    return _NAMES[kind]


def make_batches(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield rows in batches. No number passes through a float on the way, as those of pandas do beside nulls."""
    left = iter(rows)
    while some := list(islice(left, _AT_A_TIME)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)


def iterate_rows(incoming: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    """Yield the rows of batches."""
    for batch in incoming:
        yield from batch.to_pylist()
