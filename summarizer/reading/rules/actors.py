"""The sides of an event, where a sentence says plainly who did it and to whom."""

import re
from functools import cache

from ...language.lexicon import table
from ...language.places import country_words
from ...schemas import Actor
from .gazetteer import country_of
from .tokenizer import Sentence


def actors(sentence: Sentence) -> tuple[Actor, ...]:
    """Perpetrator and target, each at most once; empty where the sentence does not name them plainly."""
    text = sentence.text[sentence.body - sentence.start :]
    doer = _perpetrator(text)
    if not doer:
        return ()
    found = [Actor(name=doer, role="perpetrator")]
    target = _target().search(text)
    if target and country_of(target[1]) != country_of(doer.split()[0]):
        found.append(Actor(name=target[1], role="target"))
    return tuple(found)


def _perpetrator(text: str) -> str | None:
    if match := _forces().search(text):
        return match[1]
    if match := _states().search(text):
        return match[1]
    if match := _weapons().search(text):
        return country_of(match[1])
    match = _blamed().search(text)
    return country_of(match[1]) if match else None


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _countries() -> str:
    return _any(list(country_words()))


@cache
def _forces() -> re.Pattern[str]:
    lists = table("actors")
    return re.compile(
        rf"\b((?:{_countries()})(?:['’]s)?\s(?:{_any(lists['forces'])}))\s(?:\w+ly\s)?(?:(?:{_any(lists['auxiliaries'])})\s)?(?:{_any(lists['verbs'])})\b"
    )


@cache
def _states() -> re.Pattern[str]:
    lists = table("actors")
    return re.compile(
        rf"\b({_countries()})\s(?:\w+ly\s)?(?:(?:{_any(lists['auxiliaries'])})\s)?(?:{_any(lists['verbs'])})\b"
    )


@cache
def _weapons() -> re.Pattern[str]:
    return re.compile(rf"\b({_countries()})(?:['’]s)?\s(?:\w+\s)?(?:{_any(table('actors')['weapons'])})\b")


@cache
def _blamed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(table('actors')['blame'])})\s({_countries()})\b")


@cache
def _target() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(table('actors')['before_target'])})\s({_countries()})\b(?!['’]s)")
