"""An article: one text from one outlet, with its metadata."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ..errors import ArticleError
from ..language.dates import FIRST_YEAR, LAST_YEAR, in_calendar
from ..language.detection import find_language
from ..language.visible import normalize_name, one_line, visible

LARGEST: Final = 5_000_000  # bytes of an article's text: a long novel has a million
LONGEST_FIELD: Final = 2000  # characters of a source, a title, an address
_SHOWN: Final = 40  # characters of a value that a message repeats


@dataclass(frozen=True)
class Article:
    """One text from one outlet.

    Attributes:
        id: The first 16 hex digits of the SHA-256 of the text: the same text is the same article, wherever it lies.
        text: The visible text. Offsets of figures count its characters (code points).
        source: The outlet.
        title: The headline.
        published: A `date`, or a `datetime` where the hour is known.
        url: Its address.
        path: Its file; None for text that came from no file.
        incident: The id of the incident that its main event is of, where whoever collected it says so.
        language: Its language as whoever gave it says, by its code of ISO 639-1; None to have it detected.

    Raises ArticleError for a day that is given as text.
    """

    id: str
    text: str
    source: str | None = None
    title: str | None = None
    published: date | None = None
    url: str | None = None
    path: str | None = None
    incident: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not isinstance(self.published, date):
            raise ArticleError(f"expected a date in published, got {self.published!r}: use date.fromisoformat")

    @property
    def label(self) -> str:
        """The outlet's display name: the source, else the file's name, else the id."""
        return self.source or (Path(self.path).name if self.path else self.id)


def make_article(
    text: str,
    *,
    source: str | None = None,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    path: str | None = None,
    incident: str | None = None,
    language: str | None = None,
) -> Article:
    """Make an `Article` of a text's visible part (see `visible.visible`), with an id.

    Raises ArticleError if nothing but white space is left, or more than `LARGEST` bytes, if the source, title,
    address or incident is no short line, the day of publication lies in no year of news, or no language has such a
    code or name.
    """
    clean = visible(text).strip()
    if not clean:
        raise ArticleError("expected an article, got an empty text: remove it or fill it")
    if published is not None and not in_calendar(published):
        expected = f"expected `published` from {FIRST_YEAR} to {LAST_YEAR}"
        raise ArticleError(f"{expected}, got the year {published.year}: correct it or leave it out")
    data = clean.encode()
    if len(data) > LARGEST:
        raise ArticleError(_size_message(len(data)))
    return Article(
        hashlib.sha256(data).hexdigest()[:16],
        clean,
        source and _clean_field(source, "source"),
        title and _clean_field(title, "title"),
        published,
        url and _clean_field(url, "url"),
        path and path.encode(errors="replace").decode(),  # names of files can hold bytes that are no UTF-8
        (incident and normalize_name(_clean_field(incident, "incident") or "")) or None,
        language and _find_language(language),
    )


def _find_language(name: str) -> str:
    code = find_language(name)
    if code is None:
        expected = "expected `language` as a code of ISO 639-1 such as uk, or an English name"
        raise ArticleError(f"{expected}, got {one_line(name, _SHOWN)!r}: correct it or leave it out")
    return code


def _clean_field(text: str, name: str) -> str | None:
    """The visible text of a field, on one line."""
    if len(text) > LONGEST_FIELD:
        raise ArticleError(f"expected `{name}` in at most {LONGEST_FIELD} characters, got {len(text)}: shorten it")
    return " ".join(visible(text).split()) or None


def _size_message(size: int) -> str:
    return f"expected an article of at most {LARGEST} bytes, got {size} or more: split it"
