"""A text with case, white space, quotation marks and dashes folded, and the way back to its offsets."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from .quantities import Number

MASK = "\ue000"  # stands for a number, whatever it is

_FOLDED = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...",
}  # fmt: skip
# What does not fold to just one character: runs of white space, and everything beyond ASCII.
_IRREGULAR = re.compile(r"\s{2,}|[^\S ]|[^\x00-\x7f]")


class Folded:
    """The folded form of a text; with `masked`, each of those numbers is one private-use character.

    `text` is made of stretches, each either one source character a folded one, or a source span
    that became something else (or nothing).
    """

    def __init__(self, source: str, masked: Sequence[Number] = ()) -> None:
        self._folded: list[int] = []  # where each stretch starts in `text`
        self._source: list[tuple[int, int, bool]] = []  # its source span, and whether it is one to one
        self._pieces: list[str] = []
        self._length = 0
        done = 0
        for number in masked:
            self._fold(source, done, number.start)
            self._add(MASK, number.start, number.end, regular=False)
            done = number.end
        self._fold(source, done, len(source))
        self.text = "".join(self._pieces)

    def _fold(self, source: str, start: int, end: int) -> None:
        for match in _IRREGULAR.finditer(source, start, end):
            self._add(source[start : match.start()].lower(), start, match.start(), regular=True)
            self._add(_fold_one(match[0]), *match.span(), regular=False)
            start = match.end()
        self._add(source[start:end].lower(), start, end, regular=True)

    def _add(self, folded: str, start: int, end: int, *, regular: bool) -> None:
        if folded:
            self._folded.append(self._length)
            self._source.append((start, end, regular))
            self._pieces.append(folded)
            self._length += len(folded)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a stretch of the folded text; what folded into one character is taken whole."""
        return self._at(start)[0], self._at(max(start, end - 1))[1]

    def _at(self, place: int) -> tuple[int, int]:
        """The source span of one folded character."""
        index = bisect_right(self._folded, place) - 1
        start, end, regular = self._source[index]
        if not regular:
            return start, end
        at = start + place - self._folded[index]
        return at, at + 1


def _fold_one(irregular: str) -> str:
    if irregular.isspace():
        return " "
    if unicodedata.category(irregular) == "Cf":
        return ""  # zero-width and direction marks
    return _FOLDED.get(irregular) or unicodedata.normalize("NFKC", irregular).casefold()
