"""Outcomes of articles that are only read: nothing is linked, and the store holds their replies, but no run."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..reading.ledger import Memory
from ..reading.outcome import Outcome
from ..records.article import Article
from ..records.summary import Ending
from .run import Run
from .setup import open_setup, open_store, read_with


@dataclass(frozen=True)
class ReadAlone:
    """The outcome of each article, and how the reading ended.

    Attributes:
        model: The name of the model that was asked, or "builtin".
        outcomes: In the order of the articles.
        ended: "done", or the cause of an early end.
        ended_because: The reason for an early end.
    """

    model: str
    outcomes: tuple[Outcome, ...]
    ended: Ending
    ended_because: str | None


async def read_alone(articles: Sequence[Article], run: Run) -> ReadAlone:
    """Read articles and ground their figures. A reply that the store has is not asked for again; new ones it keeps."""
    run = run.with_model()
    memory = Memory()
    with open_store(run.settings) as store:
        async with open_setup(run, store) as setup:
            error = await read_with(setup.reader, articles, memory, run)
            outcomes = memory.outcomes(articles)
            setup.keep_old_replies_if_failed(outcomes)
    return ReadAlone(run.settings.model or "", tuple(outcomes), *run.conclude(error))
