"""Victims and suspects of a sentence by name, with their ages: "Ana Ruiz, 34, was killed"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ...gazetteer.keys import Level, find_kind, fold_name
from ...language.lexicon import alternatives, table, word_set
from ...language.nouns import is_person
from ...language.quantities import read_numbers
from ...schemas.base import Named, NamedKind
from ...syntax.tokenizer import Sentence
from .gazetteer import cut_days

_PART = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-ÿ]"
_NAME = rf"{_PART}(?:\s(?:[A-Z]\.|[\"“][^\"”]{{1,20}}[\"”]|{_PART})){{1,3}}(?:,?\s(?:Jr|Sr|II|III)\b\.?)?"
_BACK = 60  # characters before a name in which a word tells what became of somebody
_AHEAD = 70
_OLDEST = 120
_FEWEST = 2  # words of a name
_NO_PEOPLE: Final[tuple[Level, ...]] = ("streets", "grounds", "buildings", "counties", "quarters")


def find_named(sentence: Sentence) -> Iterator[Named]:
    """Find the people whose age stands beside their name, or who are identified, and who suffered it or did it."""
    text = sentence.text
    for match in _person().finditer(text, sentence.body - sentence.start):
        name = _trim(match["name"])
        if not _is_name(name):
            continue
        age = _read_age(f"{match['young'] or ''}{match['old'] or ''}")
        before = text[max(0, match.start() - _BACK) : match.start("name")]
        if age is not None or _cue("identifying").search(before):
            kind = _find_kind(before, text[match.end() : match.end() + _AHEAD])
        elif _cue("victims_beside").search(before):
            kind = "victim"
        else:
            kind = "suspect" if _cue("suspects_beside").search(before) else None
        if kind:
            yield Named(kind=kind, name=name, age=age)


def _read_age(words: str) -> int | None:
    """Read the age beside a name, in digits or in words; None if there is none, or nobody gets so old."""
    age = next((number.value for number in read_numbers(words) if number.value is not None), None)
    if age is None or not 0 < age <= _OLDEST:
        return None
    unit = next((unit for unit in table("units")["age"]["fractions"] if unit in words.lower()), None)
    return int(age / table("units")["age"]["fractions"][unit]) if unit else int(age)


def _trim(name: str) -> str:
    """Return a name without an office before it or a day behind it: "Deputy Ann Bell Friday"."""
    words = cut_days(name)
    while words and words[0].strip(".,") in word_set("persons", "titles"):
        words.pop(0)
    return " ".join(words)


def _is_name(name: str) -> bool:
    """Return whether capitalised words can be the name of a person: at least two, none a noun or a kind of place."""
    words = name.split()
    if len(words) < _FEWEST or name.endswith(("'s", "’s")) or find_kind(fold_name(name), _NO_PEOPLE):
        return False
    return not any(is_person(word.lower()) or word in word_set("persons", "no_names") for word in words)


@cache
def _person() -> re.Pattern[str]:
    """Return the pattern of a name, with an age before it or behind it: "34-year-old Ana Ruiz", "Ana Ruiz, 34"."""
    after, before = (
        alternatives(table("units")["age"]["words_after"]),
        alternatives(table("units")["age"]["words_before"]),
    )
    tens, ones = (alternatives(table("numerals")[words]) for words in ("tens", "units"))
    return re.compile(
        rf"(?P<young>\b(?:\d{{1,3}}|(?i:(?:{tens})(?:[-\s](?:{ones}))?|{ones}))[-\s]?(?:{after})\s(?:[a-z]+\s){{0,2}})?\b(?P<name>{_NAME})"
        rf"(?P<old>(?:,\s(?:(?:{before})\s)?|\s\()\d{{1,3}}\b\)?)?"
    )


def _find_kind(before: str, after: str) -> NamedKind | None:
    """Return what the words beside a name say; None if they say nothing."""
    if _cue("suspects_after").match(after):
        return "suspect"
    if _cue("victims_after").match(after):
        return "victim"
    if _cue("suspects_before").search(before):
        return "suspect"
    return "victim" if _cue("victims_before").search(before) else None


@cache
def _cue(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of cues: `_before` a name at the end of a text, `_after` one at its beginning."""
    words = "|".join(table("persons")[name])
    if name.endswith("_after"):
        between = "|".join(table("persons")["between_name_and_verb"])
        return re.compile(rf",?\s?(?:(?:{between}),?\s)?(?:{words})\b", re.IGNORECASE)
    if name.endswith("_beside"):
        return re.compile(rf"\b(?:{words})\s$", re.IGNORECASE)
    between = "|".join(table("persons")["not_between"])
    return re.compile(rf"\b(?:{words})\s?,?\s?(?:(?!(?:{between})\s)[\w'’-]+\s){{0,3}}$", re.IGNORECASE)
