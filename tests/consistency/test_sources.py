"""Independence of sources: which articles are copies, and how many sources figures rest on."""

import random
import re
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import ReportedFigure, check
from summarizer.consistency import find_copies, merge_copies
from summarizer.consistency.sources import count_independent_sources, is_same_source

from ..helpers.reports import figure, report
from ..helpers.wiretexts import WIRES, planted, words

WIRE = (
    "The number of people killed in the shelling of the village has risen to four, the governor said on Sunday. "
    "Two of the dead were found under a house that had burned through the night, he said."
)
OTHER = "On Sunday the region's governor put the dead in the shelled village at four, two more than the day before."
LONG = " ".join(f"Our correspondent saw house number {n} of the street without a roof." for n in range(30))
FLASH = "Four people killed in shelling of the village."


@pytest.mark.parametrize(
    ("texts", "expected", "case"),
    [
        ({"a": WIRE, "b": WIRE}, {"b": "a"}, "the same words"),
        ({"a": WIRE, "b": f"(Wire) - {WIRE} Two were hurt.", "c": OTHER}, {"b": "a"}, "another lead and end"),
        ({"a": WIRE.upper().replace(",", " -"), "b": WIRE}, {"b": "a"}, "case and punctuation"),
        ({"b": f"{LONG} {WIRE}", "a": WIRE}, {"b": "a"}, "a short wire text inside a long report"),
        ({"a": f"{LONG} {WIRE}", "b": WIRE}, {"b": "a"}, "whichever comes first by id stands for both"),
        ({"a": WIRE, "b": OTHER}, {}, "two reports of one event"),
        ({"a": WIRE, "b": LONG, "c": f"{LONG} {WIRE}"}, {"c": "a"}, "a report that prints both makes them no copies"),
        ({"a": f"{FLASH} {OTHER}", "b": f"{LONG} {FLASH}", "c": FLASH}, {}, "a headline that reports repeat"),
        ({"a": FLASH, "b": FLASH.lower()}, {"b": "a"}, "one headline in two places"),
        ({"a": "Four killed.", "b": "Four killed."}, {}, "too short to tell"),
        ({"a": WIRE}, {}, "one alone"),
        ({}, {}, "none"),
    ],
)
def test_copies(texts: dict[str, str], expected: dict[str, str], case: str) -> None:
    """Each copy, and the article it stands for."""
    assert find_copies(texts) == expected, case


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"a": date(2024, 3, 3), "b": date(2024, 3, 2)}, {"a": "b"}),
        ({"a": date(2024, 3, 2), "b": date(2024, 3, 3)}, {"b": "a"}),
        ({"a": date(2024, 3, 2), "b": datetime(2024, 3, 2, 7, tzinfo=UTC)}, {"b": "a"}),
        ({"a": None, "b": date(2024, 3, 3)}, {"a": "b"}),
        ({}, {"b": "a"}),
    ],
    ids=["the older print", "the other way", "one day", "without a day", "both without a day"],
)
def test_the_original_is_the_first_to_be_published(
    published: dict[str, date | datetime | None], expected: dict[str, str]
) -> None:
    """By day; where days do not tell, by id."""
    assert find_copies({"a": WIRE, "b": WIRE}, published) == expected


def test_what_reports_declare_to_be_copied_is_the_original() -> None:
    """Though it was published later: a paper dates its print of last night's wire text."""
    published = {"a": date(2024, 3, 2), "b": date(2024, 3, 3), "c": date(2024, 3, 1)}
    assert merge_copies({"c": "a"}, {"a": "b"}, "abc", published) == {"a": "b", "c": "b"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the USGS", "the U.S. Geological Survey", True),
        ("The IDF", "the Israel Defense Forces", True),
        ("the IDF", "the Israeli military", True),
        ("OCHA", "the UN Office for the Coordination of Humanitarian Affairs", True),
        ("NCDC", "the Nigeria Centre for Disease Control", True),
        ("SOHR", "the Syrian Observatory for Human Rights", True),
        ("MSF", "Doctors Without Borders", True),
        ("the SBU", "Ukraine's Security Service", True),
        ("the IDF", "the Iraqi Defence Ministry", False),
        ("MSF", "the Red Cross", False),
        ("the USGS", "the Chilean Seismological Service", False),
        ("the WHO", "the World Bank", False),
    ],
)
def test_an_institution_and_its_initials_are_one_source(a: str, b: str, same: bool) -> None:
    """In either order; other names with some of the same letters are not."""
    for one, other in ((a, b), (b, a)):
        ours, theirs = (
            ReportedFigure.model_validate(figure(article=name, attributed_to=who))
            for name, who in (("a", one), ("b", other))
        )
        assert is_same_source(ours, theirs, {}) is same


# Texts of a few passages each: enough sharing for every kind of overlap to come up.
PASSAGES = [" ".join(f"word{n}x{k}" for k in range(4 + 5 * n)) for n in range(5)]
TEXTS = st.lists(
    st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=4).map(" ".join), min_size=2, max_size=7, unique=True
)


