"""Reads a gold standard from JSON Lines: articles, events and findings, one a line (docs/eval.md)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

from pydantic import Field, ValidationError

from ..errors import ArticleError, RecordError, SummarizerError, UsageError
from ..files.text import read_text
from ..grounding.folding import Folded
from ..inputs.articles import build_article, read_articles, read_fields
from ..inputs.records import Problem
from ..inputs.records.jsonl import parse_record
from ..language.visible import normalize_name, one_line
from ..records.article import Article
from ..records.digests import hash_json
from ..records.events import EventReport, ReportedFigure, parse_event_report
from ..records.incidents import FLAGGED, Kind
from ..records.invalid_fields import describe_invalid
from ..schemas import Record
from .gold import Gold, GoldFinding, incident_of

_EXPECTED: Final = 'an "article", an "event" or a finding with "positions"'
_SHOWN: Final = 60  # characters of a value that a message repeats


class _ArticleLine(Record):
    """The line of an article."""

    article: str = Field(min_length=1)
    source: Any = None
    published: Any = None
    title: Any = None
    url: Any = None
    text: str | None = None
    path: str | None = None


class _EventLine(Record):
    """The line of an event: a record as `check` reads it, and the ids of its figures in their order."""

    event: dict[str, Any]
    figure_ids: tuple[str | None, ...] | None = None


class _FindingLine(Record):
    """The line of a finding."""

    incident: str = Field(min_length=1)
    measure: str
    kind: Kind
    positions: tuple[tuple[str, ...], ...]
    why: str | None = None


class _Event(NamedTuple):
    report: EventReport
    ids: tuple[str | None, ...]
    line: int


@dataclass
class _Lines:
    """What the lines of a file hold, and the problems with those that cannot be read."""

    path: str
    articles: dict[str, Article | None] = field(default_factory=dict)
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[_Event] = field(default_factory=list)
    findings: list[tuple[int, GoldFinding]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, message: str) -> None:
        """Take down what is wrong with a line."""
        self.problems.append(Problem(self.path, line, message))


def read_gold(path: str) -> tuple[Gold, list[Problem]]:
    """Read a gold standard. One with a problem is not whole, and nothing should be measured against it.

    Args:
        path: A JSON Lines file; `-` is standard input. Articles that it names by a path lie beside it or below.

    Returns:
        The gold standard, and what is wrong with it.

    Raises:
        UsageError: The file cannot be read, or holds no event.
    """
    lines = _Lines(path)
    records = list(_parse_lines(lines, read_text(path, "a gold standard")))
    for line, record in records:
        if "article" in record:
            _take_article(lines, line, record)
    for line, record in records:
        if "event" in record:
            _take_event(lines, line, record)
    for line, record in records:
        if "positions" in record and "event" not in record:
            _take_finding(lines, line, record)
    if not (lines.events or lines.problems):
        raise UsageError(f'{path}: expected a gold standard with events, got none: give each a line {{"event": ...}}')
    _check_ids(lines)
    _check_findings(lines)
    return _build(lines), sorted(lines.problems, key=lambda problem: problem.line or 0)


def _parse_lines(lines: _Lines, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Parse the line of each record, with its number."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = parse_record(line)
        except RecordError as error:
            lines.refuse(number, str(error))
            continue
        if not record.keys() & {"article", "event", "positions"}:
            shown = one_line(", ".join(map(repr, record)), _SHOWN) or "an empty object"
            lines.refuse(number, f"expected {_EXPECTED}, got {shown}")
            continue
        yield number, record


def _take_article(lines: _Lines, number: int, record: dict[str, Any]) -> None:
    try:
        line = _ArticleLine.model_validate(record)
        if line.article in lines.articles:
            raise ArticleError(f"expected each article once, got {line.article!r} again: leave one out")
        fields = read_fields(record)
        lines.articles[line.article] = None
        lines.metadata[line.article] = fields
        article = _read_text(lines, line, fields)
        if article and (same := _find_text(lines, article)):
            raise ArticleError(f"expected each text once, got that of {same!r} again: leave one out, with its events")
        lines.articles[line.article] = article
        lines.metadata[line.article] = vars(article) if article else fields
    except ValidationError as error:
        lines.refuse(number, describe_invalid(error, "an article"))
    except SummarizerError as error:
        lines.refuse(number, str(error))


def _find_text(lines: _Lines, article: Article) -> str | None:
    """Find the article before that has the same text."""
    return next((name for name, other in lines.articles.items() if other and other.id == article.id), None)


def _read_text(lines: _Lines, line: _ArticleLine, fields: Mapping[str, Any]) -> Article | None:
    """Read the text of an article from its line or its file; None if it has neither."""
    if line.text is not None and line.path is not None:
        raise ArticleError("expected `text` or `path`, got both: leave one out")
    if line.text is not None:
        return build_article({**fields, "text": line.text, "incident": None}, None)
    if line.path is None:
        return None
    file = _read_file(lines.path, line.path)
    said = {name: fields[name] or getattr(file, name) for name in ("source", "title", "published", "url")}
    return build_article({**said, "text": file.text}, file.path)


def _read_file(gold: str, name: str) -> Article:
    """Read the one article of a file beside the gold standard or below it."""
    folder = Path() if gold == "-" else Path(gold).parent
    file, shown = folder / name, repr(one_line(name, _SHOWN))
    is_path = name != "-" and "\0" not in name and not PurePath(name).is_absolute()
    if not (is_path and file.resolve().is_relative_to(folder.resolve())):
        raise ArticleError(f"expected a path beside this file or below it, got {shown}: put the article there")
    reading = read_articles([file])
    if reading.unreadable:
        raise ArticleError(reading.unreadable[0].error)
    if len(reading.articles) != 1:
        raise ArticleError(f"expected one article in {shown}, got {len(reading.articles)}: give each a line of its own")
    return reading.articles[0]


def _take_event(lines: _Lines, number: int, record: dict[str, Any]) -> None:
    try:
        line = _EventLine.model_validate(record)
        report = parse_event_report(_fill_source(line.event, lines.metadata))
        ids = (None,) * len(report.figures) if line.figure_ids is None else line.figure_ids
        _expect_event(lines, report, ids)
        text = lines.articles.get(report.article)
        figures = tuple(_locate(figure, text) for figure in report.figures)
        lines.events.append(_Event(report.model_copy(update={"figures": figures}), ids, number))
    except ValidationError as error:
        lines.refuse(number, describe_invalid(error, "an event with `figure_ids`"))
    except RecordError as error:
        lines.refuse(number, str(error))


def _expect_event(lines: _Lines, report: EventReport, ids: Sequence[str | None]) -> None:
    """Raise RecordError for an event without an incident, of an unknown article, or with figures without an id."""
    if report.incident is None:
        raise RecordError("expected `incident`, the id of the true incident, in the event, got none")
    if lines.metadata and report.article not in lines.metadata:
        raise RecordError(f"expected an article that has a line, got {report.article!r}: add one")
    if len(ids) != len(report.figures):
        raise RecordError(f"expected an id or null for each of {len(report.figures)} figures, got {len(ids)}")


def _fill_source(event: dict[str, Any], articles: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Fill in the outlet and the day of publication of an event that leaves them to its article's line."""
    article = articles.get(str(event.get("article")), {})
    missing = [name for name in ("source", "published") if event.get(name) is None and article.get(name) is not None]
    return {**event, **{name: article[name] for name in missing}}


