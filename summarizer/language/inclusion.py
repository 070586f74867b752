"""Whether a count of people includes whoever did it, by the words beside it: "including the gunman"."""

import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

from .lexicon import alternatives, table, word_set
from .quantities import read_numbers


class Attackers(NamedTuple):
    """Attackers whom the words beside a count name.

    Attributes:
        included: Whether the count includes them.
        low: How many they are at least.
        high: How many they are at most; infinite for a plural without a number.
    """

    included: bool
    low: float
    high: float


@lru_cache(maxsize=1 << 12)
def read_attackers(words: str) -> Attackers | None:
    """Read whether a count includes attackers, and how many; None if the words name none.

    "The gunman" is one, "the attackers" are two or more, "three of the attackers" three.
    """
    match = _attackers().search(words)
    if match is None:
        return None
    included = not _left_out().search(words) and not _joined().search(words)
    behind = words[match.start() :].casefold()
    counts = [
        number
        for number in read_numbers(words)
        if number.kind == "quantity" and _between().fullmatch(words, number.end, match.start())
    ]
    if counts:
        return Attackers(included, counts[-1].low or 0.0, math.inf if counts[-1].high is None else counts[-1].high)
    is_one = behind.split()[0].strip(".,;") in word_set("persons", "one_attacker")
    return Attackers(included, 1.0 if is_one else 2.0, 1.0 if is_one else math.inf)


@cache
def _attackers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_names())})\b", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    """What stands between a number and the attackers that it counts: "three of the", "two armed"."""
    words = table("persons")
    return re.compile(rf"\s(?:of\s)?(?:the\s)?(?:(?!(?:{alternatives(words['joins'])})\b)\w+\s)?", re.IGNORECASE)


@cache
def _left_out() -> re.Pattern[str]:
    """Words that leave out: "not counting the gunman", "besides him"; and "himself and five others"."""
    words = table("persons")
    return re.compile(
        rf"\b(?:{alternatives(words['leaves_out'])})\b|\b(?:{alternatives(_names())})\s+(?:{alternatives(words['joins'])})\b",
        re.IGNORECASE,
    )


@cache
def _joined() -> re.Pattern[str]:
    """Words that join attackers behind a count: "and himself", but not "including a child and the gunman"."""
    words = table("persons")
    return re.compile(rf"^\W*(?:{alternatives(words['joins'])})\b", re.IGNORECASE)


def _names() -> list[str]:
    words = table("persons")
    return [*words["attackers"], *words["selves"]]
