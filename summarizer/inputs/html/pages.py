"""Reads the article of a web page: its main text, title, date and outlet, without anything hidden."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ...errors import ArticleError
from ...language.detection import ENGLISH, detect_language, find_language
from ..dependencies import require_extra
from ..results import Part, RawArticle, clean_fields
from ..sizes import LARGEST_PAGE
from ..sources import Source
from ..textfiles import describe_too_large

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_SHORTEST: Final = 30  # characters of an article: a page of links has "Home"
_LEAST: Final = 100  # characters of a text; with less, what the page shows by script is looked at too
_TIMES: Final = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_LOCALE: Final = "//meta[@property='og:locale' or translate(@http-equiv, 'CL', 'cl')='content-language']/@content"
_TIME_IN_SCRIPT = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def read(source: Source) -> Iterator[Part]:
    """Read the article of a page."""
    data = source.stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise ArticleError(describe_too_large(len(data), LARGEST_PAGE, "a page", "save its text alone"))
    yield read_page(data, source)


def read_page(data: bytes, source: Source) -> RawArticle:
    """Read the article of a page's bytes. Raises ArticleError if there is none on the page."""
    with require_extra("html", "web pages"):
        from .charsets import decode  # noqa: PLC0415  # needs webencodings
    html = decode(data, source.charset).replace("\0", "")
    if not html.strip():
        raise ArticleError("expected a page, got an empty one: save it again")
    root = _parse(html)
    metadata = _extract_metadata(root, source.url)
    text, notes = _extract_text(root)
    if len(text) < _LEAST:
        shown, notes = _extract_text(_parse(html), keep_main=True)
        text = shown or text
    if len(text) < _SHORTEST:
        raise ArticleError("expected the text of an article on the page, found none: save its text to a .txt file")
    times = _find_times(root, html)
    return RawArticle(
        source.where,
        clean_fields(
            text,
            source=metadata.sitename or metadata.hostname,
            title=metadata.title,
            published=_choose_time(metadata.date, times, source.captured),
            url=source.url or metadata.url,
            language=_find_language(root, text),
        ),
        tuple(notes),
    )


def _parse(html: str) -> "HtmlElement":
    with require_extra("html", "web pages"):
        from .tree import parse_html  # noqa: PLC0415  # needs lxml
    return parse_html(html)


def _extract_metadata(root: "HtmlElement", url: str | None) -> "Document":
    """Extract the metadata of a page; its outlet is else the host of its address."""
    with require_extra("html", "web pages"):
        from trafilatura.metadata import extract_metadata  # noqa: PLC0415  # an optional library
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    # A day that stands anywhere on the page is not looked for: it may be that of a related article.
    how = {"original_date": True, "extensive_search": False, "max_date": tomorrow}
    return extract_metadata(root, default_url=url, date_config=how)


def _extract_text(root: "HtmlElement", *, keep_main: bool = False) -> tuple[str, list[str]]:
    """Extract the text of the article, "" if there is none; and notes for the user."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # an optional library

    with require_extra("html", "web pages"):
        from .visibility import remove_hidden  # noqa: PLC0415  # needs lxml, tinycss2 and cssselect2
    from .ledes import restore_ledes  # noqa: PLC0415  # needs lxml
    from .markup import render_text  # noqa: PLC0415  # needs lxml
    from .teasers import remove_teasers  # noqa: PLC0415  # needs lxml

    notes = remove_hidden(root, keep_main=keep_main)
    remove_teasers(root)
    document = bare_extraction(root, favor_precision=True, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)  # of a Document, which is None where nothing was found
    return "" if body is None else restore_ledes(root, render_text(body)), notes


def _find_language(root: "HtmlElement", text: str) -> str | None:
    """Find the language that a page says it is in; None for English on a text that is surely in another one.

    Templates say "en" of whatever they hold.
    """
    said = root.get("lang") or next(iter(root.xpath(_LOCALE)), None)
    code = find_language(str(said)) if said else None
    return None if code == ENGLISH and detect_language(text) not in (ENGLISH, None) else code


def _find_times(root: "HtmlElement", html: str) -> list[str]:
    return [str(time) for path in _TIMES for time in root.xpath(path)] + _TIME_IN_SCRIPT.findall(html)


def _choose_time(day: str | None, times: list[str], captured: datetime | None) -> date | None:
    """Choose the time of publication: a day, with the hour if the page has it; else the time of the capture."""
    try:
        published = date.fromisoformat(day or "")
    except ValueError:
        return captured
    if captured and published > captured.date() + timedelta(days=1):
        return captured
    for time in times:
        try:
            moment = datetime.fromisoformat(time.strip())
        except ValueError:
            continue
        if moment.date() == published and len(time.strip()) > len("2023-05-30"):
            return moment
    return published
