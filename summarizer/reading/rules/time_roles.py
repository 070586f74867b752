"""Roles of time expressions: whether a day is that of the event, of a death, or of what came later of it."""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache

from ...language.lexicon import table
from ...syntax.tokenizer import Sentence
from .time_expressions import TimeExpression
from .triggers import Trigger

_REACH = 9  # words between a day and the word that it belongs to
_PART = 4  # words that a comma or a conjunction between them counts as
_AHEAD = 5  # words that it counts as that the cue stands behind the day


class TimeRole(IntEnum):
    """What a day is that of, from the least to the most telling for an event."""

    AFTERMATH = 0
    REPORT = 1
    DEATH = 2
    OPEN = 3
    EVENT = 4


def find_role(sentence: Sentence, time: TimeExpression, triggers: Iterable[Trigger]) -> TimeRole:
    """Find what a time expression is the day of: the nearest word that tells of one.

    `triggers` are those of events in the sentence; none counts that is a part of an aftermath: "a murder trial".
    """
    text, start, end = sentence.text, time.start - sentence.start, time.end - sentence.start
    cues = [
        (match.start(), match.end(), TimeRole[match.lastgroup or ""])
        for match in _cues().finditer(text, sentence.body - sentence.start)
    ]
    for trigger in triggers:
        first, last = trigger.start - sentence.start, trigger.end - sentence.start
        over = [cue for cue in cues if cue[0] < last and first < cue[1]]
        if all(first <= cue[0] and cue[1] <= last for cue in over):
            cues = [cue for cue in cues if cue not in over] + [(first, last, TimeRole.EVENT)]
    found = [(first, last, role) for first, last, role in cues if last <= start or first >= end]
    ranked = [(_measure_gap(text, first, last, start, end), -role, role) for first, last, role in found]
    gap, _, role = min(ranked, default=(_REACH + 1, 0, TimeRole.OPEN))
    return role if gap <= _REACH else TimeRole.OPEN


def _measure_gap(text: str, first: int, last: int, start: int, end: int) -> int:
    """Measure how many words are between a cue and a day; a comma or a conjunction counts as several.

    What stands behind a day tells of it less, unless the day opens its clause or belongs to the very next word.
    """
    if last <= start:
        return _count_words(text[last:start])
    opens = re.search(r"(?:^|[;:—–>])\s*$", text[:start])
    between = text[end:first]
    return _count_words(between) + (0 if opens or not between.strip() else _AHEAD)


def _count_words(between: str) -> int:
    return len(re.findall(r"\w+", between)) + _PART * len(_bounds().findall(between))


@cache
def _bounds() -> re.Pattern[str]:
    return re.compile(rf"[,;:—–]|\b(?:{'|'.join(table('calendar')['day_bounds'])})\b", re.IGNORECASE)


@cache
def _cues() -> re.Pattern[str]:
    """Return the pattern of the words for each role, in a group of its name."""
    calendar = table("calendar")
    groups = {
        TimeRole.AFTERMATH: "of_aftermaths",
        TimeRole.REPORT: "of_reports",
        TimeRole.DEATH: "of_deaths",
        TimeRole.EVENT: "of_events",
    }
    return re.compile(
        "|".join(rf"(?P<{role.name}>\b(?:{'|'.join(calendar[words])})\b)" for role, words in groups.items()),
        re.IGNORECASE,
    )
