"""Is the quote in the text, and is the number in the quote?

Words may be paraphrased, numbers may not: a quote is looked for exactly, then with case, white
space, quotation marks and dashes folded, then fuzzily with every number masked. In the span found,
the quantity reader must read the figure's number with the figure's bound.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from ..concurrency import once
from ..language.quantities import Limit, Number, read_numbers, unit_named
from ..records.events import ArticleNumbers, UnaccountedNumber
from ..schemas import Bound, Figure, why_no_count
from .folding import Folded
from .likeness import Passages
from .lookalikes import stands_clear
from .paraphrase import ContradictionError, aligned
from .quotes import LONGEST, is_cut, names_what, why_unfit

# Masked quotes of other passages score up to 75 against news text, light paraphrases 80 and more.
_LEAST_LIKENESS = 80.0
# Places of one quote that are tried: as many as one reply may have figures, so that each finds its own. Only in a table
# or a forged text does a quote that names what it counts stand more often.
_MOST_PLACES: Final = 500
_COUNTED = ("quantity", "percent", "money")

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s|\n\s*\n")
_SIDE = 300

# Which limits in the text carry which bound of a figure.
_CARRIED: dict[Bound, tuple[Limit, ...]] = {
    "exactly": ("exactly",),
    "about": ("about", "nearly", "just_over"),
    "at_least": ("at_least",),
    "more_than": ("more_than", "just_over"),
    "at_most": ("at_most",),
    "less_than": ("less_than", "nearly"),
    "between": ("between",),
}


@dataclass(frozen=True)
class GroundedFigure:
    """A figure that is proved.

    Attributes:
        figure: As it was given.
        start: Where the quote begins in the text, in characters.
        end: Where it ends: `quote` is `text[start:end]`.
        quote: The text's own words, which may differ from the figure's in all but numbers.
        number: The number that stands in that span, as the quantity reader reads it.
    """

    figure: Figure
    start: int
    end: int
    quote: str
    number: Number

    @property
    def low(self) -> float:
        """The lowest number that the article's words allow."""
        return self.number.low

    @property
    def high(self) -> float:
        """The highest number that the article's words allow, infinite where they set no end."""
        return self.number.high


@dataclass(frozen=True)
class RejectedFigure:
    """A figure that is not proved.

    Attributes:
        figure: As it was given.
        reason: Why, in one sentence.
    """

    figure: Figure
    reason: str


