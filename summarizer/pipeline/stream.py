"""Articles without end: each is read into the store, and incidents are linked on disk and come one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..inputs.articles import Unreadable
from ..linking.corpus import Corpus
from ..reading.outcome import Outcome
from ..records.article import Article
from ..records.events import EventReport
from ..records.incidents import BestRule
from ..records.reviews import CheckedIncident, Reviewing
from ..records.summary import Ending
from ..records.usage import Usage
from ..settings import Settings
from ..store import Store
from ..summary.clerical_review import Watcher
from ..summary.decisions import NO_DECISIONS, Decisions, DecisionsByIncident, list_rulings, split_kept
from ..summary.incidents import check_incident
from .journal import Journal
from .moved_articles import with_moved_articles
from .run import Run
from .setup import open_setup, read_with

_MEMORY: Final = "200MB"  # of the linking engine: it takes what it is given


@dataclass
class Stream:
    """Articles that were read: their event reports wait in the store for `incidents`.

    Attributes:
        store: Holds the reports, and is open.
        journal: The run in it.
        best: The rule for the estimates.
        decisions: A person's decisions on links, of this call.
        usage: All that was asked.
        articles: How many were taken up.
        unread: How many of these the run's end came before.
        stored: How many of these had an outcome in the store already.
        ended: As in `Summary`.
        ended_because: As in `Summary`.
    """

    store: Store
    journal: Journal
    best: BestRule = "latest"
    decisions: Decisions = NO_DECISIONS
    usage: Usage = field(default_factory=Usage)
    articles: int = 0
    unread: int = 0
    stored: int = 0
    ended: Ending = "done"
    ended_because: str | None = None

    def incidents(self, reviewed: Reviewing | None = None) -> Iterator[CheckedIncident]:
        """Link and check the reports, and yield each incident in turn as its reviewers left it."""
        decisions = self.decisions.after(self.store.decisions())
        sources = tuple(self.journal.sources()) if decisions else ()
        decisions = with_moved_articles(decisions, self.store, self.journal.run_id, sources)
        watcher = Watcher(decisions, sources)
        with Corpus(_MEMORY) as corpus:
            for report in self.journal.reports():
                corpus.add(watcher.see(report))
            ruled = watcher.rule()
            self.store.keep_decisions(*split_kept(decisions, ruled, watcher.followed))
            decided = DecisionsByIncident(ruled, corpus.settle(list_rulings(ruled)) if ruled else [])
            held = {article.id: article for article in self.journal.held()}
            for linked in corpus.incidents():
                texts = self._find_texts(linked.reports, held)
                checked = check_incident(linked, texts=texts, newest=corpus.newest, best=self.best)
                checked = reviewed(checked, newest=corpus.newest, best=self.best) if reviewed else checked
                yield decided.add_to(checked)

    def _find_texts(self, reports: Iterable[EventReport], held: Mapping[str, Article]) -> dict[str, str]:
        ids = dict.fromkeys(report.article for report in reports)
        articles = (held.get(article_id) or self.store.article(article_id) for article_id in ids)
        return {article.id: article.text for article in articles if article}

    def count(self, outcome: Outcome) -> None:
        """Count in the outcome of one article."""
        self.articles += 1
        self.unread += outcome.error is not None and not outcome.settled
        self.stored += outcome.stored
        self.usage.add(replace(outcome.usage, keys=[]))


@contextmanager
def open_stream_store(settings: Settings) -> Iterator[Store]:
    """Open the store that the settings name, or else a temporary one, which is gone afterwards."""
    with ExitStack() as opened:
        path = settings.store
        if not path:
            folder = TemporaryDirectory(prefix="summarizer-", ignore_cleanup_errors=True)
            path = Path(opened.enter_context(folder)) / "store.sqlite"
        yield opened.enter_context(Store(path))


async def read_stream(
    articles: Iterable[Article | Unreadable], store: Store, run: Run, *, missed: Callable[[Unreadable], None]
) -> Stream:
    """Read every article into the store, each text once; `missed` is called with each that cannot be read, or failed.

    Raises StoreError, and UsageError as `summarize` does.
    """
    run = run.with_model()
    async with open_setup(run, store) as setup:
        journal = await Journal.start(store, setup, run, whole=False)
        stream = Stream(store, journal, run.best, run.decisions)

        def count(outcome: Outcome) -> None:
            stream.count(outcome)
            if outcome.error and outcome.settled:
                name = outcome.article.path or outcome.article.id
                missed(Unreadable(name, f"{name}: {outcome.error}"))
            if run.progress:
                run.progress(outcome)

        error = await read_with(setup.reader, _unique(articles, missed), journal, replace(run, progress=count))
        for outcome in journal.abandoned():
            stream.usage.add(replace(outcome.usage, keys=[]))
        stream.ended, stream.ended_because = run.conclude(error or journal.trouble)
        await journal.end(stream.ended, stream.usage, total=stream.articles)
    return stream


def _unique(articles: Iterable[Article | Unreadable], missed: Callable[[Unreadable], None]) -> Iterator[Article]:
    """Yield each text once; a text is known by 64 bits of its digest."""
    seen: set[int] = set()
    for article in articles:
        if isinstance(article, Unreadable):
            missed(article)
        elif (number := int(article.id, 16)) not in seen:
            seen.add(number)
            yield article
