"""One typed reply for one rendered prompt, with instructor, from the replies that are kept or from the endpoint.

Three layers repeat a request, each for its own cause: ours over HTTP for transport (`transport`),
instructor for a reply that does not fit the schema, tenacity for an empty one.
"""

import asyncio
import hashlib
import json
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any, TypeVar

import instructor
import tenacity
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from .completions import checked, completion_of, holds_answer, one_line, tokens_of, truncated
from .errors import (
    EmptyReplyError,
    InvalidReplyError,
    NotStoredError,
    ReplyTimeoutError,
    SummarizerError,
    UsageError,
)
from .pacing import standing_still
from .replies import InFlight, Replies, Reply, may_send, to_the_end
from .schemas import strict_schema
from .settings import NO_MODEL, Settings
from .templates import Message, Messages
from .transport import Transport
from .usage import Usage

R = TypeVar("R", bound=BaseModel)

_MODES = {"json_schema": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
_EMPTY_ATTEMPTS = 2  # an endpoint that answers nothing twice in a row has not been seen to recover


# instructor logs each failed attempt as an error; the failure reaches the user as the article's record.
logging.getLogger("instructor").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class _Question:
    """What is being asked: the prompt's name and version, what it costs, and the time left for it."""

    prompt: str
    usage: Usage
    limit: asyncio.Timeout


# The question under way: instructor passes on the request alone.
_question: ContextVar[_Question] = ContextVar("question")


class Client:
    """Asks one model through any OpenAI-compatible endpoint. Use as an async context manager.

    `replies` keeps what is answered; without one, equal questions under way are sent once all the same.

    Raises UsageError if the settings name no model.
    """

    def __init__(self, settings: Settings, replies: Replies | None = None) -> None:
        if not settings.model:
            raise UsageError(NO_MODEL)
        if not (settings.api_key or settings.base_url or settings.replay):
            raise UsageError("expected a key for the model: set OPENAI_API_KEY, or pass --base-url of a local server")
        self._settings = settings
        self._replies = replies or InFlight()
        self._transport = Transport(settings)
        self._created: dict[type[BaseModel], Any] = {}
        self._frames: dict[type[BaseModel], dict[str, Any]] = {}

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.close()

    async def ask(self, messages: Messages, kind: type[R], usage: Usage) -> R:
        """A reply of this kind to these messages; what it cost is added to `usage`, failed or not.

        Raises a ModelError that names what went wrong.
        """
        try:
            async with asyncio.timeout(self._settings.timeout) as limit:
                token = _question.set(_Question(messages.prompt, usage, limit))
                try:
                    return await self._ask(messages, kind)
                finally:
                    _question.reset(token)
        except TimeoutError as error:
            raise ReplyTimeoutError(
                f"expected a reply within {self._settings.timeout:g} s, got none: raise --timeout or ask a faster model"
            ) from error

    def key(self, messages: Messages, kind: type[BaseModel]) -> str:
        """The key by which the first reply to these messages is kept. Nothing is sent."""
        return _key(messages.prompt, _body({**self._frame(kind), **_sent(messages)}))

    async def _ask(self, messages: Messages, kind: type[R]) -> R:
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(EmptyReplyError),
            stop=tenacity.stop_after_attempt(1 if self._settings.replay else _EMPTY_ATTEMPTS),
            wait=tenacity.wait_random_exponential(multiplier=0.5, max=5),
            reraise=True,
        )
        reply: R = await retrying(self._ask_once, messages, kind)
        return reply

    async def _ask_once(self, messages: Messages, kind: type[R]) -> R:
        try:
            reply: R = await self._create(kind)(
                **self._parameters(),
                **_sent(messages),
                response_model=_response_class(kind),
                max_retries=self._settings.reasks,
                strict=False,  # coerce "4" to 4: the number gate decides, not the spelling
            )
        except InstructorRetryException as error:
            raise _named(error.__cause__ or error, error.n_attempts) from error
        except IncompleteOutputException as error:
            raise truncated() from error
        return reply

    def _parameters(self) -> dict[str, Any]:
        return {"model": self._settings.model}

    def _create(self, kind: type[BaseModel]) -> Any:
        """instructor's `create` around the guarded one, for this kind of reply."""
        if kind not in self._created:

            async def create(**request: Any) -> ChatCompletion:
                return await self._guarded_create(_with_schema(request, kind))

            self._created[kind] = instructor.patch(create=create, mode=_MODES[self._settings.mode])
        return self._created[kind]

    def _frame(self, kind: type[BaseModel]) -> dict[str, Any]:
        """What instructor makes of a request for this kind of reply, whatever its messages are."""
        if kind not in self._frames:

            def create(**request: Any) -> ChatCompletion:
                raise _Formed(_with_schema(request, kind))

            formed = instructor.patch(create=create, mode=_MODES[self._settings.mode])
            try:
                formed(**self._parameters(), messages=[], response_model=_response_class(kind), max_retries=0)
            except _Formed as one:
                self._frames[kind] = one.request
        return self._frames[kind]

    async def _guarded_create(self, request: dict[str, Any]) -> ChatCompletion:
        """One completion, counted; whatever is no answer is a named error."""
        question, body = _question.get(), _body(request)
        question.usage.requests += 1
        key = _key(question.prompt, body)
        completion = await self._reply(key, body, question)
        if holds_answer(completion):
            question.usage.keys.append(key)
        return checked(completion)

    async def _reply(self, key: str, body: bytes, question: _Question) -> ChatCompletion:
        """The reply that is kept, or that comes, and then it is kept."""
        if not may_send():
            stored = self._replies.reply(key)
            if stored is None:
                raise NotStoredError("expected a reply that was kept, found none to this question: read it again")
        else:
            with standing_still(question.limit):
                stored = await self._replies.claim(key)
        if stored is not None:
            question.usage.stored += 1
            return completion_of(stored)
        ended = False
        try:
            completion, reply = await self._send(body, question)
            if holds_answer(completion):
                ended = True  # `keep` ends the claim, whatever becomes of it
                await to_the_end(self._replies.keep(key, reply))
        finally:
            if not ended:
                await to_the_end(self._replies.release(key))
        return completion

    async def _send(self, body: bytes, question: _Question) -> tuple[ChatCompletion, Reply]:
        came = await self._transport.send(body, question.usage, question.limit)
        spent = tokens_of(came.completion) or Usage()
        question.usage.add(spent)
        model = self._settings.model or ""
        return came.completion, Reply(came.body, model, question.prompt, spent, came.took)


class _Formed(BaseException):  # no Exception: instructor would take it for a failure of the endpoint
    """Carries a request out of instructor."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request


def _sent(messages: list[Message]) -> dict[str, Any]:
    return {"messages": [dict(message) for message in messages]}


def _body(request: dict[str, Any]) -> bytes:
    """The request as JSON, one form for equal requests: parameters sorted, and within them the order as it is.

    That of a schema's properties is the order in which a model fills them in: part of what is asked.
    """
    return json.dumps({name: request[name] for name in sorted(request)}, ensure_ascii=False).encode()


def _key(prompt: str, body: bytes) -> str:
    return hashlib.sha256(f"{prompt}\n".encode() + body).hexdigest()


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


def _named(cause: BaseException, attempts: int) -> SummarizerError:
    """The error of ours that stands for this cause."""
    if isinstance(cause, SummarizerError):
        return cause
    if isinstance(cause, ValidationError):
        first = cause.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the reply"
        return InvalidReplyError(
            f"expected a reply that fits the schema, got in {attempts} attempts {cause.error_count()} errors, "
            f"the first at {where}: {first['msg']}"
        )
    return InvalidReplyError(f"expected a reply that can be read, got {type(cause).__name__}: {one_line(cause)}")
