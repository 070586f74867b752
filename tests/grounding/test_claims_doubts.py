"""Doubts of a claim: what other words of an article make unsure is marked, and like words that do not are no bar."""

from typing import Any

import pytest

from summarizer import ground
from summarizer.schemas import Figure

DEAD = {"measure": "killed", "of": "people"}
HURT = {"measure": "wounded", "of": "people"}
HOMES = {"measure": "destroyed", "of": "houses"}
HELD = {"measure": "detained", "of": "people"}

# A text, a claim of its 12, the part that is marked, and a like text in which that part is proved.
MARKED: list[tuple[str, dict[str, Any], str, str]] = [
    # Taken back, or not so, in a later sentence.
    ("A shell killed 12 people. It later emerged that nobody had been killed.", DEAD, "stance", "A shell killed 12 people. It later emerged that nobody had been warned."),
    ("A shell killed 12 people. The story was a fabrication.", DEAD, "stance", "A shell killed 12 people. The street was a market."),
    ("The wave killed 12 people. The coast guard found no trace of it. Villagers were having supper. All were alive and well.", DEAD, "stance", "The wave killed 12 people. The coast guard sent a boat. Villagers were having supper. Schools were shut."),
    ("The quake destroyed 12 houses. The governor disowned the count.", HOMES, "stance", "The quake destroyed 12 houses. The governor visited the town."),
    ("The shells killed 12 people. The monitor withdrew its entry.", DEAD, "stance", "The shells killed 12 people. The general withdrew his troops."),
    # Told by nobody who is sure of it.
    ("Rumours flew. Shells killed 12 people.", DEAD, "stance", "Sparks flew. Shells killed 12 people."),
    ("A voice note went round the school. A wall had killed 12 people.", DEAD, "stance", "A siren went off in the school. A wall killed 12 people."),
    ("The minister belittled the opposition's tally of 12 people killed.", DEAD, "stance", "The minister confirmed that 12 people were killed."),
    ("The alleged raid killed 12 people.", DEAD, "stance", "The dawn raid killed 12 people."),
    ("Smoke rose at noon. Early callers wept for 12 people killed.", DEAD, "stance", "Smoke rose at noon. Relatives wept for 12 people killed."),
    ("12 people were said to have been killed.", DEAD, "stance", "12 people were found to have been killed."),
    # Meant, feared, worked out.
    ("A court heard of a plot. The bomb killed 12 people.", DEAD, "stance", "A court heard of a crash. The bomb killed 12 people."),
    ("He had permission to detain 12 people.", HELD, "stance", "He was forced to detain 12 people."),
    ("A model run destroyed 12 houses.", HOMES, "stance", "A runaway train destroyed 12 houses."),
    ("It is unclear whether the slide killed 12 people.", DEAD, "stance", "It is clear that the slide killed 12 people."),
    ("Actors playing victims lay in the road. Volunteers put 12 people hurt on stretchers.", HURT, "stance", "Drivers of lorries stood in the road. Medics put 12 people hurt on stretchers."),
    # Of another event.
    ("The tram left the rails. For the second time in a month the line is shut. The first crash killed 12 people.", DEAD, "stance", "The tram left the rails. For some hours the line was shut. The crash killed 12 people."),
    ("A crane fell and hurt nobody. The town mourned the collapse in which 12 people were killed.", DEAD, "stance", "A crane fell on a yard. It hit a hut and 12 people were killed."),
    ("A ferry ran aground without loss of life. Its sister ship sank and 12 people were killed.", DEAD, "stance", "A ferry ran aground in the fog. Its engine room was flooded and 12 people were killed."),
    ("A truck hit a wall. In the fire of two winters ago, 12 people were killed.", DEAD, "stance", "A truck hit a wall. In the fire that followed, 12 people were killed."),
    ("A rock fell on Monday and killed two people. Avalanches have killed 12 people.", DEAD, "stance", "A rock fell on Monday and killed 15 cows. An avalanche then killed 12 people."),
    ("Rain fell on Monday. The slope had killed 12 people.", DEAD, "stance", "Rain fell on Monday. The slope killed 12 people."),
    # A part, or on top of others.
    ("The blast killed 12 people on Monday. Officials now count 31 killed.", DEAD, "extent", "The blast killed 12 people on Monday. Officials now count 31 hurt."),
    ("Divers found 12 people dead, on top of those found on Sunday.", DEAD, "extent", "Divers found 12 people dead, on the far side of the dam."),
    ("The dead include 12 people from Lyon.", DEAD, "extent", "The dead are 12 people from Lyon."),
    ("Police held 12 people at the station; 25 more are in barracks.", HELD, "extent", "Police held 12 people at the station; 25 minutes later all was quiet."),
    ("In the west wing rescuers found 12 people dead. The east wing held 30.", DEAD, "extent", "In the west wing rescuers found 12 people dead. The east wing is being searched."),
    ("The crash killed 12 people on the bus. Three in the car also died.", DEAD, "extent", "The crash killed 12 people on the bus. Three in the car were also hurt."),
    # A span of time.
    ("The mine killed 12 people over five years.", DEAD, "period", "The mine killed 12 people over lunch."),
    ("Boats saved 12 people for the quarter.", {"measure": "rescued", "of": "people"}, "period", "Boats saved 12 people for the second time."),
    ("Under that roof, every month, 12 people are killed.", DEAD, "period", "Under that roof, on Monday, 12 people were killed."),
    # What became of them, and who they are.
    ("The rebels let go 12 prisoners.", {"measure": "detained", "of": "prisoners"}, "measure", "The rebels arrested 12 prisoners."),
    ("Rangers counted 12 dead skuas.", {"measure": "killed", "of": "rangers"}, "of", "Rangers were caught: 12 dead."),
    # Who says so.
    ("The union counts 12 people dead; the company has said nothing.", DEAD | {"attributed_to": "The company"}, "attributed_to", "The company, which has said little, counts 12 people dead."),
]  # fmt: skip