def compared_one_by_one(texts: Mapping[str, str]) -> dict[str, str]:
    """The rule as it is written, without an index: every text beside every original before it."""
    runs = {}
    for name, text in texts.items():
        words = re.findall(r"\w+", text.casefold())
        runs[name] = {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
    kinds: dict[str, list[str]] = {}
    for name in sorted(texts, key=lambda name: (len(runs[name]), texts[name], name)):
        for original, kind in kinds.items():
            shared = len(runs[name] & runs[original])
            if shared > len(runs[original]) / 2 and (shared >= 12 or shared > len(runs[name]) / 2):
                kind.append(name)
                break
        else:
            kinds[name] = [name]
    return {name: min(kind) for kind in kinds.values() for name in kind if name != min(kind)}


@given(TEXTS)
def test_the_index_finds_what_comparing_one_by_one_finds(texts: list[str]) -> None:
    """The same verdicts, exactly."""
    named = {f"a{n}": text for n, text in enumerate(texts)}
    assert find_copies(named) == compared_one_by_one(named)


@given(TEXTS, st.data())
def test_which_texts_are_copies_follows_from_the_texts(texts: list[str], data: st.DataObject) -> None:
    """Neither the order in which they come nor their ids change which are together."""

    def together(ids: list[str]) -> set[frozenset[str]]:
        named = dict(zip(ids, texts, strict=True))
        found = find_copies(named)
        return {frozenset(named[name] for name in named if found.get(name, name) == first) for first in ids}

    ids = [f"a{n}" for n in range(len(texts))]
    assert together(ids) == together(data.draw(st.permutations(ids)))
    shuffled = data.draw(st.permutations(ids))
    named = dict(zip(ids, texts, strict=True))
    assert find_copies({name: named[name] for name in shuffled}) == find_copies(named)


def test_planted_copies_among_two_thousand_texts_are_found() -> None:
    """All of them, no other, in seconds; every print of a wire text stands for one article."""
    texts, wire_of = planted(random.Random(7))
    started = time.process_time()
    found = find_copies(texts)
    assert time.process_time() - started < 5
    assert set(found) <= set(wire_of)
    assert len(found) >= 0.98 * (len(wire_of) - WIRES)
    for name, original in found.items():
        assert wire_of[name] == wire_of[original]
        assert original < name


@pytest.mark.parametrize("case", ["one text", "a text inside others", "a paragraph in all", "nothing shared"])
def test_two_thousand_texts_take_seconds_whatever_they_share(case: str) -> None:
    """No case compares each text with each other: one text two thousand times, or half of it in all."""
    rng = random.Random(3)
    shared = words(rng, 195)
    around = {"one text": 0, "a text inside others": 150, "a paragraph in all": 205, "nothing shared": 400}[case]
    body = "" if case == "nothing shared" else shared
    texts = {f"a{n:04}": f"{words(rng, around)} {body}" for n in range(2000)}
    started = time.process_time()
    found = find_copies(texts)
    assert time.process_time() - started < 5
    assert len(found) == (1999 if around < len(shared.split()) else 0)


MINISTRY, RUSSIAS, UKRAINES = "the defence ministry", "Russia's defence ministry", "Ukraine's defence ministry"


@pytest.mark.parametrize(
    ("figures", "expected", "case"),
    [
        ([], 0, "no figure"),
        ([figure(attributed_to=RUSSIAS)], 1, "one"),
        ([figure(article=a, attributed_to=MINISTRY) for a in "abc"], 1, "one attribution in three outlets"),
        ([figure(article="a"), figure(article="copy")], 1, "an article and its copy"),
        ([figure(article="a", source="Post"), figure(article="b", source="Post")], 1, "two articles of one outlet"),
        ([figure(article="a", source="Post"), figure(article="b", source="Wire")], 2, "two outlets"),
        ([figure(attributed_to=RUSSIAS), figure(attributed_to=UKRAINES)], 2, "two ministries"),
        ([figure(attributed_to=who) for who in (MINISTRY, RUSSIAS, UKRAINES)], 2, "and one that may be either"),
        ([figure(attributed_to="police"), figure(), figure(attributed_to="the mayor")], 2, "the article's own voice"),
        (
            [figure(attributed_to=who) for who in ("Zelensky", "Biden", "Biden and Zelensky")],
            2,
            "two, and both at once",
        ),
    ],
)
def test_independent_sources(figures: list[ReportedFigure], expected: int, case: str) -> None:
    """How many sources figures rest on, in any order."""
    for several in permutations(figures):
        assert count_independent_sources(several, {"copy": "a"}) == expected, case


FIGURES = st.lists(
    st.builds(
        figure,
        article=st.sampled_from("abcd"),
        source=st.sampled_from(["Post", "Wire", None]),
        attributed_to=st.sampled_from([None, MINISTRY, RUSSIAS, UKRAINES, "Biden", "Zelensky", "Biden and Zelensky"]),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@given(FIGURES, st.data())
def test_sources_are_counted_the_same_in_any_order(figures: list[ReportedFigure], data: st.DataObject) -> None:
    """And never more than there can be, never fewer than two where any two differ."""
    copied = {"b": "a"}
    counted = count_independent_sources(figures, copied)
    assert count_independent_sources(data.draw(st.permutations(figures)), copied) == counted

    def all_differ(several: tuple[ReportedFigure, ...]) -> bool:
        return not any(is_same_source(a, b, copied) for a, b in combinations(several, 2))

    assert any(all_differ(several) for several in combinations(figures, counted))
    if any(all_differ(pair) for pair in combinations(figures, 2)):
        assert counted >= 2


def test_copies_are_listed_in_the_order_of_the_reports() -> None:
    """Not in that of a set of names, which is another in every process: the same records give the same JSON."""
    names = [letter + str(nth) for letter in "ab" for nth in range(9)]
    records = [report(name, incident="x", copy_of=f"a{name[1]}" if name[0] == "b" else None) for name in names]
    (incident,) = check(records).incidents
    assert list(incident.copies) == [f"b{nth}" for nth in range(9)]
