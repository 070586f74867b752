"""CSV at the level of event reports: a row is one event in one article, in the columns of the R package eventreport."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from ...consistency import Context, check_figures, estimates, relation
from ...records.events import EventReport
from ...records.incidents import BestRule, IncidentEstimate
from ...records.summary import ArticleRecord, Summary
from ..claims import by_id
from ..eventreports import reports_of, time_precision
from ..notes import corrections
from .cells import Value, line

_TOLLS: Final = {"deaths": "killed", "injuries": "wounded"}
_ENDS: Final = ("low", "best", "high", "bound", "of")
_ACTORS: Final = 6
_ROLES: Final = ("perpetrator", "target", "participant")

COLUMNS: Final = (
    *("id", "event_id", "article", "source", "report_date", "event_type", "headline"),
    *("country", "region", "city", "date_start", "date_end", "time_precision"),
    *(f"actor{nth}" for nth in range(1, _ACTORS + 1)),
    *(f"{toll}_{end}" for toll in _TOLLS for end in _ENDS),
    *("figures", "corrected", "incident_id", "path"),
)


class Toll(NamedTuple):
    """One report's count of one measure; `bound` and `of` as in a `ReportedFigure`."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: str | None = None
    of: str | None = None


def render_csv(summary: Summary) -> str:
    """The table, its header first."""
    articles = by_id(summary)
    lines = [line(COLUMNS)]
    told: Counter[str] = Counter()
    for incident in summary.incidents:
        for report in reports_of(incident):
            told[report.article] += 1  # an article may tell of several events
            name = f"{report.article}-{told[report.article]}"
            lines.append(line([name, *_row(report, incident.id, articles.get(report.article), summary.best)]))
    return "".join(lines)


def _row(report: EventReport, incident: str, article: ArticleRecord | None, best: BestRule) -> list[Value]:
    actors = [actor.name for actor in sorted(report.actors, key=lambda actor: _ROLES.index(actor.role))][:_ACTORS]
    told = _estimates(report, best)
    return [
        *(report.incident, report.article, report.source, report.published, report.type, report.headline),
        *(report.place.country, report.place.region, report.place.name),
        *(report.start, report.end or report.start, time_precision(report.start, report.end)),
        *actors,
        *[None] * (_ACTORS - len(actors)),
        *(cell for measure in _TOLLS.values() for cell in _toll(report, measure, told)),
        *(len(report.figures), corrections([report]), incident, article.path if article else None),
    ]


def _estimates(report: EventReport, best: BestRule) -> list[IncidentEstimate]:
    """What the report alone says, of counts that it does not itself replace."""
    alone = Context({}, {})
    return estimates(report.figures, check_figures(report.figures, alone), alone, best)


def _toll(report: EventReport, measure: str, told: Sequence[IncidentEstimate]) -> Toll:
    """The count of people; without one, that of the only other population. Of several nothing: nobody states a sum."""
    counts = [one for one in told if one.measure == measure and one.unit is None]
    people = [one for one in counts if relation(one.of or "people", "people") == "same"]
    chosen = people or counts
    if len(chosen) != 1:
        return Toll()
    (one,) = chosen
    bounds = {
        figure.bound
        for figure in report.figures
        if (figure.measure, figure.of, figure.low or 0, figure.high) == (measure, one.of, one.low or 0, one.high)
    }
    return Toll(one.low, _within(one), one.high, _bound(one, bounds), one.of or None)


def _within(one: IncidentEstimate) -> float | None:
    """Best, inside the range: "more than 120" is 121 or more."""
    if one.best is None:
        return None
    best = one.best if one.low is None else max(one.best, one.low)
    return best if one.high is None else min(best, one.high)


def _bound(one: IncidentEstimate, bounds: Collection[str]) -> str:
    """How the range is meant when it is read back: what has no upper end stays without one."""
    bound = next(iter(bounds)) if len(bounds) == 1 else "exactly" if one.low == one.high else "between"
    return "at_least" if one.high is None and bound != "more_than" else bound
