"""Cues of measures that no verb of outcome gives: people on board, in a crowd, fallen in an attack, and lost land."""

from functools import partial

from ..language.lexicon import word_set
from .measure_cues import NEAR_VERB, Cue, is_on_duty
from .noun_phrases import NounPhrase

_listed = partial(word_set, "nouns")
_FAR_LAND, _NEAR_LAND = 14, 6  # words between land and what became of it
_ARTICLES = (["the"], ["a"], ["an"])


def find_gathering(lowers: list[str], noun: NounPhrase) -> Cue | None:
    """Find the gathering that people were at: "23,000 people at Saturday's student protest"."""
    if noun.kind != "people" or lowers[noun.end : noun.end + 1] not in (["at"], ["in"]):
        return None
    if is_on_duty(lowers, noun):
        return None
    for place in range(noun.end + 1, min(len(lowers), noun.end + NEAR_VERB)):
        if lowers[place] in _listed("gatherings"):
            return Cue("participants", noun.end, place + 1, "after")
        if not lowers[place][0].isalnum() or lowers[place] in _listed("auxiliaries"):
            return None
    return None


def find_aboard(lowers: list[str], noun: NounPhrase) -> Cue | None:
    """Find that people were on board: "20 people were on board", "27 passengers on the aircraft"."""
    if noun.kind != "people" and not noun.reference:
        return None
    place = noun.end
    while place < len(lowers) and lowers[place] in _listed("auxiliaries"):
        place += 1
    for length in (1, 2):
        if " ".join(lowers[place : place + length]) in _listed("aboard"):
            return Cue("participants", noun.end, place + length, "after")
    if noun.reference or lowers[place : place + 1] != ["on"] or lowers[place + 1 : place + 2] not in _ARTICLES:
        return None
    craft = next((at for at in range(place + 2, min(len(lowers), place + 6)) if lowers[at] in _listed("craft")), None)
    return Cue("participants", noun.end, craft + 1, "after") if craft else None


def find_fallen(lowers: list[str], noun: NounPhrase) -> Cue | None:
    """Find that people fell in an attack: "20 of his comrades fell in the rebel assault"."""
    if noun.kind != "people" or lowers[noun.end : noun.end + 2] not in (["fell", "in"], ["fell", "during"]):
        return None
    for place in range(noun.end + 2, min(len(lowers), noun.end + NEAR_VERB)):
        if lowers[place] in _listed("fights"):
            return Cue("killed", noun.end, place + 1, "after")
        if not lowers[place][0].isalnum():
            return None
    return None


def find_lost_land(lowers: list[str], at: int) -> Cue | None:
    """Find the word that says that the land of a number burned or was flooded."""
    before = (place for place in range(at - 1, max(-1, at - _FAR_LAND), -1) if lowers[place] in _listed("land_lost"))
    behind = (
        place for place in range(at + 1, min(len(lowers), at + _NEAR_LAND)) if lowers[place] in _listed("land_lost")
    )
    first, last = next(before, None), next(behind, None)
    if first is not None and not {"#", ";", "."} & set(lowers[first:at]):
        return Cue("hectares", first, at + 1, "before")
    return Cue("hectares", at, last + 1, "after") if last is not None else None
