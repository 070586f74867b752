"""Chronology of figures: the order of counts, from a change in one sentence, from days, and from words."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ..language.dates import Span, day_of, find_weekday, published_at, valid_at
from ..language.lexicon import table
from ..language.quantities import Number, read_numbers
from ..records.events import ReportedFigure
from .context import Context, FigureKey

Published = Mapping[str, date | datetime | None]


class Order(NamedTuple):
    """The order of two figures: `first` is True if the first one is the earlier; `rule` is the evidence."""

    first: bool
    rule: Literal["change", "order"]


def is_earlier(a: ReportedFigure, b: ReportedFigure, published: Published) -> bool | None:
    """Test whether `a` was counted before `b`; None if unknown."""
    order = find_order(a, b, published)
    return None if order is None else order.first


def find_order(a: ReportedFigure, b: ReportedFigure, published: Published) -> Order | None:
    """Find the order in which two figures were counted; None if nothing tells it.

    A change in one sentence ("rose from 12 to 15") decides first; then the days of `as_of`, then the
    days of publication. In one article its other words ("initial reports", "late in the evening") come
    after the days; between two articles they do not count, except that a count which its own article
    calls replaced is the earlier one.
    """
    if a.article == b.article:
        return _order_in_article(a, b, published.get(a.article or ""))
    ours, theirs = was_replaced(a), was_replaced(b)
    if ours or theirs:
        return None if ours and theirs else Order(ours, "order")
    first = _order_by_days(a, b, published)
    return None if first is None else Order(first, "order")


def is_before(a: date | datetime, b: date | datetime) -> bool | None:
    """Test whether one time is before another, by the hour if both have one, else by the day; None on a tie."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        x, y = a.replace(tzinfo=None), b.replace(tzinfo=None)
        if a.tzinfo and b.tzinfo:
            return None if a == b else a < b
        return None if x == y else x < y
    return None if day_of(a) == day_of(b) else day_of(a) < day_of(b)


def valid_span(figure: ReportedFigure, published: Published) -> Span | None:
    """The time span of a count: by `as_of`, else by its publication; None if neither is known."""
    at = published.get(figure.article or "")
    return _stated_span(figure, at) or published_at(at)


def was_replaced(figure: ReportedFigure) -> bool:
    """Test whether a figure's own article calls it replaced: "at first", "an earlier count of 12"."""
    if figure.as_of and _mentions(figure.as_of, "stages", "replaced"):
        return True
    return _side_of_change(figure) < 0 or any(
        words and _mentions(words, "stages", "replaced_in_quote") for words in (figure.quote, figure.attributed_to)
    )


def says_lowered(figure: ReportedFigure) -> bool:
    """Test whether the quote says that the count was lowered: "revised down to 9"."""
    return bool(figure.quote) and _mentions(figure.quote or "", "change", "lowered")


def says_raised(figure: ReportedFigure) -> bool:
    """Test whether the quote says that the count was raised to this number: "has risen to 15", "15, up from 12"."""
    return _side_of_change(figure) > 0 or _rose(figure)


def _rose(figure: ReportedFigure) -> bool:
    return bool(figure.quote) and _mentions(figure.quote or "", "change", "higher")


def count_stage(figure: ReportedFigure) -> int:
    """The stage of a count by its words, `as_of` before the quote: -1 a first one, 1 a later one, 0 unknown."""
    return _find_stage(figure.as_of or "", "") or _find_stage(figure.quote or "", "_in_quote")


def _order_in_article(a: ReportedFigure, b: ReportedFigure, at: date | datetime | None) -> Order | None:
    sides = _side_of_change(a), _side_of_change(b)
    never_rose = _overshoots(a, b) or _overshoots(b, a)
    if sides[0] != sides[1] and not never_rose:
        return Order(sides[0] < sides[1], "change")
    ours, theirs = _stated_span(a, at), _stated_span(b, at)
    if ours and theirs:
        first = ours.before(theirs)
        if first is not None:
            return Order(first, "order")
    stages = count_stage(a), count_stage(b)
    if stages[0] != stages[1] and not never_rose:
        return Order(stages[0] < stages[1], "order")
    first = _order_by_past_day(ours, theirs, at) if at else _order_by_weekday(a, b)
    return None if first is None else Order(first, "order")


def _overshoots(risen: ReportedFigure, other: ReportedFigure) -> bool:
    """Test whether a number that "rose to 37" cannot have risen from another: that one is higher."""
    return _side_of_change(risen) > 0 == _side_of_change(other) and _rose(risen) and other.lowest > risen.highest


def _order_by_past_day(ours: Span | None, theirs: Span | None, at: date | datetime) -> bool | None:
    """Order a count of a day before publication before one without a day, which is the article's own, of now."""
    now = published_at(at)
    if now is None or bool(ours) == bool(theirs):
        return None
    today = now.start.replace(hour=0, minute=0, second=0, microsecond=0)
    if ours:
        return True if ours.end <= today else None
    return False if theirs and theirs.end <= today else None


def _order_by_days(a: ReportedFigure, b: ReportedFigure, published: Published) -> bool | None:
    ours_at, theirs_at = published.get(a.article or ""), published.get(b.article or "")
    ours, theirs = _stated_span(a, ours_at), _stated_span(b, theirs_at)
    if ours or theirs:
        ours, theirs = ours or published_at(ours_at), theirs or published_at(theirs_at)
        first = ours.before(theirs) if ours and theirs else None
        if first is not None:
            return first
    if ours_at is None or theirs_at is None:
        return _order_by_weekday(a, b)
    return is_before(ours_at, theirs_at)


