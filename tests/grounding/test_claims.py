"""Proof of claims, part by part: what the article's words say of each part of a figure beside its number."""

from typing import Any

import pytest

from summarizer import ground
from summarizer.schemas import Figure

Case = tuple[str, dict[str, Any], str]

DEAD = {"measure": "killed", "of": "people"}

# A text, what a figure of it claims beside its quote and number 12, and the part that the text contradicts.
CONTRADICTED: list[Case] = [
    ("The army denied that 12 people were killed.", DEAD, "stance"),
    ("Claims that 12 people were killed proved unfounded.", DEAD, "stance"),
    ("A doctored video shows 12 people killed at the bridge.", DEAD, "stance"),
    ("There is no evidence that 12 people were killed.", DEAD, "stance"),
    ("The army denied late on Monday that 12 people were killed.", DEAD, "stance"),
    ("The government disputes that 12 people were killed.", DEAD, "stance"),
    ("An AI-generated picture purports to show 12 people killed.", DEAD, "stance"),
    ("None of the 12 people were killed.", DEAD, "stance"),
    ("The bomb was meant to kill 12 people.", DEAD, "stance"),
    ("A film in which a flood killed 12 people opened on Monday.", DEAD, "stance"),
    ("The play shows a massacre, in which 12 people are killed.", DEAD, "stance"),
    ("On average, 12 people are killed there each month.", DEAD, "period"),
    ("The flood left 12 people dead or missing.", DEAD, "measure"),
    ("The blast killed or injured 12 people.", {"measure": "wounded", "of": "people"}, "measure"),
    ("The dam could have killed 12 people.", DEAD, "stance"),
    ("If the slope gives way, 12 people will be killed.", DEAD, "stance"),
    ("In the exercise, 12 people were killed.", DEAD, "stance"),
    ("In a similar attack last year, 12 people were killed.", DEAD, "stance"),
    ("So far this year 12 people have been killed there.", DEAD, "period"),
    ("About 12 people a day are killed there.", DEAD | {"bound": "about"}, "period"),
    ("The fire injured 12 people.", DEAD, "measure"),
    ("Firefighters rescued 12 people from the roof.", DEAD, "measure"),
    ("The fire killed 12 dogs.", DEAD, "of"),
    ("The fire killed 12 people.", DEAD | {"of": "thousand people"}, "of"),
    ("The fire killed 12 people.", DEAD | {"of": "dozen people"}, "of"),
    ("The fire killed 12 people.", DEAD | {"unit": "million"}, "of"),
    ("The mine killed 12 soldiers.", DEAD | {"of": "civilians"}, "of"),
    ("The mine killed 12 Kenyan soldiers.", DEAD | {"of": "Ugandan soldiers"}, "of"),
    ("The raid killed 12 militants.", DEAD | {"of": "militants", "category": "civilians"}, "of"),
    ("The fire killed 12 people, police said.", DEAD | {"attributed_to": "the United Nations"}, "attributed_to"),
    ("The fire killed many, including 12 people.", DEAD, "extent"),
    ("The fire killed 12 people.", DEAD | {"where": "Buenos Aires"}, "where"),
    ("The fire killed 12 people.", DEAD | {"inclusion": "including firefighters"}, "inclusion"),
]

