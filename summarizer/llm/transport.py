"""One request body → the raw body of a completion, over HTTP: what may pass is tried again."""

import asyncio
import logging
import ssl
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import openai
import tenacity
from openai.types.chat import ChatCompletion

from ..errors import EndpointError, EndpointRefusedError, ModelError, StoreError, UsageError
from ..records.usage import Usage, paid_before
from ..settings import Settings, without_secrets
from .budget import Ledger
from .cassettes.replay import Replay
from .completions import NoCompletionError, completion_of, one_line, spent_on
from .connections import (
    ENCODINGS,
    LARGEST_REPLY,
    ReplyPackedError,
    ReplyTooLargeError,
    base_url_of,
    transport_to,
)
from .pacing import Gate, Pass, retry_after
from .prices import GIVE_PRICES, Price, price_of
from .tokens import Estimate
from .tracing import request_span, tracer_of

_log = logging.getLogger(__name__)

_PASSING: Final = (408, 409, 429)  # and every 5xx
_REFUSED: Final = (401, 402, 403, 404)
_BACKOFF: Final = tenacity.wait_random_exponential(multiplier=0.5, max=30)  # seconds
_GATEWAY_TIMEOUTS: Final = (504, 524)
_NEVER_SENT: Final = ("ConnectError", "ConnectTimeout", "PoolTimeout")  # the HTTP library's names for it
_NO_CREDIT: Final = ("insufficient_quota", "billing_hard_limit_reached")  # a 429 that no waiting cures


class Delivery(NamedTuple):
    """A completion, its raw body and what it cost; the seconds until it was sent, and from then until it came."""

    body: bytes
    completion: ChatCompletion
    spent: Usage
    waited: float
    took: float


