"""What linking takes from a report: the columns of its place and its profile, and its marks."""

from collections.abc import Callable
from typing import Any, get_args, get_type_hints

import pytest

from summarizer import EventReport
from summarizer.linking.marks import make_marks, name_words, victim_words
from summarizer.linking.names import victim_stems
from summarizer.linking.place_columns import PlaceColumns, place_columns
from summarizer.linking.profiles import COLUMN_KINDS, COLUMNS, Profile, make_profile
from summarizer.schemas import Place

from ..helpers.reports import figure, report


def columns(**place: Any) -> PlaceColumns:
    return place_columns(Place(**place))[0]


def known_of(place: dict[str, Any]) -> dict[str, Any]:
    """The columns of a place that hold something, without the point, which `test_a_point_…` reads."""
    unsaid = {"px", "py", "pz", "cell", "next_cell", "crowd", "region_known"}
    row = columns(**place)._asdict()
    return {name: value for name, value in row.items() if value not in (None, 0) and name not in unsaid}


US: dict[str, Any] = {"country": "United States"}


@pytest.mark.parametrize(
    ("place", "present", "absent", "why"),
    [
        ({"town": "Rawalpindi", "country": "Pakistan"}, {"city", "city_at", "region_at", "country"}, {"quarter_at"},
         "a town has the region that holds it"),
        ({"name": "Mirpur", "country": "Bangladesh"}, {"city_at", "quarter_at"}, {"building"}, "a quarter has its town"),
        ({"name": "Harlan County", "region": "Kentucky", **US}, {"county_at", "region_at"}, {"city_at", "quarter_at"},
         "a county is no town"),
        ({"name": "Turkana County", "country": "Kenya"}, {"region_at"}, {"city_at"}, "where counties are the first division"),
        ({"country": "Kenya"}, {"country"}, {"city_at", "county_at", "region_at"}, "a country alone"),
        ({}, set(), {"city_at", "region_at", "country"}, "no place"),
        ({"site": "Anchor Night Club", "town": "Galveston", **US}, {"building", "city_at"}, {"street"}, "a building"),
        ({"site": "Marsh Street", "town": "Galveston", **US}, {"street", "city_at"}, {"building"}, "a street"),
    ],
)  # fmt: skip
def test_a_place_has_the_columns_that_it_tells(
    place: dict[str, Any], present: set[str], absent: set[str], why: str
) -> None:
    """Each level apart; what the record leaves out comes from the gazetteer."""
    told = known_of(place).keys()
    assert present <= told, why
    assert not absent & told, why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"name": "Kiev", "country": "Ukraine"}, {"town": "Kyiv", "country": "Ukraine"}, "two spellings"),
        ({"name": "Нікополь", "country": "Ukraine"}, {"town": "Nikopol", "country": "Ukraine"}, "two scripts"),
        ({"name": "Mirpur", "country": "Bangladesh"}, {"name": "Dhaka", "country": "Bangladesh"}, "a quarter's town"),
        ({"town": "Sevastopol", "country": "Russia"}, {"town": "Sevastopol", "country": "Ukraine"}, "a contested town"),
    ],
)  # fmt: skip
def test_names_of_one_town_have_one_key(first: dict[str, Any], second: dict[str, Any], why: str) -> None:
    """And lie at one point."""
    ours, theirs = columns(**first), columns(**second)
    assert ours.city_at == theirs.city_at != None, why  # noqa: E711
    assert (ours.px, ours.py, ours.pz, ours.cell) == (theirs.px, theirs.py, theirs.pz, theirs.cell), why


def test_a_contested_land_has_both_countries_whoever_tells_of_it() -> None:
    """So that no paper's country keeps it apart."""
    for country in ("Russia", "Ukraine"):
        row = columns(town="Sevastopol", country=country)
        assert {row.country, row.claimed} == {"Russia", "Ukraine"}


def test_a_country_that_is_not_known_is_marked() -> None:
    """It may be another name of one that is: the mark keeps it from contradicting."""
    assert columns(name="Strelsau", country="Ruritania").country == "?ruritania"
    assert columns(name="Nairobi", country="Kenya").country == "Kenya"


@pytest.mark.parametrize(
    ("region", "known"), [("Zenda", 0), ("Kentucky", 1), (None, 1)], ids=["invented", "real", "none"]
)
def test_a_region_that_the_gazetteer_does_not_have_is_marked(region: str | None, known: int) -> None:
    """As a country."""
    assert columns(name="Strelsau", region=region, **US).region_known == known


