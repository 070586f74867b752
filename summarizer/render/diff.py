"""`summarizer diff`: what changed between two runs, as text."""

from collections.abc import Iterable, Iterator

from ..language.visible import clean
from ..records.incidents import KINDS, Finding
from ..records.summary import Summary
from ..summary.changes import Difference
from .changes import count_changes, estimate_lines
from .claims import estimate_line
from .lookup import headlines_by_id


def difference_text(difference: Difference, before: Summary, now: Summary) -> str:
    """Return the difference of two summaries: the counts, then a line for each change, new findings first."""
    if difference.empty:
        return "Nothing changed.\n"
    return "".join(f"{clean(line)}\n" for line in _lines(difference, before, now))


def _lines(difference: Difference, before: Summary, now: Summary) -> Iterator[str]:
    new, gone = difference.new, difference.gone
    yield count_changes(new.articles, new.incidents, new.findings, difference.estimates, gone.findings)
    yield from _section("New findings", _finding_lines(new.findings, now))
    yield from _section("Findings that are gone", _finding_lines(gone.findings, before))
    yield from _section("Estimates that changed", estimate_lines(difference.estimates, now))
    headlines = headlines_by_id(before)
    lost = [f"{headlines[changed.incident]}: {estimate_line(changed.now)}" for changed in difference.estimates_gone]
    yield from _section("Estimates that are gone", lost)
    for heading, side in (("New", new), ("Gone", gone)):
        yield from _section(f"{heading} incidents", [incident.headline for incident in side.incidents])
        yield from _section(f"{heading} articles", [article.path or article.id for article in side.articles])


def _finding_lines(findings: Iterable[Finding], summary: Summary) -> list[str]:
    headlines = headlines_by_id(summary)
    ranked = sorted(findings, key=lambda finding: KINDS.index(finding.kind))
    return [f"{finding.kind}: {headlines[finding.incident]}: {finding.explanation}" for finding in ranked]


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{heading}:"
        yield from (f"- {line}" for line in lines)
