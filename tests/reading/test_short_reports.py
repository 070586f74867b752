"""What the rules read of reports of one or two sentences: place, type, day and counts as people type them."""

from datetime import date

import pytest

from summarizer import Article, EventReport, summarize
from summarizer.consistency.chronology import was_replaced
from summarizer.reading.rules.casing import restore_capitals
from summarizer.reading.rules.extraction import extract_events
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, type_names

from ..helpers.proved import ground_events

CLASSES = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}


def read(text: str, published: date | None = date(2025, 9, 3)) -> tuple[EventReport, ...]:
    """The proved reports of an article of a Wednesday; every figure of it must be proved."""
    article = make_article(text, published=published)
    outcome = ground_events(article, extract_events(article, CLASSES), Usage())
    assert not outcome.rejected
    return outcome.reports


def town(text: str) -> str | None:
    """The place of the first event."""
    place = read(text)[0].place
    return (place.town or place.name or place.region or place.country) if place else None


PLACES = [
    ("Shangla flood deaths reach 117, officials say.", "Shangla", "a district before a hazard"),
    ("Rescuers in boats are at work. Buner landslide kills 12.", "Buner", "in a later sentence, too"),
    ("Police raid kills 12 people.", None, "but no word of English"),
    ("Flash floods kill 12 people.", None, "nor an adjective of the hazard"),
    ("Chuhuiv. Drones hit a house overnight. 19 people were injured.", "Chuhuiv", "a town alone in its sentence"),
    ("Izium: drones hit a house overnight, 19 people injured.", "Izium", "or before a colon"),
    ("Warning: drones hit a house overnight, 19 people injured.", None, "but no other word before one"),
    ("Twenty people were hurt when the cable of Lisbon's Gloria funicular snapped and the carriage crashed.", "Lisbon",
     "the town of what stands in it"),
    ("Twelve people died in a fire that broke out beneath Cairo's old city.", "Cairo", "and of a part of it"),
    ("Twelve people died in a fire, Cairo's spokesman said.", None, "but not of who speaks for it"),
    ("Some 4,000 people marched through the centre of Ecuador's capital on Tuesday.", "Quito", "a country's capital"),
    ("A bomb killed four people in the Somali capital on Tuesday.", "Mogadishu", "by its adjective"),
    ("HANOI, Vietnam — A fire at a bar in the capital killed 14 people.", "Hanoi", "that of the country of a dateline"),
    ("Twelve people died in a crash in the capital of the province.", None, "but no province's"),
    ("Clashes in An Nahud, West Kordofan, drove 21,000 people from their homes.", "An Nahud", "an article of a name"),
    ("Shelling in El Fasher killed 21 people.", "El Fasher", "of another"),
    ("Officials moved 1,200 residents out of low-lying barangays of Tacloban City before the typhoon.", "Tacloban",
     "a city with the word for it"),
    ("A cyclone crossed Taveuni on Tuesday and killed four people.", "Taveuni", "where a storm passes"),
    ("Bandits raided Maradun school and abducted 38 students.", "Maradun", "the town of a school"),
    ("A fire at Lincoln School killed 8 pupils.", "Lincoln School", "but not of a school's own name"),
    ("SURABAYA: According to the list of the school in Sidoarjo, 59 boys are missing after the building collapsed.",
     "Sidoarjo", "a school's town before that of the dateline"),
    ("Two coaches collided on the road between Uyuni and Colchani. 37 people died.", "Uyuni", "on the road there"),
    ("kharkiv glide bomb attack monday morning - 31 wounded, governor", "Kharkiv", "a headline without capitals"),
    ("25 dead in cap-haitien river flood, officials say", "Cap-Haitien", "a hyphen and no accent in one"),
    ("officials say 12 people died in car crash, police report", None, "but no word of English in one"),
    ("Aid workers of The El Obeid emergency room said the fighting there uprooted 3,500 people.", "El Obeid",
     "the town of an office that speaks of its own"),
    ("At least 14 people died in Mataram when a quake shook Lombok.", "Mataram", "a town before its island"),
    ("A quake shook Lombok and killed 14 people in Mataram.", "Mataram", "in either order"),
    ("A ship ran aground at Clipperton Island and 87 people were rescued.", "Clipperton Island", "an island"),
    ("Some 45,000 people have run from Mirebalais since bandits attacked.", "Mirebalais", "from where people ran"),
    ("A plane crashed minutes after take-off from Rumbek, killing 20 people.", "Rumbek", "from where a plane took off"),
    ("Hay River is empty tonight. Some 3,300 residents have been evacuated because of a wildfire.", "Hay River",
     "a town of two words of which something is said"),
    ("QUILPUÉ, Chile, Jan. 20 — Inspectors count 310 homes destroyed by the wildfire.", "Quilpué",
     "a dateline with an accent"),
    ("37 people died when two coaches collided near Uyuni, says Potosí departmental police.", "Uyuni",
     "but not the town of who says so at the end"),
    ("The enemy attacked overnight with 117 drones. Main direction: Sumy region.", "Sumy region",
     "a region in the next sentence"),
    ("NAIROBI — Eleven people died when a Cessna crashed in a forest in Kwale.", "Kwale", "a small town of the country"),
    ("North Korea fired ten missiles on Saturday, South Korea's Joint Chiefs of Staff said.", None,
     "a day begins no list of places"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), PLACES, ids=[case[2] for case in PLACES])
