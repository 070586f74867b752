"""Assertions on a summary. A failure says what was expected, what came, and the quotes that it was read from.

An amount is a number, which stands for exactly that, or the words of the report: "more than 120", "about 25", "40%",
"several", "denied: 2". PYTEST_DONT_REWRITE: each failure has its message already.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import NoReturn

from ..records.events import ReportedFigure
from ..records.incidents import FLAGGED, KINDS, Finding, Kind
from ..records.summary import Summary
from ..records.wording import format_claim, format_number, format_population, pluralize, source_name

Amount = float | str
_SHOWN = 10  # lines of a kind: a failure is read in the log of a job


def assert_grounded(summary: Summary) -> None:
    """Assert that every article was read, that there are figures, and that each is proved by its article."""
    __tracebackhide__ = True
    loose = [figure for figure in _figures(summary) if figure.start is None]
    if summary.rejected or loose or _failed(summary) or not _figures(summary):
        lines = [f"no place in a text: {_line(summary, figure)}" for figure in loose]
        figures = len(_figures(summary))
        counts = f"{figures} {pluralize(figures, 'figure')}, {len(summary.rejected)} rejected"
        _fail(f"expected every figure to be proved, got {counts}", lines, summary)


def assert_figures(
    summary: Summary, /, *, article: str | None = None, **measures: Amount | Iterable[Amount] | None
) -> None:
    """Assert that each measure has these amounts and no others: `killed=2`, `killed=[2, 4]`, `wounded=None` for none.

    How often an amount is reported does not matter. `article` limits this to one, by the end of its path or its source.
    """
    __tracebackhide__ = True
    if not measures:
        raise TypeError("expected a measure, as in killed=2, got none")
    figures = _figures(summary)
    if article is not None:
        chosen = _of_article(summary, article)
        figures = [figure for figure in figures if figure.article in chosen]
    for measure, expected in measures.items():
        wanted = _amounts(expected)
        reported = [figure for figure in figures if figure.measure == measure]
        if {format_claim(figure) for figure in reported} != wanted:
            others = ", ".join(sorted({figure.measure for figure in figures} - {measure})) or "none"
            lines = [_line(summary, figure) for figure in reported] or [f"measures reported: {others}"]
            _fail(
                f"expected {measure} {_list(wanted)}, got {_list({format_claim(f) for f in reported})}", lines, summary
            )


def assert_finding(
    summary: Summary, kind: Kind, *, measure: str | None = None, values: Iterable[Amount] | None = None
) -> None:
    """Assert that there is a finding of this kind, of this measure, whose figures have these amounts."""
    __tracebackhide__ = True
    _check_kind(kind)
    wanted = None if values is None else _amounts(values)
    for finding in summary.findings:
        same = finding.kind == kind and measure in (None, finding.measure)
        if same and wanted in (None, {format_claim(figure) for figure in finding.figures}):
            return
    of = (f" of {measure}" if measure else "") + (f" between {_list(wanted)}" if wanted else "")
    lines = [_describe(finding) for finding in summary.findings if finding.kind == kind or finding.measure == measure]
    _fail(f"expected a {kind}{of}, got none", lines or ["findings: none like it"], summary)


def assert_conflict(summary: Summary, *, measure: str | None = None, values: Iterable[Amount] | None = None) -> None:
    """Assert that there is a conflict, of this measure, between these amounts: `measure="killed", values=[2, 4]`."""
    __tracebackhide__ = True
    assert_finding(summary, "conflict", measure=measure, values=values)


def assert_no_findings(summary: Summary, *kinds: Kind) -> None:
    """Assert that there is no finding of these kinds; by default none that is flagged, whereas agreement may be."""
    __tracebackhide__ = True
    for kind in kinds:
        _check_kind(kind)
    wrong = [finding for finding in summary.findings if finding.kind in (kinds or FLAGGED)]
    if wrong:
        _fail(f"expected no {' or '.join(kinds) or 'finding'}, got {len(wrong)}", map(_describe, wrong), summary)


def _fail(message: str, lines: Iterable[str], summary: Summary) -> NoReturn:
    """Fail with the message, its lines, the rejected figures and the failed articles, which often explain it."""
    __tracebackhide__ = True
    rejected = [f"rejected: {r.measure} {_amount(r.value)} “{r.quote}”: {r.reason}" for r in summary.rejected]
    details = [*_first(list(lines)), *_first(rejected), *_first(_failed(summary))]
    raise AssertionError("\n  ".join([message, *(" ".join(line.split()) for line in details)]))


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"and {more} more"]


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise TypeError(f"expected a kind of finding, got {kind!r}: one of {', '.join(KINDS)}")


def _figures(summary: Summary) -> list[ReportedFigure]:
    return [figure for incident in summary.incidents for event in incident.events for figure in event.figures]


def _failed(summary: Summary) -> list[str]:
    failed = (article for article in summary.articles if article.status == "failed")
    return [f"failed: {article.path or article.source or article.id}: {article.error}" for article in failed]


def _of_article(summary: Summary, name: str) -> set[str]:
    """Return the ids of the articles of this path, source or id. Raises AssertionError if there is none."""
    parts = PurePath(name).parts
    ids = {
        article.id
        for article in summary.articles
        if name in (article.id, article.source)
        or (article.path is not None and PurePath(article.path).parts[-len(parts) :] == parts)
    }
    if not ids:
        names = ", ".join(article.path or article.source or article.id for article in summary.articles)
        raise AssertionError(f"expected an article {name!r}, got: {names}")
    return ids


def _amounts(amounts: Amount | Iterable[Amount] | None) -> set[str]:
    several = [] if amounts is None else [amounts] if isinstance(amounts, int | float | str) else list(amounts)
    return {_amount(amount) for amount in several}


def _amount(amount: Amount | None) -> str:
    return format_number(amount) if isinstance(amount, int | float) else amount or "no number"


def _list(amounts: Iterable[str] | None) -> str:
    return ", ".join(sorted(amounts or ())) or "none"


def _line(summary: Summary, figure: ReportedFigure) -> str:
    path = next((article.path for article in summary.articles if article.id == figure.article), None)
    where = f", {path}" if path else ""
    return f"{format_claim(figure)} {format_population(figure)}: “{figure.quote}” ({source_name(figure)}{where})"


def _describe(finding: Finding) -> str:
    return f"{finding.kind}: {finding.explanation}"
