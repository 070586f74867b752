"""Earlier decisions on links, found again on the reports of a run: through edits, renames and moves of articles."""

import logging
from collections.abc import Mapping, Sequence
from typing import Final

from ..language.visible import one_line
from ..linking.constraints import bridge_missing
from ..linking.resemblance import find_report
from ..records.events import EventReport
from ..records.reviews import ReportKey, Review, link_review, report_key
from .article_names import SHOWN, ArticleNames, Source, find_real_path
from .decisions import Decisions, Ruled

_log = logging.getLogger(__name__)
_EVENT: Final = ("type", "day", "place", "headline")  # what tells the events of an article apart
_SAME_EVENT: Final = 3  # of these are as they were: an edit changes one at a time


class EarlierDecisions:
    """The decisions of reviews and of a store, given the articles of a run.

    `followed` are those of which an article has another text or file than they say; withdrawn ones are superseded by a
    later one on the same two reports.
    """

    def __init__(self, decisions: Decisions, articles: Mapping[str, Source], names: ArticleNames) -> None:
        self._decisions = decisions
        self._articles = articles
        self._names = names
        self._by_reports: dict[str, Review] = {}  # by the id that a decision on their reports has now
        self._unmatched: list[Review] = []
        self.followed: list[Review] = []

    def rule(self, reports: Mapping[str, Sequence[EventReport]]) -> list[Ruled]:
        """Resolve the decisions, given reports by article.

        One on a report that is not here is left out, but what follows from it holds: A is B and B is C, so that A is C
        without B (`bridge_missing`).
        """
        decisions, now = [], []
        for review in self._decisions.reviews:
            a, b = (self._find_report(key, reports) for key in (review.a, review.b))
            decisions.append((a, b, review.decision == "same"))
            followed = review.model_copy(update={"a": self._follow(review.a, a), "b": self._follow(review.b, b)})
            now.append(followed)
            if followed != review:
                self.followed.append(followed)
            self._supersede(followed)
            if self._matches_nothing(review, a, b):
                self._unmatched.append(review)
        return [Ruled(now[nth], ruling) for nth, ruling in bridge_missing(decisions)]

    def _supersede(self, review: Review) -> None:
        """Withdraw the decision before this one that an edit has brought to the same two reports."""
        if review.a is None or review.b is None:
            return
        now = link_review(review.a, review.b, same=True).id
        before = self._by_reports.get(now)
        if before and before.id != review.id:
            self.followed.append(before.model_copy(update={"decision": "withdrawn"}))
        self._by_reports[now] = review

    def identify(self, review: Review) -> Review:
        """Give a decision the id of the earlier one on the same two reports: decided again, it is the same decision."""
        earlier = self._by_reports.get(review.id, review)
        return review.model_copy(update={"id": earlier.id})

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
        now = make_key(report, self._articles)
        update = {"article": now.article, "source": now.source, "url": now.url or key.url}
        if now.path and find_real_path(now.path) != find_real_path(key.path):
            update["path"] = now.path
        if _is_of_event(now, key):
            update |= {name: getattr(now, name) for name in (*_EVENT, "content")}
        return key.model_copy(update=update)

    def _find_report(self, key: ReportKey | None, reports: Mapping[str, Sequence[EventReport]]) -> EventReport | str:
        """Find the report of a key; the key's digest where it is not here.

        A text that was edited and moved is known by its likeness alone: it is to tell of the event of that day, too.
        """
        if key is None:
            return ""
        article = key.article if key.article in reports else self._names.find_key(key)
        report = find_report(key, reports.get(article or "", ()))
        if report is None or (report.article == self._decisions.moved.get(key.article) and not self._fits(key, report)):
            return key.digest
        return report

    def _fits(self, key: ReportKey, report: EventReport) -> bool:
        return bool(key.day) and key.day == report.start and _is_of_event(make_key(report, self._articles), key)


def make_key(report: EventReport, articles: Mapping[str, Source]) -> ReportKey:
    """Make the key of a report, with the file and the address of its article."""
    article = articles.get(report.article)
    return report_key(report, path=article.path, url=article.url) if article else report_key(report)


def _is_of_event(now: ReportKey, before: ReportKey) -> bool:
    """Test whether two keys have most of what tells the events of an article apart in common."""
    return len([name for name in _EVENT if getattr(now, name) == getattr(before, name)]) >= _SAME_EVENT
