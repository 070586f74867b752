"""Ledgers: where a run looks its articles' outcomes up, and keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..records.article import Article
from .outcome import Outcome

INTERRUPTED = "interrupted before it was read: run again to read it"


@dataclass(frozen=True)
class Recalled:
    """An outcome of an earlier run; None if other code proved its figures, and today's is to prove them again."""

    outcome: Outcome | None


class Ledger(Protocol):
    """The outcomes of a run's articles, by each article's position in the run."""

    async def recall(self, nth: int, article: Article) -> Recalled | None:
        """Look up an article; None if it is to be read."""
        ...

    def hold(self, nth: int, outcome: Outcome) -> None:
        """Hold a provisional outcome until `keep` replaces it; it may be lost."""
        ...

    async def keep(self, nth: int, outcome: Outcome) -> None:
        """Keep the outcome of an article."""
        ...


class Memory:
    """A ledger in memory: empty at first, it recalls nothing, and keeps each outcome."""

    def __init__(self) -> None:
        self.kept: dict[int, Outcome] = {}

    async def recall(self, nth: int, article: Article) -> Recalled | None:  # noqa: ARG002  # as the protocol has it
        """Recall nothing: every article is to be read."""
        return None

    def hold(self, nth: int, outcome: Outcome) -> None:
        """Keep the provisional outcome."""
        self.kept[nth] = outcome

    async def keep(self, nth: int, outcome: Outcome) -> None:
        """Keep the outcome of an article."""
        self.kept[nth] = outcome

    def outcomes(self, articles: Sequence[Article]) -> list[Outcome]:
        """Return the outcome of each article, in order; one that has none was interrupted."""
        return [self.kept.get(nth, Outcome(article, error=INTERRUPTED)) for nth, article in enumerate(articles)]
