"""The report as Markdown, for a pull request, a wiki or a note."""

import re
from collections.abc import Iterable

from ..language.visible import clean
from ..records.incidents import FLAGGED, KINDS, Finding, Incident
from ..records.summary import Summary
from ..records.wording import add_measure, format_day, format_name, format_number, format_place
from .changes import CHANGED, EDITED, change_lines, edit_lines, opening, reported_findings, reported_incidents
from .claims import (
    COMPARED,
    DOUBTS,
    Claim,
    comparison_heads,
    comparison_intro,
    comparison_rows,
    doubt_condition,
    finding_claims,
    first_doubts,
    pair_claims,
    pair_phrase,
)
from .links import LinkNotes
from .lookup import articles_by_id, incidents_by_id, source_label
from .notes import (
    GREY_ZONE,
    REVIEWED,
    SHARED,
    caution_lines,
    failure_lines,
    own_prompt_lines,
    rejected_lines,
    review_lines,
    sensitivity_heading,
    sensitivity_lines,
    shared_address_lines,
    unread_language_lines,
    verdict_lines,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$^=@]|:(?=\S))")
# GitHub makes a link, and a message to somebody, of "@name" and "#12" wherever it finds them in the finished page.
_MENTION = re.compile(r"@(?=\w)|#(?=\d)")


def render_markdown(summary: Summary, *, explain: bool = False) -> str:
    """Return the report as Markdown; nothing from an article is markup in it.

    `explain` adds why near misses were not flagged, and what links the reports.
    """
    lines = ["# News summary", "", escape(opening(summary)), ""]
    lines += _side_by_side_section(summary)
    notes = [*own_prompt_lines(summary), *unread_language_lines(summary)]
    lines += [line for note in notes for line in (escape(note), "")]
    lines += _section(EDITED, edit_lines(summary))
    lines += _section(SHARED, shared_address_lines(summary))
    lines += _finding_sections(summary)
    if explain:
        misses = [f"{pair_phrase(miss)}: {miss.reason}" for miss in summary.near_misses]
        lines += _section("Not flagged, and why", misses)
        lines += _section(GREY_ZONE, verdict_lines(summary))
    lines += _pair_section(summary)
    lines += _section(CHANGED, change_lines(summary))
    lines += _section(REVIEWED, review_lines(summary, explain=explain))
    lines += _incident_section(summary, explain)
    if summary.changes is None:
        lines += _section(sensitivity_heading(summary), sensitivity_lines(summary))
    lines += _section("Rejected", rejected_lines(summary))
    lines += _section("Failed", failure_lines(summary))
    return "\n".join(lines)


def escape(text: str) -> str:
    """Return the text as one line in which no character is Markdown or HTML, and nothing is a link."""
    marked = _SPECIAL.sub(r"\\\1", clean(text)).replace("&", "&amp;")
    return _MENTION.sub(r"\g<0><!-- -->", marked)


def _section(heading: str, lines: list[str]) -> list[str]:
    """Return a heading with a bullet for each line; nothing if there is none."""
    return [f"## {escape(heading)}", "", *_bullets(lines)] if lines else []


def _bullets(lines: list[str]) -> list[str]:
    return [*(f"- {escape(line)}" for line in lines), ""] if lines else []


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"


def _finding_sections(summary: Summary) -> list[str]:
    """Return a section for each kind of finding, and the doubts behind those that are flagged."""
    incidents = incidents_by_id(summary)
    findings = reported_findings(summary)
    lines = []
    for kind in KINDS:
        of_kind = [finding for finding in findings if finding.kind == kind]
        lines += [f"## {kind.capitalize()}", ""] if of_kind else []
        for finding in of_kind:
            lines += _finding(finding, incidents[finding.incident], summary)
        if kind == FLAGGED[-1]:
            lines += _doubt_section(summary, incidents)
    return lines


