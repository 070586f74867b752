"""CSV and TSV: the rows of a table, each with the number of its first line."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import RecordError
from .lines import LONGEST, Line, plain


class Row(NamedTuple):
    """One row: its cells, or why there are none."""

    number: int
    cells: tuple[str, ...]
    error: str | None = None


def read_rows(lines: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """The rows that are not blank. A row that cannot be read costs its first line; the next is read anew."""
    source = _Source(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin_row()
        try:
            cells = next(reader)
            plain("".join(cells))
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(source.first, (), f"expected a row of cells, got {_told(error)}: check its quotation marks")
            source.give_back()
        except RecordError as error:
            yield Row(source.first, (), str(error))
        else:
            if any(cell.strip() for cell in cells):
                yield Row(source.first, tuple(cells))


def _told(error: csv.Error) -> str:
    text = str(error)
    return "a bare carriage return" if text.startswith("new-line character") else text


class _Source:
    """Lines for the CSV reader, which can be given back when the row that they seemed to belong to is broken."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._waiting: deque[Line] = deque()
        self._taken: list[Line] = []
        self._length = 0

    def __iter__(self) -> "_Source":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._taken.append(line)
        self._length += len(line.text)
        if line.error:
            raise RecordError(line.error)
        if self._length > LONGEST:
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
