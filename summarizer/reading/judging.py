"""Whether two reports tell of one event, by a model."""

from ..llm.client import Client
from ..llm.prompts import BUILT_IN, Prompts, link_messages
from ..records.events import EventReport
from ..records.usage import Usage
from ..schemas import LinkVerdict


class LLMJudge:
    """A `Judge` that asks a model."""

    def __init__(self, client: Client, prompts: Prompts = BUILT_IN) -> None:
        self._client = client
        self._prompts = prompts

    async def judge(self, a: EventReport, b: EventReport, usage: Usage) -> LinkVerdict:
        """The model's verdict, from the two records alone."""
        return await self._client.ask(link_messages(a, b, self._prompts), LinkVerdict, usage)
