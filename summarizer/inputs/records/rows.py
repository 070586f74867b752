"""A row of a table → an event report."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from ...errors import RecordError
from ...language.bounds import BOUNDS
from ...records.events import EventReport, parse_event_report, prove_headline
from . import cells
from .columns import Columns, Counted
from .datasets import tables

_NO_LOW: Final = ("at_most", "less_than")
_NO_HIGH: Final = ("at_least", "more_than")


def report_of_row(row: Sequence[str], columns: Columns, name: str) -> EventReport:
    """The event report of a row; `name` is its article id where no column gives one.

    A headline that says a number which is no figure of the row is left out, as one of a model's is.
    Raises RecordError that names the column that does not fit.
    """
    if len(row) != len(columns.names):
        raise RecordError(
            f"expected {len(columns.names)} cells as in the header, got {len(row)}: "
            "a cell that holds the separator needs quotation marks"
        )
    filled = _Filled(row, columns)
    start, end = _days(filled)
    actors = {field: text for field in columns.fields if field.startswith("actor") and (text := filled.text(field))}
    figures = [figure for counted in columns.figures if (figure := _figure(filled, counted, actors))]
    report = parse_event_report(
        {
            "article": filled.text("article") or name,
            "source": filled.text("source"),
            "published": _published(filled),
            "incident": filled.text("incident"),
            "type": _type(filled),
            "headline": filled.text("headline"),
            "place": {level: filled.text(f"place.{level}") for level in ("name", "region", "country")},
            "start": start,
            "end": end,
            "actors": [actors[field] for field in sorted(actors)],
            "figures": figures,
        }
    )
    if report.headline and not prove_headline(report.headline, report.figures):
        return report.model_copy(update={"headline": None})
    return report


class _Filled:
    """The cells of one row that say something, by field."""

    def __init__(self, row: Sequence[str], columns: Columns) -> None:
        self.columns = columns
        self._row = row

    def cell(self, places: Sequence[int]) -> tuple[str, str] | None:
        """The text of the first cell that says something, in one line, and the name of its column."""
        for place in places:
            text = " ".join(self._row[place].split())
            if text not in tables().blank:
                return text, self.columns.names[place]
        return None

    def field(self, field: str) -> tuple[str, str] | None:
        """As `cell`, of the columns that give a field."""
        return self.cell(self.columns.fields.get(field, ()))

    def text(self, field: str) -> str | None:
        """The text of a field."""
        found = self.field(field)
        return found[0] if found else None

    def number(self, places: Sequence[int]) -> float | None:
        """The number in the first cell that says something."""
        found = self.cell(places)
        return cells.number(*found) if found else None

    def day(self, field: str) -> date | None:
        """The calendar day of a field."""
        found = self.field(field)
        return cells.day(*found, tables().days) if found else None


def _type(filled: _Filled) -> str:
    """The type in our words; one that we have no word for is kept, in lower case with underscores."""
    folded = re.sub(r"\W+", "_", (filled.text("type") or "").casefold()).strip("_")
    return filled.columns.dataset.types.get(folded, folded) or tables().type


def _published(filled: _Filled) -> date | None:
    found = filled.field("published")
    return cells.published(*found, tables().days, filled.columns.dataset.separator) if found else None


def _days(filled: _Filled) -> tuple[date | None, date | None]:
    """The first and the last day; a day that is known to a week or a month is as wide as that."""
    start, end = filled.day("start"), filled.day("end")
    if start and end and end < start:
        raise RecordError(f"expected start <= end, got {start} and {end}: correct the row")
    around = timedelta(days=filled.columns.dataset.precision.get(filled.text("precision") or "", 0))
    if not start or not around:
        return start, end
    try:
        return start - around, (end or start) + around
    except OverflowError:
        return start, end


def _figure(filled: _Filled, counted: Counted, actors: Mapping[str, str]) -> dict[str, Any] | None:
    """One figure of a row; an end that is not given is the best estimate, where there is one."""
    low, best, high = (filled.number(places) for places in (counted.low, counted.best, counted.high))
    if low is None and best is None and high is None:
        return None
    given = [value for value in (low, best, high) if value is not None]
    if given != sorted(given):
        said = " <= ".join(f"{value:g}" for value in given)
        raise RecordError(f"{counted.measure}: expected low <= best <= high, got {said}: correct the row")
    part = counted.of not in ("", "people")
    if part and not any(given) and not filled.columns.dataset.zero_parts:
        return None
    words = filled.cell(counted.words)
    of = words[0] if words else _population(counted.of, actors)
    bound = _bound(filled, counted)
    figure = {"measure": counted.measure, "of": of, "value": best, **({"bound": bound} if bound else {})}
    if best is None:
        return figure | {"low": low, "high": high}
    low = best if low is None and bound not in _NO_LOW else low
    high = best if high is None and bound not in _NO_HIGH else high
    return figure | {"low": low, "high": high, "bound": bound or ("exactly" if low == high else "between")}


def _bound(filled: _Filled, counted: Counted) -> str | None:
    """How the number is meant, where a column says so."""
    found = filled.cell(counted.bound)
    if found and found[0] not in BOUNDS:
        expected = ", ".join(BOUNDS)
        raise RecordError(f"{found[1]}: expected one of {expected}, got {cells.shown(found[0])}: correct the cell")
    return found[0] if found else None


def _population(of: str, actors: Mapping[str, str]) -> str:
    """The words of a population, with the row's own actors in their places."""
    return re.sub(r"\{(actor\d)\}", lambda place: actors.get(place[1], "an unnamed side"), of)
