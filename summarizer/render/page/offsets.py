"""Offsets as a browser counts them."""

import re
from bisect import bisect_left
from typing import Final

_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Offsets into a text in UTF-16 units, as JavaScript's: a character beyond the first 65,536 counts twice."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [match.start() for match in _WIDE.finditer(text)]

    def __call__(self, *at: int) -> list[int]:
        """These offsets in code points, in UTF-16 units."""
        return [one + bisect_left(self._wide, one) for one in at]
