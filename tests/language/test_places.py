"""Countries and their people: two nations are never one population, and every one is known."""

from datetime import date
from functools import cache
from itertools import combinations

import pytest

from summarizer import Article, Settings, Summary, summarize
from summarizer.consistency import relation
from summarizer.language.lexicon import table
from summarizer.language.names import country_key
from summarizer.language.places import cities, countries, country_words, find_nations

MEMBERS = 193  # of the United Nations
OTHERS = {"Palestine", "Vatican City", "Kosovo", "Taiwan"}  # two observers, and two that news names
# Words that several countries share: whoever hears one cannot tell which is meant.
SHARED = {
    ("Congo", "Congolese"): {"Democratic Republic of the Congo", "Republic of the Congo"},
    ("Dominican", "Dominicans"): {"Dominica", "Dominican Republic"},
    ("Guinean", "Guineans"): {"Equatorial Guinea", "Guinea", "Guinea-Bissau"},
    ("Korea", "Korean", "Koreans"): {"North Korea", "South Korea"},
    ("Papuan", "Papuans"): {"Indonesia", "Papua New Guinea"},
    ("Georgia",): {"Georgia", "United States"},
}


@cache
def meanings() -> dict[str, frozenset[str]]:
    """The countries that each word of the table stands with."""
    found: dict[str, set[str]] = {}
    for country, words in countries().items():
        for word in (country, *words.names, *words.adjectives, *words.people, *words.also):
            found.setdefault(word, set()).add(country)
    return {word: frozenset(owners) for word, owners in found.items()}


def usual_adjectives() -> list[str]:
    """The first adjective of each country, or that which it shares with another."""
    return [next(iter((*words.adjectives, *words.also))) for words in countries().values()]


def test_every_country_is_known_by_its_people() -> None:
    """The members of the United Nations, its observers, Kosovo and Taiwan, each with an adjective."""
    assert countries().keys() >= OTHERS
    assert len(countries()) == MEMBERS + len(OTHERS)
    assert all(words.adjectives or words.also for words in countries().values())


def test_every_country_is_found_in_a_text() -> None:
    """By its names, its adjectives and its people; alone, among other words, before an ending."""
    for name, country in countries().items():
        for word in (name, *country.names, *country.adjectives, *country.people):
            for text in (word, f"two {word} soldiers", f"{word}'s army"):
                assert list(find_nations(text)), text


def test_a_word_that_countries_share_is_said_to_be_shared() -> None:
    """No other word stands with two countries."""
    shared = {word: owners for word, owners in meanings().items() if len(owners) > 1}
    assert shared == {word: owners for words, owners in SHARED.items() for word in words}


@pytest.mark.parametrize("noun", ["soldiers", "civilians", "troops", "nationals", "drones", "tourists killed in a bus"])
def test_two_nations_are_two_populations(noun: str) -> None:
    """Every pair of nationalities, with people and with things; one word for both is the same as either."""
    for ours, theirs in combinations(usual_adjectives(), 2):
        expected = "apart" if meanings()[ours].isdisjoint(meanings()[theirs]) else "same"
        assert relation(f"{ours} {noun}", f"{theirs} {noun}") == expected, (ours, theirs)


