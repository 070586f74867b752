"""Parses the cells of a table: numbers and days."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from ...errors import RecordError
from ...language.dates import day_of

# R writes 100000 as 1e+05. No thousands separators: "1,200" is 1.2 in half of the world.
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?(?:[eE]\+?\d{1,2})?", re.ASCII)
_SHOWN: Final = 40  # characters of a cell that a message repeats


def parse_number(text: str, column: str) -> float:
    """Parse a number, 0 or more. Raises RecordError for anything else."""
    if not _NUMBER.fullmatch(text):
        raise RecordError(
            f"{column}: expected a number such as 12, got {quote_cell(text)}: correct it or empty the cell"
        )
    return float(text)


def parse_day(text: str, column: str, formats: Sequence[str]) -> date:
    """Parse a calendar day: ISO 8601, or one of the formats. Raises RecordError for anything else."""
    return day_of(_parse_time(text, column, formats))


def parse_published(text: str, column: str, formats: Sequence[str], separator: str | None) -> date | datetime:
    """Parse a time of publication, with the hour if the cell has one; the latest of several.

    Raises RecordError for anything else.
    """
    parts = [part.strip() for part in text.split(separator)] if separator else [text]
    moments = [_parse_time(part, column, formats) for part in parts if part] or [_parse_time(text, column, formats)]
    return max(moments, key=lambda moment: (moment.year, moment.month, moment.day, _get_time(moment)))


def parse_period(
    year: tuple[str, str] | None, month: tuple[str, str] | None, day: tuple[str, str] | None
) -> tuple[date | None, date | None]:
    """Parse the parts of a day, each a cell and its column: the first and the last day that they leave open.

    A month or a day of 0 is unknown. Raises RecordError for what is no day.
    """
    if year is None:
        return None, None
    numbers = [int(parse_number(*cell)) if cell else 0 for cell in (year, month, day)]
    try:
        first = date(numbers[0], numbers[1] or 1, (numbers[1] and numbers[2]) or 1)
    except ValueError as error:
        said = "-".join(map(str, numbers))
        raise RecordError(f"{year[1]}: expected a day of the calendar, got {said}: correct the row") from error
    if not numbers[1]:
        return first, date(first.year, 12, 31)
    return first, first if numbers[2] else first.replace(day=monthrange(first.year, first.month)[1])


def _get_time(moment: date | datetime) -> time:
    return moment.time() if isinstance(moment, datetime) else time.min


def _parse_time(text: str, column: str, formats: Sequence[str]) -> date | datetime:
    """Parse a day, or a time on it; exports write a day as midnight."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _parse_formats(text, column, formats)
    return moment if moment.time() != time.min else moment.date()


def _parse_formats(text: str, column: str, formats: Sequence[str]) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise RecordError(
        f"{column}: expected a day as 2023-05-12 or 12 May 2023, got {quote_cell(text)}: correct the cell"
    )


def quote_cell(text: str) -> str:
    """Quote a cell for a message, in one line, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
