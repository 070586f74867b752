"""Nouns for one person: "поліцейського" without a numeral is one, where the words around say what became of them."""

import re
from functools import cache
from typing import Final

from .folding import fold_text
from .lexicon import Phrases, number_table
from .negations import is_denied
from .outcomes import Outcomes, outcomes_of

_REACH: Final = 120  # characters of a sentence around a person
_SENTENCE: Final = re.compile(r"[.;:!?؛؟।\n\"«»“”„](?=\D|$)")


def find_person(text: str, start: int, end: int, language: str, measure: str) -> tuple[int, int] | None:
    """Find in a span of a text the only noun in the singular that stands for one person, of whom an outcome is told.

    Args:
        text: The text.
        start: Where the span begins, in characters.
        end: Where it ends.
        language: The text's language.
        measure: What became of the person: "killed".

    Returns:
        The offsets of the noun; None without one, beside another such noun, where the words around it do not tell
        that it became of this person, or where they deny it.
    """
    folded = fold_text(text[start:end])
    found = list(_persons(language).finditer(folded.text))
    outcomes = outcomes_of(language, measure)
    if outcomes is None or len({match[0] for match in found}) != 1:
        return None  # a doer and a victim, or two victims: "la mujer y su hijo"
    for match in found:
        first, last = start + folded.offsets[match.start()], start + folded.offsets[match.end() - 1] + 1
        if _is_told(text, first, last, language, outcomes):
            return first, last
    return None


def _is_told(text: str, first: int, last: int, language: str, outcomes: Outcomes) -> bool:
    before = _SENTENCE.split(text[max(0, first - _REACH) : first])[-1]
    behind = _SENTENCE.split(text[last : last + _REACH])[0]
    if not outcomes.tell_of(fold_text(before).text, fold_text(behind).text):
        return False
    left, right = (outcomes.negated.sub("", fold_text(side).text) for side in (before, behind))
    whole = f"{left}{text[first:last]}{right}"
    return not is_denied(whole, len(left), len(whole) - len(right), language, anywhere=True)


@cache
def _persons(language: str) -> re.Pattern[str]:
    table = number_table(language)
    nouns = ((noun, True) for noun in table["ones"].get("persons", ()))
    return re.compile(Phrases(nouns, spaces=table["writing"]["spaces"]).pattern)
