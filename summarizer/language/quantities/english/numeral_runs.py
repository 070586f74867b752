"""Runs of number words in a text, and the tables by which they are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...lexicon import alternatives, lexicon
from .atoms import Atom, Style
from .digits import scale_words

Phrase = tuple[str, ...]
AtomAndEnd = tuple[Atom, int]
_LONGEST_PHRASE = 4  # words
_LEAD = 16  # characters before a word that can change what it means


@dataclass(frozen=True)
class NumberWords:
    """The number words of the lexicon. Phrases are tuples of words, with their lowest and highest number."""

    runs: re.Pattern[str]
    never_alone: frozenset[str]
    one_word: re.Pattern[str]
    zero: re.Pattern[str]
    small: dict[str, float]
    scales: dict[str, float]
    fractions: dict[str, float]
    ordinals: dict[str, float]
    phrases: dict[Phrase, tuple[float, float, Style]]
    multipliers: dict[Phrase, tuple[float, float]]
    before_scales: frozenset[Phrase]
    openers: frozenset[str]
    parts: dict[str, tuple[int, int]]
    widths: dict[str, float]
    figures: frozenset[str]
    figures_after: re.Pattern[str]
    by_the: re.Pattern[str]
    asked: frozenset[str]
    no_count_after: re.Pattern[str]
    share_before: re.Pattern[str]
    share_after: re.Pattern[str]
    mere: re.Pattern[str]
    every: re.Pattern[str]
    times: re.Pattern[str]
    quarters_after: re.Pattern[str]
    never_bare: frozenset[str]
    times_words: dict[str, float]
    limiting: re.Pattern[str]
    multiplied: re.Pattern[str]
    multiplying: re.Pattern[str]
    sure_parts: frozenset[str]


@cache
def number_words() -> NumberWords:
    """Return the tables of English number words."""
    words = lexicon()
    table, vague = words.numerals, words.vague
    small, scales = {**table["units"], **table["tens"]}, scale_words()
    multipliers = {_split(p): (row["low"], row["high"]) for row in vague["multiplier"] for p in row["phrases"]}
    phrases: dict[Phrase, tuple[float, float, Style]] = {
        **{_split(p): (row["low"], row["high"], "vague") for row in vague["word"] for p in row["phrases"]},
        **{_split(word): (value, value, "cardinal") for word, value in table["counts"].items()},
        **{_split(word): (value, value, "fraction") for word, value in table["multiples"].items()},
        **{_split(word): (0.0, 0.0, "zero") for word in table["zero"]["words"]},
    }
    fractions = {**_ordinal_parts(table["ordinals"]), **table["fractions"]}
    singles = {
        *small,
        *scales,
        *fractions,
        *table["ordinals"],
        *vague["parts"],
        *vague["widths"],
        *vague["figures"],
    } | {*table["times"]}
    word = rf"(?:{alternatives({' '.join(p) for p in (*phrases, *multipliers)} | singles | {*vague['openers']})})"
    scale = alternatives(scales)
    after_comma = "|".join(rf"(?<={large})" for large in table["large"])
    joint = rf"\s+(?:point\s+)?|-\n\s*|-(?:odd[\s-]+)?|–|(?:{after_comma}),\s+"
    none, nobody = alternatives(table["zero"]["not"]), alternatives(table["zero"]["nouns"])
    shares = table["shares"]
    return NumberWords(
        runs=re.compile(
            rf"\b(?:an?[\s-]+)?{word}(?:(?:{joint})"
            rf"(?:and[\s-]+|of\s+(?=(?:an?|one)\s+(?:{scale})\b))?(?:an?[\s-]+)?{word})*\b",
            re.IGNORECASE,
        ),
        never_alone=frozenset((*vague["parts"], *vague["widths"], *vague["figures"])),
        one_word=re.compile(rf"\d+|\b{word}\b", re.IGNORECASE),
        zero=re.compile(
            rf"\b(?=no)(?:no(?!\s+(?:{none})\b)(?=\s+(?:[\w-]+\s+)?(?:{nobody})\b)"
            rf"|{alternatives(table['zero']['nothing'])}\b(?!\s+(?:{alternatives(table['zero']['bounded'])})\b))",
            re.IGNORECASE,
        ),
        small=small,
        scales=scales,
        fractions=fractions,
        ordinals=table["ordinals"],
        phrases=phrases,
        multipliers=multipliers,
        before_scales=frozenset(map(_split, vague["before_scales"])),
        openers=frozenset(vague["openers"]),
        parts={name: (low, high) for name, (low, high) in vague["parts"].items()},
        widths={**table["units"], **vague["widths"]},
        figures=frozenset(vague["figures"]),
        figures_after=_ending(vague["figures_after"]),
        by_the=_ending(vague["by_the"]),
        asked=frozenset(vague["asked"]),
        no_count_after=_ending(vague["no_count_after"]),
        share_before=_ending(shares["before"]),
        share_after=re.compile(rf"\s+(?:{alternatives(shares['after'])})\b|\s*[,.;:)]|$"),
        mere=re.compile(rf"\ba\s(?:{alternatives(shares['mere'])})\s$", re.IGNORECASE),
        every=_ending(shares["every"]),
        times=re.compile(rf"\s+(?:{alternatives(shares['times'])})\b|(?!\s+[a-z])"),
        quarters_after=_ending(shares["quarters_after"]),
        never_bare=frozenset(table["bare"]["never"]),
        times_words=table["times"],
        limiting=_ending([phrase for phrases in words.bounds["before"].values() for phrase in phrases]),
        multiplied=re.compile(rf"\s+(?:{alternatives(table['multiplied'])})\b"),
        multiplying=_ending(table["multiplying"]),
        sure_parts=frozenset(shares["sure"]),
    )


def _split(phrase: str) -> Phrase:
    return tuple(phrase.split())


def _ending(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern for what stands right before a word."""
    return re.compile(rf"(?:^|\b)(?:{alternatives(phrases)})\s$", re.IGNORECASE)


