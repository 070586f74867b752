"""Reads event reports from a table, one a row; its header tells the meaning of the columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...errors import RecordError, UsageError
from ...files.delimited import Row, read_rows
from ...records.events import EventReport
from .columns import Field, map_columns
from .lines import LONGEST, read_lines
from .problems import Problem
from .rows import build_report


def read_delimited(path: str, delimiter: str, mapping: Mapping[str, Field | None]) -> Iterator[EventReport | Problem]:
    """Read the record of each row of a CSV or TSV file, whose first row is the header."""
    rows = read_rows(read_lines(path), delimiter, LONGEST)
    header = next(rows, Row(1, (), "expected a header and rows, got an empty file"))
    if header.error:
        yield Problem(path, header.number, header.error)
    else:
        yield from read_table(path, header.cells, rows, mapping)


def read_table(
    path: str, header: Sequence[str], rows: Iterable[Row], mapping: Mapping[str, Field | None]
) -> Iterator[EventReport | Problem]:
    """Read the record of each row. Raises UsageError if a mapped column is not in the header."""
    try:
        columns = map_columns(header, mapping)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    except RecordError as error:
        yield Problem(path, None, str(error))
        return
    for row in rows:
        if row.error:
            yield Problem(path, row.number, row.error)
            continue
        try:
            yield build_report(row.cells, columns, f"{path}:{row.number}")
        except RecordError as error:
            yield Problem(path, row.number, str(error))
