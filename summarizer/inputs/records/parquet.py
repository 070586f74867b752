"""Parquet: our own event records, as nested columns or one column of JSON, or a table as in CSV."""

from collections.abc import Iterator, Mapping
from glob import escape
from pathlib import Path
from typing import Any, Final

from ...errors import RecordError, UsageError
from ...files.delimited import Row
from ...records.events import EventReport, parse_event_report
from .columns import Field
from .jsonl import parse_record
from .problems import Problem
from .tabular import read_table

_FETCHED: Final = 1000  # rows in memory at a time
# A moment with a time zone comes as text in UTC: as an object it would need pytz, and the machine's own zone.
_ZONED: Final = "TIMESTAMP WITH TIME ZONE"
_UTC: Final = """strftime({0} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S+00:00') AS {0}"""
_NESTED: Final = ("place", "figures", "actors", "named")


def read_parquet(path: str, mapping: Mapping[str, Field | None]) -> Iterator[EventReport | Problem]:
    """Read the record of each row. Raises UsageError if the file cannot be opened or a mapped column is not there."""
    import duckdb  # noqa: PLC0415  # only Parquet needs it

    try:
        Path(path).open("rb").close()
    except OSError as error:
        raise UsageError(f"{path}: expected a file of event records, got: {error.strerror}") from error
    downloads = ("autoinstall_known_extensions", "autoload_known_extensions")  # reading Parquet needs none
    with duckdb.connect(config=dict.fromkeys(downloads, False)) as connection:
        try:
            shape = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [escape(path)]).fetchall()
            chosen = ", ".join(_select_column(str(name), str(kind)) for name, kind, *_ in shape)
            cursor = connection.execute(f"SELECT {chosen} FROM read_parquet(?)", [escape(path)])  # noqa: S608  # quoted
            yield from _read_records(path, [str(name) for name, *_ in shape], _read_rows(cursor), mapping)
        except duckdb.Error as error:
            yield Problem(path, None, f"expected a Parquet file, got {_get_first_line(error)}: write it again")


def _select_column(name: str, kind: str) -> str:
    """Write the SQL of one column, its name quoted."""
    quoted = '"' + name.replace('"', '""') + '"'
    return _UTC.format(quoted) if kind == _ZONED else quoted


def _read_rows(cursor: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Read the rows with their numbers, a batch at a time."""
    number = 0
    while batch := cursor.fetchmany(_FETCHED):
        for values in batch:
            number += 1
            yield number, values


def _read_records(
    path: str, names: list[str], rows: Iterator[tuple[int, tuple[Any, ...]]], mapping: Mapping[str, Field | None]
) -> Iterator[EventReport | Problem]:
    if mapping or not (len(names) == 1 or "figures" in names):
        yield from read_table(path, names, (Row(n, tuple(map(_format_cell, values))) for n, values in rows), mapping)
        return
    for number, values in rows:
        try:
            yield parse_event_report(_build_record(names, values))
        except RecordError as error:
            yield Problem(path, number, str(error))


def _build_record(names: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    """Build the record of a row: JSON in its only column, or a column a field, nested as structs, lists or JSON."""
    if len(names) == 1:
        return parse_record(str(values[0]))
    record: dict[str, Any] = _drop_empty(dict(zip(names, values, strict=True)))
    nested = {name: _parse_json_list(record[name]) for name in _NESTED if isinstance(record.get(name), str)}
    return record | nested


def _parse_json_list(text: str) -> Any:
    return parse_record(f'{{"nested": {text}}}')["nested"]


def _drop_empty(value: Any) -> Any:
    """Remove empty fields from a value: every struct of a column has all fields of its type."""
    if isinstance(value, dict):
        return {name: _drop_empty(field) for name, field in value.items() if field is not None}
    if isinstance(value, list | tuple):
        return [_drop_empty(item) for item in value if item is not None]
    return value


def _format_cell(value: Any) -> str:
    return "" if value is None else str(value)


def _get_first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
