"""A person's decisions on which reports are one event: names resolved to reports, and incidents in which they hold."""

import logging
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Final, NamedTuple, Protocol

from ..errors import UsageError
from ..inputs.origins import list_origins, normalize_address
from ..language.visible import one_line
from ..linking import Group, Ruling, settle
from ..linking.decisions import (
    bridge_missing,
    common_reports,
    find_report,
    main_report,
    most_alike,
    standing_rulings,
)
from ..linking.incidents import report_order
from ..records.article import Article
from ..records.events import EventReport
from ..records.reviews import CheckedIncident, ReportKey, Review, Reviewed, link_review, report_key

_NEAREST: Final = 3  # names that a message suggests
_SUGGESTED_FROM: Final = 10_000  # names: more take a second to compare
_SHOWN: Final = 80  # characters of a name in a message
_log = logging.getLogger(__name__)


class NamedPair(NamedTuple):
    """Two articles or incidents that a call names, and whether they are one event."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True)
class Decisions:
    """What a person decided of links.

    Attributes:
        reviews: Earlier decisions on two reports; the oldest first.
        pairs: Those of this call, by names; later than all reviews.
        one_event: All articles, or records, of this call tell of one event; earlier than the pairs, later than reviews.
        withdrawn: The ids of decisions that were taken back.
        stored: The ids of those reviews that a store holds as they are.
    """

    reviews: tuple[Review, ...] = ()
    pairs: tuple[NamedPair, ...] = ()
    one_event: bool = False
    withdrawn: frozenset[str] = frozenset()
    stored: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.reviews or self.pairs or self.one_event)

    def after(self, stored: Iterable[Review]) -> "Decisions":
        """Return these decisions after stored ones: by their times, those without one last; of one id the later."""
        stored = list(stored)
        merged: dict[str, Review] = {}
        for review in sorted((*stored, *self.reviews), key=lambda review: review.at or "~"):
            merged.pop(review.id, None)
            merged[review.id] = review
        standing = tuple(review for name, review in merged.items() if name not in self.withdrawn)
        unchanged = {id(review) for review in stored}
        return replace(
            self, reviews=standing, stored=frozenset(review.id for review in standing if id(review) in unchanged)
        )


NO_DECISIONS: Final = Decisions()


def make_decisions(
    same: Iterable[tuple[str, str]],
    different: Iterable[tuple[str, str]],
    reviews: Iterable[Review] = (),
    *,
    one_event: bool = False,
) -> Decisions:
    """Make the decisions of a call from Python, where `different` is later than `same`.

    Raises UsageError for what is no pair.
    """
    named = []
    for pairs, is_same, option in ((same, True, "same"), (different, False, "different")):
        for pair in pairs:
            if isinstance(pair, str) or len(pair) != 2:
                raise UsageError(f"expected pairs of two names in `{option}`, got {one_line(repr(pair), _SHOWN)}")
            named.append(NamedPair(str(pair[0]), str(pair[1]), is_same))
    links = tuple(review for review in reviews if review.subject == "link")
    return Decisions(links, tuple(named), one_event)


class Source(Protocol):
    """An article, or its record in a summary."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> str | None: ...  # noqa: D102
    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def source(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True)
class Ruled:
    """A decision with the two reports that it is on."""

    review: Review
    ruling: Ruling
    is_new: bool = False


