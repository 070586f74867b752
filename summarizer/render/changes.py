"""What is new, a line each: articles that were edited, estimates that changed, findings that are gone."""

from collections.abc import Iterator, Sized
from typing import Final

from ..language.visible import clean
from ..records.changes import AddedTo, ChangedFigure
from ..records.events import ReportedFigure
from ..records.incidents import Finding, Incident, IncidentEstimate
from ..records.summary import Summary
from ..records.wording import phrase, plural
from .claims import estimate_line

EDITED: Final = "Edited since they were read before"
CHANGED: Final = "Changed"
_PATHS: Final = 3  # of a run's that are shown: a shell may have made thousands of one pattern


def reported_findings(summary: Summary) -> list[Finding]:
    """The findings that a report shows: all of them, or the new ones in a report on what is new."""
    news = summary.changes
    return [*summary.findings] if news is None else [summary.findings[nth] for nth in news.findings]


def reported_incidents(summary: Summary) -> list[Incident]:
    """The incidents that a report shows: all of them, or the new ones in a report on what is new."""
    news = summary.changes
    return [incident for incident in summary.incidents if news is None or incident.id in news.incidents]


def edit_lines(summary: Summary) -> list[str]:
    """Each article whose text is another than it was, with the figures that changed."""
    return [f"{edited.place}: {_figures(edited.figures)}" for edited in summary.edited]


def _figures(figures: tuple[ChangedFigure, ...] | None) -> str:
    if figures is None:
        return "another text; not both were read in this way, so it is not known which figures changed"
    return "; ".join(map(_figure, figures)) or "another text, the same figures"


def _figure(changed: ChangedFigure) -> str:
    if changed.before and changed.now:
        return f"“{_told(changed.before)}” became “{_told(changed.now)}”"
    figure = changed.now or changed.before
    return f"“{_told(figure)}” {'is new' if changed.now else 'is gone'}" if figure else ""


def _told(figure: ReportedFigure) -> str:
    return phrase(figure)


def change_lines(summary: Summary) -> list[str]:
    """Each estimate that is other than it was, and each finding that no longer holds."""
    return list(_changes(summary)) if summary.changes else []


def _changes(summary: Summary) -> Iterator[str]:
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    for changed in summary.changes.estimates if summary.changes else ():
        now = estimate_line(changed.now)
        yield f"{headlines[changed.incident]}: {now}{_was(changed.before)}"
    for finding in summary.changes.gone if summary.changes else ():
        yield f"no longer found: {finding.kind}: {finding.explanation}"


def _was(before: IncidentEstimate | None) -> str:
    return f" (was {estimate_line(before)})" if before else " (new)"


def _since(run: AddedTo | None) -> str:
    """Which run was added to: there may be several in a store, of different projects."""
    if run is None:
        return ""
    shown, more = clean(" ".join(run.paths[:_PATHS])), len(run.paths) - _PATHS
    paths = f" ({shown}{f' and {more} more' if more > 0 else ''})" if shown else ""
    return f" since run {run.run} of {run.began[:16].replace('T', ' ')} UTC{paths}"


def news_count(summary: Summary) -> str | None:
    """How much is new, in one line; None where a report is not about what is new."""
    if summary.changes is None:
        return None
    told = summary.changes
    new = ((told.articles, "article"), (told.incidents, "incident"), (told.findings, "finding"))
    counts = ", ".join(_count(items, noun) for items, noun in new)
    others = f"{_count(told.estimates, 'estimate')} changed, {_count(told.gone, 'finding')} gone"
    return f"New{_since(told.added_to)}: {counts}; {others}."


def _count(items: Sized, noun: str) -> str:
    return f"{len(items)} {plural(len(items), noun)}"
