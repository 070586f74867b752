"""A gold standard from a report that people reviewed: what they decided, as lines of JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from ..consistency.intervals import overlaps
from ..records.article import Article
from ..records.disjoint_sets import DisjointSets
from ..records.events import EventReport, ReportedFigure
from ..records.ids import figure_id, finding_id
from ..records.incidents import FLAGGED, Finding, Incident
from ..records.summary import ArticleRecord, Summary

# What says how a reading came about, and nothing of the article.
_LEFT_OUT: Final[Any] = {"figures": True, "incident": True, "schema_version": True}
_FIGURE_LEFT_OUT: Final = {"article", "source", "match", "proof", "corrected"}
Line = dict[str, Any]


@dataclass(frozen=True)
class ReviewedGold:
    """The lines of a gold standard, and the incidents that are not in it.

    Attributes:
        lines: A line for each article, event and finding.
        incidents: How many incidents are in it.
        untouched: Incidents on which nobody decided anything.
        undecided: Incidents with a flagged finding that nobody decided on, and those that share an article with one.
    """

    lines: tuple[Line, ...]
    incidents: int
    untouched: int
    undecided: int

    def to_jsonl(self) -> str:
        """Write the lines as JSON Lines."""
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in self.lines)


def gold_of_reviews(summary: Summary, articles: Iterable[Article] = ()) -> ReviewedGold:
    """Make a gold standard of a summary to which reviews were applied.

    An incident is taken if somebody decided on it, and on every flagged finding of it, and if the same holds of all
    incidents that share an article with it: else what is right in such an article would count as wrong. Its figures
    are those of the reading, without the rejected ones and with the corrected numbers.

    Args:
        summary: The summary, reviewed.
        articles: The articles whose texts are at hand.
    """
    groups = _group_incidents(summary.incidents)
    touched, open_ = _touched(summary), _undecided(summary)
    taken, untouched, undecided = list[Incident](), 0, 0
    for group in groups:
        names = {incident.id for incident in group}
        if names & open_:
            undecided += len(group)
        elif names & touched:
            taken += group
        else:
            untouched += len(group)
    texts = {article.id: article.text for article in articles}
    return ReviewedGold(tuple(_lines(summary, taken, texts)), len(taken), untouched, undecided)


def _group_incidents(incidents: Sequence[Incident]) -> list[list[Incident]]:
    """Group incidents that articles tie together."""
    tied: DisjointSets[tuple[str, str]] = DisjointSets()
    for incident in incidents:
        for event in incident.events:
            tied.union(("incident", incident.id), ("article", event.article))
    groups: dict[tuple[str, str], list[Incident]] = {}
    for incident in incidents:
        groups.setdefault(tied.find(("incident", incident.id)), []).append(incident)
    return list(groups.values())


def _touched(summary: Summary) -> Set[str]:
    """The incidents that somebody decided something on."""
    standing = (each for each in summary.reviewed if not each.overruled)
    return {name for each in standing for name in (each.incident, each.other) if name}


def _undecided(summary: Summary) -> Set[str]:
    """The incidents with a flagged finding that nobody decided on."""
    decided = {finding_id(each.finding_now) for each in summary.reviewed if each.finding_now}
    return {
        finding.incident
        for finding in summary.findings
        if finding.kind in FLAGGED and finding_id(finding) not in decided
    }


def _lines(summary: Summary, incidents: Sequence[Incident], texts: Mapping[str, str]) -> Iterator[Line]:
    names = {event.article for incident in incidents for event in incident.events}
    yield from (_article_line(article, texts) for article in summary.articles if article.id in names)
    ids: dict[tuple[str, ReportedFigure], str] = {}
    used: Counter[str] = Counter()
    for incident in incidents:
        for event in incident.events:
            yield _event_line(incident.id, event, [_name(incident.id, f, ids, used) for f in event.figures])
    taken = {incident.id for incident in incidents}
    for finding in summary.findings:
        if finding.kind in FLAGGED and finding.incident in taken:
            yield _finding_line(finding, ids, _note(summary, finding))


def _name(incident: str, figure: ReportedFigure, ids: dict[tuple[str, ReportedFigure], str], used: Counter[str]) -> str:
    """Name a figure by its id in reports; one that is stated twice gets a number behind it."""
    name = figure_id(figure)
    used[name] += 1
    unique = name if used[name] == 1 else f"{name}-{used[name]}"
    ids.setdefault((incident, figure), unique)
    return unique


def _article_line(article: ArticleRecord, texts: Mapping[str, str]) -> Line:
    said = json.loads(article.model_dump_json(include={"source", "published", "title", "url"}, exclude_none=True))
    return {"article": article.id, **said, **({"text": texts[article.id]} if article.id in texts else {})}


def _event_line(incident: str, event: EventReport, ids: Sequence[str]) -> Line:
    said = json.loads(event.model_dump_json(exclude=_LEFT_OUT, exclude_defaults=True))
    figures = [_figure_fields(figure) for figure in event.figures]
    return {"event": {**said, "incident": incident, "figures": figures}, "figure_ids": list(ids)}


def _figure_fields(figure: ReportedFigure) -> Line:
    """The fields of a figure; its bound always, which would be inferred from its ends else."""
    said = json.loads(figure.model_dump_json(exclude=_FIGURE_LEFT_OUT, exclude_defaults=True))
    return {**said, "bound": figure.bound}


def _finding_line(finding: Finding, ids: Mapping[tuple[str, ReportedFigure], str], why: str | None) -> Line:
    positions = [[ids[finding.incident, figure] for figure in position] for position in _positions(finding)]
    line: Line = {"incident": finding.incident, "measure": finding.measure, "kind": finding.kind}
    return {**line, "positions": positions, **({"why": why} if why else {})}


def _positions(finding: Finding) -> list[list[ReportedFigure]]:
    """Part the figures of a finding into positions, in each of which any two agree; of a sum the parts and the whole.

    A range that meets several numbers is put with the first of them.
    """
    if finding.kind == "arithmetic":
        return [list(finding.figures[:-1]), list(finding.figures[-1:])]
    positions: list[list[ReportedFigure]] = []
    for figure in sorted(finding.figures, key=lambda figure: figure.highest - figure.lowest):
        fitting = (position for position in positions if all(_agree(figure, other) for other in position))
        if position := next(fitting, None):
            position.append(figure)
        else:
            positions.append([figure])
    return positions if len(positions) > 1 else [[figure] for figure in finding.figures]


def _agree(a: ReportedFigure, b: ReportedFigure) -> bool:
    return a.stance == b.stance and overlaps(a, b)


def _note(summary: Summary, finding: Finding) -> str | None:
    """The reviewer's note on a finding, else what the checker says of it."""
    notes = (each.review.note for each in summary.reviewed if each.finding_now == finding)
    return next(filter(None, notes), None) or finding.explanation
