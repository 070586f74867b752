"""Linking: which reports tell of the same real event."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.linking import link
from summarizer.records import EventReport

from .reports import figure, report

RUSSIA = [{"name": "Russia", "role": "perpetrator"}, {"name": "Ukraine", "role": "target"}]
RUSSIAN = [{"name": "Russian forces", "role": "perpetrator"}, {"name": "Ukrainian cities", "role": "target"}]
BARRAGE: dict[str, Any] = {"kind": "shelling_artillery_missile", "place": "//Ukraine"}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({}, {}, "same place, day and type"),
        ({"start": "2023-05-29"}, {}, "a day apart"),
        ({"start": None, "when": "on Tuesday"}, {}, "the weekday of an undated report fits"),
        ({"start": None, "published": "2023-05-31"}, {}, "an undated report leans on its publication"),
        ({"kind": "armed_clash", "place": "Graivoron district/Belgorod region/Russia"},
         {"kind": "armed_clash", "place": "Grayvoronsky district/Belgorod/Russia"}, "a place spelled in two ways"),
        ({"place": "/Bryansk/Russia", "start": None, "when": "On Saturday"},
         {"place": "Suzemka/Bryansk region/Russia", "start": "2023-04-29"}, "a village inside the region"),
        ({"kind": "attack_on_civilians"}, {}, "types that are taken for each other"),
        ({**BARRAGE, "actors": RUSSIA, "start": "2022-12-29"},
         {**BARRAGE, "actors": RUSSIAN, "start": None, "when": "on Thursday"}, "no place, but the weekday and both sides"),
        ({"place": "//Russia", "start": None, "headline": "Ukrainian drone attacks airbase, killing soldiers",
          "figures": [figure(value=3)]},
         {"place": "Engels/Saratov/Russia", "headline": "Downed Ukrainian drone kills soldiers at airbase",
          "figures": [figure(value=3)]}, "an unnamed place, with an equal rare figure and the same topic"),
    ],
)  # fmt: skip
def test_these_are_one_incident(first: dict[str, Any], second: dict[str, Any], why: str) -> None:
    """Two reports of one event are linked although they differ in a detail."""
    (incident,) = link([report("a", **first), report("b", **second)])
    assert len(incident.reports) == 2, why
    (tie,) = incident.links
    assert {"place", "time", "type"} & set(tie.evidence), why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"start": "2023-05-23"}, {}, "the same town a week earlier"),
        ({"place": "Kharkiv//Ukraine"}, {"place": "Kherson//Ukraine"}, "two towns with like names"),
        ({"place": "Moscow//Russia"}, {"place": "Moscow//United States"}, "two countries"),
        ({"kind": "earthquake"}, {}, "unlike types"),
        ({"kind": "denial"}, {"kind": "accusation"}, "a denial is not the accusation"),
        ({**BARRAGE, "actors": RUSSIA, "start": "2022-10-10"},
         {**BARRAGE, "actors": RUSSIAN, "start": None, "when": "on Thursday"}, "a Monday is no Thursday"),
        ({**BARRAGE, "start": None}, {**BARRAGE, "start": None}, "a country and a type alone say too little"),
        ({"start": None, "when": "on May 3"}, {"start": "2023-05-30"}, "another day of the month"),
    ],
)  # fmt: skip
def test_these_are_two_incidents(first: dict[str, Any], second: dict[str, Any], why: str) -> None:
    """Two reports of different events stay apart although they share much."""
    assert len(link([report("a", **first), report("b", **second)])) == 2, why


def test_one_article_tells_of_two_strikes_as_two() -> None:
    """What one article keeps apart is kept apart, unless another article brings it together."""
    assert len(link([report("a", start=None), report("a", start=None, headline="Another")])) == 2


def test_given_incident_ids_are_respected() -> None:
    """Same id: one incident, however unlike; no id: linked by themselves."""
    reports = [
        report("a", incident="X"),
        report("b", incident="X", place="Lima//Peru"),
        report("c"),
        report("d", incident="Y"),
    ]
    found = {incident.id: [r.article for r in incident.reports] for incident in link(reports)}
    assert (found.pop("X"), found.pop("Y")) == (["a", "b"], ["d"])
    assert list(found.values()) == [["c"]]


def test_a_chain_of_likely_pairs_is_not_one_incident() -> None:
    """Day after day in one town: neighbours are a day apart, the ends of the chain are not one event."""
    days = [report(f"a{day:02}", start=f"2023-05-{day:02}") for day in range(1, 29)]
    assert max(len(incident.reports) for incident in link(days)) <= 4


PLACES = ["Kyiv//Ukraine", "Lviv//Ukraine", "/Sumy/Ukraine", "//Ukraine", "Moscow//Russia"]
REPORTS = st.lists(
    st.builds(
        lambda number, place, day, kind: report(f"a{number}", kind, place, day and f"2023-05-{day:02}"),
        st.integers(0, 99),
        st.sampled_from(PLACES),
        st.one_of(st.none(), st.integers(1, 9)),
        st.sampled_from(["air_drone_strike", "armed_clash", "peaceful_protest"]),
    ),
    max_size=12,
)


def as_sets(reports: list[EventReport]) -> dict[str, list[str]]:
    """Incidents by id, each as the sorted records of its reports."""
    return {incident.id: sorted(r.model_dump_json() for r in incident.reports) for incident in link(reports)}


@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(reports: list[EventReport], random: Any) -> None:
    """The same reports in any order give the same incidents with the same ids, and each report is in one."""
    shuffled = random.sample(reports, len(reports))
    assert as_sets(reports) == as_sets(shuffled)
    assert sorted(r for group in as_sets(reports).values() for r in group) == sorted(
        {r.model_dump_json() for r in reports}
    )
