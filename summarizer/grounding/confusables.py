"""Confusable characters beside a number, which make it look like another one: letters for zeros, homoglyphs."""

import re
import unicodedata
from typing import Final

from ..language.quantities import Number
from ..language.visible import HIDDEN

# Greek, Cyrillic, Armenian, Cherokee: letters that are drawn like Latin ones or like digits.
_ALIKE: Final = "\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff"
_MIXED: Final = re.compile(rf"[A-Za-z0-9][^\W_]*[{_ALIKE}]|[{_ALIKE}][^\W_]*[A-Za-z0-9]")
_SUSPECT: Final = re.compile(f"[{_ALIKE}{HIDDEN}]")
_WORD_BEFORE: Final = re.compile(r"[^\W_]+\W{0,2}$")
_WORD_AFTER: Final = re.compile(r"[^\W_]*\W{0,2}[^\W_]*")
_ENTITY_BEFORE: Final = re.compile(r"&(?:#\w{0,8};?|[A-Za-z]{2,10};)$")
_ENTITY_AFTER: Final = re.compile(r"&(?:#|[A-Za-z]{2,10};)")
# In a text that was not cleaned: hidden characters between a number and what goes on.
_HIDDEN_BEFORE: Final = re.compile(rf"[^\W_][{HIDDEN}]+$")
_HIDDEN_AFTER: Final = re.compile(rf"[{HIDDEN}]+[^\W_]")
_LETTERS_FOR_ZEROS: Final = re.compile(r"[Oo]+(?![^\W\d_])")
# "1,5 million", "1'234", "1e6", "3/4", "5 ½": one number that the reader, which does not know the form, takes for two.
_DIGIT_BEFORE: Final = re.compile(r"\d[.,'’·^/]$")
_WHOLE_BEFORE: Final = re.compile(r"\d\s$")
_DIGIT_AFTER: Final = re.compile(r"[.,'’·^/]\d|[eE][+-]?\d|\s?[½⅓⅔¼¾⅛⅜⅝⅞]")
_REACH: Final = 40  # characters in which the word beside a number is looked for


def stands_clear(text: str, number: Number) -> bool:
    """Return whether no character beside the number may be a part of it.

    No mark or exponent joins it to more digits; no letter O or digit of another kind, no combining stroke, HTML entity,
    hidden or unreadable character touches it; neither its own word nor those beside it mix Latin letters or digits with
    letters that look like them.
    """
    before, after = text[max(0, number.start - _REACH) : number.start], text[number.end : number.end + _REACH]
    if _LETTERS_FOR_ZEROS.match(after) and number.text[-1:].isdigit():
        return False
    if _is_joined_to_digits(before, number.text, after):
        return False
    if _ENTITY_AFTER.match(after) or ("&" in before and _ENTITY_BEFORE.search(before)):
        return False
    if before.isascii() and after.isascii() and number.text.isascii():
        return True
    if _alters_number(_bare(before)[-1:]) or _alters_number(after[:1]):
        return False
    suspect = _SUSPECT.search(before + number.text + after)
    return suspect is None or not (_is_joined_by_hidden(before, after) or _mixes_scripts(before, number, after))


def _is_joined_to_digits(before: str, number: str, after: str) -> bool:
    """Return whether only a mark, an exponent or a fraction parts the number from more digits."""
    if number[0].isdigit():
        return bool(_DIGIT_BEFORE.search(before) or (number[-1].isdigit() and _DIGIT_AFTER.match(after)))
    if number[0].isnumeric():  # a fraction of one character, behind its whole
        return bool(_WHOLE_BEFORE.search(before))
    return number[-1].isdigit() and bool(_DIGIT_AFTER.match(after))


def _bare(before: str) -> str:
    """Leave out a letter's own signs: in a script without spaces a number stands right behind them."""
    bare = before
    while bare and unicodedata.category(bare[-1]).startswith("M"):
        bare = bare[:-1]
    return bare if bare[-1:].isalpha() else before


def _alters_number(character: str) -> bool:
    """Return whether a character that touches a number alters its look: a stroke through it, a further digit."""
    return bool(character) and (
        character in "\ufffd⁻⁺" or character.isnumeric() or unicodedata.category(character).startswith("M")
    )


def _is_joined_by_hidden(before: str, after: str) -> bool:
    """Return whether only hidden characters part the number from what stands beside it."""
    return bool(_HIDDEN_BEFORE.search(before) or _HIDDEN_AFTER.match(after))


def _mixes_scripts(before: str, number: Number, after: str) -> bool:
    """Return whether its word or one beside it mixes letters that look alike."""
    word, next_word = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    around = (word[0] if word else "") + number.text + (next_word[0] if next_word else "")
    return bool(_MIXED.search(around))
