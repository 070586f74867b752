"""A person's decisions on links: they hold in every incident, whatever the order, and split what linking was sure of."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import EventReport
from summarizer.linking import Group, Neighbour, Ruling, labelled_pairs, link, settle
from summarizer.linking.decisions import (
    bridge_missing,
    common_reports,
    find_report,
    main_report,
    most_alike,
    resemblance,
    standing_rulings,
)
from summarizer.linking.incidents import make_link
from summarizer.records.reviews import ReportKey, report_key

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


def without(missing: str, decided: Sequence[Ruling]) -> list[Ruling]:
    """What was decided, by the reports that are left."""
    sides = [[one.article if one.article in missing else one for one in (ruling.a, ruling.b)] for ruling in decided]
    return [
        ruling for _, ruling in bridge_missing([(a, b, one.same) for (a, b), one in zip(sides, decided, strict=True)])
    ]


@pytest.mark.parametrize(
    ("said", "follows", "why"),
    [
        ("x=a x=b x=c", "a=b a=c b=c", "one event of three, of which the first is gone"),
        ("a=x x=y y=b", "a=b", "by way of two that are gone"),
        ("x=y a=x y=b", "a=b", "in any order"),
        ("a=x y=b x=y", "a=b", "in any order"),
        ("a=x b=y c=x", "a=c", "each with its own"),
        ("a=x y=b", "", "what nothing ties is not tied"),
        ("a=x x!b", "a!b", "what is one with a is another event than b"),
        ("a=x y!x y=b y=c", "a!b a!c b=c", "by way of two that are gone"),
        ("x!b x!c x=a", "a!b a!c", "and of each event that it is not"),
        ("a=b a=x x!b", "a!b", "it overrules an earlier decision"),
        ("a=x x!b a=b", "a=b", "but not a later one"),
        ("x=a x!a x=b", "a!b", "a later decision on the one that is gone holds"),
        ("x!a x=a x=b", "a=b", "both ways"),
        ("x=y x!y a=x y=b", "a!b", "also on two that are gone"),
        ("x!y x=y a=x y=b", "a=b", "both ways"),
    ],
)
def test_a_decision_holds_by_way_of_a_report_that_is_gone(said: str, follows: str, why: str) -> None:
    """Of x and y there is no report any more: what was decided of a, b and c by way of them stays so."""
    left = without("xy", rulings(said))
    assert {
        f"{a}{'=' if same else '!'}{b}" for a, b in ("ab", "ac", "bc") if (same := is_implied(left, a, b)) is not None
    } == set(follows.split()), why


@given(SAID, st.sets(st.sampled_from("abcdefg"), max_size=4))
def test_decisions_that_agree_say_the_same_of_the_reports_that_are_left(said: list[str], gone: set[str]) -> None:
    """Whichever reports are taken away."""
    decided = [ruling for ruling in rulings(" ".join(said)) if ruling.a != ruling.b]
    decided = [one for one, stands in zip(decided, standing_rulings(decided), strict=True) if stands]
    fewer = without("".join(gone), decided)
    assert all(standing_rulings(fewer))
    for a, b in combinations(sorted(set("abcdefg") - gone), 2):
        assert is_implied(decided, a, b) == is_implied(fewer, a, b)


def is_implied(decided: Sequence[Ruling], a: str, b: str) -> bool | None:
    """Whether decisions make two reports one event (True) or two (False); None where they leave it open."""
    for same in (True, False):
        if not standing_rulings([Ruling(report(a), report(b), not same), *decided])[0]:
            return same
    return None


@given(SAID)
def test_the_last_decision_always_stands(said: list[str]) -> None:
    """And so does each before it that fits all later ones."""
    stands = standing_rulings(rulings(" ".join(said)))
    assert stands[-1:] in ([], [True])


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


def test_the_others_of_a_split_incident_go_where_they_are_more_alike() -> None:
    """The reports with four dead stay with the one that has four, those with nine with the other."""
    reports = [
        report(letter, figures=[figure(value=value)])
        for letter, value in zip("abcdef", (4, 9, 4, 9, 4, 9), strict=True)
    ]
    whole = Group("inc", tuple(reports), (0,) * 6)
    settled = settle([whole], [Ruling(reports[0], reports[1], same=False)])
    assert sorted(map(told, settled)) == ["ace", "bdf"]


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


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "as it was"),
        ({"headline": "Another headline"}, "its headline was edited"),
        ({"kind": "suicide_bomb"}, "another reading calls it another kind"),
        ({"place": "Mill Road//Russia"}, "the place is told otherwise"),
        ({"start": "2023-06-01"}, "the day was corrected"),
    ],
)
def test_a_report_is_found_again_among_the_events_of_its_article(changes: dict[str, Any], why: str) -> None:
    """Although another reading, or an edit, changed one thing about it; the other event is another day in another town."""
    was = report("a", place="Mill/Kent/England", headline="Two hurt in Mill")
    other = report("a", "flood", "Dover/Kent/England", "2022-01-01")
    told = {"place": "Mill/Kent/England", "headline": "Two hurt in Mill", **changes}
    now = report("a", told.pop("kind", "air_drone_strike"), told.pop("place"), told.pop("start", "2023-05-30"), **told)
    assert find_report(report_key(was), [other, now]) == now, why
    assert find_report(ReportKey(article="a"), [now]) == now
    assert find_report(ReportKey(article="a"), []) is None


PARTS = [
    {"name": "Mill"},
    {"town": "Mill"},
    {"site": "Mill", "country": "England"},
    {"district": "Mill", "region": "Kent"},
    {"town": "Mill", "region": "Kent", "country": "England"},
]


@pytest.mark.parametrize("place", PARTS)
def test_an_event_is_known_by_any_part_of_its_place(place: dict[str, str]) -> None:
    """Records may have a town, a site or a district in place of the article's own words for the place."""

    def tell(article: str, place: dict[str, str], day: str = "2023-05-30") -> EventReport:
        return EventReport.model_validate({"article": article, "type": "flood", "place": place, "start": day})

    was, other, now = tell("a", place), tell("a", place | dict.fromkeys(place, "Dover")), tell("a", place, "2023-06-01")
    assert report_key(was).place == "Mill"
    for both in ([other, now], [now, other]):
        assert find_report(report_key(was).model_copy(update={"day": None}), both) == now
        assert most_alike([tell("b", place)], [other.model_copy(update={"start": now.start}), now]) == (
            tell("b", place),
            now,
        )


