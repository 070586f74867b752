"""Conflict actors: what one side is called is one key, and what another one is called is another's."""

import tomllib
from importlib import resources

import pytest

from summarizer.language.conflict_actors import find_sides
from summarizer.language.places import countries

TABLE = tomllib.loads((resources.files("summarizer.language") / "conflict_actors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("names", "side", "country", "why"),
    [
        (["AFU", "ВСУ", "ЗСУ", "Ukrainian armed forces", "Kyiv's forces", "Armed Forces of Ukraine", "Ukraine", "Ukrainian"],
         "Ukraine", None, "an army by its own short name, in two languages, by its country and by its capital"),
        (["Russia", "Russian forces", "RF", "российские войска", "Moscow", "Russia's defence ministry", "FSB"],
         "Russia", "Ukraine", "so is another's, with its ministry and its secret service"),
        (["IDF", "Israeli army", "Israel", "Israeli air force", "الجيش الإسرائيلي", "Military Forces of Israel (2022-)"],
         "Israel", "Lebanon", "a country that strikes is its army, abroad too; the last is how ACLED writes it"),
        (["Ukrainian nationalists", "Ukrainian side"], "Ukraine", "Russia", "as the other side's media call it"),
        (["Government of Israel", "Israeli police"], "Israel", "Israel", "UCDP has the organs of a state as one side"),
        (["SAF", "Sudanese army", "Sudanese Armed Forces", "الجيش السوداني", "government troops"],
         "Sudan", "Sudan", "a government's troops are those of the country where the event is"),
        (["RSF", "Rapid Support Forces", "قوات الدعم السريع", "Sudan's Rapid Support Forces", "Hemedti's RSF"],
         "Rapid Support Forces", "Sudan", "a side keeps its name whatever country stands beside it"),
        (["Tatmadaw", "junta", "Myanmar's junta", "the military junta", "Burmese army"],
         "Myanmar", "Myanmar", "whoever governs, the army that does is one side"),
        (["junta", "junta forces", "Malian army", "FAMa"], "Mali", "Mali", "in Mali the junta is another"),
        (["M23", "M23 rebels", "AFC/M23", "March 23 Movement"],
         "March 23 Movement", "DRC", "what its fighters are called is no part of its name"),
        (["TTP", "Pakistani Taliban", "Tehreek-e-Taliban Pakistan", "the Taliban", "Taliban in Pakistan"],
         "Tehrik-i-Taliban Pakistan", "Pakistan", "where only these fight, the Taliban are these"),
        (["Taliban", "Afghan Taliban", "Afghanistan's Taliban", "Islamic Emirate"],
         "Taliban", "Afghanistan", "in the other country they are the others"),
        (["HTS", "Hayat Tahrir al-Sham", "Hay’at Tahrir al-Sham", "هيئة تحرير الشام"],
         "Hayat Tahrir al-Sham", "Syria", "any apostrophe"),
        (["Houthis", "Houthi rebels", "Ansar Allah", "Ansarallah", "أنصار الله", "Iran-backed Houthis", "HOUTHIS"],
         "Ansar Allah", "Yemen", "who backs them is another side; a headline in capitals"),
        (["PKK", "Kurdistan Workers' Party", "Kurdistan Workers Party"], "Kurdistan Workers' Party", "Turkey", "no sign"),
        (["JNIM", "Jama'at Nusrat al-Islam wal-Muslimin", "Group for Support of Islam and Muslims", "al-Qaeda"],
         "Jama'at Nusrat al-Islam wal-Muslimin", "Burkina Faso", "an \"and\" inside a name; the local branch"),
        (["ISWAP", "Islamic State West Africa Province", "Islamic State", "Islamic State in West Africa"],
         "Islamic State West Africa Province", "Nigeria", "a province goes by the name of the whole"),
        (["Boko Haram", "Boko Haram insurgents", "JAS"], "Boko Haram", "Nigeria", "ISWAP left it"),
        (["al-Shabaab", "Al Shabab", "al-Shabaab militants", "حركة الشباب"], "Al Shabaab", "Kenya", "any spelling of the article"),
        (["Islamic State", "ISIS", "ISIL", "Daesh", "IS", "داعش", "Islamic State of Iraq and Syria"],
         "Islamic State", "Syria", "the whole in its own lands"),
        (["SDF", "YPG", "Syrian Democratic Forces"], "Syrian Democratic Forces", "Syria", "no forces of Syria's"),
        (["SNA", "Somali National Army"], "Somalia", "Somalia", "three letters of two sides: here of the state"),
        (["SNA", "Free Syrian Army"], "Syrian National Army", "Syria", "and here of rebels"),
        (["People's Liberation Army", "PLA", "Chinese navy"], "China", "Taiwan", "a liberation army that is a state's"),
        (["French troops", "France", "the French military"], "France", "Mali", "a country that the table does not have"),
        (["South Sudanese army", "SSPDF"], "South Sudan", "South Sudan", "the longer name counts: not Sudan"),
    ],
)  # fmt: skip
def test_a_side_has_one_key_whatever_it_is_called(names: list[str], side: str, country: str | None, why: str) -> None:
    """As the one who did it."""
    assert {name: find_sides(name, country).sure for name in names} == dict.fromkeys(names, (side,)), why


@pytest.mark.parametrize(
    ("a", "b", "country", "why"),
    [
        ("Sudanese army", "RSF", "Sudan", "the two sides of one war"),
        ("Sudan's army", "Sudan's Rapid Support Forces", "Sudan", "although both are said to be Sudan's"),
        ("Afghan Taliban", "Pakistani Taliban", "Pakistan", "two movements of one name, also where both strike"),
        ("Taliban in Afghanistan", "Taliban", "Pakistan", "what stands beside the name counts before the place"),
        ("Los Chapitos", "La Mayiza", "Mexico", "factions of one cartel that fight each other"),
        (
            "Chapitos faction of the Sinaloa Cartel",
            "Mayiza faction of the Sinaloa Cartel",
            "Mexico",
            "the whole named too",
        ),
        ("Sinaloa Cartel", "Jalisco New Generation Cartel", "Mexico", "two cartels"),
        ("Indian police", "Pakistani police", "India", "police of two countries"),
        ("Indian soldiers", "Pakistani soldiers", "India", "and their armies"),
        ("ISWAP", "Boko Haram", "Nigeria", "a split of ten years"),
        ("Islamic State", "al-Qaeda", "Mali", "rivals"),
        ("HTS", "Syrian army", "Syria", "rebels, and whom they fought"),
        ("Houthis", "Yemeni army", "Yemen", "two governments of one country"),
        ("Libyan National Army", "Government of National Unity", "Libya", "again"),
        ("Israel", "Israeli settlers", "Palestine", "settlers are not the army"),
        ("Israeli army", "Palestinian security forces", "Palestine", "forces of two that both say it is theirs"),
        ("Hezbollah", "Kataib Hezbollah", "Iraq", "of Lebanon, and of Iraq"),
        ("Russian army", "Freedom of Russia Legion", "Russia", "Russians who fight it"),
        ("Russian forces", "pro-Russian forces", "Ukraine", "not surely Russia's"),
        ("US forces", "US-led coalition", "Syria", "nor is a coalition's strike"),
        ("Houthi forces", "anti-Houthi forces", "Yemen", "the other side"),
        ("National Liberation Army", "Libyan National Army", "Colombia", "two armies, neither of which is a state's"),
        ("North Korean troops", "South Korean troops", "South Korea", "two halves"),
        ("Sudanese army", "Unidentified Armed Group (Sudan)", "Sudan", "ACLED's words for nobody that it knows"),
        ("Syrian army", "Syrian Kurdish forces", "Syria", "a people's forces inside a country"),
        ("Malian soldiers", "village defence force in Mali", "Mali", "nor are those of a village the state's"),
        ("Arakan Army", "Burmese army", "Myanmar", "an army of rebels"),
        ("is", "IS", "Syria", "a verb, and a side"),
    ],
)
def test_two_sides_have_no_key_in_common(a: str, b: str, country: str, why: str) -> None:
    """However alike their names; a side that the table does not have is its words."""
    ours, theirs = (find_sides(name, country) for name in (a, b))
    assert not set(ours.sure) & set(theirs.sure), why
    assert ours.sure or theirs.sure, "one of them is known"


@pytest.mark.parametrize(
    ("name", "sure", "rest", "possible", "why"),
    [
        ("Israelis", (), ("israelis",), (), "a people is no army"),
        ("Israeli civilians", (), ("israeli", "civilians"), (), "nor are those who are said to be none"),
        ("Israeli soldiers", ("Israel",), (), (), "these are"),
        ("Israel", (), ("israel",), ("Israel",), "a country that is hit is its people, or its army"),
        ("Kyiv", (), ("kyiv",), (), "a capital that is hit is a city"),
        ("Kyiv's troops", ("Ukraine",), (), (), "but its troops are the state's"),
        ("Hamas and Israeli troops", ("Hamas", "Israel"), (), (), "two in one name"),
        ("Hamas, Hezbollah", ("Hamas", "Hezbollah"), (), (), "a list"),
        ("Hamas, dockers", ("Hamas",), ("dockers",), (), "with one who is no side"),
        ("police", (), ("police",), (), "anybody's"),
        ("Palestinian gunmen", (), ("palestinian", "gunmen"), (), "of any of several sides"),
        ("", (), (), (), "nobody"),
        ("and, or / ", (), (), (), "nothing but what stands between"),
    ],
)  # fmt: skip
def test_a_target_is_not_the_army_of_its_country(
    name: str, sure: tuple[str, ...], rest: tuple[str, ...], possible: tuple[str, ...], why: str
) -> None:
    """Unless the words say so."""
    assert find_sides(name, is_target=True) == (sure, rest, possible), why


def test_a_cartel_is_either_of_its_factions() -> None:
    """Where a report does not say which."""
    assert set(find_sides("Sinaloa Cartel", "Mexico").sure) == {"Los Chapitos", "La Mayiza"}
    assert find_sides("Chapitos faction of the Sinaloa Cartel", "Mexico").sure == ("Los Chapitos",)


def test_the_table_names_countries_as_they_are_written_out() -> None:
    """A misspelt land would be nowhere."""
    assert TABLE["states"].keys() <= countries().keys()
    assert not TABLE["states"].keys() & TABLE["sides"].keys()
    assert {land for side in TABLE["sides"].values() for land in side.get("lands", ())} <= countries().keys()


@pytest.mark.parametrize(
    ("name", "sure", "rest"),
    [
        ("Russia's foreign ministry", ("Russia",), ("foreign",)),
        ("Israel's Golani Brigade", ("Israel",), ()),
        ("Gaza health ministry", (), ("gaza", "health", "ministry")),
    ],
)
def test_an_office_keeps_what_tells_it_from_others(name: str, sure: tuple[str, ...], rest: tuple[str, ...]) -> None:
    """A ministry of a country is one of several; its army is one with all of its units."""
    assert find_sides(name)[:2] == (sure, rest)
