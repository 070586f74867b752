"""The built-in reader: what a number counts, and what became of some, of all, or of all but a few."""

import asyncio

import pytest

from summarizer import ground
from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import Figure


def figures(text: str) -> list[Figure]:
    events = asyncio.run(RuleReader().read(make_article(text), Usage()))
    return [figure for event in events for figure in event.figures]


Rows = list[tuple[str, str, float | None]]

TABLE: list[tuple[str, Rows]] = [
    # Words for what became of some are no name for others.
    ("No survivors were found after the plane crash; 38 died.",
     [("rescued", "survivors", 0), ("killed", "people", 38)]),
    ("The storm caused three fatalities, 82 injured and 19 displaced.",
     [("killed", "fatalities", 3), ("wounded", "people", 82), ("displaced", "people", 19)]),
    ("The crash left 11 bodies in the road. Another 30 were hurt.", [("killed", "bodies", 11), ("wounded", "people", 30)]),
    ("Police made 40 arrests at the riot, and 12 were injured.", [("detained", "arrests", 40), ("wounded", "people", 12)]),
    ("The flood hit 12 passengers: five died and four were hurt.", [("killed", "people", 5), ("wounded", "people", 4)]),
    ("The blast killed five workers and wounded nine.", [("killed", "workers", 5), ("wounded", "workers", 9)]),
    ("Cholera broke out in Karsa. Fifteen of the cases died.", [("killed", "people", 15)]),
    # No quotation mark and no verb is counted.
    ('Organisers said "around three million" marched on Monday.', [("participants", "people", 3_000_000)]),
    ('The army said “about 40” were killed in the raid.', [("killed", "people", 40)]),
    ("The crash killed two; 19 sustained serious injuries.", [("killed", "people", 2), ("wounded", "people", 19)]),
    ("The blast killed two, and 14 suffered minor to severe burns.", [("killed", "people", 2), ("wounded", "people", 14)]),
    ("Six workers received multiple gunshot wounds in the raid.", [("wounded", "workers", 6)]),
    ("A worker sustained two gunshot wounds in the raid.", [("wounded", "worker", 1)]),
    ("Six villages suffered serious losses in the flood.", []),
    # Ages between those who are counted and what became of them.
    ("Three siblings aged 4, 6 and 9 died in the fire.", [("killed", "siblings", 3)]),
    ("Three siblings, aged 4, 6 and 9, died in the fire.", [("killed", "siblings", 3)]),
    ("Two girls of 10 and 12 died in the fire.", [("killed", "girls", 2)]),
    ("Two girls of 10 and 12 saw the fire.", []),
    # Shots are nobody who was hit; who shoots is not shot.
    ("The officer fired one shot at the driver in Dayton on Friday and missed.", []),
    ("The boy, shot multiple times in Dayton on Friday, is recovering.", []),
    ("Three rounds were shot at a house in Dayton on Friday.", []),
    ("One of his brothers had shot the girl in Dayton on Friday.", []),
    ("Two men accidentally shot their own car in Dayton on Friday.", []),
    ("Four people were shot in Dayton on Friday.", [("casualties", "people", 4)]),
    ("Four were shot in Dayton on Friday.", [("casualties", "people", 4)]),
    # The longest words for what became of somebody are meant.
    ("A man was held in the fatal shooting of a pupil in Dayton.", [("killed", "pupil", 1)]),
    ("A man was held in the shooting of two boys in Dayton.", [("casualties", "boys", 2)]),
    # All but a few, and a few of all.
    ("Air defences shot down all but three of the 93 drones launched at Kyiv.", [("launched", "drones", 93)]),
    ("All but two of the 12 miners trapped in the pit in Karsa, Kenya, on Monday died.", [("trapped", "miners", 12)]),
    ("Everyone except three children died in the crash.", []),
    ("The storm killed all but two passengers.", []),
    ("Everyone fled the fire, but three children died.", [("killed", "children", 3)]),
    ("Two of the five wounded in the blast in Quetta, Pakistan, on Monday died.",
     [("killed", "people", 2), ("wounded", "people", 5)]),
    ("Two of the five men who were wounded in the raid died.", [("killed", "men", 2), ("wounded", "men", 5)]),
    ("Ten of the 12,000 demonstrators who marched in Lyon on Monday were arrested.",
     [("detained", "demonstrators", 10), ("participants", "demonstrators", 12_000)]),
    ("Three of the 12 people killed in the blast were children.", [("killed", "people", 3), ("killed", "people", 12)]),
    ("Rescuers found nine of the 12 people missing after the flood.", [("missing", "people", 12)]),
    ("Three of the wounded died in the raid.", [("killed", "people", 3)]),
    ("Three of the nine missiles were intercepted.", [("intercepted", "missiles", 3)]),
    # A participle says who is meant, and the verb of the sentence what became of them.
    ("All 12 miners trapped in a pit in Karsa, Kenya, on Monday were rescued.",
     [("trapped", "miners", 12), ("rescued", "miners", 12)]),
    ("The 30 students abducted in March were freed after the raid.",
     [("abducted", "students", 30), ("rescued", "students", 30)]),
    ("Two drones launched from the south were shot down.", [("launched", "drones", 2), ("intercepted", "drones", 2)]),
    ("Twelve students kidnapped in Kasuwa, Nigeria, in May were killed on Monday.",
     [("abducted", "students", 12), ("killed", "students", 12)]),
    ("The 12 miners trapped in the pit may be freed on Monday.", [("trapped", "miners", 12)]),
    ("Five people killed in the crash were taken to hospital.", [("killed", "people", 5)]),
    ("The 12 miners trapped in the pit could not be rescued.", [("trapped", "miners", 12)]),
    ("The men behind the raid that left three dead were arrested.", [("killed", "people", 3)]),
    ("The man behind the raid that left three dead in August was arrested.", [("killed", "people", 3)]),
    ("Police said two drones launched at the port were shot down.", [("launched", "drones", 2), ("intercepted", "drones", 2)]),
    ("Three people wounded in the raid have been released from hospital.", [("wounded", "people", 3)]),
    ("Two gunshot wounds were seen after the raid.", []),
    ("Four people killed in the crash and some children were taken to hospital.", [("killed", "people", 4)]),
    ("Four people wounded in the raid police said was over were arrested.", [("wounded", "people", 4)]),
    # Who does it to others suffers nothing.
    ("Five gunmen killed two policemen in the raid.", [("killed", "policemen", 2)]),
    ("Three of the five gunmen killed two policemen in the raid.", [("killed", "policemen", 2)]),
    ("Twelve soldiers shot the attackers in the raid.", []),
    ("Twelve soldiers shot in the raid were flown out.", [("casualties", "soldiers", 12)]),
    ("Twelve soldiers killed on the same day in the raid were buried.", [("killed", "soldiers", 12)]),
    # Who is at a protest for their work takes no part in it.
    ("Police deployed 3,000 officers at the protest.", []),
    ("Some 3,000 police at Saturday's protest used tear gas.", []),
    ("About 3,000 police officers marched through the capital for better pay.",
     [("participants", "police officers", 3000)]),
    ("Some 3,000 students at Saturday's protest sang.", [("participants", "students", 3000)]),
    # How many times is no count.
    ("Twelve soldiers were killed and twice that number wounded in the clash.", [("killed", "soldiers", 12)]),
    ("Three times as many people were killed in the second raid.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:70] for text, _ in TABLE])
def test_what_is_counted(text: str, expected: Rows) -> None:
    """Measure, noun and value of every figure, and no other figure."""
    assert [(each.measure, each.of, each.value) for each in figures(text)] == expected


@pytest.mark.parametrize("text", [text for text, _ in TABLE], ids=[text[:70] for text, _ in TABLE])
def test_what_is_counted_is_proved(text: str) -> None:
    """Each figure stands in its own quote."""
    _, rejected = ground(make_article(text).text, figures(text))
    assert rejected == []


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("Two of the five wounded in the blast died.", ["part", "total"]),
        ("Fifteen of the cases died in the outbreak.", ["part"]),
        ("Three of the 12 people killed in the blast were children.", ["part", "total"]),
        ("All 12 miners trapped in the pit were rescued.", ["total", "total"]),
        ("The crash hurt 30 people; 19 suffered serious injuries.", ["total", "part"]),
        (
            "After the raid two of the victims are in critical condition and three suffered minor injuries.",
            ["part", "part"],
        ),
        ("One of the victims of the raid is in critical condition.", ["part"]),
        ("The crash left 19 people with serious injuries.", ["total"]),
        # Who else was shot comes on top of the dead; who was wounded is counted apart from them anyway.
        ("One man was killed in the raid in Dayton. Two other men were shot.", ["total", "additional"]),
        ("One man was killed in the raid in Dayton. Two men were also shot.", ["total", "additional"]),
        ("One man was killed in the raid in Dayton. Two other men were wounded.", ["total", "total"]),
    ],
)
def test_some_of_a_whole_are_a_part(text: str, extents: list[str]) -> None:
    """Others may have died whom the whole does not count."""
    assert [each.extent for each in figures(text)] == extents


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Four victims were taken to hospital with serious injuries. The four were shot in Ashgabat.", "attack_on_civilians"),
        ("Two people died and 40 were hurt. A bomb exploded at the market.", "remote_explosive"),
        ("Nine people died. The bus plunged into a river.", "transport_accident"),
    ],
)  # fmt: skip
def test_a_later_sentence_may_tell_the_type(text: str, kind: str) -> None:
    """Of those whom the first one counts."""
    (event,) = asyncio.run(RuleReader().read(make_article(text), Usage()))
    assert event.type == kind


@pytest.mark.parametrize("later", ["Two men were arrested.", "A ceasefire was signed.", "A vigil was held."])
def test_what_comes_of_an_event_is_no_type_for_it(later: str) -> None:
    """Nobody was hurt by the arrest, the deal or the vigil."""
    told = asyncio.run(RuleReader().read(make_article(f"Four people were hurt. {later}"), Usage()))
    hurt = [event.type for event in told if any(each.measure == "wounded" for each in event.figures)]
    assert hurt == ["miscellaneous_accident"]
