"""Finds the visible glyphs of a PDF page, with their positions."""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from pypdfium2 import raw

from .lines import Glyph

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_SCALE: Final = 2.0  # pixels a point: 144 to the inch, at which a full stop has four
_MOST_PIXELS: Final = 16_000_000
_CONTRAST: Final = 24  # of 255, between a letter's ink and what is beside it
_FINE: Final = 100  # pdfium maps points to whole pixels: to hundredths of a point
_STRAIGHT: Final = math.radians(10)
_LINE_END_HYPHEN: Final = (0x02, 0xFFFE)  # what pdfium has for a hyphen where a line ends
_Point = tuple[float, float]
_Box = tuple[float, float, float, float]  # left, top, right, bottom; downwards


def find_glyphs(page: "PdfPage") -> list[Glyph]:
    """Find the visible glyphs of a page, in the file's order, turned upright.

    A glyph is visible if the drawn page has more than one colour where it stands: white on white, beneath a picture
    and off the page it is not, and the text that lies over a scan is.
    """
    textpage = page.get_textpage()
    mapping = _Mapping(page)
    is_seen = _draw(page)
    characters = [item for item in _read_characters(textpage, mapping) if item[0].text.isspace() or is_seen(item[2])]
    turns = Counter(turn for glyph, turn, _ in characters if not glyph.text.isspace())
    textpage.close()
    if not turns:
        return []
    upright = turns.most_common(1)[0][0]
    return [_turn_back(glyph, upright) for glyph, turn, _ in characters if turn == upright]


class _Mapping:
    """Maps coordinates of a page to points from the upper left corner of the page as it is shown."""

    def __init__(self, page: "PdfPage") -> None:
        width, height = (math.ceil(side * _FINE) for side in page.get_size())
        x, y = ctypes.c_int(), ctypes.c_int()

        def shown(px: float, py: float) -> _Point:
            raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, px, py, x, y)
            return x.value / _FINE, y.value / _FINE

        self._zero = shown(0, 0)
        right, up = shown(1000, 0), shown(0, 1000)
        self._x = tuple((a - b) / 1000 for a, b in zip(right, self._zero, strict=True))
        self._y = tuple((a - b) / 1000 for a, b in zip(up, self._zero, strict=True))

    def point(self, x: float, y: float) -> _Point:
        return self._zero[0] + x * self._x[0] + y * self._y[0], self._zero[1] + x * self._x[1] + y * self._y[1]

    def box(self, rectangle: raw.FS_RECTF) -> _Box:
        (x1, y1), (x2, y2) = self.point(rectangle.left, rectangle.top), self.point(rectangle.right, rectangle.bottom)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def turn(self, dx: float, dy: float) -> int | None:
        """The rotation of text that runs in a direction, in quarters clockwise; None for oblique text."""
        shown = math.atan2(dx * self._x[1] + dy * self._y[1], dx * self._x[0] + dy * self._y[0])
        quarters = shown / (math.pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) * math.pi / 2 <= _STRAIGHT else None


def _read_characters(textpage: "PdfTextPage", mapping: _Mapping) -> Iterator[tuple[Glyph, int, _Box]]:
    """Read the characters, with their rotations and the boxes of their ink."""
    x, y = ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:  # pdfium's own guesses at spaces and lines
            continue
        code = raw.FPDFText_GetUnicode(textpage, index)
        raw.FPDFText_GetMatrix(textpage, index, matrix)  # pdfium's own angle has the other sign
        turn = mapping.turn(matrix.a, matrix.b)
        if turn is None or not code:
            continue
        text = "-" if code in _LINE_END_HYPHEN else chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, index, loose)
        raw.FPDFText_GetCharBox(textpage, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        ink = mapping.box(raw.FS_RECTF(left, top, right, bottom))
        origin, box = mapping.point(x.value, y.value), mapping.box(loose)
        run = ctypes.cast(raw.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value or 0
        yield Glyph(text, box[0], box[2], box[1], box[3], *origin, run), turn, ink


def _turn_back(glyph: Glyph, turn: int) -> Glyph:
    """Turn a glyph back by so many quarters."""
    _, left, right, top, bottom, x, y, _ = glyph
    for _ in range(turn):
        left, right, top, bottom, x, y = top, bottom, -right, -left, y, -x
    return Glyph(glyph.text, left, right, top, bottom, x, y, glyph.run)


def _draw(page: "PdfPage") -> Callable[[_Box], bool]:
    """Draw the page; return a function that says whether anything is drawn in a box."""
    width, height = page.get_size()
    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bytes(bitmap.buffer)
    stride, columns, rows = bitmap.stride, bitmap.width, bitmap.height
    bitmap.close()

    def is_seen(box: _Box) -> bool:
        left, right = max(0, int(box[0] * scale) - 1), min(columns, math.ceil(box[2] * scale) + 1)
        top, bottom = max(0, int(box[1] * scale) - 1), min(rows, math.ceil(box[3] * scale) + 1)
        if left >= right or top >= bottom:
            return False
        lines = [pixels[row * stride + left : row * stride + right] for row in range(top, bottom)]
        return max(map(max, lines)) - min(map(min, lines)) >= _CONTRAST

    return is_seen
