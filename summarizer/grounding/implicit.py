"""One person without a numeral: "a man was killed", "another is in hospital", "Ana Ruiz, 34, died" count 1."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from ..language.lexicon import alternatives, word_set
from ..language.nouns import nouns_of, singular
from ..language.quantities import Number
from ..schemas import Figure

# What is counted by the head; a noun phrase of one thing ("a house was hit") proves nothing.
_OF_PEOPLE: Final = frozenset(
    ("killed", "wounded", "casualties", "treated", "cases", "missing", "trapped", "abducted", "detained", "rescued",
     "evacuated", "displaced", "affected")
)  # fmt: skip
_COUNTED: Final = ("quantity", "percent", "money")
_MODIFIERS: Final = 5  # words between "a" and its noun: "a 16-year-old high school football player"
_AGE: Final = re.compile(r",\s*$|\(\s*$"), re.compile(r"\s*[,.;)]|\s*$")
_BESIDE: Final = 8  # characters beside a number in which a comma tells an age
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PUNCTUATION: Final = re.compile(r"[^\w\s'’-]")
_NAME: Final = r"[A-ZÀ-ÞŁŚŽČŠ][\w'’.-]*"


def find_person(text: str, start: int, end: int, numbers: Sequence[Number], figure: Figure) -> Number | None:
    """Find the noun phrase or name of one person in a span of a text, as the number 1 that it stands for.

    Args:
        text: The article's text.
        start: Where the span begins, in characters.
        end: Where it ends.
        numbers: The numbers that the span holds or meets. With one that counts, the phrase proves nothing.
        figure: The figure that claims the person.

    Returns:
        The phrase as a number; None if the figure counts no one person, or the span names none.
    """
    if (figure.value, figure.unit, figure.bound) != (1, None, "exactly") or figure.measure not in _OF_PEOPLE:
        return None
    if any(number.kind in _COUNTED and not _is_age(text, number) for number in numbers):
        return None
    if _negation().search(text, start, end):
        return None
    found = _find_noun_phrase(text, start, end) or _find_outcome(text, start, end)
    if found is None:
        return None
    first, last = found
    return Number(first, last, text[first:last], "quantity", 1.0, 1.0, None, "exactly", 1.0)


def _is_age(text: str, number: Number) -> bool:
    """Return whether a number stands as an age does behind a name or a noun: "Ana Ruiz, 34, died"."""
    before, after = _AGE
    return (
        number.text.isdecimal()
        and number.value is not None
        and number.value < 120
        and before.search(text[max(0, number.start - _BESIDE) : number.start]) is not None
        and after.match(text[number.end : number.end + _BESIDE]) is not None
    )


def _find_noun_phrase(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find "a man", "another 16-year-old boy", "his wife"; at the span's beginning the article may be left out."""
    words = list(_WORD.finditer(text, start, end))
    determiners, ends = word_set("persons", "determiners"), word_set("persons", "ends")
    for at, word in enumerate(words):
        headed = word[0].casefold() in determiners
        if not headed and (at or word[0][0].islower()):
            continue
        for noun in words[at + headed : at + headed + _MODIFIERS + 1]:
            folded = noun[0].casefold()
            if folded in determiners | ends or _PUNCTUATION.search(text, word.end(), noun.start()):
                break
            if _is_person(folded):
                return word.start(), noun.end()
            if singular(folded) != folded and not folded.endswith(("'s", "’s")):
                break  # a plural: "the soldiers' commander", "a men's club"
    return None


@lru_cache(maxsize=1 << 14)
def _is_person(word: str) -> bool:
    """Return whether a word in lower case is a noun for one person."""
    if word in word_set("persons", "nouns"):
        return True
    single = singular(word) == word and word not in word_set("nouns", "plurals")
    return single and word in nouns_of("people") - word_set("persons", "groups")


def _find_outcome(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find "another", or a name of two words or more, before what became of that person."""
    match = _before_outcome().search(text, start, end)
    return match.span(match.lastindex or 0) if match else None


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(word_set('persons', 'negations'))})\b|n['’]t\b", re.IGNORECASE)


@cache
def _before_outcome() -> re.Pattern[str]:
    alone, auxiliary, outcome, end = (
        f"(?i:{alternatives(words)})"
        for words in (
            word_set("persons", "alone"),
            word_set("persons", "auxiliaries"),
            word_set("persons", "outcomes"),
            word_set("persons", "deaths"),
        )
    )
    name = rf"{_NAME}(?:\s+{_NAME}){{1,4}}"
    aged = f"(?i:{alternatives(word_set('persons', 'aged'))})"
    age = rf"(?:,\s*(?:{aged}\s+)?\d{{1,3}}\b,?|\s*\(\d{{1,3}}\))"
    passive = rf"(?:\s+{auxiliary}){{1,3}}(?:\s+\w+ly)?\s+{outcome}\b"
    active = rf"\s+{end}\b"
    return re.compile(
        rf"\b({alone})(?:\s+{auxiliary}){{0,3}}(?:\s+\w+ly)?\s+{outcome}\b"
        rf"|\b({name})(?:{age}|{age}?(?:{passive}|{active}))"
    )
