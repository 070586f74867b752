"""Measurement of a linking: how well the incidents match the true ones, by pairs of events and by B-cubed."""

from collections import Counter

from .alignment import Alignment
from .gold import Gold, incident_of
from .labels import Labels
from .units import Tally, Unit


def count_links(gold: Gold, read: Labels, alignment: Alignment, tally: Tally) -> None:
    """Count the pairs of events that are linked and should be, and add up the shares of B-cubed.

    Only events that both sides have are counted: whether the others are found is measured of the reading. A pair that
    is linked across two true incidents counts half in either.

    B-cubed (Bagga and Baldwin 1998, "Algorithms for Scoring Coreference Chains"): the mean, over events, of the share
    of an event's incident that is of its true one (precision), and of its true incident that is in its incident
    (recall).
    """
    items = [
        (Unit("incident", incident_of(gold.events[ours])), read.incidents[theirs])
        for ours, theirs in alignment.events.items()
    ]
    true, found, both = Counter(unit for unit, _ in items), Counter(name for _, name in items), Counter(items)
    for unit, size in true.items():
        tally.add(unit, b3_events=size, pairs_gold=size * (size - 1) / 2)
    for (unit, name), size in both.items():
        right = size * (size - 1) / 2
        across = size * (found[name] - size) / 2
        tally.add(unit, pairs_right=right, pairs_linked=right + across)
        tally.add(unit, b3_precision=size * size / found[name], b3_recall=size * size / true[unit])
