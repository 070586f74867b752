"""Read the articles of a DataFrame: each partition runs the same reader and proof as a local run."""

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import pyarrow as pa
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

from ..errors import ArticleError, UsageError
from ..inputs.articles import build_article
from ..llm.customprompts import read_prompts
from ..llm.prompts import Prompts
from ..pipeline.run import Run, resolve_event_types, resolve_model, resolve_settings
from ..pipeline.setup import label_templates
from ..pipeline.summarize import read_outcomes
from ..reading.outcome import Outcome
from ..records.article import Article
from ..schemas import Event
from ..settings import BUILTIN, NO_MODEL, Settings
from ..summary.assembly import article_record
from ..summary.clerical_review import label_incidents
from .arrow import ddl, make_batches

_COLUMNS: Final = ("id", "path", "source", "title", "published", "url", "text", "incident", "language")
_ARTICLE: Final = pa.schema({**dict.fromkeys(_COLUMNS, pa.string()), "error": pa.string()})
_COUNTS: Final = ("requests", "attempts", "prompt_tokens", "cached_tokens", "completion_tokens")
_OUTCOME: Final = pa.schema(
    {
        **dict.fromkeys(_COLUMNS, pa.string()),
        "status": pa.string(),
        "error": pa.string(),
        "numbers": pa.string(),
        "reports": pa.list_(pa.string()),
        "rejected": pa.list_(pa.string()),
        "prompts": pa.string(),
        **dict.fromkeys(_COUNTS, pa.int64()),
    }
)


def read_frame(
    articles: DataFrame,
    *,
    model: str | None = None,
    events: Sequence[type[Event]] | None = None,
    settings: Settings | None = None,
    partitions: int | None = None,
    done: DataFrame | None = None,
) -> DataFrame:
    """Articles → their event reports, every figure proved, as `summarize` reads them.

    Each evaluation of the result asks the model again: write it before you use it. Each partition asks
    `settings.concurrency` questions at a time, within its own limits of rate, and as many partitions are under way as
    there are cores. No key goes with the work: each executor reads OPENAI_API_KEY from its own environment.

    Args:
        articles: Column `text`; `id`, `path`, `source`, `title`, `published` (a date, or text as ISO 8601), `url`,
            `incident` and `language` where known. The id is by default that of `Article`; of articles with one id,
            one is read.
        model: As for `summarize`: "builtin" reads by rules.
        events: The event types to look for; their modules must be installed on the executors.
        settings: As for `summarize`; no `record`. Its folder `prompts` is read here.
        partitions: Into how many parts the articles are divided; by default two for each core.
        done: Column `id`: articles that were read before, and are left out.

    Returns:
        A row for each article: its columns; `status`, "ok" or "failed", and `error`, why; `numbers` (JSON), what
        became of its numbers; `reports` (a list of JSON), its event records; `rejected` (a list of JSON), the figures
        that were not proved; `prompts`, the labels of the templates; `requests`, `attempts` and tokens, what it cost.

    Raises:
        UsageError: As `summarize`, or cassettes are to be recorded, or there is a budget.
    """
    chosen = resolve_model(resolve_settings(settings, model))
    if chosen.record:
        raise UsageError("expected no cassette to record, got one: executors cannot write to one file")
    if chosen.budget is not None:
        raise UsageError("expected no budget, got one: executors cannot share it")
    parts = partitions or 2 * articles.sparkSession.sparkContext.defaultParallelism
    rows = articles.select(*(_select_column(articles, name) for name in _COLUMNS)).mapInArrow(_prepare, ddl(_ARTICLE))
    if done is not None:
        rows = rows.join(done.select("id").distinct(), "id", "left_anti").select(*_ARTICLE.names)
    job = _Job(replace(chosen, api_key=None, prompts=None), resolve_event_types(events), load_prompts(chosen))
    return _drop_duplicates(rows, parts).mapInArrow(partial(_read, job), ddl(_OUTCOME))


def load_prompts(settings: Settings) -> Prompts | None:
    """Return the templates that articles are read with; None for the rules. Raises UsageError as `summarize`."""
    if settings.model != BUILTIN:
        return read_prompts(settings.prompts)
    if settings.prompts:
        raise UsageError(f"expected a model with prompts, got the built-in rules: {NO_MODEL}")
    return None


@dataclass(frozen=True)
class _Job:
    """The work of a partition. It carries no API key."""

    settings: Settings
    types: tuple[type[Event], ...]
    prompts: Prompts | None

    @property
    def asked_with(self) -> str:
        """The labels of its templates."""
        return label_templates(self.prompts, self.settings.passes)

    def read(self, articles: Sequence[Article]) -> list[Outcome]:
        """Read the articles, with the key of this machine's environment."""
        settings = replace(self.settings, api_key=os.environ.get("OPENAI_API_KEY") or None)
        return asyncio.run(read_outcomes(articles, Run(settings=settings, events=self.types), self.prompts))


def _select_column(articles: DataFrame, name: str) -> Any:
    column = f.col(name) if name in articles.columns or name == "text" else f.lit(None)
    return column.cast("string").alias(name)


def _drop_duplicates(rows: DataFrame, parts: int) -> DataFrame:
    """Keep one article of each id, the first by path and by the other columns; spread evenly over partitions."""
    first = Window.partitionBy("id").orderBy(*(f.col(name).asc_nulls_last() for name in _ARTICLE.names[1:]))
    numbered = rows.repartition(parts, "id").withColumn("nth", f.row_number().over(first))
    return numbered.where("nth = 1 or error is not null").drop("nth")


def _prepare(incoming: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Clean each text and give it an id; a row without a usable text has an `error`."""
    for batch in incoming:
        yield from make_batches(map(_article_row, batch.to_pylist()), _ARTICLE)


def _article_row(row: Mapping[str, str | None]) -> dict[str, Any]:
    try:
        article = build_article(row, row["path"])
    except ArticleError as error:
        return {**row, "id": row["id"] or row["path"], "error": str(error)}
    published = article.published.isoformat() if article.published else None
    return {**vars(article), "id": row["id"] or article.id, "published": published}


def _read(job: _Job, incoming: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read a partition, a batch of articles at a time."""
    for batch in incoming:
        rows = batch.to_pylist()
        unreadable = [{**row, "status": "failed"} for row in rows if row["error"]]
        articles = [_article(row) for row in rows if not row["error"]]
        read = [_outcome_row(outcome, job.asked_with) for outcome in job.read(articles)] if articles else []
        yield from make_batches([*unreadable, *read], _OUTCOME)


def _article(row: Mapping[str, Any]) -> Article:
    return replace(build_article(row, row["path"]), id=row["id"])


def _outcome_row(outcome: Outcome, prompts: str) -> dict[str, Any]:
    article, record = outcome.article, article_record(outcome)
    return {
        **vars(article),
        "published": article.published.isoformat() if article.published else None,
        "status": record.status,
        "error": record.error,
        "numbers": record.numbers.model_dump_json() if record.numbers else None,
        "reports": [report.model_dump_json() for report in label_incidents(outcome.reports, article)],
        "rejected": [figure.model_dump_json() for figure in outcome.rejected],
        "prompts": prompts,
        **vars(outcome.usage),
    }
