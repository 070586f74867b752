"""The built-in reader: which events and figures the rules find, and that each figure is proved."""

import asyncio
import socket
import time
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from summarizer import Article, EventReport, Finding, Incident, Summary, ground, read_articles
from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import Event, Figure, NaturalDisaster
from summarizer.summary.assembly import summarize_outcomes

from ..helpers.proved import ground_events

SEEDS = Path(__file__).parents[2] / "seeds"


def events(text: str, published: date | None = None) -> list[Event]:
    return asyncio.run(RuleReader().read(make_article(text, published=published), Usage()))


def figures(text: str) -> list[Figure]:
    return [figure for event in events(text) for figure in event.figures]


Row = tuple[str, str, float | None, str, str | None]

# Written from what the sentences mean, before the rules were run on them.
TABLE: list[tuple[str, list[Row]]] = [
    # The plain passive, and what stands between noun and verb.
    ("Four people were killed in the attack.", [("killed", "people", 4, "exactly", None)]),
    ("At least 12 civilians have been killed by shelling.", [("killed", "civilians", 12, "at_least", None)]),
    ("Three police officers who tried to stop the car bomb were wounded.",
     [("wounded", "police officers", 3, "exactly", None)]),
    ("Six miners, among them a father of two, are still missing after the mine collapse.",
     [("missing", "miners", 6, "exactly", None)]),
    ("Up to 30 fighters had been killed in the clashes.", [("killed", "fighters", 30, "at_most", None)]),
    ("Fewer than 10 passengers were hurt when the train derailed.",
     [("wounded", "passengers", 10, "less_than", None)]),
    # The active verb before the number.
    ("The earthquake killed more than 1,200 people.", [("killed", "people", 1200, "more_than", None)]),
    ("A car bomb killed two soldiers and wounded five.",
     [("killed", "soldiers", 2, "exactly", None), ("wounded", "soldiers", 5, "exactly", None)]),
    ("Flooding destroyed 340 homes and damaged about 2,000 others.",
     [("destroyed", "homes", 340, "exactly", None), ("damaged", "homes", 2000, "about", None)]),
    ("Gunmen abducted 30 schoolchildren from a village.", [("abducted", "schoolchildren", 30, "exactly", None)]),
    ("Rescuers saved 17 passengers after the ferry capsized.", [("rescued", "passengers", 17, "exactly", None)]),
    ("Security forces arrested nearly 200 protesters.", [("detained", "protesters", 200, "about", None)]),
    ("The army evacuated 5,000 residents from the flooded valley.",
     [("evacuated", "residents", 5000, "exactly", None)]),
    ("Fighting has displaced some 40,000 people.", [("displaced", "people", 40000, "about", None)]),
    ("The storm killed a man and injured 11 people.",
     [("wounded", "people", 11, "exactly", None), ("killed", "man", 1, "exactly", None)]),
    # Participles without a verb, adjectives and nouns that are their own measure.
    ("The blast left 5 dead and 12 injured.",
     [("killed", "people", 5, "exactly", None), ("wounded", "people", 12, "exactly", None)]),
    ("The landslide caused nine deaths.", [("killed", "deaths", 9, "exactly", None)]),
    ("The hurricane left 25,000 people homeless.", [("displaced", "people", 25000, "exactly", None)]),
    ("Rescuers recovered three more bodies after the avalanche.", [("killed", "bodies", 3, "exactly", None)]),
    ("The attack claimed the lives of seven villagers.", [("killed", "villagers", 7, "exactly", None)]),
    ("The cholera outbreak has claimed 85 lives.", [("killed", "lives", 85, "exactly", None)]),
    # Tolls.
    ("The death toll from the earthquake has risen to 2,300.", [("killed", "dead", 2300, "exactly", None)]),
    ("The number of people injured in the stampede climbed to 41.", [("wounded", "people", 41, "exactly", None)]),
    ("The death toll from the floods stands at 61, the health ministry said.",
     [("killed", "dead", 61, "exactly", "the health ministry")]),
    # A change told in one sentence: the old count and the new one.
    ("The death toll from Monday's blast rose from 12 to 15, police said.",
     [("killed", "dead", 12, "exactly", "police"), ("killed", "dead", 15, "exactly", "police")]),
    ("The number of missing after the flood fell from 30 to 12.",
     [("missing", "people", 30, "exactly", None), ("missing", "people", 12, "exactly", None)]),
    ("Police raised the toll from the blast from 14 to over 30 dead.",
     [("killed", "dead", 14, "exactly", "Police"), ("killed", "people", 30, "more_than", "Police")]),
    ("The death toll from Monday's blast rose by three to 15.", [("killed", "dead", 15, "exactly", None)]),
    ("The death toll from Monday's blast increased from an initial 12 to 15.",
     [("killed", "dead", 15, "exactly", None)]),
    # Who did it to others is none of them.
    ("After the raid police arrested two men who had killed nine villagers.",
     [("detained", "men", 2, "exactly", None), ("killed", "villagers", 9, "exactly", None)]),
    # Munitions: the same verbs mean something else.
    ("Russia launched more than 50 drones overnight, and 38 were shot down.",
     [("launched", "drones", 50, "more_than", None), ("intercepted", "drones", 38, "exactly", None)]),
    ("Air defences destroyed 12 cruise missiles.", [("intercepted", "cruise missiles", 12, "exactly", None)]),
    ("Two rockets hit a warehouse in Odesa.", [("hit", "rockets", 2, "exactly", None)]),
    ("Seven of the nine missiles were intercepted.", [("intercepted", "missiles", 7, "exactly", None)]),
    ("A barrage of 40 rockets was fired at the base.", [("launched", "rockets", 40, "exactly", None)]),
    ("About half of the drones were downed.", [("intercepted", "drones", 0.5, "about", None)]),
    ("Air defences shot down 72 of 105 drones launched by Russia.",
     [("intercepted", "drones", 72, "exactly", None), ("launched", "drones", 105, "exactly", None)]),
    # Things.
    ("Four houses and two shops were burned down by the mob.",
     [("destroyed", "houses", 4, "exactly", None), ("destroyed", "shops", 2, "exactly", None)]),
    ("Several vehicles were damaged in the riot.", [("damaged", "vehicles", None, "about", None)]),
    ("Dozens of homes were flooded.", [("damaged", "homes", None, "about", None)]),
    ("The fire destroyed between 10 and 15 buildings.", [("destroyed", "buildings", 10, "between", None)]),
    # Power, crowds, strength, money.
    ("Some 300,000 households were without power after the storm.",
     [("without_power", "households", 300000, "about", None)]),
    ("The blizzard left 60 percent of the city without electricity.",
     [("without_power", "city", 60, "exactly", None)]),
    ("About 5,000 people marched through the capital.", [("participants", "people", 5000, "about", None)]),
    ("The protest drew 10,000 people.", [("participants", "people", 10000, "exactly", None)]),
    ("Tens of thousands of demonstrators rallied on Sunday.",
     [("participants", "demonstrators", None, "about", None)]),
    ("A magnitude 6.1 earthquake struck the coast.", [("magnitude", "earthquake", 6.1, "exactly", None)]),
    ("The 7.2-magnitude quake killed 14 people.",
     [("magnitude", "quake", 7.2, "exactly", None), ("killed", "people", 14, "exactly", None)]),
    ("The flood caused damage of $2.3 billion.", [("cost", "damage", 2.3e9, "exactly", None)]),
    # Who says so.
    ("Two civilians were killed in the shelling, Governor Ana Lopez said.",
     [("killed", "civilians", 2, "exactly", "Governor Ana Lopez")]),
    ("According to the interior ministry, 18 rebels were killed in the raid.",
     [("killed", "rebels", 18, "exactly", "the interior ministry")]),
    ("Police said that 25 people had been arrested after the riot.",
     [("detained", "people", 25, "exactly", "Police")]),
    ("Officials in Goma said at least 50 villagers were massacred by militants.",
     [("killed", "villagers", 50, "at_least", "Officials in Goma")]),
    ('"Nine soldiers were wounded in the ambush," said army spokesman Tuan Le.',
     [("wounded", "soldiers", 9, "exactly", "army spokesman Tuan Le")]),
    ("The crash injured 33 people, according to the fire department.",
     [("wounded", "people", 33, "exactly", "the fire department")]),
    ("The mayor, Paul Okoro, told reporters on Monday that three pupils had died in the fire.",
     [("killed", "pupils", 3, "exactly", "The mayor, Paul Okoro")]),
    ("The rebels denied that 40 of their fighters had been killed in the battle.",
     [("killed", "fighters", 40, "exactly", "The rebels")]),
    ("The army said two soldiers were killed in the ambush, while the rebels claimed 15 soldiers had died.",
     [("killed", "soldiers", 2, "exactly", "The army"), ("killed", "soldiers", 15, "exactly", "the rebels")]),
    ("Eight people died in the blast on Friday, the mayor, Mario Reyna, told local radio.",
     [("killed", "people", 8, "exactly", "the mayor, Mario Reyna")]),
    ("Some 410 cholera patients were admitted to hospital.", [("affected", "cholera patients", 410, "about", None)]),
    # None, some of them, more of them.
    ("The blast killed five workers and wounded nine others.",
     [("killed", "workers", 5, "exactly", None), ("wounded", "people", 9, "exactly", None)]),
    ("No one was killed in the bombing.", [("killed", "people", 0, "exactly", None)]),
    ("Twelve people were killed in the crash, including three children.",
     [("killed", "people", 12, "exactly", None), ("killed", "children", 3, "exactly", None)]),
    ("Another six people were wounded in the shelling.", [("wounded", "people", 6, "exactly", None)]),
    ("The avalanche buried a hotel; two of them died.", [("killed", "people", 2, "exactly", None)]),
    # As notes, bulletins and headlines have it.
    ("Bomb at Quetta bus terminal kills 11 - hospital", [("killed", "people", 11, "exactly", None)]),
    ("Dead: 8. Missing: 61.", [("killed", "dead", 8, "exactly", None), ("missing", "people", 61, "exactly", None)]),
    ("Rescuers found 38 dead prisoners after the riot.", [("killed", "dead prisoners", 38, "exactly", None)]),
    ("A van with the remains of fourteen people was found.", [("killed", "people", 14, "exactly", None)]),
    ("Flood deaths reach 117.", [("killed", "dead", 117, "exactly", None)]),
    ("Interior ministry: 23,000 people at Saturday's student protest.",
     [("participants", "people", 23000, "exactly", "Interior ministry")]),
    # Words that stand apart.
    ("Fighting drove 5,300 people from their homes.", [("displaced", "people", 5300, "exactly", None)]),
    ("Gunmen marched 63 students into the forest.", [("abducted", "students", 63, "exactly", None)]),
    ("Russia attacked Ukraine with 143 drones overnight.", [("launched", "drones", 143, "exactly", None)]),
    ("The militia is equipped with 143 drones.", []),
    ("Some 8,000 homes and businesses lost power.",
     [("without_power", "homes and businesses", 8000, "about", None)]),
    ("Twelve people were found dead and injured sheep were shot.", [("killed", "people", 12, "exactly", None)]),
    ("Police detained 46 demonstrators outside parliament.", [("detained", "demonstrators", 46, "exactly", None)]),
    ("The blaze destroyed 22 tankers, two security sources said.", [("destroyed", "tankers", 22, "exactly", None)]),
    # Numbers that measure nothing of an event.
    ("The village, with about 8,000 inhabitants, was shelled.", []),
    ("The rocket attack came three days after the truce.", []),
    ("The clash took place 20 km from the border.", []),
    ("Attacks could kill 300 people, the minister warned.", []),
    ("Report that 900 people were killed in the attack.", []),
    ("The company sold 40 tractors.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:60] for text, _ in TABLE])
def test_a_number_is_read_by_the_words_around_it(text: str, expected: list[Row]) -> None:
    """Measure, noun, value, bound and source of every figure, and no other figure."""
    found = [(f.measure, f.of, f.value, f.bound, f.attributed_to) for f in figures(text)]
    assert found == expected


@pytest.mark.parametrize("text", [text for text, _ in TABLE], ids=[text[:60] for text, _ in TABLE])
def test_what_is_read_is_proved(text: str) -> None:
    """Grounding, which knows nothing of the rules, finds each figure in its own quote."""
    _, rejected = ground(make_article(text).text, figures(text))
    assert rejected == []


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("Another six people were wounded in the shelling.", ["additional"]),
        ("Rescuers recovered three more bodies after the avalanche.", ["additional"]),
        ("The crash killed 14 people. Another 23 people were injured.", ["total", "total"]),
        ("The crash killed 14 people. Another three people died in hospital.", ["total", "additional"]),
        ("Seven of the nine missiles were intercepted.", ["part"]),
        ("Twelve people were killed in the crash, including three children.", ["total", "part"]),
        ("Russia fired 75 missiles at Ukraine, and 41 of them were shot down.", ["total", "total"]),
        ("Nine drones were used. Five of them were shot down, and three were jammed.", ["total", "part", "part"]),
        ("Police detained 90 people at the rally. Ten of the detained were minors.", ["total", "part"]),
    ],
)
def test_extent_tells_parts_and_additions_from_totals(text: str, extents: list[str]) -> None:
    """A part is some of a larger count of the same measure; "another" adds to one."""
    assert [figure.extent for figure in figures(text)] == extents


