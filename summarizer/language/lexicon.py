"""The words of a language, read from its folder of TOML files: a language is data, not code."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from ..errors import UsageError

_FOLDER: Final = resources.files(__package__)


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """Read one file of a language's folder; its comments say what each list means. Raises UsageError."""
    if language not in languages():
        raise UsageError(f"no words of the language {language!r}: expected one of {', '.join(languages())}")
    return tomllib.loads(_FOLDER.joinpath(language, f"{name}.toml").read_text(encoding="utf-8"))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a folder of words, by their two letters."""
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if folder.joinpath("calendar.toml").is_file()))


@cache
def word_set(name: str, key: str, language: str = "en") -> frozenset[str]:
    """Return one list of a file as a set."""
    return frozenset(table(name, language)[key])


@dataclass(frozen=True)
class Lexicon:
    """The tables of the quantity reader, by file."""

    numerals: dict[str, Any]
    vague: dict[str, Any]
    bounds: dict[str, Any]
    units: dict[str, Any]
    calendar: dict[str, Any]
    designators: dict[str, Any]

    @property
    def months(self) -> tuple[str, ...]:
        """The names of the months, in full and short, and in capitals: "September", "Sept", "Sept.", "SEPTEMBER"."""
        short: list[str] = self.calendar["short_months"]
        written = (*self.calendar["months"], *short, *(f"{word}." for word in short))
        return (*written, *(word.upper() for word in written))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Return the tables that the quantity reader reads in a language. Raises UsageError."""
    names = ("numerals", "vague", "bounds", "units", "calendar", "designators")
    return Lexicon(*(table(name, language) for name in names))


def alternatives(phrases: Iterable[str]) -> str:
    """Return a regular expression that matches any of the phrases, the longest that fits, with any white space in them.

    Common beginnings are factored out: `re` tries alternatives one by one, and a text has few words
    that begin like a number.
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    branches = sorted(
        (r"\s+" if character == " " else re.escape(character)) + _branch(after)
        for character, after in node.items()
        if character
    )
    if not branches:
        return ""
    together = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{together})?" if "" in node else together
