"""Mentions: the numbers of a sentence that may count something, and its single persons without a numeral."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...grounding.implicit import find_single_persons
from ...language.quantities import Number
from ...syntax.tokenizer import Sentence

_UNITS = (None, "share")  # any other unit makes a measurement, which counts nobody


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, or a person as the number one: words `first` to `last` (exclusive) of its sentence."""

    number: Number
    first: int
    last: int
    is_person: bool


def find_mentions(sentence: Sentence, text: str) -> list[Mention]:
    """Find the mentions of a sentence, in order. What a numeral counts is no person beside it."""
    numerals = [
        Mention(word.number, at, at + 1, is_person=False)
        for at, word in enumerate(sentence.words)
        if word.number and word.counts and word.number.unit in _UNITS and word.text.lower() != "nothing"
    ]
    persons = _find_persons(sentence, text, [(each.number.start, each.number.end) for each in numerals])
    return sorted([*numerals, *persons], key=lambda mention: (mention.first, mention.last))


def _find_persons(sentence: Sentence, text: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    for start, end in find_single_persons(text, sentence.body, sentence.end):
        if any(start < last and first < end for first, last in taken):
            continue
        taken.append((start, end))
        places = [at for at, word in enumerate(sentence.words) if word.start < end and start < word.end]
        if places:
            number = Number(start, end, text[start:end], "quantity", 1.0, 1.0, None, "exactly", 1.0)
            yield Mention(number, places[0], places[-1] + 1, is_person=True)
