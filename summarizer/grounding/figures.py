"""Grounding of figures: a quote is proved against the article's text, and a figure against the number in its quote.

Words may be paraphrased, numbers may not. A quote is searched for exactly, then with case, white space, quotation marks
and dashes folded, then by likeness with every number masked. In the matching span, the quantity reader must read the
figure's number, under the figure's bound.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from ..concurrency import once
from ..language.detection import ENGLISH, detect_language, language_name
from ..language.passages import read_passages
from ..language.quantities import Number, interval, is_denied, languages, read_numbers
from ..language.sentences import sentence_around
from ..records.events import QuoteMatch
from ..schemas import Figure, why_no_count
from .agreement import explain_mismatch, states
from .claims import ClaimProof, ClaimText
from .confusables import stands_clear
from .folding import Folded
from .implicit import OF_PEOPLE, find_implicit
from .likeness import LEAST_LIKENESS, Passages
from .negations import OF_DEEDS, is_replaced, is_word_for_nobody
from .one_person import find_one_person
from .paraphrase import ContradictionError, align, is_respelt
from .quotes import LONGEST, explain_unfit, is_cut, names_what

# Spans of one quote that are tried: as many as one reply may have figures, so that each finds its own. Only in a table
# or a forged text does a quote that names what it counts stand more often.
_MOST_SPANS: Final = 500
_COUNTED = ("quantity", "percent", "money")


class _Located(NamedTuple):
    """The spans where a quote stands in a text, in order, and how they match it."""

    match: QuoteMatch
    spans: list[tuple[int, int]]


@dataclass(frozen=True)
class GroundedFigure:
    """A proved figure.

    Attributes:
        figure: The figure as it was given.
        start: Where the quote begins in the text, in characters.
        end: Where it ends: `quote` is `text[start:end]`.
        quote: The text's own words, which may differ from the figure's in all but numbers.
        number: The number in that span, as the quantity reader reads it.
        match: How the figure's quote was matched: `exact`, character for character; `folded`, but for case, white
            space, quotation marks and dashes; `fuzzy`, by likeness, as a paraphrase.
        implicit: Whether the number is a noun phrase or a name, without a numeral.
        proof: What the article's words say of the other parts of the claim.
    """

    figure: Figure
    start: int
    end: int
    quote: str
    number: Number
    match: QuoteMatch = "exact"
    implicit: bool = False
    proof: ClaimProof | None = None

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
        figure: The figure as it was given.
        reason: Why it is not proved, in one sentence.
    """

    figure: Figure
    reason: str


