"""Reads articles from files, folders, web addresses and standard input."""

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..errors import ArticleError, UsageError
from ..files.streams import open_stdin
from ..language.dates import parse_moment
from ..language.detection import expect_language
from ..language.visible import one_line
from ..records.article import LONGEST_FIELD, Article, make_article
from .folders import describe_os_error, list_files
from .formats import ENDINGS, is_article_name
from .readers import find_own_outputs, read_address, read_stream
from .results import Failure, Part, Passed, RawArticle
from .sources import Fetch
from .web.addresses import is_web_address

_SHOWN: Final = 60  # characters of a value that a message repeats
_NO_TEXT: Final = 'expected a JSON object with a string "text"'


@dataclass(frozen=True)
class Unreadable:
    """An article that could not be read.

    Attributes:
        path: The file, with the line, row or entry where it is one of several.
        error: Why, in one line.
    """

    path: str
    error: str


@dataclass(frozen=True)
class Reading:
    """The articles of a call, and what became of the rest.

    Attributes:
        articles: In order, each text once.
        unreadable: Articles that could not be read.
        duplicates: The path of each text that was read before, and the path of the first.
        passed: Entries that were passed over on purpose.
    """

    articles: tuple[Article, ...]
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[tuple[str, str], ...]  # (path of the copy, path of the text read first)
    passed: tuple[Passed, ...] = ()


def read_articles(
    paths: Iterable[str | Path],
    stdin: BinaryIO | None = None,
    *,
    fetch: Fetch | None = None,
    language: str | None = None,
) -> Reading:
    """Read files, folders, http and https addresses, and standard input.

    The ending of a file tells its format: text with optional YAML front matter, JSON Lines, a web page, a PDF, a feed,
    a web archive, a table, or a .zip or .gz of these. What cannot be read is in `unreadable`, and the others go on.

    Args:
        paths: Files; folders, which are read recursively in name order; addresses; `-` for standard input.
        stdin: A stream that `-` reads in place of standard input.
        fetch: A function that fetches an address, in place of our own.
        language: The language of every article, by its code of ISO 639-1, whatever it says of itself.

    Returns:
        The articles, and what became of the rest.

    Raises:
        UsageError: A path does not exist, a folder holds no article, or an address is not of http or https.
    """
    first: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    duplicates: list[tuple[str, str]] = []
    passed: list[Passed] = []
    for item in iter_articles(paths, stdin, fetch=fetch, passed=passed.append, language=language):
        if isinstance(item, Unreadable):
            unreadable.append(item)
        elif item.id in first:
            duplicates.append((item.path or "?", first[item.id].path or "?"))
        else:
            first[item.id] = item
    return Reading(tuple(first.values()), tuple(unreadable), tuple(duplicates), tuple(passed))


def iter_articles(
    paths: Iterable[str | Path],
    stdin: BinaryIO | None = None,
    *,
    fetch: Fetch | None = None,
    passed: Callable[[Passed], object] | None = None,
    language: str | None = None,
) -> Iterator[Article | Unreadable]:
    """Iterate over the articles of files, folders, addresses and standard input, as `read_articles` reads them.

    One article is in memory at a time. A text that stands twice comes twice. `passed` is called with each entry that
    is passed over; `language` is that of every article, whatever it says of itself.

    Raises UsageError at once if a path does not exist, a folder holds no article, an address is not of http or https,
    or no language has such a code.
    """
    code = expect_language(language)
    inputs = [str(path) if isinstance(path, str) and is_web_address(path) else Path(path) for path in paths]
    for path in inputs:
        if isinstance(path, Path):
            _expect_articles(path)
    given = {"language": code} if code else {}
    return _iterate(inputs, stdin, fetch, passed, given)


def _iterate(
    paths: Iterable[str | Path],
    stdin: BinaryIO | None,
    fetch: Fetch | None,
    passed: Callable[[Passed], object] | None,
    given: Mapping[str, object],
) -> Iterator[Article | Unreadable]:
    for path in paths:
        for part in _read_path(path, stdin, fetch):
            if not isinstance(part, Passed):
                yield _build_article(part, given)
            elif passed:
                passed(replace(part, where=one_line(part.where, LONGEST_FIELD)))


def _expect_articles(path: Path) -> None:
    """Raises UsageError for a path that does not exist, or a folder without articles."""
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
        _expect_articles_in(path, shown)


def _expect_articles_in(folder: Path, shown: str) -> None:
    links = 0
    for entry in list_files(folder):
        if isinstance(entry, Failure) or (isinstance(entry, Path) and is_article_name(entry.name)):
            return
        links += isinstance(entry, Passed) and entry.kind is not None
    but = f" but {links} link{'s' if links > 1 else ''} out of it or to nothing" if links else ""
    raise UsageError(f"{shown}: expected a folder with {', '.join(ENDINGS)} files, found none{but}")


def _read_path(path: str | Path, stdin: BinaryIO | None, fetch: Fetch | None) -> Iterator[Part]:
    if isinstance(path, str):
        yield from read_address(path, fetch)
    elif str(path) == "-":
        yield from read_stream(stdin or open_stdin(), "-", "-")
    else:
        try:
            is_folder = path.is_dir()
        except OSError as error:  # since it was checked
            yield describe_os_error(path, error)
            return
        for file in list_files(path) if is_folder else [path]:
            yield from _read_file(file, among=is_folder) if isinstance(file, Path) else [file]


def _read_file(file: Path, *, among: bool) -> Iterator[Part]:
    is_other = among and not is_article_name(file.name)
    try:
        with file.open("rb") as stream:
            if is_other:
                yield from find_own_outputs(stream, str(file))
            else:
                yield from read_stream(stream, str(file), file.name, among=among)
    except OSError as error:
        if not is_other:
            yield describe_os_error(file, error)


def _build_article(part: RawArticle | Failure, given: Mapping[str, object]) -> Article | Unreadable:
    if isinstance(part, Failure):
        return _describe(part.where, part.reason)
    try:
        return build_article({**part.fields, **given}, part.where)
    except ArticleError as error:
        return _describe(part.where, str(error))


def _describe(path: str, reason: str) -> Unreadable:
    """Describe an unreadable article, its path made visible: names of files are hostile too."""
    shown = one_line(path, LONGEST_FIELD)
    return Unreadable(shown, f"{shown}: {reason}")


def build_article(record: Mapping[str, object], path: str | None) -> Article:
    """Build the article of a JSON object or a row from its `text` and its known fields. Raises ArticleError."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ArticleError(_NO_TEXT)
    return make_article(text, path=path, **read_fields(record))


def read_fields(record: Mapping[str, object]) -> dict[str, Any]:
    """Read the known fields; others are ignored, for other tools keep theirs in the same place. Raises ArticleError."""
    texts = {name: _read_text(record.get(name), name) for name in ("source", "title", "url", "incident", "language")}
    return {**texts, "published": _read_date(record.get("published"))}


def _read_text(value: object, name: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, int | float | date):
        raise ArticleError(f"expected `{name}` as a text, got a {type(value).__name__}: write it as one text")
    return str(value)


def _read_date(value: object) -> date | None:
    """Read a date or time as YAML, ISO 8601 or a table gives it."""
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip() if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    try:
        return date.fromisoformat(text) if len(text) <= len("2023-05-30") else datetime.fromisoformat(text)
    except ValueError as error:
        if moment := parse_moment(text):  # as tables have it: "30 May 2023"
            return moment
        shown = repr(one_line(text, _SHOWN))
        raise ArticleError(
            f"expected `published` as a day such as 2023-05-30, or a time in ISO 8601, got {shown}: "
            "correct it or leave it out"
        ) from error
