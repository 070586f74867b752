"""Real articles whose incidents are known, as records: read where the texts are, and never written down here.

The texts lie outside of the repository, in `shared/real` beside it or further up. They are read by the built-in rules,
or their readings are given (`read_from`): records by any reader, each with its document's id as `article`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, islice
from pathlib import Path
from typing import Any, Final

from summarizer import summarize
from summarizer.linking.names import fold
from summarizer.records.article import Article
from summarizer.records.events import EventReport, parse_event_report

# The registry has these twice (by their articles); the second of each is counted as the first.
_TWICE: Final = {"475707": "415717", "646151": "646139", "740293": "740074", "754230": "457037"}
# Two incidents that one article tells of, and stands under both: no pair of them is right or wrong.
LEFT_OUT: Final = frozenset({"513745", "513743"})
NEAR_DAYS: Final = 7  # within which two incidents of one city are easily taken for one
_VIOLENT: Final = frozenset({"attack_on_civilians", "attack", "armed_clash", "mob_violence", "violence", "shooting"})


@dataclass(frozen=True)
class Registry:
    """What an official registry says of an incident; None where it says nothing."""

    day: date | None
    city: str | None
    state: str | None
    killed: int | None
    injured: int | None

    @property
    def town(self) -> str:
        """The city, folded, without the quarter that stands behind it in brackets."""
        return fold((self.city or "").split(" (")[0])


@dataclass(frozen=True)
class Document:
    """An article: its id, its incident, what the registry says, and its events as they were read.

    `main` is the place among them of the one that overlaps most with the registry; None where nothing was read.
    """

    id: str
    incident: str
    registry: Registry
    events: tuple[EventReport, ...] = ()
    main: int | None = None


def missing() -> str | None:
    """Why the articles cannot be had, None where they can."""
    return None if _texts() else "the folder shared/real with local_news.jsonl is not beside the repository"


def _texts() -> Path | None:
    """The file of the articles, in the nearest folder upward that has it."""
    above = (parent / "shared" / "real" / "local_news.jsonl" for parent in Path(__file__).resolve().parents)
    return next((path for path in above if path.is_file()), None)


_source: list[Path] = []


def read_from(readings: Path) -> None:
    """Take the readings of a file of records instead of those by the built-in rules; call it before all else."""
    _source[:] = [readings]
    documents.cache_clear()


@cache
def documents() -> tuple[Document, ...]:
    """Every article with its events; those that no reading is of have none."""
    path = _texts()
    if path is None:
        raise FileNotFoundError(missing())
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    events: dict[str, list[EventReport]] = {}
    for event in _readings(_source[0]) if _source else _read(rows):
        events.setdefault(event.article, []).append(event)
    found = {row["doc_id"]: _document(row, tuple(events.get(row["doc_id"], ()))) for row in rows}
    if _source:  # a part of the articles was read
        found = {name: document for name, document in found.items() if document.events}
    return tuple(found.values())


def _readings(path: Path) -> Iterator[EventReport]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield parse_event_report(json.loads(line))


def _read(rows: list[dict[str, Any]]) -> Iterator[EventReport]:
    """The events that the built-in rules find."""
    summary = summarize(
        Article(row["doc_id"], row["text"], row["source"], row["title"], date.fromisoformat(row["published"][:10]))
        for row in rows
    )
    for incident in summary.incidents:
        yield from incident.events


def _document(row: dict[str, Any], events: tuple[EventReport, ...]) -> Document:
    said = row["registry"]
    day = date.fromisoformat(said["date"]) if said["date"] else None
    registry = Registry(day, said["city"], said["state"], said["killed"], said["injured"])
    incident = _TWICE.get(row["incident_id"], row["incident_id"])
    main = max(range(len(events)), key=lambda nth: (overlap(events[nth], registry), -nth), default=None)
    return Document(row["doc_id"], incident, registry, events, main)


def overlap(event: EventReport, registry: Registry) -> float:
    """How much of what the registry says an event says too."""
    place = fold(" ".join(filter(None, event.place.model_dump().values())))
    tolls = {(figure.measure, figure.value) for figure in event.figures}
    apart = abs((event.start - registry.day).days) if event.start and registry.day else None
    return (
        3 * bool(registry.town and registry.town in place)
        + bool(registry.state and fold(registry.state) in place)
        + (2 if apart == 0 else 1 if apart == 1 else 0)
        + (("killed", registry.killed) in tolls)
        + (("wounded", registry.injured) in tolls)
        + 0.5 * (event.type in _VIOLENT)
    )


def told(*, side_events: bool = False) -> Iterator[tuple[Document, int]]:
    """Each document with the places of its events: of the main one, or of all if asked."""
    for document in documents():
        if document.main is not None and document.incident not in LEFT_OUT:
            for place in range(len(document.events)) if side_events else (document.main,):
                yield document, place


def generate(
    records: int,
    seed: int,  # noqa: ARG001  # there is no chance
    *,
    side_events: bool = False,
) -> Iterator[tuple[dict[str, Any], int]]:
    """The main events, or all of them, at most so many, each with the number of its incident.

    What an article tells besides its main event is an incident of its own here, for nobody has said of which it is.
    """
    numbers: dict[object, int] = {}
    for document, place in islice(told(side_events=side_events), records):
        incident = document.incident if place == document.main else (document.id, place)
        number = numbers.setdefault(incident, len(numbers))
        yield document.events[place].model_dump(mode="json", exclude_defaults=True), number


def generate_all(records: int, seed: int) -> Iterator[tuple[dict[str, Any], int]]:
    """As `generate`, with the side events."""
    return generate(records, seed, side_events=True)


def look_alikes() -> Iterator[tuple[str, str]]:
    """Pairs of incidents that are easily taken for one: of one city within a week, or of one state, day and toll."""
    registries = {each.incident: each.registry for each in documents() if each.incident not in LEFT_OUT}
    dated = [(incident, each, each.day) for incident, each in sorted(registries.items()) if each.day]
    for (a, one, day), (b, other, other_day) in combinations(dated, 2):
        apart = abs((day - other_day).days)
        same_city = bool(one.town) and (one.town, one.state) == (other.town, other.state)
        same_toll = (one.killed, one.injured) == (other.killed, other.injured)
        if (same_city and apart <= NEAR_DAYS) or (one.state == other.state and apart == 0 and same_toll):
            yield a, b
