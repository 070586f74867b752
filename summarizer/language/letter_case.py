"""Letter case of texts in capitals, as teleprinters sent them: restored word by word, so that names can be told."""

import re
from functools import cache
from typing import Final

from .dates import weekdays
from .lexicon import alternatives, lexicon, table, word_set
from .nouns import singular

_LEAST: Final = 3  # words of a line in capitals: fewer are an abbreviation, or a name
_MOSTLY: Final = 0.95  # of a text's letters
_WORD: Final = re.compile(r"[A-Z]+(?:['’][A-Z]+)?")
_LINE: Final = re.compile(r"[^\n]+")
# An abbreviation in brackets of its own: "(EFE)", "[FMLN]", and with a word that is none: "(ACAN-EFE)".
_IN_BRACKETS: Final = re.compile(r"[(\[]([A-Z][A-Z-]{1,9})[)\]]")
_OPENS: Final = re.compile(r"(?:[.!?:]['\"”’)\]]*\s+|[-–—]{2}\s+)[\"“(\[]*$|\n\s*\n\s*[\"“(\[]*$")
_DATELINE: Final = re.compile(r"\s*[A-Z][A-Z .'-]{2,40},\s\d{1,2}\s[A-Z]{3,9}\s\d{2,4}\s\([^)\n]{2,40}\)\s*-{1,2}\s")
_DAY_BEFORE: Final = re.compile(r"\d\s$")
_DAY_BEHIND: Final = re.compile(r"\.?\s\d")
_LOOK_BACK: Final = 12  # characters that say whether a sentence begins
_VOWEL: Final = re.compile("[AEIOUY]")


def _is_all_capitals(text: str) -> bool:
    """Test whether a text is written in capitals throughout."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)


def restore_case(text: str) -> str:
    """Write a text in capitals as a newspaper would, every character in its place; of another text, lines in capitals.

    Words that news writes in lower case are lowered but where a sentence begins, all others are taken for names. What
    stands in brackets alone, or has no vowel, is an abbreviation and stays.
    """
    if _is_all_capitals(text):
        return _restore(text)
    if not any(map(_is_in_capitals, _LINE.findall(text))):
        return text
    return _LINE.sub(lambda line: _restore(line[0]) if _is_in_capitals(line[0]) else line[0], text)


def _is_in_capitals(line: str) -> bool:
    return line.isupper() and len([word for word in _WORD.findall(line) if len(word) > 1]) >= _LEAST


def _restore(text: str) -> str:
    short = {part for match in _IN_BRACKETS.finditer(text) for part in match[1].split("-")} - _lowered()
    head = _DATELINE.match(text)
    restored, at = [head[0]] if head else [], head.end() if head else 0
    text = _editorial().sub(lambda match: " " * len(match[0]), text)
    for match in _WORD.finditer(text, at):
        restored.append(text[at : match.start()])
        before = text[max(match.start() - _LOOK_BACK, 0) : match.start()]
        opens = match.start() == 0 or (head and match.start() == head.end()) or bool(_OPENS.search(before))
        is_day = match[0].capitalize() in _months() and bool(
            _DAY_BEFORE.search(before) or _DAY_BEHIND.match(text, match.end())
        )
        restored.append(_write(match[0], capital=opens or is_day, short=short))
        at = match.end()
    return "".join((*restored, text[at:]))


def _write(word: str, *, capital: bool, short: set[str]) -> str:
    if word in short or (len(word) > 1 and not _VOWEL.search(word)):
        return word
    lowered = word.lower()
    return lowered if not capital and _is_common(lowered) else word[0] + lowered[1:]


@cache
def _is_common(word: str) -> bool:
    stem = re.split("['’]", word)[0]
    if word.capitalize() in weekdays() or (word.capitalize() in _months() and word not in usual_words()):
        return False
    return any(each in usual_words() for each in (word, stem, singular(stem), f"{stem}s"))


@cache
def usual_words() -> frozenset[str]:
    """Return the words that English news writes in lower case, in small letters."""
    listed = (words for words in table("nouns").values() if isinstance(words, list))
    nouns = {word for words in listed for word in words if isinstance(word, str)}
    return frozenset(("a", *table("letter_case")["lower"].split())) | nouns | word_set("function_words", "nothing")


@cache
def _lowered() -> set[str]:
    return {word.upper() for word in usual_words()}


@cache
def _months() -> frozenset[str]:
    return frozenset(lexicon().months)


@cache
def _editorial() -> re.Pattern[str]:
    return re.compile(rf"\[(?:{alternatives(table('sentences')['editorial'])})\]")