def _locate(figure: ReportedFigure, article: Article | None) -> ReportedFigure:
    """Check that a figure's quote is in its article, and fill in its offsets where it stands there once."""
    if article is None or (figure.quote is None and figure.start is None):
        return figure
    if figure.start is not None:
        end = -1 if figure.end is None else figure.end
        there = article.text[figure.start : end] if 0 <= figure.start < end <= len(article.text) else None
        quote = there if figure.quote is None else figure.quote
        if there is None or _fold(there) != _fold(quote or ""):
            got = "an offset beyond the text" if there is None else f"{one_line(there, _SHOWN)!r}"
            raise RecordError(f"expected the quote at its offsets, got {got}: count characters of the visible text")
        return figure.model_copy(update={"quote": quote})
    folded, quote = _fold_text(article.text), _fold(figure.quote or "")
    at = folded.text.find(quote) if quote else -1
    if at < 0:
        shown = repr(one_line(figure.quote or "", _SHOWN))
        raise RecordError(f"expected a quote that is in the article, got {shown}: copy it letter for letter")
    if folded.text.find(quote, at + 1) >= 0:
        return figure
    start, end = folded.span(at, at + len(quote))
    return figure.model_copy(update={"start": start, "end": end})


@lru_cache(maxsize=8)  # the events of an article follow each other
def _fold_text(text: str) -> Folded:
    return Folded(text)


