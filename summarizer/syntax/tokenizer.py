"""Tokenizer: splits a text into sentences, each with its words and numbers and their offsets."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..concurrency import once
from ..language.quantities import Number
from ..language.sentences import split_sentences

_DATELINE = re.compile(
    r"\s*(?:(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ\s./'’-]{2,40}(?:,\s(?:\d{1,2}\s)?[A-Z][\w.,\s]{1,30}?)?(?:\s\([^)\n]{2,40}\))?|\([^)\n]{2,40}\)"
    r"|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}(?:,\s[A-Z][\w.]+)?\s\([A-Z]{2}[^)\n]{0,20}\))\s*(?:[-–—]{1,2}|>>)"
    r"|[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ\s./'’-]{2,40}(?:,\s[A-Z][\w.\s]{2,30}?)?:)\s"
)
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, mark or number of a sentence: `lower` is "#" for a number that counts something."""

    start: int
    end: int
    text: str
    lower: str
    number: Number | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a number that counts something."""
        return self.lower == "#"


@dataclass(frozen=True)
class Sentence:
    """One sentence: `text` is `article[start:end]`; `paragraph` counts from 0; `body` starts after a dateline."""

    start: int
    end: int
    text: str
    paragraph: int
    body: int
    quoted: bool
    words: tuple[Word, ...]

    @once
    def lowers(self) -> list[str]:
        """Its words in lower case, one for each."""
        return [word.lower for word in self.words]

    @property
    def dateline(self) -> str:
        """The dateline before its own words, empty if there is none."""
        return self.text[: self.body - self.start]


def tokenize_sentences(text: str, numbers: Sequence[Number]) -> Iterator[Sentence]:
    """Split a text into sentences, in order, with their words; each of `numbers`, all of the text's, is one word."""
    starts = [number.start for number in numbers]
    paragraph, quoted, opens = 0, False, True
    for start, end, closes in split_sentences(text, numbers):
        first = _DATELINE.match(text, start, end) if opens else None
        body = first.end() if first else start
        within = numbers[bisect_left(starts, body) : bisect_left(starts, end)]
        words = tuple(_tokenize(text, body, end, within))
        yield Sentence(start, end, text[start:end], paragraph, body, quoted, words)
        quoted = _open_quote(text[start:end], quoted) and not closes
        paragraph, opens = paragraph + closes, closes


def _open_quote(text: str, quoted: bool) -> bool:
    """Return whether a quotation is still open at the end."""
    for mark in re.findall(r"[\"“”]", text):
        quoted = {"“": True, "”": False}.get(mark, not quoted)
    return quoted


def _tokenize(text: str, start: int, end: int, numbers: Sequence[Number]) -> Iterator[Word]:
    at = start
    for number in numbers:
        yield from _split_words(text, at, number.start)
        counts = number.kind in ("quantity", "percent", "money")
        yield Word(number.start, number.end, number.text, "#" if counts else f"<{number.kind}>", number)
        at = number.end
    yield from _split_words(text, at, end)


def _split_words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, max(start, end)):
        yield Word(match.start(), match.end(), match[0], match[0].lower().replace("’", "'"))
