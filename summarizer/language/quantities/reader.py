"""Numbers of a text in its language: English, one that has a folder of number words, or one whose words are unknown."""

from ...errors import UsageError
from ..detection import find_language
from ..visible import one_line
from . import multilingual
from .english import read_english_numbers
from .number import Number
from .undetermined import read_certain_numbers

ENGLISH = "en"
UNDETERMINED = "und"  # of ISO 639-2: a passage that is surely not in the language of its text
_SHOWN = 40  # characters of a value that a message repeats


def languages() -> tuple[str, ...]:
    """Return the languages whose numbers are read, by their codes of ISO 639-1."""
    return tuple(sorted((ENGLISH, *multilingual.languages())))


def read_numbers(text: str, language: str = ENGLISH) -> list[Number]:
    """Read every numeric mention of a text, in order; spans never overlap, and every digit is in one of them.

    Args:
        text: Any text. The time is linear in its length.
        language: A code of ISO 639-1. Of a language that is not among `languages()`, and of one that is
            `UNDETERMINED`, only digits that are certain are read.

    Returns:
        Numbers, dates, times, ordinals and names that hold a number, told apart by `kind`.

    Raises:
        UsageError: There is no such language.
    """
    if language == ENGLISH:
        return read_english_numbers(text)
    if language in multilingual.languages():
        return multilingual.read_numbers(text, language)
    if language != UNDETERMINED and find_language(language) != language:
        raise UsageError(f"expected a language by its code, such as uk, got {one_line(language, _SHOWN)!r}")
    return read_certain_numbers(text)
