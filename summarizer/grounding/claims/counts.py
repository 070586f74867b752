"""Other counts beside that of a claim: the whole that it may be a part of, and those of this event where it is not."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ...language.dates import fill_names
from ...language.lexicon import table
from ...language.populations import relation
from ...language.quantities import Number
from ...schemas import Figure
from ...syntax.noun_phrases import NounPhrase, find_noun_phrase
from ...syntax.tokenizer import Sentence, Word
from .surroundings import Surroundings

_BEFORE: Final = 3  # sentences before a number in which the whole of it, or a count of another event, may stand
_AHEAD: Final = "before"
_BEHIND: Final = 2  # sentences behind it in which the whole may


def is_within_larger(around: Surroundings, figure: Figure) -> bool:
    """Return whether a higher count of a measure stands near a number, of which it may be a part.

    No count of a span of time does, nor one that is feared: the event's own count is no part of these.
    """
    if figure.period:
        return False
    number, nth = around.number, around.nth
    kind = _phrase_of(around.sentence, number).kind
    for at in range(max(0, nth - _BEFORE), min(len(around.sentences), nth + 1 + _BEHIND)):
        sentence = around.sentences[at]
        apart = at != nth and _listed("apart").search(sentence.text)
        behind = _listed("near").search(sentence.text, around.behind if at == nth else 0)
        for word in () if apart else _find_counts(around, at, figure.measure):
            theirs = find_noun_phrase(sentence.words, sentence.lowers, sentence.words.index(word)).kind
            may_be_whole = word.end <= number.start or (behind and word.start >= number.end)
            if may_be_whole and _exceeds(word.number, number) and (not kind or not theirs or kind == theirs):
                return True
    return False


def precedes_more(around: Surroundings, figure: Figure) -> bool:
    """Return whether a count stands behind a number that comes on top of it: "18 went to one hospital; 25 more ...".

    One of another measure does not: "killed four and hurt 12 others".
    """
    for at in range(around.nth, min(len(around.sentences), around.nth + 1 + _BEHIND)):
        sentence, outcomes = around.sentences[at], around.outcomes_of(at)
        for place, word in enumerate(sentence.words):
            if word.counts and word.start >= around.number.end:
                told = (*outcomes.sure.get(place, ()), *outcomes.near.get(place, ()))
                return _is_further(sentence, word) and (not told or figure.measure in told)
    return False


def _is_further(sentence: Sentence, word: Word) -> bool:
    """Return whether words beside a count say that it comes on top of another."""
    first, last = word.start - sentence.start, word.end - sentence.start
    return bool(_further(_AHEAD).search(sentence.text[:first]) or _further("behind").match(sentence.text, last))


def follows_smaller(around: Surroundings, figure: Figure) -> bool:
    """Return whether a smaller count of a measure stands in a sentence before, and nothing makes the two go together.

    Then one of them may be of another event: the two killed on Tuesday, and the 61 of whom the article reminds.
    """
    if _listed("sure").search(around.sentence.text):
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
    if _listed("sure").search(around.sentences[at].text):
        yield from (word for word in around.sentences[at].words if word.counts)


def _exceeds(larger: Number | None, smaller: Number | None) -> bool:
    if larger is None or smaller is None or (larger.unit is None) is not (smaller.unit is None):
        return False
    return (larger.value or 0) > (smaller.value or 0)


def _phrase_of(sentence: Sentence, number: Number) -> NounPhrase:
    at = next((at for at, word in enumerate(sentence.words) if word.end > number.start), len(sentence.words) - 1)
    return find_noun_phrase(sentence.words, sentence.lowers, at)


def _noun_of(sentence: Sentence, at: int) -> str:
    noun = find_noun_phrase(sentence.words, sentence.lowers, at)
    return " ".join(word.text for word in sentence.words[noun.first : noun.last])


@cache
def _listed(name: str) -> re.Pattern[str]:
    """Words of a sentence that gives the whole of a count: `sure` ones, or those beside them that may; or of none."""
    words = table("doubts")["totals"]
    listed = words["sure"] + words["near"] if name == "near" else words[name]
    return re.compile(rf"\b(?:{'|'.join(fill_names(listed))})\b", re.IGNORECASE)


@cache
def _further(side: str) -> re.Pattern[str]:
    """Words right before a count, or right behind it, that add it to one before."""
    listed = "|".join(table("doubts")["further"][side])
    return re.compile(
        rf"\b(?:{listed})\s(?:\w+\s)?$" if side == _AHEAD else rf"\s(?:\w+\s)?(?:{listed})\b", re.IGNORECASE
    )