@dataclass(frozen=True)
class Decided:
    """Incidents in which the decisions hold, and the decisions that concern them, the earliest first."""

    incidents: list[Group]
    ruled: tuple[Ruled, ...] = ()

    def settle(self, incidents: Sequence[Group]) -> list[Group]:
        """Return other incidents of the same reports with the decisions in force: those after a judge's verdicts."""
        return settle(incidents, [ruled.ruling for ruled in self.ruled])

    def reviewed(self, incidents: Iterable[Group]) -> list[Reviewed]:
        """Describe each decision by the incidents in which its two reports are now."""
        if not self.ruled:
            return []
        articles = {report.article for ruled in self.ruled for report in (ruled.ruling.a, ruled.ruling.b)}
        where = {report: group.id for group in incidents for report in group.reports if report.article in articles}
        stands = standing_rulings([each.ruling for each in self.ruled])
        reviewed = []
        for each, standing in zip(self.ruled, stands, strict=True):
            a, b = where.get(each.ruling.a), where.get(each.ruling.b)
            if a is not None and b is not None:  # neither is of a report that linking failed on
                other = None if a == b else b
                reviewed.append(Reviewed(review=each.review, incident=a, other=other, overruled=not standing))
        return reviewed


class DecisionsByIncident:
    """The decisions of a stream, by the incidents that their reports are in."""

    def __init__(self, ruled: Sequence[Ruled], settled: Iterable[Group]) -> None:
        """`settled` are the incidents that the decisions concern."""
        self._reviewed: dict[str, list[Reviewed]] = defaultdict(list)
        for each in Decided([], tuple(ruled)).reviewed(settled):
            for incident in filter(None, (each.incident, each.other)):
                self._reviewed[incident].append(each)

    def add_to(self, checked: CheckedIncident) -> CheckedIncident:
        """Return an incident with the decisions on it before what else was reviewed."""
        links = self._reviewed.get(checked.incident.id)
        return checked.model_copy(update={"reviewed": (*links, *checked.reviewed)}) if links else checked


def split_kept(decisions: Decisions, ruled: Sequence[Ruled]) -> tuple[list[Review], list[str]]:
    """Return the decisions of this call that a store is to keep, and the ids of those that it is to forget.

    It forgets what was withdrawn, and what later decisions contradict.
    """
    stands = standing_rulings([each.ruling for each in ruled])
    overruled = {each.review.id for each, standing in zip(ruled, stands, strict=True) if not standing}
    overruled -= {each.review.id for each, standing in zip(ruled, stands, strict=True) if standing}
    given = (review for review in decisions.reviews if review.id not in decisions.stored)
    made = (*given, *(_with_absolute_paths(each.review) for each in ruled if each.is_new))
    return [review for review in made if review.id not in overruled], [*decisions.withdrawn, *sorted(overruled)]


def _with_absolute_paths(review: Review) -> Review:
    """Make the paths lead to the articles from any folder."""

    def absolute(key: ReportKey | None) -> ReportKey | None:
        if key is None or not key.path or key.path == "-" or "://" in key.path or "\0" in key.path:
            return key
        return key.model_copy(update={"path": str(Path(key.path).absolute())})

    return review.model_copy(update={"a": absolute(review.a), "b": absolute(review.b)})


