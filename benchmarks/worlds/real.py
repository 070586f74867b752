"""The real articles themselves as a world, in three readings, and which of their incidents look alike."""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Any, Final

from .annotated import annotated_documents
from .readings import LEFT_OUT, Document, documents

Records = Iterator[tuple[dict[str, Any], int]]

NEAR_DAYS: Final = 7  # within which two incidents of one city are easily taken for one


def told(documents: Iterable[Document], *, side_events: bool = False) -> Iterator[tuple[Document, int]]:
    """Each document with the places of its events: of the main one, or of all if asked."""
    for document in documents:
        if document.main is not None and document.incident not in LEFT_OUT:
            for place in range(len(document.events)) if side_events else (document.main,):
                yield document, place


def generate(records: int, seed: int) -> Records:  # noqa: ARG001  # there is no chance
    """The main events as they were read, at most so many, each with the number of its incident."""
    return islice(numbered(told(documents())), records)


def generate_all(records: int, seed: int) -> Records:  # noqa: ARG001
    """As `generate`, with the other events of the articles.

    Each of these is an incident of its own here, for nobody has said of which it is.
    """
    return islice(numbered(told(documents(), side_events=True)), records)


def generate_annotated(records: int, seed: int) -> Records:  # noqa: ARG001
    """As `generate`, as annotators would read the articles."""
    return islice(numbered(told(annotated_documents())), records)


def numbered(events: Iterable[tuple[Document, int]]) -> Records:
    """The records of events, each with the number of its incident, or of itself if it is no main event."""
    numbers: dict[object, int] = {}
    for document, place in events:
        incident = document.incident if place == document.main else (document.id, place)
        number = numbers.setdefault(incident, len(numbers))
        yield document.events[place].model_dump(mode="json", exclude_defaults=True), number


def look_alikes(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Pairs of incidents that are easily taken for one: of one city within a week, or of one state, day and toll."""
    registries = {each.incident: each.registry for each in documents if each.incident not in LEFT_OUT}
    dated = [(incident, each, each.day) for incident, each in sorted(registries.items()) if each.day]
    for (a, one, day), (b, other, other_day) in combinations(dated, 2):
        apart = abs((day - other_day).days)
        same_city = bool(one.town) and (one.town, one.state) == (other.town, other.state)
        same_toll = (one.killed, one.injured) == (other.killed, other.injured)
        if (same_city and apart <= NEAR_DAYS) or (one.state == other.state and apart == 0 and same_toll):
            yield a, b
