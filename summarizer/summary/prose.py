"""An incident in two or three sentences, and a run in a few, made from records alone.

No number stands in them that is not a grounded figure of the incident, or a marker [n] of a source.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ..consistency import Checked, relation
from ..records.events import ReportedFigure
from ..records.incidents import FLAGGED, Finding, Kind, weight
from ..records.wording import amount, attributed, counted, day, phrase, place_name, sentence, who, with_count
from ..schemas import Place

# The digest names this many findings: what a reader with one minute can take in.
_DIGEST = 3
# A summary names this many unflagged totals: the rest stand in the estimates.
_PLAIN = 4
_NOUNS: dict[Kind, str] = {"arithmetic": "wrong sum"}


def incident_summary(
    headline: str,
    place: Place,
    start: date | None,
    sources: Sequence[str],
    figures: Sequence[ReportedFigure],
    checked: Checked,
) -> str:
    """What, where and when; the figures that stand; each flagged one with who says what."""
    flagged = [finding for finding in checked.findings if finding.kind in FLAGGED]
    spoken = {figure for finding in flagged for figure in finding.figures}
    where_when = ", ".join(part for part in (place_name(place), day(start)) if part)
    opening = f"{headline.rstrip('.')}{f' ({where_when})' if where_when else ''} {markers(sources, sources)}."
    plain = _plain(figures, spoken | checked.replaced, sources)
    return " ".join(part for part in (opening, plain, *(_disputed(finding, sources) for finding in flagged)) if part)


def _plain(figures: Sequence[ReportedFigure], spoken: set[ReportedFigure], sources: Sequence[str]) -> str:
    """The totals that no finding flags, those that weigh most, each once with all who give it."""
    by_number: dict[object, list[list[ReportedFigure]]] = {}
    for figure in sorted(figures, key=lambda figure: weight(figure.measure), reverse=True):
        if figure not in spoken and _is_total(figure):
            alike = by_number.setdefault((figure.measure, figure.low, figure.high, figure.unit), [])
            same = next((group for group in alike if _counts_the_same(group[0], figure)), None)
            if same is None:
                alike.append([figure])
            else:
                same.append(figure)
    groups = sorted(
        (group for alike in by_number.values() for group in alike), key=lambda group: -weight(group[0].measure)
    )
    said = [
        f"{phrase(group[0])} {markers([figure.article or '' for figure in group], sources)}"
        for group in groups[:_PLAIN]
    ]
    return f"Reported: {', '.join(said)}." if said else ""


def _counts_the_same(a: ReportedFigure, b: ReportedFigure) -> bool:
    return relation(a.of, b.of) in ("same", "narrower", "broader")


def _is_total(figure: ReportedFigure) -> bool:
    return figure.extent == "total" and figure.stance == "asserted" and figure.measure != "other" and not figure.where


def _disputed(finding: Finding, sources: Sequence[str]) -> str:
    """One flagged figure as a range, with who says what."""
    if finding.kind == "arithmetic":
        return _summed(finding, sources)
    by_claim: dict[tuple[str, bool], list[ReportedFigure]] = {}
    for figure in finding.figures:
        by_claim.setdefault((amount(figure), figure.stance == "denied"), []).append(figure)
    claims = [_claim(text, denied, figures, sources) for (text, denied), figures in by_claim.items()]
    what = sentence(counted(finding.figures[0]))
    if finding.stands:
        return f"{what}: {', then '.join(claims)}; {amount(finding.stands)} stands."
    return f"{what}: {' or '.join(claims) if finding.kind == 'conflict' else ', '.join(claims)}; unresolved."


def _summed(finding: Finding, sources: Sequence[str]) -> str:
    """Numbers that do not add up, without their sum: it is no number that a source states."""
    *parts, whole = [f"{attributed(figure)} {markers([figure.article or ''], sources)}" for figure in finding.figures]
    return f"{sentence(counted(finding.figures[-1]))}: {', '.join(parts)} against {whole}; these do not add up."


def _claim(text: str, denied: bool, figures: Sequence[ReportedFigure], sources: Sequence[str]) -> str:
    names = ", ".join(dict.fromkeys(who(figure) for figure in figures))
    marked = markers([figure.article or "" for figure in figures], sources)
    return f"{text} denied by {names} {marked}" if denied else f"{text} ({names}) {marked}"


def markers(articles: Sequence[str], sources: Sequence[str]) -> str:
    """[1][3]: the places of articles among the incident's sources."""
    named = set(articles)
    return "".join(f"[{place}]" for place, article in enumerate(sources, start=1) if article in named)


def flagged_counts(counts: Mapping[Kind, int]) -> str:
    """How many findings there are of each flagged kind: "2 conflicts, 1 wrong sum"; empty for none."""
    flagged = ((counts[kind], _NOUNS.get(kind, kind)) for kind in FLAGGED if counts.get(kind))
    return ", ".join(with_count(count, noun) for count, noun in flagged)


def run_digest(findings: Sequence[Finding], headlines: Mapping[str, str], unchecked: int = 0) -> str:
    """The findings that matter most, first; how many there are of each flagged kind, how many incidents unchecked."""
    flagged = [finding for finding in findings if finding.kind in FLAGGED]
    if not flagged:
        if unchecked:
            return f"No figures conflict in what was checked; {with_count(unchecked, 'incident')} could not be."
        return "No figures conflict."
    worst = [f"{headlines[finding.incident]}: {finding.explanation}" for finding in flagged[:_DIGEST]]
    return " ".join([f"Flagged: {flagged_counts(Counter(finding.kind for finding in flagged))}.", *worst])