# The same words where they are about something else, or where the figure says what they say.
KEPT: list[Case] = [
    ("The army denied that it was to blame, saying 12 people were killed by rebels.", DEAD, ""),
    ("The rebels deny any part in it, but 12 people were killed.", DEAD, ""),
    ("The army denied that 12 people were killed.", DEAD | {"stance": "denied"}, ""),
    ("The dam could have killed 12 people.", DEAD | {"stance": "hypothetical"}, ""),
    ("On May 30, 12 people were killed.", DEAD, ""),
    ("The army denied any role and said that 12 people were killed.", DEAD, ""),
    ("The crash killed 12 people, bringing the number of road deaths this year to 212.", DEAD, ""),
    ("The crash killed 12 people on the deadliest day since 2010.", DEAD, ""),
    ("No one denied that 12 people were killed.", DEAD, ""),
    ("The novel coronavirus killed 12 people.", DEAD, ""),
    ("A helicopter crashed in a training exercise, killing 12 soldiers.", DEAD | {"of": "soldiers"}, ""),
    ("An explosion on an oil drill killed 12 workers.", DEAD | {"of": "workers"}, ""),
    ("Monday's crash killed 12 people.", DEAD | {"as_of": "Monday's"}, ""),
    ("The blast killed 12 people or so, and 30 are missing.", DEAD | {"bound": "about"}, ""),
    ("The blast killed 12 people, who may have been asleep.", DEAD, ""),
    ("All 12 people who were wounded are expected to recover.", {"measure": "wounded", "of": "people"}, ""),
    ("So far this year 12 people have been killed there.", DEAD | {"period": "So far this year"}, ""),
    ("The mine killed 12 soldiers.", DEAD | {"of": "servicemen"}, ""),
    ("The mine killed 12 soldiers.", DEAD | {"of": "soldiers", "category": "state_forces"}, ""),
    ("The fire killed 12 dogs.", DEAD | {"of": "dogs"}, ""),
    ("The fire killed 12 people, police said.", DEAD | {"attributed_to": "police"}, ""),
    ("The chief came at noon. The fire killed 12 people, he said.", DEAD | {"attributed_to": "The chief"}, ""),
    ("The fire killed many, including 12 women.", DEAD | {"of": "women", "extent": "part"}, ""),
]


