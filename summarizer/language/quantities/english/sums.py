"""Numbers that are told by their parts: "3 lakh 40 thousand" is one, and "22 years and 3 months"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .atoms import Atom
from .units import Measured

_HUNDRED = 100.0
_FALLING = re.compile(r" (?:and )?")


def add_up(text: str, atoms: Iterable[Atom]) -> Iterator[Atom]:
    """Add up numbers with falling scales: "3 lakh 40 thousand", "six crore 28 lakh", "4 thousand 3 hundred and 21"."""
    held: Atom | None = None
    for atom in atoms:
        if held and _goes_on(text, held, atom):
            held = replace(held, end=atom.end, low=held.low + atom.low, high=held.high + atom.high, scale=atom.scale)
            continue
        if held:
            yield held
        held = atom
    if held:
        yield held


def _goes_on(text: str, held: Atom, atom: Atom) -> bool:
    falls = held.scale >= _HUNDRED and atom.low < held.scale and atom.scale < held.scale
    told = atom.scale > 1 or (text[held.start].isdigit() and text[atom.start].isdigit())
    plain = held.style == atom.style == "cardinal" and atom.low > 0 and text[held.end - 2 : held.end].isalpha()
    return falls and told and plain and _FALLING.fullmatch(text, held.end, atom.start) is not None


def add_smaller_units(text: str, measured: Iterable[Measured]) -> Iterator[Measured]:
    """Add what follows in a smaller unit of the same kind: "22 years, 3 months and 11 days" is one duration."""
    held: Measured | None = None
    for item in measured:
        if held and _is_smaller_part(text, held, item):
            part = item.atom.low * _LENGTHS[item.unit or ""] / _LENGTHS[held.unit or ""]
            atom = replace(held.atom, end=item.atom.end, low=held.atom.low + part, high=held.atom.high + part)
            held = replace(held, end=item.end, atom=atom)
            continue
        if held:
            yield held
        held = item
    if held:
        yield held


# Of units of time, in hours.
_LENGTHS = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 730.5,
    "year": 8766.0,
}
_BETWEEN_PARTS = re.compile(r"(?:,| and|, and)? ")


def _is_smaller_part(text: str, held: Measured, item: Measured) -> bool:
    whole, part = _LENGTHS.get(held.unit or "", 0.0), _LENGTHS.get(item.unit or "", 0.0)
    cardinal = held.atom.style == item.atom.style == "cardinal"
    return (
        cardinal
        and 0 < part < whole
        and item.atom.low * part < whole
        and _BETWEEN_PARTS.fullmatch(text, held.end, item.start) is not None
    )
