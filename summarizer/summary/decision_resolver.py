"""Decisions of a call resolved to reports: the names of articles and incidents in them, and one event for all."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final

from ..errors import UsageError
from ..language.visible import normalize_name, one_line
from ..linking import Ruling
from ..linking.incidents import report_order
from ..linking.resemblance import common_reports, most_alike
from ..records.events import EventReport
from ..records.reviews import link_review
from .article_names import SHOWN, ArticleNames, Source
from .decisions import Decisions, NamedPair, Ruled
from .earlier_decisions import EarlierDecisions, make_key

_log = logging.getLogger(__name__)
_PAIR: Final = 2  # reports, at least, that are one event by a decision
_NEAREST: Final = 3  # names that a message suggests
_PATH: Final = 400  # characters of a path in a message: it tells files apart by its end
SUGGESTED_FROM: Final = 10_000  # names: more take a second to compare


class DecisionResolver:
    """Resolves the decisions of a call to reports, given the articles of a run, and has the `earlier` ones.

    It raises UsageError for a name that is unknown.
    """

    def __init__(self, decisions: Decisions, articles: Iterable[Source], *, every_report: bool = False) -> None:
        """`every_report`: with `one_event`, all reports of an article are of it, as of records; else one of them.

        All reports of an article that is the only one are of it either way.
        """
        self._decisions = decisions
        self._every_report = every_report
        self._articles = {article.id: article for article in articles}
        self._labels = {getattr(article, "incident", None) for article in self._articles.values()}
        self._names = ArticleNames(self._articles.values(), decisions.moved)
        self.earlier = EarlierDecisions(decisions, self._articles, self._names)

    def expect_names(self, incidents: Collection[str] | None = None) -> None:
        """Raise UsageError for a pair that does not name two articles or incidents; None: these are not known yet."""
        for pair in self._decisions.pairs:
            if self._resolve(pair.a, incidents) == self._resolve(pair.b, incidents):
                raise _not_two(pair)

    def _resolve(self, name: str, incidents: Collection[str] | None) -> tuple[str, bool]:
        """Return the id of the article or the incident that a name is of, and whether it is an article's."""
        found = self._names.find(name)
        if len(found) > 1:
            listed = ", ".join(sorted(one_line(self._articles[one].path or one, _PATH) for one in found)[:_NEAREST])
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
        keys = [make_key(report, self._articles) for report in (a, b)]
        about = " and ".join(_describe(report, self._articles.get(report.article)) for report in (a, b))
        review = self.earlier.identify(link_review(*keys, same=same, about=about))
        return Ruled(review, Ruling(a, b, same), is_new=True)

    def _unknown(self, name: str, incidents: Iterable[str]) -> UsageError:
        known = [*self._names.listed(), *incidents][:SUGGESTED_FROM]
        near = get_close_matches(name, known, n=_NEAREST, cutoff=0.3) or known[:_NEAREST]
        nearest = ", ".join(one_line(each, SHOWN) for each in near)
        return UsageError(
            f"expected an article (its id, file or address) or an incident of this run, got {one_line(name, SHOWN)!r}"
            + (f": the nearest are {nearest}" if nearest else ": none was read")
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
