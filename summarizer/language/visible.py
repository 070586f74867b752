"""The visible part of a text: what else is in it speaks to a model alone."""

import re
import unicodedata
from typing import Final

# Controls that are no white space, format characters, variation selectors and the tag block: all are drawn as nothing.
HIDDEN: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_REMOVED: Final = re.compile(f"[{HIDDEN}]+")
_HALVES: Final = re.compile("[\ud800-\udfff]")  # of characters: JSON can hold them, UTF-8 cannot
# Behind a right-to-left override text is shown backwards, up to the end of the override or of the line.
_BACKWARDS: Final = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\n\u2029]*)\u202c?")
_ODD: Final = re.compile(f"[{HIDDEN}\ud800-\udfff]")
_ASCII_HIDDEN: Final = dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F))
_OPEN, _CLOSE = "<!--", "-->"
_BEGINNINGS = ("<", "<!", "<!-")
_HIDDEN: Final = re.compile(f"[{HIDDEN}]")
_STROKES: Final = 4  # combining marks on one letter: a letter of a living language takes up to three
_PILED: Final = re.compile(
    rf"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{_STROKES}}})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def visible(text: str) -> str:
    """Return the text with each line end a line feed, and without comments and characters that are drawn as nothing.

    A comment that does not end is text. What a right-to-left override shows backwards is turned round; half of a
    character becomes "\ufffd".
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        text = text.translate(_ASCII_HIDDEN)
    elif _ODD.search(text):
        text = _BACKWARDS.sub(lambda match: match[1][::-1], _HALVES.sub("\ufffd", text))
        text = _REMOVED.sub("", text)
    return _strip_comments(text) if _OPEN in text else text


def normalize_name(name: str) -> str:
    """Return a name in the composed form of Unicode (NFC): "é" is one, typed as one character or as two."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def one_line(text: str, most: int) -> str:
    """Return at most so many characters of what is visible of a text, in one line."""
    line = " ".join(visible(text).split())
    return line if len(line) <= most else f"{line[:most]}…"


def _strip_comments(text: str) -> str:
    kept, done, at = [], 0, 0
    while (start := text.find(_OPEN, at)) >= 0:
        if text.endswith(_BEGINNINGS, 0, start):  # what stands before and behind it would make a comment in its place
            at = start + len(_OPEN)
            continue
        end = text.find(_CLOSE, start + len(_OPEN))
        if end < 0:
            break
        kept.append(text[done:start])
        done = at = end + len(_CLOSE)
    return "".join([*kept, text[done:]])


def clean(text: str) -> str:
    """Return one line without control characters, terminal escapes, or invisible and direction-changing marks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(_PILED.sub(r"\1", _HIDDEN.sub("", printable)).split())
