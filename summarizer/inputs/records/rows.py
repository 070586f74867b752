"""A row of a table → an event report."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final, get_args

from ...errors import RecordError
from ...language.bounds import BOUNDS
from ...records.events import EventReport, PlacePrecision, parse_event_report, prove_headline
from ...schemas import Place
from . import cells
from .columns import Columns, Counted
from .datasets import read_column_names

_NO_LOW: Final = ("at_most", "less_than")
_NO_HIGH: Final = ("at_least", "more_than")


def build_report(row: Sequence[str], columns: Columns, name: str) -> EventReport:
    """Build the event report of a row; `name` is its article id where no column gives one.

    A headline that says a number which is no figure of the row is left out, as one of a model's is.
    Raises RecordError that names the column that does not fit.
    """
    if len(row) != len(columns.names):
        raise RecordError(
            f"expected {len(columns.names)} cells as in the header, got {len(row)}: "
            "a cell that holds the separator needs quotation marks"
        )
    filled = _Filled(row, columns)
    start, end, days = _read_days(filled)
    article = _read_id(filled, name)
    dataset = filled.get_text("dataset") or (columns.dataset.name if columns.dataset.coded else None)
    actors = {field: text for field in columns.fields if field.startswith("actor") and (text := filled.get_text(field))}
    figures = [figure for counted in columns.figures if (figure := _build_figure(filled, counted, actors))]
    report = parse_event_report(
        {
            "article": article,
            "source": filled.get_text("source") or columns.dataset.source,
            "published": _read_published(filled),
            "incident": filled.get_text("incident"),
            "type": _read_type(filled),
            "headline": filled.get_text("headline"),
            "place": {level: filled.get_text(f"place.{level}") for level in Place.model_fields},
            "start": start,
            "end": end,
            "actors": [actors[field] for field in sorted(actors)],
            "figures": figures,
            "dataset": dataset,
            "dataset_id": (filled.get_text("dataset_id") or article) if dataset else None,
            "date_precision": days,
            "place_precision": _read_place_precision(filled),
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
        self._blank = read_column_names().blank.union(columns.dataset.blank)

    def find_cell(self, places: Sequence[int]) -> tuple[str, str] | None:
        """Find the first cell that says something: its text in one line, and the name of its column."""
        for place in places:
            text = " ".join(self._row[place].split())
            if text not in self._blank:
                return text, self.columns.names[place]
        return None

    def find_field(self, field: str) -> tuple[str, str] | None:
        """Find the first cell of a field, as `find_cell`."""
        return self.find_cell(self.columns.fields.get(field, ()))

    def get_text(self, field: str) -> str | None:
        """Return the text of a field."""
        cell = self.find_field(field)
        return cell[0] if cell else None

    def read_number(self, places: Sequence[int]) -> float | None:
        """Read the number in the first cell that says something."""
        cell = self.find_cell(places)
        return cells.parse_number(*cell) if cell else None

    def read_day(self, field: str) -> date | None:
        """Read the calendar day of a field."""
        cell = self.find_field(field)
        return cells.parse_day(*cell, read_column_names().days) if cell else None


def _read_type(filled: _Filled) -> str:
    """Read the type in our words; one that we have no word for is kept, in lower case with underscores."""
    folded = re.sub(r"\W+", "_", (filled.get_text("type") or "").casefold()).strip("_")
    return filled.columns.dataset.types.get(folded, folded) or read_column_names().type


def _read_published(filled: _Filled) -> date | None:
    cell = filled.find_field("published")
    return cells.parse_published(*cell, read_column_names().days, filled.columns.dataset.separator) if cell else None


def _read_id(filled: _Filled, name: str) -> str:
    """Read the id of the row, completed where the data set has several events of one id: one in each country."""
    article, part = filled.get_text("article") or name, filled.find_cell(filled.columns.id_parts)
    return f"{article}-{part[0]}" if part and not article.endswith(part[0]) else article


def _read_days(filled: _Filled) -> tuple[date | None, date | None, int | None]:
    """Read the first and the last day, and the days within which the event lies if these are no more than a period.

    A single day that is known to a week or a month is made as wide as that; several already say it.
    """
    first, last = _read_period(filled, "start")
    ended, end = _read_period(filled, "end")
    if first and end and end < first:
        raise RecordError(f"expected start <= end, got {first} and {end}: correct the row")
    days = max(_read_precision(filled) or 1, *(_count_days(*period) for period in ((first, last), (ended, end))))
    last = end or (last if last != first else None)
    if not first or days == 1:
        return first, last, None
    around = timedelta(days=(days - 1) // 2 if last in (None, first) else 0)
    with suppress(OverflowError):
        first, last = first - around, (last or first) + around
    return first, last, days


def _read_period(filled: _Filled, field: str) -> tuple[date | None, date | None]:
    """Read a day, or the first and the last day of the month or year, where the parts of a day say no more."""
    if day := filled.read_day(field):
        return day, day
    parts = [filled.find_field(f"{field}.{part}") for part in ("year", "month", "day")]
    return cells.parse_period(*parts)


def _count_days(first: date | None, last: date | None) -> int:
    return (last - first).days + 1 if first and last else 1


def _read_precision(filled: _Filled) -> int | None:
    """Read within how many days the event lies: a code of the data set, or else their number."""
    cell, codes = filled.find_field("precision"), filled.columns.dataset.precision
    if cell and not codes:
        return int(cells.parse_number(*cell))
    return codes.get(cell[0]) if cell else None


def _read_place_precision(filled: _Filled) -> str | None:
    """Read the narrowest level at which the place is known: a code of the data set, or else its name."""
    dataset, cell = filled.columns.dataset, filled.find_field("place.precision")
    if cell is None or dataset.place_precision:
        return dataset.place_precision.get(cell[0] if cell else "", dataset.place_level)
    if cell[0] not in get_args(PlacePrecision):
        expected = ", ".join(get_args(PlacePrecision))
        raise RecordError(f"{cell[1]}: expected one of {expected}, got {cells.quote_cell(cell[0])}: correct the cell")
    return cell[0]


def _build_figure(filled: _Filled, counted: Counted, actors: Mapping[str, str]) -> dict[str, Any] | None:
    """Build one figure of a row; an end that is not given is the best estimate, where there is one."""
    low, best, high = (filled.read_number(places) for places in (counted.low, counted.best, counted.high))
    if low is None and best is None and high is None:
        return None
    values = [value for value in (low, best, high) if value is not None]
    if values != sorted(values):
        said = " <= ".join(f"{value:g}" for value in values)
        raise RecordError(f"{counted.measure}: expected low <= best <= high, got {said}: correct the row")
    part = counted.of not in ("", "people")
    if part and not any(values) and not filled.columns.dataset.zero_parts:
        return None
    words = filled.find_cell(counted.words)
    of = words[0] if words else _fill_population(counted.of, actors)
    bound = _read_bound(filled, counted)
    figure = {"measure": counted.measure, "of": of, "value": best, **({"bound": bound} if bound else {})}
    if best is None:
        return figure | {"low": low, "high": high}
    low = best if low is None and bound not in _NO_LOW else low
    high = best if high is None and bound not in _NO_HIGH else high
    return figure | {"low": low, "high": high, "bound": bound or ("exactly" if low == high else "between")}


def _read_bound(filled: _Filled, counted: Counted) -> str | None:
    """Read the bound of a number ("at_least"), where a column gives it."""
    cell = filled.find_cell(counted.bound)
    if cell and cell[0] not in BOUNDS:
        expected = ", ".join(BOUNDS)
        raise RecordError(f"{cell[1]}: expected one of {expected}, got {cells.quote_cell(cell[0])}: correct the cell")
    return cell[0] if cell else None


def _fill_population(of: str, actors: Mapping[str, str]) -> str:
    """Fill the row's own actors into the words of a population."""
    return re.sub(r"\{(actor\d)\}", lambda place: actors.get(place[1], "an unnamed side"), of)
