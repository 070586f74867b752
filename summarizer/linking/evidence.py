"""How strongly two reports speak for being one event: a sum of weights, each with its name.

The weights are log-odds in spirit, set by hand from `prototypes/link.sql`'s measured ones; step 3
replaces them by the scored engine. Their order is what matters: where and when decide, who and
how many help, and unequal figures count nothing, for they are what we look for.
"""

from ..records import ReportedFigure
from .keys import Keys, same_name

# At 4.0 two reports are linked: no single kind of evidence reaches it, place and day together do.
LINKED = 4.0
# A pair that scored less than this is not weighed further: the rest could not bring it back.
NEVER = -8.0

Evidence = dict[str, float]


def weigh(a: Keys, b: Keys) -> Evidence:
    """The weight of each field in which the two reports agree or differ."""
    found = {
        "type": 1.5 if a.report.type == b.report.type else -0.5,
        "place": _place(a, b),
        "time": _time(a, b),
        "actors": _actors(a, b),
        "figures": _figures(a, b),
        "topic": _topic(a, b),
        "article": -4.0 if a.report.article == b.report.article else 0.0,
    }
    return {name: weight for name, weight in found.items() if weight}


def _place(a: Keys, b: Keys) -> float:
    weight = 0.0
    if a.country and b.country:
        weight += 0.5 if same_name(a.country, b.country) else -6.0
    if a.region and b.region:
        weight += 2.0 if same_name(a.region, b.region) else -4.0
    if a.name and b.name:
        weight += 3.5 if same_name(a.name, b.name) else -3.0
    elif (a.name and b.region and same_name(a.name, b.region)) or (b.name and a.region and same_name(b.name, a.region)):
        weight += 2.0
    return weight


def _time(a: Keys, b: Keys) -> float:
    if a.days and b.days:
        gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
        both = a.dated and b.dated
        if gap.days <= 0:
            return 2.5 if both else 1.0
        return {1: 0.5, 2: -1.5, 3: -4.0}.get(gap.days, -12.0) if both else -6.0 if gap.days > 1 else 0.0
    if a.day_of_month and b.day_of_month:
        return 2.0 if a.day_of_month == b.day_of_month else -8.0
    if a.weekday is not None and b.weekday is not None:
        return 1.5 if a.weekday == b.weekday else -5.0
    return 0.0


def _actors(a: Keys, b: Keys) -> float:
    """Each role that both fill: agreement if they share a word that tells who it is."""
    weight = 0.0
    for role in ("perpetrator", "target"):
        ours, theirs = a.actors.get(role), b.actors.get(role)
        if ours and theirs:
            weight += 1.0 if ours & theirs else -0.5
    return weight


def _figures(a: Keys, b: Keys) -> float:
    """Equal figures help, rare ones more; at most one counts. Unequal ones say nothing."""
    equal = [figure for figure in a.report.figures for other in b.report.figures if _equal(figure, other)]
    if not equal:
        return 0.0
    return 1.5 if any(figure.lowest >= 3 for figure in equal) else 0.5


def _equal(a: ReportedFigure, b: ReportedFigure) -> bool:
    return a.measure == b.measure != "other" and (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


def _topic(a: Keys, b: Keys) -> float:
    """Shared words of headline and subject, where no place says more (statements have none)."""
    if a.placed and b.placed:
        return 0.0
    shared = len(a.topic & b.topic)
    return min(3.0, 0.75 * shared) if shared >= 2 else 0.0