def test_a_denied_number_is_denied_and_a_count_has_its_time() -> None:
    """Stance and `as_of` come from the words of the sentence."""
    (denied,) = figures("The rebels denied that 40 of their fighters had been killed in the battle.")
    assert (denied.stance, denied.attributed_to) == ("denied", "The rebels")
    first, then = figures(
        "Initial reports said two people had been killed in the blast. The death toll has risen to 4."
    )
    assert (first.as_of, then.as_of) == ("Initial reports", "has risen")
    assert first.attributed_to is None


@pytest.mark.parametrize(
    ("text", "kind", "name", "region", "country"),
    [
        ("A drone strike on Moscow killed two people.", "air_drone_strike", "Moscow", None, "Russia"),
        ("Four people were killed when the village of Suzemka in Russia's Bryansk region was shelled.",
         "shelling_artillery_missile", "Suzemka", "Bryansk region", "Russia"),
        ("A roadside bomb killed five soldiers near Mosul.", "remote_explosive", "Mosul", None, "Iraq"),
        ("A suicide bomber killed 20 worshippers in Peshawar.", "suicide_bomb", "Peshawar", None, "Pakistan"),
        ("The 41st Brigade killed 12 fighters in Kasuwa, Nigeria.", "armed_clash", "Kasuwa", None, "Nigeria"),
        ("The army has killed 30 suspected militants in Gao, Mali.", "armed_clash", "Gao", None, "Mali"),
        ("Soldiers killed nine villagers in Jos, Nigeria.", "attack_on_civilians", "Jos", None, "Nigeria"),
        ("The Magnificent Seven gang killed four people in Cali, Colombia.", "attack_on_civilians", "Cali", None, "Colombia"),
        ("Herdsmen massacred nine villagers in Jos, Nigeria.", "attack_on_civilians", "Jos", None, "Nigeria"),
        ("A rally crash killed two people in Lyon, France.", "transport_accident", "Lyon", None, "France"),
        ("Some 5,000 people rallied in Lyon, France.", "peaceful_protest", "Lyon", None, "France"),
        ("Heavy fighting in Darfur killed 30 people.", "armed_clash", None, "Darfur", "Sudan"),
        ("An earthquake killed 90 people in Nepal.", "earthquake", None, None, "Nepal"),
        ("Floods in the Brazilian state of Bahia killed 12 people.", "flood", None, "Bahia", "Brazil"),
        ("About 2,000 people protested in Nairobi against taxes.", "peaceful_protest", "Nairobi", None, "Kenya"),
        ("Police arrested 14 people in Lyon.", "arrests", "Lyon", None, "France"),
        ("A bus crash in Peru left 9 dead.", "transport_accident", None, None, "Peru"),
        ("Gunmen kidnapped 15 students in Kaduna.", "abduction", "Kaduna", None, "Nigeria"),
        ("A wildfire destroyed 50 homes in California.", "wildfire", None, "California", "United States"),
        # Names that no list has, after words that only places follow.
        ("Clashes near Tabayin killed 5 people.", "armed_clash", "Tabayin", None, None),
        ("A ferry sank off Zarzis, Tunisia, and 28 people are missing.", "transport_accident", "Zarzis", None, "Tunisia"),
        ("Drone strikes by the army on Tinzaouaten killed 21 people.", "air_drone_strike", "Tinzaouaten", None, None),
        ("A raid on a prison in Yemen's Saada claimed 54 lives.", "armed_clash", "Saada", None, "Yemen"),
        # No place: an adjective, a feast, those who speak.
        ("A bomb killed 5 people in Kurdish hands.", "remote_explosive", None, None, None),
        ("A stampede killed 5 people in Ramadan.", "miscellaneous_accident", None, None, None),
        # The town, not the building in it; the town of the dateline; the one that only a speaker names.
        ("A stampede at the Mansa Devi temple in Haridwar killed 6 people.", "miscellaneous_accident", "Haridwar", None, "India"),
        ("POTISKUM, Nigeria — A bomb went off at the market, killing nine people.", "remote_explosive", "Potiskum", None, "Nigeria"),
        ("KINSHASA — A boat sank on the river, killing nine people.", "transport_accident", None, None, None),
        ("Civil society leaders in Mbandaka say 146 people died when a boat sank.", "transport_accident", "Mbandaka", None,
         "Democratic Republic of the Congo"),
        # Words that give a type to what has none.
        ("An express train jumped the rails near Sukkur, injuring 34 passengers.", "transport_accident", "Sukkur", None, "Pakistan"),
        ("Gunfire erupted at a party in Shreveport, injuring five people.", "attack_on_civilians", "Shreveport", None, "United States"),
        ("Five diggers died when a pit caved in outside Koidu.", "industrial_accident", "Koidu", None, "Sierra Leone"),
    ],
)  # fmt: skip
def test_an_event_has_its_type_and_place(
    text: str, kind: str, name: str | None, region: str | None, country: str | None
) -> None:
    """The trigger words give the type, the words of place the narrowest to the widest."""
    (event,) = events(text)
    assert (event.type, event.place.name, event.place.region, event.place.country) == (kind, name, region, country)


