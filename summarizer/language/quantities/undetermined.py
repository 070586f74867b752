"""Numbers of a text in a language whose words are not known: digits that are certain, and how they are bound is not."""

import math
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from .number import Number

_RUN: Final = re.compile(r"\d+(?:[.,'’٫٬:/–-]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d{2}")
_SPACE: Final = re.compile(r"[ \u00a0\u202f]")
_BEFORE: Final = re.compile(r"[\w№#$€£-]$")


def read_certain_numbers(text: str) -> list[Number]:
    """Read the digits of a text that can mean but one number; all others are `unread`.

    A separator may part thousands or decimals, four digits may be a year, and a word behind digits may multiply them.
    The words that bound a number are unknown: its `bound` is "unknown", and allows what a figure says.
    """
    return list(_read(text))


def _read(text: str) -> Iterator[Number]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        certain = _GROUPED.fullmatch(run[0]) and not _YEAR.fullmatch(run[0])
        if not certain or _BEFORE.search(text[max(0, start - 1) : start]) or _multiplied().match(text, end):
            yield Number(start, end, run[0], "unread")
            continue
        value = float(_SPACE.sub("", run[0]))
        yield Number(start, end, run[0], "quantity", 0.0, math.inf, None, "unknown", value)


@cache
def _multiplied() -> re.Pattern[str]:
    """What stands behind digits that are no number of their own: letters, a percentage, a scale."""
    folder = resources.files(__package__.rpartition(".")[0])
    scales = tomllib.loads(folder.joinpath("scales.toml").read_text(encoding="utf-8"))["beginnings"]
    beginnings = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    return re.compile(rf"[-–]?\s?(?:{beginnings})|[a-zа-яіїєґ]|\s?[%°]|[-–]\w", re.IGNORECASE)
