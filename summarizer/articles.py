"""Reading articles: files, folders, JSON Lines and standard input → `Article`."""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import frontmatter
import yaml

from .errors import ArticleError, UsageError

TEXT_SUFFIXES = (".txt", ".md")
JSONL_SUFFIX = ".jsonl"
_NO_TEXT = 'expected a JSON object with a string "text"'
_SURROGATES = re.compile(r"[\ud800-\udfff]")  # JSON can hold halves of characters, which UTF-8 cannot


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


def article(text: str, **fields: Any) -> Article:
    """An `Article` from a text: line ends made one line feed, a byte order mark and NULs taken out, an id given.

    Raises ArticleError if nothing but white space is left.
    """
    clean = (
        _SURROGATES.sub("\ufffd", text)
        .removeprefix("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\0", "")
        .strip()
    )
    if not clean:
        raise ArticleError("expected an article, got an empty text: remove it or fill it")
    return Article(id=hashlib.sha256(clean.encode()).hexdigest()[:16], text=clean, **fields)


def read_articles(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Reading:
    """Read files, folders (recursively, in name order) and `-` for standard input.

    `.jsonl` holds one article a line, everything else is one text with optional YAML front matter.
    A file that cannot be read is reported in `unreadable`, and the others go on.

    Raises UsageError if a path does not exist or a folder holds no article.
    """
    first: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    duplicates: list[tuple[str, str]] = []
    for found in _each(paths, stdin):
        if isinstance(found, Unreadable):
            unreadable.append(found)
        elif found.id in first:
            duplicates.append((found.path or "?", first[found.id].path or "?"))
        else:
            first[found.id] = found
    return Reading(tuple(first.values()), tuple(unreadable), tuple(duplicates))


def _each(paths: Iterable[str | Path], stdin: BinaryIO | None) -> Iterator[Article | Unreadable]:
    for path in paths:
        if str(path) == "-":
            data = (stdin or sys.stdin.buffer).read()
            yield from _from_bytes("-", data, "")
            continue
        for file in _files(Path(path)):
            try:
                data = file.read_bytes()
            except OSError as error:
                yield Unreadable(str(file), f"{file}: expected a readable file, got: {error.strerror or error}")
                continue
            yield from _from_bytes(str(file), data, file.suffix.lower())


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        wanted = (*TEXT_SUFFIXES, JSONL_SUFFIX)
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in wanted and file.is_file())
        files = [file for file in files if file.stem.upper() != "README"]
        if not files:
            raise UsageError(f"{path}: expected a folder with {', '.join(wanted)} files, found none")
        return files
    if not path.exists():
        raise UsageError(f"{path}: expected a file or folder, found nothing there: check the path")
    return [path]


def _from_bytes(path: str, data: bytes, suffix: str) -> Iterator[Article | Unreadable]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        yield Unreadable(
            path, f"{path}: expected UTF-8, got byte 0x{byte:02x} at offset {error.start}: convert the file to UTF-8"
        )
        return
    if suffix == JSONL_SUFFIX:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield _guarded(f"{path}:{number}", _from_json, line)
    else:
        yield _guarded(path, _from_text, text)


def _guarded(path: str, read: Any, text: str) -> Article | Unreadable:
    try:
        found: Article = read(text, path)
    except ArticleError as error:
        return Unreadable(path, f"{path}: {error}")
    return found


def _from_text(text: str, path: str) -> Article:
    text = text.replace("\r\n", "\n")
    if not text.startswith("---\n"):
        return article(text, path=path)
    try:
        fields, body = frontmatter.parse(text)
    except yaml.YAMLError as error:
        raise ArticleError(f"expected YAML front matter, got {_one_line(error)}: mend it or remove it") from error
    return article(body, path=path, **_fields(fields))


def _from_json(line: str, path: str) -> Article:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ArticleError(f"expected one JSON object a line, got {_one_line(error)}") from error
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
    texts = {name: _text(record.get(name)) for name in ("source", "title", "url")}
    return {**texts, "published": _published(record.get("published"))}


def _text(value: object) -> str | None:
    return " ".join(_SURROGATES.sub("\ufffd", str(value)).split()) or None if value is not None else None


def _published(value: object) -> date | None:
    """A date or time as YAML or ISO 8601 gives it."""
    if value is None or isinstance(value, date):
        return value
    try:
        text = str(value).strip()
        return date.fromisoformat(text) if len(text) <= len("2023-05-30") else datetime.fromisoformat(text)
    except ValueError as error:
        raise ArticleError(f"expected `published` as YYYY-MM-DD or an ISO 8601 time, got {str(value)!r}") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
