"""Sets the glyphs of a page in lines of text.

The order of the file is kept, which in nearly all files is the reading order, in columns too. A superscript is no
digit of the number before it, and digits of two cells are no number.
"""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Final, NamedTuple

from ..superscripts import SUBSCRIPTS, SUPERSCRIPTS, is_note_mark

# Shares of the height of a line of type, from its ascenders to its descenders: some 1.15 of the size of the type.
_WORD_GAP: Final = 0.13
_CELL_GAP: Final = 2.0  # wider than any space of a justified line
_CELL_TIMES: Final = 3.0  # as wide as the other spaces of the line
_DIGITS_GAP: Final = 0.5  # between digits: a space that groups them is a third of this
_BACK: Final = 0.8  # how far a letter may begin before the end of the one before: kerning, ligatures
_LEVEL: Final = 0.12  # up or down, and a letter is on the line
_OFF: Final = 0.6  # up or down, and it is on another
_SMALL: Final = 0.87
_LIGATURES: Final[Mapping[int, str]] = {
    ord(ligature): letters
    for ligature, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
}
_TABLES: Final[Mapping[int, Mapping[int, int | str] | Mapping[int, str]]] = {
    1: SUPERSCRIPTS,
    -1: SUBSCRIPTS,
    0: _LIGATURES,
}
BAR: Final = " | "  # between cells


class Glyph(NamedTuple):
    """A character: the box of its line of type, in points from the left and downwards, and its origin.

    Characters of one `run` were written at once, as those of a number are, and those of two cells are not.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    x: float
    y: float
    run: int = 0

    @property
    def height(self) -> float:
        """The height of its line of type."""
        return max(0.1, self.bottom - self.top)


class TextLine(NamedTuple):
    """A line of text: where it begins and ends, its base, how high its type is."""

    text: str
    left: float
    right: float
    y: float
    height: float


def set_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Set glyphs in lines. A glyph of white space is a space before the next one."""
    lines: list[TextLine] = []
    row = _LineBuilder()
    for glyph in glyphs:
        if glyph.text.isspace():
            row.add_space()
        elif not row.takes(glyph):
            lines += row.build_line()
            row = _LineBuilder()
            row.takes(glyph)
    return lines + row.build_line()


class _LineBuilder:
    """The characters of one line, as far as it has come."""

    def __init__(self) -> None:
        self._glyphs: list[Glyph] = []
        self._spaces: set[int] = set()  # places of characters that a space stands before

    def add_space(self) -> None:
        self._spaces.add(len(self._glyphs))

    def takes(self, glyph: Glyph) -> bool:
        """Add the glyph if it belongs to this line; return whether it does."""
        if self._glyphs and not self._continues_with(glyph):
            return False
        self._glyphs.append(glyph)
        return True

    def _continues_with(self, glyph: Glyph) -> bool:
        before = self._glyphs[-1]
        height = max(before.height, glyph.height)
        if glyph.left - before.right < -_BACK * height:
            return False
        main = self._find_main()
        off = abs(glyph.y - main.y) / max(main.height, glyph.height)
        one_is_small = min(main.height, glyph.height) < _SMALL * max(main.height, glyph.height)
        return off <= _LEVEL or (one_is_small and off <= _OFF)

    def _find_main(self) -> Glyph:
        """Find a glyph of the line's own type: the first of the highest."""
        return max(self._glyphs, key=lambda glyph: round(glyph.height, 1))

    def build_line(self) -> list[TextLine]:
        """Build the line, in a list that is empty if there is nothing on it."""
        if not self._glyphs:
            return []
        main = self._find_main()
        gaps = [after.left - before.right for before, after in zip(self._glyphs, self._glyphs[1:], strict=False)]
        spaces = [gap for gap in gaps if gap > _WORD_GAP * main.height]
        usual = median(spaces) if spaces else 0.0
        text, noted = "", False
        for at, glyph in enumerate(self._glyphs):
            level = _find_level(glyph, main)
            noted = level > 0 and glyph.text.isdecimal() and (noted or is_note_mark(text))
            if noted:
                continue
            between = self._choose_separator(at, gaps[at - 1], usual, main.height) if at else ""
            text += between + glyph.text.translate(_TABLES[level])
        text = text.strip()
        right = max(glyph.right for glyph in self._glyphs)
        return [TextLine(text, self._glyphs[0].left, right, main.y, main.height)] if text else []

    def _choose_separator(self, at: int, gap: float, usual: float, height: float) -> str:
        wide = gap > _CELL_TIMES * usual and gap > height
        if gap > _CELL_GAP * height or wide:
            return BAR
        before, glyph = self._glyphs[at - 1 : at + 1]
        same = min(before.height, glyph.height) >= _SMALL * max(before.height, glyph.height)
        if same and before.text.isdecimal() and glyph.text.isdecimal():
            apart = before.run != glyph.run and at not in self._spaces
            if gap > (_WORD_GAP if apart else _DIGITS_GAP) * height:
                return BAR
        return " " if at in self._spaces or gap > _WORD_GAP * height else ""


def _find_level(glyph: Glyph, main: Glyph) -> int:
    """Find the level of a glyph: 1 for a superscript, -1 for a subscript, else 0."""
    up = (main.y - glyph.y) / main.height
    return 0 if glyph.height >= _SMALL * main.height or abs(up) <= _LEVEL else 1 if up > 0 else -1
