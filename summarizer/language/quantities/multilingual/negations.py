"""Negations beside a number: "no 12, sino 15", "kein einziger", "無一人"."""

import re
from functools import cache
from typing import Final

from .folding import fold_text
from .lexicon import Phrases, number_table

_REACH: Final = 80  # characters of a clause
_CLAUSE: Final = re.compile(r"[,.;:!?،؛、。，；：।။\n\"«»“”„]")


def is_denied(text: str, start: int, end: int, language: str, *, anywhere: bool = False) -> bool:
    """Test whether a negation stands right before a span of a text (in Turkish or Japanese right behind), or anywhere
    in its clause.

    `anywhere` is for one person, of whom a verb behind may be denied: "一人も死亡しなかった".
    """
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    behind = _CLAUSE.split(text[end : end + _REACH])[0]
    right_before, right_behind, negation = _negations(language)
    if right_before.search(fold_text(before).text) or right_behind.match(fold_text(behind).text):
        return True
    return anywhere and negation.search(fold_text(f"{before} {behind}").text) is not None


@cache
def _negations(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = number_table(language)
    spaces = table["writing"]["spaces"]
    words = Phrases(((word, True) for word in table["negations"]["words"]), spaces=spaces).pattern
    before, behind = rf"(?:{words})\s*$", rf"\s?\S{{0,6}}?\s?(?:{words})"
    none = "(?!)"
    ways = (none, behind) if table["negations"].get("behind") else (before, none)
    return re.compile(ways[0]), re.compile(ways[1]), re.compile(words)
