"""Doubts of a claim: words outside of a number's own clause by which it may be no fact of its article's event."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from ...language.dates import fill_names
from ...language.lexicon import alternatives, table
from ...schemas import Figure
from ...syntax.modality import Marker, Mood
from ...syntax.tokenizer import Sentence, Word
from .surroundings import Surroundings
from .words import speaker_words

_BEHIND: Final = 3  # sentences behind a number in which it may be taken back
_SEVERAL: Final = 2  # one who is told of again is no other one
_LEAD: Final = 2  # sentences before a number's that tell of its event
_NOBODY: Final = 6  # words between "nobody" and what became of them
_SERIES: Final = 3  # sentences up to a number's in which its event may be one of several
_DEAD: Final = "killed"
_HURT: Final = frozenset(("wounded", "treated"))
_OF_THE_LIVING: Final = frozenset(("killed", "wounded", "casualties", "missing", "abducted", "trapped", "detained"))


def find_doubts(around: Surroundings, figure: Figure) -> list[Marker]:
    """Find what makes it unsure that a number is told as a fact, and of its article's event.

    Returns:
        Markers of what denies, supposes, or tells of another event; none of them governs the number.
    """
    found = (
        _find_hearsay(around),
        _find_taken_back(around, figure),
        _find_supposed(around),
        _find_earlier(around, figure),
    )
    return [marker for markers in found for marker in markers]


def _find_hearsay(around: Surroundings) -> Iterator[Marker]:
    """Find words that make the number somebody's bare word."""
    yield from _mark("denied", "hearsay", "own", around.sentence, end=around.before)
    yield from _mark("denied", "hearsay", "near", around.sentence, end=around.before)
    yield from _mark("denied", "hearsay", "behind", around.sentence, start=around.behind)
    if around.nth:
        yield from _mark("denied", "hearsay", "near", around.sentences[around.nth - 1])


def _find_taken_back(around: Surroundings, figure: Figure) -> Iterator[Marker]:
    """Find the words by which a sentence behind a number's takes it back, unless another speaker says them."""
    wanted = speaker_words(figure.attributed_to or "")
    for later in range(around.nth + 1, min(len(around.sentences), around.nth + 1 + _BEHIND)):
        sentence = around.sentences[later]
        speakers = [speaker_words(said.speaker) for said in around.attributions_of(later) if wanted and said.speaker]
        if speakers and all(wanted.isdisjoint(speaker) for speaker in speakers):
            continue
        end = _end_of_other(sentence, around)
        yield from _mark("denied", "later", "words", sentence, end=end)
        if figure.measure in _OF_THE_LIVING:
            yield from _mark("denied", "later", "alive", sentence, end=end)
        if _says_of_nobody(around, later, figure.measure):
            yield Marker("denied", sentence.start, sentence.end, bound=False)


def _end_of_other(sentence: Sentence, around: Surroundings) -> int | None:
    """Return where a sentence begins to tell of another count than the number, in characters; None if nowhere."""
    other = next((word for word in sentence.words if word.number and word.counts), None)
    if other is None or other.number is None or other.number.value == around.number.value:
        return None
    return other.start - sentence.start


def _says_of_nobody(around: Surroundings, at: int, measure: str) -> bool:
    """Return whether a sentence says of nobody what a claim says of those whom it counts: "nobody had died"."""
    sentence = around.sentences[at]
    ends = [sentence.start + match.end() for match in _nobody().finditer(sentence.text)]
    outcomes = around.outcomes_of(at) if ends else None
    if outcomes is None or measure not in outcomes.said:
        return False
    firsts = [
        outcome.first
        for owned in outcomes.owned.values()
        for outcome in owned
        if measure in outcome.behind | outcome.ahead
    ]
    places = (sum(word.start < end for word in sentence.words) for end in ends)
    return any(place <= first < place + _NOBODY for place in places for first in firsts)


def _find_supposed(around: Surroundings) -> Iterator[Marker]:
    """Find words for what somebody means to do, asks for, or works out."""
    yield from _mark("hypothetical", "supposed", "own", around.sentence, end=around.before)
    yield from _mark("hypothetical", "supposed", "behind", around.sentence, start=around.behind)
    yield from _mark("hypothetical", "supposed", "near", around.sentence)
    yield from _find_infinitives(around)
    if around.nth:
        yield from _mark("hypothetical", "supposed", "near", around.sentences[around.nth - 1])


