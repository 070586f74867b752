"""The page's table of articles: metadata and text of each, and the account of its numbers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from ...grounding.accounting import dismissal
from ...language.detection import ENGLISH, language_name
from ...language.passages import read_passages
from ...language.visible import clean
from ...records.article import Article
from ...records.article_numbers import ArticleNumbers
from ...records.summary import ArticleRecord, Summary
from ...records.wording import format_day, pluralize
from ..lookup import article_label
from .offsets import Utf16

# What each rule of `grounding.accounting.dismissal` dismisses, in the singular and the plural.
_DISMISSED: Final = {
    "date": ("date", "dates"),
    "time": ("clock time", "clock times"),
    "age": ("age", "ages"),
    "ordinal": ("ordinal", "ordinals"),
    "designator": ("number in a name", "numbers in names"),
    "none said": ("word for none", "words for none"),
    "duration": ("duration", "durations"),
    "length": ("length", "lengths"),
}


class ArticleTable:
    """A summary's articles, each named by its index in the summary."""

    def __init__(self, summary: Summary, articles: Iterable[Article]) -> None:
        self._records = summary.articles
        self._indexes = {record.id: nth for nth, record in enumerate(summary.articles)}
        self._articles = {article.id: article for article in articles if article.id in self._indexes}
        self._claimed: dict[str, list[tuple[int, int]]] = {}
        self._units = {name: Utf16(article.text) for name, article in self._articles.items()}

    def index(self, article: str | None) -> int | None:
        """Return the index of an article by its id; None if the summary lacks it."""
        return None if article is None else self._indexes.get(article)

    def text(self, article: str | None) -> str | None:
        """Return an article's text by its id; None if it is not at hand."""
        source = self._articles.get(article or "")
        return source.text if source else None

    def units(self, article: str, *offsets: int) -> list[int]:
        """Convert offsets into an article's text to UTF-16 units."""
        return self._units[article](*offsets)

    def claim(self, article: str, start: int, end: int) -> None:
        """Claim the number at these offsets for a figure, so that no rule dismisses it."""
        self._claimed.setdefault(article, []).append((start, end))

    def published(self, article: str | None) -> str:
        """Return a sort key: the article's day of publication; one without comes last."""
        index = self.index(article)
        published = None if index is None else self._records[index].published
        return "~" if published is None else published.isoformat()

    def rows(self) -> list[dict[str, Any]]:
        """Return the table's rows, once all figures have claimed their numbers."""
        return [self._row(record) for record in self._records]

    def _row(self, record: ArticleRecord) -> dict[str, Any]:
        source = self._articles.get(record.id)
        row: dict[str, Any] = {
            "label": clean(article_label(record)) or "no name",
            "title": clean(record.title) if record.title else None,
            "path": clean(record.path) if record.path else None,
            "published": format_moment(record.published),
            "url": safe_url(source.url) if source else None,
            "lang": record.language,
            "language": language_name(record.language) if record.language else None,
            "text": source.text if source else None,
            "failed": clean(record.error or "not read") if record.status == "failed" else None,
            **self._numbers(record),
        }
        return {name: value for name, value in row.items() if value is not None}

    def _numbers(self, record: ArticleRecord) -> dict[str, Any]:
        numbers, text = record.numbers, self.text(record.id)
        if numbers is None:
            return {}
        spans = []
        for left in numbers.unaccounted:
            is_in_text = text is not None and 0 <= left.start < left.end <= len(text)
            at = self.units(record.id, left.start, left.end) if is_in_text else None
            spans.append({"at": at, "text": clean(left.text), "why": clean(left.why) if left.why else None})
        by = sorted(numbers.dismissed_by.items(), key=lambda item: (-item[1], item[0]))
        return {
            "numbers": [numbers.claimed, numbers.dismissed, len(numbers.unaccounted)],
            "dismissed_by": ", ".join(f"{count} {_dismissed_noun(rule, count)}" for rule, count in by),
            "dismissed": self._dismissed(record, numbers) if text is not None else [],
            "unaccounted": spans,
        }

    def _dismissed(self, record: ArticleRecord, numbers: ArticleNumbers) -> list[dict[str, Any]]:
        """Return the offsets of the dismissed numbers, and why; none by a rule of which the record has another count.

        A record has the counts alone, so the text is read again.
        """
        if not numbers.dismissed:
            return []
        claimed = self._claimed.get(record.id, [])
        spans_by_rule: dict[str, list[list[int]]] = {}
        for number in read_passages(self._articles[record.id].text, record.language or ENGLISH):
            rule = dismissal(number)
            if rule and not any(start < number.end and number.start < end for start, end in claimed):
                spans_by_rule.setdefault(rule, []).append(self.units(record.id, number.start, number.end))
        return [
            {"at": at, "why": _with_article(_dismissed_noun(rule, 1))}
            for rule, spans in spans_by_rule.items()
            if len(spans) == numbers.dismissed_by.get(rule)
            for at in spans
        ]


def _dismissed_noun(rule: str, count: int) -> str:
    singular, several = _DISMISSED.get(rule, (clean(rule), clean(rule)))
    return pluralize(count, singular, several)


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def format_moment(when: date | None) -> str | None:
    """Return a date in words, with the hour of one that has it: "30 May 2023, 14:05"."""
    if when is None:
        return None
    return f"{format_day(when)}, {when:%H:%M}" if isinstance(when, datetime) else format_day(when)


def safe_url(url: str | None) -> str | None:
    """Return the URL if it is a web address with no user name in it; None for every other scheme."""
    if not url or not url.isprintable() or any(sign.isspace() for sign in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None