class Decider:
    """Resolves decisions to reports, given the articles of a run; it raises UsageError for a name that is unknown."""

    def __init__(self, decisions: Decisions, articles: Iterable[Source], *, every_report: bool = False) -> None:
        """`every_report`: with `one_event`, all reports of an article are of it, as of records; else one of them."""
        self._decisions = decisions
        self._every_report = every_report
        self._articles = {article.id: article for article in articles}
        self._labels = {getattr(article, "incident", None) for article in self._articles.values()}
        self._names = _Names(self._articles.values())

    def expect_names(self, incidents: Iterable[str] | None = None) -> None:
        """Raise UsageError for a name of no article and none of these incidents; None: they are not known yet."""
        for name in (name for pair in self._decisions.pairs for name in (pair.a, pair.b)):
            may_be_incident = (
                name in self._labels or name.startswith("inc-") if incidents is None else name in incidents
            )
            if not self._names.find(name) and not may_be_incident:
                raise self._unknown(name, incidents or ())

    def sought(self) -> set[str]:
        """The ids of articles whose reports are needed, as far as decisions name them; all of them for one event."""
        if self._decisions.one_event:
            return set(self._articles)
        names = (name for pair in self._decisions.pairs for name in (pair.a, pair.b))
        named = {found for name in names for found in self._names.find(name)}
        keys = (key for review in self._decisions.reviews for key in (review.a, review.b) if key)
        return named | {found for key in keys if (found := self._names.find_key(key))}

    def rule_earlier(self, reports: Mapping[str, Sequence[EventReport]]) -> list[Ruled]:
        """Resolve the earlier decisions, given reports by article.

        One on a report that is not here is left out, but what follows from it holds: A is B and B is C, so that A is C
        without B (`bridge_missing`).
        """
        reviews = self._decisions.reviews
        decisions = [
            (self._find_report(review.a, reports), self._find_report(review.b, reports), review.decision == "same")
            for review in reviews
        ]
        return [Ruled(reviews[nth], ruling) for nth, ruling in bridge_missing(decisions)]

    def rule_now(
        self, reports: Mapping[str, Sequence[EventReport]], incidents: Mapping[str, Sequence[EventReport]]
    ) -> list[Ruled]:
        """Resolve the decisions of this call, given reports by article and by incident.

        One event: the most alike reports of the two. Two events: each report of the one, and each of the other; of two
        incidents the most alike.
        """
        self.expect_names(incidents)
        ruled: list[Ruled] = []
        if self._decisions.one_event:
            ours = [reports[article] for article in self._articles if reports.get(article)]
            every = sorted((each for several in ours for each in several), key=report_order)
            members = every if self._every_report else common_reports(ours)
            ruled += [self._make(members[0], other, same=True) for other in members[1:] if other != members[0]]
        return ruled + [each for pair in self._decisions.pairs for each in self._rule_pair(pair, reports, incidents)]

    def _rule_pair(
        self,
        pair: NamedPair,
        reports: Mapping[str, Sequence[EventReport]],
        incidents: Mapping[str, Sequence[EventReport]],
    ) -> list[Ruled]:
        sides = [self._find_side(name, reports, incidents) for name in (pair.a, pair.b)]
        (ours, is_ours_one), (theirs, is_theirs_one) = sides
        if pair.same or not (is_ours_one or is_theirs_one):
            nearest = most_alike(ours, theirs)
            pairs = [nearest] if nearest else []
        else:
            alone = {report.article for report in (ours if is_ours_one else theirs)}
            pairs = [(a, b) for a in ours for b in theirs if a != b and not {a.article} == {b.article} <= alone]
        if not pairs:
            option = "--same" if pair.same else "--different"
            shown = " and ".join(one_line(name, _SHOWN) for name in pair[:2])
            _log.warning("%s %s: nothing decided: expected two reports of an event, found none or one", option, shown)
        return [self._make(a, b, same=pair.same) for a, b in pairs]

    def _find_side(
        self, name: str, reports: Mapping[str, Sequence[EventReport]], incidents: Mapping[str, Sequence[EventReport]]
    ) -> tuple[list[EventReport], bool]:
        """Find the reports that a name stands for, and whether it is an article's."""
        found = self._names.find(name)
        if len(found) > 1:
            listed = ", ".join(sorted(one_line(self._articles[one].path or one, _SHOWN) for one in found)[:_NEAREST])
            shown = one_line(name, _SHOWN)
            raise UsageError(f"expected the name of one article, got {shown!r}, which is of {listed}: say which")
        if found:
            return list(reports.get(next(iter(found)), ())), True
        return list(incidents.get(name, ())), False

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
        nearest = ", ".join(one_line(each, _SHOWN) for each in near)
        return UsageError(
            f"expected an article (its id, file or address) or an incident of this run, got {one_line(name, _SHOWN)!r}"
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
        if articles is None:
            keys = (key for review in decisions.reviews for key in (review.a, review.b) if key)
            self._sought = {key.article for key in keys}
        else:
            self._decider = Decider(decisions, articles, every_report=every_report)
            self._decider.expect_names()
            self._sought = self._decider.sought()
        self._sought |= {name for pair in decisions.pairs for name in (pair.a, pair.b)}

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
        ruled = (*decider.rule_earlier(reports), *decider.rule_now(reports, by_id))
        warn_of_contradictions(ruled)
        return ruled


class Named(NamedTuple):
    """What an article is known by."""

    id: str
    path: str | None
    url: str | None
    source: str | None


class _Names:
    """The articles of a run by what a person, or an earlier decision, calls them."""

    def __init__(self, articles: Iterable[Source]) -> None:
        self._ids: dict[str, None] = {}
        self._paths: dict[str, set[str]] = defaultdict(set)
        self._files: dict[str, set[str]] = defaultdict(set)
        self._origins: dict[str, set[str]] = defaultdict(set)
        for article in articles:
            self._ids[article.id] = None
            for path in filter(None, (article.path, article.url)):
                self._paths[path].add(article.id)
            if article.path:
                self._files[PurePath(article.path).name].add(article.id)
            for origin in list_origins(article):
                self._origins[origin.key].add(article.id)
            if address := normalize_address(article.url):
                self._origins[address].add(article.id)

    def find(self, name: str) -> set[str]:
        """Find the ids of the articles of a name: an id, a path as it was given, a file, an address, a file's name."""
        if name in self._ids:
            return {name}
        real = "" if "\0" in name else os.path.realpath(name)
        ways = (
            (self._paths, name),
            (self._origins, real),
            (self._origins, normalize_address(name)),
            (self._files, name),
        )
        return next((set(by[key]) for by, key in ways if key and by.get(key)), set())

    def find_key(self, key: ReportKey) -> str | None:
        """Find the article of an earlier decision: by its id, else the one alone at its file, or address and outlet."""
        if key.article in self._ids:
            return key.article
        for origin in list_origins(key):
            if len(here := self._origins.get(origin.key, set())) == 1:
                return next(iter(here))
        return None

    def listed(self) -> list[str]:
        """The names to suggest."""
        return [*self._paths, *self._files, *self._ids]


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
    now = settle(incidents, [ruled.ruling for ruled in earlier])
    by_id = {group.id: group.reports for group in (*incidents, *now)}
    ruled = (*earlier, *decider.rule_now(reports, by_id))
    warn_of_contradictions(ruled)
    return Decided(settle(incidents, [each.ruling for each in ruled]), ruled)


def reports_by_article(reports: Iterable[EventReport]) -> dict[str, list[EventReport]]:
    """Group reports by their article."""
    by_article: dict[str, list[EventReport]] = defaultdict(list)
    for report in reports:
        by_article[report.article].append(report)
    return by_article


def warn_of_contradictions(ruled: Sequence[Ruled]) -> None:
    """Say, in one line, which decisions are not in force, because later ones contradict them."""
    stands = standing_rulings([each.ruling for each in ruled])
    overruled = [each.review for each, standing in zip(ruled, stands, strict=True) if not standing]
    if overruled:
        first = f"{overruled[0].decision}: {one_line(overruled[0].about or overruled[0].id, _SHOWN)}"
        more = f", and {len(overruled) - 1} more" if len(overruled) > 1 else ""
        _log.warning("decisions on links contradict each other, the later hold; not in force: %s%s", first, more)


def label_incidents(reports: Sequence[EventReport], article: Article) -> tuple[EventReport, ...]:
    """Give the main event of an article the incident id that the article itself names, if it names one."""
    if article.incident is None or not reports:
        return tuple(reports)
    main = main_report(reports)
    return tuple(
        report.model_copy(update={"incident": article.incident}) if report is main else report for report in reports
    )


def _describe(report: EventReport, article: Source | None) -> str:
    """Describe a report to a person: its outlet or file, and its event."""
    label = report.source or (article and article.path) or report.article
    return f"{label}: {report.headline or report.type.replace('_', ' ')}"
