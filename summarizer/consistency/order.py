"""Which of two figures was counted earlier: from a change told in one sentence, from days, from words."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ..language.dates import Span, day_of, find_weekday, published_at, valid_at
from ..language.lexicon import table
from ..language.quantities import Number, read_numbers
from ..records.events import ReportedFigure

Published = Mapping[str, date | datetime | None]


class Order(NamedTuple):
    """`first`: whether the first figure is the earlier one; `rule`: whether a sentence or a date says so."""

    first: bool
    rule: Literal["change", "order"]


_FIRST, _SECOND = Order(True, "order"), Order(False, "order")


def earlier(a: ReportedFigure, b: ReportedFigure, published: Published) -> bool | None:
    """Whether `a` was counted before `b`; None if nothing tells."""
    order = in_order(a, b, published)
    return None if order is None else order.first


def in_order(a: ReportedFigure, b: ReportedFigure, published: Published) -> Order | None:
    """Which of two figures was counted first, and what tells it; None if nothing does.

    A change that a sentence tells ("rose from 12 to 15") decides first; then the days that `as_of`
    names, then those of publication. In one article its other words ("initial reports", "late in the
    evening") come after the days; between two they count nothing, except that a count which its own
    article calls replaced is the earlier one.
    """
    if a.article == b.article:
        return _in_one_article(a, b, published.get(a.article or ""))
    ours, theirs = was_replaced(a), was_replaced(b)
    if ours or theirs:
        return None if ours and theirs else Order(ours, "order")
    first = _by_days(a, b, published)
    return None if first is None else _FIRST if first else _SECOND


def before(a: date | datetime, b: date | datetime) -> bool | None:
    """Whether one moment is before another, by the hour if both have one, else by the day; None on a tie."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        x, y = a.replace(tzinfo=None), b.replace(tzinfo=None)
        if a.tzinfo and b.tzinfo:
            return None if a == b else a < b
        return None if x == y else x < y
    return None if day_of(a) == day_of(b) else day_of(a) < day_of(b)


def moment(figure: ReportedFigure, published: Published) -> Span | None:
    """When the count was valid: what `as_of` says, else its publication; None if neither is known."""
    at = published.get(figure.article or "")
    return _stated(figure, at) or published_at(at)


def was_replaced(figure: ReportedFigure) -> bool:
    """Whether its own article says that another count took its place: "at first", "an earlier count of 12"."""
    if figure.as_of and _has(figure.as_of, "replaced"):
        return True
    return _side_of_change(figure) < 0 or bool(figure.quote and _has(figure.quote, "replaced_in_quote"))


def said_lower(figure: ReportedFigure) -> bool:
    """Whether the quote says that the count was brought down: "revised down to 9"."""
    return bool(figure.quote) and _any_of("change", "lowered").search(figure.quote or "") is not None


def said_higher(figure: ReportedFigure) -> bool:
    """Whether the quote says that the count was raised to this number: "has risen to 15", "15, up from 12"."""
    return _side_of_change(figure) > 0 or bool(figure.quote and _any_of("change", "higher").search(figure.quote))


def stage(figure: ReportedFigure) -> int:
    """-1 for a first count, 1 for a later one, 0 where the words say nothing; `as_of` before the quote."""
    return _stage_of(figure.as_of or "", "") or _stage_of(figure.quote or "", "_in_quote")


def _in_one_article(a: ReportedFigure, b: ReportedFigure, at: date | datetime | None) -> Order | None:
    sides = _side_of_change(a), _side_of_change(b)
    if sides[0] != sides[1]:
        return Order(sides[0] < sides[1], "change")
    ours, theirs = _stated(a, at), _stated(b, at)
    if ours and theirs:
        first = ours.before(theirs)
        if first is not None:
            return Order(first, "order")
    stages = stage(a), stage(b)
    if stages[0] != stages[1]:
        return Order(stages[0] < stages[1], "order")
    first = _past(ours, theirs, at) if at else _by_weekday(a, b)
    return None if first is None else Order(first, "order")


def _past(ours: Span | None, theirs: Span | None, at: date | datetime) -> bool | None:
    """One count is of a day before publication, the other bears no day: it is the article's own, of now."""
    now = published_at(at)
    if now is None or bool(ours) == bool(theirs):
        return None
    today = now.start.replace(hour=0, minute=0, second=0, microsecond=0)
    if ours:
        return True if ours.end <= today else None
    return False if theirs and theirs.end <= today else None


def _by_days(a: ReportedFigure, b: ReportedFigure, published: Published) -> bool | None:
    ours_at, theirs_at = published.get(a.article or ""), published.get(b.article or "")
    ours, theirs = _stated(a, ours_at), _stated(b, theirs_at)
    if ours or theirs:
        ours, theirs = ours or published_at(ours_at), theirs or published_at(theirs_at)
        first = ours.before(theirs) if ours and theirs else None
        if first is not None:
            return first
    if ours_at is None or theirs_at is None:
        return _by_weekday(a, b)
    return before(ours_at, theirs_at)


def _by_weekday(a: ReportedFigure, b: ReportedFigure) -> bool | None:
    """Two weekdays without a date: the shorter way round the week, so that Saturday comes before Sunday."""
    ours, theirs = find_weekday(a.as_of or ""), find_weekday(b.as_of or "")
    if ours is None or theirs is None or ours == theirs:
        return None
    return (theirs - ours) % 7 <= 3


def _stated(figure: ReportedFigure, at: date | datetime | None) -> Span | None:
    return valid_at(figure.as_of, at) if figure.as_of else None


@lru_cache(maxsize=1 << 16)
def _stage_of(text: str, where: str) -> int:
    if not text:
        return 0
    if _has(text, f"first{where}"):
        return -1
    return 1 if _has(text, f"later{where}") else 0


@lru_cache(maxsize=1 << 16)
def _has(text: str, stage: str) -> bool:
    return _any_of("stages", stage).search(text) is not None


@cache
def _any_of(*names: str) -> re.Pattern[str]:
    found = table("stages")
    for name in names:
        found = found[name]
    return re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE)


