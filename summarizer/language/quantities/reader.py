"""The quantity reader: text → numbers.

Numerals are found first and each is replaced by one private-use character. In this shadow text
"more than N", "N to N" and "N or more" are one pattern each, for digits and words alike. What is
left over is swept at the end, so that no digit is ever lost.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from .limits import Limited, read_limits
from .masking import NAME, NUMERAL, Shadow
from .names import find_names
from .number import Number
from .numerals import Atom, find_numerals, read_atoms
from .units import Measured, attach_units


def read_numbers(text: str, language: str = "en") -> list[Number]:
    """Read every numeric mention of a text, in order; spans never overlap, and every digit is in one of them.

    Args:
        text: Any text. The time is linear in its length.
        language: A folder of `summarizer/language`: "en" is all there is.

    Returns:
        Numbers, dates, times, ordinals and names that hold a number, told apart by `kind`.

    Raises:
        UsageError: There are no words of the language.
    """
    mask = bytearray(len(text))
    named = list(_read_names(text, language, mask))
    in_names = bytes(mask)
    numerals = list(attach_units(text, _keep_unnamed(read_atoms(text, language), mask), in_names, language))
    shadow = _make_shadow(text, numerals, named)
    read = named + [_make_number(text, item) for item in read_limits(shadow, numerals, language)]
    return sorted([*read, *_find_unread(text, read)], key=lambda number: number.start)


def _read_names(text: str, language: str, mask: bytearray) -> Iterator[Number]:
    """Yield dates, times and designators, the surer first; the mask marks the characters they take."""
    for start, end, kind in find_names(text, language):
        if mask.find(1, start, end) < 0:
            mask[start:end] = b"\1" * (end - start)
            yield Number(start, end, text[start:end], kind)


def _keep_unnamed(atoms: Iterable[Atom], mask: bytearray) -> Iterator[Atom]:
    """Yield the numerals that stand in no name, in order."""
    for atom in sorted(atoms, key=lambda atom: (atom.start, -atom.end)):
        if mask.find(1, atom.start, atom.end) < 0:
            mask[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
            yield atom


def _make_shadow(text: str, numerals: list[Measured], named: list[Number]) -> Shadow:
    marks = [(item.start, item.end, NUMERAL) for item in numerals] + [(name.start, name.end, NAME) for name in named]
    return Shadow(text, sorted(marks))


def _make_number(text: str, item: Limited) -> Number:
    return Number(
        item.start,
        item.end,
        text[item.start : item.end],
        item.kind,
        item.low,
        item.high,
        item.unit,
        item.bound,
        item.value,
    )


def _find_unread(text: str, numbers: list[Number]) -> Iterator[Number]:
    """Yield runs of digits that nothing explained."""
    spans = sorted((number.start, number.end) for number in numbers)
    edges = [(0, 0), *spans, (len(text), len(text))]
    for (_, end), (start, _) in pairwise(edges):
        for match in re.finditer(r"\d+", text[end:start]):
            yield Number(end + match.start(), end + match.end(), match[0], "unread")


def holds_more_numbers(text: str, most: int, language: str = "en") -> bool:
    """Return whether a text has more than so many runs of digits and number words; far faster than reading them."""
    if len(text) < 2 * most:
        return False  # between two of them stands a character
    return next(islice(find_numerals(text, language), most, None), None) is not None
