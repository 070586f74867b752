"""Units that are drawn again: true incidents, and the labelled articles of which no gold event is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from ..records.evaluation import UnitCounts
from .alignment import Alignment, Placed
from .gold import Gold, incident_of
from .labels import Labels


class Unit(NamedTuple):
    """A true incident, or an article without a gold event, by its id."""

    kind: Literal["incident", "article"]
    id: str


def list_units(gold: Gold) -> list[Unit]:
    """List the units of a gold standard, in the order of their ids."""
    incidents = sorted({incident_of(event) for event in gold.events})
    blank = sorted(gold.articles.keys() - {event.article for event in gold.events})
    return [*(Unit("incident", name) for name in incidents), *(Unit("article", name) for name in blank)]


class Tally:
    """The counts of each unit, by their names."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.counts: dict[Unit, dict[str, float]] = {unit: defaultdict(float) for unit in units}

    def add(self, unit: Unit, **amounts: float) -> None:
        """Add amounts to counts of a unit."""
        for name, amount in amounts.items():
            self.counts[unit][name] += amount

    def rows(self) -> tuple[UnitCounts, ...]:
        """The counts as they are written: without those that are 0."""
        return tuple(
            UnitCounts(unit=unit.kind, id=unit.id, counts={name: n for name, n in sorted(counts.items()) if n})
            for unit, counts in self.counts.items()
        )


class Places(NamedTuple):
    """The unit of each read event and of each read figure, by their indexes."""

    events: tuple[Unit, ...]
    figures: tuple[Unit, ...]


def place_read(gold: Gold, read: Labels, alignment: Alignment) -> Places:
    """Place what was read in units: by the gold figure or event that it is, else by its event or its article."""
    first: dict[str, Unit] = {}
    for event in sorted(gold.events, key=incident_of):
        first.setdefault(event.article, Unit("incident", incident_of(event)))
    event_of = {theirs: gold.events[ours] for ours, theirs in alignment.events.items()}
    events = tuple(
        Unit("incident", incident_of(event_of[nth])) if nth in event_of else _unit_of_article(event.article, first)
        for nth, event in enumerate(read.events)
    )
    figure_of = {theirs: gold.incident(ours) for ours, theirs in alignment.figures.items()}
    return Places(events, tuple(_place_figures(read.figures, figure_of, events)))


def _unit_of_article(article: str, first: Mapping[str, Unit]) -> Unit:
    return first.get(article) or Unit("article", article)


def _place_figures(figures: Iterable[Placed], incidents: Mapping[int, str], events: tuple[Unit, ...]) -> Iterable[Unit]:
    for nth, placed in enumerate(figures):
        yield Unit("incident", incidents[nth]) if nth in incidents else events[placed.event]
