"""Parsing of replies: a raw body → a completion, or a named error where it holds no answer."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from ..errors import ContentFilterError, CutPromptError, EmptyReplyError, RefusalError, TruncatedReplyError
from ..records.usage import Usage
from .prices import Price

_THOUGHT: Final = re.compile(r".*?</think(?:ing)?>\s*", re.DOTALL)
_FENCE: Final = re.compile(r"```(?:json|JSON)?[ \t]*\n(.*)```", re.DOTALL)
# A server that cuts prompts to its context keeps half of it, and the smallest context of one has 2,048 tokens. What
# claims fewer counts something else, such as what was not cached.
_LEAST_LEFT: Final = 512

_MOST_TOKENS: Final = 1_000_000_000  # in one reply; the longest contexts of models have ten million
_MOST_DOLLARS: Final = 10_000  # for one reply: more is no cost in USD

_STOPPED = ("length", "content_filter")  # finish reasons of a reply without content that is charged all the same


class NoCompletionError(Exception):
    """A body without a completion: a gateway's page, a truncated body, an error object."""


def parse_completion(body: bytes) -> ChatCompletion:
    """Parse the completion in a body. Raises NoCompletionError if there is none."""
    try:
        completion = ChatCompletion.model_validate_json(body)
    except ValidationError:
        completion = _parse_leniently(body)
    if completion.usage and not _is_plausible(completion.usage):
        completion.usage = None
    return completion


def _parse_leniently(body: bytes) -> ChatCompletion:
    """Parse a completion whose fields that we do not need are missing or of another type."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoCompletionError(f"no JSON: {one_line(body[:80].decode(errors='replace')) or 'nothing'}") from error
    if not isinstance(content, dict) or not _is_list_of_choices(content.get("choices")):
        error_or_all = (isinstance(content, dict) and content.get("error")) or content
        raise NoCompletionError(f"no choices: {one_line(json.dumps(error_or_all, ensure_ascii=False)[:200])}")
    return ChatCompletion.construct(**{**content, "usage": _parse_usage(content.get("usage"))})


def _is_list_of_choices(choices: Any) -> bool:
    return isinstance(choices, list) and all(
        isinstance(choice, dict) and isinstance(choice.get("message"), dict) for choice in choices
    )


def _parse_usage(usage: Any) -> CompletionUsage | None:
    """Parse the token counts; None where they are missing or invalid, which costs no reply."""
    try:
        return CompletionUsage.model_validate({"total_tokens": 0, **usage})
    except (TypeError, ValidationError):
        return None


def _is_plausible(usage: CompletionUsage) -> bool:
    """Return whether the counts can be those of one reply: they are added up, priced, and stored as 64-bit integers."""
    details = usage.prompt_tokens_details
    parts = (details.cached_tokens, details.cache_write_tokens) if details else ()
    return all(0 <= (count or 0) <= _MOST_TOKENS for count in (usage.prompt_tokens, usage.completion_tokens, *parts))


def holds_answer(completion: ChatCompletion) -> bool:
    """Return whether a completion has an answer, usable or not, a refusal, or a reason why it stopped."""
    for choice in completion.choices[:1]:
        message = choice.message
        if message.content or message.tool_calls or message.refusal or choice.finish_reason in _STOPPED:
            return True
    return False


def expect_answer(completion: ChatCompletion) -> ChatCompletion:
    """Return the completion if it holds a whole answer. Raises the ModelError that names what it is instead."""
    if not completion.choices:
        raise EmptyReplyError("expected one choice in the reply, got none: try again, or another model")
    choice = completion.choices[0]
    if choice.message.refusal:
        raise RefusalError(f"expected an answer, got a refusal: {one_line(choice.message.refusal)}")
    if choice.finish_reason == "content_filter":
        raise ContentFilterError("expected an answer, got a reply stopped by the endpoint's content filter")
    if choice.finish_reason == "length":
        raise truncation_error()
    if not (choice.message.content or choice.message.tool_calls):
        raise EmptyReplyError("expected an answer, got an empty message: try again, or another model")
    return completion


def expect_whole_prompt(completion: ChatCompletion, messages: Iterable[Mapping[str, Any]]) -> ChatCompletion:
    """Return the completion unless the endpoint reports fewer prompt tokens than the prompt has words.

    No vocabulary in use joins words across white space. A server with too small a context silently drops the beginning
    of a prompt, and answers. Raises CutPromptError.
    """
    usage = completion.usage
    if not usage:
        return completion
    details = usage.prompt_tokens_details
    read = usage.prompt_tokens + ((details.cached_tokens or 0) if details else 0)
    words = sum(len(str(message.get("content") or "").split()) for message in messages)
    if _LEAST_LEFT <= read < words:
        raise CutPromptError(
            f"expected the endpoint to read the whole prompt of {words} words, got {read} tokens read: "
            "raise the server's context length, then --retry-failed"
        )
    return completion


def extract_json(text: str | bytes | bytearray) -> str | bytes | bytearray:
    """Return the JSON inside a reply with other text around it; the text unchanged if there is none.

    Reasoning before the answer ends at the first `</think>`; the JSON then stands in a Markdown fence, or from the
    first brace to the last. It is validated against the schema afterwards.
    """
    if not isinstance(text, str) or text.lstrip().startswith("{"):
        return text
    thought = _THOUGHT.match(text)
    answer = text[thought.end() :] if thought else text
    fenced = _FENCE.search(answer)
    if fenced:
        answer = fenced[1]
    first, last = answer.find("{"), answer.rfind("}")
    return answer[first : last + 1] if 0 <= first < last else text


def truncation_error() -> TruncatedReplyError:
    """Make the error of a reply that ran into the token limit."""
    return TruncatedReplyError(
        "expected a whole reply, got one cut off at the model's token limit: raise the limit or split the article"
    )


def count_usage(completion: ChatCompletion, price: Callable[[], Price | None]) -> Usage:
    """Count the tokens that a reply says it took, and their cost; None without tokens, or without a cost and a price.

    `price` is looked up only where the endpoint does not state the cost.
    """
    usage = completion.usage
    if not usage:
        return Usage(cost=None)
    details = usage.prompt_tokens_details
    spent = Usage(
        prompt_tokens=usage.prompt_tokens,
        cached_tokens=(details.cached_tokens or 0) if details else 0,
        completion_tokens=usage.completion_tokens,
    )
    spent.cost = _stated_cost(usage.model_extra or {})
    if spent.cost is None and (rates := price()):
        spent.cost = rates.cost(spent, details.cache_write_tokens if details else None)
    return spent


def _stated_cost(usage: Mapping[str, Any]) -> float | None:
    """Return the USD that the endpoint charged, as OpenRouter (a number) and Perplexity (a breakdown) state it.

    With a key of the user's own at the provider, OpenRouter charges a fee, and the provider the rest.
    """
    cost = usage.get("cost")
    parts: list[Any] = [cost.get("total_cost") if isinstance(cost, dict) else cost]
    details = usage.get("cost_details")
    if usage.get("is_byok") is True and isinstance(details, dict):
        parts.append(details.get("upstream_inference_cost"))
    dollars = [float(part) for part in parts if type(part) in (int, float) and 0 <= part <= _MOST_DOLLARS]
    return sum(dollars) if len(dollars) == len(parts) else None


def one_line(text: object) -> str:
    """Return the text on one line, of at most 300 characters."""
    return " ".join(str(text).split())[:300]
