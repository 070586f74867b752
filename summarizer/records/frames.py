"""Data frames of pandas and polars: a row for each figure of a summary."""

from collections.abc import Iterable
from typing import Any, Final

from ..errors import UsageError
from ..language.dates import day_of
from .incidents import Incident

_COLUMNS: Final[dict[str, type | str]] = {
    "incident": str, "incident_headline": str, "possibly": bool, "article": str, "source": str, "published": "date",
    "type": str, "headline": str, "place": str, "region": str, "country": str, "start": "date", "end": "date",
    "measure": str, "of": str, "low": float, "high": float, "value": float, "bound": str, "unit": str, "words": str,
    "extent": str, "where": str, "attributed_to": str, "as_of": str, "stance": str, "quote": str,
    "quote_start": int, "quote_end": int, "corrected": str, "match": str, "site": str, "town": str, "district": str,
    "of_english": str, "inclusion": str, "category": str, "period": str, "implicit": bool, "unproved": str,
    "confidence": float,
}  # fmt: skip


def figure_rows(incidents: Iterable[Incident]) -> list[dict[str, Any]]:
    """Make a row for each figure of each event; an end or an offset that is unknown is None."""
    return [row for incident in incidents for row in _incident_rows(incident)]


def pandas_frame(incidents: Iterable[Incident]) -> Any:
    """Make a pandas data frame of the rows. Raises UsageError without `summarizer[pandas]`."""
    try:
        import numpy as np  # noqa: PLC0415  # as pandas
        import pandas as pd  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise _missing_extra("pandas") from error
    kinds: dict[type | str, str] = {str: "string", float: "Float64", int: "Int64", bool: "boolean"}
    rows, columns = figure_rows(incidents), {}
    for name, kind in _COLUMNS.items():
        values = [row[name] for row in rows]
        # By way of numpy: days before 1678 are days too, which pandas' own reading of dates may refuse.
        columns[name] = (
            np.array(values, dtype="datetime64[s]") if kind == "date" else pd.array(values, dtype=kinds[kind])
        )
    return pd.DataFrame(columns)


def polars_frame(incidents: Iterable[Incident]) -> Any:
    """Make a polars data frame of the rows. Raises UsageError without `summarizer[polars]`."""
    try:
        import polars as pl  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise _missing_extra("polars") from error
    kinds: dict[type | str, Any] = {str: pl.String, float: pl.Float64, int: pl.Int64, bool: pl.Boolean, "date": pl.Date}
    return pl.DataFrame(figure_rows(incidents), schema={name: kinds[kind] for name, kind in _COLUMNS.items()})


def _missing_extra(extra: str) -> UsageError:
    return UsageError(f"expected {extra} for a data frame, got no module {extra}: pip install 'summarizer[{extra}]'")


def _incident_rows(incident: Incident) -> Iterable[dict[str, Any]]:
    possibly = {id(event) for event in incident.possibly}
    for event in incident.events:
        published = event.published
        of_event = {
            "incident": incident.id,
            "incident_headline": incident.headline,
            "possibly": id(event) in possibly,
            "published": published and day_of(published),
            "type": event.type,
            "headline": event.headline,
            "place": event.place.label,
            "region": event.place.region,
            "country": event.place.country,
            "site": event.place.site,
            "town": event.place.town,
            "district": event.place.district,
            "start": event.start,
            "end": event.end,
        }
        for figure in event.figures:
            # An event's days, and a figure's offsets, are both called start and end.
            spans = {"quote_start": figure.start, "quote_end": figure.end}
            unproved = figure.proof and ", ".join(figure.proof.unproved)
            row = {**dict(figure), **of_event, **spans, "unproved": unproved}
            yield {name: row[name] for name in _COLUMNS}
