"""Renders changes since an earlier run, a line each: edited articles, changed estimates, findings that are gone."""

from collections.abc import Iterable, Sized
from typing import Final

from ..language.visible import clean
from ..records.changes import AddedTo, ChangedEstimate, ChangedFigure
from ..records.incidents import Finding, Incident, IncidentEstimate
from ..records.summary import Summary
from ..records.wording import format_count, format_figure
from .claims import doubt_count, estimate_line
from .lookup import headlines_by_id
from .omissions import and_more

EDITED: Final = "Edited since they were read before"
CHANGED: Final = "Changed"
_LISTED_PATHS: Final = 3  # of a run: a shell may have made thousands of one pattern


def reported_findings(summary: Summary) -> list[Finding]:
    """Return the findings that a report shows: all of them; in a report on changes, the new ones."""
    new = summary.changes
    return [*summary.findings] if new is None else [summary.findings[nth] for nth in new.findings]


def reported_incidents(summary: Summary) -> list[Incident]:
    """Return the incidents that a report shows: all of them; in a report on changes, the new ones."""
    new = summary.changes
    return [incident for incident in summary.incidents if new is None or incident.id in new.incidents]


def opening(summary: Summary) -> str:
    """Return the first sentences of a report: how much is flagged or new, and how many doubts there are."""
    counts = change_count(summary) or digest_sentence(summary)
    return " ".join(part for part in (counts, doubt_count(summary)) if part)


def digest_sentence(summary: Summary) -> str:
    """Return the first sentence of the digest: how many findings of each kind are flagged."""
    return summary.digest.split(". ")[0].rstrip(".") + "."


def change_count(summary: Summary) -> str | None:
    """Return how much is new, in one sentence; None where the report is not about changes."""
    new = summary.changes
    if new is None:
        return None
    return count_changes(new.articles, new.incidents, new.findings, new.estimates, new.gone, since=_since(new.added_to))


def count_changes(
    articles: Sized, incidents: Sized, findings: Sized, estimates: Sized, gone: Sized, *, since: str = ""
) -> str:
    """Return the counts of new articles, incidents and findings, changed estimates and gone findings, in a sentence."""
    new = ((articles, "article"), (incidents, "incident"), (findings, "finding"))
    counts = ", ".join(format_count(len(items), noun) for items, noun in new)
    changed, lost = format_count(len(estimates), "estimate"), format_count(len(gone), "finding")
    return f"New{since}: {counts}; {changed} changed, {lost} gone."


def _since(run: AddedTo | None) -> str:
    """Return which run was added to: a store may have several, of different projects."""
    if run is None:
        return ""
    paths = clean(" ".join(run.paths[:_LISTED_PATHS]))
    listed = f" ({paths}{and_more(len(run.paths), _LISTED_PATHS)})" if paths else ""
    return f" since run {run.run} of {run.began[:16].replace('T', ' ')} UTC{listed}"


def edit_lines(summary: Summary) -> list[str]:
    """Return each article whose text was edited, with the figures that changed."""
    return [f"{edited.place}: {_changed_figures(edited.figures)}" for edited in summary.edited]


def _changed_figures(figures: tuple[ChangedFigure, ...] | None) -> str:
    if figures is None:
        return "another text; not both were read in this way, so it is not known which figures changed"
    return "; ".join(map(_changed_figure, figures)) or "another text, the same figures"


def _changed_figure(changed: ChangedFigure) -> str:
    if changed.before and changed.now:
        return f"“{format_figure(changed.before)}” became “{format_figure(changed.now)}”"
    figure = changed.now or changed.before
    return f"“{format_figure(figure)}” {'is new' if changed.now else 'is gone'}" if figure else ""


def change_lines(summary: Summary) -> list[str]:
    """Return each estimate that changed, then each finding that no longer holds."""
    if summary.changes is None:
        return []
    gone = (f"no longer found: {finding.kind}: {finding.explanation}" for finding in summary.changes.gone)
    return [*estimate_lines(summary.changes.estimates, summary), *gone]


def estimate_lines(estimates: Iterable[ChangedEstimate], summary: Summary) -> list[str]:
    """Return each changed estimate of the summary's incidents, as it is and as it was."""
    headlines = headlines_by_id(summary)
    return [
        f"{headlines[changed.incident]}: {estimate_line(changed.now)}{_earlier(changed.before)}"
        for changed in estimates
    ]


def _earlier(before: IncidentEstimate | None) -> str:
    return f" (was {estimate_line(before)})" if before else " (new)"
