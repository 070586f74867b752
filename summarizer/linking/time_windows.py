"""Time windows of events in days: from their dates, else from the report's words and day of publication."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from ..language.dates import day_of, find_month_day, find_weekday, last_day, last_weekday
from ..language.names import fold
from ..records.events import EventReport
from .event_types import classify_type

_LOOKBACK = timedelta(days=3)  # an undated event is news of the last days before publication
# A later end than these is how a database writes one that is open ("9999-12-31"), not a day that somebody knew: it
# would meet every event of its place. A year that is not known more closely is within them.
_LONGEST: Final = timedelta(days=400)
_LONGEST_SPELL: Final = timedelta(days=3_660)
_FURTHEST_AHEAD: Final = timedelta(days=365)  # of publication
_SPELLS: Final = {"drought", "epidemic", "infestation", "volcanic_activity"}  # kins that may last for years


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
        last = _last_day(report, report.start)
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


def _last_day(report: EventReport, start: date) -> date:
    """The end of a dated event; its start where the end is not known, is before it, or stands for an open one."""
    if report.end is None or report.end < start:
        return start
    longest = _LONGEST_SPELL if classify_type(report.type).kin in _SPELLS else _LONGEST
    is_open = report.end - start > longest or (
        report.published is not None and report.end - day_of(report.published) > _FURTHEST_AHEAD
    )
    return start if is_open else report.end


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
