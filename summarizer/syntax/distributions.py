"""Distributions: counts that a sentence gives place by place, each with the words for its place."""

import re
from dataclasses import dataclass
from functools import partial

from ..language.dates import day_names
from ..language.lexicon import word_set
from .tokenizer import Sentence, Word

_listed = partial(word_set, "distributions")
_LONGEST = 5  # words of a place
_APART = 9  # words between two counts of a list


@dataclass(frozen=True)
class PlacedCount:
    """The place of a count, from `start` to `end` in the article.

    `way` is "behind" the count, "subject" ("Sofala had 12 deaths"), or "label" ("Sofala: 12").
    """

    start: int
    end: int
    name: str
    way: str


def find_place_behind(sentence: Sentence, at: int) -> PlacedCount | None:
    """Find the place whose preposition is the word at some place: "in Sofala", "at a market"."""
    lowers, words = sentence.lowers, sentence.words
    if lowers[at : at + 1] == [] or lowers[at] not in _listed("places"):
        return None
    last = at + 1
    while last < min(len(words), at + 1 + _LONGEST) and _is_name(words[last]):
        last += 1
    if last == at + 1:
        last = _end_of_site(sentence, at + 1)
    return _make_place(sentence, at + 1, last, way="behind") if last > at + 1 else None


def find_place_before(sentence: Sentence, at: int) -> PlacedCount | None:
    """Find the place that is named right before a count: "Sofala 12", "Sofala: 12", "Sofala had 12"."""
    lowers, words = sentence.lowers, sentence.words
    counts = at > 0 and lowers[at - 1] in _listed("counting")
    last = at - 1 if counts or (at > 0 and lowers[at - 1] in _listed("marks")) else at
    first = last
    while first > max(0, last - _LONGEST) and _is_name(words[first - 1]):
        first -= 1
    opens = first == 0 or lowers[first - 1] in (*_listed("separators"), *_listed("openers"), "•", "*", "-")
    return _make_place(sentence, first, last, way="subject" if counts else "label") if first < last and opens else None


def goes_on(sentence: Sentence, end: int, at: int) -> bool:
    """Return whether a count at a word is the next of a list, whose last count ended before the word `end`.

    "killed 12 in Sofala, nine in Manica", "Sofala had 12 deaths, Manica nine"; or the first of the parts of a whole.
    """
    lowers = sentence.lowers
    between = lowers[end:at]
    if "#" in between or len(between) > _APART or not between:
        return False
    if find_place_behind(sentence, at + 1):
        if between[-1] in _listed("openers"):
            return True
        return between[-1] in _listed("separators") and find_place_behind(sentence, end) is not None
    own = find_place_before(sentence, at)
    following = lowers[at + 1 : at + 2]
    closes = not following or following[0] in (*_listed("separators"), ".", ")")
    if own is None or not closes or not sentence.words[at - 1].text[0].isupper():
        return False
    names = sum(word.end > own.start for word in sentence.words[end:at])
    return len(between) == names + sum(word in _listed("separators") for word in between)


def goes_on_by_events(sentence: Sentence, end: int, at: int) -> bool:
    """Return whether a list of counts goes on by events: "nine in the first blast and five in the second"."""
    joins = sentence.lowers[at - 1 : at]
    return joins in (["and"], [","]) and _is_of_one(sentence.lowers, end) and _is_of_one(sentence.lowers, at + 1)


def _is_of_one(lowers: list[str], at: int) -> bool:
    """Return whether the words at some place are "in the first"."""
    return lowers[at : at + 2] == ["in", "the"] and not _listed("ordinals").isdisjoint(lowers[at + 2 : at + 3])


def _is_name(word: Word) -> bool:
    return word.text[0].isupper() and word.number is None and day_names().isdisjoint(re.findall(r"\w+", word.text))


def _end_of_site(sentence: Sentence, first: int) -> int:
    """Find the end of a place by its kind: "a market", "the main station"."""
    lowers = sentence.lowers
    if lowers[first : first + 1] == [] or lowers[first] not in _listed("determiners"):
        return first
    behind = range(first + 2, min(len(lowers), first + _LONGEST) + 1)
    return next((last for last in behind if lowers[last - 1] in _listed("sites")), first)


def _make_place(sentence: Sentence, first: int, last: int, *, way: str) -> PlacedCount:
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    name = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
    return PlacedCount(start, end, name, way)