def test_a_place_is_found(text: str, expected: str | None, why: str) -> None:
    assert town(text) == expected, why


TYPES = [
    ("Gunmen stormed a village near Jibia and marched off 63 people. A vigilante was shot.", "attack_on_civilians",
     "whoever is shot is no mob"),
    ("Armed men marched off 63 people near Jibia.", "abduction", "who is marched off is at no protest"),
    ("Vigilantes killed four suspects near Jibia.", "mob_violence", "but who kills is"),
    ("Villagers uprooted since 31 March number 45,000 in Mirebalais, where 20 people were killed in an attack.",
     "attack_on_civilians", "a month is no march"),
    ("Some 45,000 people marched in Mirebalais on 31 March.", "peaceful_protest", "a march is, in any month"),
    ("A bridge over a flooded trench at a pit in Kolwezi collapsed, killing 32 people.", "industrial_accident",
     "a flooded pit is no flood"),
    ("A flooded river in Kolwezi killed 32 people.", "flood", "a river is"),
    ("Some 12,400 residents of Tacloban were evacuated before landfall.", "storm", "what makes landfall is a storm"),
    ("Twenty-four hostages regained their freedom near Kumba.", "miscellaneous_accident", "nobody takes a town"),
    ("The army regained the town of Kumba and killed 24 rebels.", "territory_regained", "but who regains one does"),
    ("The army said its aircraft hit eight sites around Baalbek.", "air_drone_strike", "an army's aircraft"),
    ("Aircraft down in Kwale County, Kenya. Twelve persons on board.", "transport_accident", "an aircraft down"),
    ("Twelve persons were on board, said the airline in Kwale.", "transport_accident", "whoever is on board is no crowd"),
    ("Police moved 1,500 people out of villages near Ourense as flames closed in.", "wildfire", "flames that come"),
    ("An aircraft hit power lines near Baalbek and crashed, killing 4 people.", "transport_accident", "but no other"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), TYPES, ids=[case[2] for case in TYPES])
def test_a_type_is_found(text: str, expected: str, why: str) -> None:
    assert read(text)[0].type == expected, why


