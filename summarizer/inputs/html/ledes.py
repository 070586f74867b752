"""Restores paragraphs that the extraction of the main text has lost: the lede above it, a box of facts in it."""

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
# Class names of parts of a page that are no part of the article, though they may stand in it.
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
_MOST: Final = 40  # paragraphs that are restored
_MOST_LEAVES: Final = 4000  # of a page, and
_MOST_LETTERS: Final = 500_000  # of its text: with more, nothing is looked for
_MAIN_SHARE: Final = 0.8  # of the paragraphs: those in the article's element
_LINKED: Final = 0.5  # of a paragraph's letters

_Paragraph = tuple[HtmlElement, str]  # with its text, without spaces


def restore_ledes(root: HtmlElement, text: str) -> str:
    """Insert the paragraphs between headline and end of the article that its main text lacks.

    `root` is the page without hidden elements and teasers. Paragraphs that are mostly links stay out, and those named
    after another part of the page, or within such an element: comments, newsletters, other articles.
    """
    leaves = _list_leaves(root)
    whole = _drop_spaces(text)
    if len(leaves) > _MOST_LEAVES or len(whole) > _MOST_LETTERS:
        return text
    kept = [said in whole for _, said in leaves]
    long = [at for at, (_, said) in enumerate(leaves) if kept[at] and len(said) >= _LONG]
    if not long:
        return text
    article = _find_article(root, [leaves[at][0] for at in long])
    inside = set(article.iter())
    main = [at for at in long if leaves[at][0] in inside]
    begins = _find_start(root, leaves, main[0])
    lost = [
        at
        for at in range(begins, main[-1])
        if not kept[at] and (at < main[0] or leaves[at][0] in inside) and _is_of_article(leaves[at], article)
    ]
    return _insert(text, leaves, kept, lost[:_MOST])


def _list_leaves(root: HtmlElement) -> list[_Paragraph]:
    """List the elements with a text of their own and no block in them."""
    leaves = [
        (element, _drop_spaces(render_text(element))) for element in root.iter(*_BLOCKS) if not element.xpath(_NESTED)
    ]
    return [(element, text) for element, text in leaves if text]


def _drop_spaces(text: str) -> str:
    return _SPACE.sub("", text)


def _find_article(root: HtmlElement, paragraphs: Sequence[HtmlElement]) -> HtmlElement:
    """Find the innermost element that holds most of the paragraphs."""
    inner, least = root, _MAIN_SHARE * len(paragraphs)
    counts: dict[HtmlElement, int] = {}
    for paragraph in paragraphs:
        for above in paragraph.iterancestors():
            counts[above] = counts.get(above, 0) + 1
    for element in root.iter():
        if counts.get(element, 0) >= least:
            inner = element
    return inner


def _find_start(root: HtmlElement, leaves: Sequence[_Paragraph], first: int) -> int:
    """Find the first paragraph below the last main heading above the text; without one, the text's own first."""
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


def _is_of_article(paragraph: _Paragraph, article: HtmlElement) -> bool:
    """Whether a paragraph is of the article: prose, with few links, in no element named after another part."""
    element, said = paragraph
    linked = sum(len(_drop_spaces(link.text_content())) for link in element.iter("a"))
    if len(said) < _FEWEST or linked > _LINKED * len(said) or not any(char.isalpha() for char in said):
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


def _insert(text: str, leaves: Sequence[_Paragraph], kept: Sequence[bool], lost: Sequence[int]) -> str:
    """Insert each lost paragraph before the next one that was kept."""
    pieces = [(piece, _drop_spaces(piece)) for piece in text.split("\n\n")]
    for at in lost:
        behind = next(
            (said for number, (_, said) in enumerate(leaves[at:], at) if kept[number] and len(said) >= _FEWEST), ""
        )
        where = next((number for number, (_, folded) in enumerate(pieces) if behind in folded), len(pieces))
        element, said = leaves[at]
        pieces.insert(where, (render_text(element), said))
    return "\n\n".join(piece for piece, _ in pieces)