@pytest.mark.parametrize("theirs", ["{} soldiers", "{}", "a {} civilian in a car"])
def test_the_people_of_two_nations_are_two_populations(theirs: str) -> None:
    """Ethiopians and Eritreans: every word for people against every other nation's adjective."""
    for word in (word for words in countries().values() for word in words.people):
        for adjective in usual_adjectives():
            apart = relation(word, theirs.format(adjective)) == "apart"
            assert apart is meanings()[word].isdisjoint(meanings()[adjective]), (word, adjective)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("Eritrean soldiers", "Eritrean troops", "same"),
        ("Eritrean soldiers", "soldiers of Eritrea", "same"),
        ("Eritreans", "citizens of Eritrea", "broader"),  # all of them bear no arms
        ("Eritrean soldiers", "soldiers", "narrower"),
        ("Eritrean soldiers", "Eritreans", "narrower"),
        ("Eritreans", "people", "narrower"),
        ("people", "Eritreans", "broader"),
        ("Palestinians", "people", "narrower"),
        ("Congolese soldiers", "DR Congo soldiers", "same"),
        ("Congolese soldiers", "soldiers of the Republic of the Congo", "same"),
        ("Congolese soldiers", "Rwandan soldiers", "apart"),
        ("Dominicans", "Haitians", "apart"),
        ("Dutch soldiers", "Dutchmen", "narrower"),
        ("Dutchmen", "Danes", "apart"),
        ("South Sudanese civilians", "Sudanese civilians", "apart"),
        ("North Korean troops", "South Korean troops", "apart"),
        ("Nigerien soldiers", "Nigerian soldiers", "apart"),
        ("U.S. soldiers", "Russian soldiers", "apart"),
        ("US troops", "U.S. troops", "same"),
        ("Russia's soldiers", "Russian soldiers", "same"),
        ("Israeli-American hostages", "Russian hostages", "apart"),
        ("Israeli-American hostages", "American hostages", "same"),
        ("Turkish-made drones", "drones", "narrower"),  # whoever flies them
        ("İranian soldiers", "Russian soldiers", "apart"),  # whatever the letter
        ("Niger Delta militants", "Nigerian militants", "same"),  # not of Niger
        ("Niger Delta militants", "Nigerien militants", "apart"),
        ("New England fishermen", "American fishermen", "same"),  # not of England
        ("New England fishermen", "English fishermen", "apart"),
        ("poles", "Russian soldiers", "unknown"),  # of a power line
        ("Poles", "Russian soldiers", "apart"),
    ],
)
def test_nations_narrow_and_part(ours: str, theirs: str, expected: str) -> None:
    """Words of one nation are one, a shared one is either's, and a nation narrows a population without one."""
    mirrored = {"broader": "narrower", "narrower": "broader"}
    assert relation(ours, theirs) == expected
    assert relation(theirs, ours) == mirrored.get(expected, expected)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("English", "Scottish"),  # parts of one country that report their own
        ("Scottish", "Welsh"),
        ("Northern Irish", "English"),
        ("Northern Irish", "Irish"),
        ("Scottish", "British"),  # 12 and 40 contradict each other as little as 12 and 12 agree
        ("Greek Cypriot", "Turkish Cypriot"),
        ("Turkish Cypriot", "Turkish"),
        ("Bosnian Serb", "Bosnian"),
        ("Kosovo Albanian", "Albanian"),
        ("American", "South American"),  # lands that are called after a country
        ("American", "Latin American"),
        ("American", "American Indian"),
        ("Indian", "American Indian"),
        ("Indian", "West Indian"),
        ("Mexican", "New Mexican"),
        ("Samoan", "American Samoan"),
        ("Kurdish", "Turkish"),  # peoples that are no country's
        ("Kurdish", "Iraqi"),
        ("Rohingya", "Burmese"),
        ("Chechen", "Russian"),
        ("Tibetan", "Chinese"),
        ("Uyghur", "Tibetan"),
        ("Tigrayan", "Ethiopian"),
        ("Somalilander", "Somali"),
    ],
)
def test_a_people_is_apart_from_the_country_that_it_is_named_with(ours: str, theirs: str) -> None:
    """In whatever number they are counted, and whether the country is one that reporters leave out or not."""
    for noun in ("soldiers", "civilians", "people"):
        assert relation(f"{ours} {noun}", f"{theirs} {noun}") == "apart", noun


def test_a_people_is_one_by_each_of_its_words() -> None:
    """The neighbours of the cases above: one people, part of all people, and a country that keeps its own words."""
    assert relation("Kurdish fighters", "Kurdish fighters in Afrin") == "broader"
    assert relation("Scots", "Scottish people") == "same"
    assert relation("Rohingya", "Rohingyas") == "same"
    assert relation("Kurdish soldiers", "soldiers") == "narrower"
    assert relation("British soldiers", "UK soldiers") == "same"
    assert country_key("England") == country_key("Scotland") == country_key("United Kingdom")


