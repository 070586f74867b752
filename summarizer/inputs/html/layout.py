"""Numbers whose digits the layout of a page sets apart, puts together, or draws in another order than they stand in.

A number of which nobody can say how it is drawn becomes "\ufffd": it is read as no number, and proves none.
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
    """A text: the one in an element or, as its tail, the one behind it; with what lies between it and the last."""

    owner: HtmlElement
    is_tail: bool
    text: str
    between: set[str] = field(default_factory=set)
    initial: bool = False  # in what stands at the left of its line

    def write(self, text: str) -> None:
        self.text = text
        if self.is_tail:
            self.owner.tail = text
        else:
            self.owner.text = text


def garble(text: str | None) -> str | None:
    """A text of which no word or number can be read."""
    return _WORD.sub(UNREADABLE, text) if text else text


def garble_in(element: HtmlElement) -> None:
    """Do that to the text in an element, but not in those that it holds."""
    element.text = garble(element.text)
    for child in element:
        child.tail = garble(child.tail)


def turn(element: HtmlElement, *, outermost: bool) -> None:
    """Write letters that are drawn from right to left in the order in which they are read; else they are unreadable."""
    text = element.text or ""
    if outermost and not len(element) and len(text) <= _LONGEST_TURNED and not _RIGHT_TO_LEFT.search(text):
        element.text = text[::-1]
    else:
        garble_in(element)


def settle(root: HtmlElement, looks: Mapping[HtmlElement, Rendering], made: set[HtmlElement]) -> None:
    """Part and blot out numbers as the layout does; of what styles have `made`, keep what is a part of a number."""
    pieces = list(_pieces(root, looks))
    _drop_ornaments(pieces, made)
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
        _part(shown, at, before, after)


def _drop_ornaments(pieces: list[_Piece], made: set[HtmlElement]) -> None:
    """Take out what styles write between words: arrows, bullets, dashes; not the points and commas of a number."""
    for at, piece in enumerate(pieces):
        if piece.is_tail or piece.owner not in made or any(each.isalnum() or each == UNREADABLE for each in piece.text):
            continue
        before = next((each.text for each in reversed(pieces[:at][-9:]) if each.text), "")
        after = next((each.text for each in pieces[at + 1 : at + 10] if each.text), "")
        if not (before[-1:].isdigit() and after[:1].isdigit()):
            piece.write("")


def _part(shown: list[_Piece], at: int, before: _Piece, after: _Piece) -> None:
    """Settle what stands on two sides of the edge of an element."""
    between = after.between
    spaced = "space" in between or before.text[-1:].isspace() or after.text[:1].isspace()
    digits = bool(_DIGIT_LAST.search(before.text.rstrip()) and _DIGIT_FIRST.match(after.text.lstrip()))
    bare = all(_BARE.fullmatch(each.text.strip()) for each in (before, after))
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
    """Begin a line before a text."""
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
    """Make the numbers on two sides of an edge unreadable, with all of them that lies in other elements."""
    for step, run in ((-1, _RUN_BEFORE), (1, _RUN_AFTER)):
        place = at - 1 if step < 0 else at
        while 0 <= place < len(shown):
            piece = shown[place]
            if piece.text.endswith(UNREADABLE) if step < 0 else piece.text.startswith(UNREADABLE):
                break
            told = piece.text
            if place in {at - 1, at}:  # beside the edge, whatever space is there
                told = told.rstrip() if step < 0 else told.lstrip()
            found = run.search(told) if step < 0 else run.match(told)
            if not found:
                break
            whole = found[0] == piece.text
            piece.write(told[: found.start()] + UNREADABLE + told[found.end() :] + (" " if told != piece.text else ""))
            edge = (
                shown[place if step < 0 else place + 1].between if 0 <= place + (step > 0) < len(shown) else {"block"}
            )
            if not whole or edge:
                break
            place += step


def _pieces(root: HtmlElement, looks: Mapping[HtmlElement, Rendering]) -> Iterator[_Piece]:
    """The texts of a tree in order, each with the kinds of edges between it and the one before."""
    between: set[str] = set()
    pending: list[tuple[HtmlElement, bool]] = [(root, False)]
    last_moved, initial = False, 0
    while pending:
        element, ended = pending.pop()
        if not isinstance(element.tag, str):
            continue
        edges = _edges(element, looks.get(element))
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


def _edges(element: HtmlElement, look: Rendering | None) -> set[str]:
    """What lies at the edges of an element."""
    block = element.tag in BLOCKS
    if look is None:
        return {"block"} if block else set()
    edges = {name for name, is_so in (("apart", look.apart), ("packed", look.packed)) if is_so}
    if look.moved:
        edges |= {"moved"} | ({"over"} if look.overlaid else set()) | ({"leading"} if look.leading else set())
        edges |= {"item"} if not look.leading and not look.overlaid else set()
        return edges | ({"block"} if block else set())
    if block:
        return edges | ({"side"} if not look.own_line else {"block"})
    return edges | ({"line"} if look.own_line else set())