@dataclass
class GroundedText:
    """A text ready to ground figures in: its numbers are read once, its folded form when first needed."""

    text: str
    _used: Counter[tuple[object, ...]] = field(default_factory=Counter)

    @once
    def numbers(self) -> list[Number]:
        """Every number of the text."""
        return read_numbers(self.text)

    @once
    def _folded(self) -> Folded:
        return Folded(self.text)

    @once
    def _masked(self) -> Folded:
        return Folded(self.text, self.numbers)

    @once
    def _passages(self) -> Passages:
        return Passages(self._masked.text)

    def ground(self, figure: Figure) -> GroundedFigure | RejectedFigure:
        """Prove one figure, or say why it cannot be. Only finding its quote takes longer in a longer text."""
        if reason := why_unfit(figure.quote):
            return RejectedFigure(figure, reason)
        try:
            spans = self._find(figure.quote)
        except ContradictionError as found:
            return RejectedFigure(figure, f"the quote says “{found.quoted}” where the article says “{found.said}”")
        if not spans:
            return RejectedFigure(figure, f"the article does not say “{figure.quote}”")
        reason = ""
        for start, end in self._in_turn(figure, spans):
            proved = self._at(figure, start, end)
            if isinstance(proved, GroundedFigure):
                return proved
            reason = reason or proved
        return RejectedFigure(figure, reason + _beyond(spans))

    def _at(self, figure: Figure, start: int, end: int) -> GroundedFigure | str:
        """The figure proved at a span of the text, or why it is not."""
        touched = self._meeting(start, end)
        within = [number for number in touched if number.kind in _COUNTED]
        clear = [number for number in within if stands_clear(self.text, number)]
        if within and not clear:
            return _unclear(within[0])
        if is_cut(self.text, start, end, within):
            return f"“{figure.quote}” begins or ends inside a word or number of the article: quote whole words"
        found = next((number for number in clear if _says(number, figure)), None)
        if found is None:
            return _why_not(clear, figure)
        if why := why_no_count(figure.measure, found.unit, found.value, found.low):
            return f"“{found.text}” is no count: {why}"
        if not names_what(found, self.text, start, end, touched):
            return f"“{figure.quote}” does not name what is counted: quote the words beside the number too"
        first, last = min(start, found.start), max(end, found.end)
        return GroundedFigure(figure, first, last, self.text[first:last], found)

    def nearest(self, quote: str) -> str:
        """The sentence that is most like a quote, number or not; of a long quote, like its first characters."""
        quote = quote[:LONGEST]
        try:
            spans = self._find(quote)
        except ContradictionError as contradiction:
            spans = [contradiction.span]
        if not spans:
            masked = Folded(quote, read_numbers(quote)).text
            folded = self._masked
            found = (0, len(folded.text)) if len(masked) > len(folded.text) else self._passages.most_like(masked)
            if found is None or found[0] == found[1]:
                return ""
            spans = [folded.span(*found)]
        return sentence_around(self.text, *spans[0])

    def _meeting(self, start: int, end: int) -> list[Number]:
        """The numbers that a span holds or meets; they are in order and apart."""
        first = bisect_right(self.numbers, start, key=lambda number: number.end)
        return self.numbers[first : bisect_left(self.numbers, end, first, key=lambda number: number.start)]

    def _in_turn(self, figure: Figure, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The spans, the one first that this figure's repeated quote has come to."""
        key = (figure.quote, figure.measure, figure.value, figure.upper)
        turn = min(self._used[key], len(spans) - 1)
        self._used[key] += 1
        return spans[turn:] + spans[:turn]

    def _find(self, quote: str) -> list[tuple[int, int]]:
        """Where the quote stands: every exact place, else every folded one, else the likeliest one.

        Of more places than are tried, the first. Raises ContradictionError.
        """
        wanted = quote.strip()
        if not wanted:
            return []
        if spans := list(_occurrences(self.text, wanted)):
            return spans
        folded = Folded(wanted).text
        if spans := [self._folded.span(start, end) for start, end in _occurrences(self._folded.text, folded)]:
            return spans
        masked = Folded(wanted, read_numbers(wanted)).text
        found = self._passages.most_like(masked, _LEAST_LIKENESS)
        if found is None:
            return []
        words = aligned(masked, self._masked.text, *found)
        span = self._masked.span(words.start, words.end)
        if words.instead:
            raise ContradictionError(*words.instead, span)
        return [span]


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, or sentences, that a span stands in; at most some 300 characters to each side."""
    first, last = sentence_span(text, start, end)
    return text[first:last]


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of `sentence_around` begins and ends."""
    before = max((match.end() for match in _SENTENCE_END.finditer(text, max(0, start - _SIDE), start)), default=None)
    after = _SENTENCE_END.search(text, end, end + _SIDE)
    first = before if before is not None else max(0, start - _SIDE)
    piece = text[first : after.start() + 1 if after else end + _SIDE]
    first += len(piece) - len(piece.lstrip())
    return first, first + len(piece.strip())


def ground(text: str, figures: Iterable[Figure]) -> tuple[list[GroundedFigure], list[RejectedFigure]]:
    """Prove each figure against the text: is its quote there, and does it hold the number, bound and unit?

    Args:
        text: An article's text. Offsets count its characters (code points).
        figures: What somebody says that it says.

    Returns:
        The grounded figures, and the rejected ones with their reasons, each in the order given. Nothing is raised.
    """
    grounded_text = GroundedText(text)
    grounded: list[GroundedFigure] = []
    rejected: list[RejectedFigure] = []
    for figure in figures:
        match grounded_text.ground(figure):
            case GroundedFigure() as proved:
                grounded.append(proved)
            case failed:
                rejected.append(failed)
    return grounded, rejected


def account(
    numbers: Sequence[Number], claimed: Iterable[Number], reasons: Mapping[int, str] | None = None
) -> ArticleNumbers:
    """Account for every number of a text, given those that grounded figures claim.

    `reasons` is what a second pass said of numbers that no figure claims, by the number's offset.
    """
    taken = {number.start: number for number in claimed}
    dismissed: Counter[str] = Counter()
    unaccounted: list[UnaccountedNumber] = []
    for number in numbers:
        if taken.get(number.start) == number:
            continue
        rule = dismissal(number)
        if rule:
            dismissed[rule] += 1
        else:
            why = (reasons or {}).get(number.start)
            unaccounted.append(UnaccountedNumber(start=number.start, end=number.end, text=number.text, why=why))
    return ArticleNumbers(
        total=len(numbers),
        claimed=len(numbers) - dismissed.total() - len(unaccounted),
        dismissed=dismissed.total(),
        dismissed_by=dict(dismissed),
        unaccounted=tuple(unaccounted),
    )


def dismissal(number: Number) -> str | None:
    """The rule by which a number tells nothing of an event's size; None if it may."""
    if number.kind in ("date", "time", "age", "ordinal", "designator"):
        return number.kind
    if number.value == 0 and not any(character.isdigit() for character in number.text):
        return "none said"  # "nothing", "nobody": a word before it is a count
    if number.unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade"):
        return "duration"
    if number.unit in ("mm", "cm", "metre", "km", "mile", "foot"):
        return "length"
    return None


def _says(number: Number, figure: Figure) -> bool:
    """Whether the number in the text is the figure's: the same value and unit, under the same bound."""
    if not _same_unit(number, figure):
        return False
    if figure.value is None:
        return number.limit == "vague"
    if figure.bound == "between":
        return number.limit == "between" and _equal(number.low, figure.value) and _equal(number.high, figure.upper)
    if number.limit == "vague":  # "a couple" is exactly two; "dozens" is no number
        return figure.bound in ("exactly", "about") and number.low == number.high == figure.value
    return _equal(number.value, figure.value) and number.limit in _CARRIED[figure.bound]


def _same_unit(number: Number, figure: Figure) -> bool:
    """A unit that the reader does not know ("magnitude") says no more than none."""
    return number.unit == (unit_named(figure.unit) if figure.unit else None)


def _equal(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def _why_not(numbers: list[Number], figure: Figure) -> str:
    said = ", ".join(f"“{number.text}”" for number in numbers)
    if not numbers:
        return f"no number stands in “{figure.quote}”"
    if figure.value is None:
        return f"the reply gives a vague count, the article says {said}"
    same = [number for number in numbers if _equal(number.value, figure.value)]
    if same and not any(_same_unit(number, figure) for number in same):
        units = ", ".join(number.unit or "a count" for number in same)
        return f"the reply says {_words(figure)} in {figure.unit or 'a count'}, the article says {said}: {units}"
    if same:
        return f"the reply says {_words(figure)}, the article says {said}"
    return f"the reply says {_words(figure)}, but in “{figure.quote}” the article says {said}"


def _unclear(number: Number) -> str:
    return f"“{number.text}” stands beside characters that may be a part of it"


def _words(figure: Figure) -> str:
    value = f"{figure.value:g}" if figure.value is not None else "?"
    return f"{figure.bound.replace('_', ' ')} {value}" + (f" and {figure.upper:g}" if figure.upper is not None else "")


def _beyond(spans: Sequence[object]) -> str:
    """What is said where not all places of a quote were tried."""
    return f" (tried at the first {_MOST_PLACES} places where the quote stands)" if len(spans) == _MOST_PLACES else ""


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """The first places of a passage."""
    return islice(_places(text, wanted), _MOST_PLACES)


def _places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)
