"""Units of a number: the words around a numeral that say what kind of number it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ..lexicon import alternatives, lexicon
from .number import Kind
from .numerals import Atom

_OTHER_NAMES = {"fraction": "share", "proportion": "share", "year old": "year", "age": "year"}

DURATIONS = "duration"
DIMENSIONS = (DURATIONS, "length", "area", "speed", "mass", "volume", "temperature")


@dataclass(frozen=True, slots=True)
class Measured:
    """An atom with its unit and kind; the span takes the unit in. `dimension` is the unit's table, if any.

    `share` is what one of the words' units is of `unit`: 0.01 for cents, of which the atom is counted already.
    """

    start: int
    end: int
    atom: Atom
    kind: Kind
    unit: str | None = None
    dimension: str | None = None
    share: float = 1.0


@dataclass(frozen=True)
class _UnitWords:
    before: re.Pattern[str]
    after: re.Pattern[str]
    age_before: re.Pattern[str]
    units: dict[str, tuple[Kind, str, str | None]]
    currencies: dict[str, str]
    minor: frozenset[str]


@cache
def _tables(language: str) -> _UnitWords:
    table = lexicon(language).units
    units: dict[str, tuple[Kind, str, str | None]] = {}
    for unit, spellings in table["percent"].items():
        units |= dict.fromkeys(spellings, ("percent", unit, None))
    for unit, spellings in table["points"].items():
        units |= dict.fromkeys(spellings, ("quantity", unit, None))
    for unit, spellings in table["money"]["after"].items():
        units |= dict.fromkeys(spellings, ("money", unit, None))
    minor = {spelling for spellings in table["money"]["minor"].values() for spelling in spellings}
    for unit, spellings in table["money"]["minor"].items():
        units |= dict.fromkeys(spellings, ("money", unit, None))
    for dimension in DIMENSIONS:
        for unit, spellings in table[dimension].items():
            units |= dict.fromkeys(spellings, ("quantity", unit, dimension))
    units |= dict.fromkeys(table["age"]["words_after"], ("age", "year", None))
    currencies = {sign: code for code, signs in table["money"]["before"].items() for sign in signs}
    words_before = alternatives(table["age"]["words_before"])
    return _UnitWords(
        before=re.compile(rf"(?<![A-Za-z])(?:{alternatives(currencies)})\s?$"),
        after=re.compile(rf"(?:\s|-)?(?P<unit>{alternatives(units)})(?!\w)"),
        age_before=re.compile(rf"(?:\b(?:{words_before})(?:\s\d+(?:,|,?\sand))*\s|\b[A-Z][\w'’-]+,\s)$"),
        units=units,
        currencies=currencies,
        minor=frozenset(minor),
    )


_NEAR = 24  # characters before a numeral that can hold a currency sign or "aged 4 and "


def attach_units(text: str, atoms: Iterator[Atom], named: bytes, language: str = "en") -> Iterator[Measured]:
    """Yield each atom with the unit beside it; `named` marks the characters of names, which hold no unit."""
    tables = _tables(language)
    done = 0
    for atom in atoms:
        if atom.start >= done and not _is_unit_of(text, atom, done):
            item = _measure(text, atom, tables, named)
            done = item.end
            yield item


def _is_unit_of(text: str, atom: Atom, done: int) -> bool:
    """Return whether a "second" is a time after a number: "3 litres a second", "five thousandths of a second"."""
    return atom.style == "ordinal" and bool(re.fullmatch(r"(?:\sof)?\s(?:an?|per)\s", text[done : atom.start]))


def _measure(text: str, atom: Atom, tables: _UnitWords, named: bytes) -> Measured:
    if atom.style == "ordinal":
        return Measured(atom.start, atom.end, atom, "ordinal")
    before = text[max(0, atom.start - _NEAR) : atom.start]
    if sign := tables.before.search(before):
        return Measured(atom.start - len(sign[0]), atom.end, atom, "money", tables.currencies[sign[0].strip()])
    after = tables.after.match(text, atom.end)
    if after and named.find(1, atom.end, after.end()) < 0:  # "two F-16 jets" are no degrees
        spelling = " ".join(after["unit"].split())
        kind, unit, dimension = tables.units[spelling]
        share = 0.01 if spelling in tables.minor else 1.0  # 40 pence are 0.40 pounds
        return Measured(atom.start, after.end(), _scale(atom, share), kind, unit, dimension, share)
    if _is_metres(text, atom):
        metres = replace(atom, low=atom.low / atom.scale, high=atom.high / atom.scale, scale=1.0)
        return Measured(atom.start, atom.end, metres, "quantity", "metre", "length")
    if atom.style == "cardinal" and tables.age_before.search(before) and _closes_an_age(text, atom):
        return Measured(atom.start, atom.end, atom, "age", "year")
    if atom.style == "fraction":
        return Measured(atom.start, atom.end, atom, "quantity", "share")
    return Measured(*_drop_bullet(text, atom))


_BULLET = re.compile(r"(?:^|\n)[^\S\n]*[-−]$")


def _drop_bullet(text: str, atom: Atom) -> tuple[int, int, Atom, Kind]:
    """Read a plain count, whose dash at the beginning of a line is no sign: "-12 people were killed" in a list."""
    if atom.low < 0 and _BULLET.search(text, max(0, atom.start - _NEAR), atom.start + 1):
        atom = replace(atom, start=atom.start + 1, low=-atom.high, high=-atom.low)
    return atom.start, atom.end, atom, "quantity"


# "1.4m people", "40m new jobs": what is counted follows.
_COUNTED = re.compile(r"\s(?:[a-z-]+\s)?(?!was\b|has\b|his\b|its\b|this\b)(?:people|children|men|women|[a-z]{2,}s)\b")


def _is_metres(text: str, atom: Atom) -> bool:
    """Return whether an m after whole digits is a length ("the 100m won in 9.79 seconds"), not millions."""
    written = text[atom.start : atom.end]
    return bool(re.fullmatch(r"\d+m", written)) and not _COUNTED.match(text, atom.end)


def _closes_an_age(text: str, atom: Atom) -> bool:
    """Return whether the number ends its phrase: "aged 4 and", "Brown, 45,"; not "Kyiv, 12 people"."""
    return bool(re.match(r"[,.;)]|\sand\b|$", text[atom.end : atom.end + 4]))


def _scale(atom: Atom, share: float) -> Atom:
    return atom if share == 1.0 else replace(atom, low=round(atom.low * share, 9), high=round(atom.high * share, 9))


def share_unit(low: Measured, high: Measured) -> Measured:
    """Return the low end of a range, with the unit and scale that only the high end spells out."""
    atom = low.atom
    if high.atom.scale > 1 and atom.scale == 1 and atom.low < high.atom.low / high.atom.scale:
        atom = replace(atom, low=atom.low * high.atom.scale, high=atom.high * high.atom.scale, scale=high.atom.scale)
    if low.unit is None:
        return replace(low, atom=_scale(atom, high.share), kind=high.kind, unit=high.unit)
    return replace(low, atom=atom)


def unit_named(name: str, language: str = "en") -> str | None:
    """Find the unit that a name stands for ("percent": "%", "kilometres": "km"); None if the lexicon has none."""
    tables = _tables(language)
    wanted = " ".join(name.split())
    units = {unit for _, unit, _ in tables.units.values()} | set(tables.currencies.values()) | {"share"}
    for spelling in (wanted, wanted.casefold()):
        if spelling in units:
            return spelling
        if spelling in tables.units:
            return tables.units[spelling][1]
        if spelling in tables.currencies:
            return tables.currencies[spelling]
    return _OTHER_NAMES.get(wanted.casefold())
