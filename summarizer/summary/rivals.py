"""Incidents that may be one event: their figures are compared as if they were, so that no doubt hides a conflict."""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import islice, product
from typing import Final

from ..consistency import Comparison, Context, compare
from ..linking.adjudication import EVEN_INCIDENTS, GREY
from ..linking.profiles import make_profile
from ..linking.resemblance import most_alike
from ..records.events import EventReport, ReportedFigure
from ..records.incidents import FLAGGED, ComparedMeasure, Incident, NearMiss, SideBySide, measure_weight
from ..records.reviews import Reviewed
from ..records.summary import ArticleRecord

_MOST_FIGURES: Final = 200  # of one side that are compared: more than anyone reads
_MOST_DOUBTS: Final = 20  # of one incident and its rival
_WORST_FIRST: Final = (*FLAGGED, "not_comparable", "consistent", "repeat", "agreement")
_REASON: Final = "linking is not sure whether their reports are of one event or of two"
Apart = Collection[Set[str]]


def list_apart(reviewed: Iterable[Reviewed]) -> list[frozenset[str]]:
    """List the pairs of incidents that a person has decided to be two events."""
    links = (each for each in reviewed if each.review.subject == "link" and not each.overruled)
    return [frozenset((each.incident, each.other)) for each in links if each.other]


def find_rival_doubts(incidents: Sequence[Incident], apart: Apart = (), *, flagged: bool = False) -> list[NearMiss]:
    """Find figures that would conflict if an incident and its rival were one event.

    The surest pair of incidents first. `apart` are pairs of incidents that are known to be two. If nothing is
    `flagged`, all rivals in the grey zone count, so that no report says that nothing conflicts where something may;
    else only those of which every second is one event.
    """
    least = EVEN_INCIDENTS if flagged else GREY
    by_id = {incident.id: incident for incident in incidents}
    pairs: dict[frozenset[str], tuple[float, Incident, Incident]] = {}
    for incident in incidents:
        rival = incident.rival
        if rival and rival.weight >= least and rival.incident in by_id:
            pairs.setdefault(frozenset((incident.id, rival.incident)), (-rival.weight, incident, by_id[rival.incident]))
    ranked = sorted((each for pair, each in pairs.items() if pair not in apart), key=lambda each: (each[0], each[1].id))
    return [miss for _, ours, theirs in ranked for miss in _compare_rivals(ours, theirs)]


def _compare_rivals(ours: Incident, theirs: Incident) -> list[NearMiss]:
    """Compare the cores of two incidents in which the reports are that tie them."""
    rival = ours.rival
    if rival is None:
        return []
    sides = (_core_events(ours, rival.ours), _core_events(theirs, rival.theirs))
    misses: dict[tuple[object, ...], NearMiss] = {}
    for pair in _compare_all(*sides):
        if pair.verdict in FLAGGED and pair.a.article != pair.b.article:
            key = *_claim(pair.a), *_claim(pair.b)
            a, b = (pair.a, pair.b) if any(pair.a in event.figures for event in sides[0]) else (pair.b, pair.a)
            miss = NearMiss(
                incident=ours.id, figures=(a, b), reason=_REASON, rule="link", may_conflict=True, other=theirs.id
            )
            misses.setdefault(key, miss)
    return list(islice(misses.values(), _MOST_DOUBTS))


def _core_events(incident: Incident, article: str) -> list[EventReport]:
    """The events of the cores that an article's events are in."""
    cores = incident.cores or (0,) * len(incident.events)
    here = {core for event, core in zip(incident.events, cores, strict=True) if event.article == article}
    return [event for event, core in zip(incident.events, cores, strict=True) if core in here]


def _claim(figure: ReportedFigure) -> tuple[object, ...]:
    return figure.measure, figure.counted, figure.low, figure.high


