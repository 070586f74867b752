"""Folding of case, white space, quotation marks and dashes in a text, with a map back to its offsets."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ..language.quantities import Number, fold

MASK = "\ue000"  # stands for a number, whatever it is

_FOLDED = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...",
}  # fmt: skip
# Characters that may not fold to one character each: runs of white space, and everything beyond ASCII.
_IRREGULAR = re.compile(r"\s{2,}|[^\S ]|[^\x00-\x7f]")


class Folded:
    """A folded text; with `masked`, each of those numbers is one private-use character.

    `text` consists of segments: in a regular one each folded character stands for one source character, an
    irregular one stands for a source span as a whole.
    """

    def __init__(self, source: str, masked: Sequence[Number] = ()) -> None:
        # Arrays, not objects: a text may have as many segments as characters.
        self._source = source
        self._folded = array("I")  # where each segment starts in `text`
        self._starts = array("I")  # where it starts in the source
        self._ends = array("I")
        self._regular = bytearray()  # whether it is one to one
        self._pieces: list[str] = []
        self._length = 0
        folded_up_to = 0
        for number in masked:
            self._fold(source, folded_up_to, number.start)
            self._add(MASK, number.start, number.end, regular=False)
            folded_up_to = number.end
        self._fold(source, folded_up_to, len(source))
        self.text = "".join(self._pieces)
        self._pieces.clear()

    def _fold(self, source: str, start: int, end: int) -> None:
        for match in _IRREGULAR.finditer(source, start, end):
            self._add(source[start : match.start()].lower(), start, match.start(), regular=True)
            folded = _fold_one(match[0])
            self._add(folded, *match.span(), regular=len(folded) == len(match[0]) == 1)
            start = match.end()
        self._add(source[start:end].lower(), start, end, regular=True)

    def _add(self, folded: str, start: int, end: int, *, regular: bool) -> None:
        if not folded:
            return
        self._pieces.append(folded)
        if regular and self._regular and self._regular[-1] and self._ends[-1] == start:
            self._ends[-1] = end  # extends the segment before
        else:
            self._folded.append(self._length)
            self._starts.append(start)
            self._ends.append(end)
            self._regular.append(regular)
        self._length += len(folded)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of a span of the folded text; what folded into one character is taken whole.

        Points and accents that were dropped belong to the letter before them.
        """
        first, last = self._source_span(start)[0], self._source_span(max(start, end - 1))[1]
        while last < len(self._source) and unicodedata.combining(self._source[last]):
            last += 1
        return first, last

    def _source_span(self, position: int) -> tuple[int, int]:
        """Return the source span of one folded character."""
        index = bisect_right(self._folded, position) - 1
        if not self._regular[index]:
            return self._starts[index], self._ends[index]
        at = self._starts[index] + position - self._folded[index]
        return at, at + 1


@lru_cache(maxsize=4096)
def _fold_one(irregular: str) -> str:
    if irregular.isspace():
        return " "
    if unicodedata.category(irregular) == "Cf":
        return ""  # zero-width and direction marks
    return _FOLDED.get(irregular) or fold(unicodedata.normalize("NFKC", irregular)).casefold()
