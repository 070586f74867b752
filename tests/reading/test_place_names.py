"""Places of events: a country before or behind a name, names of nature, headlines in capitals, and the place of a count."""

import asyncio
from datetime import date

import pytest

from summarizer import Article, summarize
from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import Event

TUESDAY = date(2026, 3, 3)


def read(text: str) -> Event:
    (event,) = asyncio.run(RuleReader().read(make_article(text, published=TUESDAY), Usage()))
    return event


# Text; name, region and country of its place.
PLACES: list[tuple[str, str | None, str | None, str | None]] = [
    # The country behind a town's name is the town's.
    ("Gunmen killed four people in Santiago, Dominican Republic, on Monday.", "Santiago", None, "Dominican Republic"),
    ("Gunmen killed seven people in Santiago, Chile, on Monday.", "Santiago", None, "Chile"),
    ("A blast killed four people in Tripoli, Lebanon, on Monday.", "Tripoli", None, "Lebanon"),
    ("A blast killed four people in Valencia, Venezuela, on Monday.", "Valencia", None, "Venezuela"),
    # But no country that a list goes on with.
    ("Attacks killed four people in Damascus, Iraq and Yemen on Monday.", "Damascus", None, "Syria"),
    # A state behind a name that is a country's, too.
    ("Gunmen killed four people in Panama City, Florida, on Monday.", "Panama City", "Florida", "United States"),
    ("Gunmen killed four people in Panama City, Panama, on Monday.", "Panama City", None, "Panama"),
    ("A crash killed four people in Peru, Indiana, on Monday.", "Peru", "Indiana", "United States"),
    # A country's name within one of nature.
    ("Gunmen killed four people in the Niger Delta, Nigeria, on Monday.", "Niger Delta", None, "Nigeria"),
    ("A quake hit the Jordan Valley on Monday, killing three.", "Jordan Valley", None, None),
    ("Floods killed 12 people in the Congo Basin, Gabon, on Monday.", "Congo Basin", None, "Gabon"),
    ("Floods killed 12 people in Mexico City on Monday.", "Mexico City", None, "Mexico"),
    ("Gunmen killed four people in Niger on Monday.", None, None, "Niger"),
    # A country before its region.
    ("Floods on Monday in Mozambique's central province of Zambezia killed 31 people.", None, "Zambezia", "Mozambique"),
    ("Floods have killed 31 people in Mozambique's central province of Zambezia since Monday.", None, "Zambezia",
     "Mozambique"),
    ("Floods have killed 31 people in Mozambique's Sofala province.", None, "Sofala province", "Mozambique"),
    ("Floods killed six people in Beira's port on Monday.", "Beira", None, "Mozambique"),
    # Headlines in capitals.
    ("AT LEAST 12 DEAD IN QUETTA BLAST", "Quetta", None, "Pakistan"),
    ("12 KILLED IN BEIRUT AIRSTRIKE", "Beirut", None, "Lebanon"),
    ("Nine Killed In Quetta Attack", "Quetta", None, "Pakistan"),
    ("GUNMEN KILL NINE IN NORTHERN NIGERIA", None, None, "Nigeria"),
    ("NINE KILLED IN ATTACK ON MARKET", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "region", "country"), PLACES, ids=[row[0] for row in PLACES])
def test_an_event_is_where_its_words_say(text: str, name: str | None, region: str | None, country: str | None) -> None:
    """And its count is of all of it."""
    event = read(text)
    assert (event.place.name, event.place.region, event.place.country) == (name, region, country)
    assert [figure.where for figure in event.figures] == [None]


def test_towns_of_one_name_in_two_countries_are_two_incidents() -> None:
    texts = ("four people in Santiago, Dominican Republic", "seven people in Santiago, Chile")
    articles = [
        Article(str(at), f"Gunmen killed {text}, on Monday.", ("Globe", "Herald")[at], published=TUESDAY)
        for at, text in enumerate(texts)
    ]
    summary = summarize(articles)
    assert len(summary.incidents) == 2
    assert [finding.kind for finding in summary.findings if finding.kind != "uncorroborated"] == []
