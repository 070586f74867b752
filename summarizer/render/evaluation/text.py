"""The result of `summarizer eval` as plain text, 80 columns wide."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from ...language.visible import clean
from ...records.evaluation import Evaluation
from ..omissions import left_out_line
from .rows import Entry, Listing, Table, describe_gold, listings, tables

_WIDTH: Final = 80
_SHOWN: Final = 20  # entries of a list; the JSON has all


def render_text(evaluation: Evaluation) -> str:
    """Return the tables of a result, and the first of what is wrong."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield from wrap(clean(describe_gold(evaluation)), _WIDTH)
    for table in tables(evaluation):
        yield from _table_lines(table)
    for listing in listings(evaluation):
        yield from _list_lines(listing)


def _table_lines(table: Table) -> Iterator[str]:
    """Yield a table, its columns as wide as their cells."""
    yield ""
    yield table.heading.upper() + (f" ({table.note})" if table.note else "")
    cells = [tuple(map(clean, row)) for row in (table.heads, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))


def _list_lines(listing: Listing) -> Iterator[str]:
    yield ""
    yield f"{listing.heading.upper()} ({len(listing.entries)})"
    for entry in listing.entries[:_SHOWN]:
        yield from _entry_lines(entry)
    if left_out := left_out_line(len(listing.entries), _SHOWN):
        yield f"  {left_out}"


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield from _wrap(entry.head, "- ", "  ")
    for line in entry.lines:
        yield from _wrap(line, "    ", "      ")
    if entry.why:
        yield from _wrap(f"→ {entry.why}", "    ", "      ")


def _wrap(text: str, first: str, rest: str) -> list[str]:
    return wrap(clean(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
