"""Days, months and weekdays in the languages that are read."""

from datetime import date, datetime

import pytest

from summarizer.grounding.dates import verify_day
from summarizer.language.calendars import find_foreign_day, find_foreign_days_back, find_foreign_weekday
from summarizer.language.dates import find_weekday, valid_at
from summarizer.language.passages import read_passages
from summarizer.records.article import make_article

# Tuesday, in the words of news.
TUESDAYS = [
    "у вівторок", "во вторник вечером", "el martes", "mardi soir", "am Dienstag", "الثلاثاء", "يوم الثلاثاء", "周二", "火曜日",
    "ביום שלישי", "salı günü", "Selasa malam", "मंगलवार", "मंगलबार", "martedì", "na terça-feira", "dinsdagavond", "am Dienstagabend", "we wtorek",
    "화요일", "Talaado", "سه‌شنبه", "အင်္ဂါနေ့",
]  # fmt: skip


@pytest.mark.parametrize("words", TUESDAYS)
def test_a_weekday_in_each_language(words: str) -> None:
    """Whichever language the words are in; the English one goes before."""
    assert find_weekday(words) == 1


@pytest.mark.parametrize(
    "words", ["so", "do it", "mar", "market", "on Monday, do", "initial reports", "", "vendredi ou samedi"]
)
def test_short_words_and_several_days_are_no_weekday(words: str) -> None:
    """A short word of one language is another one's."""
    assert find_foreign_weekday(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3 травня 2023 року", (5, 3, 2023)), ("3 мая", (5, 3, None)), ("3 de mayo de 2023", (5, 3, 2023)),
        ("1er mai", (5, 1, None)), ("5月3日", (5, 3, None)), ("2023年5月3日", (5, 3, 2023)), ("2023년 5월 3일", (5, 3, 2023)),
        ("03.05.2023", (5, 3, 2023)), ("٣ مايو", (5, 3, None)), ("3 באפריל", (4, 3, None)), ("मई 3", (5, 3, None)),
        ("2 listopada 2023", (11, 2, 2023)), ("12 Mei", (5, 12, None)), ("3. Mai 2023", (5, 3, 2023)),
        ("31 2月", None), ("2月31日", (2, 31, None)), ("40 мая", None), ("mayo", None), ("3 people", None),
        ("۱۳ خرداد", None), ("असोज १२", None),
    ],
)  # fmt: skip
def test_the_day_of_a_month(words: str, expected: tuple[int, int, int | None] | None) -> None:
    """With its year, if it is told; months of other calendars name no day of ours."""
    assert find_foreign_day(words) == expected


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("станом на вчора", 1),
        ("ayer", 1),
        ("gestern Abend", 1),
        ("أمس الأول", 2),
        ("昨天", 1),
        ("позавчера", 2),
        ("сьогодні", 0),
    ],
)
def test_yesterday(words: str, back: int) -> None:
    """And the day before."""
    assert find_foreign_days_back(words) == back


@pytest.mark.parametrize(
    ("words", "day"),
    [("до вечора вівторка", 2), ("hasta el martes", 2), ("станом на 3 травня", 3), ("вчора", 3), ("am Montag", 1)],
)
def test_a_count_is_valid_on_the_day_that_its_words_name(words: str, day: int) -> None:
    """In an article of Thursday, 4 May 2023."""
    span = valid_at(words, date(2023, 5, 4))
    assert span is not None
    assert span.start == datetime(2023, 5, day)


@pytest.mark.parametrize(
    ("language", "text", "when", "proved"),
    [
        ("uk", "Удару завдали 3 травня, повідомила поліція області у Харкові.", "3 травня", True),
        ("uk", "Удару завдали 4 травня, повідомила поліція області у Харкові.", "3 травня", False),
        ("es", "El ataque ocurrió el 3 de mayo de 2023, informó la policía de la ciudad.", "el 3 de mayo", True),
        ("es", "El ataque ocurrió el 3 de mayo de 2022, informó la policía de la ciudad.", "el 3 de mayo", False),
        ("es", "El ataque ocurrió el 3 de mayo de 2023, informó la policía.", "el martes", False),
        ("ar", "وقع الهجوم في ٣ مايو في المدينة، بحسب الشرطة المحلية.", "٣ مايو", True),
    ],
)
def test_an_event_s_day_is_held_against_the_article_s_words(language: str, text: str, when: str, proved: bool) -> None:
    """3 May 2023 was a Wednesday; the article is of June."""
    article = make_article(text, published=date(2023, 6, 20), language=language)
    day = verify_day(date(2023, 5, 3), when, article, read_passages(text, language))
    assert (day is not None) is proved
