"""What on a page leads to other articles: their headlines have other numbers."""

import re
from typing import Final

from lxml.html import HtmlElement

_LEAD_IN = re.compile(
    r"\W*(?:(?:read|see|also read|read also|watch|listen|related|don.t miss|recommended|trending)\b[^:]{0,30}:)",
    re.IGNORECASE,
)
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS: Final = "descendant::p|descendant::div|descendant::ul|descendant::table|descendant::h2|descendant::h3"
_LINKED: Final = 0.8  # of a paragraph's letters: a link to another article
_SENTENCE: Final = 60  # characters of a paragraph that is one link and one sentence: the link is its source
_CARD: Final = 400  # characters of a headline with what stands below it


def without_promotions(root: HtmlElement) -> None:
    """Take out paragraphs that are nothing but a link, and headlines that are one with the teaser below them.

    A whole sentence, with its full stop, that is a link leads to where it was taken from, and stays.
    """
    cards = [link for link in root.iter("a") if link.get("href") and _is_card(link)]
    for block in list(root.iter("p", "li", *_HEADINGS, "div")):
        links = [link for link in block.iter("a") if link.get("href")]
        if not links or block.xpath(_BLOCKS):
            continue
        text = " ".join(block.text_content().split())
        linked = sum(len(" ".join(link.text_content().split())) for link in links)
        said = _LEAD_IN.sub("", text, count=1)
        if linked < _LINKED * len(said) or (block.tag == "p" and said == text and _is_sentence(text)):
            continue
        above = block.getparent()
        if block.tag in _HEADINGS and above is not None and _is_teaser(above, block, links):
            cards.append(above)
        block.drop_tree()
    for card in cards:
        if card.getparent() is not None:
            card.drop_tree()


def _is_card(link: HtmlElement) -> bool:
    """Whether a link has a headline in it and more."""
    return (
        any(True for _ in link.iter(*_HEADINGS))
        and not link.xpath("descendant::h1")
        and len(link.text_content()) < _CARD
    )


def _is_teaser(above: HtmlElement, heading: HtmlElement, links: list[HtmlElement]) -> bool:
    """Whether what a linked headline stands in is that other article's teaser: it begins with it, and is short."""
    if above.tag not in {"div", "li", "article", "section", "aside"} or (links[0].get("href") or "").startswith("#"):
        return False
    if above.xpath("descendant::h1|descendant::article|ancestor-or-self::main[count(descendant::p) < 3]"):
        return False
    texts = [each for each in above if each.tag in {"p", "div", *_HEADINGS} and each.text_content().strip()]
    return bool(texts) and texts[0] is heading and len(above.text_content()) < _CARD


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and text.endswith((".", ".”", '."', "。", "؟", "।"))
