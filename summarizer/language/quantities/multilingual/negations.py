"""Negations beside a number: "no 12, sino 15", "kein einziger", "無一人", "no murieron 12"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from .folding import fold_text
from .lexicon import Phrases, find_table, number_table
from .patterns import patterns

_REACH: Final = 80  # characters of a clause
_CLAUSE: Final = re.compile(r"[,.;:!?،؛、。，；：।။\n\"«»“”„]")
_SENTENCE: Final = re.compile(r"[.;:!?؛。；：।။\n](?=\D|$)")


@dataclass(frozen=True)
class _Negations:
    """The patterns of a language; those of what stands before a number end there, those behind it begin there.

    Attributes:
        right_before: A negation right before.
        right_behind: One right behind.
        anywhere: One in the clause.
        verb_before: One with a verb behind it, before a number: "no murieron 12".
        verb_behind: One behind a verb.
        far_before: One some words before, where another number is told instead.
        instead: That other number, behind.
        only: Words that with a negation say that the number is no more.
        affirmed: Words with a negation that deny nothing: "not only".
    """

    right_before: re.Pattern[str]
    right_behind: re.Pattern[str]
    anywhere: re.Pattern[str]
    verb_before: re.Pattern[str]
    verb_behind: re.Pattern[str]
    far_before: re.Pattern[str]
    instead: re.Pattern[str]
    only: re.Pattern[str]
    affirmed: re.Pattern[str]


def is_denied(text: str, start: int, end: int, language: str, *, anywhere: bool = False, by_verb: bool = False) -> bool:
    """Test whether a span of a text is told as what is not so.

    A negation stands right before it (in Turkish or Japanese right behind), or farther where another number is told
    instead: "no murieron 12 personas, sino 15".

    Args:
        text: The text.
        start: Where the span begins, in characters.
        end: Where it ends.
        language: The text's language.
        anywhere: Whether a negation anywhere in the clause denies it: it is one person, of whom a verb behind may be
            denied, as in "一人も死亡しなかった".
        by_verb: Whether a negated verb beside it denies it: that of an outcome, as in "no murieron 12".
    """
    words = _negations(language)
    before = fold_text(_CLAUSE.split(text[max(0, start - _REACH) : start])[-1]).text
    rest = fold_text(_SENTENCE.split(text[end : end + _REACH])[0]).text
    behind = _CLAUSE.split(rest)[0]
    if words.right_before.search(before) or words.right_behind.match(behind):
        return True
    if words.far_before.search(before) and words.instead.match(rest):
        return True
    if anywhere and words.anywhere.search(f"{before} {behind}"):
        return True
    if not by_verb or words.only.search(before):
        return False
    before, behind = words.affirmed.sub("", before), words.affirmed.sub("", behind)
    return bool(words.verb_before.search(before) or words.verb_behind.match(behind))


@cache
def _negations(language: str) -> _Negations:
    table, more = number_table(language), find_table(language, "denials")
    spaces, follows = table["writing"]["spaces"], table["negations"].get("behind", False)

    def pattern(listed: Iterable[str]) -> str:
        return Phrases(((word, True) for word in listed), spaces=spaces).pattern

    words, instead, none = pattern(table["negations"]["words"]), pattern(more["instead"]), "(?!)"
    some = rf"(?:\s+(?!{pattern(more['clauses'])})[^\s\d]+){{0,%d}}?\s*" if spaces else r"[^\s\d]{0,%d}?"
    verb, far = (some % 2, some % 5) if spaces else (some % 6, some % 12)
    number = rf"(?:\s*[^\s\d]+\s+){{0,3}}?\s*(?:{patterns(language).atom.pattern})"
    behind = rf"\s?\S{{0,6}}?\s?(?:{words})"
    return _Negations(
        right_before=re.compile(none if follows else rf"(?:{words})\s*$"),
        right_behind=re.compile(behind if follows else none),
        anywhere=re.compile(words),
        verb_before=re.compile(none if follows else rf"(?:{words}){verb}$"),
        verb_behind=re.compile(rf"\S{{0,3}}{verb}(?:{words})" if follows else none),
        far_before=re.compile("$" if follows else rf"(?:{words}){far}$"),
        instead=re.compile(
            rf"\S{{0,3}}{far}{instead}\s*{number}" if follows else rf"[^\d]{{0,40}}?[\s,،，]\s*{instead}\s*{number}"
        ),
        only=re.compile(rf"(?:{pattern(more['only'])})\s*$"),
        affirmed=re.compile(pattern(more["affirmed"])),
    )
