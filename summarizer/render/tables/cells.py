"""Cells of a CSV file that a spreadsheet shows and never runs."""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from ..clean import clean

Value = str | float | date | None

# What starts a formula in Excel, LibreOffice or Google Sheets. A semicolon parts cells where the comma is the decimal
# sign, so that one in a text can start a cell too.
_STARTS: Final = frozenset("=+-@")
_BEHIND_SEMICOLON: Final = re.compile(r"(;[\s\"]*)(?=\S)")


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


def defused(text: str) -> str:
    """The text in one line, an apostrophe before what would start a formula."""
    shown = clean(text)
    shown = _BEHIND_SEMICOLON.sub(lambda gap: gap[1] + _mark(shown[gap.end()]), shown)
    return _mark(shown.lstrip("\"'")[:1]) + shown


def _mark(first: str) -> str:
    """An apostrophe if this character starts a formula, in whatever width it is written."""
    return "'" if unicodedata.normalize("NFKC", first)[:1] in _STARTS else ""


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else repr(value)
