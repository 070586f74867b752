"""Partitives: counts of some of a whole, of others beside somebody, or of those who share what was told before."""

from collections.abc import Sequence
from functools import partial

from ..language.lexicon import word_set
from ..language.nouns import is_person, singular
from .measure_cues import (
    Cue,
)
from .noun_phrases import NounPhrase
from .tokenizer import Word

_listed = partial(word_set, "nouns")
_OF_HURT = ("wounded", "casualties")
_APART = 12  # words between a count and ", including three children"


def is_whole(lowers: list[str], at: int) -> bool:
    """Return whether a number is that of which another one tells a part: "two of the five"."""
    before = " ".join(lowers[max(0, at - 3) : at])
    return any(before.endswith(f"# {whole}") for whole in _listed("wholes"))


def is_excepted(lowers: list[str], at: int) -> bool:
    """Return whether a number counts those of whom something is not told: "all but three", "all except two"."""
    return at > 1 and lowers[at - 1] in _listed("excepting") and lowers[at - 2] in _listed("everyone")


def is_beside_person(words: Sequence[Word], at: int, noun: NounPhrase) -> bool:
    """Return whether a number counts others than somebody right before it: "the driver and 13 others"."""
    if at < 2 or words[at - 1].lower != "and":
        return False
    others = [word.lower for word in words[at + 1 : at + 2]]
    before = words[at - 2]
    if others == ["others"]:
        return is_person(before.lower)
    return others == ["other"] and noun.kind == "people" and (is_person(before.lower) or before.text[0].isupper())


def is_of_those(noun: NounPhrase, cue: Cue, lowers: list[str]) -> bool:
    """Return whether a count is of those who share its measure: "fourteen of the people detained on Friday"."""
    if not noun.among or noun.reference:
        return False
    of_hurt = cue.measure in _OF_HURT and lowers[noun.last - 1] in _listed("hurt")
    return of_hurt or (cue.way == "after" and cue.first == noun.end)


def is_some(lowers: list[str], at: int) -> bool:
    """Return whether a count is of some by its place: "Of the 19 wounded, 11 were", "two 10-year-olds"."""
    of_whole = lowers[:2] in (["of", "the"], ["of", "those"], ["of", "them"]) and "," in lowers[:at]
    return of_whole or lowers[at + 1 : at + 2] == ["<age>"]


def is_narrowed(lowers: list[str], at: int, cue: Cue) -> bool:
    """Return whether words say how badly those who are counted are hurt, or where they were taken."""
    said = " ".join(lowers[at : cue.last])
    return any(phrase in said for phrase in (*_listed("in_part"), *_listed("severe")))


def explains_group(lowers: list[str], group: NounPhrase, people: NounPhrase, at: int) -> bool:
    """Return whether a number in brackets says how many people some groups are: "612 families (3,060 people)"."""
    if lowers[group.end : at] != ["("] or lowers[people.end : people.end + 1] != [")"]:
        return False
    groups = {lowers[group.last - 1], singular(lowers[group.last - 1])} & _listed("groups")
    return bool(groups) and people.kind == "people" and singular(lowers[people.last - 1]) not in _listed("groups")


def is_joint(words: list[str]) -> bool:
    """Return whether words join two counts: "four cars and five vans"."""
    return 0 < len(words) <= 3 and set(words) <= _listed("joints") and bool({",", "and", "or"} & set(words))


def singles_out(words: list[str]) -> bool:
    """Return whether words between two counts make the second a part of the first: ", including"."""
    if len(words) > _APART or "#" in words:
        return False
    return any(" ".join(words[-length:]) in _listed("parts") for length in (1, 2, 3) if length <= len(words))
