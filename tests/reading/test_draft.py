"""What a draft keeps of a reply: details that the article names, glosses without numbers, persons beside totals."""

import pytest

from summarizer.reading.draft import Draft
from summarizer.records.article import make_article
from summarizer.records.events import EventReport
from summarizer.schemas import Event, Figure, Named, Place

TEXT = (
    "A man was killed in Harun, and Ana Ruiz, 34, died in hospital. Doctors counted three dead. "
    "Two people are missing. They fear nine dead civilians a day, with the gunman. Más de 12 muertos."
)


def report(*figures: Figure, **fields: object) -> EventReport:
    """The report of an event of the text."""
    event = Event.model_validate({"type": "flood", "headline": "A flood", "figures": figures} | fields)
    (read,) = Draft(make_article(TEXT), [event]).reports()
    return read


MAN = Figure(quote="A man was killed", measure="killed", of="man", value=1)
ANA = Figure(quote="Ana Ruiz, 34, died", measure="killed", of="person", value=1, extent="additional")
MISSING = Figure(quote="Two people are missing", measure="missing", of="people", value=2)
THREE = Figure(quote="three dead", measure="killed", of="dead", value=3)


@pytest.mark.parametrize(
    ("figures", "extents"),
    [
        ([MAN], ["total"]),
        ([MAN, ANA], ["part", "additional"]),
        ([MAN, ANA, THREE], ["part", "part", "total"]),
        ([MAN, MISSING], ["total", "total"]),
    ],
    ids=["one alone is all", "the first of two is not all", "the article counts them all", "it counts others"],
)
def test_persons_yield_to_a_stated_total(figures: list[Figure], extents: list[str]) -> None:
    """Of one measure: whoever is told of one by one is among those that the article counts."""
    assert [figure.extent for figure in report(*figures).figures] == extents


def test_only_what_the_article_names_is_kept() -> None:
    """In any case and spacing, once; what the model knows from elsewhere is no evidence."""
    named = [
        Named(kind="victim", name="Ana  Ruiz", age=34),
        Named(kind="victim", name="Ana  Ruiz", age=34),
        Named(kind="site", name="HARUN"),
        Named(kind="suspect", name="Juan Nadie"),
        Named(kind="weapon", name=" "),
    ]
    assert [(detail.kind, detail.name) for detail in report(named=named).named] == [
        ("victim", "Ana  Ruiz"),
        ("site", "HARUN"),
    ]


@pytest.mark.parametrize(("gloss", "kept"), [("dead", "dead"), ("12 dead", None), ("dozens of dead", None), ("", None)])
def test_a_gloss_holds_no_number(gloss: str, kept: str | None) -> None:
    """It is the model's, and nothing proves it."""
    dead = Figure(quote="Más de 12 muertos", measure="killed", of="muertos", of_english=gloss, value=12)
    (figure,) = report(dead.model_copy(update={"quote": "12 muertos"})).figures
    assert (figure.of, figure.of_english) == ("muertos", kept)


def test_what_the_reply_says_beside_the_number_is_reported() -> None:
    """Whom it includes, whose people, what span, how it is meant."""
    said = Figure(
        quote="nine dead civilians a day",
        measure="killed",
        of="civilians",
        value=9,
        inclusion="with the gunman",
        category="civilians",
        period="a day",
        stance="feared",
    )
    (figure,) = report(said).figures
    assert (figure.inclusion, figure.category, figure.period, figure.stance) == (
        "with the gunman",
        "civilians",
        "a day",
        "feared",
    )
    assert not figure.is_claim
    assert not figure.is_toll


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ({"name": "Suzemka"}, "Suzemka"),
        ({"name": "a bar in Harun", "site": "Blue Heron bar", "town": "Harun"}, "Blue Heron bar, Harun"),
        ({"name": "Харків", "town": "Kharkiv"}, "Kharkiv"),
        ({"name": "Harun", "site": "Harun", "town": "Harun"}, "Harun"),
        ({"name": "the Croft bridge", "site": "Croft bridge"}, "the Croft bridge"),
        ({"site": "Croft bridge", "district": "Croft"}, "Croft bridge"),
        ({"district": "Croft County", "region": "Olmos"}, "Croft County"),
        ({"region": "Olmos", "country": "Spain"}, None),
        ({}, None),
    ],
)
def test_a_place_has_a_label(place: dict[str, str], label: str | None) -> None:
    """Site and town in English, else the article's words; region and country stand apart."""
    assert Place.model_validate(place).label == label
