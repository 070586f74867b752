"""Rows and cells of a CSV file, of which a spreadsheet takes none for a formula."""

import math
from collections.abc import Iterable
from datetime import date

from ...files.delimited import defuse

Value = str | float | date | None


def csv_row(values: Iterable[Value]) -> str:
    """Return a row of CSV with its line end: texts quoted and defused, numbers bare, None empty."""
    return ",".join(map(csv_cell, values)) + "\r\n"


def csv_cell(value: Value) -> str:
    """Return a cell: a finite number bare, another empty; a text quoted, in one line, with no formula in it."""
    match value:
        case None:
            return ""
        case bool() | date():
            return str(value)
        case int() | float():
            return _number(value)
        case str():
            return '"' + defuse(value).replace('"', '""') + '"'


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else repr(value)
