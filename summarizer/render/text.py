"""The report for a terminal: flagged figures first, then the incidents, then failures."""

import io
from collections import Counter
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..language.visible import clean
from ..records.incidents import FLAGGED, KINDS, Finding, Incident
from ..records.summary import Summary
from ..records.wording import capitalize, format_count, format_day, format_name, format_place, format_population
from .changes import CHANGED, EDITED, change_lines, edit_lines, opening, reported_findings, reported_incidents
from .claims import (
    COMPARED,
    DOUBTS,
    Claim,
    comparison_heads,
    comparison_intro,
    comparison_rows,
    doubt_condition,
    estimate_line,
    finding_claims,
    finding_outcome,
    first_doubts,
    pair_claims,
    pair_phrase,
)
from .links import LinkNotes
from .lookup import articles_by_id, incidents_by_id, source_label
from .notes import (
    GREY_ZONE,
    REJECTED,
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

_WIDTH = 80
_AMOUNT = 24  # columns for a number with its bound: "denied: more than 1,000"
_STYLES = {
    "conflict": "bold red",
    "dispute": "bold red",
    "arithmetic": "bold red",
    "retraction": "bold yellow",
    "revision": "bold yellow",
}


def render_text(summary: Summary, *, explain: bool = False) -> str:
    """Return the report as plain text, 80 columns wide."""
    text = io.StringIO()
    _Report(_console(text, colour=False), summary).print(explain)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def write_text(summary: Summary, stream: TextIO, *, explain: bool = False) -> None:
    """Write the report to a stream, in colour where that is a terminal and NO_COLOR is not set."""
    if stream.isatty():
        _Report(_console(stream, colour=True), summary).print(explain)
    else:
        stream.write(render_text(summary, explain=explain))


def _console(stream: TextIO, *, colour: bool) -> Console:
    return Console(
        file=stream,
        width=_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=None if colour else False,
        color_system="auto" if colour else None,
    )


class _Report:
    """Prints a summary on a console, section by section."""

    def __init__(self, console: Console, summary: Summary) -> None:
        self._console = console
        self._summary = summary
        self._articles = articles_by_id(summary)
        self._incidents = incidents_by_id(summary)
        self._findings = reported_findings(summary)
        self._reported = reported_incidents(summary)
        self._links = LinkNotes(summary)

    def print(self, explain: bool) -> None:
        """Print the report; `explain` adds why near misses were not flagged, and what links the reports."""
        self._print_counts()
        self._print_side_by_side()
        self._print_list(EDITED, edit_lines(self._summary))
        self._print_list(SHARED, shared_address_lines(self._summary))
        for kind in KINDS:
            findings = [finding for finding in self._findings if finding.kind == kind]
            if kind in FLAGGED:
                for finding in findings:
                    self._print_flagged(finding)
            elif findings:
                self._print_brief(kind, findings)
            if kind == FLAGGED[-1]:
                self._print_doubts()
        if explain:
            self._print_near_misses()
            self._print_list(GREY_ZONE, verdict_lines(self._summary))
        if self._summary.pairs:
            self._print_pairs()
        self._print_list(CHANGED, change_lines(self._summary))
        self._print_list(REVIEWED, review_lines(self._summary, explain=explain))
        self._print_incidents(explain)
        if self._summary.changes is None:
            self._print_list(sensitivity_heading(self._summary), sensitivity_lines(self._summary))
        rejected = [f"{line}." for line in rejected_lines(self._summary)]
        self._print_list(REJECTED, rejected)
        self._print_list("Failed", failure_lines(self._summary))

    def _print_line(self, text: str, indent: int = 0, style: str = "") -> None:
        self._console.print(Padding(Text(clean(text), style=style), (0, 0, 0, indent), expand=False))

    def _print_heading(self, text: str) -> None:
        self._console.print()
        self._console.print(Text(clean(text).upper(), style="bold underline"))

    def _print_list(self, heading: str, lines: list[str]) -> None:
        """Print a heading with a bullet for each line; nothing if there is none."""
        if lines:
            self._print_heading(heading)
            for line in lines:
                self._print_line(f"- {line}")

    def _print_title(self, label: str, style: str, title: str, incident: Incident) -> None:
        """Print the head of a finding or a doubt: its kind, what it counts, and its incident."""
        self._console.print()
        head = Text(label.upper(), style=style)
        head.append(f"  {clean(title)}", style="bold")
        self._console.print(head)
        parts = (incident.headline, format_place(incident.place), format_day(incident.start))
        self._print_line(" · ".join(part for part in parts if part), 2)

    def _print_counts(self) -> None:
        summary = self._summary
        figures = sum(len(event.figures) for incident in summary.incidents for event in incident.events)
        failed = len(summary.failures)
        parts = [
            format_count(len(summary.articles), "article"),
            format_count(len(summary.incidents), "incident"),
            format_count(figures, "figure") + (" grounded" if _is_grounded(summary) else ""),
            f"{len(summary.rejected)} rejected",
        ]
        self._print_line(", ".join([*parts, *([f"{failed} failed"] if failed else [])]))
        self._print_line(opening(summary))
        for line in (*own_prompt_lines(summary), *unread_language_lines(summary)):
            self._print_line(line)

    def _print_side_by_side(self) -> None:
        """Print the two articles of a run beside each other, where they may tell of one event."""
        compared = self._summary.side_by_side
        if compared is None:
            return
        self._print_heading(COMPARED)
        why = comparison_intro(compared, self._incidents)
        self._print_line(why)
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for ratio in (2, 4, 4, 4):
            grid.add_column(ratio=ratio)
        grid.add_row("", *(Text(clean(head), style="bold") for head in comparison_heads(compared, self._articles)))
        for row in comparison_rows(compared):
            cells = (row.ours, row.theirs, row.outcome)
            grid.add_row(Text(clean(row.measure), style="bold"), *(Text(clean(cell)) for cell in cells))
        self._console.print(Padding(grid, (1, 0, 1, 2), expand=True))
        self._print_line(self._links.settle(*compared.articles))

    def _print_flagged(self, finding: Finding) -> None:
        title = capitalize(finding.explanation.split(":")[0])
        self._print_title(finding.kind, _STYLES[finding.kind], title, self._incidents[finding.incident])
        self._print_claims(finding_claims(finding, self._articles))
        self._print_line(f"→ {finding_outcome(finding)}", 2)

    def _print_doubts(self) -> None:
        doubts, left_out = first_doubts(self._summary)
        settled = set()
        for miss in doubts:
            title = capitalize(format_population(miss.figures[0]))
            self._print_title(DOUBTS, "bold blue", title, self._incidents[miss.incident])
            self._print_claims(pair_claims(miss, self._articles))
            self._print_line(f"→ {doubt_condition(miss)}", 2)
            how = self._links.settle_doubt(miss)
            if how and how not in settled:
                settled.add(how)
                self._print_line(how, 2)
        if left_out:
            self._print_line(left_out, 2)

    def _print_claims(self, claims: list[Claim]) -> None:
        width = min(_AMOUNT, max(len(claim.amount) for claim in claims))
        for claim in claims:
            first, *others = claim.said_by
            self._print_columns(claim.amount, first, width)
            if others:
                self._print_columns("", "also " + "; ".join(others), width)
            if claim.quote:
                self._print_columns("", f"“{claim.quote}”{claim.mark}", width, "italic")

    def _print_columns(self, left: str, right: str, width: int, style: str = "") -> None:
        """Print `left` in a column of `width`, and `right` wrapped beside it."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=width, style="bold")
        grid.add_column(ratio=1)
        grid.add_row(Text(clean(left)), Text(clean(right), style=style))
        self._console.print(Padding(grid, (0, 0, 0, 4), expand=False))

    def _print_brief(self, kind: str, findings: list[Finding]) -> None:
        lines = [f"{self._incidents[finding.incident].headline}: {finding.explanation}" for finding in findings]
        self._print_list(kind, lines)

    def _print_near_misses(self) -> None:
        lines = dict.fromkeys(f"{pair_phrase(miss)}: {miss.reason}." for miss in self._summary.near_misses)
        self._print_list("Not flagged, and why", list(lines) or ["No other two numbers of one measure differ."])

    def _print_pairs(self) -> None:
        self._print_heading("Every two figures of an incident")
        for incident, pairs in groupby(self._summary.pairs, key=lambda pair: pair.incident):
            self._print_line(self._incidents[incident].headline, style="bold")
            alike = Counter(
                f"- {pair_phrase(pair)}: {format_name(pair.verdict)} [{pair.rule}]: {pair.reason}." for pair in pairs
            )
            for line, times in alike.items():
                self._print_line(line if times == 1 else f"{line} ({times:,} alike)", 2)

    def _print_incidents(self, explain: bool) -> None:
        if self._reported:
            self._print_heading("Incidents" if self._summary.changes is None else "New incidents")
        for incident in self._reported:
            self._console.print()
            self._print_line(incident.summary)
            for estimate in incident.estimates:
                self._print_line(estimate_line(estimate), 4)
            labels = [source_label(self._articles[article]) for article in incident.sources]
            self._print_line("  ".join(f"[{nth}] {label}" for nth, label in enumerate(labels, start=1)), 4, "dim")
            lines = [*self._links.cautions(incident), *caution_lines(incident)]
            for line in [*lines, *(self._links.explain(incident) if explain else [])]:
                self._print_line(line, 4, "dim")


def _is_grounded(summary: Summary) -> bool:
    """Return whether every figure was checked against its article's text: a record's figures come as they are."""
    read = [article for article in summary.articles if article.status == "ok"]
    return bool(summary.articles) and all(article.numbers is not None for article in read)