def _ordinal_parts(ordinals: Mapping[str, float]) -> dict[str, float]:
    """Return what the parts are that ordinals name: "a fifth", "two sevenths"."""
    named = {word: 1 / rank for word, rank in ordinals.items() if rank > 2}
    return named | {f"{word}s": part for word, part in named.items()}


class NumeralRun:
    """One run of number words, which is read from left to right; it may hold several numbers."""

    def __init__(self, match: re.Match[str], tables: NumberWords) -> None:
        """`match` is one of the tables' `runs`."""
        self.tables, self.text = tables, match.string
        words = list(re.finditer(r"[^\s,–‑‐-]+", match[0]))
        self.words = [word[0].lower() for word in words]
        self.spans = [(match.start() + word.start(), match.start() + word.end()) for word in words]

    def word(self, at: int) -> str:
        """Return the word at a place of the run; none behind its end."""
        return self.words[at] if at < len(self.words) else ""

    def lead(self, at: int) -> str:
        """Return what stands before a word."""
        return self.text[max(0, self.spans[at][0] - _LEAD) : self.spans[at][0]]

    def after(self, at: int, most: int = _LEAD) -> str:
        """Return what stands behind a word."""
        return self.text[self.spans[at][1] : self.spans[at][1] + most]

    def is_hyphenated(self, at: int) -> bool:
        """Return whether a hyphen stands behind a word."""
        return self.after(at, 1) == "-"

    def make_atom(
        self, at: int, end: int, low: float, high: float | None = None, style: Style = "cardinal", scale: float = 1.0
    ) -> AtomAndEnd:
        """Make the atom of the words from `at` to before `end`."""
        high = low if high is None else high
        return Atom(self.spans[at][0], self.spans[end - 1][1], low, high, style, scale), end

    def count_longest(self, at: int, phrases: Mapping[Phrase, Any]) -> int:
        """Count the words from `at` that are the longest of some phrases; 0 if none is."""
        most = min(_LONGEST_PHRASE, len(self.words) - at)
        return max((n for n in range(1, most + 1) if tuple(self.words[at : at + n]) in phrases), default=0)

    def read_scales(self, at: int) -> tuple[float, int]:
        """Return the product of the scale words from `at`, and where they end."""
        scale = 1.0
        while self.word(at) in self.tables.scales:
            scale *= self.tables.scales[self.words[at]]
            at += 1
        return scale, at
