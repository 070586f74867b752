"""Article → events, by a model."""

from collections.abc import Sequence
from typing import get_args

from ..llm.client import Client
from ..llm.prompts import BUILT_IN, Prompts, account_messages, extraction_messages, repair_messages
from ..records.article import Article
from ..records.digests import digest_of, own_code, schema_digest
from ..records.events import UnaccountedNumber
from ..records.usage import Usage
from ..schemas import Account, Accounts, Event, Repair, Repairs, literal_values, reply_model
from .draft import Draft, Failure
from .reader import Question


class LLMReader:
    """A `Reader` that asks a model."""

    def __init__(self, client: Client, events: tuple[type[Event], ...], prompts: Prompts = BUILT_IN) -> None:
        self._client = client
        self._events = events
        self._prompts = prompts

    def question(self, article: Article) -> Question:
        """What is asked of an article: the key is that of the request, and of code and later templates of one's own."""
        messages = extraction_messages(article, self._events, self._prompts)
        key = self._client.key(messages, reply_model(self._events))
        own = [part for part in (own_code(self._events), self._prompts.second) if part]
        return Question(digest_of(key, *own) if own else key, messages.label, schema_digest(self._events))

    async def read(self, article: Article, usage: Usage) -> list[Event]:
        """The events that the model finds."""
        messages = extraction_messages(article, self._events, self._prompts)
        reply = await self._client.ask(messages, reply_model(self._events), usage)
        return list(reply.events)

    async def repair(self, draft: Draft, failures: Sequence[Failure], usage: Usage) -> Sequence[Repair]:
        """The model's second answer for each figure, from the nearest sentence alone."""
        entries = [
            {**failure.figure.model_dump(), "reason": failure.reason, "near": failure.near} for failure in failures
        ]
        reply = await self._client.ask(repair_messages(draft.article, entries, self._prompts), Repairs, usage)
        return reply.repairs

    async def account(self, draft: Draft, numbers: Sequence[UnaccountedNumber], usage: Usage) -> Sequence[Account]:
        """The model's answer for each number, from its sentence and the events read so far."""
        left = [{"text": number.text, "near": draft.sentence_of(number)} for number in numbers]
        messages = account_messages(draft.article, [_outline(event) for event in draft.events], left, self._prompts)
        reply = await self._client.ask(messages, Accounts, usage)
        return reply.numbers


def _outline(event: Event) -> dict[str, object]:
    """An event in a line: what it is, the measures it can have, the figures it has."""
    (figure, *_) = get_args(type(event).model_fields["figures"].annotation)
    measures = literal_values(figure.model_fields["measure"].annotation)
    has = "; ".join(f"{f.measure} {f.quote!r}" for f in event.figures)
    return {"headline": event.headline, "type": event.type, "measures": ", ".join(measures), "has": has or "nothing"}
