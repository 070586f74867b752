"""Extent of a claim: whether a number is the whole count, a part of it, or an addition."""

import re
from functools import cache
from typing import Final

from ...language.lexicon import table
from ...language.populations import is_people
from ...language.quantities import Number, read_numbers
from ...language.sentences import sentence_span
from ...schemas import Figure
from ...syntax.tokenizer import Sentence
from .verdicts import PROVED, UNPROVED, Part, contradict

_ORDINAL: Final = 3  # words from an ordinal to the number that it adds
_BESIDE: Final = 40  # characters beside a number in which words make a part of it


def prove_extent(figure: Figure, text: str, sentence: Sentence, number: Number, *, numeral: bool, noun: str) -> Part:
    """Prove that a number is the whole count, or no more than the part that a figure says.

    `numeral` says that it is counted by a numeral; who is told of alone may always be one of several. Without a `noun`
    of its own, a number counts some of those before it: "eight are in hospital, two in a coma".
    """
    ahead = text[max(sentence.start, number.start - _BESIDE) : number.start]
    behind = text[number.end : min(sentence.end, number.end + _BESIDE)]
    named = _before("part_before", r"(?:\w+\s+)?").search(ahead)
    beside = (
        named
        or _after("part_after", "").match(behind)
        or _before("more_before", "").search(ahead)
        or _after("more_after", r"(?:\w+\s)?").match(behind)
        or _share_behind().search(text, number.end, sentence.end)
        or number.text.lower().startswith(tuple(table("nouns")["more_numbers"]))
    )
    if figure.extent == "additional":
        return PROVED if beside or _follows_ordinal(sentence, number) else UNPROVED
    if figure.extent == "part":
        return PROVED if beside or not numeral or figure.where else UNPROVED
    if figure.value == 0:
        return PROVED
    if named and is_people(figure.of):
        return contradict(named[0])
    if grown := _change_by().search(ahead):
        return contradict(f"{grown[0]}{number.text}")
    if numeral and not noun and _follows_larger(sentence, number):
        return UNPROVED
    if _doubt("before").search(text, sentence.body, number.start) or _doubt("behind").search(
        text, number.end, sentence.end
    ):
        return UNPROVED
    return UNPROVED if beside or _belongs_to_larger(text, sentence, number) else PROVED


def _follows_larger(sentence: Sentence, number: Number) -> bool:
    """Return whether a larger count stands before a number in its sentence."""
    before = (word.number for word in sentence.words if word.counts and word.end <= number.start)
    return any((other.value or 0) > (number.value or 0) for other in before if other)


def _follows_ordinal(sentence: Sentence, number: Number) -> bool:
    """Return whether an ordinal stands in a number or shortly before it: "a fourth miner", "a second group of"."""
    at = sum(word.end <= number.start for word in sentence.words)
    return any(
        word.number is not None and word.number.kind == "ordinal" and word.start < number.end
        for word in sentence.words[max(0, at - _ORDINAL) :]
    )


def _belongs_to_larger(text: str, sentence: Sentence, number: Number) -> bool:
    """Return whether its sentence or the next one makes a number a part of a larger whole."""
    if _pattern("alone").search(sentence.text) or _opening_whole().match(text, sentence.body, number.start):
        return True
    if _follows_ordinal(sentence, number):
        return True
    end = sentence_span(text, sentence.end + 1, sentence.end + 1)[1] if sentence.end + 1 < len(text) else sentence.end
    behind = text[number.end : end]
    totals = _pattern("totals")
    if not totals.search(behind):
        return False
    larger = (
        other for other in read_numbers(behind) if other.kind == "quantity" and (other.value or 0) > (number.value or 0)
    )
    return any(totals.search(behind[max(0, other.start - _BESIDE) : other.end + _BESIDE]) for other in larger)


@cache
def _before(name: str, between: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_join(name)})\s+{between}$", re.IGNORECASE)


@cache
def _after(name: str, between: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{between}(?:{_join(name)})\b", re.IGNORECASE)


@cache
def _share_behind() -> re.Pattern[str]:
    return re.compile(rf"\b{table('modality')['extent']['share_of']}\b", re.IGNORECASE)


@cache
def _change_by() -> re.Pattern[str]:
    """What stands before the number by which a count changed: "grew by"."""
    return re.compile(rf"\b(?:{_join('grown')})(?:\s\w+){{0,2}}\sby\s(?:\w+\s)?$", re.IGNORECASE)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_join(name)})\b", re.IGNORECASE)


@cache
def _doubt(name: str) -> re.Pattern[str]:
    """Words somewhere in a sentence that may make a part of a number."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(table('counts')['parts'][name])})(?![\w-])", re.IGNORECASE)


@cache
def _opening_whole() -> re.Pattern[str]:
    opening = _join("of_whole")
    return re.compile(opening, re.IGNORECASE)


def _join(name: str) -> str:
    return "|".join(table("modality")["extent"][name])