@pytest.mark.parametrize(
    ("text", "published", "when", "start"),
    [
        ("On Saturday, shelling killed two people.", date(2023, 5, 2), "On Saturday", date(2023, 4, 29)),
        ("Shelling killed two people early on Tuesday.", date(2023, 5, 2), "early on Tuesday", date(2023, 5, 2)),
        ("Shelling killed two people yesterday.", date(2023, 5, 2), "yesterday", date(2023, 5, 1)),
        ("Shelling killed two people on December 30.", date(2023, 1, 2), "on December 30", date(2022, 12, 30)),
        ("Shelling killed two people on May 3, 2021.", None, "on May 3, 2021", date(2021, 5, 3)),
        ("Shelling killed two people on Saturday.", None, "on Saturday", None),
        ("The army said on Monday that shelling had killed two people on Sunday.",
         date(2023, 5, 2), "on Sunday", date(2023, 4, 30)),
        ("Shelling killed two people.", date(2023, 5, 2), None, None),
    ],
)  # fmt: skip
def test_an_event_has_its_day_where_the_article_gives_one(
    text: str, published: date | None, when: str | None, start: date | None
) -> None:
    """A weekday is the last one on or before publication; without publication or year there is no day."""
    (event,) = events(text, published)
    assert (event.when, event.start) == (when, start)