def test_the_pair_that_is_meant_is_the_most_alike() -> None:
    """Of a round-up it is the event of the day and place of the other report."""
    one = report("one", place="Mill//England")
    roundup = [
        report("all", place="Dover//England"),
        report("all", place="Mill//England"),
        report("all", "flood", None, None),
    ]
    assert most_alike([one], roundup) == (one, roundup[1])
    assert resemblance(one, roundup[1]) == resemblance(roundup[1], one)
    assert main_report([roundup[2], replace_figures(roundup[0])]).figures


def test_the_event_that_articles_have_in_common_is_not_the_one_with_most_figures() -> None:
    """An article may tell of the trial at length, and of the raid that all tell of in a line."""
    raids = [report(name, place="Mill//England", headline="Raid on Mill") for name in "abc"]
    trial = report(
        "a", "arrests", "London//England", "2024-02-01", figures=[figure(value=4), figure("detained", value=2)]
    )
    assert common_reports([[trial, raids[0]], [raids[1]], [raids[2]]]) == raids
    assert common_reports([[raids[2]], [raids[0], trial], [raids[1]]]) == raids, "in any order"
    assert common_reports([[raids[0], trial]]) == [trial], "alone it is the one with most figures"


def replace_figures(of: EventReport) -> EventReport:
    """The report with a figure."""
    return of.model_copy(update={"figures": (figure(),)})


def test_what_people_decided_labels_pairs_for_the_weights() -> None:
    """Decisions that stand, and reports of one incident id; a contradicted decision is no label."""
    a, b, c = (report(letter) for letter in "abc")
    x, y = (report(letter, incident="given") for letter in "xy")
    decided = [Ruling(a, b, same=True), Ruling(b, c, same=False), Ruling(a, b, same=False)]
    assert list(labelled_pairs([a, b, c, x, y], decided)) == [*decided[1:], Ruling(x, y, same=True)]
    many = [report(f"m{nth:02}", incident="many") for nth in range(30)]
    assert len(list(labelled_pairs(many))) == 29


def test_many_decisions_take_no_long_time() -> None:
    """A thousand reports of one event are settled by comparing no pair of them."""
    reports = [report(f"{nth:04}", start=None, place=None) for nth in range(1000)]
    groups = [Group(f"inc-{nth}", (each,), (0,)) for nth, each in enumerate(reports)]
    random.Random(0).shuffle(groups)  # no secret
    (one,) = settle(groups, [Ruling(reports[0], each, same=True) for each in reports[1:]])
    assert len(one.reports) == 1000
    assert set(one.cores) == {0}
    assert replace(one, id="") is not one