def _compare_all(ours: Sequence[EventReport], theirs: Sequence[EventReport]) -> Iterator[Comparison]:
    """Compare each figure of some reports with each of others, as of one event."""
    context = Context({event.article: event.published for event in (*ours, *theirs)}, {})
    figures = [[figure for event in side for figure in event.figures][:_MOST_FIGURES] for side in (ours, theirs)]
    for a, b in product(*figures):
        yield compare(a, b, context)


def compare_two_articles(
    incidents: Sequence[Incident], articles: Sequence[ArticleRecord], apart: Apart = ()
) -> SideBySide | None:
    """Compare the two articles of a run whose reports are in two incidents, or two cores, if those may be one event.

    Two incidents may be if they are of like kind, or rivals in the grey zone. None where linking or a person is sure,
    where there are more articles or fewer, and where neither gives a number.
    """
    read = [article.id for article in articles if article.status == "ok"]
    if len(read) != 2 or any(_share_core(incident, read) for incident in incidents):
        return None
    places = {id(event): incident for incident in incidents for event in incident.events}
    ours, theirs = (
        [event for incident in incidents for event in incident.events if event.article == name] for name in read
    )
    may_be_one = [(a, b) for a in ours for b in theirs if _may_be_one(a, b, places[id(a)], places[id(b)], apart)]
    nearest = most_alike([a for a, _ in may_be_one], [b for _, b in may_be_one])
    if nearest is None or not any(event.figures for event in nearest):
        return None
    a, b = nearest
    return SideBySide(
        incidents=(places[id(a)].id, places[id(b)].id),
        articles=(a.article, b.article),
        weight=_find_weight(places[id(a)], places[id(b)]),
        measures=tuple(_compare_measures(a, b)),
    )


def _share_core(incident: Incident, articles: Sequence[str]) -> bool:
    """Test whether reports of all these articles are surely of one event."""
    cores = incident.cores or (0,) * len(incident.events)
    return any(
        set(articles) <= {event.article for event, other in zip(incident.events, cores, strict=True) if other == core}
        for core in set(cores)
    )


def _may_be_one(a: EventReport, b: EventReport, ours: Incident, theirs: Incident, apart: Apart) -> bool:
    if ours is theirs:
        return True
    if {ours.id, theirs.id} in apart or (a.incident is not None and b.incident is not None):
        return False
    weight = _find_weight(ours, theirs)
    return (weight is not None and weight >= GREY) or make_profile(a, 0).kin == make_profile(b, 0).kin


def _find_weight(ours: Incident, theirs: Incident) -> float | None:
    """The match weight of two incidents of which one is the other's rival, or of the links of one incident's cores."""
    if ours is theirs:
        links = (link for link in ours.links if ours.cores[link.a] != ours.cores[link.b])
        return max((link.weight for link in links), default=None)
    weights = [
        one.rival.weight
        for one, other in ((ours, theirs), (theirs, ours))
        if one.rival and one.rival.incident == other.id
    ]
    return max(weights, default=None)


def _compare_measures(a: EventReport, b: EventReport) -> Iterator[ComparedMeasure]:
    """Compare two reports measure by measure: what would be flagged first, then by the weight of the measure."""
    sides: dict[tuple[str, str | None], tuple[list[ReportedFigure], list[ReportedFigure]]] = {}
    for nth, event in enumerate((a, b)):
        for figure in event.figures:
            sides.setdefault((figure.measure, figure.unit), ([], []))[nth].append(figure)
    context = Context({event.article: event.published for event in (a, b)}, {})
    rows = []
    for (measure, unit), (ours, theirs) in sides.items():
        pairs = [compare(x, y, context) for x, y in product(ours, theirs)]
        worst = min(pairs, key=lambda pair: _WORST_FIRST.index(pair.verdict), default=None)
        verdict, reason = (worst.verdict, worst.reason) if worst else (None, None)
        rows.append(
            ComparedMeasure(
                measure=measure, unit=unit, ours=tuple(ours), theirs=tuple(theirs), verdict=verdict, reason=reason
            )
        )
    yield from sorted(rows, key=lambda row: (not row.differs, -measure_weight(row.measure), row.measure))
