"""Reading articles: files, folders, JSON Lines and standard input → `Article`."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from . import front_matter
from .calendar_years import FIRST_YEAR, LAST_YEAR, in_calendar
from .errors import ArticleError, UsageError
from .visible import one_line, visible

TEXT_SUFFIXES = (".txt", ".md")
JSONL_SUFFIX = ".jsonl"
LARGEST: Final = 5_000_000  # bytes of an article's text: a long novel has a million
LONGEST_LINE: Final = 16_000_000  # bytes of a line of JSON, where an escape takes up to three times what it stands for
_LONGEST_FIELD: Final = 2000  # characters of a source, a title, an address
_SHOWN: Final = 60  # characters of a value that a message repeats
_NO_TEXT = 'expected a JSON object with a string "text"'


@dataclass(frozen=True)
class Article:
    """One text from one outlet.

    `id` is the first 16 hex digits of the SHA-256 of the text: the same text is the same article,
    wherever it lies. Offsets of figures count characters (code points) of `text`. `published` is a
    `date`, or a `datetime` where the hour is known. `path` is None for text that came from no file.
    """

    id: str
    text: str
    source: str | None = None
    title: str | None = None
    published: date | None = None
    url: str | None = None
    path: str | None = None

    @property
    def label(self) -> str:
        """What to call its outlet: the source, else the file's name, else the id."""
        return self.source or (Path(self.path).name if self.path else self.id)


@dataclass(frozen=True)
class Unreadable:
    """Something that was to be an article and could not be read, with the reason."""

    path: str
    error: str


@dataclass(frozen=True)
class Reading:
    """What was read: articles in order, what failed, and which paths hold a text read before."""

    articles: tuple[Article, ...]
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[tuple[str, str], ...]  # (path of the copy, path of the text read first)


def article(
    text: str,
    *,
    source: str | None = None,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    path: str | None = None,
) -> Article:
    """An `Article` from a text: what a person sees of it (see `visible.visible`), with an id.

    Raises ArticleError if nothing but white space is left, or more than `LARGEST` bytes, if the source, title or
    address is no short line, or the day of publication lies in no year of news.
    """
    clean = visible(text).strip()
    if not clean:
        raise ArticleError("expected an article, got an empty text: remove it or fill it")
    if published is not None and not in_calendar(published):
        raise ArticleError(f"expected `published` from {FIRST_YEAR} to {LAST_YEAR}, got the year {published.year}")
    data = clean.encode()
    if len(data) > LARGEST:
        raise ArticleError(_too_large(len(data)))
    return Article(
        hashlib.sha256(data).hexdigest()[:16],
        clean,
        source and _field(source, "source"),
        title and _field(title, "title"),
        published,
        url and _field(url, "url"),
        path and path.encode(errors="replace").decode(),  # names of files can hold bytes that are no UTF-8
    )


