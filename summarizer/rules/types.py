"""What kind of event a sentence tells of, from its trigger words."""

import re
from dataclasses import dataclass
from functools import cache

from ..schemas import EVENT_TYPES, Event, type_names
from .sentences import Sentence
from .words import table

_FRESH = re.compile(r"\b(?:a|an|another|new|separate|second)\s(?:\w+\s)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Trigger:
    """Words that tell of an event, at offsets in the article.

    `type` is None for a word that fits several ("the raid"). `again` says that it points back ("the
    shelling"), `fresh` that it may be another one ("a drone attack"), `recalled` that other words of its sentence point
    back, `background` that the sentence
    is about something else ("after the shelling").
    """

    start: int
    end: int
    type: str | None
    again: bool
    background: bool
    fresh: bool = False
    recalled: bool = False
    faint: bool = False


@cache
def event_class(kind: str) -> type[Event]:
    """The schema class that a type belongs to."""
    return next(event for event in EVENT_TYPES if kind in type_names(event))


def triggers(sentence: Sentence) -> list[Trigger]:
    """The triggers of a sentence in order; of several at one place the surer."""
    text, body = sentence.text, sentence.body - sentence.start
    found: list[Trigger] = []
    taken = bytearray(len(text))
    for kind, faint, pattern in _patterns():
        for match in pattern.finditer(text, body):
            if taken.find(1, match.start(), match.end()) < 0:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                start, end = sentence.start + match.start(), sentence.start + match.end()
                before = text[max(body, match.start() - 40) : match.start()]
                again, behind, fresh = (bool(p.search(before)) for p in (_again(), _background(), _FRESH))
                found.append(Trigger(start, end, kind, again, behind, fresh, faint=faint))
    return sorted(found, key=lambda trigger: trigger.start)


@cache
def _patterns() -> list[tuple[str | None, bool, re.Pattern[str]]]:
    types = table("types")
    sure = [(kind, False, _compiled(words)) for kind, words in types["types"].items()]
    faint = [(kind, True, _compiled(words)) for kind, words in types["faint"].items()]
    return [*sure, (None, False, _compiled(types["weak"])), *faint]


def _compiled(words: list[str]) -> re.Pattern[str]:
    joined = "|".join(word.replace(" ?", "\0").replace(" ", r"\s+").replace("\0", r"\s?") for word in words)
    return re.compile(rf"\b(?:{joined})(?!\w)", re.IGNORECASE)


@cache
def _again() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('types')['again'])})\s(?:\w+\s)?$", re.IGNORECASE)


@cache
def _background() -> re.Pattern[str]:
    words = "|".join(table("types")["background"])
    return re.compile(rf"\b(?:{words})\s(?:(?:a|an|the|numerous|several|recent|that|its)\s)*(?:\w+\s)?$", re.IGNORECASE)


def name_of(kind: str) -> str:
    """What an event of a type is called."""
    named: str = table("types")["names"].get(kind, kind.replace("_", " ").capitalize())
    return named
