"""Days in words: weekdays, months, "last Monday", and the hours from which a count is valid.

"By Monday evening" in an article of Tuesday is Monday from 17 to 24 h; "as of 3 May" is that day;
a count without such words is as old as its article. Nothing is valid later than it was published.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import Final

from .calendars import find_foreign_day, find_foreign_days_back, find_foreign_weekday
from .lexicon import alternatives, table

# The years of which a day can be news: days are counted from one, forwards and back, and no calendar has no end.
FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_FORMS: Final = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
_LONGEST_MOMENT: Final = 60
_SHORT: Final = 3  # letters that tell the months apart


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to `end`; the same moment twice where the minute is known. Without time zones."""

    start: datetime
    end: datetime

    def before(self, other: "Span") -> bool | None:
        """Return whether this ends before the other starts; None if they overlap."""
        if self == other:
            return None
        if self.end <= other.start:
            return True
        return False if other.end <= self.start else None


def in_calendar(day: date) -> bool:
    """Return whether a day lies in the years of which a day can be news."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def day_of(moment: date) -> date:
    """Return the calendar day of a date or a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def parse_moment(text: str) -> date | None:
    """Parse a day, or a time with its offset, as feeds and tables write them; None for "3/4/2023", which is two days.

    Midnight without an offset is how exports write a day.
    """
    written = text.strip()
    if not written or len(written) > _LONGEST_MOMENT:
        return None
    moment = _parse_iso(written) or _parse_form(written) or _parse_rfc_2822(written)
    return moment.date() if moment and moment.tzinfo is None and moment.time() == time.min else moment


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_form(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _parse_rfc_2822(text: str) -> datetime | None:
    """Parse what RSS writes: "Tue, 30 May 2023 16:20:00 +0200"."""
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


@lru_cache(maxsize=1 << 16)
def find_weekday(words: str) -> int | None:
    """Find the one weekday that words of any language name, Monday being 0; None for none or several."""
    named = set(_weekday().findall(words.casefold()))
    if not named:
        return find_foreign_weekday(words) if words else None
    return [day.casefold() for day in weekdays()].index(named.pop()) if len(named) == 1 else None


def weekdays() -> tuple[str, ...]:
    """Return the names of the weekdays from Monday on, with capitals."""
    return tuple(table("calendar")["weekdays"])


def months() -> tuple[str, ...]:
    """Return the names of the months from January on, with capitals."""
    return tuple(table("calendar")["months"])


@cache
def day_names() -> frozenset[str]:
    """Return the names of weekdays and months, with capitals."""
    return frozenset((*weekdays(), *months()))


def month_number(name: str) -> int:
    """Return the number of a month, from 1, by a name of at least three letters: "September", "sept"."""
    return _short_months().index(name[:_SHORT].casefold()) + 1


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(day.casefold() for day in weekdays())}\b")


@cache
def _short_months() -> tuple[str, ...]:
    return tuple(month[:_SHORT].casefold() for month in months())


def last_weekday(weekday: int, published: date, *, before: bool = False) -> date:
    """Return the last such day of the week up to publication, Monday being 0; `before`, not publication's own."""
    back = (published.weekday() - weekday) % 7
    return published - (back or (7 if before else 0)) * _DAY


def last_day(month: int, number: int, published: date | None, year: int | None = None) -> date | None:
    """Return a day of a month: of the year given, else the last up to publication; None if there is none."""
    years = (year,) if year else (published.year, published.year - 1) if published else ()
    days = (day for of_year in years if (day := _day(of_year, month, number)))
    return next((day for day in days if year or published is None or day <= published), None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        day = date(year, month, number)
    except ValueError:
        return None
    return day if in_calendar(day) else None


def find_month_day(words: str) -> tuple[int, int, int | None] | None:
    """Find the day of a month that words name, as month, number and year, if they give one: "3 May", "May 3, 2023".

    Days with a name count: "New Year's Eve".
    """
    match = _month_day().search(words.casefold())
    if match is None:
        return _find_feast(words.casefold())
    year = int(match["year"]) if match["year"] else None
    return month_number(match["m1"] or match["m2"]), int(match["d1"] or match["d2"]), year


@cache
def _month_day() -> re.Pattern[str]:
    names = alternatives(_short_months())
    return re.compile(
        rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{names})[a-z]*"
        rf"|(?P<m2>{names})[a-z]*\.? (?P<d2>\d{{1,2}}))"
        r"(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{4})\b)?"
    )


def _find_feast(words: str) -> tuple[int, int, int | None] | None:
    match = _feast_pattern().search(words)
    if match is None:
        return None
    month, day = table("calendar")["feasts"][re.sub(r"['’ ]?s ", "s ", match["name"])]
    return month, day, int(match["year"]) if match["year"] else None


@cache
def _feast_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"s\ ", r"['’ ]?s\ ") for name in table("calendar")["feasts"])
    return re.compile(rf"\b(?P<name>{names})\b(?:,? (?P<year>\d{{4}})\b)?")


