"""Reads rows of CSV and TSV, with the numbers of their first lines, and defuses cells that would be formulas."""

import csv
import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..errors import RecordError
from ..language.visible import clean

# What starts a formula in Excel, LibreOffice or Google Sheets. A semicolon parts cells where the comma is the decimal
# sign, so that one in a text can start a cell too.
_STARTS: Final = frozenset("=+-@")
_BEHIND_SEMICOLON: Final = re.compile(r"(;[\s\"]*)(?=\S)")

WIDEST: Final = 131_072  # characters of a cell, if it is no article: what Python's reader takes
_STRAY_BYTE = re.compile("[\udc80-\udcff]")


class Line(NamedTuple):
    """A line of a file; a byte that is not UTF-8 is a lone surrogate (see `plain`).

    `error` says why the line has no text.
    """

    number: int
    text: str
    error: str | None = None


class Row(NamedTuple):
    """A row of cells, or an error in place of them."""

    number: int
    cells: tuple[str, ...]
    error: str | None = None


def check_encoding(text: str) -> str:
    """Return the text. Raises RecordError if it holds a byte that is not UTF-8, or a NUL."""
    stray = _STRAY_BYTE.search(text)
    if stray:
        byte = ord(stray[0]) - 0xDC00
        raise RecordError(
            f"expected UTF-8, got byte 0x{byte:02x}: convert the file, for example `iconv -f WINDOWS-1252 -t UTF-8`"
        )
    if "\0" in text:
        raise RecordError("expected text, got a NUL character: export the file again")
    return text


def read_rows(lines: Iterator[Line], delimiter: str, longest: int, widest: int = WIDEST) -> Iterator[Row]:
    """Read the rows that are not blank, of at most `longest` characters, in cells of at most `widest`.

    A row that cannot be read costs its first line; the next is read anew.
    """
    source = _LineBuffer(lines, longest)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin_row()
        csv.field_size_limit(widest)  # of the whole process: set anew for each row
        try:
            cells = next(reader)
            check_encoding("".join(cells))
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(source.first, (), f"expected a row of cells, got {_describe(error)}: check its quotation marks")
            source.give_back()
        except RecordError as error:
            yield Row(source.first, (), str(error))
        else:
            if any(cell.strip() for cell in cells):
                yield Row(source.first, tuple(cells))


def _describe(error: csv.Error) -> str:
    text = str(error)
    return "a bare carriage return" if text.startswith("new-line character") else text


class _LineBuffer:
    """Lines for the CSV reader, which can be returned when a row is malformed."""

    def __init__(self, lines: Iterator[Line], longest: int) -> None:
        self._longest = longest
        self._lines = lines
        self._waiting: deque[Line] = deque()
        self._taken: list[Line] = []
        self._length = 0

    def __iter__(self) -> "_LineBuffer":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._taken.append(line)
        self._length += len(line.text)
        if line.error:
            raise RecordError(line.error)
        if self._length > self._longest:
            raise csv.Error("a row that does not end")
        return line.text

    @property
    def first(self) -> int:
        """The number of the row's first line."""
        return self._taken[0].number if self._taken else 1

    def begin_row(self) -> None:
        """Forget the last row."""
        self._taken.clear()
        self._length = 0

    def give_back(self) -> None:
        """Return all lines of the row but its first."""
        self._waiting.extendleft(reversed(self._taken[1:]))


def defuse(text: str) -> str:
    """Make a cell one line, with an apostrophe before a formula."""
    shown = clean(text)
    shown = _BEHIND_SEMICOLON.sub(lambda gap: gap[1] + _mark(shown[gap.end()]), shown)
    return _mark(shown.lstrip("\"'")[:1]) + shown


def _mark(first: str) -> str:
    """Return an apostrophe if this character starts a formula, in whatever width it is written."""
    return "'" if unicodedata.normalize("NFKC", first)[:1] in _STARTS else ""