def test_a_town_that_is_guessed_gives_no_country_and_no_point() -> None:
    """Of "Chicago" alone the town is as good as sure, and nothing wider is said."""
    row = columns(name="Chicago")
    assert row.city_at == columns(name="Chicago", region="Illinois").city_at
    assert (row.county_at, row.region_at, row.country, row.px, row.cell) == (None, None, None, None, None)


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ({"town": "Islamabad", "country": "Pakistan"}, {"town": "Rawalpindi", "country": "Pakistan"}, True),
        ({"town": "Islamabad", "country": "Pakistan"}, {"town": "Lahore", "country": "Pakistan"}, False),
        ({"town": "Springfield", "region": "Illinois", **US}, {"town": "Springfield", "region": "Missouri", **US}, False),
    ],
)  # fmt: skip
def test_a_point_tells_what_lies_near(first: dict[str, Any], second: dict[str, Any], near: bool) -> None:
    """In kilometres; two places 20 apart share a cell of one of the two grids."""
    ours, theirs = columns(**first), columns(**second)
    a, b = (ours.px, ours.py, ours.pz), (theirs.px, theirs.py, theirs.pz)
    assert None not in a + b
    away = sum((x - y) ** 2 for x, y in zip(a, b, strict=True) if x is not None and y is not None) ** 0.5
    assert (away <= 20) is near
    assert (ours.cell == theirs.cell or ours.next_cell == theirs.next_cell) is near


def test_a_division_has_no_point() -> None:
    """The middle of a region is no place where something happened."""
    assert columns(region="Kentucky", **US).px is None


def test_a_large_city_sees_more_reports() -> None:
    """One for each quarter of a million, from 1 to 16."""
    assert columns(name="Dhaka", country="Bangladesh").crowd == 16
    assert columns(name="Strelsau", country="Kenya").crowd == 1
    assert 1 < columns(name="Chicago", **US, region="Illinois").crowd < 16


@pytest.mark.parametrize(
    ("site", "words"),
    [("Mill Park", {"mill"}), ("Mill Playground", {"mill"}), ("3150 Robin Road", {"robin"}), ("police station", set())],
)
def test_a_site_is_told_by_the_words_that_are_its_own(site: str, words: set[str]) -> None:
    """Without its kind and its numbers; one without a name of its own says nothing."""
    assert set(place_columns(Place(site=site, town="Halden", region="Virginia", **US))[1]) == words


@pytest.mark.parametrize(
    ("noun", "stems", "why"),
    [
        ("12 people", (), "anybody, and a number"),
        ("three men", (), "a number in words"),
        ("two construction workers", ("const", "worke"), "who they were"),
        ("16-year-old boy", (), "an age"),
        ("no one", (), "none"),
        ("dozens of passengers", ("passe",), "a vague number"),
        ("Ukrainian soldiers", ("ukrai", "soldi"), "whose soldiers"),
        ("", (), "nothing"),
    ],
)
def test_stems_of_victims_leave_out_what_is_said_of_anybody(noun: str, stems: tuple[str, ...], why: str) -> None:
    """Numbers, ages and sexes tell no event from another."""
    assert victim_stems(noun) == stems, why


@pytest.mark.parametrize(
    ("ours", "theirs", "role", "alike", "why"),
    [
        (["Ukrainian forces"], ["ВСУ"], "perpetrator", True, "one army in two languages"),
        (["Kyiv"], ["Ukraine's military intelligence"], "participant", True, "a participant counts as one who did it"),
        (["Israel"], ["Israelis"], "target", True, "who was hit may be of either"),
        (["Israel"], ["Israeli soldiers"], "target", True, "or of the other"),
        (["Israelis"], ["Israeli soldiers"], "target", False, "but a people is not its army"),
        (["Israel", "Lebanon"], ["Lebanese villagers"], "target", True, "no country that is hit crowds out the next"),
        (["Sudanese army"], ["Sudan's Rapid Support Forces"], "perpetrator", False, "the sides of one war"),
        (["Harbour Crew"], ["the Harbour Crew gang"], "perpetrator", True, "whom no table has is known by the words"),
        (["Harbour Crew"], ["Dockers Union"], "perpetrator", False, "and told apart by them"),
        (["unidentified gunmen"], ["unidentified gunmen"], "perpetrator", False, "they may be anybody's"),
    ],
)
def test_sides_are_compared_by_whom_they_mean(
    ours: list[str], theirs: list[str], role: str, alike: bool, why: str
) -> None:
    """As linking does: one of two columns of the one is one of the other's."""
    rows = [
        make_profile(report(actors=[{"name": name, "role": role} for name in names]), 1) for names in (ours, theirs)
    ]
    a, b = ({row.on1, row.on2} if role == "target" else {row.by1, row.by2} for row in rows)
    assert bool((a & b) - {None}) is alike, why


