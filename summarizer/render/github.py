"""Workflow commands of GitHub Actions: an annotation for each finding; and the summary of the job.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator
from typing import Final

from ..language.visible import clean
from ..records.incidents import Finding
from ..records.summary import Summary
from .annotations import LEVELS, Locator, path_in_repository
from .changes import reported_findings
from .lookup import headlines_by_id
from .markdown import render_markdown

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_LARGEST: Final = 1_000_000  # bytes of a job's summary: GitHub drops one of more than 1 MiB
_CUT: Final = "\n\n_Cut here: GitHub shows no longer summary. The JSON report has all._\n"


def render_github(summary: Summary) -> str:
    """Return a command for each finding, the worst first as GitHub shows ten of a kind; then one for each failure."""
    return "".join(f"{command}\n" for command in _commands(summary))


def job_summary(summary: Summary, *, explain: bool = False) -> str:
    """Return the report in Markdown, cut at the end of a line if it is longer than GitHub shows."""
    report = render_markdown(summary, explain=explain)
    data = report.encode()
    if len(data) <= _LARGEST:
        return report
    kept = data[: _LARGEST - len(_CUT)].decode(errors="ignore")
    return kept[: kept.rfind("\n") + 1] + _CUT


def _commands(summary: Summary) -> Iterator[str]:
    locator = Locator(summary)
    headlines = headlines_by_id(summary)
    for finding in reported_findings(summary):
        if finding.kind in LEVELS:
            yield _finding_command(finding, headlines[finding.incident], locator)
    for article in summary.articles:
        if article.status == "failed":
            title = {"title": "article not read"}
            yield format_command("error", title, f"{article.path or article.id}: {article.error}")
    for incident in summary.incidents:
        if incident.error:
            title = {"title": "incident not checked"}
            yield format_command("error", title, f"incident {incident.id}: {incident.error}")


def _finding_command(finding: Finding, headline: str, locator: Locator) -> str:
    _, location = locator.locate_finding(finding)
    properties: dict[str, str] = {}
    if location and clean(location.path) == location.path:  # a name that no log should hold is left out
        properties["file"] = path_in_repository(location.path)
        numbers = {"line": location.line, "col": location.column, "endColumn": location.end and location.end - 1}
        properties |= {name: str(number) for name, number in numbers.items() if number}
    properties["title"] = clean(f"{finding.kind}: {headline}")
    return format_command(_COMMANDS[LEVELS[finding.kind]], properties, f"{finding.explanation} [{finding.rule}]")


def format_command(name: str, properties: dict[str, str], message: str) -> str:
    """Return one workflow command; no value can end it or start another."""
    escaped = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    return f"::{name} {escaped}::{_escape_data(clean(message))}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
