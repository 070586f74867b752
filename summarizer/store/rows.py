"""The records that the store holds, and their conversion to and from rows."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from ..llm.replies import CachedReply
from ..records.article import Article
from ..records.usage import Usage

_SURROGATES = re.compile(r"[\ud800-\udfff]")  # halves of characters, which UTF-8 cannot hold


@dataclass(frozen=True)
class OutcomeRow:
    """The outcome of one article under one question.

    `article` is the article's id; `schema` the digest of what a reply must fit; `status` "ok" or "failed",
    with the error and its class's name; `took` in seconds; `at` UTC in ISO 8601; `checker` the digest of the
    code that proved the figures; `found` the JSON of reports, rejected figures and numbers; `replies` the
    keys of the replies that it rests on.
    """

    key: str
    article: str
    model: str
    prompt: str
    schema: str
    status: str
    error: str | None
    error_kind: str | None
    usage: Usage
    took: float
    at: str
    checker: str
    found: bytes | None
    replies: tuple[str, ...]


@dataclass(frozen=True)
class NewRun:
    """A run that begins.

    `arguments` is its call as JSON, with no key in it; `prompts` the labels of the templates that it renders, empty
    where it asks no model; `total` its number of articles, None while unknown.
    """

    arguments: str
    model: str
    prompts: str
    total: int | None = None


@dataclass(frozen=True)
class RunRow:
    """A run: `state` is running, done, interrupted, stopped, or died (it never ended, and its process is gone)."""

    id: int
    arguments: str
    model: str
    prompts: str
    total: int | None
    began: str
    ended: str | None
    state: str
    counts: Mapping[str, float] = field(default_factory=dict)


def now() -> str:
    """Return the current time, UTC in ISO 8601."""
    return datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds")


def clean(text: str) -> str:
    """Replace each half of a character by U+FFFD: the text stays as long, so that offsets stay."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def reply_to_row(key: str, reply: CachedReply) -> tuple[object, ...]:
    """Return key, body, model, prompt, usage, took, at."""
    return clean(key), reply.body, clean(reply.model), clean(reply.prompt), _dump_usage(reply.usage), reply.took, now()


ARTICLE = "id, text, source, title, published, url, path, incident, language"


def article_to_row(article: Article) -> tuple[str | None, ...]:
    """Return the columns of `ARTICLE`."""
    published = article.published.isoformat() if article.published else None
    return (
        clean(article.id), clean(article.text), _clean(article.source), _clean(article.title), published,
        _clean(article.url), _clean(article.path), _clean(article.incident), _clean(article.language),
    )  # fmt: skip


def row_to_article(row: Sequence[Any]) -> Article:
    """Read an article from such a row. Raises ValueError if it is damaged."""
    id_, text, source, title, published, url, path, incident, language = row
    return Article(id_, text, source, title, _parse_published(published), url, path, incident, language)


def _parse_published(text: str | None) -> date | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) <= len("2023-05-30") else datetime.fromisoformat(text)


OUTCOME = "key, article, model, prompt, schema, status, error, error_kind, usage, took, at, checker, found, replies"


def outcome_to_row(row: OutcomeRow) -> tuple[object, ...]:
    """Return the columns of `OUTCOME`."""
    return (
        clean(row.key), clean(row.article), clean(row.model), clean(row.prompt), clean(row.schema), clean(row.status),
        _clean(row.error), _clean(row.error_kind), _dump_usage(row.usage), row.took, clean(row.at), clean(row.checker),
        row.found, json.dumps([clean(key) for key in row.replies]),
    )  # fmt: skip


def row_to_outcome(row: Sequence[Any]) -> OutcomeRow:
    """Read an outcome from such a row. Raises ValueError if it is damaged."""
    values: list[Any] = list(row)
    values[8] = Usage(**json.loads(row[8]))
    values[13] = tuple(json.loads(row[13]))
    return OutcomeRow(*values)


def _dump_usage(usage: Usage) -> str:
    return json.dumps(vars(usage))
