"""The report as Markdown, for a pull request, a wiki or a note."""

import re

from ..language.visible import clean
from ..records.incidents import FLAGGED, KINDS, Finding, Incident
from ..records.summary import Summary
from ..records.wording import day, number, place_name, with_measure
from .changes import CHANGED, EDITED, change_lines, edit_lines, news_count, reported_findings, reported_incidents
from .claims import (
    DOUBTS,
    Claim,
    by_id,
    claims,
    condition,
    doubt_claims,
    doubt_count,
    failures,
    label,
    own_prompts_lines,
    pair,
    shown,
)
from .notes import (
    GREY_ZONE,
    REVIEWED,
    SHARED,
    caution_lines,
    dependence_heading,
    dependence_lines,
    link_lines,
    review_lines,
    shared_lines,
    verdict_lines,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$^=@]|:(?=\S))")
# GitHub makes a link, and a message to somebody, of "@name" and "#12" wherever it finds them in the finished page.
_MENTION = re.compile(r"@(?=\w)|#(?=\d)")


def render_markdown(summary: Summary, *, explain: bool = False) -> str:
    """The report as Markdown; nothing from an article is markup in it."""
    articles = by_id(summary)
    incidents = {incident.id: incident for incident in summary.incidents}
    findings = reported_findings(summary)
    flagged = news_count(summary) or summary.digest.split(". ")[0].rstrip(".") + "."
    opening = " ".join(part for part in (flagged, doubt_count(summary)) if part)
    lines = ["# News summary", "", escape(opening), ""]
    lines += [line for own in own_prompts_lines(summary) for line in (escape(own), "")]
    lines += _section(EDITED, edit_lines(summary))
    lines += _section(SHARED, shared_lines(summary))
    for kind in KINDS:
        lines += _findings(kind, [finding for finding in findings if finding.kind == kind], incidents, summary)
        if kind == FLAGGED[-1]:
            lines += _doubts(summary, incidents)
    if explain and summary.near_misses:
        lines += ["## Not flagged, and why", ""]
        lines += [f"- {escape(pair(miss))}: {escape(miss.reason)}" for miss in summary.near_misses]
        lines.append("")
    if explain and summary.adjudicated:
        lines += [f"## {GREY_ZONE}", "", *(f"- {escape(line)}" for line in verdict_lines(summary)), ""]
    if summary.pairs:
        lines += ["## Every two figures of an incident", "", "| Figures | Found | Rule | Why |", "|---|---|---|---|"]
        lines += [
            f"| {' | '.join(map(escape, (pair(told), told.verdict.replace('_', ' '), told.rule, told.reason)))} |"
            for told in summary.pairs
        ]
        lines.append("")
    lines += _section(CHANGED, change_lines(summary))
    lines += _section(REVIEWED, review_lines(summary))
    lines += ["## Incidents" if summary.changes is None else "## New incidents", ""]
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    for incident in reported_incidents(summary):
        lines += _incident(incident, [label(articles[source]) for source in incident.sources])
        linked = [*caution_lines(incident), *(link_lines(incident, headlines) if explain else [])]
        lines += [*(f"- {escape(line)}" for line in linked), *([""] if linked else [])]
    if summary.changes is None:
        lines += _section(dependence_heading(summary), dependence_lines(summary))
    if summary.rejected:
        lines += ["## Rejected", ""]
        lines += [
            f"- {escape(f'{r.source}, {with_measure(r.of, r.measure)}: {r.reason}')}" for r in summary.rejected
        ] + [""]
    failed = failures(summary)
    if failed:
        lines += ["## Failed", ""]
        lines += [f"- {escape(failure)}" for failure in failed] + [""]
    return "\n".join(lines)


def _section(heading: str, told: list[str]) -> list[str]:
    """A heading with a line for each; nothing if there is none."""
    return [f"## {escape(heading)}", "", *(f"- {escape(line)}" for line in told), ""] if told else []


def escape(text: str) -> str:
    """One line in which no character is Markdown or HTML, in which nothing is a link."""
    marked = _SPECIAL.sub(r"\\\1", clean(text)).replace("&", "&amp;")
    return _MENTION.sub(r"\g<0><!-- -->", marked)


def _findings(kind: str, found: list[Finding], incidents: dict[str, Incident], summary: Summary) -> list[str]:
    lines = [f"## {kind.capitalize()}", ""] if found else []
    return lines + [line for one in found for line in _finding(one, incidents[one.incident], summary)]


def _doubts(summary: Summary, incidents: dict[str, Incident]) -> list[str]:
    found, left = shown(summary)
    lines = [f"## {DOUBTS}", ""] if found else []
    for miss in found:
        lines += [f"{_title(incidents[miss.incident])}: {escape(condition(miss))}", ""]
        lines += _claims(doubt_claims(miss, by_id(summary)))
    return lines + ([left, ""] if left else [])


def _claims(told: list[Claim]) -> list[str]:
    lines = ["| Number | Who says so | Quote |", "|---|---|---|"]
    lines += [
        f"| {escape(claim.amount)} | {'; '.join(map(escape, claim.said_by))} | {escape(quote)} |"
        for claim in told
        for quote in [f"{claim.quote or ''}{claim.mark}"]
    ]
    return [*lines, ""]


def _title(incident: Incident) -> str:
    place = ", ".join(part for part in (place_name(incident.place), day(incident.start)) if part)
    return f"**{escape(incident.headline)}**" + (f" ({escape(place)})" if place else "")


def _finding(finding: Finding, incident: Incident, summary: Summary) -> list[str]:
    title = _title(incident)
    if finding.kind in ("uncorroborated", "agreement"):
        return [f"- {title}: {escape(finding.explanation)}", ""]
    return [f"{title}: {escape(finding.explanation)}", "", *_claims(claims(finding, by_id(summary)))]


def _incident(incident: Incident, sources: list[str]) -> list[str]:
    lines = [f"### {escape(incident.headline)}", "", escape(incident.summary), ""]
    if incident.estimates:
        lines += ["| Measure | Low | Best | High |", "|---|---|---|---|"]
    for estimate in incident.estimates:
        ends = [number(end) if end is not None else "∞" for end in (estimate.low, estimate.best, estimate.high)]
        lines.append(f"| {escape(with_measure(estimate.of, estimate.measure))} | {' | '.join(map(escape, ends))} |")
    lines += ["", *(f"{place}. {escape(name)}" for place, name in enumerate(sources, start=1)), ""]
    return lines
