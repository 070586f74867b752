"""Letter case of a text that is read: capitals where it has none ("kyiv bomb attack"), and quotes as printed."""

import re
from functools import cache
from itertools import pairwise

from ...gazetteer import find_entries
from ...gazetteer.candidates import LARGE
from ...language.dates import day_names
from ...language.letter_case import restore_case
from ...language.places import country_words
from ...schemas import Event
from .gazetteer import is_listed_name

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 3  # words of a name
_MOST = 5_000  # characters: what is longer is no headline and no message


def make_readable(text: str) -> str:
    """Return a text in capitals, or without any, in the letter case of sentences; as long as before."""
    return restore_capitals(restore_case(text))


def restore_capitals(text: str) -> str:
    """Return a text without capitals with those of its days, countries and larger towns; any other as it is.

    It is as long as before, so that offsets hold.
    """
    if len(text) > _MOST or text != text.lower() or text == text.upper():
        return text
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        length = next(
            (n for n in range(min(_LONGEST, len(words) - place), 0, -1) if _is_name(words[place : place + n])), 0
        )
        for word in words[place : place + length]:
            text = text[: word.start()] + _capitalize(word[0]) + text[word.end() :]
        place += max(length, 1)
    return text


def quote_as_printed(event: Event, text: str, printed: str) -> Event:
    """Take the quotes of an event from the text as it was printed, in capitals."""
    figures = []
    for figure in event.figures:
        at = text.find(figure.quote)
        quote = figure.quote if at < 0 else printed[at : at + len(figure.quote)]
        figures.append(figure.model_copy(update={"quote": quote}))
    return event.model_copy(update={"figures": tuple(figures)})


def _is_name(words: list[re.Match[str]]) -> bool:
    first, last = words[0], words[-1]
    if any(after.start() != before.end() + 1 for before, after in pairwise(words)):
        return False
    name = _capitalize(first.string[first.start() : last.end()])
    if name in day_names() or name in _countries():
        return True
    return is_listed_name(name) and any(
        entry.kind in "RC" or entry.inhabitants >= LARGE for entry in find_entries(name) if entry.kind in "TRC"
    )


def _capitalize(words: str) -> str:
    """Return words each with a capital, also behind a hyphen."""
    return re.sub(
        r"(?<![\w'’])[^\W\d_]", lambda letter: letter[0].upper() if len(letter[0].upper()) == 1 else letter[0], words
    )


@cache
def _countries() -> frozenset[str]:
    return frozenset(country_words())
