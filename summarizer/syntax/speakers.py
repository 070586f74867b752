"""Speakers who are counted: "two villagers said", "three officials told reporters that"."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, takewhile

from ..language.lexicon import word_set
from ..language.nouns import singular
from .noun_phrases import NounPhrase, find_noun_phrase
from .phrase_matcher import cue_phrases
from .tokenizer import Sentence, Word

_listed = partial(word_set, "attribution")
_QUOTES = frozenset('"“”')
_LONGEST = 5  # words of somebody else who speaks
_NEAR, _FAR = 8, 22  # words between "put" and the number


def _determiners() -> frozenset[str]:
    return word_set("function_words", "determiners")


def are_speakers(words: Sequence[Word], lowers: list[str], at: int, end: int) -> bool:
    """Test whether the number at a word counts speakers, and the words up to `end` only tell who they are."""
    number = words[at].number
    if number is None or number.unit is not None:
        return False
    noun = find_noun_phrase(words, lowers, at)
    start = _find_noun_end(lowers, noun)
    if start is None or start > end:
        return False
    able = _listed("offices") | _listed("counted_speakers")
    if noun.first < noun.last and noun.kind != "people" and singular(lowers[noun.last - 1]) not in able:
        return False
    return all(_may_follow(words[place], lowers, place) for place in range(start, end))


def _find_noun_end(lowers: list[str], noun: NounPhrase) -> int | None:
    """Find where those end who are counted: "two villagers", "three of the wounded"; None for a bare number."""
    if noun.first < noun.last:
        return noun.end
    named = noun.among and not word_set("nouns", "outcomes").isdisjoint(lowers[noun.end : noun.end + 1])
    return noun.end + 1 if named else None


def _may_follow(word: Word, lowers: list[str], place: int) -> bool:
    """Test whether a word may stand between speakers and their verb: "two officials in Goma later said"."""
    lower = lowers[place]
    verbs = word_set("nouns", "auxiliaries") - _listed("before_verb") | _listed("verbs")
    return lower not in verbs and word.text[0].isalnum() and not cue_phrases("after").match(lowers, place)


def _skip_companions(lowers: list[str], end: int) -> int:
    """Find where those end who speak with people that are counted: "two survivors and a nurse said"."""
    if lowers[end : end + 1] == ["and"] and lowers[end + 1 : end + 2] and lowers[end + 1] in _determiners():
        place = end + 2
        while place < len(lowers) and place - end <= _LONGEST and lowers[place][0].isalnum():
            if lowers[place] in _listed("verbs"):
                return place
            if cue_phrases("after").match(lowers, place) or lowers[place] in word_set("nouns", "auxiliaries"):
                break
            place += 1
    return end


def puts_number(lowers: list[str], verb: int) -> bool:
    """Test whether somebody puts something at a number: "put the turnout in Lyon on Saturday at 12,000"."""
    if "at" in lowers[verb + 1 : verb + _NEAR]:
        return True
    clause = list(takewhile(lambda word: word not in ".;:", lowers[verb + 1 : verb + _FAR]))
    return ("at", "#") in pairwise(clause)


def tells_surely(lowers: list[str], verb: int) -> bool:
    """Test whether a word is a verb of saying in any company: "villagers told to leave" say nothing."""
    word, following = lowers[verb], lowers[verb + 1] if verb + 1 < len(lowers) else "."
    if word not in _listed("verbs"):
        return False
    if word in _listed("hearers"):
        return following[0].isalnum() and following not in _listed("unheard")
    if word in _listed("finite"):
        return following not in _listed("passive_ends")
    return following in ("that", "#") or following in _determiners()


def may_precede_verb(word: str) -> bool:
    """Test whether a word may stand between a speaker and the verb: "also", "later", "reportedly"."""
    return word in _listed("before_verb") or word == "<ordinal>" or (word.endswith("ly") and len(word) > 4)


def speak(sentence: Sentence, at: int, noun: NounPhrase) -> bool:
    """Return whether those who are counted say something: "two security sources said"."""
    lowers, end = sentence.lowers, _find_noun_end(sentence.lowers, noun)
    if end is None:
        return False
    quoted = not _QUOTES.isdisjoint(lowers[max(0, at - 3) : max(0, at - 1)])
    if quoted and tells_surely(lowers, at - 1) and not "".join(lowers[end : end + 1]).isalnum():
        return True  # "We saw it," said one of the survivors.
    verb = _skip_companions(lowers, end)
    while verb < len(lowers) and may_precede_verb(lowers[verb]):
        verb += 1
    return verb < len(lowers) and tells_surely(lowers, verb)
