"""Renders a tree of elements as text: an empty line between paragraphs, a bar between cells."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

_PARAGRAPHS: Final = frozenset(
    """p div section article aside blockquote quote ul ol dl list table figure figcaption caption pre head h1 h2 h3
    h4 h5 h6 header footer main body details summary address hr""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_LINES: Final = frozenset(("li", "item", "dt", "dd", "tr", "row"))
_BREAKS: Final = frozenset(("br", "lb"))
_CELLS: Final = frozenset(("td", "th", "cell"))
BLOCKS: Final = _PARAGRAPHS | _LINES | _BREAKS | _CELLS | {"html", "form", "nav", "tbody", "thead", "tfoot", "colgroup"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Until it is known what stands beside them; `_CELL` ends a cell, `_IN` begins one.
_LINE, _PARAGRAPH, _BREAK, _CELL, _IN = "\x01", "\x02", "\x03", "\x04", "\x05"
_MARKS = re.compile("[\x01-\x05]")
_RUN = re.compile("[\x01-\x05 ]{2,}|[\x01-\x05]")
_INSIDE = re.compile("^[^\x04\x05]*\x04|\x05[^\x04\x05]*\x04|\x05[^\x04\x05]*$")  # of cells, where nothing stands


def render_text(root: _Element) -> str:
    """Render the elements below a root, of HTML or of trafilatura, as text."""
    return _RUN.sub(_separate, "".join(_list_pieces(root))).strip()


def _list_pieces(root: _Element) -> Iterator[str]:
    pending: list[tuple[_Element, bool]] = [(root, False)]
    while pending:
        element, ended = pending.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        mark = _PARAGRAPH if tag in _PARAGRAPHS else _LINE if tag in _LINES else ""
        if ended:
            yield _CELL if tag in _CELLS else mark
            yield _collapse_space(element.tail) if element is not root else ""
            continue
        yield _BREAK if tag in _BREAKS else _IN if tag in _CELLS else mark
        yield _collapse_space(element.text) if tag else ""
        pending.append((element, True))
        pending.extend((child, False) for child in reversed(element))


def _collapse_space(text: str | None) -> str:
    return _MARKS.sub("", _SPACE.sub(" ", text or ""))


def _separate(marks_between: re.Match[str]) -> str:
    """Choose the separator of two texts: the end of a line or a paragraph, a bar between cells, or a space."""
    run = marks_between[0]
    marks = _INSIDE.sub("", run) if _CELL in run or _IN in run else run
    if _PARAGRAPH in marks or marks.count(_BREAK) > 1:
        return "\n\n"
    if _LINE in marks or _BREAK in marks:
        return "\n"
    return " | " if _CELL in run else " "
