"""Words that say that a count of people is zero: "no one was hurt", "none of the crew died", "without loss of life"."""

import re
from functools import cache
from typing import Final

from ..language.lexicon import alternatives, table
from ..language.nouns import is_person, nouns_of, singular
from ..language.quantities import Number

_ZEROS: Final = ("zero", "nil")
_CLAUSE: Final = r"(?:\s+(?!(?:who|that|which|how|whether|if)\b)[\w'’-]+)"
_WORD: Final = re.compile(r"[\w'’-]+")


def find_nobody(text: str, start: int, end: int, of: str) -> tuple[int, int] | None:
    """Find the words in a span of a text that say of people that there were none.

    A negation is not enough: it must be what is counted ("no deaths"), who it became of ("no one was hurt", "no
    passengers were killed"), whom ("killed nobody") or what ("was not hurt"). "No other", "no serious" leave some.

    Args:
        text: The article's text.
        start: Where the span begins, in characters.
        end: Where it ends.
        of: What is counted, in words: "civilians".

    Returns:
        The offsets of the words; None if nothing says so.
    """
    counted = {word.casefold() for word in _WORD.findall(of)}
    for match in _nobody().finditer(text, start, end):
        words = [word.casefold() for word in _WORD.findall(match["no"] or match["whom"] or match["what"] or "")]
        if (_leaving() & set(words)) - counted:
            continue
        if (match["no"] or match["whom"]) and not _names_people(words, counted):
            continue
        return match.span()
    return None


def is_word_for_nobody(number: Number) -> bool:
    """Test whether a number is a zero by a word such as "no", which counts people only with what stands beside it."""
    return number.value == 0 and number.text[0].isalpha() and number.text.casefold() not in _ZEROS


def _names_people(words: list[str], counted: set[str]) -> bool:
    """Return whether words, before a preposition in them, end in a noun for people: "British soldiers on board"."""
    head = next((nth for nth, word in enumerate(words) if word in _adjuncts()), len(words))
    if not head:
        return False
    last = words[head - 1]
    return last in counted or is_person(last) or is_person(singular(last)) or singular(last) in nouns_of("people")


@cache
def _leaving() -> frozenset[str]:
    return frozenset(table("negation")["leaving"])


@cache
def _adjuncts() -> frozenset[str]:
    return frozenset(table("negation")["adjuncts"])


@cache
def _nobody() -> re.Pattern[str]:
    lists = {name: f"(?:{alternatives(words)})(?!\\w)" for name, words in table("negation").items()}
    became = rf"(?:\s+{lists['auxiliaries']})*\s+{lists['outcomes']}"
    adjunct = rf"(?:\s+{lists['adjuncts']}{_CLAUSE}{{1,3}}?){{0,2}}"
    determiner = r"(?:no|zero|not\s+one|not\s+a\s+single)"
    report = rf"(?:\s+{lists['reports']})?(?:\s+any)?"
    return re.compile(
        rf"(?<!\w)(?:{lists['nobody']}{adjunct}{became}"
        rf"|{determiner}(?P<no>{_CLAUSE}{{1,7}}?)(?:\s+{lists['auxiliaries']})+\s+{lists['outcomes']}"
        rf"|{determiner}(?P<whom>{_CLAUSE}{{1,4}}?)\s+{lists['outcomes']}"
        rf"|{lists['doing']}\s+(?:{lists['nobody']}|no\s+(?:[\w'’-]+\s+){{0,2}}?(?:people|civilians|lives|passers-by))"
        rf"|(?:no|zero|without|nor|not){report}(?P<what>(?:\s+[\w'’-]+){{0,2}}?)\s+{lists['nouns']}"
        rf"|(?:{lists['denied']}\s+(?:not|never)|\w+n['’]t|not|never)(?:\s+{lists['between']}){{0,4}}\s+"
        rf"(?:{lists['outcomes']}|{lists['nouns']})"
        rf"|without\s+{lists['doing']}\s+{lists['anybody']}"
        rf"|without\s+{lists['anybody']}(?:\s+{lists['auxiliaries']})*\s+{lists['outcomes']})",
        re.IGNORECASE,
    )
