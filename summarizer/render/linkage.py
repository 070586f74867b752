"""How an incident was linked, in lines: what is only possibly of it, what ties its reports, and what was left out."""

from collections.abc import Mapping

from ..summary import Incident


def possibly_lines(incident: Incident) -> list[str]:
    """Which sources are only possibly of the incident; nothing where all are sure."""
    places = sorted({incident.sources.index(event.article) + 1 for event in incident.possibly})
    if not places:
        return []
    return [f"Possibly the same, and accused of nothing: {''.join(f'[{place}]' for place in places)}"]


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


def _marker(incident: Incident, place: int) -> str:
    return f"[{incident.sources.index(incident.events[place].article) + 1}]"


def _evidence(evidence: Mapping[str, float]) -> str:
    ranked = sorted(evidence, key=lambda name: (-abs(evidence[name]), name))
    return ", ".join(f"{name} {evidence[name]:+.1f}" for name in ranked)
