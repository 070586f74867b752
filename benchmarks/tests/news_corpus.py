"""A made-up corpus of news, each record with what truly happened."""

from collections import defaultdict
from datetime import date
from typing import Any, Final, NamedTuple

from benchmarks.eventnoise import Incident

RECORDS: Final = 5000


class Told(NamedTuple):
    """A record and what truly happened."""

    record: dict[str, Any]
    incident: Incident

    @property
    def delay(self) -> int:
        return date.fromisoformat(self.record["published"]).toordinal() - self.incident.day

    @property
    def off(self) -> int | None:
        """How many days the start is off the true day; None where there is no start, or a window."""
        if self.record["start"] is None or self.record["end"]:
            return None
        return abs(date.fromisoformat(self.record["start"]).toordinal() - self.incident.day)


def by_article(corpus: list[Told]) -> list[list[Told]]:
    articles: dict[str, list[Told]] = defaultdict(list)
    for each in corpus:
        articles[each.record["article"]].append(each)
    return list(articles.values())


def by_incident(corpus: list[Told]) -> list[list[Told]]:
    incidents: dict[int, list[Told]] = defaultdict(list)
    for each in corpus:
        incidents[each.incident.number].append(each)
    return list(incidents.values())
