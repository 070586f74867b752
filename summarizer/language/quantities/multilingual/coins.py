"""Coins behind a sum, in tenths and hundredths of its currency: "7元8角5分", "1천728원 50전"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .folding import fold
from .lexicon import glued, number_table


@dataclass(frozen=True)
class Coins:
    """The patterns of a language.

    Attributes:
        behind: Coins behind an amount.
        whole: A word for the currency that is one only where coins follow, by the currency's code.
        values: The values of digits in words.
    """

    behind: re.Pattern[str]
    whole: tuple[tuple[re.Pattern[str], str], ...]
    values: Mapping[str, int]

    def add(self, text: str, at: int) -> tuple[float, int]:
        """Read the coins at an offset: what they add to the sum, and where they end."""
        match = self.behind.match(text, at)
        if match is None or match.end() == at:
            return 0.0, at
        tenths, hundredths = (self._value_of(match[group]) for group in ("tenths", "hundredths"))
        return round(tenths / 10 + hundredths / 100, 9), match.end()

    def find_whole(self, text: str, at: int) -> tuple[str, int] | None:
        """Find a currency that only the coins behind it show to be one: "9块5毛"."""
        for pattern, code in self.whole:
            if match := pattern.match(text, at):
                return code, match.end()
        return None

    def _value_of(self, digits: str | None) -> int:
        if not digits:
            return 0
        return int(digits) if digits.isdigit() else self.values[digits]


@cache
def coins_of(language: str) -> Coins:
    """Compile the patterns of a language."""
    table = number_table(language)
    coins = table["money"].get("coins", {})
    values = {
        fold(word): int(value)
        for value, words in table["words"].items()
        for word in words
        if value.isdigit() and len(value) == len(word) == 1
    }
    digit = rf"(?:\d|{glued(values)})"
    signs = [glued(word for each in coins.values() for word in each.get(key, ())) for key in ("tenths", "hundredths")]
    tenths = rf"(?:\s?(?P<tenths>{digit})\s?{signs[0]})?"
    behind = rf"{tenths}(?:\s?(?P<hundredths>\d\d|{digit})\s?{signs[1]})?"
    wholes = [(code, each["whole"]) for code, each in coins.items() if "whole" in each]
    return Coins(
        behind=re.compile(behind),
        whole=tuple((re.compile(rf"{glued(words)}(?=\s?{digit}\s?{signs[0]})"), code) for code, words in wholes),
        values=values,
    )