def test_another_place_or_kind_is_another_event_and_a_sentence_without_one_goes_on() -> None:
    """Two attacks and a flood in one text are three events; "he said" lines belong to the event before them."""
    found = events(
        "Shelling killed two people in Kherson on Monday. Three houses were damaged, the governor said.\n\n"
        "A drone strike in Kharkiv wounded five people.\n\nFloods in Peru killed 12 people."
    )
    assert [(event.type, len(event.figures)) for event in found] == [
        ("shelling_artillery_missile", 2),
        ("air_drone_strike", 1),
        ("flood", 1),
    ]


def test_a_bygone_year_is_another_event() -> None:
    """What happened at the same place years ago raises no count of today."""
    now, then = events("A car bomb killed 100 people in Mogadishu on Saturday. In 2017 a truck bomb killed 500 people.")
    assert [now.figures[0].value, then.figures[0].value] == [100, 500]
    assert (now.when, then.when) == ("on Saturday", "In 2017")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Relatives of the 66 people killed in the 2009 fire gathered on Monday.", "other_event"),
        ("The court jailed a man for the bombing that killed 67 people in 2013.", "other_event"),
        ("The fire killed 66 people in 2024.", "asserted"),
        ("The bomb killed 66 people at a base that the army built in late 2010 on the river.", "asserted"),
        ("The bomb, at a base built in 2010, killed 66 people on Monday.", "asserted"),
        (
            "A quake hit Izmir on Monday, in a region marked by the 2004 quake, which killed 230,000 people.",
            "other_event",
        ),
        ("Relatives of the 66 people killed in a 2009 bombing held a vigil in Quetta on Monday.", "other_event"),
        ("A 1999 earthquake in Izmir killed 17,000 people.", "other_event"),
        ("Far more fled on Monday than in the attack of 2019, when 14 people were killed in Gary.", "other_event"),
        ("The bomb hit a base of the 2010 mission, and on Monday killed 66 people.", "asserted"),
        ("The 2024 flood in Valencia killed 66 people.", "asserted"),
        ("The bomb hit a base built in 2010 where 66 people were killed.", "asserted"),
        ("Fire tore through a hotel opened in 2012 that housed tourists and killed 66 people on Monday.", "asserted"),
        ("The crash killed five people in a 2012 Toyota on Monday.", "asserted"),
        ("The blast killed 12 members of the class of 2010 on Monday.", "asserted"),
        ("The bomb hit the mosque of 1998 where 66 people were killed on Monday.", "asserted"),
    ],
)
def test_the_dead_of_another_year_are_not_of_this_event(text: str, stance: str) -> None:
    """If a year tells of them; that of a base where they died does not."""
    told = [each for event in events(text, date(2024, 3, 5)) for each in event.figures]
    assert [each.stance for each in told if each.measure == "killed"] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "A man accused of having killed 17 people was arrested in Quetta, Pakistan, on Monday.",
        "Two men suspected of killing 17 people were arrested in Quetta, Pakistan, on Monday.",
        "A sergeant convicted of the murder of 17 people was detained in Quetta, Pakistan, on Monday.",
    ],
)
def test_victims_of_the_arrested_are_not_arrested(text: str) -> None:
    """The number counts those whom they killed."""
    assert [each for each in figures(text) if each.measure == "detained"] == []


def test_cars_of_the_attackers_are_no_victims() -> None:
    """Whatever the name of their kind."""
    for vehicles in ("4x4 vehicles", "armoured cars", "SUVs"):
        told = figures(f"Gunmen in two {vehicles} killed 12 people in Kasuwa, Nigeria, on Monday.")
        assert [(each.measure, each.value) for each in told if each.measure == "killed"] == [("killed", 12)]


def test_others_beside_somebody_come_on_top() -> None:
    """The driver is no part of the thirteen."""
    (told,) = figures("The bus crashed into a wall; the driver and 13 others were killed.")
    assert (told.value, told.extent) == (13, "additional")
    (told,) = figures("The bus crashed, the driver fled and 13 others were killed.")
    assert (told.value, told.extent) == (13, "total")


def test_only_the_classes_asked_for_are_given() -> None:
    """An event of another class is left out; a user's class takes the types that it names."""

    class Deluge(NaturalDisaster):
        """A flood, under a name of the user's own."""

        type: Literal["flood"]

    text = make_article("Floods killed 12 people in Peru. A bomb killed two people in Baghdad.")
    (event,) = asyncio.run(RuleReader((Deluge,)).read(text, Usage()))
    assert isinstance(event, Deluge)
    assert [figure.value for figure in event.figures] == [12]


