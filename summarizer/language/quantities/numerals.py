"""Numerals: runs of digits and of number words → atoms with a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..lexicon import alternatives, lexicon
from .digit_windows import find_digit_windows

Style = Literal["cardinal", "fraction", "ordinal", "vague", "zero"]

# Separators inside a run of digits: commas (1,200 and 12,34,567), hard or common spaces (1 200 000),
# or two points and more (1.250.000).
_RUN_OF_DIGITS = (
    r"(?:\d{1,3}(?:\.\d{3}){2,}(?!\.?\d)|(?:\d{1,3}(?:,\d{3})+(?!,?\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!,?\d)"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
)
# A sign is one only where no number stands before it: "-38C", not "10 -15".
_SIGN = r"(?:(?<!plus or )\bminus\s|(?<![\w.])(?<!\d\s)[-−](?=\d))?"


@dataclass(frozen=True, slots=True)
class Atom:
    """One numeral: where it stands, and the interval it means before anything limits it.

    `scale` is what its last scale word multiplied by ("1.5 billion": 1e9), 1 without one.
    """

    start: int
    end: int
    low: float
    high: float
    style: Style = "cardinal"
    scale: float = 1.0


@dataclass(frozen=True)
class _NumeralWords:
    digits: re.Pattern[str]
    words: re.Pattern[str]
    one_word: re.Pattern[str]
    zero: re.Pattern[str]
    small: dict[str, float]
    scales: dict[str, float]
    suffixes: dict[str, float]
    fractions: dict[str, float]
    vulgar: dict[str, float]
    ordinals: dict[str, float]
    phrases: dict[tuple[str, ...], tuple[float, float, Style]]
    multipliers: dict[tuple[str, ...], tuple[float, float]]
    no_count_after: re.Pattern[str]
    never_bare: frozenset[str]


@cache
def _tables(language: str) -> _NumeralWords:
    words = lexicon(language)
    table = words.numerals
    small = {**table["units"], **table["tens"]}
    scales = table["scales"] | {name + "s": value for name, value in table["scales"].items()}
    vague = {_split(p): (row["low"], row["high"]) for row in words.vague["word"] for p in row["phrases"]}
    multipliers = {_split(p): (row["low"], row["high"]) for row in words.vague["multiplier"] for p in row["phrases"]}
    phrases: dict[tuple[str, ...], tuple[float, float, Style]] = {
        **{phrase: (*ends, "vague") for phrase, ends in vague.items()},
        **{_split(word): (value, value, "cardinal") for word, value in table["counts"].items()},
        **{_split(word): (0.0, 0.0, "zero") for word in table["zero"]["words"]},
    }
    every = {" ".join(p) for p in (*phrases, *multipliers)} | {*small, *scales, *table["fractions"], *table["ordinals"]}
    word = rf"(?:{alternatives(every)})"
    vulgar = "".join(table["vulgar"])
    return _NumeralWords(
        digits=re.compile(
            rf"(?P<sign>{_SIGN})(?<![\w.])(?:(?P<whole>{_RUN_OF_DIGITS})(?P<part>[{vulgar}]|\s\d/\d\b)?|(?P<alone>[{vulgar}]))"
            rf"(?:(?P<nth>st|nd|rd|th)\b|(?P<decade>(?<=[1-9]0)['’]?s)\b|(?P<suffix>{alternatives(table['suffixes'])})\b)?"
            rf"(?P<scales>(?:[\s-]+(?:{alternatives(scales)})\b)*)(?P<half>\s+and\s+a\s+half\b)?",
            re.IGNORECASE,
        ),
        words=re.compile(
            rf"\b(?:an?\s+)?{word}(?:(?:\s+|-)(?:and\s+|of\s+(?=an?\s+(?:{alternatives(scales)})\b))?(?:an?\s+)?{word})*\b",
            re.IGNORECASE,
        ),
        one_word=re.compile(rf"\d+|\b{word}\b", re.IGNORECASE),
        zero=re.compile(rf"\bno(?=\s+(?:[\w-]+\s+)?(?:{alternatives(table['zero']['nouns'])})\b)", re.IGNORECASE),
        small=small,
        scales=scales,
        suffixes=table["suffixes"],
        fractions=table["fractions"],
        vulgar=table["vulgar"],
        ordinals=table["ordinals"],
        phrases=phrases,
        multipliers=multipliers,
        never_bare=frozenset(table["bare"]["never"]),
        no_count_after=re.compile(rf"\b(?:{alternatives(words.vague['no_count_after'])})\s$", re.IGNORECASE),
    )


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


def read_atoms(text: str, language: str = "en") -> Iterator[Atom]:
    """Find every numeral of a text, digits first, then words; the two never overlap."""
    tables = _tables(language)
    for start, end in find_digit_windows(text):
        for match in tables.digits.finditer(text, start, end):
            yield _read_digits(match, tables)
    for match in tables.words.finditer(text):
        yield from _NumeralRun(match, tables).atoms()
    for match in tables.zero.finditer(text):
        yield Atom(match.start(), match.end(), 0.0, 0.0, "zero")


def find_numerals(text: str, language: str = "en") -> Iterator[re.Match[str]]:
    """Find every run of digits and every number word of a text, whether a number or a part of one."""
    return _tables(language).one_word.finditer(text)


def _read_digits(match: re.Match[str], tables: _NumeralWords) -> Atom:
    value = _parse_digits(match["whole"]) if match["whole"] else 0.0
    value += sum(_read_part(part.strip(), tables) for part in (match["part"], match["alone"]) if part)
    if match["half"]:
        value += 0.5
    scale = tables.suffixes[match["suffix"].lower()] if match["suffix"] else 1.0
    for word in re.split(r"[\s-]+", match["scales"].strip(" \t\n-")):
        scale *= tables.scales.get(word.lower(), 1.0)
    value = float(f"{value * scale:.12g}")  # 3.2 × 1e9 is 3200000000, not 3200000000.0000005
    if match["decade"]:  # "people in their 70s"
        return Atom(match.start(), match.end(), value, value + 9, "vague")
    if match["sign"]:
        value = -value
    return Atom(match.start(), match.end(), value, value, "ordinal" if match["nth"] else "cardinal", scale)


def _read_part(written: str, tables: _NumeralWords) -> float:
    """Read ½ or 1/2."""
    if written in tables.vulgar:
        return tables.vulgar[written]
    over, under = written.split("/")
    return float(over) / (float(under) or 1.0)


def _parse_digits(whole: str) -> float:
    plain = re.sub(r"[,\s]", "", whole)
    return float(plain.replace(".", "") if plain.count(".") > 1 else plain)


@dataclass
class _Count:
    """A cardinal as it is read, word by word: whole groups in `total`, the hundreds under way in `group`."""

    total: float = 0.0
    group: float = 0.0
    scale: float = 1.0
    last: float = float("inf")

    @property
    def value(self) -> float:
        return self.total + self.group

    def add(self, small: float) -> bool:
        """Count in a word below a hundred; False if it cannot follow."""
        if not _fits(self.group, small):
            return False
        self.group += small
        return True

    def multiply(self, scale: float) -> bool:
        """Count in a scale word; False if it cannot follow."""
        if scale <= 100 and self.group < 100:
            self.group = (self.group or 1.0) * scale
        elif 100 < scale < self.last:
            self.total, self.group, self.last = self.total + (self.group or 1.0) * scale, 0.0, scale
        else:
            return False
        self.scale = scale
        return True


class _NumeralRun:
    """One run of number words, read from left to right; it may hold several numbers."""

    def __init__(self, match: re.Match[str], tables: _NumeralWords) -> None:
        self.tables, self.text = tables, match.string
        words = list(re.finditer(r"[^\s-]+", match[0]))
        self.words = [word[0].lower() for word in words]
        self.spans = [(match.start() + word.start(), match.start() + word.end()) for word in words]

    def atoms(self) -> Iterator[Atom]:
        """Read the numbers of the run, in order."""
        readers = (self._read_phrase, self._read_vague, self._read_half, self._read_fraction, self._read_cardinal)
        at = 0
        while at < len(self.words):
            atom_and_end = next((read for reader in readers if (read := reader(at))), None)
            if atom_and_end:
                atom, at = atom_and_end
                yield atom
            else:
                at += 1

    def _make_atom(
        self, at: int, end: int, low: float, high: float | None = None, style: Style = "cardinal", scale: float = 1.0
    ) -> tuple[Atom, int]:
        high = low if high is None else high
        return Atom(self.spans[at][0], self.spans[end - 1][1], low, high, style, scale), end

    def _count_longest(self, at: int, table: dict[tuple[str, ...], tuple[float, ...]]) -> int:
        """Count the words from `at` that are the longest phrase of the table; 0 if none is."""
        most = min(4, len(self.words) - at)
        return max((n for n in range(1, most + 1) if tuple(self.words[at : at + n]) in table), default=0)

    def _read_phrase(self, at: int) -> tuple[Atom, int] | None:
        """Read dozens, a handful of, twice, nobody."""
        count = self._count_longest(at, self.tables.phrases)  # type: ignore[arg-type]  # only its keys are used
        if not count:
            return None
        low, high, style = self.tables.phrases[tuple(self.words[at : at + count])]
        scale, end = self._read_scales(at + count) if style == "vague" and low == high else (1.0, at + count)
        return self._make_atom(at, end, low * scale, high * scale, style, scale)

    def _read_vague(self, at: int) -> tuple[Atom, int] | None:
        """Read several, a few dozen, several hundred."""
        count = self._count_longest(at, self.tables.multipliers)  # type: ignore[arg-type]  # only its keys are used
        if not count:
            return None
        before = self.text[max(0, self.spans[at][0] - 8) : self.spans[at][0]]
        if self.tables.no_count_after.search(before):
            return None  # "as many as", "how many"
        low, high = self.tables.multipliers[tuple(self.words[at : at + count])]
        scale, end = self._read_scales(at + count)
        return self._make_atom(at, end, low * scale, high * scale, "vague", scale)

    def _read_half(self, at: int) -> tuple[Atom, int] | None:
        """Read half a million, half a dozen."""
        if self.words[at] != "half" or self.words[at + 1 : at + 2] not in (["a"], ["an"]):
            return None
        scale, end = self._read_scales(at + 2)
        return self._make_atom(at, end, scale / 2, scale=scale) if end > at + 2 else None

    def _read_fraction(self, at: int) -> tuple[Atom, int] | None:
        """Read half, a third, two-thirds; a bare "third" is an ordinal, a bare "quarter" no number."""
        counted = self.words[at] in ("a", "an") or self.tables.small.get(self.words[at], 20) < 20
        at_part = at + 1 if counted else at
        part = self.words[at_part] if at_part < len(self.words) else ""
        if part not in self.tables.fractions or (not counted and part != "half"):
            return None
        if self._read_scales(at_part + 1)[1] > at_part + 1:
            return None  # "half million" is read as a cardinal
        if part in self.tables.ordinals and self.words[at] in ("a", "an") and not self._is_share(at_part):
            return None  # "a fifth month" is an ordinal, "a fifth of the crop" is not
        times = self.tables.small.get(self.words[at], 1.0) if counted else 1.0
        if self.words[at_part + 1 : at_part + 3] in (["of", "a"], ["of", "an"]):  # a quarter of a million
            scale, end = self._read_scales(at_part + 3)
            if end > at_part + 3:
                return self._make_atom(at, end, times * self.tables.fractions[part] * scale, scale=scale)
        return self._make_atom(at, at_part + 1, times * self.tables.fractions[part], style="fraction")

    def _is_share(self, at: int) -> bool:
        """Return whether "a third" is a share: of something, by so much, or beside another share."""
        before = self.text[max(0, self.spans[at - 1][0] - 3) : self.spans[at - 1][0]]
        after = self.text[self.spans[at][1] : self.spans[at][1] + 8]
        return before == "by " or bool(re.match(r"\s+(?:of|and|to|or)\b|\s*[,.;:)]|$", after))

    def _read_cardinal(self, at: int) -> tuple[Atom, int] | None:
        """Read twenty-one, a hundred and five, two and a half million; with an ordinal last, an ordinal."""
        here, count = at, _Count()
        if self.words[at] in ("a", "an"):
            here, count = at + 1, _Count(group=1.0)
            word = self.words[here] if here < len(self.words) else ""
            if word in self.tables.ordinals:
                return self._make_atom(here, here + 1, self.tables.ordinals[word], style="ordinal")
            if word not in self.tables.scales:
                return None
        start = here
        if here == at and self.words[here] in self.tables.never_bare:
            return None
        while here < len(self.words) and self._take(count, here, start):
            here += 1
        rank = self.tables.ordinals.get(self.words[here]) if here < len(self.words) else None
        if rank is not None and (here == start or _fits(count.group, rank)):
            return self._make_atom(at, here + 1, count.value + rank, style="ordinal")
        if here == start:
            return None
        value, here, scale = self._add_half(here, count.value, count.scale)
        return self._make_atom(at, here, value, scale=scale)

    def _take(self, count: "_Count", at: int, start: int) -> bool:
        """Return whether the word at `at` goes on with the number, which then counts it in."""
        word = self.words[at]
        if word == "and":
            return at > start and self._joins_number(at)
        if word in self.tables.small:
            return count.add(self.tables.small[word])
        return word in self.tables.scales and count.multiply(self.tables.scales[word])

    def _joins_number(self, at: int) -> bool:
        """Return whether the "and" at `at` is inside a number: after a scale, before a smaller number."""
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        return self.words[at - 1] in self.tables.scales and after in self.tables.small

    def _add_half(self, at: int, value: float, scale: float) -> tuple[float, int, float]:
        """Return the number with an "and a half" counted in: half of its last unit ("two and a half million")."""
        if self.words[at : at + 2] != ["and", "a"] or self.words[at + 2 : at + 3] != ["half"]:
            return value, at, scale
        after, end = self._read_scales(at + 3)
        return (value + scale / 2) * after, end, scale * after

    def _read_scales(self, at: int) -> tuple[float, int]:
        """Return the product of the scale words from `at`, and where they end."""
        scale = 1.0
        while at < len(self.words) and self.words[at] in self.tables.scales:
            scale *= self.tables.scales[self.words[at]]
            at += 1
        return scale, at


def _fits(group: float, small: float) -> bool:
    """Return whether a number word can go on a group: after hundreds any, after tens a digit."""
    if group % 100 == 0:
        return True
    return group % 10 == 0 and group % 100 >= 20 and small < 10
