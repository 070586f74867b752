"""How reports were linked, in lines: what is only possibly of an incident, what ties it, what was left out or asked."""

from collections.abc import Mapping
from typing import Final

from ..records.incidents import Incident
from ..records.summary import Adjudicated, Summary
from ..records.wording import plural
from .claims import by_id, label

GREY_ZONE: Final = "Grey zone: one event or two, as the model says"
_VERDICTS: Final = {"same": "one event", "different": "two events", "unsure": "unsure"}


def caution_lines(incident: Incident) -> list[str]:
    """What is not sure of an incident: sources that are only possibly of it, figures that were not compared."""
    possibly = {event.article for event in incident.possibly}
    places = "".join(f"[{place}]" for place, source in enumerate(incident.sources, start=1) if source in possibly)
    lines = [f"Possibly the same event, so differences are not flagged: {places}"] if places else []
    if incident.uncompared:
        how = "of a measure with very many figures, only those that differ most are"
        lines.append(f"{incident.uncompared:,} {plural(incident.uncompared, 'figure')} not compared: {how}")
    return lines


def link_lines(incident: Incident, headlines: Mapping[str, str]) -> list[str]:
    """What ties each report to the incident most, and why the nearest other is none of it; weights in bits."""
    lines = [
        f"{_marker(incident, link.a)}–{_marker(incident, link.b)} {link.weight:+.1f} bits: {_evidence(link.evidence)}"
        for link in incident.links
    ]
    rival = incident.rival
    if rival:
        other = headlines.get(rival.incident, rival.incident)
        lines.append(f"nearest other: {other}, {rival.weight:+.1f} bits: {_evidence(rival.evidence)}; {rival.reason}")
    return lines


def verdict_lines(summary: Summary) -> list[str]:
    """What the model said of each two reports that it was asked about, a line each."""
    articles = by_id(summary)
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    return [
        f"{' / '.join(headlines[incident] for incident in asked.incidents)}: "
        f"{' and '.join(label(articles[article]) for article in asked.articles)}: {_verdict(asked)}"
        for asked in summary.adjudicated
    ]


def _verdict(asked: Adjudicated) -> str:
    if asked.verdict is None:
        return f"no answer: {asked.error}"
    changed = "applied" if asked.applied else "nothing changed"
    return f"{_VERDICTS[asked.verdict]} ({changed}): {asked.reason}"


def _marker(incident: Incident, place: int) -> str:
    return f"[{incident.sources.index(incident.events[place].article) + 1}]"


def _evidence(evidence: Mapping[str, float]) -> str:
    ranked = sorted(evidence, key=lambda name: (-abs(evidence[name]), name))
    return ", ".join(f"{name} {evidence[name]:+.1f}" for name in ranked)