@dataclass
class GroundedText:
    """A text that figures are grounded in: its numbers are read once, its folded form when first needed.

    `said` is the language that whoever gave the text says it is in.
    """

    text: str
    said: str | None = None
    _used: Counter[tuple[object, ...]] = field(default_factory=Counter)
    _proofs: dict[tuple[Figure, int, tuple[date, ...]], ClaimProof] = field(default_factory=dict)

    @once
    def language(self) -> str:
        """The language of the text by its code: English where none is sure."""
        return self.said or detect_language(self.text) or ENGLISH

    @once
    def numbers(self) -> list[Number]:
        """Every number of the text, each passage read in its own language."""
        return read_passages(self.text, self.language)

    @once
    def _folded(self) -> Folded:
        return Folded(self.text)

    @once
    def _masked(self) -> Folded:
        return Folded(self.text, self.numbers)

    @once
    def _passages(self) -> Passages:
        return Passages(self._masked.text)

    @once
    def _claims(self) -> ClaimText:
        return ClaimText(self.text, self.numbers)

    def ground(self, figure: Figure, days: Sequence[date] = ()) -> GroundedFigure | RejectedFigure:
        """Prove one figure, or say why it cannot be. Only the search for its quote takes longer in a longer text.

        `days` are those of its event: a year among them is no bygone one.
        """
        if reason := explain_unfit(figure.quote):
            return RejectedFigure(figure, reason)
        try:
            match, spans = self._locate(figure.quote)
        except ContradictionError as error:
            return RejectedFigure(figure, f"the quote says “{error.quoted}” where the article says “{error.said}”")
        if not spans:
            return RejectedFigure(figure, f"the article does not say “{figure.quote}”")
        reason = ""
        for start, end in self._rotate(figure, spans):
            proved = self._prove_at(figure, start, end, match)
            if isinstance(proved, GroundedFigure):
                if self.language != ENGLISH:
                    return replace(proved, proof=ClaimProof.of_words(figure, self.says))
                proof = self._prove_claim(figure, proved.number, days)
                if proof.contradiction is None:
                    return replace(proved, proof=proof)
                proved = proof.contradiction
            reason = reason or proved
        if self.language not in languages():
            reason += f" (numbers are not yet read in {language_name(self.language)}, but for digits that are certain)"
        if len(spans) == _MOST_SPANS:
            reason += f" (tried at the first {_MOST_SPANS} places where the quote stands)"
        return RejectedFigure(figure, reason)

    def _prove_claim(self, figure: Figure, number: Number, days: Sequence[date]) -> ClaimProof:
        """Prove a claim at a number, once: a reply may repeat a figure as often as an article its words."""
        key = figure, number.start, tuple(days)
        if key not in self._proofs:
            self._proofs[key] = self._claims.prove(figure, number, days)
        return self._proofs[key]

    def _prove_at(self, figure: Figure, start: int, end: int, match: QuoteMatch) -> GroundedFigure | str:
        """Prove the figure at a span of the text; otherwise the reason why it is not proved there."""
        touched = self._find_numbers(start, end)
        within = [number for number in touched if number.kind in _COUNTED]
        clear = [number for number in within if stands_clear(self.text, number)]
        within += [number for number in touched if number.kind == "unread"]
        if within and not clear:
            return f"“{within[0].text}” stands beside characters that may be a part of it"
        if is_cut(self.text, start, end, within, self.language):
            return f"“{figure.quote}” begins or ends inside a word or number of the article: quote whole words"
        number = next((number for number in clear if self._may_state(number, figure)), None)
        if number is None:
            person = self._find_implicit(figure, start, end, touched) if match != "fuzzy" else None
            if person is None:
                return explain_mismatch(clear, figure)
            return GroundedFigure(figure, start, end, self.text[start:end], person, match, implicit=True)
        if figure.stance != "denied" and self._denies(number, figure.measure):
            return f"“{number.text}” is denied or replaced by the words beside it"
        if why := why_no_count(figure.measure, number.unit, number.value, number.low):
            return f"“{number.text}” is no count: {why}"
        if not names_what(number, self.text, start, end, touched):
            return f"“{figure.quote}” does not name what is counted: quote the words beside the number too"
        if number.bound == "unknown" and figure.value is not None:
            low, high = interval(figure.value, figure.bound)
            number = replace(number, bound=figure.bound, low=low, high=high)
        first, last = min(start, number.start), max(end, number.end)
        return GroundedFigure(figure, first, last, self.text[first:last], number, match)

    def _find_implicit(self, figure: Figure, start: int, end: int, touched: Sequence[Number]) -> Number | None:
        if self.language == ENGLISH:
            return find_implicit(self.text, start, end, touched, figure)
        if self.language in languages():
            return find_one_person(self.text, start, end, touched, figure, self.language)
        return None

    def _may_state(self, number: Number, figure: Figure) -> bool:
        of_people = figure.measure in OF_PEOPLE and self.language == ENGLISH
        return states(number, figure) and not (of_people and is_word_for_nobody(number))

    def _denies(self, number: Number, measure: str) -> bool:
        """Return whether a number is told as what is not so: "not 12 but 15", "не 12"; of one, also by its clause."""
        if self.language == ENGLISH:
            return is_replaced(self.text, number.start)
        if self.language not in languages():
            return False
        one, by_verb = number.value == 1, measure in OF_DEEDS
        return is_denied(self.text, number.start, number.end, self.language, anywhere=one, by_verb=by_verb)

    def says(self, words: str) -> bool:
        """Return whether words stand in the text, with case, white space, quotation marks and dashes folded."""
        wanted = Folded(words.strip()).text
        return bool(wanted) and wanted in self._folded.text

    def nearest(self, quote: str) -> str:
        """Return the sentence that is most like a quote, number or not; of a long quote, like its first characters."""
        quote = quote[:LONGEST]
        try:
            _, spans = self._locate(quote)
        except ContradictionError as contradiction:
            spans = [contradiction.span]
        if not spans:
            masked = Folded(quote, read_numbers(quote, self.language)).text
            folded = self._masked
            window = (0, len(folded.text)) if len(masked) > len(folded.text) else self._passages.find_most_like(masked)
            if window is None or window[0] == window[1]:
                return ""
            spans = [folded.span(*window)]
        return sentence_around(self.text, *spans[0])

    def _find_numbers(self, start: int, end: int) -> list[Number]:
        """Return the numbers that overlap a span; the text's numbers are in order and apart."""
        first = bisect_right(self.numbers, start, key=lambda number: number.end)
        return self.numbers[first : bisect_left(self.numbers, end, first, key=lambda number: number.start)]

    def _rotate(self, figure: Figure, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Rotate the spans, so that each repetition of a figure's quote begins one span further on."""
        key = (figure.quote, figure.measure, figure.value, figure.upper)
        turn = min(self._used[key], len(spans) - 1)
        self._used[key] += 1
        return spans[turn:] + spans[:turn]

    def _locate(self, quote: str) -> _Located:
        """Locate the quote: every exact span, else every folded one, else the likeliest one; no more than are tried.

        Raises ContradictionError.
        """
        wanted = quote.strip()
        if not wanted:
            return _Located("exact", [])
        if spans := list(_find_occurrences(self.text, wanted)):
            return _Located("exact", spans)
        folded = Folded(wanted).text
        if spans := [self._folded.span(start, end) for start, end in _find_occurrences(self._folded.text, folded)]:
            return _Located("folded", spans)
        masked = Folded(wanted, read_numbers(wanted, self.language)).text
        window = self._passages.find_most_like(masked, LEAST_LIKENESS)
        if window is None:
            return _Located("fuzzy", [])
        words = align(masked, self._masked.text, *window)
        span = self._masked.span(words.start, words.end)
        if words.instead:
            raise ContradictionError(*words.instead, span)
        if self.language != ENGLISH and not is_respelt(masked, self._masked.text[words.start : words.end]):
            return _Located("fuzzy", [])
        return _Located("fuzzy", [span])


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


def _find_occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the first spans of a passage in a text, as many as are tried; they may overlap."""
    start = text.find(wanted)
    for _ in range(_MOST_SPANS):
        if start < 0:
            return
        yield start, start + len(wanted)
        start = text.find(wanted, start + 1)
