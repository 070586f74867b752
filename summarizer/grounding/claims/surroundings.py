"""Surroundings of a number: the article's sentences about its own, with what each tells and who speaks in it."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...language.quantities import Number
from ...syntax.attribution import Attribution
from ...syntax.outcomes import Outcomes
from ...syntax.tokenizer import Sentence


@dataclass(frozen=True)
class Surroundings:
    """A number, in the sentence `nth` of an article, and what becomes of those who are counted in each sentence.

    `told_at` are the words of its sentence at which is told what became of those whom it counts.
    """

    sentences: Sequence[Sentence]
    nth: int
    number: Number
    outcomes_of: Callable[[int], Outcomes]
    attributions_of: Callable[[int], Sequence[Attribution]]
    told_at: Sequence[int] = ()

    @property
    def sentence(self) -> Sentence:
        """The number's sentence."""
        return self.sentences[self.nth]

    @property
    def before(self) -> int:
        """Where the number begins in its sentence, in characters."""
        return self.number.start - self.sentence.start

    @property
    def behind(self) -> int:
        """Where the number ends in its sentence."""
        return self.number.end - self.sentence.start

    @property
    def at(self) -> int:
        """The word of its sentence that the number is."""
        words = self.sentence.words
        return max(0, bisect_right(words, self.number.start, key=lambda word: word.start) - 1)

    def counts(self, at: int, place: int, measure: str, *, or_nothing: bool = False) -> bool:
        """Return whether a word of a sentence counts a measure, or no measure at all."""
        outcomes = self.outcomes_of(at)
        measures = outcomes.sure.get(place, frozenset()) | outcomes.near.get(place, frozenset())
        return measure in measures or (or_nothing and not measures)
