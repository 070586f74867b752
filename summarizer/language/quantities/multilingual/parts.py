"""Amounts that are told in two units: "2 horas y 15 minutos" is one duration, "84 рубля 37 копеек" one sum."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from .limits import Measured
from .patterns import Patterns

# Units of time, in hours.
_LENGTHS: Final = {
    "second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0
}  # fmt: skip


def add_smaller_units(text: str, measured: Iterable[Measured], patterns: Patterns) -> Iterator[Measured]:
    """Add to each amount what follows of it in a smaller unit, if nothing but a word for "and" stands between."""
    held: Measured | None = None
    for item in measured:
        part = _part_of(text, held, item, patterns) if held else 0.0
        if held and part:
            value = round(held.numeral.low + part, 9)
            numeral = replace(held.numeral, low=value, high=value, end=item.numeral.end, tail=item.numeral.tail)
            held = replace(held, numeral=numeral, end=item.end, behind=item.behind)
            continue
        if held:
            yield held
        held = item
    if held:
        yield held


def _part_of(text: str, held: Measured, item: Measured, patterns: Patterns) -> float:
    """Return what an amount in a smaller unit adds to the one before it, in its unit; 0 where it is another amount."""
    if not held.numeral.style == item.numeral.style == "exact" or item.start < held.end:
        return 0.0
    between = text[max(held.end, held.numeral.tail) : item.start]
    if re.fullmatch(r"\.?,?\s*", between) is None and patterns.part_join.fullmatch(between) is None:
        return 0.0
    whole, part = _LENGTHS.get(held.unit or "", 0.0), _LENGTHS.get(item.unit or "", 0.0)
    if 0 < part < whole and item.numeral.low * part < whole and held.kind == item.kind:
        return item.numeral.low * part / whole
    money = held.kind == item.kind == "money" and item.minor and not held.minor and held.unit == item.unit
    return item.numeral.low if money and item.numeral.low < 1 else 0.0
