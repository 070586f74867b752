"""The model client: a rendered prompt → one typed reply, from the reply cache, a cassette or the endpoint.

Three layers repeat a request, each for its own cause: the transport for transient errors, instructor for a reply that
does not fit the schema, tenacity for an empty one.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, TypeVar

import tenacity
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from ..errors import (
    EmptyReplyError,
    InvalidReplyError,
    NotStoredError,
    ReplayMissError,
    ReplyTimeoutError,
    StoreError,
    SummarizerError,
    UsageError,
)
from ..records.usage import Usage
from ..records.wording import pluralize
from ..settings import NO_MODEL, Settings, expect_key
from .completions import expect_answer, expect_whole_prompt, holds_answer, one_line, parse_completion, truncation_error
from .prompts import Messages
from .rate_limiter import pause_timeout
from .replies import CachedReply, InFlight, Replies, may_send, note_missing, run_to_the_end
from .request_bodies import Form, estimate_request, make_response_class, patch_create, request_key
from .tokens import NO_TOKENS, TokenEstimate
from .transport import Transport

R = TypeVar("R", bound=BaseModel)

_EMPTY_ATTEMPTS = 2  # an endpoint that answers nothing twice in a row has not been seen to recover


# instructor logs each failed attempt as an error; the failure reaches the user as the article's record.
logging.getLogger("instructor").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class _RequestContext:
    """The request under way: the prompt's name and version, its label, its cost, its timeout, its empty replies."""

    prompt: str
    label: str
    usage: Usage
    limit: asyncio.Timeout
    empty: list[EmptyReplyError] = field(default_factory=list)


# A context variable, because instructor passes on the request alone.
_question: ContextVar[_RequestContext] = ContextVar("question")


