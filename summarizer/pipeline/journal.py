"""One run in a store: which articles it has, what is known of each, and what becomes of them."""

import contextlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from ..errors import StoreError, TemplateError
from ..inputs.origins import Place, places_of, takes_place
from ..reading.articles import read_again
from ..reading.ledger import INTERRUPTED, Known
from ..reading.outcome import Outcome, is_fault_of_a_reply
from ..reading.reader import Question, Reader
from ..records.article import Article
from ..records.changes import Edited
from ..records.digests import checker_digest, digest_of
from ..records.events import ArticleNumbers, EventReport, Rejected
from ..records.summary import Ending
from ..records.usage import Usage
from ..schemas import Record
from ..settings import Settings
from ..store import NewRun, OutcomeRow, RunRow, Store
from ..store.rows import now
from ..summary.edits import changed_figures

_log = logging.getLogger(__name__)
_OTHERS = 20  # articles that an earlier run did not have: it read others then, from the same paths
_SEVERAL: Final = 0


class Found(Record):
    """What was read of an article, as a store holds it."""

    reports: tuple[EventReport, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    numbers: ArticleNumbers | None = None


def asked_of(reader: Reader, article: Article, passes: int) -> Question:
    """What a run with so many passes asks of an article: the key is that of its outcome."""
    question = reader.question(article)
    return replace(question, key=digest_of(question.key, passes))


class Journal:
    """A `Ledger` whose entries are rows of a store.

    An article whose outcome the store has is not read again; one that failed is, if the settings say so. What
    cannot be written is held until the end of the run, and `trouble` says why. `whole`: hold every outcome, to sum
    up all of them together, and find out which texts replaced others.
    """

    def __init__(self, store: Store, reader: Reader, run: int, settings: Settings, *, whole: bool = True) -> None:
        self._store = store
        self._reader = reader
        self._run = run
        self._model = settings.model or ""
        self._passes = settings.passes
        self._retry = settings.retry_failed
        self._limit = settings.timeout
        self._whole = whole
        self._questions: dict[int, Question] = {}
        self._held: dict[int, Outcome] = {}
        self._stands: dict[int, int] = {}  # at a place, a text of this run, each by 64 bits; _SEVERAL of two
        self._replaced: list[tuple[Article, Place, str]] = []
        self._reworded: tuple[RunRow, str] | None = None
        self._unlike = 0
        self.counts = {"ok": 0, "failed": 0, "stored": 0}
        self.trouble: StoreError | None = None

    @classmethod
    async def begun(
        cls,
        store: Store,
        reader: Reader,
        settings: Settings,
        *,
        told: str = "{}",
        prompts: str = "",
        total: int | None = None,
        whole: bool = True,
    ) -> "Journal":
        """The journal of a run that begins; `told` is what it was called with, in JSON, `prompts` the labels of its.

        Raises StoreError.
        """
        new = NewRun(told, settings.model or "", prompts, total)
        reworded = _reworded(store, new)
        journal = cls(store, reader, await store.begin(new), settings, whole=whole)
        journal._reworded = (reworded, prompts) if reworded else None
        return journal

    async def end(self, ending: Ending, usage: Usage, **counts: float) -> None:
        """The run has ended. Never raises: what could not be written is in the report."""
        state = "done" if ending == "done" else "interrupted" if ending == "interrupted" else "stopped"
        cost = {} if usage.cost is None else {"cost": usage.cost}
        counted = {"requests": usage.requests, "attempts": usage.attempts, **cost}
        with contextlib.suppress(StoreError):
            await self._store.end(self._run, state, **self.counts, **counted, **counts)

    async def recall(self, nth: int, article: Article) -> Known | None:
        """What the store knows of an article."""
        self._questions[nth] = asked_of(self._reader, article, self._passes)
        try:
            row = self._store.outcome(self._questions[nth].key)
            if row and row.error_kind and self._retry:
                if is_fault_of_a_reply(row.error_kind):
                    await self._store.retire(row.replies)
                return None
            if row is None and self._reworded:
                self._say_why(article, *self._reworded)
        except StoreError as error:
            self.trouble = error
            return None
        return Known(_outcome(row, article)) if row else None

    def _say_why(self, article: Article, was: RunRow, prompts: str) -> None:
        """Say once why articles are read again that the last run of the same call had read: its prompts were others."""
        self._unlike += 1
        if self._store.run_holds(was.id, article.id):
            _log.warning("the prompts are not those of run %d (%s, now %s): read again", was.id, was.prompts, prompts)
            self._reworded = None
        elif self._unlike == _OTHERS:
            self._reworded = None

    def hold(self, nth: int, outcome: Outcome) -> None:
        """Hold what is read so far."""
        self._held[nth] = outcome

    async def keep(self, nth: int, outcome: Outcome) -> None:
        """Write what became of an article, if it is the last word on it; durable when this returns."""
        self._held[nth] = outcome
        question = self._questions.pop(nth)
        if not outcome.settled:
            self._let_go(nth, unless=outcome.reports)
            return
        self.counts["failed" if outcome.error else "ok"] += 1
        self.counts["stored"] += outcome.stored
        try:
            await self._note(nth, question.key, outcome.article)
            if not outcome.stored:
                await self._store.keep_outcome(_anywhere(outcome.article), _row(question, outcome, self._model))
        except StoreError as error:
            self.trouble = error
            self._let_go(nth, unless=outcome.reports)
        else:
            self._let_go(nth)

    def _let_go(self, nth: int, unless: object = None) -> None:
        if not (self._whole or unless):
            self._held.pop(nth, None)

    async def _note(self, nth: int, key: str, article: Article) -> None:
        """Note that the article is of this run, what is known of it, and what stood where it was read from before."""
        await self._store.add_to_run(self._run, nth, key, article.id)
        await self._store.met(_anywhere(article))
        for place in places_of(article):
            if self._stands.setdefault(hash(place.key), hash(article.id)) != hash(article.id):
                self._stands[hash(place.key)] = _SEVERAL
                await self._store.saw(place.key)
                continue
            if self._whole and (before := self._store.before(place.key, article.id)):
                self._replaced.append((article, place, before))
            await self._store.saw(place.key, article.id)

    def replaced(self) -> Iterator[tuple[Article, Place, str]]:
        """Each article that is a later text of one that was read before: with its place, and the id of that text."""
        for article, place, before in self._replaced:
            was = self._store.article(before) if self._stands[hash(place.key)] != _SEVERAL else None
            if was and takes_place(article, was, place):
                yield article, place, before

    def outcomes(self, articles: Sequence[Article]) -> list[Outcome]:
        """What became of each article, in order; those that were not read were interrupted."""
        return [self._held.get(nth, Outcome(article, error=INTERRUPTED)) for nth, article in enumerate(articles)]

    def reports(self) -> Iterator[EventReport]:
        """The event reports of the run, one article's after another's."""
        for key, article_id in self._store.run_keys(self._run):
            row, article = self._store.outcome(key), self._store.article(article_id)
            known = _outcome(row, article) if row and article else None
            yield from known.reports if known else ()
        for outcome in self._held.values():
            yield from outcome.reports

    def given_up(self) -> Iterator[Outcome]:
        """What was read of the articles that were under way when the run was interrupted: it was paid for."""
        return (outcome for nth, outcome in self._held.items() if nth in self._questions)

    def held(self) -> Iterator[Article]:
        """The articles whose outcomes are held, for the store may have none of them."""
        return (outcome.article for outcome in self._held.values())

    async def of_text(self, article_id: str) -> Outcome | None:
        """What this reader found in a text that was read before, None if it never did. Nothing is sent."""
        article = self._store.article(article_id)
        if article is None:
            return None
        try:
            row = self._store.outcome(asked_of(self._reader, article, self._passes).key)
        except TemplateError:  # a template of one's own that cannot take it
            return None
        known = _outcome(row, article) if row and row.error is None else None
        return known or await read_again(article, self._reader, self._passes, self._limit)


def _reworded(store: Store, new: NewRun) -> RunRow | None:
    """The last run of the same call and model, if it asked with other prompts."""
    alike = [run for run in store.runs() if (run.arguments, run.model) == (new.arguments, new.model) and run.prompts]
    return alike[-1] if new.prompts and alike and alike[-1].prompts != new.prompts else None


def _anywhere(article: Article) -> Article:
    """With a path that leads to the article from any folder."""
    path = article.path
    return replace(article, path=str(Path(path).absolute())) if path and path != "-" and "://" not in path else article


def _row(question: Question, outcome: Outcome, model: str) -> OutcomeRow:
    found = Found(reports=outcome.reports, rejected=outcome.rejected, numbers=outcome.numbers)
    return OutcomeRow(
        key=question.key,
        article=outcome.article.id,
        model=model,
        prompt=question.prompt,
        schema=question.schema,
        status="failed" if outcome.error else "ok",
        error=outcome.error,
        error_kind=outcome.error_kind,
        usage=outcome.usage,
        took=outcome.took,
        at=now(),
        checker=checker_digest(),
        found=None if outcome.error else found.model_dump_json().encode(),
        replies=tuple(outcome.usage.keys),
    )


def _found(row: OutcomeRow) -> Found | None:
    """What today's code proved and can read; None if there is no such thing."""
    if row.error is not None:
        return Found()
    if row.checker != checker_digest():
        return None
    try:
        return Found.model_validate_json(row.found or b"")
    except ValidationError:
        return None


def _outcome(row: OutcomeRow, article: Article) -> Outcome | None:
    """An outcome of the store: what it cost was paid by another run. None if it is to be proved again."""
    if not (found := _found(row)):
        return None
    return Outcome(
        article,
        reports=tuple(_named(report, article) for report in found.reports),
        rejected=tuple(each.model_copy(update={"source": article.label}) for each in found.rejected),
        numbers=found.numbers,
        error=row.error,
        error_kind=row.error_kind,
        usage=Usage(requests=len(row.replies), stored=len(row.replies), keys=list(row.replies)),
        stored=True,
    )


def _named(report: EventReport, article: Article) -> EventReport:
    """The report as this file's: a text without a source goes by the name of its file, and may have moved."""
    if report.source == article.label:
        return report
    figures = tuple(figure.model_copy(update={"source": article.label}) for figure in report.figures)
    return report.model_copy(update={"source": article.label, "figures": figures})


async def edited_articles(journal: Journal, outcomes: Iterable[Outcome]) -> tuple[Edited, ...]:
    """The articles in whose place another text was read before, each with its changed figures.

    A text that is in this run too, wherever it lies now, was replaced by none.
    """
    here = {outcome.article.id: outcome for outcome in outcomes}
    read = {name: outcome for name, outcome in here.items() if not outcome.error}
    found = []
    told = {(article.id, before): (article, place) for article, place, before in journal.replaced()}
    for (_, before), (article, place) in told.items():
        if before in here:
            continue
        was, now = await journal.of_text(before), read.get(article.id)
        figures = changed_figures(was.reports, now.reports) if was and now else None
        found.append(Edited(place=place.shown, article=article.id, before=before, figures=figures))
    return tuple(sorted(found, key=lambda edited: edited.place))
