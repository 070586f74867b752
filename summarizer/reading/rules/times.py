"""When it happened: time words, the day they name, and when a count was valid."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from ...records.article import Article
from .sentences import Sentence
from .words import table

_VALID = re.compile(
    r"\b(?:[Aa]s\sof|[Bb]y)\s(?:(?:late|early|noon on|midday on)\s)?"
    r"(?:\d{1,2}\s\w+|\w+\s\d{1,2}|\w+day(?:\s\w+)?)(?:,?\s\d{4})?$"
)
_LONGEST = 80  # characters of such words: "as of late on Wednesday morning, 2023" has half as many
_NEAR = 250  # characters between a count and the words for when it was valid


@dataclass(frozen=True)
class Moment:
    """Time words: `start` and `end` are offsets in the article; `day` is None where it cannot be worked out.

    `relative` is by how many days it was before somebody spoke, `year` a bygone year that stands alone.
    """

    start: int
    end: int
    words: str
    day: date | None
    relative: int | None = None
    year: int | None = None


def moments(sentence: Sentence, article: Article) -> list[Moment]:
    """The time words of a sentence, in order."""
    found: list[Moment] = []
    published = day_of(article.published)
    for match in _pattern().finditer(sentence.text, sentence.body - sentence.start):
        start = sentence.start + match.start()
        words = " ".join(match[0].split())
        if _VALID.search(sentence.text, max(0, match.end() - _LONGEST), match.end()):
            continue  # when a count was valid, not when it happened
        earlier = table("times")["before_speaking"].get(words.lower())
        if match["past"]:
            if published is None or published.year != int(match["past"]):
                found.append(Moment(start, sentence.start + match.end(), words, None, year=int(match["past"])))
            continue
        day = None if earlier else _day(match, article)
        found.append(Moment(start, sentence.start + match.end(), words, day, earlier))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    times = table("times")
    leads, weekdays, parts = ("|".join(times[name]) for name in ("leads", "weekdays", "parts"))
    part = rf"(?:\s(?:{parts}))?"
    months = "|".join(f"{month[:3]}(?:{month[3:]})?\\.?" if len(month) > 3 else month for month in times["months"])
    relative = "|".join(re.escape(word) for word in (*times["relative"], *times["before_speaking"]))
    return re.compile(
        rf"(?:\b(?i:{leads})\s)?(?:"
        rf"\b(?P<weekday>{weekdays})\b(?:['’]s\b)?(?!\s(?:Market|Mosque)){part}"
        rf"|\b(?P<month>{months})\s(?P<number>\d{{1,2}})\b(?:,\s(?P<year>\d{{4}}))?"
        rf"|\b(?P<number2>\d{{1,2}})\s(?P<month2>{months})\b(?:\s(?P<year2>\d{{4}}))?)"
        rf"|\b(?P<relative>(?i:{relative}))\b"
        rf"|\b(?i:in|back in)\s(?:(?:{months})\s)?(?P<past>(?:19|20)\d\d)\b(?!\s?[,.]\d)"
    )


def _day(match: re.Match[str], article: Article) -> date | None:
    published = day_of(article.published)
    if match["relative"]:
        back = table("times")["relative"][" ".join(match["relative"].lower().split())]
        return published - timedelta(days=back) if published else None
    if match["weekday"]:
        return _last(table("times")["weekdays"].index(match["weekday"]), published)
    month, number, year = (match[name] or match[f"{name}2"] for name in ("month", "number", "year"))
    return _dated(month, int(number), int(year) if year else None, published)


def day_of(moment: date | None) -> date | None:
    """The calendar day of a date or a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def weekday(words: str) -> int | None:
    """The weekday that time words name, Monday 0."""
    return next((number for number, name in enumerate(table("times")["weekdays"]) if name in words), None)


def _last(number: int, published: date | None) -> date | None:
    """The last such day on or before publication."""
    return published - timedelta(days=(published.weekday() - number) % 7) if published else None


def _dated(month: str, number: int, year: int | None, published: date | None) -> date | None:
    """The day of a month: in the year given, else the last one on or before publication."""
    months = [name[:3] for name in table("times")["months"]]
    at = months.index(month[:3]) + 1
    years = (year,) if year else (published.year, published.year - 1) if published else ()
    for candidate in years:
        try:
            day = date(candidate, at, number)
        except ValueError:
            continue
        if year or published is None or day <= published:
            return day
    return None


def as_of(sentence: Sentence, offset: int) -> str | None:
    """The words nearest to a place that tell when its count was valid, in the article's spelling."""
    at, body = offset - sentence.start, sentence.body - sentence.start
    found = list(_stages().finditer(sentence.text, max(body, at - _NEAR), at + _NEAR))
    nearest = min(found, key=lambda match: abs(sentence.start + match.start() - offset), default=None)
    return " ".join(nearest[0].split()) if nearest else None


@cache
def _stages() -> re.Pattern[str]:
    stages = table("times")["as_of"]
    phrases = sorted((re.escape(phrase).replace(r"\ ", r"\s+") for phrase in stages["phrases"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join([*stages['patterns'], *phrases])})\b", re.IGNORECASE)


def moment_free(words: str) -> bool:
    """Whether no weekday or month stands in the words."""
    times = table("times")
    return not {*times["weekdays"], *times["months"]} & set(re.findall(r"\w+", words))
