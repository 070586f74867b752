"""Cells of a CSV file that a spreadsheet shows and never runs."""

import math
from collections.abc import Iterable
from datetime import date

from ...files.delimited import defused

Value = str | float | date | None


def line(values: Iterable[Value]) -> str:
    """One line of CSV, its end included: texts in quotation marks and defused, numbers bare, None empty."""
    return ",".join(map(cell, values)) + "\r\n"


def cell(value: Value) -> str:
    """One cell: a number as it is, empty where it has no end; a text as one line that no program takes for code."""
    match value:
        case None:
            return ""
        case bool() | date():
            return str(value)
        case int() | float():
            return _number(value)
        case str():
            return '"' + defused(value).replace('"', '""') + '"'


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else repr(value)
