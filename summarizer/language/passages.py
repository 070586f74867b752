"""Passages of a text in another language than its own: what somebody is quoted with, or a line in another script."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .detection import ENGLISH, detect_language
from .quantities import Number, is_latin, languages, read_numbers
from .short_passages import RUN, detect_short

_QUOTED: Final = re.compile(r"“[^“”]{5,}”|«[^«»]{5,}»|„[^„“”]{5,}[“”]|\"[^\"\n]{5,}\"|「[^「」]{5,}」")
_LONG: Final = 22  # characters of a quotation, with its marks, whose language the detector may tell
_LONG_UNSPACED: Final = 10  # in Japanese
_LATIN: Final = 0x24F  # the last letter of Latin Extended-B
_SOME: Final = 0.2  # of the letters
_LEAST: Final = 40  # characters of a paragraph that may be in a language of its own


def find_passages(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Find the passages of a text that are surely in another language than the text, in order and apart.

    Quotations and paragraphs are looked at; each comes as its start, its end and its language.
    """
    done = 0
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        other = _other_language(match[0], language) if len(match[0]) >= _LEAST else None
        if other and not _mixes_scripts(match[0]):
            yield start, end, other
            done = end
            continue
        at = max(start, done)
        for quoted in _QUOTED.finditer(text, at, end):
            if spoken := _language_of_quotation(quoted[0], language):
                yield from _find_runs(text, at, quoted.start(), language)
                yield quoted.start(), quoted.end(), spoken
                at = quoted.end()
        yield from _find_runs(text, at, end, language)


def _mixes_scripts(line: str) -> bool:
    """Test whether a line has Latin letters and many of another script, so that only a part is in another language."""
    letters = [letter for letter in line if letter.isalpha()]
    others = sum(ord(letter) > _LATIN for letter in letters)
    return _SOME * len(letters) < others < (1 - _SOME) * len(letters)


def _language_of_quotation(quoted: str, language: str) -> str | None:
    long = len(quoted) >= _LONG or (quoted[0] == "「" and len(quoted) >= _LONG_UNSPACED)
    other = _other_language(quoted, language) if long else None
    return other or detect_short(quoted, language)


def _find_runs(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int, str]]:
    """Find the runs of Latin letters in a text of another script that are English."""
    if language == ENGLISH or language not in languages() or is_latin(language):
        return
    for run in RUN.finditer(text, start, end):
        if detect_short(run[0], language):
            yield run.start(), run.end(), ENGLISH


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
