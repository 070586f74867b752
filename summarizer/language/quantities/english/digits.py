"""Digits: runs of digits, with the scales behind them, → atoms."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
_SIGN = r"(?:(?<!plus or )\bminus\s|(?<![\w.%])(?<!\d\s)(?:[-−+](?=\d)|–(?=\d+(?:\.\d+)?\s?(?:°|degrees))))?"
# The end of a word, before which the raised number of a footnote may stand: "3.2 crore²".
END = "(?![^\\W¹²³⁰⁴-⁹])"


_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_COMMA_PARTS = re.compile(r"\d,\d{3}(?!\d)")
_DECIMAL_COMMA = re.compile(r"[\d.]+,\d{1,2}")
_STATE = 2  # letters: "12 TN residents" are of Tennessee


@dataclass(frozen=True)
class _Digits:
    pattern: re.Pattern[str]
    certain: re.Pattern[str]
    whole_after: re.Pattern[str]
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
    part = rf"\s?[{vulgar}]|[\s-]\d/\d\b"
    odds = r"\d{1,2}:\d{1,3}(?:,\d{3})+(?!\d)|(?<=\bratio of )\d+:\d+"
    whole = rf"\s(?:[a-z-]+\s)?(?:{alternatives([*table['zero']['nouns'], *table['whole']])})\b"
    metric = alternatives(words.units["after_comma"])
    suffixes = alternatives(table["suffixes"])
    comma = rf"(?=[\s-](?:{large}|{short}){END}|\s?%|[\s-]per\s?cent\b|\s?(?:{metric}|{suffixes})(?!\w))"
    return _Digits(
        re.compile(
            rf"(?=[-−+–\d{vulgar}mM])(?P<sign>{_SIGN})(?=[\d{vulgar}])(?:(?<![\w.])|{_glued(words)})"
            rf"(?:(?P<alone>[{vulgar}]|{odds}|\d/\d{{1,2}}(?:(?P<ths>ths?|rds?|nds?)\b|(?=\s(?:of|{large})\b|\s[a-z])))"
            rf"|(?P<whole>\d{{1,3}},\d{{1,2}}{comma}|{_RUN_OF_DIGITS})(?P<part>{part})?)"
            rf"(?:(?P<nth>st|nd|rd|th)\b|(?P<decade>(?<=\d0)['’]?s)\b"
            rf"|(?P<suffix>{suffixes}){END}|[\s-]?(?P<apart>{short}){END})?"
            rf"(?P<scales>(?:[\s-]+(?:{alternatives(scales)}){END})*)(?P<odd>-odd\b)?(?P<half>[\s-]+and[\s-]+a[\s-]+half\b)?",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w.,])[1-9]\d{{0,2}}(?:(?:\.\d{{3}}){{2,}}(?:,\d\d)?(?![\d.,]\d)|\.\d{{3}}(?={whole}))"),
        re.compile(whole),
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
    signs = sorted({sign for signs in money["before"].values() for sign in signs if sign[0].isalpha()})
    letters = sorted({letter for letters in money["letters"].values() for letter in letters})
    many = rf"(?=\d{{1,3}}(?:[, ]\d{{3}})+(?!\d)|\d[\d.,]*(?:[\s-]?(?:{scales})|-[MBT])\b)"
    quake = rf"(?<=\bM)(?=\d\.\d\s(?:{alternatives(words.units['earthquakes'])})\b)"
    glued = [*(rf"(?<=\b{sign})" for sign in signs), *(rf"(?<=\b{letter}){many}" for letter in letters)]
    return "|".join([*glued, quake])


def read_digits(text: str) -> Iterator[Atom]:
    """Read every run of digits of a text, in order."""
    tables = _tables()
    points = cache(lambda: _part_thousands(text, tables))
    for start, end in find_digit_windows(text):
        matches = tables.pattern.finditer(text, start, end)
        yield from (_read_digits(match, tables, points=points) for match in matches)


def _part_thousands(text: str, tables: _Digits) -> bool:
    """Return whether points part thousands in a text: one does for certain, and no comma does."""
    return tables.certain.search(text) is not None and _COMMA_PARTS.search(text) is None


def _read_digits(match: re.Match[str], tables: _Digits, *, points: Callable[[], bool]) -> Atom:
    """Read a run of digits; `points` tells whether points part thousands in this text."""
    written = match["whole"] or ""
    plain = not (match["part"] or match["suffix"] or match["apart"] or match["scales"] or match["sign"])
    ambiguous = plain and _AMBIGUOUS.fullmatch(written) is not None
    if ambiguous and (points() or tables.whole_after.match(match.string, match.end())):
        written, ambiguous = written.replace(".", ""), False  # a count of people has no fraction
    value = _parse_digits(written) if written else 0.0
    value += sum(_read_part(part.strip(), tables) for part in (match["part"], match["alone"]) if part)
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
    if match["sign"] and match["sign"] != "+":
        value = -value
    style: Style = "ambiguous" if ambiguous else "ordinal" if match["nth"] else "odd" if match["odd"] else "cardinal"
    if match["alone"] and not {"/", ":"}.isdisjoint(match["alone"]) and not match["scales"]:
        style = "fraction"
    if match["nth"] and _is_part(match):
        value, style = 1 / value, "fraction"
    return Atom(match.start(), match.end(), value, value, style, scale)


def _is_part(match: re.Match[str]) -> bool:
    """Return whether an ordinal is a share: "a 40th of the electorate"."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return before.lower() == "a " and match.string.startswith(" of ", match.end()) and match["whole"] not in ("0", "1")


def _read_part(written: str, tables: _Digits) -> float:
    """Read ½ or 1/2."""
    written = written.lstrip("-")
    if written in tables.vulgar:
        return tables.vulgar[written]
    over, under = re.split("[/:]", written.rstrip("thsrdn").replace(",", ""))
    return float(over) / (float(under) or 1.0)


def _parse_digits(whole: str) -> float:
    if _DECIMAL_COMMA.fullmatch(whole):
        return float(whole.replace(".", "").replace(",", "."))
    plain = re.sub(r"[,\s'’]", "", whole)
    return float(plain.replace(".", "") if plain.count(".") > 1 else plain)
