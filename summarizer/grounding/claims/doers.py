"""Doers in a sentence: those who are counted, and who kill or wound others instead of suffering it."""

from functools import cache, partial
from typing import Final

from ...language.lexicon import table, word_set
from ...syntax.noun_phrases import find_noun_phrase
from ...syntax.phrase_matcher import PhraseMatcher, build_matcher
from ...syntax.tokenizer import Sentence
from .surroundings import Surroundings

SUFFERED: Final = frozenset(("killed", "wounded", "casualties"))  # what one does and another suffers
_ASIDE: Final = 8  # words between two commas: "a woman, 34 and unemployed,"
_DEEDS: Final = 12  # words from those who are counted to the verb: "drew a knife and stabbed"
_FATE: Final = 3  # words from a form of "be" to what was done
_persons = partial(word_set, "persons")


def find_deed(around: Surroundings, at: int) -> str | None:
    """Find what those who are counted at a word did to others: "killed two protesters".

    Returns:
        The article's words; None where they did nothing of the kind, or came to harm themselves in the same sentence.
    """
    sentence = around.sentence
    end = _skip_aside(sentence, _find_end(around, at))
    place = _find_verb(sentence, end) or _find_joined_verb(sentence, at, end)
    if place is None:
        return None
    last = _find_object(sentence, place + 1)
    if last is None or _comes_to_harm(sentence.lowers[last:]):
        return None
    words = sentence.words[place : last + 1]
    return sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]


def _find_end(around: Surroundings, at: int) -> int:
    """Find the word behind those who are counted."""
    sentence = around.sentence
    if sentence.words[at].counts:
        return find_noun_phrase(sentence.words, sentence.lowers, at).end
    return next((n for n, word in enumerate(sentence.words) if word.start >= around.number.end), len(sentence.words))


def _skip_aside(sentence: Sentence, place: int) -> int:
    """Skip what stands between two commas."""
    if sentence.lowers[place : place + 1] == [","]:
        following = sentence.lowers[place + 1 : place + 1 + _ASIDE]
        if "," in following:
            return place + following.index(",") + 2
    return place


def _find_verb(sentence: Sentence, place: int) -> int | None:
    """Find the verb in the active whose subject ends before a word; the last of two: "shot and killed"."""
    lowers, words = sentence.lowers, table("counts")["doers"]
    while place < len(lowers) and (lowers[place] in words["before"] or lowers[place].endswith("ly")):
        place += 1
    if place >= len(lowers) or lowers[place] not in words["verbs"]:
        return None
    both = lowers[place + 1 : place + 2] == [words["joints"][0]] and lowers[place + 2 : place + 3]
    return place + 2 if both and both[0] in words["verbs"] else place


def _find_joined_verb(sentence: Sentence, at: int, end: int) -> int | None:
    """Find the verb that is joined to another of those at the head of a clause: "drew a knife and stabbed"."""
    lowers, words = sentence.lowers, table("counts")["doers"]
    if at and lowers[at - 1] not in words["subject_after"]:
        return None
    for place in range(end, min(len(lowers) - 1, end + _DEEDS)):
        if not (lowers[place][0].isalnum() or lowers[place] == "#") or lowers[place] in _persons("passives"):
            return None
        if place > end and lowers[place] in words["joints"] and lowers[place + 1] in words["verbs"]:
            return place + 1
    return None


def _find_object(sentence: Sentence, place: int) -> int | None:
    """Find the second word of a verb's object that begins at a word or shortly behind; None if it has none there."""
    lowers, words = sentence.lowers, table("counts")["doers"]
    while place < len(lowers) and (phrase := _between().match(lowers, place)):
        place += phrase[0]
    following = lowers[place : place + 3]
    if not following or not set(following).isdisjoint(words["times"]):
        return None
    return min(place + 1, len(lowers) - 1) if following[0] in words["objects"] else None


@cache
def _between() -> PhraseMatcher:
    return build_matcher((phrase, "") for phrase in table("counts")["doers"]["between"])


def _comes_to_harm(lowers: list[str]) -> bool:
    """Return whether words tell that who did something suffered, too."""
    words = table("counts")["doers"]
    if not set(lowers).isdisjoint(words["own"]):
        return True
    done = frozenset(words["verbs"])
    return any(
        word in _persons("passives") and not done.isdisjoint(lowers[nth : nth + _FATE + 1])
        for nth, word in enumerate(lowers)
    )
