"""The letters of a PDF's page that are to be seen, where they stand."""

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


def glyphs(page: "PdfPage") -> list[Glyph]:
    """The letters that are seen, in the file's order, upright; the page is as it is shown, turned or not.

    A letter is seen if the page, once it is drawn, has something else than one colour where the letter stands: white
    on white, beneath a picture and off the page are not, and the text that lies over a scan is.
    """
    textpage = page.get_textpage()
    placed = _Placed(page)
    is_seen = _seen(page)
    found = [each for each in _characters(textpage, placed) if each[0].text.isspace() or is_seen(each[2])]
    turns = Counter(turn for glyph, turn, _ in found if not glyph.text.isspace())
    textpage.close()
    if not turns:
        return []
    upright = turns.most_common(1)[0][0]
    return [_turned(glyph, upright) for glyph, turn, _ in found if turn == upright]


class _Placed:
    """Where points of a page are when it is shown, in points from its upper left corner."""

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
        """In quarters clockwise, how text that runs this way is turned; None for what is aslant."""
        shown = math.atan2(dx * self._x[1] + dy * self._y[1], dx * self._x[0] + dy * self._y[0])
        quarters = shown / (math.pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) * math.pi / 2 <= _STRAIGHT else None


def _characters(textpage: "PdfTextPage", placed: _Placed) -> Iterator[tuple[Glyph, int, _Box]]:
    """Each character with its turn and the box of its ink."""
    x, y = ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:  # pdfium's own guesses at spaces and lines
            continue
        code = raw.FPDFText_GetUnicode(textpage, index)
        raw.FPDFText_GetMatrix(textpage, index, matrix)  # pdfium's own angle has the other sign
        turn = placed.turn(matrix.a, matrix.b)
        if turn is None or not code:
            continue
        text = "-" if code in _LINE_END_HYPHEN else chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, index, loose)
        raw.FPDFText_GetCharBox(textpage, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        ink = placed.box(raw.FS_RECTF(left, top, right, bottom))
        origin, box = placed.point(x.value, y.value), placed.box(loose)
        run = ctypes.cast(raw.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value or 0
        yield Glyph(text, box[0], box[2], box[1], box[3], *origin, run), turn, ink


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """A letter as it stands when the page is turned back by so many quarters."""
    _, left, right, top, bottom, x, y, _ = glyph
    for _ in range(turn):
        left, right, top, bottom, x, y = top, bottom, -right, -left, y, -x
    return Glyph(glyph.text, left, right, top, bottom, x, y, glyph.run)


def _seen(page: "PdfPage") -> Callable[[_Box], bool]:
    """Whether something is drawn in a box."""
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
