"""Units of a number: the words around a numeral that say what kind of number it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...lexicon import alternatives, lexicon
from ..number import Kind
from .atoms import Atom
from .unit_words import UnitWords, unit_words


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


_NEAR = 24  # characters before a numeral that can hold a currency sign or "aged 4 and "


def attach_units(text: str, atoms: Iterator[Atom], named: bytes) -> Iterator[Measured]:
    """Yield each atom with the unit beside it; `named` marks the characters of names, which hold no unit."""
    tables = unit_words()
    done = 0
    for atom in atoms:
        if atom.start >= done and not _is_unit_of(text, atom, done):
            item = _measure(text, atom, tables, named)
            done = item.end
            yield item


def _is_unit_of(text: str, atom: Atom, done: int) -> bool:
    """Return whether a "second" is a time after a number: "3 litres a second", "five thousandths of a second"."""
    return atom.style == "ordinal" and bool(re.fullmatch(r"(?:\sof)?\s(?:an?|per)\s", text[done : atom.start]))


def _measure(text: str, atom: Atom, tables: UnitWords, named: bytes) -> Measured:
    if atom.style == "ordinal":
        return Measured(atom.start, atom.end, atom, "ordinal")
    before = text[max(0, atom.start - _NEAR) : atom.start]
    measured = _read_currency(text, atom, before, tables) or _read_unit(text, atom, tables, named)
    if measured:
        return measured
    if _is_magnitude(text, atom):
        return Measured(atom.start, atom.end, _without_scale(atom), "quantity")
    if _is_metres(text, atom):
        return Measured(atom.start, atom.end, _without_scale(atom), "quantity", "metre", "length")
    if _is_age(text, atom, before, tables):
        return Measured(atom.start, atom.end, atom, "age", "year")
    if atom.style == "fraction":
        return Measured(atom.start, atom.end, atom, "quantity", "share")
    return Measured(*_drop_bullet(text, atom))


def _read_currency(text: str, atom: Atom, before: str, tables: UnitWords) -> Measured | None:
    """Read an amount by what stands before it: a currency, or an amount that it is joined to ("$10m-15m")."""
    money = _take_letter(text, atom)
    if sign := tables.before.search(before):
        code = tables.currencies[sign[0].strip() if sign[0].strip() in tables.currencies else sign[0]]
        if atom.style == "ambiguous" and code in tables.coinless:
            money = replace(money, low=1000 * money.low, high=1000 * money.high, style="cardinal")
        return Measured(atom.start - len(sign[0]), money.end, money, "money", code)
    joined = tables.joined.search(before)
    if joined and (money.scale > 1 or before[-1:] in "-–"):
        return Measured(atom.start, money.end, money, "money", tables.currencies[joined["sign"]])
    return None


def _read_unit(text: str, atom: Atom, tables: UnitWords, named: bytes) -> Measured | None:
    """Read a number with the unit behind it; the characters of names hold none ("two F-16 jets" are no degrees)."""
    if _MILLIONS.match(text, atom.end):
        return Measured(atom.start, atom.end + 2, _take_letter(text, atom), "quantity")
    scaled = tables.after_scales.match(text, atom.end)
    if scaled and text[atom.end - 1] != "m" and (atom.scale > 1 or (atom.style == "vague" and atom.low >= _SCALED)):
        return Measured(atom.start, scaled.end(), atom, "money", tables.codes_after_scales[scaled["unit"]])
    after = _find_unit(text, atom, tables)
    if not after or named.find(1, atom.end, after.end()) >= 0:
        return None
    spelling = " ".join(after["unit"].split())
    kind, unit, dimension = tables.units[spelling]
    if unit == _POUND and (text[atom.end] == "-" or text[after.end() : after.end() + 4] == " of "):
        kind, unit = "quantity", "lb"  # "a 500-pound bomb"
    share = 0.01 if spelling in tables.minor else 1.0  # 40 pence are 0.40 pounds
    end = after.end()
    if after["part"] and atom.style == "cardinal" and dimension and text[atom.end : atom.end + 1] != "-":
        part = 3 * tables.fractions["quarter"] if after["three"] else tables.fractions[after["fraction"]]
        atom = replace(atom, low=atom.low + part, high=atom.high + part)
    else:
        end = after.end("unit")
    return Measured(atom.start, end, _scale(atom, share), kind, unit, dimension, share)


def _find_unit(text: str, atom: Atom, tables: UnitWords) -> re.Match[str] | None:
    """Find the unit behind a number; behind an article or "of" too: "half a metre", "tens of millions of euros"."""
    if atom.style == "fraction" and (article := _ARTICLE.match(text, atom.end)):
        return tables.after.match(text, article.end())
    direct = tables.after.match(text, atom.end)
    if direct is None and atom.style == "vague" and (of := _OF.match(text, atom.end)):
        return tables.after.match(text, of.end())
    return direct


_ARTICLE, _OF = re.compile(r"\s(?:of\s)?(?:an?|(?<=of\s)one)(?=\s)"), re.compile(r"(?:\s[a-z]+)?\s(?:of|in)(?=\s)")


def find_units_and_parts(text: str) -> Iterator[Atom]:
    """Find "a year and a half", whose one is an article: the atom is the article, the unit and the part follow."""
    tables = unit_words()
    for part in tables.and_part.finditer(text):
        if one := tables.one_before.search(text, max(0, part.start() - _NEAR), part.start()):
            yield Atom(one.start("one"), one.end("one"), 1.0, 1.0)


def _without_scale(atom: Atom) -> Atom:
    """Return a number without the letter behind it: "5.9M" is a magnitude of 5.9, "100m" a length."""
    return replace(atom, low=atom.low / atom.scale, high=atom.high / atom.scale, scale=1.0)


def _take_letter(text: str, atom: Atom) -> Atom:
    """Take in the letter for a scale behind an amount: "$1.2B", "$5 m"."""
    letter = _LETTER.match(text, atom.end) if atom.scale == 1 else None
    if letter is None:
        return atom
    scale = _LETTERS[letter["letter"].lower()]
    return replace(atom, end=letter.end(), low=atom.low * scale, high=atom.high * scale, scale=scale)


def _is_magnitude(text: str, atom: Atom) -> bool:
    """Return whether an M behind a number is the strength of an earthquake: "a 5.9M earthquake"."""
    return (
        text[atom.end - 1 : atom.end] == "M"
        and atom.low < _STRONGEST * atom.scale
        and bool(_QUAKE.match(text, atom.end))
    )


_POUND = "pound"
_LETTERS = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12}
_LETTER = re.compile(r"[\s-]?(?P<letter>[kKmMbBtT]|mm|MM)(?![\w’'-]|\.\w)")
_STRONGEST = 10
_BULLET = re.compile(r"(?:^|\n)[^\S\n]*[-−]$")


def _drop_bullet(text: str, atom: Atom) -> tuple[int, int, Atom, Kind]:
    """Read a plain count, whose dash at the beginning of a line is no sign: "-12 people were killed" in a list."""
    if atom.low < 0 and _BULLET.search(text, max(0, atom.start - _NEAR), atom.start + 1):
        atom = replace(atom, start=atom.start + 1, low=-atom.high, high=-atom.low)
    return atom.start, atom.end, atom, "quantity"


# "1.4m people", "40m new jobs": what is counted follows.
_MEANT = r"\s(?:[a-z-]+\s)?(?!was\b|has\b|his\b|its\b|this\b)(?:people|children|men|women|[A-Za-z][a-z]+s)\b"
_MILLIONS = re.compile(rf"\s[mM](?={_MEANT})|(?<=\d)\sM(?=[,.;)]|$|\s(?:more|fewer|less)\b)")
_COUNTED = re.compile(rf"(?:\s?[-–]\s?\d+(?:\.\d+)?m)?{_MEANT}")
_QUAKE = re.compile(rf"[\s-](?:{alternatives(lexicon().units['earthquakes'])})\b")


def _is_metres(text: str, atom: Atom) -> bool:
    """Return whether an m after whole digits is a length ("the 100m won in 9.79 seconds"), not millions."""
    written = text[atom.start : atom.end]
    return bool(re.fullmatch(r"\d+m", written)) and not _COUNTED.match(text, atom.end)


def _is_age(text: str, atom: Atom, before: str, tables: UnitWords) -> bool:
    """Return whether a number is how old somebody is: "aged 4 and 6", "Ruiz (45)", "children under five", "her 30s"."""
    if atom.style != "cardinal" or not 0 <= atom.low <= _OLDEST:
        return False
    if tables.aged.search(before):
        return not _NOUNS.match(text, atom.end)
    if _RANGE.match(text, atom.end) and tables.age_range.search(before):
        return True
    if tables.described.search(before):
        return _CLOSED.match(text, atom.end) is not None
    if tables.place_before.search(before) and tables.place_behind.match(text, atom.end):
        return False  # "12 in Sofala, nine in Manica"
    if tables.day_before.search(before):
        return False  # "on Monday, nine died"
    return tables.age_before.search(before) is not None and tables.closes_age.match(text, atom.end) is not None


_OLDEST, _SCALED, _HUNDRED = 122, 1000, 100
_CLOSED = re.compile(r"[,.;)](?!\d)|$")
_RANGE = re.compile(r"\s?[-–—]\s?\d")
_NOUNS = re.compile(r"\s(?:[a-z-]+\s)?[a-z]{2,}s\b")


def _scale(atom: Atom, share: float) -> Atom:
    return atom if share == 1.0 else replace(atom, low=round(atom.low * share, 9), high=round(atom.high * share, 9))


def share_unit(low: Measured, high: Measured) -> Measured:
    """Return the low end of a range, with the unit and scale that only the high end spells out."""
    atom = low.atom
    if high.atom.scale > 1 and atom.scale == 1 and atom.low < high.atom.low / high.atom.scale:
        scale = high.atom.scale
        if high.atom.low >= _HUNDRED * atom.low * scale and high.atom.low < _HUNDRED * _HUNDRED * scale:
            scale *= _HUNDRED  # "two to three hundred thousand"
        atom = replace(atom, low=atom.low * scale, high=atom.high * scale, scale=scale)
    if low.unit is None:
        return replace(low, atom=_scale(atom, high.share), kind=high.kind, unit=high.unit)
    return replace(low, atom=atom)
