"""Digits: runs of digits, with the scales behind them, → atoms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from ...lexicon import Lexicon, alternatives, lexicon
from .atoms import Atom, Style
from .digit_windows import find_digit_windows

# Separators inside a run of digits: commas (1,200 and 12,34,567), spaces (1 200 000), apostrophes (1'200), or two
# points and more (1.250.000); points before a comma and cents (1.234,50).
_RUN_OF_DIGITS = (
    r"(?:\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\.?\d)|(?:\d{1,3}(?:,\d{3})+(?!,?\d)"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!,?\d)|\d{1,3}(?: \d{3})+(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
)
# A sign is one only where no number stands before it: "-38C", not "10 -15" nor "10%-15%".
_SIGN = r"(?:(?<!plus or )\bminus\s|(?<![\w.%])(?<!\d\s)[-−](?=\d))?"


_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL_COMMA = re.compile(r"[\d.]+,\d{1,2}")
_HUNDRED = 100.0
_STATE = 2  # letters: "12 TN residents" are of Tennessee
_FALLING = re.compile(r" (?:and )?")


@dataclass(frozen=True)
class _Digits:
    pattern: re.Pattern[str]
    scales: dict[str, float]
    suffixes: dict[str, float]
    vulgar: dict[str, float]


@cache
def _tables() -> _Digits:
    words = lexicon()
    table = words.numerals
    scales = scale_words()
    vulgar, large = "".join(table["vulgar"]), alternatives(table["large"])
    written = [
        [word, word.capitalize(), *([word.upper()] if len(word) > _STATE else [])] for word in table["abbreviated"]
    ]
    short = f"(?-i:{alternatives(chain.from_iterable(written))})"
    part = rf"\s?[{vulgar}]|\s\d/\d\b"
    return _Digits(
        re.compile(
            rf"(?=[-−\d{vulgar}mM])(?P<sign>{_SIGN})(?=[\d{vulgar}])(?:(?<![\w.])|{_glued(words)})"
            rf"(?:(?P<alone>[{vulgar}]|\d/\d{{1,2}}(?=\sof\b|\s(?:{large})\b))"
            rf"|(?P<whole>\d{{1,3}},\d{{1,2}}(?=[\s-](?:{large}|{short})\b)|{_RUN_OF_DIGITS})(?P<part>{part})?)"
            rf"(?:(?P<nth>st|nd|rd|th)\b|(?P<decade>(?<=\d0)['’]?s)\b|(?P<suffix>{alternatives(table['suffixes'])})\b"
            rf"|\s?(?P<apart>{short})\b)?"
            rf"(?P<scales>(?:[\s-]+(?:{alternatives(scales)})\b)*)(?P<half>[\s-]+and[\s-]+a[\s-]+half\b)?",
            re.IGNORECASE,
        ),
        scales,
        {**table["suffixes"], **table["abbreviated"]},
        table["vulgar"],
    )


@cache
def scale_words() -> dict[str, float]:
    """Return what each word for a scale multiplies by, singular or plural."""
    scales: dict[str, float] = lexicon().numerals["scales"]
    return scales | {f"{name}s": value for name, value in scales.items()}


def _glued(words: Lexicon) -> str:
    """Return what may touch digits: "KSh3 million"; one letter only before a large number, "N500 million"."""
    money = words.units["money"]
    scales = alternatives([*words.numerals["scales"], *words.numerals["suffixes"], *words.numerals["abbreviated"]])
    signs = sorted({sign for signs in money["before"].values() for sign in signs if sign.isalpha()})
    letters = sorted({letter for letters in money["letters"].values() for letter in letters})
    many = rf"(?=\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d[\d.]*[\s-]?(?:{scales})\b)"
    return "|".join([*(rf"(?<=\b{sign})" for sign in signs), *(rf"(?<=\b{letter}){many}" for letter in letters)])


def read_digits(text: str) -> Iterator[Atom]:
    """Read every run of digits of a text, in order."""
    tables = _tables()
    for start, end in find_digit_windows(text):
        yield from _add_up(text, (_read_digits(match, tables) for match in tables.pattern.finditer(text, start, end)))


def _add_up(text: str, atoms: Iterator[Atom]) -> Iterator[Atom]:
    """Add up digits with falling scales: "3 lakh 40 thousand", "4 thousand 3 hundred and 21"."""
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
    plain = held.style == atom.style == "cardinal" and atom.low > 0 and text[held.end - 2 : held.end].isalpha()
    return falls and plain and _FALLING.fullmatch(text, held.end, atom.start) is not None


def _read_digits(match: re.Match[str], tables: _Digits) -> Atom:
    value = _parse_digits(match["whole"]) if match["whole"] else 0.0
    value += sum(_read_part(part.strip(), tables) for part in (match["part"], match["alone"]) if part)
    ambiguous = not (match["part"] or match["suffix"] or match["apart"] or match["scales"] or match["sign"])
    if match["half"]:
        value += 0.5
    suffix = match["suffix"] or match["apart"]
    scale = tables.suffixes[suffix.lower()] if suffix else 1.0
    for word in re.split(r"[\s-]+", match["scales"].strip(" \t\n-")):
        scale *= tables.scales.get(word.lower(), 1.0)
    value = float(f"{value * scale:.12g}")  # 3.2 × 1e9 is 3200000000, not 3200000000.0000005
    if match["decade"]:  # "people in their 70s", "100s of people"
        high = value + 9 if value < 100 else 10 * value - 1
        return Atom(match.start(), match.end(), value if value < 100 else 2 * value, high, "vague")
    if match["sign"]:
        value = -value
    style: Style = "ordinal" if match["nth"] else "cardinal"
    if match["alone"] and "/" in match["alone"] and not match["scales"]:
        style = "fraction"
    if ambiguous and _AMBIGUOUS.fullmatch(match["whole"] or ""):
        style = "ambiguous"
    return Atom(match.start(), match.end(), value, value, style, scale)


def _read_part(written: str, tables: _Digits) -> float:
    """Read ½ or 1/2."""
    if written in tables.vulgar:
        return tables.vulgar[written]
    over, under = written.split("/")
    return float(over) / (float(under) or 1.0)


def _parse_digits(whole: str) -> float:
    if _DECIMAL_COMMA.fullmatch(whole):
        return float(whole.replace(".", "").replace(",", "."))
    plain = re.sub(r"[,\s'’]", "", whole)
    return float(plain.replace(".", "") if plain.count(".") > 1 else plain)
