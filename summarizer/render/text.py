"""The report for a terminal: flagged numbers first, then the incidents, then what failed."""

import io
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..language.visible import clean
from ..records.incidents import FLAGGED, KINDS, Finding, Incident
from ..records.summary import Summary
from ..records.wording import counted, day, place_name, plural, sentence, with_measure
from .changes import CHANGED, EDITED, change_lines, edit_lines, news_count, reported_findings, reported_incidents
from .claims import (
    DOUBTS,
    Claim,
    by_id,
    claims,
    condition,
    doubt_claims,
    doubt_count,
    estimate_line,
    failures,
    label,
    outcome,
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
    """The report as plain text, 80 columns wide."""
    text = io.StringIO()
    _Report(_console(text, colour=False), summary).print(explain)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def write_text(summary: Summary, stream: TextIO, *, explain: bool = False) -> None:
    """The report on a stream, with colour where that is a terminal (and NO_COLOR is not set)."""
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
    def __init__(self, console: Console, summary: Summary) -> None:
        self._console = console
        self._summary = summary
        self._articles = by_id(summary)
        self._incidents = {incident.id: incident for incident in summary.incidents}
        self._findings = reported_findings(summary)
        self._listed = reported_incidents(summary)

    def print(self, explain: bool) -> None:
        self._counts()
        self._lines(EDITED, edit_lines(self._summary))
        self._lines(SHARED, shared_lines(self._summary))
        for kind in KINDS:
            found = [finding for finding in self._findings if finding.kind == kind]
            if kind in FLAGGED:
                for finding in found:
                    self._flagged(finding)
            elif found:
                self._brief(kind, found)
            if kind == FLAGGED[-1]:
                self._doubts()
        if explain:
            self._near_misses()
            self._adjudicated()
        if self._summary.pairs:
            self._pairs()
        self._lines(CHANGED, change_lines(self._summary))
        self._lines(REVIEWED, review_lines(self._summary))
        self._incident_list(explain)
        self._dependence()
        self._left_out()

    def _line(self, text: str, indent: int = 0, style: str = "") -> None:
        self._console.print(Padding(Text(clean(text), style=style), (0, 0, 0, indent), expand=False))

    def _heading(self, text: str) -> None:
        self._console.print()
        self._console.print(Text(clean(text).upper(), style="bold underline"))

    def _counts(self) -> None:
        summary = self._summary
        figures = sum(len(event.figures) for incident in summary.incidents for event in incident.events)
        failed = len(summary.failures)
        parts = [
            _count(len(summary.articles), "article"),
            _count(len(summary.incidents), "incident"),
            _count(figures, "figure") + (" grounded" if _proved(summary) else ""),
            f"{len(summary.rejected)} rejected",
        ]
        self._line(", ".join([*parts, *([f"{failed} failed"] if failed else [])]))
        flagged = news_count(summary) or summary.digest.split(". ")[0].rstrip(".") + "."
        self._line(" ".join(part for part in (flagged, doubt_count(summary)) if part))
        for own in own_prompts_lines(summary):
            self._line(own)

    def _lines(self, heading: str, lines: list[str]) -> None:
        if lines:
            self._heading(heading)
            for line in lines:
                self._line(f"- {line}")

    def _flagged(self, finding: Finding) -> None:
        incident = self._incidents[finding.incident]
        self._console.print()
        title = Text(finding.kind.upper(), style=_STYLES[finding.kind])
        title.append(f"  {clean(_title(finding))}", style="bold")
        self._console.print(title)
        self._line(_where(incident), 2)
        self._claims(claims(finding, self._articles))
        self._line(f"→ {outcome(finding)}", 2)

    def _doubts(self) -> None:
        found, left = shown(self._summary)
        for miss in found:
            self._console.print()
            title = Text(DOUBTS.upper(), style="bold blue")
            title.append(f"  {clean(sentence(counted(miss.figures[0])))}", style="bold")
            self._console.print(title)
            self._line(_where(self._incidents[miss.incident]), 2)
            self._claims(doubt_claims(miss, self._articles))
            self._line(f"→ {condition(miss)}", 2)
        if left:
            self._line(left, 2)

    def _claims(self, told: list[Claim]) -> None:
        width = min(_AMOUNT, max(len(claim.amount) for claim in told))
        for claim in told:
            first, *rest = claim.said_by
            self._hanging(claim.amount, first, width)
            if rest:
                self._hanging("", "also " + "; ".join(rest), width)
            if claim.quote:
                self._hanging("", f"“{claim.quote}”{claim.mark}", width, "italic")

    def _hanging(self, left: str, right: str, width: int, style: str = "") -> None:
        """`left` in a column of its own, `right` wrapped beside it."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=width, style="bold")
        grid.add_column(ratio=1)
        grid.add_row(Text(clean(left)), Text(clean(right), style=style))
        self._console.print(Padding(grid, (0, 0, 0, 4), expand=False))

    def _brief(self, kind: str, found: list[Finding]) -> None:
        self._heading({"agreement": "Agreement", "uncorroborated": "Uncorroborated"}[kind])
        for finding in found:
            self._line(f"- {self._incidents[finding.incident].headline}: {finding.explanation}")

    def _near_misses(self) -> None:
        self._heading("Not flagged, and why")
        for line in dict.fromkeys(f"- {pair(miss)}: {miss.reason}." for miss in self._summary.near_misses):
            self._line(line)
        if not self._summary.near_misses:
            self._line("- No other two numbers of one measure differ.")

    def _adjudicated(self) -> None:
        self._lines(GREY_ZONE, verdict_lines(self._summary))

    def _pairs(self) -> None:
        self._heading("Every two figures of an incident")
        incident = None
        for told in self._summary.pairs:
            if told.incident != incident:
                incident = told.incident
                self._line(self._incidents[incident].headline, style="bold")
            self._line(f"- {pair(told)}: {told.verdict.replace('_', ' ')} [{told.rule}]: {told.reason}.", 2)

    def _incident_list(self, explain: bool) -> None:
        if self._listed:
            self._heading("Incidents" if self._summary.changes is None else "New incidents")
        headlines = {incident.id: incident.headline for incident in self._summary.incidents}
        for incident in self._listed:
            self._console.print()
            self._line(incident.summary)
            for estimate in incident.estimates:
                self._line(estimate_line(estimate), 4)
            names = [label(self._articles[article]) for article in incident.sources]
            self._line("  ".join(f"[{place}] {name}" for place, name in enumerate(names, start=1)), 4, "dim")
            for line in [*caution_lines(incident), *(link_lines(incident, headlines) if explain else [])]:
                self._line(line, 4, "dim")

    def _dependence(self) -> None:
        if self._summary.changes is None:
            self._lines(dependence_heading(self._summary), dependence_lines(self._summary))

    def _left_out(self) -> None:
        if self._summary.rejected:
            self._heading("Rejected: not proved by the article, used nowhere")
            for rejected in self._summary.rejected:
                self._line(f"- {rejected.source}, {with_measure(rejected.of, rejected.measure)}: {rejected.reason}.")
        failed = failures(self._summary)
        if failed:
            self._heading("Failed")
            for failure in failed:
                self._line(f"- {failure}")


def _proved(summary: Summary) -> bool:
    """Whether every figure was looked for in its article's text: not those of records, which come as they are."""
    return bool(summary.articles) and all(one.numbers is not None for one in summary.articles if one.status == "ok")


def _count(count: int, noun: str) -> str:
    return f"{count} {plural(count, noun)}"


def _title(finding: Finding) -> str:
    return sentence(finding.explanation.split(":")[0])


def _where(incident: Incident) -> str:
    return " · ".join(part for part in (incident.headline, place_name(incident.place), day(incident.start)) if part)