@cache
def days_back() -> dict[str, int]:
    """Return the words that stand for a day, by how many days before publication it was."""
    calendar = table("calendar")
    return {**calendar["days"], **calendar["before_speaking"]}


def published_at(published: date | datetime | None) -> Span | None:
    """Return the minute of publication, or its whole day where no hour is known."""
    if isinstance(published, datetime):
        moment = published.replace(tzinfo=None)
        return Span(moment, moment)
    if published is None:
        return None
    return _span_of_day(published)


@lru_cache(maxsize=1 << 16)
def _span_of_day(day: date) -> Span:
    start = datetime(day.year, day.month, day.day)
    return Span(start, start + _DAY)


def valid_at(as_of: str, published: date | datetime | None) -> Span | None:
    """Return the span that words name; None if they name none, or only a day that cannot be worked out."""
    # The cache takes one moment in two time zones for one key, and "today" is another day there.
    local = published.replace(tzinfo=None) if isinstance(published, datetime) else published
    return _valid_at(as_of, local)


@lru_cache(maxsize=1 << 16)
def _valid_at(as_of: str, published: date | datetime | None) -> Span | None:
    words = as_of.casefold()
    day = _find_day(words, published)
    if day is None:
        return None
    now = published_at(published)
    span = _find_hours(words, day)
    if now is not None and span.start >= now.end and span.start > now.start and find_weekday(words) is not None:
        span = Span(span.start - 7 * _DAY, span.end - 7 * _DAY)  # "Monday evening" in a Monday morning's article
    if now is None or span.end <= now.end:
        return span
    return Span(span.start, now.end) if span.start <= now.end else None


def _find_day(words: str, published: date | datetime | None) -> date | None:
    today = day_of(published) if published else None
    dated = _find_calendar_day(words, today)
    if dated is not None or today is None:
        return dated
    weekday = find_weekday(words)
    if weekday is not None:
        return last_weekday(weekday, today, before="last " in words)
    ago = _ago().search(words)
    if ago:
        return today - _parse_small(ago[1]) * _DAY
    back = next((back for name, back in days_back().items() if re.search(rf"\b{name}\b", words)), None)
    back = find_foreign_days_back(words) if back is None else back
    return None if back is None else today - back * _DAY


@cache
def _ago() -> re.Pattern[str]:
    return re.compile(rf"\b(\d{{1,2}}|a|{alternatives(table('numerals')['units'])}) days? ago\b")


def _parse_small(number: str) -> int:
    units: dict[str, int] = table("numerals")["units"]
    return int(number) if number.isdigit() else units.get(number, 1)


def _find_calendar_day(words: str, today: date | None) -> date | None:
    """Return the day of "3 May", "3 травня", "2023-05-03"; without a year the last up to publication."""
    iso = re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", words)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    named = find_month_day(words) or find_foreign_day(words)
    return last_day(named[0], named[1], today, named[2]) if named else None


def find_hours(words: str) -> tuple[int, int] | None:
    """Find the first and last hour of the day that words name, from -6 to 30: nights run into the next day."""
    start = datetime(FIRST_YEAR, 1, 1)
    span = _find_hours(words.casefold(), start.date())
    first, last = (int((at - start) / _HOUR) for at in (span.start, span.end))
    return None if (first, last) == (0, 24) else (first, last)


def _find_hours(words: str, day: date) -> Span:
    """Return the hour or the part of the day that words name; else the whole day."""
    start = datetime(day.year, day.month, day.day)
    clock = re.search(r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b|\b(\d{1,2}):(\d\d)\b", words)
    if clock:
        hour = int(clock[1]) % 12 + 12 * (clock[3] == "p") if clock[3] else int(clock[4])
        moment = start + min(hour, 23) * _HOUR + timedelta(minutes=int(clock[2] or clock[5] or 0))
        return Span(moment, moment)
    for pattern, (first, last) in _parts_of_day():
        if pattern.search(words):
            return Span(start + first * _HOUR, start + last * _HOUR)
    return Span(start, start + _DAY)


@cache
def _parts_of_day() -> list[tuple[re.Pattern[str], tuple[int, int]]]:
    """List the parts of a day, the longest names first: "before dawn" before "dawn"."""
    parts = sorted(table("calendar")["parts"].items(), key=lambda part: -len(part[0]))
    return [(re.compile(rf"\b{name}\b"), (first, last)) for name, (first, last) in parts]


def is_own_span(words: str) -> bool:
    """Return whether words for a span of time tell of no more than the event itself: "during the day"."""
    return _own_spans().fullmatch(" ".join(words.split())) is not None


@cache
def _own_spans() -> re.Pattern[str]:
    return re.compile("|".join(fill_names(table("calendar")["own_spans"])), re.IGNORECASE)


def fill_names(patterns: Iterable[str]) -> list[str]:
    """Put the names of months and weekdays into patterns of a language's files, for {months} and {weekdays}."""
    names = {"{months}": "|".join(months()), "{weekdays}": "|".join(weekdays())}
    filled = list(patterns)
    for mark, together in names.items():
        filled = [pattern.replace(mark, together) for pattern in filled]
    return filled
