"""Nouns for one person: "поліцейського" without a numeral is one."""

import re
from functools import cache

from .folding import fold_text
from .lexicon import Phrases, number_table


def find_person(text: str, language: str) -> tuple[int, int] | None:
    """Find the only noun in the singular that stands for one person; None without one, or beside another such noun."""
    folded = fold_text(text)
    found = list(_persons(language).finditer(folded.text))
    if len({match[0] for match in found}) != 1:
        return None  # a doer and a victim, or two victims: "la mujer y su hijo"
    return folded.offsets[found[0].start()], folded.offsets[found[0].end() - 1] + 1


@cache
def _persons(language: str) -> re.Pattern[str]:
    table = number_table(language)
    nouns = ((noun, True) for noun in table["ones"].get("persons", ()))
    return re.compile(Phrases(nouns, spaces=table["writing"]["spaces"]).pattern)
