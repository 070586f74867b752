"""Which of two figures was stated earlier: from the words of one article, or the dates of two."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from ..records import ReportedFigure

_EARLY = re.compile(
    r"\b(?:initial|initially|at first|first|preliminary|early reports?|earlier|before|originally|previous)\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:now|later|latest|updated|revised|risen|rose|late|final|in all|since|overnight|evening|so far)\b",
    re.IGNORECASE,
)


def earlier(a: ReportedFigure, b: ReportedFigure, published: Mapping[str, date | datetime | None]) -> bool | None:
    """Whether `a` was stated before `b`; None if nothing tells.

    In one article only the article's own words count ("initial reports", "late in the evening");
    between two, only their dates: a "preliminary" count in one says nothing of the other's.
    """
    if a.article == b.article:
        ours, theirs = _stage(a), _stage(b)
        return None if ours == theirs else ours < theirs
    ours_at, theirs_at = published.get(a.article or ""), published.get(b.article or "")
    if ours_at is None or theirs_at is None:
        return None
    return before(ours_at, theirs_at)


def before(a: date | datetime, b: date | datetime) -> bool | None:
    """Whether one moment is before another, by the hour if both have one, else by the day; None on a tie."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        x, y = a.replace(tzinfo=None), b.replace(tzinfo=None)
        if a.tzinfo and b.tzinfo:
            return None if a == b else a < b
        return None if x == y else x < y
    day_a = a.date() if isinstance(a, datetime) else a
    day_b = b.date() if isinstance(b, datetime) else b
    return None if day_a == day_b else day_a < day_b


def _stage(figure: ReportedFigure) -> int:
    """-1 for a first count, 1 for a later one, 0 where the words say nothing; `as_of` before the quote."""
    for words in (figure.as_of, figure.quote):
        if words and _EARLY.search(words):
            return -1
        if words and _LATE.search(words):
            return 1
    return 0
