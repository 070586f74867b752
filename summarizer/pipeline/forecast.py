"""What a run would ask and cost, before anything is sent."""

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
from ..schemas import Event, reply_model
from ..settings import Settings
from ..store import OutcomeRow
from .journal import asked_of

# Tokens of a reply for each of its article's: the least, the mean and the most of the 17 in `cassettes/seeds.yaml`.
_REPLY: Final = (1.4, 4.1, 7.0)


@dataclass
class Forecast:
    """One request for each article, of which `stored` are answered already; tokens and USD are for those that are sent.

    `failed` are articles that failed before, and are not asked about again unless the settings say so.

    `output` is in tokens, at least, likely and at most; so is `cost`, in USD, None where the price is
    unknown. Second questions about an article are not in it, nor what a model thinks before it answers.
    """

    requests: int = 0
    stored: int = 0
    failed: int = 0
    input: TokenEstimate = NO_TOKENS
    output: list[int] = field(default_factory=lambda: [0, 0, 0])
    cost: list[float] | None = None

    def add(self, asked: TokenEstimate, text: TokenEstimate, price: Price | None) -> None:
        """Count one request in, about a text of so many tokens."""
        self.input += asked
        output = [round(share * text.likely) for share in _REPLY]
        self.output = [a + b for a, b in zip(self.output, output, strict=True)]
        if price:
            costs = _costs(price, asked, output)
            self.cost = [a + b for a, b in zip(self.cost or [0.0] * len(costs), costs, strict=True)]


def foretell(
    articles: Sequence[Article],
    settings: Settings,
    types: tuple[type[Event], ...],
    replies: Replies | None = None,
    outcome: Callable[[str], OutcomeRow | None] | None = None,
) -> Forecast:
    """What reading these articles would ask of the model. Nothing is sent; no key is needed.

    `replies` are those that are kept, and `outcome` gives what became of a question of an earlier run.

    Raises UsageError if the settings name no model, TemplateError as `read_prompts`.
    """
    prompts = read_prompts(settings.prompts)
    client = Client(replace(settings, api_key=settings.api_key or "none", budget=None, replay=None), replies)
    price = find_price(settings.model or "", get_base_url(settings), settings.prices)
    kind = reply_model(types)
    found = Forecast(requests=len(articles), cost=[0.0] * len(_REPLY) if price else None)
    reader = LLMReader(client, types, prompts)
    for article in articles:
        messages = extraction_messages(article, types, prompts)
        known = outcome(asked_of(reader, article, settings.passes).key) if outcome else None
        retired = bool(known and settings.retry_failed and is_fault_of_a_reply(known.error_kind))
        if known and known.error and not settings.retry_failed:
            found.failed += 1
        elif not retired and (
            (known and not known.error) or (replies and replies.reply(client.key(messages, kind)) is not None)
        ):
            found.stored += 1
        else:
            found.add(client.tokens(messages, kind), estimate_tokens(article.text), price)
    return found


def _costs(price: Price, asked: TokenEstimate, output: Sequence[int]) -> list[float]:
    """At the least with none of the input written to the endpoint's cache, at the most with all of it."""
    least, likely, most = output
    return [
        price.cost(Usage(prompt_tokens=asked.likely, completion_tokens=least), written=0),
        price.cost(Usage(prompt_tokens=asked.likely, completion_tokens=likely), written=0),
        price.cost(Usage(prompt_tokens=asked.most, completion_tokens=most)),
    ]
