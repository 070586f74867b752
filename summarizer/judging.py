"""Whether two reports tell of one event, by a model."""

from .client import Client
from .records import EventReport
from .schemas import LinkVerdict
from .templates import BUILT_IN, Prompts, link_messages
from .usage import Usage


class LLMJudge:
    """A `Judge` that asks a model."""

    def __init__(self, client: Client, prompts: Prompts = BUILT_IN) -> None:
        self._client = client
        self._prompts = prompts

    async def judge(self, a: EventReport, b: EventReport, usage: Usage) -> LinkVerdict:
        """The model's verdict, from the two records alone."""
        return await self._client.ask(link_messages(a, b, self._prompts), LinkVerdict, usage)