def _fold(text: str) -> str:
    return Folded(text).text.strip()


def _take_finding(lines: _Lines, number: int, record: dict[str, Any]) -> None:
    try:
        line = _FindingLine.model_validate(record)
    except ValidationError as error:
        lines.refuse(number, describe_invalid(error, "a finding"))
        return
    if line.kind not in FLAGGED:
        lines.refuse(number, f"expected `kind` as one of {', '.join(FLAGGED)}, got {line.kind}")
    elif len(line.positions) < 2 or not all(line.positions):
        lines.refuse(number, "expected two `positions` or more, each with a figure, got fewer")
    else:
        incident = normalize_name(line.incident)
        finding = GoldFinding(incident, line.measure, line.kind, line.positions, line.why)
        lines.findings.append((number, finding))


def _check_ids(lines: _Lines) -> None:
    """Refuse an id that two figures have."""
    counts = Counter(name for event in lines.events for name in event.ids if name is not None)
    for event in lines.events:
        twice = next((name for name in event.ids if name is not None and counts[name] > 1), None)
        if twice is not None:
            lines.refuse(event.line, f"expected each figure's id once, got {twice!r} twice: rename one")


def _check_findings(lines: _Lines) -> None:
    """Refuse a finding of figures that are not there, of another incident or measure, or in two positions."""
    figures = {
        name: (incident_of(event.report), figure.measure)
        for event in lines.events
        for name, figure in zip(event.ids, event.report.figures, strict=True)
        if name is not None
    }
    for number, finding in lines.findings:
        if fault := _find_fault(finding, figures):
            lines.refuse(number, fault)


def _find_fault(finding: GoldFinding, figures: Mapping[str, tuple[str, str]]) -> str | None:
    names = [name for position in finding.positions for name in position]
    measures = {figures[name][1] for name in names if name in figures}
    for name in names:
        if name not in figures:
            return f"expected the ids of figures, got {name!r}, which no event has"
        if figures[name][0] != finding.incident:
            return f"expected figures of incident {finding.incident!r}, got {name!r} of {figures[name][0]!r}"
        if names.count(name) > 1:
            return f"expected each figure in one position, got {name!r} twice"
    if finding.measure not in measures:
        return f"expected the measure of a figure, got {finding.measure!r}: one of {', '.join(sorted(measures))}"
    return None


def _build(lines: _Lines) -> Gold:
    """Build the gold standard, the same for the same lines in any order."""
    events = sorted(lines.events, key=lambda event: (event.report.model_dump_json(), str(event.ids)))
    findings = sorted((finding for _, finding in lines.findings), key=str)
    names = dict.fromkeys(event.report.article for event in events)
    articles = lines.articles or dict.fromkeys(names)
    return Gold(
        articles={name: articles[name] for name in sorted(articles)},
        events=tuple(event.report for event in events),
        figure_ids=tuple(event.ids for event in events),
        findings=tuple(findings),
        digest=_digest(articles, events, findings),
    )


def _digest(articles: Mapping[str, Article | None], events: Iterable[_Event], findings: Sequence[GoldFinding]) -> str:
    texts = sorted((name, article.id if article else None) for name, article in articles.items())
    said = [
        (event.report.model_dump_json(exclude_defaults=True), event.ids) for event in events
    ]  # as later ones have it
    return hash_json(texts, said, list(map(str, findings)))[:16]
