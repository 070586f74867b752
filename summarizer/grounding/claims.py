"""Proof of a claim: what a figure says beyond its number, part by part, against the article's own words.

A part is `proved` where the words beside the number say it, `contradicted` where they say something else, and else
`unproved`: the reader's word.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final, Literal, NamedTuple

from ..concurrency import once
from ..language.lexicon import table, word_set
from ..language.nouns import nouns_of, singular
from ..language.populations import is_people, parse_population, relation
from ..language.quantities import Number, read_numbers
from ..language.sentences import sentence_span
from ..records.events import ClaimPart, Proof
from ..schemas import Figure
from ..syntax.attribution import Attribution, Speakers, find_attribution_of, find_attributions
from ..syntax.modality import Marker, find_moods
from ..syntax.noun_phrases import find_noun_phrase
from ..syntax.outcomes import Head, Outcomes, find_outcomes
from ..syntax.tokenizer import Sentence, tokenize_sentences

# Measures whose words exclude each other: who was killed was not rescued.
_FATES: Final = frozenset(("killed", "wounded", "missing", "rescued", "detained", "evacuated"))
_HURT: Final = frozenset(("casualties", "treated", "trapped", "cases"))
_THINGS: Final = frozenset(("damaged", "destroyed", "launched", "intercepted", "hit"))
# A word of the one does not contradict the other: who was shot may be dead, who is treated is hurt.
_KIN: Final = (
    frozenset(("killed", "casualties")),
    frozenset(("wounded", "casualties", "treated", "cases", "affected")),
    frozenset(("missing", "trapped", "abducted", "displaced")),
    frozenset(("evacuated", "displaced", "rescued", "affected")),
    frozenset(("launched", "hit")),
    frozenset(("detained", "participants")),
)
# What their units tell: money, land, the strength of a hazard.
_BY_UNIT: Final = frozenset(("cost", "magnitude", "hectares"))
_OF_MEASURES: Final = ("measure", "of", "stance", "extent", "period")
_NEIGHBOURS: Final = 2  # sentences before a figure's own in which its speaker may be named


PartVerdict = Literal["proved", "unproved", "contradicted"]


class Part(NamedTuple):
    """The verdict on one part of a claim, and the article's words that decide."""

    verdict: PartVerdict
    words: str = ""


@dataclass(frozen=True)
class ClaimProof:
    """The verdicts on the parts of a claim."""

    parts: Mapping[ClaimPart, Part]

    @property
    def record(self) -> Proof:
        """The parts that are proved, and those that are not."""
        return Proof(proved=self._parts_of("proved"), unproved=self._parts_of("unproved"))

    def _parts_of(self, verdict: PartVerdict) -> tuple[ClaimPart, ...]:
        return tuple(name for name, part in self.parts.items() if part.verdict == verdict)

    @property
    def contradiction(self) -> str | None:
        """Why the article says something else, in one line; None if it does not."""
        for name, part in self.parts.items():
            if part.verdict == "contradicted":
                return _EXPLAINED[name].format(words=" ".join(part.words.split()))
        return None


_EXPLAINED: Final[Mapping[ClaimPart, str]] = {
    "measure": "the article's words for what became of them are “{words}”: another measure",
    "of": "the article counts “{words}”",
    "attributed_to": "the article does not name “{words}”",
    "stance": "“{words}” in the article: the number is not asserted of this event",
    "extent": "“{words}” in the article: the number is not the whole count",
    "period": "“{words}” in the article: the number counts a span of time",
    "inclusion": "the article does not say “{words}”",
    "where": "the article does not say “{words}”",
    "as_of": "the article does not say “{words}”",
}


