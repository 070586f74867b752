"""Prose: an incident in two or three sentences, and a run in a few, from records alone.

Every number in it is a grounded figure of the incident, or a marker [n] of a source.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ..consistency import Checked, relation
from ..records.events import ReportedFigure
from ..records.incidents import FLAGGED, Finding, Kind, SideBySide, measure_weight
from ..records.wording import (
    capitalize,
    format_amount,
    format_attributed,
    format_count,
    format_day,
    format_figure,
    format_name,
    format_place,
    format_population,
    source_name,
)
from ..schemas import Place

# The digest names this many findings: as many as a reader with one minute can take in.
_DIGEST = 3
# A summary names this many unflagged totals: the rest stand in the estimates.
_PLAIN = 4
_NOUNS: dict[Kind, str] = {"arithmetic": "wrong sum"}


def describe_incident(
    headline: str,
    place: Place,
    start: date | None,
    sources: Sequence[str],
    figures: Sequence[ReportedFigure],
    checked: Checked,
) -> str:
    """Describe the event, its place and day; the totals that no finding flags; each flagged figure with its sources."""
    flagged = [finding for finding in checked.findings if finding.kind in FLAGGED]
    spoken = {figure for finding in flagged for figure in finding.figures}
    where_when = ", ".join(part for part in (format_place(place), format_day(start)) if part)
    opening = f"{headline.rstrip('.')}{f' ({where_when})' if where_when else ''} {format_markers(sources, sources)}."
    plain = _describe_totals(figures, spoken | checked.replaced, sources)
    return " ".join(
        part for part in (opening, plain, *(_describe_finding(finding, sources) for finding in flagged)) if part
    )


def _describe_totals(figures: Sequence[ReportedFigure], spoken: set[ReportedFigure], sources: Sequence[str]) -> str:
    """Describe the totals that no finding flags, those of most weight, each once with all its sources."""
    by_number: dict[object, list[list[ReportedFigure]]] = {}
    totals = [figure for figure in figures if _is_total(figure) and figure not in spoken]
    for figure in sorted(totals, key=lambda figure: measure_weight(figure.measure), reverse=True):
        alike = by_number.setdefault((figure.measure, figure.low, figure.high, figure.unit), [])
        same = next((group for group in alike if _counts_the_same(group[0], figure)), None)
        if same is None:
            alike.append([figure])
        else:
            same.append(figure)
    groups = [group for alike in by_number.values() for group in alike]
    said = [
        f"{format_figure(group[0])} {format_markers([figure.article or '' for figure in group], sources)}"
        for group in groups[:_PLAIN]
    ]
    return f"Reported: {', '.join(said)}." if said else ""


def _counts_the_same(a: ReportedFigure, b: ReportedFigure) -> bool:
    return relation(a.counted, b.counted) in ("same", "narrower", "broader")


def _is_total(figure: ReportedFigure) -> bool:
    return figure.is_toll and figure.measure != "other" and not figure.where


def _describe_finding(finding: Finding, sources: Sequence[str]) -> str:
    """Describe the figures of a flagged finding, each number with its sources."""
    if finding.kind == "arithmetic":
        return _describe_sum(finding, sources)
    by_claim: dict[tuple[str, bool], list[ReportedFigure]] = {}
    for figure in finding.figures:
        by_claim.setdefault((format_amount(figure), figure.stance == "denied"), []).append(figure)
    claims = [_describe_claim(text, denied, figures, sources) for (text, denied), figures in by_claim.items()]
    what = capitalize(format_population(finding.figures[0]))
    if finding.stands:
        return f"{what}: {', then '.join(claims)}; {format_amount(finding.stands)} stands."
    return f"{what}: {' or '.join(claims) if finding.kind == 'conflict' else ', '.join(claims)}; unresolved."


def _describe_sum(finding: Finding, sources: Sequence[str]) -> str:
    """Describe numbers that do not add up, without their sum: no source states it."""
    *parts, whole = [
        f"{format_attributed(figure)} {format_markers([figure.article or ''], sources)}" for figure in finding.figures
    ]
    what = capitalize(format_population(finding.figures[-1]))
    return f"{what}: {', '.join(parts)} against {whole}; these do not add up."


def _describe_claim(text: str, denied: bool, figures: Sequence[ReportedFigure], sources: Sequence[str]) -> str:
    names = ", ".join(dict.fromkeys(source_name(figure) for figure in figures))
    marked = format_markers([figure.article or "" for figure in figures], sources)
    return f"{text} denied by {names} {marked}" if denied else f"{text} ({names}) {marked}"


def format_markers(articles: Sequence[str], sources: Sequence[str]) -> str:
    """Format the numbers of articles among the incident's sources: [1][3]."""
    cited = set(articles)
    return "".join(f"[{number}]" for number, article in enumerate(sources, start=1) if article in cited)


def count_flagged(counts: Mapping[Kind, int]) -> str:
    """Count the findings of each flagged kind in words: "2 conflicts, 1 wrong sum"; empty for none."""
    flagged = ((counts[kind], _NOUNS.get(kind, kind)) for kind in FLAGGED if counts.get(kind))
    return ", ".join(format_count(count, noun) for count, noun in flagged)


def describe_run(
    findings: Sequence[Finding],
    headlines: Mapping[str, str],
    unchecked: int = 0,
    *,
    any_read: bool = True,
    doubts: bool = False,
    side_by_side: SideBySide | None = None,
) -> str:
    """Describe a run: its flagged findings by kind, the most severe of them, or what was not checked.

    `any_read` is False if all articles of the run failed. `doubts`: numbers would conflict if their reports were of one
    event, which linking is not sure of; `side_by_side` compares the two articles of a run of which it is not sure.
    """
    flagged = [finding for finding in findings if finding.kind in FLAGGED]
    if not flagged:
        if side_by_side:
            return _describe_side_by_side(side_by_side)
        if doubts:
            return "Nothing is flagged, but linking is not sure which reports with unlike numbers are of one event."
        if unchecked:
            return f"No figures conflict in what was checked; {format_count(unchecked, 'incident')} could not be."
        return "No figures conflict." if any_read else "Nothing was checked: no article could be read."
    worst = [f"{headlines[finding.incident]}: {finding.explanation}" for finding in flagged[:_DIGEST]]
    return " ".join([f"Flagged: {count_flagged(Counter(finding.kind for finding in flagged))}.", *worst])


def _describe_side_by_side(compared: SideBySide) -> str:
    """Say what two articles differ in, if they tell of one event."""
    differing = [format_name(row.measure) for row in compared.measures if row.differs]
    if differing:
        return f"May conflict: if the two articles tell of one event, they differ on {join_names(differing)}."
    return "The two articles may tell of one event: then none of their numbers would be flagged."


def join_names(names: Sequence[str]) -> str:
    """Join names: "killed, wounded and missing"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
