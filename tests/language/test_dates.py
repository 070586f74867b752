"""Days in words: one calendar for the checker, for linking and for the built-in reader."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from summarizer import Article
from summarizer.grounding.dates import verify_day
from summarizer.language.dates import day_of, find_hours, find_month_day, last_day, last_weekday, valid_at
from summarizer.language.quantities import read_numbers
from summarizer.linking.time_windows import event_window
from summarizer.reading.rules.time_expressions import find_times
from summarizer.syntax.tokenizer import tokenize_sentences

from ..helpers.reports import report

TUESDAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", date(2024, 3, 4)),
        ("on Tuesday", TUESDAY),
        ("on Wednesday", date(2024, 2, 28)),  # of the week before
        ("on February 29", date(2024, 2, 29)),
        ("on 6 March", date(2023, 3, 6)),  # that of this year is yet to come
        ("on March 5", TUESDAY),
        ("on Sept 9", date(2023, 9, 9)),
        ("on May 31", date(2023, 5, 31)),
    ],
)
def test_all_rooms_mean_one_day(words: str, expected: date) -> None:
    """The last such day up to publication, whoever works it out."""
    text = f"Two people were killed {words}."
    article = Article(id="a", text=text, published=TUESDAY)
    span, place = valid_at(words, TUESDAY), event_window(report("a", when=words, start=None, published="2024-03-05"))
    assert span is not None
    assert span.start.date() == expected
    assert place.first == place.last == expected.toordinal()
    if "Sept" not in words:  # which the built-in reader does not take for a month
        (sentence,) = tokenize_sentences(text, read_numbers(text))
        assert [time.day for time in find_times(sentence, article)] == [expected]
    assert verify_day(expected, words, article, read_numbers(text)) == expected


@pytest.mark.parametrize(
    ("weekday", "before", "expected"),
    [
        (0, False, date(2024, 3, 4)),
        (1, False, TUESDAY),
        (1, True, date(2024, 2, 27)),
        (2, False, date(2024, 2, 28)),
        (0, True, date(2024, 3, 4)),
    ],
)
def test_the_last_weekday(weekday: int, before: bool, expected: date) -> None:
    """Publication's own counts, but for "last Tuesday" in an article of Tuesday."""
    assert last_weekday(weekday, TUESDAY, before=before) == expected


@pytest.mark.parametrize(
    ("month", "number", "published", "year", "expected"),
    [
        (2, 29, date(2025, 2, 1), None, date(2024, 2, 29)),
        (2, 29, date(2024, 2, 28), None, None),  # that of 2023 there was none
        (2, 30, TUESDAY, None, None),
        (12, 31, date(2024, 1, 1), None, date(2023, 12, 31)),
        (5, 3, TUESDAY, 2025, date(2025, 5, 3)),  # a year that is given is meant
        (5, 3, None, 2025, date(2025, 5, 3)),
        (5, 3, None, None, None),
        (5, 3, TUESDAY, 999, None),  # no year of news
    ],
)
def test_the_last_day_of_a_month(
    month: int, number: int, published: date | None, year: int | None, expected: date | None
) -> None:
    """Of this year or the last one; none that no calendar has."""
    assert last_day(month, number, published, year) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("as of 3 May", (5, 3, None)),
        ("May 3rd, 2023", (5, 3, 2023)),
        ("the 3rd of September", (9, 3, None)),
        ("Sept. 3", (9, 3, None)),
        ("december 31 2021", (12, 31, 2021)),
        ("in May", None),
        ("3 people", None),
    ],
)
def test_a_day_of_a_month_in_words(words: str, expected: tuple[int, int, int | None] | None) -> None:
    """Month, number, and the year if there is one."""
    assert find_month_day(words) == expected


def test_a_time_lies_on_its_day() -> None:
    """And a day on itself."""
    assert day_of(datetime(2024, 3, 5, 23, 59)) == day_of(TUESDAY) == TUESDAY


