"""Where a figure stands in the file that its article was read from: the line and the column."""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from ..errors import UsageError
from ..inputs import has_article_lines, is_text_name
from ..inputs.articles import iter_articles
from ..language.visible import visible
from ..records.article import Article
from ..records.events import ReportedFigure
from ..records.incidents import Finding, Kind
from ..records.summary import ArticleRecord, Summary
from .claims import by_id

Level = Literal["error", "warning", "note"]
# What contradicts itself is an error; what was replaced a warning; one source alone is worth knowing, and no fault.
# Agreement is none.
LEVELS: Final[Mapping[Kind, Level]] = {
    "conflict": "error",
    "dispute": "error",
    "arithmetic": "error",
    "retraction": "warning",
    "revision": "warning",
    "uncorroborated": "note",
}

_LARGEST: Final = 10_000_000  # bytes of a file that is read again


class Location(NamedTuple):
    """A file as it was named, and line and columns, from 1, where they are known; `end` is behind the last."""

    path: str
    line: int | None = None
    column: int | None = None
    end: int | None = None


class Locator:
    """The places of a summary's figures; each file is read once, and only if it still holds the article's text."""

    def __init__(self, summary: Summary) -> None:
        self._articles = by_id(summary)
        self._read = cache(_read)

    def at(self, figure: ReportedFigure) -> Location | None:
        """Where the figure stands; without a line if the file has changed, None if there is no file."""
        article = self._articles.get(figure.article or "")
        found = _file_of(article) if article else None
        if article is None or found is None:
            return None
        path, line = found
        if line is not None:  # a line of JSON is one article: columns would point into escapes
            return Location(path, line)
        read = self._read(path)
        place = _in_text(*read, figure) if read and read[0].id == article.id else None
        return Location(path, *place) if place else Location(path)

    def best(self, finding: Finding) -> tuple[ReportedFigure, Location | None]:
        """The figure to point at: one with a line, rather one that does not stand; the first if there is none."""
        placed = [(figure, self.at(figure)) for figure in finding.figures]
        return min(placed, key=lambda one: (one[1] is None, not (one[1] and one[1].line), one[0] == finding.stands))


def _file_of(article: ArticleRecord) -> tuple[str, int | None] | None:
    """The article's file if it is there, with the line where an article has one: in JSON Lines, in a table."""
    path = article.path
    if not path or path == "-":
        return None
    name, _, line = path.rpartition(":")
    if line.isdecimal() and _is_file(name):  # an entry of a feed, a record of an archive has a number, and no line
        return name, int(line) if has_article_lines(name) else None
    return (path, None) if _is_file(path) else None


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _in_text(article: Article, raw: list[str], figure: ReportedFigure) -> tuple[int, int | None, int | None] | None:
    """The line and columns of a figure's span in the lines of its file; None if they are not certain."""
    if figure.start is None or figure.end is None:
        return None
    begins = article.text.rfind("\n", 0, figure.start) + 1
    shown, *_ = article.text[begins:].split("\n", 1)
    line = _line(article, raw, shown.strip(), article.text.count("\n", 0, begins))
    if line is None:
        return None
    quoted = article.text[figure.start : min(figure.end, begins + len(shown))]
    if quoted and raw[line].count(quoted) == 1:  # twice in a line, or with hidden characters: only the line is certain
        column = raw[line].index(quoted) + 1
        return line + 1, column, column + len(quoted)
    return line + 1, None, None


def _line(article: Article, raw: list[str], shown: str, nth: int) -> int | None:
    """The index in the file of the text's nth line, which is `shown`."""
    told = [line.strip() for line in article.text.split("\n")]
    alike = [at for at in range(_body(raw, article), len(raw)) if visible(raw[at]).strip() == shown]
    if len(alike) != told.count(shown):  # a comment hides one like it
        return None
    return alike[told[:nth].count(shown)]


def _body(raw: list[str], article: Article) -> int:
    """The index of the line on which the text begins, behind front matter."""
    if raw and raw[0] == "---" and not article.text.startswith("---"):
        return next((nth + 1 for nth, line in enumerate(raw[1:], 1) if line == "---"), 0)
    return 0


def _read(path: str) -> tuple[Article, list[str]] | None:
    """The one article of a file, and the file's lines; None if it cannot be read."""
    try:
        if not is_text_name(path) or Path(path).stat().st_size > _LARGEST:
            return None
        articles: Iterable[object] = list(iter_articles([path]))
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")  # universal newlines
    except (OSError, ValueError, UsageError):
        return None
    found = [one for one in articles if isinstance(one, Article)]
    return (found[0], lines) if len(found) == 1 else None


def in_repository(path: str) -> str:
    """The path from the root of the repository ($GITHUB_WORKSPACE, else where we are), as it is if it lies outside."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    whole = Path(os.path.normpath(Path.cwd() / path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()