def _side_of_change(figure: ReportedFigure) -> int:
    """-1 if the quote tells a change and this is the number it was before, 1 if it is the number after."""
    return _change(figure.quote, figure.value) if figure.quote and figure.value is not None else 0


@lru_cache(maxsize=1 << 16)
def _change(quote: str, value: float) -> int:
    if not _any_cue().search(quote):
        return 0
    places = {_side(quote, number) for number in read_numbers(quote) if number.value == value}
    return places.pop() if len(places) == 1 else 0


def _side(quote: str, number: Number) -> int:
    lead, tail = quote[: number.start], quote[number.end :]
    if _leads_to_old().search(lead) or (_from().search(lead) and _to().match(tail)):
        return -1
    return 1 if _leads_to_new().search(lead) else 0


@cache
def _any_cue() -> re.Pattern[str]:
    change = table("stages")["change"]
    return re.compile(rf"\b(?:{'|'.join((*_verbs(), *change['before'], *change['since']))})\b", re.IGNORECASE)


def _verbs() -> tuple[str, ...]:
    change = table("stages")["change"]
    return (*change["up"], *change["down"], *change["either"])


@cache
def _leads_to_old() -> re.Pattern[str]:
    """What stands before the number that was: "up from 12", "an earlier count of 12"."""
    change = table("stages")["change"]
    return re.compile(
        rf"(?:\b(?:{'|'.join(_verbs())})\b[^.;]{{0,60}}?\b(?:{'|'.join(change['old'])})|\b(?:{'|'.join(change['since'])})"
        rf"|\b(?:{'|'.join(change['before'])}) (?:\w+ ){{0,2}}(?:{'|'.join(change['counts'])})s?(?: \w+)? of)"
        rf"(?: (?:{'|'.join(change['limits'])}))?\s*$",
        re.IGNORECASE,
    )


@cache
def _from() -> re.Pattern[str]:
    change = table("stages")["change"]
    return re.compile(rf"\b(?:{'|'.join(change['old'])})(?: (?:{'|'.join(change['limits'])}))?\s*$", re.IGNORECASE)


@cache
def _leads_to_new() -> re.Pattern[str]:
    """What stands before the number that is: "has risen to 15", "from 12 to 15"."""
    new, limits = ("|".join(table("stages")["change"][name]) for name in ("new", "limits"))
    return re.compile(rf"\b(?:{'|'.join(_verbs())})\b[^.;]{{0,60}}?\b(?:{new})(?: (?:{limits}))?\s*$", re.IGNORECASE)


@cache
def _to() -> re.Pattern[str]:
    """What stands between the number that was and the one that is: "from 12 people to"."""
    counted = "|".join(table("stages")["change"]["counted"])
    return re.compile(rf"\W{{0,2}}(?:(?:{counted}) )?to\b")
