"""Rulings on pairs of reports, worked into the incidents: one event, two events, and contradictions."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import EventReport
from summarizer.linking import Group, Neighbour, Ruling, apply_rulings
from summarizer.linking.digests import digest
from summarizer.linking.incidents import incident_id, make_link
from summarizer.records.ids import canonical_json

from ..helpers.reports import report


def named(members: str) -> str:
    """The id of an incident of these reports."""
    return incident_id(digest(canonical_json(report(letter))) for letter in members)


def incident(told: str, **fields: Any) -> Group:
    """The incident that "ab|c" tells of: reports a and b in core 0, c in core 1; each report is one letter."""
    core = {letter: number for number, letters in enumerate(told.split("|")) for letter in letters}
    members = sorted(core)
    cores = tuple(core[letter] for letter in members)
    return Group(named("".join(members)), tuple(report(letter) for letter in members), cores, **fields)


def told(found: Group) -> str:
    """The notation of `incident`."""
    cores: dict[int, str] = {}
    for each, core in zip(found.reports, found.cores, strict=True):
        cores[core] = cores.get(core, "") + each.article
    return "|".join(cores[core] for core in sorted(cores))


def rulings(said: str) -> list[Ruling]:
    """The rulings of "a=b c!d": a and b tell of one event, c and d of two."""
    return [Ruling(report(one[0]), report(one[2]), one[1] == "=") for one in said.split()]


@pytest.mark.parametrize(
    ("before", "said", "after", "why"),
    [
        ("ab|c", "", "ab|c", "nothing ruled, nothing changed"),
        ("ab|c", "a=c", "abc", "two cores of one event are one core"),
        ("ab|c", "a!c", "ab c", "the smaller core leaves"),
        ("a|bc", "a!c", "a bc", "whichever of the two is named first"),
        ("ab|c", "a!b", "ab|c", "two reports of one core are sure"),
        ("a|b|c", "a=b b=c", "abc", "one event with both"),
        ("a|b|c", "a=b b!c", "ab c", "what is one with a differs from c as a does"),
        ("ab|c|d", "a!c a!d", "ab c d", "each that leaves is an incident of its own"),
        ("ab|c|d", "a!c c=d", "ab cd", "two that are one event leave as one"),
        ("ab|c|d", "c!d", "ab|c d", "of two that differ from each other the smaller leaves, the first of equals stays"),
        ("ab|c|d", "a!c c!d", "ab|d c", "but not for one that has left itself"),
        ("ab c", "b=c", "abc", "two incidents of one event are one, and sure"),
        ("ab c", "b!c", "ab c", "two incidents that differ stay two"),
        ("ab|x c|y", "a=c", "abc|x|y", "what was possibly the same still is"),
        ("ab|c d|e", "a!c c=d", "ab cd|e", "a core leaves one incident and is one with another"),
        ("ab|x cd|y", "a=c x!y", "abcd|x y", "two that differ do not meet in a joined incident"),
        ("a b c", "a=b b=c", "abc", "three incidents of one event"),
        ("a|b|c", "a=b b=c a!c", "a|b|c", "a contradiction: all stays only possibly the same"),
        ("a b c", "a=b b=c a!c", "a b c", "a contradiction joins nothing"),
        ("a|b|c d|e", "a=b b=c a!c d=e", "a|b|c de", "and spoils nothing else"),
        ("a|b|c", "a=b a!b", "a|b|c", "asked twice and answered both ways"),
    ],
)  # fmt: skip
def test_what_becomes_of_the_incidents(before: str, said: str, after: str, why: str) -> None:
    """Cores by "|", incidents by blanks; "=" one event, "!" two."""
    settled = apply_rulings([incident(each) for each in before.split()], rulings(said))
    assert sorted(map(told, settled)) == sorted(after.split()), why
    assert {each.id for each in settled} == {named(one.replace("|", "")) for one in after.split()}


SAID = st.lists(st.sampled_from([f"{a}{how}{b}" for how in "=!" for a in "abcdefg" for b in "abcdefg" if a < b]))


@given(SAID, st.randoms(use_true_random=False))
def test_the_order_of_rulings_and_incidents_does_not_matter(said: list[str], random: Any) -> None:
    """And each report ends in one incident."""
    incidents = [incident("ab|c"), incident("d|e|f"), incident("g")]
    settled = apply_rulings(incidents, rulings(" ".join(said)))
    again = apply_rulings(random.sample(incidents, 3), rulings(" ".join(random.sample(said, len(said)))))
    assert sorted(map(told, settled)) == sorted(map(told, again))
    assert sorted("".join(map(told, settled)).replace("|", "")) == sorted("abcdefg")


def tie(a: str, b: str, weight: float) -> tuple[EventReport, EventReport, dict[str, float]]:
    return report(a), report(b), {"place": weight}


def test_an_incident_that_no_ruling_changes_is_the_same_object() -> None:
    """With its links and its rival; a verdict that changes nothing too."""
    joined = incident(
        "ab|c", links=(make_link(0, 1, {"place": 3.0}),), rival=Neighbour(named("d"), *tie("a", "d", -2.0))
    )
    settled = apply_rulings([joined, incident("d")], rulings("a!d a=b"))
    assert settled[0] is joined


def test_a_core_that_left_has_the_incident_it_left_as_its_nearest_other() -> None:
    """The cut link says how near; the links that are left stay with their reports."""
    before = incident("ab|c", links=(make_link(0, 1, {"place": 3.0}), make_link(1, 2, {"place": -1.0})))
    main, left = sorted(apply_rulings([before], rulings("a!c")), key=told)
    assert main.links == (make_link(0, 1, {"place": 3.0}),)
    assert main.rival == Neighbour(left.id, *tie("b", "c", -1.0))
    assert left.rival == Neighbour(main.id, *tie("c", "b", -1.0))


def test_a_rival_that_is_of_the_same_event_is_a_link() -> None:
    """And who had one of the two as its nearest other has the whole."""
    pair = incident("ab", rival=Neighbour(named("c"), *tie("b", "c", -2.0)))
    other = incident("c", rival=Neighbour(named("ab"), *tie("c", "b", -2.0)))
    third = incident("d", rival=Neighbour(named("c"), *tie("d", "c", -4.0)))
    after = {told(each): each for each in apply_rulings([pair, other, third], rulings("b=c"))}
    assert after["abc"].links == (make_link(1, 2, {"place": -2.0}),)
    assert after["abc"].rival is None
    assert third.rival
    assert after["d"].rival == replace(third.rival, incident=after["abc"].id)
