"""Numbers whose digits the layout of a page separates, joins, or draws in another order than in the source.

A number whose rendering is not certain becomes "\ufffd": it is read as no number, and proves none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from .css.rendering import Rendering
from .markup import BLOCKS

UNREADABLE: Final = "\ufffd"
_LONGEST_TURNED: Final = 80  # characters: longer ones are broken into lines, and each is turned by itself
_RUN_BEFORE = re.compile(r"[\w.,:'’/%+-]+\Z")
_RUN_AFTER = re.compile(r"[\w.,:'’/%+-]+")
_DIGIT_LAST = re.compile("[\\d\ufffd][.,]?\\Z")
_DIGIT_FIRST = re.compile("[.,]?[\\d\ufffd]")
_BARE = re.compile("[\\d.,\ufffd]{1,12}")
_WORD = re.compile(r"\w[\w.,'’]*")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass
class _Piece:
    """A text in an element or, as its tail, behind it; `between` are the kinds of edges since the text before it."""

    owner: HtmlElement
    is_tail: bool
    text: str
    between: set[str] = field(default_factory=set)
    initial: bool = False  # in an element at the left of its line

    def write(self, text: str) -> None:
        self.text = text
        if self.is_tail:
            self.owner.tail = text
        else:
            self.owner.text = text


def garble(text: str | None) -> str | None:
    """Replace each word of a text by U+FFFD."""
    return _WORD.sub(UNREADABLE, text) if text else text


def garble_in(element: HtmlElement) -> None:
    """Garble the text of an element, but not that of its children."""
    element.text = garble(element.text)
    for child in element:
        child.tail = garble(child.tail)


def reverse_letters(element: HtmlElement, *, outermost: bool) -> None:
    """Write letters that are forced from right to left in the order in which they are read, or garble them."""
    text = element.text or ""
    if outermost and not len(element) and len(text) <= _LONGEST_TURNED and not _RIGHT_TO_LEFT.search(text):
        element.text = text[::-1]
    else:
        garble_in(element)


def separate_numbers(root: HtmlElement, renderings: Mapping[HtmlElement, Rendering], written: set[HtmlElement]) -> None:
    """Separate numbers as the layout does, and blot those whose digits it moves; style sheets wrote `written`."""
    pieces = list(_list_pieces(root, renderings))
    _drop_ornaments(pieces, written)
    if not any(piece.between - {"block", "space"} for piece in pieces):
        return
    between: set[str] = set()
    shown: list[_Piece] = []
    for piece in pieces:
        between |= piece.between
        if piece.text.strip():
            piece.between, between = between, set()
            shown.append(piece)
        elif piece.text:
            between.add("space")
    at_start = True
    for at in range(1, len(shown)):
        before, after = shown[at - 1], shown[at]
        at_start = before.initial and (at_start or "block" in before.between)
        if at_start and "over" not in after.between:
            continue
        _settle_edge(shown, at, before, after)


def _drop_ornaments(pieces: list[_Piece], written: set[HtmlElement]) -> None:
    """Remove ornaments that styles write between words, as arrows and bullets; points and commas in numbers stay."""
    for at, piece in enumerate(pieces):
        if (
            piece.is_tail
            or piece.owner not in written
            or any(char.isalnum() or char == UNREADABLE for char in piece.text)
        ):
            continue
        before = next((other.text for other in reversed(pieces[:at][-9:]) if other.text), "")
        after = next((other.text for other in pieces[at + 1 : at + 10] if other.text), "")
        if not (before[-1:].isdigit() and after[:1].isdigit()):
            piece.write("")


def _settle_edge(shown: list[_Piece], at: int, before: _Piece, after: _Piece) -> None:
    """Separate or blot the texts on both sides of an edge."""
    between = after.between
    spaced = "space" in between or before.text[-1:].isspace() or after.text[:1].isspace()
    digits = bool(_DIGIT_LAST.search(before.text.rstrip()) and _DIGIT_FIRST.match(after.text.lstrip()))
    bare = all(_BARE.fullmatch(piece.text.strip()) for piece in (before, after))
    if "moved" in between or "over" in between:
        joined = bare if spaced or "block" in between else digits
        if (
            joined
            and ("apart" not in between or "over" in between)
            and (not spaced or between & {"item", "over", "both"})
        ):
            _blot(shown, at)
        elif not spaced:
            after.write(f" {after.text}")
    elif ("packed" in between and spaced and bare and "apart" not in between) or (
        "side" in between and "block" not in between and digits and not spaced
    ):
        _blot(shown, at)
    elif "line" in between and not spaced and "block" not in between:
        _break(after)
    elif "apart" in between and digits and not spaced and "block" not in between:
        after.write(f" {after.text}")


def _break(after: _Piece) -> None:
    """Insert a line break before a text."""
    if after.is_tail:
        tail = after.owner.tail
        after.owner.tail = None
        line = after.owner.makeelement("br")
        line.tail = tail
        after.owner.addnext(line)
    else:
        text, after.owner.text = after.owner.text, None
        line = after.owner.makeelement("br")
        line.tail = text
        after.owner.insert(0, line)
    after.owner, after.is_tail = line, True


def _blot(shown: list[_Piece], at: int) -> None:
    """Make the numbers on both sides of an edge unreadable, with their digits in neighbouring elements."""
    for step, run in ((-1, _RUN_BEFORE), (1, _RUN_AFTER)):
        place = at - 1 if step < 0 else at
        while 0 <= place < len(shown):
            piece = shown[place]
            if piece.text.endswith(UNREADABLE) if step < 0 else piece.text.startswith(UNREADABLE):
                break
            text = piece.text
            if place in {at - 1, at}:  # beside the edge, whatever space is there
                text = text.rstrip() if step < 0 else text.lstrip()
            match = run.search(text) if step < 0 else run.match(text)
            if not match:
                break
            whole = match[0] == piece.text
            piece.write(text[: match.start()] + UNREADABLE + text[match.end() :] + (" " if text != piece.text else ""))
            edge = (
                shown[place if step < 0 else place + 1].between if 0 <= place + (step > 0) < len(shown) else {"block"}
            )
            if not whole or edge:
                break
            place += step


def _list_pieces(root: HtmlElement, renderings: Mapping[HtmlElement, Rendering]) -> Iterator[_Piece]:
    """List the texts of a tree in order, with the kinds of edges between them."""
    between: set[str] = set()
    pending: list[tuple[HtmlElement, bool]] = [(root, False)]
    last_moved, initial = False, 0
    while pending:
        element, ended = pending.pop()
        if not isinstance(element.tag, str):
            continue
        edges = _find_edges(element, renderings.get(element))
        if "moved" in edges and last_moved and not ended:
            between.add("both")
        between |= edges
        initial += ("leading" in edges) * (-1 if ended else 1)
        if ended:
            last_moved = "moved" in edges
            if element is not root:
                if (element.tail or "").strip():
                    last_moved = False
                yield _Piece(element, True, element.tail or "", between, initial > 0)
                between = set()
            continue
        yield _Piece(element, False, element.text or "", between, initial > 0)
        between = set()
        pending.append((element, True))
        pending.extend((child, False) for child in reversed(element))


def _find_edges(element: HtmlElement, rendering: Rendering | None) -> set[str]:
    """Find the kinds of edges of an element: apart, packed, moved, over, leading, item, block, side, line."""
    block = element.tag in BLOCKS
    if rendering is None:
        return {"block"} if block else set()
    edges = {name for name, is_so in (("apart", rendering.apart), ("packed", rendering.packed)) if is_so}
    if rendering.moved:
        edges |= {"moved"} | ({"over"} if rendering.overlaid else set()) | ({"leading"} if rendering.leading else set())
        edges |= {"item"} if not rendering.leading and not rendering.overlaid else set()
        return edges | ({"block"} if block else set())
    if block:
        return edges | ({"side"} if not rendering.own_line else {"block"})
    return edges | ({"line"} if rendering.own_line else set())
