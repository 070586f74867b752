"""Sentences of a text, with offsets, and the words and numbers in each."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...concurrency import once
from ...language.quantities import Number

_END = re.compile(
    r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\W_a-z])|\n\s*\n|(?<=[.!?…\"”’')\]])\n|\n(?=\s*(?:[-*•#]|\d+\.)\s)"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Gov|Lt|Col|Sgt|Capt|Maj|Sen|Rep|St|Prof|Rev|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|Adm|Cmdr|Brig|Pres|Inc|Ltd|Co|Corp)|\b[a-z]\.[a-z]|[A-Z]\.[A-Z])$"
)
_STARTS = re.compile(r"\s+(?:The|A|An|In|On|At|It|He|She|They|While|But|As|After|When|This|That|There|For|If)\b")
_DATELINE = re.compile(
    r"\s*(?:(?:[A-Z][A-Z\s./'’-]{2,40}(?:,\s(?:\d{1,2}\s)?[A-Z][\w.,\s]{2,30}?)?(?:\s\([^)\n]{2,40}\))?|\([^)\n]{2,40}\))\s*[-–—]"
    r"|[A-Z][A-Z\s./'’-]{2,40}(?:,\s[A-Z][\w.\s]{2,30}?)?:)\s"
)
# Characters. The longest sentence of 2,400 news texts has 1,196; a longer one is a list or a table without full stops,
# and is read in pieces, so that no part of a sentence can be far from any other.
_LONGEST = 4_000
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
        """The words in lower case, one for each word."""
        return [word.lower for word in self.words]

    @property
    def dateline(self) -> str:
        """The dateline before the sentence's own words, empty if there is none."""
        return self.text[: self.body - self.start]


def sentences(text: str, numbers: Sequence[Number]) -> Iterator[Sentence]:
    """The sentences of a text in order, each with its words; a number is one word."""
    starts = [number.start for number in numbers]
    paragraph, quoted, opens = 0, False, True
    for start, end, closes in _spans(text, numbers, starts):
        first = _DATELINE.match(text, start, end) if opens else None
        body = first.end() if first else start
        within = numbers[bisect_left(starts, body) : bisect_left(starts, end)]
        words = tuple(_words(text, body, end, within))
        yield Sentence(start, end, text[start:end], paragraph, body, quoted, words)
        quoted = _open_quote(text[start:end], quoted) and not closes
        paragraph, opens = paragraph + closes, closes


def _spans(text: str, numbers: Sequence[Number], starts: list[int]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each sentence, and whether its paragraph ends with it."""
    start = 0
    for match in _END.finditer(text):
        before = bisect_left(starts, match.start() + 1) - 1
        last = numbers[before] if before >= 0 and numbers[before].end > match.start() else None
        if "\n" not in match[0] and _goes_on(text, match, last):
            continue
        closes = "\n" in text[match.start() : match.end() + 1]
        yield from _pieces(text, start, match.end(), closes, numbers, starts)
        start = match.end()
    yield from _pieces(text, start, len(text), True, numbers, starts)


def _goes_on(text: str, mark: re.Match[str], number: Number | None) -> bool:
    """Whether a full stop belongs to a number or an abbreviation, so that the sentence goes on after it."""
    if number:
        return number.end != mark.end() or not _STARTS.match(text, mark.end())
    return _ABBREVIATED.search(text, max(0, mark.start() - 6), mark.start()) is not None


def _pieces(
    text: str, start: int, end: int, closes: bool, numbers: Sequence[Number], starts: list[int]
) -> Iterator[tuple[int, int, bool]]:
    """A sentence, or one that is too long in pieces, each up to a white space."""
    while end - start > _LONGEST:
        most = start + _LONGEST
        cut = text.rfind(" ", start + 1, most)
        cut = cut if cut > 0 else most
        before = bisect_left(starts, cut) - 1
        if before >= 0 and numbers[before].end > cut:
            cut = min(numbers[before].end, end)
        yield from _trimmed(text, start, cut, False)
        start = cut
    yield from _trimmed(text, start, end, closes)


def _trimmed(text: str, start: int, end: int, closes: bool) -> Iterator[tuple[int, int, bool]]:
    piece = text[start:end]
    if piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(piece.strip()), closes


def _open_quote(text: str, quoted: bool) -> bool:
    """Whether a quotation is still open at the end."""
    for mark in re.findall(r"[\"“”]", text):
        quoted = {"“": True, "”": False}.get(mark, not quoted)
    return quoted


def _words(text: str, start: int, end: int, numbers: Sequence[Number]) -> Iterator[Word]:
    at = start
    for number in numbers:
        yield from _plain(text, at, number.start)
        counts = number.kind in ("quantity", "percent", "money")
        yield Word(number.start, number.end, number.text, "#" if counts else f"<{number.kind}>", number)
        at = number.end
    yield from _plain(text, at, end)


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, max(start, end)):
        yield Word(match.start(), match.end(), match[0], match[0].lower().replace("’", "'"))
