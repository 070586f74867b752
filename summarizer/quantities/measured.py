"""Units: what stands around a numeral and says what kind of number it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from .lexicon import alternatives, lexicon
from .number import Kind
from .numerals import Atom

DURATIONS = "duration"
DIMENSIONS = (DURATIONS, "length", "area", "speed", "mass", "volume", "temperature")


@dataclass(frozen=True, slots=True)
class Measured:
    """An atom with its unit and kind; the span takes the unit in. `dimension` is the unit's table, if any."""

    start: int
    end: int
    atom: Atom
    kind: Kind
    unit: str | None = None
    dimension: str | None = None


@dataclass(frozen=True)
class _Tables:
    before: re.Pattern[str]
    after: re.Pattern[str]
    age_before: re.Pattern[str]
    units: dict[str, tuple[Kind, str, str | None]]
    currencies: dict[str, str]


@cache
def _tables(language: str) -> _Tables:
    table = lexicon(language).units
    units: dict[str, tuple[Kind, str, str | None]] = {}
    for unit, spellings in table["percent"].items():
        units |= dict.fromkeys(spellings, ("percent", unit, None))
    for unit, spellings in table["points"].items():
        units |= dict.fromkeys(spellings, ("quantity", unit, None))
    for unit, spellings in table["money"]["after"].items():
        units |= dict.fromkeys(spellings, ("money", unit, None))
    for dimension in DIMENSIONS:
        for unit, spellings in table[dimension].items():
            units |= dict.fromkeys(spellings, ("quantity", unit, dimension))
    units |= dict.fromkeys(table["age"]["words_after"], ("age", "year", None))
    currencies = {sign: code for code, signs in table["money"]["before"].items() for sign in signs}
    words_before = alternatives(table["age"]["words_before"])
    return _Tables(
        before=re.compile(rf"(?:{alternatives(currencies)})\s?$"),
        after=re.compile(rf"(?:\s|-)?(?P<unit>{alternatives(units)})(?!\w)"),
        age_before=re.compile(rf"(?:\b(?:{words_before})(?:\s\d+\sand)?\s|\b[A-Z][\w'’-]+,\s)$"),
        units=units,
        currencies=currencies,
    )


_NEAR = 24  # characters before a numeral that can hold a currency sign or "aged 4 and "


def measured(text: str, atoms: Iterator[Atom], language: str = "en") -> Iterator[Measured]:
    """Each atom with the unit beside it."""
    tables = _tables(language)
    done = 0
    for atom in atoms:
        if atom.start >= done:  # else it is the unit of the one before: the "second" of "30-second"
            item = _one(text, atom, tables)
            done = item.end
            yield item


def _one(text: str, atom: Atom, tables: _Tables) -> Measured:
    if atom.style == "ordinal":
        return Measured(atom.start, atom.end, atom, "ordinal")
    before = text[max(0, atom.start - _NEAR) : atom.start]
    if sign := tables.before.search(before):
        return Measured(atom.start - len(sign[0]), atom.end, atom, "money", tables.currencies[sign[0].strip()])
    if after := tables.after.match(text, atom.end):
        kind, unit, dimension = tables.units[" ".join(after["unit"].split())]
        return Measured(atom.start, after.end(), atom, kind, unit, dimension)
    if atom.style == "cardinal" and tables.age_before.search(before) and _closes_an_age(text, atom):
        return Measured(atom.start, atom.end, atom, "age", "year")
    if atom.style == "fraction":
        return Measured(atom.start, atom.end, atom, "quantity", "share")
    return Measured(atom.start, atom.end, atom, "quantity")


def _closes_an_age(text: str, atom: Atom) -> bool:
    """Whether the number ends its phrase: "aged 4 and", "Brown, 45,"; not "Kyiv, 12 people"."""
    return bool(re.match(r"[,.;)]|\sand\b|$", text[atom.end : atom.end + 4]))


def with_unit_of(low: Measured, high: Measured) -> Measured:
    """The low end of a range, with the unit and scale that only the high end spells out."""
    atom = low.atom
    if high.atom.scale > 1 and atom.scale == 1 and atom.low < high.atom.low / high.atom.scale:
        atom = replace(atom, low=atom.low * high.atom.scale, high=atom.high * high.atom.scale, scale=high.atom.scale)
    if low.unit is None:
        return replace(low, atom=atom, kind=high.kind, unit=high.unit)
    return replace(low, atom=atom)
