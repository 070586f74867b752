"""Possible duplicates: incidents of one run that may be one event, which a sum over them would count twice."""

from collections.abc import Collection, Hashable, Iterator, Sequence, Set
from itertools import combinations, pairwise
from typing import Final

from ..records.disjoint_sets import DisjointSets
from ..records.events import ReportedFigure
from ..records.incidents import BEST_RULES, Incident, IncidentEstimate

# Match weight in bits at which a pair alone makes one incident. Of pairs of two incidents at least as heavy, 30 % were
# one event, of those below 7 % (made-up records: `docs/linking.md`).
POSSIBLE: Final = -1.0


def group_duplicates(incidents: Sequence[Incident], apart: Collection[Set[str]] = ()) -> list[int]:
    """Number the group of each incident; incidents of one group may be one event, directly or by way of others.

    Two may be one if linking left out the report that ties them although it weighs as much as a link, or if they are of
    one type, town and first day. Incidents that were given with their reports are what the user says they are, and so
    are pairs that are decided to be two (`apart`, by their ids).
    """
    sets: DisjointSets[int] = DisjointSets()
    by_key: dict[Hashable, list[int]] = {}
    for index, incident in enumerate(incidents):
        for key in _shared_keys(incident):
            by_key.setdefault(key, []).append(index)
    for members in by_key.values():
        names = [incidents[index].id for index in members]
        is_decided = any(pair <= set(names) for pair in apart)
        for first, second in combinations(members, 2) if is_decided else pairwise(members):
            if frozenset((incidents[first].id, incidents[second].id)) not in apart:
                sets.union(first, second)
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(sets.find(index), len(numbers)) for index in range(len(incidents))]


def possible_additions(incident: Incident) -> list[IncidentEstimate]:
    """Estimate what the events that are only possibly of an incident would add to a sum if they are not of it.

    Of each core's totals of a measure, the highest.
    """
    highest: dict[tuple[int, str, str, str | None], float] = {}
    for event, core in zip(incident.events, incident.cores, strict=False):
        for figure in event.figures if core else ():
            if figure.extent == "total" and figure.stance == "asserted":
                key = core, figure.measure, figure.of, figure.unit
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
    yield incident.id
    if incident.rival and incident.rival.weight >= POSSIBLE:
        yield incident.rival.incident
    place = incident.place
    if place.name and incident.start:
        parts = (place.name, place.region, place.country)
        yield incident.type, incident.start, *(part and part.casefold() for part in parts)
