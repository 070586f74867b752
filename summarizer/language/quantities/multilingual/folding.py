"""Folding of a text, so that one spelling of a word finds all: case, accents, points, digits of other scripts.

What a script leaves out at will (Arabic and Hebrew points, tatweel, soft hyphens, joiners, marks of direction) is
dropped; every other character stays one character, and offsets lead back to the text.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_DROPPED: Final = {
    0x00AD, 0x0640, 0x0670, 0x093C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF,
    *range(0x0300, 0x0370), *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7,
    *range(0x0610, 0x061B), *range(0x064B, 0x0660), *range(0x06D6, 0x06DD),
    *range(0x202A, 0x202F), *range(0x2066, 0x206A),
}  # fmt: skip
_FOLDED: Final = {
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    "\u2015": "–", **dict.fromkeys("\u2010\u2011\u2043\u05be\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\uff07`´", "'"),
    **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىیﻱ", "ي"), "ک": "ك", "ہ": "ه", "ۀ": "ه", "ئ": "ئ",
    "٪": "%", "～": "~", "〜": "~", "∼": "~", "−": "-",
}  # fmt: skip
_DECOMPOSED: Final = (0x00C0, 0x0530, 0x1E00, 0x1F00)  # Latin, Greek and Cyrillic letters with an accent


class _Fold(dict[int, str]):
    """What each character is folded to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold(chr(code))
        return self[code]


def _fold(character: str) -> str:
    code = ord(character)
    if code in _DROPPED:
        return ""
    if character in _FOLDED:
        return _FOLDED[character]
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if 0xFF01 <= code <= 0xFF5E:  # fullwidth forms
        return chr(code - 0xFEE0).lower()
    if 0x0958 <= code <= 0x095F:  # Devanagari letters with a nukta
        return unicodedata.normalize("NFD", character)[0]
    if _DECOMPOSED[0] <= code < _DECOMPOSED[1] or _DECOMPOSED[2] <= code < _DECOMPOSED[3]:
        character = unicodedata.normalize("NFD", character)[0]
    lowered = character.lower()
    return lowered if len(lowered) == 1 else lowered[0]


_FOLD: Final = _Fold()
_TURKISH: Final = str.maketrans("Iİı", "iii")


@dataclass(frozen=True)
class FoldedText:
    """A text as words are searched in it, and where each of its characters stands in the text itself."""

    text: str
    offsets: Sequence[int]


def fold(text: str) -> str:
    """Fold a text or a word of a lexicon."""
    return text.translate(_TURKISH).translate(_FOLD)


def fold_text(text: str) -> FoldedText:
    """Fold a text, keeping where each character came from; the offsets end with the text's length."""
    folded = fold(text)
    if len(folded) == len(text):
        return FoldedText(folded, range(len(text) + 1))
    kept = [at for at, character in enumerate(text.translate(_TURKISH)) if _FOLD[ord(character)]]
    return FoldedText(folded, [*kept, len(text)])
