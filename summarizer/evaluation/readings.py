"""Measurement of a reading: which figures and events it has in common with the gold standard."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ..gazetteer import parse_place, relate_places
from ..language.bounds import BOUNDS
from ..records.evaluation import GroupScore, LabelledFigure
from ..records.events import EventReport, ReportedFigure
from .alignment import Alignment
from .claims import compare_parts
from .gold import Gold, incident_of
from .labels import Labels
from .scores import divide, harmonic_mean
from .units import Places, Tally, Unit

# How two places lie to each other that are in one town.
_ONE_TOWN = frozenset(
    ("same_site", "same_quarter", "same_town", "same_name", "one_names_site", "sites_unlike", "quarters_unlike",
     "part_of_town")
)  # fmt: skip


def count_figures(gold: Gold, read: Labels, alignment: Alignment, places: Places, tally: Tally) -> None:
    """Count the figures that are right, and the parts of their claims that are."""
    for unit in places.figures:
        tally.add(unit, figures_read=1)
    for nth, placed in enumerate(gold.figures):
        unit = Unit("incident", gold.incident(nth))
        tally.add(unit, figures_gold=1)
        if nth not in alignment.figures:
            continue
        parts = compare_parts(placed.figure, read.figures[alignment.figures[nth]].figure)
        tally.add(unit, figures_right=1)
        for part, right in parts.items():
            tally.add(unit, **{f"{part}_asked": 1, f"{part}_right": right})


def count_events(gold: Gold, read: Labels, alignment: Alignment, places: Places, tally: Tally) -> None:
    """Count the events that are right, and those of them whose type, town and day are."""
    for unit in places.events:
        tally.add(unit, events_read=1)
    for nth, event in enumerate(gold.events):
        unit = Unit("incident", incident_of(event))
        tally.add(unit, events_gold=1)
        if nth not in alignment.events:
            continue
        other = read.events[alignment.events[nth]]
        tally.add(unit, events_right=1, type_asked=1, type_right=event.type == other.type)
        if event.start is not None:
            tally.add(unit, day_asked=1, day_right=event.start == other.start)
        if (right := _is_in_town(event, other)) is not None:
            tally.add(unit, place_asked=1, place_right=right)


def _is_in_town(gold: EventReport, read: EventReport) -> bool | None:
    """Test whether a read event is in the town of the gold event; None if that names none."""
    place = parse_place(gold.precise_place)
    if not place.town:
        return None
    return relate_places(place, parse_place(read.precise_place)).level in _ONE_TOWN


def score_by_measure(gold: Gold, read: Labels, alignment: Alignment) -> tuple[GroupScore, ...]:
    """Score the figures of each measure, the most frequent in the gold standard first."""
    counts = Counter(placed.figure.measure for placed in gold.figures)
    others = Counter(placed.figure.measure for placed in read.figures)
    names = sorted({*counts, *others}, key=lambda name: (-counts[name], -others[name], name))
    return tuple(_score_groups(gold, read, alignment, names, lambda figure: figure.measure))


def score_by_bound(gold: Gold, read: Labels, alignment: Alignment) -> tuple[GroupScore, ...]:
    """Score the figures of each bound."""
    scores = _score_groups(gold, read, alignment, BOUNDS, lambda figure: figure.bound)
    return tuple(score for score in scores if score.gold or score.read)


def _score_groups(
    gold: Gold, read: Labels, alignment: Alignment, names: Sequence[str], group_of: Callable[[ReportedFigure], str]
) -> Iterator[GroupScore]:
    ours = [group_of(placed.figure) for placed in gold.figures]
    theirs = [group_of(placed.figure) for placed in read.figures]
    right = Counter(ours[nth] for nth, other in alignment.figures.items() if ours[nth] == theirs[other])
    in_gold, in_read = Counter(ours), Counter(theirs)
    for name in names:
        precision, recall = divide(right[name], in_read[name]), divide(right[name], in_gold[name])
        yield GroupScore(
            group=name,
            gold=in_gold[name],
            read=in_read[name],
            right=right[name],
            precision=precision,
            recall=recall,
            f1=harmonic_mean(precision, recall),
        )


def missed_figures(gold: Gold, alignment: Alignment) -> tuple[LabelledFigure, ...]:
    """List the gold figures that were not read."""
    return tuple(gold.label_at(nth) for nth in range(len(gold.figures)) if nth not in alignment.figures)


def extra_figures(read: Labels, alignment: Alignment) -> tuple[LabelledFigure, ...]:
    """List the read figures that are none of the gold standard."""
    right = set(alignment.figures.values())
    return tuple(
        LabelledFigure(id=None, figure=placed.figure) for nth, placed in enumerate(read.figures) if nth not in right
    )
