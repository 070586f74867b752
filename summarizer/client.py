"""The only importer of openai and instructor: one typed reply for one rendered prompt.

Three layers repeat a request, each for its own cause: the SDK for transport (connection, 429, 5xx,
with Retry-After), instructor for a reply that does not fit the schema, tenacity for an empty one.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from contextvars import ContextVar
from functools import cache
from types import TracebackType
from typing import Any, TypeVar

import instructor
import openai
import tenacity
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError
from vcr.errors import CannotOverwriteExistingCassetteException

from .errors import (
    ContentFilterError,
    EmptyReplyError,
    EndpointError,
    EndpointRefusedError,
    InvalidReplyError,
    ModelError,
    RefusalError,
    ReplayMissError,
    ReplyTimeoutError,
    TruncatedReplyError,
    UsageError,
)
from .schemas import strict_schema
from .settings import NO_MODEL, Settings
from .templates import Message
from .usage import Usage

R = TypeVar("R", bound=BaseModel)

_MODES = {"json_schema": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
_EMPTY_ATTEMPTS = 2  # an endpoint that answers nothing twice in a row has not been seen to recover
_REFUSED = (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError)


# instructor logs each failed attempt as an error; the failure reaches the user as the article's record.
logging.getLogger("instructor").addHandler(logging.NullHandler())

# Which article's usage the request under way counts to: the HTTP client knows only the request.
_counting: ContextVar[Usage] = ContextVar("counting")


class _Counted(openai.DefaultAsyncHttpxClient):
    """An HTTP client that counts each request it sends, repeats included."""

    async def send(self, *arguments: Any, **options: Any) -> Any:
        """Send one request."""
        _counting.get().attempts += 1
        return await super().send(*arguments, **options)


class Client:
    """Asks one model through any OpenAI-compatible endpoint. Use as an async context manager.

    Raises UsageError if the settings name no model.
    """

    def __init__(self, settings: Settings) -> None:
        if not settings.model:
            raise UsageError(NO_MODEL)
        if not (settings.api_key or settings.base_url or settings.replay):
            raise UsageError("expected a key for the model: set OPENAI_API_KEY, or pass --base-url of a local server")
        self._settings = settings
        self._sdk = openai.AsyncOpenAI(
            api_key=settings.api_key or "none",  # local servers take any; a replay sends none
            base_url=settings.base_url,
            max_retries=0 if settings.replay else settings.transport_retries,
            timeout=settings.timeout,
            http_client=_Counted(),
        )
        self._created: dict[type[BaseModel], Any] = {}

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._sdk.close()

    async def ask(self, messages: Sequence[Message], kind: type[R], usage: Usage) -> R:
        """A reply of this kind to these messages; what it cost is added to `usage`, failed or not.

        Raises a ModelError that names what went wrong.
        """
        token = _counting.set(usage)
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._ask(messages, kind)
        except TimeoutError as error:
            raise ReplyTimeoutError(
                f"expected a reply within {self._settings.timeout:g} s, got none: raise --timeout or ask a faster model"
            ) from error
        finally:
            _counting.reset(token)

    async def _ask(self, messages: Sequence[Message], kind: type[R]) -> R:
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(EmptyReplyError),
            stop=tenacity.stop_after_attempt(1 if self._settings.replay else _EMPTY_ATTEMPTS),
            wait=tenacity.wait_random_exponential(multiplier=0.5, max=5),
            reraise=True,
        )
        reply: R = await retrying(self._ask_once, messages, kind)
        return reply

    async def _ask_once(self, messages: Sequence[Message], kind: type[R]) -> R:
        try:
            reply: R = await self._create(kind)(
                model=self._settings.model,
                messages=[dict(message) for message in messages],
                response_model=_response_class(kind),
                max_retries=self._settings.reasks,
                strict=False,  # coerce "4" to 4: the number gate decides, not the spelling
            )
        except InstructorRetryException as error:
            raise self._named(error.__cause__ or error, error.n_attempts) from error
        except IncompleteOutputException as error:
            raise _truncated() from error
        return reply

    def _create(self, kind: type[BaseModel]) -> Any:
        """instructor's `create` around the guarded one, for this kind of reply."""
        if kind not in self._created:

            async def create(**request: Any) -> ChatCompletion:
                return await self._guarded_create(_with_schema(request, kind))

            self._created[kind] = instructor.patch(create=create, mode=_MODES[self._settings.mode])
        return self._created[kind]

    async def _guarded_create(self, request: dict[str, Any]) -> ChatCompletion:
        """One completion, counted; whatever is no answer is a named error."""
        usage = _counting.get()
        usage.requests += 1
        # Not `chat.completions.create`: it walks messages and schema at every call, 3 ms of CPU; `body=` half of one.
        body = json.dumps(request, ensure_ascii=False).encode()
        completion = await self._sdk.post("/chat/completions", content=body, cast_to=ChatCompletion)
        _count_tokens(completion, usage)
        if not completion.choices:
            raise EmptyReplyError("expected one choice in the reply, got none: try again, or another model")
        choice = completion.choices[0]
        if choice.message.refusal:
            raise RefusalError(f"expected an answer, got a refusal: {_one_line(choice.message.refusal)}")
        if choice.finish_reason == "content_filter":
            raise ContentFilterError("expected an answer, got a reply stopped by the endpoint's content filter")
        if choice.finish_reason == "length":
            raise _truncated()
        if not (choice.message.content or choice.message.tool_calls):
            raise EmptyReplyError("expected an answer, got an empty message: try again, or another model")
        return completion

    def _named(self, cause: BaseException, attempts: int) -> ModelError:
        """The error of ours that stands for this cause."""
        if isinstance(cause, ModelError):
            return cause
        if isinstance(cause, ValidationError):
            first = cause.errors(include_url=False, include_context=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "the reply"
            return InvalidReplyError(
                f"expected a reply that fits the schema, got in {attempts} attempts {cause.error_count()} errors, "
                f"the first at {where}: {first['msg']}"
            )
        if isinstance(cause, openai.APIConnectionError) and self._settings.replay:
            return self._replay_miss(cause)
        if isinstance(cause, openai.APITimeoutError):
            return EndpointError(f"expected an answer from {self._sdk.base_url}, got none in time: is it overloaded?")
        if isinstance(cause, openai.APIConnectionError):
            return EndpointError(f"expected an endpoint at {self._sdk.base_url}, got no connection: is it running?")
        if isinstance(cause, openai.APIStatusError):
            kind = EndpointRefusedError if isinstance(cause, _REFUSED) else EndpointError
            return kind(f"expected a reply, got HTTP {cause.status_code}: {_one_line(cause.message)}")
        return InvalidReplyError(f"expected a reply that can be read, got {type(cause).__name__}: {_one_line(cause)}")

    def _replay_miss(self, error: BaseException) -> ModelError:
        if not any(isinstance(cause, CannotOverwriteExistingCassetteException) for cause in _causes(error)):
            return EndpointError(f"expected a recorded reply, got: {_one_line(error)}")
        return ReplayMissError(
            f"expected a reply to this prompt in {self._settings.replay}, found none (the article, prompt, schema or "
            f"model has changed): record again with --record {self._settings.replay} --model NAME"
        )


@cache
def _response_class(kind: type[BaseModel]) -> type[Any]:
    """What instructor is given: a class with no fields and no schema, whose replies the reply model reads.

    instructor walks a response class several times at every call, and builds and copies its schema;
    of this one it finds nothing to walk (8 ms of CPU less a call). `_with_schema` puts the schema in.
    """

    class Answer(instructor.OpenAISchema):
        """The answer."""

        @classmethod
        def model_json_schema(cls, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
            return {"title": kind.__name__, "type": "object", "properties": {}}

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Any:
            return kind.model_validate_json(json_data, **options)

    Answer.__name__ = kind.__name__
    return Answer


def _with_schema(request: dict[str, Any], kind: type[BaseModel]) -> dict[str, Any]:
    """The request with the schema in it, in strict form: no mode of instructor's asks the endpoint to hold to it."""
    schema = strict_schema(kind)
    body = dict(request)
    if form := request.get("response_format"):
        body["response_format"] = {**form, "json_schema": {**form["json_schema"], "schema": schema, "strict": True}}
    if tools := request.get("tools"):
        held = {"parameters": schema, "strict": True}
        body["tools"] = [{**tool, "function": {**tool["function"], **held}} for tool in tools]
    return body


def _count_tokens(completion: ChatCompletion, usage: Usage) -> None:
    """Count what this reply cost, whether or not it turns out usable."""
    if completion.usage:
        details = completion.usage.prompt_tokens_details
        usage.add(
            Usage(
                prompt_tokens=completion.usage.prompt_tokens or 0,
                cached_tokens=(details.cached_tokens or 0) if details else 0,
                completion_tokens=completion.usage.completion_tokens or 0,
            )
        )


def _truncated() -> TruncatedReplyError:
    return TruncatedReplyError(
        "expected a whole reply, got one cut off at the model's token limit: raise the limit or split the article"
    )


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:300]
