"""Parses HTML to a tree of elements, unless libxml2 would take hours over it."""

import re
from typing import Final

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ...errors import ArticleError

MOST_ATTRIBUTES: Final = 1000  # of one element: each is compared with all before it, 60,000 for some minutes

_LONG: Final = 3 * MOST_ATTRIBUTES  # characters of a tag that may have more
_ATTRIBUTE = re.compile(r"[^\s=>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+|[=/]")
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style)\b[^>]*+>.*?(?:</\1|\Z)"
    rf"|<[a-z][^\s/>]*+(?P<attributes>(?:\s++|{_ATTRIBUTE.pattern})*+)",
    re.IGNORECASE | re.DOTALL,
)


def parse_html(html: str) -> HtmlElement:
    """Parse a page. Raises ArticleError for an empty one, and for more attributes than an element has."""
    for tag in _TAG.finditer(html):
        attributes = tag["attributes"]
        if attributes and len(attributes) > _LONG and len(_ATTRIBUTE.findall(attributes)) > MOST_ATTRIBUTES:
            raise ArticleError(
                f"expected at most {MOST_ATTRIBUTES} attributes of an element, got more: save the page's text alone"
            )
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except ParserError as error:
        raise ArticleError("expected a page, got an empty one: save it again") from error
