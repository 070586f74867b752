"""The journal of a run in the store: its articles, their outcomes, and the texts that they replaced."""

import contextlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from ..errors import StoreError, TemplateError
from ..inputs.origins import TextOrigin, is_later_version, list_origins
from ..reading.articles import read_again
from ..reading.ledger import INTERRUPTED, Memory, Recalled
from ..reading.outcome import Outcome, is_fault_of_a_reply
from ..reading.reader import Reader, ReadingKey
from ..records.article import Article
from ..records.article_numbers import ArticleNumbers, Rejected
from ..records.changes import Edited
from ..records.digests import checker_digest, hash_json
from ..records.events import EventReport
from ..records.summary import Ending
from ..records.usage import Usage
from ..schemas import Record
from ..settings import Settings
from ..store import NewRun, OutcomeRow, RunRow, Store
from ..store.rows import now
from ..summary.article_names import Named
from ..summary.clerical_review import label_incidents
from ..summary.edits import pair_changed_figures
from .run import Run
from .setup import Setup, label_templates

_log = logging.getLogger(__name__)
_MOST_UNKNOWN: Final = 20  # articles that an earlier run did not have: it read others then, from the same paths
_SEVERAL: Final = 0  # in place of the 64 bits of a text: several were read at one place


class StoredFigures(Record):
    """The reports of an article with their figures, as the store holds them."""

    reports: tuple[EventReport, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    numbers: ArticleNumbers | None = None


def question_about(article: Article, reader: Reader, passes: int) -> ReadingKey:
    """Return the question that a run with so many passes asks about an article; its key is that of the outcome."""
    question = reader.question(article)
    return replace(question, key=hash_json(question.key, passes))


class Journal:
    """A `Ledger` whose entries are rows of a store.

    An article whose outcome the store has is not read again; one that failed is, if the settings say so. What
    cannot be written is held until the end of the run, and `trouble` says why. `whole`: hold every outcome, to sum
    up all of them together, and find out which texts replaced others.
    """

    def __init__(self, store: Store, reader: Reader, run_id: int, settings: Settings, *, whole: bool = True) -> None:
        self._store = store
        self._reader = reader
        self.run_id = run_id
        self._model = settings.model or ""
        self._passes = settings.passes
        self._retry = settings.retry_failed
        self._limit = settings.timeout
        self._whole = whole
        self._questions: dict[int, ReadingKey] = {}
        self._held: dict[int, Outcome] = {}
        self._text_at: dict[int, int] = {}  # of each place, the text that this run read there, each by 64 bits
        self._replacements: list[tuple[Article, TextOrigin, str]] = []
        self._reworded: tuple[RunRow, str] | None = None
        self._unknown = 0
        self.counts = {"ok": 0, "failed": 0, "stored": 0}
        self.trouble: StoreError | None = None

    @classmethod
    async def start(
        cls, store: Store, setup: Setup, run: Run, *, total: int | None = None, whole: bool = True
    ) -> "Journal":
        """Start a run of `total` articles, as far as that is known, and return its journal. Raises StoreError."""
        prompts = label_templates(setup.prompts, run.settings.passes)
        new = NewRun(run.call, run.settings.model or "", prompts, total)
        reworded = _find_reworded(store, new)
        journal = cls(store, setup.reader, await store.begin(new), run.settings, whole=whole)
        journal._reworded = (reworded, prompts) if reworded else None
        return journal

    async def end(self, ending: Ending, usage: Usage, **counts: float) -> None:
        """Record that the run has ended. Never raises: what could not be written is in the report."""
        state = "done" if ending == "done" else "interrupted" if ending == "interrupted" else "stopped"
        cost = {} if usage.cost is None else {"cost": usage.cost}
        counters = {"requests": usage.requests, "attempts": usage.attempts, **cost}
        with contextlib.suppress(StoreError):
            await self._store.end(self.run_id, state, **self.counts, **counters, **counts)

    async def recall(self, nth: int, article: Article) -> Recalled | None:
        """Look the article up in the store."""
        self._questions[nth] = question_about(article, self._reader, self._passes)
        try:
            row = self._store.outcome(self._questions[nth].key)
            if row and row.error_kind and self._retry:
                if is_fault_of_a_reply(row.error_kind):
                    await self._store.retire(row.replies)
                return None
            if row is None and self._reworded:
                self._warn_if_reworded(article, *self._reworded)
        except StoreError as error:
            self.trouble = error
            return None
        return Recalled(_to_outcome(row, article)) if row else None

    def _warn_if_reworded(self, article: Article, was: RunRow, prompts: str) -> None:
        """Warn once that articles of the last run of the same call are read again, for its prompts were others."""
        self._unknown += 1
        if self._store.run_holds(was.id, article.id):
            _log.warning("the prompts are not those of run %d (%s, now %s): read again", was.id, was.prompts, prompts)
            self._reworded = None
        elif self._unknown == _MOST_UNKNOWN:
            self._reworded = None

    def hold(self, nth: int, outcome: Outcome) -> None:
        """Hold the outcome so far."""
        self._held[nth] = outcome

    async def keep(self, nth: int, outcome: Outcome) -> None:
        """Write the outcome of an article, if it is settled; it is durable when this returns."""
        self._held[nth] = outcome
        question = self._questions.pop(nth)
        if not outcome.settled:
            self._release(nth, unless=outcome.reports)
            return
        self.counts["failed" if outcome.error else "ok"] += 1
        self.counts["stored"] += outcome.stored
        try:
            await self._record(nth, question.key, outcome.article)
            if not outcome.stored:
                await self._store.keep_outcome(
                    _with_absolute_path(outcome.article), _to_row(question, outcome, self._model)
                )
        except StoreError as error:
            self.trouble = error
            self._release(nth, unless=outcome.reports)
        else:
            self._release(nth)

    def _release(self, nth: int, unless: object = None) -> None:
        if not (self._whole or unless):
            self._held.pop(nth, None)

    async def _record(self, nth: int, key: str, article: Article) -> None:
        """Record the article as one of this run's, its metadata, and the text that was read at its places before."""
        await self._store.add_to_run(self.run_id, nth, key, article.id)
        await self._store.update_metadata(_with_absolute_path(article))
        for place in list_origins(article):
            if self._text_at.setdefault(hash(place.key), hash(article.id)) != hash(article.id):
                self._text_at[hash(place.key)] = _SEVERAL
                await self._store.record_place(place.key)
                continue
            if self._whole and (before := self._store.find_before(place.key, article.id)):
                self._replacements.append((article, place, before))
            await self._store.record_place(place.key, article.id)

    def replacements(self) -> Iterator[tuple[Article, TextOrigin, str]]:
        """Yield each article that replaced an earlier text, its place, and the id of that text."""
        for article, place, before in self._replacements:
            old = self._store.article(before) if self._text_at[hash(place.key)] != _SEVERAL else None
            if old and is_later_version(article, old, place):
                yield article, place, before

    def outcomes(self, articles: Sequence[Article]) -> list[Outcome]:
        """Return the outcome of each article, in order; those that were not read were interrupted."""
        return [self._held.get(nth, Outcome(article, error=INTERRUPTED)) for nth, article in enumerate(articles)]

    def reports(self) -> Iterator[EventReport]:
        """Yield the event reports of the run, article by article."""
        for key, article_id in self._store.run_keys(self.run_id):
            row, article = self._store.outcome(key), self._store.article(article_id)
            stored = _to_outcome(row, article) if row and article else None
            yield from label_incidents(stored.reports, stored.article) if stored else ()
        for outcome in self._held.values():
            yield from label_incidents(outcome.reports, outcome.article)

    def sources(self) -> Iterator[Named]:
        """Yield what each article of the run is known by."""
        stored = (self._store.article(article_id) for _, article_id in self._store.run_keys(self.run_id))
        for article in chain(filter(None, stored), self.held()):
            yield Named(article.id, article.path, article.url, article.source)

    def abandoned(self) -> Iterator[Outcome]:
        """Yield what was read, and paid for, of the articles that were under way when the run was interrupted."""
        return (outcome for nth, outcome in self._held.items() if nth in self._questions)

    def held(self) -> Iterator[Article]:
        """Yield the articles whose outcomes are held in memory, for the store may have none of them."""
        return (outcome.article for outcome in self._held.values())

    async def recall_text(self, article_id: str) -> Outcome | None:
        """Return this reader's outcome for a text of an earlier run, None if it has none. Nothing is sent."""
        article = self._store.article(article_id)
        if article is None:
            return None
        try:
            row = self._store.outcome(question_about(article, self._reader, self._passes).key)
        except TemplateError:  # a user-supplied template that cannot render it
            return None
        stored = _to_outcome(row, article) if row and row.error is None else None
        return stored or await read_again(article, self._reader, self._passes, self._limit)


class Unrecorded(Memory):
    """A run without a store, in place of its journal: outcomes are held in memory, and nothing is recorded."""

    trouble: StoreError | None = None

    async def end(self, ending: Ending, usage: Usage) -> None:
        """Record nothing."""

    def replacements(self) -> Iterator[tuple[Article, TextOrigin, str]]:
        """Yield nothing: no earlier text is known."""
        return iter(())

    async def recall_text(self, article_id: str) -> Outcome | None:  # noqa: ARG002  # none is known
        """Return None: no earlier text is known."""
        return None


def _find_reworded(store: Store, new: NewRun) -> RunRow | None:
    """Find the last run of the same call and model, if it asked with other prompts."""
    alike = [run for run in store.runs() if (run.arguments, run.model) == (new.arguments, new.model) and run.prompts]
    return alike[-1] if new.prompts and alike and alike[-1].prompts != new.prompts else None


def _with_absolute_path(article: Article) -> Article:
    """Make the path lead to the article from any folder."""
    path = article.path
    return replace(article, path=str(Path(path).absolute())) if path and path != "-" and "://" not in path else article


def _to_row(question: ReadingKey, outcome: Outcome, model: str) -> OutcomeRow:
    figures = StoredFigures(reports=outcome.reports, rejected=outcome.rejected, numbers=outcome.numbers)
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
        found=None if outcome.error else figures.model_dump_json().encode(),
        replies=tuple(outcome.usage.keys),
    )


