"""Annotations of findings in CI: their severity level, and the file, line and columns of their figures."""

import os
from collections.abc import Mapping
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
from .lookup import articles_by_id

Level = Literal["error", "warning", "note"]
# Numbers that contradict each other are an error, replaced ones a warning; a single source is no fault: a note.
# Agreement is not annotated.
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
    """A file as the run named it; line and columns, from 1, where they are known; `end` is one past the last."""

    path: str
    line: int | None = None
    column: int | None = None
    end: int | None = None


class Locator:
    """Finds the figures of a summary in their files, each of which is read once."""

    def __init__(self, summary: Summary) -> None:
        self._articles = articles_by_id(summary)
        self._read = cache(_read)

    def locate(self, figure: ReportedFigure) -> Location | None:
        """Return the figure's location; without a line if the file no longer has the text, None if there is no file."""
        article = self._articles.get(figure.article or "")
        file = _article_file(article) if article else None
        if article is None or file is None:
            return None
        path, line = file
        if line is not None:  # a line of JSON is one article: columns would point into escapes
            return Location(path, line)
        read = self._read(path)
        span = _span_in_file(*read, figure) if read and read[0].id == article.id else None
        return Location(path, *span) if span else Location(path)

    def locate_finding(self, finding: Finding) -> tuple[ReportedFigure, Location | None]:
        """Return the figure to annotate and its location: one in a file, on a line, that does not stand, goes first."""

        def rank(located: tuple[ReportedFigure, Location | None]) -> tuple[bool, bool, bool]:
            figure, location = located
            return location is None, not (location and location.line), figure == finding.stands

        return min(((figure, self.locate(figure)) for figure in finding.figures), key=rank)


def _article_file(article: ArticleRecord) -> tuple[str, int | None] | None:
    """Return the article's file if it exists, with the line of an article that has one: in JSON Lines, in a table."""
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


def _span_in_file(
    article: Article, raw: list[str], figure: ReportedFigure
) -> tuple[int, int | None, int | None] | None:
    """Return line, column and end of a figure in the lines of its file; None if they are not certain."""
    if figure.start is None or figure.end is None:
        return None
    begins = article.text.rfind("\n", 0, figure.start) + 1
    shown, *_ = article.text[begins:].split("\n", 1)
    line = _find_line(article, raw, shown.strip(), article.text.count("\n", 0, begins))
    if line is None:
        return None
    quoted = article.text[figure.start : min(figure.end, begins + len(shown))]
    if quoted and raw[line].count(quoted) == 1:  # twice in a line, or with hidden characters: only the line is certain
        column = raw[line].index(quoted) + 1
        return line + 1, column, column + len(quoted)
    return line + 1, None, None


def _find_line(article: Article, raw: list[str], shown: str, nth: int) -> int | None:
    """Return the index in the file of the text's nth line, which is `shown`."""
    lines = [line.strip() for line in article.text.split("\n")]
    alike = [nth for nth in range(_body_start(raw, article), len(raw)) if visible(raw[nth]).strip() == shown]
    if len(alike) != lines.count(shown):  # a comment hides one like it
        return None
    return alike[lines[:nth].count(shown)]


def _body_start(raw: list[str], article: Article) -> int:
    """Return the index of the line on which the text begins, behind front matter."""
    if raw and raw[0] == "---" and not article.text.startswith("---"):
        return next((nth + 1 for nth, line in enumerate(raw[1:], 1) if line == "---"), 0)
    return 0


def _read(path: str) -> tuple[Article, list[str]] | None:
    """Return the only article of a file, and the file's lines; None if it has another number or cannot be read."""
    try:
        if not is_text_name(path) or Path(path).stat().st_size > _LARGEST:
            return None
        articles = [item for item in iter_articles([path]) if isinstance(item, Article)]
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")  # universal newlines
    except (OSError, ValueError, UsageError):
        return None
    return (articles[0], lines) if len(articles) == 1 else None


def path_in_repository(path: str) -> str:
    """Return the path relative to $GITHUB_WORKSPACE, else to the working directory; absolute if it lies outside."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    absolute = Path(os.path.normpath(Path.cwd() / path))
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()
