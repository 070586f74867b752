"""Patterns of what holds a number that is not certain: none of its pieces is one."""

from collections.abc import Iterator

from ...lexicon import Lexicon, alternatives
from .pattern_marks import AT_DIGITS, needing


def unread_patterns(words: Lexicon) -> Iterator[str]:
    """Yield the patterns, those of numbers of another number among them: "half as many again"."""
    numerals = words.numerals
    scales = alternatives([*numerals["scales"], *numerals["abbreviated"], *numerals["suffixes"]])
    metric = alternatives(words.units["after_comma"])
    yield AT_DIGITS + r"(?<![\w.,])\d{1,3},\s?\n\s?\d{3}(?!\d)|(?<![\w.,])\d{1,3},\d{1,2}\n\d{1,2}(?!\d)"
    yield rf"{AT_DIGITS}(?<![\w.,])\d+,\d{{1,2}}(?![\d,])(?![\s-]?(?i:{scales})(?!\w)|\s?%|\s?(?:{metric})(?!\w))"
    measured = rf"\d\d+/\d\d+\s?(?:{alternatives(words.units['slashed'])})\b"
    part = r"(?:1/[2-5]|2/3|3/[45])\s[a-z]"
    yield rf"{AT_DIGITS}(?<![\w/.])(?<!\d\s)(?!{measured}|{part})\d+/\d+(?![\w/])(?!\sof\b|\s(?:{scales})\b)"
    figures = words.vague["figures"]
    yield rf"{needing(figures)}\b\d+[\s-](?:{alternatives(figures)})\b"
    yield AT_DIGITS + r"(?<![\w.,])10[⁰¹²³⁴-⁹]+|\d+(?:\.\d+)?\s?[x×]\s?10\s?\^?-?\d+"
    yield AT_DIGITS + r"(?<![\w.,])\d+\.{2,3}\d+|(?<![\w.,])\d{1,3}(?:\t| {2,3})\d{3}(?![\d.,])"
