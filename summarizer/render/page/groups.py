"""An incident's figures by what they count, in order of time, and its estimates in words."""

from collections.abc import Iterable
from typing import Any

from ...language.visible import clean
from ...records.events import ReportedFigure
from ...records.incidents import IncidentEstimate
from ...records.wording import number, with_measure
from .articles import ArticleTable
from .figures import FigureTable


def groups(figures: Iterable[ReportedFigure], table: FigureTable, articles: ArticleTable) -> list[dict[str, Any]]:
    """One group for each measure and unit, its figures in order of publication; what no measure covers comes last."""
    found: dict[tuple[str, str | None], list[ReportedFigure]] = {}
    for figure in dict.fromkeys(figures):
        found.setdefault((figure.measure, figure.unit), []).append(figure)
    return [
        {
            "measure": clean(measure.replace("_", " ")),
            "unit": clean(unit or "") or None,
            "places": [
                table.place(figure) for figure in sorted(members, key=lambda figure: articles.published(figure.article))
            ],
        }
        for (measure, unit), members in sorted(found.items(), key=lambda item: item[0][0] == "other")
    ]


def estimate_rows(estimates: Iterable[IncidentEstimate]) -> list[dict[str, Any]]:
    """What is counted, with low, best and high; and what best would be by each rule, where that differs."""
    return [
        {
            "of": clean(with_measure(estimate.of, estimate.measure)),
            "measure": clean(estimate.measure.replace("_", " ")),
            "ends": [_end(estimate.low), _end(estimate.best), _end(estimate.high)],
            "unit": clean(estimate.unit or "") or None,
            "rules": _rules(estimate),
        }
        for estimate in estimates
    ]


def _end(end: float | None) -> str:
    return "no end" if end is None else number(end)


def _rules(estimate: IncidentEstimate) -> str | None:
    """Best by each rule: "4 (latest, mode, max), 2 (min)"; None where all say the same."""
    by: dict[float, list[str]] = {}
    for rule, value in estimate.by_rule.items():
        by.setdefault(value, []).append(rule.replace("_", " "))
    return ", ".join(f"{number(value)} ({', '.join(rules)})" for value, rules in by.items()) if len(by) > 1 else None
