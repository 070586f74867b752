"""Sentences of the article that the extraction of its main text has lost: the lede above it, a box of facts in it."""

import re
from collections.abc import Sequence
from typing import Final

from lxml.html import HtmlElement

from .markup import render_text

_BLOCKS: Final = frozenset(("p", "li", "div", "blockquote", "h2", "h3", "h4", "dd", "section", "header", "article"))
_NESTED: Final = "|".join(
    f"descendant::{tag}" for tag in (*sorted(_BLOCKS), "ul", "ol", "dl", "table", "figure", "h1", "form")
)
_NEVER_IN: Final = frozenset(("nav", "footer", "form", "aside", "figure", "table", "fieldset"))
_NAMES: Final = ("class", "id", "data-component", "data-gu-name", "data-testid")
# What is no part of an article, though it may stand in it.
_OTHERS: Final = re.compile(
    r"relat|recommend|promo|newsletter|subscri|sign-?up|shar(?:e|ing)|social|comment|cookie|consent|banner|advert|\bads?\b"
    r"|sponsor|most-?(?:read|popular|viewed)|trending|ticker|breaking|sidebar|footer|\bnav|menu|byline|author|\bbio\b|\btag"
    r"|caption|credit|copyright|wall|modal|pop-?up|pop\b|login|regist|catcher|outbrain|taboola|read-?more|see-?also|more-?on"
    r"|rich-?link|bookmark|recirc|\bpoll|quiz|video|gallery|disclaim|donat|widget|\bcard-?(?:list|grid)|\bnext|\bprev",
    re.IGNORECASE,
)
_LEDES: Final = re.compile(
    r"standfirst|lede|\blead|\bde[ck]k?\b|teaser|intro|sub-?(?:title|head|line)|excerpt|summary|desc|abstract|chapo|vorspann"
    r"|key-?(?:points|facts)|highlights|at-?a-?glance|bullets|callout",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?。！？؟।…][\"”’»)\]]*$")
_SPACE = re.compile(r"[\s|]+")
_FEWEST: Final = 10  # letters of a sentence, without spaces
_LONG: Final = 40  # letters of a paragraph that tells where the article is
_MOST: Final = 40  # paragraphs that are regained
_MOST_LEAVES: Final = 4000  # of a page, and
_MOST_LETTERS: Final = 500_000  # of its text: with more, nothing is looked for
_MAIN_SHARE: Final = 0.8  # of the paragraphs: those in the article's element
_LINKED: Final = 0.5  # of a paragraph's letters

_Paragraph = tuple[HtmlElement, str]  # with its text, without spaces


def restore_ledes(root: HtmlElement, text: str) -> str:
    """The main text of a page with the sentences that stand between its headline and its end, and that it lacks.

    `root` is the page without what is hidden and without promotions. What is mostly links stays out, and what is named
    after something else, or stands in such an element: comments, newsletters, other articles.
    """
    leaves = _leaves(root)
    whole = _folded(text)
    if len(leaves) > _MOST_LEAVES or len(whole) > _MOST_LETTERS:
        return text
    kept = [said in whole for _, said in leaves]
    long = [at for at, (_, said) in enumerate(leaves) if kept[at] and len(said) >= _LONG]
    if not long:
        return text
    article = _article(root, [leaves[at][0] for at in long])
    inside = set(article.iter())
    main = [at for at in long if leaves[at][0] in inside]
    begins = _below_headline(root, leaves, main[0])
    lost = [
        at
        for at in range(begins, main[-1])
        if not kept[at] and (at < main[0] or leaves[at][0] in inside) and _is_told(leaves[at], article)
    ]
    return _put_in(text, leaves, kept, lost[:_MOST])


def _leaves(root: HtmlElement) -> list[_Paragraph]:
    """The elements with a text of their own and no block in them, in order."""
    found = [(element, _folded(render_text(element))) for element in root.iter(*_BLOCKS) if not element.xpath(_NESTED)]
    return [(element, said) for element, said in found if said]


def _folded(text: str) -> str:
    return _SPACE.sub("", text)


def _article(root: HtmlElement, paragraphs: Sequence[HtmlElement]) -> HtmlElement:
    """The innermost element that has most of the paragraphs."""
    inner, least = root, _MAIN_SHARE * len(paragraphs)
    counts: dict[HtmlElement, int] = {}
    for paragraph in paragraphs:
        for above in paragraph.iterancestors():
            counts[above] = counts.get(above, 0) + 1
    for element in root.iter():
        if counts.get(element, 0) >= least:
            inner = element
    return inner


def _below_headline(root: HtmlElement, leaves: Sequence[_Paragraph], first: int) -> int:
    """The first paragraph below the last main heading above the text; the text's own first if there is none."""
    begins, at = first, {element: number for number, (element, _) in enumerate(leaves[:first])}
    below = False
    for element in root.iter():
        if element is leaves[first][0]:
            break
        if element.tag == "h1":
            begins, below = first, True
        elif below and element in at:
            begins, below = at[element], False
    return begins


def _is_told(paragraph: _Paragraph, article: HtmlElement) -> bool:
    """Whether a paragraph is one of the article's: prose, with few links, in nothing that is named otherwise."""
    element, said = paragraph
    linked = sum(len(_folded(link.text_content())) for link in element.iter("a"))
    if len(said) < _FEWEST or linked > _LINKED * len(said) or not any(each.isalpha() for each in said):
        return False
    named = []
    for above in (element, *element.iterancestors()):
        if above is article or article in above.iterdescendants(article.tag):
            break
        if above.tag in _NEVER_IN:
            return False
        named.append(" ".join(above.get(name, "") for name in _NAMES))
    names = " ".join(named)
    return not _OTHERS.search(names) and bool(_ENDS.search(said) or _LEDES.search(names))


def _put_in(text: str, leaves: Sequence[_Paragraph], kept: Sequence[bool], lost: Sequence[int]) -> str:
    """The text with each of the lost before the next that was kept."""
    pieces = [(piece, _folded(piece)) for piece in text.split("\n\n")]
    for at in lost:
        behind = next(
            (said for number, (_, said) in enumerate(leaves[at:], at) if kept[number] and len(said) >= _FEWEST), ""
        )
        where = next((number for number, (_, folded) in enumerate(pieces) if behind in folded), len(pieces))
        element, said = leaves[at]
        pieces.insert(where, (render_text(element), said))
    return "\n\n".join(piece for piece, _ in pieces)
