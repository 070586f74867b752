"""The gazetteer's file: what it holds, and that it is found at once."""

import tomllib
import zlib
from importlib import resources
from itertools import pairwise

import pytest

import summarizer.gazetteer
from summarizer.gazetteer import find_entries, find_other_name, get_entry
from summarizer.gazetteer.keys import gazetteer_key

ROOM = resources.files(summarizer.gazetteer)
DATA = ROOM.joinpath("gazetteer.tsv").read_bytes()


def test_the_file_names_its_source_and_licence() -> None:
    """GeoNames asks for it: CC BY 4.0."""
    header = DATA.split(b"\n", 1)[0].decode()
    assert "GeoNames" in header
    assert "CC BY 4.0" in header


def test_the_file_is_small_in_a_wheel() -> None:
    """At most 8 MB as wheels pack it; today it is 7.6."""
    assert len(zlib.compress(DATA, 6)) < 8_000_000


def test_names_are_sorted_and_lead_to_places() -> None:
    """Look-ups bisect: every line after the one before; a sample of 500 leads to lines of places."""
    start = int(DATA.split(b"\n", 2)[1], 16)
    keys = [line.split(b"\t")[0] for line in DATA[start:].splitlines()]
    assert all(a < b for a, b in pairwise(keys))
    for line in DATA[start:].splitlines()[::1200]:
        key, _, ids = line.partition(b"\t")
        entries = find_entries(key.decode())
        assert {entry.id for entry in entries} >= {int(number, 16) for number in ids.split()}


@pytest.mark.parametrize(
    ("name", "usual", "country"),
    [
        ("Kiev", "Kyiv", "Ukraine"),
        ("Київ", "Kyiv", "Ukraine"),
        ("Harkov", "Kharkiv", "Ukraine"),
        ("Bombay", "Mumbai", "India"),
        ("Saigon", "Ho Chi Minh City", "Vietnam"),
        ("Peking", "Beijing", "China"),
        ("上海", "Shanghai", "China"),
        ("بغداد", "Baghdad", "Iraq"),
        ("Αθήνα", "Athens", "Greece"),
        ("서울", "Seoul", "South Korea"),
        ("दिल्ली", "Delhi", "India"),
        ("תל אביב", "Tel Aviv", "Israel"),
        ("Wroclaw", "Wrocław", "Poland"),
        ("Breslau", "Wrocław", "Poland"),
        ("St. Louis", "St. Louis", "United States"),
        ("Fort Worth", "Fort Worth", "United States"),
        ("N'Djamena", "N'Djamena", "Chad"),
        ("Ndjamena", "N'Djamena", "Chad"),
        ("Kut", "Al-Kut", "Iraq"),
        ("Suva", "Suva", "Fiji"),
        ("Ushuaia", "Ushuaia", "Argentina"),
        ("Nuuk", "Nuuk", "Greenland"),
    ],
)
def test_a_town_is_found_by_its_names(name: str, usual: str, country: str) -> None:
    """In any script, with or without accents, by its former name."""
    towns = [entry for entry in find_entries(name) if entry.kind == "T"]
    assert (towns[0].name, towns[0].country) == (usual, country)
    assert towns[0].latitude is not None


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Bay", "R", "Somalia"),
        ("Texas", "R", "United States"),
        ("Kings County", "C", "United States"),
        ("Donetsk oblast", "R", "Ukraine"),
        ("Lower Shabelle", "R", "Somalia"),
        ("Harris County", "C", "United States"),
        ("Loving County", "C", "United States"),
        ("Helmand", "R", "Afghanistan"),
        ("Mirpur", "Q", "Bangladesh"),
        ("Eritrea", "N", "Eritrea"),
    ],
)
def test_divisions_quarters_and_countries_are_found(name: str, kind: str, country: str) -> None:
    """Beside the towns of their names."""
    bare = name.removesuffix(" oblast")
    assert (kind, country) in {(entry.kind, entry.country) for entry in find_entries(bare)}


@pytest.mark.parametrize("name", ["", " ", "HRK", "Xyzzyville", "\x00", "\ud800", "a" * 10_000, "'", "\t", "\n"])
def test_what_is_no_name_is_not_found(name: str) -> None:
    """Nor is an airport's code."""
    assert find_entries(name) == ()


def test_what_holds_a_place_is_a_place() -> None:
    """A quarter is in a town, that in a county, that in a region of its country."""
    quarter = next(entry for entry in find_entries("East Garfield Park") if entry.kind == "Q")
    names = [get_entry(at).name for at in (quarter.town, quarter.county, quarter.region) if at is not None]
    assert names == ["Chicago", "Cook County", "Illinois"]


def test_every_contested_land_is_in_the_gazetteer() -> None:
    """Each division and town of the table is one of its first country, and both countries claim it."""
    rows = tomllib.loads(ROOM.joinpath("contested.toml").read_text(encoding="utf-8"))["contested"]
    for row in rows:
        holder, claimant = row["countries"]
        for name in (*row.get("regions", ()), *row.get("towns", ())):
            entries = [entry for entry in find_entries(name) if entry.country == holder and entry.name == name]
            assert entries, (holder, name)
            assert {entry.claimed_by for entry in entries} == {claimant}, name
            assert entries[0].is_in(holder)
            assert entries[0].is_in(claimant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Petersburg", "St. Petersburg"),
        ("Fort Worth", "Ft. Worth"),
        ("Port-au-Prince", "port au prince"),
        ("Donets'k", "Donetsk"),
        ("Łódź", "Lodz"),
        ("N’Djaména", "NDjamena"),
        ("Buur Hakaba", "Buurhakaba"),
    ],
)
def test_one_name_has_one_key(one: str, other: str) -> None:
    """Spaces, points, accents and apostrophes do not count."""
    assert gazetteer_key(one) == gazetteer_key(other)


@pytest.mark.parametrize(
    ("name", "country", "other", "why"),
    [
        ("artemovsk", None, "bakhmut", "the largest of four towns that have the name"),
        ("artemovsk", "Russia", "bakhmut", "both countries claim it"),
        ("dimitrov", "Armenia", None, "the country's own town of the name"),
        ("kuznetsovsk", "Ukraine", "varash", "renamed in 2016"),
        ("kuznetsovsk", "Poland", None, "no town there has it"),
        ("lyman", None, None, "its usual name"),
        ("no such town", None, None, "none at all"),
    ],
)
def test_a_town_may_have_another_name(name: str, country: str | None, other: str | None, why: str) -> None:
    """As far as a town of some size is called so as well."""
    assert find_other_name(name, country) == other, why
