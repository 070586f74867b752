"""Numbers that take what they count from a neighbour: "5, 7 y 9 años", "un hombre de 34 años y una mujer de 32"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Final

from .measures import Measured
from .patterns import Patterns

_OLDEST: Final = 116
_TIMES: Final = ("year", "month", "week", "day")
_COMMA: Final = re.compile(r"\s*[,،、·]\s*")
_AND: Final = re.compile(r"\s[^\W\d_]{1,3}\s")
_ALONE: Final = re.compile(r"\s?[,;)،]")
_SENTENCE_END: Final = re.compile(r"[.!?]\s|[。।]|\n")
_NEAR: Final = 40  # characters before a number
_FAR: Final = 200  # characters of a sentence


def share_units(text: str, measured: Sequence[Measured], patterns: Patterns) -> list[Measured]:
    """Give numbers the age, or the span of time, of another that they stand beside in a list or are told like."""
    shared = list(measured)
    for at in range(len(shared) - 2, -1, -1):
        item, following = shared[at], shared[at + 1]
        if not (following.kind == "age" or following.unit in _TIMES) or not _is_bare(item):
            continue
        third = at > 0 and _COMMA.fullmatch(text, shared[at - 1].behind, item.start) is not None
        if _is_listed(text, item, following, third, patterns):
            shared[at] = replace(item, kind=following.kind, unit=following.unit)
    ages = [(item.start, _word_before(text, item.start)) for item in shared if item.kind == "age"]
    words = {word for _, word in ages if word}
    for at, item in enumerate(shared):
        if not words or not _is_bare(item) or (word := _word_before(text, item.start)) not in words:
            continue
        first, last = (bisect_left(ages, item.start + far, key=itemgetter(0)) for far in (-_FAR, _FAR))
        near = any(each == word and _is_near(text, start, item.start) for start, each in ages[first:last])
        if near and _is_of_somebody(text, item, patterns):
            shared[at] = replace(item, kind="age", unit="year")
    return shared


def _word_before(text: str, at: int) -> str:
    """Return the word right before an offset; empty where a sign stands there."""
    words = text[max(0, at - _NEAR) : at].split()
    return words[-1] if words and words[-1].isalpha() else ""


def _is_near(text: str, one: int, other: int) -> bool:
    """Return whether no sentence ends between two offsets."""
    return _SENTENCE_END.search(text, min(one, other), max(one, other)) is None


def _is_bare(item: Measured) -> bool:
    numeral = item.numeral
    plain = item.unit is None and item.kind == "quantity" and numeral.style == "exact" and numeral.scale == 1
    return plain and numeral.in_digits and 0 < numeral.low < _OLDEST and item.behind == numeral.tail


def _is_listed(text: str, item: Measured, following: Measured, third: bool, patterns: Patterns) -> bool:
    """Return whether but a comma parts two numbers, or a word for "and": before the last of ages, or of three."""
    gap = text[item.behind : following.start]
    if _COMMA.fullmatch(gap):
        return True
    if third and _AND.fullmatch(gap):
        return True
    return bool(gap.strip()) and following.kind == "age" and patterns.part_join.fullmatch(gap) is not None


def _is_of_somebody(text: str, item: Measured, patterns: Patterns) -> bool:
    """Return whether a number stands alone before a comma, or behind a noun for a person and a word for "of"."""
    person = patterns.person_before.search(text, max(0, item.start - _NEAR), item.start)
    return _ALONE.match(text, item.behind) is not None or (person is not None and " " in person[0].strip())
