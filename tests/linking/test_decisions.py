"""A person's decisions on links: they hold in every incident, whatever the order, and split what linking was sure of."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import EventReport
from summarizer.linking import Group, Neighbour, Ruling, link, settle
from summarizer.linking.constraints import standing_rulings
from summarizer.linking.incidents import make_link, report_order

from ..helpers.reports import figure, report
from .test_verdicts import incident, named, rulings, tie, told


@pytest.mark.parametrize(
    ("before", "said", "after", "why"),
    [
        ("ab|c", "", "ab|c", "nothing decided, nothing changed"),
        ("ab|c", "a=c", "abc", "two cores of one event are one core"),
        ("ab c", "b=c", "abc", "two incidents of one event are one, and sure"),
        ("ab", "a!b", "a b", "a core that linking was sure of is split"),
        ("ab|c", "a!c", "ab c", "a core stays with its own report"),
        ("ab c", "b!c", "ab c", "two incidents that are two already stay so"),
        ("a|b|c", "a=b b!c", "ab c", "what is one with a differs from c as a does"),
        ("abc", "a!b b!c a!c", "a b c", "three events in one core are three incidents"),
        ("ab cd", "a=c b!d", "abc d", "a merge does not join what is of two events"),
        ("ab cd ef", "a=c d=e b!f", "abcde f", "nor does a chain of merges"),
        ("ab c d", "a=c b=d a!b", "ac bd", "each half of a split incident merges with its own"),
        ("ab cd", "a=c a!b c!d", "ac b d", "what leaves two incidents is not one incident for that"),
        ("a b c", "a=b b=c a!c", "a bc", "of three that contradict each other the first gives way"),
        ("a b c", "a!c a=b b=c", "abc", "whichever it is"),
        ("ab", "a!b a=b", "ab", "a person who changes their mind is heard last"),
        ("ab", "a=b a!b", "a b", "both ways"),
        ("ab", "a!z", "ab", "a report that is not here changes nothing"),
    ],
)
def test_what_becomes_of_the_incidents(before: str, said: str, after: str, why: str) -> None:
    """Cores by "|", incidents by blanks; "=" one event, "!" two."""
    settled = settle([incident(each) for each in before.split()], rulings(said))
    assert sorted(map(told, settled)) == sorted(after.split()), why
    assert {each.id for each in settled} == {named(one.replace("|", "")) for one in after.split()}


SAID = st.lists(st.sampled_from([f"{a}{how}{b}" for how in "=!" for a in "abcdefg" for b in "abcdefg" if a < b]))


@given(SAID, st.randoms(use_true_random=False))
def test_every_decision_that_stands_holds_in_any_order_of_the_incidents(said: list[str], shuffle: Any) -> None:
    """Reports of one event are in one core, those of two events in two incidents, and each report in one incident."""
    incidents = [incident("ab|c"), incident("d|e|f"), incident("g")]
    decided = rulings(" ".join(said))
    settled = settle(incidents, decided)
    assert_hold(settled, decided)
    assert sorted("".join(map(told, settled)).replace("|", "")) == sorted("abcdefg")
    again = settle(shuffle.sample(incidents, 3), decided)
    assert sorted(map(told, settled)) == sorted(map(told, again))
    assert sorted(map(told, settle(settled, decided))) == sorted(map(told, settled)), "settled once and for all"


def assert_hold(settled: Iterable[Group], decided: Sequence[Ruling]) -> None:
    """Every decision that no later one contradicts holds in these incidents."""
    at = {
        each: (nth, core)
        for nth, group in enumerate(settled)
        for each, core in zip(group.reports, group.cores, strict=True)
    }
    for ruling, stands in zip(decided, standing_rulings(decided), strict=True):
        if not stands or ruling.a not in at or ruling.b not in at or ruling.a == ruling.b:
            continue
        ours, theirs = at[ruling.a], at[ruling.b]
        assert (ours == theirs) if ruling.same else (ours[0] != theirs[0]), ruling


SIMILAR = st.lists(
    st.builds(
        report,
        article=st.sampled_from([f"article-{nth}" for nth in range(8)]),
        place=st.sampled_from(["Moscow//Russia", "Kharkiv//Ukraine", "//Ukraine"]),
        start=st.sampled_from(["2023-05-29", "2023-05-30", "2023-06-20"]),
        incident=st.sampled_from([None, None, None, "given"]),
        figures=st.lists(st.builds(figure, value=st.integers(1, 4)), max_size=1),
    ),
    min_size=2,
    max_size=8,
    unique=True,
)


@settings(max_examples=40)  # each links three times
@given(SIMILAR, st.data())
def test_decisions_hold_on_linked_reports_in_any_order_and_with_more_reports(
    reports: list[EventReport], data: st.DataObject
) -> None:
    """Of reports with and without incident ids; and when more of them come later."""
    pairs = st.tuples(st.sampled_from(reports), st.sampled_from(reports), st.booleans())
    decided = [Ruling(*pair) for pair in data.draw(st.lists(pairs, max_size=5))]
    some = settle(link(reports[: len(reports) // 2]), decided)
    assert_hold(some, decided)
    whole = settle(link(reports), decided)
    assert_hold(whole, decided)
    mixed = settle(link(data.draw(st.permutations(reports))), decided)
    assert {(each.id, each.reports, each.cores) for each in mixed} == {
        (each.id, each.reports, each.cores) for each in whole
    }


def test_an_incident_that_no_decision_concerns_is_the_same_object() -> None:
    """With its links and its rival."""
    joined = incident("ab", links=(make_link(0, 1, {"place": 3.0}),), rival=Neighbour(named("z"), *tie("a", "z", -2.0)))
    settled = settle([joined, incident("c"), incident("d")], rulings("c=d"))
    assert settled[0] is joined


def test_who_is_decided_to_be_another_event_is_no_rival() -> None:
    """Nobody is asked about it again, and no sum counts it as a possible duplicate."""
    pair = incident("ab", rival=Neighbour(named("c"), *tie("b", "c", -2.0)))
    other = incident("c", rival=Neighbour(named("ab"), *tie("c", "b", -2.0)))
    assert [each.rival for each in settle([pair, other], rulings("a!c"))] == [None, None]
    (split, left) = settle([incident("ab", links=(make_link(0, 1, {"place": 3.0}),))], rulings("a!b"))
    assert (split.rival, left.rival) == (None, None)


def test_a_rival_that_no_decision_concerns_stays_one() -> None:
    """Under the id that its incident has now."""
    first = incident("a", rival=Neighbour(named("x"), *tie("a", "x", -2.0)))
    third = incident("x", rival=Neighbour(named("a"), *tie("x", "a", -2.0)))
    after = {told(each): each for each in settle([first, incident("b"), third], rulings("a=b"))}
    assert after["ab"].rival == first.rival
    assert after["x"].rival == Neighbour(named("ab"), *tie("x", "a", -2.0))


ALIKE = {"headline": "Militants raid town, say police", "figures": [("killed", 12), ("wounded", 20)]}


@pytest.mark.parametrize("incident_id", [None, "given"])
@pytest.mark.parametrize(
    ("ours", "theirs", "third", "why"),
    [
        (
            {"headline": "Gunmen attack Bama", "figures": [("killed", 12)]},
            {"headline": "Militants raid town", "figures": [("killed", 27)]},
            ALIKE,
            "one toll is more than the words of a headline",
        ),
        (
            {"headline": "Gunmen attack Bama", "start": "2024-03-01"},
            {"headline": "Militants raid town", "start": "2024-03-03"},
            {**ALIKE, "start": "2024-03-01"},
            "one day, too",
        ),
        (
            {"headline": "Gunmen attack Bama", "place": "Bama/Borno/Nigeria"},
            {"headline": "Militants raid town, say police", "place": "/Borno/Nigeria"},
            {**ALIKE, "place": "Bama/Borno/Nigeria"},
            "one town, too",
        ),
    ],
)
def test_the_others_of_a_split_incident_go_by_match_weight(
    ours: dict[str, Any], theirs: dict[str, Any], third: dict[str, Any], why: str, incident_id: str | None
) -> None:
    """The third report is of the event of `ours`, though its headline is more like that of `theirs`."""

    def make(article: str, place: str = "Bama/Borno/Nigeria", start: str = "2024-03-01", **fields: Any) -> EventReport:
        figures = [figure(measure, value=value, article=article) for measure, value in fields.pop("figures", ())]
        kind = "attack_on_civilians"
        return report(article, kind, place, start, figures=figures, incident=incident_id, **fields)

    one, other, more = make("reuters", **ours), make("afp", **theirs), make("trust", **third)
    for order in ((one, other, more), (more, other, one)):
        whole = Group("inc-0", tuple(sorted(order, key=report_order)), (0, 0, 0))
        pieces = settle([whole], [Ruling(one, other, same=False)])
        assert {one, more} in [set(piece.reports) for piece in pieces], why


def test_the_others_of_a_split_incident_go_where_they_are_more_alike() -> None:
    """The reports with four dead stay with the one that has four, those with nine with the other."""
    reports = [
        report(letter, figures=[figure(value=value)])
        for letter, value in zip("abcdef", (4, 9, 4, 9, 4, 9), strict=True)
    ]
    whole = Group("inc", tuple(reports), (0,) * 6)
    settled = settle([whole], [Ruling(reports[0], reports[1], same=False)])
    assert sorted(map(told, settled)) == ["ace", "bdf"]


def unweighable(letter: str, **fields: Any) -> EventReport:
    """A report that no profile can be made of, which no door lets in."""
    return report(letter, **fields).model_copy(update={"terms": 5})


@pytest.mark.parametrize(
    ("failing", "after", "why"),
    [
        ("", "ac b", "linking weighs the tolls: c has that of a"),
        ("a", "a bc", "one of those to compare has no weight: c has the headline and the day of b"),
        ("ab", "a bc", "neither has"),
        ("c", "a bc", "nor has c with any"),
        ("abc", "a bc", "linking fails on all of them"),
    ],
)
def test_what_linking_cannot_weigh_goes_where_it_is_most_alike(
    failing: str, after: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    """By day, place and words; and one line says of how many reports there is no match weight."""
    said: dict[str, dict[str, Any]] = {
        "a": {"headline": "Gunmen attack Bama", "figures": [figure(value=12, article="a")], "start": "2024-03-02"},
        "b": {"headline": "Militants raid town, say police", "figures": [figure(value=27, article="b")]},
        "c": {"headline": "Militants raid town, say police", "figures": [figure(value=12, article="c")]},
    }
    reports = [
        (unweighable if letter in failing else report)(
            letter, type="attack_on_civilians", place="Bama/Borno/Nigeria", **{"start": "2024-03-01", **fields}
        )
        for letter, fields in said.items()
    ]
    for ordered in (reports, reports[::-1]):
        caplog.clear()
        settled = settle([Group("inc", tuple(ordered), (0,) * 3)], [Ruling(reports[0], reports[1], same=False)])
        assert sorted("".join(sorted(each.article for each in group.reports)) for group in settled) == after.split(), (
            why
        )
        lines = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
        expected = f"no match weights of {len(failing)} of 3 reports of a split incident: internal error"
        assert [line.startswith(expected) for line in lines] == [True] * bool(failing)


@pytest.mark.parametrize("value", [None, 5])
def test_of_pieces_of_equal_weight_it_is_the_one_more_alike(value: int | None) -> None:
    """Its topic decides between two that say all that linking weighs alike; the first where that is equal too."""
    figures = [figure(value=value)] if value else []
    one = report("a", headline="Gunmen attack a village", figures=figures)
    other = report("b", headline="Rebels raid a market", figures=figures)
    third = report("c", headline="Rebels raid a market at dawn", figures=figures)
    last = report("d", headline="Nothing of that", figures=figures)
    for ordered in ((one, other, third, last), (last, third, other, one)):
        settled = settle([Group("inc", ordered, (0,) * 4)], [Ruling(one, other, same=False)])
        assert sorted(map(told, settled)) == ["ad", "bc"]


@pytest.mark.parametrize(
    ("given", "said", "after"),
    [
        ({"x": "ab", "y": "c"}, "b=c", {"x": "abc"}),
        ({"x": "a", None: "b"}, "a=b", {"x": "ab"}),
        ({"x": "abc"}, "a!b", {"x": "ac", None: "b"}),
        ({"x": "a", "y": "b"}, "a!b", {"x": "a", "y": "b"}),
    ],
)
def test_a_decision_overrules_an_incident_id_that_came_with_a_report(
    given: dict[str | None, str], said: str, after: dict[str | None, str]
) -> None:
    """The id stays with the part that has most of its reports, the first of equals."""
    reports = {letter: report(letter, incident=name) for name, letters in given.items() for letter in letters}
    decided = [Ruling(reports[one[0]], reports[one[2]], one[1] == "=") for one in said.split()]
    settled = settle(link(reports.values()), decided)
    names = {told(each): each.id for each in settled}
    assert set(names) == set(after.values())
    assert {members: name for name, members in after.items() if name} == {
        members: name for members, name in names.items() if name in after
    }


def test_many_decisions_take_no_long_time() -> None:
    """A thousand reports of one event are settled by comparing no pair of them."""
    reports = [report(f"{nth:04}", start=None, place=None) for nth in range(1000)]
    groups = [Group(f"inc-{nth}", (each,), (0,)) for nth, each in enumerate(reports)]
    random.Random(0).shuffle(groups)  # no secret
    (one,) = settle(groups, [Ruling(reports[0], each, same=True) for each in reports[1:]])
    assert len(one.reports) == 1000
    assert set(one.cores) == {0}
    assert replace(one, id="") is not one