def read_articles(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Reading:
    """Read files, folders (recursively, in name order) and `-` for standard input.

    `.jsonl` holds one article a line, everything else is one text with optional YAML front matter.
    A file that cannot be read is reported in `unreadable`, and the others go on.

    Raises UsageError if a path does not exist or a folder holds no article.
    """
    first: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    duplicates: list[tuple[str, str]] = []
    for found in iter_articles(paths, stdin):
        if isinstance(found, Unreadable):
            unreadable.append(found)
        elif found.id in first:
            duplicates.append((found.path or "?", first[found.id].path or "?"))
        else:
            first[found.id] = found
    return Reading(tuple(first.values()), tuple(unreadable), tuple(duplicates))


def iter_articles(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Article | Unreadable]:
    """The articles of files, folders and standard input, one after another, as `read_articles` reads them.

    One article is in memory at a time. A text that stands twice comes twice.

    Raises UsageError at once if a path does not exist or a folder holds no article.
    """
    given = [Path(path) for path in paths]
    for path in given:
        _exists(path)
    return _each(given, stdin)


def _exists(path: Path) -> None:
    if path.is_dir():
        if next(_files(path), None) is None:
            wanted = ", ".join((*TEXT_SUFFIXES, JSONL_SUFFIX))
            raise UsageError(f"{path}: expected a folder with {wanted} files, found none")
    elif str(path) != "-" and not path.exists():
        raise UsageError(f"{path}: expected a file or folder, found nothing there: check the path")


def _each(paths: Iterable[Path], stdin: BinaryIO | None) -> Iterator[Article | Unreadable]:
    for path in paths:
        if str(path) == "-":
            yield _whole(stdin or sys.stdin.buffer, "-")
            continue
        for file in sorted(_files(path)) if path.is_dir() else [path]:
            yield from _from_file(file)


def _files(folder: Path) -> Iterator[Path]:
    wanted = (*TEXT_SUFFIXES, JSONL_SUFFIX)
    for file in folder.rglob("*"):
        if file.suffix.lower() in wanted and file.stem.upper() != "README" and file.is_file():
            yield file


def _from_file(file: Path) -> Iterator[Article | Unreadable]:
    path = str(file)
    try:
        with file.open("rb") as stream:
            if file.suffix.lower() == JSONL_SUFFIX:
                yield from _of_lines(stream, path)
            else:
                yield _whole(stream, path)
    except OSError as error:
        yield _unreadable(path, f"expected a readable file, got: {error.strerror or error}")


def _whole(stream: BinaryIO, path: str) -> Article | Unreadable:
    """The article of a file that is one text."""
    data = stream.read(LARGEST + front_matter.LARGEST + 1)
    if len(data) > LARGEST + front_matter.LARGEST:
        return _unreadable(path, _too_large(len(data)))
    return _guarded(data, path, _from_text)


def _of_lines(stream: BinaryIO, path: str) -> Iterator[Article | Unreadable]:
    """The articles of a file that has one a line; a line that is too long is passed over."""
    number = 0
    while data := stream.readline(LONGEST_LINE + 1):
        number += 1
        where = f"{path}:{number}"
        if len(data) > LONGEST_LINE:
            while data and not data.endswith(b"\n"):
                data = stream.readline(LONGEST_LINE)
            yield _unreadable(where, f"expected a line of at most {LONGEST_LINE} bytes, got a longer one: split it")
        elif data.strip():
            yield _guarded(data, where, _from_json)


def _guarded(data: bytes, path: str, read: Callable[[str, str], Article]) -> Article | Unreadable:
    try:
        return read(data.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        byte, at = data[error.start], error.start
        return _unreadable(path, f"expected UTF-8, got byte 0x{byte:02x} at offset {at}: convert the file to UTF-8")
    except ArticleError as error:
        return _unreadable(path, str(error))


def _unreadable(path: str, reason: str) -> Unreadable:
    """With the path as a person can read it: names of files are hostile too."""
    shown = one_line(path, _LONGEST_FIELD)
    return Unreadable(shown, f"{shown}: {reason}")


def _from_text(text: str, path: str) -> Article:
    fields, body = front_matter.split(text)
    return article(body, path=path, **_fields(fields))


def _from_json(line: str, path: str) -> Article:
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise ArticleError("expected an article, got brackets nested too deeply") from error
    except ValueError as error:
        raise ArticleError(f"expected one JSON object a line, got {one_line(str(error), _SHOWN)}") from error
    if not isinstance(record, dict):
        raise ArticleError(_NO_TEXT)
    return article_of_record(record, path)


def article_of_record(record: Mapping[str, object], path: str | None) -> Article:
    """The article of a JSON object or a row: its `text`, and what is known of it. Raises ArticleError."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ArticleError(_NO_TEXT)
    return article(text, path=path, **_fields(record))


def _fields(record: Mapping[str, object]) -> dict[str, Any]:
    """The known fields; an unknown one is ignored, for other tools keep theirs in the same place."""
    texts = {name: _text(record.get(name), name) for name in ("source", "title", "url")}
    return {**texts, "published": _published(record.get("published"))}


def _text(value: object, name: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, int | float | date):
        raise ArticleError(f"expected `{name}` as a text, got a {type(value).__name__}: write it as one text")
    return str(value)


def _field(text: str, name: str) -> str | None:
    """One line of what is visible."""
    if len(text) > _LONGEST_FIELD:
        raise ArticleError(f"expected `{name}` in at most {_LONGEST_FIELD} characters, got {len(text)}: shorten it")
    return " ".join(visible(text).split()) or None


def _published(value: object) -> date | None:
    """A date or time as YAML or ISO 8601 gives it."""
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip() if isinstance(value, str | int) else type(value).__name__
    try:
        return date.fromisoformat(text) if len(text) <= len("2023-05-30") else datetime.fromisoformat(text)
    except ValueError as error:
        shown = repr(one_line(text, _SHOWN))
        raise ArticleError(f"expected `published` as YYYY-MM-DD or an ISO 8601 time, got {shown}") from error


def _too_large(size: int) -> str:
    return f"expected an article of at most {LARGEST} bytes, got {size} or more: split it"
