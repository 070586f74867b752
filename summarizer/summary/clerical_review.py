"""Clerical review: incidents in which a person's decisions on links hold, of reports at hand or in a stream."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..language.visible import normalize_name, one_line
from ..linking import Group, labelled_pairs, link, settle
from ..linking.incidents import PairEvidence, drop_repeats, link_and_weigh
from ..linking.resemblance import main_report
from ..linking.rulings import collect_ties
from ..records.article import Article
from ..records.events import EventReport
from ..records.reviews import Review
from .article_names import SHOWN, Named, Source
from .decision_resolver import SUGGESTED_FROM, DecisionResolver
from .decisions import Decided, Decisions, Ruled, list_rulings, mark_standing

_log = logging.getLogger(__name__)


class Watcher:
    """Holds the reports that decisions are on while a stream of reports passes, and then resolves the decisions.

    In a stream an incident is known by the id that it came with alone: it has no other before all are linked.
    """

    def __init__(
        self, decisions: Decisions, articles: Iterable[Source] | None = None, *, every_report: bool = False
    ) -> None:
        """`articles` are those of the stream, None where only their reports are known, by their ids."""
        self._decisions = decisions
        self._every_report = every_report
        self._seen: dict[str, Source] = {}
        self._held: dict[EventReport, None] = {}
        self._resolver: DecisionResolver | None = None
        self.followed: tuple[Review, ...] = ()  # as of `Decided`, once they are resolved
        if articles is None:
            self._sought = {key.article for key in decisions.keys}
        else:
            self._resolver = DecisionResolver(decisions, articles, every_report=every_report)
            self._sought = self._resolver.sought()
        self._sought |= {*decisions.names, *map(normalize_name, decisions.names)}

    @property
    def names(self) -> frozenset[str]:
        """The ids of articles and incidents whose reports are sought."""
        return frozenset(self._sought)

    def see(self, report: EventReport) -> EventReport:
        """Hold a report if a decision may be on it; return it."""
        if self._decisions:
            is_sought = self._decisions.one_event or bool({report.article, report.incident} & self._sought)
            if is_sought:
                self._held[report] = None
            if self._resolver is None and (is_sought or len(self._seen) < SUGGESTED_FROM):
                self._seen.setdefault(report.article, Named(report.article, None, None, report.source))
        return report

    def rule(self) -> tuple[Ruled, ...]:
        """Resolve the decisions, once all reports were seen. Raises UsageError for a name that is unknown."""
        if not self._decisions:
            return ()
        resolver = self._resolver or DecisionResolver(
            self._decisions, self._seen.values(), every_report=self._every_report
        )
        reports = reports_by_article(self._held)
        by_id: dict[str, list[EventReport]] = defaultdict(list)
        for report in self._held:
            if report.incident is not None:
                by_id[report.incident].append(report)
        ruled = tuple(resolver.rule_now(resolver.earlier.rule(reports), reports, by_id))
        self.followed = tuple(resolver.earlier.followed)
        resolver.earlier.warn_of_unmatched(stored_only=False)
        warn_of_contradictions(ruled)
        return ruled


def decide(
    incidents: Sequence[Group], articles: Iterable[Source], decisions: Decisions, *, every_report: bool = False
) -> Decided:
    """Return the incidents in which the decisions hold.

    Args:
        incidents: As linking finds them.
        articles: The articles that they are of; names in decisions are of these, or of incidents before or after the
            earlier decisions.
        decisions: The earlier ones and those of this call.
        every_report: As for `DecisionResolver`.

    Raises:
        UsageError: A name is of no article and no incident, or of several articles.
    """
    if not decisions:
        return Decided(list(incidents))
    resolver = DecisionResolver(decisions, articles, every_report=every_report)
    reports = reports_by_article(report for group in incidents for report in group.reports)
    earlier = resolver.earlier.rule(reports)
    ruled = tuple(resolver.rule_now(earlier, reports, _group_by_id(incidents, earlier)))
    resolver.earlier.warn_of_unmatched(stored_only=True)  # `apply_reviews` tells of the others
    warn_of_contradictions(ruled)
    evidence = {frozenset((tie.a, tie.b)): tie.evidence for group in incidents for tie in collect_ties(group)}
    return Decided(settle(incidents, list_rulings(ruled)), ruled, tuple(resolver.earlier.followed), evidence)


def link_and_decide(
    reports: Iterable[EventReport], articles: Iterable[Source], decisions: Decisions, *, every_report: bool = False
) -> Decided:
    """Link reports into incidents in which the decisions hold, with weights that the decisions teach.

    Incidents that a decision of this call names are those that linking finds by the earlier ones.

    Args:
        reports: The reports.
        articles: As for `decide`.
        decisions: As for `decide`.
        every_report: As for `DecisionResolver`.

    Raises:
        UsageError: As for `decide`.
    """
    distinct = drop_repeats(reports)
    if not decisions:
        return Decided(link(distinct))
    resolver = DecisionResolver(decisions, articles, every_report=every_report)
    by_article = reports_by_article(distinct)
    earlier = resolver.earlier.rule(by_article)
    by_id = _group_by_id(_link_taught(distinct, earlier)[0], earlier) if resolver.may_name_incidents() else {}
    ruled = tuple(resolver.rule_now(earlier, by_article, by_id))
    resolver.earlier.warn_of_unmatched(stored_only=True)  # `apply_reviews` tells of the others
    warn_of_contradictions(ruled)
    linked, evidence = _link_taught(distinct, ruled)
    return Decided(settle(linked, list_rulings(ruled)), ruled, tuple(resolver.earlier.followed), evidence)


def _link_taught(reports: Sequence[EventReport], ruled: Sequence[Ruled]) -> tuple[list[Group], PairEvidence]:
    return link_and_weigh(reports, labelled_pairs((), list_rulings(ruled)))


def _group_by_id(incidents: Sequence[Group], earlier: Sequence[Ruled]) -> dict[str, Sequence[EventReport]]:
    """The reports of incidents before and after the earlier decisions."""
    return {group.id: group.reports for group in (*incidents, *settle(incidents, list_rulings(earlier)))}


def reports_by_article(reports: Iterable[EventReport]) -> dict[str, list[EventReport]]:
    """Group reports by their article."""
    by_article: dict[str, list[EventReport]] = defaultdict(list)
    for report in reports:
        by_article[report.article].append(report)
    return by_article


def label_incidents(reports: Sequence[EventReport], article: Article) -> tuple[EventReport, ...]:
    """Give the main event of an article the incident id that the article itself names, if it names one."""
    if article.incident is None or not reports:
        return tuple(reports)
    main = main_report(reports)
    return tuple(
        report.model_copy(update={"incident": article.incident}) if report is main else report for report in reports
    )


def warn_of_contradictions(ruled: Sequence[Ruled]) -> None:
    """Say, in one line, which decisions are not in force, because later ones contradict them."""
    overruled = [each.review for each, standing in mark_standing(ruled) if not standing]
    if overruled:
        first = f"{overruled[0].decision}: {one_line(overruled[0].about or overruled[0].id, SHOWN)}"
        more = f", and {len(overruled) - 1} more" if len(overruled) > 1 else ""
        _log.warning("decisions on links contradict each other, the later hold; not in force: %s%s", first, more)
