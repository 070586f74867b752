"""`summarize()` and `check()`: the whole job, from articles or from records to a `Summary`."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..consistency import would_conflict
from ..errors import UsageError
from ..inputs import Passed
from ..inputs.articles import Reading, Unreadable, read_articles
from ..inputs.origins import shared_addresses
from ..inputs.records import Problem
from ..linking import link
from ..linking.adjudication import Adjudication, Judge, adjudicated
from ..llm.replies import only_stored
from ..reading.ledger import Memory
from ..reading.outcome import Outcome
from ..reading.progress import At, Progress, stages_of
from ..records.article import Article, article
from ..records.events import EventReport, event_report
from ..records.incidents import BestRule
from ..records.reviews import CheckedIncident, Reviewing
from ..records.summary import ArticleRecord, Prompt, SharedAddress, Summary
from ..records.usage import Usage
from ..schemas import Event
from ..settings import BUILTIN, NO_MODEL, Settings
from ..summary.assembly import linked_of, summarize_incidents, summarize_outcomes, total_usage
from ..summary.changes import changes
from ..summary.incidents import check_incident
from .earlier import added_to
from .journal import Journal, edited_articles
from .setup import asked, best_rule, ending_of, event_types, labels_of, read_with, store_of, templates_of, with_model

if TYPE_CHECKING:
    from ..llm.prompts import Prompts  # Jinja takes a tenth of a second to import


def summarize(
    articles: Iterable[Article | str | Path],
    *,
    model: str | None = None,
    events: Sequence[type[Event]] | None = None,
    settings: Settings | None = None,
    best: BestRule = "latest",
    adjudicate: int = 0,
    store: Path | None = None,
) -> Summary:
    """Read articles with a model, prove, link and check their figures.

    An article that fails is a record with status "failed", and the others are unaffected.

    Args:
        articles: Each an `Article`, a text, or a `Path` to a file or folder.
        model: The model's name at any OpenAI-compatible endpoint; OPENAI_API_KEY and OPENAI_BASE_URL say where. With
            none named, or with "builtin", the articles are read by rules, with no model and no network.
        events: The event types to look for: subclasses of `Event`. All built-in ones by default.
        settings: How the model is asked; by default as the environment says.
        best: The rule by which an estimate's best is taken: latest, median, mode, min, max or most_sourced.
        adjudicate: The most questions that the model is asked about reports of which it is not sure whether they tell
            of one event. A question without an answer changes nothing.
        store: A file that keeps every reply and outcome, so that nothing is asked twice, whatever ends the run.

    Returns:
        Incidents, findings, articles and usage; `ended` says how the reading ended.

    Raises:
        UsageError: A path does not exist, an event type has no Literal `type`, there is no such rule, or no model to
            adjudicate with.
        ArticleError: A text that was given as such is empty or too long; a file's is a failed article.
        StoreError: The store cannot be opened.
    """
    return asyncio.run(
        asummarize(
            articles, model=model, events=events, settings=settings, best=best, adjudicate=adjudicate, store=store
        )
    )


async def asummarize(  # noqa: PLR0913  # each choice has its keyword
    articles: Iterable[Article | str | Path],
    *,
    model: str | None = None,
    events: Sequence[type[Event]] | None = None,
    settings: Settings | None = None,
    best: BestRule = "latest",
    adjudicate: int = 0,
    store: Path | None = None,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> Summary:
    """`summarize` for a running event loop.

    The other arguments are those of `summarize`. Setting `stop`, an `asyncio.Event`, ends the run early: what is done
    is kept and returned, and `ended` is "interrupted". `progress` is called with the outcome of each article; if it
    has a method `at`, that hears of the linking, the questions and the checking behind the reading (`reading.Staged`).

    Returns:
        As `summarize` does.

    Raises:
        UsageError: As for `summarize`.
        ArticleError: As for `summarize`.
        StoreError: As for `summarize`.
    """
    chosen = chosen_settings(settings, model)
    return await summarize_reading(
        gather(articles),
        settings=replace(chosen, store=store) if store else chosen,
        events=events,
        best=best,
        adjudicate=adjudicate,
        stop=stop,
        progress=progress,
    )


async def summarize_reading(
    reading: Reading,
    *,
    settings: Settings,
    events: Sequence[type[Event]] | None = None,
    best: BestRule = "latest",
    adjudicate: int = 0,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
    told: str = "{}",
) -> Summary:
    """The summary of articles that were gathered already; `told` is the call in JSON, for the store's list of runs.

    Where the settings say `add`, the articles of the store's last run of their folder come first, and the summary
    says what is new.
    """
    types = event_types(events)
    rule = best_rule(best)
    told = json.dumps({"folder": str(Path.cwd()), **json.loads(told)})
    with store_of(settings) as store:
        earlier = added_to(store, reading.articles, told, settings.model) if store and settings.add else None
    if earlier:
        reading = replace(reading, articles=(*earlier.kept, *reading.articles))
        settings = replace(settings, model=settings.model or earlier.model)
    settings = with_model(settings)
    _check_questions(adjudicate, settings)
    with store_of(settings) as store:
        async with asked(settings, types, store) as who:
            reader, judge = who.reader, who.judge
            used = templates_of(who.prompts, settings.passes, adjudicate=adjudicate > 0)
            if earlier:
                earlier.check(reader, settings.passes)
                told = earlier.told(told)
            journal = None
            if store:
                journal = await Journal.begun(
                    store,
                    reader,
                    settings,
                    told=told,
                    prompts=labels_of(who.prompts, settings.passes),
                    total=len(reading.articles),
                )
            ledger: Journal | Memory = journal or Memory()
            error = await read_with(reading.articles, reader, ledger, settings, stop, progress)
            outcomes = ledger.outcomes(reading.articles)
            who.heed(outcomes)
            at = stages_of(progress)
            court = _Court(None if error else judge, adjudicate, settings.concurrency, stop)
            adjudication = await court.settle(outcomes, at)
            error = error or (adjudication.ended if adjudication else None)
            async with _interruptible(journal, total_usage(outcomes, adjudication)):
                summary = summarize_outcomes(outcomes, _unread(reading), settings.model, rule, adjudication, at)
            edited = await edited_articles(journal, outcomes) if journal else ()
            before = None
            if earlier and journal:
                known = [outcome for outcome in outcomes if outcome.article.id in earlier.ids]
                known += [was for name in earlier.replaced if (was := await journal.of_text(name))]
                with only_stored():  # like with like: by the verdicts that there are, where those count now
                    before = summarize_outcomes(known, [], settings.model, rule, await court.settle(known))
            ending, why = ending_of(error or (journal.trouble if journal else None), stop)
            if journal:
                await journal.end(ending, total_usage(outcomes, adjudication))
    news = None
    if earlier and before:
        news = changes(before, summary).model_copy(update={"added_to": earlier.base})
        edited = tuple(each for each in edited if each.article not in earlier.ids)
    asked_with = tuple(Prompt(name=each.name, version=each.version, own=each.own or None) for each in used)
    shared = tuple(
        SharedAddress(address=address, articles=tuple(article.id for article in sharing))
        for address, sharing in shared_addresses(reading.articles)
    )
    more = {"edited": edited, "shared_addresses": shared, "changes": news, "prompts": asked_with}
    return summary.model_copy(update={**more, "ended": ending, "ended_because": why})


@asynccontextmanager
async def _interruptible(journal: Journal | None, usage: Usage) -> AsyncIterator[None]:
    """Work that awaits nothing: `running` interrupts it where it does not hear the event, and the store says so."""
    try:
        yield
    except KeyboardInterrupt:
        if journal:
            await journal.end("interrupted", usage)
        raise


def _check_questions(adjudicate: int, settings: Settings) -> None:
    if adjudicate < 0:
        raise UsageError(f"expected how many questions to ask at most, got {adjudicate}")
    if adjudicate and settings.model == BUILTIN:
        raise UsageError(f"expected a model to adjudicate with, got the built-in rules: {NO_MODEL}")


def _unread(reading: Reading) -> list[ArticleRecord]:
    """The records of what could not be read as an article."""
    return [
        ArticleRecord(id=unreadable.path, path=unreadable.path, status="failed", error=unreadable.error)
        for unreadable in reading.unreadable
    ]


@dataclass(frozen=True)
class _Court:
    """Where reports of which linking is not sure are put to the judge, if there is one and anything is to be asked."""

    judge: Judge | None
    most: int
    concurrency: int
    stop: asyncio.Event | None

    async def settle(self, outcomes: Iterable[Outcome], at: At = lambda *_: None) -> Adjudication | None:
        """The incidents of what was read, as the answers leave them; None if nothing is to be asked."""
        if not (self.judge and self.most):
            return None
        told = partial(at, "adjudicating")
        return await adjudicated(
            linked_of(outcomes, at), self.judge, self.most, self.concurrency, would_conflict, self.stop, told
        )


async def read_outcomes(
    articles: Sequence[Article], *, settings: Settings, types: tuple[type[Event], ...], prompts: "Prompts | None" = None
) -> list[Outcome]:
    """What became of each article; `settings` come from `with_model`, `types` from `event_types`."""
    memory = Memory()
    async with asked(settings, types, None, prompts) as who:
        await read_with(articles, who.reader, memory, settings)
    return memory.outcomes(articles)


def check(events: Iterable[EventReport | Problem | dict[str, Any]], *, best: BestRule = "latest") -> Summary:
    """Link and check event records that someone already has; no model.

    Args:
        events: Each an `EventReport` or its JSON form: at least `article` and `type`, and figures with at least a
            `measure` and a `value` or `low` or `high`. Records with one `incident` id are one incident; those without
            are linked. What `read_records` gives can be passed as it is: a `Problem` is a failed article.
        best: As for `summarize`.

    Returns:
        The incidents and findings. An article stands for all records with its id.

    Raises:
        RecordError: A record does not fit; the message names its first field that does not.
        UsageError: There is no such rule.
    """
    rule = best_rule(best)
    reports: list[EventReport] = []
    failed: list[ArticleRecord] = []
    for given in events:
        if isinstance(given, Problem):
            failed.append(ArticleRecord(id=given.where, path=given.where, status="failed", error=given.message))
        else:
            reports.append(event_report(given))
    known: dict[str, ArticleRecord] = {}
    for report in reports:
        known.setdefault(
            report.article,
            ArticleRecord(id=report.article, source=report.source, published=report.published, status="ok"),
        )
    return summarize_incidents(link(reports), [*known.values(), *failed], {}, best=rule)


def check_each(
    events: Iterable[EventReport | dict[str, Any]],
    *,
    best: BestRule = "latest",
    memory: str = "1GB",
    reviewed: Reviewing | None = None,
) -> Iterator[CheckedIncident]:
    """`check` for more records than memory holds: each incident in turn, when all records have been read and linked.

    The reports wait on disk in a temporary folder, about three times over.

    Args:
        events: Records as for `check`; no `Problem`.
        best: As for `summarize`.
        memory: What the linking engine may hold, as DuckDB has it: "1GB".
        reviewed: What reviewers made of each (`reviews.Desk.again`).

    Yields:
        The incidents in the order of their first records, with the ids, members and findings that `check` gives.

    Raises:
        RecordError: As for `check`.
        UsageError: As for `check`.
    """
    from ..linking.corpus import Corpus  # noqa: PLC0415  # DuckDB takes a tenth of a second to import

    rule = best_rule(best)
    with Corpus(memory) as corpus:
        for given in events:
            corpus.add(event_report(given))
        for linked in corpus.incidents():
            checked = check_incident(linked, newest=corpus.newest, best=rule)
            yield reviewed(checked, newest=corpus.newest, best=rule) if reviewed else checked


def gather(articles: Iterable[Article | str | Path]) -> Reading:
    """Articles from texts, paths and articles; each text once."""
    found: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    duplicates: list[tuple[str, str]] = []
    passed: list[Passed] = []
    for given in articles:
        one = given if isinstance(given, Article) else None
        if isinstance(given, Path):
            reading = read_articles([given])
            unreadable += reading.unreadable
            duplicates += reading.duplicates
            passed += reading.passed
            several: Iterator[Article] = iter(reading.articles)
        else:
            several = iter([one or article(str(given))])
        for item in several:
            if item.id in found:
                duplicates.append((item.path or item.id, found[item.id].path or item.id))
            else:
                found[item.id] = item
    return Reading(tuple(found.values()), tuple(unreadable), tuple(duplicates), tuple(passed))


def chosen_settings(settings: Settings | None, model: str | None) -> Settings:
    """The settings, or those of the environment, with the model that is named."""
    chosen = settings or Settings.from_environment()
    return replace(chosen, model=model) if model else chosen
