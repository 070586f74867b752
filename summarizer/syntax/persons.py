"""Measurements of one person without a numeral: "a man was killed", "the death of a 2-year-old boy"."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import takewhile

from ..language.lexicon import word_set
from ..language.nouns import is_person, singular
from ..language.quantities import Number
from .measurements import Measurement, find_measurements
from .tokenizer import Sentence, Word

MEASURES = frozenset(("killed", "wounded", "casualties", "missing", "abducted"))
_LONGEST = 6  # words of such a noun phrase behind its article
_listed = partial(word_set, "persons")


def find_persons(sentence: Sentence) -> Iterator[Measurement]:
    """Find one person each whom the words around tell to be hurt, killed, missing or abducted, in order.

    A sentence that counts anybody by a numeral tells of its persons by that: nobody is found there.
    """
    if "#" in sentence.lowers:
        return
    persons = {at: first for first, at, _ in find_noun_phrases(sentence)}
    if not persons:
        return
    words = tuple(
        _mark(sentence.words[first], word) if (first := persons.get(at)) is not None else word
        for at, word in enumerate(sentence.words)
    )
    marked = replace(sentence, words=words)
    for measurement in find_measurements(marked):
        if measurement.measure in MEASURES and measurement.noun and _is_suffered(marked, measurement):
            yield replace(measurement, first=min(measurement.first, persons[measurement.at]))


def _mark(first: Word, word: Word) -> Word:
    """Return a word that counts one person; the age before its noun stands for the whole: "a 2-year-old boy"."""
    return replace(
        word, lower="#", number=Number(first.start, word.end, first.text, "quantity", 1.0, 1.0, None, "exactly", 1.0)
    )


def find_noun_phrases(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    """Find the noun phrases of one person: the word of the article, the word before the noun, and that of the noun.

    The word before is the article, or an age behind it.
    """
    for first, word in enumerate(sentence.words):
        if word.lower not in _listed("articles"):
            continue
        at = first
        for place in range(first + 1, min(len(sentence.words), first + 1 + _LONGEST)):
            inner = sentence.words[place]
            if inner.number is not None:
                if inner.number.kind != "age":
                    break
                at = place
            elif is_person(inner.lower):
                if not is_person(_lower(sentence, place + 1)):
                    if not joins_another(sentence, place):
                        yield first, at, place
                    break
            elif not inner.text[0].isalnum() or inner.lower in _listed("ends") | _listed("determiners"):
                break


def _lower(sentence: Sentence, at: int) -> str:
    return sentence.lowers[at] if at < len(sentence.lowers) else ""


def joins_another(sentence: Sentence, noun: int) -> bool:
    """Return whether another person is joined who is not found alone: "a man and woman", "a man and his son"."""
    if _lower(sentence, noun + 1) != "and" or _lower(sentence, noun + 2) in _listed("articles"):
        return False
    following = sentence.lowers[noun + 2 : noun + 2 + _LONGEST]
    phrase = takewhile(lambda word: word[0].isalnum() and word not in _listed("ends"), following)
    return any(is_person(word) or is_person(singular(word)) for word in phrase)


def _is_suffered(sentence: Sentence, measurement: Measurement) -> bool:
    """Return whether the person suffers what a verb behind says: was shot, died; "a man shot his wife" shot her."""
    lowers = sentence.lowers
    if measurement.way == "before":
        return not (measurement.first and lowers[measurement.first - 1] in _listed("before_infinitives"))
    noun = next((at for at in range(measurement.at + 1, len(lowers)) if is_person(lowers[at])), measurement.at)
    cue = " ".join(lowers[noun + 1 : measurement.last])
    if not any(word in _listed("done_to") for word in cue.split()):
        return True
    following = lowers[measurement.last : measurement.last + 1]
    return (
        bool(set(lowers[noun + 1 : measurement.last]) & _listed("passives"))
        or not following
        or following[0] in _listed("after_done")
    )
