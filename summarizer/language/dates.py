"""When a count was valid: the words of `as_of`, worked out from the day of publication.

"By Monday evening" in an article of Tuesday is Monday from 17 to 24 h; "as of 3 May" is that day;
a count without such words is as old as its article. Nothing is valid later than it was published.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from .years import in_calendar

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to `end`; the same moment twice where the minute is known. Without time zones."""

    start: datetime
    end: datetime

    def before(self, other: "Span") -> bool | None:
        """Whether this ends before the other starts; None if they overlap."""
        if self == other:
            return None
        if self.end <= other.start:
            return True
        return False if other.end <= self.start else None


@cache
def words() -> dict[str, Any]:
    """The lexicon of times, `times.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("times.toml").read_text(encoding="utf-8"))


def published_at(published: date | datetime | None) -> Span | None:
    """The minute of publication, or its whole day where no hour is known."""
    if isinstance(published, datetime):
        moment = published.replace(tzinfo=None)
        return Span(moment, moment)
    if published is None:
        return None
    start = datetime(published.year, published.month, published.day)
    return Span(start, start + _DAY)


@lru_cache(maxsize=1 << 16)
def valid_at(as_of: str, published: date | datetime | None) -> Span | None:
    """The span that the words name; None if they name none, or only a day that cannot be worked out."""
    told = as_of.casefold()
    day = _named_day(told, published)
    if day is None:
        return None
    now = published_at(published)
    span = _within(told, day)
    if now is not None and span.start >= now.end and span.start > now.start and _weekday(told) is not None:
        span = Span(span.start - 7 * _DAY, span.end - 7 * _DAY)  # "Monday evening" in a Monday morning's article
    if now is None or span.end <= now.end:
        return span
    return Span(span.start, now.end) if span.start <= now.end else None


@lru_cache(maxsize=1 << 16)
def weekday_of(as_of: str) -> int | None:
    """The one weekday that the words name, Monday being 0."""
    return _weekday(as_of.casefold())


def _weekday(told: str) -> int | None:
    found = {match[0] for match in re.finditer(rf"\b(?:{'|'.join(words()['weekdays'])})\b", told)}
    return words()["weekdays"].index(found.pop()) if len(found) == 1 else None


def _named_day(told: str, published: date | datetime | None) -> date | None:
    today = published.date() if isinstance(published, datetime) else published
    dated = _calendar_day(told, today)
    if dated is not None or today is None:
        return dated
    weekday = _weekday(told)
    if weekday is not None:
        back = (today.weekday() - weekday) % 7
        return today - (back or (7 if "last " in told else 0)) * _DAY
    ago = re.search(r"\b(\d{1,2}|a|one|two|three|four|five|six) days? ago\b", told)
    if ago:
        return today - _small(ago[1]) * _DAY
    return next(
        (today - back * _DAY for name, back in words()["days"].items() if re.search(rf"\b{name}\b", told)), None
    )


def _small(number: str) -> int:
    return (
        int(number)
        if number.isdigit()
        else {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}.get(number, 6)
    )


def _calendar_day(told: str, today: date | None) -> date | None:
    """3 May, May 3, 3 May 2023, 2023-05-03; without a year the latest that is not after publication."""
    iso = re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", told)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    months = "|".join(words()["months"])
    match = re.search(
        rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{months})[a-z]*"
        rf"|(?P<m2>{months})[a-z]*\.? (?P<d2>\d{{1,2}}))"
        r"(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{4})\b)?",
        told,
    )
    if match is None:
        return None
    month = words()["months"].index(match["m1"] or match["m2"]) + 1
    day = int(match["d1"] or match["d2"])
    if match["year"]:
        return _date(int(match["year"]), month, day)
    if today is None:
        return None
    this_year = _date(today.year, month, day)
    return this_year if this_year is None or this_year <= today else _date(today.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    return named if in_calendar(named) else None


def _within(told: str, day: date) -> Span:
    """The hour or the part of the day that the words name; else the whole day."""
    start = datetime(day.year, day.month, day.day)
    clock = re.search(r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b|\b(\d{1,2}):(\d\d)\b", told)
    if clock:
        hour = int(clock[1]) % 12 + 12 * (clock[3] == "p") if clock[3] else int(clock[4])
        moment = start + min(hour, 23) * _HOUR + timedelta(minutes=int(clock[2] or clock[5] or 0))
        return Span(moment, moment)
    for name, (first, last) in words()["parts"].items():
        if re.search(rf"\b{name}\b", told):
            return Span(start + first * _HOUR, start + last * _HOUR)
    return Span(start, start + _DAY)
