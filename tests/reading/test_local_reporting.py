"""What the rules read of local news: one person without a numeral, addresses, the towns of titles and datelines."""

from datetime import date

import pytest

from summarizer import Article, EventReport, summarize
from summarizer.language.quantities import read_numbers
from summarizer.reading.rules.addresses import find_addresses
from summarizer.reading.rules.extraction import extract_events
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, type_names

from ..helpers.proved import ground_events

CLASSES = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}


def read(text: str, title: str | None = None, published: date | None = date(2016, 5, 18)) -> tuple[EventReport, ...]:
    """The proved reports of an article of a Wednesday; every figure of it must be proved."""
    article = make_article(text, source="Post", title=title, published=published)
    outcome = ground_events(article, extract_events(article, CLASSES), Usage())
    assert not outcome.rejected
    return outcome.reports


ONE_PERSON = [
    ("A 23-year-old man was shot and killed near Ashgabat zoo.", [("killed", "total")], "a man who was killed is one"),
    ("Police are investigating the death of a 2-year-old boy who was shot in Ashgabat.", [("killed", "total")],
     "so is a boy whose death is told of"),
    ("A shooting in Ashgabat left a woman dead.", [("killed", "total")], "and a woman who was left dead"),
    ("A shooting broke out in Ashgabat. A woman was killed. A woman died at the scene, police said.",
     [("killed", "total")], "the same words twice are one person"),
    ("A shooting broke out in Ashgabat. A woman was killed. A 9-year-old boy died at the scene, police said.",
     [("killed", "part"), ("killed", "part")], "a woman and a boy are two, and neither is all"),
    ("Two people were killed in a shooting in Ashgabat. A woman died at the scene.", [("killed", "total")],
     "a numeral counts her already"),
    ("A man shot his wife in Ashgabat.", [], "whoever shoots is not shot"),
    ("A gunman opened fire in Ashgabat. No man was killed.", [], "nobody is no one person"),
    ("A gunman opened fire in Ashgabat. He had wanted to kill a man, police said.", [], "what was wanted did not happen"),
    ("A man and woman were killed in a shooting in Ashgabat.", [], "two nouns of one article are two people"),
    ("A man and his son were killed in a shooting in Ashgabat.", [("killed", "part")],
     "his son is not all with a man beside him"),
    ("A 69-year-old man and a 44-year-old woman died in a shooting in Ashgabat.",
     [("killed", "part"), ("killed", "part")], "two that share a verb are a part each"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ONE_PERSON, ids=[case[2] for case in ONE_PERSON])
def test_one_person_is_counted_without_a_numeral(text: str, expected: list[tuple[str, str]], why: str) -> None:
    figures = [figure for report in read(text) for figure in report.figures if figure.measure == "killed"]
    assert [(figure.measure, figure.extent) for figure in figures] == expected, why
    assert all(figure.implicit and figure.value == 1 for figure in figures if figure.value != 2), why


def test_a_count_of_those_that_share_its_measure_is_a_part() -> None:
    (report,) = read("Fourteen of the people detained during a rally in Tbilisi were remanded.")
    assert [(figure.measure, figure.extent) for figure in report.figures] == [("detained", "part")]


def test_a_count_says_that_it_includes_whoever_did_it() -> None:
    (report,) = read("Five people are dead, including the gunman, after a shooting in Tulsa.")
    assert [figure.inclusion for figure in report.figures] == ["including the gunman"]


ATTACKERS = [
    ("Five people are dead, including the gunman, after a shooting in Tulsa, Oklahoma, on Tuesday, the sheriff said.",
     set(), "one counts the gunman, the other his victims"),
    ("Five people are dead, including a teacher, after a shooting in Tulsa, Oklahoma, on Tuesday, the sheriff said.",
     {"conflict"}, "a teacher is one of the victims"),
    ("Four people are dead, including the gunman, after a shooting in Tulsa, Oklahoma, on Tuesday, the sheriff said.",
     {"agreement"}, "equal numbers agree all the same"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds", "why"), ATTACKERS, ids=[case[2] for case in ATTACKERS])
def test_a_toll_with_the_gunman_does_not_conflict_with_one_of_his_victims(text: str, kinds: set[str], why: str) -> None:
    other = "TULSA, Okla. - A man opened fire in a warehouse on Tuesday, killing four people, police said."
    days = date(2016, 5, 18)
    summary = summarize([Article("a", text, "Post", published=days), Article("b", other, "Wire", published=days)])
    assert {finding.kind for finding in summary.findings} - {"uncorroborated"} == kinds, why


AGES = [
    "34-YEAR-OLD FEMALE WAS SHOT", "a 16yo was killed", "an 8 yo girl was killed", "Death of 5-Year-Old Girl",
    "men, ages 22, 47 and 61, were hurt", "a 16 year old was wounded",
]  # fmt: skip


@pytest.mark.parametrize("text", AGES)
def test_an_age_counts_nobody(text: str) -> None:
    numbers = [number for number in read_numbers(text) if any(character.isdigit() for character in number.text)]
    assert numbers
    assert {number.kind for number in numbers} == {"age"}


def test_the_number_of_a_block_or_a_house_counts_nothing() -> None:
    text = "in the 2600-block of Birch Avenue, the 3500 block of Linden Street, at 3577 Heron Bay Parkway"
    assert {number.kind for number in read_numbers(text)} == {"designator"}


ADDRESSES = [
    ("in the 2400 block of Alder Drive", ["2400 block of Alder Drive"], "a block"),
    ("at 9th Street and Linden Avenue", ["9th Street and Linden Avenue"], "a corner"),
    ("near Ash and Birch streets", ["Ash and Birch streets"], "a corner of two names"),
    ("at 3577 Heron Bay Parkway", ["3577 Heron Bay Parkway"], "a house"),
    ("at Linden High School on Monday", ["Linden High School"], "a building, without the day"),
    ("was taken to Linden Children's Hospital", [], "a hospital that somebody is taken to is no site of an event"),
    ("a leader of the 18th Street gang", [], "a gang is no street"),
    ("the Superior Court in Ohio", [], "a court of law is no street"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ADDRESSES, ids=[case[2] for case in ADDRESSES])
def test_addresses_are_found(text: str, expected: list[str], why: str) -> None:
    assert [words for _, _, words in find_addresses(text, 0)] == expected, why


PLACES = [
    ("Teen Shot In Duluth", "Police are looking for whoever shot a boy. He is in hospital.",
     {"town": "Duluth"}, "the town of the title, where the text names none"),
    ("Man shot | Channel 9 - Memphis", "DUQUESNE, Pa. (WXYZ) -- A man was shot on Oak Street.",
     {"town": "Duquesne", "region": "Pennsylvania", "site": "Oak Street"}, "of the dateline, not of the outlet's name"),
    (None, "A man was shot in Bristol, Tennessee. He was flown to a hospital in Knoxville, Tennessee.",
     {"town": "Bristol", "region": "Tennessee", "country": "United States"}, "of towns of a name, that in the region"),
    (None, "A man was shot in Bristol, police said. He died.",
     {"town": "Bristol", "country": "United Kingdom"}, "else the far larger one"),
    (None, "Kenosha police are investigating a shooting. A man was shot in the 3600 block of 47th Street.",
     {"town": "Kenosha", "site": "3600 block of 47th Street"}, "the town whose police investigate"),
    (None, "A man was shot in Chicago's Brighton Park neighborhood.",
     {"town": "Chicago", "district": "Brighton Park neighborhood"}, "a quarter with its town"),
    (None, "QUETTA, Pakistan — A bomb killed three soldiers in the Kech district.",
     {"town": None, "district": "Kech district"}, "a district is not in the town where the article was filed"),
    (None, "A man was shot in Prince George's County, Maryland.",
     {"district": "Prince George's County", "region": "Maryland"}, "a county whose name ends as an owner's does"),
    (None, "Ray Parker, 34, was shot dead in Tulsa. Parker's mother was there.", {"town": "Tulsa"}, "no surname is a town"),
    (None, "A man was shot. It happened in the 4900 block of Alder Trail in Norcross.",
     {"town": "Norcross", "site": "4900 block of Alder Trail"}, "the town beside the address, a sentence further on"),
    (None, "Whoever fired has fled, says the Baton Rouge Police Department. A man was shot on Alder Street.",
     {"town": "Baton Rouge"}, "two words before the police"),
    (None, "A man was shot on Alder Street. He is 20. He ran. He fell. He hid. He rose. He sat. He slept. Toledo police came.", {"town": "Toledo"}, "police that are named far on, where no other town is"),
    (None, "A Uniontown man was shot on Alder Street.", {"town": "Uniontown"}, "a small town before who is from there"),
    (None, "A Florida couple was shot on Alder Street.", {"town": None}, "a region is no town, though one is called so"),
    (None, "Cuyahoga County deputies are in Cleveland. They were told in Cuyahoga County that a man was shot on Alder Street.",
     {"town": "Cleveland"}, "a county competes with no town"),
    (None, "A man was shot in Kingsessing.", {"town": "Philadelphia", "district": "Kingsessing"}, "a quarter of one city alone"),
    (None, "Chicago police said that a man was shot in Chatham.",
     {"town": "Chicago", "district": "Chatham"}, "a quarter of the city whose police tell of it, and no town abroad"),
    (None, "Pittsburgh police said that a man was shot in Homewood.",
     {"town": "Pittsburgh", "district": "Homewood"}, "what lies in no town of the region is a quarter that no list has"),
    (None, "A man was shot in SW Houston.", {"town": "Houston"}, "a side of a city is the city"),
    ("1 Dead In Compton Shooting", "Two men were shot on Alder Street.", {"town": "Compton"}, "a headline's noun is no part of a name"),
    (None, "2:05 Video shows a man shot in Denver Pause\n\n3:01 A walk in Omaha\n\nA man was shot in Tulsa.",
     {"town": "Tulsa"}, "titles of films beside the text are no sentences of it"),
    (None, "A man was shot on Avenue Q in Tulsa.", {"town": "Tulsa", "site": "Avenue Q"}, "an avenue by a letter"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected", "why"), PLACES, ids=[case[3] for case in PLACES])
def test_the_place_of_an_event(title: str | None, text: str, expected: dict[str, str | None], why: str) -> None:
    (report,) = read(text, title)
    assert {name: getattr(report.place, name) for name in expected} == expected, why


DAYS = [
    ("A man was shot in Tulsa. It happened around 8 p.m. Monday.", date(2016, 5, 16), "a sentence further on tells it"),
    ("A man was shot in Tulsa on Monday, May 2, 2016.", date(2016, 5, 2), "the day of the month outdoes the weekday"),
    ("A man was shot in Tulsa on May 2nd.", date(2016, 5, 2), "an ordinal is a day"),
    (
        "(Published Tuesday, May 17, 2016) A man was shot in Tulsa on Monday.",
        date(2016, 5, 16),
        "no day of publication",
    ),
    ("A man was shot in Tulsa. The suspect is due in court on Tuesday.", None, "no day of a court"),
]


@pytest.mark.parametrize(("text", "start", "why"), DAYS, ids=[case[2] for case in DAYS])
def test_the_day_of_an_event(text: str, start: date | None, why: str) -> None:
    (report,) = read(text)
    assert report.start == start, why


NAMED = [
    ("Ana Ruiz, 34, was shot and killed in Tulsa.", [("victim", "Ana Ruiz", 34)], "who was killed is a victim"),
    ("A gunman opened fire in Tulsa. The victim was identified as 34-year-old Ana Ruiz.",
     [("victim", "Ana Ruiz", 34)], "so is who is identified as one"),
    ("Police arrested Tom Bell, 41, after a shooting in Tulsa.", [("suspect", "Tom Bell", 41)], "who was arrested is a suspect"),
    ("A man was shot in Tulsa. Tom Bell, 41, is charged with murder.", [("suspect", "Tom Bell", 41)], "so is who is charged"),
    ("Tom Bell, 41, shot a man in Tulsa.", [("suspect", "Tom Bell", 41)], "and who shot"),
    ("A man was shot in Tulsa, said Sgt. Kim Reed.", [], "who speaks is neither"),
    ("A gunman opened fire in Tulsa. Sixteen-year-old Ana Ruiz was killed.", [("victim", "Ana Ruiz", 16)], "an age in words"),
    ("A gunman opened fire in Tulsa. 6-month-old Ana Ruiz was killed.", [("victim", "Ana Ruiz", 0)], "months are no years"),
    ("A man was shot in Tulsa. Police arrested Tom Bell.", [("suspect", "Tom Bell", None)], "whoever was arrested needs no age"),
    ("A man was shot in Tulsa. Ana Ruiz, 34, was alert when she was found.", [("victim", "Ana Ruiz", 34)], "who lives is a victim"),
    ("A man was shot in Tulsa. Police arrested Crime Stoppers on a call.", [], "a body is nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), NAMED, ids=[case[2] for case in NAMED])
def test_victims_and_suspects_are_named(text: str, expected: list[tuple[str, str, int]], why: str) -> None:
    named = [(detail.kind, detail.name, detail.age) for report in read(text) for detail in report.named]
    assert named == expected, why


def test_an_attack_that_only_the_arrest_tells_of_is_read() -> None:
    reports = read("TULSA, Okla. (WXYZ) - A cook sits in jail over the shooting of a boy, 16.")
    assert [(report.type, report.place.town, report.place.region) for report in reports] == [
        ("attack_on_civilians", "Tulsa", "Oklahoma")
    ]
