"""A summary without the incidents that cannot be written: a report is never lost for one of them."""

from collections.abc import Callable, Mapping

from ..concurrency import isolate
from ..records.incidents import Incident
from ..records.summary import Summary
from ..schemas import Place


def writable(summary: Summary, write: Callable[[Summary], object]) -> Summary:
    """The summary as far as it can be written: an incident that `write` fails on is a bare record with its `error`."""
    places = range(len(summary.incidents))

    def try_with(kept: list[int]) -> None:
        write(without(summary, dict.fromkeys(set(places) - set(kept), "")))

    _, failed = isolate(places, try_with)
    return without(summary, {place: f"not written: {why}" for place, why in failed.items()})


def without(summary: Summary, failed: Mapping[int, str]) -> Summary:
    """The summary with bare records of the incidents at these places, and nothing that was found of them."""
    if not failed:
        return summary
    bare = {place: _bare(summary.incidents[place].id, why) for place, why in failed.items()}
    gone = {incident.id for incident in bare.values()}
    return summary.model_copy(
        update={
            "incidents": tuple(bare.get(place, incident) for place, incident in enumerate(summary.incidents)),
            "findings": tuple(finding for finding in summary.findings if finding.incident not in gone),
            "near_misses": tuple(missed for missed in summary.near_misses if missed.incident not in gone),
            "pairs": tuple(pair for pair in summary.pairs if pair.incident not in gone),
            "reviewed": tuple(reviewed for reviewed in summary.reviewed if reviewed.incident not in gone),
            "changes": None,  # they name findings by their places
        }
    )


def _bare(name: str, why: str) -> Incident:
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
