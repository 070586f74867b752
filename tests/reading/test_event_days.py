"""Days of an event: told apart from days of a death, a court or a report, found further on, and read from stamps."""

from datetime import date

import pytest

from summarizer.reading.rules.extraction import extract_events
from summarizer.reading.rules.time_expressions import written_day
from summarizer.records.article import make_article
from summarizer.schemas import EVENT_TYPES, type_names

CLASSES = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}
WEDNESDAY = date(2016, 5, 18)


def first_day(text: str) -> date | None:
    """The day of the first event that the rules find."""
    return extract_events(make_article(text, published=WEDNESDAY), CLASSES)[0].start


DAYS = [
    ("A man has been arrested in the Oct. 3 shooting of a boy in Tulsa.", date(2015, 10, 3), "a day before what happened"),
    ("On Tuesday, detectives released a video of the shooting in Tulsa.", None, "no day on which something is released"),
    ("A man was shot in Tulsa on Friday and arrested on Monday.", date(2016, 5, 13), "of two verbs each has its day"),
    ("A man was arrested Monday after a woman was shot Friday in Tulsa.", date(2016, 5, 13), "in either order"),
    ("A man was charged with murder on Monday in a shooting in Tulsa.", None, "a murder that is charged is not done then"),
    ("A man shot at a car wash late Monday has been identified, Tulsa police said.", date(2016, 5, 16),
     "the verb before a day counts more than the one behind"),
    ("Four men were shot in a drive-by Monday night in Tulsa.", date(2016, 5, 16), "a drive-by is not by Monday"),
    ("A man was shot in Tulsa. Officers responded to Elm Street on Sunday.", date(2016, 5, 15),
     "a sentence without an event tells the day"),
    ("A man was shot last Wednesday in Tulsa.", date(2016, 5, 11), "the last day of a name is not today"),
    ("The trial in a shooting in Tulsa began. A juror fell ill on Monday. The shooting happened on May 2, 2014.",
     date(2014, 5, 2), "the day of a trial's event stands further on"),
    ("Bodies were recovered on Monday after a landslide in Tulsa.", date(2016, 5, 16), "of a disaster the found count"),
    ("Police arrested ten people in Tulsa on Monday.", date(2016, 5, 16), "arrests have their own day"),
    ("Thousands gathered for a protest in Tulsa on Monday.", date(2016, 5, 16), "and so have protests"),
    ("Shells hit Tulsa. The strikes were an answer to the explosion on the bridge on Saturday.", None,
     "no day of what it is an answer to"),
    ("Shells hit Tulsa. The strikes on Saturday were an answer to the explosion on the bridge.", date(2016, 5, 14),
     "but that of the answer"),
    ("A man was shot on Feb. 20 in Tulsa.", date(2016, 2, 20), "a short month is no place"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "why"), DAYS, ids=[case[2] for case in DAYS])
def test_a_day_is_that_of_the_event(text: str, start: date | None, why: str) -> None:
    assert first_day(text) == start, why


STAMPS = [
    ("Posted: Friday, March 4, 2016 2:20 PM\n\nA man was shot on Monday.", date(2016, 3, 4), "a word for publication"),
    ("TULSA, Okla. (March 4, 2016): A man was shot on Monday.", date(2016, 3, 4), "the brackets of a dateline"),
    ("March 4, 2016\n\nA man was shot on Monday.", date(2016, 3, 4), "a line of its own"),
    ("March 4, 2016 - Police say that a man was shot on Monday.", date(2016, 3, 4), "the beginning of a line"),
    ("Posted: March 4, 2016\nUpdated: March 9, 2016\n\nA man was shot.", date(2016, 3, 9), "the last of several"),
    ("Shots in a park. (Published May 4, 2011)\n\nA man was shot.", WEDNESDAY, "not of a film beside the text"),
    ("A man was shot on March 4, 2016, police said.", WEDNESDAY, "not a day of the story"),
    ("Posted: June 4, 2016\n\nA man was shot on Monday.", WEDNESDAY, "not one that is to come"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "why"), STAMPS, ids=[case[2] for case in STAMPS])
def test_a_page_says_when_its_text_was_written(text: str, day: date, why: str) -> None:
    assert written_day(make_article(text, published=WEDNESDAY)) == day, why


def test_weekdays_are_those_before_the_text_was_written() -> None:
    assert first_day("Posted: Friday, March 4, 2016\n\nA man was shot in Tulsa on Monday.") == date(2016, 2, 29)
