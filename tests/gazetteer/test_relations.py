"""How two places lie to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.gazetteer import Level, PlacePath, parse_place, relate_places, site_likeness
from summarizer.schemas import Place

Said = tuple[str | None, ...]


def path(name: str | None, region: str | None = None, country: str | None = None) -> PlacePath:
    return parse_place(Place(name=name, region=region, country=country))


PAIRS: list[tuple[Said, Said, Level]] = [
    # One site, in other words.
    (("Mill Park, East Flats, Brookton",), ("Mill Playground, East Flats, Brookton",), "same_site"),
    (("Eastwood Apartments, Robin Road, Jasper",), ("3150 Robin Road, Jasper",), "same_site"),
    (("400 block of Pine Avenue, Croft", "Texas"), ("Pine Ave., Croft",), "same_site"),
    (("Oak Street and Elm Avenue, Dayton, Ohio",), ("Elm Avenue, Dayton, Ohio",), "same_site"),
    (("Al-Shifa Hospital, Gaza City",), ("Shifa hospital", "Gaza Strip"), "same_site"),
    (("Westgate Mall, Nairobi",), ("Westgate shopping mall", None, "Kenya"), "same_site"),
    (("Rafah refugee camp",), ("a tent camp in Rafah",), "one_names_site"),
    # One town, and what is in it.
    (("3500 Marsh Street, Galveston",), ("Anchor Night Club, Galveston",), "one_names_site"),
    (("Veterans Hall, Halden", "Virginia"), ("Halden", "Virginia"), "one_names_site"),
    (("Cleve Street, Lemon",), ("Lemon", "New Jersey"), "one_names_site"),
    (("Baidoa", "Bay", "Somalia"), ("Baidoa", None, "Somalia"), "same_town"),
    (("Kiev",), ("Kyiv", None, "Ukraine"), "same_town"),
    (("Харків",), ("Kharkov", "Kharkiv region"), "same_town"),
    (("Bombay",), ("Mumbai", "Maharashtra", "India"), "same_town"),
    (("Alton",), ("southeast Alton and Bond County", "Texas"), "part_of_town"),
    (("near Bakhmut",), ("Bakhmut", "Donetsk region", "Ukraine"), "same_town"),
    (("Goma", None, "DRC"), ("between Sake and Goma", None, "DRC"), "same_town"),
    (("Mirpur", None, "Bangladesh"), ("Dhaka", None, "Bangladesh"), "part_of_town"),
    (("the Obolon district of Kyiv",), ("Kyiv",), "part_of_town"),
    (("Brooklyn",), ("New York City",), "part_of_town"),
    (("Khayelitsha, Cape Town",), ("Cape Town", "Western Cape", "South Africa"), "part_of_town"),
    (("South Shore, Chicago",), ("South Shore", "Illinois"), "same_quarter"),
    (("Rocinha",), ("Rocinha favela, Rio de Janeiro",), "same_quarter"),
    # One town, other parts of it.
    (("West Lake Street, Chicago", "Illinois"), ("South Lockwood Avenue, Chicago", "Illinois"), "sites_unlike"),
    (("Magazine Street, Louisburg", "Kentucky"), ("Dell Road, Louisburg", "Kentucky"), "sites_unlike"),
    (("Hill School, Wexbury",), ("Meadow School, Wexbury",), "sites_unlike"),
    (("Karanja market, Kisumu",), ("Obote hospital, Kisumu",), "sites_unlike"),
    (("South Shore, Chicago",), ("East Garfield Park, Chicago",), "quarters_unlike"),
    (("Lyari, Karachi",), ("Korangi, Karachi",), "quarters_unlike"),
    # A town and what holds it.
    (("Baidoa", None, "Somalia"), (None, "Bay", "Somalia"), "town_in_division"),
    (("Houston, Texas",), ("Harris County", "Texas"), "town_in_division"),
    (("Kramatorsk",), ("Donetsk oblast",), "town_in_division"),
    (("Hroza", "Kharkiv region"), (None, "Kharkov oblast"), "town_in_division"),
    (("northeast Harlan County", "Texas"), ("Harlan County", "Texas"), "same_division"),
    (("northeast Harlan County", "Texas"), ("400 block of Pine Avenue, Croft", "Texas"), "same_region"),
    (("Croft", "Texas"), ("Halden", "Texas"), "same_region"),
    (("Belgorod and Kursk regions", None, "Russia"), ("Sudzha", "Kursk Oblast", "Russia"), "town_in_division"),
    # By distance.
    (("Kansas City, Missouri",), ("Olathe, Kansas",), "unknown"),
    (("Irpin", None, "Ukraine"), ("Bucha", "Kyiv Oblast"), "near"),
    (("Omdurman",), ("Khartoum",), "near"),
    (("East St. Louis, Illinois",), ("St. Louis, Missouri",), "near"),
    (("Kharkiv",), ("Kherson",), "apart"),
    (("Mosul",), ("Basra",), "apart"),
    (("Springfield, Illinois",), ("Springfield, Missouri",), "apart"),
    (("Tripoli", None, "Libya"), ("Tripoli", None, "Lebanon"), "apart"),
    (("Lagos", None, "Nigeria"), ("Accra", None, "Ghana"), "apart"),
    (("Halden", "Virginia"), ("Halden", "Texas"), "other_region"),
    ((None, None, "Chad"), (None, None, "Niger"), "apart"),
    # Contested lands are in both countries.
    (("Simferopol", None, "Russia"), ("Simferopol", None, "Ukraine"), "same_town"),
    (("Crimea", None, "Russia"), ("Sevastopol", None, "Ukraine"), "town_in_division"),
    (("Kyiv",), (None, "Kyiv region", "Ukraine"), "town_in_division"),
    (("Srinagar", None, "Pakistan"), ("Srinagar", "Jammu and Kashmir", "India"), "same_town"),
    (("Majdal Shams", None, "Israel"), ("Majdal Shams, Golan Heights", None, "Syria"), "same_town"),
    (("Donetsk", None, "Russia"), ("Donetsk region", None, "Ukraine"), "town_in_division"),
    # A name alone may be anywhere.
    (("Paris",), ("Paris, Texas",), "same_name"),
    (("Springfield",), ("Springfield, Ohio",), "same_town"),
    ((None,), ("Kyiv",), "unknown"),
    (("Main Street",), ("Main Street",), "unknown"),
    (("a market",), ("a market", None, "Kenya"), "unknown"),
]


@pytest.mark.parametrize(("one", "other", "level"), PAIRS, ids=[f"{a[0]} ~ {b[0]}" for a, b, _ in PAIRS])
def test_two_places_lie_so(one: Said, other: Said, level: Level) -> None:
    """The closest relation that the two records prove, whichever comes first."""
    a, b = path(*one), path(*other)
    assert relate_places(a, b).level == level
    assert relate_places(b, a) == relate_places(a, b)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (["mill park"], ["mill playground"], True),
        (["robin road"], ["eastwood apartments", "robin road"], True),
        (["st marys hospital"], ["st marys"], True),
        (["west lake street"], ["south lockwood avenue"], False),
        (["north high school"], ["lincoln high school"], None),  # a direction names no school
        (["marsh street"], ["anchor night club"], None),  # the club is in some street
        (["market"], ["central market"], None),
        ([], ["mill park"], None),
    ],
    ids=str,
)
def test_sites_are_alike_by_the_words_that_name_them(one: list[str], other: list[str], alike: bool | None) -> None:
    """Kinds and directions tell nothing; without a word that does, nothing is said."""
    likeness = site_likeness(one, other)
    assert likeness == site_likeness(other, one)
    assert alike is (None if likeness is None else likeness >= 0.5)


_WORDS = (
    "Kyiv Texas Paris Springfield near in and of district County Mirpur Dhaka 400 Oak Street , Crimea Russia".split()
)
_PATHS = st.builds(
    path, st.lists(st.sampled_from(_WORDS), max_size=7).map(" ".join), st.sampled_from([None, "Texas", "Bay"])
)


@given(_PATHS, _PATHS)
def test_relations_have_no_order(a: PlacePath, b: PlacePath) -> None:
    """Which of two places comes first does not matter."""
    assert relate_places(a, b) == relate_places(b, a)


@given(_PATHS)
def test_a_place_is_never_apart_from_itself(a: PlacePath) -> None:
    """Nor are its own sites unlike."""
    assert relate_places(a, a).level not in (
        "apart",
        "other_region",
        "near",
        "sites_unlike",
        "quarters_unlike",
        "same_name",
    )