COUNTS = [
    ("Insurgents took 45 children from villages around Palma.", [("abducted", "children", 45)], "whom insurgents take"),
    ("Nurses took 45 children to a shelter after the attack in Palma.", [], "but not whom nurses take"),
    ("Villagers in El Tambo attacked a post and took 34 soldiers captive.", [("abducted", "soldiers", 34)],
     "taken captive, with the noun between"),
    ("Rebels attacked El Tambo and held 12 traders hostage.", [("abducted", "traders", 12)], "held hostage"),
    ("Police moved 1,500 people out of villages around Ourense as a wildfire closed in.",
     [("evacuated", "people", 1500)], "moved out of villages"),
    ("Twenty people were on board the plane that crashed in Rumbek.", [("participants", "people", 20)], "on board"),
    ("There were 11 passengers on the ferry that capsized off Kilifi.", [("participants", "passengers", 11)],
     "on what they travelled on"),
    ("Six people on board the ferry that capsized off Kilifi were killed.", [("killed", "people", 6)],
     "but the dead on board are dead"),
    ("In Ourense 950 people had to leave their homes because of a wildfire.", [("evacuated", "people", 950)],
     "whoever had to leave before a fire"),
    ("In Djibo 950 people had to leave their homes because of the fighting.", [("displaced", "people", 950)],
     "but not before fighting"),
    ("The agency raised to 69 its count of those killed in the Bogo earthquake.", [("killed", "people", 69)],
     "a possessive is no noun"),
    ("The count of homes and other buildings destroyed by the wildfire in Ruidoso has grown to 1,400.",
     [("destroyed", "homes and other buildings", 1400)], "nor is half of what is counted"),
    ("Around 4,000 people marched through the historic centre of Quito.", [("participants", "people", 4000)],
     "a historic centre is of today"),
    ("Of those lost, 146 of the people who were on the boat that burned and sank off Kilifi have not been found.",
     [("missing", "people", 146)], "what became of a boat is not told of those on it"),
    ("Three people who were badly burned in the blast in Kilifi died.", [("killed", "people", 3)],
     "but what became of them is"),
    ("There were 11 people on the list of guests when the ferry sank off Kilifi.", [], "a list is no craft"),
    ("The wildfire near Zamora had burned 31,500 hectares by Thursday.", [("hectares", "land", 31500)], "land that burned"),
    ("Satellites put the burned area of the wildfire near Zamora at 38,200 hectares.", [("hectares", "land", 38200)],
     "with the word for it far before"),
    ("A wildfire broke out in a park of 31,500 hectares near Zamora.", [], "but not all the land of a park"),
    ("Ninety measles cases had been confirmed in Seminole.", [("cases", "measles cases", 90)], "cases of a disease"),
    ("Ebola cases in Bulape have climbed to 68.", [("cases", "cases", 68)], "as a toll"),
    ("An outbreak of cholera in Kosti: 512 cases, 21 deaths.", [("cases", "cases", 512), ("killed", "deaths", 21)],
     "beside the dead"),
    ("The blast in Kosti killed 21 people, a court with 512 cases heard.", [("killed", "people", 21)],
     "but not those of a court"),
    ("An officer said 20 of his comrades fell in the rebel assault on Wulgo.", [("killed", "comrades", 20)],
     "who falls in an assault is dead"),
    ("Two people fell in the river during the flood in Wulgo.", [], "but not who falls in a river"),
    ("Divers found 12 more bodies after a ferry sank off Chandpur, taking the dead to 29.",
     [("killed", "bodies", 12), ("killed", "dead", 29)], "what the dead were brought to"),
    ("The count of homes destroyed by the wildfire in Ruidoso has grown to 1,400.", [("destroyed", "homes", 1400)],
     "a toll of things counts things"),
    ("The 31 August earthquake destroyed 5,400 houses in Nurgal.", [("destroyed", "houses", 5400)],
     "a quake with its day is no other one"),
    ("Thirty people were killed in last week's raids around Palma.", [("killed", "people", 30)],
     "a raid of last week is no span of time"),
    ("At least 115 people were injured in the blast in Bandar Abbas within the first two hours.",
     [("wounded", "people", 115)], "hours of the event itself"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), COUNTS, ids=[case[2] for case in COUNTS])
def test_a_count_is_read(text: str, expected: list[tuple[str, str, float]], why: str) -> None:
    figures = [figure for report in read(text) for figure in report.figures]
    assert [(figure.measure, figure.of, figure.value) for figure in figures] == expected, why


