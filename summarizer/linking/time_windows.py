"""Time windows of events in days: from their dates, else from the report's words and day of publication."""

from datetime import date, timedelta
from typing import NamedTuple

from ..language.dates import day_of, find_month_day, find_weekday, last_day, last_weekday
from ..language.names import fold
from ..records.events import EventReport

_LOOKBACK = timedelta(days=3)  # an undated event is news of the last days before publication


class Window(NamedTuple):
    """First and last day as ordinals (`date.toordinal`), None where unknown.

    `dated` is 1 where the report itself dates the event, 0 where only its publication does. `weekday`
    (0 is Monday) and `day_of_month` (a hundred times the month, plus the day) are those that the report's words name.
    """

    first: int | None
    last: int | None
    dated: int
    weekday: int | None
    day_of_month: int | None


def event_window(report: EventReport) -> Window:
    """The days on which the event may have happened."""
    if report.start:
        last = max(report.start, report.end or report.start)
        return Window(report.start.toordinal(), last.toordinal(), 1, report.start.weekday(), _encode(report.start))
    when = fold(report.when or "")
    weekday, day_of_month = find_weekday(when), _find_day_of_month(when)
    if report.published is None:
        return Window(None, None, 0, weekday, day_of_month)
    published = day_of(report.published)
    named = _last_such_day(published, weekday, day_of_month)
    if named:
        return Window(named.toordinal(), named.toordinal(), 1, weekday, day_of_month)
    return Window((published - _LOOKBACK).toordinal(), published.toordinal(), 0, weekday, day_of_month)


def _last_such_day(published: date, weekday: int | None, day_of_month: int | None) -> date | None:
    """The last day up to publication that the words name: "on Tuesday" of the week, "on May 3" of the year."""
    if day_of_month is not None:
        return last_day(day_of_month // 100, day_of_month % 100, published)
    return last_weekday(weekday, published) if weekday is not None else None


def _encode(day: date) -> int:
    return day.month * 100 + day.day


def _find_day_of_month(when: str) -> int | None:
    named = find_month_day(when)
    return named[0] * 100 + named[1] if named else None
