"""`summarize()` and `check()`: the whole job, from articles or from records to a `Summary`."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from .adjudication import Judge, adjudicated
from .articles import Article, Reading, Unreadable, article, read_articles
from .assembly import reports_of, summarize_incidents, summarize_outcomes, total_usage
from .checking import check_incident
from .consistency import BEST_RULES, BestRule
from .edits import edited_articles
from .errors import BudgetError, EndpointRefusedError, StoreError, UsageError
from .inputs import Passed
from .journal import Journal
from .linking import link
from .outcomes import Outcome
from .readers import Reader
from .reading import INTERRUPTED, Ending, Ledger, Memory, Progress, read_each
from .recordfiles import Problem
from .records import EventReport, event_report
from .replies import Replies
from .schemas import EVENT_TYPES, Event, type_names
from .settings import BUILTIN, NO_MODEL, Settings
from .store import Store
from .summary import ArticleRecord, CheckedIncident, Summary

_ENDINGS: Final[dict[type[Exception], Ending]] = {
    BudgetError: "budget",
    EndpointRefusedError: "refused",
    StoreError: "store",
}


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

    An article is an `Article`, a text, or a `Path` to a file or folder. `model` names the model of
    any OpenAI-compatible endpoint; OPENAI_API_KEY and OPENAI_BASE_URL say where. With none named, or
    with "builtin", the articles are read by rules, with no model and no network. `events` are the
    event types to look for, all built-in ones by default. `best` is the rule by which an estimate's
    best is taken: latest, median, mode, min, max or most_sourced. `adjudicate` is the most questions that the
    model is asked about reports of which it is not sure whether they tell of one event; a question without an
    answer changes nothing. `store` is a file that keeps every reply and outcome, so that nothing is asked
    twice, whatever ends the run. An article that fails is a record with status "failed", and the others are unaffected.

    Raises UsageError if a path does not exist, an event type has no Literal `type`, there is no such rule, or
    there is no model to adjudicate with.
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
    """`summarize` for a running event loop. Setting `stop` ends the run early and keeps what is done."""
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
    """The summary of articles that were gathered already; `told` is the call in JSON, for the store's list of runs."""
    types = event_types(events)
    rule = best_rule(best)
    settings = with_model(settings)
    if adjudicate < 0:
        raise UsageError(f"expected how many questions to ask at most, got {adjudicate}")
    if adjudicate and settings.model == BUILTIN:
        raise UsageError(f"expected a model to adjudicate with, got the built-in rules: {NO_MODEL}")
    failed = [
        ArticleRecord(id=unreadable.path, path=unreadable.path, status="failed", error=unreadable.error)
        for unreadable in reading.unreadable
    ]
    with _store(settings) as store:
        async with _asked(settings, types, store) as (reader, judge):
            journal = None
            if store:
                journal = await Journal.begun(store, reader, settings, told=told, total=len(reading.articles))
            ledger: Journal | Memory = journal or Memory()
            error = await _read(reading.articles, reader, ledger, settings, stop, progress)
            outcomes = ledger.outcomes(reading.articles)
            adjudication = None
            if adjudicate and judge and not error:
                linked = link(reports_of(outcomes))
                adjudication = await adjudicated(linked, judge, adjudicate, settings.concurrency, stop)
            summary = summarize_outcomes(outcomes, failed, settings.model, rule, adjudication)
            edited = await edited_articles(journal, outcomes) if journal else ()
            ending, why = _ending(error or (journal.trouble if journal else None), stop)
            if journal:
                await journal.end(ending, total_usage(outcomes, adjudication))
    return summary.model_copy(update={"edited": edited, "ended": ending, "ended_because": why})


def _ending(error: Exception | None, stop: asyncio.Event | None) -> tuple[Ending, str | None]:
    """How the reading ended, and why."""
    if stop and stop.is_set():
        return "interrupted", INTERRUPTED
    for kind, ending in _ENDINGS.items():
        if isinstance(error, kind):
            return ending, str(error)
    return "done", None


async def read_outcomes(
    articles: Sequence[Article], *, settings: Settings, types: tuple[type[Event], ...]
) -> list[Outcome]:
    """What became of each article; `settings` come from `with_model`, `types` from `event_types`."""
    memory = Memory()
    async with _asked(settings, types, None) as (reader, _):
        await _read(articles, reader, memory, settings)
    return memory.outcomes(articles)


