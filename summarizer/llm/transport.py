"""HTTP transport: a request body → the raw body of a completion; transient errors are retried with back-off."""

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
from ..settings import Settings, redact_address
from .budget import Budget
from .cassettes.replay import Replay
from .completions import NoCompletionError, count_usage, one_line, parse_completion
from .connections import ENCODINGS, LARGEST_REPLY, ReplyPackedError, ReplyTooLargeError, get_base_url, make_transport
from .prices import GIVE_PRICES, Price, find_price
from .rate_limiter import Permit, RateLimiter, retry_after
from .tokens import TokenEstimate
from .tracing import get_tracer, request_span

_log = logging.getLogger(__name__)

RETRYABLE_STATUS: Final = (408, 409, 429)  # and every 5xx
_REFUSED_STATUS: Final = (401, 402, 403, 404)
_BACKOFF: Final = tenacity.wait_random_exponential(multiplier=0.5, max=30)  # seconds
_GATEWAY_TIMEOUTS: Final = (504, 524)
_NEVER_SENT: Final = ("ConnectError", "ConnectTimeout", "PoolTimeout")  # the HTTP library's names for it
_NO_CREDIT: Final = ("insufficient_quota", "billing_hard_limit_reached")  # a 429 that no waiting cures


class Delivery(NamedTuple):
    """A completion, its raw body and its cost; the seconds until it was sent, and from then until it came."""

    body: bytes
    completion: ChatCompletion
    spent: Usage
    waited: float
    took: float