def test_sides_are_named_only_where_plain() -> None:
    """Who shelled and what was shot at, and nothing where the text does not say."""
    (event,) = events("Russia launched 30 missiles at Ukraine on Monday.")
    assert [(actor.name, actor.role) for actor in event.actors] == [("Russia", "perpetrator"), ("Ukraine", "target")]
    (event,) = events("A bomb killed two people in Baghdad.")
    assert event.actors == ()


def test_no_headline_says_a_number() -> None:
    """Numbers belong in the figures, and a headline has twelve words at most."""
    for found in _seed_events().values():
        for event in found:
            assert len(event.headline.split()) <= 12
            assert not any(character.isdigit() for character in event.headline)


@pytest.mark.parametrize(
    "text", ["", " ", "Nothing happened.", "!!!", "12", "42 killed", "\n\n\n", "“", "said said said said"]
)
def test_odd_texts_raise_nothing(text: str) -> None:
    """Whatever the text, there is a list of events."""
    found = asyncio.run(RuleReader().read(Article(id="x", text=text), Usage()))
    assert isinstance(found, list)


def test_time_is_linear_in_the_length() -> None:
    """Eight times the text takes at most sixteen times as long, in one sentence or in many."""
    for unit in ("Two people were killed in Kyiv on Monday, the governor said. ", "two people were hurt and "):
        _time(unit * 50)
        most = 16 * _time(unit * 200) + 0.05
        assert any(_time(unit * 1600) < most for _ in range(3))


