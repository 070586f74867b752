"""Event reports and figures in few words, for tables."""

from datetime import date
from typing import Any

from summarizer import EventReport, ReportedFigure


def figure(measure: str = "killed", of: str = "people", value: float | None = 4, **fields: Any) -> ReportedFigure:
    """A figure; `value=None` with `low` and `high` is a vague count."""
    given = {"measure": measure, "of": of, "article": "a", **fields}
    return ReportedFigure.model_validate(given | ({"value": value} if value is not None else {}))


def report(
    article: str = "a",
    kind: str = "air_drone_strike",
    place: str | None = "Moscow",
    start: str | None = "2023-05-30",
    **fields: Any,
) -> EventReport:
    """A report; `place` is "name, region, country" with empty parts for what is missing."""
    parts = dict(
        zip(("name", "region", "country"), ((part or None) for part in (place or "").split("/")), strict=False)
    )
    return EventReport.model_validate(
        {"article": article, "type": kind, "place": parts, "start": start and date.fromisoformat(start), **fields}
    )
