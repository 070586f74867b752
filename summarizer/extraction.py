"""Article → events, behind one small protocol, by a model."""

from typing import Protocol

from .articles import Article
from .client import Client
from .schemas import Event
from .templates import extraction_messages
from .usage import Usage


class Reader(Protocol):
    """Reads one article at a time."""

    async def read(self, article: Article, usage: Usage) -> list[Event]:
        """The events of one article, not yet grounded. Raises ModelError if there is no usable reply."""
        ...


class LLMReader:
    """A `Reader` that asks a model."""

    def __init__(self, client: Client, events: tuple[type[Event], ...]) -> None:
        self._client = client
        self._events = events

    async def read(self, article: Article, usage: Usage) -> list[Event]:
        """The events that the model finds. Raises ModelError if there is no usable reply."""
        return await self._client.events(extraction_messages(article, self._events), self._events, usage)
