"""Reading and judging by a model: article → events, two event reports → whether they tell of one event."""

from collections.abc import Sequence
from typing import get_args

from ..llm.client import Client
from ..llm.prompts import BUILT_IN, Prompts, account_messages, extraction_messages, link_messages, repair_messages
from ..records.article import Article
from ..records.article_numbers import UnaccountedNumber
from ..records.digests import event_code_digest, hash_json, schema_digest
from ..records.events import EventReport
from ..records.usage import Usage
from ..schemas import Account, Accounts, Event, LinkVerdict, Repair, Repairs, literal_values, reply_model
from .draft import Draft, FailedProof
from .reader import ReadingKey


class LLMReader:
    """A `Reader` that asks a model."""

    def __init__(self, client: Client, events: tuple[type[Event], ...], prompts: Prompts = BUILT_IN) -> None:
        self._client = client
        self._events = events
        self._prompts = prompts

    def question(self, article: Article) -> ReadingKey:
        """Return the question of an article: its key covers the request, a user's own code and later templates."""
        messages = extraction_messages(article, self._events, self._prompts)
        key = self._client.key(messages, reply_model(self._events))
        own = [part for part in (event_code_digest(self._events), self._prompts.second, article.language) if part]
        return ReadingKey(hash_json(key, *own) if own else key, messages.label, schema_digest(self._events))

    async def read(self, article: Article, usage: Usage) -> list[Event]:
        """Ask the model for the events of an article."""
        messages = extraction_messages(article, self._events, self._prompts)
        reply = await self._client.ask(messages, reply_model(self._events), usage)
        return list(reply.events)

    def rate(self, article: Article, reports: Sequence[EventReport]) -> tuple[EventReport, ...]:  # noqa: ARG002
        """Return the reports as they are: a model's word for how sure it is proves nothing."""
        return tuple(reports)

    async def repair(self, draft: Draft, failures: Sequence[FailedProof], usage: Usage) -> Sequence[Repair]:
        """Ask once more about figures that are not proved, each with the nearest sentence alone."""
        entries = [
            {**failure.figure.model_dump(), "reason": failure.reason, "near": failure.near} for failure in failures
        ]
        reply = await self._client.ask(repair_messages(draft.article, entries, self._prompts), Repairs, usage)
        return reply.repairs

    async def account(self, draft: Draft, numbers: Sequence[UnaccountedNumber], usage: Usage) -> Sequence[Account]:
        """Ask what numbers belong to, each with its sentence and the events read so far."""
        asked = [{"text": number.text, "near": draft.sentence_of(number)} for number in numbers]
        messages = account_messages(draft.article, [_outline(event) for event in draft.events], asked, self._prompts)
        reply = await self._client.ask(messages, Accounts, usage)
        return reply.numbers


class LLMJudge:
    """A `Judge` that asks a model."""

    def __init__(self, client: Client, prompts: Prompts = BUILT_IN) -> None:
        self._client = client
        self._prompts = prompts

    async def judge(self, a: EventReport, b: EventReport, usage: Usage) -> LinkVerdict:
        """Ask the model for its verdict, from the two records alone."""
        return await self._client.ask(link_messages(a, b, self._prompts), LinkVerdict, usage)


def _outline(event: Event) -> dict[str, object]:
    """Outline an event: what it is, the measures that it can have, the figures that it has."""
    (figure, *_) = get_args(type(event).model_fields["figures"].annotation)
    measures = literal_values(figure.model_fields["measure"].annotation)
    has = "; ".join(f"{f.measure} {f.quote!r}" for f in event.figures)
    return {"headline": event.headline, "type": event.type, "measures": ", ".join(measures), "has": has or "nothing"}