@dataclass
class ClaimText:
    """A text in which claims are proved: its sentences are parsed when a claim first needs them."""

    text: str
    numbers: Sequence[Number]
    _outcomes: dict[int, Outcomes] = field(default_factory=dict)

    @once
    def sentences(self) -> list[Sentence]:
        """Its sentences, in order."""
        return list(tokenize_sentences(self.text, self.numbers))

    @once
    def folded(self) -> str:
        """Its words in lower case, one space between them."""
        return " ".join(_words(self.text))

    def prove(self, figure: Figure, start: int, end: int, number: Number, events: Sequence[date] = ()) -> ClaimProof:
        """Prove the parts of a figure whose number is proved.

        Args:
            figure: The figure as it was given.
            start: Where its quote begins in the text, in characters.
            end: Where its quote ends.
            number: The number, or the noun phrase that stands for one person.
            events: The days of its event, as far as they are known: a year among them is no bygone one.

        Returns:
            The verdicts.
        """
        nth = max(0, bisect_right(self.sentences, number.start, key=lambda sentence: sentence.start) - 1)
        if not (self.sentences and self.sentences[nth].words):
            return ClaimProof({})
        sentence = self.sentences[nth]
        at = _word_at(sentence, number)
        moods = self._find_moods(figure, nth, at, number)
        parts: dict[ClaimPart, Part] = {
            "measure": self._prove_measure(figure, nth, at, number),
            "of": self._prove_counted(figure, nth, at, number),
            "stance": _prove_stance(figure, moods, self.text, sentence, events),
            "extent": _prove_extent(figure, self.text, sentence, number),
            "period": self._prove_period(figure, moods),
        }
        if figure.attributed_to:
            parts["attributed_to"] = self._prove_speaker(figure.attributed_to, nth, at)
        for name in ("inclusion", "where", "as_of"):
            if words := getattr(figure, name):
                parts[name] = Part("proved" if self._says(words) else "contradicted", words)
        if figure.measure == "other":  # nothing is compared of what no measure covers, and its words may be anything
            parts = {
                name: Part("unproved", part.words) if name in _OF_MEASURES and part.verdict == "contradicted" else part
                for name, part in parts.items()
            }
        return ClaimProof(parts)

    def _says(self, words: str) -> bool:
        return " ".join(_words(words)) in self.folded

    def _prove_measure(self, figure: Figure, nth: int, at: int, number: Number) -> Part:
        """Prove that the words beside a number tell its measure."""
        measure = figure.measure
        if measure == "other" or (measure in _BY_UNIT and number.unit is not None):
            return Part("proved")
        if measure not in table("outcomes"):
            return Part("unproved")
        sentence, outcomes = self.sentences[nth], self._outcomes_of(nth, number)
        sure, near = outcomes.sure.get(at, frozenset()), outcomes.near.get(at, frozenset())
        if measure in sure | near:
            return Part("proved")
        kin = {measure}.union(*(names for names in _KIN if measure in names))
        told = sure or near
        if told and not (sure | near) & kin and measure not in outcomes.said:
            if told <= (_FATES if measure in _FATES | _HURT else _THINGS if measure in _THINGS else frozenset()):
                return Part("contradicted", _shorten(self.text[number.start : sentence.end]))
        return Part("unproved")

    def _prove_counted(self, figure: Figure, nth: int, at: int, number: Number) -> Part:
        """Prove what is counted by the noun beside the number, or by what stands in the article."""
        of = figure.of.strip()
        if not of or figure.of_english is not None:
            return Part("unproved")
        sentence = self.sentences[nth]
        words = sentence.words
        if at < len(words) and words[at].counts:
            noun = find_noun_phrase(words, sentence.lowers, at)
            said = self.text[words[noun.first].start : words[noun.last - 1].end] if noun.first < noun.last else ""
        else:
            said = "" if number.text.istitle() else number.text
        said = _POSSESSIVE.sub("", said)
        if not said:
            return Part("proved" if is_people(of) or self._says_all(of) else "unproved")
        if figure.category and (clashing := _find_other_side(figure.category, said)):
            return Part("contradicted", clashing)
        kinship = relation(of, said)
        if kinship == "apart":
            return Part("contradicted", said)
        if figure.measure == "magnitude":
            return Part("proved")
        if is_people(of) and not _is_of_people(said):
            return Part("contradicted" if _is_known(said) else "unproved", said)
        if kinship in ("same", "broader") or _share_noun(of, said):
            return Part("proved")
        if is_people(said) or (kinship == "narrower" and self._says_all(of)):
            return Part("proved" if self._says_all(of) else "unproved")
        if is_people(of):
            return Part("proved")
        if _is_known(said) and _is_known(of):
            return Part("contradicted", said)
        return Part("unproved")

    def _says_all(self, of: str) -> bool:
        """Return whether each noun of what is counted stands in the article, singular or plural."""
        return all(
            word in self._singulars or word in word_set("function_words", "nothing")
            for word in map(singular, _words(of))
        )

    @once
    def _singulars(self) -> frozenset[str]:
        return frozenset(map(singular, self.folded.split()))

    def _prove_speaker(self, said_by: str, nth: int, at: int) -> Part:
        """Prove that the article names who says so, near the number, and that nobody else does."""
        wanted = _name_words(said_by)
        if not wanted:
            return Part("unproved")
        text = self._singulars
        absent = [word for word in wanted if word not in text]
        if absent and len(absent) * 2 >= len(wanted):
            return Part("contradicted", said_by)
        speaker = self._speaker_of(nth, at)
        own = _name_words(self.sentences[nth].text)
        if speaker and _name_words(speaker) & wanted:
            return Part("proved")
        if speaker and not wanted & own:
            before = {
                word
                for sentence in self.sentences[max(0, nth - _NEIGHBOURS) : nth]
                for word in _name_words(sentence.text)
            }
            return Part("unproved" if wanted & before else "contradicted", said_by)
        return Part("proved" if not speaker and wanted <= own else "unproved")

    def _speaker_of(self, nth: int, at: int) -> str | None:
        """Return who says the number at a word of a sentence; None if the sentence does not tell."""
        found = find_attribution_of(at, self._attributions[nth])
        return found.speaker if found else None

    @once
    def _attributions(self) -> list[list[Attribution]]:
        """Who says so, sentence by sentence; pronouns and bare offices mean one who was named."""
        speakers = Speakers()
        return [find_attributions(sentence, speakers) for sentence in self.sentences]

    def _find_moods(self, figure: Figure, nth: int, at: int, number: Number) -> list[Marker]:
        """Find the markers about a number and about what became of those it counts."""
        sentence = self.sentences[nth]
        starts = self._outcomes_of(nth, number).starts(at, figure.measure)
        return find_moods(
            self.text,
            (sentence.start, sentence.end),
            (number.start, number.end),
            [sentence.words[start].start for start in starts],
        )

    def _outcomes_of(self, nth: int, number: Number) -> Outcomes:
        """Return the outcomes of a sentence; one who is counted without a numeral is one of its persons."""
        sentence = self.sentences[nth]
        at = _word_at(sentence, number)
        if sentence.words[at].counts:
            if nth not in self._outcomes:
                self._outcomes[nth] = find_outcomes(sentence)
            return self._outcomes[nth]
        end = bisect_right(sentence.words, number.end - 1, key=lambda word: word.start)
        return find_outcomes(sentence, Head(at, max(end, at + 1)))

    def _prove_period(self, figure: Figure, moods: Sequence[Marker]) -> Part:
        """Prove that a number counts the event, or the span of time that it is said to count."""
        if figure.period:
            return Part("proved" if self._says(figure.period) else "contradicted", figure.period)
        spans = [marker for marker in moods if marker.mood == "period"]
        if figure.stance not in ("asserted", "denied") or not spans:
            return Part("proved")
        bound = next((marker for marker in spans if marker.bound), None)
        if bound:
            return Part("contradicted", self.text[bound.start : bound.end])
        return Part("unproved")


