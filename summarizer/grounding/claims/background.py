"""Background of a claim: whether a number's sentence tells of another time or place than its article's event."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from ...language.dates import fill_names, find_month_day, months, weekdays
from ...language.lexicon import table
from ...schemas import Figure
from ...syntax.tokenizer import Sentence

_LEAD: Final = 2  # sentences that tell where an event was


def tells_of_other_time(figure: Figure, sentence: Sentence, days: Sequence[date]) -> bool:
    """Return whether a sentence names a time that is not of the figure's event or count.

    A month, a season, so many days before or after: none of them is told apart from the event's own where its `days`
    are unknown.
    """
    own = f"{figure.as_of or ''} {figure.period or ''}".casefold()
    return any(
        match[0].casefold() not in own and not _is_of_days(match[0], sentence.text[match.start() :], days)
        for match in _times().finditer(sentence.text)
    )


def _is_of_days(words: str, behind: str, days: Sequence[date]) -> bool:
    """Return whether words for a month, with what stands behind them, may be of one of some days."""
    named = find_month_day(behind[: len(words) + 4])
    return named is not None and any((day.month, day.day) == named[:2] for day in days)


def tells_of_other_place(figure: Figure, sentences: Sequence[Sentence], nth: int) -> bool:
    """Return whether a place stands with a number, which the article's lead and the figure do not name."""
    if nth < _LEAD:
        return False
    known = " ".join(sentence.text for sentence in sentences[:_LEAD])
    known = f"{known} {figure.where or ''} {figure.of} {figure.attributed_to or ''}"
    dates = {*months(), *weekdays()}
    return any(
        match["place"] not in known and match["place"].split()[0] not in dates
        for match in _places().finditer(sentences[nth].text)
    )


@cache
def _times() -> re.Pattern[str]:
    times = "|".join(fill_names(table("modality")["other_event"]["times"]))
    return re.compile(rf"(?<!\w)(?:{times})(?!\w)", re.IGNORECASE)


@cache
def _places() -> re.Pattern[str]:
    before = "|".join(table("modality")["other_event"]["place_before"])
    return re.compile(rf"\b(?:{before})\s+(?P<place>[A-ZÀ-ÞŁŚŽČŠ][\w'’-]+(?:\s[A-ZÀ-ÞŁŚŽČŠ][\w'’-]+)*)")
