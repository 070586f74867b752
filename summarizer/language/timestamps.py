"""Days and times as feeds and tables write them."""

from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Final

_IN_WORDS: Final = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
_LONGEST: Final = 60


def moment(text: str) -> date | None:
    """A day, or a time with the offset that is written; None for anything else, "3/4/2023" too, which is two days.

    Midnight without an offset is how exports write a day.
    """
    told = text.strip()
    if not told or len(told) > _LONGEST:
        return None
    found = _iso(told) or _in_words(told) or _of_mail(told)
    return found.date() if found and found.tzinfo is None and found.time() == time.min else found


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_words(text: str) -> datetime | None:
    for form in _IN_WORDS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _of_mail(text: str) -> datetime | None:
    """RFC 2822, which RSS uses: "Tue, 30 May 2023 16:20:00 +0200"."""
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
