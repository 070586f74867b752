"""Requirements on a quote that proves a number: few whole words of the article, one of them beside the number."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from ..language.lexicon import word_set
from ..language.quantities import Number, read_numbers

# Of 527 recorded quotes (`cassettes/`), the longest has 87 characters, 19 words and two sentences; of the 3,705 that
# the built-in rules take from 2,400 news texts, 134 characters. Whoever checks a longer one reads half an article.
LONGEST: Final = 400
_MOST_SENTENCES: Final = 2

# A full stop may end no sentence behind a short word with a capital ("Gov.", "Sept.") or a letter ("U.S.", "p.m.").
_SENTENCE_END: Final = re.compile(
    r"(?<!\b\w)(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z][a-z]{3})[.!?…]+[\"”’')\]]*\s+(?=\S)|\n\s*\n"
)
_WORD: Final = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u0900-\u0dff]*)+")  # with the marks of Indic letters
# Scripts that set no space between words, or join endings to them: Thai to Khmer, kana, Han, Hangul.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)


def explain_unfit(quote: str) -> str | None:
    """Say why a quote proves nothing wherever it stands; None if it may."""
    if len(quote) > LONGEST:
        return f"the quote has {len(quote)} characters, more than {LONGEST}: {_WANTED}"
    sentences = 1 + sum(1 for _ in _SENTENCE_END.finditer(quote.strip()))
    if sentences > _MOST_SENTENCES:
        return f"the quote has {sentences} sentences, more than {_MOST_SENTENCES}: {_WANTED}"
    return None


_WANTED: Final = "quote only the few words that hold the number and what is counted"


def is_cut(text: str, start: int, end: int, within: Sequence[Number], language: str) -> bool:
    """Return whether a span of a text begins or ends inside a word, or inside one of the numbers `within`."""
    if _is_inside_word(text, start) or _is_inside_word(text, end):
        return True
    clipped = (number for number in within if number.start < start or end < number.end)
    return any(
        _says_another(text[max(start, number.start) : min(end, number.end)], number, language) for number in clipped
    )


def _is_inside_word(text: str, at: int) -> bool:
    """Return whether an offset parts two characters of one word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M"):
        return True  # a mark that belongs to the letter before
    return before.isalnum() and after.isalnum() and not (_UNSPACED.match(before) or _UNSPACED.match(after))


def _says_another(words: str, number: Number, language: str) -> bool:
    """Return whether a part of a number's words says another number: "200" of "1,200", not "120" of "over 120"."""
    return all(part.value != number.value for part in read_numbers(words, language))


_ENDS: Final = re.compile(r"\s*(?:[.,;:)\"”]|$)")


def names_what(number: Number, text: str, start: int, end: int, within: Sequence[Number]) -> bool:
    """Return whether a span names what its number counts: a word stands in it that is no part of a number.

    `within` are the numbers that the span holds or meets. A unit says what is measured: "$40 million", "40%". Where the
    article has no noun beside the number, any word will do: "the ministry spoke of fewer than 9,000."
    """
    if number.unit not in (None, "share"):
        return True
    if _ENDS.match(text, number.end) and (number.bound != "exactly" or _WORD.search(text, start, number.start)):
        return True
    at = start
    for touched in within:
        if _has_name(text[at : touched.start]):
            return True
        at = max(at, touched.end)
    return _has_name(text[at:end])


def _has_name(words: str) -> bool:
    """Return whether any of the words names something."""
    nothing = word_set("function_words", "nothing")
    return any(
        _UNSPACED.search(word) or (len(word) > 1 and word.casefold() not in nothing) for word in _WORD.findall(words)
    )
