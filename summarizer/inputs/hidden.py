"""Taking out of a page's tree what nobody sees, and writing what is raised or struck out as it is meant."""

import re
from collections import Counter
from typing import Final

from lxml.etree import strip_elements, strip_tags
from lxml.html import HtmlElement

from .raised import SUBSCRIPTS, SUPERSCRIPTS, is_noted
from .styles import Element, Sheets, Verdict, verdict

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
_LOOKS: Final = (
    *(
        "b",
        "i",
        "em",
        "strong",
        "u",
        "small",
        "big",
        "mark",
        "font",
        "abbr",
        "cite",
        "code",
        "kbd",
        "tt",
        "var",
        "samp",
    ),
    *("dfn", "ins", "sup", "sub", "bdi", "bdo", "data", "wbr"),
)
_MOST_LINKS: Final = 2000  # in one paragraph
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
_MARK = re.compile(r"\W*\d{1,3}\W*|[*†‡§]|\[\w{1,3}\]")  # of a footnote
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN: Final = "descendant-or-self::h1|descendant-or-self::main|descendant-or-self::article"


def without_hidden(root: HtmlElement, *, keep_main: bool = False) -> int:
    """Take out what nobody sees: what styles hide, comments, scripts, forms. How many elements are left.

    What is struck out is withdrawn, and goes too. A raised figure becomes a character of its own ("km²", "10⁶"), so
    that it is never a digit of the number before it; the mark of a footnote goes. With `keep_main`, what holds a main
    heading or an article stays: scripts show it later.
    """
    sheets = Sheets(style.text or "" for style in root.iter("style"))
    left = 0
    pending: list[tuple[HtmlElement, tuple[Element, ...], bool]] = [(root, (), False)]
    while pending:
        element, above, backed = pending.pop()
        if not isinstance(element.tag, str) or element.tag in _NEVER:
            element.drop_tree()  # its tail stays
            continue
        element.text, element.tail = _sound(element.text), _sound(element.tail)
        path = (*above, (element.tag, frozenset((element.get("class") or "").split()), element.get("id") or ""))
        does = verdict(element.get("style") or "").over(sheets.of(path))
        backed = backed or bool(does.backed) or element.get("bgcolor") is not None
        if element.tag not in _WHOLE and _is_hidden(element, path[-1], does, backed=backed):
            if keep_main and element.xpath(_MAIN):
                pending.extend((child, path, backed) for child in reversed(element))
                continue
            element.drop_tree()
            continue
        if element.tag in _STRUCK:
            _replaced(element, " ")
            continue
        left += 1
        pending.extend((child, path, backed) for child in reversed(element))
    for element in list(root.iter("sup", "sub", "q", "a")):
        _written_out(element)
    return left - _unwrapped(root)


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


def _unwrapped(root: HtmlElement) -> int:
    """Take off the tags that only say how words look, and links beyond number: how many.

    The time that trafilatura takes grows with the square of how many stand in one paragraph.
    """
    before = sum(1 for _ in root.iter())
    for element in root.iter("span"):
        if not element.attrib:
            element.tag = "b"
    strip_tags(root, *_LOOKS)
    for parent, links in Counter(link.getparent() for link in root.iter("a")).items():
        if links > _MOST_LINKS:
            strip_elements(parent, "a", with_tail=False)
    return before - sum(1 for _ in root.iter())


def _written_out(element: HtmlElement) -> None:
    text = element.text_content()
    if element.tag == "a":
        if (element.get("href") or "").startswith("#") and _MARK.fullmatch(text.strip()):
            element.drop_tree()
    elif element.tag == "q":
        element.text = f"“{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}”"
        else:
            element.text += "”"
        element.tag = "span"
    elif element.tag == "sup" and _is_mark(element, text):
        element.drop_tree()
    elif any(character.isdecimal() for character in text):
        table = SUPERSCRIPTS if element.tag == "sup" else SUBSCRIPTS
        _replaced(element, text.translate(table))


def _is_mark(element: HtmlElement, text: str) -> bool:
    """Whether what is raised is the mark of a footnote: it leads to one, or stands at a number that is no ten."""
    if element.xpath(".//a[starts-with(@href, '#')]") or "reference" in element.get("class", ""):
        return True
    before, parent = element.getprevious(), element.getparent()
    said = (parent.text if parent is not None else "") if before is None else before.tail or before.text_content()
    return any(character.isdecimal() for character in text) and is_noted(said or "")


def _replaced(element: HtmlElement, text: str) -> None:
    element.tail = text + (element.tail or "")
    element.drop_tree()