def _prove_stance(
    figure: Figure, moods: Sequence[Marker], text: str, sentence: Sentence, events: Sequence[date]
) -> Part:
    """Prove that the sentence says a number in the way that the figure does."""
    moods = [marker for marker in moods if marker.mood != "period"]
    if figure.stance != "asserted":
        alike = [
            marker
            for marker in moods
            if marker.mood == figure.stance or (figure.stance in _DOUBTS and marker.mood in _DOUBTS)
        ]
        if alike or (figure.stance == "other_event" and _years(sentence)):
            return Part("proved")
        if figure.stance == "denied" and not any(marker.mood == "denied" for marker in moods):
            return Part("contradicted", _shorten(sentence.text))
        return Part("unproved")
    if figure.value == 0:
        moods = [marker for marker in moods if marker.mood != "denied"]
    bound = next((marker for marker in moods if marker.bound), None)
    if bound:
        return Part("contradicted", text[bound.start : bound.end])
    bygone = [year for year in _years(sentence) if all(abs(year - day.year) > 1 for day in events)]
    return Part("unproved") if moods or (bygone) else Part("proved")


_DOUBTS: Final = ("hypothetical", "feared", "expected")


def _years(sentence: Sentence) -> list[int]:
    """Return the years that a sentence names."""
    return [int(year) for year in re.findall(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,.]\d|-year)", sentence.text)]


def _prove_extent(figure: Figure, text: str, sentence: Sentence, number: Number) -> Part:
    """Prove that a number is the whole count, or no more than the part that the figure says."""
    before, after = _extent_patterns()
    ahead = text[max(sentence.start, number.start - _BESIDE) : number.start]
    behind = text[number.end : min(sentence.end, number.end + _BESIDE)]
    named = before["part"].search(ahead)
    among = named or after["part"].match(behind)
    more = (
        before["additional"].search(ahead)
        or after["additional"].match(behind)
        or number.text.lower().startswith(tuple(table("nouns")["more_numbers"]))
    )
    if figure.extent == "total":
        if named and is_people(figure.of):
            return Part("contradicted", named[0].strip())
        larger = _find_larger_total(text, sentence, number)
        opening = _opening_whole().match(text, sentence.body, number.start) or _ordinal_before(sentence, number)
        return Part("unproved" if among or more or larger or opening else "proved")
    alone = figure.extent == "part" and not sentence.words[_word_at(sentence, number)].counts
    return Part("proved" if among or more or alone else "unproved")


