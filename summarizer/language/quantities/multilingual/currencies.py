"""Whose currency a word is that several countries share: "pesos" in a text that tells of Mexico alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from ...lexicon import lexicon
from ..number import Number
from .lexicon import Phrases, find_table


def settle_currencies(numbers: Iterable[Number], text: str, language: str) -> list[Number]:
    """Give sums in a shared currency the code of the one country that the folded text tells of, if it does.

    Where it tells of several, or of none, the word stays: any of their codes may be meant. The name of a currency
    ("pesos mexicanos") tells of no country, for it may be there to part it from the country's own.
    """
    numbers = list(numbers)
    shared: Mapping[str, list[str]] = lexicon().units["money"]["shared"]
    words = {number.unit for number in numbers if number.kind == "money" and number.unit in shared}
    if not words:
        return numbers
    named = sorted(
        (number.start, number.end) for number in numbers if number.kind == "money" and number.unit not in shared
    )
    starts, ends = [0, *(end for _, end in named)], [*(start for start, _ in named), len(text)]
    text = " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    codes: dict[str, str] = {}
    for word in filter(None, words):
        codes_named = [code for code in shared[word] if _is_told(text, code, language)]
        if len(codes_named) == 1:
            codes[word] = codes_named[0]
    return [replace(number, unit=codes.get(number.unit or "", number.unit)) for number in numbers] if codes else numbers


def _is_told(text: str, code: str, language: str) -> bool:
    pattern = _patterns(language).get(code)
    return pattern is not None and pattern.search(text) is not None


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    listed = find_table(language, "currencies")
    return {code: re.compile(Phrases((word, True) for word in words).pattern) for code, words in listed.items()}
