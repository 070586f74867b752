"""From an English text to its numbers.

Numerals are found first and each is replaced by one private-use character. In this shadow text
"more than N", "N to N" and "N or more" are one pattern each, for digits and words alike. What is
left over is swept at the end, so that no digit is ever lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise
from typing import Final

from ..number import Number
from .ages import find_ages
from .atoms import Atom
from .digits import read_digits
from .limited import Limited
from .limits import read_limits
from .masking import NAME, NUMERAL, Shadow
from .names import find_names
from .number_words import find_numerals, read_number_words
from .sums import add_up
from .units import Measured, attach_units, find_units_and_parts


def read_english_numbers(text: str) -> list[Number]:
    """Read every numeric mention of a text, in order; spans never overlap, and every digit is in one of them.

    Args:
        text: Any text. The time is linear in its length.

    Returns:
        Numbers, dates, times, ordinals and names that hold a number, told apart by `kind`.
    """
    if "  " in text and (columns := _WIDE.search(text)):
        return _read_narrow(text, columns.start())
    folded = text.translate(_FOLD)
    mask = bytearray(len(text))
    named = list(_read_names(folded, mask))
    in_names = bytes(mask)
    atoms = add_up(folded, _keep_unnamed(_read_atoms(folded, mask), mask))
    numerals = list(attach_units(folded, atoms, in_names))
    shadow = _make_shadow(folded, numerals, named)
    read = named + [_make_number(text, item) for item in read_limits(shadow, numerals)]
    ordered = sorted([*read, *_find_unread(text, read)], key=lambda number: number.start)
    return [replace(number, text=text[number.start : number.end]) for number in _part_pieces(text, ordered)]


# Spaces and hyphens of typesetters, and slashes of fractions, as they are typed; each is one character.
_FOLD: Final = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f"), " ") | {
    ord("\u2010"): "-", ord("\u2011"): "-", ord("\u2044"): "/", ord("\u2215"): "/",
}  # fmt: skip
_READ: Final = "\0"
# Several spaces in a row, as justified lines leave them; between two numbers they part the columns of a table.
_WIDE: Final = re.compile(r"(?<!\d)[^\S\n]{2,}|[^\S\n]{2,}(?![\s\d])")
_PIECE: Final = re.compile(r"0\d\d(?!\d)")


def _read_narrow(text: str, at: int) -> list[Number]:
    """Read a text with several spaces in a row, the first at `at`, as if each were one."""
    pieces, back, done = [text[:at]], list(range(at)), at
    for gap in _WIDE.finditer(text, at):
        pieces += (text[done : gap.start()], " ")
        back += (*range(done, gap.start()), gap.start())
        done = gap.end()
    pieces.append(text[done:])
    back += range(done, len(text))
    read = read_english_numbers("".join(pieces))
    spans = ((number, back[number.start], back[number.end - 1] + 1) for number in read)
    return [replace(number, start=start, end=end, text=text[start:end]) for number, start, end in spans]


def _part_pieces(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers; of one that a line break or a column parts ("120", "000"), no piece is read."""
    pieces: set[int] = set()
    for at, (number, following) in enumerate(pairwise(numbers)):
        if _PIECE.match(text, following.start) and text[number.end : following.start].isspace():
            pieces |= {at, at + 1}
    for at, number in enumerate(numbers):
        yield Number(number.start, number.end, number.text, "unread") if at in pieces else number


def _read_names(text: str, mask: bytearray) -> Iterator[Number]:
    """Yield ages, dates, times and designators, the surer first; the mask marks the characters they take."""
    spans = (Number(start, end, text[start:end], kind) for start, end, kind in find_names(text))
    for number in chain(find_ages(text), spans):
        if mask.find(1, number.start, number.end) < 0:
            mask[number.start : number.end] = b"\1" * (number.end - number.start)
            yield number


def _read_atoms(text: str, mask: bytearray) -> Iterator[Atom]:
    """Yield every numeral, digits first, then the words among the rest; digits in names take no words with them."""
    rest = list(text)
    for atom in read_digits(text):
        if mask.find(1, atom.start, atom.end) < 0:
            rest[atom.start : atom.end] = _READ * (atom.end - atom.start)
            yield atom
    yield from read_number_words("".join(rest))
    yield from find_units_and_parts(text)


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


def holds_more_numbers(text: str, most: int) -> bool:
    """Return whether a text has more than so many runs of digits and number words; far faster than reading them."""
    if len(text) < 2 * most:
        return False  # between two of them stands a character
    return next(islice(find_numerals(text), most, None), None) is not None