# What looks like a doubt, and is none.
PROVED: list[tuple[str, dict[str, Any]]] = [
    ("Shells killed 12 people, far fewer than the 300 of 2019.", DEAD),
    ("Shells killed 12 people, most of them women.", DEAD),
    ("Nearly 12 people were killed.", DEAD | {"bound": "about"}),
    ("12 people have been killed since the roof fell in on Tuesday.", DEAD),
    ("12 people were killed, not counting the pilot.", DEAD),
    ("Shells killed 12 people. The army denied responsibility.", DEAD),
    ("Shells killed 12 people. The army denied that its guns had been moved.", DEAD),
    ("Shells killed 12 people. So far this year more than 200 people have been killed there.", DEAD),
    ("Up to 12 people are feared dead.", DEAD | {"stance": "feared", "bound": "at_most"}),
    ("A dam burst would kill 12 people.", DEAD | {"stance": "hypothetical"}),
    ("The same squad had lost 12 people in January.", DEAD | {"stance": "other_event"}),
    ("Of those on board, 12 people were killed in Lyon.", DEAD | {"extent": "part", "where": "Lyon"}),
    ("Customers are in the dark: 12 houses were destroyed.", HOMES),
]

# A claim that was refused, though an article says it.
KEPT: list[tuple[str, dict[str, Any]]] = [
    ("The minister rejected a report by the Red Cross that 12 people were held.", HELD | {"attributed_to": "the Red Cross"}),
    ("The UN declared that 12 people were killed and that other figures were false.", DEAD | {"attributed_to": "The UN"}),
    ("Neither of the 12 people whose bus fell into the gorge near the border on Sunday survived.", DEAD),
    ("Police held 12 people overnight and released all but three.", HELD),
    ("In the dead of night, 12 people were moved to a school.", {"measure": "evacuated", "of": "people"}),
    ("Lightning killed 12 head of cattle.", {"measure": "killed", "of": "cattle"}),
    ("Unlike Monday's raid, this one killed 12 people.", DEAD),
    ("Contrary to what many had feared, it killed only 12 people.", DEAD),
    ("There were not 12 people killed.", DEAD | {"stance": "denied"}),
    ("Shells buried a barn and 12 houses.", {"measure": "hit", "of": "houses"}),
]  # fmt: skip


def claim(text: str, fields: dict[str, Any]) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """The reason why a figure of 12 is refused; what is proved of one that is not, and what is not."""
    at = text.index("12")
    quote = " ".join(text[at:].split()[:2]).strip(".,;")
    grounded, rejected = ground(text, [Figure.model_validate({"quote": quote, "value": 12} | fields)])
    if rejected:
        return rejected[0].reason, (), ()
    assert grounded[0].proof
    record = grounded[0].proof.record
    return None, record.proved, record.unproved


@pytest.mark.parametrize(("text", "fields", "part", "sure"), MARKED, ids=[text for text, *_ in MARKED])
def test_what_other_words_make_unsure_is_marked(text: str, fields: dict[str, Any], part: str, sure: str) -> None:
    """It is kept, and the same claim of a like text has the part proved."""
    reason, proved, _ = claim(text, fields)
    assert reason is None
    assert part not in proved
    reason, proved, _ = claim(sure, fields)
    assert reason is None
    assert part in proved


@pytest.mark.parametrize(("text", "fields"), PROVED, ids=[text for text, _ in PROVED])
def test_what_is_no_doubt_leaves_a_claim_proved(text: str, fields: dict[str, Any]) -> None:
    """A comparison behind the number, another denial, or the stance that the words have."""
    reason, _, unproved = claim(text, fields)
    assert reason is None
    assert {"stance", "period", "extent"}.isdisjoint(unproved)


@pytest.mark.parametrize(("text", "fields"), KEPT, ids=[text for text, _ in KEPT])
def test_a_right_claim_is_not_refused(text: str, fields: dict[str, Any]) -> None:
    """Words that deny or tell of something else in the same sentence."""
    assert claim(text, fields)[0] is None


def test_nobody_at_all_is_read_in_a_list() -> None:
    """Of two negations, each counts its own."""
    figure = Figure(quote="no dead and no injured", measure="killed", of="people", value=0)
    assert ground("There are no dead and no injured, he said.", [figure])[0]