@pytest.mark.parametrize(
    ("words", "hours", "why"),
    [
        ("Tuesday morning", (0, 12), "a part of the day"),
        ("at 10:20 p.m.", (22, 22), "the hour of a clock, without its minutes"),
        ("shortly before 2 a.m. Sunday", (2, 2), "at night"),
        ("12:15 a.m.", (0, 0), "midnight is the day's first hour"),
        ("12:15 p.m.", (12, 12), "and noon its twelfth"),
        ("at 21:30", (21, 21), "by 24 hours"),
        ("on Sunday night", (18, 30), "a night runs into the next day"),
        ("On Saturday Evening", (17, 24), "capitals"),
        ("at midnight", (0, 1), "no night"),
        ("Monday", None, "no hour"),
        ("New Year's Eve", None, "no evening"),
        ("overnight Monday", (0, 30), "the night before the day, or the one after it"),
        ("overnight into Tuesday", (-6, 6), "the night before the day"),
        ("overnight on 5 May", (-6, 6), "so is this"),
        ("in the early hours of Sunday", (0, 6), "before the morning"),
        ("in the early hours of Sunday morning", (0, 6), "the longer name counts"),
        ("in the small hours", (0, 6), "another name"),
        ("before dawn on Friday", (0, 7), "not at dawn"),
        ("a pre-dawn raid on Friday", (0, 7), "with a hyphen"),
        ("Predawn Friday", (0, 7), "and without"),
        ("at dawn", (4, 8), "when the sun rises, in any season"),
        ("at daybreak on 3 May", (4, 8), "another name"),
        ("at dusk on Monday", (16, 22), "when it sets"),
        ("Monday at sunset", (16, 22), "another name"),
        ("around midnight on Monday", (-2, 2), "on both sides of it"),
        ("shortly after midnight", (0, 3), "on one"),
        ("just before midnight on Monday", (21, 24), "on the other, at the end of the day"),
        ("at noon on Monday", (11, 14), "no afternoon"),
        ("late evening on Monday", (20, 24), "no whole evening"),
        ("Monday late afternoon", (15, 18), "nor afternoon"),
        ("early morning Monday", (0, 9), "nor morning"),
        ("a fortnight ago", None, "no night"),
        ("", None, "nothing"),
    ],
)
def test_hours_of_the_day_are_found(words: str, hours: tuple[int, int] | None, why: str) -> None:
    """From 0 to 30; None for the whole day."""
    assert find_hours(words) == hours, why


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("in the early hours of New Year's Eve 2016", (12, 31, 2016)),
        ("New Years Day", (1, 1, None)),
        ("on New Year’s Day", (1, 1, None)),
        ("the Fourth of July, 2015", (7, 4, 2015)),
        ("Valentine's Day", (2, 14, None)),
        ("Halloween night", (10, 31, None)),
        ("Boxing Day 2004", (12, 26, 2004)),
        ("the May Day march, on 2 May", (5, 2, None)),
        ("in the new year", None),
        ("a Christmas market", None),
    ],
)
def test_days_with_a_name_are_days(words: str, day: tuple[int, int, int | None] | None) -> None:
    """A day in numbers counts before them."""
    assert find_month_day(words) == day


@pytest.mark.parametrize(
    ("words", "there", "here", "why"),
    [
        ("today", date(2024, 3, 5), date(2024, 3, 4), "a day by its distance"),
        ("yesterday", date(2024, 3, 4), date(2024, 3, 3), "another"),
        ("this morning", date(2024, 3, 5), date(2024, 3, 4), "a part of it"),
        ("on Tuesday", date(2024, 3, 5), date(2024, 2, 27), "a weekday that has come there alone"),
        ("on 5 March", date(2024, 3, 5), date(2023, 3, 5), "a day that has come there alone"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_one_moment_in_two_time_zones_may_have_two_days(
    words: str, there: date, here: date, why: str, *, backwards: bool
) -> None:
    """Words go by the outlet's own clock, whichever is asked for first."""
    moment = datetime(2024, 3, 4, 23, tzinfo=UTC)
    cases = [(moment.astimezone(timezone(timedelta(hours=3))), there), (moment, here)]
    for published, day in reversed(cases) if backwards else cases:
        span = valid_at(f"{words}, say {backwards}", published)
        assert span is not None
        assert span.start.date() == day, why