def test_those_who_belong_to_a_speaker_are_no_part_of_others() -> None:
    """But those are who are singled out of them."""
    extents = [
        read(text)[0].figures[0].extent
        for text in (
            "Twelve of our people were killed in the raid on Wulgo.",
            "Twelve of its soldiers were killed in the raid on Wulgo.",
            "Twelve of the people detained in the raid on Wulgo were released.",
        )
    ]
    assert extents == ["total", "total", "part"]


DAYS = [
    ("A bus crash near Ayacucho killed 29 people. It had left the capital on Monday evening.", None,
     "the day of a departure"),
    ("SURABAYA: On Wednesday 59 boys had yet to be found after a school collapsed in Sidoarjo.", None,
     "nor that of a search"),
    ("A bus left the road near Ayacucho on Monday, killing 29 people.", date(2025, 9, 1), "but not that of a crash"),
    ("Chiure, Flash Update No. 3 (2 September): attacks in Chiure have displaced 46,000 people.", None,
     "nor that of a bulletin"),
    ("Attacks in Chiure on 2 September have displaced 46,000 people.", date(2025, 9, 2), "a day of attacks is"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), DAYS, ids=[case[2] for case in DAYS])
def test_a_day_is_that_of_the_event(text: str, expected: date | None, why: str) -> None:
    assert read(text)[0].start == expected, why


def test_what_hits_is_no_time_of_a_count() -> None:
    """Houses damaged by Tuesday's cyclone were not counted by Tuesday."""
    (agent,) = read("In Toamasina 3,200 houses were damaged by Tuesday's cyclone.")[0].figures
    (time,) = read("In Toamasina 3,200 houses had been damaged by the cyclone by Tuesday.")[0].figures
    assert (agent.as_of, time.as_of) == (None, "by Tuesday")


def test_an_old_count_is_replaced() -> None:
    """It has the measure of the new one, and its quote says that it is old."""
    figures = [
        read(text)[0].figures[-1]
        for text in (
            "The death toll from flooding in Sylhet rose to 23, up from nine on Monday.",
            "Authorities report 73 deaths in the cyclone in Palma, an increase from the 34 announced on Monday.",
            "The cyclone killed 73 people in Palma, officials said, a week after they reported 34 deaths.",
        )
    ]
    assert [(figure.measure, figure.value, was_replaced(figure)) for figure in figures] == [
        ("killed", 9, True), ("killed", 34, True), ("killed", 34, True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "kinds"),
    [("killed 34 people", {"revision"}), ("killed 41 people", {"conflict", "revision"})],
    ids=["a number that a later report replaces is no conflict", "another number is one"],
)
def test_a_count_that_the_other_report_replaces(old: str, kinds: set[str]) -> None:
    texts = (
        f"The cyclone {old} in Toamasina, the disaster agency said.",
        "The mayor's office reports 130 deaths in the cyclone in Toamasina, an increase from the 34 announced before.",
    )
    summary = summarize([Article(id=str(nth), text=text) for nth, text in enumerate(texts)])
    assert {finding.kind for finding in summary.findings} - {"uncorroborated", "agreement"} == kinds


def test_last_night_is_told_by_who_spoke() -> None:
    """Without a day of publication, the day of the one who says so is better than none."""
    text = "Drones hit Belgorod last night, killing two people, the governor said on Sunday."
    assert read(text, None)[0].when == "on Sunday"


def test_an_adjective_of_a_country_is_no_place_of_a_count() -> None:
    """Fifteen killed in Israeli strikes were not killed in Israel."""
    (adjective,) = read("15 killed in Israeli air strike on Khan Younis, doctors say.")[0].figures
    assert adjective.where is None


def test_a_text_with_capitals_keeps_its_own() -> None:
    """And a restored one is as long as before, so that offsets hold."""
    assert restore_capitals("Bomb in kharkiv on monday") == "Bomb in kharkiv on monday"
    assert restore_capitals("bomb in kharkiv on monday, says ukraine") == "bomb in Kharkiv on Monday, says Ukraine"
