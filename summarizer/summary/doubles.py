"""Incidents of one run that may be one event: a sum over them would count it twice."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Final

from ..records.events import ReportedFigure
from ..records.incidents import BEST_RULES, Incident, IncidentEstimate

# Bits: the weight at which a pair alone makes one incident. Of pairs of two incidents at least as heavy, 30 % were one
# event, of those below 7 % (made-up records: `docs/linking.md`).
POSSIBLE: Final = -1.0


def groups(incidents: Sequence[Incident]) -> list[int]:
    """For each incident the number of the group of those that may be one event with it, alone or by way of others.

    Two may be one if linking left out the report that ties them although it weighs as much as a link, or if they are of
    one type, town and first day. Incidents that were given with their reports are what the user says they are.
    """
    group = list(range(len(incidents)))
    first: dict[Hashable, int] = {}
    for at, incident in enumerate(incidents):
        for name in _names(incident):
            _join(group, at, first.setdefault(name, at))
    return [_top(group, at) for at in range(len(incidents))]


def possibly(incident: Incident) -> list[IncidentEstimate]:
    """What the events that are only possibly of an incident would add to a sum if they are not of it.

    Of each core's totals of a measure, the highest.
    """
    highest: dict[tuple[int, str, str, str | None], float] = {}
    for event, core in zip(incident.events, incident.cores, strict=False):
        for figure in event.figures if core else ():
            if figure.extent == "total" and figure.stance == "asserted":
                key = core, figure.measure, figure.of, figure.unit
                highest[key] = max(highest.get(key, 0.0), _number(figure))
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


def _number(figure: ReportedFigure) -> float:
    return figure.value if figure.value is not None else figure.lowest


def _names(incident: Incident) -> Iterator[Hashable]:
    """What two incidents share that may be one."""
    if any(event.incident is not None for event in incident.events):
        return
    yield incident.id
    if incident.rival and incident.rival.weight >= POSSIBLE:
        yield incident.rival.incident
    place = incident.place
    if place.name and incident.start:
        parts = (place.name, place.region, place.country)
        yield incident.type, incident.start, *(part and part.casefold() for part in parts)


def _join(group: list[int], a: int, b: int) -> None:
    group[_top(group, a)] = _top(group, b)


def _top(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = at = group[group[at]]
    return at