class Transport:
    """Sends requests to one endpoint, or answers them from a cassette; close it at the end.

    Raises UsageError for an invalid address, price list or cassette, and for a budget without a known price.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tracer = get_tracer()  # imported here, where no request waits for it
        address, query = _split_address(get_base_url(settings))
        self._sdk = openai.AsyncOpenAI(
            api_key=settings.api_key or "none",  # local servers take any; a replay sends none
            base_url=address,
            default_query=query,
            max_retries=0,
            timeout=settings.attempt_limit,
            http_client=openai.DefaultAsyncHttpxClient(
                follow_redirects=False,
                headers={"Accept-Encoding": ENCODINGS},
                transport=make_transport(address, offline=settings.replay is not None),
            ),
        )
        self._replay = Replay(settings.replay) if settings.replay else None
        rates = (None, None) if settings.replay else (settings.rpm, settings.tpm)
        self._limiter = RateLimiter(settings.concurrency, settings.timeout, *rates)
        needs_price = settings.budget is not None or settings.prices is not None  # else it may never be looked up
        price = self._price if needs_price else None
        if settings.budget is not None and price is None:
            raise UsageError(f"expected a known price of {settings.model} with --budget, got none: {GIVE_PRICES}")
        self._budget = Budget(settings.budget, price, settings.max_tokens)

    @cached_property
    def _price(self) -> Price | None:
        return find_price(self._settings.model or "", get_base_url(self._settings), self._settings.prices)

    async def close(self) -> None:
        """Close every connection."""
        await self._sdk.close()

    async def send(self, body: bytes, tokens: TokenEstimate, usage: Usage, limit: asyncio.Timeout) -> Delivery:
        """Send a request until it is answered, with retries; the timeout `limit` is paused while all requests wait.

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
            raise self._explain(error) from error
        finally:
            usage.waited += clock() - started if waited is None else waited
        return delivery

    def _retrying(self) -> tenacity.AsyncRetrying:
        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(is_retryable),
            stop=tenacity.stop_after_attempt(1 if self._settings.replay else 1 + self._settings.transport_retries),
            wait=self._back_off,
            before_sleep=self._log_retry,
            reraise=True,
        )

    def _back_off(self, state: tenacity.RetryCallState) -> float:
        """Return the seconds before the next attempt: exponential, full jitter, at least what the endpoint asks for.

        After a rate-limit response it is the rate limiter that waits.
        """
        error, asked = state.outcome.exception() if state.outcome else None, None
        if isinstance(error, openai.APIStatusError) and not _is_rate_limited(error):
            asked = retry_after(error.response.headers)
        return max(_BACKOFF(state), min(asked or 0.0, self._settings.timeout))

    def _log_retry(self, state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        reason = self._explain(error) if isinstance(error, Exception) else "no answer"
        _log.info("attempt %d: %s; the next in %.1f s", state.attempt_number, reason, state.upcoming_sleep)

    async def _attempt(self, body: bytes, tokens: TokenEstimate, usage: Usage, limit: asyncio.Timeout) -> Delivery:
        hold = await self._budget.reserve(tokens, limit)
        spent = Usage()
        try:
            permit = await self._limiter.acquire(tokens.likely, limit)
            hold.cost = None  # from here on it may be charged, whatever comes back
            try:
                delivery = await self._send_once(body, usage, permit)
                spent = delivery.spent
                hold.cost = spent.cost
            except openai.APIError as error:
                hold.cost = None if _may_be_charged(error) else 0.0
                if isinstance(error, openai.APIStatusError) and _is_rate_limited(error):
                    self._limiter.back_off(permit, retry_after(error.response.headers))
                raise
            finally:
                self._limiter.release(permit, tokens=spent.prompt_tokens + spent.completion_tokens or None)
        finally:
            self._budget.settle(hold, spent.completion_tokens)
        self._limiter.record_success(permit)
        return delivery

    async def _send_once(self, body: bytes, usage: Usage, permit: Permit) -> Delivery:
        usage.attempts += 1
        started = asyncio.get_running_loop().time()
        with request_span(self._tracer, self._settings, str(self._sdk.base_url)) as span:
            paid_before.set(False)
            raw = await self._post(body)
            took = asyncio.get_running_loop().time() - started
            completion = parse_completion(raw)
            spent = count_usage(completion, lambda: self._price)
            if paid_before.get():  # nothing was sent
                spent = Usage(stored=1)
                usage.attempts -= 1
            span.received(completion, spent)
        _log.debug("a request of %d bytes was answered in %.1f s: %d bytes", len(body), took, len(raw))
        return Delivery(raw, completion, spent, permit.waited, took)

    async def _post(self, body: bytes) -> bytes:
        if self._replay:
            return self._replay.take(body)
        async with asyncio.timeout(self._settings.attempt_limit):
            # Not `chat.completions.create`: it walks messages and schema at every call: 3 ms of CPU (`body=`: half).
            return await self._sdk.post("/chat/completions", content=body, cast_to=bytes)

    def _explain(self, error: Exception) -> ModelError | StoreError:
        """Return our error for a failure of the SDK, the connection or the reply."""
        if unkept := _find_store_error(error):
            return unkept
        where = redact_address(str(self._sdk.base_url))
        if isinstance(error, openai.APIStatusError):
            return self._explain_status(error, where)
        if isinstance(error, NoCompletionError):
            what = _advise(str(error)) or ": is it the right --base-url?"
            return EndpointError(f"expected a completion from {where}, got {error}{what}")
        if isinstance(error, openai.APITimeoutError | TimeoutError):
            limit = self._settings.attempt_limit
            return EndpointError(
                f"expected an answer from {where} within {limit:g} s, got none: is it overloaded? if it is slow, "
                "raise --attempt-timeout"
            )
        if _find_cause(error, ReplyTooLargeError):
            return EndpointError(
                f"expected a reply of at most {LARGEST_REPLY} bytes from {where}, got more: is it the right --base-url?"
            )
        if packed := _find_cause(error, ReplyPackedError):
            return EndpointError(f"{where}: {packed}")
        if refused := _explain_tls(error):
            return EndpointRefusedError(f"expected {where} to prove who it is, got: {refused}")
        return EndpointError(f"expected an endpoint at {where}, got no connection: is it running?")

    def _explain_status(self, error: openai.APIStatusError, where: str) -> EndpointError | EndpointRefusedError:
        if 300 <= error.status_code < 400:  # an article goes to nobody but who was named
            return EndpointRefusedError(
                f"expected a reply from {where}, got HTTP {error.status_code}, a redirect: name the address itself "
                "with --base-url"
            )
        kind = EndpointRefusedError if _is_refusal(error) else EndpointError
        said = str(error.message).replace(self._settings.api_key or "\0", "[key]")
        return kind(f"expected a reply, got HTTP {error.status_code}: {one_line(said)}{_advise(said)}")


def _split_address(base_url: str) -> tuple[str, dict[str, object]]:
    """Split a base URL into the address that paths are added to, and the query parameters of each request."""
    parts = urlsplit(base_url)
    return urlunsplit(parts._replace(query="", fragment="")), dict(parse_qsl(parts.query, keep_blank_values=True))


def _advise(message: str) -> str:
    """Return what to do about an error that servers word in many ways; empty where that is not plain."""
    words = message.lower()
    if "context" in words:
        return ": raise the server's context length, or split the article"
    if any(word in words for word in ("response_format", "json_schema", "grammar")):
        return ": the endpoint may not know this schema: try --mode tools"
    return ""


def is_retryable(error: BaseException) -> bool:
    """Return whether a later attempt may succeed: timeouts, 408, 409, 429, 5xx, lost connections, no completion."""
    if _find_store_error(error):
        return False
    if isinstance(error, openai.APIStatusError):
        return (error.status_code in RETRYABLE_STATUS or error.status_code >= 500) and not _is_refusal(error)
    if _find_cause(error, ReplyTooLargeError) or _explain_tls(error):
        return False
    return isinstance(error, openai.APIConnectionError | NoCompletionError | TimeoutError)


def _find_store_error(error: BaseException) -> StoreError | None:
    """Return the error of a recorder that could not keep the last reply: nothing more is asked for."""
    return next((cause for cause in _cause_chain(error) if isinstance(cause, StoreError)), None)


def _find_cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """Return the first error of this kind in a chain of causes."""
    return next((cause for cause in _cause_chain(error) if isinstance(cause, kind)), None)


def _explain_tls(error: BaseException) -> str:
    """Return why TLS failed, and what to do; empty for any other error."""
    for cause in _cause_chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{one_line(cause.verify_message)}: name a file with its authority's certificate in SSL_CERT_FILE"
        if isinstance(cause, ssl.SSLError) and cause.reason == "WRONG_VERSION_NUMBER":
            return "no TLS: is it http:// in place of https://?"
    return ""


def _is_rate_limited(error: openai.APIStatusError) -> bool:
    """Return whether the endpoint limits the rate of the whole run: 429, or 503 with Retry-After."""
    busy = error.status_code == 503 and retry_after(error.response.headers) is not None
    return busy or (error.status_code == 429 and not _is_refusal(error))


def _may_be_charged(error: openai.APIError) -> bool:
    """Return whether a failed request may be charged: it was sent, and no error status says that nothing was done."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in _GATEWAY_TIMEOUTS
    return type(error.__cause__).__name__ not in _NEVER_SENT


def _is_refusal(error: openai.APIStatusError) -> bool:
    """Return whether the endpoint will refuse every request of this run: key, address or credit."""
    return error.status_code in _REFUSED_STATUS or (error.status_code == 429 and error.code in _NO_CREDIT)


def _cause_chain(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain
