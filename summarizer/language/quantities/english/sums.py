"""Numbers that are told by their parts: "3 lakh 40 thousand" is one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .atoms import Atom

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
    scaled = atom.scale > 1 or (text[held.start].isdigit() and text[atom.start].isdigit())
    plain = held.style == atom.style == "cardinal" and atom.low > 0 and text[held.end - 2 : held.end].isalpha()
    return falls and scaled and plain and _FALLING.fullmatch(text, held.end, atom.start) is not None
