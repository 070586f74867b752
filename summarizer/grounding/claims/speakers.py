"""Speaker of a claim: whether the article names who says a number, and nobody else does."""

from collections.abc import Sequence
from typing import Final

from ...language.lexicon import table
from ...syntax.attribution import Attribution, find_attribution_of
from ...syntax.tokenizer import Sentence
from .verdicts import PROVED, UNPROVED, Part, contradict
from .words import speaker_words

_NEIGHBOURS: Final = 2  # sentences before a figure's own in which its speaker may be named
_PARTS: Final = frozenset(';"“”')  # between what two speakers say
_BETWEEN: Final = frozenset(",;:–—")


def prove_speaker(
    said_by: str,
    sentences: Sequence[Sentence],
    attributions: Sequence[Sequence[Attribution]],
    nth: int,
    at: int,
    article: frozenset[str],
) -> Part:
    """Prove who says the number at a word.

    Args:
        said_by: The words for the speaker.
        sentences: The article's sentences.
        attributions: Who speaks in each, pronouns resolved.
        nth: The sentence of the number.
        at: The word of the number.
        article: All words of the article, as singulars.

    Returns:
        The verdict: contradicted if the article has less than half of the words for the speaker, or if the sentence has
        another speaker and the two sentences before do not name this one.
    """
    wanted = speaker_words(said_by)
    if not wanted:
        return UNPROVED
    absent = wanted - article
    if absent and len(absent) * 2 >= len(wanted):
        return contradict(said_by)
    found = find_attribution_of(at, attributions[nth])
    if found and ";" in sentences[nth].lowers[found.last : at]:
        found = None  # what is said ends there
    if (
        found
        and found.closes
        and found.first > at
        and _is_said_by_another(found, sentences[nth], attributions[nth], at)
    ):
        return UNPROVED
    speaker = speaker_words(found.speaker) if found and found.speaker else frozenset[str]()
    own = speaker_words(sentences[nth].text)
    if speaker and (speaker <= wanted or len(speaker & wanted) * 2 >= len(wanted)):
        return PROVED
    if not speaker and wanted <= own:
        apart = _counts_another(sentences[nth], at, wanted) or _stands_apart(sentences[nth], at, wanted)
        return UNPROVED if apart else PROVED
    before = speaker_words(" ".join(sentence.text for sentence in sentences[max(0, nth - _NEIGHBOURS) : nth]))
    return UNPROVED if not speaker or wanted & (own | before) else contradict(said_by)


def _is_said_by_another(found: Attribution, sentence: Sentence, attributions: Sequence[Attribution], at: int) -> bool:
    """Return whether one who speaks before a number may say it, where `found` closes a later count."""
    between = sentence.words[at + 1 : found.first]
    parted = any(word.counts for word in between) and any(word.text in _PARTS for word in between[:-1])
    return parted and any(other.last <= at and other.speaker != found.speaker for other in attributions)


def _stands_apart(sentence: Sentence, at: int, wanted: frozenset[str]) -> bool:
    """Return whether a speaker is first named in a later clause than the number at a word."""
    lowers, alone = sentence.lowers, table("modality")["clauses"]["alone"]
    breaks = [place for place, word in enumerate(lowers) if word == ";" or word in alone]
    last = min((place for place in breaks if place > at), default=len(lowers))
    return wanted.isdisjoint(speaker_words(" ".join(word.text for word in sentence.words[:last])))


def _counts_another(sentence: Sentence, at: int, wanted: frozenset[str]) -> bool:
    """Return whether a speaker is named in another clause than the number at a word, beside a number of its own."""
    clauses: list[list[int]] = [[]]
    for place, word in enumerate(sentence.lowers):
        if word in _BETWEEN or word in table("modality")["clauses"]["alone"]:
            clauses.append([])
        clauses[-1].append(place)
    return any(
        at not in clause
        and wanted & speaker_words(" ".join(sentence.words[place].text for place in clause))
        and any(sentence.words[place].counts for place in clause)
        for clause in clauses
    )
