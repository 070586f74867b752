"""Real articles whose incidents are known, as records: read where the texts are, and never written down here.

The texts lie outside of the repository, in `shared/real` beside it or further up. They are read by the built-in rules,
or their readings are given (`read_from`): records by any reader, each with its document's id as `article`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from summarizer import summarize
from summarizer.language.names import fold
from summarizer.records.article import Article
from summarizer.records.events import EventReport, parse_event_report

# The registry has these twice (by their articles); the second of each is counted as the first.
_TWICE: Final = {"475707": "415717", "646151": "646139", "740293": "740074"}
# Two incidents that one article tells of, and stands under both: no pair of them is right or wrong.
LEFT_OUT: Final = frozenset({"513745", "513743"})
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
    def towns(self) -> tuple[str, ...]:
        """The city, and what stands behind it in brackets: another name, or a town or quarter of it."""
        return tuple(re.findall(r"[^()]*[^() ]", self.city or ""))

    @property
    def town(self) -> str:
        """The city, folded."""
        return fold(self.towns[0]) if self.towns else ""


@dataclass(frozen=True)
class Document:
    """An article: its row in the file, its incident, what the registry says, and its events as they were read.

    `main` is the place among them of the one that overlaps most with the registry; None where nothing was read.
    """

    row: dict[str, Any]
    incident: str
    registry: Registry
    events: tuple[EventReport, ...] = ()
    main: int | None = None

    @property
    def id(self) -> str:
        """The document's id."""
        return str(self.row["doc_id"])

    @property
    def text(self) -> str:
        """The headline and the text."""
        return f"{self.row['title']}\n{self.row['text']}"

    @property
    def reading(self) -> EventReport | None:
        """The main event."""
        return None if self.main is None else self.events[self.main]


def missing() -> str | None:
    """Why the articles cannot be had, None where they can."""
    return None if _texts() else "the folder shared/real with local_news.jsonl is not beside the repository"


def _texts() -> Path | None:
    """The file of the articles, in the nearest folder upward that has it."""
    above = (parent / "shared" / "real" / "local_news.jsonl" for parent in Path(__file__).resolve().parents)
    return next((path for path in above if path.is_file()), None)


def texts_folder() -> Path:
    """Return the folder of the real texts. Raises FileNotFoundError where it is not."""
    path = _texts()
    if path is None:
        raise FileNotFoundError(missing())
    return path.parent


_source: list[Path] = []


def read_from(readings: Path) -> None:
    """Take the readings of a file of records instead of those by the built-in rules; call it before all else."""
    _source[:] = [readings]
    documents.cache_clear()


def read_rows() -> list[dict[str, Any]]:
    """Read the rows of the file of articles. Raises FileNotFoundError where it is not."""
    path = _texts()
    if path is None:
        raise FileNotFoundError(missing())
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def documents() -> tuple[Document, ...]:
    """Every article with its events; those that no reading is of have none."""
    rows = read_rows()
    events: dict[str, list[EventReport]] = {}
    for event in _readings(_source[0]) if _source else read_by_rules(rows):
        events.setdefault(event.article, []).append(event)
    found = {row["doc_id"]: make_document(row, tuple(events.get(row["doc_id"], ()))) for row in rows}
    if _source:  # a part of the articles was read
        found = {name: document for name, document in found.items() if document.events}
    return tuple(found.values())


def _readings(path: Path) -> Iterator[EventReport]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield parse_event_report(json.loads(line))


def read_by_rules(rows: Iterable[dict[str, Any]]) -> Iterator[EventReport]:
    """The events that the built-in rules find."""
    summary = summarize(
        Article(row["doc_id"], row["text"], row["source"], row["title"], date.fromisoformat(row["published"][:10]))
        for row in rows
    )
    for incident in summary.incidents:
        yield from incident.events


def make_document(row: dict[str, Any], events: tuple[EventReport, ...]) -> Document:
    """Make the document of a row of the file, with its events."""
    said = row["registry"]
    day = date.fromisoformat(said["date"]) if said["date"] else None
    registry = Registry(day, said["city"], said["state"], said["killed"], said["injured"])
    incident = _TWICE.get(row["incident_id"], row["incident_id"])
    main = max(range(len(events)), key=lambda nth: (overlap(events[nth], registry), -nth), default=None)
    return Document(row, incident, registry, events, main)


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
