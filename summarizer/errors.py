"""Exceptions: each message is one line with the expected value, the actual one, and the remedy.

SummarizerError
├── UsageError            the call itself is wrong: an argument, an option, a setting
│   └── TemplateError         a prompt template cannot be rendered
├── ArticleError          an article cannot be read
├── RecordError           an event record given to `check` cannot be read
├── StoreError            the store cannot be opened, read or written
├── WorkerError           a worker process was killed
└── ModelError            no usable reply for one article
    ├── RefusalError          the model refused
    ├── ContentFilterError    the endpoint's content filter stopped the reply
    ├── TruncatedReplyError   the reply ran into the token limit
    ├── CutPromptError        the endpoint read less than the whole prompt
    ├── EmptyReplyError       the reply held nothing
    ├── InvalidReplyError     the reply does not fit the schema, even when asked again
    ├── ReplyTimeoutError     the article's time limit passed
    ├── CheckTimeoutError     checking the reply, or reading by rules, took longer than the article's time limit
    ├── ReplayMissError       the cassette has no reply to this prompt
    ├── NotStoredError        only stored replies may answer, and there is none
    ├── EndpointError         the endpoint cannot be reached or answers with an error
    └── RunEndedError         nothing more is sent in this run
        ├── EndpointRefusedError  the endpoint will answer no request of it (key, permission, model name, credit)
        └── BudgetError           the next request could cost more than is left
"""


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


class WorkerError(SummarizerError):
    """A worker process was killed, and so was the one that took its place."""


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
    """Checking the reply, or reading by rules, took longer than the article's time limit."""


class ReplayMissError(ModelError):
    """The cassette has no reply to this prompt."""


class EndpointError(ModelError):
    """The endpoint cannot be reached or answers with an error."""


class NotStoredError(ModelError):
    """Only stored replies may answer, and there is none to this question."""


class RunEndedError(ModelError):
    """Nothing more is sent in this run; finished results stand."""


class EndpointRefusedError(EndpointError, RunEndedError):
    """The endpoint will answer no request of this run: the key, the permission, the model name or the credit."""


class BudgetError(RunEndedError):
    """The next request could cost more than is left of the budget."""