def _time(text: str) -> float:
    start = time.process_time()
    events(text)
    return time.process_time() - start


def _seed_events() -> dict[str, list[Event]]:
    return {Path(a.path or "").name: asyncio.run(RuleReader().read(a, Usage())) for a in english_seeds()}


def english_seeds() -> list[Article]:
    """The seed articles that the rules read."""
    return [article for article in read_articles([SEEDS]).articles if article.language in (None, "en")]


@pytest.fixture(scope="module")
def summary() -> Summary:
    """The seed articles, read by rules, linked and checked."""
    reader = RuleReader()
    outcomes = []
    for each in english_seeds():
        usage = Usage()
        outcomes.append(ground_events(each, asyncio.run(reader.read(each, usage)), usage))
    return summarize_outcomes(outcomes)


def _incident(summary: Summary, finding: Finding) -> Incident:
    return next(incident for incident in summary.incidents if incident.id == finding.incident)


def test_every_figure_of_the_seeds_is_proved() -> None:
    """Grounding takes each of them, from its quote."""
    for each in english_seeds():
        found = asyncio.run(RuleReader().read(each, Usage()))
        grounded, rejected = ground(each.text, [figure for event in found for figure in event.figures])
        assert rejected == []
        assert grounded, each.path


def test_the_bryansk_shelling_is_one_event_with_both_tolls() -> None:
    """Two killed at first, four by the governor's word, another two wounded."""
    found = _seed_events()["000_cadadc820239ed9a.txt"]
    (event,) = [e for e in found if e.place.region and "Bryansk" in e.place.region]
    assert (event.type, event.when, event.place.country) == ("shelling_artillery_missile", "On Saturday", "Russia")
    told = [(f.measure, f.of, f.value, f.attributed_to, f.as_of, f.extent) for f in event.figures]
    assert told == [
        ("killed", "people", 2, None, "initial reports", "total"),
        ("killed", "civilians", 4, "governor Aleksandr Bogomaz", None, "total"),
        ("wounded", "civilians", 2, "governor Aleksandr Bogomaz", None, "total"),
    ]


def test_the_other_events_of_the_first_article_are_found() -> None:
    """The barrage, the drones at the Kremlin and the soldiers at the airbase."""
    found = _seed_events()["000_cadadc820239ed9a.txt"]
    barrage = next(e for e in found if e.place.country == "Ukraine")
    assert barrage.when == "on Thursday"
    assert [(f.value, f.bound, f.attributed_to) for f in barrage.figures if f.measure == "launched"] == [
        (120, "more_than", "Ukrainian presidential advisor Mykhailo Podolyak")
    ]
    kremlin = next(e for e in found if e.place.name == "Kremlin")
    assert ("hit", "Ukrainian drones", 2) in [(f.measure, f.of, f.value) for f in kremlin.figures]
    assert ("killed", "soldiers", 3) in [(f.measure, f.of, f.value) for e in found for f in e.figures]


def test_the_december_barrage_is_found_with_its_day() -> None:
    """69 launched and 54 intercepted, by the commander's word, over Ukraine on 29 December."""
    event = _seed_events()["006_december_barrage_commander.md"][0]
    assert (event.start, event.place.country, event.place.name) == (date(2022, 12, 29), "Ukraine", None)
    told = [(f.measure, f.value) for f in event.figures if "Zaluzhnyi" in (f.attributed_to or "")]
    assert told == [("launched", 69), ("intercepted", 54)]


def test_the_seeds_conflicts_are_flagged_and_no_others(summary: Summary) -> None:
    """The two conflicts, the dispute and the five revisions that a careful reader finds."""
    flagged = {
        (f.kind, f.measure, tuple(sorted({figure.value or 0 for figure in f.figures})))
        for f in summary.findings
        if f.kind in ("conflict", "dispute", "revision", "retraction")
    }
    assert flagged == {
        ("conflict", "launched", (8, 25)),
        ("conflict", "launched", (69, 120)),
        ("dispute", "killed", (70,)),
        ("revision", "killed", (2, 4)),
        ("revision", "killed", (3, 4)),
        ("revision", "wounded", (8, 12)),
        ("revision", "launched", (75, 80, 83)),
        ("revision", "intercepted", (41, 43)),
    }
    assert summary.rejected == ()


