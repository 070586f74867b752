"""Surroundings of a number: the article's sentences about its own, with what each tells and who speaks in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...language.quantities import Number
from ...syntax.attribution import Attribution
from ...syntax.outcomes import Outcomes
from ...syntax.tokenizer import Sentence, Word


@dataclass(frozen=True)
class Surroundings:
    """A number, in the sentence `nth` of an article, and what becomes of those who are counted in each sentence.

    `told_at` are the words of its sentence at which is told what became of those whom it counts.
    """

    sentences: Sequence[Sentence]
    nth: int
    number: Number
    outcomes_of: Callable[[int], Outcomes]
    attributions: Sequence[Sequence[Attribution]]
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

    def counts_of(self, at: int, measure: str) -> list[tuple[int, Word]]:
        """Return the numbers of a sentence that count a measure, each with its place among the words."""
        outcomes = self.outcomes_of(at)
        return [
            (place, word)
            for place, word in enumerate(self.sentences[at].words)
            if word.counts and measure in (*outcomes.sure.get(place, ()), *outcomes.near.get(place, ()))
        ]
