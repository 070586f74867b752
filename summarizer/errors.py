"""The exceptions: each message is one line that says what was expected, what came and what to do.

SummarizerError
├── UsageError            the call itself is wrong: an argument, an option, a setting
├── ArticleError          an article cannot be read
├── TemplateError         a prompt template cannot be rendered
├── RecordError           an event record given to `check` cannot be read
├── StoreError            the store cannot be opened, read or written
└── ModelError            no usable reply for one article
    ├── RefusalError          the model refused
    ├── ContentFilterError    the endpoint's content filter stopped the reply
    ├── TruncatedReplyError   the reply ran into the token limit
    ├── EmptyReplyError       the reply held nothing
    ├── InvalidReplyError     the reply does not fit the schema, even when asked again
    ├── ReplyTimeoutError     the article's time limit passed
    ├── ReplayMissError       the cassette has no reply to this prompt
    └── EndpointError         the endpoint cannot be reached or answers with an error
        └── EndpointRefusedError  it will answer no request of this run (key, permission, model name)
"""


class SummarizerError(Exception):
    """Base of every error that this package raises on purpose."""


class UsageError(SummarizerError):
    """The call itself is wrong: an argument, an option, a setting."""


class ArticleError(SummarizerError):
    """An article cannot be read."""


class TemplateError(SummarizerError):
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


class EmptyReplyError(ModelError):
    """The reply held nothing."""


class InvalidReplyError(ModelError):
    """The reply does not fit the schema, even when asked again."""


class ReplyTimeoutError(ModelError):
    """The article's time limit passed."""


class ReplayMissError(ModelError):
    """The cassette has no reply to this prompt."""


class EndpointError(ModelError):
    """The endpoint cannot be reached or answers with an error."""


class EndpointRefusedError(EndpointError):
    """The endpoint will answer no request of this run: the key, the permission or the model name is wrong."""