@pytest.mark.parametrize("ours", ["Twelve", "Forty"])
@pytest.mark.parametrize(("first", "second"), [("English", "Scottish"), ("American", "South American")])
def test_the_dead_of_two_peoples_neither_agree_nor_conflict(ours: str, first: str, second: str) -> None:
    """Twelve of one and twelve of the other were one number of two sources; twelve and forty were a conflict."""
    place = "tourists were killed in a bus crash in Adigrat, Ethiopia, on Monday"
    summary = read(f"Twelve {first} {place}, police said.", f"{ours} {second} {place}, a hospital said.")
    assert {found.kind for found in summary.findings} <= {"uncorroborated"}


def read(wire: str, post: str) -> Summary:
    """A summary of two reports, by the built-in rules."""
    texts = {"Wire": wire, "Post": post}
    articles = [
        Article(id=source, text=text, source=source, published=date(2021, 3, 2)) for source, text in texts.items()
    ]
    return summarize(articles, settings=Settings(model="builtin"))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Ethiopian", "Eritrean"), ("French", "German"), ("Kenyan", "Somali"), ("South Sudanese", "Sudanese")],
)
def test_the_dead_of_two_nations_corroborate_nothing(ours: str, theirs: str) -> None:
    """Two reports of one clash: two populations, each on the word of one source, and no agreement."""
    place = "were killed in clashes in Adigrat, Ethiopia, on Monday"
    summary = read(
        f"Twelve {ours} soldiers {place}, the army said.", f"Twelve {theirs} soldiers {place}, a rebel said."
    )
    (incident,) = summary.incidents
    assert {estimate.of for estimate in incident.estimates} == {f"{ours} soldiers", f"{theirs} soldiers"}
    assert [found.kind for found in summary.findings] == ["uncorroborated", "uncorroborated"]


def test_the_dead_of_one_nation_do() -> None:
    """The neighbour of the case above."""
    place = "were killed in clashes in Adigrat, Ethiopia, on Monday"
    summary = read(
        f"Twelve Eritrean soldiers {place}, the army said.", f"Twelve Eritrean troops {place}, a rebel said."
    )
    assert [found.kind for found in summary.findings] == ["agreement"]


@pytest.mark.parametrize(
    ("names", "countries"),
    [
        (("UK", "Britain", "United Kingdom", "Scotland"), 1),
        (("DRC", "DR Congo", "Democratic Republic of the Congo", "Congo"), 1),
        (("Côte d'Ivoire", "Ivory Coast", "Cote d’Ivoire"), 1),
        (("Palestine", "Gaza Strip", "Palestinian Territories"), 1),
        (("Turkey", "Türkiye"), 1),
        (("Syria", "Syrian Arab Republic"), 1),
        (("Democratic Republic of the Congo", "Republic of the Congo"), 2),
        (("Niger", "Nigeria"), 2),
        (("Oman", "Yemen"), 2),
        (("Ghana", "Guinea", "Guyana"), 3),
        (("Ruritania", "Ruritanya"), 1),  # no country that we know, in two spellings
    ],
)  # fmt: skip
def test_linking_knows_a_country_by_any_name(names: tuple[str, ...], countries: int) -> None:
    """One key for each country, and two countries never have one."""
    assert len({country_key(name) for name in names}) == countries


def test_no_two_countries_are_one_to_linking() -> None:
    """As consonants, Niger and Nigeria would be."""
    assert len({country_key(name) for name in countries()}) == len(countries())


def test_cities_lie_in_countries_of_the_table() -> None:
    """GeoNames writes some countries otherwise: Czechia, The Netherlands, Palestinian Territory."""
    assert [next(iter(cities()[name])) for name in ("Prague", "Amsterdam", "Gaza")] == [
        "Czech Republic", "Netherlands", "Palestine",
    ]  # fmt: skip


def test_a_name_of_a_town_or_a_state_is_no_country_to_the_reader() -> None:
    """Singapore is a town, and Georgia may be a state; their adjectives are their countries'."""
    assert not country_words().keys() & set(table("places")["not_countries"])
    assert (country_words()["Singaporean"], country_words()["Georgian"]) == ("Singapore", "Georgia")