def _order_by_weekday(a: ReportedFigure, b: ReportedFigure) -> bool | None:
    """Order two weekdays without a date by the shorter way round the week: Saturday comes before Sunday."""
    ours, theirs = find_weekday(a.as_of or ""), find_weekday(b.as_of or "")
    if ours is None or theirs is None or ours == theirs:
        return None
    return (theirs - ours) % 7 <= 3


def _stated_span(figure: ReportedFigure, at: date | datetime | None) -> Span | None:
    return valid_at(figure.as_of, at) if figure.as_of else None


@lru_cache(maxsize=1 << 16)
def _find_stage(text: str, where: str) -> int:
    if not text:
        return 0
    if _mentions(text, "stages", f"first{where}"):
        return -1
    return 1 if _mentions(text, "stages", f"later{where}") else 0


@lru_cache(maxsize=1 << 16)
def _mentions(text: str, section: str, name: str) -> bool:
    """Test whether a text has a phrase of a list in `stages.toml`."""
    return _phrase_pattern(section, name).search(text) is not None


@cache
def _phrase_pattern(section: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('stages')[section][name])})\b", re.IGNORECASE)


def _side_of_change(figure: ReportedFigure) -> int:
    """The side of a figure in a change that its quote tells: -1 the number before, 1 the number after, 0 neither."""
    return _find_side(figure.quote, figure.value) if figure.quote and figure.value is not None else 0


@lru_cache(maxsize=1 << 16)
def _find_side(quote: str, value: float) -> int:
    if not (_change_cue().search(quote) or _from_to_lead().search(quote)):
        return 0
    numbers = read_numbers(quote)
    sides = {_side_of_number(quote, number, numbers) for number in numbers if number.value == value}
    return sides.pop() if len(sides) == 1 else 0


def _side_of_number(quote: str, number: Number, numbers: Sequence[Number]) -> int:
    lead, tail = quote[: number.start], quote[number.end :]
    if _old_number_lead().search(lead) or (_from_lead().search(lead) and _to_tail().match(tail)):
        return -1
    if _new_number_lead().search(lead):
        return 1
    came = _from_to_lead().search(lead)
    if came and came.end() == len(lead):
        olds = [other for other in numbers if came.start() < other.start < came.end()]
        return (
            1 if any(_from_lead().search(lead[: old.start]) and _to_tail().match(lead, old.end) for old in olds) else 0
        )
    return 0


@cache
def _change_cue() -> re.Pattern[str]:
    change = table("stages")["change"]
    return re.compile(rf"\b(?:{'|'.join((*_change_verbs(), *change['before'], *change['since']))})\b", re.IGNORECASE)


def _change_verbs() -> tuple[str, ...]:
    change = table("stages")["change"]
    return (*change["up"], *change["down"], *change["either"])


@cache
def _old_number_lead() -> re.Pattern[str]:
    """The words before an old number: "up from 12", "an earlier count of 12"."""
    change = table("stages")["change"]
    return re.compile(
        rf"(?:\b(?:{'|'.join(_change_verbs())})\b[^.;]{{0,60}}?\b(?:{'|'.join(change['old'])})"
        rf"|\b(?:{'|'.join(change['since'])})"
        rf"|\b(?:{'|'.join(change['before'])}) (?:\w+ ){{0,2}}(?:{'|'.join(change['counts'])})s?(?: \w+)? of)"
        rf"(?: (?:{'|'.join(change['limits'])}))?\s*$",
        re.IGNORECASE,
    )


@cache
def _from_lead() -> re.Pattern[str]:
    change = table("stages")["change"]
    return re.compile(rf"\b(?:{'|'.join(change['old'])})(?: (?:{'|'.join(change['limits'])}))?\s*$", re.IGNORECASE)


@cache
def _from_to_lead() -> re.Pattern[str]:
    """The words around an old number and before a new one, whatever verb governs them: "gone from 12 to at least"."""
    old, new, limits = ("|".join(table("stages")["change"][name]) for name in ("old", "new", "limits"))
    return re.compile(rf"\b(?:{old})\b[^.;]{{1,40}}?\b(?:{new})\b(?: (?:{limits}))?\s*", re.IGNORECASE)


@cache
def _new_number_lead() -> re.Pattern[str]:
    """The words before a new number: "has risen to 15", "from 12 to 15"."""
    new, limits = ("|".join(table("stages")["change"][name]) for name in ("new", "limits"))
    return re.compile(
        rf"\b(?:{'|'.join(_change_verbs())})\b[^.;]{{0,60}}?\b(?:{new})(?: (?:{limits}))?\s*$", re.IGNORECASE
    )


@cache
def _to_tail() -> re.Pattern[str]:
    """The words between an old and a new number: "from 12 people to"."""
    counted = "|".join(table("stages")["change"]["counted"])
    return re.compile(rf"\W{{0,2}}(?:(?:{counted}) )?to\b")


def sort_by_time(figures: Iterable[ReportedFigure], replaced: Set[FigureKey], context: Context) -> list[ReportedFigure]:
    """Sort figures by time: replaced ones before those that stand, then by day (none: last), by stage, by size.

    `replaced` are the keys of the replaced figures.
    """

    def key(figure: ReportedFigure) -> tuple[object, ...]:
        span = valid_span(figure, context.published)
        when = span.start if span else datetime.max
        size = (figure.lowest, figure.highest, figure.article or "", figure.start or 0)
        return id(figure) not in replaced, when, count_stage(figure), *size

    return sorted(figures, key=key)
