"""Time expressions of a sentence, with the day they name, and the words for when a count was valid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ...language.dates import day_of, days_back, fill_names, last_day, last_weekday, month_number, months, weekdays
from ...language.lexicon import table, word_set
from ...records.article import Article
from ...syntax.speakers import may_precede_verb
from ...syntax.tokenizer import Sentence

_LONGEST = 80  # characters of such words: "as of late on Wednesday morning, 2023" has half as many
_HEAD = 1_500  # characters of a text in which it may say when it was written
_BEHIND = 20  # characters behind another count in which such words tell of that
_NEAR = 250  # characters between a count and the words for when it was valid


@dataclass(frozen=True)
class TimeExpression:
    """A time expression: `start` and `end` are offsets in the article; `day` is None where it cannot be worked out.

    `relative` is by how many days it was before somebody spoke, `year` a bygone year that stands alone. `tied` says
    that words beside it tell of the event itself.
    """

    start: int
    end: int
    words: str
    day: date | None
    relative: int | None = None
    year: int | None = None
    tied: bool = False


def find_times(sentence: Sentence, article: Article) -> list[TimeExpression]:
    """Find the time expressions of a sentence, in order."""
    times: list[TimeExpression] = []
    published = article.published and day_of(article.published)
    for match in _pattern().finditer(sentence.text, sentence.body - sentence.start):
        start = sentence.start + match.start()
        words = " ".join(match[0].split())
        if _as_of_cue().search(sentence.text, max(0, match.end() - _LONGEST), match.end()):
            continue  # when a count was valid, not when it happened
        if _stamp_before().search(sentence.text, max(0, match.start() - _LONGEST), match.start()):
            continue  # when the page was published
        earlier = table("calendar")["before_speaking"].get(words.lower())
        if match["past"]:
            if published is None or published.year != int(match["past"]):
                times.append(TimeExpression(start, sentence.start + match.end(), words, None, year=int(match["past"])))
            continue
        day = None if earlier else _resolve_day(match, article)
        times.append(TimeExpression(start, sentence.start + match.end(), words, day, earlier))
    return times


@cache
def _as_of_cue() -> re.Pattern[str]:
    """Words for when a count was valid, up to their end: "as of late on Wednesday morning"."""
    return re.compile(rf"(?<![\w-])(?:{table('stages')['as_of']['valid']})$")


@cache
def _stamp_before() -> re.Pattern[str]:
    """Words before the day on which a page was published or changed: "(Published", "UPDATE (", "Posted:"."""
    return re.compile(rf"\b(?i:{'|'.join(table('calendar')['stamps'])})\b[\s:(,\d/apmAPMEST.-]{{0,24}}$")


@cache
def _pattern() -> re.Pattern[str]:
    calendar = table("calendar")
    leads, parts, past = ("|".join(calendar[name]) for name in ("leads", "parts", "before_past_year"))
    nth = f"(?:{'|'.join(calendar['ordinal_endings'])})?"
    part = rf"(?:\s(?:{parts}))?"
    named = _month_names()
    relative = "|".join(map(re.escape, days_back()))
    return re.compile(
        rf"(?:\b(?i:{leads})\s)?(?:"
        rf"(?:\b(?:{'|'.join(weekdays())}),?\s)?"
        rf"(?:\b(?P<month>{named})\s(?P<number>\d{{1,2}}){nth}\b(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
        rf"|\b(?P<number2>\d{{1,2}}){nth}\s(?P<month2>{named})\b(?:,?\s(?P<year2>(?:19|20)\d\d)\b)?)"
        rf"|\b(?P<weekday>{'|'.join(weekdays())})\b(?:['’]s\b)?(?!\s(?:{'|'.join(calendar['named_after_days'])})){part})"
        rf"|\b(?P<relative>(?i:{relative}))\b"
        rf"|\b(?i:{past})\s(?:(?:{named})\s)?(?P<past>(?:19|20)\d\d)\b(?!\s?[,.]\d)"
    )


def written_day(article: Article) -> date | None:
    """Return the day on which the text was written: the last that it is stamped with, else that of publication.

    A page may be stored under the day on which it was last changed or copied.
    """
    published = article.published and day_of(article.published)
    head = article.text[:_HEAD]
    days = [
        last_day(month_number(match["month"]), int(match["number"]), None, int(match["year"]))
        for match in _full_date().finditer(head)
        if _stamp_cue().search(head, 0, match.start())
        or (_line_start().search(head, 0, match.start()) and _line_rest().match(head, match.end()))
    ]
    return max((day for day in days if day and (published is None or day <= published)), default=published)


@cache
def _full_date() -> re.Pattern[str]:
    """A day of a month with its year, in the American order."""
    return re.compile(rf"\b(?P<month>{_month_names()})\s(?P<number>\d{{1,2}}),?\s(?P<year>(?:19|20)\d\d)\b")


@cache
def _stamp_cue() -> re.Pattern[str]:
    """A word for publication just before a day, perhaps with an hour and a weekday; in brackets, of a film."""
    stamps, days = "|".join(table("calendar")["written_on"]), "|".join(weekdays())
    return re.compile(rf"(?<!\()\b(?i:{stamps})\b(?:[\s:,(.\d-]|(?i:at|on|[ap]\.?m\.?)\b|(?:{days})\b)*$")


@cache
def _line_start() -> re.Pattern[str]:
    """The beginning of a line, perhaps with a weekday or a dateline and its bracket: "SAVANNAH, GA ("."""
    return re.compile(rf"(?:^|\n)\s*(?:[A-Z][A-Z .'’-]+(?:,\s[A-Z][\w.]+)?\s\(|(?:{'|'.join(weekdays())}),?\s)?$")


@cache
def _line_rest() -> re.Pattern[str]:
    """Behind a day that a page is stamped with: a bracket or a dash, or an hour and no more."""
    return re.compile(r"\)|\s[-–—]|[\s,\d:]*(?:[ap]\.?m\.?)?[\sA-Z]{0,5}(?:\n|$)", re.IGNORECASE)


@cache
def _month_names() -> str:
    """The months in full or short, with or without a full stop."""
    return "|".join(f"{month[:3]}(?:{month[3:]})?\\.?" if len(month) > 3 else month for month in months())


def _resolve_day(match: re.Match[str], article: Article) -> date | None:
    published = article.published and day_of(article.published)
    if match["relative"]:
        back = days_back()[" ".join(match["relative"].lower().split())]
        return published - timedelta(days=back) if published else None
    if match["weekday"]:
        before = re.match(rf"(?:{'|'.join(table('calendar')['before_this_week'])})\b", match[0], re.IGNORECASE)
        weekday = weekdays().index(match["weekday"])
        return last_weekday(weekday, published, before=before is not None) if published else None
    month, number, year = (match[name] or match[f"{name}2"] for name in ("month", "number", "year"))
    return last_day(month_number(month), int(number), published, int(year) if year else None)


def find_as_of(sentence: Sentence, offset: int, others: Sequence[tuple[int, int]] = ()) -> str | None:
    """Find the words nearest to a count that tell when it was valid, in the article's spelling.

    `others` are the offsets of who says other counts: "police initially said" tells of what the police said.
    """
    at, body = offset - sentence.start, sentence.body - sentence.start
    matches = [
        match
        for match in _as_of_phrases().finditer(sentence.text, max(body, at - _NEAR), at + _NEAR)
        if not follows_another_count(sentence, sentence.start + match.start(), offset)
        and not any(start <= sentence.start + match.start() < end for start, end in others)
    ]
    nearest = min(matches, key=lambda match: abs(sentence.start + match.start() - offset), default=None)
    return " ".join(nearest[0].split()) if nearest else None


def find_time_of_saying(sentence: Sentence, first: int, last: int) -> str | None:
    """Find the words that say that a count is an earlier one, beside the verb of who says it: "had earlier said"."""
    lowers, verb = sentence.lowers, last - 1
    place = verb
    while place > first and may_precede_verb(lowers[place - 1]):
        place -= 1
    if (
        place < verb
        and first > 1
        and lowers[first - 1] == ","
        and lowers[first - 2] in word_set("stages", "said_before")
    ):
        place = first - 2  # "Earlier, the ministry had put"
    end = verb + 2 if lowers[place:verb] and lowers[verb + 1 : verb + 2] == ["earlier"] else verb + 1
    said = set(lowers[place:end])
    before = said & word_set("stages", "said_before") and said & word_set("stages", "said_before_with")
    if not (before or said & word_set("stages", "said_first")):
        return None
    text = sentence.text[sentence.words[place].start - sentence.start : sentence.words[end - 1].end - sentence.start]
    return " ".join(text.split())


def follows_another_count(sentence: Sentence, start: int, offset: int) -> bool:
    """Return whether such words stand right behind another count: "38,500, up from 12,000 a day earlier"."""
    return any(
        word.counts and word.start != offset and 0 < start - word.end <= _BEHIND
        for word in sentence.words
        if offset < word.start < start
    )


@cache
def _as_of_phrases() -> re.Pattern[str]:
    stages = table("stages")["as_of"]
    phrases = sorted((re.escape(phrase).replace(r"\ ", r"\s+") for phrase in stages["phrases"]), key=len, reverse=True)
    parts = "|".join(table("calendar")["parts"])
    joined = "|".join([*fill_names(stages["patterns"]), *phrases])
    # "Houses hit by Tuesday's cyclone" were not counted by Tuesday.
    return re.compile(rf"\b(?:{joined})\b(?!(?:\s(?:{parts}))?['’]s\b)", re.IGNORECASE)
