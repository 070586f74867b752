"""Sums of money that are told in two units: "84 рубля 37 копеек" is one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .measures import Measured
from .patterns import Patterns


def add_minor_units(text: str, measured: Iterable[Measured], patterns: Patterns) -> Iterator[Measured]:
    """Add to each sum its hundredths that follow, if nothing but a word for "and" stands between."""
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
    """Return what hundredths add to the sum before them; 0 where they are another."""
    if not held.numeral.style == item.numeral.style == "exact" or item.start < held.end:
        return 0.0
    between = text[max(held.end, held.numeral.tail) : item.start]
    if re.fullmatch(r"\.?,?\s*", between) is None and patterns.part_join.fullmatch(between) is None:
        return 0.0
    whole = held.numeral.low % 1 == 0  # "2.119 euros, 14 cents more" are two sums
    money = held.kind == item.kind == "money" and item.minor and not held.minor and held.unit == item.unit and whole
    return item.numeral.low if money and item.numeral.low < 1 else 0.0
