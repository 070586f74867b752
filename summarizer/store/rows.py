"""What goes into the store and comes out of it, and how each is one row."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from ..llm.replies import Reply
from ..records.article import Article
from ..records.usage import Usage

_SURROGATES = re.compile(r"[\ud800-\udfff]")  # halves of characters, which UTF-8 cannot hold


@dataclass(frozen=True)
class OutcomeRow:
    """What became of one article under one question.

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
    """A run that begins: its arguments (JSON, with no key in it), and of how many articles (None while unknown).

    `prompts` are the labels of the templates that it asks with, empty where it asks no model.
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
    """The moment, UTC in ISO 8601."""
    return datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds")


def clean(text: str) -> str:
    """The text with U+FFFD for each half of a character: as long as before, so that offsets stay."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def of_reply(key: str, reply: Reply) -> tuple[object, ...]:
    """key, body, model, prompt, usage, took, at."""
    return clean(key), reply.body, clean(reply.model), clean(reply.prompt), _of_usage(reply.usage), reply.took, now()


def of_article(article: Article) -> tuple[str | None, ...]:
    """id, text, source, title, published, url, path."""
    published = article.published.isoformat() if article.published else None
    return (
        clean(article.id), clean(article.text), _clean(article.source), _clean(article.title), published,
        _clean(article.url), _clean(article.path),
    )  # fmt: skip


def to_article(row: Sequence[Any]) -> Article:
    """The article of such a row. Raises ValueError if it is damaged."""
    id_, text, source, title, published, url, path = row
    return Article(id_, text, source, title, _published(published), url, path)


def _published(text: str | None) -> date | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) <= len("2023-05-30") else datetime.fromisoformat(text)


OUTCOME = "key, article, model, prompt, schema, status, error, error_kind, usage, took, at, checker, found, replies"


def of_outcome(row: OutcomeRow) -> tuple[object, ...]:
    """The columns of `OUTCOME`."""
    return (
        clean(row.key), clean(row.article), clean(row.model), clean(row.prompt), clean(row.schema), clean(row.status),
        _clean(row.error), _clean(row.error_kind), _of_usage(row.usage), row.took, clean(row.at), clean(row.checker),
        row.found, json.dumps([clean(key) for key in row.replies]),
    )  # fmt: skip


def to_outcome(row: Sequence[Any]) -> OutcomeRow:
    """The outcome of such a row. Raises ValueError if it is damaged."""
    values: list[Any] = list(row)
    values[8] = Usage(**json.loads(row[8]))
    values[13] = tuple(json.loads(row[13]))
    return OutcomeRow(*values)


def _of_usage(usage: Usage) -> str:
    return json.dumps(vars(usage))
