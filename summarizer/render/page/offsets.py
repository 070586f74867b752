"""Offsets in UTF-16 units, in which a browser counts."""

import re
from bisect import bisect_left
from typing import Final

_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Converts a text's offsets to UTF-16 units: a character beyond the first 65,536 counts twice."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [match.start() for match in _WIDE.finditer(text)]

    def __call__(self, *offsets: int) -> list[int]:
        """Convert offsets in code points to UTF-16 units."""
        return [offset + bisect_left(self._wide, offset) for offset in offsets]
