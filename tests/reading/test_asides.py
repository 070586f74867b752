"""Asides: what a clause tells of another event is kept apart from the event of its sentence."""

import asyncio
from datetime import date

import pytest

from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import Event

TUESDAY = date(2026, 3, 3)


def read(text: str) -> list[Event]:
    return asyncio.run(RuleReader().read(make_article(text, published=TUESDAY), Usage()))


# Text, the counts of the event, those of another, and where the event was.
APART = [
    ("The storm that killed 12 people in Haiti last week hit Cuba on Monday, killing two.", [2], [12], "Cuba"),
    ("The cyclone, which already killed 12 people in Madagascar, hit Beira, Mozambique, on Monday, killing two.",
     [2], [12], "Beira"),
    ("The gunman who killed three people in Reno on Sunday shot dead two people in Elko, Nevada, on Monday.",
     [2], [3], "Elko"),
    ("The militants who killed 40 soldiers in Bama last month killed nine soldiers in Maiduguri, Nigeria, on Monday.",
     [9], [40], "Maiduguri"),
    ("After killing 12 people in Haiti, the storm hit Cuba on Monday, killing two.", [2], [12], "Cuba"),
    ("Cyclone Batsirai killed two people in Beira, Mozambique, on Monday after killing 12 people in Madagascar.",
     [2], [12], "Beira"),
    ("Having killed 12 people in Haiti, the hurricane killed two people in Cuba on Monday.", [2], [12], "Cuba"),
    ("A cyclone killed six people in Beira, Mozambique, on Monday, far fewer than the 600 who died in Cyclone Idai.",
     [6], [600], "Beira"),
    ("A flood killed six people in Beira, Mozambique, on Monday, less than the 45 killed last year.", [6], [45], "Beira"),
    ("Floods in Beira, Mozambique, on Monday killed 14 people, compared with 410 deaths in the 2019 cyclone.",
     [14], [410], "Beira"),
    ("A fire killed 20 people in Lyon, France, on Monday, twice the nine killed in a fire in Paris.", [20], [9], "Lyon"),
    ("Gunmen killed six people in Quetta, Pakistan, on Monday, a week after 66 people were killed in Karachi.",
     [6], [66], "Quetta"),
    ("Two days after a bomb killed 66 people in Karachi, Pakistan, gunmen killed six people in Quetta on Monday.",
     [6], [66], "Quetta"),
    ("A second blast killed six people in Quetta, Pakistan, on Monday, a day after a bomb killed 66 there.",
     [6], [66], "Quetta"),
    ("A blast killed six people in Quetta, Pakistan, on Monday, hours before gunmen killed nine in Lahore.",
     [6], [9], "Quetta"),
    ("Gunmen killed six people in Quetta, Pakistan, on Monday, far from Mastung, where 66 people were killed last month.",
     [6], [66], "Quetta"),
    ("A blast killed six people in Quetta, Pakistan, on Monday, days after a similar one killed nine.",
     [6], [9], "Quetta"),
    ("A blast killed six people in Quetta, Pakistan, on Monday, the latest in a string of attacks that have killed 300.",
     [6], [300], "Quetta"),
    ("A blast killed six people in Quetta, Pakistan, on Monday, bringing to 60 the number of people killed this month.",
     [6], [60], "Quetta"),
    ("A crash in Lyon, France, on Monday killed two people, raising to 31 the number of those killed since January.",
     [2], [31], "Lyon"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ours", "theirs", "place"), APART, ids=[row[0] for row in APART])
def test_a_clause_may_tell_of_another_event(text: str, ours: list[int], theirs: list[int], place: str) -> None:
    (event,) = read(text)
    assert [figure.value for figure in event.figures if figure.stance == "asserted"] == ours
    assert [figure.value for figure in event.figures if figure.stance == "other_event"] == theirs
    assert place in (event.place.name, event.place.country)


# Near ones, in which every count is of the sentence's own event.
OWN = [
    "More than 12 people were killed in a blast in Quetta, Pakistan, on Monday.",
    "The bomb that killed 12 people in Quetta, Pakistan, on Monday wounded 40 others.",
    "The storm that killed 12 people in Haiti last week weakened over Cuba on Monday.",
    "Police imposed a curfew two days after gunmen killed 66 people in Quetta, Pakistan.",
    "Three more people died in Quetta, Pakistan, on Monday, a week after a bomb killed 66 people there.",
    "The death toll from the quake in Izmir, Turkey, rose to 80 on Monday, two days after it killed 60 people.",
    "Doctors in Quetta, Pakistan, said 23 people died in Monday's blast, more than the 12 killed that police reported.",
    "A bomb killed six people in Quetta, Pakistan, where 300 people were wounded in clashes on Monday.",
    "Gunmen who killed nine people in Quetta, Pakistan, on Monday also wounded 20 people in Mastung.",
    "A series of blasts that killed 12 people in Quetta, Pakistan, on Monday also wounded 40.",
    "A quake killed 20 people in Izmir, Turkey, on Monday, bringing down a block in which 12 people were wounded.",
    "A wave of attacks killed 300 people in Quetta, Pakistan, on Monday, and one bomb killed nine of them.",
    "After killing 12 people in Quetta, Pakistan, on Monday, the gunmen wounded six policemen at a checkpoint.",
]


@pytest.mark.parametrize("text", OWN)
def test_a_clause_may_tell_of_the_same_event(text: str) -> None:
    assert {figure.stance for event in read(text) for figure in event.figures} == {"asserted"}


QUETTA = "A blast killed six people in Quetta, Pakistan, on Monday."
# A sentence about another time, and the counts of the event that it tells of.
LATER = [
    ("Last week a bomb killed 66 people there.", [66]),
    ("In January, a bomb at a mosque killed 84 people.", [84]),
    ("Three weeks ago, a blast killed 15 people in the city.", [15]),
    ("The previous day, another bomb had killed nine soldiers.", [9]),
    ("Two days earlier, a bomb killed 20 people at a market.", [20]),
    ("In early February a bomb killed 31 people.", [31]),
]


@pytest.mark.parametrize(("text", "theirs"), LATER)
def test_a_sentence_may_tell_of_another_time(text: str, theirs: list[int]) -> None:
    first, second = read(f"{QUETTA} {text}")
    assert first.start == date(2026, 3, 2)
    assert [figure.value for figure in first.figures if figure.stance == "asserted"] == [6]
    assert [figure.value for figure in second.figures] == theirs


@pytest.mark.parametrize(
    "text",
    [
        "The previous day, police had put the toll at four.",
        "In March, winds are strong: the bomb wounded 30 people.",
        "The bomb wounded 30 people, police said.",
        "Since January, the bomb squad has grown; the bomb wounded 30 people.",
        "Earlier this week the bomb wounded 30 people.",
        "Hours earlier the bomb had wounded 30 people.",
    ],
)
def test_a_sentence_may_tell_more_of_the_event(text: str) -> None:
    assert len(read(f"{QUETTA} {text}")) == 1


def test_another_event_of_another_day_leaves_the_day_of_the_first() -> None:
    """A day that stands far from the verb is the event's all the same."""
    texts = ("On Sunday, nine people were killed in another attack.", "On Thursday a suicide bomber killed 20 people.")
    days = [event.start for text in texts for event in read(f"{QUETTA} {text}")]
    assert days == [date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 2), date(2026, 2, 26)]


def test_the_previous_day_is_counted_from_the_event() -> None:
    """Unless somebody speaks of it: then from the day of speaking."""
    days = [event.start for event in read(f"{QUETTA} The previous day, another bomb had killed nine soldiers.")]
    assert days == [date(2026, 3, 2), date(2026, 3, 1)]


BACKGROUND = [
    "The group has carried out dozens of attacks, including a 2016 twin bombing in the same city that killed 30 people.",
    "Cyclone Freddy killed 165 people in the province in 2023.",
    "In 2013, a bomb at a bus station killed 81 people.",
    "A bomb killed 84 people at a mosque in Peshawar last year.",
    "A bomb killed 84 people at a mosque last month.",
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_what_is_told_in_passing_is_no_event_of_the_article(text: str) -> None:
    """Its counts are kept beside the event's own, as those of another."""
    (event,) = read(f"{QUETTA} {text}")
    assert [figure.stance for figure in event.figures] == ["asserted", "other_event"]


def test_an_article_about_a_bygone_event_keeps_it() -> None:
    (event,) = read("Relatives of the 66 people killed in a 2009 bombing in Quetta, Pakistan, held a vigil on Monday.")
    assert [(figure.value, figure.stance) for figure in event.figures] == [(66, "other_event")]
