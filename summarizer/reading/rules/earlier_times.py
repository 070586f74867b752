"""Words for an earlier time than an event's: "last month", "in January", "the previous day"."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Final

from ...language.dates import day_of, fill_names, month_number, months
from ...language.lexicon import table
from .annotations import Annotations

_Test = Callable[[date, date, str], bool]
# Whether a day, with that of the text and the words for a time, cannot be of that time.
_EXCLUDES: Final[dict[str, _Test]] = {
    "week": lambda day, written, _: day >= written - timedelta(days=written.weekday()),
    "weeks": lambda day, written, _: written - day <= timedelta(days=7),
    "month": lambda day, written, _: (day.year, day.month) == (written.year, written.month),
    "months": lambda day, written, _: written - day <= timedelta(days=31),
    "named": lambda day, _, words: day.month != _month_of(words),
    "day": lambda *_: True,
}


def tells_of_earlier_time(annotations: Annotations, day: date | None, *, fresh: bool) -> bool:
    """Return whether a sentence opens or closes with words for a time that an event's `day` cannot be of.

    `fresh` says that its words may be those of a new event: then "the previous day" is another.
    """
    published = annotations.article.published
    if day is None or published is None:
        return False
    written = day_of(published)
    text = annotations.sentence.text[annotations.sentence.body - annotations.sentence.start :]
    found = (_opening().match(text), _closing().search(text))
    fresh = fresh or _another().search(text) is not None
    return any(
        match is not None
        and (fresh or match.lastgroup != "day")
        and _EXCLUDES[match.lastgroup or ""](day, written, match[0])
        for match in found
    )


def _month_of(words: str) -> int:
    named = (month for month in months() if month.casefold() in words.casefold())
    return month_number(next(named))


@cache
def _times() -> str:
    """Return the expression for each kind of time, in a group of its name."""
    kinds = table("asides")["times"].items()
    return "|".join(rf"(?P<{kind}>(?:{'|'.join(fill_names(words))}))" for kind, words in kinds)


@cache
def _another() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('asides')['another'])})\b", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:(?:{'|'.join(table('asides')['before_times'])})\s)?(?:{_times()})\b", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    no_span = "".join(rf"(?<!{word} )" for word in table("asides")["never_before_times"])
    return re.compile(rf"{no_span}\b(?:{_times()})\W*$", re.IGNORECASE)
