"""Workflow commands of GitHub Actions: an annotation for each finding; and the summary of the job.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator
from typing import Final

from ..language.visible import clean
from ..records.incidents import Finding
from ..records.summary import Summary
from .annotations import LEVELS, Locator, in_repository
from .changes import reported_findings
from .markdown import render_markdown

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_LARGEST: Final = 1_000_000  # bytes of a job's summary: GitHub drops one of more than 1 MiB
_CUT: Final = "\n\n_Cut here: GitHub shows no longer summary. The JSON report has all._\n"


def render_github(summary: Summary) -> str:
    """A line for each finding, the worst first, for GitHub shows ten of a kind in a step; and for what failed."""
    return "".join(f"{command}\n" for command in _commands(summary))


def job_summary(summary: Summary, *, explain: bool = False) -> str:
    """The report in Markdown, cut at a line where it is longer than GitHub shows."""
    whole = render_markdown(summary, explain=explain)
    data = whole.encode()
    if len(data) <= _LARGEST:
        return whole
    kept = data[: _LARGEST - len(_CUT)].decode(errors="ignore")
    return kept[: kept.rfind("\n") + 1] + _CUT


def _commands(summary: Summary) -> Iterator[str]:
    locator = Locator(summary)
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    for finding in reported_findings(summary):
        if finding.kind in LEVELS:
            yield _finding(finding, headlines[finding.incident], locator)
    for article in summary.articles:
        if article.status == "failed":
            place = {"title": "article not read"}
            yield command("error", place, f"{article.path or article.id}: {article.error}")
    for incident in summary.incidents:
        if incident.error:
            yield command("error", {"title": "incident not checked"}, f"incident {incident.id}: {incident.error}")


def _finding(finding: Finding, headline: str, locator: Locator) -> str:
    _, place = locator.best(finding)
    properties: dict[str, str] = {}
    if place and clean(place.path) == place.path:  # a name that no log should hold is left out
        properties["file"] = in_repository(place.path)
        numbers = {"line": place.line, "col": place.column, "endColumn": place.end and place.end - 1}
        properties |= {name: str(number) for name, number in numbers.items() if number}
    properties["title"] = clean(f"{finding.kind}: {headline}")
    return command(_COMMANDS[LEVELS[finding.kind]], properties, f"{finding.explanation} [{finding.rule}]")


def command(name: str, properties: dict[str, str], message: str) -> str:
    """One workflow command; nothing in a value ends it, or is another."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(clean(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
