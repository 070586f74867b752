"""Taking out of a page's tree what nobody sees, and writing what is raised or struck out as it is meant."""

import re
from typing import Final

from lxml.html import HtmlElement

from .styles import Element, Sheets, Verdict, verdict

SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
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
_MARK = re.compile(r"\W*\d{1,3}\W*|[*†‡§]|\[\w{1,3}\]")  # of a footnote
_MAIN: Final = "descendant-or-self::h1|descendant-or-self::main|descendant-or-self::article"


def without_hidden(root: HtmlElement, *, keep_main: bool = False) -> int:
    """Take out what nobody sees: what styles hide, comments, scripts, forms. How many elements are left.

    What is struck out is withdrawn, and goes too. A raised figure becomes a character of its own ("12³"), so that it
    is never a digit of the number before it; the mark of a footnote goes. With `keep_main`, what holds a main heading
    or an article stays: scripts show it later.
    """
    sheets = Sheets(style.text or "" for style in root.iter("style"))
    left = 0
    pending: list[tuple[HtmlElement, tuple[Element, ...], bool]] = [(root, (), False)]
    while pending:
        element, above, backed = pending.pop()
        if not isinstance(element.tag, str) or element.tag in _NEVER:
            element.drop_tree()  # its tail stays
            continue
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
    return left


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
    elif element.tag == "sup" and (
        element.xpath(".//a[starts-with(@href, '#')]") or "reference" in element.get("class", "")
    ):
        element.drop_tree()
    elif any(character.isdecimal() for character in text):
        table = SUPERSCRIPTS if element.tag == "sup" else SUBSCRIPTS
        _replaced(element, text.translate(table))


def _replaced(element: HtmlElement, text: str) -> None:
    element.tail = text + (element.tail or "")
    element.drop_tree()
