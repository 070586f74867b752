"""Background of a claim: whether a number's sentence tells of another time or place than its article's event."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Final

from ...language.dates import fill_names, find_month_day, months, weekdays
from ...language.lexicon import table
from ...schemas import Figure
from .surroundings import Surroundings

_LEAD: Final = 2  # sentences that tell where an event was


def tells_of_other_time(figure: Figure, around: Surroundings, days: Sequence[date]) -> bool:
    """Return whether a number's sentence names a time that is not of the figure's event or count.

    A bygone year, a month, a season, so many days before or after: none of them is told apart from the event's own
    where its `days` are unknown. One with which the event is compared does not count: "far fewer than in July".
    """
    text, start = around.sentence.text, around.sentence.start
    own = f"{figure.as_of or ''} {figure.period or ''}".casefold()
    return any(
        match[0].casefold() not in own
        and not _is_of_days(match[0], text[match.start() :], days)
        and not is_compared(around, start + match.start())
        for match in _times().finditer(text)
    ) or any(
        all(abs(int(match[0]) - day.year) > 1 for day in days) and not is_compared(around, start + match.start())
        for match in _year().finditer(text)
    )


def is_compared(around: Surroundings, at: int) -> bool:
    """Return whether a number's event is compared with what stands behind it at an offset."""
    number = around.number
    return (
        at >= number.end
        and _compared().search(around.sentence.text, around.behind, at - around.sentence.start) is not None
    )


def _is_of_days(words: str, behind: str, days: Sequence[date]) -> bool:
    """Return whether words for a month, with what stands behind them, may be of one of some days."""
    named = find_month_day(behind[: len(words) + 4])
    return named is not None and any((day.month, day.day) == named[:2] for day in days)


def tells_of_other_place(figure: Figure, around: Surroundings, is_linked: Callable[[Surroundings], bool]) -> bool:
    """Return whether a place stands with a number, which the article's lead and the figure do not name.

    The lead is two sentences, unless nothing links the second to the first.
    """
    if not around.nth:
        return False
    lead = around.sentences[: min(_LEAD, around.nth)]
    known = " ".join(sentence.text for sentence in lead)
    known = f"{known} {figure.where or ''} {figure.of} {figure.attributed_to or ''}"
    dates = {*months(), *weekdays()}
    elsewhere = any(
        match["place"] not in known and match["place"].split()[0] not in dates
        for match in _places().finditer(around.sentence.text)
    )
    return elsewhere and (around.nth >= _LEAD or not is_linked(around))


@cache
def _times() -> re.Pattern[str]:
    times = "|".join(fill_names(table("modality")["other_event"]["times"]))
    return re.compile(rf"(?<!\w)(?:{times})(?!\w)", re.IGNORECASE)


@cache
def _places() -> re.Pattern[str]:
    before = "|".join(table("modality")["other_event"]["place_before"])
    return re.compile(rf"\b(?:{before})\s+(?P<place>[A-ZÀ-ÞŁŚŽČŠ][\w'’-]+(?:\s[A-ZÀ-ÞŁŚŽČŠ][\w'’-]+)*)")


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('doubts')['compared']['words'])})\b", re.IGNORECASE)


@cache
def _year() -> re.Pattern[str]:
    """A year in digits, which is no part of a larger number, and no age."""
    return re.compile(rf"(?<![\d,.-])(?:19|20)\d\d(?![\d,.]\d|-{table('modality')['clauses']['of_age']})")
