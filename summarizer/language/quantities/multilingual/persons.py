"""Nouns for one person: "поліцейського" without a numeral is one."""

import re
from functools import cache

from .folding import fold_text
from .lexicon import Phrases, number_table


def find_person(text: str, language: str) -> tuple[int, int] | None:
    """Find the first noun in the singular that stands for one person; None without one, or where none is listed."""
    folded = fold_text(text)
    match = _persons(language).search(folded.text)
    return (folded.offsets[match.start()], folded.offsets[match.end() - 1] + 1) if match else None


@cache
def _persons(language: str) -> re.Pattern[str]:
    table = number_table(language)
    nouns = ((noun, True) for noun in table["ones"].get("persons", ()))
    return re.compile(Phrases(nouns, spaces=table["writing"]["spaces"]).pattern)