FULL: dict[str, Any] = {
    "place": "Anchor Night Club, Galveston/Texas/United States",
    "when": "Tuesday at 10 p.m.",
    "published": "2023-05-31",
    "source": "Gulf Daily",
    "headline": "Shots at a night club",
    "about": "a shooting",
    "actors": [{"name": "Harbour Crew", "role": "perpetrator"}, {"name": "Dockers Union", "role": "target"}],
    "figures": [
        figure(value=1, of="19-year-old docker", quote="a 19-year-old docker was shot dead at the bar"),
        figure("wounded", "dockers", 3),
        figure("arrested", "men", 12),
    ],
    "named": [
        {"kind": "victim", "name": "Ada Quill", "age": 19},
        {"kind": "vehicle", "name": "MV Tern 7"},
        {"kind": "weapon", "name": "Makarov"},
    ],
    "terms": ["galveston", "quill", "docker"],
}


def kinds(told: EventReport) -> dict[str, int]:
    """How many marks of each kind."""
    found = [mark.kind for mark in make_marks(told, 1)]
    return {kind: found.count(kind) for kind in found}


def test_each_kind_of_mark_is_made_of_what_is_rare() -> None:
    """A dozen arrests, a long quote, the name of the victim and of the ship, the site, who was hurt, and the terms."""
    assert kinds(report(**FULL)) == {
        "figure": 1,
        "quote": 1,
        "name": 4,
        "person": 2,
        "victim": 1,
        "site": 1,
        "term": 3,
        "topic": 4,
    }
    assert name_words(report(**FULL)) == {"ada", "quill", "tern", "7"}
    assert victim_words(report(**FULL)) == {"docke"}


@pytest.mark.parametrize(
    ("fields", "kind", "why"),
    [
        ({"figures": [figure("arrested", "men", 2)]}, "figure", "two arrests are shared by chance"),
        ({"figures": [figure(value=40)]}, "figure", "the killed are compared by themselves"),
        ({"figures": [figure("arrested", "men", 12, stance="denied")]}, "figure", "a number that is denied"),
        ({"figures": [figure(value=2, quote="two dead")]}, "quote", "a short quote"),
        ({"named": [{"kind": "weapon", "name": "Makarov"}]}, "name", "a make of weapon"),
        ({"figures": [figure("evacuated", "dockers", 30)]}, "victim", "who was not hurt"),
    ],
)
def test_what_is_shared_by_chance_is_no_mark(fields: dict[str, Any], kind: str, why: str) -> None:
    """No mark of that kind."""
    assert kind not in kinds(report(**fields)), why


LETTERS = "bcdfghjklmnprtvz"
MANY = [f"{a}a{b}o{c}ik" for a in LETTERS for b in LETTERS for c in LETTERS][:3000]
SHARED = MANY[:1500]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("term", lambda words: {"terms": words}),
        ("name", lambda words: {"named": [{"kind": "victim", "name": word} for word in words]}),
        ("victim", lambda words: {"figures": [figure(of=word) for word in words]}),
        ("quote", lambda words: {"figures": [figure(quote=f"{word} was among those who died") for word in words]}),
        ("figure", lambda words: {"figures": [figure("arrested", "men", MANY.index(word) + 3) for word in words]}),
    ],
)
def test_a_record_of_thousands_of_words_makes_no_thousands_of_marks(
    kind: str, fields: Callable[[list[str]], dict[str, Any]]
) -> None:
    """A pair costs the square of its marks; two that share most of their words still share most of their marks."""
    ours, theirs = (
        {mark.mark for mark in make_marks(report(**fields(words)), 1) if mark.kind == kind}
        for words in (SHARED + MANY[1500:1600], SHARED + MANY[2900:])
    )
    assert 100 < len(ours) <= 200
    assert len(ours & theirs) > 150
    assert kinds(report(**fields(MANY[:60])))[kind] == 60, "what an article has is kept whole"


