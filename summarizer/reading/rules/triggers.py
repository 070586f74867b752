"""What kind of event a sentence tells of, from its trigger words."""

import re
from dataclasses import dataclass
from functools import cache

from ...language.lexicon import table
from ...schemas import EVENT_TYPES, Event, type_names
from .tokenizer import Sentence


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
    begins = _beginnings(text)
    for kind, faint, pattern, beginnings in _patterns():
        if beginnings and begins.isdisjoint(beginnings):
            continue
        for match in pattern.finditer(text, body):
            if taken.find(1, match.start(), match.end()) < 0:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                start, end = sentence.start + match.start(), sentence.start + match.end()
                before = text[max(body, match.start() - 40) : match.start()]
                again, behind, fresh = (bool(p.search(before)) for p in (_again(), _background(), _fresh()))
                found.append(Trigger(start, end, kind, again, behind, fresh, faint=faint))
    return sorted(found, key=lambda trigger: trigger.start)


_LETTERS = 3  # at the beginning of a word that tell most words of one list from those of another


def _beginnings(text: str) -> set[str]:
    """The first letters of each word of a text: one, two and three of them."""
    words = set(re.findall(rf"\b\w{{1,{_LETTERS}}}", text.lower()))
    return words | {word[:length] for word in words for length in range(1, _LETTERS)}


def _all_begin(words: list[str]) -> frozenset[str]:
    """With what letters the matches of some patterns begin; empty if that is not plain of one of them."""
    found = {letters for word in words for letters in _first_letters(word)}
    return frozenset(found) if all(found) else frozenset()


def _first_letters(pattern: str) -> set[str]:
    """With what letters the matches of a pattern begin; one is empty where that is not plain."""
    pattern = pattern.removeprefix(r"\b")
    if not pattern.startswith("("):
        literal = re.match(r"[a-z]*(?![?*{])", pattern)
        return {literal[0][:_LETTERS] if literal and "|" not in re.sub(r"\(.*\)", "", pattern) else ""}
    close = _closing(pattern)
    rest = pattern[close + 1 :]
    if pattern.startswith("(?<!"):
        return _first_letters(rest)
    found = {letters for each in _alternatives(pattern[3:close]) for letters in _first_letters(each)}
    return found | (_first_letters(rest[1:]) if rest.startswith("?") else set())


def _closing(pattern: str) -> int:
    """Where the parenthesis is closed that a pattern begins with."""
    depth = 0
    for at, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at
    return len(pattern)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside its groups left together."""
    found, depth = [""], 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found


@cache
def _patterns() -> list[tuple[str | None, bool, re.Pattern[str], frozenset[str]]]:
    types = table("events")
    sure = [(kind, False, _compiled(words), _all_begin(words)) for kind, words in types["types"].items()]
    faint = [(kind, True, _compiled(words), _all_begin(words)) for kind, words in types["faint"].items()]
    return [*sure, (None, False, _compiled(types["weak"]), _all_begin(types["weak"])), *faint]


def _compiled(words: list[str]) -> re.Pattern[str]:
    joined = "|".join(word.replace(" ?", "\0").replace(" ", r"\s+").replace("\0", r"\s?") for word in words)
    return re.compile(rf"\b(?:{joined})(?!\w)", re.IGNORECASE)


@cache
def _again() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('events')['again'])})\s(?:\w+\s)?$", re.IGNORECASE)


@cache
def _fresh() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('events')['fresh'])})\s(?:\w+\s)?$", re.IGNORECASE)


@cache
def _background() -> re.Pattern[str]:
    words, between = ("|".join(table("events")[name]) for name in ("background", "after_background"))
    return re.compile(rf"\b(?:{words})\s(?:(?:{between})\s)*(?:\w+\s)?$", re.IGNORECASE)


def name_of(kind: str) -> str:
    """What an event of a type is called."""
    named: str = table("events")["names"].get(kind, kind.replace("_", " ").capitalize())
    return named
