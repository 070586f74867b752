"""Is the quote in the text, and is the number in the quote?

Words may be paraphrased, numbers may not: a quote is looked for exactly, then with case, white
space, quotation marks and dashes folded, then fuzzily with every number masked. In the span found,
the quantity reader must read the figure's number with the figure's bound.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from .folding import Folded
from .lookalikes import stands_clear
from .quantities import Limit, Number, read_numbers, unit_named
from .schemas import Bound, Figure

# Masked quotes of other passages score up to 75 against news text, light paraphrases 80 and more.
_LEAST_LIKENESS = 80.0
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

    @cached_property
    def numbers(self) -> list[Number]:
        """Every number of the text."""
        return read_numbers(self.text)

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.text)

    @cached_property
    def _masked(self) -> Folded:
        return Folded(self.text, self.numbers)

    def ground(self, figure: Figure) -> GroundedFigure | RejectedFigure:
        """Prove one figure, or say why it cannot be."""
        spans = self._find(figure.quote)
        if not spans:
            return RejectedFigure(figure, f"the article does not say “{figure.quote}”")
        reasons = []
        for start, end in self._in_turn(figure, spans):
            within = [n for n in self.numbers if n.start < end and start < n.end and n.kind in _COUNTED]
            clear = [number for number in within if stands_clear(self.text, number)]
            for number in clear:
                if _says(number, figure):
                    first, last = min(start, number.start), max(end, number.end)
                    return GroundedFigure(figure, first, last, self.text[first:last], number)
            reasons.append(_why_not(clear, figure) if clear or not within else _unclear(within[0]))
        return RejectedFigure(figure, reasons[0])

    def nearest(self, quote: str) -> str:
        """The sentence that is most like a quote, number or not."""
        spans = self._find(quote)
        if not spans:
            masked = Folded(quote, read_numbers(quote)).text
            found = fuzz.partial_ratio_alignment(masked, self._masked.text)
            if found is None or found.dest_start == found.dest_end:
                return ""
            spans = [self._masked.span(found.dest_start, found.dest_end)]
        return sentence_around(self.text, *spans[0])

    def _in_turn(self, figure: Figure, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The spans, the one first that this figure's repeated quote has come to."""
        key = (figure.quote, figure.measure, figure.value, figure.upper)
        turn = min(self._used[key], len(spans) - 1)
        self._used[key] += 1
        return spans[turn:] + spans[:turn]

    def _find(self, quote: str) -> list[tuple[int, int]]:
        """Where the quote stands: every exact place, else every folded one, else the likeliest one."""
        wanted = quote.strip()
        if not wanted:
            return []
        if spans := list(_occurrences(self.text, wanted)):
            return spans
        folded = Folded(wanted).text
        if spans := [self._folded.span(start, end) for start, end in _occurrences(self._folded.text, folded)]:
            return spans
        masked = Folded(wanted, read_numbers(wanted)).text
        found = fuzz.partial_ratio_alignment(masked, self._masked.text, score_cutoff=_LEAST_LIKENESS)
        if found is None or len(masked) > len(self._masked.text):
            return []
        return [self._masked.span(*_ends(masked, self._masked.text, found.dest_start, found.dest_end))]


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


def _ends(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Where the quote's first and last words really stand near a window of its length.

    A paraphrase is longer or shorter than what it repeats, so the window's ends are off by that
    much. The ends are the outermost words that both have in common, in order.
    """
    slack = len(quote) // 4
    ours = re.findall(r"\S+", quote)
    theirs = list(re.finditer(r"\S+", text[max(0, start - slack) : end + slack]))
    same = [block for block in Indel.opcodes(ours, [word[0] for word in theirs]) if block.tag == "equal"]
    if not same:
        return start, end
    first = max(0, start - slack)
    return first + theirs[same[0].dest_start].start(), first + theirs[same[-1].dest_end - 1].end()


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


@dataclass(frozen=True)
class Accounting:
    """What became of each number of a text: total = claimed + dismissed + unaccounted.

    `dismissed` counts by rule; `unaccounted` are the numbers that no figure claims and no rule dismisses.
    `reasons` holds what a second look said of some of these, by the number's offset.
    """

    total: int
    claimed: int
    dismissed: dict[str, int]
    unaccounted: tuple[Number, ...]
    reasons: Mapping[int, str] = field(default_factory=dict)


def account(numbers: Sequence[Number], claimed: Iterable[Number]) -> Accounting:
    """Account for every number of a text, given those that grounded figures claim."""
    taken = set(claimed)
    dismissed: Counter[str] = Counter()
    unaccounted = []
    for number in numbers:
        if number in taken:
            continue
        rule = dismissal(number)
        if rule:
            dismissed[rule] += 1
        else:
            unaccounted.append(number)
    return Accounting(len(numbers), len(taken & set(numbers)), dict(dismissed), tuple(unaccounted))


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


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)
