"""Reads articles from an RSS or Atom feed, one an entry; the pages that it links to are not fetched."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from ...errors import ArticleError
from ...language.dates import parse_moment
from ...language.visible import one_line
from ..dependencies import require_extra
from ..results import Failure, OtherKindError, Part, RawArticle, clean_fields
from ..sizes import LARGEST_FEED
from ..sources import Source
from ..textfiles import describe_too_large

_ENTITY_DECLARATION = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_ENCODING = re.compile(r"(<\?xml[^>]{0,100}?)\s+encoding\s*=\s*[\"'][^\"']*[\"']")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\w+|\w+);")


def read(source: Source) -> Iterator[Part]:
    """Read the article of each entry: its content, or its summary, as text."""
    data = source.stream.read(LARGEST_FEED + 1)
    if len(data) > LARGEST_FEED:
        raise ArticleError(describe_too_large(len(data), LARGEST_FEED, "a feed"))
    with require_extra("feeds", "feeds"):
        import cssselect2 as _css  # noqa: F401, PLC0415  # as well, as the two below, for what is HTML in it
        import feedparser  # noqa: PLC0415  # an optional library
        import lxml as _lxml  # noqa: F401, PLC0415
        import tinycss2 as _tinycss  # noqa: F401, PLC0415

        from .charsets import decode  # noqa: PLC0415  # needs webencodings
    parsed = feedparser.parse(
        BytesIO(_check_feed(decode(data, source.charset))), sanitize_html=False, resolve_relative_uris=False
    )
    outlet = _extract_text(parsed.feed.get("title_detail"))[0]
    if not parsed.entries:
        raise ArticleError("expected a feed with entries, got one without")
    for number, entry in enumerate(parsed.entries, 1):
        where = f"{source.where}:{number}"
        try:
            yield _read_entry(where, entry, outlet)
        except ArticleError as error:
            yield Failure(where, str(error))


def _check_feed(text: str) -> bytes:
    """Encode a feed as UTF-8. Raises ArticleError for other XML, and for declared entities, which can be a bomb."""
    if not _ROOT.search(text):
        begins = one_line(text[:200], 40)
        raise OtherKindError(
            f"expected an RSS or Atom feed, got what begins with {begins!r}: give the text or the page"
        )
    if _ENTITY_DECLARATION.search(text):
        raise ArticleError("expected a feed without declarations of entities, got some: remove them")
    return _ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")


def _read_entry(where: str, entry: Mapping[str, Any], outlet: str) -> RawArticle:
    text, notes = _extract_body(entry)
    if not text:
        raise ArticleError("expected an entry with a text, got its title alone: save the page it links to")
    times = (entry[name] for name in ("published", "updated", "created") if name in entry)
    published = next((time for value in times if value and (time := parse_moment(value))), None)
    # An aggregator names the outlet of each entry.
    source = (
        _extract_text((entry.get("source") or {}).get("title_detail"))[0]
        or (entry.get("source") or {}).get("title")
        or outlet
    )
    title, _ = _extract_text(entry.get("title_detail"))
    fields = clean_fields(text, source=source, title=title, published=published, url=entry.get("link"))
    return RawArticle(where, fields, tuple(notes))


def _extract_body(entry: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Extract the longest content of an entry, else its summary; and notes for the user."""
    contents = [_extract_text(content) for content in entry.get("content", ())]
    longest = max(contents, key=lambda content: len(content[0]), default=("", []))
    return longest if longest[0] else _extract_text(entry.get("summary_detail"))


def _extract_text(detail: Mapping[str, Any] | None) -> tuple[str, list[str]]:
    """Extract the visible text of a text construct, plain or HTML; and notes for the user."""
    value = str((detail or {}).get("value") or "").strip()
    if not value or ((detail or {}).get("type") == "text/plain" and not _MARKUP.search(value)):
        return value, []
    from .markup import render_text  # noqa: PLC0415  # needs lxml
    from .tree import parse_html  # noqa: PLC0415  # needs lxml
    from .visibility import remove_hidden  # noqa: PLC0415  # needs lxml

    root = parse_html(f"<div>{value}</div>")
    notes = remove_hidden(root)
    return render_text(root), notes