class Client:
    """Asks one model through any OpenAI-compatible endpoint. Use as an async context manager.

    `replies` is the reply cache; without one, equal requests under way are still sent once.

    Raises UsageError if the settings name no model or no usable key, and as `Transport`.
    """

    def __init__(self, settings: Settings, replies: Replies | None = None) -> None:
        if not settings.model:
            raise UsageError(NO_MODEL)
        if not (settings.api_key or settings.base_url or settings.replay):
            raise UsageError("expected a key for the model: set OPENAI_API_KEY, or pass --base-url of a local server")
        if settings.api_key and not settings.replay:
            expect_key(settings.api_key)
        self._settings = settings
        self._replies = replies or InFlight()
        self._transport = Transport(settings)
        self._created: dict[type[BaseModel], Any] = {}
        self._forms: dict[type[BaseModel], Form] = {}
        self._weighs = settings.budget is not None or settings.tpm is not None

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.close()

    async def ask(self, messages: Messages, kind: type[R], usage: Usage) -> R:
        """Return a reply of this kind to these messages; its cost is added to `usage`, failed or not.

        Raises a ModelError that names what went wrong.
        """
        try:
            async with asyncio.timeout(self._settings.timeout) as limit:
                token = _question.set(_RequestContext(messages.prompt, messages.label, usage, limit))
                try:
                    return await self._ask(messages, kind)
                finally:
                    _question.reset(token)
        except TimeoutError as error:
            raise ReplyTimeoutError(
                f"expected a reply within {self._settings.timeout:g} s, got none: raise --timeout or ask a faster model"
            ) from error

    def key(self, messages: Messages, kind: type[BaseModel]) -> str:
        """Return the cache key of the first reply to these messages. Nothing is sent."""
        return request_key(messages.prompt, self._form(kind).body(_as_dicts(messages)))

    def tokens(self, messages: Messages, kind: type[BaseModel]) -> TokenEstimate:
        """Estimate the tokens of the first request with these messages. Nothing is sent."""
        return estimate_request(messages, kind)

    async def _ask(self, messages: Messages, kind: type[R]) -> R:
        if self._settings.replay:
            return await self._ask_cassette(messages, kind)
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(EmptyReplyError),
            stop=tenacity.stop_after_attempt(_EMPTY_ATTEMPTS),
            wait=tenacity.wait_random_exponential(multiplier=0.5, max=5),
            reraise=True,
        )
        reply: R = await retrying(self._ask_once, messages, kind)
        return reply

    async def _ask_cassette(self, messages: Messages, kind: type[R]) -> R:
        """Return the reply recorded after empty ones; several processes may have recorded any number of those."""
        question = _question.get()
        while True:
            try:
                return await self._ask_once(messages, kind)
            except EmptyReplyError as error:
                if error in question.empty:  # no other was recorded after it
                    raise
                question.empty.append(error)

    async def _ask_once(self, messages: Messages, kind: type[R]) -> R:
        try:
            reply: R = await self._instructor_create(kind)(
                messages=_as_dicts(messages),
                response_model=make_response_class(kind),
                max_retries=self._settings.reasks,
                strict=False,  # coerce "4" to 4: the number gate decides, not the spelling
            )
        except InstructorRetryException as error:
            raise _explain(error.__cause__ or error, error.n_attempts) from error
        except IncompleteOutputException as error:
            raise truncation_error() from error
        return reply

    def _parameters(self) -> dict[str, Any]:
        parameters: dict[str, Any] = {"model": self._settings.model}
        if self._settings.max_tokens:
            parameters["max_completion_tokens"] = self._settings.max_tokens
        return parameters

    def _instructor_create(self, kind: type[BaseModel]) -> Any:
        """Return instructor's `create` around `_complete`, for this kind of reply."""
        if kind not in self._created:
            self._created[kind] = patch_create(partial(self._complete, kind), self._settings.mode)
        return self._created[kind]

    def _form(self, kind: type[BaseModel]) -> Form:
        if kind not in self._forms:
            self._forms[kind] = Form(self._parameters(), kind, self._settings.mode)
        return self._forms[kind]

    async def _complete(self, kind: type[BaseModel], messages: Sequence[Mapping[str, Any]]) -> ChatCompletion:
        """Get one completion, and count it. Raises the named error of a reply without a whole answer."""
        question, body = _question.get(), self._form(kind).body(messages)
        question.usage.requests += 1
        key = request_key(question.prompt, body)
        tokens = estimate_request(messages, kind) if self._weighs else NO_TOKENS
        completion = await self._get_reply(key, body, tokens, question)
        if holds_answer(completion):
            question.usage.keys.append(key)
        return expect_whole_prompt(expect_answer(completion), messages)

    async def _get_reply(
        self, key: str, body: bytes, tokens: TokenEstimate, question: _RequestContext
    ) -> ChatCompletion:
        """Return the reply from the cache, or send the request and keep its reply."""
        if not may_send():
            stored = self._replies.reply(key)
            if stored is None:
                raise NotStoredError("expected a reply that was kept, found none to this question: read it again")
        else:
            with pause_timeout(question.limit):
                stored = await self._replies.claim(key)
        if stored is not None:
            question.usage.stored += 1
            return parse_completion(stored)
        ended = False
        try:
            completion, reply = await self._send(body, tokens, question)
            if holds_answer(completion):
                ended = True  # `keep` ends the claim, whatever becomes of it
                try:
                    await run_to_the_end(self._replies.keep(key, reply))
                except StoreError:
                    if self._replies.reply(key) is None:  # else it is paid for and here: the next question is not asked
                        raise
        finally:
            if not ended:
                await run_to_the_end(self._replies.release(key))
        return completion

    async def _send(
        self, body: bytes, tokens: TokenEstimate, question: _RequestContext
    ) -> tuple[ChatCompletion, CachedReply]:
        try:
            came = await self._transport.send(body, tokens, question.usage, question.limit)
        except ReplayMissError:
            if question.empty:
                question.usage.requests -= 1  # it was not asked when that was recorded
                question.usage.attempts -= 1
                raise question.empty[-1] from None
            note_missing(question.label, body)
            raise
        question.usage.add(came.spent)
        model = self._settings.model or ""
        return came.completion, CachedReply(came.body, model, question.label, came.spent, came.took)


def _as_dicts(messages: Messages) -> list[dict[str, Any]]:
    return [dict(message) for message in messages]


def _explain(cause: BaseException, attempts: int) -> SummarizerError:
    """Return our error for a failure of instructor or of validation."""
    if isinstance(cause, SummarizerError):
        return cause
    if isinstance(cause, ValidationError):
        first = cause.errors(include_url=False, include_context=False, include_input=False)[0]
        errors = cause.error_count()
        where = one_line(".".join(str(part) for part in first["loc"])) or "the reply"
        return InvalidReplyError(
            f"expected a reply that fits the schema, got in {attempts} {pluralize(attempts, 'attempt')} {errors} "
            f"{pluralize(errors, 'error')}, the first at {where}: {one_line(first['msg'])}"
        )
    advice = ": ask with --mode json_schema" if "tool call" in str(cause).lower() else ""
    return InvalidReplyError(
        f"expected a reply that can be read, got {type(cause).__name__}: {one_line(cause)}{advice}"
    )
