"""Sentences of a text: where each begins and ends."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from .lexicon import lexicon, table
from .quantities import Number

_END: Final = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s+(?:[\"“‘'(\[]*[^\W_a-z]|!\[))"  # "![" begins an image in Markdown
    r"|\n\s*\n|(?<=[.!?…\"”’')\]])\n|\n(?=\s*(?:[-*•#]|\d+\.)\s)"
)
# Characters. The longest sentence of 2,400 news texts has 1,196; a longer one is a list or a table without full stops,
# and is read in pieces, so that no part of a sentence can be far from any other.
_LONGEST: Final = 1_500
_SIDE: Final = 300  # characters to each side of a span in which its sentence may begin and end
_LONGEST_ABBREVIATION: Final = 6


class SentenceSpan(NamedTuple):
    """The offsets of a sentence, and whether its paragraph ends with it."""

    start: int
    end: int
    closes: bool


def split_sentences(text: str, numbers: Sequence[Number]) -> Iterator[SentenceSpan]:
    """Split a text into its sentences, in order, without the white space between them; `numbers` are all of the text's.

    One that is too long comes in pieces.
    """
    starts = [number.start for number in numbers]
    start = 0
    for match in _END.finditer(text):
        before = bisect_left(starts, match.start() + 1) - 1
        last = numbers[before] if before >= 0 and numbers[before].end > match.start() else None
        if "\n" not in match[0] and _goes_on(text, match, last):
            continue
        closes = "\n" in text[match.start() : match.end() + 1]
        yield from _cut_pieces(text, start, match.end(), closes, numbers, starts)
        start = match.end()
    yield from _cut_pieces(text, start, len(text), True, numbers, starts)


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Find where the sentences begin and end that a span stands in; at most some 300 characters to each side."""
    least, most = max(0, start - _SIDE), min(len(text), end + _SIDE)
    before = [match.end() for match in _find_ends(text, least, start)]
    after = next(_find_ends(text, end, most), None)
    first, last = before[-1] if before else least, after.end() if after else most
    piece = text[first:last]
    first += len(piece) - len(piece.lstrip())
    return first, first + len(piece.strip())


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the words of `sentence_span`."""
    first, last = sentence_span(text, start, end)
    return text[first:last]


def _find_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the ends of sentences that begin between two offsets."""
    for match in _END.finditer(text, start, min(len(text), end + _SIDE)):
        if match.start() >= end:
            return
        if "\n" in match[0] or not _goes_on(text, match, None):
            yield match


def _goes_on(text: str, mark: re.Match[str], number: Number | None) -> bool:
    """Return whether a full stop belongs to a number or an abbreviation, so that the sentence goes on after it."""
    if number:
        return number.end != mark.end() or not _starters().match(text, mark.end())
    return _abbreviation().search(text, max(0, mark.start() - _LONGEST_ABBREVIATION), mark.start()) is not None


@cache
def _starters() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(table('sentences')['starters'])})\b")


@cache
def _abbreviation() -> re.Pattern[str]:
    short = "|".join((*table("sentences")["abbreviations"], *lexicon().calendar["short_months"]))
    return re.compile(rf"(?:\b(?:[A-Z]|{short})|\b[a-z]\.[a-z]|[A-Z]\.[A-Z])$")


def _cut_pieces(
    text: str, start: int, end: int, closes: bool, numbers: Sequence[Number], starts: list[int]
) -> Iterator[SentenceSpan]:
    """Yield a sentence, or one that is too long in pieces, each up to a white space."""
    while end - start > _LONGEST:
        most = start + _LONGEST
        cut = text.rfind(" ", start + 1, most)
        cut = cut if cut > 0 else most
        before = bisect_left(starts, cut) - 1
        if before >= 0 and numbers[before].end > cut:
            cut = min(numbers[before].end, end)
        yield from _trim(text, start, cut, False)
        start = cut
    yield from _trim(text, start, end, closes)


def _trim(text: str, start: int, end: int, closes: bool) -> Iterator[SentenceSpan]:
    piece = text[start:end]
    if piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        yield SentenceSpan(first, first + len(piece.strip()), closes)
