"""An incident's figures by measure, in order of publication, and its estimates in words."""

from collections.abc import Iterable
from typing import Any

from ...language.visible import clean
from ...records.events import ReportedFigure
from ...records.incidents import IncidentEstimate
from ...records.wording import add_measure, format_name, format_number
from ..claims import estimate_end
from .articles import ArticleTable
from .figures import FigureTable


def group_figures(
    figures: Iterable[ReportedFigure], table: FigureTable, articles: ArticleTable
) -> list[dict[str, Any]]:
    """Group figures by measure and unit, each group in order of publication; the measure "other" comes last."""
    groups: dict[tuple[str, str | None], list[ReportedFigure]] = {}
    for figure in dict.fromkeys(figures):
        groups.setdefault((figure.measure, figure.unit), []).append(figure)
    return [
        {
            "measure": clean(format_name(measure)),
            "unit": clean(unit or "") or None,
            "places": [
                table.index(figure) for figure in sorted(members, key=lambda figure: articles.published(figure.article))
            ],
        }
        for (measure, unit), members in sorted(groups.items(), key=lambda item: item[0][0] == "other")
    ]


def estimate_rows(estimates: Iterable[IncidentEstimate]) -> list[dict[str, Any]]:
    """Return what is counted, with low, best and high, and best by each rule where the rules differ."""
    return [
        {
            "of": clean(add_measure(estimate.of, estimate.measure)),
            "measure": clean(format_name(estimate.measure)),
            "ends": [estimate_end(end) for end in (estimate.low, estimate.best, estimate.high)],
            "unit": clean(estimate.unit or "") or None,
            "rules": _best_by_rule(estimate),
        }
        for estimate in estimates
    ]


def _best_by_rule(estimate: IncidentEstimate) -> str | None:
    """Return best by each rule: "4 (latest, mode, max), 2 (min)"; None where all rules agree."""
    rules: dict[float, list[str]] = {}
    for rule, best in estimate.by_rule.items():
        rules.setdefault(best, []).append(format_name(rule))
    if len(rules) < 2:
        return None
    return ", ".join(f"{format_number(best)} ({', '.join(names)})" for best, names in rules.items())
