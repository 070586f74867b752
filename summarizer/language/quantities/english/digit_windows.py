"""Stretches of a text around digits: what holds a digit need not be searched for in the rest, most of a news text."""

import re
from collections.abc import Iterator

# A name or numeral with a digit ("Saturday, September 12", "minus 12", "10 Downing Street") lies within this
# many characters of it.
_REACH = 40
_DIGITS = re.compile(r"[\d½⅓⅔¼¾]+")


def find_digit_windows(text: str) -> Iterator[tuple[int, int]]:
    """Find stretches around digits, apart, each from one white space to another."""
    start = end = -1
    for match in _DIGITS.finditer(text):
        if match.start() - _REACH > end:
            if end >= 0:
                yield start, end
            done = max(0, end)
            start = max(done, text.rfind(" ", done, max(0, match.start() - _REACH)))
        at = text.find(" ", match.end() + _REACH)
        end = len(text) if at < 0 else at
    if end >= 0:
        yield start, end