def _find_infinitives(around: Surroundings) -> Iterator[Marker]:
    """Find the infinitive of what happened, where nothing makes a deed of it: "permission to detain 40"."""
    words, lowers = around.sentence.words, around.sentence.lowers
    for verb in around.told_at:
        if verb and lowers[verb - 1] in table("doubts")["supposed"]["infinitive"]:
            before = " ".join(lowers[max(0, verb - _NOBODY) : verb - 1])
            if not _pattern("done", "words").search(before):
                yield Marker("hypothetical", words[verb - 1].start, words[verb].end, bound=False)


def _find_earlier(around: Surroundings, figure: Figure) -> Iterator[Marker]:
    """Find words for an event before the article's own, which its first sentence tells."""
    if around.nth:
        yield from _mark("other_event", "earlier", "own", around.sentence, end=around.before)
        yield from _mark("other_event", "earlier", "anywhere", around.sentence)
        yield from _mark("other_event", "earlier", "before", around.sentences[around.nth - 1])
    if around.nth + 1 < len(around.sentences):
        yield from _mark("other_event", "earlier", "this_time", around.sentences[around.nth + 1])
    near = around.sentences[max(0, around.nth - _SERIES + 1) : around.nth + 1]
    if any(_find_all("earlier", "series", sentence.text) for sentence in near):
        yield from _mark("other_event", "earlier", "apart", around.sentence, end=around.before)
    if not is_linked(around):
        if figure.measure == _DEAD and (harm := _find_lesser_harm(around)):
            yield harm
        yield from _mark("other_event", "earlier", "there", around.sentence)
        for word in _find_past(around):
            yield Marker("other_event", word.start, word.end, bound=False)


def _find_lesser_harm(around: Surroundings) -> Marker | None:
    """Find a sentence before a number of dead that tells of an event without any: "One warder was cut."."""
    if (around.number.value or 0) < _SEVERAL:
        return None
    for at in range(max(0, around.nth - _LEAD), around.nth):
        sentence = around.sentences[at]
        measures = frozenset[str]().union(*around.outcomes_of(at).near.values())
        if (measures & _HURT and _DEAD not in measures) or _find_all("earlier", "harmless", sentence.text):
            return Marker("other_event", sentence.start, sentence.end, bound=False)
    return None


def is_linked(around: Surroundings) -> bool:
    """Return whether a number's sentence is tied to the event of the one before: by its speaker, or by its words."""
    if not around.nth or _find_all("links", "words", around.sentence.text):
        return True
    return bool(around.attributions_of(around.nth))


def _find_past(around: Surroundings) -> Iterator[Word]:
    """Find "had" right before what became of those who are counted."""
    words = table("doubts")["earlier"]
    for verb in around.told_at:
        first = verb
        while first and around.sentence.lowers[first - 1] in words["past_between"]:
            first -= 1
        if first and around.sentence.lowers[first - 1] in words["past"]:
            yield around.sentence.words[first - 1]


def _mark(
    mood: Mood, kind: str, name: str, sentence: Sentence, *, start: int = 0, end: int | None = None
) -> Iterator[Marker]:
    """Mark the words of a list of doubts.toml in a sentence, between two offsets in it."""
    for first, last in _find_all(kind, name, sentence.text):
        if start <= first and (end is None or last <= end):
            yield Marker(mood, sentence.start + first, sentence.start + last, bound=False)


@lru_cache(maxsize=1 << 10)
def _find_all(kind: str, name: str, text: str) -> tuple[tuple[int, int], ...]:
    """Find the words of a list in a sentence: those of one figure are looked for again with the next."""
    return tuple(match.span() for match in _pattern(kind, name).finditer(text))


@cache
def _pattern(kind: str, name: str) -> re.Pattern[str]:
    patterns = fill_names(table("doubts")[kind][name])
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)


@cache
def _nobody() -> re.Pattern[str]:
    words = table("doubts")["later"]
    return re.compile(
        rf"\b(?!(?:{alternatives(words['but_of'])})\b)(?:{alternatives(words['nobody'])})\b", re.IGNORECASE
    )
