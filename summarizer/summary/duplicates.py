"""Possible duplicates: incidents of one run that may be one event, which a sum over them would count twice."""

from collections.abc import Collection, Hashable, Iterator, Sequence, Set
from itertools import combinations, pairwise
from typing import Final

from ..records.disjoint_sets import DisjointSets
from ..records.events import ReportedFigure
from ..records.incidents import BEST_RULES, Incident, IncidentEstimate

# Match weight in bits at which a pair alone makes one incident. Of pairs of two incidents at least as heavy, 25 % were
# one event, of those below 8 % (made-up records of two worlds: `docs/linking-internals.md`).
POSSIBLE: Final = 0.0


def group_duplicates(incidents: Sequence[Incident], apart: Collection[Set[str]] = ()) -> list[int]:
    """Number the group of each incident; incidents of one group may be one event, directly or by way of others.

    Two may be one if linking left out the report that ties them although it weighs as much as a link, or if they are of
    one type, town and first day. Incidents that were given with their reports are what the user says they are, and so
    are pairs that are decided to be two (`apart`, by their ids). A group holds of each dataset the rows of one
    incident: those of two are two events.
    """
    sets: DisjointSets[int] = DisjointSets()
    datasets = {
        index: {event.dataset_key for event in incident.events if event.dataset_key}
        for index, incident in enumerate(incidents)
    }
    by_key: dict[Hashable, list[int]] = {}
    for index, incident in enumerate(incidents):
        for key in _shared_keys(incident):
            by_key.setdefault(key, []).append(index)
    for members in by_key.values():
        names = [incidents[index].id for index in members]
        is_chain = not any(pair <= set(names) for pair in apart) and not any(datasets[index] for index in members)
        for first, second in pairwise(members) if is_chain else combinations(members, 2):
            a, b = sets.find(first), sets.find(second)
            held = datasets[a], datasets[b]
            if a == b or frozenset((incidents[first].id, incidents[second].id)) in apart or held[0] & held[1]:
                continue
            sets.union(a, b)
            datasets[sets.find(a)] = held[0] | held[1]
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(sets.find(index), len(numbers)) for index in range(len(incidents))]


def possible_additions(incident: Incident) -> list[IncidentEstimate]:
    """Estimate what the events that are only possibly of an incident would add to a sum if they are not of it.

    Of each core's totals of a measure, the highest.
    """
    highest: dict[tuple[int, str, str, str | None], float] = {}
    for event, core in zip(incident.events, incident.cores, strict=False):
        for figure in event.figures if core else ():
            if figure.is_toll:
                key = core, figure.measure, figure.counted, figure.unit
                highest[key] = max(highest.get(key, 0.0), _value(figure))
    return [
        IncidentEstimate(
            measure=measure,
            of=of,
            unit=unit,
            low=value,
            best=value,
            high=value,
            by_rule=dict.fromkeys(BEST_RULES, value),
        )
        for (_, measure, of, unit), value in highest.items()
    ]


def _value(figure: ReportedFigure) -> float:
    return figure.value if figure.value is not None else figure.lowest


def _shared_keys(incident: Incident) -> Iterator[Hashable]:
    """Keys, one of which two incidents share if they may be one event."""
    if any(event.incident is not None for event in incident.events):
        return
    if incident.rival and incident.rival.weight >= POSSIBLE:
        yield incident.rival.incident
    place = incident.place
    if place.label and incident.start:
        parts = (place.label, place.region, place.country)
        yield incident.type, incident.start, *(part and part.casefold() for part in parts)
