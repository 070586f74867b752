"""Event triggers: the words of a sentence that tell of an event, and its type."""

import re
from dataclasses import dataclass
from functools import cache

from ...language.lexicon import table
from ...schemas import EVENT_TYPES, Event, type_names
from ...syntax.tokenizer import Sentence


@dataclass(frozen=True)
class Trigger:
    """Words that tell of an event, at offsets in the article.

    `type` is None for a word that fits several ("the raid"). `anaphoric` says that it points back ("the shelling"),
    `indefinite` that it may be another event ("a drone attack"), `recalled` that other words of its sentence point
    back, `background` that the sentence is about something else ("after the shelling"), `faint` that it counts only
    beside surer words.
    """

    start: int
    end: int
    type: str | None
    anaphoric: bool
    background: bool
    indefinite: bool = False
    recalled: bool = False
    faint: bool = False


@cache
def event_class(kind: str) -> type[Event]:
    """Return the schema class that a type belongs to."""
    return next(event for event in EVENT_TYPES if kind in type_names(event))


def find_triggers(sentence: Sentence) -> list[Trigger]:
    """Find the triggers of a sentence in order; of several at one place the surer."""
    text, body = sentence.text, sentence.body - sentence.start
    triggers: list[Trigger] = []
    taken = bytearray(len(text))
    initials = _word_initials(text)
    cues = (_anaphoric_before(), _background_before(), _indefinite_before())
    for kind, faint, pattern, pattern_initials in _patterns():
        if pattern_initials and initials.isdisjoint(pattern_initials):
            continue
        for match in pattern.finditer(text, body):
            if taken.find(1, match.start(), match.end()) < 0:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                start, end = sentence.start + match.start(), sentence.start + match.end()
                before = text[max(body, match.start() - _LOOK_BACK) : match.start()]
                anaphoric, background, indefinite = (bool(cue.search(before)) for cue in cues)
                triggers.append(Trigger(start, end, kind, anaphoric, background, indefinite, faint=faint))
    return sorted(triggers, key=lambda trigger: trigger.start)


_LOOK_BACK = 40  # characters before a trigger in which a word says that it points back
_LETTERS = 3  # at the beginning of a word that tell most words of one list from those of another


def _word_initials(text: str) -> set[str]:
    """Return the first letters of each word of a text: one, two and three of them."""
    words = set(re.findall(rf"\b\w{{1,{_LETTERS}}}", text.lower()))
    return words | {word[:length] for word in words for length in range(1, _LETTERS)}


def _pattern_initials(words: list[str]) -> frozenset[str]:
    """Return the letters that matches of some patterns begin with; none if that is not plain of one of them."""
    initials = {letters for word in words for letters in _first_letters(word)}
    return frozenset(initials) if all(initials) else frozenset()


def _first_letters(pattern: str) -> set[str]:
    """Return the letters that matches of a pattern begin with, an empty string where that is not plain."""
    pattern = pattern.removeprefix(r"\b")
    if not pattern.startswith("("):
        literal = re.match(r"[a-z]*(?![?*{])", pattern)
        return {literal[0][:_LETTERS] if literal and "|" not in re.sub(r"\(.*\)", "", pattern) else ""}
    close = _find_closing(pattern)
    rest = pattern[close + 1 :]
    if pattern.startswith("(?<!"):
        return _first_letters(rest)
    initials = {letters for branch in _split_alternatives(pattern[3:close]) for letters in _first_letters(branch)}
    return initials | (_first_letters(rest[1:]) if rest.startswith("?") else set())


def _find_closing(pattern: str) -> int:
    """Find where the parenthesis is closed that a pattern begins with."""
    depth = 0
    for at, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at
    return len(pattern)


def _split_alternatives(pattern: str) -> list[str]:
    """Split a pattern into its alternatives, those inside its groups left together."""
    branches, depth = [""], 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            branches.append("")
        else:
            branches[-1] += character
    return branches


@cache
def _patterns() -> list[tuple[str | None, bool, re.Pattern[str], frozenset[str]]]:
    types = table("events")
    sure = [(kind, False, _compile(words), _pattern_initials(words)) for kind, words in types["types"].items()]
    faint = [(kind, True, _compile(words), _pattern_initials(words)) for kind, words in types["faint"].items()]
    return [*sure, (None, False, _compile(types["weak"]), _pattern_initials(types["weak"])), *faint]


def _compile(words: list[str]) -> re.Pattern[str]:
    joined = "|".join(word.replace(" ?", "\0").replace(" ", r"\s+").replace("\0", r"\s?") for word in words)
    return re.compile(rf"\b(?:{joined})(?!\w)", re.IGNORECASE)


@cache
def _anaphoric_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('events')['again'])})\s(?:\w+\s)?$", re.IGNORECASE)


@cache
def _indefinite_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('events')['fresh'])})\s(?:\w+\s)?$", re.IGNORECASE)


@cache
def _background_before() -> re.Pattern[str]:
    words, between = ("|".join(table("events")[name]) for name in ("background", "after_background"))
    return re.compile(rf"\b(?:{words})\s(?:(?:{between})\s)*(?:\w+\s)?$", re.IGNORECASE)


def type_label(kind: str) -> str:
    """Return the name of an event type for a headline."""
    name: str = table("events")["names"].get(kind, kind.replace("_", " ").capitalize())
    return name
