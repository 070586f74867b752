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
    """A regular expression that matches any of the phrases, the longest first, with any white space in them."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(re.escape(word) for word in phrase.split(" ")) for phrase in ordered)
