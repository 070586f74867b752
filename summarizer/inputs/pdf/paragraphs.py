"""Joins the lines of pages to paragraphs, with hyphenated words whole, and without running heads."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Final

from ...language.lexicon import alternatives, lexicon
from .lines import BAR, TextLine

_SAME_TYPE: Final = 0.12  # of the height
_LOOSE: Final = 1.35  # as far from the line before as most lines of the page
_WIDEST: Final = 2.6  # heights of a line from one to the next: double spacing is 2.1
_TIGHT: Final = 1.2  # heights of a line: no paragraph begins so near
_INDENT: Final = 0.6  # heights of a line
_SLACK: Final = 2  # letters that may be wanting, and the next word had room
_NOTE: Final = 0.87  # of the height of most lines of the page
_AT_EDGE: Final = 2  # lines at the head and the foot of a page that may run through the document
_BY_BROWSER = re.compile(  # what browsers print at the head and foot of a page
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)?(?:\W.*)?|(?:https?|file)://\S*(?: \|)? \d+/\d+"
)
_UNFINISHED = re.compile(r"[^.!?:;…”\"'’»)\]]$")
_GROUP = re.compile(r"0\d\d(?!\d)")
_DIVIDED = re.compile(r"(\w+)[-\u2010\u00ad]$")
_BEGINS = re.compile(r"\w+")


def join_pages(pages: Sequence[Sequence[TextLine]]) -> str:
    """Join pages to a text: an empty line between paragraphs, a line feed between rows of a table."""
    kept = _move_notes_last(_remove_running_heads(pages))
    words = frozenset(word for page in kept for line in page for word in re.findall(r"\w+-\w+", line.text.casefold()))
    pieces: list[str] = []
    before: TextLine | None = None
    for lines in kept:
        page = _PageLayout(lines)
        for at, line in enumerate(lines):
            if before is None:
                pieces.append(line.text)
            elif page.follows(before, line) if at else _continues_elsewhere(before, line):
                pieces[-1], rest = _join(pieces[-1], line.text, words)
                pieces.append(rest)
            else:
                row = at and (BAR in before.text or BAR in line.text) and page.is_near(before, line)
                pieces += ["\n" if row else "\n\n", line.text]
            before = line
    return "".join(pieces)


class _PageLayout:
    """The usual distance of lines on a page, and its right edges."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        steps = [
            after.y - before.y
            for before, after in pairwise(lines)
            if 0 < after.y - before.y < _WIDEST * after.height and _is_same_type(before, after)
        ]
        self._leading = median(steps) if steps else 0.0
        self._edges: dict[int, float] = {}  # how far right lines go that begin about there
        for line in lines:
            for place in _places(line):
                self._edges[place] = max(self._edges.get(place, 0.0), line.right)

    def is_near(self, before: TextLine, line: TextLine) -> bool:
        """Whether one line is right below another."""
        return 0 < line.y - before.y <= max(_LOOSE * (self._leading or line.height), _TIGHT * line.height)

    def follows(self, before: TextLine, line: TextLine) -> bool:
        """Whether a line continues the paragraph of the line before it on the page."""
        if line.y <= before.y or line.left >= before.right or line.right <= before.left:
            return _continues_elsewhere(before, line)
        if BAR in before.text or BAR in line.text or not _is_same_type(before, line) or not self.is_near(before, line):
            return False
        if _continues_sentence(before, line):
            return True
        if line.left - before.left > _INDENT * line.height:
            return False
        return not self._has_room(before, line)

    def _has_room(self, before: TextLine, line: TextLine) -> bool:
        """Whether the first word had room on the line before, which then ends its paragraph."""
        letter = (before.right - before.left) / max(1, len(before.text))
        word = len(line.text.split(maxsplit=1)[0])
        edge = self._edges[_places(before)[1]]
        return before.right + (word + _SLACK) * letter < edge


def _places(line: TextLine) -> tuple[int, int, int]:
    place = round(line.left / line.height)
    return place - 1, place, place + 1


