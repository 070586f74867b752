"""`summarize()`: the whole job, from articles to a `Summary`."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..consistency import would_conflict
from ..errors import UsageError
from ..inputs import Passed
from ..inputs.articles import Reading, Unreadable, read_articles
from ..inputs.origins import find_shared_addresses
from ..linking.adjudication import Adjudication, Judge, adjudicate_pairs
from ..llm.replies import only_stored
from ..reading.ledger import Memory
from ..reading.outcome import Outcome
from ..reading.progress import At, Progress, stage_callback
from ..records.article import Article, make_article
from ..records.incidents import BestRule
from ..records.reviews import Review
from ..records.summary import ArticleRecord, Prompt, SharedAddress, Summary
from ..schemas import Event
from ..settings import BUILTIN, NO_MODEL, Settings
from ..store import Store
from ..summary.assembly import link_outcomes, summarize_outcomes, total_usage
from ..summary.changes import find_changes
from ..summary.decision_resolver import DecisionResolver
from ..summary.decisions import Decided, Decisions, decisions_in_force, make_decisions, split_kept
from .journal import Journal, Unrecorded, find_edits
from .moved_articles import with_moved_articles
from .previous_run import Earlier, find_earlier
from .run import Run, resolve_event_types, resolve_settings
from .setup import Setup, open_setup, open_store, read_with, select_templates

if TYPE_CHECKING:
    from ..llm.prompts import Prompts  # Jinja takes a tenth of a second to import


def summarize(  # noqa: PLR0913  # each choice has its keyword
    articles: Iterable[Article | str | Path],
    *,
    model: str | None = None,
    events: Sequence[type[Event]] | None = None,
    settings: Settings | None = None,
    best: BestRule = "latest",
    adjudicate: int = 0,
    store: Path | None = None,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    one_event: bool = False,
    reviews: Iterable[Review] = (),
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
        same: Pairs of articles (an id, a file, an address) or of incidents that are one event, whatever linking says.
        different: Such pairs that are two events; later than `same`, which they overrule.
        one_event: All the articles tell of one event.
        reviews: Decisions of `read_reviews` on which reports are one event. The others are for `apply_reviews`.

    Returns:
        Incidents, findings, articles and usage; `ended` says how the reading ended.

    Raises:
        UsageError: A path does not exist, an event type has no Literal `type`, there is no such rule, no model to
            adjudicate with, or no article or incident of a name in `same` or `different`.
        ArticleError: A text that was given as such is empty or too long; a file's is a failed article.
        StoreError: The store cannot be opened.
    """
    run = Run(
        settings=resolve_settings(settings, model, store),
        events=resolve_event_types(events),
        best=best,
        adjudicate=adjudicate,
        decisions=make_decisions(same, different, reviews, one_event=one_event),
    )
    return asyncio.run(summarize_reading(gather(articles), run))


