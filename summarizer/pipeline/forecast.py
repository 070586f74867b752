"""Forecasts the requests, tokens and cost of a run, before anything is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..llm.client import Client
from ..llm.connections import get_base_url
from ..llm.customprompts import read_prompts
from ..llm.prices import Price, find_price
from ..llm.prompts import extraction_messages
from ..llm.replies import Replies
from ..llm.tokens import NO_TOKENS, TokenEstimate, estimate_tokens
from ..reading.model import LLMReader
from ..reading.outcome import is_fault_of_a_reply
from ..records.article import Article
from ..records.usage import Usage
from ..schemas import reply_model
from ..store import OutcomeRow
from .journal import question_about
from .run import Run

# Tokens of a reply for each of its article's: the least, the mean and the most of the 17 in `cassettes/seeds.yaml`.
_REPLY: Final = (1.4, 4.1, 7.0)


@dataclass
class Forecast:
    """One request for each article; tokens and USD are for those that are sent.

    Second questions about an article are not counted, nor what a model thinks before it answers.

    Attributes:
        requests: One for each article.
        stored: Of these, how many the reply cache answers.
        failed: Articles that failed before, and are not asked about again unless the settings say so.
        input: Tokens of the requests.
        output: Tokens of the replies: at least, likely, at most.
        cost: USD: at least, likely, at most; None where the price is unknown.
    """

    requests: int = 0
    stored: int = 0
    failed: int = 0
    input: TokenEstimate = NO_TOKENS
    output: list[int] = field(default_factory=lambda: [0, 0, 0])
    cost: list[float] | None = None

    def add(self, asked: TokenEstimate, text: TokenEstimate, price: Price | None) -> None:
        """Count in one request about a text of so many tokens."""
        self.input += asked
        output = [round(share * text.likely) for share in _REPLY]
        self.output = [a + b for a, b in zip(self.output, output, strict=True)]
        if price:
            costs = _price_request(price, asked, output)
            self.cost = [a + b for a, b in zip(self.cost or [0.0] * len(costs), costs, strict=True)]


def forecast_run(
    articles: Sequence[Article],
    run: Run,
    replies: Replies | None = None,
    find_outcome: Callable[[str], OutcomeRow | None] | None = None,
) -> Forecast:
    """Forecast the reading of these articles. Nothing is sent; no key is needed.

    `replies` is the reply cache, and `find_outcome` finds the outcome of an earlier run by its key.

    Raises UsageError if the settings name no model, TemplateError as `read_prompts`.
    """
    settings = run.settings
    prompts = read_prompts(settings.prompts)
    client = Client(replace(settings, api_key=settings.api_key or "none", budget=None, replay=None), replies)
    price = find_price(settings.model or "", get_base_url(settings), settings.prices)
    schema = reply_model(run.events)
    forecast = Forecast(requests=len(articles), cost=[0.0] * len(_REPLY) if price else None)
    reader = LLMReader(client, run.events, prompts)
    for article in articles:
        messages = extraction_messages(article, run.events, prompts)
        row = find_outcome(question_about(article, reader, settings.passes).key) if find_outcome else None
        if row and row.error and not settings.retry_failed:
            forecast.failed += 1
            continue
        retired = bool(row and settings.retry_failed and is_fault_of_a_reply(row.error_kind))
        cached = bool(row and not row.error) or (
            replies is not None and replies.reply(client.key(messages, schema)) is not None
        )
        if cached and not retired:
            forecast.stored += 1
        else:
            forecast.add(client.tokens(messages, schema), estimate_tokens(article.text), price)
    return forecast


def _price_request(price: Price, asked: TokenEstimate, output: Sequence[int]) -> list[float]:
    """Price one request: at the least with none of the input written to the endpoint's cache, at the most with all."""
    least, likely, most = output
    return [
        price.cost(Usage(prompt_tokens=asked.likely, completion_tokens=least), written=0),
        price.cost(Usage(prompt_tokens=asked.likely, completion_tokens=likely), written=0),
        price.cost(Usage(prompt_tokens=asked.most, completion_tokens=most)),
    ]
