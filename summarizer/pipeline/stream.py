"""Articles without end: each is read into the store, and incidents are linked on disk and come one by one."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..inputs.articles import Unreadable
from ..linking.corpus import Corpus
from ..reading.outcome import Outcome
from ..reading.progress import Progress
from ..records.article import Article
from ..records.events import EventReport
from ..records.incidents import BestRule
from ..records.reviews import CheckedIncident, Reviewing
from ..records.summary import Ending
from ..records.usage import Usage
from ..schemas import Event
from ..settings import Settings
from ..store import Store
from ..summary.incidents import check_incident
from .journal import Journal
from .setup import asked, best_rule, ending_of, event_types, labels_of, read_with, with_model

_MEMORY: Final = "200MB"  # of the linking engine: it takes what it is given


@dataclass
class Stream:
    """What was read: event reports wait in the store for `incidents`.

    `known` counts the articles whose outcome an earlier run had found, `unread` those that the run's end came before.
    `ended` and `ended_because` are as in `Summary`.
    """

    store: Store
    journal: Journal
    usage: Usage = field(default_factory=Usage)
    articles: int = 0
    unread: int = 0
    known: int = 0
    ended: Ending = "done"
    ended_because: str | None = None

    def incidents(self, best: BestRule = "latest", reviewed: Reviewing | None = None) -> Iterator[CheckedIncident]:
        """Each incident in turn, linked and checked, and as its reviewers left it."""
        with Corpus(_MEMORY) as corpus:
            for report in self.journal.reports():
                corpus.add(report)
            held = {article.id: article for article in self.journal.held()}
            for linked in corpus.incidents():
                texts = self._texts(linked.reports, held)
                checked = check_incident(linked, texts=texts, newest=corpus.newest, best=best_rule(best))
                yield reviewed(checked, newest=corpus.newest, best=best_rule(best)) if reviewed else checked

    def _texts(self, reports: Iterable[EventReport], held: Mapping[str, Article]) -> dict[str, str]:
        names = dict.fromkeys(report.article for report in reports)
        found = (held.get(name) or self.store.article(name) for name in names)
        return {article.id: article.text for article in found if article}

    def count(self, outcome: Outcome) -> None:
        """Take in what became of one article."""
        self.articles += 1
        self.unread += outcome.error is not None and not outcome.settled
        self.known += outcome.stored
        self.usage.add(replace(outcome.usage, keys=[]))


@contextmanager
def opened_stream(settings: Settings) -> Iterator[Settings]:
    """The settings with a store: that which they name, or one that is gone afterwards."""
    if settings.store:
        yield settings
        return
    with TemporaryDirectory(prefix="summarizer-", ignore_cleanup_errors=True) as folder:
        yield replace(settings, store=Path(folder) / "store.sqlite")


async def read_stream(
    articles: Iterable[Article | Unreadable],
    store: Store,
    settings: Settings,
    *,
    events: Sequence[type[Event]] | None = None,
    missed: Callable[[Unreadable], None],
    progress: Progress | None = None,
    stop: asyncio.Event | None = None,
    told: str = "{}",
) -> Stream:
    """Read every article into the store, each text once; `missed` is told of each that cannot be read, or failed.

    `progress` is called after each. Raises StoreError, and UsageError as `summarize` does.
    """
    types, settings = event_types(events), with_model(settings)
    async with asked(settings, types, store) as who:
        prompts = labels_of(who.prompts, settings.passes)
        journal = await Journal.begun(store, who.reader, settings, told=told, prompts=prompts, whole=False)
        stream = Stream(store, journal)

        def count(outcome: Outcome) -> None:
            stream.count(outcome)
            if outcome.error and outcome.settled:
                name = outcome.article.path or outcome.article.id
                missed(Unreadable(name, f"{name}: {outcome.error}"))
            if progress:
                progress(outcome)

        error = await read_with(_each_once(articles, missed), who.reader, journal, settings, stop, count)
        for outcome in journal.given_up():
            stream.usage.add(replace(outcome.usage, keys=[]))
        stream.ended, stream.ended_because = ending_of(error or journal.trouble, stop)
        await journal.end(stream.ended, stream.usage, total=stream.articles)
    return stream


def _each_once(given: Iterable[Article | Unreadable], missed: Callable[[Unreadable], None]) -> Iterator[Article]:
    """Each text once; a text is known by 64 bits of its digest."""
    seen: set[int] = set()
    for each in given:
        if isinstance(each, Unreadable):
            missed(each)
        elif (number := int(each.id, 16)) not in seen:
            seen.add(number)
            yield each
