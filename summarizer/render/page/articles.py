"""The articles as the page shows them: what is known of each, its text, and what became of its numbers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from ...grounding.accounting import dismissal
from ...language.quantities import read_numbers
from ...language.visible import clean
from ...records.article import Article
from ...records.events import ArticleNumbers
from ...records.summary import ArticleRecord, Summary
from ...records.wording import day
from ..claims import label
from .offsets import Utf16

# What a rule of `grounding.dismissal` dismisses, for a person: one of them, several of them.
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
    """A summary's articles, each named by its place in it."""

    def __init__(self, summary: Summary, articles: Iterable[Article]) -> None:
        self._records = summary.articles
        self._places = {record.id: place for place, record in enumerate(summary.articles)}
        self._given = {article.id: article for article in articles if article.id in self._places}
        self._claimed: dict[str, list[tuple[int, int]]] = {}
        self._units = {name: Utf16(article.text) for name, article in self._given.items()}

    def place(self, article: str | None) -> int | None:
        """Where an article stands in the table; None if the summary does not have it."""
        return None if article is None else self._places.get(article)

    def text(self, article: str | None) -> str | None:
        """An article's text, if it is at hand."""
        found = self._given.get(article or "")
        return found.text if found else None

    def units(self, article: str, *at: int) -> list[int]:
        """Offsets into its text as a browser counts them."""
        return self._units[article](*at)

    def claim(self, article: str, start: int, end: int) -> None:
        """A figure claims the number at these offsets, so that no rule dismisses it."""
        self._claimed.setdefault(article, []).append((start, end))

    def published(self, article: str | None) -> str:
        """When it was published, so that it can be put in order; what has no date comes last."""
        place = self.place(article)
        published = None if place is None else self._records[place].published
        return "~" if published is None else published.isoformat()

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows of each, once all figures have claimed their numbers."""
        return [self._row(record) for record in self._records]

    def _row(self, record: ArticleRecord) -> dict[str, Any]:
        given = self._given.get(record.id)
        row: dict[str, Any] = {
            "label": clean(label(record)) or "no name",
            "title": clean(record.title) if record.title else None,
            "path": clean(record.path) if record.path else None,
            "published": moment(record.published),
            "url": safe_url(given.url) if given else None,
            "text": given.text if given else None,
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
            known = text is not None and 0 <= left.start < left.end <= len(text)
            at = self.units(record.id, left.start, left.end) if known else None
            spans.append({"at": at, "text": clean(left.text), "why": clean(left.why) if left.why else None})
        by = sorted(numbers.dismissed_by.items(), key=lambda item: (-item[1], item[0]))
        return {
            "numbers": [numbers.claimed, numbers.dismissed, len(numbers.unaccounted)],
            "dismissed_by": ", ".join(f"{count} {_dismissed_as(rule, count)}" for rule, count in by),
            "dismissed": self._dismissed(record.id, numbers) if text is not None else [],
            "unaccounted": spans,
        }

    def _dismissed(self, article: str, numbers: ArticleNumbers) -> list[dict[str, Any]]:
        """Where the dismissed numbers stand, and why. Read again, and left out where the record counts others."""
        if not numbers.dismissed:
            return []
        claimed = self._claimed.get(article, [])
        found: dict[str, list[list[int]]] = {}
        for number in read_numbers(self._given[article].text):
            rule = dismissal(number)
            if rule and not any(start < number.end and number.start < end for start, end in claimed):
                found.setdefault(rule, []).append(self.units(article, number.start, number.end))
        return [
            {"at": at, "why": _one(_dismissed_as(rule, 1))}
            for rule, spans in found.items()
            if len(spans) == numbers.dismissed_by.get(rule)
            for at in spans
        ]


def _dismissed_as(rule: str, count: int) -> str:
    one, more = _DISMISSED.get(rule, (clean(rule), clean(rule)))
    return one if count == 1 else more


def _one(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def moment(when: date | None) -> str | None:
    """30 May 2023, 14:05: the hour where it is known."""
    if when is None:
        return None
    return f"{day(when)}, {when:%H:%M}" if isinstance(when, datetime) else day(when)


def safe_url(url: str | None) -> str | None:
    """The address, if it is a page of the web and nothing else: no script, file or other scheme."""
    if not url or not url.isprintable() or any(sign.isspace() for sign in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None
