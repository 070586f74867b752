"""Words beside a count that say whether it includes whoever did it: "five dead, including the gunman"."""

import re
from functools import cache

from ...language.lexicon import alternatives, table
from ...syntax.tokenizer import Sentence

_REACH = 80  # characters behind a count


def find_inclusion(text: str, start: int, end: int, sentence: Sentence) -> str | None:
    """Find the words on the attackers beside the count at `start` to `end` of a text, in its sentence.

    "Including the gunman", "not counting the gunman", "12 people and himself", "himself and five others". Behind
    another number they are of that one.
    """
    if match := _before().search(text, max(start - _REACH, sentence.start), start):
        others = next((word.end for word in sentence.words if word.start >= end), end)
        return " ".join(text[match.start("words") : others].split())
    match = _behind().search(text, end, min(sentence.end, end + _REACH))
    if match is None or any(word.number and end <= word.start < match.start() for word in sentence.words):
        return None
    return " ".join(match["words"].split())


@cache
def _behind() -> re.Pattern[str]:
    """Attackers behind a word that counts them in or out; joined to a count only as "himself": others do something."""
    words = table("persons")
    cues = alternatives((*words["includes"], *words["leaves_out"]))
    attackers, selves = (alternatives(words[name]) for name in ("attackers", "selves"))
    joins = alternatives(words["joins"])
    return re.compile(
        rf"(?<!\w)(?P<words>(?:{cues})\s(?:\w+\s){{0,3}}?(?:{attackers}|{selves})|(?:{joins})\s(?:{selves}))\b",
        re.IGNORECASE,
    )


@cache
def _before() -> re.Pattern[str]:
    words = table("persons")
    selves, joins = (alternatives(words[name]) for name in ("selves", "joins"))
    return re.compile(rf"\b(?P<words>(?:{selves})\s(?:{joins}))\s$", re.IGNORECASE)