def test_the_reports_of_one_event_are_linked(summary: Summary) -> None:
    """Four articles tell of the shelling, two of the December barrage, three of the raid on Belgorod."""
    sources = {
        (f.measure, tuple(sorted({figure.value or 0 for figure in f.figures}))): len(_incident(summary, f).sources)
        for f in summary.findings
        if f.kind in ("conflict", "revision")
    }
    assert sources["killed", (2, 4)] == 4
    assert sources["launched", (69, 120)] == 2
    assert sources["wounded", (8, 12)] == 3


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket is opened to a name or an address."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the rules need no network")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    assert events("Two people were killed in an explosion in Kabul.")


def test_a_day_is_no_place_and_the_day_of_speaking_is_not_the_day_of_the_blast() -> None:
    """The event is dated by "Monday's blast", not by "said on Tuesday"; Herat is found though GeoNames has Herāt."""
    text = (
        "Nineteen people died in Monday's blast at a mosque in Herat, western Afghanistan, the health ministry said on "
        "Tuesday."
    )
    report = the_report(text)
    assert report.start == date(2025, 11, 3)
    assert (report.place.name, report.place.country) == ("Herat", "Afghanistan")
    assert [(figure.value, figure.where) for figure in report.figures] == [(19, None)]


def test_an_event_that_nobody_dates_has_no_day() -> None:
    """Only the day on which somebody spoke is named: the words are kept, no day is made of them."""
    text = "Four people were killed in a bombing in Lahore, police said on Tuesday."
    assert the_report(text).start is None


def the_report(text: str) -> EventReport:
    """The one event of a text that was published on Tuesday, 4 November 2025."""
    one = make_article(text, published=date(2025, 11, 4))
    found = asyncio.run(RuleReader().read(one, Usage()))
    (report,) = ground_events(one, found, Usage()).reports
    return report


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Twelve demonstrators were arrested in Nairobi, police said.", "detained"),
        ("Two protesters were killed in Nairobi, police said.", "killed"),
        ("Some 5,000 demonstrators filled the centre of Nairobi.", "participants"),
    ],
)
def test_what_became_of_a_crowd_is_counted_before_who_it_was(text: str, measure: str) -> None:
    """A verb after the noun decides; the noun alone only where there is none."""
    assert [figure.measure for figure in the_report(text).figures] == [measure]


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Over its 12-year history the group has caused the deaths of 9,000 villagers.", ["other_event"]),
        ("The group killed 20,000 people during a decade-long insurgency.", ["other_event"]),
        ("Some 40,000 people have been killed in 15 years of conflict.", ["other_event"]),
        ("In over a decade of armed conflict 4,000 people have been killed.", ["other_event"]),
        ("The war has claimed more than 3,000 lives.", ["other_event"]),
        ("The conflict in the north has killed 3,000 people.", ["other_event"]),
        ("Two days of violence left nine people dead.", ["asserted"]),
        ("The fighting killed seven people.", ["asserted"]),
        ("The attack came in the 15th year of the war and killed seven people.", ["asserted"]),
        ("A 10-year-old boy and seven adults were killed in a war cemetery.", ["asserted", "asserted"]),
    ],
)
def test_the_dead_of_a_war_are_not_of_one_attack(text: str, stances: list[str]) -> None:
    """Years of conflict, and what a war "has claimed", are beside the attack that an article is about."""
    told = [each for event in events(f"Gunmen struck Kasuwa in Nigeria on Monday. {text}") for each in event.figures]
    assert [each.stance for each in told if each.measure == "killed"] == stances


def test_a_text_in_capitals_is_read_as_another() -> None:
    """A teleprinter's text has the same events, places, speakers and figures, and is quoted as it was printed."""
    text = (
        "Rebel forces attacked the guards of Tejutepeque on Monday and killed 12 soldiers, Colonel Oscar Botero said. "
        "Police sources said that four civilians were wounded by the explosion of a bomb in Soyapango."
    )

    def read(text: str) -> list[tuple[object, ...]]:
        return [
            (
                event.type,
                event.place.name,
                event.when,
                each.measure,
                each.value,
                each.of,
                str(each.attributed_to).lower(),
            )
            for event in events(text)
            for each in event.figures
        ]

    assert read(text.upper()) == read(text)
    assert all(figure.quote.isupper() for event in events(text.upper()) for figure in event.figures)
