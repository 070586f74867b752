"""Removes from the tree of a page everything that a reader does not see."""

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
from .layout import UNREADABLE, garble_in, reverse_letters, separate_numbers
from .markup import BLOCKS
from .typography import INLINE, replace_element, write_typography

MOST_ELEMENTS: Final = 30_000  # of a page without its scripts; long live blogs have ten thousand
_MOST_WITH_STYLES: Final = 5 * MOST_ELEMENTS  # with those of mere style
_NEVER: Final = frozenset(
    """script style template noscript noframes iframe object embed svg canvas audio video select textarea input
    button datalist meter progress title annotation annotation-xml mphantom""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_WHOLE: Final = frozenset(("html", "head", "body"))
# Class names of hidden elements, by Bootstrap, Tailwind, WordPress and Drupal, whose style sheets pages only link to.
_NAMES: Final = frozenset(
    """sr-only sr-text visually-hidden visuallyhidden screen-reader-text screen-reader-only element-invisible
    assistive-text a11y-hidden d-none hidden is-hidden invisible""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_SHOWN_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl):(?!hidden)\w+|d-(?:sm|md|lg|xl)-(?!none)\w+")
_NOT_UNDERSTOOD: Final = "styles not understood: what they may hide or move is not read"
_STYLING: Final = ("style", "hidden", "popover")
_NUMERAL = re.compile(r"\d[\d.,]{1,12}")
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN: Final = "descendant-or-self::h1|descendant-or-self::main|descendant-or-self::article"


def remove_hidden(root: HtmlElement, *, keep_main: bool = False) -> list[str]:
    """Remove hidden elements, comments, scripts and forms; return notes for the user.

    Text that is struck out is withdrawn, and removed too. Superscript digits become characters of their own ("km²",
    "10⁶"), so that they are never digits of the number before them; footnote marks are removed. Text that is seen and
    cannot be read, mirrored or in an order that nobody knows, becomes "\ufffd". With `keep_main`, elements that hold a
    main heading or an article stay: scripts show them later.

    Raises ArticleError for more than `MOST_ELEMENTS`, and for styles that take too long.
    """
    strip_elements(root, Comment, ProcessingInstruction, with_tail=False)
    page = _DrawnPage(root, keep_main=keep_main)
    page.examine()
    strip_elements(root, *_NEVER, with_tail=False)
    page.change()
    left = len(page.renderings) - write_typography(root)
    if left > MOST_ELEMENTS:
        raise ArticleError(_describe_too_many(left))
    return [] if not page.unsure else [_NOT_UNDERSTOOD]


