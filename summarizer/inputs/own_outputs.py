"""Recognizes files that summarizer wrote: a report that lies among articles is no source.

Reports carry no mark of their own, for that would be seen. So they are recognized by a shape that no article has, and
that every version has written. A text that imitates one is passed over too, so each file that is passed over is named.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import PurePath
from typing import BinaryIO, Final

from .results import OtherKindError

_KINDS: Final = "conflict|dispute|arithmetic|retraction|revision|uncorroborated|agreement"
_STORE: Final = b"SQLite format 3\0"
_APPLICATION: Final = slice(68, 72)  # of a SQLite file: whose it is
_PARQUET: Final = b"PAR1"
_FOOTER: Final = 1 << 16  # bytes at the end of a Parquet file that name its columns
_PARQUET_COLUMNS: Final = (b"article", b"incident", b"copy_of", b"figures")

_TEXT: Final = re.compile(
    r"\d+ articles?,\s\d+ incidents?,\s\d+ figures?(?:\sgrounded)?,\s\d+\srejected(?:,\s\d+\sfailed)?\s*(?:\n|$)"
)
_COMPARED: Final = re.compile(
    r"New: \d+ articles?, \d+ incidents?, \d+ findings?; \d+ estimates? changed, \d+ findings? gone\.\s*(?:\n|$)"
    r"|\d+ the same, \d+ differ, \d+ only in A, \d+ only in B\s*(?:\n|$)"
)
_EVALUATION: Final = re.compile(
    r"\d+ articles?,\s\d+\sevents?,\s\d+\sfigures?,\s\d+\sincidents?,\s\d+\sfindings?;"
    r"\s(?:figures\sas\slabelled|records|model)\b"
)
_MARKDOWN: Final = re.compile(
    rf"# News summary\n\n(?=.*^## (?i:(?:new )?incidents|{_KINDS}|edited since they were read before)$)",
    re.DOTALL | re.MULTILINE,
)
_GITHUB: Final = re.compile(
    r"::(?:error|warning|notice) (?:(?:file|line|col|endColumn)=[^,\n]*,)*"
    rf"title=(?:(?:{_KINDS})%3A |article not read::|incident not checked::)"
)
_TEXTS: Final = (
    (_TEXT, "a report"),
    (_EVALUATION, "the result of an evaluation"),
    (_MARKDOWN, "a Markdown report"),
    (_GITHUB, "a list of annotations"),
    (_COMPARED, "a comparison of reports"),
)
_HEADS: Final = (  # of files that are no text whatever their ending
    (re.compile(rb'\s*\{\s*"schema_version":\s*\d+,\s*"digest":'), "a JSON report"),
    (re.compile(rb'\s*\{\s*"schema_version":\s*\d+,\s*"gold":\s*\{'), "the result of an evaluation"),
    (re.compile(rb'\s*\{\s*"format":\s*"summarizer-reviews"'), "reviews of a report's page"),
    (re.compile(rb'\s*\{.{0,400}"runs":\s*\[\s*\{\s*"tool":\s*\{\s*"driver":\s*\{\s*"name":\s*"summarizer"', re.DOTALL),
     "a SARIF log"),
    (re.compile(rb"version: 1\r?\n(?:about|interactions):|interactions:(?: \[\]|\r?\n- request:\r?\n)"),
     "a cassette"),
    (re.compile(rb'\s*<!doctype html>.*?<meta name="generator" content="summarizer">', re.DOTALL | re.IGNORECASE),
     "the page of a report"),
)  # fmt: skip
_TABLES: Final[tuple[tuple[Set[str], str], ...]] = (
    ({"id", "event_id", "article", "event_type", "deaths_best"}, "a table of event reports"),
    ({"event_id", "event_type", "number_of_sources", "killed_best"}, "a table of incidents"),
    ({"id", "subject", "decision", "stands"}, "reviews of a report's page"),
)
# Of files that summarizer writes and that are no articles by their names.
_ENDINGS: Final = (".json", ".sarif", ".parquet", ".sqlite", ".sqlite3", ".db", ".yaml", ".yml")


class OutputError(OtherKindError):
    """A file that summarizer wrote."""

    def __init__(self, what: str) -> None:
        super().__init__(f"expected articles, got {what} that summarizer wrote: give the articles it was made of")


def may_be_output(name: str) -> bool:
    """Whether a file that is no article by its name may be one that summarizer wrote."""
    return PurePath(name.lower()).suffix in _ENDINGS


def check_stream(stream: BinaryIO, head: bytes) -> None:
    """Raise OutputError for a stream, with these first bytes, of a file that summarizer wrote; keeps its position."""
    for pattern, what in _HEADS:
        if pattern.match(head.removeprefix(b"\xef\xbb\xbf")):
            raise OutputError(what)
    if head.startswith(_STORE) and head[_APPLICATION] == b"Sumr":
        raise OutputError("a store of runs")
    if head.startswith(_PARQUET) and stream.seekable():
        at = stream.tell()
        stream.seek(max(at, stream.seek(0, 2) - _FOOTER))
        footer = stream.read()
        stream.seek(at)
        if all(column in footer for column in _PARQUET_COLUMNS):
            raise OutputError("a Parquet table of event reports")


def check_text(text: str) -> None:
    """Raise OutputError for a text that summarizer wrote."""
    shown = text.replace("\r\n", "\n").lstrip()
    for pattern, what in _TEXTS:
        if pattern.match(shown):
            raise OutputError(what)


def check_record(record: object) -> None:
    """Raise OutputError for the first record of a JSON Lines file that summarizer wrote."""
    if isinstance(record, Mapping) and "text" not in record:
        if {"article", "type", "figures"} <= record.keys():
            raise OutputError("a file of event reports")
        if {"incident", "findings"} <= record.keys():
            raise OutputError("a file of incidents")
    if isinstance(record, Sequence) and _is_rescued(record):
        raise OutputError("a file of rescued replies")


def check_columns(names: Iterable[str]) -> None:
    """Raise OutputError for the header of a table that summarizer wrote."""
    columns = set(names)
    for required, what in _TABLES:
        if required <= columns and "text" not in columns:
            raise OutputError(what)


def _is_rescued(row: Sequence[object]) -> bool:
    """Whether a row is a rescued reply: a digest as key, a body in base64, the model, the prompt, the usage."""
    texts = [cell for cell in row[:2] if isinstance(cell, str)]
    return len(row) > 4 and len(texts) == 2 and bool(re.fullmatch(r"[0-9a-f]{32}", texts[0]))