async def asummarize(  # noqa: PLR0913  # each choice has its keyword
    articles: Iterable[Article | str | Path],
    *,
    model: str | None = None,
    events: Sequence[type[Event]] | None = None,
    settings: Settings | None = None,
    best: BestRule = "latest",
    adjudicate: int = 0,
    store: Path | None = None,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    one_event: bool = False,
    reviews: Iterable[Review] = (),
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Do as `summarize` does, within a running event loop.

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
    run = Run(
        settings=resolve_settings(settings, model, store),
        events=resolve_event_types(events),
        best=best,
        adjudicate=adjudicate,
        decisions=make_decisions(same, different, reviews, one_event=one_event),
        stop=stop,
        progress=progress,
    )
    return await summarize_reading(gather(articles), run)


async def summarize_reading(reading: Reading, run: Run) -> Summary:
    """Summarize articles that were gathered already, in eight stages.

    1. Find the run that these articles are added to, with `add`: its articles come before them.
    2. Build the reader and the judge of the model that the settings name, else of the built-in rules.
    3. Start the run in the store's journal; without a store, outcomes are held in memory.
    4. Read each article and ground its figures; an outcome is in the journal as soon as it is settled.
    5. Link the event reports into incidents; the judge is asked about links that are uncertain.
    6. Check the figures of each incident, and assemble the summary.
    7. Compare with earlier runs: articles that were edited, and what is new since the run of stage 1.
    8. End the run in the journal, saying what ended it.
    """
    run = run.with_folder()
    with open_store(run.settings) as store:
        earlier = find_earlier(store, reading.articles, run) if store and run.settings.add else None  # 1
        if earlier:
            reading, run = earlier.extend(reading, run)
        run = _with_stored_decisions(run.with_model(), store)
        DecisionResolver(run.decisions, reading.articles).expect_names()
        _expect_judge(run)
        async with open_setup(run, store) as setup:  # 2
            journal = await _start_journal(store, setup, run, earlier, len(reading.articles))  # 3
            error = await read_with(setup.reader, reading.articles, journal, run)  # 4
            outcomes = journal.outcomes(reading.articles)
            setup.keep_old_replies_if_failed(outcomes)
            judge, at, adjudication = None if error else setup.judge, stage_callback(run.progress), None
            try:
                if store and isinstance(journal, Journal):
                    decisions = with_moved_articles(run.decisions, store, journal.run_id, reading.articles)
                    run = replace(run, decisions=decisions)
                decided = link_outcomes(outcomes, run.decisions, at)  # 5
                if store:
                    store.keep_decisions(*split_kept(run.decisions, decided.ruled, decided.followed))
                adjudication = await _adjudicate(decided, judge, run, at)
                unreadable, model = _list_unreadable(reading), run.settings.model
                summary = summarize_outcomes(
                    outcomes, unreadable, model, run.best, adjudication, at, decided=decided
                )  # 6
                news = await _compare(
                    summary, outcomes, judge, run, journal, earlier, decisions_in_force(run.decisions, decided.ruled)
                )  # 7
            except (KeyboardInterrupt, UsageError):  # linking and checking await nothing, so that they hear no `stop`
                await journal.end("interrupted", total_usage(outcomes, adjudication))
                raise
            error = error or (adjudication.ended if adjudication else None) or journal.trouble
            ended, why = run.conclude(error)
            await journal.end(ended, total_usage(outcomes, adjudication))  # 8
    return summary.model_copy(
        update={
            **news,
            "shared_addresses": _list_shared_addresses(reading),
            "prompts": _list_prompts(setup, run),
            "ended": ended,
            "ended_because": why,
        }
    )


def _expect_judge(run: Run) -> None:
    if run.adjudicate and run.settings.model == BUILTIN:
        raise UsageError(f"expected a model to adjudicate with, got the built-in rules: {NO_MODEL}")


async def _start_journal(
    store: Store | None, setup: Setup, run: Run, earlier: Earlier | None, total: int
) -> Journal | Unrecorded:
    """Start the run in the store, once its reader is known to be that of the run that it adds to (stage 3)."""
    if store is None:
        return Unrecorded()
    if earlier:
        earlier.expect_reader(setup.reader, run.settings.passes)
    return await Journal.start(store, setup, run, total=total)


def _with_stored_decisions(run: Run, store: Store | None) -> Run:
    """Put the store's decisions on links before those of the call, by their times."""
    return replace(run, decisions=run.decisions.after(store.decisions())) if store else run


async def _adjudicate(decided: Decided, judge: Judge | None, run: Run, at: At = lambda *_: None) -> Adjudication | None:
    """Ask the judge about uncertain links (stage 5); None if there is nothing to ask."""
    if not (judge and run.adjudicate):
        return None
    concurrency, asking = run.settings.concurrency, partial(at, "adjudicating")
    return await adjudicate_pairs(
        decided.incidents, judge, run.adjudicate, concurrency, would_conflict, run.stop, asking
    )


async def _compare(
    summary: Summary,
    outcomes: Sequence[Outcome],
    judge: Judge | None,
    run: Run,
    journal: Journal | Unrecorded,
    earlier: Earlier | None,
    decisions: Decisions,
) -> dict[str, object]:
    """Return the fields of the summary that tell of earlier runs (stage 7): `edited` and `changes`.

    The earlier run is recomputed under these `decisions`, the store's and those of this call, as the summary was.
    """
    edited = await find_edits(journal, outcomes)
    if earlier is None:
        return {"edited": edited}
    before = [outcome for outcome in outcomes if outcome.article.id in earlier.ids]
    before += [outcome for name in earlier.replaced if (outcome := await journal.recall_text(name))]
    decided = link_outcomes(before, decisions)
    with only_stored():  # like with like: by the verdicts that there are, where those count now
        adjudication = await _adjudicate(decided, judge, run)
        was = summarize_outcomes(before, [], run.settings.model, run.best, adjudication, decided=decided)
    return {
        "edited": tuple(edit for edit in edited if edit.article not in earlier.ids),
        "changes": find_changes(was, summary).model_copy(update={"added_to": earlier.base}),
    }


def _list_unreadable(reading: Reading) -> list[ArticleRecord]:
    """Return the records of what could not be read as an article."""
    return [
        ArticleRecord(id=unreadable.path, path=unreadable.path, status="failed", error=unreadable.error)
        for unreadable in reading.unreadable
    ]


def _list_shared_addresses(reading: Reading) -> tuple[SharedAddress, ...]:
    return tuple(
        SharedAddress(address=address, articles=tuple(article.id for article in sharing))
        for address, sharing in find_shared_addresses(reading.articles)
    )


def _list_prompts(setup: Setup, run: Run) -> tuple[Prompt, ...]:
    templates = select_templates(setup.prompts, run.settings.passes, adjudicate=run.adjudicate > 0)
    return tuple(Prompt(name=used.name, version=used.version, own=used.own or None) for used in templates)


async def read_outcomes(articles: Sequence[Article], run: Run, prompts: "Prompts | None" = None) -> list[Outcome]:
    """Read articles and return the outcome of each; the run names its model (`Run.with_model`)."""
    memory = Memory()
    async with open_setup(run, None, prompts) as setup:
        await read_with(setup.reader, articles, memory, run)
    return memory.outcomes(articles)


def gather(articles: Iterable[Article | str | Path]) -> Reading:
    """Gather articles from texts, paths and articles; each text once."""
    gathered: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    duplicates: list[tuple[str, str]] = []
    passed: list[Passed] = []
    for source in articles:
        reading = _read_source(source)
        unreadable += reading.unreadable
        duplicates += reading.duplicates
        passed += reading.passed
        for item in reading.articles:
            if item.id in gathered:
                duplicates.append((item.path or item.id, gathered[item.id].path or item.id))
            else:
                gathered[item.id] = item
    return Reading(tuple(gathered.values()), tuple(unreadable), tuple(duplicates), tuple(passed))


def _read_source(source: Article | str | Path) -> Reading:
    if isinstance(source, Path):
        return read_articles([source])
    return Reading((source if isinstance(source, Article) else make_article(str(source)),), (), ())
