"""Reads articles from a CSV or TSV table, one a row, in named columns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO, Final

from ..errors import ArticleError
from ..files.delimited import Line, read_rows
from ..language.dates import parse_moment
from ..language.visible import one_line
from .own_outputs import check_columns
from .results import Failure, OtherKindError, Part, RawArticle
from .sizes import LONGEST_LINE
from .sources import Source

# The names of columns in exports of news archives, scrapers and feed readers; the first that a table has counts.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "main_text"),
    "source": (
        *("source", "outlet", "publisher", "publication", "source_name", "site", "sitename", "domain", "newspaper"),
    ),
    "title": ("title", "headline", "heading"),
    "published": (
        *("published", "date", "published_at", "publish_date", "date_publish", "pub_date", "pubdate"),
        *("publication_date", "date_published", "datetime"),
    ),
    "url": ("url", "link", "permalink"),
    "incident": ("incident", "incident_id"),
    "language": ("language", "lang", "language_code"),
}
_LISTED: Final = 30  # columns that a message lists
_SHOWN: Final = 40  # characters of each
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def read(source: Source) -> Iterator[Part]:
    """Read the article of each row; a row that cannot be read is reported by the number of its first line."""
    lines = _read_lines(source.stream)
    first = next(lines, Line(1, ""))
    delimiter = "\t" if source.name.lower().endswith(".tsv") else max(",;\t", key=first.text.count)
    rows = read_rows(chain([first], lines), delimiter, LONGEST_LINE, widest=LONGEST_LINE)
    header = next(rows, None)
    if header is None or header.error:
        raise ArticleError((header.error if header else None) or "expected a header and rows, got an empty file")
    check_columns(header.cells)
    columns = _find_columns(header.cells)
    for row in rows:
        where = f"{source.where}:{row.number}"
        if row.error:
            yield Failure(where, row.error)
        elif len(row.cells) != len(header.cells):
            reason = f"expected {len(header.cells)} cells, got {len(row.cells)}: check the row's quotation marks"
            yield Failure(where, reason)
        else:
            yield RawArticle(where, _build_fields({name: row.cells[at] for name, at in columns.items()}))


def _read_lines(stream: BinaryIO) -> Iterator[Line]:
    number = 0
    while data := stream.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1 and data.startswith(_WIDE):
            raise ArticleError("expected UTF-8, got UTF-16: save the table as CSV in UTF-8")
        if len(data) > LONGEST_LINE:
            while data and not data.endswith(b"\n"):
                data = stream.readline(LONGEST_LINE)
            yield Line(number, "", f"expected a line of at most {LONGEST_LINE} bytes, got a longer one: split it")
            continue
        text = data.decode(errors="surrogateescape")
        yield Line(number, text.removeprefix("\ufeff") if number == 1 else text)


def _find_columns(header: Sequence[str]) -> dict[str, int]:
    """Find the index of the column of each field. Raises OtherKindError for a table without texts."""
    names = [name.strip().casefold().replace(" ", "_").replace("-", "_") for name in header]
    indices = {
        field: next((names.index(name) for name in usual if name in names), -1) for field, usual in COLUMNS.items()
    }
    if indices["text"] < 0:
        listed = ", ".join(one_line(name, _SHOWN) or "(no name)" for name in header[:_LISTED])
        raise OtherKindError(f"expected a column of texts ({', '.join(COLUMNS['text'])}), got {listed}: rename it")
    return {field: at for field, at in indices.items() if at >= 0}


def _build_fields(cells: Mapping[str, str]) -> dict[str, object]:
    """Build the fields of a row; an empty cell is left out."""
    fields: dict[str, object] = {name: cell for name, cell in cells.items() if cell.strip() or name == "text"}
    if published := cells.get("published", "").strip():
        fields["published"] = parse_moment(published) or published  # which is refused, and shown
    return fields
