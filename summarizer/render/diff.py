"""`summarizer diff`: what changed between two runs, from their JSON reports."""

from collections.abc import Iterator

from ..language.visible import clean
from ..records.incidents import KINDS, Finding
from ..records.summary import Summary
from ..summary.changes import Difference, changes
from .changes import change_lines, news_count
from .claims import estimate_line


def difference_text(told: Difference, before: Summary, now: Summary) -> str:
    """The difference for a reader: the counts, then a line for each change, new findings first."""
    if told.empty:
        return "Nothing changed.\n"
    return "".join(f"{clean(line) if line else ''}\n" for line in _lines(told, before, now))


def _lines(told: Difference, before: Summary, now: Summary) -> Iterator[str]:
    changed = changes(before, now)
    counted = changed.model_copy(update={"gone": told.gone.findings})  # of every kind, as they are listed
    yield news_count(now.model_copy(update={"changes": counted})) or ""
    yield from _section("New findings", _findings(told.new.findings, now))
    yield from _section("Findings that are gone", _findings(told.gone.findings, before))
    estimates = now.model_copy(update={"changes": changed.model_copy(update={"gone": ()})})
    yield from _section("Estimates that changed", change_lines(estimates))
    headlines = {incident.id: incident.headline for incident in before.incidents}
    yield from _section(
        "Estimates that are gone",
        [f"{headlines[gone.incident]}: {estimate_line(gone.now)}" for gone in told.estimates_gone],
    )
    for heading, side in (("New", told.new), ("Gone", told.gone)):
        yield from _section(f"{heading} incidents", [incident.headline for incident in side.incidents])
        yield from _section(f"{heading} articles", [article.path or article.id for article in side.articles])


def _findings(findings: tuple[Finding, ...], summary: Summary) -> list[str]:
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    ranked = sorted(findings, key=lambda finding: KINDS.index(finding.kind))
    return [f"{finding.kind}: {headlines[finding.incident]}: {finding.explanation}" for finding in ranked]


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{heading}:"
        yield from (f"- {line}" for line in lines)
