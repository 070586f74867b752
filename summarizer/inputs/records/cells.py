"""One cell of a table: a text, a number, a day."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from ...errors import RecordError
from ...language.dates import day_of

# R writes 100000 as 1e+05. No thousands separators: "1,200" is 1.2 in half of the world.
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?(?:[eE]\+?\d{1,2})?", re.ASCII)
_SHOWN: Final = 40  # characters of a cell that a message repeats


def number(text: str, column: str) -> float:
    """The number of a cell, 0 or more. Raises RecordError for anything else."""
    if not _NUMBER.fullmatch(text):
        raise RecordError(f"{column}: expected a number such as 12, got {shown(text)}: correct it or empty the cell")
    return float(text)


def day(text: str, column: str, formats: Sequence[str]) -> date:
    """The calendar day of a cell: ISO 8601, or one of the formats. Raises RecordError for anything else."""
    return day_of(_moment(text, column, formats))


def published(text: str, column: str, formats: Sequence[str], separator: str | None) -> date | datetime:
    """When something was published, with the hour where the cell gives one; the latest of several.

    Raises RecordError for anything else.
    """
    parts = [part.strip() for part in text.split(separator)] if separator else [text]
    moments = [_moment(part, column, formats) for part in parts if part] or [_moment(text, column, formats)]
    return max(moments, key=lambda moment: (moment.year, moment.month, moment.day, _hour(moment)))


def _hour(moment: date | datetime) -> time:
    return moment.time() if isinstance(moment, datetime) else time.min


def _moment(text: str, column: str, formats: Sequence[str]) -> date | datetime:
    """A day, or a time on it; midnight is how exports write a day."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _in_words(text, column, formats)
    return moment if moment.time() != time.min else moment.date()


def _in_words(text: str, column: str, formats: Sequence[str]) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise RecordError(f"{column}: expected a day as 2023-05-12 or 12 May 2023, got {shown(text)}: correct the cell")


def shown(text: str) -> str:
    """A cell as a message repeats it: quoted, in one line, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
