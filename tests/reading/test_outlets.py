"""Towns of outlets, by their names and addresses and by the ends of titles, and what they say of an event's place."""

import pytest

from summarizer.gazetteer import get_entry
from summarizer.reading.rules.extraction import extract_events
from summarizer.reading.rules.outlets import find_outlet_town
from summarizer.records.article import make_article
from summarizer.schemas import EVENT_TYPES, Place, type_names

CLASSES = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}

OUTLETS = [
    ("clevelandherald.example", None, "Cleveland", "a town with a word of outlets behind it"),
    ("The Cleveland Herald", None, "Cleveland", "the same as a name"),
    ("nbcnewyork.example", None, "New York City", "two words in one, behind a word of outlets"),
    ("detroit.locals.example", None, "Detroit", "a part of an address"),
    ("columbian.example", None, None, "not with other letters behind it"),
    ("kxyz.example", "Man shot - KXYZ News - Memphis, Tennessee", "Memphis", "the end of a title, with its region"),
    ("kxyz.example", "Man shot | KXYZ Channel 9 Tulsa", "Tulsa", "or without"),
    ("kxyz.example", "Man shot - KXYZ - Birmingham, AL", "Birmingham", "the region tells towns of one name apart"),
    ("kxyz.example", "Man shot in Memphis", None, "not the headline itself"),
    ("a" + "1" * 5_000 + "z", None, None, "an address without end takes no time"),
    (None, None, None, "nothing is known of it"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "title", "town", "why"), OUTLETS, ids=[case[3] for case in OUTLETS])
def test_the_town_of_an_outlet(source: str | None, title: str | None, town: str | None, why: str) -> None:
    entry = find_outlet_town(source, title)
    assert (entry and entry.name) == town, why
    if title and title.endswith("AL"):
        assert entry
        assert entry.region is not None
        assert get_entry(entry.region).name == "Alabama"


def place_of(text: str, source: str | None = None, title: str | None = None) -> Place:
    """The place of the first event that the rules find."""
    return extract_events(make_article(text, source=source, title=title), CLASSES)[0].place


HOMES = [
    ("A man was shot on Elm Street, Detroit’s second such death this week.", "detroitherald.example",
     {"town": "Detroit", "region": "Michigan"}, "the outlet's town, if the article names it"),
    ("A man was shot on Elm Street.", "detroitherald.example", {"town": None}, "not if it does not"),
    ("A man was shot on Elm Street in Annapolis. Baltimore was calm.", "baltimoreherald.example",
     {"town": "Annapolis", "region": "Maryland"}, "another town outdoes it, and lies in its region"),
    ("A man was shot in Say, near the river.", "detroitherald.example", {"town": None}, "a word that is a town abroad"),
    ("A man was shot in Cambridge, England.", "bostonherald.example", {"region": "England"}, "news from abroad"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "expected", "why"), HOMES, ids=[case[3] for case in HOMES])
def test_what_an_outlet_says_of_a_place(text: str, source: str, expected: dict[str, str | None], why: str) -> None:
    place = place_of(text, source)
    assert {name: getattr(place, name) for name in expected} == expected, why
