"""What became of one article."""

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
from ..records.events import ArticleNumbers, EventReport, Rejected
from ..records.usage import Usage
from .draft import Draft

_RUN_ENDED = {None, *(kind.__name__ for kind in (EndpointRefusedError, BudgetError, StoreError, NotStoredError))}

_OF_NO_USE = {
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
    """Whether what failed was what came back, so that the same reply would fail again."""
    return error_kind in _OF_NO_USE


@dataclass(frozen=True)
class Outcome:
    """What became of one article: its event reports, or the error that kept it from being read.

    `error_kind` is the name of the error's class, None where the article was never begun; where there is no
    `error`, of that for which a second look was not answered, and may be another time. `took` is in seconds;
    `stored` says that the outcome was known from an earlier run, `cut` that the run ended before its second look,
    so that figures stand in `rejected` of which nobody has asked yet.
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
        """Whether this is the last word on the article, and no run that ended before it came to it."""
        return not self.cut and (self.error is None or self.error_kind not in _RUN_ENDED)


def outcome_of(draft: Draft, usage: Usage, took: float = 0.0) -> Outcome:
    """The outcome of a draft as it is now: the reports hold what is proved, `rejected` holds the rest."""
    return Outcome(draft.article, draft.reports(), draft.rejected(), draft.accounting(), usage=usage, took=took)