def _find_larger_total(text: str, sentence: Sentence, number: Number) -> bool:
    """Return whether the same sentence or the next one gives a larger number as the whole, or calls this one a part."""
    end = sentence_span(text, sentence.end + 1, sentence.end + 1)[1] if sentence.end + 1 < len(text) else sentence.end
    behind = text[number.end : end]
    if _alone().search(sentence.text):
        return True
    larger = [
        other for other in read_numbers(behind) if other.kind == "quantity" and (other.value or 0) > (number.value or 0)
    ]
    return any(_totals().search(behind[max(0, other.start - _BESIDE) : other.end + _BESIDE]) for other in larger)


def _ordinal_before(sentence: Sentence, number: Number) -> bool:
    """Return whether an ordinal stands in a number's words or right before it: "a fourth miner", "a second group of"."""
    return any(
        word.number is not None and word.number.kind == "ordinal" and number.start - _BESIDE <= word.start < number.end
        for word in sentence.words
    )


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('modality')['extent']['alone'])})\b", re.IGNORECASE)


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('modality')['extent']['totals'])})\b", re.IGNORECASE)


@cache
def _opening_whole() -> re.Pattern[str]:
    return re.compile(table("modality")["extent"]["of_whole"], re.IGNORECASE)


_BESIDE: Final = 40  # characters beside a number in which words make a part of it


@cache
def _extent_patterns() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    words = table("modality")["extent"]
    numbers = r"\w+"

    def join(name: str) -> str:
        return "|".join(pattern.replace("{numbers}", numbers) for pattern in words[name])

    before = {
        "part": re.compile(rf"(?<!\w)(?:{join('part_before')})\s+(?:the\s+|a\s+|at least\s+)?$", re.IGNORECASE),
        "additional": re.compile(rf"(?<!\w)(?:{join('more_before')})\s+$", re.IGNORECASE),
    }
    after = {
        "part": re.compile(rf"\s*(?:{join('part_after')})", re.IGNORECASE),
        "additional": re.compile(rf"\s*(?:\w+\s)?(?:{join('more_after')})\b", re.IGNORECASE),
    }
    return before, after


def _shorten(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"


_SHOWN: Final = 100  # characters of the article in a reason


_POSSESSIVE: Final = re.compile(r"\w+['’]s?\s+(?=\w)")


def _find_other_side(category: str, said: str) -> str | None:
    """Find the noun that puts those who are counted on another side than the figure does."""
    sides = table("populations")["categories"]
    head = parse_population(said).head
    return said if head in sides and category not in sides[head] else None


def _is_of_people(said: str) -> bool:
    """Return whether a noun phrase counts people one by one: no animals, no families, no things."""
    last = singular(_words(said)[-1]) if _words(said) else ""
    if last in word_set("nouns", "groups") or last in word_set("nouns", "animals"):
        return False
    return last in nouns_of("people") or not any(last in nouns_of(kind) for kind in ("things", "munitions", "hazards"))


def _is_known(said: str) -> bool:
    """Return whether the last noun of a phrase is of a known kind."""
    last = singular(_words(said)[-1]) if _words(said) else ""
    return last in word_set("nouns", "groups") | word_set("nouns", "animals") or any(
        last in nouns_of(kind) for kind in ("people", "things", "munitions", "hazards")
    )


def _share_noun(of: str, said: str) -> bool:
    """Return whether two phrases share a noun, singular or plural."""
    ours = {singular(word) for word in _words(of)} - word_set("function_words", "nothing")
    return bool(ours & {singular(word) for word in _words(said)})


def _name_words(text: str) -> set[str]:
    """Return the words of a text that can name a speaker, as singulars."""
    return {singular(word) for word in _words(text)} - word_set("attribution", "empty")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.casefold().replace("’", "'").replace("'s ", " "))


def _word_at(sentence: Sentence, number: Number) -> int:
    """Return the word of a sentence that a number stands at."""
    return max(0, bisect_right(sentence.words, number.start, key=lambda word: word.start) - 1)
