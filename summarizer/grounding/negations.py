"""Negations: words for a count of no people, "no one was hurt", and for a number that is another, "not 12"."""

import re
from functools import cache
from typing import Final

from ..language.lexicon import alternatives, table
from ..language.nouns import is_person, nouns_of, singular
from ..language.quantities import Number

# A negated verb denies these; of others it may tell: "have not been found", "have no power".
OF_DEEDS: Final = frozenset(
    ("killed", "wounded", "casualties", "treated", "abducted", "detained", "rescued", "evacuated", "displaced",
     "launched", "intercepted", "hit", "damaged", "destroyed")
)  # fmt: skip
_ZEROS: Final = ("zero", "nil")
_WORD: Final = re.compile(r"[\w'’-]+")
_ADVERB: Final = re.compile(r"\b\w+ly\b")
_BEFORE: Final = 24  # characters before a number in which such words stand


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
        how = {word for word in _ADVERB.findall(match[0].casefold()) if word not in _adverbs()}
        if (_leaving() & set(words) | how) - counted:
            continue
        if (match["no"] or match["whom"]) and not _names_people(words, counted):
            continue
        return match.span()
    return None


def is_word_for_nobody(number: Number) -> bool:
    """Test whether a number is a zero by a word such as "no", which counts people only with what stands beside it."""
    return number.value == 0 and number.text[0].isalpha() and number.text.casefold() not in _ZEROS


def is_replaced(text: str, start: int) -> bool:
    """Test whether the words right before a number say that it is another: "15 dead, not 12", "rather than 12"."""
    return _instead().search(text, max(0, start - _BEFORE), start) is not None


def _names_people(words: list[str], counted: set[str]) -> bool:
    """Return whether words, before a preposition in them, end in a noun for people: "British soldiers on board"."""
    head = next((nth for nth, word in enumerate(words) if word in _adjuncts()), len(words))
    if not head:
        return False
    last = words[head - 1]
    return last in counted or is_person(last) or is_person(singular(last)) or singular(last) in nouns_of("people")


@cache
def _instead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(table('negation')['instead'])}\s+$", re.IGNORECASE)


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(table("negation")["adverbs"])


@cache
def _leaving() -> frozenset[str]:
    return frozenset(table("negation")["leaving"])


@cache
def _adjuncts() -> frozenset[str]:
    return frozenset(table("negation")["adjuncts"])


@cache
def _nobody() -> re.Pattern[str]:
    words = {name: rf"(?:{alternatives(listed)})(?!\w)" for name, listed in table("negation").items()}
    clause = rf"(?:\s+(?!{words['clauses']})[\w'’-]+)"
    helped = rf"(?:\s+(?:{words['auxiliaries']}|\w+ly(?!\w)))"
    adjunct = rf"(?:\s+{words['adjuncts']}{clause}{{1,3}}?){{0,2}}"
    anybody = rf"(?:{words['nobody']}|{words['no']}\s+(?:[\w'’-]+\s+){{0,2}}?{words['claimed']})"
    ways = (
        rf"{words['nobody']}{adjunct}{helped}*\s+{words['outcomes']}",
        rf"{words['determiners']}(?P<no>{clause}{{1,7}}?){helped}+\s+{words['outcomes']}",
        rf"{words['determiners']}(?P<whom>{clause}{{1,4}}?)\s+{words['outcomes']}",
        rf"{words['doing']}\s+{anybody}",
        (
            rf"{words['negations']}(?:\s+{words['reports']})?(?:\s+{words['any']})?"
            rf"(?P<what>(?:\s+[\w'’-]+){{0,2}}?)\s+{words['nouns']}"
        ),
        (
            rf"(?:{words['denied']}\s+{words['not']}|\w+n['’]t|{words['not']})(?:\s+{words['between']}){{0,4}}\s+"
            rf"(?:{words['outcomes']}|{words['nouns']})"
        ),
        rf"{words['without']}\s+{words['doing']}\s+{words['anybody']}",
        rf"{words['without']}\s+{words['anybody']}{helped}*\s+{words['outcomes']}",
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})", re.IGNORECASE)
