"""Text in which claims are proved: its sentences, their outcomes and their speakers."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ...concurrency import once
from ...language.nouns import singular
from ...language.quantities import Number
from ...records.events import ClaimPart
from ...schemas import Figure
from ...syntax.attribution import Attribution, Speakers, find_attributions
from ...syntax.modality import Marker, find_moods
from ...syntax.outcomes import Head, Outcomes, find_counted_heads, find_outcomes
from ...syntax.tokenizer import Sentence, tokenize_sentences
from .background import tells_of_other_place
from .counted import find_counted_noun, prove_counted
from .counts import follows_smaller, is_within_larger, precedes_more, precedes_parallel
from .doers import SUFFERED, find_deed
from .doubts import find_doubts, is_linked
from .extent import prove_extent
from .measures import prove_measure
from .speakers import prove_speaker
from .stance import prove_period, prove_stance, tells_of_no_survivor
from .surroundings import Surroundings
from .verdicts import PROVED, UNPROVED, ClaimProof, Part, contradict
from .words import content_words, split_words

# Nothing is compared of what no measure covers, and its words may be anything.
_UNCHECKED: Final = ("measure", "of", "stance", "extent", "period")


@dataclass
class ClaimText:
    """A text in which claims are proved; its sentences are parsed when a claim first needs them."""

    text: str
    numbers: Sequence[Number]
    _outcomes: dict[int, Outcomes] = field(default_factory=dict)

    def prove(self, figure: Figure, number: Number, days: Sequence[date] = ()) -> ClaimProof:
        """Prove the parts of a figure whose number is proved.

        Args:
            figure: The figure as it was given.
            number: The number, or the noun phrase that stands for one person.
            days: The days of its event, as far as they are known: a year among them is no bygone one.

        Returns:
            The verdicts; none where the number stands in no sentence.
        """
        nth = max(0, bisect_right(self._sentences, number.start, key=lambda sentence: sentence.start) - 1)
        if not (self._sentences and self._sentences[nth].words):
            return ClaimProof({})
        sentence, at = self._sentences[nth], self._find_word(nth, number)
        outcomes = self._find_outcomes(nth, at, number)
        starts = outcomes.starts(at, figure.measure)
        around = Surroundings(
            self._sentences, nth, number, self._find_sentence_outcomes, self._find_attributions, starts
        )
        moods = self._find_moods(sentence, number, starts)
        if figure.stance != "denied":
            moods += find_doubts(around, figure)
        noun = self._find_noun(sentence, at, number)
        parts: dict[ClaimPart, Part] = {
            "measure": (
                PROVED
                if figure.measure == "killed" and tells_of_no_survivor(sentence.text)
                else prove_measure(figure, number, outcomes, at, *self._around(sentence, number))
            ),
            "of": prove_counted(figure, noun, stands=self._stands(figure.of, nth)),
            "stance": prove_stance(figure, moods, around, self.text, days),
            "extent": prove_extent(figure, self.text, sentence, number, numeral=sentence.words[at].counts, noun=noun),
            "period": prove_period(figure, moods, self.text, self._find_period(figure, sentence)),
        }
        if figure.measure in SUFFERED and (deed := find_deed(around, at)):
            parts["measure"] = contradict(deed)
        if figure.attributed_to:
            parts["attributed_to"] = prove_speaker(
                figure.attributed_to, self._sentences, self._attributions, nth, at, self._singulars
            )
        parts |= self._prove_words(figure)
        parts.update(self._compare(figure, dict(parts), around))
        if figure.measure == "other":
            unsure = {name for name in _UNCHECKED if name in parts and parts[name].verdict == "contradicted"}
            parts |= dict.fromkeys(unsure, UNPROVED)
        return ClaimProof(parts)

    def _compare(
        self, figure: Figure, parts: Mapping[ClaimPart, Part], around: Surroundings
    ) -> Iterator[tuple[ClaimPart, Part]]:
        """Yield the verdicts that change where other sentences are compared: their places, and what they count."""
        if not figure.where and figure.stance != "other_event" and tells_of_other_place(figure, around, is_linked):
            yield "where", UNPROVED
        if figure.extent == "total" and figure.value != 0 and parts["extent"] == PROVED:
            if is_within_larger(around, figure) or precedes_more(around, figure) or precedes_parallel(around, figure):
                yield "extent", UNPROVED
        elif figure.extent == "part" and parts["extent"] == UNPROVED and is_within_larger(around, figure):
            yield "extent", PROVED
        whole = figure.stance == "asserted" and figure.extent == "total" and not figure.period
        said = parts.get("attributed_to") == PROVED
        if whole and not said and parts["stance"] == PROVED and follows_smaller(around, figure):
            yield "stance", UNPROVED

    def _prove_words(self, figure: Figure) -> dict[ClaimPart, Part]:
        """Prove that the words for place, time and who is included stand in the article."""
        parts: dict[ClaimPart, Part] = {}
        for name in ("inclusion", "where", "as_of"):
            if words := getattr(figure, name):
                any_word = not self._singulars.isdisjoint(map(singular, split_words(words)))
                parts[name] = PROVED if self._says(words) else UNPROVED if any_word else contradict(words)
        return parts

    def _find_period(self, figure: Figure, sentence: Sentence) -> Part:
        """Prove that the words for a span stand with the number; elsewhere they may be of another."""
        if not figure.period or not self._says(figure.period):
            return contradict(figure.period or "")
        return PROVED if _says(figure.period, " ".join(split_words(sentence.text))) else UNPROVED

    def _says(self, words: str) -> bool:
        return _says(words, self._folded)

    @once
    def _sentences(self) -> list[Sentence]:
        return list(tokenize_sentences(self.text, self.numbers))

    @once
    def _folded(self) -> str:
        return " ".join(split_words(self.text))

    @once
    def _singulars(self) -> frozenset[str]:
        return frozenset(map(singular, self._folded.split()))

    @once
    def _attributions(self) -> list[list[Attribution]]:
        """Who says so, sentence by sentence; pronouns and bare offices mean one who was named."""
        speakers = Speakers()
        return [find_attributions(sentence, speakers) for sentence in self._sentences]

    def _find_attributions(self, nth: int) -> Sequence[Attribution]:
        return self._attributions[nth]

    def _find_word(self, nth: int, number: Number) -> int:
        """Return the word of a sentence that a number stands at."""
        words = self._sentences[nth].words
        return max(0, bisect_right(words, number.start, key=lambda word: word.start) - 1)

    def _find_noun(self, sentence: Sentence, at: int, number: Number) -> str:
        """Return the noun phrase beside a number; of one person, the phrase itself, and nothing of a name."""
        if not sentence.words[at].counts:
            return "" if number.text.istitle() else number.text
        first, last = find_counted_noun(sentence, at)
        return self.text[sentence.words[first].start : sentence.words[last - 1].end] if first < last else ""

    def _stands(self, words: str, nth: int) -> bool:
        """Return whether words stand in an article up to a sentence, and not beside other numbers alone."""
        return all(self._first_said.get(word, nth + 1) <= nth for word in content_words(words))

    @once
    def _first_said(self) -> dict[str, int]:
        """The first sentence in which each word stands that no number counts."""
        first: dict[str, int] = {}
        for nth, sentence in enumerate(self._sentences):
            counted = {place for head in find_counted_heads(sentence) for place in range(head.first, head.end)}
            for place, word in enumerate(sentence.words):
                if place not in counted:
                    first.setdefault(singular(word.lower), nth)
        return first

    def _find_outcomes(self, nth: int, at: int, number: Number) -> Outcomes:
        """Return the outcomes of a sentence; one who is counted without a numeral is one of its persons."""
        sentence = self._sentences[nth]
        if sentence.words[at].counts:
            return self._find_sentence_outcomes(nth)
        end = bisect_right(sentence.words, number.end - 1, key=lambda word: word.start)
        return find_outcomes(sentence, Head(at, max(end, at + 1)))

    def _find_sentence_outcomes(self, nth: int) -> Outcomes:
        if nth not in self._outcomes:
            self._outcomes[nth] = find_outcomes(self._sentences[nth])
        return self._outcomes[nth]

    def _around(self, sentence: Sentence, number: Number) -> tuple[str, str]:
        """What a sentence says before a number, and from there."""
        return self.text[sentence.start : number.start], self.text[number.start : sentence.end]

    def _find_moods(self, sentence: Sentence, number: Number, outcomes: Sequence[int]) -> list[Marker]:
        """Find what sets a number apart, given the words that tell what became of those it counts."""
        starts = [sentence.words[at].start for at in outcomes]
        return find_moods(self.text, (sentence.start, sentence.end), (number.start, number.end), starts)


def _says(words: str, folded: str) -> bool:
    return " ".join(split_words(words)) in folded