def test_a_rare_term_is_expected_in_fewer_articles() -> None:
    """Of 2,000: a listed word in so many, an unlisted one in four."""
    common, rare = (make_marks(report(terms=[word]), 1)[-1].expected for word in ("police", "zabolotny"))
    assert common > 1000
    assert 0 < rare < 10


@pytest.mark.parametrize(
    ("fields", "age", "why"),
    [
        ({"figures": [figure(of="16-year-old boy", value=1)]}, 16, "said of the only one"),
        ({"figures": [figure(of="16-year-old boys", value=2)]}, None, "said of two"),
        ({"figures": [figure("arrested", "16-year-old boy", 1)]}, None, "said of one who was not hurt"),
        ({"named": [{"kind": "victim", "name": "Ada", "age": 34}]}, 34, "a victim's name and age"),
        ({"named": [{"kind": "suspect", "name": "Cy", "age": 34}]}, None, "a suspect's"),
        ({"figures": [figure(of="16-year-old boy", value=1)], "named": [{"kind": "victim", "name": "Ada", "age": 34}]},
         None, "two victims"),
        ({"figures": [figure(of="16-year-old boy", value=1)], "named": [{"kind": "victim", "name": "Bo", "age": 16}]},
         16, "one victim twice"),
    ],
)  # fmt: skip
def test_the_age_is_that_of_the_only_victim(fields: dict[str, Any], age: int | None, why: str) -> None:
    """Else it could contradict, or agree, by chance."""
    assert make_profile(report(**fields), 1).age == age, why


@pytest.mark.parametrize(
    ("fields", "hours", "why"),
    [
        ({"when": "Tuesday at 10 p.m."}, (22, 22), "an hour"),
        ({"when": "on Tuesday night"}, (18, 30), "a night runs into the next day"),
        ({"when": "on Tuesday"}, None, "no part of the day"),
        ({"when": "at 10 p.m.", "end": "2023-06-02"}, None, "an event of days"),
        ({"when": "at 10 p.m.", "start": None}, None, "no day"),
    ],
)
def test_hours_count_on_from_day_to_day(fields: dict[str, Any], hours: tuple[int, int] | None, why: str) -> None:
    """So that a night meets the next morning."""
    row = make_profile(report(**fields), 1)
    midnight = 24 * (row.first_day or 0)
    expected = (None, None) if hours is None else tuple(midnight + hour for hour in hours)
    assert (row.first_hour, row.last_hour) == expected, why


def full_row() -> dict[str, Any]:
    return dict(zip(COLUMNS, make_profile(report(**FULL), 1).row(), strict=True))


def test_the_columns_of_a_profile_have_the_kinds_of_its_values() -> None:
    """A table of them takes every value as it is, and has a column for each."""
    types = {"text": str, "integer": int, "real": float}
    hints = {**get_type_hints(Profile), **get_type_hints(PlaceColumns)}
    del hints["place"]
    assert hints.keys() == COLUMN_KINDS.keys() == set(COLUMNS)
    for name, hint in hints.items():
        assert types[COLUMN_KINDS[name]] in (get_args(hint) or (hint,)), name
    for name, value in full_row().items():
        assert value is None or isinstance(value, types[COLUMN_KINDS[name]]), name


def test_a_full_report_fills_its_columns() -> None:
    """All but those that only some places and datasets have."""
    row = full_row()
    empty = {name for name, value in row.items() if value in (None, 0)}
    assert empty <= {
        "dataset",
        "other_name",
        "other_at",
        "meant_at",
        "quarter_at",
        "claimed",
        "street",
        "spot",
        "site_number",
    }


def test_one_outlets_words_speak_less() -> None:
    """A reporter's name, and what stands on every page, are the outlet's own: half as much, and no more than half."""
    from summarizer.linking import link  # noqa: PLC0415

    words = ["zabolotny", "quillfeather", "brambleton", "okonjo", "velde", "mirrorwell", "harrowgate", "pellworm",
             "tansyard", "inkerby", "lowmoor"]  # fmt: skip

    def weight(*sources: str) -> float:
        told = [
            report(name, place="Kaluga//Russia", source=source, terms=words[:6] + [f"{name}{n}zz" for n in range(9)])
            for name, source in zip("ab", sources, strict=True)
        ]
        return next(tie.evidence["words"] for group in link(told) for tie in group.links)

    assert 0 < weight("One", "One") < weight("One", "Two")
