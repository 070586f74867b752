"""Tenths that have a word of their own, with a half or a digit of hundredths behind: "3割5分", "六成八", "七成半"."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, Final

from ..intervals import interval
from ..number import Number
from .lexicon import SPELT_DIGITS, glued, number_table, shared_table

TENTHS: Final = "tenths"  # the unit of such a number while it is read
_TENTH: Final = 10
_NONE: Final = "(?!)"


@dataclass(frozen=True)
class Tenths:
    """The patterns of a language: the word itself, and what may stand behind it."""

    word: re.Pattern[str]
    more: re.Pattern[str]

    def read(self, text: str, at: int) -> tuple[float, int] | None:
        """Read the word for tenths at an offset: how many tenths more are told behind it, and where it ends."""
        match = self.word.match(text, at)
        if match is None:
            return None
        more = self.more.match(text, match.end())
        if more is None:
            return 0.0, match.end()
        return 0.5 if more["half"] else _digit(more["digit"] or more["bare"]) / _TENTH, more.end()


def _digit(sign: str) -> int:
    """Return the value of one digit, in figures or in words."""
    return int(sign) if sign.isdigit() else max(0, SPELT_DIGITS.index(sign) - 1)


@cache
def tenths_of(language: str) -> Tenths:
    """Compile the patterns of a language; they match nothing where it counts by no counters."""
    table: dict[str, Any] = number_table(language)
    shares = table["shares"]
    words = shares["denominators"].get(str(_TENTH), ()) if table.get("counters", {}).get("words") else ()
    numerals = glued(chain.from_iterable((*table["words"].values(), *table["scales"].values())))
    digit, ends = rf"[\d{SPELT_DIGITS}]", rf"(?![.,·・]?\d|{numerals})"
    bare = rf"(?P<bare>{digit}){ends}" if shares.get("bare_hundredths") else "(?P<bare>(?!))"
    half = glued(table["halves"]["behind"])
    hundredths = glued(shared_table()["hundredths"]["words"])
    return Tenths(
        word=re.compile(rf"(?!{glued(shares.get('others', ()))}){glued(words)}" if words else _NONE),
        more=re.compile(rf"\s?(?P<half>{half})|\s?(?P<digit>{digit})\s?{hundredths}|{bare}"),
    )


def settle_tenths(number: Number) -> Number:
    """Return a number of tenths as a share of a whole."""
    if number.unit != TENTHS:
        return number
    low, high = (round(end / _TENTH, 12) for end in (number.low, number.high))
    value = None if number.value is None else round(number.value / _TENTH, 12)
    if value is not None and number.bound != "between":
        low, high = interval(value, number.bound)
    return replace(number, low=low, high=high, value=value, unit="share")