def claim(text: str, fields: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """The reason why a figure of 12 is refused, and the parts that are proved of one that is not."""
    (number,) = (word for word in ("12",) if word in text)
    figure = Figure.model_validate({"quote": _quote(text, number), "value": 12} | fields)
    grounded, rejected = ground(text, [figure])
    if rejected:
        return rejected[0].reason, ()
    assert grounded[0].proof
    return None, grounded[0].proof.record.proved


def _quote(text: str, number: str) -> str:
    """The number with the word behind it."""
    at = text.index(number)
    return " ".join(text[at:].split()[:2]).strip(".,")


SAID = {
    "stance": "not asserted",
    "period": "span of time",
    "measure": "another measure",
    "of": "the article counts",
    "attributed_to": "does not name",
    "extent": "whole count",
    "where": "no word of",
    "inclusion": "no word of",
}


@pytest.mark.parametrize(("text", "fields", "part"), CONTRADICTED, ids=[text for text, *_ in CONTRADICTED])
def test_a_part_that_the_text_contradicts_refuses_the_figure(text: str, fields: dict[str, Any], part: str) -> None:
    """As a wrong number does; the reason names the article's words."""
    reason, _ = claim(text, fields)
    assert reason is not None
    assert SAID[part] in reason


@pytest.mark.parametrize(("text", "fields", "_part"), KEPT, ids=[f"{text} {fields}" for text, fields, _ in KEPT])
def test_words_about_something_else_refuse_nothing(text: str, fields: dict[str, Any], _part: str) -> None:
    """A denial of the blame is none of the dead, and a month is no modal verb."""
    assert claim(text, fields)[0] is None


@pytest.mark.parametrize(
    ("text", "fields", "proved"),
    [
        ("The fire killed 12 people, police said.", DEAD | {"attributed_to": "police"},
         {"measure", "of", "stance", "extent", "period", "attributed_to"}),
        ("The flood took 12 people by surprise.", DEAD, {"of", "stance", "extent", "period"}),
        ("In 1998 the flood killed 12 people.", DEAD, {"measure", "of", "extent", "period"}),
        ("Another 12 people were killed.", DEAD, {"measure", "of", "stance", "period"}),
        ("The fire killed 12 poodles.", DEAD, {"measure", "stance", "extent", "period"}),
    ],
    ids=["all of it", "no word of an outcome", "a year that may be another event's", "on top of others", "a noun of no known kind"],
)  # fmt: skip
def test_what_cannot_be_told_is_kept_and_marked(text: str, fields: dict[str, Any], proved: set[str]) -> None:
    """The parts that the words prove; the others are the reader's word."""
    reason, parts = claim(text, fields)
    assert reason is None
    assert set(parts) == proved


# A text, a claim of its 12, and the part that is marked; then the same words where nothing makes it unsure.
MARKED: list[tuple[str, dict[str, Any], str, str]] = [
    ("Word spread that 12 people were killed.", DEAD, "stance", "Police said that 12 people were killed."),
    ("A tweet by an activist said of the raid that 12 people were killed. It was deleted.", DEAD, "stance", "The raid killed 12 people. It was over at dawn."),
    ("The raid killed 12 people, radio reported. The station withdrew it within the hour.", DEAD, "stance", "The raid killed 12 people, radio reported. The station went back to music within the hour."),
    ("The bus fell into the river and 12 people drowned. Every passenger was alive and well.", DEAD, "stance", "The bus fell into the river and 12 people drowned. The driver swam ashore."),
    ("It opens like a thriller. In it, a storm kills 12 people.", DEAD, "stance", "It opened like any Monday. At noon, a storm killed 12 people."),
    ("The road is closed. In October, 12 people were killed by a landslide.", DEAD, "stance", "The road is closed. On Monday, 12 people were killed by a landslide."),
    ("The raid came three days after troops killed 12 people.", DEAD, "stance", "The raid came as troops killed 12 people."),
    ("A bomb hit Lyon. Nobody was hurt. Another in Marseille killed 12 people.", DEAD, "where", "A bomb hit Lyon. Many ran. Another in Lyon killed 12 people."),
    ("Floods killed 31 people. A wall fell on a school and 12 people were killed.", DEAD, "extent", "Floods killed three people. A wall fell on a school and 12 people were killed."),
    ("The fire destroyed 12 houses, half of all those in the hamlet.", {"measure": "destroyed", "of": "houses"}, "extent", "The fire destroyed 12 houses, all in the hamlet."),
    ("Eighteen people are in hospital, 12 critical.", {"measure": "wounded", "of": "people"}, "extent", "Eight people are in hospital, 12 hurt."),
    ("Gunmen shot a guard dead and took 12 girls.", {"measure": "killed", "of": "girls"}, "measure", "Gunmen shot 12 girls dead and took a guard."),
    ("The police counted nine dead; the hospital has 12 people killed.", DEAD | {"attributed_to": "The police"}, "attributed_to", "The police, who came late, counted 12 people killed."),
    ("Soldiers found three guides alive, and 12 people were killed.", DEAD | {"of": "guides"}, "of", "The guides were caught: 12 people were killed."),
    ("It was the third raid in a month. Monday's killed 12 people.", DEAD | {"period": "in a month"}, "period", "The raids killed 12 people in a month."),
    ("From April through June, 12 people were killed.", DEAD, "period", "On the road from Aprilia 12 people were killed."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "part", "sure"), MARKED, ids=[text for text, *_ in MARKED])
def test_what_another_sentence_or_clause_makes_unsure_is_marked(
    text: str, fields: dict[str, Any], part: str, sure: str
) -> None:
    """And only there: the same claim of a like text has the part proved."""
    reason, proved = claim(text, fields)
    assert reason is None
    assert part not in proved
    reason, proved = claim(sure, fields)
    assert reason is None
    assert part in proved or part == "where"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Neither of the 12 people survived.", DEAD),
        ("The 12 people could not be saved.", DEAD),
        ("None of the 12 people made it out.", DEAD),
    ],
)
def test_a_denied_survival_is_a_death(text: str, fields: dict[str, Any]) -> None:
    """And nothing else is: of "none of the 12 people were killed" nobody died."""
    reason, proved = claim(text, fields)
    assert reason is None
    assert {"measure", "stance"} <= set(proved)


def test_the_toll_by_which_a_count_grew_is_no_total() -> None:
    """By 12 it grew with twelve more; to 12 it grew in all."""
    reason, _ = claim("The number of the dead grew by 12 people.", DEAD)
    assert reason is not None
    assert SAID["extent"] in reason
    assert claim("The number of the dead grew to 12 people.", DEAD)[0] is None
