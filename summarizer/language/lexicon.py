"""The words of one language, read from its folder of TOML files: a language is data, not code."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Lexicon:
    """The tables of one language, by file; see the comments in the files for what each means."""

    numerals: dict[str, Any]
    vague: dict[str, Any]
    bounds: dict[str, Any]
    units: dict[str, Any]
    calendar: dict[str, Any]
    designators: dict[str, Any]


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language."""
    folder = resources.files(__package__).joinpath(language)

    def table(name: str) -> dict[str, Any]:
        return tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))

    return Lexicon(*(table(name) for name in ("numerals", "vague", "bounds", "units", "calendar", "designators")))


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression that matches any of the phrases, the longest that fits, with any white space in them.

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
