"""Counts that are told place by place: each is read, with the place that it counts in, beside the whole."""

import asyncio
from datetime import date

import pytest

from summarizer import Article, summarize
from summarizer.language.quantities import read_numbers
from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import Event

TUESDAY = date(2026, 3, 3)


def read(text: str) -> list[Event]:
    return asyncio.run(RuleReader().read(make_article(text, published=TUESDAY), Usage()))


Row = tuple[str, str, list[tuple[float, str | None]]]

# Text, where its event was, and its counts with the place of each.
PLACED: list[Row] = [
    ("Floods in Mozambique on Monday: Sofala 12 dead, Manica 9 dead, Zambezia 20 dead, total 41 dead.", "Mozambique",
     [(12, "Sofala"), (9, "Manica"), (20, "Zambezia"), (41, None)]),
    ("Floods on Monday killed 12 people in Sofala, nine in Manica and 20 in Zambezia.", "Mozambique",
     [(12, "Sofala"), (9, "Manica"), (20, "Zambezia")]),
    ("Floods killed 41 people in Mozambique on Monday: 12 in Sofala, nine in Manica and 20 in Zambezia.", "Mozambique",
     [(41, None), (12, "Sofala"), (9, "Manica"), (20, "Zambezia")]),
    ("Floods killed 41 people in Mozambique on Monday. Sofala: 12 dead. Manica: 9 dead. Zambezia: 20 dead.",
     "Mozambique", [(41, None), (12, "Sofala"), (9, "Manica"), (20, "Zambezia")]),
    ("Floods killed 41 people in Mozambique on Monday. Sofala recorded 12 deaths, Manica nine.", "Mozambique",
     [(41, None), (12, "Sofala"), (9, "Manica")]),
    ("A quake in Turkey on Monday killed 30 people: 18 in Izmir and 12 in Manisa.", "Turkey",
     [(30, None), (18, "Izmir"), (12, "Manisa")]),
    ("Attacks in Nigeria on Monday killed 30 people: 18 in Jos, 12 in Kaduna.", "Nigeria",
     [(30, None), (18, "Jos"), (12, "Kaduna")]),
    ("Sixty people were killed in floods (35 in Elva, 25 in Marda) in Kasuwa, Nigeria, on Monday.", "Kasuwa",
     [(60, None), (35, "Elva"), (25, "Marda")]),
    ("Two attacks in Kasuwa, Nigeria, on Monday killed 14 people: nine died at a market and five at a church.",
     "Kasuwa", [(14, None), (9, "a market"), (5, "a church")]),
    ("Three men were killed at a mosque and two at a school in Quetta, Pakistan, on Monday.", "Quetta",
     [(3, "a mosque"), (2, "a school")]),
    ("Storms killed nine people in Texas on Monday, while five died in Oklahoma.", "United States",
     [(9, "Texas"), (5, "Oklahoma")]),
    ("Of the 14 people killed in floods in Mozambique on Monday, nine died in Sofala and five in Manica.",
     "Mozambique", [(14, None), (9, "Sofala"), (5, "Manica")]),
    ("The storm on Monday killed 12 people in Haiti, two in Cuba and three in Jamaica.", "",
     [(12, "Haiti"), (2, "Cuba"), (3, "Jamaica")]),
    ("Monday's floods killed 12 people in Piura, Peru.\n\n• In Tumbes, 20 000 people remain without electricity.", "Piura",
     [(12, None), (20000, "Tumbes")]),
    ("Shelling hit Myanmar on Monday. 118,000 people were evacuated in Sagaing. Kachin had 37,000 people evacuated.",
     "Myanmar", [(118000, "Sagaing"), (37000, "Kachin")]),
    ("Floods hit Zambezia, Mozambique, on Monday. Nine people are missing, after eight were found alive in Mocuba.",
     "Mozambique", [(9, None), (8, "Mocuba")]),
    ("Floods hit Zambezia, Mozambique, on Monday. They killed two people and injured nine near Mocuba.",
     "Mozambique", [(2, "Mocuba"), (9, "Mocuba")]),
    # Near ones, in which a count is of the whole event.
    ("12 people died in floods in Sofala, nine were in critical condition.", "Mozambique", [(12, None), (9, None)]),
    ("Gunmen killed six people in Quetta, Pakistan, on Monday and wounded nine.", "Quetta", [(6, None), (9, None)]),
    ("Gunmen killed six people at a mosque in Quetta, Pakistan, on Monday, and nine were hurt at the hospital.", "Quetta",
     [(6, None), (9, None)]),
    ("Gunmen killed Ahmed Khan, 34, in Quetta, Pakistan, on Monday and wounded two at a market.", "Quetta",
     [(2, None), (1, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "counts"), PLACED, ids=[row[0] for row in PLACED])
def test_each_count_has_its_place(text: str, place: str, counts: list[tuple[float, str | None]]) -> None:
    (event,) = read(text)
    assert [(figure.value, figure.where) for figure in event.figures] == counts
    assert place in (event.place.name or event.place.country or "", event.place.country)


@pytest.mark.parametrize("text", [row[0] for row in PLACED], ids=[row[0] for row in PLACED])
def test_parts_accuse_nobody(text: str) -> None:
    """Neither one another nor their whole, and each is proved."""
    summary = summarize([Article("a", text, "Globe", published=TUESDAY)])
    assert [finding.explanation for finding in summary.findings if finding.kind != "uncorroborated"] == []
    assert summary.rejected == ()


def test_a_part_that_is_more_than_the_whole_is_flagged() -> None:
    text = "Floods killed 41 people in Mozambique on Monday: 50 in Sofala and nine in Manica."
    summary = summarize([Article("a", text, "Globe", published=TUESDAY)])
    assert "arithmetic" in {finding.kind for finding in summary.findings}


def test_parts_of_several_events_are_parts() -> None:
    text = (
        "Two blasts in Quetta, Pakistan, on Monday killed 14 people; nine were killed in the first blast and five in "
        "the second."
    )
    (event,) = read(text)
    assert [(figure.value, figure.extent) for figure in event.figures] == [(14, "total"), (9, "part"), (5, "part")]


AGES = [
    ("killed 12 people in Sofala, nine in Manica", ["quantity", "quantity"]),
    ("18 in Jos, 12 in Kaduna", ["quantity", "quantity"]),
    ("On Monday, nine died of their wounds.", ["quantity"]),
    ("12 people died in Sofala, nine were hurt", ["quantity", "quantity"]),
    ("Ray Smith, 34 and Ann Smith, 33 were hurt", ["age", "age"]),
    ("the death of Ray Smith, 34, in Jos", ["age"]),
    ("killed Ray Smith, 34 in Jos", ["age"]),
    ("near Jos, Ray Smith, 34, died", ["age"]),
]


@pytest.mark.parametrize(("text", "kinds"), AGES)
def test_a_count_behind_a_place_is_no_age(text: str, kinds: list[str]) -> None:
    assert [number.kind for number in read_numbers(text)] == kinds
