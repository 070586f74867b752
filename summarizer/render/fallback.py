"""Fallback where some incidents cannot be written: the report without them, so that none is lost for one of them."""

from collections.abc import Callable, Mapping

from ..concurrency import isolate
from ..records.incidents import Incident
from ..records.summary import Summary
from ..schemas import Place


def replace_unwritable(summary: Summary, write: Callable[[Summary], object]) -> Summary:
    """Return the summary with each incident that `write` fails on replaced by a bare record with its `error`."""
    every = range(len(summary.incidents))

    def write_only(kept: list[int]) -> None:
        write(replace_incidents(summary, dict.fromkeys(set(every) - set(kept), "")))

    _, failed = isolate(every, write_only)
    return replace_incidents(summary, {nth: f"not written: {why}" for nth, why in failed.items()})


def replace_incidents(summary: Summary, failed: Mapping[int, str]) -> Summary:
    """Return the summary with bare records in place of the incidents at these indexes, and without their findings."""
    if not failed:
        return summary
    bare = {nth: _bare_incident(summary.incidents[nth].id, why) for nth, why in failed.items()}
    gone = {incident.id for incident in bare.values()}
    return summary.model_copy(
        update={
            "incidents": tuple(bare.get(nth, incident) for nth, incident in enumerate(summary.incidents)),
            "findings": tuple(finding for finding in summary.findings if finding.incident not in gone),
            "near_misses": tuple(miss for miss in summary.near_misses if miss.incident not in gone),
            "pairs": tuple(pair for pair in summary.pairs if pair.incident not in gone),
            "reviewed": tuple(reviewed for reviewed in summary.reviewed if reviewed.incident not in gone),
            "changes": None,  # they name findings by their indexes
        }
    )


def _bare_incident(name: str, why: str) -> Incident:
    return Incident(
        id=name,
        type="unknown",
        headline="An incident",
        place=Place(),
        start=None,
        end=None,
        sources=(),
        events=(),
        estimates=(),
        summary=f"An incident that is {why}" if why else "",
        error=why or "left out",
    )
