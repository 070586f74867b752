"""Passages of a text in another language than its own: what somebody is quoted with, or a line in another script."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .detection import detect_language
from .quantities import Number, read_numbers

_QUOTED: Final = re.compile(r"“[^“”]{20,}”|«[^«»]{20,}»|„[^„“”]{20,}[“”]|\"[^\"\n]{20,}\"|「[^「」]{8,}」")
_LEAST: Final = 40  # characters of a paragraph that may be in a language of its own


def find_passages(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Find the passages of a text that are surely in another language than the text, in order and apart.

    Quotations and paragraphs are looked at; each comes as its start, its end and its language.
    """
    done = 0
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        if len(match[0]) >= _LEAST and (other := _other_language(match[0], language)):
            yield start, end, other
            done = end
            continue
        for quoted in _QUOTED.finditer(text, max(start, done), end):
            if other := _other_language(quoted[0], language):
                yield quoted.start(), quoted.end(), other


def _other_language(passage: str, language: str) -> str | None:
    """Return the language of a passage if it is sure, and another one than that."""
    found = detect_language(passage, headline=False)
    return found if found != language else None


def read_passages(text: str, language: str) -> list[Number]:
    """Read the numbers of a text, each passage in its own language; the passages apart, all in the text's."""
    numbers: list[Number] = []
    rest, foreign = [], []
    at = 0
    for start, end, other in find_passages(text, language):
        rest += [text[at:start], re.sub(r"[^\n]", "\ue000", text[start:end])]
        foreign.append((start, text[start:end], other))
        at = end
    numbers = read_numbers("".join([*rest, text[at:]]) if foreign else text, language)
    for start, passage, other in foreign:
        numbers += [_shift(number, start) for number in read_numbers(passage, other)]
    return sorted(numbers, key=lambda number: number.start) if foreign else numbers


def _shift(number: Number, by: int) -> Number:
    return replace(number, start=number.start + by, end=number.end + by)
