"""Measurements that are learned: of the numbers and persons of a sentence that the rules give no measure."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from ...language.lexicon import word_set
from ...language.nouns import is_person
from ...schemas import Extent
from ...syntax.measurements import Measurement
from ...syntax.noun_phrases import find_noun_phrase
from ...syntax.persons import joins_another
from ...syntax.tokenizer import Sentence
from .features import tells
from .predictions import Prediction

SURE: Final = 0.5  # the least probability of a measure that is told
WAY: Final = "learned"
# What is counted of any event: of the other measures there are too few labels.
MEASURES: Final = frozenset(
    ("killed", "wounded", "casualties", "treated", "detained", "abducted", "displaced", "evacuated")
)
_SPAN: Final = 14  # words from a mention to the word that proves its measure


def find_learned_counts(
    sentence: Sentence, predictions: Mapping[int, Prediction], undecided: Set[int]
) -> Iterator[Measurement]:
    """Find the numbers of people that are likely to be hurt, held or moved, among those that the rules leave open."""
    for at in sorted(undecided):
        prediction = predictions.get(sentence.words[at].start)
        measure = _choose_measure(prediction) if prediction else None
        if prediction and measure:
            phrase = find_noun_phrase(sentence.words, sentence.lowers, at)
            if phrase.reference or phrase.kind == "people":
                noun = None if phrase.reference else _text(sentence, phrase.first, phrase.last)
                last = at + 1 if phrase.reference else max(at + 1, phrase.last)
                yield _make_measurement(sentence, prediction, measure, noun, last)


def find_learned_persons(sentence: Sentence, predictions: Mapping[int, Prediction]) -> Iterator[Measurement]:
    """Find the single persons who are likely to be hurt or held, each alone."""
    words, lowers = sentence.words, sentence.lowers
    for first, word in enumerate(words):
        prediction = predictions.get(word.start)
        if prediction is None or not prediction.mention.is_person or _is_denied(lowers, first):
            continue
        last = prediction.mention.last
        if measure := _choose_measure(prediction):
            noun = lowers[last - 1] if is_person(lowers[last - 1]) else "person"
            found = _make_measurement(sentence, prediction, measure, noun, last)
            joined = joins_another(sentence, last - 1) or _follows_another(lowers, first)
            yield replace(found, extent="part") if joined and found.extent == "total" else found


def _follows_another(lowers: Sequence[str], first: int) -> bool:
    """Return whether a person is joined to one before: "a man and his son"."""
    return first > 1 and lowers[first - 1] == "and" and is_person(lowers[first - 2])


def _is_denied(lowers: Sequence[str], first: int) -> bool:
    return not word_set("persons", "negations").isdisjoint(lowers[max(0, first - 1) : first + 1])


def _choose_measure(prediction: Prediction) -> str | None:
    """Choose the measure that a mention is likely to have, if it is one of `MEASURES`."""
    measure = max(prediction.measures, key=prediction.measures.__getitem__)
    return measure if measure in MEASURES and prediction.measures[measure] >= SURE else None


def _make_measurement(
    sentence: Sentence, prediction: Prediction, measure: str, noun: str | None, last: int
) -> Measurement:
    mention = prediction.mention
    first, last = _span(sentence, mention.first, last, measure)
    extent: Extent = prediction.extent  # type: ignore[assignment]  # a class of the model is an extent
    return Measurement(mention.number, mention.first, measure, noun, "people", first, last, WAY, extent=extent)


def _text(sentence: Sentence, first: int, last: int) -> str:
    words = sentence.words
    return " ".join(sentence.text[words[first].start - sentence.start : words[last - 1].end - sentence.start].split())


def _span(sentence: Sentence, first: int, last: int, measure: str) -> tuple[int, int]:
    """Return the words from a mention to the nearest that tells its measure; those of the mention if there is none."""
    proofs = [at for at, word in enumerate(sentence.lowers) if tells(word, measure)]
    near = [(max(first - at, at - last + 1), at) for at in proofs if first - _SPAN <= at < last + _SPAN]
    if not near:
        return first, last
    _, at = min(near)
    return min(first, at), max(last, at + 1)