class Transport:
    """Sends requests to one endpoint; close it at the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tracer = tracer_of()  # imported here, where no request waits for it
        address, query = _address(base_url_of(settings))
        self._sdk = openai.AsyncOpenAI(
            api_key=settings.api_key or "none",  # local servers take any; a replay sends none
            base_url=address,
            default_query=query,
            max_retries=0,
            timeout=settings.attempt_limit,
            http_client=openai.DefaultAsyncHttpxClient(
                follow_redirects=False,
                headers={"Accept-Encoding": ENCODINGS},
                transport=transport_to(address, offline=settings.replay is not None),
            ),
        )
        self._replay = Replay(settings.replay) if settings.replay else None
        rates = (None, None) if settings.replay else (settings.rpm, settings.tpm)
        self._gate = Gate(settings.concurrency, settings.timeout, *rates)
        needs_price = settings.budget is not None or settings.prices is not None  # else it may never be looked up
        price = self._price if needs_price else None
        if settings.budget is not None and price is None:
            raise UsageError(f"expected a known price of {settings.model} with --budget, got none: {GIVE_PRICES}")
        self._ledger = Ledger(settings.budget, price, settings.max_tokens)

    @cached_property
    def _price(self) -> Price | None:
        return price_of(self._settings.model or "", base_url_of(self._settings), self._settings.prices)

    async def close(self) -> None:
        """Close every connection."""
        await self._sdk.close()

    async def send(self, body: bytes, tokens: Estimate, usage: Usage, limit: asyncio.Timeout) -> Delivery:
        """What came, after as many attempts as it takes; `limit` stands still while all requests wait.

        Raises an EndpointError that names the last failure, BudgetError if no attempt fits the budget any longer,
        StoreError if a cassette that is recorded could not keep the last reply.
        """
        clock, retrying = asyncio.get_running_loop().time, self._retrying()
        started, waited = clock(), None
        try:
            delivery: Delivery = await retrying(self._attempt, body, tokens, usage, limit)
            if retrying.statistics["attempt_number"] == 1:
                waited = delivery.waited
            else:
                waited = clock() - started - delivery.took
        except (openai.OpenAIError, NoCompletionError, TimeoutError) as error:
            raise self._named(error) from error
        finally:
            usage.waited += clock() - started if waited is None else waited
        return delivery

    def _retrying(self) -> tenacity.AsyncRetrying:
        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(_may_pass),
            stop=tenacity.stop_after_attempt(1 if self._settings.replay else 1 + self._settings.transport_retries),
            wait=self._wait,
            before_sleep=self._tell,
            reraise=True,
        )

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds before the next attempt: exponential, with full jitter, and not less than the endpoint asks for.

        An endpoint that is asked too fast is waited for at the gate.
        """
        error, asked = state.outcome.exception() if state.outcome else None, None
        if isinstance(error, openai.APIStatusError) and not _is_too_fast(error):
            asked = retry_after(error.response.headers)
        return max(_BACKOFF(state), min(asked or 0.0, self._settings.timeout))

    def _tell(self, state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        told = self._named(error) if isinstance(error, Exception) else "no answer"
        _log.info("attempt %d: %s; the next in %.1f s", state.attempt_number, told, state.upcoming_sleep)

    async def _attempt(self, body: bytes, tokens: Estimate, usage: Usage, limit: asyncio.Timeout) -> Delivery:
        hold = await self._ledger.hold(tokens, limit)
        spent = Usage()
        try:
            given = await self._gate.enter(tokens.likely, limit)
            hold.cost = None  # from here on it may be charged, whatever comes back
            try:
                delivery = await self._sent(body, usage, given)
                spent = delivery.spent
                hold.cost = spent.cost
            except openai.APIError as error:
                hold.cost = None if _may_be_charged(error) else 0.0
                if isinstance(error, openai.APIStatusError) and _is_too_fast(error):
                    self._gate.slow(given, retry_after(error.response.headers))
                raise
            finally:
                self._gate.leave(given, tokens=spent.prompt_tokens + spent.completion_tokens or None)
        finally:
            self._ledger.settle(hold, spent.completion_tokens)
        self._gate.succeeded(given)
        return delivery

    async def _sent(self, body: bytes, usage: Usage, given: Pass) -> Delivery:
        usage.attempts += 1
        started = asyncio.get_running_loop().time()
        with request_span(self._tracer, self._settings, str(self._sdk.base_url)) as span:
            paid_before.set(False)
            raw = await self._post(body)
            took = asyncio.get_running_loop().time() - started
            completion = completion_of(raw)
            spent = spent_on(completion, lambda: self._price)
            if paid_before.get():  # nothing was sent
                spent = Usage(stored=1)
                usage.attempts -= 1
            span.received(completion, spent)
        _log.debug("a request of %d bytes was answered in %.1f s: %d bytes", len(body), took, len(raw))
        return Delivery(raw, completion, spent, given.waited, took)

    async def _post(self, body: bytes) -> bytes:
        if self._replay:
            return self._replay.take(body)
        async with asyncio.timeout(self._settings.attempt_limit):
            # Not `chat.completions.create`: it walks messages and schema at every call: 3 ms of CPU (`body=`: half).
            return await self._sdk.post("/chat/completions", content=body, cast_to=bytes)

    def _named(self, error: Exception) -> ModelError | StoreError:
        """The error of ours that stands for this one."""
        if unkept := _unkept(error):
            return unkept
        where = without_secrets(str(self._sdk.base_url))
        if isinstance(error, openai.APIStatusError):
            return self._of_status(error, where)
        if isinstance(error, NoCompletionError):
            what = _advice(str(error)) or ": is it the right --base-url?"
            return EndpointError(f"expected a completion from {where}, got {error}{what}")
        if isinstance(error, openai.APITimeoutError | TimeoutError):
            limit = self._settings.attempt_limit
            return EndpointError(
                f"expected an answer from {where} within {limit:g} s, got none: is it overloaded? if it is slow, "
                "raise --attempt-timeout"
            )
        if _cause(error, ReplyTooLargeError):
            return EndpointError(
                f"expected a reply of at most {LARGEST_REPLY} bytes from {where}, got more: is it the right --base-url?"
            )
        if packed := _cause(error, ReplyPackedError):
            return EndpointError(f"{where}: {packed}")
        if refused := _of_tls(error):
            return EndpointRefusedError(f"expected {where} to prove who it is, got: {refused}")
        return EndpointError(f"expected an endpoint at {where}, got no connection: is it running?")

    def _of_status(self, error: openai.APIStatusError, where: str) -> EndpointError | EndpointRefusedError:
        if 300 <= error.status_code < 400:  # an article goes to nobody but who was named
            return EndpointRefusedError(
                f"expected a reply from {where}, got HTTP {error.status_code}, a redirect: name the address itself "
                "with --base-url"
            )
        kind = EndpointRefusedError if _is_refusal(error) else EndpointError
        said = str(error.message).replace(self._settings.api_key or "\0", "[key]")
        return kind(f"expected a reply, got HTTP {error.status_code}: {one_line(said)}{_advice(said)}")


def _address(base_url: str) -> tuple[str, dict[str, object]]:
    """The address that paths are added to, and the query of each request, which stands behind them."""
    parts = urlsplit(base_url)
    return urlunsplit(parts._replace(query="", fragment="")), dict(parse_qsl(parts.query, keep_blank_values=True))


def _advice(said: str) -> str:
    """What to do about an error that servers word in many ways; nothing where that is not plain."""
    told = said.lower()
    if "context" in told:
        return ": raise the server's context length, or split the article"
    if any(word in told for word in ("response_format", "json_schema", "grammar")):
        return ": the endpoint may not know this schema: try --mode tools"
    return ""


def _may_pass(error: BaseException) -> bool:
    """Whether the same request may yet be answered."""
    if _unkept(error):
        return False
    if isinstance(error, openai.APIStatusError):
        return (error.status_code in _PASSING or error.status_code >= 500) and not _is_refusal(error)
    if _cause(error, ReplyTooLargeError) or _of_tls(error):
        return False
    return isinstance(error, openai.APIConnectionError | NoCompletionError | TimeoutError)


def _unkept(error: BaseException) -> StoreError | None:
    """Why nothing more is asked: a cassette that is recorded could not keep the last reply."""
    return next((cause for cause in _causes(error) if isinstance(cause, StoreError)), None)


def _cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """What of this kind is behind an error."""
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _of_tls(error: BaseException) -> str:
    """Why no secure connection comes about, and what to do; nothing where it is not for that."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{one_line(cause.verify_message)}: name a file with its authority's certificate in SSL_CERT_FILE"
        if isinstance(cause, ssl.SSLError) and cause.reason == "WRONG_VERSION_NUMBER":
            return "no TLS: is it http:// in place of https://?"
    return ""


def _is_too_fast(error: openai.APIStatusError) -> bool:
    """Whether the endpoint says that the whole run asks too fast."""
    busy = error.status_code == 503 and retry_after(error.response.headers) is not None
    return busy or (error.status_code == 429 and not _is_refusal(error))


def _may_be_charged(error: openai.APIError) -> bool:
    """Whether a model may have worked on the request all the same."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in _GATEWAY_TIMEOUTS
    return type(error.__cause__).__name__ not in _NEVER_SENT


def _is_refusal(error: openai.APIStatusError) -> bool:
    """Whether no request of this run will be answered."""
    return error.status_code in _REFUSED or (error.status_code == 429 and error.code in _NO_CREDIT)


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
