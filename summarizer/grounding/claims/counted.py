"""What a number counts, by the noun beside it."""

import re
from typing import Final

from ...language.lexicon import table, word_set
from ...language.nouns import nouns_of, singular
from ...language.populations import is_people, parse_population, relation
from ...schemas import Figure
from ...syntax.noun_phrases import find_noun_phrase
from ...syntax.tokenizer import Sentence
from .verdicts import PROVED, UNPROVED, Part, contradict
from .words import content_words, split_words

_KINDS: Final = ("people", "things", "munitions", "hazards")
_MEASURED: Final = ("magnitude", "hectares")  # these count nothing
_POSSESSIVE: Final = re.compile(r"\w+['’]s?\s+(?=\w)")


def prove_counted(figure: Figure, noun: str, *, stands: bool) -> Part:
    """Prove what a figure counts.

    Args:
        figure: The figure as it was given.
        noun: The noun phrase beside the number; empty where none stands there.
        stands: Whether the figure's words stand in the article up to there, not beside other numbers alone.

    Returns:
        The verdict. Words of another language, which the model gives in English too, prove nothing.
    """
    of, said = figure.of.strip(), _POSSESSIVE.sub("", noun)
    if not of or figure.of_english is not None:
        return UNPROVED
    if _multiplies(of) or _multiplies(figure.unit or ""):
        return contradict(said or of)
    if not said:
        return PROVED if is_people(of) or stands or figure.measure in _MEASURED else UNPROVED
    if figure.category and _is_of_other_side(figure.category, said):
        return contradict(said)
    return _prove_by_noun(of, said, stands=stands, measured=figure.measure in _MEASURED)


def find_counted_noun(sentence: Sentence, at: int) -> tuple[int, int]:
    """Find the noun phrase that the number at a word counts: its first and last word (exclusive), the same for none."""
    lowers = sentence.lowers
    noun = find_noun_phrase(sentence.words, lowers, at)
    if noun.first < noun.last and lowers[noun.last - 1] in word_set("nouns", "counters"):
        following = find_noun_phrase(sentence.words, lowers, noun.last) if lowers[noun.last : noun.last + 1] else noun
        return (following.first, following.last) if following.first < following.last else (noun.first, noun.last)
    if noun.first == noun.last and lowers[at + 1 : at + 2] and lowers[at + 1] in word_set("nouns", "states"):
        named = lowers[at + 2 : at + 3]
        if named and named[0].isalpha() and singular(named[0]) != named[0]:
            return at + 2, at + 3  # "532 dead skuas"
    return noun.first, noun.last


def _multiplies(words: str) -> bool:
    """Return whether words multiply a number that they stand behind: "thousand people"."""
    return not word_set("numerals", "scales").isdisjoint(split_words(words)[:2])


def _prove_by_noun(of: str, said: str, *, stands: bool, measured: bool) -> Part:
    """Prove the words for what is counted by those beside the number; `measured` is no count of anything."""
    kinship = relation(of, said)
    if kinship == "apart":
        return contradict(said)
    if measured:
        return PROVED
    if is_people(of) and not _is_of_people(said):
        return contradict(said) if _is_known(said) else UNPROVED
    if kinship in ("same", "broader") or content_words(of) & content_words(said):
        return PROVED
    if is_people(of):
        return PROVED if _last_noun(said) in nouns_of("people") or parse_population(said).people else UNPROVED
    if is_people(said) or kinship == "narrower":
        return PROVED if stands else UNPROVED
    return contradict(said) if _is_known(said) and _is_known(of) else UNPROVED


def _is_of_other_side(category: str, said: str) -> bool:
    """Return whether a noun puts those who are counted on another side than the figure does."""
    sides = table("populations")["categories"]
    head = parse_population(said).head
    return head in sides and category not in sides[head]


def _is_of_people(said: str) -> bool:
    """Return whether a noun phrase counts people one by one: no animals, no families, no things."""
    last = _last_noun(said)
    if last in word_set("nouns", "groups") | word_set("nouns", "animals"):
        return False
    return last in nouns_of("people") or not any(last in nouns_of(kind) for kind in _KINDS)


def _is_known(said: str) -> bool:
    """Return whether the last noun of a phrase is of a known kind."""
    last = _last_noun(said)
    return last in word_set("nouns", "groups") | word_set("nouns", "animals") or any(
        last in nouns_of(kind) for kind in _KINDS
    )


def _last_noun(said: str) -> str:
    words = split_words(said)
    return singular(words[-1]) if words else ""
