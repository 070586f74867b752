"""Reading articles: files, folders, addresses and standard input → `Article`."""

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from .. import inputs
from ..errors import ArticleError, UsageError
from ..files.streams import bytes_in
from ..language.visible import one_line
from ..records.article import LONGEST_FIELD, Article, article
from . import Fetch, Found, Part, Passed, Problem

_SHOWN: Final = 60  # characters of a value that a message repeats
_NO_TEXT = 'expected a JSON object with a string "text"'


@dataclass(frozen=True)
class Unreadable:
    """Something that was to be an article and could not be read.

    Attributes:
        path: The file, with the line, row or entry where it is one of several.
        error: Why, in one line.
    """

    path: str
    error: str


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        articles: In order, each text once.
        unreadable: What could not be read.
        duplicates: The path of each text that was read before, and the path of the first.
        passed: What was passed over on purpose.
    """

    articles: tuple[Article, ...]
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[tuple[str, str], ...]  # (path of the copy, path of the text read first)
    passed: tuple[Passed, ...] = ()


def read_articles(paths: Iterable[str | Path], stdin: BinaryIO | None = None, *, fetch: Fetch | None = None) -> Reading:
    """Read files, folders, http and https addresses, and standard input.

    A file's ending says what it is: text with optional YAML front matter, JSON Lines, a web page, a PDF, a feed, a web
    archive, a table, or a .zip or .gz of these. What cannot be read is in `unreadable`, and the others go on.

    Args:
        paths: Files; folders, which are read recursively in name order; addresses; `-` for standard input.
        stdin: What `-` reads, in place of standard input.
        fetch: What fetches an address, in place of our own.

    Returns:
        The articles, and what became of the rest.

    Raises:
        UsageError: A path does not exist, a folder holds no article, or an address is not of http or https.
    """
    first: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    duplicates: list[tuple[str, str]] = []
    passed: list[Passed] = []
    for found in iter_articles(paths, stdin, fetch=fetch, passed=passed.append):
        if isinstance(found, Unreadable):
            unreadable.append(found)
        elif found.id in first:
            duplicates.append((found.path or "?", first[found.id].path or "?"))
        else:
            first[found.id] = found
    return Reading(tuple(first.values()), tuple(unreadable), tuple(duplicates), tuple(passed))


def iter_articles(
    paths: Iterable[str | Path],
    stdin: BinaryIO | None = None,
    *,
    fetch: Fetch | None = None,
    passed: Callable[[Passed], object] | None = None,
) -> Iterator[Article | Unreadable]:
    """The articles of files, folders, addresses and standard input, one after another, as `read_articles` reads them.

    One article is in memory at a time. A text that stands twice comes twice. `passed` is called with what is passed
    over.

    Raises UsageError at once if a path does not exist, a folder holds no article, or an address is not of http or
    https.
    """
    given = [str(path) if isinstance(path, str) and inputs.address(path) else Path(path) for path in paths]
    for path in given:
        if isinstance(path, Path):
            _exists(path)
    return _each(given, stdin, fetch, passed)


def _each(
    paths: Iterable[str | Path],
    stdin: BinaryIO | None,
    fetch: Fetch | None,
    passed: Callable[[Passed], object] | None,
) -> Iterator[Article | Unreadable]:
    for path in paths:
        for part in _parts(path, stdin, fetch):
            if not isinstance(part, Passed):
                yield _of_part(part)
            elif passed:
                passed(replace(part, where=one_line(part.where, LONGEST_FIELD)))


def _exists(path: Path) -> None:
    if str(path) == "-":
        return
    shown = one_line(str(path), LONGEST_FIELD)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # of a zero byte in it
        raise UsageError(f"{shown}: expected a file or folder, found nothing there: check the path") from error
    except OSError as error:  # too long, or in a folder that nobody may look into
        raise UsageError(f"{shown}: expected a file or folder, got: {error.strerror}: check the path") from error
    if is_folder:
        _holds_any(path, shown)


def _holds_any(folder: Path, shown: str) -> None:
    links = 0
    for found in inputs.files_in(folder):
        if isinstance(found, Problem) or (isinstance(found, Path) and inputs.in_folder(found.name)):
            return
        links += isinstance(found, Passed) and found.kind is not None
    but = f" but {links} link{'s' if links > 1 else ''} out of it or to nothing" if links else ""
    raise UsageError(f"{shown}: expected a folder with {', '.join(inputs.ENDINGS)} files, found none{but}")


def _parts(path: str | Path, stdin: BinaryIO | None, fetch: Fetch | None) -> Iterator[Part]:
    if isinstance(path, str):
        yield from inputs.read_address(path, fetch)
    elif str(path) == "-":
        yield from inputs.read_stream(stdin or bytes_in(), "-", "-")
    else:
        try:
            among = path.is_dir()
        except OSError as error:  # since it was seen
            yield inputs.unreadable(path, error)
            return
        for file in inputs.files_in(path) if among else [path]:
            yield from _of_file(file, among=among) if isinstance(file, Path) else [file]


def _of_file(file: Path, *, among: bool) -> Iterator[Part]:
    is_other = among and not inputs.in_folder(file.name)  # no article's by its name
    try:
        with file.open("rb") as stream:
            if is_other:
                yield from inputs.outputs_in(stream, str(file))
            else:
                yield from inputs.read_stream(stream, str(file), file.name, among=among)
    except OSError as error:
        if not is_other:
            yield inputs.unreadable(file, error)


def _of_part(part: Found | Problem) -> Article | Unreadable:
    if isinstance(part, Problem):
        return _unreadable(part.where, part.reason)
    try:
        return article_of_record(part.fields, part.where)
    except ArticleError as error:
        return _unreadable(part.where, str(error))


def _unreadable(path: str, reason: str) -> Unreadable:
    """With the path as a person can read it: names of files are hostile too."""
    shown = one_line(path, LONGEST_FIELD)
    return Unreadable(shown, f"{shown}: {reason}")


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
