"""CSV with a row for each event in each article, in the columns of the R package eventreport."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from ...consistency import Context, check_figures, estimate_counts
from ...records.events import EventReport
from ...records.incidents import BestRule, IncidentEstimate
from ...records.summary import ArticleRecord, Summary
from ..eventreports import reports_of_incident, time_precision
from ..lookup import articles_by_id
from ..notes import corrections
from .cells import Value, csv_row
from .incidents import pick_estimate

_TOLLS: Final = {"deaths": "killed", "injuries": "wounded"}
_ENDS: Final = ("low", "best", "high", "bound", "of")
_ACTORS: Final = 6
_ROLES: Final = ("perpetrator", "target", "participant")

COLUMNS: Final = (
    *("id", "event_id", "article", "source", "report_date", "event_type", "headline"),
    *("country", "region", "city", "date_start", "date_end", "time_precision"),
    *(f"actor{nth}" for nth in range(1, _ACTORS + 1)),
    *(f"{toll}_{end}" for toll in _TOLLS for end in _ENDS),
    *("figures", "corrected", "incident_id", "path", "site", "district", "language"),
)


class Toll(NamedTuple):
    """A report's count of the people killed, or wounded; `bound` and `of` are as in a `ReportedFigure`."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: str | None = None
    of: str | None = None


def render_csv(summary: Summary) -> str:
    """Return the table, with its header."""
    articles = articles_by_id(summary)
    rows = [csv_row(COLUMNS)]
    events: Counter[str] = Counter()
    for incident in summary.incidents:
        for report in reports_of_incident(incident):
            events[report.article] += 1  # an article may report several
            name = f"{report.article}-{events[report.article]}"
            rows.append(csv_row([name, *_row(report, incident.id, articles.get(report.article), summary.best)]))
    return "".join(rows)


def _row(report: EventReport, incident: str, article: ArticleRecord | None, best: BestRule) -> list[Value]:
    actors = [actor.name for actor in sorted(report.actors, key=lambda actor: _ROLES.index(actor.role))][:_ACTORS]
    report_estimates = _estimates(report, best)
    return [
        *(report.incident, report.article, report.source, report.published, report.type, report.headline),
        *(report.place.country, report.place.region, report.place.town or report.place.label),
        *(report.start, report.end or report.start, time_precision(report.start, report.end)),
        *actors,
        *[None] * (_ACTORS - len(actors)),
        *(value for measure in _TOLLS.values() for value in _toll(report, measure, report_estimates)),
        *(len(report.figures), corrections([report]), incident, article.path if article else None),
        *(report.place.site, report.place.district, article.language if article else None),
    ]


def _estimates(report: EventReport, best: BestRule) -> list[IncidentEstimate]:
    """Estimate from the report alone, by the counts in it that it does not itself replace."""
    alone = Context({}, {})
    return estimate_counts(report.figures, check_figures(report.figures, alone), alone, best)


def _toll(report: EventReport, measure: str, report_estimates: Sequence[IncidentEstimate]) -> Toll:
    counts = [estimate for estimate in report_estimates if estimate.measure == measure and estimate.unit is None]
    count = pick_estimate(counts)
    if count is None:
        return Toll()
    interval = (measure, count.of, count.low or 0, count.high)
    bounds = {
        figure.bound
        for figure in report.figures
        if (figure.measure, figure.counted, figure.low or 0, figure.high) == interval
    }
    return Toll(count.low, _best_in_range(count), count.high, _bound(count, bounds), count.of or None)


def _best_in_range(estimate: IncidentEstimate) -> float | None:
    """Return best, moved into the range: "more than 120" is 121 or more."""
    if estimate.best is None:
        return None
    best = estimate.best if estimate.low is None else max(estimate.best, estimate.low)
    return best if estimate.high is None else min(best, estimate.high)


def _bound(estimate: IncidentEstimate, bounds: Collection[str]) -> str:
    """Return the bound with which the range is read back: one without an upper end stays without."""
    if len(bounds) == 1:
        (bound,) = bounds
    else:
        bound = "exactly" if estimate.low == estimate.high else "between"
    return "at_least" if estimate.high is None and bound != "more_than" else bound
