"""Noun phrases: what a number counts, and what kind of thing that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from ..language.dates import weekdays
from ..language.lexicon import table, word_set
from ..language.nouns import nouns_of, singular
from .phrase_matcher import cue_phrases
from .tokenizer import Word

_listed = partial(word_set, "nouns")
_LONGEST = 7  # words in a noun phrase: "unmanned aerial vehicles of the Iranian type" is cut at "vehicles"
_QUOTES = frozenset("\"“”‘’'")
KINDS = ("people", "munitions", "things", "hazards")


@dataclass(frozen=True)
class NounPhrase:
    """The phrase that a number counts: words `first` to `last` (exclusive), none for a reference ("two of them").

    What follows it starts at `end`. `kind` is one of `KINDS` or "money", None where the noun is of no known kind.
    `part` says that a larger count is in the same phrase ("five of the eight"), `among` that it was given before
    ("five of them"), `more` that it comes on top.
    """

    first: int
    last: int
    end: int
    kind: str | None
    part: bool = False
    more: bool = False
    reference: bool = False
    among: bool = False


def find_noun_phrase(words: Sequence[Word], lowers: list[str], at: int) -> NounPhrase:
    """Find the noun phrase that the number at a word counts."""
    number, place = words[at].number, at + 1
    while place < len(words) and lowers[place] in ("-", "–", "-strong", "strong"):
        if words[place].start > words[place - 1].end and lowers[place] in ("-", "–"):
            return NounPhrase(place, place, place, None, reference=True)  # a dash: "kills 11 - hospital"
        place += 1
    more = False
    while place < len(words) and lowers[place] in _listed("more"):
        place, more = place + 1, True
    part = among = False
    if place + 1 < len(words) and lowers[place] == "of":
        whose = lowers[place + 1] in _listed("possessives")
        among = number is not None and number.unit is None and _is_determiner(lowers[place + 1]) and not whose
        place, part = _skip_of(lowers, place + 1)
        if place < len(words) and lowers[place] in _listed("references"):
            return NounPhrase(place, place, place + 1, None, more=more, reference=True, among=True)
    first, last, end = _find_phrase_span(words, lowers, place)
    money = number is not None and number.kind == "money"
    if first == last:
        return NounPhrase(first, first, end, "money" if money else None, part, more, True, among)
    return NounPhrase(
        first, last, end, "money" if money else _find_phrase_kind(words[first:last]), part, more, False, among
    )


@cache
def stop_words() -> frozenset[str]:
    """Return the words after which nothing that is counted starts."""
    return _listed("stops") | {day.casefold() for day in weekdays()}


def _is_determiner(word: str) -> bool:
    return word in word_set("function_words", "determiners")


def _skip_of(lowers: list[str], place: int) -> tuple[int, bool]:
    """Find where the noun after "of" starts, and whether a larger count stands there ("of the eight")."""
    while place < len(lowers) and _is_determiner(lowers[place]):
        place += 1
    if place < len(lowers) and lowers[place] == "#":
        return place + 1, True
    return place, False


def _find_phrase_span(words: Sequence[Word], lowers: list[str], start: int) -> tuple[int, int, int]:
    """Find first and last word (exclusive) of the noun phrase, and where what follows it starts."""
    place = start
    while place < min(len(words), start + _LONGEST) and _belongs_to_phrase(words, lowers, place, start):
        place += 1
        if _is_head(lowers, place) and not (lowers[place : place + 1] == ["and"] and _joins_like_nouns(lowers, place)):
            break
    end = place
    if end < len(words) and lowers[end] in _QUOTES and end > start:
        end += 1
        place = end if lowers[start] in _QUOTES else place
    first = start
    while first < place and _is_modifier(lowers[first]):
        first += 1
    if place - first == 1 and lowers[first] in _listed("others") | _QUOTES:
        return place, place, end
    return first, place, end


def _belongs_to_phrase(words: Sequence[Word], lowers: list[str], place: int, start: int) -> bool:
    """Return whether the word at a place belongs to the phrase that started before it."""
    word = lowers[place]
    if word == "and" and place > start and _joins_like_nouns(lowers, place):
        return True
    if word == "and" and place > start and _noun_kind(lowers[place - 1]) is None:
        return place + 2 < len(lowers) and _noun_kind(lowers[place + 2]) is not None  # "Shahed-type and decoy drones"
    if words[place].number is not None or word in stop_words() or word in word_set("attribution", "verbs"):
        return False
    if place == start and word in _listed("possessives"):
        return False  # "raised to 69 its count"
    if not word[0].isalnum():
        return place == start and word in _QUOTES
    if cue_phrases("after").match(lowers, place):
        return place + 1 < len(lowers) and _noun_kind(lowers[place + 1]) is not None
    return not (place > start and word.endswith("ed") and _noun_kind(lowers[place - 1]) is not None)


def _joins_like_nouns(lowers: list[str], place: int) -> bool:
    """Return whether "and" joins two nouns of one kind: "homes and businesses", but not "dead and injured"."""
    if place + 1 >= len(lowers) or {lowers[place - 1], lowers[place + 1]} & _listed("states"):
        return False
    kind = _noun_kind(lowers[place - 1])
    return kind is not None and kind == _noun_kind(lowers[place + 1])


def _is_head(lowers: list[str], place: int) -> bool:
    """Return whether the word before a place is the noun that the phrase is about."""
    word = lowers[place - 1]
    following = lowers[place] if place < len(lowers) else ""
    plural = word in _listed("plurals") or _is_regular_plural(word)
    if plural and following in _listed("held_as"):
        return True
    return (plural or _noun_kind(word) is not None) and _noun_kind(following) is None


def _is_regular_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("'s", *table("nouns")["singular_endings"]))


def _is_modifier(word: str) -> bool:
    return word in _listed("idle") or (word.endswith("ly") and len(word) > 4)


def _find_phrase_kind(words: Sequence[Word]) -> str | None:
    if any(word.lower in _listed("munition_adjectives") for word in words):
        return "munitions"
    kinds = [kind for word in words if (kind := _noun_kind(word.lower))]
    if kinds:
        return kinds[-1]
    name = words[-1].text
    return "people" if name[0].isupper() and name.endswith("s") else None  # "Palestinians", "Shiites"


@cache
def _noun_kind(word: str) -> str | None:
    """Return the kind of a noun, singular or plural; None for any other word."""
    for form in (word, singular(word)):
        for kind in KINDS:
            if form in nouns_of(kind):
                return kind
    return None


@cache
def countable_kinds(measure: str) -> frozenset[str]:
    """Return the kinds of nouns that a measure counts."""
    return frozenset(table("measures")[measure]["counts"])