class _DrawnPage:
    """The elements of a page with their renderings, and the changes to be made once all are examined."""

    def __init__(self, root: HtmlElement, *, keep_main: bool) -> None:
        self.renderings: dict[HtmlElement, Rendering] = {}
        self.unsure = False
        self._root, self._keep_main = root, keep_main
        self._cascade = Cascade(root)
        self._cache: dict[tuple[int, bool, frozenset[tuple[str, str]]], Rendering] = {}
        self._removed: list[tuple[HtmlElement, str]] = []
        self._written: list[tuple[HtmlElement, str, Rendering, str]] = []
        self._replaced: set[HtmlElement] = set()  # by a shadow tree, which is drawn in their place
        self._whole = Rendering({})

    def examine(self) -> None:
        """Work out the rendering of each element that is not within a hidden one."""
        pending: list[tuple[Element, Rendering, Mapping[str, Tokens]]] = [
            (self._cascade.selectors.page, self._whole, {})
        ]
        while pending:
            element, parent, variables = pending.pop()
            node: HtmlElement = element.etree_element
            node.tail = _remove_unsound(node.tail)
            if node.tag in _NEVER:
                continue
            declared = self._cascade.compute(element, variables)
            rendering = self._render_surely(node, declared, parent)
            if self._is_hidden(node, rendering, declared):
                if not (self._keep_main and node.xpath(_MAIN)):
                    self._removed.append((node, ""))
                    continue
                rendering = _show(rendering, parent)
            elif rendering.struck:
                self._removed.append((node, " "))
                continue
            if (node.tag in _WHOLE or (self._keep_main and node.xpath(_MAIN))) and not rendering.is_seen:
                rendering = _show(rendering, parent)
            self.renderings[node] = rendering
            if any(child.tag == "template" and child.get("shadowrootmode") for child in node):
                self._replaced.add(node)
            node.text = _remove_unsound(node.text)
            if len(self.renderings) > _MOST_WITH_STYLES:
                raise ArticleError(_describe_too_many(len(self.renderings)))
            self._note_written(node, declared, rendering)
            pending.extend((child, rendering, declared.variables) for child in reversed(list(element.iter_children())))

    def _render_surely(self, node: HtmlElement, declared: Declared, parent: Rendering) -> Rendering:
        values = {**_find_presentational_hints(node), **declared.values}
        rendering = self._render(node.tag, values, parent)
        if declared.unsure:
            worse = self._render(node.tag, {**values, **declared.unsure}, parent)
            if (
                worse.hidden > rendering.hidden
                or worse.is_seen < rendering.is_seen
                or worse.struck > rendering.struck
                or worse.moved > rendering.moved
                or worse.reversed != rendering.reversed
                or worse.is_readable < rendering.is_readable
            ):
                self.unsure = True
                return worse
        return rendering

    def _render(self, tag: str, values: Values, parent: Rendering) -> Rendering:
        block = tag in BLOCKS
        key = (id(parent), block, frozenset(values.items()))
        if key not in self._cache:
            self._cache[key] = render(values, parent, block=block)
        return self._cache[key]

    def _is_hidden(self, node: HtmlElement, rendering: Rendering, declared: Declared) -> bool:
        if node.tag in _WHOLE:
            return False
        if rendering.hidden:
            return True
        if node.get("aria-hidden", "").lower() == "true":
            if not node.xpath(_MAIN):
                return True
            del node.attrib["aria-hidden"]  # behind an open dialog the whole page says so, and is seen all the same
        classes = frozenset((node.get("class") or "").split())
        named = bool(classes & _NAMES) and "display" not in declared.values
        return named and not any(_SHOWN_WIDE.fullmatch(name) for name in classes)

    def _note_written(self, node: HtmlElement, declared: Declared, rendering: Rendering) -> None:
        """Note text that styles write before and behind an element."""
        quoted = "open-quote" in declared.parts.get("before", {}).get("content", "")
        for part, values in declared.parts.items():
            text_rendering = render(values, rendering, block=False)
            if part in {"before", "after"}:
                text = write_content(values.get("content", "none"), node, quoted=quoted)
                if text and not text_rendering.hidden and text_rendering.is_seen:
                    self._written.append((node, part, text_rendering, text))
            elif part == "first-letter" and (text_rendering.hidden or not text_rendering.is_seen):
                self._written.append((node, part, text_rendering, ""))

    def change(self) -> None:
        """Make the changes that were noted."""
        for node, text in self._removed:
            replace_element(node, text)
        for node in self.renderings:
            for name in _STYLING:  # trafilatura judges by some of them, and of each alone
                node.attrib.pop(name, None)
        self._blank_texts()
        made = set()
        for node, part, rendering, text in self._written:
            if part == "first-letter":
                node.text = re.sub(r"^\s*\w+", UNREADABLE, node.text or "")
            else:
                written = node.makeelement("b")
                written.text = text
                self.renderings[written] = rendering
                made.add(written)
                _insert(node, written, first=part == "before")
        self._reverse_texts()
        write_formulas(self._root)
        write_readings(self._root)
        separate_numbers(self._root, self.renderings, made)
        for node, rendering in self.renderings.items():
            if rendering.raised and node.tag in INLINE:
                node.tag = "sup"

    def _blank_texts(self) -> None:
        """Remove texts that are not seen, and garble those that cannot be read."""
        for node, rendering in self.renderings.items():
            if not rendering.is_seen:
                node.text = None
                for child in node:
                    child.tail = None
            elif not rendering.is_readable or node in self._replaced:
                garble_in(node)
            elif rendering.width_limit is not None and _is_cut_off(node, rendering):
                for inner in node.iter():
                    garble_in(inner)

    def _reverse_texts(self) -> None:
        for node, rendering in self.renderings.items():
            parent = self.renderings.get(node.getparent())
            if rendering.reversed:
                reverse_letters(node, outermost=not (parent and parent.reversed))


def _show(rendering: Rendering, parent: Rendering) -> Rendering:
    """Show a rendering, as a script will."""
    return replace(
        rendering,
        inherited={name: value for name, value in rendering.inherited.items() if name != "visibility"},
        visible=True,
        hidden=False,
        font_size=FONT_SIZE,
        color=None,
        background=rendering.background if parent.is_seen else parent.background,
        opacity=1.0,
        matrix=IDENTITY,
    )


def _find_presentational_hints(node: HtmlElement) -> dict[str, str]:
    """Find the styles that attributes of old HTML give."""
    values = {}
    color = node.get("color") if node.tag == "font" else node.get("text") if node.tag == "body" else None
    for name, value in (("color", color), ("background-color", node.get("bgcolor"))):
        if value is not None:
            values[name] = value.strip().lower()
    if node.get("background"):
        values["background-image"] = "url()"
    return values


def _is_cut_off(node: HtmlElement, rendering: Rendering) -> bool:
    """Whether a number is cut off: digits are more than two fifths as wide as high."""
    text = node.text_content().strip()
    return (
        bool(_NUMERAL.fullmatch(text))
        and rendering.width_limit is not None
        and rendering.width_limit < 0.4 * rendering.font_size * len(text)
    )


def _insert(node: HtmlElement, written: HtmlElement, *, first: bool) -> None:
    if not first:
        node.append(written)
        return
    written.tail, node.text = node.text, None
    node.insert(0, written)


def _describe_too_many(elements: int) -> str:
    return f"expected a page of at most {MOST_ELEMENTS} elements, got {elements} or more: save its text alone"


def _remove_unsound(text: str | None) -> str | None:
    """Remove characters that libxml2 reads from a page and does not accept in a tree."""
    return _UNSOUND.sub("", text) if text and _UNSOUND.search(text) else text
