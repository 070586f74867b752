"""Resemblance of reports: which report of an article is meant by a key, by another report, or by its incident."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..language.conflict_actors import find_sides
from ..language.dates import day_of
from ..language.names import fold
from ..records.events import EventReport
from ..records.reviews import ReportKey, content_digest
from .incidents import ReportOrder, report_order

_COMPARED_ARTICLES: Final = 50  # articles that show which event they have in common; of thousands it would be slow


def find_report(key: ReportKey, reports: Sequence[EventReport]) -> EventReport | None:
    """Find the report that a key names among those of its article: the only one, else the one that it fits best."""

    def misfit(report: EventReport) -> tuple[int, ReportOrder]:
        fits = (
            8 * (key.content is not None and key.content == content_digest(report)),
            2 * (key.day == report.start),
            2 * (key.place in (report.place.parts or (None,))),
            2 * (key.type == report.type),
            key.headline == report.headline,
        )
        return -sum(fits), report_order(report)

    return min(reports, key=misfit) if len(reports) > 1 else next(iter(reports), None)


def most_alike(ours: Iterable[EventReport], theirs: Iterable[EventReport]) -> tuple[EventReport, EventReport] | None:
    """Find the two reports, one of each side, that are most likely of one event; None if a side is empty."""
    theirs = list(theirs)
    pairs = ((a, b) for a in ours for b in theirs if a != b)
    return min(
        pairs, key=lambda pair: (-resemblance(*pair), report_order(pair[0]), report_order(pair[1])), default=None
    )


def common_reports(by_article: Sequence[Sequence[EventReport]]) -> list[EventReport]:
    """Choose one report of each article, that of the event which the articles have in common.

    It is the one that is most like the reports of the other articles (of the first fifty of those), then the one with
    most figures. In the order of `report_order`.
    """
    articles = sorted((sorted(reports, key=report_order) for reports in by_article if reports), key=_order_of_first)
    chosen = []
    for nth, reports in enumerate(articles):
        others = (articles[:nth] + articles[nth + 1 :])[:_COMPARED_ARTICLES] if len(reports) > 1 else []

        def likeness(report: EventReport, others: Sequence[Sequence[EventReport]] = others) -> tuple[float, int]:
            best = (max(resemblance(report, other) for other in theirs) for theirs in others)
            return round(sum(best), 6), len(report.figures)

        chosen.append(max(reports, key=likeness))
    return sorted(chosen, key=report_order)


def _order_of_first(reports: Sequence[EventReport]) -> ReportOrder:
    return report_order(reports[0])


def main_report(reports: Sequence[EventReport]) -> EventReport:
    """Find the main event of an article: the one with most figures, the first in the article's order of those."""
    return max(reports, key=lambda report: len(report.figures))


def resemblance(a: EventReport, b: EventReport) -> float:
    """Rate how like two reports are by their day, place, type, actors, figures and words: symmetric, no unit.

    It only chooses between events for a report: whether two are of one event is for the weights of linking.
    """
    return (
        _compare_days(a, b)
        + 3 * _overlap(_place_words(a), _place_words(b))
        + 2 * (a.type == b.type)
        + _overlap(_actor_words(a), _actor_words(b))
        + 2 * _overlap(_counts(a), _counts(b))
        + 2 * _overlap(_topic_words(a), _topic_words(b))
    )


def _compare_days(a: EventReport, b: EventReport) -> float:
    if a.start and b.start:
        apart = abs((a.start - b.start).days)
        return 2.0 if apart == 0 else -min(apart, 5)
    days = [report.start or (day_of(report.published) if report.published else None) for report in (a, b)]
    if days[0] is None or days[1] is None:
        return 0.0
    return -min(abs((days[0] - days[1]).days), 10) / 5


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of words that two sets have in common, from 0 to 1."""
    return len(a & b) / len(a | b) if a and b else 0.0


def _place_words(report: EventReport) -> frozenset[str]:
    return frozenset(fold(" ".join(report.place.parts)).split())


def _actor_words(report: EventReport) -> frozenset[str]:
    country = report.place.country
    named = (find_sides(actor.name, country, is_target=actor.role == "target") for actor in report.actors)
    return frozenset(word for sides in named for part in sides for word in part)


def _counts(report: EventReport) -> frozenset[str]:
    return frozenset(f"{figure.measure} {figure.low} {figure.high} {figure.unit}" for figure in report.figures)


def _topic_words(report: EventReport) -> frozenset[str]:
    return frozenset(fold(f"{report.headline or ''} {report.about or ''}").split())
