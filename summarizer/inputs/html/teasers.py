"""Removes teasers of other articles from a page: their headlines and summaries have other numbers."""

import re
from typing import Final

from lxml.html import HtmlElement

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS: Final = "descendant::p|descendant::div|descendant::ul|descendant::table"
_LINKED: Final = 0.8  # of a headline's letters
_LEAD_IN: Final = re.compile(r"[^:.]{1,30}:")  # "Read more:", in any language
_SENTENCE_END: Final = re.compile(r"[.!?。؟।][\"”’»)]*$")
_LONGEST: Final = 400  # characters of a teaser, headline and summary


def remove_teasers(root: HtmlElement) -> None:
    """Remove linked headlines with their summaries, and lines that lead to another article ("Read more: ...").

    Other paragraphs and lists of links are left to trafilatura: removing those too gained nothing on the pages of
    tests/helpers/newspages.py, and lost short sentences that link to their source.
    """
    teasers = [link for link in root.iter("a") if link.get("href") and _is_card(link)]
    for element in root.iter("p", "li", "div", *_HEADINGS):
        links = [link for link in element.iter("a") if link.get("href")]
        if not links or element.xpath(_BLOCKS):
            continue
        if element.tag not in _HEADINGS:
            if _has_lead_in(element, links):
                teasers.append(element)
        elif _measure_length(element) and sum(map(_measure_length, links)) >= _LINKED * _measure_length(element):
            parent = element.getparent()
            is_teaser = parent is not None and _is_teaser(parent, element, links[0])
            teasers.append(parent if is_teaser else element)
    for teaser in teasers:
        if teaser.getparent() is not None:
            teaser.drop_tree()


def _is_card(link: HtmlElement) -> bool:
    """Whether a link holds a headline and more."""
    return (
        any(True for _ in link.iter(*_HEADINGS))
        and not link.xpath("descendant::h1")
        and len(link.text_content()) < _LONGEST
    )


def _has_lead_in(element: HtmlElement, links: list[HtmlElement]) -> bool:
    """Whether a line is a few words with a colon and a linked headline, which unlike a sentence has no full stop."""
    text = _collapse(element)
    lead_in = _LEAD_IN.match(text)
    linked = sum(map(_measure_length, links))
    return bool(
        lead_in
        and linked >= _LINKED * len(text[lead_in.end() :])
        and linked < len(text)
        and not _SENTENCE_END.search(text)
    )


def _is_teaser(parent: HtmlElement, headline: HtmlElement, link: HtmlElement) -> bool:
    """Whether the parent of a linked headline is that article's teaser: short, and the headline stands first in it."""
    if parent.tag not in {"div", "li", "article", "section", "aside"} or (link.get("href") or "").startswith("#"):
        return False
    if parent.xpath("descendant::h1|descendant::article|ancestor-or-self::main[count(descendant::p) < 3]"):
        return False
    texts = [child for child in parent if child.tag in {"p", "div", *_HEADINGS} and child.text_content().strip()]
    return bool(texts) and texts[0] is headline and len(parent.text_content()) < _LONGEST


def _collapse(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _measure_length(element: HtmlElement) -> int:
    return len(_collapse(element))
