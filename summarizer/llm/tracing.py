"""OpenTelemetry spans for requests, by the GenAI semantic conventions; never with a text, a password or a key.

Without `summarizer[otel]`, or with no tracer provider set, nothing is recorded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from openai import APIStatusError
from openai.types.chat import ChatCompletion

from ..records.usage import Usage
from ..settings import Settings

_OPERATION: Final = "chat"
_PROVIDERS: Final = {  # names of the conventions, by the end of the host's name
    "openai.azure.com": "azure.ai.openai",
    "anthropic.com": "anthropic",
    "deepseek.com": "deepseek",
    "groq.com": "groq",
    "mistral.ai": "mistral_ai",
    "perplexity.ai": "perplexity",
    "x.ai": "x_ai",
    "generativelanguage.googleapis.com": "gcp.gemini",
}


class Traced:
    """The span of one request, for the attributes of its reply."""

    def __init__(self, span: Any = None) -> None:
        self._span = span

    def received(self, completion: ChatCompletion, spent: Usage) -> None:
        """Set the model that answered, its finish reason and the tokens used."""
        if self._span is None:
            return
        attributes = {
            "gen_ai.response.model": completion.model,
            "gen_ai.response.id": completion.id,
            "gen_ai.response.finish_reasons": [str(choice.finish_reason) for choice in completion.choices],
            "gen_ai.usage.input_tokens": spent.prompt_tokens or None,
            "gen_ai.usage.output_tokens": spent.completion_tokens or None,
            "gen_ai.usage.cache_read.input_tokens": spent.cached_tokens or None,
        }
        self._span.set_attributes({name: value for name, value in attributes.items() if value})


@contextmanager
def request_span(tracer: Any, settings: Settings, url: str) -> Iterator[Traced]:
    """Open the span of one request to this address; it ends with the reply or the error."""
    if tracer is None:
        yield Traced()
        return
    from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415  # an extra

    # An error's message may quote the article: only its type is recorded.
    with tracer.start_as_current_span(
        f"{_OPERATION} {settings.model}", kind=SpanKind.CLIENT, record_exception=False, set_status_on_exception=False
    ) as span:
        if not span.is_recording():
            yield Traced()
            return
        span.set_attributes(_request_attributes(settings, url))
        try:
            yield Traced(span)
        except BaseException as error:
            span.set_attribute("error.type", _error_type(error))
            span.set_status(Status(StatusCode.ERROR))
            raise


def get_tracer() -> Any:
    """Return the tracer, None without the extra; it follows a provider that is set later."""
    try:
        from opentelemetry import trace  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    return trace.get_tracer("summarizer")


def _request_attributes(settings: Settings, url: str) -> dict[str, str | int]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    ends = (name for end, name in _PROVIDERS.items() if host == end or host.endswith(f".{end}"))
    attributes: dict[str, str | int] = {
        "gen_ai.operation.name": _OPERATION,
        "gen_ai.provider.name": next(ends, "openai"),  # whose protocol it speaks, where nobody says who it is
        "gen_ai.request.model": settings.model or "",
        "gen_ai.output.type": "json",
        "server.address": host,
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
    }
    return attributes | ({"gen_ai.request.max_tokens": settings.max_tokens} if settings.max_tokens else {})


def _error_type(error: BaseException) -> str:
    return str(error.status_code) if isinstance(error, APIStatusError) else type(error).__name__