def _finding(finding: Finding, incident: Incident, summary: Summary) -> list[str]:
    line = f"{_incident_title(incident)}: {escape(finding.explanation)}"
    if finding.kind in ("uncorroborated", "agreement"):
        return [f"- {line}", ""]
    return [line, "", *_claim_table(finding_claims(finding, articles_by_id(summary)))]


def _side_by_side_section(summary: Summary) -> list[str]:
    """Return the two articles of a run beside each other, where they may tell of one event."""
    compared = summary.side_by_side
    if compared is None:
        return []
    why = comparison_intro(compared, incidents_by_id(summary))
    heads = ("Measure", *comparison_heads(compared, articles_by_id(summary)), "If it is one event")
    rows = [_table_row((row.measure, row.ours, row.theirs, row.outcome)) for row in comparison_rows(compared)]
    return [
        f"## {escape(COMPARED)}",
        "",
        escape(why),
        "",
        _table_row(heads),
        "|---|---|---|---|",
        *rows,
        "",
        escape(LinkNotes(summary).settle(*compared.articles)),
        "",
    ]


def _doubt_section(summary: Summary, incidents: dict[str, Incident]) -> list[str]:
    doubts, left_out = first_doubts(summary)
    lines = [f"## {DOUBTS}", ""] if doubts else []
    links = LinkNotes(summary)
    for miss in doubts:
        how = links.settle_doubt(miss)
        condition = f"{doubt_condition(miss)} {how}" if how else doubt_condition(miss)
        lines += [f"{_incident_title(incidents[miss.incident])}: {escape(condition)}", ""]
        lines += _claim_table(pair_claims(miss, articles_by_id(summary)))
    return lines + ([left_out, ""] if left_out else [])


def _incident_title(incident: Incident) -> str:
    """Return the headline in bold, with place and day behind it."""
    where_when = ", ".join(part for part in (format_place(incident.place), format_day(incident.start)) if part)
    return f"**{escape(incident.headline)}**" + (f" ({escape(where_when)})" if where_when else "")


def _claim_table(claims: list[Claim]) -> list[str]:
    lines = ["| Number | Who says so | Quote |", "|---|---|---|"]
    for claim in claims:
        said_by = "; ".join(map(escape, claim.said_by))
        quote = (claim.quote or "") + claim.mark
        lines.append(f"| {escape(claim.amount)} | {said_by} | {escape(quote)} |")
    return [*lines, ""]


def _pair_section(summary: Summary) -> list[str]:
    if not summary.pairs:
        return []
    rows = [
        _table_row((pair_phrase(pair), format_name(pair.verdict), pair.rule, pair.reason)) for pair in summary.pairs
    ]
    head = ["| Figures | Found | Rule | Why |", "|---|---|---|---|"]
    return ["## Every two figures of an incident", "", *head, *rows, ""]


def _incident_section(summary: Summary, explain: bool) -> list[str]:
    articles, links = articles_by_id(summary), LinkNotes(summary)
    lines = ["## Incidents" if summary.changes is None else "## New incidents", ""]
    for incident in reported_incidents(summary):
        lines += _incident(incident, [source_label(articles[source]) for source in incident.sources])
        notes = [*links.cautions(incident), *caution_lines(incident)]
        lines += _bullets([*notes, *(links.explain(incident) if explain else [])])
    return lines


def _incident(incident: Incident, sources: list[str]) -> list[str]:
    lines = [f"### {escape(incident.headline)}", "", escape(incident.summary), ""]
    if incident.estimates:
        lines += ["| Measure | Low | Best | High |", "|---|---|---|---|"]
    for estimate in incident.estimates:
        ends = ("∞" if end is None else format_number(end) for end in (estimate.low, estimate.best, estimate.high))
        lines.append(_table_row((add_measure(estimate.of, estimate.measure), *ends)))
    return [*lines, "", *(f"{nth}. {escape(source)}" for nth, source in enumerate(sources, start=1)), ""]
