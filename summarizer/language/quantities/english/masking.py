"""The shadow text: the text with each number in it replaced by one private-use character."""

from bisect import bisect_right

NUMERAL = "\ue000"
NAME = "\ue001"


class Shadow:
    """A text whose marked spans are one character each, with the way back to its offsets.

    `marks` are (start, end, character), in order and without overlaps. A private-use character that
    the text itself holds is blanked out, so that no article can forge a numeral.
    """

    def __init__(self, text: str, marks: list[tuple[int, int, str]]) -> None:
        self._source = text
        clean = text.replace(NUMERAL, " ").replace(NAME, " ")
        pieces: list[str] = []
        self._at: list[int] = []  # shadow offsets just after each mark
        self._shift: list[int] = []  # what to add there to get back to the text
        self.numerals: list[int] = []  # shadow offset of each numeral, in order
        done = length = 0
        for start, end, character in marks:
            pieces += (clean[done:start], character)
            length += start - done
            if character == NUMERAL:
                self.numerals.append(length)
            length += 1
            self._at.append(length)
            self._shift.append(end - length)
            done = end
        pieces.append(clean[done:])
        self.text = "".join(pieces)

    def to_offset(self, at: int) -> int:
        """Return the offset in the text of a place in the shadow; inside no mark."""
        index = bisect_right(self._at, at) - 1
        return at + (self._shift[index] if index >= 0 else 0)

    def is_hyphenated(self, offset: int) -> bool:
        """Return whether a hyphen stands at this place of the text."""
        return self._source[offset : offset + 1] in ("-", "‑")

    def numeral_at(self, at: int) -> int:
        """Return which numeral stands at this place of the shadow."""
        return bisect_right(self.numerals, at) - 1
