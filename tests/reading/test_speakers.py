"""The built-in reader: who says a number, where the speakers are counted or far from what they say."""

import asyncio

import pytest

from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage


def told(text: str) -> list[tuple[str, float | None, str | None]]:
    """Measure, value and speaker of each figure."""
    events = asyncio.run(RuleReader().read(make_article(text), Usage()))
    return [(figure.measure, figure.value, figure.attributed_to) for event in events for figure in event.figures]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two villagers said the blast killed 37 people.", "Two villagers"),
        ("Villagers said the blast killed 37 people.", "Villagers"),
        ("Residents told the radio that the blast killed 37 people.", "Residents"),
        ("Three residents told Reuters that the blast killed 37 people.", "Three residents"),
        ("The blast killed 37 people, two survivors told this newspaper.", "two survivors"),
        ("The blast killed 37 people, according to four local officials.", "four local officials"),
        ('"The blast killed 37 people," said two residents on Monday.', "two residents"),
        ("Several witnesses in Goma later said that the blast killed 37 people.", "Several witnesses in Goma"),
        ("At least two doctors confirmed that the blast killed 37 people.", "At least two doctors"),
        ("Three newspapers put the death toll of the blast at 37.", "Three newspapers"),
        ("The blast killed 37 people, said police.", "police"),
        ("The blast killed 37 people, said the head of the hospital.", "the head of the hospital"),
        ("The mayor, Ana Lopez, said police had found 37 dead after the blast.", "The mayor, Ana Lopez"),
        ("The mayor, who came on Monday, said police had found 37 dead after the blast.", "The mayor"),
        ("Two survivors and a nurse said the blast killed 37 people.", "Two survivors and a nurse"),
        ("The army, which lost men in Mohmand, Pakistan, on Monday, said the blast killed 37 people.", "The army"),
        ("Three of the wounded told AFP that the blast killed 37 people.", "Three of the wounded"),
        ('"We saw it," said one of the survivors. The blast killed 37 people.', None),
        ("Both hospitals and dozens of villagers say the blast killed 37 people.", None),
    ],
)
def test_speakers_may_be_counted(text: str, speaker: str | None) -> None:
    """They are no victims, and nobody else says the number; two groups at once are named by no number."""
    assert told(text) == [("killed", 37, speaker)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 1,200 residents told to leave after the flood slept in schools.", [("evacuated", 1200, None)]),
        ("Twelve villagers said to be farmers were killed in the raid.", [("killed", 12, None)]),
        ("After the ferry sank 200 people reported missing were found and 12 dead.", [("missing", 200, None), ("killed", 12, None)]),
        ("Two people killed in the blast said nothing of it.", [("killed", 2, None)]),
        ("The blast killed 12 people, and five guards were hurt, police said.",
         [("killed", 12, "police"), ("wounded", 5, "police")]),
        ("Thirty people claimed by the rebels were killed in the raid, the army said.", [("killed", 30, "the army")]),
    ],
)  # fmt: skip
def test_those_who_say_nothing_are_no_speakers(text: str, expected: list[tuple[str, float | None, str | None]]) -> None:
    """A participle, or a verb whose subject another word is, makes nobody a speaker."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police put the turnout in Lyon, France, on Saturday at 12,000; organisers said 60,000 marched.",
         [("participants", 12000, "Police"), ("participants", 60000, "organisers")]),
        ("The army puts the number of dead in the northern districts of the country after the blast at 40.",
         [("killed", 40, "The army")]),
        ("Police put barriers around the square, and the blast killed 40.", [("killed", 40, None)]),
    ],
)  # fmt: skip
def test_a_number_far_from_its_speaker_is_theirs(
    text: str, expected: list[tuple[str, float | None, str | None]]
) -> None:
    """Where one puts a count at it; what is put elsewhere is no count."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The disaster agency INGD, which speaks of 31 deaths in the flood, sent boats.", "The disaster agency INGD"),
        ("Boats came from the governor, Ana Lopez, who spoke of 31 deaths in the flood.", "the governor, Ana Lopez"),
        ("Two officials, who said 31 people had died in the flood, sent boats.", "Two officials"),
        ("The flood hit the town, which officials said killed 31 people.", "officials"),
        ("The flood hit the town, which speaks Dutch, and killed 31 people.", None),
    ],
)
def test_a_relative_clause_names_the_speaker_before_its_comma(text: str, speaker: str | None) -> None:
    """A place speaks of nothing."""
    assert [(value, by) for _, value, by in told(text)] == [(31, speaker)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The blast killed 12 people, police said. Police had earlier said that 16 people were killed.",
         [None, "had earlier said"]),
        ("The blast killed 12 people, police said. They had previously put the death toll at 16.",
         [None, "had previously put"]),
        ("The blast killed 12 people, police said. A hospital had said earlier that 16 people were killed.",
         [None, "had said earlier"]),
        ("The blast killed 12 people, while police initially said 16 died.", [None, "initially said"]),
        ("The blast killed 12 people, police said; the army had originally reported 16 deaths.",
         [None, "had originally reported"]),
        ("The blast killed 12 people, police said. The army said earlier on Monday that 16 people were killed.",
         [None, None]),
        ("The blast killed 12 people, police said. Police previously said that 16 were hurt.", [None, None]),
        ("The army had previously said it would come; the blast killed 12 people, and 16 were hurt.", [None, None]),
        ("The blast killed 12 people, police said. Earlier, they had put the death toll at 16.", [None, "Earlier, they had put"]),
        ("Police, who had earlier closed the road, said the blast killed 12 people. It had wounded 16, the army said.",
         [None, None]),
    ],
)  # fmt: skip
def test_what_somebody_had_said_earlier_is_an_earlier_count(text: str, times: list[str | None]) -> None:
    """Of that speaker alone; what was said earlier that day may stand."""
    events = asyncio.run(RuleReader().read(make_article(text), Usage()))
    assert [figure.as_of for event in events for figure in event.figures] == times


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The death toll from the blast rose to 15 on Sunday.", "rose"),
        ("The death toll from the blast was 15 on Sunday.", "on Sunday"),
        ("The death toll from the blast on Sunday was 15.", None),
        ("Police put the number of marchers at 15 at the protest in Lyon on Sunday.", None),
        ("Dead - 15 in a flood in Lyon on Sunday.", None),
    ],
)
def test_the_day_of_an_event_is_not_that_of_its_toll(text: str, time: str | None) -> None:
    """Wherever the event stands in its sentence."""
    events = asyncio.run(RuleReader().read(make_article(text), Usage()))
    assert [figure.as_of for event in events for figure in event.figures] == [time]
