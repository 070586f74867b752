"""Number words: runs of them → atoms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...lexicon import alternatives, lexicon
from .atoms import Atom, Style
from .digits import scale_words

_SCORE = 20.0
_BESIDE = 12  # characters beside a fraction that say that it is a share


@dataclass(frozen=True)
class _NumberWords:
    runs: re.Pattern[str]
    one_word: re.Pattern[str]
    zero: re.Pattern[str]
    small: dict[str, float]
    scales: dict[str, float]
    fractions: dict[str, float]
    ordinals: dict[str, float]
    phrases: dict[tuple[str, ...], tuple[float, float, Style]]
    multipliers: dict[tuple[str, ...], tuple[float, float]]
    no_count_after: re.Pattern[str]
    asked: frozenset[str]
    share_before: re.Pattern[str]
    share_after: re.Pattern[str]
    never_bare: frozenset[str]


@cache
def _tables() -> _NumberWords:
    words = lexicon()
    table = words.numerals
    small, scales = {**table["units"], **table["tens"]}, scale_words()
    vague = {_split(p): (row["low"], row["high"]) for row in words.vague["word"] for p in row["phrases"]}
    multipliers = {_split(p): (row["low"], row["high"]) for row in words.vague["multiplier"] for p in row["phrases"]}
    phrases: dict[tuple[str, ...], tuple[float, float, Style]] = {
        **{phrase: (*ends, "vague") for phrase, ends in vague.items()},
        **{_split(word): (value, value, "cardinal") for word, value in table["counts"].items()},
        **{_split(word): (0.0, 0.0, "zero") for word in table["zero"]["words"]},
    }
    every = {" ".join(p) for p in (*phrases, *multipliers)} | {*small, *scales, *table["fractions"], *table["ordinals"]}
    word, scale = rf"(?:{alternatives(every)})", alternatives(scales)
    after_comma = "|".join(rf"(?<={large})" for large in table["large"])
    joint = rf"\s+(?:point\s+)?|-\n\s*|-(?:odd[\s-]+)?|–|(?:{after_comma}),\s+"
    none, nobody = alternatives(table["zero"]["not"]), alternatives(table["zero"]["nouns"])
    return _NumberWords(
        runs=re.compile(
            rf"\b(?:an?[\s-]+)?{word}(?:(?:{joint})(?:and[\s-]+|of\s+(?=an?\s+(?:{scale})\b))?(?:an?[\s-]+)?{word})*\b",
            re.IGNORECASE,
        ),
        one_word=re.compile(rf"\d+|\b{word}\b", re.IGNORECASE),
        zero=re.compile(rf"\bno(?!\s+(?:{none})\b)(?=\s+(?:[\w-]+\s+)?(?:{nobody})\b)", re.IGNORECASE),
        small=small,
        scales=scales,
        fractions=table["fractions"],
        ordinals=table["ordinals"],
        phrases=phrases,
        multipliers=multipliers,
        asked=frozenset(words.vague["asked"]),
        share_before=re.compile(rf"(?:^|\s)(?:{alternatives(table['shares']['before'])})\s$"),
        share_after=re.compile(rf"\s+(?:{alternatives(table['shares']['after'])})\b|\s*[,.;:)]|$"),
        never_bare=frozenset(table["bare"]["never"]),
        no_count_after=re.compile(rf"\b(?:{alternatives(words.vague['no_count_after'])})\s$", re.IGNORECASE),
    )


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


def read_number_words(text: str) -> Iterator[Atom]:
    """Read every run of number words of a text, in order, then what counts none: "no casualties"."""
    tables = _tables()
    for match in tables.runs.finditer(text):
        yield from _NumeralRun(match, tables).atoms()
    for match in tables.zero.finditer(text):
        yield Atom(match.start(), match.end(), 0.0, 0.0, "zero")


def find_numerals(text: str) -> Iterator[re.Match[str]]:
    """Find every run of digits and every number word of a text, whether a number or a part of one."""
    return _tables().one_word.finditer(text)


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
        if not (_fits(self.group, small) or (self.scale == _SCORE and small < _SCORE)):
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

    def __init__(self, match: re.Match[str], tables: _NumberWords) -> None:
        self.tables, self.text = tables, match.string
        words = list(re.finditer(r"[^\s,–‑‐-]+", match[0]))
        self.words = [word[0].lower() for word in words]
        self.spans = [(match.start() + word.start(), match.start() + word.end()) for word in words]

    def atoms(self) -> Iterator[Atom]:
        """Read the numbers of the run, in order."""
        readers = (self._read_phrase, self._read_vague, self._read_part, self._read_fraction, self._read_cardinal)
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
        if self.words[at] in self.tables.asked and self.tables.no_count_after.search(before):
            return None  # "as many as", "how many"
        low, high = self.tables.multipliers[tuple(self.words[at : at + count])]
        scale, end = self._read_scales(at + count)
        return self._make_atom(at, end, low * scale, high * scale, "vague", scale)

    def _read_part(self, at: int) -> tuple[Atom, int] | None:
        """Read a part of a scale: half a million, a half-dozen, a quarter of a million, three-quarter million."""
        times, here = self._read_times(at)
        part = self.words[here] if here < len(self.words) else ""
        if part not in self.tables.fractions:
            return None
        of = self.words[here + 1 : here + 2] == ["of"]
        if part in self.tables.ordinals and not of:
            return None  # "the third million"
        here += 1 + of
        here += self.words[here : here + 1] in (["a"], ["an"], ["one"])
        scale, end = self._read_scales(here)
        return (
            self._make_atom(at, end, times * self.tables.fractions[part] * scale, scale=scale) if end > here else None
        )

    def _read_times(self, at: int) -> tuple[float, int]:
        """Return how many of a fraction there are, and where its word is: "a", "three", or nothing before "half"."""
        word = self.words[at] if at < len(self.words) else ""
        if word in ("a", "an"):
            return 1.0, at + 1
        small = self.tables.small.get(word, 20)
        return (small, at + 1) if small < 20 else (1.0, at)

    def _read_fraction(self, at: int) -> tuple[Atom, int] | None:
        """Read half, a third, two-thirds; a bare "third" is an ordinal, a bare "quarter" no number."""
        counted = self.words[at] in ("a", "an") or self.tables.small.get(self.words[at], 20) < 20
        at_part = at + 1 if counted else at
        part = self.words[at_part] if at_part < len(self.words) else ""
        if part not in self.tables.fractions or (not counted and part != "half"):
            return None
        if part in self.tables.ordinals and self.words[at] in ("a", "an") and not self._is_share(at_part):
            return None  # "a fifth month" is an ordinal, "a fifth of the crop" is not
        times = self.tables.small.get(self.words[at], 1.0) if counted else 1.0
        return self._make_atom(at, at_part + 1, times * self.tables.fractions[part], style="fraction")

    def _is_share(self, at: int) -> bool:
        """Return whether "a third" is a share: of something, by so much, or beside another share."""
        before = self.text[max(0, self.spans[at - 1][0] - _BESIDE) : self.spans[at - 1][0]]
        after = self.text[self.spans[at][1] : self.spans[at][1] + _BESIDE]
        return bool(self.tables.share_before.search(before) or self.tables.share_after.match(after))

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
        return self._close_cardinal(at, here, count) if here > start else None

    def _close_cardinal(self, at: int, here: int, count: _Count) -> tuple[Atom, int] | None:
        """Read what may follow a cardinal that ends before word `here`: a point, an "odd", a fraction."""
        if archaic := self._add_tens(here, count.value):
            return self._make_atom(at, here + 2, archaic)
        if here == at + 1 and self.words[at] in self.tables.scales and not self._is_rate(at):
            return self._make_atom(at, here, count.value, style="ambiguous")  # its number was not read
        if self.words[here : here + 1] == ["point"]:
            return self._read_decimal(at, here + 1, count.value)
        if self.words[here : here + 1] == ["odd"]:
            scale, end = self._read_scales(here + 1)
            return self._make_atom(at, end, count.value * scale, style="odd", scale=scale)
        value, here, scale = self._add_part(here, count.value, count.scale)
        return self._make_atom(at, here, value, scale=scale)

    def _add_tens(self, at: int, small: float) -> float | None:
        """Return the number that tens behind "and" make with a digit: "four-and-twenty"."""
        tens = self.tables.small.get(self.words[at + 1], 0.0) if at + 1 < len(self.words) else 0.0
        joined = self.words[at : at + 1] == ["and"] and self._is_hyphenated(at)
        return small + tens if joined and 0 < small < 10 and tens >= 20 else None

    def _is_hyphenated(self, at: int) -> bool:
        return self.text[self.spans[at][1] : self.spans[at][1] + 1] == "-"

    def _is_rate(self, at: int) -> bool:
        """Return whether a bare scale is that of a rate: "48 per thousand"."""
        return self.text[max(0, self.spans[at][0] - 4) : self.spans[at][0]] == "per "

    def _read_decimal(self, at: int, here: int, whole: float) -> tuple[Atom, int] | None:
        """Read the digits behind a point in words: "one point two five million"."""
        digits = ""
        while here < len(self.words) and 0 <= self.tables.small.get(self.words[here], 10) < 10:
            digits += f"{self.tables.small[self.words[here]]:g}"
            here += 1
        if not digits:
            return None
        scale, here = self._read_scales(here)
        return self._make_atom(at, here, float(f"{float(f'{whole:g}.{digits}') * scale:.12g}"), scale=scale)

    def _take(self, count: _Count, at: int, start: int) -> bool:
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

    def _add_part(self, at: int, value: float, scale: float) -> tuple[float, int, float]:
        """Return the number with a fraction behind "and" counted in: of its last unit ("two and a half million")."""
        if self.words[at : at + 1] != ["and"]:
            return value, at, scale
        times, here = self._read_times(at + 1)
        part = self.words[here] if here < len(self.words) else ""
        if here == at + 1 or part not in self.tables.fractions:
            return value, at, scale
        after, end = self._read_scales(here + 1)
        if times * self.tables.fractions[part] >= 1:
            return value, at, scale
        return (value + scale * times * self.tables.fractions[part]) * after, end, scale * after

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
