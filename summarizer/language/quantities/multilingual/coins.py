"""Coins behind a sum, in tenths and hundredths of its currency: "7元8角5分", "1천728원 50전"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from .lexicon import SPELT_DIGITS, glued, number_table

_DIGIT: Final = rf"[\d{SPELT_DIGITS}两兩]"


@dataclass(frozen=True)
class Coins:
    """The patterns of a language.

    Attributes:
        behind: Coins behind an amount.
        whole: A word for the currency that is one only where coins follow, by the currency's code.
    """

    behind: re.Pattern[str]
    whole: tuple[tuple[re.Pattern[str], str], ...]

    def add(self, text: str, at: int) -> tuple[float, int]:
        """Read the coins at an offset: what they add to the sum, and where they end."""
        match = self.behind.match(text, at)
        if match is None or match.end() == at:
            return 0.0, at
        return round(_value(match["tenths"]) / 10 + _value(match["hundredths"]) / 100, 9), match.end()

    def find_whole(self, text: str, at: int) -> tuple[str, int] | None:
        """Find a currency that only the coins behind it show to be one: "9块5毛"."""
        for pattern, code in self.whole:
            if match := pattern.match(text, at):
                return code, match.end()
        return None


def _value(digits: str | None) -> int:
    if not digits:
        return 0
    return int(digits) if digits.isdigit() else 2 if digits in "两兩" else max(0, SPELT_DIGITS.index(digits) - 1)


@cache
def coins_of(language: str) -> Coins:
    """Compile the patterns of a language."""
    coins = number_table(language)["money"].get("coins", {})
    signs = [glued(word for each in coins.values() for word in each.get(key, ())) for key in ("tenths", "hundredths")]
    tenths = rf"(?:\s?(?P<tenths>{_DIGIT})\s?{signs[0]})?"
    behind = (
        rf"{tenths}(?:\s?(?P<hundredths>\d\d?|{_DIGIT})\s?{signs[1]})?" if coins else "(?P<tenths>)(?P<hundredths>)"
    )
    wholes = [
        (rf"{glued(each['whole'])}(?=\s?{_DIGIT}\s?{signs[0]})", code)
        for code, each in coins.items()
        if "whole" in each
    ]
    return Coins(re.compile(behind), tuple((re.compile(pattern), code) for pattern, code in wholes))
