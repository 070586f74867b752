"""The exceptions: each message is one line that says what was expected, what came and what to do.

`isolate` keeps the failure of one item from costing the others.

SummarizerError
├── UsageError            the call itself is wrong: an argument, an option, a setting
│   └── TemplateError         a prompt template cannot be rendered
├── ArticleError          an article cannot be read
├── RecordError           an event record given to `check` cannot be read
├── StoreError            the store cannot be opened, read or written
└── ModelError            no usable reply for one article
    ├── RefusalError          the model refused
    ├── ContentFilterError    the endpoint's content filter stopped the reply
    ├── TruncatedReplyError   the reply ran into the token limit
    ├── CutPromptError        the endpoint read less than the whole prompt
    ├── EmptyReplyError       the reply held nothing
    ├── InvalidReplyError     the reply does not fit the schema, even when asked again
    ├── ReplyTimeoutError     the article's time limit passed
    ├── CheckTimeoutError     what came could not be checked, or by rules read, within the article's time limit
    ├── ReplayMissError       the cassette has no reply to this prompt
    ├── NotStoredError        only kept replies may answer, and there is none
    ├── EndpointError         the endpoint cannot be reached or answers with an error
    └── RunEndedError         nothing more is sent in this run
        ├── EndpointRefusedError  the endpoint will answer no request of it (key, permission, model name, credit)
        └── BudgetError           the next request could cost more than is left
"""

import logging
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_log = logging.getLogger(__name__)
_MOST: Final = 50  # attempts that fail, in a search for the items to blame; beyond these all that is left is to blame


class SummarizerError(Exception):
    """Base of every error that this package raises on purpose."""


class UsageError(SummarizerError):
    """The call itself is wrong: an argument, an option, a setting."""


class ArticleError(SummarizerError):
    """An article cannot be read."""


class TemplateError(UsageError):
    """A prompt template cannot be rendered."""


class RecordError(SummarizerError):
    """An event record given to `check` cannot be read."""


class StoreError(SummarizerError):
    """The store cannot be opened, read or written."""


class ModelError(SummarizerError):
    """No usable reply for one article."""


class RefusalError(ModelError):
    """The model refused."""


class ContentFilterError(ModelError):
    """The endpoint's content filter stopped the reply."""


class TruncatedReplyError(ModelError):
    """The reply ran into the token limit."""


class CutPromptError(ModelError):
    """The endpoint read less than the whole prompt, and answered all the same."""


class EmptyReplyError(ModelError):
    """The reply held nothing."""


class InvalidReplyError(ModelError):
    """The reply does not fit the schema, even when asked again."""


class ReplyTimeoutError(ModelError):
    """The article's time limit passed."""


class CheckTimeoutError(ModelError):
    """What came could not be checked against the article, or an article read by rules, within its time limit."""


class ReplayMissError(ModelError):
    """The cassette has no reply to this prompt."""


class EndpointError(ModelError):
    """The endpoint cannot be reached or answers with an error."""


class NotStoredError(ModelError):
    """Only kept replies may answer, and there is none to this question."""


class RunEndedError(ModelError):
    """Nothing more is sent in this run; what is done stands."""


class EndpointRefusedError(EndpointError, RunEndedError):
    """The endpoint will answer no request of this run: the key, the permission, the model name or the credit."""


class BudgetError(RunEndedError):
    """The next request could cost more than is left of the budget."""


def isolate(items: Sequence[Item], work: Callable[[list[Item]], Result]) -> tuple[Result, dict[int, str]]:
    """Do work on all items at once; where that fails, on as many of them as it succeeds for.

    Args:
        items: What is worked on.
        work: Any function of some of the items, in their order. It must succeed for none.

    Returns:
        What `work` gives, and by its place why each item is left out, in one line.

    Raises:
        SummarizerError: As `work` raises it: those are raised on purpose, and end the work as a whole.
    """
    search = _Search(items, work)
    search.extend(range(len(items)))
    return search.result(), search.blamed


class _Search(Generic[Item, Result]):
    """The largest set of items that the work was seen to succeed for, grown by halves of what made it fail."""

    def __init__(self, items: Sequence[Item], work: Callable[[list[Item]], Result]) -> None:
        self._items = items
        self._work = work
        self._kept: list[int] = []
        self._results: list[Result] = []
        self._failures = 0
        self.blamed: dict[int, str] = {}

    def extend(self, places: Sequence[int]) -> None:
        """Take in the items at these places, as far as the work succeeds with them."""
        if not places:
            return
        tried = [*self._kept, *places]
        if self._failures == _MOST:
            self.blamed |= dict.fromkeys(places, "left out with others that the work fails on: -v logs which")
            return
        try:
            self._results = [self._work([self._items[place] for place in tried])]
        except SummarizerError:
            raise
        except Exception as error:
            _log.exception("working on %d items", len(tried))
            self._failures += 1
            if len(places) == 1:
                self.blamed[places[0]] = reason(error)
                return
            middle = len(places) // 2
            self.extend(places[:middle])
            self.extend(places[middle:])
        else:
            self._kept = tried

    def result(self) -> Result:
        """What the work gives for what is kept."""
        return self._results[0] if self._results else self._work([])


def reason(error: Exception) -> str:
    """A fault of our own in one line."""
    return f"internal error, please report it: {error!r}"
