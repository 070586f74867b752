"""Outcome of one article: its event reports, or the error that kept it from being read."""

from dataclasses import dataclass, field

from ..errors import (
    BudgetError,
    CheckTimeoutError,
    ContentFilterError,
    CutPromptError,
    EmptyReplyError,
    EndpointRefusedError,
    InvalidReplyError,
    NotStoredError,
    RefusalError,
    StoreError,
    TruncatedReplyError,
)
from ..records.article import Article
from ..records.article_numbers import ArticleNumbers, Rejected
from ..records.events import EventReport
from ..records.usage import Usage
from .draft import Draft

_RUN_ENDED = {None, *(kind.__name__ for kind in (EndpointRefusedError, BudgetError, StoreError, NotStoredError))}

_BAD_REPLIES = {
    kind.__name__
    for kind in (
        RefusalError,
        ContentFilterError,
        TruncatedReplyError,
        CutPromptError,
        EmptyReplyError,
        InvalidReplyError,
        CheckTimeoutError,
    )
}


def is_fault_of_a_reply(error_kind: str | None) -> bool:
    """Return whether the reply itself was at fault, so that the same reply would fail again."""
    return error_kind in _BAD_REPLIES


@dataclass(frozen=True)
class Outcome:
    """The outcome of one article.

    Attributes:
        article: The article.
        reports: Its events, with the figures that are proved.
        rejected: The figures that are not proved.
        numbers: What became of its numbers; None where it was not read.
        error: Why it was not read, in one line; None if it was.
        error_kind: The class name of `error`, None where the article was never begun; without an `error`, the class
            name of the error for which a second look was not answered, and may be another time.
        usage: The requests for it, and their tokens.
        took: Seconds that reading it took.
        stored: Whether the outcome comes from an earlier run.
        cut: Whether the run ended before the second look, so that nobody has asked again about figures in `rejected`.
    """

    article: Article
    reports: tuple[EventReport, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    numbers: ArticleNumbers | None = None
    error: str | None = None
    error_kind: str | None = None
    usage: Usage = field(default_factory=Usage)
    took: float = 0.0
    stored: bool = False
    cut: bool = False

    @property
    def settled(self) -> bool:
        """Whether the outcome is final: no run ended before the article was read, or before its second look."""
        return not self.cut and (self.error is None or self.error_kind not in _RUN_ENDED)


def make_outcome(draft: Draft, usage: Usage, took: float = 0.0) -> Outcome:
    """Return the outcome of a draft as it is now: the reports hold what is proved, `rejected` holds the rest."""
    return Outcome(draft.article, draft.reports(), draft.rejected(), draft.accounting(), usage=usage, took=took)
