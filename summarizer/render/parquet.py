"""Parquet: one event report a row, figures and actors nested, as `summarizer check` reads it."""

from functools import cache
from io import BytesIO
from typing import Any, Final

from ..errors import UsageError
from ..records.events import Proof, ReportedFigure
from ..records.summary import Summary
from .eventreports import event_reports

_NUMBERS: Final = {"low", "high", "value", "confidence"}
_OFFSETS: Final = {"start", "end"}


def parquet_library() -> Any:
    """Import pyarrow. Raises UsageError that names the extra if it is not installed."""
    try:
        import pyarrow.parquet  # noqa: PLC0415  # an extra: only this format needs it
    except ImportError as error:
        raise UsageError(
            f"expected pyarrow for --format parquet, got no module {error.name}: pip install 'summarizer[parquet]'"
        ) from error
    return pyarrow


def render_parquet(summary: Summary) -> bytes:
    """Return the content of the file. Raises UsageError if pyarrow is not installed."""
    arrow = parquet_library()
    rows = [{**report.model_dump(), "published": _iso_date(report.published)} for report in event_reports(summary)]
    file = BytesIO()
    arrow.parquet.write_table(arrow.Table.from_pylist(rows, schema=_schema()), file)
    return file.getvalue()


def _iso_date(published: Any) -> str | None:
    """Return a date as ISO 8601 text: some articles have an hour, others only a day."""
    return published.isoformat() if published else None


@cache
def _schema() -> Any:
    arrow = parquet_library()
    text, day = arrow.string(), arrow.date32()
    place = arrow.struct([(name, text) for name in ("name", "region", "country", "site", "town", "district")])
    actor = arrow.struct([("name", text), ("role", text), ("name_english", text)])
    named = arrow.struct([("kind", text), ("name", text), ("age", arrow.int64())])
    figure = arrow.struct([(name, _figure_type(name, arrow)) for name in ReportedFigure.model_fields])
    return arrow.schema(
        [
            *((name, text) for name in ("article", "source", "published", "incident", "copy_of", "type", "headline")),
            *(("place", place), ("when", text), ("start", day), ("end", day), ("about", text)),
            *(("actors", arrow.list_(actor)), ("figures", arrow.list_(figure))),
            *(("named", arrow.list_(named)), ("schema_version", arrow.int64())),
            *(("dataset", text), ("dataset_id", text), ("date_precision", arrow.int64()), ("place_precision", text)),
        ]
    )


def _figure_type(name: str, arrow: Any) -> Any:
    if name in _NUMBERS:
        return arrow.float64()
    if name in _OFFSETS:
        return arrow.int64()
    if name == "proof":
        return arrow.struct([(part, arrow.list_(arrow.string())) for part in Proof.model_fields])
    return arrow.bool_() if name == "implicit" else arrow.string()
