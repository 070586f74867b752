"""`RuleReader`: article → events, by rules."""

import asyncio
from collections.abc import Sequence

from ...concurrency import run_in_thread
from ...errors import ArticleError, CheckTimeoutError
from ...language.detection import ENGLISH, detect_language, language_name
from ...records.article import Article
from ...records.article_numbers import UnaccountedNumber
from ...records.digests import event_code_digest, hash_json, schema_digest
from ...records.events import EventReport
from ...records.usage import Usage
from ...schemas import EVENT_TYPES, Account, Event, Repair, type_names
from ..draft import Draft, FailedProof
from ..reader import ReadingKey
from .confidence import rate_figures
from .extraction import extract_events


class RuleReader:
    """A `Reader` that finds events and figures by rules. What it cannot read stays empty.

    `classes` are the event classes wanted: an event of any other type is left out, and so is one
    whose class requires a field that no rule reads. `limit` is in seconds, for one article.
    """

    def __init__(self, classes: tuple[type[Event], ...] = EVENT_TYPES, limit: float | None = None) -> None:
        self._limit = limit
        self._classes = {name: event for event in classes for name in type_names(event)}
        self._schema = schema_digest(classes)
        self._code = event_code_digest(classes)

    def question(self, article: Article) -> ReadingKey:
        """Return the question, whose key covers the article with its metadata and the event types wanted."""
        fields = (
            article.id,
            article.source,
            article.title,
            article.published,
            article.url,
            *filter(None, (article.language,)),
        )
        return ReadingKey(hash_json("rules", self._schema, self._code, *fields), "rules", self._schema)

    async def read(self, article: Article, usage: Usage) -> list[Event]:  # noqa: ARG002  # nothing is spent
        """Find the events of an article; `usage` stays as it is.

        Raises CheckTimeoutError, and ArticleError for an article that is surely in another language.
        """
        language = article.language or detect_language(article.text) or ENGLISH
        if language != ENGLISH:
            raise ArticleError(
                f"expected an article in English, got {language_name(language)}: the built-in rules read no other"
                " language, give --model"
            )
        try:
            async with asyncio.timeout(self._limit):
                return await run_in_thread(extract_events, article, self._classes)
        except TimeoutError as error:
            raise CheckTimeoutError(
                f"the article could not be read within {self._limit:g} s: give --retry-failed and a longer --timeout"
            ) from error

    def rate(self, article: Article, reports: Sequence[EventReport]) -> tuple[EventReport, ...]:
        """Give each figure the probability that it is read rightly."""
        return rate_figures(article, reports)

    async def repair(self, draft: Draft, failures: Sequence[FailedProof], usage: Usage) -> Sequence[Repair]:  # noqa: ARG002
        """Mend nothing: rules that were wrong once are wrong again."""
        return ()

    async def account(self, draft: Draft, numbers: Sequence[UnaccountedNumber], usage: Usage) -> Sequence[Account]:  # noqa: ARG002
        """Account for nothing: a number that the rules can place was placed at first."""
        return ()
