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
from ...syntax.noun_phrases import find_noun_phrase
from ...syntax.tokenizer import Sentence, Word
from .surroundings import Surroundings

_BEFORE: Final = 3  # sentences before a number in which the whole of it, or a count of another event, may stand
_BEHIND: Final = 2  # sentences behind it in which the whole may
_AHEAD: Final = "before"


def is_within_larger(around: Surroundings, figure: Figure) -> bool:
    """Return whether a higher count of a measure stands near a number, of which it may be a part.

    No count of a span of time does, nor one that is feared: the event's own count is no part of these.
    """
    if figure.period:
        return False
    return any(
        _may_hold(around, at, place, word, figure.measure)
        for at in range(max(0, around.nth - _BEFORE), min(len(around.sentences), around.nth + 1 + _BEHIND))
        for place, word in enumerate(around.sentences[at].words)
        if word.counts and _exceeds(word.number, around.number)
    )


def _may_hold(around: Surroundings, at: int, place: int, word: Word, measure: str) -> bool:
    """Return whether a larger number, a word of a sentence, counts the same as the number, or is called a total."""
    sentence, number = around.sentences[at], around.number
    if at != around.nth and _listed("apart").search(sentence.text):
        return False
    if word.start >= number.end:
        if not _listed("near").search(sentence.text, around.behind if at == around.nth else 0):
            return False
    elif word.end > number.start:
        return False
    if not _listed("sure").search(sentence.text) and not around.counts(at, place, measure):
        return False
    return len({_kind_of(around.sentence, around.at), _kind_of(sentence, place), None}) < 3  # of one known kind


def precedes_more(around: Surroundings, figure: Figure) -> bool:
    """Return whether the next count behind a number comes on top of it: "18 went to one hospital; 25 more ...".

    One of another measure does not: "killed four and hurt 12 more".
    """
    for at in range(around.nth, min(len(around.sentences), around.nth + 1 + _BEHIND)):
        sentence = around.sentences[at]
        for place, word in enumerate(sentence.words):
            if word.counts and word.start >= around.number.end:
                return _is_further(sentence, word) and around.counts(at, place, figure.measure, or_nothing=True)
    return False


def _is_further(sentence: Sentence, word: Word) -> bool:
    """Return whether words beside a count say that it comes on top of another."""
    first, last = word.start - sentence.start, word.end - sentence.start
    return bool(_further(_AHEAD).search(sentence.text[:first]) or _further("behind").match(sentence.text, last))


def precedes_parallel(around: Surroundings, figure: Figure) -> bool:
    """Return whether the next sentence counts the same of another part: "The east wing had yielded 17"."""
    at = around.nth + 1
    if at >= len(around.sentences):
        return False
    sentence = around.sentences[at]
    counts = [place for place, word in enumerate(sentence.words) if word.counts]
    if counts and _parallel().match(sentence.text):
        said = around.outcomes_of(at).said
        return figure.measure in said or not said
    return bool(_also().search(sentence.text)) and any(around.counts(at, place, figure.measure) for place in counts)


def follows_smaller(around: Surroundings, figure: Figure) -> bool:
    """Return whether a smaller count of a measure stands in a sentence before, and nothing makes the two go together.

    Then one of them may be of another event: the two killed on Tuesday, and the 61 of whom the article reminds.
    """
    return not _listed("sure").search(around.sentence.text) and any(
        around.counts(at, place, figure.measure)
        and relation(figure.of, _noun_of(around.sentences[at], place)) != "apart"
        for at in range(max(0, around.nth - _BEFORE), around.nth)
        for place in _find_smaller(around.sentences[at], around.number)
    )


def _find_smaller(sentence: Sentence, number: Number) -> Iterator[int]:
    """Find the words of a sentence that count something, fewer than a number."""
    for place, word in enumerate(sentence.words):
        if word.counts and word.number is not None and word.number.value and _exceeds(number, word.number):
            yield place


def _exceeds(larger: Number | None, smaller: Number | None) -> bool:
    if larger is None or smaller is None or (larger.unit is None) is not (smaller.unit is None):
        return False
    return (larger.value or 0) > (smaller.value or 0)


def _kind_of(sentence: Sentence, at: int) -> str | None:
    return find_noun_phrase(sentence.words, sentence.lowers, at).kind


def _noun_of(sentence: Sentence, at: int) -> str:
    noun = find_noun_phrase(sentence.words, sentence.lowers, at)
    return " ".join(word.text for word in sentence.words[noun.first : noun.last])


@cache
def _listed(name: str) -> re.Pattern[str]:
    """Words of a sentence that gives the whole of a count: `sure` ones, or those beside them that may; or of none."""
    words = table("counts")["totals"]
    listed = words["sure"] + words["near"] if name == "near" else words[name]
    return re.compile(rf"\b(?:{'|'.join(fill_names(listed))})\b", re.IGNORECASE)


@cache
def _parallel() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('counts')['parts']['parallel'])})\b", re.IGNORECASE)


@cache
def _also() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('counts')['parts']['also'])})\b", re.IGNORECASE)


@cache
def _further(side: str) -> re.Pattern[str]:
    """Words right before a count, or right behind it, that add it to one before."""
    listed = "|".join(table("counts")["further"][side])
    return re.compile(
        rf"\b(?:{listed})\s(?:\w+\s)?$" if side == _AHEAD else rf"\s(?:\w+\s)?(?:{listed})\b", re.IGNORECASE
    )
