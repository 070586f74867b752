"""Taking out of a page's tree what nobody sees."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lxml.etree import Comment, ProcessingInstruction, strip_elements
from lxml.html import HtmlElement

from ...errors import ArticleError
from .css.cascade import Cascade, Declared, Values
from .css.content import write_content
from .css.rendering import FONT_SIZE, Rendering, render
from .css.selectors import Element
from .css.sheets import Tokens
from .css.transforms import IDENTITY
from .formulas import write_formulas, write_readings
from .layout import UNREADABLE, garble_in, settle, turn
from .markup import BLOCKS
from .typography import INLINE, replace_element, write_typography

MOST_ELEMENTS: Final = 30_000  # of a page without its scripts; long live blogs have ten thousand
_MOST_WITH_LOOKS: Final = 5 * MOST_ELEMENTS  # with those that only say how words look
_NEVER: Final = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "noframes",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "input",
        "button",
        "datalist",
        "meter",
        "progress",
        "title",
        "annotation",
        "annotation-xml",
        "mphantom",
    )
)
_WHOLE: Final = frozenset(("html", "head", "body"))
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
_UNSURE: Final = "styles not understood: what they may hide or move is not read"
_JUDGED: Final = ("style", "hidden", "popover")
_NUMERAL = re.compile(r"\d[\d.,]{1,12}")
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN: Final = "descendant-or-self::h1|descendant-or-self::main|descendant-or-self::article"


def remove_hidden(root: HtmlElement, *, keep_main: bool = False) -> list[str]:
    """Take out what nobody sees: what styles hide, comments, scripts, forms. What there is to be said of it.

    What is struck out is withdrawn, and goes too. A raised figure becomes a character of its own ("km²", "10⁶"), so
    that it is never a digit of the number before it; the mark of a footnote goes. Text that is seen and cannot be
    read, mirrored or in an order that nobody knows, becomes "\ufffd". With `keep_main`, what holds a main heading or
    an article stays: scripts show it later.

    Raises ArticleError for more than `MOST_ELEMENTS`, and for styles that take too long.
    """
    strip_elements(root, Comment, ProcessingInstruction, with_tail=False)
    page = _Page(root, keep_main=keep_main)
    page.look_through()
    strip_elements(root, *_NEVER, with_tail=False)
    page.change()
    left = len(page.looks) - write_typography(root)
    if left > MOST_ELEMENTS:
        raise ArticleError(_too_many(left))
    return [] if not page.unsure else [_UNSURE]


class _Page:
    """The elements of a page, how each is drawn, and what is done with it: nothing before all are looked through."""

    def __init__(self, root: HtmlElement, *, keep_main: bool) -> None:
        self.looks: dict[HtmlElement, Rendering] = {}
        self.unsure = False
        self._root, self._keep_main = root, keep_main
        self._cascade = Cascade(root)
        self._cache: dict[tuple[int, bool, frozenset[tuple[str, str]]], Rendering] = {}
        self._gone: list[tuple[HtmlElement, str]] = []
        self._parts: list[tuple[HtmlElement, str, Rendering, str]] = []
        self._replaced: set[HtmlElement] = set()  # in whose place another text is drawn
        self._whole = Rendering({})

    def look_through(self) -> None:
        """Work out how each element is drawn; those of elements that are not are passed over."""
        pending: list[tuple[Element, Rendering, Mapping[str, Tokens]]] = [
            (self._cascade.selectors.page, self._whole, {})
        ]
        while pending:
            element, above, variables = pending.pop()
            node: HtmlElement = element.etree_element
            node.tail = _sound(node.tail)
            if node.tag in _NEVER:
                continue
            declared = self._cascade.of(element, variables)
            look = self._look(node, declared, above)
            if self._is_gone(node, look, declared):
                if not (self._keep_main and node.xpath(_MAIN)):
                    self._gone.append((node, ""))
                    continue
                look = _shown(look, above)
            elif look.struck:
                self._gone.append((node, " "))
                continue
            if (node.tag in _WHOLE or (self._keep_main and node.xpath(_MAIN))) and not look.is_seen:
                look = _shown(look, above)
            self.looks[node] = look
            if any(child.tag == "template" and child.get("shadowrootmode") for child in node):
                self._replaced.add(node)
            node.text = _sound(node.text)
            if len(self.looks) > _MOST_WITH_LOOKS:
                raise ArticleError(_too_many(len(self.looks)))
            self._look_at_parts(node, declared, look)
            pending.extend((child, look, declared.variables) for child in reversed(list(element.iter_children())))

    def _look(self, node: HtmlElement, declared: Declared, above: Rendering) -> Rendering:
        values = {**_hints(node), **declared.values}
        look = self._looked(node.tag, values, above)
        if declared.unsure:
            worse = self._looked(node.tag, {**values, **declared.unsure}, above)
            if (
                worse.hidden > look.hidden
                or worse.is_seen < look.is_seen
                or worse.struck > look.struck
                or worse.moved > look.moved
                or worse.reversed != look.reversed
                or worse.is_readable < look.is_readable
            ):
                self.unsure = True
                return worse
        return look

    def _looked(self, tag: str, values: Values, above: Rendering) -> Rendering:
        block = tag in BLOCKS
        key = (id(above), block, frozenset(values.items()))
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = render(values, above, block=block)
        return found

    def _is_gone(self, node: HtmlElement, look: Rendering, declared: Declared) -> bool:
        if node.tag in _WHOLE:
            return False
        if look.hidden:
            return True
        if node.get("aria-hidden", "").lower() == "true":
            if not node.xpath(_MAIN):
                return True
            del node.attrib["aria-hidden"]  # behind an open dialog the whole page says so, and is seen all the same
        classes = frozenset((node.get("class") or "").split())
        named = bool(classes & _NAMES) and "display" not in declared.values
        return named and not any(_SHOWN_WIDE.fullmatch(name) for name in classes)

    def _look_at_parts(self, node: HtmlElement, declared: Declared, look: Rendering) -> None:
        """Note what styles write before and behind a text."""
        for part, values in declared.parts.items():
            drawn = render(values, look, block=False)
            if part in {"before", "after"}:
                text = write_content(values.get("content", "none"), node)
                if text and not drawn.hidden and drawn.is_seen:
                    self._parts.append((node, part, drawn, text))
            elif part == "first-letter" and (drawn.hidden or not drawn.is_seen):
                self._parts.append((node, part, drawn, ""))

    def change(self) -> None:
        """Do what was found to be done."""
        for node, text in self._gone:
            replace_element(node, text)
        for node in self.looks:
            for name in _JUDGED:  # trafilatura judges by some of them, and of each alone
                node.attrib.pop(name, None)
        self._mute()
        made = set()
        for node, part, look, text in self._parts:
            if part == "first-letter":
                node.text = re.sub(r"^\s*\w+", UNREADABLE, node.text or "")
            else:
                written = node.makeelement("b")
                written.text = text
                self.looks[written] = look
                made.add(written)
                _put(node, written, first=part == "before")
        self._turn()
        write_formulas(self._root)
        write_readings(self._root)
        settle(self._root, self.looks, made)
        for node, look in self.looks.items():
            if look.raised and node.tag in INLINE:
                node.tag = "sup"

    def _mute(self) -> None:
        """Take out the texts that are not seen; of those that cannot be read, make what nobody takes for a word."""
        for node, look in self.looks.items():
            if not look.is_seen:
                node.text = None
                for child in node:
                    child.tail = None
            elif not look.is_readable or node in self._replaced:
                garble_in(node)
            elif look.width_limit is not None and _is_cut_off(node, look):
                for each in node.iter():
                    garble_in(each)

    def _turn(self) -> None:
        for node, look in self.looks.items():
            above = self.looks.get(node.getparent())
            if look.reversed:
                turn(node, outermost=not (above and above.reversed))


def _shown(look: Rendering, above: Rendering) -> Rendering:
    """How it is drawn once a script has shown it."""
    return replace(
        look,
        inherited={name: value for name, value in look.inherited.items() if name != "visibility"},
        visible=True,
        hidden=False,
        font_size=FONT_SIZE,
        color=None,
        background=look.background if above.is_seen else above.background,
        opacity=1.0,
        matrix=IDENTITY,
    )


def _hints(node: HtmlElement) -> dict[str, str]:
    """What attributes of HTML say that style sheets say today."""
    told = {}
    color = node.get("color") if node.tag == "font" else node.get("text") if node.tag == "body" else None
    for name, value in (("color", color), ("background-color", node.get("bgcolor"))):
        if value is not None:
            told[name] = value.strip().lower()
    if node.get("background"):
        told["background-image"] = "url()"
    return told


def _is_cut_off(node: HtmlElement, look: Rendering) -> bool:
    """Whether a number is wider than the room that it has: digits are more than two fifths as wide as high."""
    text = node.text_content().strip()
    return (
        bool(_NUMERAL.fullmatch(text))
        and look.width_limit is not None
        and look.width_limit < 0.4 * look.font_size * len(text)
    )


def _put(node: HtmlElement, written: HtmlElement, *, first: bool) -> None:
    if not first:
        node.append(written)
        return
    written.tail, node.text = node.text, None
    node.insert(0, written)


def _too_many(elements: int) -> str:
    return f"expected a page of at most {MOST_ELEMENTS} elements, got {elements} or more: save its text alone"


def _sound(text: str | None) -> str | None:
    """Without the characters that libxml2 reads from a page and does not let in again."""
    return _UNSOUND.sub("", text) if text and _UNSOUND.search(text) else text
