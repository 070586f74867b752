"""Actors of an event, where a sentence says plainly who did it and to whom."""

import re
from functools import cache

from ...language.lexicon import table
from ...language.places import country_alternatives, find_country
from ...schemas import Actor
from ...syntax.tokenizer import Sentence


def find_actors(sentence: Sentence) -> tuple[Actor, ...]:
    """Find perpetrator and target, each at most once; empty where the sentence does not name them plainly."""
    text = sentence.text[sentence.body - sentence.start :]
    perpetrator = _find_perpetrator(text)
    if not perpetrator:
        return ()
    sides = [Actor(name=perpetrator, role="perpetrator")]
    target = _target().search(text)
    if target and find_country(target[1]) != find_country(perpetrator.split()[0]):
        sides.append(Actor(name=target[1], role="target"))
    return tuple(sides)


def _find_perpetrator(text: str) -> str | None:
    if match := _forces().search(text):
        return match[1]
    if match := _states().search(text):
        return match[1]
    if match := _weapons().search(text):
        return find_country(match[1])
    match = _blamed().search(text)
    return find_country(match[1]) if match else None


@cache
def _any_of(name: str) -> str:
    """Return a regular expression for the words of a list of `actors.toml`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(table("actors")[name], key=len, reverse=True))


def _did() -> str:
    """Return a regular expression for what follows a perpetrator: "repeatedly has shelled"."""
    return rf"\s(?:\w+ly\s)?(?:(?:{_any_of('auxiliaries')})\s)?(?:{_any_of('verbs')})\b"


@cache
def _forces() -> re.Pattern[str]:
    return re.compile(rf"\b((?:{country_alternatives()})(?:['’]s)?\s(?:{_any_of('forces')})){_did()}")


@cache
def _states() -> re.Pattern[str]:
    return re.compile(rf"\b({country_alternatives()}){_did()}")


@cache
def _weapons() -> re.Pattern[str]:
    return re.compile(rf"\b({country_alternatives()})(?:['’]s)?\s(?:\w+\s)?(?:{_any_of('weapons')})\b")


@cache
def _blamed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('blame')})\s({country_alternatives()})\b")


@cache
def _target() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('before_target')})\s({country_alternatives()})\b(?!['’]s)")
