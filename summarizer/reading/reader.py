"""What a reader is: something that finds the events of one article, by a model or by rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..records.article import Article
from ..records.events import UnaccountedNumber
from ..records.usage import Usage
from ..schemas import Account, Event, Repair
from .draft import Draft, Failure


@dataclass(frozen=True)
class Question:
    """What a reader asks of an article: `key` is a digest of all that the answer depends on, `schema` of its form.

    `prompt` is the label of the prompt: name and version, and of one's own its digest.
    """

    key: str
    prompt: str
    schema: str


class Reader(Protocol):
    """Reads one article at a time. Each method raises ModelError if there is no usable reply."""

    def question(self, article: Article) -> Question:
        """What `read` asks. Nothing is sent."""
        ...

    async def read(self, article: Article, usage: Usage) -> list[Event]:
        """The events of one article, not yet proved."""
        ...

    async def repair(self, draft: Draft, failures: Sequence[Failure], usage: Usage) -> Sequence[Repair]:
        """Figures that were not proved, mended."""
        ...

    async def account(self, draft: Draft, numbers: Sequence[UnaccountedNumber], usage: Usage) -> Sequence[Account]:
        """What numbers that no figure claims belong to."""
        ...
