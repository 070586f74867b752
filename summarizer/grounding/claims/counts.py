"""Other counts beside that of a claim: the whole that it may be a part of, and those of this event where it is not."""

import re
from collections.abc import Iterator
from functools import cache

from ...language.lexicon import table
from ...language.populations import relation
from ...language.quantities import Number
from ...schemas import Figure
from ...syntax.noun_phrases import find_noun_phrase
from ...syntax.tokenizer import Sentence, Word
from .surroundings import Surroundings

_BEFORE = 3  # sentences before a number in which the whole of it, or a count of another event, may stand
_BEHIND = 2  # sentences behind it in which the whole may


def is_within_larger(around: Surroundings, measure: str) -> bool:
    """Return whether a higher count of a measure stands near a number, of which it may be a part."""
    number, nth = around.number, around.nth
    return any(
        _exceeds(word.number, number)
        for at in range(max(0, nth - _BEFORE), nth + 1)
        for word in _find_counts(around, at, measure)
        if word.end <= number.start
    ) or any(
        _exceeds(word.number, number)
        for at in range(nth, min(len(around.sentences), nth + 1 + _BEHIND))
        if _totals("near").search(around.sentences[at].text, around.behind if at == nth else 0)
        for word in _find_counts(around, at, measure)
        if word.start >= number.end
    )


def follows_smaller(around: Surroundings, figure: Figure) -> bool:
    """Return whether a smaller count of a measure stands in a sentence before, and nothing makes the two go together.

    Then one of them may be of another event: the two killed on Tuesday, and the 61 of whom the article reminds.
    """
    if _totals("sure").search(around.sentence.text):
        return False
    return any(
        _exceeds(around.number, word.number) and relation(figure.of, _noun_of(around.sentences[at], place)) != "apart"
        for at in range(max(0, around.nth - _BEFORE), around.nth)
        for place, word in around.counts_of(at, figure.measure)
        if word.number is not None and word.number.value
    )


def _find_counts(around: Surroundings, at: int, measure: str) -> Iterator[Word]:
    """Find the numbers of a sentence that count a measure, or stand in a sentence that gives a total."""
    yield from (word for _, word in around.counts_of(at, measure))
    if _totals("sure").search(around.sentences[at].text):
        yield from (word for word in around.sentences[at].words if word.counts)


def _exceeds(larger: Number | None, smaller: Number | None) -> bool:
    if larger is None or smaller is None or (larger.unit is None) is not (smaller.unit is None):
        return False
    return (larger.value or 0) > (smaller.value or 0)


def _noun_of(sentence: Sentence, at: int) -> str:
    noun = find_noun_phrase(sentence.words, sentence.lowers, at)
    return " ".join(word.text for word in sentence.words[noun.first : noun.last])


@cache
def _totals(name: str) -> re.Pattern[str]:
    """Words of a sentence that gives the whole of a count: `sure` ones, or those beside them that may."""
    words = table("doubts")["totals"]
    return re.compile(
        rf"\b(?:{'|'.join({'sure': words['sure'], 'near': words['sure'] + words['near']}[name])})\b", re.IGNORECASE
    )