def _is_same_type(before: TextLine, line: TextLine) -> bool:
    return abs(before.height - line.height) <= _SAME_TYPE * line.height


def _continues_elsewhere(before: TextLine, line: TextLine) -> bool:
    """Whether a paragraph goes on in the next column or on the next page: only within a sentence."""
    return _is_same_type(before, line) and BAR not in before.text + line.text and _continues_sentence(before, line)


def _continues_sentence(before: TextLine, line: TextLine) -> bool:
    begins = line.text[0]
    return bool(_UNFINISHED.search(before.text)) and (begins.islower() or begins.isdecimal() or begins == "(")


def _join(before: str, line: str, words: frozenset[str]) -> tuple[str, str]:
    """Join two lines of a paragraph: the first without the hyphen of a divided word, the second with its separator.

    A hyphen stays in a number ("fifty-two"), beside a digit ("10-year-old"), and in words that the document writes so.
    """
    divided, begins = _DIVIDED.search(before), _BEGINS.match(line)
    if divided and begins:
        left, right = divided[1].casefold(), begins[0].casefold()
        if before.endswith("\u00ad"):
            return before[:-1], line
        stays = (
            not (left.isalpha() and begins[0].islower())
            or {left, right} & _list_numerals()
            or f"{left}-{right}" in words
        )
        return (before if stays else before[:-1]), line
    if before[-1:].isdecimal() and _GROUP.match(line):
        return before, f" {line}"  # no number begins with a nought before two figures: these are thousands
    if before[-1:].isdecimal() and line[:1].isdecimal():
        return before, f"\n{line}"  # two numbers, and no space that groups the digits of one
    return before, f" {line}"


@cache
def _compile_page_number() -> re.Pattern[str]:
    words = alternatives(lexicon().designators["pages"])
    return re.compile(rf"(?:{words})?\s*[-–—]?\s*\d{{1,4}}\s*[-–—]?(?:\s*(?:of|/)\s*\d{{1,4}})?", re.IGNORECASE)


def _list_numerals() -> frozenset[str]:
    tables = lexicon().numerals
    return frozenset(word for name in ("units", "tens", "scales") for word in tables[name])


def _move_notes_last(pages: Sequence[Sequence[TextLine]]) -> list[Sequence[TextLine]]:
    """Move the footnotes of pages whose last sentence goes on overleaf behind all pages."""
    bodies: list[Sequence[TextLine]] = []
    notes: list[TextLine] = []
    for number, page in enumerate(pages, 1):
        usual = median(line.height for line in page) if page else 0.0
        end = len(page)
        while end and page[end - 1].height < _NOTE * usual:
            end -= 1
        if not end or end == len(page) or number == len(pages) or not _UNFINISHED.search(page[end - 1].text):
            end = len(page)
        bodies.append(page[:end])
        notes += page[end:]
    return [*bodies, notes] if notes else bodies


def _remove_running_heads(pages: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """Remove running heads and feet, page numbers, and the lines that browsers print around a page."""
    edges = [_find_edges(page) for page in pages]
    often = Counter(key for page in edges for key in {_mask_digits(line) for line in page})
    least = max(2, len(pages) / 2)
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        outer = {edge[0], edge[-1]} if edge else set()
        running = {
            line
            for line in edge
            if often[_mask_digits(line)] >= least
            or _BY_BROWSER.fullmatch(line.text)
            or (line in outer and _compile_page_number().fullmatch(line.text) and len(page) > 1)
        }
        kept.append([line for line in page if line not in running])
    return kept


def _find_edges(page: Sequence[TextLine]) -> list[TextLine]:
    """Find the lines at the head and foot of a page, from the top down."""
    ordered = sorted(page, key=lambda line: line.y)
    return ordered if len(ordered) <= 2 * _AT_EDGE else [*ordered[:_AT_EDGE], *ordered[-_AT_EDGE:]]


def _mask_digits(line: TextLine) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())
