"""The years of which a day can be news: days are counted from one, forwards and back, and no calendar has no end."""

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999


def in_calendar(day: date) -> bool:
    """Whether a day lies in these years."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