async def _read(
    articles: Iterable[Article],
    reader: Reader,
    ledger: Ledger,
    settings: Settings,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> Exception | None:
    return await read_each(
        articles,
        reader,
        ledger,
        settings.concurrency,
        passes=settings.passes,
        limit=settings.timeout,
        stop=stop,
        progress=progress,
    )


def check(events: Iterable[EventReport | Problem | dict[str, Any]], *, best: BestRule = "latest") -> Summary:
    """Link and check event records that someone already has; no model.

    A record is an `EventReport` or its JSON form: at least `article` and `type`, and figures with
    at least a `measure` and a `value` or `low` or `high`. Records with one `incident` id are one
    incident; those without are linked. What `read_records` gives can be passed as it is: a `Problem`
    is an article with status "failed". `best` is as for `summarize`.

    Raises RecordError that names the first field of a record that does not fit, UsageError if there is no such rule.
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
    events: Iterable[EventReport | dict[str, Any]], *, best: BestRule = "latest", memory: str = "1GB"
) -> Iterator[CheckedIncident]:
    """`check` for more records than memory holds: each incident in turn, when all records have been read and linked.

    The reports wait on disk in a temporary folder, about three times over; `memory` bounds what the
    linking engine holds. Incidents come in the order of their first records, with the ids, members
    and findings that `check` gives.

    Raises as `check` does.
    """
    from .linking.corpus import Corpus  # noqa: PLC0415  # DuckDB takes a tenth of a second to import

    rule = best_rule(best)
    with Corpus(memory) as corpus:
        for given in events:
            corpus.add(event_report(given))
        for linked in corpus.incidents():
            yield check_incident(linked, newest=corpus.newest, best=rule)


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


def event_types(events: Sequence[type[Event]] | None) -> tuple[type[Event], ...]:
    """The event types to look for, checked: each has a Literal `type`, and no two share a value."""
    types = tuple(dict.fromkeys(events)) if events else EVENT_TYPES
    taken: dict[str, type[Event]] = {}
    for kind in types:
        names = type_names(kind)
        if not names:
            raise UsageError(
                f'{kind.__name__}: expected `type: Literal["..."]`, got no Literal: name the type\'s values'
            )
        for name in names:
            if name in taken:
                raise UsageError(
                    f'type "{name}": expected one event class for it, got {taken[name].__name__} and {kind.__name__}'
                )
            taken[name] = kind
    return types


def best_rule(best: BestRule) -> BestRule:
    """The rule for best, if there is one of this name. Raises UsageError otherwise."""
    if best not in BEST_RULES:
        raise UsageError(f"expected a rule for best, got {best!r}: one of {', '.join(BEST_RULES)}")
    return best


@asynccontextmanager
async def _asked(
    settings: Settings, types: tuple[type[Event], ...], replies: Replies | None
) -> AsyncIterator[tuple[Reader, Judge | None]]:
    """The reader that the settings ask for, and the judge; the rules have none."""
    if settings.model == BUILTIN:
        if settings.record or settings.replay:
            raise UsageError(f"expected a model with a cassette, got the built-in rules: {NO_MODEL}")
        from .rules import RuleReader  # noqa: PLC0415  # its lexicons are read when it is used

        yield RuleReader(types), None
        return
    from .client import Client  # noqa: PLC0415  # openai and instructor take two seconds to import
    from .extraction import LLMReader  # noqa: PLC0415
    from .judging import LLMJudge  # noqa: PLC0415

    async with Client(settings, replies) as client:
        with _cassette(settings):
            yield LLMReader(client, types), LLMJudge(client)


def chosen_settings(settings: Settings | None, model: str | None) -> Settings:
    """The settings, or those of the environment, with the model that is named."""
    chosen = settings or Settings.from_environment()
    return replace(chosen, model=model) if model else chosen


def with_model(settings: Settings) -> Settings:
    """With no model named: in a replay the recorded one, else the built-in rules."""
    if settings.model:
        return settings
    if settings.replay is None:
        return replace(settings, model=BUILTIN)
    from .cassettes import recorded_model  # noqa: PLC0415  # vcrpy takes half a second to import

    return replace(settings, model=recorded_model(settings.replay))


def _store(settings: Settings) -> AbstractContextManager[Store | None]:
    if not settings.store:
        return nullcontext()
    return Store(settings.store)


def _cassette(settings: Settings) -> AbstractContextManager[object]:
    if not (settings.replay or settings.record):
        return nullcontext()
    from .cassettes import recording, replaying  # noqa: PLC0415  # vcrpy takes half a second to import

    if settings.replay:
        return replaying(settings.replay)
    return recording(settings.record, settings.model or "unknown") if settings.record else nullcontext()