def _parse_figures(row: OutcomeRow) -> StoredFigures | None:
    """Parse a row's figures; None if other code than today's proved them, or they cannot be read."""
    if row.error is not None:
        return StoredFigures()
    if row.checker != checker_digest():
        return None
    try:
        return StoredFigures.model_validate_json(row.found or b"")
    except ValidationError:
        return None


def _to_outcome(row: OutcomeRow, article: Article) -> Outcome | None:
    """Turn a row into an outcome that costs nothing: another run paid. None if its figures are to be proved again."""
    if not (figures := _parse_figures(row)):
        return None
    return Outcome(
        article,
        reports=tuple(_relabel(report, article) for report in figures.reports),
        rejected=tuple(figure.model_copy(update={"source": article.label}) for figure in figures.rejected),
        numbers=figures.numbers,
        error=row.error,
        error_kind=row.error_kind,
        usage=Usage(requests=len(row.replies), stored=len(row.replies), keys=list(row.replies)),
        stored=True,
    )


def _relabel(report: EventReport, article: Article) -> EventReport:
    """Name this file as the source: a text without a source goes by the name of its file, and may have moved."""
    if report.source == article.label:
        return report
    figures = tuple(figure.model_copy(update={"source": article.label}) for figure in report.figures)
    return report.model_copy(update={"source": article.label, "figures": figures})


async def find_edits(journal: Journal | Unrecorded, outcomes: Iterable[Outcome]) -> tuple[Edited, ...]:
    """Return the articles in whose place another text was read before, each with its changed figures.

    A text that is in this run too, wherever it lies now, was replaced by none.
    """
    here = {outcome.article.id: outcome for outcome in outcomes}
    edits = []
    last = {(article.id, before): (article, place) for article, place, before in journal.replacements()}
    for (_, before), (article, place) in last.items():
        if before in here:
            continue
        was, now = await journal.recall_text(before), here.get(article.id)
        figures = pair_changed_figures(was.reports, now.reports) if was and now and not now.error else None
        edits.append(Edited(place=place.shown, article=article.id, before=before, figures=figures))
    return tuple(sorted(edits, key=lambda edit: edit.place))
