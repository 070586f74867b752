"""Clerical review: a person's decisions resolved to the reports that they are on, and incidents in which they hold."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final

from ..errors import UsageError
from ..language.visible import normalize_name, one_line
from ..linking import Group, Ruling, labelled_pairs, link, settle
from ..linking.constraints import bridge_missing
from ..linking.incidents import PairEvidence, drop_repeats, link_and_weigh, report_order
from ..linking.resemblance import common_reports, find_report, main_report, most_alike
from ..linking.rulings import collect_ties
from ..records.article import Article
from ..records.events import EventReport
from ..records.reviews import ReportKey, Review, link_review, report_key
from .article_names import SHOWN, ArticleNames, Named, Source, find_real_path
from .decisions import Decided, Decisions, NamedPair, Ruled, list_rulings, mark_standing

_log = logging.getLogger(__name__)
_PAIR: Final = 2  # reports, at least, that are one event by a decision
_NEAREST: Final = 3  # names that a message suggests
_EVENT: Final = ("type", "day", "place", "headline")  # what tells the events of an article apart
_SAME_EVENT: Final = 3  # of these are as they were: an edit changes one at a time
_SUGGESTED_FROM: Final = 10_000  # names: more take a second to compare


class Decider:
    """Resolves decisions to reports, given the articles of a run; it raises UsageError for a name that is unknown."""

    def __init__(self, decisions: Decisions, articles: Iterable[Source], *, every_report: bool = False) -> None:
        """`every_report`: with `one_event`, all reports of an article are of it, as of records; else one of them.

        All reports of an article that is the only one are of it either way.
        """
        self._decisions = decisions
        self._every_report = every_report
        self._articles = {article.id: article for article in articles}
        self._labels = {getattr(article, "incident", None) for article in self._articles.values()}
        self._names = ArticleNames(self._articles.values())
        self.followed: list[Review] = []  # earlier decisions, where an article has another text or file than they say
        self._unmatched: list[Review] = []

    def expect_names(self, incidents: Collection[str] | None = None) -> None:
        """Raise UsageError for a pair that does not name two articles or incidents; None: these are not known yet."""
        for pair in self._decisions.pairs:
            if self._resolve(pair.a, incidents) == self._resolve(pair.b, incidents):
                raise _not_two(pair)

    def _resolve(self, name: str, incidents: Collection[str] | None) -> tuple[str, bool]:
        """Return the id of the article or the incident that a name is of, and whether it is an article's."""
        found = self._names.find(name)
        if len(found) > 1:
            listed = ", ".join(sorted(one_line(self._articles[one].path or one, SHOWN) for one in found)[:_NEAREST])
            shown = one_line(name, SHOWN)
            raise UsageError(f"expected the name of one article, got {shown!r}, which is of {listed}: say which")
        if found:
            return next(iter(found)), True
        label = normalize_name(name)
        if label in (self._labels if incidents is None else incidents) or (
            incidents is None and label.startswith("inc-")
        ):
            return label, False
        raise self._unknown(name, incidents or ())

    def may_name_incidents(self) -> bool:
        """Test whether a name is of no article."""
        return not all(map(self._names.find, self._decisions.names))

    def sought(self) -> set[str]:
        """The ids of articles whose reports are needed, as far as decisions name them; all of them for one event."""
        if self._decisions.one_event:
            return set(self._articles)
        named = set().union(*map(self._names.find, self._decisions.names))
        return named | set(filter(None, map(self._names.find_key, self._decisions.keys)))

    def rule_earlier(self, reports: Mapping[str, Sequence[EventReport]]) -> list[Ruled]:
        """Resolve the earlier decisions, given reports by article.

        One on a report that is not here is left out, but what follows from it holds: A is B and B is C, so that A is C
        without B (`bridge_missing`).
        """
        decisions, now = [], []
        for review in self._decisions.reviews:
            a, b = (self._find_report(key, reports) for key in (review.a, review.b))
            decisions.append((a, b, review.decision == "same"))
            now.append(review.model_copy(update={"a": self._follow(review.a, a), "b": self._follow(review.b, b)}))
            if now[-1] != review:
                self.followed.append(now[-1])
            if self._matches_nothing(review, a, b):
                self._unmatched.append(review)
        return [Ruled(now[nth], ruling) for nth, ruling in bridge_missing(decisions)]

    def warn_of_unmatched(self, *, stored_only: bool) -> None:
        """Say, in one line, how many of the earlier decisions match nothing; of those of the store, or of all."""
        stored = self._decisions.stored
        considered = [review for review in self._decisions.reviews if review.id in stored or not stored_only]
        unmatched = [review for review in self._unmatched if review.id in stored or not stored_only]
        if unmatched:
            first = f"{unmatched[0].decision}: {one_line(unmatched[0].about or unmatched[0].id, SHOWN)}"
            more = f", and {len(unmatched) - 1} more" if len(unmatched) > 1 else ""
            counted = f"{len(unmatched)} of {len(considered)} earlier decisions on links"
            _log.warning("%s found no report to be on: %s%s; decide it again", counted, first, more)

    def _matches_nothing(self, review: Review, a: EventReport | str, b: EventReport | str) -> bool:
        """Whether a decision lacks a report; of a store, which has those of other runs, one that should be here."""
        missing = [key for key, side in ((review.a, a), (review.b, b)) if isinstance(side, str)]
        if review.id not in self._decisions.stored:
            return bool(missing)
        return any(key is None or self._names.is_lost(key, alone=len(missing) == 1) for key in missing)

    def _follow(self, key: ReportKey | None, report: EventReport | str) -> ReportKey | None:
        """Make the key of a report lead to its article's present text and file.

        It takes over the event of the present text where most of what tells events apart is as it was: an event that an
        edit left out may come back, and is not to become the one beside it for ever.
        """
        if key is None or isinstance(report, str) or report.article not in self._articles:
            return key
        now = self._key(report)
        update = {"article": now.article, "source": now.source, "url": now.url or key.url}
        if now.path and find_real_path(now.path) != find_real_path(key.path):
            update["path"] = now.path
        if sum(getattr(now, name) == getattr(key, name) for name in _EVENT) >= _SAME_EVENT:
            update |= {name: getattr(now, name) for name in (*_EVENT, "content")}
        return key.model_copy(update=update)

    def rule_now(
        self,
        earlier: Sequence[Ruled],
        reports: Mapping[str, Sequence[EventReport]],
        incidents: Mapping[str, Sequence[EventReport]],
    ) -> list[Ruled]:
        """Resolve the decisions of this call, given reports by article and by incident; return all, after the earlier.

        One event: the most alike reports of the two. Two events: each report of the one, and each of the other; of two
        incidents the most alike. One event takes back every decision that a report of the one and one of the other are
        two, so that it is the opposite of two events, whatever number of decisions that was.
        """
        self.expect_names(incidents)
        ruled = [*earlier, *(self._rule_one_event(reports) if self._decisions.one_event else ())]
        for pair in self._decisions.pairs:
            sides = [self._find_side(name, reports, incidents) for name in (pair.a, pair.b)]
            if pair.same:
                ruled = _take_back(ruled, *(side for side, _ in sides))
            ruled += self._rule_pair(pair, *sides)
        return ruled

    def _rule_one_event(self, reports: Mapping[str, Sequence[EventReport]]) -> list[Ruled]:
        """Join the reports that are all of one event; of several articles what they have in common."""
        ours = [reports[article] for article in self._articles if reports.get(article)]
        every = sorted((each for several in ours for each in several), key=report_order)
        members = every if self._every_report or len(ours) == 1 else common_reports(ours)
        if len(members) < _PAIR:
            _log.warning("--one-event: nothing decided: expected two reports of events, found none or one")
        return [self._make(members[0], other, same=True) for other in members[1:] if other != members[0]]

    def _rule_pair(
        self, pair: NamedPair, ours_named: tuple[list[EventReport], bool], theirs_named: tuple[list[EventReport], bool]
    ) -> list[Ruled]:
        (ours, is_ours_one), (theirs, is_theirs_one) = ours_named, theirs_named
        if pair.same or not (is_ours_one or is_theirs_one):
            nearest = most_alike(ours, theirs)
            pairs = [nearest] if nearest else []
        else:
            alone = {report.article for report in (ours if is_ours_one else theirs)}
            pairs = [(a, b) for a in ours for b in theirs if a != b and not {a.article} == {b.article} <= alone]
        if not pairs:
            empty = next((name for name, side in ((pair.a, ours), (pair.b, theirs)) if not side), None)
            if empty is None:
                raise _not_two(pair)
            named, why = _describe_pair(pair), f"no event was read of {one_line(empty, SHOWN)}"
            _log.warning("%s: nothing decided: %s: name another, or read it again with a model", named, why)
        return [self._make(a, b, same=pair.same) for a, b in pairs]

    def _find_side(
        self, name: str, reports: Mapping[str, Sequence[EventReport]], incidents: Mapping[str, Sequence[EventReport]]
    ) -> tuple[list[EventReport], bool]:
        """Find the reports that a name stands for, and whether it is an article's."""
        found, is_article = self._resolve(name, incidents)
        return list((reports if is_article else incidents).get(found, ())), is_article

    def _make(self, a: EventReport, b: EventReport, *, same: bool) -> Ruled:
        keys = [self._key(report) for report in (a, b)]
        about = " and ".join(_describe(report, self._articles.get(report.article)) for report in (a, b))
        return Ruled(link_review(*keys, same=same, about=about), Ruling(a, b, same), is_new=True)

    def _key(self, report: EventReport) -> ReportKey:
        article = self._articles.get(report.article)
        return report_key(report, path=article.path, url=article.url) if article else report_key(report)

    def _find_report(self, key: ReportKey | None, reports: Mapping[str, Sequence[EventReport]]) -> EventReport | str:
        """Find the report of a key; the key's digest where it is not here."""
        if key is None:
            return ""
        article = key.article if key.article in reports else self._names.find_key(key)
        return find_report(key, reports.get(article or "", ())) or key.digest

    def _unknown(self, name: str, incidents: Iterable[str]) -> UsageError:
        known = [*self._names.listed(), *incidents][:_SUGGESTED_FROM]
        near = get_close_matches(name, known, n=_NEAREST, cutoff=0.3) or known[:_NEAREST]
        nearest = ", ".join(one_line(each, SHOWN) for each in near)
        return UsageError(
            f"expected an article (its id, file or address) or an incident of this run, got {one_line(name, SHOWN)!r}"
            + (f": the nearest are {nearest}" if nearest else ": none was read")
        )


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
        self._decider: Decider | None = None
        self.followed: tuple[Review, ...] = ()  # as of `Decided`, once they are resolved
        if articles is None:
            self._sought = {key.article for key in decisions.keys}
        else:
            self._decider = Decider(decisions, articles, every_report=every_report)
            self._sought = self._decider.sought()
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
            if self._decider is None and (is_sought or len(self._seen) < _SUGGESTED_FROM):
                self._seen.setdefault(report.article, Named(report.article, None, None, report.source))
        return report

    def rule(self) -> tuple[Ruled, ...]:
        """Resolve the decisions, once all reports were seen. Raises UsageError for a name that is unknown."""
        if not self._decisions:
            return ()
        decider = self._decider or Decider(self._decisions, self._seen.values(), every_report=self._every_report)
        reports = reports_by_article(self._held)
        by_id: dict[str, list[EventReport]] = defaultdict(list)
        for report in self._held:
            if report.incident is not None:
                by_id[report.incident].append(report)
        ruled = tuple(decider.rule_now(decider.rule_earlier(reports), reports, by_id))
        self.followed = tuple(decider.followed)
        decider.warn_of_unmatched(stored_only=False)
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
        every_report: As for `Decider`.

    Raises:
        UsageError: A name is of no article and no incident, or of several articles.
    """
    if not decisions:
        return Decided(list(incidents))
    decider = Decider(decisions, articles, every_report=every_report)
    reports = reports_by_article(report for group in incidents for report in group.reports)
    earlier = decider.rule_earlier(reports)
    ruled = tuple(decider.rule_now(earlier, reports, _group_by_id(incidents, earlier)))
    decider.warn_of_unmatched(stored_only=True)  # `apply_reviews` tells of the others
    warn_of_contradictions(ruled)
    evidence = {frozenset((tie.a, tie.b)): tie.evidence for group in incidents for tie in collect_ties(group)}
    return Decided(settle(incidents, list_rulings(ruled)), ruled, tuple(decider.followed), evidence)


def link_and_decide(
    reports: Iterable[EventReport], articles: Iterable[Source], decisions: Decisions, *, every_report: bool = False
) -> Decided:
    """Link reports into incidents in which the decisions hold, with weights that the decisions teach.

    Incidents that a decision of this call names are those that linking finds by the earlier ones.

    Args:
        reports: The reports.
        articles: As for `decide`.
        decisions: As for `decide`.
        every_report: As for `Decider`.

    Raises:
        UsageError: As for `decide`.
    """
    distinct = drop_repeats(reports)
    if not decisions:
        return Decided(link(distinct))
    decider = Decider(decisions, articles, every_report=every_report)
    by_article = reports_by_article(distinct)
    earlier = decider.rule_earlier(by_article)
    by_id = _group_by_id(_link_taught(distinct, earlier)[0], earlier) if decider.may_name_incidents() else {}
    ruled = tuple(decider.rule_now(earlier, by_article, by_id))
    decider.warn_of_unmatched(stored_only=True)  # `apply_reviews` tells of the others
    warn_of_contradictions(ruled)
    linked, evidence = _link_taught(distinct, ruled)
    return Decided(settle(linked, list_rulings(ruled)), ruled, tuple(decider.followed), evidence)


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


def _describe_pair(pair: NamedPair) -> str:
    """Return a pair as a call names it: "--same wire.txt post.txt"."""
    option = "--same" if pair.same else "--different"
    return f"{option} {one_line(pair.a, SHOWN)} {one_line(pair.b, SHOWN)}"


def _not_two(pair: NamedPair) -> UsageError:
    return UsageError(f"{_describe_pair(pair)}: expected two reports, got one and the same: name another beside it")


def _describe(report: EventReport, article: Source | None) -> str:
    """Describe a report to a person: its outlet, its file, which tells an outlet's articles apart, and its event."""
    file = PurePath(article.path).name if article and article.path else None
    label = f"{report.source} ({file})" if report.source and file else report.source or file or report.article
    return f"{label}: {report.headline or report.type.replace('_', ' ')}"


def _take_back(ruled: Iterable[Ruled], ours: Sequence[EventReport], theirs: Sequence[EventReport]) -> list[Ruled]:
    """Take back the decisions that a report of ours and one of theirs are of two events."""
    sides = (set(ours), set(theirs))
    return [
        replace(each, is_taken_back=True)
        if not each.ruling.same
        and any(each.ruling.a in one and each.ruling.b in other for one, other in (sides, sides[::-1]))
        else each
        for each in ruled
    ]


def warn_of_contradictions(ruled: Sequence[Ruled]) -> None:
    """Say, in one line, which decisions are not in force, because later ones contradict them."""
    overruled = [each.review for each, standing in mark_standing(ruled) if not standing]
    if overruled:
        first = f"{overruled[0].decision}: {one_line(overruled[0].about or overruled[0].id, SHOWN)}"
        more = f", and {len(overruled) - 1} more" if len(overruled) > 1 else ""
        _log.warning("decisions on links contradict each other, the later hold; not in force: %s%s", first, more)
