"""Reads a JSON report back."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from ..errors import UsageError
from ..language.visible import one_line
from ..records.events import SCHEMA_VERSION
from ..records.incidents import BEST_RULES, Incident
from ..records.summary import Summary


def read_report(path: str | Path) -> Summary:
    """Read the summary of a JSON report.

    Args:
        path: What `Summary.to_json` or `-o FILE.json` wrote.

    Returns:
        The summary.

    Raises:
        UsageError: There is no such file, it holds something else, a summary of another version, or one that names
            articles, incidents or events which are not in it.
    """
    try:
        summary = Summary.model_validate_json(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: expected a JSON report, got: {error.strerror}") from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: expected a JSON report of `summarizer run --format json`, got something else"
        ) from error
    if not 1 <= summary.schema_version <= SCHEMA_VERSION:
        raise UsageError(
            f"{path}: expected schema_version 1 to {SCHEMA_VERSION}, got {summary.schema_version}: run it again"
        )
    if loose := _find_loose_end(summary):
        raise UsageError(f"{path}: expected a whole JSON report, got {loose}: make it again, or mend what was edited")
    return summary


def _find_loose_end(summary: Summary) -> str | None:
    """Find a reference to nothing, as a report that was edited may have; None if all is there."""
    articles = {article.id for article in summary.articles}
    incidents = {incident.id for incident in summary.incidents}
    for name in _list_articles(summary):
        if name not in articles:
            return f"an article that is not in it: {one_line(name, 40)!r}"
    for name in _list_incidents(summary):
        if name not in incidents:
            return f"an incident that is not in it: {one_line(name, 40)!r}"
    for incident in summary.incidents:
        if any(set(estimate.by_rule) != set(BEST_RULES) for estimate in incident.estimates):
            return f"an estimate of the incident {one_line(incident.id, 40)!r} without a best by each rule"
        if not _places_are_there(incident):
            return f"events of the incident {one_line(incident.id, 40)!r} that are not in it"
    if not all(reviewed.review.id.strip() for reviewed in summary.reviewed):
        return "a review without its `id`"
    if summary.changes and not all(0 <= nth < len(summary.findings) for nth in summary.changes.findings):
        return "a finding among its `changes` that is not in it"
    return None


def _list_articles(summary: Summary) -> Iterator[str]:
    for incident in summary.incidents:
        yield from incident.sources
    yield from summary.side_by_side.articles if summary.side_by_side else ()
    for asked in summary.adjudicated:
        yield from asked.articles


def _list_incidents(summary: Summary) -> Iterator[str]:
    for results in (summary.findings, summary.near_misses, summary.pairs, summary.reviewed):
        yield from (result.incident for result in results)
    yield from (miss.other for miss in summary.near_misses if miss.other is not None)
    yield from summary.side_by_side.incidents if summary.side_by_side else ()
    yield from (reviewed.other for reviewed in summary.reviewed if reviewed.other is not None)
    for asked in summary.adjudicated:
        yield from asked.incidents
    if summary.changes:
        yield from summary.changes.incidents
        yield from (changed.incident for changed in summary.changes.estimates)


def _places_are_there(incident: Incident) -> bool:
    """Whether its events are of its sources, and what refers to events by index is of some that it has."""
    events = len(incident.events)
    return (
        {event.article for event in incident.events} <= set(incident.sources)
        and len(incident.cores) in (0, events)
        and all(0 <= place < events for link in incident.links for place in (link.a, link.b))
    )
