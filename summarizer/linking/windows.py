"""When an event was, as a window of days: from its dates, else from its words and the day of publication."""

import re
import tomllib
from datetime import date, datetime, timedelta
from importlib import resources
from typing import NamedTuple

from ..records.events import EventReport
from .names import fold

_WORDS = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))["calendar"]
_WEEKDAYS: list[str] = _WORDS["weekdays"]
_MONTHS: list[str] = _WORDS["months"]
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<m1>{'|'.join(_MONTHS)})[a-z]*\s(?P<d1>\d{{1,2}})\b|\b(?P<d2>\d{{1,2}})\s(?P<m2>{'|'.join(_MONTHS)})"
)
_LOOKBACK = timedelta(days=3)  # an undated event is news of the last days before publication


class Window(NamedTuple):
    """First and last day as ordinals (`date.toordinal`), None where nothing tells.

    `dated` is 1 where the report itself dates the event, 0 where only its publication does. `weekday`
    (0 is Monday) and `day_of_month` (a hundred times the month, and the day) are what the report's words name.
    """

    first: int | None
    last: int | None
    dated: int
    weekday: int | None
    day_of_month: int | None


def window(report: EventReport) -> Window:
    """The days on which the event may have been."""
    if report.start:
        last = max(report.start, report.end or report.start)
        return Window(report.start.toordinal(), last.toordinal(), 1, report.start.weekday(), _monthly(report.start))
    when = fold(report.when or "")
    weekday, day_of_month = _weekday(when), _day_of_month(when)
    if report.published is None:
        return Window(None, None, 0, weekday, day_of_month)
    published = day_of(report.published)
    named = _last_such_day(published, weekday, day_of_month)
    if named:
        return Window(named.toordinal(), named.toordinal(), 1, weekday, day_of_month)
    return Window((published - _LOOKBACK).toordinal(), published.toordinal(), 0, weekday, day_of_month)


def day_of(moment: date) -> date:
    """The calendar day of a date or a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def _last_such_day(published: date, weekday: int | None, day_of_month: int | None) -> date | None:
    """The last day up to publication that the words name: "on Tuesday" of the week, "on May 3" of the year."""
    if day_of_month is not None:
        for back in range(366):
            day = published - timedelta(days=back)
            if _monthly(day) == day_of_month:
                return day
        return None
    return published - timedelta(days=(published.weekday() - weekday) % 7) if weekday is not None else None


def _monthly(day: date) -> int:
    return day.month * 100 + day.day


def _weekday(when: str) -> int | None:
    """The weekday that the words name, if just one."""
    named = {number for number, name in enumerate(_WEEKDAYS) if name in when.split()}
    return named.pop() if len(named) == 1 else None


def _day_of_month(when: str) -> int | None:
    match = _DAY_OF_MONTH.search(when)
    if not match:
        return None
    return (_MONTHS.index(match["m1"] or match["m2"]) + 1) * 100 + int(match["d1"] or match["d2"])
