"""Taking out of a page's tree what nobody sees."""

import re
from typing import Final

from lxml.etree import Comment, ProcessingInstruction, strip_elements
from lxml.html import HtmlElement

from ..errors import ArticleError
from .styles import Element, Sheets, Verdict, verdict
from .typeset import INLINE, replaced, written_out

MOST_ELEMENTS: Final = 30_000  # of a page without its scripts; long live blogs have ten thousand
_MOST_WITH_LOOKS: Final = 5 * MOST_ELEMENTS  # with those that only say how words look
_NEVER: Final = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "input",
        "button",
        "datalist",
        "title",
    )
)
_WHOLE: Final = frozenset(("html", "head", "body"))
_STRUCK: Final = frozenset(("s", "strike", "del"))
# Of style sheets that the page only links to: the names that Bootstrap, Tailwind, WordPress and Drupal give.
_NAMES: Final = frozenset(
    (
        "sr-only",
        "sr-text",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screen-reader-only",
        "element-invisible",
        "assistive-text",
        "a11y-hidden",
        "d-none",
        "hidden",
        "is-hidden",
        "invisible",
    )
)
_SHOWN_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl):(?!hidden)\w+|d-(?:sm|md|lg|xl)-(?!none)\w+")
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN: Final = "descendant-or-self::h1|descendant-or-self::main|descendant-or-self::article"


def without_hidden(root: HtmlElement, *, keep_main: bool = False) -> None:
    """Take out what nobody sees: what styles hide, comments, scripts, forms.

    What is struck out is withdrawn, and goes too. A raised figure becomes a character of its own ("km²", "10⁶"), so
    that it is never a digit of the number before it; the mark of a footnote goes. With `keep_main`, what holds a main
    heading or an article stays: scripts show it later.

    Raises ArticleError for more than `MOST_ELEMENTS`.
    """
    sheets = Sheets(style.text or "" for style in root.iter("style"))
    strip_elements(root, Comment, ProcessingInstruction, *_NEVER, with_tail=False)
    left = 0
    pending: list[tuple[HtmlElement, tuple[Element, ...], bool]] = [(root, (), False)]
    while pending:
        element, above, backed = pending.pop()
        element.text, element.tail = _sound(element.text), _sound(element.tail)
        path = (*above, (element.tag, frozenset((element.get("class") or "").split()), element.get("id") or ""))
        does = verdict(element.get("style") or "").over(sheets.of(path))
        backed = backed or bool(does.backed) or element.get("bgcolor") is not None
        if element.tag not in _WHOLE and _is_hidden(element, path[-1], does, backed=backed):
            if keep_main and element.xpath(_MAIN):
                pending.extend((child, path, backed) for child in reversed(element))
                continue
            replaced(element)
            continue
        if element.tag in _STRUCK:
            replaced(element, " ")
            continue
        if does.raised and element.tag in INLINE:
            element.tag = "sup"
        left += 1
        if left > _MOST_WITH_LOOKS:
            raise ArticleError(_too_many(left))
        pending.extend((child, path, backed) for child in reversed(element))
    left -= written_out(root)
    if left > MOST_ELEMENTS:
        raise ArticleError(_too_many(left))


def _too_many(elements: int) -> str:
    return f"expected a page of at most {MOST_ELEMENTS} elements, got {elements} or more: save its text alone"


def _sound(text: str | None) -> str | None:
    """Without the characters that libxml2 reads from a page and does not let in again."""
    return _UNSOUND.sub("", text) if text and _UNSOUND.search(text) else text


def _is_hidden(element: HtmlElement, names: Element, does: Verdict, *, backed: bool) -> bool:
    if does.hides or (does.white and not backed) or element.get("hidden") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if element.get("aria-hidden", "").lower() == "true":
        if not element.xpath(_MAIN):
            return True
        del element.attrib["aria-hidden"]  # behind an open dialog the whole page says so, and is seen all the same
    _, classes, _ = names
    return bool(classes & _NAMES) and does.display is None and not any(_SHOWN_WIDE.fullmatch(name) for name in classes)
