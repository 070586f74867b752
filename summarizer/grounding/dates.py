"""Check of an event's date against the article."""

import re
from datetime import date, timedelta

from ..language.calendars import find_foreign_day
from ..language.dates import day_of, find_weekday, months
from ..language.quantities import Number
from ..records.article import Article

# "On Saturday", "yesterday", "a day earlier" reach back this far from the day of publication at most.
_NEWS_WEEK = timedelta(days=7)


def verify_day(day: date | None, when: str | None, article: Article, numbers: list[Number]) -> date | None:
    """Return the day if the article supports it, else None.

    It does if it names that day and month, or was published within a week after it, and if the
    weekday in `when`, where there is one, is that of the day.
    """
    if day is None or _contradicts(day, when):
        return None
    recent = article.published is not None and timedelta(0) <= day_of(article.published) - day <= _NEWS_WEEK
    return day if recent or any(_names(number, day) for number in numbers if number.kind == "date") else None


def _contradicts(day: date, when: str | None) -> bool:
    """Return whether the words name one weekday, and it is not that of the day."""
    weekday = find_weekday(when or "")
    return weekday is not None and weekday != day.weekday()


def _names(number: Number, day: date) -> bool:
    """Return whether a date in the text is this day: "2023-05-30", or its month and day, and its year if it has one."""
    if number.text.startswith(day.isoformat()):
        return True
    if foreign := find_foreign_day(number.text):
        return (foreign.month, foreign.day) == (day.month, day.day) and foreign.year in (None, day.year)
    words = re.findall(r"[a-z]+|\d+", number.text.casefold())
    years = [word for word in words if len(word) == 4 and word.isdigit()]
    month = months()[day.month - 1][:3].casefold()
    return (
        str(day.day) in [word.lstrip("0") for word in words]
        and any(word.startswith(month) for word in words)
        and years in ([], [str(day.year)])
    )
