"""Language of a few words inside a text: English ones by its words, others by the bounds that they set."""

import re
from functools import cache
from typing import Final

from .detection import ENGLISH, detect_language
from .letter_case import usual_words
from .lexicon import table, word_set
from .quantities import UNDETERMINED, is_latin, languages, read_numbers

_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = 0x24F  # the last letter of Latin Extended-B
_LEAST_LETTERS: Final = 4  # of a word that is English and no other language's
_LEAST_WORDS: Final = 2
# Words of which a quarter at least are usual ones, if they are English: so in 2,653 of 2,654 quotations of real news.
_SENTENCE: Final = 8
_DIGIT: Final = re.compile(r"\d")
# The words of a text in another script that a run of Latin letters goes on with.
RUN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,.'%$-]{14,}")


def detect_short(passage: str, language: str) -> str | None:
    """Detect the language of a passage of a text in a language, if it holds digits and is surely in another.

    In a text that is not English, only English is looked for. A longer passage with hardly any usual English word is
    in another language even where it is not certain in which.
    """
    if _DIGIT.search(passage) is None:
        return None
    words = [word.casefold() for word in _WORD.findall(passage)]
    if not words:
        return None
    if language != ENGLISH:
        return ENGLISH if _is_english(words) else None
    if len(words) >= _SENTENCE and 4 * sum(word in usual_words() for word in words) < len(words):
        return detect_language(passage) or UNDETERMINED
    if any(word in _english() for word in words):
        return None
    if sum(ord(word[0]) > _LATIN for word in words) * 2 > len(words):
        return detect_language(passage)
    return _find_bounding(passage) if len(words) >= _LEAST_WORDS else None


def _is_english(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= _LEAST_LETTERS]
    known = [word for word in long if word in _english()]
    return len(set(known)) >= _LEAST_WORDS and 2 * len(known) >= len(long)


def _find_bounding(passage: str) -> str | None:
    """Find a language in which words that are none of English bound a number of the passage."""
    if any(number.bound != "exactly" for number in read_numbers(passage, ENGLISH)):
        return None
    for language in languages():
        if language != ENGLISH and is_latin(language):
            bounds = {number.bound for number in read_numbers(passage, language) if number.kind == "quantity"}
            if bounds - {"exactly", "vague"}:
                return language
    return None


@cache
def _english() -> frozenset[str]:
    """Words of grammar, of bounds and of harm in English."""
    bounds = table("bounds")["before"]
    phrases = [
        phrase for bound in ("more_than", "at_least", "at_most", "less_than", "about") for phrase in bounds[bound]
    ]
    return (
        word_set("function_words", "typical")
        | word_set("function_words", "nothing")
        | word_set("nouns", "people")
        | word_set("persons", "outcomes")
        | word_set("persons", "deaths")
        | {word for phrase in phrases for word in _WORD.findall(phrase)}
    )
