"""The protocol of a reader, which finds the events of one article, by a model or by rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..records.article import Article
from ..records.article_numbers import UnaccountedNumber
from ..records.events import EventReport
from ..records.usage import Usage
from ..schemas import Account, Event, Repair
from .draft import Draft, FailedProof


@dataclass(frozen=True)
class ReadingKey:
    """A question of a reader about an article.

    Attributes:
        key: A digest of all that the answer depends on.
        prompt: The label of the prompt: its name and version, and the digest of a user's own.
        schema: A digest of the answer's schema.
    """

    key: str
    prompt: str
    schema: str


class Reader(Protocol):
    """Reads one article at a time. Methods that ask raise ModelError if there is no usable reply."""

    def question(self, article: Article) -> ReadingKey:
        """Return the question that `read` asks. Nothing is sent."""
        ...

    async def read(self, article: Article, usage: Usage) -> list[Event]:
        """Find the events of one article, not yet proved."""
        ...

    def rate(self, article: Article, reports: Sequence[EventReport]) -> tuple[EventReport, ...]:
        """Give each figure its confidence, if this reader knows any."""
        ...

    async def repair(self, draft: Draft, failures: Sequence[FailedProof], usage: Usage) -> Sequence[Repair]:
        """Mend figures that are not proved."""
        ...

    async def account(self, draft: Draft, numbers: Sequence[UnaccountedNumber], usage: Usage) -> Sequence[Account]:
        """Say which events numbers that no figure claims belong to, or why they belong to none."""
        ...
