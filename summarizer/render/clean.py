"""Text from an article, made harmless for a terminal: articles are hostile input."""

import re

from ..language.visible import HIDDEN

_HIDDEN = re.compile(f"[{HIDDEN}]")
_STROKES = 4  # combining marks on one letter: a letter of a living language takes up to three
_PILED = re.compile(
    rf"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{_STROKES}}})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean(text: str) -> str:
    """One line without control characters, terminal escapes, or invisible and direction-changing marks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(_PILED.sub(r"\1", _HIDDEN.sub("", printable)).split())
