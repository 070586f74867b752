"""Notes on the links of a report: their evidence, what a person decided, and what to write to overrule them."""

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from ..language.visible import one_line
from ..records.incidents import Incident, NearMiss
from ..records.reviews import Reviewed
from ..records.summary import Summary
from .lookup import headlines_by_id

_LONGEST_NAME: Final = 60  # characters: a line of the report has 80
_DECIDED: Final = "One event as a person decided"


class LinkNotes:
    """The notes on the links of a summary's incidents, a line each."""

    def __init__(self, summary: Summary) -> None:
        self._headlines = headlines_by_id(summary)
        self._names = _name_articles(summary)
        events = Counter(event.article for incident in summary.incidents for event in incident.events)
        self._several = {article for article, count in events.items() if count > 1}
        self._joined: dict[str, list[Reviewed]] = defaultdict(list)
        for each in summary.reviewed:
            if each.review.subject == "link" and not each.overruled and each.other is None:
                self._joined[each.incident].append(each)

    def settle(self, a: str, b: str) -> str:
        """Say how a person settles whether two articles, by their ids, are of one event."""
        return _settle(self._name(a), self._name(b))

    def settle_doubt(self, miss: NearMiss) -> str | None:
        """Say how a person settles a doubt about a link: by its articles, or incidents if an article has several."""
        a, b = (figure.article for figure in miss.figures)
        if miss.rule != "link" or a is None or b is None or a == b:
            return None
        if miss.other and self._several & {a, b}:
            return _settle(shlex.quote(miss.incident), shlex.quote(miss.other))
        return self.settle(a, b)

    def cautions(self, incident: Incident) -> list[str]:
        """Return which reports of an incident are only possibly of it, and which are of it by a decision."""
        possibly = list(dict.fromkeys(event.article for event in incident.possibly))
        lines = []
        if possibly:
            cores = zip(incident.events, incident.cores, strict=False)
            sure = next((event.article for event, core in cores if not core), possibly[0])
            doubt = f"Possibly the same event, so differences are not flagged: {_mark(incident, possibly)}"
            lines.append(f"{doubt}. {self.settle(sure, possibly[0])}" if sure != possibly[0] else doubt)
        named = {event.article for event in incident.events if event.incident == incident.id}
        if len(named) > 1:
            lines.append(f"One event by the incident id that came with them: {_mark(incident, named)}")
        if joined := self._joined.get(incident.id):
            articles = {key.article for each in joined for key in (each.review.a, each.review.b) if key}
            is_here = articles <= set(incident.sources)  # else one is gone, by way of which others are one event
            lines.append(f"{_DECIDED}: {_mark(incident, articles)}" if is_here else _DECIDED)
        return lines

    def explain(self, incident: Incident) -> list[str]:
        """Return what `--same` and `--different` take for the incident and its articles, then its `links`."""
        articles = (f"[{nth}] {self._name(article)}" for nth, article in enumerate(incident.sources, start=1))
        names = ", ".join((shlex.quote(incident.id), *articles))
        return [f"for --same and --different: {names}", *self.links(incident)]

    def links(self, incident: Incident) -> list[str]:
        """Return each report's strongest link to the incident, then the nearest other; match weights in bits."""
        number = {article: nth for nth, article in enumerate(incident.sources, start=1)}
        marks = [f"[{number[event.article]}]" for event in incident.events]
        lines = [
            f"{marks[link.a]}–{marks[link.b]} {format_evidence(link.weight, link.evidence)}" for link in incident.links
        ]
        rival = incident.rival
        if rival:
            headline = f"{self._headlines.get(rival.incident, rival.incident)} ({self._name(rival.theirs)})"
            evidence = format_evidence(rival.weight, rival.evidence)
            lines.append(f"nearest other: {headline}, {evidence}; {rival.reason}")
        return lines

    def _name(self, article: str) -> str:
        return self._names.get(article) or shlex.quote(article)


def format_evidence(weight: float, evidence: Mapping[str, float]) -> str:
    """Return a match weight and its kinds of evidence, the heaviest first: "+3.4 bits: place +4.1, toll -0.7"."""
    ranked = sorted(evidence, key=lambda name: (-abs(evidence[name]), name))
    return f"{weight:+.1f} bits: {', '.join(f'{name} {evidence[name]:+.1f}' for name in ranked)}"


def _settle(a: str, b: str) -> str:
    return f"To settle it: --same {a} {b}, or --different {a} {b}."


def _mark(incident: Incident, articles: Iterable[str]) -> str:
    """Return the markers of an incident's articles: "[1][3]"."""
    marked = set(articles)
    return "".join(f"[{nth}]" for nth, source in enumerate(incident.sources, start=1) if source in marked)


def _name_articles(summary: Summary) -> dict[str, str]:
    """Name each article as a command line takes it: its file's name or path if it is of no other, else its id."""
    ways = {
        article.id: [PurePath(article.path).name, article.path] if article.path else [] for article in summary.articles
    }
    counts = Counter(name for names in ways.values() for name in dict.fromkeys(names))
    return {
        article: shlex.quote(next((name for name in names if counts[name] == 1 and _is_plain(name)), article))
        for article, names in ways.items()
    }


def _is_plain(name: str) -> bool:
    return bool(name) and not name.startswith("-") and one_line(name, _LONGEST_NAME) == name
